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

    from .path_list import PathList
    from .question import Question
    from .results import PathResult
    from .totals import Rival, Totals

NOTE = (
    "Risk is a stated reading of published reports, not a measured probability. "
    "Past reports, not advice; not for navigation, not for enforcement."
)


def trace_path(G: nx.MultiDiGraph[str], path: PathResult) -> dict[str, Any]:
    """Return a path and all that it rests on as JSON-ready data.

    The totals are the sums of the legs: ``risk_cost`` of the path is the sum of the parts'
    ``cost``, and ``risk_index = 1 - exp(-risk_cost)``. Where there is no way through they are None: no way
    is not a way of no risk.
    """
    return {
        "question": _question(path.question, path.source, path.target),
        "dataset": _dataset(G),
        "found": path.found,
        "reason": path.reason,
        "summary": path.summary,
        **_path(G, path),
        "runner_up": _rival(path.runner_up),
        "other_exit": _rival(path.other_exit),
        "reports": {report.id: _report(report) for report in path.sources},
        "risk_model": _risk_model(G),
        "note": NOTE,
    }


def trace_paths(paths: PathList) -> dict[str, Any]:
    """Return several paths and all that they rest on as JSON-ready data, each as `trace_path` does.

    ``reports`` are those of all paths; ``value`` is the sum of the weight asked for, in its unit.
    """
    G = paths.network
    origins, destinations = (", ".join(p) for p in (paths.question.origins, paths.question.destinations))
    sources = {report.id: report for path in paths for report in path.sources}
    return {
        "question": _question(paths.question, origins, destinations),
        "dataset": _dataset(G),
        "found": paths.found,
        "reason": paths.reason,
        "title": paths.title,
        "summary": paths.note,
        "paths": [
            {
                "rank": path.rank,
                "label": path.label,
                "value": round(path.value, 9),
                "unit": path.question.weight.unit,
                **_path(G, path),
            }
            for path in paths
        ],
        "reports": {name: _report(report) for name, report in sources.items()},
        "risk_model": _risk_model(G),
        "note": NOTE,
    }


def _question(question: Question, source: str, target: str) -> dict[str, Any]:
    G = question.network
    return {
        "from": source,
        "to": target,
        "by": question.weight.name,
        "via": [str(passed) for passed in question.via],
        "avoid": [str(avoided) for avoided in question.avoid],
        "as_of": G.graph["as_of_text"],
        "scenario": list(G.graph["scenario"]),
    }


def _dataset(G: nx.MultiDiGraph[str]) -> dict[str, str]:
    return {"title": G.graph["dataset"].title, "version": G.graph["version"]}


def _path(G: nx.MultiDiGraph[str], path: PathResult) -> dict[str, Any]:
    return {
        "places": list(path.places),
        "exit": str(path.exit) if path.exit else None,
        **(_totals(path.totals) if path.found else dict.fromkeys(_totals(path.totals))),
        "flags": list(path.flags),
        "legs": [_leg(G, leg) for leg in path.legs],
    }


def _risk_model(G: nx.MultiDiGraph[str]) -> dict[str, Any]:
    return {
        "scale": {str(level): list(span) for level, span in G.graph["scale"].items()},
        "defaults": {name: str(level) for name, level in G.graph["defaults"].items()},
        "reference_km": dict(G.graph["reference_km"]),
        "km_per_day": {str(mode): speed for mode, speed in G.graph["km_per_day"].items()},
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
