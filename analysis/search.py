"""Exact search for best paths, with one stated rule for ties.

Costs are turned into integers (thousand-millionths of a km, or of a unit of risk cost), so that
sums do not depend on their order and ties are true ties on every machine. Among paths of equal
cost the one with fewer legs wins, then the one whose place ids, read in order, come first in the
alphabet, then the one whose modes do. Counting legs also keeps legs that cost nothing from
leading in circles.

The search runs backwards from the destination: its distances answer every origin at once, and
walking forward along them picks the first path in the order of ids without comparing paths.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from geodata import NetworkError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import networkx as nx

UNITS = 1_000_000_000
_LEG = 1 << 20  # more than the legs of any path, so that a cost outweighs their number


class Leg(NamedTuple):
    """One leg of a path: from, to, mode."""

    u: str
    v: str
    key: str


class Arc(NamedTuple):
    """One way to go on, between states of a search; ``leg`` is None where nothing is travelled."""

    tail: tuple[str, int]
    head: tuple[str, int]
    cost: int
    leg: Leg | None


State = tuple[str, int]


def places_on(legs: Sequence[Leg]) -> tuple[str, ...]:
    """Return the ids of the places that a chain of legs passes, in order."""
    return (legs[0].u, *(leg.v for leg in legs)) if legs else ()


def leg_costs(G: nx.MultiDiGraph[str], weight: Callable[[Mapping[str, float]], float]) -> dict[Leg, int]:
    """Return the integer cost of every leg of a network.

    Raises
    ------
    NetworkError
        If a weight is negative, infinite or no number; the message names the leg.
    """
    costs = {}
    for u, v, key, data in G.edges(keys=True, data=True):
        value = weight(data)
        if not 0 <= value < float("inf"):
            raise NetworkError(
                f"leg '{u}'-'{v}' ({key}) weighs {value}; weights are finite and at least 0: "
                "mend the weight, or close the leg in a scenario"
            )
        costs[Leg(u, v, key)] = round(value * UNITS)
    return costs


def plain_arcs(costs: Mapping[Leg, int], *, without: Collection[tuple[str, str]] = ()) -> list[Arc]:
    """Return one arc a leg, leaving out all legs between the given pairs of places."""
    return [
        Arc((leg.u, 0), (leg.v, 0), cost, leg) for leg, cost in costs.items() if (leg.u, leg.v) not in without
    ]


def best_path(arcs: Iterable[Arc], source: State, target: State) -> tuple[int, tuple[Leg, ...]] | None:
    """Return ``(cost, legs)`` of the best path between two states, or None if there is none.

    The cost includes the count of legs by which ties are broken; compare costs, do not print them.

    Examples
    --------
    >>> a, b, c = ("a", 0), ("b", 0), ("c", 0)
    >>> arcs = [Arc(a, b, 1, Leg("a", "b", "road")), Arc(b, c, 1, Leg("b", "c", "road")),
    ...         Arc(a, c, 3, Leg("a", "c", "air"))]
    >>> [leg.key for leg in best_path(arcs, a, c)[1]]
    ['road', 'road']
    """
    into: dict[State, list[Arc]] = defaultdict(list)
    onward: dict[State, list[Arc]] = defaultdict(list)
    for arc in arcs:
        into[arc.head].append(arc)
        onward[arc.tail].append(arc)
    left = _costs_to(into, target)
    if source not in left:
        return None
    legs = []
    here = source
    while here != target:
        arc = min(
            (a for a in onward[here] if a.head in left and _step(a) + left[a.head] == left[here]),
            key=lambda a: (a.head, a.leg or ()),
        )
        if arc.leg:
            legs.append(arc.leg)
        here = arc.head
    return left[source], tuple(legs)


def _step(arc: Arc) -> int:
    return arc.cost * _LEG + 1


def _costs_to(into: Mapping[State, list[Arc]], target: State) -> dict[State, int]:
    """Dijkstra's algorithm from the target backwards (doi:10.1007/BF01386390)."""
    final: dict[State, int] = {}
    heap = [(0, target)]
    while heap:
        cost, state = heappop(heap)
        if state in final:
            continue
        final[state] = cost
        for arc in into.get(state, ()):
            if arc.tail not in final:
                heappush(heap, (cost + _step(arc), arc.tail))
    return final
