r"""Ways left: the smallest sets of places or legs on which all ways depend, with the proof.

The size of a smallest set of legs that meets every way equals the largest number of ways that
share no leg, and the same holds for places (Menger 1927, doi:10.4064/fm-10-1-96-115; as flow: Ford
and Fulkerson 1956, doi:10.4153/CJM-1956-045-5). A cut and as many disjoint ways therefore prove
each other: no smaller set can do, since each of the disjoint ways needs one member of its own.
Both come from one maximum flow in which a leg (or a place) carries at most one way and
everything else any number; networkx computes it (Edmonds and Karp 1972,
doi:10.1145/321694.321699). Lengths and risks do not count. Parallel legs are legs of their own.

*All* minimum cuts are read off the same flow (Picard and Queyranne 1980,
doi:10.1007/BFb0120902). Let the residual graph hold each arc that can carry more, and the reverse
of each that carries flow. Why the search below finds each cut, and each but once:

1.  A set X of nodes with the start and without the end that no residual arc leaves is the near
    side of a minimum cut, and every minimum cut has such a near side: nothing else can leave X
    than full arcs, nothing that carries flow can lead back into it.
2.  Hence each of the disjoint ways P1 ... Pk begins inside X and leaves it once and for good, over an
    arc of the cut, and the cut has no other arcs. So a minimum cut *is* a vector of positions: on which
    of its arcs (legs, or places) each way is cut.
3.  If the cut lies at position i of way p or later, X holds all that residual arcs lead to from the start
    and from the near end of that arc. Counting on each way the arcs whose far end is among
    it gives the earliest position on every way: the vector E(p, i). It is itself a cut, unless
    X would hold the end; then there is none so late on p.
4.  The larger of two cuts, position by position, is a cut (the union of their near sides). Thus all
    cuts are found from the earliest one, E of the start, by the step c -> max(c, E(p, c[p] + 1)):
    if d is a later cut than c, then d lies later on some way p, and this step on p leads to
    a cut that is later than c but not later than d; repeated, it leads to d.

Minimum cuts prove dependence; they are no proposals. They are unranked, and nothing here searches for
closures of borders (`analysis.dependence.border_number`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from analysis.search.arcs import Leg

from .ways import END, START, Node, Ways, first_way, reach, ways_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The minimum cuts, and the disjoint ways that prove that none is smaller.

    Attributes
    ----------
    size
        Members of a minimum cut; 0 if there is no way. None if no set separates: an origin is a
        destination, or, for places, a leg leads straight from one to the other.
    cuts
        Every minimum cut, members and cuts in the order of their ids; none if ``size`` is 0 or None.
    complete
        False if there are more cuts than were asked for; those given then lie next to the origin.
    paths
        As many ways as ``size``, of which no two share a leg (or, for places, a place but the
        origins and destinations).
    """

    size: int | None
    cuts: tuple[tuple[str | Leg, ...], ...] = ()
    complete: bool = True
    paths: tuple[tuple[Leg, ...], ...] = ()


def minimum_cut(
    G: nx.MultiDiGraph[str],
    origin: str | Collection[str],
    destinations: str | Collection[str],
    of: Literal["places", "legs"],
    cap: int = 100,
) -> Cut:
    r"""Return all smallest sets of places, or of legs, that meet every way, with disjoint ways.

    .. math:: \min_C |C| \text{ with } C \cap W \ne \emptyset \text{ for every way } W
        \quad = \quad \max \text{ number of ways, disjoint pair by pair}

    Origins and destinations are not members of a cut of places. Ways count alike, however long
    or risky.

    Parameters
    ----------
    of
        Whether cuts consist of "places" or of "legs".
    cap
        The most cuts to return, at least 1; their number may grow exponentially with the network.

    Raises
    ------
    UnknownNameError
        If a place is no place of the network.
    ValueError
        If ``cap`` is less than 1, or ``of`` another word.

    Examples
    --------
    >>> G = nx.MultiDiGraph([("a", "b", "road"), ("a", "b", "rail"), ("b", "c", "road"), ("b", "c", "rail")])
    >>> minimum_cut(G, "a", "c", "places").cuts
    (('b',),)
    >>> found = minimum_cut(G, "a", "c", "legs")
    >>> found.size, len(found.cuts), [[leg.key for leg in path] for path in found.paths]
    (2, 2, [['rail', 'rail'], ['road', 'road']])
    """
    if cap < 1:
        raise ValueError(f"cap is {cap}; it is the most cuts to return, at least 1")
    if of not in ("places", "legs"):
        raise ValueError(f"of is '{of}'; cuts are of 'places' or of 'legs'")
    ways = ways_between(G, origin, destinations)
    if ways.arrived:
        return Cut(size=None)
    if not ways.legs:
        return Cut(size=0)
    if of == "places" and len(first_way(ways) or ()) == 1:
        return Cut(size=None)
    H = _with_limited_places(ways) if of == "places" else _with_limited_legs(ways)
    R = edmonds_karp(H, START, END)
    flow_paths = _disjoint_paths(H, R)
    residual = {
        u: [v for v, arc in heads.items() if arc["flow"] < arc["capacity"]] for u, heads in R.adjacency()
    }
    limited = [[arc for arc in path if "member" in H.edges[arc]] for path in flow_paths]
    found = list(islice(_cut_positions(residual, limited), cap + 1))
    return Cut(
        size=len(flow_paths),
        cuts=tuple(sorted(_members(H, limited, positions) for positions in found[:cap])),
        complete=len(found) <= cap,
        paths=tuple(
            sorted(tuple(H.edges[arc]["leg"] for arc in p if "leg" in H.edges[arc]) for p in flow_paths)
        ),
    )


def _with_limited_legs(ways: Ways) -> nx.DiGraph[Node]:
    """Return the graph in which each leg is a node, entered over an arc for one way only."""
    H: nx.DiGraph[Node] = nx.DiGraph()
    for leg in ways.legs:
        H.add_edge(ways.tail(leg), leg, capacity=1, member=leg, leg=leg)
        H.add_edge(leg, ways.head(leg))  # an arc without a capacity may carry any number of ways
    return H


def _with_limited_places(ways: Ways) -> nx.DiGraph[Node]:
    """Return the graph in which each place is split into two nodes, with an arc for one way only.

    Of the legs between two places the first stands for all, since ways through them share a place.
    """
    H: nx.DiGraph[Node] = nx.DiGraph()
    for leg in ways.legs:
        tail, head = ways.tail(leg), ways.head(leg)
        if isinstance(tail, str):
            H.add_edge(tail, (tail, "out"), capacity=1, member=tail)
            tail = (tail, "out")
        if not H.has_edge(tail, head):
            H.add_edge(tail, head, leg=leg)
    return H


def _disjoint_paths(H: nx.DiGraph[Node], R: nx.DiGraph[Node]) -> list[list[tuple[Node, Node]]]:
    """Return the paths, as arcs, into which a maximum flow falls.

    Every arc carries one unit or none: what enters a leg, or leaves a place, went through its
    limited arc. As many units leave a node as enter it, so a walk along unused units ends nowhere
    but at the end. Where it comes back to a node, the circle is left out: no way passes a place twice.
    """
    unused = {u: [v for v in H.successors(u) if R.edges[u, v]["flow"] > 0] for u in H}
    paths = []
    while unused[START]:
        nodes = [START]
        while nodes[-1] != END:
            node = unused[nodes[-1]].pop(0)
            if node in nodes:
                del nodes[nodes.index(node) :]
            nodes.append(node)
        paths.append(list(pairwise(nodes)))
    return paths


def _cut_positions(
    residual: dict[Node, list[Node]], limited: Sequence[Sequence[tuple[Node, Node]]]
) -> Iterator[tuple[int, ...]]:
    """Yield every minimum cut once, as positions on the limited arcs of the disjoint paths.

    Breadth first from the earliest cut, by the steps of the header (3. and 4.); the time between
    two cuts is polynomial, so a cap on their number bounds the whole.
    """

    def earliest(start: Node) -> tuple[int, ...] | None:
        near = reach(residual, (start,))  # with START: the flow that comes from it leads back to it
        return None if END in near else tuple(sum(head in near for _, head in arcs) for arcs in limited)

    @cache
    def earliest_at(path: int, position: int) -> tuple[int, ...] | None:
        arcs = limited[path]
        return earliest(arcs[position][0]) if position < len(arcs) else None

    first = earliest(START)
    queue = deque([first] if first else [])
    seen = set(queue)
    while queue:
        cut = queue.popleft()
        yield cut
        for path, position in enumerate(cut):
            step = earliest_at(path, position + 1)
            later = step and tuple(map(max, cut, step))
            if later and later not in seen:
                seen.add(later)
                queue.append(later)


def _members(
    H: nx.DiGraph[Node], limited: Sequence[Sequence[tuple[Node, Node]]], positions: Sequence[int]
) -> tuple[str | Leg, ...]:
    """Return what the arcs at some positions stand for, in order."""
    return tuple(sorted(H.edges[arcs[i]]["member"] for arcs, i in zip(limited, positions, strict=True)))
