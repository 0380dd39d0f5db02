"""Rules that span the files of a dataset: names resolve, legs can be travelled, people are protected.

Every load runs these rules, so a network can only come from a dataset that keeps them. They work
on records, one fault at a time for each claim, and go on after a fault, so that all are told.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind, SafePassageError, is_country, near_matches
from routes.dates import YEARS_PROTECTED, add_years, day_in_words, read_as_of
from routes.expand import build_neighbours, check_line, expand_route, unknown_place
from routes.faults import ClaimError, Fault, fault_at
from routes.lengths import read_lengths
from routes.records import HavenClaim, HazardClaim
from routes.risk import border_of
from routes.targets import Target, TargetKind, read_target
from routes.words import RiskLevel, RiskPartName, TravelMode

from .parse import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from routes.records import (
        Claim,
        HarmClaim,
        Report,
        ReportedLeg,
        RiskModel,
    )

DEFAULTS = ("passage", "entry", "exposure", "departure")


def check_parsed(parsed: Parsed, today: dt.date) -> tuple[tuple[ReportedLeg, ...], list[Fault]]:
    """Return the legs that the reports support, and every fault of the dataset as a whole."""
    faults: list[Fault] = []
    places = {place.id: place for _, place in parsed.places}
    _check_places(parsed, faults)
    _check_lines(parsed, places, faults)
    _check_settings(parsed, places, today, faults)
    legs, pairs = _expand_routes(parsed, places, faults)
    families = {family.id for family in parsed.families}

    @cache  # few targets, many claims
    def read(text: str) -> Target:
        return read_target(text, places, pairs)

    for report in parsed.reports.values():
        _check_targets(report, places, read, faults)
        _check_families(report, families, faults)
        _check_times(report, faults)
        _check_repost(report, parsed.reports, faults)
        if parsed.info.people_at_risk:
            check_protection(report, today, faults)
    return tuple(legs), faults


def _check_places(parsed: Parsed, faults: list[Fault]) -> None:
    count = Counter(place.id for _, place in parsed.places)
    for line, place in parsed.places:

        def refuse(field: str, value: str, rule: str, remedy: str, line: str = line) -> None:
            error = ClaimError(value, rule, remedy, field=field)
            faults.append(error.at("places.csv", "line", int(line)))

        if count[place.id] > 1:
            refuse("id", place.id, "the id stands more than once", "give each place an id of its own")
        if (place.kind is PlaceKind.CROSSING) != (place.other_country is not None):
            refuse(
                "other_country",
                place.other_country or "",
                f"a crossing has a country on its far side, other places have none; this is a {place.kind}",
                "fill it in for kind crossing, leave it empty otherwise",
            )
        if place.other_country == place.country:
            refuse("other_country", place.country, "a crossing joins two countries", "write the far side")


def _check_lines(parsed: Parsed, places: Mapping[str, Place], faults: list[Fault]) -> None:
    stated: dict[tuple[str, str, TravelMode], float | None] = {}
    for number, line in parsed.lines:
        try:
            check_line(line, places)
        except ClaimError as error:
            faults.append(error.at("skeleton.csv", "line", int(number)))
        first = stated.setdefault((min(line.a, line.b), max(line.a, line.b), line.mode), line.length_km)
        if first != line.length_km:
            rule = f"{line.a} and {line.b} are joined by {line.mode} twice, with different lengths"
            value = "" if line.length_km is None else line.length_km
            twice = ClaimError(value, rule, "keep one of the two lines", field="length_km")
            faults.append(twice.at("skeleton.csv", "line", int(number)))


def _check_settings(parsed: Parsed, places: Mapping[str, Place], today: dt.date, faults: list[Fault]) -> None:
    def refuse(field: str, value: str, rule: str, remedy: str) -> None:
        faults.append(ClaimError(value, rule, remedy, field=field).at("dataset.toml"))

    info = parsed.info
    day, _ = read_as_of(info.as_of)
    latest = add_years(today, -YEARS_PROTECTED)
    if info.people_at_risk and day > latest:
        refuse(
            "as_of",
            info.as_of,
            f"the last {YEARS_PROTECTED} years (after {day_in_words(latest)}) are not shown",
            "write an earlier date",
        )
    if not info.people_at_risk and not info.people_at_risk_reason.strip():
        refuse(
            "people_at_risk_reason",
            "",
            "protection is only lifted with a reason",
            "say why nobody on these routes is at risk; it is printed on every output",
        )
    for field, ids in (("origins", info.origins), ("destinations", info.destinations)):
        faults += [
            unknown_place(place, places, field=field).at("dataset.toml")
            for place in ids
            if place not in places
        ]
    for number, family in enumerate(parsed.families, start=1):
        if [f.id for f in parsed.families].count(family.id) > 1:
            error = ClaimError(
                family.id, "the id stands more than once", "give each family an id of its own", field="id"
            )
            faults.append(error.at("dataset.toml", "family", number))
    _check_numbers(parsed.risk, refuse)
    _check_assumptions(parsed, refuse)


def _check_numbers(risk: RiskModel, refuse: Callable[[str, str, str, str], None]) -> None:
    ladder = [level for level in RiskLevel if level is not RiskLevel.CLOSED]
    if set(risk.scale) != set(ladder):
        given = ", ".join(risk.scale)
        refuse("scale", given, "a scale gives each level but closed", f"give: {', '.join(ladder)}")
    else:
        for milder, worse in pairwise(ladder):
            (low, high), (worse_low, worse_high) = risk.scale[milder], risk.scale[worse]
            interval = str([worse_low, worse_high])
            if low > worse_low or high > worse_high:
                refuse(f"scale.{worse}", interval, f"is milder than {milder}", "let the levels ascend")
            elif high < worse_low:
                # No level could speak of what lies between, though draws and averages do.
                rule = f"leaves a gap above {milder}, which ends at {high}"
                refuse(f"scale.{worse}", interval, rule, "let the intervals touch or overlap")
    if set(risk.defaults) != set(DEFAULTS):
        given = ", ".join(risk.defaults)
        refuse("defaults", given, "one level for each default is needed", f"give: {', '.join(DEFAULTS)}")
    if "*" not in risk.reference_km:
        refuse("reference_km", "", "a length for all other countries is needed", 'add "*" = 1000')
    for code in risk.reference_km:
        if code != "*" and not is_country(code):
            refuse("reference_km", code, "is no ISO 3166-1 alpha-3 code", "write, for example, CHN")
    missing = [mode for mode in TravelMode if mode is not TravelMode.ENTRY and mode not in risk.km_per_day]
    if missing:
        refuse("km_per_day", "", f"the speed of {', '.join(missing)} is missing", f"add {missing[0]} = ...")


def _check_assumptions(parsed: Parsed, refuse: Callable[[str, str, str, str], None]) -> None:
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


def _expand_routes(
    parsed: Parsed, places: Mapping[str, Place], faults: list[Fault]
) -> tuple[list[ReportedLeg], set[tuple[str, str]]]:
    """Return the legs of all routes, and the pairs of places that claims may name as legs."""
    neighbours = build_neighbours((line for _, line in parsed.lines), places)
    lengths = read_lengths(line for _, line in parsed.lines)
    fills: dict[tuple[str, str], tuple[str, ...]] = {}
    legs: list[ReportedLeg] = []
    faulty: set[tuple[str, str]] = set()
    for report in parsed.reports.values():
        for route in report.routes:
            try:
                legs += expand_route(route, places, neighbours, fills, lengths)
            except ClaimError as error:
                faults.append(fault_at(route, error))
                # Its legs may be named all the same: one fault is enough.
                faulty |= set(combinations((step.removeprefix("?") for step in route.via), 2))
    return legs, {(leg.u, leg.v) for leg in legs} | faulty


def _check_targets(
    report: Report, places: Mapping[str, Place], read: Callable[[str], Target], faults: list[Fault]
) -> None:
    for claim, field, text in _targets_of(report):
        try:
            target = read(text)
        except SafePassageError as unknown:
            told = str(unknown).removeprefix(f"'{text}' ").removesuffix(".")
            rule, _, hint = told.partition(". ")
            remedy = f"mend it, or add what it names. {hint}".removesuffix(". ")
            faults.append(fault_at(claim, ClaimError(text, rule, remedy, field=field)))
            continue
        if str(target) != text:
            error = ClaimError(text, "is not how the target is written", f"write {target}", field=field)
            faults.append(fault_at(claim, error))
        if isinstance(claim, HazardClaim):
            faults += [fault_at(claim, error) for error in _hazard_errors(claim, target, places)]
        if isinstance(claim, HavenClaim) and target.kind not in (TargetKind.COUNTRY, TargetKind.PLACE):
            error = ClaimError(text, "a haven is a country or a place", "name one", field=field)
            faults.append(fault_at(claim, error))


def _hazard_errors(claim: HazardClaim, target: Target, places: Mapping[str, Place]) -> Iterator[ClaimError]:
    """Yield what keeps a hazard on an existing target from ever weighing anything."""
    on_leg = target.kind is TargetKind.LEG
    if on_leg != (claim.part is not None):
        yield ClaimError(
            claim.part or "",
            "part says what a hazard on a leg speaks of; other targets imply it",
            'add part = "passage", "entry" or "exposure" for a leg, leave it out otherwise',
            field="part",
        )
    elif on_leg and claim.part is RiskPartName.PASSAGE:
        u, v = places[target.first], places[target.second]
        if border_of(u, v, TravelMode.UNSPECIFIED) is None:
            remedy = 'write part = "exposure", or name the leg that leaves the crossing'
            yield ClaimError(str(target), "the leg passes no border", remedy, field="part")
    elif target.kind is TargetKind.MODE_IN_COUNTRY and target.first == TravelMode.ENTRY:
        rule = "weighs nothing: an entry is weighed by the place or kind of place entered"
        yield ClaimError(str(target), rule, f"write mission@{target.second}", field="on")


def _targets_of(report: Report) -> Iterator[tuple[Claim, str, str]]:
    """Yield each target that a report names: the claim, the key that holds it, its text."""
    dangers: tuple[HazardClaim | HarmClaim | HavenClaim, ...]
    dangers = (*report.hazards, *report.harms, *report.havens)
    for claim in dangers:
        yield claim, "on", claim.on
    for flow in report.flows:
        yield flow, "through", flow.through
    for journey in report.journeys:
        yield journey, "from", journey.source
        yield journey, "to", journey.target


def _check_repost(report: Report, reports: Mapping[str, Report], faults: list[Fault]) -> None:
    if report.repost_of == report.id:
        rule, remedy = "a report does not repeat itself", "name the report that it copies, or leave it out"
    elif report.repost_of and report.repost_of not in reports:
        near = near_matches(report.repost_of, reports)
        rule, remedy = "is no report of this dataset", f"write the file name without .toml.{near}"
    else:
        return
    error = ClaimError(report.repost_of, rule, remedy, field="repost_of")
    faults.append(error.at(f"reports/{report.id}.toml"))


def _check_families(report: Report, families: set[str], faults: list[Fault]) -> None:
    for route in report.routes:
        if route.family and route.family not in families:
            error = ClaimError(
                route.family,
                "is no [[family]] of dataset.toml",
                f"use one of: {', '.join(sorted(families)) or 'none is defined'}",
                field="family",
            )
            faults.append(fault_at(route, error))


def _check_times(report: Report, faults: list[Fault]) -> None:
    """Refuse claims that would end before they begin, and so never hold."""
    for claim in report.claims:
        if claim.since is None and claim.until is not None and claim.until < report.date.start:
            rule = f"without since a claim starts with its report ({report.date_text}); this one ends before"
            faults.append(fault_at(claim, ClaimError(claim.until, rule, "add since", field="until")))


def check_protection(report: Report, today: dt.date, faults: list[Fault]) -> None:
    """Refuse claims about routes, hazards and havens that are younger than five years."""
    latest = add_years(today, -YEARS_PROTECTED)
    rule = (
        f"routes, hazards and havens of the last {YEARS_PROTECTED} years (after {day_in_words(latest)}) "
        "are refused, to protect people who may still use them"
    )
    for claim in (*report.routes, *report.hazards, *report.havens):
        # A vague date of publication is taken at its latest: protection errs on the safe side.
        start = claim.since or report.last_day
        if start > latest:
            field = "since" if claim.since else "date of the report"
            faults.append(fault_at(claim, ClaimError(start, rule, "leave the claim out", field=field)))
        elif claim.until and claim.until > latest:
            remedy = "leave until out: open claims end there anyway"
            faults.append(fault_at(claim, ClaimError(claim.until, rule, remedy, field="until")))
