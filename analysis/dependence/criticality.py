"""What is lost when a country, a border, a place or a leg is lost, and by whom.

Losing X removes the legs that X covers, as closing it in a scenario does. Every origin is asked
alone: has it a way left to any of the destinations, how much longer is its shortest way then, and
how much riskier its safest. The destinations, for each origin the origin itself, and the countries
in which they lie, are left out: without them nobody is on the way, by definition.

One search a weight, backwards from the destinations, serves all origins: it leaves a tree of best
ways. X changes nothing for an origin whose way it does not lie on. Where it does, only the places
behind X in the tree are solved again, from those around them, which keep their costs: the
deletions of Ramalingam and Reps (doi:10.1006/jagm.1996.0046), a set of legs at once.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import UNITS, Arcs, cost_of_steps, leg_costs, number_legs, steps_of, steps_to
from routes import risk_index

from .cover import countries_of, cover_of, names_at, target_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import networkx as nx

    from routes import Target


NO_WAY = 1 << 128  # what a way costs where there is none: more than any sum of costs


class Loss(NamedTuple):
    """What an origin loses.

    ``longer_km`` is the growth of its shortest way, ``riskier_cost`` that of the risk cost of its
    safest way, both None if it is cut off; so is ``risk_index_after``. The risk indices are those of
    its safest ways.
    """

    origin: str
    longer_km: float | None
    riskier_cost: float | None
    risk_index_before: float
    risk_index_after: float | None

    @property
    def cut_off(self) -> bool:
        """Return whether no way is left."""
        return self.risk_index_after is None


def losses(
    G: nx.MultiDiGraph[str], origins: Collection[str], destinations: Collection[str]
) -> dict[Target, tuple[Loss, ...]]:
    """Return for each target what the loss of it would cost, by origin.

    Parameters
    ----------
    G
        A network that keeps the network contract.
    origins, destinations
        Ids of places of the network. A way ends at the first destination that it reaches; it may
        pass other origins.

    Returns
    -------
    dict
        Countries first, then borders (both ways), places and legs (all modes of a pair), each by name;
        the losses by origin. A target that nobody's way depends on is absent, and so is an origin
        that loses nothing by it, that has no way even now, that is a destination, or that is the target
        or lies in it.

    Raises
    ------
    NetworkError
        If a length or risk cost is negative, infinite or no number.

    See Also
    --------
    analysis.dependence.relief.gains : the contrary, which belongs beside it.

    Examples
    --------
    >>> import networkx as nx
    >>> from routes import Target, TargetKind
    >>> G = nx.MultiDiGraph()
    >>> for place, country in (("hill", "PRK"), ("town", "CHN"), ("camp", "MNG"), ("port", "KOR")):
    ...     G.add_node(place, country=country)
    >>> def add(u, v, km, risk, country):
    ...     G.add_edge(u, v, key="air", length_km=km, risk_cost=risk, border=None, country=country)
    >>> for leg in (("hill", "town", 1.0, 0.5), ("town", "port", 2.0, 0.5), ("town", "camp", 3.0, 0.0),
    ...             ("camp", "port", 4.0, 0.0)):
    ...     add(*leg, None)
    >>> found = losses(G, ["hill"], ["port"])
    >>> [str(target) for target in found]
    ['CHN', 'MNG', 'camp', 'town', 'camp:port', 'hill:town', 'town:camp', 'town:port']
    >>> [loss.cut_off for loss in found[Target(TargetKind.PLACE, "town")]]
    [True]
    >>> loss, = found[Target(TargetKind.LEG, "town", "port")]
    >>> loss.cut_off, loss.longer_km, loss.riskier_cost
    (False, 5.0, 0.0)
    """
    arcs = number_legs(G)
    starts = sorted({arcs.number[origin] for origin in origins if origin not in destinations})
    goals = [arcs.number[destination] for destination in destinations]
    length = _grow_tree(arcs, leg_costs(G, arcs, itemgetter("length_km")), starts, goals)
    risk = _grow_tree(arcs, leg_costs(G, arcs, itemgetter("risk_cost")), starts, goals)
    own = {place: names_at(G, arcs.places[place]) for place in starts}
    cover = cover_of(G, arcs, places_left_out=destinations, countries_left_out=countries_of(G, destinations))
    matter = [
        {name for leg in _on_the_way(arcs, tree) for name in cover.names[leg]} for tree in (length, risk)
    ]
    before = {place: risk_index(risk.cost[place] / UNITS) for place in starts}
    found = {}
    for name in sorted(matter[0] | matter[1]):
        gone = set(cover.legs[name])
        longer = _growth_without(arcs, length, gone) if name in matter[0] else {}
        riskier = _growth_without(arcs, risk, gone) if name in matter[1] else {}
        hit = [place for place in starts if (place in longer or place in riskier) and name not in own[place]]
        if hit:
            found[target_of(name)] = tuple(
                _loss(
                    arcs.places[place],
                    longer.get(place, 0),
                    riskier.get(place, 0),
                    risk.cost[place],
                    before[place],
                )
                for place in hit
            )
    return found


def _loss(origin: str, longer: int, riskier: int, cost: int, before: float) -> Loss:
    """Return a loss from how much the best ways grow, and the risk cost and index of the safest as it is."""
    if riskier == NO_WAY:
        return Loss(origin, None, None, before, None)
    after = risk_index((cost + riskier) / UNITS) if riskier else before
    return Loss(origin, longer / UNITS, riskier / UNITS, before, after)


class _Tree(NamedTuple):
    """The best ways by one weight from every place: a tree that grows backwards from the destinations.

    By place: ``cost`` of the best way (-1 without one), ``onward`` the leg with which it begins (-1
    without one), and ``stands`` where the place and those whose best ways pass it stand in ``order``.
    ``ways_on`` are all legs from there that lead to a destination, ``(detour, head, leg)``, least
    detour first, and ``ways_in`` those that arrive, ``(tail, detour, leg)``. The *detour* of a leg is by
    how much the best way that begins with it exceeds the best: 0 on the tree.
    """

    origins: frozenset[int]
    cost: list[int]
    onward: list[int]
    order: list[int]
    stands: list[slice]
    ways_on: list[list[tuple[int, int, int]]]
    ways_in: list[list[tuple[int, int, int]]]


def _grow_tree(arcs: Arcs, legs: Sequence[int], origins: Sequence[int], goals: Collection[int]) -> _Tree:
    steps = steps_of(legs)
    left = steps_to(arcs, steps, goals)
    cost = [-1 if s is None else cost_of_steps(s) for s in left]
    onward = [-1] * len(left)
    behind: list[list[int]] = [[] for _ in left]
    ways_on: list[list[tuple[int, int, int]]] = [[] for _ in left]
    ways_in: list[list[tuple[int, int, int]]] = [[] for _ in left]
    for leg, (tail, head) in enumerate(zip(arcs.tail, arcs.head, strict=True)):
        beyond = left[head]
        if beyond is None:
            continue
        detour = legs[leg] + cost[head] - cost[tail]
        ways_on[tail].append((detour, head, leg))
        ways_in[head].append((tail, detour, leg))
        if onward[tail] < 0 and left[tail] == steps[leg] + beyond:
            onward[tail] = leg
            behind[head].append(tail)
    for row in ways_on:
        row.sort()
    order, stands = _in_order(behind, set(goals))
    return _Tree(frozenset(origins), cost, onward, order, stands, ways_on, ways_in)


def _on_the_way(arcs: Arcs, tree: _Tree) -> set[int]:
    """Return the legs on the best ways of the origins."""
    found: set[int] = set()
    for place in tree.origins:
        leg = tree.onward[place]
        while leg >= 0 and leg not in found:
            found.add(leg)
            leg = tree.onward[arcs.head[leg]]
    return found


def _in_order(behind: Sequence[Sequence[int]], roots: Iterable[int]) -> tuple[list[int], list[slice]]:
    """Return the places so ordered that those behind each follow it, and by place where they stand."""
    order: list[int] = []
    stands = [slice(0, 0)] * len(behind)
    todo = list(roots)
    while todo:
        place = todo.pop()
        if place < 0:  # all behind it have been passed
            stands[~place] = slice(stands[~place].start, len(order))
            continue
        stands[place] = slice(len(order), len(order))
        order.append(place)
        todo.append(~place)
        todo += behind[place]
    return order, stands


def _growth_without(arcs: Arcs, tree: _Tree, gone: set[int]) -> dict[int, int]:
    """Return by how much the best ways grow when legs are gone, for the origins whose ways do.

    Costs are counted from those of the tree. So a way through places that keep theirs costs nothing,
    and the origins are settled before most of what lies farther ahead.
    """
    tail, onward = arcs.tail, tree.onward
    roots = [tail[leg] for leg in gone if onward[tail[leg]] == leg]
    # Step 1: only the places behind a lost leg of the tree are affected.
    growth: dict[int, int] = {}
    for place in roots:
        growth.update(dict.fromkeys(tree.order[tree.stands[place]], NO_WAY))
    # Step 2: the least detour by which each can leave the affected places at once.
    heap = []
    for place in growth:
        for detour, head, leg in tree.ways_on[place]:
            if head not in growth and leg not in gone:
                heap.append((detour, place))
                break
    # Step 3: Dijkstra's algorithm among them.
    _spread(tree, gone, growth, heap)
    return {place: growth[place] for place in tree.origins if growth.get(place)}


def _spread(tree: _Tree, gone: set[int], growth: dict[int, int], heap: list[tuple[int, int]]) -> None:
    """Settle the growth of the affected places, until all origins among them have theirs.

    Whoever goes on to a settled place without a detour is settled with it, past the heap.
    """
    heapify(heap)
    origins, ways_in = tree.origins, tree.ways_in
    waiting = sum(place in growth for place in origins)
    settled: set[int] = set()
    while heap and waiting:
        grown, nearest = heappop(heap)
        same = [] if nearest in settled else [nearest]
        settled.add(nearest)
        while same:
            place = same.pop()
            growth[place] = grown
            waiting -= place in origins
            for before, detour, leg in ways_in[place]:
                if before not in growth or before in settled or leg in gone:
                    continue
                if not detour:
                    settled.add(before)
                    same.append(before)
                elif grown + detour < growth[before]:
                    growth[before] = grown + detour
                    heappush(heap, (grown + detour, before))
