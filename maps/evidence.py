"""Reports, claims and grades for the page, as plain values.

A grade is computed from the claims that a thing rests on: for a leg those by which it is used,
those that weigh it and the dangers on it; for a place what is said of the place, and the routes
that lead through it. Nothing is graded by hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from routes import (
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    JourneyClaim,
    RouteClaim,
    cite,
    claims_of,
    grade_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from routes import Claim, EdgeData, Report


class Grades:
    """Grades of sets of claims in one network; equal sets are graded once."""

    def __init__(self, G: nx.MultiDiGraph[str]) -> None:
        self._claims: Mapping[str, Claim] = G.graph["claims"]
        self._reports: Mapping[str, Report] = G.graph["reports"]
        self._known: dict[tuple[str, ...], dict[str, Any]] = {}

    def of(self, claim_ids: Iterable[str]) -> dict[str, Any]:
        """Return how well a set of claims is attested; ids that the network does not hold are passed over."""
        key = tuple(sorted({c for c in claim_ids if c in self._claims}))
        if key not in self._known:
            grade = grade_of([self._claims[c] for c in key], self._reports)
            self._known[key] = {
                "reports": grade.reports,
                "voices": grade.voices,
                "kinds": [list(pair) for pair in grade.kinds],
                "agreement": {"agree": "agree", "differ": "differ"}.get(grade.agreement, ""),
            }
        return self._known[key]


def claims_of_leg(data: EdgeData) -> tuple[str, ...]:
    """Return the ids of the claims that a leg rests on, each once."""
    return tuple(dict.fromkeys((*claims_of(data), *data["harms"])))


def claims_on_places(G: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """Return by place the ids of the claims that name it, or its kind in its country."""
    found: dict[str, list[str]] = {node: [] for node in G}
    by_kind: dict[str, list[str]] = {}
    for node, data in G.nodes(data=True):
        by_kind.setdefault(f"{data['kind']}@{data['country']}", []).append(node)
    for claim_id in sorted(G.graph["claims"]):
        for subject in _subjects(G.graph["claims"][claim_id]):
            for node in [subject] if subject in found else by_kind.get(subject, []):
                found[node].append(claim_id)
    return found


def _subjects(claim: Claim) -> Sequence[str]:
    match claim:
        case HazardClaim() | HarmClaim() | HavenClaim():
            return (claim.on,)
        case FlowClaim():
            return (claim.through,)
        case JourneyClaim():
            return tuple(dict.fromkeys((claim.source, claim.target)))
    return ()


def sorted_reports(reports: Iterable[Report]) -> list[Report]:
    """Return reports, oldest first."""
    return sorted(reports, key=lambda report: (report.date.start, report.id))


def report_values(report: Report) -> dict[str, Any]:
    """Return a report as plain values; its address stands apart, so that it can be a link."""
    return {
        "cite": cite(replace(report, url="")),
        "kind": str(report.kind),
        "access": str(report.access),
        "url": report.url,
        "note": report.note,
        "repost_of": report.repost_of,
        "claims": [claim.id for claim in report.claims],
    }


def claim_values(claim: Claim) -> dict[str, Any]:
    """Return a claim as plain values, with what its kind adds."""
    out: dict[str, Any] = {
        "report": claim.report,
        "claim": claim.claim,
        "where": claim.where,
        "since": claim.since.isoformat() if claim.since else None,
        "until": claim.until.isoformat() if claim.until else None,
    }
    match claim:
        case RouteClaim():
            out |= {"type": "route", "via": list(claim.via), "family": claim.family}
        case HazardClaim():
            out |= {"type": "hazard", "on": claim.on, "level": str(claim.level)}
        case HarmClaim():
            out |= {"type": "harm", "on": claim.on, "kind": claim.kind}
        case HavenClaim():
            out |= {"type": "haven", "on": claim.on}
        case FlowClaim():
            out |= {
                "type": "flow",
                "on": claim.through,
                "people": [claim.low, claim.high],
                "counted": str(claim.counted),
            }
        case JourneyClaim():
            out |= {
                "type": "journey",
                "on": f"{claim.source} - {claim.target}",
                "km": claim.km,
                "days": claim.days,
            }
    return out
