"""The network as of a date: every reported leg that was in use and open on that day.

A leg is one pair of places and one mode; it rests on every report that supports it. It is in
use from its first report to its last, and an open end holds five years past the report. Legs
that are out of use, or shut by claims that all say so, are no part of the graph: they are kept
in ``G.graph["dormant"]`` with the reason, so that an answer can say why there is no way through.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import networkx as nx

from geodata import DateError, Place, distance_km

from .contract import DormantLeg, EdgeData
from .dates import YEARS_PROTECTED, YEARS_UNTIL_STALE, add_years, day_in_words, read_as_of
from .expand import leg_country
from .in_force import covers, is_stale
from .lengths import Lengths, read_lengths, stated_km
from .records import Dataset, Period, ReportedLeg
from .risk import RiskRules, border_of
from .targets import border_targets, read_target
from .words import Evidence, RiskPartName, TravelMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .records import HazardClaim, Report
    from .targets import Target

CRS = "EPSG:4326"

_LOG = logging.getLogger("safepassage.routes")

_GRADES = (Evidence.INFERRED, Evidence.PARTLY, Evidence.NAMED)


def build_network(dataset: Dataset, as_of: str | int | dt.date | None = None) -> nx.MultiDiGraph[str]:
    """Return the network of a dataset as of a date.

    Parameters
    ----------
    dataset
        A dataset as read by `read_dataset`.
    as_of
        A year ("2004": 1 July of it), a month ("2004-06": the 15th) or a day. Without one, the
        default of the dataset.

    Returns
    -------
    nx.MultiDiGraph
        A graph that keeps the network contract (`routes.contract`): one node a place (also
        those without a leg), one edge a leg and mode. Lengths in km on WGS 84 unless the
        skeleton states another, risk as additive cost. Where nothing was reported for the date, it
        has no edges. A date outside the period of the dataset gets a notice that says so.

    Raises
    ------
    DateError
        If the date cannot be read, or lies in the protected last five years.
    """
    day, words = read_as_of(dataset.info.as_of if as_of is None else as_of)
    _refuse_recent(dataset, day)
    rules = _rules(dataset, day)
    harms = _harms(dataset, day)
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place in dataset.places.values():
        G.add_node(
            place.id,
            name=place.name,
            name_ko=place.name_ko,
            name_local=place.name_local,
            variants=place.variants,
            country=place.country,
            other_country=place.other_country,
            kind=place.kind,
            lon=place.lon,
            lat=place.lat,
            note=place.note,
            haven=tuple(c for key in (place.id, place.country) for c, _ in rules.havens.get(key, ())),
            harms=tuple(c for t in _touching(place) for c in harms.get(t, ())),
        )
    dormant: list[DormantLeg] = []
    lengths = read_lengths(dataset.skeleton)
    for (u, v, mode), support in _by_leg(dataset.legs).items():
        data = _edge(dataset, rules, harms, lengths, dataset.places[u], dataset.places[v], mode, support)
        reason = why_dormant(data, day, f"{u}:{v}")
        if reason:
            dormant.append(DormantLeg(u=u, v=v, mode=mode, reason=reason, data=data))
        else:
            G.add_edge(u, v, key=str(mode), **data)
    G.graph.update(
        dataset=dataset.info,
        version=dataset.info.version,
        as_of=day,
        as_of_text=words,
        crs=CRS,
        scale=dataset.risk.scale,
        reference_km=dataset.risk.reference_km,
        defaults=dataset.risk.defaults,
        km_per_day=dataset.risk.km_per_day,
        families=dataset.families,
        reports=dataset.reports,
        claims={c.id: c for r in dataset.reports.values() for c in r.claims},
        dormant=tuple(dormant),
        scenario=(),
        notices=(*dataset.notices, *_outside(dataset, day), *assumed_notices(G)),
    )
    _LOG.info("network as of %s: %d legs, %d dormant", words, G.number_of_edges(), len(dormant))
    return G


def places_of(G: nx.MultiDiGraph[str]) -> dict[str, Place]:
    """Return the places of a network as records, by id."""
    return {
        node: Place(
            id=node,
            name=data["name"],
            name_ko=data["name_ko"],
            name_local=data["name_local"],
            variants=data["variants"],
            country=data["country"],
            other_country=data["other_country"],
            kind=data["kind"],
            lon=data["lon"],
            lat=data["lat"],
            note=data["note"],
        )
        for node, data in G.nodes(data=True)
    }


def pairs_of(G: nx.MultiDiGraph[str]) -> set[tuple[str, str]]:
    """Return the ends of all legs of a network, open or dormant: what ``place:place`` can name."""
    return {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}


def _refuse_recent(dataset: Dataset, day: dt.date) -> None:
    latest = add_years(dataset.today, -YEARS_PROTECTED)
    if dataset.info.people_at_risk and day > latest:
        raise DateError(
            f"as of {day_in_words(day)} lies in the last {YEARS_PROTECTED} years, in which routes are not "
            f"shown, to protect people who may still use them; ask for {day_in_words(latest)} or earlier"
        )


def _outside(dataset: Dataset, day: dt.date) -> tuple[str, ...]:
    """Return the notice for a day of which the dataset does not speak, if it is one."""
    start, end = dataset.info.period.start, dataset.info.period.end
    if start <= day and (end is None or day <= end):
        return ()
    covered = f"{start.year} to {end.year}" if end else f"{start.year} on"
    return (f"{day_in_words(day)} lies outside the dataset, which covers {covered}",)


def assumed_notices(G: nx.MultiDiGraph[str]) -> tuple[str, ...]:
    """Return the notice for a network of which no report says how dangerous it is, none for another."""
    parts = [part for _, _, data in G.edges(data=True) for part in data["parts"].values()]
    if not parts or not all(part.assumed for part in parts):
        return ()
    return ("no report tells of danger as of then: risks are defaults of the dataset, marked assumed",)


def _rules(dataset: Dataset, day: dt.date) -> RiskRules:
    """Index the hazards by target and the havens in force by place or country."""
    pairs = {(leg.u, leg.v) for leg in dataset.legs}

    @cache  # few targets, many claims
    def target_of(text: str) -> Target:
        return read_target(text, dataset.places, pairs)

    hazards: dict[Target, list[HazardClaim]] = defaultdict(list)
    havens: dict[str, tuple[tuple[str, bool], ...]] = {}
    for report in dataset.reports.values():
        for hazard in report.hazards:
            hazards[target_of(hazard.on)].append(hazard)
        for haven in report.havens:
            if covers(haven, report, day):
                key = str(target_of(haven.on))
                havens[key] = (*havens.get(key, ()), (haven.id, is_stale(haven, report, day)))
    return RiskRules(model=dataset.risk, reports=dataset.reports, hazards=hazards, havens=havens, day=day)


def _harms(dataset: Dataset, day: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the harm claims in force, by target."""
    harms: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for report in dataset.reports.values():
        for harm in report.harms:
            if covers(harm, report, day):
                harms[harm.on] += (harm.id,)
    return harms


def _touching(place: Place) -> tuple[str, str, str]:
    """Return the targets by which a claim speaks of a place as such."""
    return place.id, place.country, f"{place.kind}@{place.country}"


def _by_leg(legs: Sequence[ReportedLeg]) -> dict[tuple[str, str, TravelMode], list[ReportedLeg]]:
    """Group what reports support by leg and mode.

    A report without a mode speaks of travel on the ground: it supports every mode on the ground
    that others give for the leg. Where none does it stands for itself, beside a flight too.
    """
    by_pair: dict[tuple[str, str], dict[TravelMode, list[ReportedLeg]]] = {}
    for leg in legs:
        by_pair.setdefault((leg.u, leg.v), {}).setdefault(leg.mode, []).append(leg)
    grouped: dict[tuple[str, str, TravelMode], list[ReportedLeg]] = {}
    for (u, v), modes in sorted(by_pair.items()):
        told = any(mode.is_surface and mode is not TravelMode.UNSPECIFIED for mode in modes)
        open_mode = modes.pop(TravelMode.UNSPECIFIED, []) if told else []
        for mode, support in sorted(modes.items()):
            grouped[u, v, mode] = support + (open_mode if mode.is_surface else [])
    return grouped


def use_of(leg: ReportedLeg, report: Report) -> Period:
    """Return the days on which one report shows a leg in use."""
    end = leg.claim.until or add_years(report.last_day, YEARS_UNTIL_STALE)
    return Period(start=report.start_of(leg.claim), end=end)


def _edge(
    dataset: Dataset,
    rules: RiskRules,
    harms: dict[str, tuple[str, ...]],
    lengths: Lengths,
    u: Place,
    v: Place,
    mode: TravelMode,
    support: Sequence[ReportedLeg],
) -> EdgeData:
    length_km = stated_km(lengths, u.id, v.id, mode) or distance_km(u.lonlat, v.lonlat)
    parts = rules.price(u, v, mode, length_km)
    border = border_of(u, v, mode)
    reports = sorted({leg.claim.report for leg in support}, key=lambda r: (dataset.reports[r].date.start, r))
    uses = [use_of(leg, dataset.reports[leg.claim.report]) for leg in support]
    flags = dict.fromkeys(flag for part in parts.values() for flag in part.flags)
    country = leg_country(u, v) if mode.is_surface or u.country == v.country else None
    harm_keys = [f"{u.id}:{v.id}", f"{mode}@{country if mode.is_surface else u.country}"]
    if border:
        harm_keys += map(str, border_targets(*border))
    return EdgeData(
        length_km=length_km,
        days=0.0 if mode is TravelMode.ENTRY else round(length_km / dataset.risk.km_per_day[mode], 3),
        risk_cost=sum_of_costs(part.cost for part in parts.values()),
        risk_low=sum_of_costs(part.cost_low for part in parts.values()),
        risk_high=sum_of_costs(part.cost_high for part in parts.values()),
        parts=parts,
        border=":".join(border) if border else None,
        country=country,
        evidence=_GRADES[max(leg.named_ends for leg in support)],
        reports=tuple(reports),
        claims=tuple(dict.fromkeys(leg.claim.id for leg in support)),
        families=tuple(f.id for f in dataset.families if f.id in {leg.claim.family for leg in support}),
        first_reported=min(use.start for use in uses),
        last_reported=max(use.end for use in uses if use.end),
        flags=tuple(flags),
        harms=tuple(c for key in harm_keys for c in harms.get(key, ())),
    )


def sum_of_costs(costs: Iterable[float]) -> float:
    """Return the sum of risk costs, rounded as every sum of the network is; infinite if one is."""
    total = math.fsum(costs)
    return total if math.isinf(total) else round(total, 9)


def why_dormant(data: EdgeData, day: dt.date, leg: str) -> str:
    """Return why a leg is not open on a day, or an empty string."""
    if day < data["first_reported"]:
        return f"not reported before {day_in_words(data['first_reported'])}"
    if day > data["last_reported"]:
        return f"no longer reported after {day_in_words(data['last_reported'])}"
    for name, part in data["parts"].items():
        if math.isinf(part.cost):
            by = ", ".join(part.claims) or "the defaults"
            word = "leg" if part.target == leg else _PART_WORDS[name]
            if name is RiskPartName.EXPOSURE and "@" in part.target:
                word = "travel by"
            return f"{word} {part.target} closed according to {by}"
    return ""


_PART_WORDS = {
    RiskPartName.PASSAGE: "border",
    RiskPartName.ENTRY: "entry into",
    RiskPartName.EXPOSURE: "travel in",
}
