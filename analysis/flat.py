"""A question as plain lists of numbers, for searches that weigh several things at once.

The states of a question become the places of a network of their own, and what leads from one to
another its legs. Where a question has rules (via), a state is a place with a stage, and a chain of
states may pass one place twice: what is found then is a walk, and `is_simple` tells whether it is a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .question import Way, states_of
from .search import steps_of
from .states import NOWHERE, SOURCE, TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .question import Question
    from .search import Arcs
    from .states import States


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

    def is_simple(self, legs: Sequence[int]) -> bool:
        """Return whether a chain of legs passes no place twice."""
        places = self._places(legs)
        return len(set(places)) == len(places)

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


def flatten(question: Question, arcs: Arcs, costs: Sequence[int]) -> Flat:
    """Return the states of a question as plain lists; ``costs`` are what its ways are ordered by."""
    states = states_of(question, arcs, steps_of(costs))
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
