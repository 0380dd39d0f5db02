"""What a search walks on: the legs that a question allows, with what it must remember of a way.

A question may ask more of a way than where it is: that it has passed certain borders in their order,
or by which exit it left the ground. A *rule* is a small automaton that reads the legs of a way one
by one; a state of the search is a place with the stages that the rules have reached there. For every
way there is one chain of states, so that the best chain of states is the best way that
keeps the rules.

Ways begin at the last origin that they leave and end at the first destination that they reach: no leg
into an origin and none out of a destination counts. Both ends are joined by a state without a
place, so that several origins and destinations are searched as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .arcs import Arcs

Rows = list[list[tuple[int, int]]]

NOWHERE = -1  # the place of the two joining states, and the number of the legs to and from them
SOURCE, TARGET = 0, 1


class Rule(Protocol):
    """What a way must keep to: an automaton over its legs."""

    def start(self, place: int) -> int:
        """Return the stage of a way that begins at a place."""

    def advance(self, stage: int, leg: int) -> int | None:
        """Return the stage behind a leg; None if the rule forbids it."""

    def accepts(self, stage: int) -> bool:
        """Return whether a way may end in a stage."""


@dataclass(frozen=True, slots=True)
class States:
    """A graph of states from `SOURCE` to `TARGET`.

    ``place`` gives the place of a state, ``out`` the states behind it, each with the leg that leads there,
    ``steps`` the steps of a leg, ``left`` the least sum of steps to the target (None where there is no way).
    ``plain`` says that no two states share a place.
    """

    place: list[int]
    out: Rows
    steps: list[int]
    left: list[int | None]
    plain: bool


def build_states(
    arcs: Arcs,
    steps: Sequence[int],
    sources: Collection[int],
    targets: Collection[int],
    *,
    without: Collection[int] = (),
    rules: Sequence[Rule] = (),
    one_leg_a_hop: bool = False,
) -> States:
    """Return the states of a search from any source to any target.

    ``without`` are legs to leave out. With ``one_leg_a_hop`` only the best of parallel legs between
    two states is kept, so that ways are told apart by their places alone.
    """
    ends = frozenset(sources), frozenset(targets)
    place, out = _grown(arcs, *ends, without, rules) if rules else _plain(arcs, *ends, without)
    if one_leg_a_hop:
        out = [_best_legs(row, steps) for row in out]
    # The legs that join the ends have number -1: the last of the steps, one leg without a cost.
    joined = [*steps, 1]
    return States(place, out, joined, _steps_left(out, joined), plain=not rules)


def _plain(
    arcs: Arcs, sources: Collection[int], targets: Collection[int], without: Collection[int]
) -> tuple[list[int], Rows]:
    """Return one state a place, behind the two joining ones."""
    head, first = arcs.head, TARGET + 1
    out: Rows = [[(source + first, NOWHERE) for source in sorted(sources)], []]
    for place, legs in enumerate(arcs.out):
        if place in targets:
            out.append([(TARGET, NOWHERE)])
        else:
            out.append([(head[i] + first, i) for i in legs if head[i] not in sources and i not in without])
    return [NOWHERE, NOWHERE, *range(len(arcs.places))], out


def _grown(
    arcs: Arcs,
    sources: Collection[int],
    targets: Collection[int],
    without: Collection[int],
    rules: Sequence[Rule],
) -> tuple[list[int], Rows]:
    """Return the states that can be reached from the sources: places with the stages of the rules there.

    They are numbered in the order of their places, so that comparing numbers compares places first.
    """
    place, out = [NOWHERE, NOWHERE], [[], []]  # type: tuple[list[int], Rows]
    known: dict[tuple[int, ...], int] = {}
    todo: list[tuple[int, ...]] = []

    def number(state: tuple[int, ...]) -> int:
        if state not in known:
            known[state] = len(place)
            place.append(state[0])
            out.append([])
            todo.append(state)
        return known[state]

    for source in sorted(sources):
        out[SOURCE].append((number((source, *(rule.start(source) for rule in rules))), NOWHERE))
    while todo:
        here, *stages = state = todo.pop()
        row = out[known[state]]
        if here in targets:
            if all(rule.accepts(stage) for rule, stage in zip(rules, stages, strict=True)):
                row.append((TARGET, NOWHERE))
            continue
        for leg in arcs.out[here]:
            if arcs.head[leg] in sources or leg in without:
                continue
            behind = [rule.advance(stage, leg) for rule, stage in zip(rules, stages, strict=True)]
            if None not in behind:
                row.append((number((arcs.head[leg], *behind)), leg))  # type: ignore[arg-type]
    order = [SOURCE, TARGET, *(known[state] for state in sorted(known))]
    renumbered = {old: new for new, old in enumerate(order)}
    return [place[old] for old in order], [
        [(renumbered[head], leg) for head, leg in out[old]] for old in order
    ]


def _best_legs(row: list[tuple[int, int]], steps: Sequence[int]) -> list[tuple[int, int]]:
    """Return of the legs into each state the cheapest, of equal ones the first by mode."""
    best: dict[int, int] = {}
    for state, leg in row:
        if state not in best or (steps[leg], leg) < (steps[best[state]], best[state]):
            best[state] = leg
    return list(best.items())


def _steps_left(out: Rows, steps: list[int]) -> list[int | None]:
    """Return the least sum of steps from each state to the target (Dijkstra, backwards)."""
    into: Rows = [[] for _ in out]
    for tail, row in enumerate(out):
        for head, leg in row:
            into[head].append((tail, leg))
    left: list[int | None] = [None] * len(out)
    heap = [(0, TARGET)]
    while heap:
        cost, state = heappop(heap)
        if left[state] is not None:
            continue
        left[state] = cost
        for tail, leg in into[state]:
            if left[tail] is None:
                heappush(heap, (cost + steps[leg], tail))
    return left
