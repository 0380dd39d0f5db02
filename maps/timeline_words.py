"""What a timeline says, once for its picture, its list and its table.

Everything here is plain text of the data or of this program; nothing is markup yet.

How far the safest way was ahead is told in the unit in which it was found, risk cost, and
sorted into three classes by the narrowest month of a span: a *clear lead*, a *lead*, and a *close
call*. A lead of 0.05 means that the next exit was passed in safety about 5 % less often.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis import CLEAR_LEAD, CLOSE_CALL, target_in_words
from geodata import country_codes, country_name, is_country
from routes import HavenClaim, HazardClaim, RouteClaim, cite

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from analysis import Cause, Exit, PathResult, Span
    from routes import Claim, Dataset, Report

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_EVENTS = {
    "begins": "begins to hold",
    "ends": "ends",
    "goes stale": "goes stale: five years without a newer claim",
    "falls out of use": "falls out of use: five years after its last report",
}
LEADS = {
    "clear": f"clear lead: the next exit is {CLEAR_LEAD:.2f} or more of risk cost behind, or there is none",
    "lead": f"lead: {CLOSE_CALL:.2f} to {CLEAR_LEAD:.2f}",
    "close": f"close call: under {CLOSE_CALL:.2f} in at least one month",
    "none": "no way through",
}
"""What the classes of `lead_class` mean, as legends tell it."""

_WAYS = {"mission": "missions", "air": "by air", "sea": "by sea", "ground": "on the ground"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseText:
    """A claim that caused a change: when, what happened to it, what it says, and its citation."""

    day: str
    event: str
    about: str
    text: str
    citation: str
    claim: str
    report: Report | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the safest way: its number, its month, from what to what, and why."""

    number: int
    month: dt.date
    before: str
    after: str
    why: str
    causes: tuple[CauseText, ...]


def exit_text(path: PathResult) -> str:
    """Return the exit of a path in words."""
    if not path.found:
        return "no way through"
    return path.exit.in_words if path.exit else "within one country"


def strip_of(exit_: Exit | None, *, found: bool = True) -> tuple[str, str]:
    """Return which strip of the picture an exit belongs to: a country, and how it is told apart."""
    if exit_ is None:
        return ("", "none") if not found else ("", "within")
    country, by_sea = exit_.route
    return country, "sea" if by_sea else "exit"


def own_strip(span: Span) -> tuple[str, str]:
    """Return the strip on which a span is drawn."""
    return strip_of(span.path.exit, found=span.path.found)


def next_strip(span: Span) -> tuple[str, str] | None:
    """Return the strip of the next exit as a span began; None if there was none."""
    other = span.path.other_exit
    return strip_of(other.exit) if other and other.exit else None


def strips_of(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Return all strips: first those that were safest, in order, then the next ones, none last."""
    found = [own_strip(span) for span in spans] + [s for span in spans if (s := next_strip(span))]
    return sorted(dict.fromkeys(found), key=lambda strip: strip[1] == "none")


def strip_name(strip: tuple[str, str]) -> str:
    """Return the name of a strip."""
    country, kind = strip
    if kind == "none":
        return "No way through"
    if kind == "within":
        return "Within one country"
    name = country_name(country) if is_country(country) else country
    return f"{name}, by sea" if kind == "sea" else name


def way_text(exit_: Exit | None) -> str:
    """Return how an exit is left, in a word or two."""
    return _WAYS.get(exit_.way, exit_.way) if exit_ else ""


def ways_text(strip: tuple[str, str], spans: Iterable[Span]) -> str:
    """Return by which ways the exit of a strip was left, when it was the safest; nothing if never."""
    own = (way_text(span.path.exit) for span in spans if own_strip(span) == strip)
    return " or ".join(dict.fromkeys(filter(None, own)))


def month_number(day: dt.date) -> int:
    """Return the month of a day, counted from the year 0, to measure time by."""
    return day.year * 12 + day.month - 1


def set_in_rows(places: Iterable[float], wide: float) -> tuple[list[int], int]:
    """Return the row of each mark of a width, so that no two touch, and the number of rows.

    Examples
    --------
    >>> set_in_rows([0.0, 10.0, 12.0, 30.0], 4.0)
    ([0, 0, 1, 0], 2)
    """
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((i for i, last in enumerate(ends) if last + wide <= x), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows, len(ends)


def month_text(day: dt.date) -> str:
    """Return a month in words.

    Examples
    --------
    >>> import datetime as dt
    >>> month_text(dt.date(2004, 8, 15))
    'August 2004'
    """
    return f"{_MONTHS[day.month - 1]} {day.year}"


def months_text(span: Span) -> str:
    """Return the months of a span in words."""
    first, last = month_text(span.first), month_text(span.last)
    return first if first == last else f"{first} to {last}"


def range_text(low: float, high: float, digits: int = 2) -> str:
    """Return a range of numbers, or one number where its two ends print alike.

    Examples
    --------
    >>> range_text(0.271, 0.409), range_text(0.271, 0.272)
    ('0.27–0.41', '0.27')
    """  # noqa: RUF002 - the dash of a range
    a, b = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return a if a == b else f"{a}–{b}"  # noqa: RUF001


def lead_class(span: Span) -> str:
    """Return how far ahead the safest way was in its narrowest month: clear, lead, close or none."""
    if not span.path.found:
        return "none"
    if span.gap is None or span.gap[0] >= CLEAR_LEAD:
        return "clear"
    return "close" if span.gap[0] < CLOSE_CALL else "lead"


def lead_text(span: Span) -> str:
    """Return by how much the next exit was worse, in words."""
    if not span.path.found:
        return ""
    if span.gap is None:
        return "no other exit reported"
    return f"ahead by {range_text(*span.gap, digits=3 if span.gap[0] < CLOSE_CALL else 2)}"


def next_text(span: Span) -> str:
    """Return the next exit as the span began, or an empty text."""
    other = span.path.other_exit
    return other.exit.in_words if other and other.exit else ""


def changes_of(dataset: Dataset, spans: Sequence[Span]) -> tuple[Change, ...]:
    """Return the changes between spans, numbered from 1; none for fewer than two spans."""
    claims = {claim.id: claim for report in dataset.reports.values() for claim in report.claims}
    return tuple(
        Change(
            number=number,
            month=span.first,
            before=exit_text(before.path),
            after=exit_text(span.path),
            why=_why(span),
            causes=tuple(_cause(dataset, cause, claims.get(cause.claim)) for cause in span.causes),
        )
        for number, (before, span) in enumerate(pairwise(spans), start=1)
    )


def _why(span: Span) -> str:
    count = len(span.causes)
    if not count:
        return "No claim of this month explains it alone."
    if span.together and count > 1:
        return f"{count} claims changed it together; undoing one of them is not enough."
    if count > 1:
        return (
            f"Each of these {count} claims is needed: without any one of them the former way is safest again."
        )
    return "Without this claim the former way is safest again."


def _cause(dataset: Dataset, cause: Cause, claim: Claim | None) -> CauseText:
    report = dataset.reports.get(cause.report)
    return CauseText(
        day=cause.day.isoformat(),
        event=_EVENTS.get(cause.event, cause.event),
        about=_about(dataset, claim),
        text=claim.claim if claim else "",
        citation=cite(report) if report else cause.report,
        claim=cause.claim,
        report=report,
    )


def _about(dataset: Dataset, claim: Claim | None) -> str:
    match claim:
        case RouteClaim():
            steps = (step.removeprefix("?") for step in claim.via)
            return "route " + " › ".join(place_name(dataset, s) if s != "..." else "…" for s in steps)  # noqa: RUF001
        case HazardClaim():
            return f"danger of return: {claim.level}, on {_target(dataset, claim.on)}"
        case HavenClaim():
            return f"haven: {_target(dataset, claim.on)}"
    return ""


def _target(dataset: Dataset, text: str) -> str:
    """Return what a claim is on as people say it."""
    names = {code: country_name(code) for code in country_codes()}
    return target_in_words(text, names | {place.id: place.name for place in dataset.places.values()})


def place_name(dataset: Dataset, place: str) -> str:
    """Return the name of a place, or its id where it has none."""
    found = dataset.places.get(place)
    return found.name if found else place
