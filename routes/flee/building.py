"""From a Flee instance to a dataset.

The instance itself is the one report: it says which places are joined, how long the way is, and what was
shut when. Of danger it says nothing, so nothing is claimed, and every risk is the default of the dataset,
marked as assumed. Conflict zones are origins, camps are destinations and, while they are open, havens: a
convention, since the people of the simulation stay there. Contract the crossings, and Flee's graph is back.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geodata import PlaceKind
from routes.dataset.check import check_parsed
from routes.dataset.parse import Parsed
from routes.dates import FIRST_YEAR, LAST_YEAR, YEARS_PROTECTED, add_years, day_in_words
from routes.faults import DatasetError, shown
from routes.records import Dataset, DatasetInfo, Line, Period

from .claims import Shaped, make_reports
from .closing import Known, find_shut, open_spans, tell_shared_links
from .days import MAX_DAYS
from .names import index_names
from .records import (
    CLOSURES,
    LOCATIONS,
    PERIOD,
    ROUTES,
    FleeError,
    FleeImport,
    FleeInstance,
    Remark,
    RemarkKind,
)
from .settings import ASSUMPTIONS, RISK, Citation
from .shaping import shape_instance
from .tables import Notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def flee_to_dataset(
    instance: FleeInstance,
    *,
    today: dt.date,
    start: dt.date | None = None,
    days: int | None = None,
    countries: Mapping[str, str] | None = None,
    title: str = "",
    publisher: str = "",
    date: dt.date | None = None,
    url: str = "",
) -> FleeImport:
    """Return the dataset that a Flee instance makes, with everything that was decided on the way.

    Parameters
    ----------
    instance
        An instance as read by `read_flee`.
    today
        The day against which the five-year rule of protection is applied.
    start, days
        First day and length of the period; without them, those of ``sim_period.csv``.
    countries
        Codes (ISO 3166-1 alpha-3) by names of countries in the files, where the import would choose others.
    title, publisher, date, url
        How the instance is cited: see docs/flee.md for what stands there without them.

    Raises
    ------
    FleeError
        If there is no period, it lies in the protected last five years, or a choice makes no sense.
    DatasetError
        If what comes out breaks a rule of the format.
    """
    notes = Notes(list(instance.remarks))
    period = _read_period(instance, start, days, today, notes)
    shaped, by_country = shape_instance(instance, countries or {}, period[0], notes)
    length = (period[1] - period[0]).days + 1
    pairs = {
        (min(link.a, link.b), max(link.a, link.b)): (shaped.country[link.a], shaped.country[link.b])
        for link in shaped.links
    }
    known = Known(
        locations=shaped.locations,
        index=index_names(location.name for location in instance.locations),
        pairs=pairs,
        countries={name: code for name, (code, _) in by_country.items()},
    )
    shut = find_shut(instance.closures, length, known, notes)
    tell_shared_links(shut, pairs, notes)
    camps = {
        name: open_spans(
            [span for one in shut if one.type == "camp" and one.names == (name,) for span in one.spans],
            length,
        )
        for name, location in shaped.locations.items()
        if location.is_camp
    }
    cited = Citation.of(instance.name, title=title, publisher=publisher, date=date or period[1], url=url)
    reports = make_reports(shaped, shut, camps, period, cited)
    parsed = Parsed(
        info=_info(shaped, period, cited),
        risk=RISK,
        places=[("1", place) for place in (*shaped.places.values(), *shaped.borders.values())],
        lines=[("1", line) for line in _lines(shaped)],
        reports=reports,
        assumptions=ASSUMPTIONS,
        families=(),
    )
    legs, faults = check_parsed(parsed, today)
    if faults:
        raise DatasetError(instance.name, tuple(faults))
    dataset = Dataset(
        info=parsed.info,
        risk=parsed.risk,
        places={place.id: place for _, place in parsed.places},
        skeleton=tuple(line for _, line in parsed.lines),
        reports=dict(reports),
        legs=legs,
        today=today,
        assumptions=parsed.assumptions,
    )
    return FleeImport(
        dataset=dataset,
        instance=instance,
        places={name: place.id for name, place in shaped.places.items()},
        crossings=shaped.crossings,
        countries=by_country,
        closures=sum(len(one.rows) for one in shut),
        remarks=_in_order(notes.remarks),
    )


def _in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return remarks by file and line, those of a file as a whole behind those of its lines."""
    order = [LOCATIONS, ROUTES, CLOSURES, PERIOD, ""]
    return tuple(sorted(remarks, key=lambda one: (order.index(one.file), one.line is None, one.line or 0)))


def _read_period(
    instance: FleeInstance, start: dt.date | None, days: int | None, today: dt.date, notes: Notes
) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the period, if it may be shown."""
    first, length = start or instance.start, days if days is not None else instance.days
    if first is None or length is None:
        raise FleeError(
            f"'{shown(instance.name)}' does not tell its period (no sim_period.csv that can be read): "
            "give its first day and its length, such as --start 2013-12-01 --days 820"
        )
    if not 1 <= length <= MAX_DAYS:
        raise FleeError(f"a period of {length} days cannot be; give 1 to {MAX_DAYS}")
    if not FIRST_YEAR <= first.year < LAST_YEAR - 100:
        raise FleeError(f"a period from {first} cannot be; mend the year")
    for what, given, told in (("start", start, instance.start), ("days", days, instance.days)):
        if given is not None and told is not None and given != told:
            notes.add(RemarkKind.NOTED, f"{what} {given} is taken as given, not {told} of sim_period.csv")
    last = first + dt.timedelta(days=length - 1)
    latest = add_years(today, -YEARS_PROTECTED)
    if last > latest:
        spare = (latest - first).days + 1
        remedy = f"give --days {spare} to leave them out" if spare >= 1 else "wait until it is older"
        raise FleeError(
            f"the period from {day_in_words(first)} to {day_in_words(last)} reaches into the last "
            f"{YEARS_PROTECTED} years, in which routes are not shown, to protect people who may still use "
            f"them (after {day_in_words(latest)}); {remedy}"
        )
    return first, last


def _lines(shaped: Shaped) -> list[Line]:
    lines = []
    for link in shaped.links:
        a, b = shaped.places[link.a].id, shaped.places[link.b].id
        if (link.a, link.b) not in shaped.crossings:
            lines.append(Line(a=a, b=b, mode=link.mode, length_km=link.km))
            continue
        first, second = shaped.parts[link.a, link.b]
        for crossing in shaped.crossings[link.a, link.b]:
            lines.append(Line(a=a, b=crossing, mode=link.mode, length_km=first))
            lines.append(Line(a=crossing, b=b, mode=link.mode, length_km=second))
    return lines


def _info(shaped: Shaped, period: tuple[dt.date, dt.date], cited: Citation) -> DatasetInfo:
    def of(kind: PlaceKind) -> tuple[str, ...]:
        return tuple(place.id for place in shaped.places.values() if place.kind is kind)

    return DatasetInfo(
        title=cited.title,
        version="1",
        period=Period(start=period[0], end=period[1]),
        as_of=period[0].isoformat(),
        licence="that of the instance: see its publisher",
        citation=f"{cited.publisher}: {cited.title}",
        contact="whoever publishes this import",
        origins=of(PlaceKind.ORIGIN),
        destinations=of(PlaceKind.DESTINATION),
    )
