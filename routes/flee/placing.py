"""Where locations lie, and where links cross a border.

Flee knows places as points and borders not at all: a link simply joins two countries. A dataset has a
crossing there, a section of the border, one for each direction (`geodata.place_crossing`); the length of the
link is split in proportion to the straight ways, so that the two parts add to it exactly.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata import LonLat, distance_km, middle_of

from .records import LOCATIONS, Link, Location, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tables import Notes

DECIMALS = 1


def place_locations(locations: Sequence[Location], links: Sequence[Link], notes: Notes) -> dict[str, LonLat]:
    """Return where each location lies, as precisely as the file says, (lon, lat), EPSG:4326.

    One without coordinates is put in the middle of its neighbours, nearest to the known ones first. One that
    no chain of links joins to a known place is left out, and told.
    """
    known = {location.name: location.lonlat for location in locations if location.lonlat}
    neighbours: dict[str, list[str]] = {location.name: [] for location in locations}
    for link in links:
        neighbours[link.a].append(link.b)
        neighbours[link.b].append(link.a)
    missing = [location for location in locations if location.name not in known]
    while missing:
        ready = {one.name: [n for n in neighbours[one.name] if n in known] for one in missing}
        found = {name: middle_of([known[n] for n in beside]) for name, beside in ready.items() if beside}
        if not found:
            break
        for location in missing:
            if location.name in found:
                lon, lat = found[location.name]
                beside = ", ".join(ready[location.name])
                text = (
                    f"'{location.name}' has no coordinates: put at ({lat:.1f}, {lon:.1f}), between {beside}"
                )
                notes.add(RemarkKind.REPAIRED, text, LOCATIONS, location.line)
        known |= found
        missing = [one for one in missing if one.name not in known]
    for one in missing:
        text = f"'{one.name}' has no coordinates, nor has any place that it is joined with: left out"
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, one.line)
    return known


def rounded(lonlat: LonLat) -> LonLat:
    """Return a point to one decimal of a degree, about 11 km, as datasets hold it."""
    return round(lonlat[0], DECIMALS) + 0.0, round(lonlat[1], DECIMALS) + 0.0


def split_km(km: float, a: LonLat, crossing: LonLat, b: LonLat) -> tuple[float, float]:
    """Return the two parts of a link's length in km, before and behind its crossing.

    They are split as the straight ways to the crossing are, at a whole kilometre where there is one, and add
    to the length exactly.

    Examples
    --------
    >>> split_km(100.0, (0.0, 0.0), (1.0, 0.0), (4.0, 0.0))
    (25.0, 75.0)
    >>> split_km(0.4, (0.0, 0.0), (1.0, 0.0), (4.0, 0.0))
    (0.2, 0.2)
    """
    before, behind = distance_km(a, crossing), distance_km(crossing, b)
    part = before / (before + behind) if before + behind else 0.5
    first = min(max(round(km * part), 1), math.ceil(km) - 1)
    metres = round(km * 1000)
    at = first * 1000 if 0 < first < km else metres // 2
    return at / 1000, (metres - at) / 1000
