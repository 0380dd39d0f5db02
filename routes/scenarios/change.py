"""A change: what a scenario supposes of one target, and the days on which it does.

Values are read as those of reports are: a date may be vague and stands for its first or last day,
a level is a word of the scale. What cannot be read is refused when the change is made, with all
its faults at once, so that a change that exists is sound in itself. Whether its target exists is
a question to a network, asked when it is applied.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from geodata import ScenarioError
from routes.dataset.values import read_date, read_line, read_number, read_word
from routes.faults import ClaimError, as_text, shown
from routes.words import RiskLevel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

MAX_FACTOR = 1e6
_MAX_TEXT = 100_000  # of names and reasons, which grow when scenarios are added


class Action(StrEnum):
    """What a scenario does with a target, in the order in which it does it."""

    OPEN = "open"
    LEVEL = "level"
    FACTOR = "factor"
    ADD = "add"
    CLOSE = "close"


EFFECTS: dict[Action, tuple[str, ...]] = {
    Action.OPEN: (),
    Action.LEVEL: ("level",),
    Action.FACTOR: ("risk", "length"),
    Action.ADD: ("risk_cost", "length_km"),
    Action.CLOSE: (),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What is supposed of one target, and for how long: from ``since`` to ``until``, both included.

    Parameters
    ----------
    on
        A target of the grammar.
    since, until
        First and last day, as reports tell them: a year or month means its first day for
        ``since``, its last for ``until``. Without them the time is open. They are kept as days.
    level
        A level of risk, by its word.
    risk, length
        Factors, above 0.
    risk_cost, length_km
        What is added: additive cost, and km. May be negative.

    Raises
    ------
    ScenarioError
        If a value cannot be read or ``until`` lies before ``since``; tells all faults.

    Examples
    --------
    >>> change = Change("CHN-MNG", since="2004-07", until=2005)
    >>> str(change.since), str(change.until)
    ('2004-07-01', '2005-12-31')
    """

    on: str
    _: KW_ONLY
    since: dt.date | str | int | None = None
    until: dt.date | str | int | None = None
    level: str | None = None
    risk: float | None = None
    length: float | None = None
    risk_cost: float | None = None
    length_km: float | None = None

    def __post_init__(self) -> None:
        """Read every value as files are read, and keep dates as days."""
        given = {"on": self.on} | {name: getattr(self, name) for name in self.given}
        values, faults = read_values(given)
        if faults:
            raise refusal("the change", [f"{fault.field}: {in_words(fault)}" for fault in faults])
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def first_day(self) -> dt.date | None:
        """Return the first day on which the change holds; None if it always has."""
        return cast("dt.date | None", self.since)

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which the change holds; None if it never ends."""
        return cast("dt.date | None", self.until)

    @property
    def is_plain(self) -> bool:
        """Return whether there is nothing but a target, so that its text says it all."""
        return not self.given

    def holds_on(self, day: dt.date) -> bool:
        """Return whether a day lies in the time of the change, whose ends belong to it."""
        first, last = self.first_day, self.last_day
        return (first is None or first <= day) and (last is None or day <= last)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the names of the values that it holds, its target aside."""
        return tuple(f.name for f in fields(self)[1:] if getattr(self, f.name) is not None)


def read_values(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[ClaimError]]:
    """Return the values of a change as they are kept, and every fault, each with its field."""
    values: dict[str, Any] = {}
    faults = []
    for name, value in given.items():
        try:
            values[name] = _READERS[name](value)
        except ClaimError as error:
            faults.append(ClaimError(value, error.rule, error.remedy, field=name))
    since, until = values.get("since"), values.get("until")
    if since and until and until < since:
        rule = f"until lies before since ({since})"
        faults.append(ClaimError(as_text(until), rule, "swap or mend the two dates", field="until"))
    return values, faults


def check_effects(action: Action, given: Iterable[str]) -> list[ClaimError]:
    """Return what is wrong with the fields of a change under an action: too few of them, or too many."""
    wanted, names = EFFECTS[action], set(given)
    every = {name for effects in EFFECTS.values() for name in effects}
    faults = [
        ClaimError(name, f"is nothing that {action} does", f"put it under {_home_of(name)}", field=name)
        for name in sorted(names & every - set(wanted))
    ]
    if wanted and not names & set(wanted):
        faults.append(ClaimError("", f"{action} alone changes nothing", f"give {' or '.join(wanted)}"))
    return faults


def in_words(fault: ClaimError) -> str:
    """Return a fault as part of a sentence: value, rule, remedy."""
    return (
        " ".join(filter(None, (f"'{shown(fault.value)}'" if fault.value else "", fault.rule)))
        + f"; {fault.remedy}"
    )


def refusal(what: str, faults: Sequence[str]) -> ScenarioError:
    """Return the error that tells all faults: in one line if there is one, else one a line."""
    if len(faults) == 1:
        return ScenarioError(f"{what}: {faults[0]}")
    return ScenarioError(f"{what} has {len(faults)} faults:\n" + "\n".join(f"- {fault}" for fault in faults))


def read_text(value: object) -> str:
    """Return a text without line ends or control characters that can be written to a file."""
    text = read_line(value.strip() if isinstance(value, str) else value, empty=True, limit=_MAX_TEXT)
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ClaimError(value, "holds half a character (a lone surrogate)", "type the text anew")
    return text


def _factor(value: object) -> float:
    number = read_number(value, 0, MAX_FACTOR)
    if not number:
        rule = "is no factor: a factor lies above 0"
        raise ClaimError(value, rule, "mend it; to take a target out of the network, close it")
    return number


def _amount(value: object) -> float:
    return read_number(value, -MAX_FACTOR, MAX_FACTOR)


_READERS: dict[str, Callable[[object], object]] = {
    "on": read_text,
    "since": lambda value: read_date(value).start,
    "until": lambda value: read_date(value).end,
    "level": lambda value: read_word(RiskLevel, value),
    "risk": _factor,
    "length": _factor,
    "risk_cost": _amount,
    "length_km": _amount,
}


def _home_of(name: str) -> str:
    return next(str(action) for action, effects in EFFECTS.items() if name in effects)
