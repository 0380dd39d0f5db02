"""From flat tables back to the network: rows are the truth, and every fault is told at once.

Somebody may have changed a leg in a spreadsheet or in QGIS. So the columns of a leg are what is
read; where they and the exact parts of its risk tell two stories, neither is believed. The
protection of people holds for files as it does for datasets: nothing of the last five years, and
places no finer than a tenth of a degree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import networkx as nx

from geodata import NetworkError, PlaceKind
from routes.contract import DormantLeg, GraphData, validate_network
from routes.dataset.check import check_protection
from routes.dataset.read import rounding_notices
from routes.dataset.values import read_country, read_number
from routes.faults import ClaimError

from .about import read_about
from .cells import line_in, list_in, needed_line_in, text_in, word_in
from .legs import DORMANT, LEG, leg_errors, optional_country, parts_by_hand
from .records import Readers, at_row, read_reports, read_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geodata import LonLat
    from routes.contract import EdgeData
    from routes.faults import Fault
    from routes.words import TravelMode

    from .columns import FlatNetwork

    Leg = tuple[str, str, TravelMode]

_SHOWN = 100
_SAME_DEGREES = 1e-6  # some programs write coordinates with seven digits


def flat_to_network(flat: FlatNetwork, *, today: dt.date) -> nx.MultiDiGraph[str]:
    """Return the network that flat tables hold; the inverse of `network_to_flat`.

    Parameters
    ----------
    flat
        Tables as `network_to_flat` makes them, perhaps edited. Columns that only repeat others
        (`routes.exchange.flat.columns.TOLD`) may be missing.
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
    G = read_flat(flat, today, faults)
    if faults:
        raise refused(faults)
    validate_network(G)
    return G


def read_flat(flat: FlatNetwork, today: dt.date, faults: list[Fault]) -> nx.MultiDiGraph[str]:
    """Return what can be read of a network; what cannot is added to the faults."""
    before = len(faults)
    graph = read_about(flat.about, today, faults)
    info = graph.get("dataset")
    reports = read_reports(flat.reports, flat.claims, faults)
    sound = len(faults) == before
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    coarse = info is None or info.people_at_risk
    places = _read_places(flat, faults, coarse=coarse)
    G.add_nodes_from((place, row) for _, place, row in places)
    legs = _read_legs(G, "legs", flat.legs, graph, faults)
    for _, (u, v, mode), row in legs:
        if u in G and v in G:
            G.add_edge(u, v, key=str(mode), **row)
    dormant = _read_legs(G, "dormant", flat.dormant, graph, faults)
    graph["dormant"] = tuple(_dormant_leg(leg, row) for _, leg, row in dormant)
    if info is not None and info.people_at_risk:
        for report in reports.values():
            check_protection(report, today, faults)
    if sound:  # else every leg would be told to cite what could not be read
        told = (*graph["notices"], *rounding_notices(_rounded(flat, places)))
        claims = {c.id: c for report in reports.values() for c in report.claims}
        graph |= {"notices": tuple(dict.fromkeys(told)), "reports": reports, "claims": claims}
        G.graph.update({name: graph[name] for name in GraphData.__annotations__})
        for table, rows in (("places", places), ("legs", legs), ("dormant", dormant)):
            faults += _unknown_names(G, table, flat.table(table), ((n, row) for n, _, row in rows))
    return G


def refused(faults: list[Fault], what: str = "the tables of the network have") -> NetworkError:
    """Return the error that tells all faults, one a line; of hundreds, the first."""
    told = [f"- {fault}" for fault in faults[:_SHOWN]]
    more = [f"- and {len(faults) - _SHOWN:,} more"] if len(faults) > _SHOWN else []
    count = "1 fault" if len(faults) == 1 else f"{len(faults):,} faults"
    return NetworkError("\n".join([f"{what} {count}:", *told, *more]))


def _read_places(
    flat: FlatNetwork, faults: list[Fault], *, coarse: bool
) -> list[tuple[int, str, dict[str, Any]]]:
    """Return the places with their row numbers and ids; ``coarse`` rounds where they lie."""
    found, seen = [], set()
    for number, row in read_rows("places", flat.places, _PLACE, faults):
        place = row.pop("place")
        wrong = []
        if place in seen:
            wrong.append(ClaimError(place, "the id stands more than once", "delete one row", field="place"))
        seen.add(place)
        if (row["kind"] is PlaceKind.CROSSING) != bool(row["other_country"]):
            rule = (
                f"a crossing has a country on its far side, other places have none; this is a {row['kind']}"
            )
            remedy = "fill it in for kind crossing, empty it otherwise"
            wrong.append(ClaimError(row["other_country"] or "", rule, remedy, field="other_country"))
        point = flat.drawn[number - 1] if flat.drawn else None
        if coarse:
            row |= {"lon": round(row["lon"], 1), "lat": round(row["lat"], 1)}
            point = point and (round(point[0], 1), round(point[1], 1))
        if point and not _same_point(point, (row["lon"], row["lat"])):
            rule = (
                f"the place is drawn at ({point[0]:g}, {point[1]:g}), "
                f"but its columns say ({row['lon']:g}, {row['lat']:g})"
            )
            remedy = "write where it lies into lon and lat, or move the point back"
            wrong.append(ClaimError("", rule, remedy, field="geometry"))
        faults += [at_row(error, "places", number, flat.places[number - 1]) for error in wrong]
        found.append((number, place, row))
    return found


def _same_point(a: LonLat, b: LonLat) -> bool:
    return abs(a[0] - b[0]) <= _SAME_DEGREES and abs(a[1] - b[1]) <= _SAME_DEGREES


def _rounded(flat: FlatNetwork, places: Iterable[tuple[int, str, dict[str, Any]]]) -> list[str]:
    """Return the ids of the places that lie elsewhere than their rows say, since they were rounded."""
    told = ((place, row, flat.places[number - 1]) for number, place, row in places)
    return [place for place, row, cells in told if any(row[key] != cells[key] for key in ("lon", "lat"))]


def _read_legs(
    G: nx.MultiDiGraph[str],
    table: str,
    rows: tuple[Mapping[str, object], ...],
    graph: dict[str, Any],
    faults: list[Fault],
) -> list[tuple[int, Leg, dict[str, Any]]]:
    """Return the legs of a table with their row numbers; what is supposed by hand goes to ``graph``."""
    found = []
    seen = {(u, v, key) for u, v, key in G.edges(keys=True)}
    for number, row in read_rows(table, rows, LEG if table == "legs" else DORMANT, faults):
        cells = rows[number - 1]
        u, v, mode = row.pop("from_place"), row.pop("to_place"), row.pop("mode")
        wrong = []
        if row["parts"] is None:
            try:
                row["parts"] = parts_by_hand(f"{u}:{v}", cells, row, graph.get("scale", {}))
            except ClaimError as error:
                wrong.append(error)
                row["parts"] = {}
            words = f"risk of {u}:{v} ({mode}) written by hand"
            graph["scenario"] = tuple(dict.fromkeys((*graph.get("scenario", ()), words)))
        wrong += leg_errors(G, u, v, cells, row)
        if (u, v, mode) in seen:
            wrong.append(ClaimError(f"{u}:{v} ({mode})", "the leg stands more than once", "delete one row"))
        seen.add((u, v, mode))
        faults += [at_row(error, table, number, cells) for error in wrong]
        found.append((number, (u, v, mode), row))
    return found


def _dormant_leg(leg: Leg, row: dict[str, Any]) -> DormantLeg:
    u, v, mode = leg
    own = ("reason", "closed_by")
    data = {name: value for name, value in row.items() if name not in own}
    return DormantLeg(
        u=u,
        v=v,
        mode=mode,
        data=cast("EdgeData", data),
        reason=row["reason"],
        closed_by=row["closed_by"],
    )


def _unknown_names(
    G: nx.MultiDiGraph[str],
    table: str,
    cells: Sequence[Mapping[str, object]],
    rows: Iterable[tuple[int, Mapping[str, Any]]],
) -> Iterator[Fault]:
    """Yield the reports, claims and families that rows name but the network does not hold."""
    known: dict[str, Collection[str]] = {
        "reports": G.graph["reports"],
        "claims": G.graph["claims"],
        "families": {family.id for family in G.graph["families"]},
    }
    for number, data in rows:
        for column, name, where in _named(data):
            if name not in known[where]:
                rule = f"is not among the {where} of the network"
                error = ClaimError(name, rule, "add it there, or take it out here", field=column)
                yield at_row(error, table, number, cells[number - 1])


def _named(data: Mapping[str, Any]) -> dict[tuple[str, str, str], None]:
    """Return what a place or leg names, each once: the column, the name, and where it should be."""
    homes = {"haven": "claims", "harms": "claims", "claims": "claims"}
    homes |= {"reports": "reports", "families": "families"}
    named = {(column, name, homes[column]): None for column in homes for name in data.get(column, ())}
    for part in data.get("parts", {}).values():
        named |= {("parts", name, "claims"): None for name in (*part.claims, *part.overridden)}
    return named


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
    "country": lambda value: read_country(needed_line_in(value)),
    "other_country": optional_country,
    "kind": lambda value: word_in(PlaceKind, value),
    "haven": list_in,
    "lon": _degrees(180),
    "lat": _degrees(90),
    "variants": list_in,
    "note": text_in,
    "harms": list_in,
}
