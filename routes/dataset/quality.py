"""Warnings about a dataset that can be used but should be looked at.

Unlike faults they refuse nothing. A leg that passes by a town of the skeleton may be a shortcut that
no report meant; more people reported through one exit in a year than arrived in all may be a
matter of what was counted. Both stay in the dataset; both are told.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata import PlaceKind, distance_km
from routes.expand import build_neighbours, fill_gap
from routes.faults import ClaimError, Fault, fault_at
from routes.words import Counted, TravelMode

if TYPE_CHECKING:
    from routes.records import Dataset, FlowClaim, ReportedLeg

MAX_DETOUR = 1.25
"""A way along the skeleton this much longer than the leg still counts as the same way."""


HALF_DECIMAL = 0.05
KM_PER_DEGREE = 111.7
"""Of a meridian, where it is longest."""


def find_warnings(dataset: Dataset, *, arrivals: str | None = None) -> tuple[Fault, ...]:
    """Return what should be looked at in a sound dataset, in the form of faults.

    ``arrivals`` is the country whose yearly arrivals bound what came through any one exit;
    without one, the country of the dataset's first destination. Where there is neither, no flow is
    compared.
    """
    if arrivals is None and dataset.info.destinations:
        arrivals = dataset.places[dataset.info.destinations[0]].country
    return (
        *_rounded(dataset),
        *_too_short_lines(dataset),
        *_skipped_towns(dataset),
        *(_flows_above_arrivals(dataset, arrivals) if arrivals else ()),
    )


def _rounded(dataset: Dataset) -> list[Fault]:
    remedy = "write one decimal of a degree, so that the file is no finer than what is used"
    return [Fault(file="places.csv", rule=notice, remedy=remedy) for notice in dataset.notices]


def _too_short_lines(dataset: Dataset) -> list[Fault]:
    """Compare stated lengths with the great circle, less what the rounding of places may have added.

    A crossing is a section of a border tens of km long, so lines to crossings are left out.
    """
    found = []
    for number, line in enumerate(dataset.skeleton, start=1):
        a, b = dataset.places[line.a], dataset.places[line.b]
        if line.length_km is None or PlaceKind.CROSSING in (a.kind, b.kind):
            continue
        straight = distance_km(a.lonlat, b.lonlat)
        rounding = _rounding_km(a.lat) + _rounding_km(b.lat) if dataset.info.people_at_risk else 0.0
        if line.length_km < straight - rounding:
            error = ClaimError(
                f"{line.a},{line.b},{line.mode},{line.length_km:g}",
                f"the line is shorter than the great circle, {straight:.0f} km",
                "check its length and its two places",
                field="length_km",
            )
            found.append(error.at("skeleton.csv", "row", number))
    return found


def _rounding_km(lat: float) -> float:
    """Return how far a place may lie from its coordinates, which have one decimal of a degree."""
    half = HALF_DECIMAL * KM_PER_DEGREE
    return math.hypot(half, half * math.cos(math.radians(lat)))


def _skipped_towns(dataset: Dataset) -> list[Fault]:
    neighbours = build_neighbours(dataset.skeleton, dataset.places)
    first: dict[tuple[str, str], ReportedLeg] = {}
    for leg in dataset.legs:
        if leg.mode.is_surface and leg.mode is not TravelMode.RIVER:
            first.setdefault((leg.u, leg.v), leg)
    found = []
    for (u, v), leg in first.items():
        if any(end == v for _, end in neighbours.get(u, ())):
            continue
        try:
            way = fill_gap(u, v, dataset.places, neighbours, {})
        except ClaimError:
            continue  # the skeleton knows no way: the report names one that it lacks
        points = [dataset.places[place].lonlat for place in way]
        along = sum(distance_km(a, b) for a, b in pairwise(points))
        if along <= MAX_DETOUR * max(distance_km(points[0], points[-1]), 1.0):
            rule = f"the leg passes by {', '.join(way[1:-1])}"
            remedy = "write '...' between the two unless the report means a way of its own"
            found.append(fault_at(leg.claim, ClaimError(f"{u}:{v}", rule, remedy, field="via")))
    return found


def _flows_above_arrivals(dataset: Dataset, country: str) -> list[Fault]:
    """Compare people who came through an exit in a year with all who arrived in that year."""
    by_year: dict[int, float] = defaultdict(float)  # infinite where a report leaves the top open
    flows: list[tuple[int, FlowClaim]] = []
    for report in dataset.reports.values():
        for flow in report.flows:
            year = _whole_year(flow)
            if year is None or flow.counted is not Counted.ARRIVALS:
                continue
            if flow.through == country:
                by_year[year] = max(by_year[year], math.inf if flow.high is None else flow.high)
            else:
                flows.append((year, flow))
    remedy = "check what was counted and when; if the report says so, leave it"
    found = []
    for year, flow in flows:
        if year in by_year and flow.low > by_year[year]:
            value = f"{flow.low:,.0f} through {flow.through} in {year}"
            rule = f"more than the {by_year[year]:,.0f} who arrived in {country} that year"
            found.append(fault_at(flow, ClaimError(value, rule, remedy, field="people")))
    return found


def _whole_year(flow: FlowClaim) -> int | None:
    """Return the year that a flow covers, None if it covers less or more than one."""
    if flow.since is None or flow.until is None or flow.since.year != flow.until.year:
        return None
    whole = (flow.since.month, flow.since.day, flow.until.month, flow.until.day) == (1, 1, 12, 31)
    return flow.since.year if whole else None
