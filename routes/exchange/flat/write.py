"""From the network to its flat tables: nothing is computed here but what readers are told besides.

The order of rows is that of the network, and numbers are written with all their digits, so that
`routes.exchange.flat.read` makes the same network of them.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from routes.citations import cite
from routes.contract import claims_of, edge_data, node_data, validate_network
from routes.records import FlowClaim, HarmClaim, HavenClaim, HazardClaim, JourneyClaim, RouteClaim
from routes.risk import risk_index
from routes.words import RiskPartName

from .cells import join_list
from .columns import CLAIMS, FORMAT, FlatNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from routes.contract import DormantLeg, EdgeData, RiskPart
    from routes.records import Claim, DatasetInfo, Report

    from .columns import Cell, Row

KINDS: dict[type[Claim], str] = {
    RouteClaim: "route",
    HazardClaim: "hazard",
    HarmClaim: "harm",
    HavenClaim: "haven",
    FlowClaim: "flow",
    JourneyClaim: "journey",
}


def network_to_flat(G: nx.MultiDiGraph[str]) -> FlatNetwork:
    """Return a network as tables of plain cells; `flat_to_network` makes the same network of them.

    A network without legs or places gives empty tables. The given network is unchanged.

    Raises
    ------
    NetworkError
        If the graph does not keep the network contract, so that it could not be read back.

    Examples
    --------
    >>> import safepassage as sp
    >>> flat = network_to_flat(sp.load_network(2004))
    >>> flat.legs[0]["from_place"], flat.about["as_of"]
    ('chongjin', '2004-07-01')
    """
    validate_network(G)
    reports: Mapping[str, Report] = G.graph["reports"]
    return FlatNetwork(
        places=tuple(place_row(G, node) for node in G),
        legs=tuple(leg_row(G, leg) for leg in G.edges(keys=True)),
        dormant=tuple(_dormant_row(leg, reports) for leg in G.graph["dormant"]),
        reports=tuple(_report_row(report) for report in reports.values()),
        claims=tuple(_claim_row(claim) for report in reports.values() for claim in report.claims),
        about=_about(G),
    )


def place_row(G: nx.MultiDiGraph[str], node: str) -> Row:
    """Return one place of a network as a row of the table ``places``."""
    data = node_data(G, node)
    return {
        "place": node,
        "name": data["name"],
        "name_ko": data["name_ko"],
        "name_local": data["name_local"],
        "country": data["country"],
        "other_country": data["other_country"],
        "kind": str(data["kind"]),
        "haven": join_list(data["haven"]),
        "lon": float(data["lon"]),
        "lat": float(data["lat"]),
        "variants": join_list(data["variants"]),
        "note": data["note"],
        "harms": join_list(data["harms"]),
    }


def leg_row(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> Row:
    """Return one leg ``(u, v, mode)`` of a network as a row of the table ``legs``."""
    return _leg_cells(leg, edge_data(G, leg), G.graph["reports"])


def _leg_cells(leg: tuple[str, str, str], data: EdgeData, reports: Mapping[str, Report]) -> Row:
    u, v, mode = leg
    parts = data["parts"]
    return {
        "from_place": u,
        "to_place": v,
        "mode": str(mode),
        "country": data["country"],
        "border": data["border"],
        "length_km": float(data["length_km"]),
        "days": float(data["days"]),
        "risk_cost": _cost(data["risk_cost"]),
        "risk_low": _cost(data["risk_low"]),
        "risk_high": _cost(data["risk_high"]),
        "risk_index": risk_index(float(data["risk_cost"])),
        **{str(name): _cost(parts[name].cost) if name in parts else 0.0 for name in RiskPartName},
        "evidence": str(data["evidence"]),
        "flags": join_list(data["flags"]),
        "families": join_list(data["families"]),
        "first_reported": data["first_reported"].isoformat(),
        "last_reported": data["last_reported"].isoformat(),
        "reports": join_list(data["reports"]),
        "claims": join_list(data["claims"]),
        "harms": join_list(data["harms"]),
        "citations": _citations(data, reports),
        "parts": _json({str(name): _part(part) for name, part in parts.items()}),
    }


def _citations(data: EdgeData, reports: Mapping[str, Report]) -> str:
    """Return the reports of a leg, and those that weigh it, as one line each."""
    weighing = (claim.partition("#")[0] for claim in claims_of(data))
    cited = dict.fromkeys((*data["reports"], *weighing))
    return "\n".join(cite(reports[report]) for report in cited if report in reports)


def _dormant_row(leg: DormantLeg, reports: Mapping[str, Report]) -> Row:
    cells = _leg_cells((leg.u, leg.v, str(leg.mode)), leg.data, reports)
    return {**cells, "reason": leg.reason, "closed_by": join_list(leg.closed_by)}


def _cost(cost: float) -> float | None:
    """Return a cost as a cell: an infinite one, which few formats hold, is empty."""
    return None if math.isinf(cost) else float(cost)


def _part(part: RiskPart) -> dict[str, Any]:
    costs = {name: float(getattr(part, name)) for name in ("cost", "cost_low", "cost_high")}
    return {
        "levels": [str(level) for level in part.levels],
        "p_low": float(part.p_low),
        "p_high": float(part.p_high),
        **{name: "inf" if math.isinf(cost) else cost for name, cost in costs.items()},
        "target": part.target,
        "claims": part.claims,
        "overridden": part.overridden,
        "flags": part.flags,
    }


def _report_row(report: Report) -> Row:
    return {
        "id": report.id,
        "publisher": report.publisher,
        "title": report.title,
        "date": report.date_text,
        "date_from": report.date.start.isoformat(),
        "date_to": report.date.end.isoformat() if report.date.end else None,
        "kind": str(report.kind),
        "access": str(report.access),
        "url": report.url,
        "agency": report.agency,
        "repost_of": report.repost_of,
        "author": report.author,
        "note": report.note,
        "citation": cite(report),
    }


def _claim_row(claim: Claim) -> Row:
    row: Row = dict.fromkeys(CLAIMS)
    row |= {
        "id": claim.id,
        "report": claim.report,
        "kind": KINDS[type(claim)],
        "claim": claim.claim,
        "where": claim.where,
        "since": claim.since.isoformat() if claim.since else None,
        "until": claim.until.isoformat() if claim.until else None,
    }
    return row | _own_cells(claim)


def _own_cells(claim: Claim) -> dict[str, Cell]:
    """Return the cells that only one kind of claim has."""
    match claim:
        case RouteClaim():
            modes = join_list(f"{pair}={mode}" for pair, mode in claim.modes)
            return {
                "via": join_list(claim.via),
                "mode": str(claim.mode),
                "modes": modes,
                "family": claim.family,
            }
        case HazardClaim():
            part = str(claim.part) if claim.part else None
            return {
                "on": claim.on,
                "level": str(claim.level),
                "part": part,
                "supersedes": claim.supersedes,
            }
        case HarmClaim():
            return {"on": claim.on, "harm": claim.kind}
        case HavenClaim():
            return {"on": claim.on}
        case FlowClaim():
            return {
                "through": claim.through,
                "low": claim.low,
                "high": claim.high,
                "counted": str(claim.counted),
            }
        case JourneyClaim():
            km, days = claim.km or (None, None), claim.days or (None, None)
            spans = {"km_low": km[0], "km_high": km[1], "days_low": days[0], "days_high": days[1]}
            return {"source": claim.source, "target": claim.target, **spans}
    return {}


def _about(G: nx.MultiDiGraph[str]) -> dict[str, str]:
    graph = G.graph
    families = [{"id": f.id, "name": f.name, "name_ko": f.name_ko} for f in graph["families"]]
    return {
        "format": FORMAT,
        "dataset": _json(_info(graph["dataset"])),
        "version": graph["version"],
        "as_of": graph["as_of"].isoformat(),
        "as_of_text": graph["as_of_text"],
        "crs": graph["crs"],
        # floats throughout: what is read back is float, and must give the same bytes
        "scale": _json({level: [float(p) for p in span] for level, span in graph["scale"].items()}),
        "reference_km": _json({name: float(km) for name, km in graph["reference_km"].items()}),
        "defaults": _json(graph["defaults"]),
        "km_per_day": _json({mode: float(km) for mode, km in graph["km_per_day"].items()}),
        "families": _json(families),
        "scenario": _json(graph["scenario"]),
        "notices": _json(graph["notices"]),
    }


def _info(info: DatasetInfo) -> dict[str, Any]:
    start, end = info.period.start, info.period.end
    return {
        "title": info.title,
        "version": info.version,
        "period": [start.isoformat(), end.isoformat() if end else None],
        "as_of": info.as_of,
        "licence": info.licence,
        "citation": info.citation,
        "contact": info.contact,
        "people_at_risk": info.people_at_risk,
        "people_at_risk_reason": info.people_at_risk_reason,
        "origins": info.origins,
        "destinations": info.destinations,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
