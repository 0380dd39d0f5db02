"""One panel of small multiples: open legs, ways before and after, and what is shut.

A shut border is drawn as a barrier along its line, a shut country hatched, anything else with crosses: how
the way goes and what is closed can be told apart without colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata import GeodataError, PlaceKind, UnknownNameError, border_line
from routes import TargetKind

from .captions import place_name
from .ground import draw_ground, hatch_country
from .labels import Layout, Name
from .looks import FORMER, INK, PAPER, SOFT, TRAVEL, travel_class
from .network_marks import draw_cross, draw_place, draw_way, lay_out, middle_of, stroke

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx
    from matplotlib.axes import Axes

    from analysis import PathResult
    from routes import Target

    from .network_marks import Drawn, LegId
    from .views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One panel: its title, its network, the ways before and after, what is shut, what is said below it."""

    title: str
    network: nx.MultiDiGraph[str]
    former: tuple[PathResult, ...]
    ways: tuple[PathResult, ...]
    shut: tuple[Target, ...]
    told: tuple[str, ...]


def shut_legs(panel: Panel) -> list[LegId]:
    """Return the legs that a case shuts, as far as their places are known."""
    legs = ((leg.u, leg.v, str(leg.mode)) for leg in panel.network.graph["dormant"] if leg.closed_by)
    return sorted(leg for leg in legs if leg[0] in panel.network and leg[1] in panel.network)


def draw_panel(axes: Axes, panel: Panel, view: View) -> set[str]:
    """Draw a panel: ground, open legs, what is shut, the former ways and those of the case, their stops.

    Returned is which marks of a change it shows: "former", "shut", "barrier", "country".
    """
    G = panel.network
    draw_ground(axes, view)
    opened: list[LegId] = sorted((u, v, str(key)) for u, v, key in G.edges(keys=True))
    shut = shut_legs(panel)
    former: list[LegId] = [(leg.u, leg.v, leg.key) for path in panel.former for leg in path.legs]
    now: list[LegId] = [(leg.u, leg.v, leg.key) for path in panel.ways for leg in path.legs]
    drawn = lay_out(G, [*opened, *shut, *former, *now], view)
    for leg in opened:
        stroke(axes, drawn.legs[leg], FORMER, 0.6, dashes=TRAVEL[travel_class(leg[2])][1], zorder=2)
    for leg in shut:
        stroke(axes, drawn.legs[leg], SOFT, 0.7, dashes=(0.8, 1.6), zorder=2.2)
    for leg in former:
        _draw_former(axes, drawn, leg)
    draw_way(axes, [drawn.legs[leg] for leg in now], width=3.6)
    for leg in now:
        stroke(axes, drawn.legs[leg], INK, 1.0, dashes=TRAVEL[travel_class(leg[2])][1], zorder=3)
    areas = {_draw_area(axes, target, view) for target in panel.shut} - {""}
    crosses = [at for target in panel.shut for at in _crosses(panel, target, drawn) if view.has(*at)]
    for at in crosses:
        draw_cross(axes, at)
    on_ways = {place for leg in (*now, *former) for place in leg[:2]}
    for place in sorted(on_ways):
        draw_place(axes, drawn.points[place], G.nodes[place]["kind"])
    _names(panel, drawn, view, crosses).draw(axes)
    is_shut = bool(crosses) or any(view.has(x, y) for leg in shut for x, y in drawn.legs[leg])
    return {*areas, *(["former"] if former else []), *(["shut"] if is_shut else [])}


def _draw_former(axes: Axes, drawn: Drawn, leg: LegId) -> None:
    """Draw a leg of a way as it was before: an empty band."""
    stroke(axes, drawn.legs[leg], INK, 3.0, zorder=2.3, dashes=(3.0, 1.6))
    stroke(axes, drawn.legs[leg], PAPER, 2.0, zorder=2.4)


def _draw_area(axes: Axes, target: Target, view: View) -> str:
    """Draw a shut border as a barrier or a shut country hatched, and return which of them is seen."""
    match target.kind:
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            return "barrier" if _draw_barrier(axes, target.first, target.second, view) else ""
        case TargetKind.COUNTRY:
            return "country" if hatch_country(axes, target.first, view) else ""
    return ""


def _draw_barrier(axes: Axes, first: str, second: str, view: View) -> bool:
    """Draw the whole border of two countries; return whether it is seen, as far as the basemap knows it."""
    try:
        border = border_line(first, second)
    except (GeodataError, UnknownNameError):
        return False
    lines = [view.to_mm(np.asarray(part.coords)) for part in border.geoms]
    for line in lines:
        stroke(axes, line, INK, 2.2, zorder=3.2)
        stroke(axes, line, PAPER, 1.2, zorder=3.3, dashes=(2.0, 2.0))
    return any(view.has(x, y) for line in lines for x, y in line)


def _crosses(panel: Panel, target: Target, drawn: Drawn) -> list[tuple[float, float]]:
    """Return where the crosses of a target that is shut are; a country has none."""
    G, first, second = panel.network, target.first, target.second
    match target.kind:
        case TargetKind.COUNTRY:
            return []
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            places = [
                n for n, d in G.nodes(data=True) if {d["country"], d["other_country"]} == {first, second}
            ]
        case TargetKind.PLACE:
            places = [first]
        case TargetKind.KIND_IN_COUNTRY:
            places = [n for n, d in G.nodes(data=True) if (d["kind"], d["country"]) == (first, second)]
        case _:
            legs = [(leg, (leg.u, leg.v, str(leg.mode))) for leg in G.graph["dormant"]]
            return [
                middle_of(drawn.legs[key])
                for leg, key in legs
                if str(target) in leg.closed_by and key in drawn.legs
            ]
    return [drawn.points[n] for n in places if n in drawn.points]


def _names(panel: Panel, drawn: Drawn, view: View, crosses: Iterable[tuple[float, float]]) -> Layout:
    """Name the ends of the ways and the crossings, missions and places of departure on the way."""
    G = panel.network
    layout = Layout(view.width_mm, view.height_mm, lines=[*drawn.legs.values()])
    ends = {
        place for path in (*panel.ways, *panel.former) for place in (path.source, path.target) if place in G
    }
    stops = {place for path in panel.ways for place in path.places} - ends
    for place in sorted(ends | stops):
        layout.block(*drawn.points[place], 0.7)
    for at in crosses:
        layout.block(*at, 1.0)
    kept = sorted(
        stops,
        key=lambda n: (G.nodes[n]["kind"] != PlaceKind.MISSION, G.nodes[n]["kind"] != PlaceKind.CROSSING, n),
    )
    layout.place(
        [
            Name(
                text=place_name(G, place).partition(" (")[0],
                at=drawn.points[place],
                clear_mm=0.8,
                size=6.5 if place in ends else 6.0,
                bold=place in ends,
                italic=G.nodes[place]["kind"] == PlaceKind.CROSSING,
                must=place in ends,
            )
            for place in (*sorted(ends), *kept)
        ]
    )
    return layout
