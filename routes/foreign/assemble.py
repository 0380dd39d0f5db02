"""From places and legs that a table names to a network that keeps the contract.

*Reports.* Each leg is a route claim of the one source, each stated chance a hazard claim on its leg:
so citations, draws of risk and scenarios treat them as they treat any report.

*Risk.* A stated chance of forcible return is for its leg as a whole, on its passage if it passes a
border, else on its entry or exposure. Where none is stated the defaults of the risk model stand,
and every answer calls them assumed.

*Borders.* A leg on the ground between two countries that names no crossing gets one
(`routes.foreign.crossings`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import networkx as nx

from geodata import Place, PlaceKind
from routes.citations import cite
from routes.contract import EdgeData, RiskPart, validate_network
from routes.dataset.read import rounding_notices
from routes.dates import YEARS_PROTECTED, YEARS_UNTIL_STALE, add_years, day_in_words, read_as_of
from routes.exchange.flat.legs import nearest_level
from routes.expand import leg_country
from routes.faults import ClaimError
from routes.network import CRS, assumed_notices, sum_of_costs
from routes.records import DatasetInfo, HazardClaim, RouteClaim
from routes.risk import RiskRules, border_of, priced
from routes.words import Evidence, RiskPartName, TravelMode

from .crossings import KM_DIGITS, TableLeg, over_the_border, told_of_crossings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.faults import Fault
    from routes.records import Report, RiskModel

COARSE_DIGITS, FINE_DIGITS = 1, 3  # of degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """What legs rest on besides their tables."""

    report: Report
    model: RiskModel
    today: dt.date
    people_at_risk_reason: str = ""

    @property
    def coarse(self) -> bool:
        """Return whether people are at risk, so that places are kept coarse."""
        return not self.people_at_risk_reason.strip()

    def protection_faults(self) -> list[Fault]:
        """Return what speaks against showing a table of this date."""
        latest = add_years(self.today, -YEARS_PROTECTED)
        if not self.coarse or self.report.last_day <= latest:
            return []
        rule = (
            f"reaches into the last {YEARS_PROTECTED} years (after {day_in_words(latest)}), in which routes "
            "are not shown, to protect people who may still use them"
        )
        remedy = "bring an older table, or say in people_at_risk_reason why nobody is at risk"
        return [ClaimError(self.report.date_text, rule, remedy, field="date").at("source")]


def kept_coarse(places: Mapping[str, Place], how: Assembly) -> tuple[dict[str, Place], list[str]]:
    """Return places as coarse as people at risk need them, and the notice that says so.

    This comes before any length is measured: lengths between fine places would give them away.
    """
    if not how.coarse:
        return dict(places), []
    coarse = {
        place.id: replace(place, lon=round(place.lon, COARSE_DIGITS), lat=round(place.lat, COARSE_DIGITS))
        for place in places.values()
    }
    rounded = [place.id for place in places.values() if coarse[place.id].lonlat != place.lonlat]
    return coarse, list(rounding_notices(rounded))


def assemble(
    places: Mapping[str, Place], legs: Sequence[TableLeg], how: Assembly, notices: Sequence[str] = ()
) -> nx.MultiDiGraph[str]:
    """Return the network of places and legs that have been read and checked.

    Raises
    ------
    NetworkError
        If it would not keep the network contract.
    """
    known = dict(places)
    routes: list[RouteClaim] = []
    hazards: list[HazardClaim] = []
    edges: dict[tuple[str, str, str], EdgeData] = {}
    added: dict[str, Place] = {}
    rules = RiskRules(
        model=how.model, reports={}, hazards={}, havens={}, day=read_as_of(how.report.date_text)[0]
    )
    for number, leg in enumerate(legs, start=1):
        way = over_the_border(leg, known, added, digits=COARSE_DIGITS if how.coarse else FINE_DIGITS)
        route = RouteClaim(
            id=f"{how.report.id}#route-{number}",
            report=how.report.id,
            claim=f"{leg.told_in}.",
            via=(leg.u, *(piece.v for piece in way)),
            mode=leg.mode,
        )
        routes.append(route)
        for piece in way:
            u, v = known[piece.u], known[piece.v]
            parts: dict[RiskPartName, RiskPart] = {}
            if leg.chance is None:
                parts = rules.price(u, v, leg.mode, piece.length_km)
            elif piece.chance and piece.chance[1] > 0:
                name = _part_of(piece, u, v)
                hazards.append(_hazard(how, piece, name, len(hazards) + 1))
                parts = {name: _stated(hazards[-1], piece.chance)}
            edges[piece.u, piece.v, str(leg.mode)] = _edge(how, piece, u, v, parts, route)
    report = replace(how.report, routes=tuple(routes), hazards=tuple(hazards))
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place in known.values():
        G.add_node(place.id, **_node(place))
    for (u_id, v_id, key), data in edges.items():
        G.add_edge(u_id, v_id, key=key, **data)
    G.graph.update(_graph(how, report, known, [*notices, *told_of_crossings(added), *assumed_notices(G)]))
    validate_network(G)
    return G


def _part_of(leg: TableLeg, u: Place, v: Place) -> RiskPartName:
    """Return the part of a leg's risk in which a chance of the whole leg stands."""
    if border_of(u, v, leg.mode):
        return RiskPartName.PASSAGE
    return RiskPartName.ENTRY if leg.mode is TravelMode.ENTRY else RiskPartName.EXPOSURE


def _hazard(how: Assembly, leg: TableLeg, part: RiskPartName, number: int) -> HazardClaim:
    """Return the claim that a stated chance makes."""
    low, high = leg.chance or (0.0, 0.0)
    stated = f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"
    return HazardClaim(
        id=f"{how.report.id}#hazard-{number}",
        report=how.report.id,
        claim=f"{leg.told_in}: a chance of {stated}.",
        on=f"{leg.u}:{leg.v}",
        level=nearest_level((low * high) ** 0.5, how.model.scale),
        part=part,
    )


def _stated(hazard: HazardClaim, chance: tuple[float, float]) -> RiskPart:
    low, high = chance
    return priced((hazard.level,), low, high, share=1.0, target=hazard.on, claims=(hazard.id,))


def _edge(
    how: Assembly,
    leg: TableLeg,
    u: Place,
    v: Place,
    parts: dict[RiskPartName, RiskPart],
    route: RouteClaim,
) -> EdgeData:
    border = border_of(u, v, leg.mode)
    speed = 0.0 if leg.mode is TravelMode.ENTRY else how.model.km_per_day[leg.mode]
    return EdgeData(
        length_km=leg.length_km,
        days=round(leg.length_km / speed, KM_DIGITS) if speed else 0.0,
        risk_cost=sum_of_costs(part.cost for part in parts.values()),
        risk_low=sum_of_costs(part.cost_low for part in parts.values()),
        risk_high=sum_of_costs(part.cost_high for part in parts.values()),
        parts=parts,
        border=":".join(border) if border else None,
        country=leg_country(u, v) if leg.mode.is_surface or u.country == v.country else None,
        evidence=Evidence.NAMED,
        reports=(how.report.id,),
        claims=(route.id,),
        families=(),
        first_reported=how.report.date.start,
        last_reported=add_years(how.report.last_day, YEARS_UNTIL_STALE),
        flags=tuple(dict.fromkeys(flag for part in parts.values() for flag in part.flags)),
        harms=(),
    )


def _node(place: Place) -> dict[str, object]:
    names = (
        "name",
        "name_ko",
        "name_local",
        "variants",
        "country",
        "other_country",
        "kind",
        "lon",
        "lat",
        "note",
    )
    return {name: getattr(place, name) for name in names} | {"haven": (), "harms": ()}


def _graph(
    how: Assembly, report: Report, places: Mapping[str, Place], notices: Sequence[str]
) -> dict[str, object]:
    day, words = read_as_of(report.date_text)
    of_kind = {
        kind: tuple(place.id for place in places.values() if place.kind is kind)
        for kind in (PlaceKind.ORIGIN, PlaceKind.DESTINATION)
    }
    info = DatasetInfo(
        title=report.title,
        version=report.date_text,
        period=report.date,
        as_of=report.date_text,
        licence="as its source says",
        citation=cite(report),
        contact=report.publisher,
        people_at_risk=how.coarse,
        people_at_risk_reason=how.people_at_risk_reason,
        origins=of_kind[PlaceKind.ORIGIN],
        destinations=of_kind[PlaceKind.DESTINATION],
    )
    return {
        "dataset": info,
        "version": info.version,
        "as_of": day,
        "as_of_text": words,
        "crs": CRS,
        "scale": how.model.scale,
        "reference_km": how.model.reference_km,
        "defaults": how.model.defaults,
        "km_per_day": how.model.km_per_day,
        "families": (),
        "reports": {report.id: report},
        "claims": {claim.id: claim for claim in report.claims},
        "dormant": (),
        "scenario": (),
        "notices": tuple(notices),
    }
