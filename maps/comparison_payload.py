"""From a comparison to the data of its page: legs kept, lost and new, the ways before and after, in words.

The page computes nothing: differences, sentences, what all ways pass and what would undo a change are those
of `analysis.Comparison`, in both languages. Legs and reports are numbered once over all networks; a leg that
is open in several is told as the first of them has it. Km are whole and the risk index has two decimals, as
in the sentences, so that a table and the words beside it never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from analysis import Leg, read_sentences
from routes import TravelMode

from .countries import country_names
from .evidence import report_values, sorted_reports
from .geometry import drawn_points, leg_line, pixel_shifts
from .payload import meta_values, view_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from analysis import Compared, Comparison, Difference, PathResult, Relief
    from geodata import LonLat

_LANGUAGES: tuple[Literal["en", "ko"], ...] = ("en", "ko")


def build_comparison_payload(comparison: Comparison, *, today: dt.date | None = None) -> dict[str, Any]:
    """Return what the page of a comparison shows, ready for JSON.

    Differences stand under the numbers of their origin, destination and objective. ``today`` is printed as
    the day on which the page was made.
    """
    G = comparison.network
    networks = [G, *(case.network for case in comparison.cases)]
    nodes: dict[str, Any] = {}
    edges: dict[Leg, Any] = {}
    reports: dict[str, Any] = {}
    for network in reversed(networks):  # what the baseline says of a place or a leg comes last, and stands
        nodes |= dict(network.nodes(data=True))
        edges |= {Leg(*leg): data for *leg, data in network.edges(keys=True, data=True)}
        reports |= network.graph["reports"]
    legs = {leg: number for number, leg in enumerate(sorted(edges))}
    cited = sorted_reports(
        {report.id: report for way in _ways(comparison) for report in way.sources}.values()
    )
    numbers = _Numbers(legs, {report.id: number for number, report in enumerate(cited)})
    points = drawn_points(nodes)
    shown = {end for leg in legs for end in leg[:2]} | {*comparison.origins, *comparison.destinations}
    return {
        "meta": meta_values(G, today) | {"notices": _notices(networks)},
        "sentences": read_sentences(),
        "countries": country_names(
            sorted({c for data in nodes.values() for c in (data["country"], data["other_country"]) if c})
        ),
        "places": _places(nodes, points, shown),
        "legs": [
            {
                "u": leg.u,
                "v": leg.v,
                "mode": leg.key,
                "km": round(edges[leg]["length_km"]),
                "line": leg_line(points[leg.u], points[leg.v], TravelMode(leg.key)),
            }
            for leg in legs
        ],
        "reports": {report.id: report_values(report) | {"claims": []} for report in cited},
        "origins": list(comparison.origins),
        "destinations": list(comparison.destinations),
        "objectives": [weight.name for weight in comparison.weights],
        "labels": [weight.label for weight in comparison.weights],
        "before": [numbers.of_way(d.before) for d in comparison.cases[0].differences],
        "cases": [_case(case, numbers) for case in comparison.cases],
        "view": view_of(_in_view(comparison, nodes)),
    }


def _notices(networks: Iterable[nx.MultiDiGraph[str]]) -> list[str]:
    return list(dict.fromkeys(notice for G in networks for notice in G.graph["notices"]))


class _Numbers:
    """The numbers that legs and reports have on the page."""

    def __init__(self, legs: Mapping[Leg, int], reports: Mapping[str, int]) -> None:
        self._legs = legs
        self._reports = reports

    def of_legs(self, legs: Iterable[Leg]) -> list[int]:
        return [self._legs[leg] for leg in legs]

    def of_way(self, path: PathResult) -> dict[str, Any] | None:
        """Return a way as plain values; None where there is no way through."""
        if not path.found:
            return None
        return {
            "legs": self.of_legs(path.legs),
            "km": round(path.length_km),
            "days": round(path.days, 1),
            "risk": [
                f"{value:.2f}" for value in (path.risk_index, path.risk_index_low, path.risk_index_high)
            ],
            "borders": list(path.totals.borders),
            "exit": [path.exit.country, path.exit.way] if path.exit else None,
            "reports": [self._reports[report] for report in path.reports],
        }


def _ways(comparison: Comparison) -> list[PathResult]:
    both = ((d.before, d.after) for case in comparison.cases for d in case.differences)
    return [way for ways in both for way in ways if way.found]


def _case(case: Compared, numbers: _Numbers) -> dict[str, Any]:
    """Return one network held against the baseline; its differences are in the order of the ways before."""
    told = zip(
        case.differences,
        zip(*(case.sentences(language) for language in _LANGUAGES), strict=True),
        zip(*(case.margins(language) for language in _LANGUAGES), strict=True),
        strict=True,
    )
    return {
        "name": case.scenario.name if case.scenario else "",
        "label": case.label,
        "openings": [case.opening(language) for language in _LANGUAGES],
        "supposed": case.scenario is not None,
        "words": list(case.words),
        "as_of": case.network.graph["as_of"].isoformat(),
        "as_of_text": case.network.graph["as_of_text"],
        "kept": numbers.of_legs(case.kept),
        "lost": _changed(case.lost, numbers, _reasons(case.network)),
        "new": _changed(case.new, numbers, _reasons(case.baseline)),
        "differences": [_difference(d, said, margin, numbers) for d, said, margin in told],
        "passed": [
            {
                "origin": passed.origin,
                "destination": passed.destination,
                "appear": list(passed.appear),
                "vanish": list(passed.vanish),
            }
            for passed in case.passed
        ],
        "reliefs": [_relief(relief) for relief in case.reliefs],
    }


def _changed(
    legs: Sequence[Leg], numbers: _Numbers, reasons: Mapping[Leg, tuple[str, str, str | None]]
) -> list[list[Any]]:
    """Return each leg with why it is not open in the network that lacks it; no word if unknown there."""
    return [
        [number, *reasons.get(leg, ("", None, None))]
        for number, leg in zip(numbers.of_legs(legs), legs, strict=True)
    ]


def _reasons(G: nx.MultiDiGraph[str]) -> dict[Leg, tuple[str, str, str | None]]:
    """Return for each leg that is not open why, and from when until when it was in use."""
    return {
        Leg(leg.u, leg.v, leg.mode): (
            leg.reason,
            leg.data["first_reported"].isoformat(),
            leg.data["last_reported"].isoformat() if leg.data["last_reported"] else None,
        )
        for leg in G.graph["dormant"]
    }


def _difference(
    difference: Difference, said: tuple[str, ...], margin: tuple[str, ...], numbers: _Numbers
) -> dict[str, Any]:
    return {
        "case": difference.case,
        "after": numbers.of_way(difference.after),
        "said": list(said),
        "margin": list(margin),
        "broken": numbers.of_legs(leg for leg, _ in difference.broken),
        "reason": difference.after.reason,
    }


def _relief(relief: Relief) -> dict[str, Any]:
    return {
        "target": str(relief.target),
        "how": relief.how.name.lower(),
        "gains": [
            {
                "origin": gain.origin,
                "connected": gain.connected,
                "km": None if gain.shorter_km is None else round(gain.shorter_km, 1),
                "risk": [
                    None if gain.risk_index_before is None else round(gain.risk_index_before, 4),
                    round(gain.risk_index_after, 4),
                ],
            }
            for gain in relief.gains
        ],
    }


def _places(
    nodes: Mapping[str, Mapping[str, Any]], points: Mapping[str, LonLat], shown: Iterable[str]
) -> list[dict[str, Any]]:
    shifts = pixel_shifts(nodes)
    return [
        {
            "id": node,
            "name": nodes[node]["name"],
            "ko": nodes[node]["name_ko"],
            "country": nodes[node]["country"],
            "other": nodes[node]["other_country"],
            "kind": str(nodes[node]["kind"]),
            "at": points[node],
            "shift": list(shifts.get(node, (0.0, 0.0))),
        }
        for node in sorted(shown)
    ]


def _in_view(comparison: Comparison, nodes: Mapping[str, Any]) -> list[Any]:
    """Return the places of all ways and changed legs; all others too where nothing is on a way."""
    ends = {end for way in _ways(comparison) for leg in way.legs for end in (leg.u, leg.v)}
    ends |= {end for case in comparison.cases for leg in (*case.lost, *case.new) for end in (leg.u, leg.v)}
    return [nodes[place] for place in sorted(ends or set(nodes))]
