"""Small datasets drawn at random, for second opinions on the risk model and on the search.

Up to ten places lie on the equator, one degree apart, in four countries; two sections of border
may be used both ways. Dates fall on a grid of half years, give or take a day, so that the edges
of the rules (twelve months, five years, closed intervals) are met often.

    PRK        |        CHN          |    MNG            KOR
    hill - river/ford - town - vale - pass/gate - camp ~~air~~ port
                      (embassy)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from geodata import Place, PlaceKind
from routes import (
    Access,
    Dataset,
    DatasetInfo,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    Period,
    Report,
    ReportKind,
    RiskLevel,
    RiskModel,
    RiskPartName,
    RouteClaim,
    TravelMode,
)
from routes.dates import add_years
from routes.expand import expand_route, leg_country
from routes.faults import ClaimError

NEEDED = {"hill", "river", "town", "port"}
PLACES = (
    ("hill", "PRK", None, PlaceKind.ORIGIN, 0),
    ("river", "PRK", "CHN", PlaceKind.CROSSING, 1),
    ("ford", "CHN", "PRK", PlaceKind.CROSSING, 1),
    ("town", "CHN", None, PlaceKind.CITY, 2),
    ("embassy", "CHN", None, PlaceKind.MISSION, 2),
    ("vale", "CHN", None, PlaceKind.CITY, 3),
    ("pass", "CHN", "MNG", PlaceKind.CROSSING, 4),
    ("gate", "MNG", "CHN", PlaceKind.CROSSING, 4),
    ("camp", "MNG", None, PlaceKind.CITY, 5),
    ("port", "KOR", None, PlaceKind.DESTINATION, 8),
)
MODEL = RiskModel(
    scale={
        RiskLevel.MINIMAL: (0.001, 0.01),
        RiskLevel.LOW: (0.01, 0.05),
        RiskLevel.MODERATE: (0.05, 0.15),
        RiskLevel.HIGH: (0.15, 0.35),
        RiskLevel.SEVERE: (0.35, 0.70),
    },
    defaults={
        "passage": RiskLevel.MODERATE,
        "entry": RiskLevel.HIGH,
        "exposure": RiskLevel.LOW,
        "departure": RiskLevel.MINIMAL,
    },
    reference_km={"*": 1000, "CHN": 3000},
    km_per_day={mode: 10.0 * i for i, mode in enumerate(TravelMode, start=1)},
)
GENERAL_MODES = ("unspecified", "unspecified", "rail", "foot", "sea")
PAIR_MODES = ("rail", "road", "air", "sea", "unspecified")
DAYS = tuple(
    dt.date(year, month, 1) + dt.timedelta(days=shift)
    for year in range(1995, 2016)
    for month in (1, 7)
    for shift in (-1, 0, 0, 1)
)


@st.composite
def datasets(draw) -> Dataset:
    """Draw a dataset whose claims keep the rules of the format."""
    wanted = NEEDED | draw(st.sets(st.sampled_from([p[0] for p in PLACES]), max_size=5))
    places = {
        name: Place(
            id=name, name=name.title(), country=country, other_country=other, kind=kind, lon=lon, lat=0.0
        )
        for name, country, other, kind, lon in PLACES
        if name in wanted
    }
    names = [f"r{n}" for n in range(draw(st.integers(1, 5)))]
    routes = {name: draw(_routes(places, name, at_least=name == "r0")) for name in names}
    legs = tuple(
        leg for found in routes.values() for route in found for leg in expand_route(route, places, {}, {})
    )
    targets = _targets(places, legs)
    reports = {name: draw(_reports(name, routes[name], targets)) for name in names}
    # Dates were drawn with the reports, so the legs must speak of the dated claims.
    dated = {claim.id: claim for report in reports.values() for claim in report.routes}
    people_at_risk = draw(st.booleans())
    info = DatasetInfo(
        title="Drawn",
        version="1",
        period=Period(start=DAYS[0]),
        as_of="2004",
        licence="",
        citation="",
        contact="",
        people_at_risk=people_at_risk,
        people_at_risk_reason="" if people_at_risk else "a drawing",
    )
    return Dataset(
        info=info,
        risk=MODEL,
        places=places,
        skeleton=(),
        reports=reports,
        legs=tuple(leg for claim in dated.values() for leg in expand_route(claim, places, {}, {})),
        # Nothing may be younger than five years.
        today=draw(st.sampled_from([dt.date(2022, 1, 1), dt.date(2026, 1, 1)])),
    )


@st.composite
def as_of_days(draw, dataset: Dataset) -> dt.date:
    """Draw a day on or beside one at which a claim begins, ends or goes stale, a year after too."""
    edges = set()
    for report in dataset.reports.values():
        for claim in report.claims:
            said = max(report.start_of(claim), report.last_day)
            edges |= {report.start_of(claim), said, claim.until or add_years(said, 5)}
            edges |= {add_years(report.start_of(claim), 1), add_years(said, 5)}
    shift = draw(st.sampled_from((0, 0, 1, -1)))
    return draw(st.sampled_from(sorted(edges))) + dt.timedelta(days=shift)


@st.composite
def _routes(draw, places, report, *, at_least):
    """Draw the ways of one report as walks over what the ground allows."""
    steps = {
        u: [v for v in places if v not in (u, "embassy") and leg_country(places[u], places[v])]
        for u in places
    }
    found = []
    for n in range(draw(st.integers(int(at_least), 2))):
        way = [draw(st.sampled_from(sorted(places)))]
        for _ in range(draw(st.integers(0, 4))):
            if steps[way[-1]]:
                way.append(draw(st.sampled_from(steps[way[-1]])))
        if way[-1] == "town" and "embassy" in places and draw(st.booleans()):
            way.append("embassy")
        last = places[way[-1]]
        if (
            last.id != "port"
            and last.kind is not PlaceKind.CROSSING
            and (len(way) == 1 or draw(st.booleans()))
        ):
            way.append("port")
        if len(way) == 1:
            way = ["hill", "river"]
        pair = f"{way[0]}:{way[1]}"
        stated = draw(st.sampled_from(PAIR_MODES))
        if places[way[1]].id == "port" and stated not in ("air", "sea"):
            stated = "air"
        route = RouteClaim(
            id=f"{report}#route-{n + 1}",
            report=report,
            claim="",
            via=tuple(draw(st.sampled_from(("", "", "?"))) + place for place in way),
            mode=TravelMode(draw(st.sampled_from(GENERAL_MODES))),
            modes=((pair, TravelMode(stated)),) if draw(st.booleans()) else (),
        )
        try:
            expand_route(route, places, {}, {})
        except ClaimError:  # a mode that the rules of travel refuse for one of these legs
            route = replace(route, mode=TravelMode.UNSPECIFIED, modes=())
        found.append(route)
    return found


def _targets(places, legs):
    """Return all that a claim can speak of."""
    crossings = [p for p in places.values() if p.other_country]
    countries = sorted({p.country for p in places.values()})
    return {
        "border": sorted({"-".join(sorted((p.country, p.other_country))) for p in crossings}),
        "directed": sorted({f"{p.country}:{p.other_country}" for p in crossings}),
        "country": countries,
        "place": sorted(places),
        "kind": sorted({f"{p.kind}@{p.country}" for p in places.values()}),
        "mode": sorted({f"{leg.mode}@{places[end].country}" for leg in legs for end in (leg.u, leg.v)}),
        "leg": sorted({f"{leg.u}:{leg.v}" for leg in legs}),
    }


@st.composite
def _period(draw, published, *, always=False):
    """Draw `since` and `until` of a claim in a report published then."""
    earlier = [day for day in DAYS if day <= published.start]
    since = draw(st.one_of(st.none(), st.sampled_from(earlier))) if earlier else None
    later = [day for day in DAYS if day >= (since or published.start)]
    until = draw(st.one_of(st.none(), st.sampled_from(later))) if later and not always else None
    return {"since": since, "until": until}


@st.composite
def _reports(draw, name, routes, targets):
    """Draw a report with dates, hazards, havens and a harm around its routes."""
    day = draw(st.sampled_from(DAYS))
    year = Period(start=dt.date(day.year, 1, 1), end=dt.date(day.year, 12, 31))
    published = draw(st.sampled_from((Period(start=day, end=day), year)))
    hazards = []
    for n in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from([kind for kind in targets if targets[kind]]))
        hazards.append(
            HazardClaim(
                id=f"{name}#hazard-{n + 1}",
                report=name,
                claim="",
                on=draw(st.sampled_from(targets[kind])),
                level=draw(st.sampled_from([*RiskLevel, RiskLevel.CLOSED])),
                part=draw(st.sampled_from(list(RiskPartName))) if kind == "leg" else None,
                supersedes=draw(st.integers(0, 3)) == 0,
                **draw(_period(published)),
            )
        )
    havens = [
        HavenClaim(
            id=f"{name}#haven-{n + 1}",
            report=name,
            claim="",
            on=draw(st.sampled_from(targets["country"] + targets["place"])),
            **draw(_period(published)),
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    harms = [
        HarmClaim(
            id=f"{name}#harm-{n + 1}",
            report=name,
            claim="",
            kind="cold",
            on=draw(st.sampled_from([t for some in targets.values() for t in some])),
            **draw(_period(published)),
        )
        for n in range(draw(st.integers(0, 1)))
    ]
    dated = [
        RouteClaim(
            id=r.id, report=name, claim="", via=r.via, mode=r.mode, modes=r.modes, **draw(_period(published))
        )
        for r in routes
    ]
    return Report(
        id=name,
        publisher="",
        title="",
        date=published,
        date_text="",
        kind=ReportKind.NEWS,
        access=Access.FULL,
        routes=tuple(dated),
        hazards=tuple(hazards),
        havens=tuple(havens),
        harms=tuple(harms),
    )
