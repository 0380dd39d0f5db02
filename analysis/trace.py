"""Every number of an answer, traced to its claims and assumptions, as plain data for JSON.

What is printed as one risk index is here in full: for each leg its parts, for each part the
target it speaks of, its levels, its interval, what it adds, the claims that were pooled and those
that a more specific one set aside, in the coder's words and with the report behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import HazardClaim, edge_data, risk_index

if TYPE_CHECKING:
    import networkx as nx

    from routes import Report, RiskPart

    from .results import PathResult, Rival, Totals

NOTE = (
    "Risk is a stated reading of published reports, not a measured probability. "
    "Past reports, not advice; not for navigation, not for enforcement."
)


def trace_path(G: nx.MultiDiGraph[str], path: PathResult) -> dict[str, Any]:
    """Return a path and all that it rests on as JSON-ready data.

    The totals are the sums of the legs: ``risk_cost`` of the path is the sum of the parts'
    ``cost``, and ``risk_index = 1 - exp(-risk_cost)``.
    """
    legs = [_leg(G, leg) for leg in path.legs]
    return {
        "question": {
            "from": path.source,
            "to": path.target,
            "by": str(path.objective),
            "as_of": path.as_of,
            "scenario": list(path.scenario),
        },
        "dataset": {"title": G.graph["dataset"].title, "version": G.graph["version"]},
        "found": path.found,
        "reason": path.reason,
        "summary": path.summary,
        "places": list(path.places),
        "exit": str(path.exit) if path.exit else None,
        **_totals(path.totals),
        "flags": list(path.flags),
        "runner_up": _rival(path.runner_up),
        "other_exit": _rival(path.other_exit),
        "legs": legs,
        "reports": {report.id: _report(report) for report in path.sources},
        "risk_model": {
            "scale": {str(level): list(span) for level, span in G.graph["scale"].items()},
            "defaults": {name: str(level) for name, level in G.graph["defaults"].items()},
            "reference_km": dict(G.graph["reference_km"]),
            "km_per_day": {str(mode): speed for mode, speed in G.graph["km_per_day"].items()},
        },
        "note": NOTE,
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "length_km": totals.length_km,
        "days": totals.days,
        "borders": list(totals.borders),
        "risk_cost": [totals.risk_low, totals.risk_cost, totals.risk_high],
        "risk_index": _indices(totals.risk_low, totals.risk_cost, totals.risk_high),
    }


def _indices(*costs: float) -> list[float]:
    return [round(risk_index(cost), 6) for cost in costs]


def _rival(rival: Rival | None) -> dict[str, Any] | None:
    if rival is None:
        return None
    return {
        "places": list(rival.places),
        "exit": str(rival.exit) if rival.exit else None,
        "gap": rival.gap,
        **_totals(rival.totals),
    }


def _leg(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> dict[str, Any]:
    data = edge_data(G, leg)
    u, v, mode = leg
    return {
        "from": u,
        "to": v,
        "mode": mode,
        "length_km": data["length_km"],
        "days": data["days"],
        "border": data["border"],
        "country": data["country"],
        "evidence": str(data["evidence"]),
        "reports": list(data["reports"]),
        "route_claims": [_claim(G, claim) for claim in data["claims"]],
        "in_use": [data["first_reported"].isoformat(), data["last_reported"].isoformat()],
        "flags": list(data["flags"]),
        "risk_cost": [data["risk_low"], data["risk_cost"], data["risk_high"]],
        "risk_index": _indices(data["risk_low"], data["risk_cost"], data["risk_high"]),
        "parts": {str(name): _part(G, part) for name, part in data["parts"].items()},
    }


def _part(G: nx.MultiDiGraph[str], part: RiskPart) -> dict[str, Any]:
    return {
        "target": part.target,
        "levels": [str(level) for level in part.levels],
        "p": [part.p_low, part.p_high],
        "cost": [part.cost_low, part.cost, part.cost_high],
        "assumed": part.assumed,
        "claims": [_claim(G, claim) for claim in part.claims],
        "overridden": list(part.overridden),
        "flags": list(part.flags),
    }


def _claim(G: nx.MultiDiGraph[str], claim_id: str) -> dict[str, Any]:
    claim = G.graph["claims"][claim_id]
    told = {
        "id": claim.id,
        "report": claim.report,
        "claim": claim.claim,
        "where": claim.where,
        "since": claim.since.isoformat() if claim.since else None,
        "until": claim.until.isoformat() if claim.until else None,
    }
    if isinstance(claim, HazardClaim):
        told |= {"on": claim.on, "level": str(claim.level)}
    return told


def _report(report: Report) -> dict[str, str]:
    return {
        "publisher": report.publisher,
        "agency": report.agency,
        "title": report.title,
        "date": report.date_text,
        "url": report.url,
        "kind": str(report.kind),
        "access": str(report.access),
    }
