"""What reports say about one thing: a place, leg, border, country, kind or mode.

The evidence on a target is every claim that speaks of it, of something inside it, or that weighs it:
the evidence on a border includes its crossings, both its directions and the legs over it, that
on a leg the claims on its border and its country, since its risk comes from them. Claims are
listed oldest first and never merged; where they differ they stand side by side.

The grade counts *voices*, not files: a copy has the voice of its original, and everything that
repeats one wire agency has the voice of that agency. It is computed from the files, never typed in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from geodata import PlaceKind

from .dates import add_years
from .records import FlowClaim, HarmClaim, HavenClaim, HazardClaim, JourneyClaim, RouteClaim
from .risk import border_of
from .targets import Target, TargetKind, border_targets, read_target
from .words import TravelMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata import Place

    from .records import Claim, Dataset, Report, ReportedLeg


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How well something is attested.

    ``voices`` counts independent reports; ``kinds`` how many reports of each kind of publisher
    there are. ``agreement`` compares hazard claims that began within twelve months of each
    other on the same thing and come from different voices: "agree", "differ", or "nothing to
    compare".
    """

    reports: int
    voices: int
    kinds: tuple[tuple[str, int], ...]
    agreement: str

    @property
    def in_words(self) -> str:
        """Return the grade in a few words.

        Examples
        --------
        >>> Grade(reports=3, voices=2, kinds=(("news", 2), ("ngo", 1)), agreement="differ").in_words
        '3 reports, 2 independent (2 news, 1 ngo); levels differ'
        """
        if not self.reports:
            return "no report"
        told = {"agree": "; levels agree", "differ": "; levels differ"}.get(self.agreement, "")
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds)
        plural = "report" if self.reports == 1 else "reports"
        return f"{self.reports} {plural}, {self.voices} independent ({kinds}){told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceList:
    """The claims on something, oldest first, and how well it is attested."""

    target: str
    claims: tuple[Claim, ...]
    grade: Grade


def evidence_on(dataset: Dataset, target: str) -> EvidenceList:
    """Return every claim that speaks of a target, oldest first; an empty list if none does.

    Parameters
    ----------
    dataset
        A dataset; all its dates count, not one.
    target
        A target of the grammar, by any name.

    Raises
    ------
    TargetError, UnknownNameError, AmbiguousNameError
        If the target names nothing that exists.
    """
    pairs = {(leg.u, leg.v) for leg in dataset.legs}
    asked = read_target(target, dataset.places, pairs)
    covered = [leg for leg in dataset.legs if _covers(asked, leg, dataset.places)]
    # A claim on a leg speaks of whatever the leg leads over, through or into, as its routes do.
    related = _related(asked, dataset) | {f"{leg.u}:{leg.v}" for leg in covered}
    # A leg also runs in a haven if both its ends are havens.
    havens = related | ({asked.first} if asked.kind is TargetKind.LEG else set())
    routes = {leg.claim.id for leg in covered}
    claims = [
        claim
        for report in dataset.reports.values()
        for claim in report.claims
        if (
            claim.id in routes
            if isinstance(claim, RouteClaim)
            else not subjects(claim).isdisjoint(havens if isinstance(claim, HavenClaim) else related)
        )
    ]
    return collect_evidence(str(asked), claims, dataset.reports)


def collect_evidence(target: str, claims: Iterable[Claim], reports: Mapping[str, Report]) -> EvidenceList:
    """Return claims as a list of evidence: each once, oldest first, with the grade of the whole."""
    unique = {claim.id: claim for claim in claims}
    ordered = sorted(
        unique.values(), key=lambda c: (reports[c.report].start_of(c), reports[c.report].date.start, c.id)
    )
    return EvidenceList(target=target, claims=tuple(ordered), grade=grade_of(ordered, reports))


def grade_of(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Grade:
    """Return how well a set of claims is attested; no claims give no report and nothing to compare."""
    cited = sorted({claim.report for claim in claims})
    kinds = Counter(str(reports[r].kind) for r in cited)
    return Grade(
        reports=len(cited),
        voices=len({voice_of(reports[r], reports) for r in cited}),
        kinds=tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        agreement=_agreement([c for c in claims if isinstance(c, HazardClaim)], reports),
    )


def voice_of(report: Report, reports: Mapping[str, Report]) -> str:
    """Return whose voice a report is: its agency, else its publisher, and for a copy its original's.

    Reports that are said to copy each other have one voice too: that of the first id among them.
    """
    chain = [report.id]
    while report.repost_of in reports and report.repost_of not in chain:
        report = reports[report.repost_of]
        chain.append(report.id)
    if report.repost_of in chain:
        report = reports[min(chain[chain.index(report.repost_of) :])]
    return (report.agency or report.publisher).casefold()


def subjects(claim: Claim) -> frozenset[str]:
    """Return the targets that a claim names; none for a route, whose legs say what it is about."""
    match claim:
        case HazardClaim() | HarmClaim() | HavenClaim():
            return frozenset({claim.on})
        case FlowClaim():
            return frozenset({claim.through})
        case JourneyClaim():
            return frozenset({claim.source, claim.target})
    return frozenset()


def _agreement(hazards: Sequence[HazardClaim], reports: Mapping[str, Report]) -> str:
    compared = [
        a.level is b.level
        for a, b in combinations(sorted(hazards, key=lambda c: reports[c.report].start_of(c)), 2)
        if (a.on, a.part) == (b.on, b.part)
        and voice_of(reports[a.report], reports) != voice_of(reports[b.report], reports)
        and reports[b.report].start_of(b) <= add_years(reports[a.report].start_of(a), 1)
    ]
    if not compared:
        return "nothing to compare"
    return "agree" if all(compared) else "differ"


def _related(target: Target, dataset: Dataset) -> set[str]:
    """Return every target, as text, whose claims speak of the one asked about or weigh it."""
    places = dataset.places
    first, second = target.first, target.second
    match target.kind:
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            ways = {(first, second)} | ({(second, first)} if target.kind is TargetKind.BORDER else set())
            crossings = {p.id for p in places.values() if (p.country, p.other_country) in ways}
            return {str(found) for way in ways for found in border_targets(*way)} | crossings
        case TargetKind.COUNTRY:
            return _inside(first, dataset)
        case TargetKind.PLACE:
            place = places[first]
            return {first, f"{place.kind}@{place.country}"} | _borders_of(place)
        case TargetKind.LEG:
            return {str(target)}.union(
                *(_weighing(leg, places) for leg in dataset.legs if (leg.u, leg.v) == (first, second))
            )
        case TargetKind.KIND_IN_COUNTRY:
            return {str(target)} | {p.id for p in places.values() if p.kind == first and p.country == second}
        case TargetKind.MODE_IN_COUNTRY:
            return {str(target)}


def _inside(country: str, dataset: Dataset) -> set[str]:
    """Return the country and all in it: its places, kinds, modes, borders and legs."""
    touched = {p.id: p for p in dataset.places.values() if country in (p.country, p.other_country)}
    borders = set().union(*(_borders_of(p) for p in touched.values()))
    kinds = {f"{word}@{country}" for word in (*PlaceKind, *TravelMode)}
    legs = {f"{leg.u}:{leg.v}" for leg in dataset.legs if leg.u in touched and leg.v in touched}
    return {country, *touched, *borders, *kinds, *legs}


def _borders_of(place: Place) -> set[str]:
    if place.other_country is None:
        return set()
    return set(map(str, border_targets(place.country, place.other_country)))


def _weighing(leg: ReportedLeg, places: Mapping[str, Place]) -> set[str]:
    """Return the targets whose claims make up the risk of a leg."""
    u, v = places[leg.u], places[leg.v]
    border = border_of(u, v, leg.mode)
    departure = v.country if leg.mode.is_surface else u.country
    found = {v.id, f"{v.kind}@{v.country}", f"{leg.mode}@{departure}"}
    if border:
        found |= set(map(str, border_targets(*border)))
    if leg.mode.is_surface:
        found.add(v.country)
    return found


def _covers(target: Target, leg: ReportedLeg, places: Mapping[str, Place]) -> bool:
    """Return whether a reported leg leads over, through or into what a target names."""
    u, v = places[leg.u], places[leg.v]
    border = border_of(u, v, leg.mode)
    match target.kind:
        case TargetKind.PLACE:
            return target.first in (u.id, v.id)
        case TargetKind.LEG:
            return (target.first, target.second) == (u.id, v.id)
        case TargetKind.DIRECTED_BORDER:
            return border == (target.first, target.second)
        case TargetKind.BORDER:
            return border is not None and set(border) == {target.first, target.second}
        case TargetKind.COUNTRY:
            return target.first in (u.country, v.country)
        case TargetKind.KIND_IN_COUNTRY:
            return any(p.kind == target.first and p.country == target.second for p in (u, v))
        case TargetKind.MODE_IN_COUNTRY:
            departure = v.country if leg.mode.is_surface else u.country
            return leg.mode == target.first and departure == target.second
