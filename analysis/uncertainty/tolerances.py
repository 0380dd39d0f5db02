"""How far a number of risk may move before another way wins.

An answer rests on stated numbers; this tells on which of them it hangs. One number moves, all others
stay: the chance that pooled claims speak of, a default, a supposed level, or the whole risk of one leg.
While it moves, the answer holds up to a *turn* on either side, and is lost beyond it for good (see
`analysis.uncertainty.turning`; for single legs these are the arc tolerances of Shier and Witzgall,
doi:10.1002/net.3230100402). Two turns are told on each side: where any other way wins, which may be the next
town beside the same line, and where a way by another exit wins.

Turns are exact: central costs are taken as the search takes them, to nine digits. Chances run over
what lies between 0 and 1 as far as a computer can tell it from 1; a turn at the end itself is none.
A turn says how far, not how likely: whether it lies inside the number's own interval is told beside it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.paths.exits import exit_of
from analysis.search.arcs import Leg, places_on
from geodata import QuestionError
from routes import RiskLevel, edge_data, risk_cost, risk_index

from .risk_numbers import NumberKind, RiskNumber, leg_number, risk_numbers
from .turning import NumberedQuestion, best_now, turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import networkx as nx

    from analysis.paths.exits import Exit
    from analysis.paths.results import PathResult
    from analysis.paths.weights import LegValue

    from .turning import Turn

_MOST = risk_cost(1 - 2**-53)
"""The cost of the greatest chance below 1 that can be written: some 37 units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """Where another way begins to win.

    ``p`` is the chance at which it does, ``legs`` and ``exit`` are its way. ``within`` says whether
    that chance lies in the number's own interval; ``level`` is the nearest passable level whose centre lies
    beyond it, None if no level does.
    """

    p: float
    legs: tuple[Leg, ...]
    exit: Exit | None
    within: bool
    level: RiskLevel | None

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places that the winner passes, in order."""
        return places_on(self.legs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far one number may move, and what wins beyond.

    ``down`` and ``up`` are where any other way wins, ``exit_down`` and ``exit_up`` where a way by another
    exit does; None if no chance between 0 and 1 is low or high enough.
    """

    number: RiskNumber
    down: TurningPoint | None = None
    up: TurningPoint | None = None
    exit_down: TurningPoint | None = None
    exit_up: TurningPoint | None = None

    @property
    def turning_points(self) -> tuple[TurningPoint, ...]:
        """Return those that there are: of any other way, then of other exits."""
        return tuple(filter(None, (self.down, self.up, self.exit_down, self.exit_up)))

    @property
    def exit_within(self) -> bool:
        """Return whether a way by another exit wins inside the number's own interval."""
        return any(point.within for point in (self.exit_down, self.exit_up) if point)

    @property
    def factor(self) -> float:
        """Return by which factor the chance must change, up or down, for another exit to win; else infinity.

        At least 1; the smaller it is, the more the answer hangs on this number.
        """
        return min(map(self._factor, filter(None, (self.exit_down, self.exit_up))), default=math.inf)

    @property
    def way_factor(self) -> float:
        """Return by which factor the chance must change for any other way to win; else infinity."""
        return min(map(self._factor, filter(None, (self.down, self.up))), default=math.inf)

    def _factor(self, point: TurningPoint) -> float:
        low, high = sorted((point.p, self.number.p))
        return high / low if low else math.inf

    @property
    def in_words(self) -> str:
        """Return in a sentence how far the number may move before the exit changes."""
        told = [
            f"{side} {point.p:.3g}{_until(self.number, point)} the way is by {point.exit.in_words}"
            for side, point in (("below", self.exit_down), ("above", self.exit_up))
            if point and point.exit
        ]
        turned = "; ".join(told) or "no other value changes the exit"
        return f"{self.number.in_words} (p = {self.number.p:.3g}): {turned}"

    def to_row(self) -> dict[str, Any]:
        """Return the tolerance as one row of a table, with what JSON can hold."""
        number = self.number
        row: dict[str, Any] = {
            "kind": str(number.kind),
            "about": number.about,
            "target": number.target,
            "levels": [str(level) for level in number.levels],
            "claims": list(number.claims),
            "p": number.p,
            "p_low": number.p_low,
            "p_high": number.p_high,
        }
        for name in ("down", "up", "exit_down", "exit_up"):
            point: TurningPoint | None = getattr(self, name)
            row[name] = point and {
                "p": point.p,
                "within": point.within,
                "level": point.level and str(point.level),
                "exit": point.exit and str(point.exit),
                "places": list(point.places),
            }
        return row


@dataclass(frozen=True, kw_only=True, repr=False)
class Tolerances:
    """How far every number may move before an answer changes: those on which it hangs most come first."""

    path: PathResult
    tolerances: tuple[Tolerance, ...]

    def __repr__(self) -> str:
        """Return how much the answer hangs on, in a line."""
        ends = f"{self.path.source} > {self.path.target}"
        told = f"{len(self.for_exit)} change the exit, {len(self.within)} inside their intervals"
        return f"<Tolerances of {ends}: {len(self.tolerances)} numbers; {told}>"

    @cached_property
    def for_exit(self) -> tuple[Tolerance, ...]:
        """Return those of numbers that can change the exit."""
        return tuple(one for one in self.tolerances if one.exit_down or one.exit_up)

    @cached_property
    def within(self) -> tuple[Tolerance, ...]:
        """Return those of numbers that change the exit inside their own interval."""
        return tuple(one for one in self.tolerances if one.exit_within)

    def of_kind(self, *kinds: NumberKind) -> tuple[Tolerance, ...]:
        """Return those of some kinds of numbers, in the same order."""
        return tuple(one for one in self.tolerances if one.number.kind in kinds)


def tolerance(
    G: nx.MultiDiGraph[str],
    path: PathResult,
    *,
    progress: Callable[[Iterable[RiskNumber]], Iterable[RiskNumber]] = iter,
) -> Tolerances:
    """Return how far every number of risk may move before another way is the best.

    Parameters
    ----------
    G
        The network, with its risks.
    path
        The best path of a question in it, by risk or any weight that grows evenly with the central
        risk (balanced does; length and days do not grow at all, so no number changes them).
    progress
        Wraps the numbers, to show how far the work has come.

    Returns
    -------
    Tolerances
        Of every number that feeds an open leg of the network (on the way or not, since a way
        that is not taken may become milder), and of each leg of the path and of its two rivals.
        Numbers whose exit turns by the smallest factor come first. Empty where there is no way through.

    Raises
    ------
    QuestionError
        If the path is not the best of its question, or its weight is another function of risk.

    Examples
    --------
    >>> import safepassage as sp
    >>> G = sp.load_network("2004-06", close=["mission@CHN"])
    >>> found = tolerance(G, sp.safest_path(G, "onsong", "seoul"))
    >>> [one.in_words for one in found.of_kind(NumberKind.CLAIMS) if one.number.target == "CHN-MNG"]
    ["passage CHN-MNG, 'high' by 2 claims (p = 0.229): above 0.307 ('severe') the way is by Vietnam, by air"]
    """
    if not path.found:
        return Tolerances(path=path, tolerances=())
    question = replace(path.question, network=G)
    numbered = NumberedQuestion.of(question)
    if best_now(numbered) != path.legs:
        raise QuestionError(
            f"'{path.label}' is not the best by {path.objective} in this network; "
            "tolerances are told of the best path: ask for it in the network that you hand in"
        )
    rates = _rates(G, numbered.arcs.legs, question.weight.value)
    on_ways = [path.legs, *(rival.legs for rival in (path.runner_up, path.other_exit) if rival)]
    legs = dict.fromkeys(leg for way in on_ways for leg in way)
    numbers = [*risk_numbers(G), *(leg_number(G, leg) for leg in legs)]
    found = [_tolerance(G, path, numbered, rates, number) for number in progress(numbers)]
    found.sort(key=lambda one: (one.factor, one.way_factor))
    return Tolerances(path=path, tolerances=tuple(found))


def _tolerance(
    G: nx.MultiDiGraph[str],
    path: PathResult,
    numbered: NumberedQuestion,
    rates: Mapping[Leg, float],
    number: RiskNumber,
) -> Tolerance:
    slopes: dict[int, float] = defaultdict(float)
    number_of = {leg: i for i, leg in enumerate(numbered.arcs.legs)}
    for leg, _, share in number.shares:
        slopes[number_of[leg]] += share * rates[leg]
    now = risk_cost(number.p)
    route = path.exit.route if path.exit else None
    points: dict[str, TurningPoint | None] = {}
    for side, end in (("down", -now), ("up", _MOST - now)):
        for turn in turns(numbered, slopes, Fraction(end)):
            point = _point(G, number, turn, up=side == "up")
            points.setdefault(side, point)
            if (point.exit.route if point.exit else None) != route:
                points[f"exit_{side}"] = point
                break
    return Tolerance(number=number, **points)


def _point(G: nx.MultiDiGraph[str], number: RiskNumber, turn: Turn, *, up: bool) -> TurningPoint:
    p = risk_index(risk_cost(number.p) + float(turn.moved))
    centres = {level: math.sqrt(low * high) for level, (low, high) in G.graph["scale"].items()}
    beyond = {level: centre for level, centre in centres.items() if (centre > p if up else centre < p)}
    nearest = (min if up else max)(beyond, key=lambda level: beyond[level], default=None)
    return TurningPoint(
        p=p,
        legs=turn.legs,
        exit=exit_of(G, turn.legs),
        within=number.p_low <= p <= number.p_high,
        level=nearest if number.levels else None,
    )


def _until(number: RiskNumber, point: TurningPoint) -> str:
    if not number.levels:
        return ""
    return f" ('{point.level}')" if point.level else " (beyond the centre of every level)"


def _rates(G: nx.MultiDiGraph[str], legs: tuple[Leg, ...], value: LegValue) -> dict[Leg, float]:
    """Return by how much the weight of each leg grows with its central risk cost.

    Raises
    ------
    QuestionError
        If it does not grow evenly, or reads the ends of the interval.
    """
    rates = {}
    for leg in legs:
        data: dict[str, Any] = dict(edge_data(G, leg))
        cost = data["risk_cost"]
        now, one, two = (value({**data, "risk_cost": cost + more}) for more in (0, 1, 2))
        wide = value({**data, "risk_low": data["risk_low"] / 2, "risk_high": data["risk_high"] + 1})
        rate = one - now
        if not math.isclose(two - one, rate, abs_tol=1e-9) or rate < -1e-9 or not math.isclose(wide, now):
            raise QuestionError(
                f"the weight of leg '{leg.u}'-'{leg.v}' ({leg.key}) does not grow evenly with its central "
                "risk; ask for tolerances by risk or balanced"
            )
        rates[leg] = rate if abs(rate - 1) > 1e-9 else 1.0
    return rates
