"""The figure of a network: every leg as reported on a date, and the ways that were asked about on top.

Legs show their risk, how they are travelled and how well they are attested; a way is a band under its legs
with the names of its stops, which always stand. Other names stand where there is room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import PlaceKind

from .captions import map_caption, network_foot, network_title
from .ground import country_anchors, draw_ground, draw_scale
from .labels import Layout, Name
from .legend import network_legend
from .looks import COUNTRY_NAME, INK, SOFT
from .network_marks import (
    Drawn,
    draw_arrow,
    draw_band,
    draw_cross,
    draw_leg,
    draw_place,
    draw_way,
    lay_out,
    lonlat_of,
    middle_of,
    stroke,
)
from .sheet import MARGIN_MM, Box, Sheet
from .type_setting import drawable_name
from .views import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from analysis import PathResult

    from .network_marks import LegId
    from .sheet import PaperFigure
    from .views import View

# what the basemap shows in detail: places outside it do not widen the view if there are any inside
_NEAR_LON, _NEAR_LAT = (88.0, 145.0), (-2.0, 55.0)


def draw_network(
    G: nx.MultiDiGraph[str], paths: Sequence[PathResult] = (), *, width_mm: float = 180.0
) -> PaperFigure:
    """Return the figure of a network, with ways highlighted; a figure of matplotlib.

    Parameters
    ----------
    G
        The network. One without legs gives a map that says so.
    paths
        Answers to path questions. The band of each is drawn; the stops of all are named. Answers
        without a way through are told in the subtitle.
    width_mm
        The width on paper, from 80 to 400 mm; the height follows.

    Raises
    ------
    QuestionError
        If the width does not fit.

    Examples
    --------
    >>> import safepassage as sp
    >>> G = sp.load_network("2004-06")
    >>> figure = draw_network(G, [sp.safest_path(G, "onsong", "seoul")])
    >>> figure.headline
    'Safest path from Onsong to Seoul, as of 2004-06'
    """
    sheet = Sheet(width_mm)
    found = [path for path in paths if path.found]
    headline = network_title(G, paths)
    y = sheet.paragraph(sheet.left, MARGIN_MM, headline, size=9.5, bold=True)
    caption = map_caption(G, paths)
    y = sheet.paragraph(sheet.left, y + 0.6, caption, size=7, color=SOFT) + 1.6

    legs: list[LegId] = sorted((u, v, str(key)) for u, v, key in G.edges(keys=True))
    shut = sorted((leg.u, leg.v, str(leg.mode)) for leg in G.graph["dormant"] if leg.closed_by)
    on_way = {(leg.u, leg.v, leg.key) for path in found for leg in path.legs}
    view = view_of(_shown(G, legs, on_way), sheet.room, ratio=(0.5, 0.92), pad=0.05)
    drawn = lay_out(G, [*legs, *shut], view)
    axes = sheet.panel(Box(sheet.left, y, view.width_mm, view.height_mm))
    draw_ground(axes, view)
    draw_way(axes, [drawn.legs[leg] for leg in sorted(on_way)])
    for leg in legs:
        draw_leg(axes, drawn.legs[leg], G.edges[leg], G.graph["scale"], leg[2])
    for leg in shut:
        stroke(axes, drawn.legs[leg], SOFT, 0.7, dashes=(0.8, 1.6))
        draw_cross(axes, middle_of(drawn.legs[leg]))
    for leg in sorted(on_way):
        draw_arrow(axes, drawn.legs[leg])
    for crossing in drawn.bands.values():
        draw_band(axes, crossing)
    for place, at in drawn.points.items():
        draw_place(axes, at, G.nodes[place]["kind"])
    layout = start_layout(G, drawn, view)
    draw_scale(axes, view, layout)
    name_places(layout, G, drawn, view, found)
    layout.draw(axes)

    y += view.height_mm + 2.2
    y = network_legend(sheet, y, G.graph["scale"], ways=len(found), shut=bool(shut))
    y = network_foot(sheet, y + 1.2, G, found, view.name)
    return sheet.finish(y + MARGIN_MM, headline=headline, told=caption)


def start_layout(G: nx.MultiDiGraph[str], drawn: Drawn, view: View) -> Layout:
    """Return a panel on which the marks of places are taken and names had better not cover legs."""
    layout = Layout(view.width_mm, view.height_mm, lines=[*drawn.legs.values()])
    for place, at in drawn.points.items():
        if G.nodes[place]["kind"] == PlaceKind.CROSSING:
            band = drawn.bands[place]
            for share in (0.1, 0.3, 0.5, 0.7, 0.9):
                layout.block(*middle_of(band, share), 0.55)
        else:
            layout.block(*at, 0.75)
    return layout


def name_places(
    layout: Layout, G: nx.MultiDiGraph[str], drawn: Drawn, view: View, paths: Sequence[PathResult]
) -> None:
    """Place names on a panel: first the ends of ways, then their stops, countries, other places."""
    ends = {place for path in paths for place in (path.source, path.target)}
    stops = {place for path in paths for place in path.places}
    traffic = {place: G.degree(place) for place in drawn.points}

    def rank(place: str) -> tuple[int, int, str]:
        kind = G.nodes[place]["kind"]
        main = kind in {PlaceKind.DESTINATION, PlaceKind.ORIGIN}
        return (0 if place in ends else 1 if place in stops else 2 if main else 3, -traffic[place], place)

    order = sorted(drawn.points, key=rank)
    layout.place(
        [
            _name(G, place, drawn, must=place in stops, end=place in ends)
            for place in order
            if rank(place)[0] < 2
        ]
    )
    codes = {
        c for place in drawn.points for c in (G.nodes[place]["country"], G.nodes[place]["other_country"]) if c
    }
    countries = [
        Name(text=drawable_name(name), at=points[0], spots=tuple(points), color=COUNTRY_NAME, size=6.5)
        for name, points in country_anchors(view, codes)
    ]
    layout.place([name for name in countries if name.text])
    layout.place([_name(G, place, drawn, must=False, end=False) for place in order if rank(place)[0] >= 2])


def _name(G: nx.MultiDiGraph[str], place: str, drawn: Drawn, *, must: bool, end: bool) -> Name:
    data = G.nodes[place]
    crossing = data["kind"] == PlaceKind.CROSSING
    return Name(
        text=drawable_name(data["name"].partition(" (")[0], place),
        at=drawn.points[place],
        clear_mm=0.8,
        size=7.0 if end else 6.0,
        bold=end,
        italic=crossing,
        color=INK if must or end else SOFT,
        must=must,
    )


def _shown(G: nx.MultiDiGraph[str], legs: Sequence[LegId], on_way: set[LegId]) -> list[tuple[float, float]]:
    """Return the points that the map must hold: all that is near, and the ways wherever they lead."""
    near = [
        leg
        for leg in legs
        if all(
            _NEAR_LON[0] <= G.nodes[p]["lon"] <= _NEAR_LON[1]
            and _NEAR_LAT[0] <= G.nodes[p]["lat"] <= _NEAR_LAT[1]
            for p in leg[:2]
        )
    ]
    points = lonlat_of(G, {*(near or legs), *on_way})
    return points or [(d["lon"], d["lat"]) for _, d in G.nodes(data=True)]
