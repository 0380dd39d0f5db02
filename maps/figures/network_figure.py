"""The figure of a network: every leg as reported on a date, and the ways that were asked about on top.

Legs show their risk, how they are travelled and how well they are attested; a way is a band under its legs
with the names of its stops, which always stand. Other names stand where there is room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from geodata import PlaceKind

from .captions import map_caption, network_foot, network_title
from .ground import country_anchors, draw_ground, draw_scale
from .insets import Inset, find_insets
from .labels import Layout, Name
from .legend import network_legend
from .looks import COUNTRY_NAME, INK, PAPER, SOFT
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
    mark_scale,
    middle_of,
    stroke,
)
from .sheet import Box, Sheet
from .type_setting import drawable_name, font_for
from .views import view_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from analysis import PathResult

    from .labels import Rectangle as LabelBox
    from .network_marks import LegId
    from .sheet import PaperFigure
    from .views import View

# what the basemap shows in detail: places outside it do not widen the view if there are any inside
_NEAR_LON, _NEAR_LAT = (88.0, 145.0), (-2.0, 55.0)
_SHORT = {PlaceKind.MISSION: "missions"}
_LETTER_MM = (3.2, 3.4)  # of an inset


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
    caption = map_caption(G, paths)
    y = sheet.head(headline, caption) + 1.6

    legs: list[LegId] = sorted((u, v, str(key)) for u, v, key in G.edges(keys=True))
    shut = sorted((leg.u, leg.v, str(leg.mode)) for leg in G.graph["dormant"] if leg.closed_by)
    on_way = {(leg.u, leg.v, leg.key) for path in found for leg in path.legs}
    view = view_of(_shown(G, legs, on_way), sheet.room, ratio=(0.5, 0.92), pad=0.05)
    drawn = lay_out(G, [*legs, *shut], view)
    panel = Box(sheet.left, y, view.width_mm, view.height_mm)
    axes = sheet.panel(panel)
    _draw(axes, view, G, drawn, on_way, scale=mark_scale(width_mm))
    layout = start_layout(G, drawn, view)
    draw_scale(axes, view, layout)
    insets = find_insets(drawn.points, layout)
    for inset in insets:
        layout.taken.append(letter_of(inset))
        layout.lines.append(outline_of(inset))
    enlarged = {n for n, at in drawn.points.items() if any(inset.holds(*at) for inset in insets)}
    name_places(layout, G, drawn, view, found, elsewhere=enlarged)
    layout.draw(axes)
    for inset in insets:
        _frame(axes, inset)
        small = inset.view(view)
        below = sheet.panel(inset.box(panel))
        closer = lay_out(G, [*legs, *shut], small)
        _draw(below, small, G, closer, on_way)
        names = start_layout(G, closer, small)
        names.taken.append((0.0, small.height_mm - _LETTER_MM[1], _LETTER_MM[0], small.height_mm))
        name_places(names, G, closer, small, found)
        names.draw(below)
        _letter(below, inset.letter, small.height_mm)

    y += view.height_mm + 2.2
    y = network_legend(sheet, y, G.graph["scale"], ways=len(found), shut=bool(shut))
    y = network_foot(sheet, y + 1.2, G, found, view.name)
    return sheet.finish(y, headline=headline, told=caption)


def _draw(
    axes: Axes,
    view: View,
    G: nx.MultiDiGraph[str],
    drawn: Drawn,
    on_way: Collection[LegId],
    *,
    scale: float = 1.0,
) -> None:
    """Draw ground, ways, legs and places on a panel."""
    draw_ground(axes, view)
    draw_way(axes, [drawn.legs[leg] for leg in sorted(on_way)], width=4.6 * scale)
    for leg, line in drawn.legs.items():
        if G.has_edge(*leg):
            draw_leg(axes, line, G.edges[leg], G.graph["scale"], leg[2])
        else:
            stroke(axes, line, SOFT, 0.7, dashes=(0.8, 1.6))
            draw_cross(axes, middle_of(line))
    for leg in sorted(on_way):
        draw_arrow(axes, drawn.legs[leg])
    for crossing in drawn.bands.values():
        draw_band(axes, crossing)
    for place, at in drawn.points.items():
        draw_place(axes, at, G.nodes[place]["kind"], scale=scale)


def _frame(axes: Axes, inset: Inset) -> None:
    """Frame the window of an inset, with its letter."""
    left, bottom, right, top = inset.window
    for color, width, zorder in ((PAPER, 1.6, 5.0), (INK, 0.6, 5.1)):
        look: dict[str, Any] = {"fill": False, "edgecolor": color, "linewidth": width, "zorder": zorder}
        axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, **look))
    _letter(axes, inset.letter, top, left=letter_of(inset)[0])


def letter_of(inset: Inset) -> LabelBox:
    """Return where the letter of an inset stands beside its window."""
    _, _, right, top = inset.window
    wide, high = _LETTER_MM
    return (right + 0.3, top - high, right + 0.3 + wide, top)


def outline_of(inset: Inset) -> NDArray[np.float64]:
    """Return the frame of a window as a line."""
    left, bottom, right, top = inset.window
    return np.array([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)])


def _letter(axes: Axes, letter: str, top: float, *, left: float = 0.0) -> None:
    wide, high = _LETTER_MM
    axes.add_patch(
        Rectangle((left, top - high), wide, high, facecolor=INK, edgecolor=PAPER, linewidth=0.4, zorder=8)
    )
    axes.add_artist(
        Text(
            left + wide / 2,
            top - high * 0.76,
            letter,
            fontproperties=font_for(letter, 6.5, bold=True),
            color=PAPER,
            horizontalalignment="center",
            zorder=9,
        )
    )


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
    layout: Layout,
    G: nx.MultiDiGraph[str],
    drawn: Drawn,
    view: View,
    paths: Sequence[PathResult],
    *,
    elsewhere: Collection[str] = (),
) -> None:
    """Place names on a panel: first the ends of ways, then their stops, countries, other places.

    Places that are named ``elsewhere`` are only if they are an end, and those off the panel not at all.
    """
    ends = {place for path in paths for place in (path.source, path.target)}
    stops = {place for path in paths for place in path.places}
    traffic = {place: G.degree(place) for place in drawn.points}

    def rank(place: str) -> tuple[int, int, str]:
        kind = G.nodes[place]["kind"]
        main = kind in {PlaceKind.DESTINATION, PlaceKind.ORIGIN}
        other = 4 if kind == PlaceKind.MISSION else 2 if main else 3
        return (0 if place in ends else 1 if place in stops else other, -traffic[place], place)

    order = sorted(
        (n for n, at in drawn.points.items() if view.has(*at) and (n in ends or n not in elsewhere)), key=rank
    )
    layout.place(
        [
            _name(G, place, drawn, must=place in stops, end=place in ends)
            for place in order
            if rank(place)[0] < 2
        ]
    )
    layout.place(_country_names(G, drawn, view))
    layout.place([_name(G, place, drawn, must=False, end=False) for place in order if rank(place)[0] >= 2])


def _country_names(G: nx.MultiDiGraph[str], drawn: Drawn, view: View) -> list[Name]:
    ends = ((G.nodes[place]["country"], G.nodes[place]["other_country"]) for place in drawn.points)
    named = (
        (drawable_name(name), at)
        for name, at in country_anchors(view, {c for pair in ends for c in pair if c})
    )
    return [
        Name(text=name, at=at[0], spots=tuple(at), color=COUNTRY_NAME, size=6.5) for name, at in named if name
    ]


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
        short=_SHORT.get(data["kind"], ""),
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
