"""The exit of a path: where people leave the ground, on their way to safety.

Reports tell routes apart by their exits: the missions in China, Mongolia, Vietnam, Thailand. The
exit of a path is the country in which travel on the ground ends, and how: into a diplomatic
mission, by air, by sea, or over the last border on the ground. A flight inside one country is no
exit, since travel on the ground goes on behind it. Missions and airports of one
country are variants of one route; the sea is a route of its own. The next *route* is therefore
the best path that leaves the ground in another country, or by sea instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from geodata import country_name
from routes import TravelMode

from .search import Arc, Leg, State, best_path, places_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

_END = ("", 2)  # one state for a destination, reached on the ground or not

_WAYS = {
    "mission": "by its diplomatic missions",
    "air": "by air",
    "sea": "by sea",
    "ground": "on the ground",
}


@dataclass(frozen=True, slots=True)
class Exit:
    """Where and how a path leaves the ground: ``way`` is mission, air, sea or ground.

    Examples
    --------
    >>> str(Exit("CHN", "mission")), Exit("MNG", "air").in_words
    ('mission@CHN', 'Mongolia, by air')
    """

    country: str
    way: str

    def __str__(self) -> str:
        """Return the exit in the form of a target."""
        return f"{self.way}@{self.country}"

    @property
    def route(self) -> tuple[str, bool]:
        """Return what tells routes apart: the country, and whether it is left by sea."""
        return self.country, self.way == "sea"

    @property
    def in_words(self) -> str:
        """Return the exit as people say it."""
        return f"{country_name(self.country)}, {_WAYS[self.way]}"


def exit_of(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> Exit | None:
    """Return the exit of a path; None if it never leaves the country that it ends in."""
    destination = G.nodes[legs[-1][1]]["country"] if legs else ""
    return next((found for leg in legs if (found := _leaving(G, Leg(*leg), destination))), None)


def best_by_other_exit(
    G: nx.MultiDiGraph[str], costs: Mapping[Leg, int], source: str, target: str, taken: Exit
) -> tuple[int, tuple[Leg, ...]] | None:
    """Return the best path whose route is another than the given exit's; None if there is none.

    Exact: the search keeps, beside the place, whether the ground was left, since a path that
    flies from one country may land in the other before it goes on.
    """
    destination = G.nodes[target]["country"]
    arcs = []
    for leg, cost in costs.items():
        found = _leaving(G, leg, destination)
        if found is None:
            arcs.append(Arc((leg.u, 0), (leg.v, 0), cost, leg))
        elif found.route != taken.route:
            arcs.append(Arc((leg.u, 0), (leg.v, 1), cost, leg))
        arcs.append(Arc((leg.u, 1), (leg.v, 1), cost, leg))
    arcs += [Arc((target, state), _END, 0, None) for state in (0, 1)]
    return _best_simple_path(arcs, (source, 0), _END)


def _best_simple_path(
    arcs: Sequence[Arc], source: State, target: State
) -> tuple[int, tuple[Leg, ...]] | None:
    """Return the best path that passes no place before and again after it left the ground.

    Where the best one does, every other shuns that place in one of the two states: branch and
    bound over both. Legs run toward safety, so the first answer is nearly always the last.
    """
    heap: list[tuple[int, tuple[str, ...], tuple[Leg, ...], frozenset[State]]] = []

    def solve(shunned: frozenset[State]) -> None:
        left = [arc for arc in arcs if not {arc.tail, arc.head} & shunned]
        if found := best_path(left, source, target):
            heappush(heap, (found[0], places_on(found[1]), found[1], shunned))

    solve(frozenset())
    while heap:
        cost, places, legs, shunned = heappop(heap)
        twice = next((place for i, place in enumerate(places) if place in places[:i]), None)
        if twice is None:
            return cost, legs
        for state in (0, 1):
            solve(shunned | {(twice, state)})
    return None


def _leaving(G: nx.MultiDiGraph[str], leg: Leg, destination: str) -> Exit | None:
    """Return the exit that a leg is, if it leaves the ground or passes the last border on it."""
    data = G.edges[leg]
    country = G.nodes[leg.u]["country"]
    match TravelMode(leg.key):
        case TravelMode.ENTRY:
            return Exit(country, "mission")
        case TravelMode.AIR | TravelMode.SEA if country != G.nodes[leg.v]["country"]:
            return Exit(country, leg.key)
        case _ if data["border"] and data["border"].endswith(f":{destination}"):
            return Exit(country, "ground")
    return None
