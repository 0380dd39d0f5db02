"""The route map: a network of reported routes as one self-contained page.

folium gives the shell - the map element and its options, nothing else. What is drawn is told
once, as data (`maps.payload`), and drawn by the page's own script, which builds every text with
``textContent``. All that the map shows stands beside it as tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import write_text_whole

from .basemap import basemap_text
from .page import PageParts, dump_json, quiet_json, read_web_text
from .payload import build_payload
from .shell import map_shell

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Sequence
    from pathlib import Path

    import folium
    import networkx as nx

    from analysis import Bottlenecks, Ensemble, ParetoFront, PathResult

# in this order they make one script; main.js starts it
SCRIPTS = (
    "dom.js",
    "words.js",
    "language.js",
    "quantities.js",
    "looks.js",
    "basemap.js",
    "lines.js",
    "legs.js",
    "ways.js",
    "places.js",
    "harms.js",
    "dependence.js",
    "ensemble.js",
    "labels.js",
    "evidence.js",
    "cards.js",
    "chart.js",
    "front.js",
    "panel.js",
    "tables.js",
    "bottlenecks.js",
    "ensemble_tables.js",
    "about.js",
    "calm.js",
    "print.js",
    "main.js",
)
STYLES = (
    "base.css",
    "map.css",
    "panel.css",
    "front.css",
    "tables.css",
    "bottlenecks.css",
    "ensemble.css",
    "print.css",
)


def build_route_map(
    G: nx.MultiDiGraph[str],
    *,
    paths: Sequence[PathResult] = (),
    front: ParetoFront | None = None,
    bottlenecks: Bottlenecks | None = None,
    ensemble: Ensemble | None = None,
    today: dt.date | None = None,
) -> folium.Map:
    """Build the route map of a network as a folium map, which shows itself in a notebook.

    Places are drawn by kind, crossings as bands along their border, legs by mode, family, risk
    and evidence. A network without legs gives a page that says so.

    Parameters
    ----------
    G
        A network that keeps the network contract.
    paths
        Results of a path question; those found are drawn as highlights, each with a card.
    front
        The trade-off between length, risk and borders, as `analysis.pareto_paths` gives it: a small
        chart whose points can be chosen, and a table of them.
    bottlenecks
        What all ways depend on, as `analysis.find_bottlenecks` gives it: two layers, off at first,
        and a table of what would be lost and gained.
    ensemble
        What many draws of the risks say, as `analysis.ensemble` gives it: a layer, off at first, in which
        each leg is as wide as the share of draws that has it on the best way, and tables of all shares.
        What it says under closures is not shown.
    today
        Printed as the day on which the page was made; no clock is read.

    Returns
    -------
    folium.Map
        Its root is the page. Elements of folium that link to a server cannot be added to it.
    """
    payload = build_payload(G, paths, front=front, bottlenecks=bottlenecks, ensemble=ensemble, today=today)
    title = payload["meta"]["title"]
    parts = PageParts(
        title=f"{title} - route map, as of {payload['meta']['as_of_text']}",
        description="Reported routes drawn from published reports. Not for navigation, not for enforcement.",
        body=read_web_text("route_map.html"),
        style=read_web_text(*STYLES),
        script=f"(() => {{\n'use strict';\n{read_web_text(*SCRIPTS)}\n}})();",
        data={"route-data": dump_json(payload), "basemap-data": quiet_json(basemap_text())},
    )
    return map_shell(parts, payload["view"]["center"])


def render_route_map(
    G: nx.MultiDiGraph[str],
    *,
    paths: Sequence[PathResult] = (),
    front: ParetoFront | None = None,
    bottlenecks: Bottlenecks | None = None,
    ensemble: Ensemble | None = None,
    today: dt.date | None = None,
) -> str:
    """Return the route map as the text of one self-contained HTML file.

    The same network and answers give the same bytes. See `build_route_map` for the parameters.

    Raises
    ------
    PageError
        If the page would not be self-contained.
    """
    shell = build_route_map(
        G, paths=paths, front=front, bottlenecks=bottlenecks, ensemble=ensemble, today=today
    )
    return str(shell.get_root().render())


def save_route_map(
    G: nx.MultiDiGraph[str],
    path: str | os.PathLike[str],
    *,
    paths: Sequence[PathResult] = (),
    front: ParetoFront | None = None,
    bottlenecks: Bottlenecks | None = None,
    ensemble: Ensemble | None = None,
    today: dt.date | None = None,
) -> Path:
    """Write the route map to a file and return its path.

    The page is written to a temporary file beside it, which is then renamed: a run that fails
    leaves an old file whole. See `build_route_map` for the parameters.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    page = render_route_map(
        G, paths=paths, front=front, bottlenecks=bottlenecks, ensemble=ensemble, today=today
    )
    return write_text_whole(path, page)
