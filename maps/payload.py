"""From the network to the data of a page: everything that is drawn or told, as plain values.

The page computes nothing but pictures: probabilities, levels and citations are settled here.
Legs and places are sorted by their ids, so that the order in which a graph was built does not
show. Texts go through unchanged; the page cuts long ones for display only.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geodata import LonLat, PlaceKind, border_band
from routes import RiskLevel, TravelMode

from .answer_values import bottleneck_values, ensemble_values, front_values, path_values
from .countries import country_names
from .evidence import Grades, claim_values, claims_of_leg, claims_on_places, report_values, sorted_reports
from .geometry import drawn_points, leg_line, pixel_shifts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from analysis import Bottlenecks, Ensemble, ParetoFront, PathResult
    from routes import EdgeData, RiskPart

# what the basemap shows in detail; places outside do not widen the first view
_VIEW_LON, _VIEW_LAT = (88.0, 145.0), (-2.0, 55.0)
_DEFAULT_VIEW = ((97.0, 8.0), (133.0, 50.0))


def build_payload(
    G: nx.MultiDiGraph[str],
    paths: Sequence[PathResult] = (),
    *,
    front: ParetoFront | None = None,
    bottlenecks: Bottlenecks | None = None,
    ensemble: Ensemble | None = None,
    today: dt.date | None = None,
) -> dict[str, Any]:
    """Return what the page of a network is drawn from, ready for JSON.

    ``front``, ``bottlenecks`` and ``ensemble`` are None in it if none was given.

    Raises
    ------
    KeyError
        If the graph lacks an attribute of the network contract.
    """
    nodes: Mapping[str, Mapping[str, Any]] = dict(G.nodes.items())
    edges: list[tuple[str, str, str, Any]] = sorted(G.edges(keys=True, data=True), key=lambda edge: edge[:3])
    index = {(u, v, str(key)): i for i, (u, v, key, _) in enumerate(edges)}
    scale = G.graph["scale"]
    points = drawn_points(nodes)
    grades = Grades(G)
    countries = sorted({c for d in nodes.values() for c in (d["country"], d["other_country"]) if c})
    return {
        "meta": meta_values(G, today),
        "scale": [[level.value, *scale[level]] for level in RiskLevel if level in scale],
        "families": [{"id": f.id, "name": f.name, "ko": f.name_ko} for f in G.graph["families"]],
        "countries": country_names(countries),
        "places": _places(G, nodes, points, grades),
        "legs": [_leg(u, v, key, data, points, scale, grades) for u, v, key, data in edges],
        "dormant": [
            {**_leg(leg.u, leg.v, leg.mode, leg.data, points, scale, grades), "reason": leg.reason}
            for leg in sorted(G.graph["dormant"], key=lambda leg: (leg.u, leg.v, leg.mode))
            if leg.u in nodes and leg.v in nodes
        ],
        "reports": {
            report.id: report_values(report) for report in sorted_reports(G.graph["reports"].values())
        },
        "claims": {
            claim_id: claim_values(G.graph["claims"][claim_id]) for claim_id in sorted(G.graph["claims"])
        },
        "paths": [path_values(path, index) for path in paths],
        "front": front_values(front, index),
        "bottlenecks": bottleneck_values(bottlenecks, G, index),
        "ensemble": ensemble_values(ensemble, index),
        "view": view_of([d for n, d in nodes.items() if G.degree(n)] or list(nodes.values())),
    }


def meta_values(G: nx.MultiDiGraph[str], today: dt.date | None) -> dict[str, Any]:
    """Return what a page says of its dataset, its date and its scenario."""
    info = G.graph["dataset"]
    return {
        "title": info.title,
        "version": G.graph["version"],
        "as_of": G.graph["as_of"].isoformat(),
        "as_of_text": G.graph["as_of_text"],
        "period": [info.period.start.isoformat(), info.period.end.isoformat() if info.period.end else None],
        "licence": info.licence,
        "citation": info.citation,
        "contact": info.contact,
        "people_at_risk": info.people_at_risk,
        "people_at_risk_reason": info.people_at_risk_reason,
        "scenario": list(G.graph["scenario"]),
        "notices": list(G.graph["notices"]),
        "made": today.isoformat() if today else None,
    }


def _places(
    G: nx.MultiDiGraph[str],
    nodes: Mapping[str, Mapping[str, Any]],
    points: Mapping[str, LonLat],
    grades: Grades,
) -> list[dict[str, Any]]:
    shifts = pixel_shifts(nodes)
    named = claims_on_places(G)
    places = []
    for node in sorted(nodes):
        data = nodes[node]
        passing = (leg["claims"] for *_, leg in (*G.in_edges(node, data=True), *G.out_edges(node, data=True)))
        told = (*data["haven"], *data["harms"], *named[node], *(c for claims in passing for c in claims))
        place = {
            "id": node,
            "name": data["name"],
            "ko": data["name_ko"],
            "local": data["name_local"],
            "variants": list(data["variants"]),
            "country": data["country"],
            "other": data["other_country"],
            "kind": str(data["kind"]),
            "lon": data["lon"],
            "lat": data["lat"],
            "at": points[node],
            "note": data["note"],
            "haven": list(data["haven"]),
            "harms": list(data["harms"]),
            "claims": named[node],
            "grade": grades.of(told),
            "traffic": _traffic(G, node),
            "main": node in G.graph["dataset"].origins or node in G.graph["dataset"].destinations,
            "shift": list(shifts.get(node, (0.0, 0.0))),
        }
        if data["kind"] == PlaceKind.CROSSING:
            place["band"] = border_band(
                data["country"], data["other_country"] or "", (data["lon"], data["lat"])
            )
        places.append(place)
    return places


def _traffic(G: nx.MultiDiGraph[str], node: str) -> int:
    """Return how many legs of route families meet at a place: the busier, the sooner it is named."""
    legs = (*G.in_edges(node, data="families"), *G.out_edges(node, data="families"))
    return sum(max(len(families), 1) for _, _, families in legs)


def _leg(
    u: str,
    v: str,
    key: str,
    data: EdgeData,
    points: Mapping[str, LonLat],
    scale: Mapping[RiskLevel, tuple[float, float]],
    grades: Grades,
) -> dict[str, Any]:
    mode = TravelMode(key)
    return {
        "u": u,
        "v": v,
        "mode": mode.value,
        "km": round(data["length_km"], 1),
        "days": round(data["days"], 2),
        "risk": [_index(data[name]) for name in ("risk_cost", "risk_low", "risk_high")],
        "level": _level(data, scale),
        "parts": {str(name): _part(part) for name, part in data["parts"].items()},
        "border": data["border"],
        "country": data["country"],
        "evidence": str(data["evidence"]),
        "reports": list(data["reports"]),
        "claims": list(data["claims"]),
        "grade": grades.of(claims_of_leg(data)),
        "families": list(data["families"]),
        "first": data["first_reported"].isoformat(),
        "last": data["last_reported"].isoformat() if data["last_reported"] else None,
        "flags": list(data["flags"]),
        "harms": list(data["harms"]),
        "line": leg_line(points[u], points[v], mode),
    }


def _part(part: RiskPart) -> dict[str, Any]:
    return {
        "levels": [level.value for level in part.levels],
        "p": [part.p_low, part.p_high],
        "share": [_index(part.cost), _index(part.cost_low), _index(part.cost_high)],
        "target": part.target,
        "claims": list(part.claims),
        "overridden": list(part.overridden),
        "flags": list(part.flags),
        "assumed": part.assumed,
    }


def _index(cost: float) -> float:
    """Return the chance that a cost stands for, to four places; 1 for an infinite cost."""
    return round(-math.expm1(-cost), 4)


def _level(data: EdgeData, scale: Mapping[RiskLevel, tuple[float, float]]) -> str:
    """Return the level in whose interval the index of a whole leg falls, for its colour."""
    index = -math.expm1(-data["risk_cost"])
    levels = [level for level in RiskLevel if level in scale]
    reached = [level for level in levels if index >= scale[level][0]]
    return (reached[-1] if reached else levels[0]).value if levels else RiskLevel.MINIMAL.value


def view_of(nodes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the first view of a map: what holds these places, as far as the basemap shows them in detail."""
    inside = [
        (d["lon"], d["lat"])
        for d in nodes
        if _VIEW_LON[0] <= d["lon"] <= _VIEW_LON[1] and _VIEW_LAT[0] <= d["lat"] <= _VIEW_LAT[1]
    ] or [(d["lon"], d["lat"]) for d in nodes]
    (west, south), (east, north) = _DEFAULT_VIEW
    if inside:
        west, east = min(lon for lon, _ in inside), max(lon for lon, _ in inside)
        south, north = min(lat for _, lat in inside), max(lat for _, lat in inside)
    return {
        "bounds": [[west, south], [east, north]],
        "center": [round((west + east) / 2, 3), round((south + north) / 2, 3)],
    }
