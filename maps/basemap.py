"""The basemap of a page: the shipped outlines, as JSON text ready to be inlined."""

from __future__ import annotations

import geodata


def basemap_text() -> str:
    """Return the parts of the basemap (TopoJSON, see `geodata`) as one JSON object."""
    parts = geodata.basemap_json()
    return "{" + ",".join(f'"{name}":{parts[name]}' for name in sorted(parts)) + "}"
