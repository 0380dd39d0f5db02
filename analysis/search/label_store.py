"""What label setting keeps: bounds as single numbers, the efficient labels of a place, the ways behind them.

`analysis.search.labels` tells the method; here are its parts, apart from the two searches that use them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

UNREACHABLE = -1
"""Bound of a place from which no target can be reached."""

ROOT = -1
"""What stands for the label before the first."""

MOST_CRITERIA = 3

_LABEL_BITS = 40  # room for the number of a label: more than any memory holds


def bounds_to(
    out: Sequence[Sequence[int]],
    head: Sequence[int],
    criteria: Sequence[Sequence[int]],
    targets: Collection[int],
) -> list[list[int]]:
    """Return the least cost from every place to the targets, for each criterion.

    `UNREACHABLE` where there is no way. Dijkstra's algorithm backwards (doi:10.1007/BF01386390).

    Examples
    --------
    >>> bounds_to([[0], [], []], [1], [[7]], {1})
    [[7, 0, -1]]
    """
    into: list[list[tuple[int, int]]] = [[] for _ in out]
    for place, legs in enumerate(out):
        for leg in legs:
            into[head[leg]].append((place, leg))
    return [_costs_to(into, criterion, targets) for criterion in criteria]


def _costs_to(
    into: Sequence[Sequence[tuple[int, int]]], cost: Sequence[int], targets: Collection[int]
) -> list[int]:
    final = [UNREACHABLE] * len(into)
    heap = [(0, target) for target in targets]
    while heap:
        so_far, here = heappop(heap)
        if final[here] == UNREACHABLE:
            final[here] = so_far
            for place, leg in into[here]:
                if final[place] == UNREACHABLE:
                    heappush(heap, (so_far + cost[leg], place))
    return final


def refuse_negative(criteria: Sequence[Sequence[int]]) -> None:
    """Refuse a negative cost.

    Raises
    ------
    ValueError
        If there is one; the message names the leg and the criterion by their numbers.
    """
    for number, criterion in enumerate(criteria):
        least = min(criterion, default=0)
        if least < 0:
            raise ValueError(
                f"leg {criterion.index(least)} costs {least} in criterion {number}; costs are at least 0"
            )


class Keys:
    """Bounds of labels as single whole numbers, and which of them are efficient at each place.

    A key holds the first, second and third criterion of the whole path, then the number of legs.
    Each has room for the largest sum that can occur, so that keys add criterion by criterion and
    compare in lexicographic order. Its lowest bits are free; an entry of the heap has the label
    before and the last leg there, since a heap of numbers is much faster than one of tuples. The
    targets are one place here, numbered behind all others.
    """

    def __init__(
        self,
        out: Sequence[Sequence[int]],
        head: Sequence[int],
        criteria: Sequence[Sequence[int]],
        bounds: Sequence[Sequence[int]],
        sources: Collection[int],
        targets: Collection[int],
    ) -> None:
        self.out, self.head, self.goal = out, head, len(out)
        self.sources, self.targets = set(sources), set(targets)
        longest = len(out) + 1  # legs of a way that has just closed a circle
        self.leg_bits = (len(head) + len(out)).bit_length()  # a source stands as a leg behind all others
        self.free = shift = self.leg_bits + _LABEL_BITS
        shift += longest.bit_length()
        self.criteria = []
        for costs, bound in zip(reversed(criteria), reversed(bounds), strict=True):
            width = (2 * longest * max(costs, default=0)).bit_length() + 1  # so far, and what is left
            self.criteria.append((costs, bound, shift, (1 << width) - 1))
            shift += width
        self.criteria.reverse()
        layout = [(shift, mask) for *_, shift, mask in self.criteria]
        _, self.second, self.third = (*layout, (0, 0), (0, 0))[:MOST_CRITERIA]
        # The efficient labels of each place by the two: one list rises, the other falls.
        self.seconds: list[list[int]] = [[] for _ in range(self.goal + 1)]
        self.thirds: list[list[int]] = [[] for _ in range(self.goal + 1)]
        self.steps: dict[int, list[tuple[int, int]]] = {}

    def roots(self) -> list[int]:
        """Return an entry for each source from which there is a way."""
        return [
            sum(bound[source] << shift for _, bound, shift, _ in self.criteria) + len(self.head) + source
            for source in self.sources
            if all(bound[source] != UNREACHABLE for _, bound, *_ in self.criteria)
        ]

    def read(self, entry: int) -> tuple[int, int, int, int]:
        """Return the key, the label before, the last leg (``~place`` for a source) and the place."""
        parent = (entry >> self.leg_bits & (1 << _LABEL_BITS) - 1) - 1
        leg = entry & (1 << self.leg_bits) - 1
        place = self.head[leg] if leg < len(self.head) else leg - len(self.head)
        here = self.goal if place in self.targets else place
        return entry >> self.free << self.free, parent, leg if leg < len(self.head) else ~place, here

    def ahead(self, here: int, key: int, label: int) -> Iterator[int]:
        """Yield the entries that follow a label, but for what is covered already.

        Most of the time goes by here, so `covers` is written out, twice.
        """
        if here not in self.steps:
            self.steps[here] = list(self._steps(here))
        (shift_2, mask_2), (shift_3, mask_3) = self.second, self.third
        seconds_found, thirds_found = self.seconds[self.goal], self.thirds[self.goal]
        key += label + 1 << self.leg_bits
        for step, place in self.steps[here]:
            entry = key + step
            second, third = entry >> shift_2 & mask_2, entry >> shift_3 & mask_3
            at = bisect_right(seconds_found, second)
            if at and thirds_found[at - 1] <= third:
                continue
            at = bisect_right(self.seconds[place], second)
            if not at or self.thirds[place][at - 1] > third:
                yield entry

    def _steps(self, here: int) -> Iterator[tuple[int, int]]:
        """Yield the ways on: what they add (never less than nothing) and where they lead."""
        for leg in self.out[here]:
            place = self.head[leg]
            if any(bound[place] == UNREACHABLE for _, bound, *_ in self.criteria):
                continue
            step = (1 << self.free) + leg
            for costs, bound, shift, _ in self.criteria:
                step += costs[leg] + bound[place] - bound[here] << shift
            yield step, self.goal if place in self.targets else place

    def covers(self, place: int, key: int) -> bool:
        """Return whether a label kept at a place is at least as good; the first criterion is, by order."""
        shift, mask = self.second
        at = bisect_right(self.seconds[place], key >> shift & mask)
        shift, mask = self.third
        return at > 0 and self.thirds[place][at - 1] <= key >> shift & mask

    def keep(self, place: int, key: int) -> None:
        """Keep a label that none kept so far covers, and forget those that it covers in future."""
        (shift_2, mask_2), (shift_3, mask_3) = self.second, self.third
        second, third = key >> shift_2 & mask_2, key >> shift_3 & mask_3
        seconds, thirds = self.seconds[place], self.thirds[place]
        start = end = bisect_left(seconds, second)
        while end < len(thirds) and thirds[end] >= third:
            end += 1
        seconds[start:end], thirds[start:end] = [second], [third]

    def vector(self, key: int) -> tuple[int, ...]:
        """Return the criteria of a key."""
        return tuple(key >> shift & mask for *_, shift, mask in self.criteria)


class Ways:
    """The ways behind the labels: the label before and the last leg of each, ``~place`` for a source.

    Ways are compared by ``places``, where what is searched are states of which several may share one.
    """

    def __init__(self, head: Sequence[int], places: Sequence[int] | None) -> None:
        self.places = places
        self.head = head
        self.parents: list[int] = []
        self.by_leg: list[int] = []

    def keep(self, parent: int, leg: int) -> int:
        """Return the number of a new label."""
        self.parents.append(parent)
        self.by_leg.append(leg)
        return len(self.parents) - 1

    def replace(self, label: int, parent: int, leg: int) -> None:
        """Put another way behind a label."""
        self.parents[label], self.by_leg[label] = parent, leg

    def __len__(self) -> int:
        """Return the number of labels kept."""
        return len(self.parents)

    def legs(self, label: int) -> tuple[int, ...]:
        """Return the legs of a way, first to last."""
        legs = []
        while self.by_leg[label] >= 0:
            legs.append(self.by_leg[label])
            label = self.parents[label]
        return tuple(reversed(legs))

    def precedes(self, way: tuple[int, int], label: int) -> bool:
        """Return whether a way (label before, last leg) comes before another with as many legs."""
        (parent, leg), other, other_leg = way, self.parents[label], self.by_leg[label]
        mine, others = [leg], [other_leg]
        while parent != other:
            mine.append(self.by_leg[parent])
            others.append(self.by_leg[other])
            parent, other = self.parents[parent], self.parents[other]
        return self._ids(mine) < self._ids(others)

    def _ids(self, legs: list[int]) -> tuple[list[int], list[int]]:
        """Return what the rule for ties compares: the places passed, then the legs taken."""
        passed = [self.head[leg] if leg >= 0 else ~leg for leg in reversed(legs)]
        return passed if self.places is None else [self.places[here] for here in passed], legs[::-1]
