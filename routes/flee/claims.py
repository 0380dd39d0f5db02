"""What the files of a Flee instance claim, as reports of a dataset.

One claim a link, which leads both ways; one a closure and thing; one for each time that a camp is open. A
file of a dataset holds a few hundred claims, so a large instance becomes several files, of one voice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from geodata import Place, country_name
from routes.records import HavenClaim, HazardClaim, Period, Report, RouteClaim
from routes.words import Access, ReportKind, RiskLevel, RiskPartName

from .records import Link, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from routes.records import Claim

    from .closing import Shut, Span
    from .settings import Citation

REPORT_ID = "flee-instance"
_IN_ONE_FILE = 200
_NOTE = (
    "Input files of a simulation, not a report of what people did. They say nothing of the danger of being "
    "sent back: every risk is assumed. Routes lead both ways."
)

_C = TypeVar("_C", bound="Claim")


@dataclass(frozen=True, slots=True)
class Shaped:
    """The places and links of an instance as a dataset holds them, by the names that the files use.

    ``borders`` are the crossings by id, ``crossings`` the two ids of each link over a border (there, back),
    ``parts`` the two parts of its length in km.
    """

    locations: dict[str, Location]
    links: tuple[Link, ...]
    country: dict[str, str]
    places: dict[str, Place]
    borders: dict[str, Place] = field(default_factory=dict)
    crossings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    parts: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def way(self, link: Link, *, back: bool = False) -> list[str]:
        """Return the ids along a link, there or back."""
        ends = [self.places[link.a].id, self.places[link.b].id]
        if crossing := self.crossings.get((link.a, link.b)):
            ends.insert(1, crossing[back])
        return ends[::-1] if back else ends


def make_reports(
    shaped: Shaped,
    shut: Sequence[Shut],
    camps: Mapping[str, Sequence[Span]],
    period: tuple[dt.date, dt.date],
    cited: Citation,
) -> dict[str, Report]:
    """Return the report of an instance, in several files if it is long, by id."""
    since, until = period
    routes = [
        RouteClaim(
            id="",
            report="",
            claim=_route_words(shaped, link),
            via=_via(shaped, link),
            mode=link.mode,
            since=since,
            until=until,
        )
        for link in shaped.links
    ]
    hazards = [hazard for one in shut for hazard in _hazards(shaped, one, since)]
    havens = [
        HavenClaim(
            id="",
            report="",
            on=shaped.places[name].id,
            claim="A camp, open in the simulation: who reaches it stays. Taken for a haven by convention.",
            since=_day(since, start),
            until=_day(since, end - 1),
        )
        for name, spans in camps.items()
        for start, end in spans
    ]
    number = max(len(_pages(claims)) for claims in (routes, hazards, havens))
    return {
        report.id: report
        for report in (
            _report(page, number, cited, routes=routes, hazards=hazards, havens=havens)
            for page in range(number)
        )
    }


def _report(
    page: int,
    number: int,
    cited: Citation,
    *,
    routes: Sequence[RouteClaim],
    hazards: Sequence[HazardClaim],
    havens: Sequence[HavenClaim],
) -> Report:
    # Padded, so that files in the order of their names are in that of the routes.
    key = REPORT_ID if number == 1 else f"{REPORT_ID}-{page + 1:04}"
    return Report(
        id=key,
        publisher=cited.publisher,
        title=cited.title if number == 1 else f"{cited.title} ({page + 1} of {number})",
        date=Period(start=cited.date, end=cited.date),
        date_text=cited.date.isoformat(),
        kind=ReportKind.ACADEMIC,
        access=Access.FULL,
        url=cited.url,
        note=_NOTE,
        routes=_numbered(key, "route", _pages(routes), page),
        hazards=_numbered(key, "hazard", _pages(hazards), page),
        havens=_numbered(key, "haven", _pages(havens), page),
    )


def _pages(claims: Sequence[_C]) -> list[Sequence[_C]]:
    return [claims[at : at + _IN_ONE_FILE] for at in range(0, len(claims), _IN_ONE_FILE)] or [()]


def _numbered(key: str, table: str, pages: Sequence[Sequence[_C]], page: int) -> tuple[_C, ...]:
    claims = pages[page] if page < len(pages) else ()
    return tuple(replace(c, id=f"{key}#{table}-{n}", report=key) for n, c in enumerate(claims, start=1))


def _via(shaped: Shaped, link: Link) -> tuple[str, ...]:
    """Return a link there and back; crossings are supplied, so they carry a question mark."""
    ids = [*shaped.way(link), *shaped.way(link, back=True)[1:]]
    return tuple(f"?{key}" if key in shaped.borders else key for key in ids)


def _route_words(shaped: Shaped, link: Link) -> str:
    a, b = shaped.places[link.a].name, shaped.places[link.b].name
    return f"{a} and {b} are joined, {link.km:g} km, both ways."


def _hazards(shaped: Shaped, shut: Shut, first: dt.date) -> Iterator[HazardClaim]:
    """Yield what a closure closes: targets that together cover all its legs, in both directions."""
    for start, end in shut.spans:
        for on, part in _targets(shaped, shut):
            yield HazardClaim(
                id="",
                report="",
                on=on,
                level=RiskLevel.CLOSED,
                part=part,
                claim=f"Shut in the simulation: {_thing_words(shaped, shut)}, day {start} to day {end - 1}.",
                since=_day(first, start),
                until=_day(first, end - 1),
            )


def _targets(shaped: Shaped, shut: Shut) -> Iterator[tuple[str, RiskPartName | None]]:
    """Yield targets with the part that they shut.

    A leg is shut by its entry: that part holds for every leg, and no haven at its ends opens it again.
    """
    match shut.type:
        case "country":
            yield "-".join(shut.names), None
        case "location":
            yield shaped.places[shut.names[0]].id, None  # all legs that lead to it
            for link in shaped.links:
                if shut.names[0] in (link.a, link.b):
                    way = shaped.way(link, back=link.b == shut.names[0])
                    yield f"{way[0]}:{way[1]}", RiskPartName.ENTRY
        case "link":
            for link in shaped.links:
                if {link.a, link.b} == set(shut.names):
                    for back in (False, True):
                        way = shaped.way(link, back=back)
                        yield f"{way[-2]}:{way[-1]}", RiskPartName.ENTRY


def _thing_words(shaped: Shaped, shut: Shut) -> str:
    if shut.type == "country":
        return f"the border of {country_name(shut.names[0])} and {country_name(shut.names[1])}"
    names = [shaped.places[name].name for name in shut.names]
    return f"the route {names[0]} - {names[1]}" if shut.type == "link" else f"{names[0]}, in and out"


def _day(first: dt.date, day: int) -> dt.date:
    return first + dt.timedelta(days=day)
