"""From closures by day to intervals of days in which something is shut.

A closure acts from its start to the day before its end, both ways. Where Flee's own behaviour is a fault,
it is told and not imitated: closures of one thing that overlap are united (Flee opens it when the first of
them ends), links are closed (Flee's type `link` does nothing), blanks round a type are cut (Flee then ignores
it). An end that is missing, 0, negative or before the start means that the thing never reopens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routes.faults import shown

from .records import CLOSURES, Closure, Location, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .tables import Notes

Span = tuple[int, int]
"""Days from the first to the day before the second."""


@dataclass(frozen=True, slots=True)
class Shut:
    """A thing that is shut, and when: two country codes, two names of a link, or one name."""

    type: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    lines: tuple[int, ...]


def find_shut(
    closures: Sequence[Closure],
    days: int,
    locations: Mapping[str, Location],
    pairs: Mapping[tuple[str, str], tuple[str, str]],
    countries: Mapping[str, tuple[str, str]],
    notes: Notes,
) -> tuple[Shut, ...]:
    """Return what is shut in a period of some days, each thing once, in the order of the file.

    ``pairs`` gives the country codes of the two ends of each link, by its two names in alphabetical order;
    ``countries`` the code of each name of a country. What names nothing that exists is dropped, and told.
    """
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Span, int]]] = {}
    for closure in closures:
        names = _names_of(closure, locations, pairs, countries, notes)
        span = _span_of(closure, days, notes) if names else None
        if names and span:
            found.setdefault((closure.type, names), []).append((span, closure.line))
    return tuple(
        Shut(kind, names, _unite(spans, notes), tuple(line for _, line in spans))
        for (kind, names), spans in found.items()
    )


def open_spans(shut: Sequence[Span], days: int) -> tuple[Span, ...]:
    """Return when something is open that is shut in some spans, in a period of some days.

    Examples
    --------
    >>> open_spans([(0, 10), (20, 30)], 30)
    ((10, 20),)
    """
    at, found = 0, []
    for start, end in [*shut, (days, days)]:
        if at < start:
            found.append((at, start))
        at = max(at, end)
    return tuple(found)


def tell_shared_links(
    shut: Sequence[Shut], pairs: Mapping[tuple[str, str], tuple[str, str]], notes: Notes
) -> None:
    """Tell where two closures shut the same links at once: Flee opens them when the first one ends."""
    covered = [{pair for pair in pairs if _covers(one, pair, pairs[pair])} for one in shut]
    for later in range(len(shut)):
        for earlier in range(later):
            both = covered[earlier] & covered[later]
            at_once = any(a < d and c < b for a, b in shut[earlier].spans for c, d in shut[later].spans)
            if both and at_once:
                told = ", ".join(f"'{a}'-'{b}'" for a, b in sorted(both)[:3])
                more = f" and {len(both) - 3} more" if len(both) > 3 else ""
                lines = f"lines {shut[earlier].lines[0]} and {shut[later].lines[0]}"
                text = f"{lines} shut {told}{more} at once: shut here as long as either lasts, unlike in Flee"
                notes.add(RemarkKind.NOTED, text, CLOSURES)


def _covers(one: Shut, pair: tuple[str, str], countries: tuple[str, str]) -> bool:
    match one.type:
        case "country":
            return tuple(sorted(countries)) == one.names
        case "location":
            return one.names[0] in pair
        case "link":
            return pair == one.names
    return False  # a camp that is shut is no haven, but its links stay open


def _names_of(
    closure: Closure,
    locations: Mapping[str, Location],
    pairs: Mapping[tuple[str, str], tuple[str, str]],
    countries: Mapping[str, tuple[str, str]],
    notes: Notes,
) -> tuple[str, ...]:
    """Return what a closure is about; nothing, and told, if there is no such thing."""
    first, second = closure.name1, closure.name2
    lost = ""
    match closure.type:
        case "country":
            names = tuple(sorted(countries.get(name, ("",))[0] for name in (first, second)))
            if lost := ", ".join(f"'{shown(name)}'" for name in (first, second) if name not in countries):
                lost = f"no location lies in the country {lost}"
            elif names not in {tuple(sorted(both)) for both in pairs.values()} or names[0] == names[1]:
                lost = f"no route leads from '{first}' to '{second}'"
        case "link":
            names = (min(first, second), max(first, second))
            lost = "" if names in pairs else f"no route joins '{shown(first)}' and '{shown(second)}'"
            if not lost:
                text = "Flee ignores closures of the type 'link'; this one is kept"
                notes.add(RemarkKind.NOTED, text, CLOSURES, closure.line)
        case _:
            names = (first,)
            lost = _why_no_place(closure, locations)
            if second and not lost:
                text = f"the second name '{shown(second)}' means nothing here"
                notes.add(RemarkKind.NOTED, text, CLOSURES, closure.line)
    if lost:
        notes.add(RemarkKind.DROPPED, f"{closure.type}: {lost}", CLOSURES, closure.line)
    return () if lost else names


def _why_no_place(closure: Closure, locations: Mapping[str, Location]) -> str:
    name = closure.name1
    if name not in locations:
        return f"'{shown(name)}' is no location"
    return f"'{name}' is no camp" if closure.type == "camp" and not locations[name].is_camp else ""


def _span_of(closure: Closure, days: int, notes: Notes) -> Span | None:
    """Return the days of a closure within the period; None, and told, if there are none."""

    def tell(kind: RemarkKind, text: str) -> None:
        notes.add(kind, text, CLOSURES, closure.line)

    start, end = closure.start, closure.end
    if start >= days:
        tell(RemarkKind.DROPPED, f"it starts on day {start}, behind the {days} days of the period")
        return None
    if start < 0:
        tell(RemarkKind.REPAIRED, f"it starts on day {start}: taken from day 0 on, which Flee never does")
        start = 0
    if end is None or end <= 0 or end < closure.start:
        word = "missing" if end is None else f"{end}"
        why = ", before the start" if end is not None and 0 < end < closure.start else ""
        tell(RemarkKind.REPAIRED, f"its end is {word}{why}: it never reopens")
        return start, days
    if end == closure.start:
        tell(RemarkKind.DROPPED, f"it starts and ends on day {end}, so nothing is ever shut")
        return None
    if end > days:
        tell(RemarkKind.REPAIRED, f"it ends on day {end}, behind the period: shut until the period's end")
    return start, min(end, days)


def _unite(spans: Sequence[tuple[Span, int]], notes: Notes) -> tuple[Span, ...]:
    united: list[Span] = []
    for (start, end), line in sorted(spans):
        if united and start <= united[-1][1]:
            if start < united[-1][1]:
                text = (
                    f"it overlaps with another closure of the same: shut from day {united[-1][0]} until both "
                    f"have ended, on day {max(end, united[-1][1])}; Flee opens it when the first one ends"
                )
                notes.add(RemarkKind.REPAIRED, text, CLOSURES, line)
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return tuple(united)
