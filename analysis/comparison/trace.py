"""Comparisons with every answer before and after, as plain data for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.paths.trace import NOTE

from .tables import DIFFERENCES, relief_rows

if TYPE_CHECKING:
    import networkx as nx

    from analysis.paths.results import PathResult

    from .records import Compared, Comparison, Difference


def trace_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison with every answer before and after as JSON-ready data.

    The claims behind each leg are those that `analysis.trace_path` gives for the same question.
    """
    G = comparison.network
    return {
        "question": {
            "from": list(comparison.origins),
            "to": list(comparison.destinations),
            "by": [weight.name for weight in comparison.weights],
        },
        "dataset": {"title": G.graph["dataset"].title, "version": G.graph["version"]},
        "baseline": _network(G),
        "compared": [_case(case) for case in comparison.cases],
        "relief": relief_rows(comparison),
        "note": NOTE,
    }


def _network(G: nx.MultiDiGraph[str]) -> dict[str, Any]:
    return {
        "as_of": G.graph["as_of_text"],
        "scenario": list(G.graph["scenario"]),
        "notices": list(G.graph["notices"]),
    }


def _case(case: Compared) -> dict[str, Any]:
    return {
        "label": case.label,
        **_network(case.network),
        "cut_off": [list(pair) for pair in case.cut_off],
        "again": [list(pair) for pair in case.again],
        "every_way_passes": [
            {
                "from": passed.origin,
                "to": passed.destination,
                "now": list(passed.appear),
                "no_longer": list(passed.vanish),
            }
            for passed in case.passed
        ],
        "legs": {
            name: [list(leg) for leg in legs] for name, legs in (("lost", case.lost), ("new", case.new))
        },
        "differences": [
            _difference(*told)
            for told in zip(case.differences, case.sentences(), case.margins(), strict=True)
        ],
    }


def _difference(difference: Difference, sentence: str, margin: str) -> dict[str, Any]:
    return {
        "from": difference.origin,
        "to": difference.destination,
        "by": difference.objective,
        "outcome": difference.case,
        "in_words": sentence,
        "margin": margin,
        **{name: getattr(difference, name) for name in DIFFERENCES},
        "borders_left": list(difference.borders_left),
        "borders_new": list(difference.borders_new),
        "why": [{"leg": list(leg), "reason": reason} for leg, reason in difference.broken],
        "before": _path(difference.before),
        "after": _path(difference.after),
    }


def _path(path: PathResult) -> dict[str, Any]:
    if not path.found:
        return {"found": False, "reason": path.reason}
    totals = path.totals
    return {
        "found": True,
        "places": list(path.places),
        "legs": [list(leg) for leg in path.legs],
        "exit": str(path.exit) if path.exit else None,
        "length_km": totals.length_km,
        "days": totals.days,
        "borders": list(totals.borders),
        "risk_cost": [totals.risk_low, totals.risk_cost, totals.risk_high],
        "risk_index": [
            round(index, 6) for index in (totals.risk_index_low, totals.risk_index, totals.risk_index_high)
        ],
        "value": round(path.value, 9),
        "reports": list(path.reports),
    }
