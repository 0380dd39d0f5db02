"""A question as plain lists of numbers, for searches that weigh several things at once.

The states of a question become the places of a network of their own, and what leads from one to
another its legs. Where a question has rules (via), a state is a place with a stage, and a chain of
states may pass one place twice: what is found then is a walk. `only_paths` asks again, each time with the
rule that the places passed twice so far are passed once, until nothing but paths is found (Righini and
Salani 2008, decremental state space relaxation, doi:10.1002/net.20212).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.search.arcs import steps_of
from analysis.search.states import NOWHERE, SOURCE, TARGET

from .question import Way, states_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from analysis.search.arcs import Arcs
    from analysis.search.states import States

    from .question import Question


@dataclass(frozen=True, slots=True)
class Flat:
    """States and the arcs between them: ``out`` by state, ``head`` and ``leg`` (its number) by arc."""

    arcs: Arcs
    states: States
    out: list[list[int]]
    head: list[int]
    leg: list[int]
    sources: list[int]
    targets: list[int]

    def by_arc(self, amounts: Sequence[int]) -> list[int]:
        """Return amounts that are given by leg, by arc."""
        return [amounts[leg] for leg in self.leg]

    def legs(self, chain: Sequence[int]) -> tuple[int, ...]:
        """Return the numbers of the legs on a chain of arcs."""
        return tuple(self.leg[arc] for arc in chain)

    def passed_twice(self, legs: Sequence[int]) -> set[int]:
        """Return the places that a chain of legs passes more than once, as numbers."""
        return {place for place, times in Counter(self._places(legs)).items() if times > 1}

    def way(self, legs: Sequence[int]) -> Way:
        """Return a chain of legs as a way."""
        return Way(
            sum(self.states.steps[leg] for leg in legs),
            tuple(self.arcs.places[i] for i in self._places(legs)),
            tuple(self.arcs.legs[leg] for leg in legs),
        )

    def _places(self, legs: Sequence[int]) -> tuple[int, ...]:
        if legs:
            return (self.arcs.tail[legs[0]], *(self.arcs.head[leg] for leg in legs))
        # Without a leg, origin and destination are one: the first place that is both.
        return (min(self.states.place[state] for state in {*self.sources} & {*self.targets}),)


def flatten(question: Question, arcs: Arcs, costs: Sequence[int], once: Iterable[int] = ()) -> Flat:
    """Return the states of a question as plain lists.

    ``costs`` are what its ways are ordered by, ``once`` the numbers of places that no chain of states
    may pass twice.
    """
    rules = [_Once(arcs, place) for place in sorted(once)]
    states = states_of(question, arcs, steps_of(costs), rules=lambda _: rules)
    out: list[list[int]] = [[] for _ in states.out]
    head: list[int] = []
    leg: list[int] = []
    for state, row in enumerate(states.out):
        for behind, number in row:
            if number != NOWHERE:
                out[state].append(len(head))
                head.append(behind)
                leg.append(number)
    return Flat(
        arcs=arcs,
        states=states,
        out=out,
        head=head,
        leg=leg,
        sources=[state for state, _ in states.out[SOURCE]],
        targets=[state for state, row in enumerate(states.out) if (TARGET, NOWHERE) in row],
    )


def only_paths(
    question: Question,
    arcs: Arcs,
    costs: Sequence[int],
    search: Callable[[Flat], Sequence[tuple[int, ...]]],
) -> list[Way]:
    """Return what a search over states finds, as ways, all of which pass no place twice.

    What the search finds must be best among all walks, so that it is best among the paths if all of it
    are paths.
    """
    once: set[int] = set()
    while True:
        flat = flatten(question, arcs, costs, once)
        found = search(flat)
        twice = Counter(place for legs in found for place in sorted(flat.passed_twice(legs)))
        if not twice:
            return [flat.way(legs) for legs in found]
        once.add(twice.most_common(1)[0][0])  # one at a time, since each may double the states


class _Once:
    """Pass a place at most once: stage 1 from there on."""

    def __init__(self, arcs: Arcs, place: int) -> None:
        self._head, self._place = arcs.head, place

    def start(self, place: int) -> int:
        return int(place == self._place)

    def advance(self, stage: int, leg: int) -> int | None:
        if self._head[leg] != self._place:
            return stage
        return None if stage else 1

    def accepts(self, _stage: int) -> bool:
        return True
