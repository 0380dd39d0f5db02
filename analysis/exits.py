"""The exit of a path: where its way on to safety begins.

Reports tell routes apart by their exits: the missions in China, Mongolia, Vietnam, Thailand.
The exit of a path is the kind of mission that it enters (``mission@CHN``), or else the last
country before the country of destination (``THA``). Two paths with the same exit are variants
of one route; the next *route* is the best path with another exit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import PlaceKind, country_name

from .search import Arc, Leg, best_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

_END = ("", 2)  # one state for a destination reached with or without a mission


def exit_of(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> str | None:
    """Return the exit of a path, as a target; None for a path inside one country."""
    if not legs:
        return None
    destination = G.nodes[legs[-1][1]]["country"]
    for _, v, _ in legs:
        if found := _mission(G, v):
            return found
    outside = [u for u, _, _ in legs if G.nodes[u]["country"] != destination]
    return str(G.nodes[outside[-1]]["country"]) if outside else None


def exit_in_words(exit_target: str | None) -> str:
    """Return an exit as people say it.

    Examples
    --------
    >>> exit_in_words("mission@CHN"), exit_in_words("MNG"), exit_in_words(None)
    ('missions in China', 'Mongolia', 'no border')
    """
    if exit_target is None:
        return "no border"
    kind, _, country = exit_target.rpartition("@")
    return f"missions in {country_name(country)}" if kind else country_name(country)


def best_by_other_exit(
    G: nx.MultiDiGraph[str], costs: Mapping[Leg, int], source: str, target: str, exit_target: str
) -> tuple[int, tuple[Leg, ...]] | None:
    """Return the best path whose exit is another than the given one; None if there is none.

    Exact: the search keeps, beside the place, whether a mission was entered, since a path by a
    mission may pass through a country that would else be its exit. Such a path could come back
    to a place that it passed before the mission; no leg out of a mission leads there in practice.
    """
    destination = G.nodes[target]["country"]
    arcs = []
    for leg, cost in costs.items():
        mission = _mission(G, leg.v)
        if mission != exit_target:
            arcs.append(Arc((leg.u, 0), (leg.v, 1 if mission else 0), cost, leg))
        tail = G.nodes[leg.u]["country"]
        leaves = tail == exit_target and tail != destination == G.nodes[leg.v]["country"]
        if leaves:
            arcs.pop()
        arcs.append(Arc((leg.u, 1), (leg.v, 1), cost, leg))
    arcs += [Arc((target, state), _END, 0, None) for state in (0, 1)]
    return best_path(arcs, (source, 0), _END)


def _mission(G: nx.MultiDiGraph[str], place: str) -> str | None:
    node = G.nodes[place]
    return f"mission@{node['country']}" if node["kind"] == PlaceKind.MISSION else None
