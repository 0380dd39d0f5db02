"""All simple paths of a question, best first, one at a time.

Yen's algorithm (doi:10.1287/mnsc.17.11.712) as Lawler divides it (doi:10.1287/mnsc.18.7.401): the ways
that share a start with a known one and then leave it are a set of their own, and no way is
in two of these sets. Of a set that nobody has looked into only a lower bound is known, from the
distances to the destination; it is solved when its bound is the least of all. So few
of the sets are ever solved, and most of those by walking along the distances.

The order is exact: cost, then fewer legs, then place ids, then modes.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from .states import NOWHERE, SOURCE, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .states import States

Arc = tuple[int, int]  # the state that a leg leads to, and the leg


class RankedPath(NamedTuple):
    """A way: its sum of steps, its places and its legs, as numbers. Tuples compare by the rule for ties."""

    steps: int
    places: tuple[int, ...]
    legs: tuple[int, ...]


class _Set(NamedTuple):
    """The ways that begin with a chain of states and do not go on by the banned arcs."""

    states: tuple[int, ...]
    legs: tuple[int, ...]
    steps: int
    banned: frozenset[Arc]


def ranked_paths(states: States) -> Iterator[RankedPath]:
    """Yield the simple paths from `SOURCE` to `TARGET`, best first; nothing if there is no way.

    Invariant: the heap holds sets of ways that do not overlap and together hold every way that was not
    yielded yet, each by its best way or by a lower bound of it; bounds are looked into before ways of
    the same cost, so the first way in the heap is the best of all that are left.
    """
    whole = _Set((SOURCE,), (), 0, frozenset())
    heap: list[tuple[int, int, tuple[int, ...], tuple[int, ...], int, object]] = []
    serial = 0  # parts entries that are equal otherwise

    def bound(some: _Set) -> None:
        nonlocal serial
        least = _least(states, some)
        if least is not None:
            serial += 1
            heappush(heap, (least, 0, (), (), serial, some))

    bound(whole)
    while heap:
        steps, solved, places, legs, _, entry = heappop(heap)
        if not solved:
            some: _Set = entry  # type: ignore[assignment]
            found = _best_of(states, some, steps)
            if found:
                chain, taken, cost = found
                serial += 1
                where = tuple(states.place[s] for s in chain[1:-1])
                heappush(heap, (cost, 1, where, taken, serial, (chain, some)))
            continue
        chain, some = entry  # type: ignore[misc]
        # Stages differ where a place is passed twice: such a chain is no path, but sets lie around it.
        if len(set(places)) == len(places):
            yield RankedPath(steps, places, legs[1:-1])
        elif _leads_in_circles(states, some):
            continue
        for rest in _divide(states, some, chain, legs):
            bound(rest)


def _divide(states: States, some: _Set, chain: tuple[int, ...], legs: tuple[int, ...]) -> Iterator[_Set]:
    """Yield the sets of all ways in a set but its best: those that leave it after its first states."""
    first = len(some.states) - 1
    steps = some.steps
    seen = {states.place[state] for state in chain[:first]} - {NOWHERE}
    for i in range(first, len(chain) - 1):
        here = states.place[chain[i]]
        if here in seen:
            return  # every way that goes on from here has passed this place twice
        seen.add(here)
        taken = (chain[i + 1], legs[i])
        banned = some.banned | {taken} if i == first else frozenset([taken])
        yield _Set(chain[: i + 1], legs[:i], steps, banned)
        steps += states.steps[legs[i]]


def _leads_in_circles(states: States, some: _Set) -> bool:
    """Return whether every chain in a set passes one place twice, as it must to see the end of a blind alley.

    So it is if two states that all chains pass (dominators) share a place. The reverse does not hold.
    """
    passed = {states.place[state] for state in some.states} - {NOWHERE}
    start = some.states[-1]
    onward: nx.DiGraph[int] = nx.DiGraph()
    onward.add_nodes_from((start, TARGET))
    todo = [start]
    known = {start}
    while todo:
        state = todo.pop()
        for arc in states.out[state]:
            head, _ = arc
            if states.place[head] in passed or (state == start and arc in some.banned):
                continue
            onward.add_edge(state, head)
            if head not in known:
                known.add(head)
                todo.append(head)
    above = nx.immediate_dominators(onward, start)
    places = []
    state = TARGET
    while state != start and state in above:
        places.append(states.place[state])
        state = above[state]
    return len(set(places)) < len(places)


def _least(states: States, some: _Set) -> int | None:
    """Return a lower bound of the steps of the best way in a set; None if the set is empty."""
    left, steps, place = states.left, states.steps, states.place
    passed = {place[state] for state in some.states} - {NOWHERE}
    bounds = [
        steps[leg] + rest
        for head, leg in states.out[some.states[-1]]
        if (rest := left[head]) is not None and place[head] not in passed and (head, leg) not in some.banned
    ]
    return some.steps + min(bounds) if bounds else None


def _best_of(states: States, some: _Set, least: int) -> tuple[tuple[int, ...], tuple[int, ...], int] | None:
    """Return the best way in a set: its states, its legs, its steps."""
    if states.plain and (walked := _walk(states, some, least)):
        return *walked, least
    return _search(states, some)


def _walk(states: States, some: _Set, least: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Follow the distances from the end of a set's start; None if they lead over a place passed before.

    At each place the first tight leg is taken, in order of place and mode: of all chains of least cost
    that is the first by the rule for ties, so if it passes no place twice, it is the answer. (With
    stages two states may share a place, and the first leg need not lead to the first chain.)
    """
    left, steps, place, out = states.left, states.steps, states.place, states.out
    chain, legs = list(some.states), list(some.legs)
    passed = {place[state] for state in chain} - {NOWHERE}
    here, cost = chain[-1], some.steps
    # Only the first step is bound by what the set leaves out; the distances know nothing of that.
    free = [arc for arc in out[here] if arc not in some.banned and place[arc[0]] not in passed]
    while here != TARGET:
        _, leg, head = min(
            (place[head], leg, head)
            for head, leg in free
            if (rest := left[head]) is not None and cost + steps[leg] + rest == least
        )
        if place[head] in passed:
            return None
        chain.append(head)
        legs.append(leg)
        cost += steps[leg]
        here, free = head, out[head]
    return tuple(chain), tuple(legs)


def _search(states: States, some: _Set) -> tuple[tuple[int, ...], tuple[int, ...], int] | None:
    """Search a set for its best way (A*, doi:10.1109/TSSC.1968.300136, with the distances as bounds).

    A state's label is the first, by the rule for ties, of the ways to it. Steps are positive, so all
    its predecessors on ways of equal cost are settled before it.
    """
    left, steps, place = states.left, states.steps, states.place
    passed = {place[state] for state in some.states} - {NOWHERE}
    start = some.states[-1]
    label: dict[int, tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]] = {
        start: (some.steps, (), some.legs, some.states)
    }
    heap: list[tuple[int, int, int]] = [(some.steps, some.steps, start)]
    settled = set()
    while heap:
        _, cost, state = heappop(heap)
        if state in settled:
            continue
        settled.add(state)
        cost, places, legs, chain = label[state]
        if state == TARGET:
            return chain, legs, cost
        for head, leg in states.out[state]:
            rest = left[head]
            if rest is None or head in settled or place[head] in passed:
                continue
            if state == start and (head, leg) in some.banned:
                continue
            reached = cost + steps[leg]
            new = (reached, (*places, place[head]), (*legs, leg), (*chain, head))
            if head not in label or new[:3] < label[head][:3]:
                label[head] = new
                heappush(heap, (reached + rest, reached, head))
    return None
