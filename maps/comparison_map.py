"""The comparison map: a network before and after a scenario or another date, as one self-contained page.

The page holds a `analysis.Comparison` as it is: legs kept, lost and new, the best ways before and after
for the origin and the objective that its reader chooses, the sentences, the tables, what all ways pass and
what would undo the change. Before and after lie on one another and can be parted by a line that moves.
What is lost is marked with a cross and what is new with a plus: nothing is told by colour alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import write_text_whole

from .basemap import basemap_text
from .comparison_payload import build_comparison_payload
from .page import PageParts, dump_json, quiet_json, read_web_text
from .shell import map_shell

if TYPE_CHECKING:
    import datetime as dt
    import os
    from pathlib import Path

    import folium

    from analysis import Comparison

# in this order they make one script; comparison.js starts it. What other pages have too comes first.
SCRIPTS = (
    "dom.js",
    "words.js",
    "explorer_words.js",
    "comparison_words.js",
    "language.js",
    "quantities.js",
    "looks.js",
    "basemap.js",
    "lines.js",
    "legs.js",
    "ways.js",
    "places.js",
    "labels.js",
    "tables.js",
    "bottlenecks.js",
    "about.js",
    "calm.js",
    "print.js",
    "sentences.js",
    "explorer_places.js",
    "frame.js",
    "comparison_choice.js",
    "comparison_lines.js",
    "comparison_swipe.js",
    "comparison_controls.js",
    "comparison_answer.js",
    "comparison_tables.js",
    "comparison.js",
)
STYLES = ("base.css", "map.css", "panel.css", "tables.css", "explorer.css", "comparison.css", "print.css")


def build_comparison(comparison: Comparison, *, today: dt.date | None = None) -> folium.Map:
    """Build the page of a comparison as a folium map, which shows itself in a notebook.

    Parameters
    ----------
    comparison
        The answer of `analysis.compare`, with one or several scenarios or networks.
    today
        Printed as the day on which the page was made; no clock is read.

    Returns
    -------
    folium.Map
        Its root is the page. Elements of folium that link to a server cannot be added to it.
    """
    payload = build_comparison_payload(comparison, today=today)
    parts = PageParts(
        title=f"What changes? {payload['meta']['title']}",
        description="Ways that published reports describe, before and after a change. "
        "Not for navigation, not for enforcement.",
        body=read_web_text("comparison.html"),
        style=read_web_text(*STYLES),
        script=f"(() => {{\n'use strict';\n{read_web_text(*SCRIPTS)}\n}})();",
        data={"comparison-data": dump_json(payload), "basemap-data": quiet_json(basemap_text())},
    )
    return map_shell(parts, payload["view"]["center"])


def render_comparison(comparison: Comparison, *, today: dt.date | None = None) -> str:
    """Return the page of a comparison as the text of one self-contained HTML file.

    The same comparison gives the same bytes. See `build_comparison` for the parameters.

    Raises
    ------
    PageError
        If the page would not be self-contained.
    """
    return str(build_comparison(comparison, today=today).get_root().render())


def save_comparison(
    comparison: Comparison, path: str | os.PathLike[str], *, today: dt.date | None = None
) -> Path:
    """Write the page of a comparison to a file and return its path.

    A run that fails leaves an old file whole. See `build_comparison` for the parameters.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    return write_text_whole(path, render_comparison(comparison, today=today))
