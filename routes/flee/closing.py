"""From closures by day to intervals of days in which something is shut.

A closure acts from its start to the day before its end, both ways. Where Flee's own behaviour is a fault,
it is told and not imitated: closures of one thing that overlap are united (Flee opens it when the first of
them ends), links are closed (Flee's type `link` does nothing), blanks round a type are cut (Flee then ignores
it). An end that is missing, 0, negative or before the start means that the thing never reopens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from geodata import country_name
from routes.faults import shown

from .countries import find_country
from .names import NameIndex, find_name, why_unknown
from .records import CLOSURES, Closure, Location, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .tables import Notes

Span = tuple[int, int]
"""Days from the first to the day before the second."""


@dataclass(frozen=True, slots=True)
class Shut:
    """A thing that is shut, and when: two country codes, two names of a link, or one name.

    ``rows`` has what each row of the file says, with its line; ``spans`` what comes of them together.
    """

    type: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    rows: tuple[tuple[Span, int], ...]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What closures can name.

    ``locations`` are those that lie somewhere, ``index`` has the names of all. ``pairs`` gives the country
    codes of the two ends of each link, by its two names in alphabetical order; ``countries`` the code of each
    name of a country.
    """

    locations: Mapping[str, Location]
    index: NameIndex
    pairs: Mapping[tuple[str, str], tuple[str, str]]
    countries: Mapping[str, str]

    @cached_property
    def borders(self) -> frozenset[tuple[str, ...]]:
        """The two codes of each border that a link crosses, in alphabetical order."""
        return frozenset(tuple(sorted(both)) for both in self.pairs.values() if both[0] != both[1])

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all countries, also of those that the files do not name."""
        return frozenset(chain(self.countries.values(), *self.pairs.values()))


def find_shut(closures: Sequence[Closure], days: int, known: Known, notes: Notes) -> tuple[Shut, ...]:
    """Return what is shut in a period of some days, each thing once, in the order of the file.

    What names nothing that exists is dropped, and told.
    """
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Span, int]]] = {}
    for closure in closures:
        names = _names_of(closure, known, notes)
        span = _span_of(closure, days, notes) if names else None
        if names and span:
            found.setdefault((closure.type, names), []).append((span, closure.line))
    for (kind, _), rows in found.items():
        if kind != "link":  # which Flee never shuts, so that it opens none too soon
            _tell_overlaps(rows, notes)
    return tuple(
        Shut(kind, names, _unite(span for span, _ in rows), tuple(rows))
        for (kind, names), rows in found.items()
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
    """Tell where two things are shut at once, and links of both: Flee opens these when the first one ends."""
    covered = [
        (one, {pair for pair in pairs if _covers(one, pair, pairs[pair])})
        for one in shut
        if one.type != "link"
    ]
    for (earlier, some), (later, others) in combinations(covered, 2):
        both = sorted(some & others)
        told = ", ".join(f"'{a}'-'{b}'" for a, b in both[:3])
        more = f" and {len(both) - 3} more" if len(both) > 3 else ""
        for (one, first), (other, second) in product(earlier.rows, later.rows) if both else ():
            if one[0] < other[1] and other[0] < one[1] and one[1] != other[1]:
                lines = f"lines {min(first, second)} and {max(first, second)}"
                text = f"{lines} shut {told}{more} at once: shut here as long as either lasts, unlike in Flee"
                notes.add(RemarkKind.NOTED, text, CLOSURES)


def _covers(one: Shut, pair: tuple[str, str], countries: tuple[str, str]) -> bool:
    match one.type:
        case "country":
            return tuple(sorted(countries)) == one.names
        case "location":
            return one.names[0] in pair
    return False  # a camp that is shut is no haven, but its links stay open


def _names_of(closure: Closure, known: Known, notes: Notes) -> tuple[str, ...]:
    """Return what a closure is about; nothing, and told, if there is no such thing."""
    given = [closure.name1, closure.name2] if closure.type in {"country", "link"} else [closure.name1]
    at = CLOSURES, closure.line
    if closure.type == "country":
        found = [find_country(name, known.countries, known.codes, notes, *at) for name in given]
        why = [f"no location lies in a country '{shown(name)}'" for name in given]
    else:
        found = [find_name(name, known.index, notes, *at) for name in given]
        why = [why_unknown(name, known.index) for name in given]
    names = tuple(sorted(name for name in found if name is not None))
    lost = "; ".join(text for text, name in zip(why, found, strict=True) if name is None)
    lost = lost or _why_nothing(closure.type, names, known)
    if lost:
        notes.add(RemarkKind.DROPPED, f"{closure.type}: {lost}", *at)
        return ()
    if closure.type == "link":
        notes.add(RemarkKind.NOTED, "Flee ignores closures of the type 'link'; this one is kept", *at)
    if closure.name2 and len(given) == 1:
        notes.add(RemarkKind.NOTED, f"the second name '{shown(closure.name2)}' means nothing here", *at)
    return names


def _why_nothing(kind: str, names: tuple[str, ...], known: Known) -> str:
    """Return why a closure of known things shuts nothing; an empty text if it does."""
    left_out = [name for name in names if kind != "country" and name not in known.locations]
    match kind:
        case _ if left_out:
            return f"'{left_out[0]}' was left out"
        case "country" if names[0] == names[1]:
            return f"both names mean {country_name(names[0])}, and only borders are shut here"
        case "country" if names not in known.borders:
            return f"no route leads from {country_name(names[0])} to {country_name(names[1])}"
        case "link" if names not in known.pairs:
            return f"no route joins '{names[0]}' and '{names[1]}'"
        case "camp" if not known.locations[names[0]].is_camp:
            return f"'{names[0]}' is no camp"
    return ""


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


def _tell_overlaps(rows: Sequence[tuple[Span, int]], notes: Notes) -> None:
    """Tell where closures of one thing overlap, unless they end together: then Flee is right, too."""
    first, last = -1, -1
    for (start, end), line in sorted(rows):
        if start > last:
            first = start
        elif start < last != end:
            text = (
                f"it overlaps with another closure of the same: shut from day {first} until both have ended, "
                f"on day {max(end, last)}; Flee opens it when the first one ends"
            )
            notes.add(RemarkKind.REPAIRED, text, CLOSURES, line)
        last = max(end, last)


def _unite(spans: Iterable[Span]) -> tuple[Span, ...]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return tuple(united)
