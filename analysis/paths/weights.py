"""What a path is best in: the weights of legs, each with its words and its unit.

*Shortest* has the least length on the ground and in the air together; *safest* the least sum of
``-ln(1 - p)``, which is the most reliable path (Frank 1969, doi:10.1287/opre.17.4.583, treats its
random form); *balanced* the least sum of risk and length, where `KM_PER_RISK` km weigh as much as one
unit of risk cost; *quickest* the least moving time. None of them knows of time tables, prices or
seasons: they read the network that reports describe.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from operator import itemgetter

from geodata import QuestionError

KM_PER_RISK = 10_000
"""Length in km that weighs as much as one unit of risk cost: 100 km stand against about one per cent."""

LegValue = Callable[[Mapping[str, float]], float]


class Objective(StrEnum):
    """What a best path is best in."""

    LENGTH = "length"
    RISK = "risk"
    BALANCED = "balanced"
    DAYS = "days"


OBJECTIVES = (Objective.LENGTH, Objective.RISK, Objective.BALANCED)
"""What is asked where several objectives are and none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A weight of legs: what it is called, what the best path by it is, its unit, its value for a leg.

    ``label`` and ``claim`` are said of the best of several paths only, unless ``for_all`` says that
    they hold for each.
    """

    name: str
    label: str
    claim: str
    unit: str
    value: LegValue
    for_all: bool = False

    @property
    def is_length(self) -> bool:
        """Return whether it is a length in km."""
        return self.unit == "km"


By = Objective | str | Weight | LegValue


def balanced_by(km_per_risk: float) -> Weight:
    """Return the weight ``risk_cost + length_km / km_per_risk``.

    Raises
    ------
    QuestionError
        If ``km_per_risk`` is not positive.
    """
    if not 0 < km_per_risk < math.inf:
        raise QuestionError(
            f"km_per_risk is {km_per_risk}; it must be a positive length in km, 10,000 by default"
        )
    return Weight(
        name="balanced",
        label="Balanced path",
        claim="Least sum of risk and length among the ways reported",
        unit="of risk cost",
        value=partial(_balanced, km_per_risk=km_per_risk),
    )


def _balanced(data: Mapping[str, float], *, km_per_risk: float) -> float:
    return data["risk_cost"] + data["length_km"] / km_per_risk


LENGTH = Weight(
    name="length",
    label="Shortest path",
    claim="Least length among the ways reported",
    unit="km",
    value=itemgetter("length_km"),
)
RISK = Weight(
    name="risk",
    label="Safest path",
    claim="Lowest risk index among the ways reported",
    unit="of risk cost",
    value=itemgetter("risk_cost"),
)
DAYS = Weight(
    name="days",
    label="Quickest path",
    claim="Least moving time, without waiting, among the ways reported",
    unit="days",
    value=itemgetter("days"),
)
_NAMED = {
    Objective.LENGTH: LENGTH,
    Objective.RISK: RISK,
    Objective.BALANCED: balanced_by(KM_PER_RISK),
    Objective.DAYS: DAYS,
}
_ATTRIBUTES = {"length_km": "km", "days": "days"} | dict.fromkeys(
    ("risk_cost", "risk_low", "risk_high"), "of risk cost"
)


def read_weight(by: Objective | str | Weight | LegValue) -> Weight:
    """Return the weight that is meant.

    ``by`` is an objective (length, risk, balanced, days), a number that every leg has (length_km, days,
    risk_cost, risk_low, risk_high), a function of a leg's attributes, or a `Weight`.

    Raises
    ------
    QuestionError
        If it is none of these.

    Examples
    --------
    >>> read_weight("risk").label, read_weight("risk_high").unit
    ('Safest path', 'of risk cost')
    """
    if isinstance(by, Weight):
        return by
    if isinstance(by, str) and by in _NAMED:
        return _NAMED[Objective(by)]
    if isinstance(by, str) and by in _ATTRIBUTES:
        return _own(by, _ATTRIBUTES[by], itemgetter(by))
    if callable(by):
        return _own(getattr(by, "__name__", "weight").strip("<>"), "of the weight", by)
    raise QuestionError(
        f"'{by}' is no objective; use one of {', '.join(Objective)}, "
        f"a number of the legs ({', '.join(_ATTRIBUTES)}) or a function"
    )


def read_weights(by: By | Sequence[By]) -> tuple[Weight, ...]:
    """Return the weights that are meant, one or several, in the order given.

    Raises
    ------
    QuestionError
        If none is given, one is no weight, or two have one name.

    Examples
    --------
    >>> [weight.name for weight in read_weights("risk")]
    ['risk']
    """
    several = (by,) if isinstance(by, str | Weight) or callable(by) else by
    weights = tuple(read_weight(some) for some in several)
    names = [weight.name for weight in weights]
    if not names:
        raise QuestionError("no objective is named: give one or more, such as risk")
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise QuestionError(f"'{twice}' is asked twice; give each weight a name of its own")
    return weights


def _own(name: str, unit: str, value: LegValue) -> Weight:
    return Weight(
        name=name,
        label=f"Best path by {name}",
        claim=f"Least sum of {name} among the ways reported",
        unit=unit,
        value=value,
    )
