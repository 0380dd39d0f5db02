"""The explorer: one self-contained page on which borders can be shut, and that shows what is left.

The page holds answers and no algorithm: `maps.explorer_payload` computes the best way for every subset
of the closures and every year, and the page's script walks these trees. It tells what changed by the
templates of `analysis.comparison.sentences`, which Python fills in the same way. Each closure stands
beside what opening it again would give back. Nothing on the page looks for closures, or ranks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import write_text_whole

from .basemap import basemap_text
from .explorer_payload import build_explorer_payload
from .page import PageParts, dump_json, quiet_json, read_web_text
from .shell import map_shell

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Sequence
    from pathlib import Path

    import networkx as nx

# in this order they make one script; explorer.js starts it. What the route map has too comes first.
SCRIPTS = (
    "dom.js",
    "words.js",
    "explorer_words.js",
    "language.js",
    "quantities.js",
    "looks.js",
    "basemap.js",
    "lines.js",
    "legs.js",
    "places.js",
    "labels.js",
    "about.js",
    "calm.js",
    "print.js",
    "sentences.js",
    "frame.js",
    "explorer_tree.js",
    "explorer_address.js",
    "explorer_lines.js",
    "explorer_borders.js",
    "explorer_places.js",
    "explorer_controls.js",
    "explorer_answer.js",
    "explorer.js",
)
STYLES = ("base.css", "map.css", "panel.css", "explorer.css", "print.css")


def render_explorer(
    networks: Sequence[nx.MultiDiGraph[str]],
    closures: Sequence[str],
    *,
    origins: Sequence[str] | None = None,
    destinations: Sequence[str] | None = None,
    first: int | None = None,
    today: dt.date | None = None,
) -> str:
    """Return the explorer as the text of one self-contained HTML file.

    The same networks and closures give the same bytes.

    Parameters
    ----------
    networks
        The networks of one dataset, each of another year, in order.
    closures
        Targets that can be shut on the page; none gives a page of years alone.
    origins, destinations
        Places by any name; without any, those of the dataset.
    first
        The year that is shown first; without one, or where no network is of it, the middle one.
    today
        Printed as the day on which the page was made; no clock is read.

    Raises
    ------
    QuestionError
        If no network is given, two are of one year, or there is no origin or destination.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or a closure is unknown.
    PageError
        If the page would not be self-contained.
    """
    payload = build_explorer_payload(
        networks, closures, origins=origins, destinations=destinations, first=first, today=today
    )
    parts = PageParts(
        title=f"What if a border closes? {payload['meta']['title']}",
        description="Ways that published reports describe, and what is left of them when borders close. "
        "Not for navigation, not for enforcement.",
        body=read_web_text("explorer.html"),
        style=read_web_text(*STYLES),
        script=f"(() => {{\n'use strict';\n{read_web_text(*SCRIPTS)}\n}})();",
        data={"explorer-data": dump_json(payload), "basemap-data": quiet_json(basemap_text())},
    )
    return str(map_shell(parts, payload["view"]["center"]).get_root().render())


def save_explorer(
    networks: Sequence[nx.MultiDiGraph[str]],
    closures: Sequence[str],
    path: str | os.PathLike[str],
    *,
    origins: Sequence[str] | None = None,
    destinations: Sequence[str] | None = None,
    first: int | None = None,
    today: dt.date | None = None,
) -> Path:
    """Write the explorer to a file and return its path; a run that fails leaves an old file whole.

    See `render_explorer` for the parameters.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    page = render_explorer(
        networks, closures, origins=origins, destinations=destinations, first=first, today=today
    )
    return write_text_whole(path, page)
