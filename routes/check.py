"""Rules that span the files of a dataset: names resolve, legs can be travelled, people are protected.

Every load runs these rules, so a network can only come from a dataset that keeps them. They work
on records, one fault at a time for each claim, and go on after a fault, so that all are told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind, SafePassageError, is_country, near_matches

from .dates import YEARS_PROTECTED, add_years, day_in_words, read_as_of
from .expand import build_neighbours, check_line, expand_route, unknown_place
from .faults import ClaimError, Fault
from .records import RiskLevel, TravelMode
from .targets import Target, TargetKind, read_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .records import Assumption, Claim, DatasetInfo, Family, Line, Report, ReportedLeg, RiskModel

DEFAULTS = ("passage", "entry", "exposure", "departure")
_COUNTRY_OR_PLACE = (TargetKind.COUNTRY, TargetKind.PLACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a dataset folder holds, as records, before the rules that span its files."""

    info: DatasetInfo
    risk: RiskModel
    places: Sequence[tuple[str, Place]]  # line in places.csv, place
    lines: Sequence[tuple[str, Line]]
    reports: Mapping[str, Report]
    assumptions: tuple[Assumption, ...]
    families: tuple[Family, ...]


def check_parsed(parsed: Parsed, today: dt.date) -> tuple[tuple[ReportedLeg, ...], list[Fault]]:
    """Return the legs that the reports support, and every fault of the dataset as a whole."""
    faults: list[Fault] = []
    places = {place.id: place for _, place in parsed.places}
    _check_places(parsed, faults)
    _check_lines(parsed, places, faults)
    _check_settings(parsed, places, faults)
    legs = _expand_routes(parsed, places, faults)
    pairs = {(leg.u, leg.v) for leg in legs}
    for report in parsed.reports.values():
        _check_targets(report, places, pairs, faults)
        _check_families(report, {f.id for f in parsed.families}, faults)
        if report.repost_of and report.repost_of not in parsed.reports:
            faults.append(
                Fault(
                    file=f"reports/{report.id}.toml",
                    field="repost_of",
                    value=report.repost_of,
                    rule="is no report of this dataset",
                    remedy=f"write the file name without .toml.{near_matches(report.repost_of, parsed.reports)}",
                )
            )
        if parsed.info.people_at_risk:
            _check_protection(report, today, faults)
    return tuple(legs), faults


def _check_places(parsed: Parsed, faults: list[Fault]) -> None:
    count = Counter(place.id for _, place in parsed.places)
    for line, place in parsed.places:

        def refuse(field: str, value: str, rule: str, remedy: str, line: str = line) -> None:
            faults.append(
                Fault(
                    file="places.csv", table="line", index=int(line), field=field, value=value, rule=rule, remedy=remedy
                )
            )

        if count[place.id] > 1:
            refuse("id", place.id, "the id stands more than once", "give each place an id of its own")
        for field, code in (("country", place.country), ("other_country", place.other_country)):
            if code is not None and not is_country(code):
                refuse(field, code, "is no ISO 3166-1 alpha-3 code", "write, for example, CHN")
        if (place.kind is PlaceKind.CROSSING) != (place.other_country is not None):
            refuse(
                "other_country",
                place.other_country or "",
                "a crossing has another country on its far side, other places have none",
                "fill it in for kind crossing, leave it empty otherwise",
            )
        if place.other_country == place.country:
            refuse("other_country", place.country, "a crossing joins two countries", "write the far side")


def _check_lines(parsed: Parsed, places: Mapping[str, Place], faults: list[Fault]) -> None:
    for number, line in parsed.lines:
        try:
            check_line(line, places)
        except ClaimError as error:
            faults.append(error.at("skeleton.csv", "line", int(number)))


def _check_settings(parsed: Parsed, places: Mapping[str, Place], faults: list[Fault]) -> None:
    def refuse(field: str, value: object, rule: str, remedy: str) -> None:
        faults.append(Fault(file="dataset.toml", field=field, value=str(value), rule=rule, remedy=remedy))

    info, risk = parsed.info, parsed.risk
    try:
        read_as_of(info.as_of)
    except SafePassageError as error:
        refuse("as_of", info.as_of, str(error), "write a year, a month or a day")
    if not info.people_at_risk and not info.people_at_risk_reason.strip():
        refuse(
            "people_at_risk_reason",
            "",
            "protection is only lifted with a reason",
            "say why nobody on these routes is at risk; it is printed on every output",
        )
    for place in (*info.origins, *info.destinations):
        if place not in places:
            error = unknown_place(place, places, field="origins" if place in info.origins else "destinations")
            faults.append(error.at("dataset.toml"))
    ladder = [level for level in RiskLevel if level is not RiskLevel.CLOSED]
    if set(risk.scale) != set(ladder):
        refuse("scale", ", ".join(risk.scale), "a scale gives each level but closed", f"give: {', '.join(ladder)}")
    else:
        for level, (low, high) in risk.scale.items():
            if not 0 < low <= high < 1:
                refuse(f"scale.{level}", [low, high], "probabilities lie between 0 and 1, both excluded", "mend it")
        for milder, worse in zip(ladder, ladder[1:], strict=False):
            if risk.scale[milder][0] > risk.scale[worse][0] or risk.scale[milder][1] > risk.scale[worse][1]:
                refuse(f"scale.{worse}", list(risk.scale[worse]), f"is milder than {milder}", "levels ascend")
    if set(risk.defaults) != set(DEFAULTS):
        refuse("defaults", ", ".join(risk.defaults), "one level for each is needed", f"give: {', '.join(DEFAULTS)}")
    if "*" not in risk.reference_km:
        refuse("reference_km", "", "a length for all other countries is needed", 'add "*" = 1000')
    for code in risk.reference_km:
        if code != "*" and not is_country(code):
            refuse(f"reference_km.{code}", code, "is no ISO 3166-1 alpha-3 code", "write, for example, CHN")
    moving = [mode for mode in TravelMode if mode is not TravelMode.ENTRY]
    for mode in moving:
        if mode not in risk.km_per_day:
            refuse("km_per_day", "", f"the speed of mode {mode} is missing", f"add {mode} = ...")
    _check_assumptions(parsed, refuse)


def _check_assumptions(parsed: Parsed, refuse: Callable[[str, object, str, str], None]) -> None:
    stated = {assumption.name for assumption in parsed.assumptions}
    tables: dict[str, Iterable[str]] = {
        "scale": parsed.risk.scale,
        "defaults": parsed.risk.defaults,
        "reference_km": parsed.risk.reference_km,
        "km_per_day": parsed.risk.km_per_day,
    }
    for table, names in tables.items():
        for name in names:
            if not {table, f"{table}.{name}"} & stated:
                refuse(
                    f"{table}.{name}",
                    "",
                    "a number that no report gives needs its reason",
                    f'add [[assumption]] with name = "{table}.{name}" (or "{table}"), value and reason',
                )


def _expand_routes(parsed: Parsed, places: Mapping[str, Place], faults: list[Fault]) -> list[ReportedLeg]:
    neighbours = build_neighbours((line for _, line in parsed.lines), places)
    fills: dict[tuple[str, str], tuple[str, ...]] = {}
    legs: list[ReportedLeg] = []
    for report in parsed.reports.values():
        for route in report.routes:
            try:
                legs += expand_route(route, places, neighbours, fills)
            except ClaimError as error:
                faults.append(_at(route, error))
    return legs


def _check_targets(
    report: Report, places: Mapping[str, Place], pairs: set[tuple[str, str]], faults: list[Fault]
) -> None:
    def read(claim: Claim, field: str, text: str) -> Target | None:
        try:
            target = read_target(text, places, pairs)
        except SafePassageError as error:
            faults.append(_at(claim, ClaimError(text, str(error), "mend it, or add what it names", field=field)))
            return None
        if str(target) != text:
            faults.append(
                _at(claim, ClaimError(text, "is not how the target is written", f"write {target}", field=field))
            )
        return target

    for hazard in report.hazards:
        target = read(hazard, "on", hazard.on)
        if target and (target.kind is TargetKind.LEG) != (hazard.part is not None):
            faults.append(
                _at(
                    hazard,
                    ClaimError(
                        hazard.part or "",
                        "part says what a hazard on a leg speaks of; other targets imply it",
                        'add part = "passage", "entry" or "exposure" for a leg, leave it out otherwise',
                        field="part",
                    ),
                )
            )
    for haven in report.havens:
        target = read(haven, "on", haven.on)
        if target and target.kind not in _COUNTRY_OR_PLACE:
            faults.append(
                _at(haven, ClaimError(haven.on, "a haven is a country or a place", "name one", field="on"))
            )
    for harm in report.harms:
        read(harm, "on", harm.on)
    for flow in report.flows:
        read(flow, "through", flow.through)
    for journey in report.journeys:
        read(journey, "from", journey.source)
        read(journey, "to", journey.target)


def _check_families(report: Report, families: set[str], faults: list[Fault]) -> None:
    for route in report.routes:
        if route.family and route.family not in families:
            error = ClaimError(
                route.family,
                "is no [[family]] of dataset.toml",
                f"use one of: {', '.join(sorted(families)) or 'none is defined'}",
                field="family",
            )
            faults.append(_at(route, error))


def _check_protection(report: Report, today: dt.date, faults: list[Fault]) -> None:
    """Refuse claims about routes, hazards and havens that are younger than five years."""
    latest = add_years(today, -YEARS_PROTECTED)
    for claim in (*report.routes, *report.hazards, *report.havens):
        for field, day in (("since", report.start_of(claim)), ("until", claim.until)):
            if day is not None and day > latest:
                error = ClaimError(
                    day,
                    f"routes, hazards and havens of the last {YEARS_PROTECTED} years (after {day_in_words(latest)}) "
                    "are refused, to protect people who may still use them",
                    "leave the claim out" if field == "since" else "leave until out: open claims end there anyway",
                    field=field,
                )
                faults.append(_at(claim, error))
                break


def _at(claim: Claim, error: ClaimError) -> Fault:
    """Return the fault of one claim, placed by the claim's id."""
    table, _, number = claim.id.rpartition("#")[2].rpartition("-")
    return error.at(f"reports/{claim.report}.toml", table, int(number))
