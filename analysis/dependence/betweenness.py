"""Which share of the best ways between origins and destinations passes a target.

The betweenness of X is the share of the best ways from an origin to a destination that pass it, as a
mean over the pairs that a way joins. Best ways are all those of least cost and fewest legs, told apart
by their places: two modes between the same places are one way. For places that is Brandes' betweenness
on a subset of pairs (doi:10.1016/j.socnet.2007.11.001, section 4.4) over the number of pairs. A place
or country is not passed where a way begins or ends in it.

The best ways to one destination make an acyclic network of *tight* legs: those that lead to a place
that is nearer by just what they cost. Ways are counted on it, with X and without:

    betweenness of X = mean over pairs of 1 - (best ways without X) / (best ways)
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from analysis.paths.weights import read_weight
from analysis.search.arcs import leg_costs, number_legs, steps_of, steps_to

from .cover import Name, cover_of, names_at, target_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx

    from analysis.paths.weights import LegValue, Objective, Weight
    from analysis.search.arcs import Arcs
    from routes import Target

Hops = dict[int, list[tuple[int, list[int]]]]


def od_betweenness(
    G: nx.MultiDiGraph[str],
    origins: Collection[str],
    destinations: Collection[str],
    by: Objective | str | Weight | LegValue = "length",
) -> dict[Target, float]:
    """Return the betweenness of every target between origins and destinations, in (0, 1].

    Every pair is asked alone: its ways may pass other origins and destinations.

    Parameters
    ----------
    G
        A network that keeps the network contract.
    origins, destinations
        Ids of places of the network.
    by
        What the best ways are best in, as of `analysis.paths.weights.read_weight`.

    Returns
    -------
    dict
        Countries first, then borders (both ways), places and legs (all modes of a pair), each by name;
        without those that no best way passes. Empty if no way joins any pair.

    Raises
    ------
    QuestionError
        If the weight is none.
    NetworkError
        If a weight of a leg is negative, infinite or no number.

    Examples
    --------
    Two ways of equal length from a to d, by b and by c:

    >>> import networkx as nx
    >>> G = nx.MultiDiGraph()
    >>> for place in "abcd":
    ...     G.add_node(place, country="CHN")
    >>> for u, v in ("ab", "bd", "ac", "cd"):
    ...     _ = G.add_edge(u, v, key="road", length_km=1.0, border=None, country="CHN")
    >>> {str(target): share for target, share in od_betweenness(G, "a", "d").items()}
    {'b': 0.5, 'c': 0.5, 'a:b': 0.5, 'a:c': 0.5, 'b:d': 0.5, 'c:d': 0.5}
    """
    arcs = number_legs(G)
    steps = steps_of(leg_costs(G, arcs, read_weight(by).value))
    cover = cover_of(G, arcs, places_left_out=(), countries_left_out=())
    at = {place: names_at(G, place) for place in {*origins, *destinations}}
    shares: dict[Name, list[float]] = {}
    pairs = 0
    for goal in sorted({arcs.number[place] for place in destinations}):
        left = steps_to(arcs, steps, [goal])
        starts = sorted({arcs.number[o] for o in origins if left[arcs.number[o]]})
        pairs += len(starts)
        hops = _tight_hops(arcs, steps, left, starts)
        ways = _count_ways(hops, goal)
        for name in {
            name for row in hops.values() for _, legs in row for leg in legs for name in cover.names[leg]
        }:
            without = _count_ways(hops, goal, gone=frozenset(cover.legs[name]))
            for start in starts:
                if name in at[arcs.places[start]] or name in at[arcs.places[goal]]:
                    continue
                lost = ways[start] - without[start]
                if lost:
                    shares.setdefault(name, []).append(lost / ways[start])
    return {target_of(name): fsum(shares[name]) / pairs for name in sorted(shares)}


def _tight_hops(arcs: Arcs, steps: Sequence[int], left: Sequence[int | None], starts: Sequence[int]) -> Hops:
    """Return the hops of the best ways from the starts, by place: where to, and by which legs.

    The places come nearest first, so that the ways from all that lies ahead are counted before.
    """
    found: Hops = {}
    todo = list(starts)
    while todo:
        place = todo.pop()
        if place in found:
            continue
        row: dict[int, list[int]] = {}
        for leg in arcs.out[place]:
            head = arcs.head[leg]
            beyond = left[head]
            if beyond is not None and left[place] == steps[leg] + beyond:
                row.setdefault(head, []).append(leg)
        found[place] = list(row.items())
        todo += row
    return dict(sorted(found.items(), key=lambda item: left[item[0]] or 0))


def _count_ways(hops: Hops, goal: int, gone: frozenset[int] = frozenset()) -> dict[int, int]:
    """Return the number of best ways from each place, told apart by their places."""
    ways: dict[int, int] = {}
    for place, row in hops.items():
        ways[place] = (
            1 if place == goal else sum(ways[head] for head, legs in row if not gone.issuperset(legs))
        )
    return ways
