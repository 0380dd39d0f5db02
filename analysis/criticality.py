"""What is lost when a country, a border, a place or a leg is lost, and by whom.

Losing X removes the legs that X covers, as closing it in a scenario does. Every origin is asked
alone: has it a way left to any of the destinations, how much longer is its shortest way then, and
how much riskier its safest. The origins and destinations themselves, and the countries in which
they lie, are left out: without them nobody is on the way, by definition.

One search a weight, backwards from the destinations, serves all origins: it leaves a tree of best
ways. X changes nothing for an origin whose way it does not lie on. Where it does, only the places
behind X in the tree are solved again, from those around them, which keep their costs: the
deletions of Ramalingam and Reps (doi:10.1006/jagm.1996.0046), a set of legs at once.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from routes import Target, TargetKind, node_data, risk_index

from .search import UNITS, Arcs, cost_of_steps, leg_costs, number_legs, steps_of, steps_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import networkx as nx


Name = tuple[int, str, str]
_KINDS = (TargetKind.COUNTRY, TargetKind.BORDER, TargetKind.PLACE, TargetKind.LEG)
COUNTRY, BORDER, PLACE, LEG = range(4)
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
        that loses nothing by it, that has no way even now, or that is a destination.

    Raises
    ------
    NetworkError
        If a length or risk cost is negative, infinite or no number.

    See Also
    --------
    analysis.relief.gains : the contrary, which belongs beside it.

    Examples
    --------
    >>> import networkx as nx
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
    ends = {*origins, *destinations}
    cover = cover_of(G, arcs, places_left_out=ends, countries_left_out=countries_of(G, ends))
    on_the_way = {
        leg for tree in (length, risk) for leg in tree.onward if leg >= 0 and tree.carries[arcs.tail[leg]]
    }
    found = {}
    for name in sorted({name for leg in on_the_way for name in cover.names[leg]}):
        gone = set(cover.legs[name])
        longer, riskier = _growth_without(arcs, length, gone), _growth_without(arcs, risk, gone)
        if longer or riskier:
            found[target_of(name)] = tuple(
                _loss(arcs.places[place], risk.cost[place], longer.get(place, 0), riskier.get(place, 0))
                for place in sorted({*longer, *riskier})
            )
    return found


def _loss(origin: str, cost: int, longer: int, riskier: int) -> Loss:
    """Return a loss from the risk cost of the safest way, and from how much the best ways grow."""
    before = risk_index(cost / UNITS)
    if riskier == NO_WAY:
        return Loss(origin, None, None, before, None)
    return Loss(origin, longer / UNITS, riskier / UNITS, before, risk_index((cost + riskier) / UNITS))


class Cover(NamedTuple):
    """Which legs each target covers, by their numbers, and by which targets each leg is covered.

    A target is named by ``(rank, first, second)``, which sorts as answers are told.
    """

    legs: dict[Name, list[int]]
    names: list[tuple[Name, ...]]


def countries_of(G: nx.MultiDiGraph[str], places: Iterable[str]) -> set[str]:
    """Return the countries in which places lie."""
    return {node_data(G, place)["country"] for place in places}


def cover_of(
    G: nx.MultiDiGraph[str],
    arcs: Arcs,
    *,
    places_left_out: Collection[str],
    countries_left_out: Collection[str],
) -> Cover:
    """Return the countries, borders (both ways), places and legs of a network with the legs they cover.

    It says of all targets at once what `routes.matches_leg` says of one.
    """
    country = {place: data["country"] for place, data in G.nodes(data=True)}
    as_place = {place: () if place in places_left_out else ((PLACE, place, ""),) for place in country}
    as_passed: dict[tuple[str | None, ...], tuple[Name, ...]] = {}
    data_of = {(u, v, key): data for u, v, key, data in G.edges(keys=True, data=True)}
    legs: dict[Name, list[int]] = defaultdict(list)
    names = []
    for number, leg in enumerate(arcs.legs):
        u, v, _ = leg
        data = data_of[leg]
        passed = data["border"], data["country"], country[u], country[v]
        if passed not in as_passed:
            as_passed[passed] = tuple(_passed(*passed, countries_left_out))
        covering = ((LEG, u, v), *as_place[u], *as_place[v], *as_passed[passed])
        names.append(covering)
        for name in covering:
            legs[name].append(number)
    return Cover(legs, names)


def _passed(
    border: str | None, inside: str | None, left: str, reached: str, left_out: Collection[str]
) -> Iterator[Name]:
    """Yield the border that a leg passes and the countries that it touches."""
    sides = border.split(":") if border else []
    if border:
        yield BORDER, min(sides), max(sides)
    touched = {left, reached} if inside is None else {inside, *sides}
    yield from ((COUNTRY, code, "") for code in touched if code not in left_out)


def target_of(name: Name) -> Target:
    """Return the target that a name stands for.

    Examples
    --------
    >>> str(target_of((1, "CHN", "MNG")))
    'CHN-MNG'
    """
    rank, first, second = name
    return Target(_KINDS[rank], first, second)


class _Tree(NamedTuple):
    """The best ways by one weight from every place: a tree that grows backwards from the destinations.

    By place: ``cost`` of the best way (-1 without one), ``onward`` the leg with which it begins (-1
    without one), ``behind`` the places whose best ways go on here next, and ``carries`` how many origins'
    best ways pass. ``ways_on`` are all legs from there that lead to a destination, ``(detour, head,
    leg)``, least detour first, and ``ways_in`` those that arrive, ``(tail, detour, leg)``. The *detour* of
    a leg is by how much the best way that begins with it exceeds the best: 0 on the tree.
    """

    origins: frozenset[int]
    cost: list[int]
    onward: list[int]
    behind: list[list[int]]
    carries: list[int]
    ways_on: list[list[tuple[int, int, int]]]
    ways_in: list[list[tuple[int, int, int]]]


def _grow_tree(arcs: Arcs, legs: Sequence[int], origins: Sequence[int], goals: Iterable[int]) -> _Tree:
    steps = steps_of(legs)
    left = steps_to(arcs, steps, goals)
    cost = [-1 if s is None else cost_of_steps(s) for s in left]
    onward, carries = [-1] * len(left), [0] * len(left)
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
    for origin in origins:
        here = origin
        carries[here] += 1
        while onward[here] >= 0:
            here = arcs.head[onward[here]]
            carries[here] += 1
    return _Tree(frozenset(origins), cost, onward, behind, carries, ways_on, ways_in)


def _growth_without(arcs: Arcs, tree: _Tree, gone: set[int]) -> dict[int, int]:
    """Return by how much the best ways grow when legs are gone, for the origins whose ways do.

    Costs are counted from those of the tree. So a way through places that keep theirs costs nothing,
    and the origins are settled before most of what lies farther ahead.
    """
    tail, onward = arcs.tail, tree.onward
    roots = [tail[leg] for leg in gone if onward[tail[leg]] == leg]
    if not any(tree.carries[place] for place in roots):
        return {}
    # Step 1: only the places behind a lost leg of the tree are affected.
    growth = _affected(tree, roots)
    # Step 2: the least detour by which each can leave the affected places at once.
    heap = []
    for place in growth:
        for detour, head, leg in tree.ways_on[place]:
            if head not in growth and leg not in gone:
                heap.append((detour, place))
                break
    growth.update((place, detour) for detour, place in heap)
    # Step 3: Dijkstra's algorithm among them, until all origins have their answers.
    heapify(heap)
    asked = [place for place in growth if place in tree.origins]
    waiting = set(asked)
    while heap and waiting:
        grown, place = heappop(heap)
        if grown > growth[place]:
            continue
        waiting.discard(place)
        for before, detour, leg in tree.ways_in[place]:
            # Places that are not affected cannot grow by less than nothing.
            if grown + detour < growth.get(before, 0) and leg not in gone:
                growth[before] = grown + detour
                heappush(heap, (grown + detour, before))
    return {place: growth[place] for place in asked if growth[place]}


def _affected(tree: _Tree, roots: list[int]) -> dict[int, int]:
    """Return the roots and the places behind them, so far without a way."""
    found: dict[int, int] = {}
    while roots:
        place = roots.pop()
        if place not in found:
            found[place] = NO_WAY
            roots += tree.behind[place]
    return found
