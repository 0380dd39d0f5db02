"""How closures are drawn on the explorer: the line of a border, the point of its mark, its state by year.

A border is drawn as a whole, since the whole is what a closure shuts; a closure that is no border has a
mark alone, where most of its legs begin or end. The line is simplified to about 5 km: it is read at
the scale of countries. The state of a closure in a year is what reports say of it then: the levels of the
risk of passing it (of entry, for missions), that they call it closed, or that no leg through it is in use.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from geodata import GeodataError, PlaceKind, UnknownNameError, border_band, border_line
from routes import RiskPartName, Target, TargetKind, edge_data, matches_leg, pairs_of, places_of, read_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from analysis import Leg
    from geodata import LonLat
    from routes import EdgeData

_COARSE_DEGREES = 0.05
_BORDERS = (TargetKind.BORDER, TargetKind.DIRECTED_BORDER)


def read_closure(G: nx.MultiDiGraph[str], text: str) -> Target:
    """Return the target that the text of a closure names."""
    return read_target(text, places_of(G), pairs_of(G))


def closure_values(
    G: nx.MultiDiGraph[str],
    target: Target,
    covered: Mapping[Leg, int],
    points: Mapping[str, LonLat],
) -> dict[str, Any]:
    """Return a closure as the page draws and names it.

    Its mark may stand at any point of ``at``, which belong to ``places``, the busiest first.
    ``covered`` are the numbers of the legs that it removes, ``points`` where places are drawn.
    """
    ends = Counter(end for leg in covered for end in leg[:2] if _is_about(G, target, end))
    busiest = sorted(ends, key=lambda end: (-ends[end], end))
    bearers = busiest or [node for node in sorted(G) if _is_about(G, target, node)][:1]
    lines = _border_lines(target)
    if not lines and target.kind in _BORDERS:
        crossings = [G.nodes[end] for end in bearers]
        lines = [border_band(d["country"], d["other_country"] or "", (d["lon"], d["lat"])) for d in crossings]
    middle = [lines[0][len(lines[0]) // 2]] if lines else []
    return {
        "id": str(target),
        "kind": target.kind.value,
        "ends": [end for end in (target.first, target.second) if end],
        "lines": lines,
        "at": [points[end] for end in bearers] or middle,
        "places": bearers,
        "legs": sorted(covered.values()),
    }


def state_values(G: nx.MultiDiGraph[str], shut: nx.MultiDiGraph[str], target: Target) -> dict[str, Any]:
    """Return what reports say of a closure as of the date of a network.

    ``shut`` are the legs of the network that claims shut (`routes.legs_shut_by_claims`). Of what is returned
    ``open`` is the number of legs in use that it covers, ``shut`` that of those which claims shut, ``levels``
    are the levels of passing it, mildest first, and ``assumed`` says that they are the dataset's default.
    """
    data = [edge_data(G, leg) for leg in G.edges(keys=True) if matches_leg(G, target, leg)]
    parts = [part for edge in data for part in _parts_about(target, edge)]
    order = list(G.graph["scale"])
    levels = sorted({level for part in parts for level in part.levels if level in order}, key=order.index)
    return {
        "open": len(data),
        "shut": sum(matches_leg(shut, target, leg) for leg in shut.edges(keys=True)),
        "levels": [level.value for level in levels],
        "assumed": bool(parts) and all(part.assumed for part in parts),
    }


def _border_lines(target: Target) -> list[list[LonLat]]:
    if target.kind not in _BORDERS:
        return []
    try:
        whole = border_line(target.first, target.second)
    except (GeodataError, UnknownNameError):
        return []  # a sea, or a boundary that the basemap does not know
    coarse = [line.simplify(_COARSE_DEGREES) for line in whole.geoms]
    lines = [[(round(x, 2), round(y, 2)) for x, y in line.coords] for line in coarse]
    return sorted(lines, key=len, reverse=True)


def _is_about(G: nx.MultiDiGraph[str], target: Target, place: str) -> bool:
    """Return whether a place may bear the mark of a closure."""
    data = G.nodes[place]
    match target.kind:
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            ends = {data["country"], data["other_country"]}
            return data["kind"] == PlaceKind.CROSSING and ends == {target.first, target.second}
        case TargetKind.KIND_IN_COUNTRY:
            return (data["kind"], data["country"]) == (target.first, target.second)
        case TargetKind.COUNTRY:
            return bool(data["country"] == target.first)
        case TargetKind.MODE_IN_COUNTRY:
            return bool(data["country"] == target.second)
    return place == target.first


def _parts_about(target: Target, edge: EdgeData) -> Iterable[Any]:
    """Return the parts of a leg's risk of which a closure speaks."""
    wanted: Sequence[RiskPartName] = ()
    if target.kind in _BORDERS:
        wanted = (RiskPartName.PASSAGE,)
    elif target.kind is TargetKind.KIND_IN_COUNTRY:
        wanted = (RiskPartName.ENTRY,)
    return [edge["parts"][name] for name in wanted if name in edge["parts"]]
