"""Exact label setting with dominance: the front of efficient paths, and best paths within limits.

A *label* is one way to reach a place, with what it has cost so far. It is kept unless another way
to the same place is at least as good in every criterion; weighted sums would lose the points of
the front that are best by no weighting at all. Labels leave the heap in lexicographic order, so
that no later one is better in the first criterion and dominance is asked only in the others
(dimensionality reduction). What is still to come is bounded from below by a Dijkstra search from
the targets for each criterion, and a label whose bound the front already reaches is dropped.

References: Mandow and Perez de la Cruz (2010), NAMOA*, doi:10.1145/1754399.1754400; Pulido,
Mandow and Perez de la Cruz (2015), its dimensionality reduction, doi:10.1016/j.cor.2015.05.007;
Hernandez et al. (2023), fast dominance checks, doi:10.1016/j.artint.2022.103807.

Everything is a number here. Places are numbered in alphabetical order of their ids and legs in
order of (from, to, mode), so that comparing numbers compares ids. Of equally good paths the one
with fewer legs comes first, then the one whose places do, in order, then the one whose modes do.
The number of legs is no criterion, but it keeps legs that cost nothing from leading in circles.
A path begins at the last source that it leaves and ends at the first target that it reaches: what
leads through another source costs no less, and has more legs, than beginning there.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from operator import le
from typing import TYPE_CHECKING

from .label_store import MOST_CRITERIA, ROOT, UNREACHABLE, Keys, Ways, bounds_to, refuse_negative

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence


def efficient_paths(
    out: Sequence[Sequence[int]],
    head: Sequence[int],
    criteria: Sequence[Sequence[int]],
    sources: Collection[int],
    targets: Collection[int],
    *,
    places: Sequence[int] | None = None,
    bounds: Sequence[Sequence[int]] | None = None,
    settled: Callable[[int], object] | None = None,
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield the efficient paths as ``(vector, legs)``, in lexicographic order of the vectors.

    A path is efficient if no other is at least as good in every criterion and better in one. One
    path a vector is given, the first by the rule for ties; unsupported points are among them.
    Nothing is yielded where no target can be reached; a source that is a target gives one path
    without legs. Points come as soon as they are certain, so that a reader may stop early.

    Parameters
    ----------
    out
        The numbers of the legs that leave each place.
    head
        The place that each leg leads to.
    criteria
        One to three criteria, each with the cost of every leg: whole numbers of at least 0, of
        any size. The last should be the one with the fewest different sums.
    sources, targets
        Numbers of places.
    places
        Where the places of this search are states of a larger one: the number of the place of each,
        by which ways of equal costs are compared.
    bounds
        For each criterion the least cost from every place to the targets, or less, -1 where there
        is no way; consistent (at most the cost of a leg plus the bound behind it). Computed here
        if not given.
    settled
        Called at the end with the number of labels that were kept, for measurements.

    Raises
    ------
    ValueError
        If there are no criteria or more than three, or one has a negative cost.

    Examples
    --------
    Two legs 0 > 1 > 2 are shorter, a single one 0 > 2 is safer:

    >>> list(efficient_paths([[0, 1], [2], []], [1, 2, 2], [[1, 3, 1], [9, 4, 9]], {0}, {2}))
    [((2, 18), (0, 2)), ((3, 4), (1,))]
    """
    if not 1 <= len(criteria) <= MOST_CRITERIA:
        raise ValueError(f"{len(criteria)} criteria were given; use one, two or three")
    refuse_negative(criteria)
    bounds = bounds or bounds_to(out, head, criteria, targets)
    keys, ways = Keys(out, head, criteria, bounds, sources, targets), Ways(head, places)
    for key, label in _efficient_labels(keys, ways):
        yield keys.vector(key), ways.legs(label)
    if settled:
        settled(len(ways))


def _efficient_labels(keys: Keys, ways: Ways) -> Iterator[tuple[int, int]]:
    """Yield key and number of every efficient label at the targets."""
    goal, covers = keys.goal, keys.covers
    latest: dict[int, tuple[int, int]] = {}  # key and label of the last one kept at each place
    heap = keys.roots()
    heapify(heap)
    pending = False  # whether another path of equal costs may still come before the latest point

    while heap:
        key, parent, leg, here = keys.read(heappop(heap))
        if pending and key > latest[goal][0]:
            yield latest[goal]
            pending = False
        if covers(here, key):
            # Of labels that are equal down to the number of legs, the first stays. All of them leave the
            # heap before anything behind them does, so that a better way may still be put in.
            if latest[here][0] == key and ways.precedes((parent, leg), latest[here][1]):
                ways.replace(latest[here][1], parent, leg)
            continue
        if covers(goal, key):
            continue
        keys.keep(here, key)
        label = ways.keep(parent, leg)
        latest[here] = (key, label)
        if here == goal:
            pending = True
            continue
        for entry in keys.ahead(here, key, label):
            heappush(heap, entry)
    if pending:
        yield latest[goal]


def first_path_within(
    out: Sequence[Sequence[int]],
    head: Sequence[int],
    cost: Sequence[int],
    resources: Sequence[Sequence[int]],
    limits: Sequence[int],
    sources: Collection[int],
    targets: Collection[int],
    *,
    places: Sequence[int] | None = None,
) -> tuple[int, tuple[int, ...]] | None:
    """Return ``(cost, legs)`` of the best path of which no resource exceeds its limit.

    Best by cost, then by the rule for ties. A resource has an amount for every leg, whole numbers
    of at least 0, which add along a path; ``limits`` are the greatest sums allowed. Without
    resources it is the best path of all. None where every path exceeds a limit, or there is none.
    Arguments otherwise as in `efficient_paths`.

    Raises
    ------
    ValueError
        If a cost or an amount is negative, or there is not one limit a resource.

    Examples
    --------
    The way 0 > 1 > 2 costs 2 and uses up 10; at most 9 are allowed:

    >>> first_path_within([[0, 1], [2], []], [1, 2, 2], [1, 3, 1], [[5, 0, 5]], [9], {0}, {2})
    (3, (1,))
    """
    refuse_negative([cost, *resources])
    if len(limits) != len(resources):
        raise ValueError(f"{len(resources)} resources have {len(limits)} limits; give one for each")
    cost_left, *amounts_left = bounds_to(out, head, (cost, *resources), targets)
    longest = len(out) + 1  # more than the legs of any path, so that a cost outweighs their number
    ends, ways = set(targets), Ways(head, places)
    kept: dict[int, list[tuple[int, tuple[int, ...], int]]] = defaultdict(list)
    heap = [
        (cost_left[source] * longest, tuple(left[source] for left in amounts_left), ROOT, ~source, source)
        for source in set(sources)
        if cost_left[source] != UNREACHABLE
    ]
    heapify(heap)
    best: tuple[int, int] | None = None

    while heap:
        rank, amounts, parent, leg, here = heappop(heap)
        if best and rank > best[0]:
            break
        way = (parent, leg)
        # The rule for ties is part of what is best: less of a resource does not make up for coming later.
        if not all(map(le, amounts, limits)) or any(
            all(map(le, less, amounts)) and (before < rank or not ways.precedes(way, label))
            for before, less, label in kept[here]
        ):
            continue
        label = ways.keep(parent, leg)
        kept[here].append((rank, amounts, label))
        if here in ends:
            if best is None or ways.precedes(way, best[1]):
                best = (rank, label)
            continue
        for onward in out[here]:
            place = head[onward]
            if cost_left[place] != UNREACHABLE:
                step = (cost[onward] + cost_left[place] - cost_left[here]) * longest + 1
                used = tuple(
                    amount + resource[onward] + left[place] - left[here]
                    for amount, resource, left in zip(amounts, resources, amounts_left, strict=True)
                )
                heappush(heap, (rank + step, used, label, onward, place))
    return (best[0] // longest, ways.legs(best[1])) if best else None
