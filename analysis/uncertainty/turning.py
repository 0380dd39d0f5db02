"""Where the best way turns over when one number moves.

While one number of risk moves, in risk cost, the cost of a way is a straight line: what it costs now,
and how often the number counts on it. The best way is the lowest of these lines, so its cost bends
downwards only, and a way that has lost once never wins again on the same side. A *turn* is where
another line becomes the lowest. It is found by Newton's method (Dinkelbach, doi:10.1287/mnsc.13.7.492): ask
for the best way at the far end, go to where its line meets the present one, ask again, until nothing is
lower there. Each question is one plain search, with the rules of the search (via, avoid, ties); its
slope grows strictly nearer to the present one, so that a few suffice. Nothing is sampled: costs are the
integers of the search, slopes multiples of 2**-40, and turns are exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from analysis.paths.question import number_question, states_of
from analysis.search.arcs import UNITS, Leg, steps_of
from analysis.search.ranked import ranked_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from analysis.paths.question import Question
    from analysis.search.arcs import Arcs

_SLOPE = 1 << 40


class Turn(NamedTuple):
    """How far a number has moved, in risk cost, where a way begins to win, and the legs of that way."""

    moved: Fraction
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True)
class NumberedQuestion:
    """A question in numbers, as they stand: its places and legs, and the integer cost of every leg."""

    question: Question
    arcs: Arcs
    costs: Sequence[int]

    @classmethod
    def of(cls, question: Question) -> NumberedQuestion:
        """Return a question in numbers.

        Raises
        ------
        NetworkError
            If a weight is negative, infinite or no number; the message names the leg.
        """
        return cls(question, *number_question(question))


class _Line(NamedTuple):
    """A way as a line: its cost where nothing moved, in `UNITS`, its slope in 1 / `_SLOPE`, its legs."""

    cost: int
    slope: int
    legs: tuple[int, ...]

    def at(self, moved: Fraction) -> Fraction:
        return self.cost + moved * UNITS * self.slope / _SLOPE

    def meets(self, other: _Line) -> Fraction:
        return Fraction((self.cost - other.cost) * _SLOPE, UNITS * (other.slope - self.slope))


def best_now(numbered: NumberedQuestion) -> tuple[Leg, ...] | None:
    """Return the legs of the best way as the numbers stand; None if there is no way."""
    line = _best(numbered, {}, Fraction(0))
    return line and tuple(numbered.arcs.legs[i] for i in line.legs)


def turns(numbered: NumberedQuestion, slopes: Mapping[int, float], end: Fraction) -> Iterator[Turn]:
    """Yield every turn of the best way while one number moves from where it is to an end, nearest first.

    Parameters
    ----------
    numbered
        The question in numbers.
    slopes
        By the number of a leg: how much its cost grows where the moving number grows by 1. At least 0.
    end
        How far the number moves, in risk cost; below 0 for down. A leg never costs less than 0.

    Yields
    ------
    Turn
        Beyond ``moved`` its way is better than all before it. Nothing if no other way wins up to
        the end, or there is no way at all. A way that only ties at the end itself does not win.
    """
    exact = {leg: round(slope * _SLOPE) for leg, slope in slopes.items()}
    now = _best(numbered, exact, Fraction(0))
    while now and (turn := _next_turn(numbered, exact, now, end)):
        moved, now = turn
        yield Turn(moved, tuple(numbered.arcs.legs[i] for i in now.legs))


def _next_turn(
    numbered: NumberedQuestion, slopes: Mapping[int, int], now: _Line, end: Fraction
) -> tuple[Fraction, _Line] | None:
    """Return where the first other line falls below the present one on the way to the end."""
    found, moved = None, end
    # Invariant: every way that wins before ``moved`` lies, there, not below the way found last.
    while (best := _best(numbered, slopes, moved)) and best.at(moved) < now.at(moved):
        moved = best.meets(now)
        found = moved, best
    return found


def _best(numbered: NumberedQuestion, slopes: Mapping[int, int], moved: Fraction) -> _Line | None:
    """Return the best way where the number has moved so far, by the rule for ties."""
    whole = _SLOPE * moved.denominator
    change = UNITS * moved.numerator
    costs = [cost * whole for cost in numbered.costs]
    for leg, slope in slopes.items():
        # Costs are rounded, so that without all its risk a leg may seem to cost a little less than nothing.
        costs[leg] = max(costs[leg] + change * slope, 0)
    states = states_of(numbered.question, numbered.arcs, steps_of(costs))
    way = next(ranked_paths(states), None)
    if way is None:
        return None
    return _Line(
        cost=sum(numbered.costs[leg] for leg in way.legs),
        slope=sum(slopes.get(leg, 0) for leg in way.legs),
        legs=way.legs,
    )
