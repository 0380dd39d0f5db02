"""From flat tables back to the network: rows are the truth, and every fault is told at once.

Somebody may have changed a leg in a spreadsheet or in QGIS. So the columns of a leg are what is
read; where they and the exact parts of its risk tell two stories, neither is believed. The
protection of people holds for files as it does for datasets: nothing of the last five years, and
places no finer than a tenth of a degree.
"""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from geodata import NetworkError, PlaceKind
from routes.check import _check_protection
from routes.contract import DormantLeg, EdgeData, RiskPart, validate_network
from routes.faults import ClaimError
from routes.read import _notices
from routes.risk import risk_index
from routes.values import read_country, read_list, read_number, read_word
from routes.words import Evidence, RiskLevel, RiskPartName, TravelMode

from .flat_about import read_about, read_json
from .flat_cells import (
    MAX_AMOUNT,
    amount_in,
    day_in,
    line_in,
    list_in,
    needed_line_in,
    optional_amount_in,
    optional_line_in,
    plain,
    text_in,
)
from .flat_records import Readers, read_reports, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from routes.faults import Fault

    from .flat_columns import FlatNetwork

_SHOWN = 100
_SAME = 1e-6  # as in the contract: costs are rounded to 9 digits, part by part


def flat_to_network(flat: FlatNetwork, *, today: dt.date) -> nx.MultiDiGraph[str]:
    """Return the network that flat tables hold; the inverse of `network_to_flat`.

    Parameters
    ----------
    flat
        Tables as `network_to_flat` makes them, perhaps edited. Columns that only repeat others
        (`routes.exchange.flat_columns.TOLD`) may be missing.
    today
        The day against which the five-year rule of protection is applied.

    Raises
    ------
    NetworkError
        If anything is wrong with the tables; tells every fault with its table, row and column. Also
        if the network is of the last five years and people on its routes are at risk.

    Examples
    --------
    >>> import datetime as dt
    >>> import safepassage as sp
    >>> from routes.exchange.flat import network_to_flat
    >>> G = sp.load_network(2004)
    >>> H = flat_to_network(network_to_flat(G), today=dt.date(2026, 1, 1))
    >>> nx.utils.graphs_equal(G, H)
    True
    """
    faults: list[Fault] = []
    graph = read_about(flat.about, today, faults)
    reports = read_reports(flat.reports, flat.claims, faults)
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    info = graph.get("dataset")
    rounded = _add_places(G, flat.places, faults, coarse=info is None or info.people_at_risk)
    _add_legs(G, flat.legs, faults)
    graph["dormant"] = _read_dormant(G, flat.dormant, faults)
    if info is not None and info.people_at_risk:
        for report in reports.values():
            _check_protection(report, today, faults)
    if not faults:
        told = (*graph["notices"], *_notices(rounded))
        claims = {c.id: c for report in reports.values() for c in report.claims}
        G.graph.update(graph, notices=tuple(dict.fromkeys(told)), reports=reports, claims=claims)
        _check_names(G, faults)
    if faults:
        raise refused(faults)
    validate_network(G)
    return G


def refused(faults: list[Fault], what: str = "the tables of the network have") -> NetworkError:
    """Return the error that tells all faults, one a line; of hundreds, the first."""
    told = [f"- {fault}" for fault in faults[:_SHOWN]]
    more = [f"- and {len(faults) - _SHOWN:,} more"] if len(faults) > _SHOWN else []
    count = "1 fault" if len(faults) == 1 else f"{len(faults):,} faults"
    return NetworkError("\n".join([f"{what} {count}:", *told, *more]))


def _add_places(
    G: nx.MultiDiGraph[str], rows: tuple[Mapping[str, object], ...], faults: list[Fault], *, coarse: bool
) -> list[str]:
    """Add the places to a network, in place, and return the ids of those whose coordinates were rounded."""
    rounded = []
    for number, row in read_rows("places", rows, _PLACE, faults):
        place = row.pop("place")
        if place in G:
            error = ClaimError(place, "the id stands more than once", "delete one row", field="place")
            faults.append(error.at("places", "row", number))
        if coarse:
            lon, lat = round(row["lon"], 1), round(row["lat"], 1)
            if (lon, lat) != (row["lon"], row["lat"]):
                rounded.append(place)
            row |= {"lon": lon, "lat": lat}
        G.add_node(place, **row)
    return rounded


def _add_legs(G: nx.MultiDiGraph[str], rows: tuple[Mapping[str, object], ...], faults: list[Fault]) -> None:
    for number, row in read_rows("legs", rows, _LEG, faults):
        u, v, mode = row.pop("from_place"), row.pop("to_place"), row.pop("mode")
        wrong = _leg_errors(G, u, v, rows[number - 1], row)
        if G.has_edge(u, v, str(mode)):
            wrong.append(ClaimError(f"{u}:{v} ({mode})", "the leg stands more than once", "delete one row"))
        faults += [error.at("legs", "row", number) for error in wrong]
        if u in G and v in G:
            G.add_edge(u, v, key=str(mode), **row)


def _read_dormant(
    G: nx.MultiDiGraph[str], rows: tuple[Mapping[str, object], ...], faults: list[Fault]
) -> tuple[DormantLeg, ...]:
    dormant = []
    seen = set()
    for number, row in read_rows("dormant", rows, _DORMANT, faults):
        u, v, mode = row.pop("from_place"), row.pop("to_place"), row.pop("mode")
        wrong = _leg_errors(G, u, v, rows[number - 1], row)
        if (u, v, mode) in seen or G.has_edge(u, v, str(mode)):
            remedy = "delete it here or among the legs"
            wrong.append(ClaimError(f"{u}:{v} ({mode})", "the leg stands more than once", remedy))
        seen.add((u, v, mode))
        faults += [error.at("dormant", "row", number) for error in wrong]
        rest = {name: row.pop(name) for name in ("reason", "closed_by")}
        dormant.append(DormantLeg(u=u, v=v, mode=mode, data=EdgeData(**row), **rest))  # type: ignore[typeddict-item]
    return tuple(dormant)


def _leg_errors(
    G: nx.MultiDiGraph[str], u: str, v: str, cells: Mapping[str, object], row: dict[str, Any]
) -> list[ClaimError]:
    """Return what is wrong with a leg beyond its single cells."""
    errors = [
        ClaimError(end, "is no place of the table places", "add it there, or mend the id", field=column)
        for column, end in (("from_place", u), ("to_place", v))
        if end not in G
    ]
    cost = row["risk_cost"]
    of_parts = math.fsum(part.cost for part in row["parts"].values())
    remedy = "write one risk in all its columns and in parts, or take the leg's old row back"
    if not _same(cost, of_parts):
        rule = f"the parts of the risk add to {of_parts:.9g}"
        errors.append(ClaimError(f"{cost:.9g}", rule, remedy, field="risk_cost"))
    told = {"risk_index": risk_index(cost)} | {
        str(name): row["parts"][name].cost if name in row["parts"] else 0.0 for name in RiskPartName
    }
    for column, known in told.items():
        value = plain(cells.get(column, known))
        value = math.inf if value is None else value
        if not isinstance(value, int | float) or not _same(float(value), known):
            source = "risk_cost stands for" if column == "risk_index" else "parts says"
            errors.append(ClaimError(value, f"{source} {known:.9g}", remedy, field=column))
    return errors


def _same(a: float, b: float) -> bool:
    return a == b or math.isclose(a, b, rel_tol=0, abs_tol=_SAME)


def _check_names(G: nx.MultiDiGraph[str], faults: list[Fault]) -> None:
    """Tell the reports, claims and families that are named but not there."""
    known = {
        "reports": G.graph["reports"],
        "claims": G.graph["claims"],
        "families": {family.id for family in G.graph["families"]},
    }
    tables: dict[str, list[EdgeData]] = {
        "legs": [data for *_, data in G.edges(data=True)],  # type: ignore[misc]
        "dormant": [leg.data for leg in G.graph["dormant"]],
    }
    for table, rows in tables.items():
        for number, data in enumerate(rows, start=1):
            in_parts = [c for part in data["parts"].values() for c in (*part.claims, *part.overridden)]
            named = [(column, name, column) for column in known for name in data[column]]  # type: ignore[literal-required]
            named += [("harms", name, "claims") for name in data["harms"]]
            named += [("parts", name, "claims") for name in in_parts]
            for column, name, where in dict.fromkeys(named):
                if name not in known[where]:
                    rule = f"is not among the {where} of the network"
                    error = ClaimError(name, rule, "add it there, or take it out here", field=column)
                    faults.append(error.at(table, "row", number))


def _parts(value: object) -> dict[RiskPartName, RiskPart]:
    """Return the exact parts of a leg's risk from their JSON text."""
    table = read_json(value)
    if not isinstance(table, dict):
        raise ClaimError(value, "is no table of parts", "take the old cell back")
    return {read_word(RiskPartName, name): _part(part) for name, part in table.items()}


def _part(table: object) -> RiskPart:
    names = [f.name for f in fields(RiskPart)]
    if not isinstance(table, dict) or set(table) != set(names):
        raise ClaimError(table, f"a part has {', '.join(names)}", "take the old cell back")
    claims, overridden, flags = (
        tuple(map(needed_line_in, read_list(table[name]))) for name in ("claims", "overridden", "flags")
    )
    return RiskPart(
        levels=tuple(read_word(RiskLevel, level) for level in read_list(table["levels"])),
        p_low=read_number(table["p_low"], 0, 1),
        p_high=read_number(table["p_high"], 0, 1),
        cost=_cost(table["cost"]),
        cost_low=_cost(table["cost_low"]),
        cost_high=_cost(table["cost_high"]),
        target=line_in(table["target"]),
        claims=claims,
        overridden=overridden,
        flags=flags,
    )


def _cost(value: object) -> float:
    return math.inf if value == "inf" else read_number(value, 0, MAX_AMOUNT)


def _infinite_if_empty(value: object) -> float:
    found = optional_amount_in(value)
    return math.inf if found is None else found


def _optional_country(value: object) -> str | None:
    return read_country(value) if value not in (None, "") else None


def _border(value: object) -> str | None:
    text = optional_line_in(value)
    if text is not None:
        ends = text.split(":")
        if len(ends) != 2 or ends[0] == ends[1]:
            raise ClaimError(text, "is no directed border", "write it like CHN:MNG")
        for code in ends:
            read_country(code)
    return text


def _degrees(limit: int) -> Any:  # noqa: ANN401
    def read(value: object) -> float:
        if value is None or isinstance(value, str):
            raise ClaimError(value or "", "is no number of degrees", "write it like 129.5")
        try:
            return read_number(value, -limit, limit)
        except ClaimError as error:
            remedy = "give degrees, EPSG:4326; check that lon and lat are not swapped or projected"
            raise ClaimError(error.value, error.rule, remedy) from None

    return read


_PLACE: Readers = {
    "place": needed_line_in,
    "name": line_in,
    "name_ko": line_in,
    "name_local": line_in,
    "country": read_country,
    "other_country": _optional_country,
    "kind": lambda value: read_word(PlaceKind, value),
    "haven": list_in,
    "lon": _degrees(180),
    "lat": _degrees(90),
    "variants": list_in,
    "note": text_in,
    "harms": list_in,
}
_LEG: Readers = {
    "from_place": needed_line_in,
    "to_place": needed_line_in,
    "mode": lambda value: read_word(TravelMode, value),
    "country": _optional_country,
    "border": _border,
    **dict.fromkeys(("length_km", "days", "risk_cost", "risk_low", "risk_high"), amount_in),
    "evidence": lambda value: read_word(Evidence, value),
    **dict.fromkeys(("flags", "families", "reports", "claims", "harms"), list_in),
    "first_reported": day_in,
    "last_reported": day_in,
    "parts": _parts,
}
_DORMANT: Readers = {
    **_LEG,
    **dict.fromkeys(("risk_cost", "risk_low", "risk_high"), _infinite_if_empty),
    "reason": line_in,
    "closed_by": list_in,
}
