"""The network in numbers, and the one rule for ties.

Places and legs are numbered in alphabetical order, so that comparing numbers compares names. Costs
are integers (thousand-millionths of a km, or of a unit of risk cost), so that sums do not depend on
their order and ties are true ties on every machine. Among paths of equal cost the one with fewer
legs wins, then the one whose place ids, read in order, come first in the alphabet, then the
one whose modes do. A *step* is a cost with one more for the leg itself: it carries the first two
rules, and keeps legs that cost nothing from leading in circles.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
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


@dataclass(frozen=True, slots=True)
class Arcs:
    """The places and legs of a network, numbered in the order of their names.

    ``tail`` and ``head`` are place numbers by leg; ``out`` and ``into`` are the numbers of the legs
    that leave and enter each place, in order.
    """

    places: tuple[str, ...]
    legs: tuple[Leg, ...]
    tail: list[int]
    head: list[int]
    out: list[list[int]]
    into: list[list[int]]
    number: dict[str, int]


def places_on(legs: Sequence[Leg]) -> tuple[str, ...]:
    """Return the ids of the places that a chain of legs passes, in order."""
    return (legs[0].u, *(leg.v for leg in legs)) if legs else ()


def number_legs(G: nx.MultiDiGraph[str]) -> Arcs:
    """Return a network in numbers; a network without places gives one without numbers."""
    places = tuple(sorted(G))
    number = {place: i for i, place in enumerate(places)}
    legs = tuple(map(Leg._make, sorted(G.edges(keys=True))))
    out: list[list[int]] = [[] for _ in places]
    into: list[list[int]] = [[] for _ in places]
    tail = [number[leg[0]] for leg in legs]
    head = [number[leg[1]] for leg in legs]
    for i, (u, v) in enumerate(zip(tail, head, strict=True)):
        out[u].append(i)
        into[v].append(i)
    return Arcs(places, legs, tail, head, out, into, number)


def leg_costs(
    G: nx.MultiDiGraph[str], arcs: Arcs, weight: Callable[[Mapping[str, float]], float]
) -> list[int]:
    """Return the integer cost of every leg, by its number.

    Raises
    ------
    NetworkError
        If a weight is negative, infinite or no number; the message names the leg.
    """
    costs = []
    adjacent = G.adj
    for leg in arcs.legs:
        value = weight(adjacent[leg[0]][leg[1]][leg[2]])
        if not 0 <= value < inf:
            u, v, key = leg
            raise NetworkError(
                f"leg '{u}'-'{v}' ({key}) weighs {value}; weights are finite and at least 0: "
                "mend the weight, or close the leg in a scenario"
            )
        costs.append(round(float(value) * UNITS))  # numbers of numpy may have few digits, and overflow
    return costs


def steps_of(costs: Iterable[int]) -> list[int]:
    """Return the costs as steps: compare them, do not print them."""
    return [cost * _LEG + 1 for cost in costs]


def cost_of_steps(steps: int) -> int:
    """Return the cost in a sum of steps."""
    return steps // _LEG


def steps_to(
    arcs: Arcs, steps: Sequence[int], targets: Iterable[int], *, without: Collection[int] = ()
) -> list[int | None]:
    """Return for every place the least sum of steps to any of the targets; None where there is no way.

    Dijkstra's algorithm from the targets backwards (doi:10.1007/BF01386390); a way ends at the
    first target that it reaches. ``without`` are legs to leave out.

    Examples
    --------
    >>> import networkx as nx
    >>> arcs = number_legs(nx.MultiDiGraph([("a", "b", "road"), ("b", "c", "road"), ("a", "c", "air")]))
    >>> [cost_of_steps(s) for s in steps_to(arcs, steps_of([1, 3, 1]), [2])]
    [2, 1, 0]
    """
    left: list[int | None] = [None] * len(arcs.places)
    heap = [(0, place) for place in sorted(set(targets))]
    tail, into = arcs.tail, arcs.into
    while heap:
        cost, place = heappop(heap)
        if left[place] is not None:
            continue
        left[place] = cost
        for leg in into[place]:
            if left[tail[leg]] is None and leg not in without:
                heappush(heap, (cost + steps[leg], tail[leg]))
    return left
