"""The network contract: what a graph of this program holds, in words and executable.

The network is a plain ``nx.MultiDiGraph`` that is never changed in place: a step takes a graph
and returns a new one. Nodes are place ids; an edge's key is its mode, so that a road and a
railway between the same two places stay two legs. Legs run toward safety, as reported.

Risk is additive along a path. ``risk_cost = -ln(1 - p)`` where ``p`` is the chance of being
forcibly returned on one use of the leg; ``risk_low`` and ``risk_high`` are the same for the two
ends of the interval. ``risk_index = 1 - exp(-sum)`` is what is printed.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any, TypedDict, cast

from geodata import NetworkError, PlaceKind

from .words import Evidence, RiskLevel, RiskPartName, TravelMode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import networkx as nx

    from .records import Claim, DatasetInfo, Family, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPart:
    """One of the three parts of a leg's risk, and what it rests on.

    ``levels`` are those of the pooled claims, mildest first, or the default; ``p_low`` and
    ``p_high`` bound the probability that they speak of (of one use; for exposure, of one
    passage of ``reference_km``). ``cost``, ``cost_low`` and ``cost_high`` are what the part
    adds to this leg. ``claims`` are the ids of the claims that were pooled, ``overridden``
    those that a more specific one, or a haven, set aside. ``target`` is the target they speak of.
    """

    levels: tuple[RiskLevel, ...]
    p_low: float
    p_high: float
    cost: float
    cost_low: float
    cost_high: float
    target: str
    claims: tuple[str, ...] = ()
    overridden: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def assumed(self) -> bool:
        """Return whether no report says anything, so that the dataset's default stands."""
        return not self.claims


class NodeData(TypedDict):
    """Attributes of a node."""

    name: str
    name_ko: str
    name_local: str
    variants: tuple[str, ...]
    country: str
    other_country: str | None
    kind: PlaceKind
    lon: float
    lat: float
    note: str
    haven: tuple[str, ...]  # ids of the claims by which it is a haven; empty if it is none
    harms: tuple[str, ...]  # ids of harm claims in force on the place, its kind or its country


class EdgeData(TypedDict):
    """Attributes of a leg; the edge's key is its mode."""

    length_km: float
    days: float  # moving time only
    risk_cost: float
    risk_low: float
    risk_high: float
    parts: dict[RiskPartName, RiskPart]
    border: str | None  # directed, "CHN:MNG", where the leg leaves a crossing into the next country
    country: str | None  # the country it runs through; None by air and sea between countries
    evidence: Evidence
    reports: tuple[str, ...]  # report ids, oldest first
    claims: tuple[str, ...]  # ids of the route claims that support it
    families: tuple[str, ...]
    first_reported: dt.date
    last_reported: dt.date  # last day of use; an open end holds five years past the report
    flags: tuple[str, ...]  # contested, disputed, stale, assumed, scenario
    harms: tuple[str, ...]  # ids of harm claims in force on the leg, its border or its mode


@dataclass(frozen=True, slots=True, kw_only=True)
class DormantLeg:
    """A leg that reports know but that is not open: out of use, or shut.

    ``reason`` is what shut it first; ``closed_by`` names every closure of a scenario that covers it.
    """

    u: str
    v: str
    mode: TravelMode
    reason: str
    data: EdgeData
    closed_by: tuple[str, ...] = ()


class GraphData(TypedDict):
    """Attributes of the graph itself."""

    dataset: DatasetInfo
    version: str
    as_of: dt.date
    as_of_text: str  # "2004-06 (taken as 15 June 2004)"
    crs: str
    scale: dict[RiskLevel, tuple[float, float]]
    reference_km: dict[str, float]
    defaults: dict[str, RiskLevel]
    km_per_day: dict[TravelMode, float]
    families: tuple[Family, ...]
    reports: dict[str, Report]
    claims: dict[str, Claim]
    dormant: tuple[DormantLeg, ...]
    scenario: tuple[str, ...]  # what is supposed, in words; empty for the reported network
    notices: tuple[str, ...]


def node_data(G: nx.MultiDiGraph[str], node: str) -> NodeData:
    """Return the attributes of a place, typed; networkx itself knows only of dictionaries."""
    return cast("NodeData", G.nodes[node])


def edge_data(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> EdgeData:
    """Return the attributes of a leg ``(u, v, mode)``, typed."""
    return cast("EdgeData", G.edges[leg])


def claims_of(data: EdgeData) -> tuple[str, ...]:
    """Return the ids of the claims that support a leg or weigh it, each once."""
    weighing = (claim for part in data["parts"].values() for claim in part.claims)
    return tuple(dict.fromkeys((*data["claims"], *weighing)))


_NODE_KEYS = tuple(NodeData.__annotations__)
_EDGE_KEYS = tuple(EdgeData.__annotations__)
_GRAPH_KEYS = tuple(GraphData.__annotations__)
_AMOUNTS = ("length_km", "days", "risk_cost", "risk_low", "risk_high")
_ROUNDING = 1e-6  # costs are rounded to 9 digits, part by part


def validate_network(G: nx.MultiDiGraph[str]) -> None:
    """Check that a graph keeps the network contract.

    Raises
    ------
    NetworkError
        If it does not; the message lists every fault, one a line, so that one run tells all.

    Examples
    --------
    >>> import networkx as nx
    >>> validate_network(nx.MultiDiGraph())
    Traceback (most recent call last):
        ...
    geodata.errors.NetworkError: the graph breaks the network contract:
    - the graph lacks the attributes dataset, version, as_of, as_of_text, crs, scale, \
reference_km, defaults, km_per_day, families, reports, claims, dormant, scenario, notices
    """
    faults = [*_graph_faults(G), *_node_faults(G)]
    if G.is_multigraph():
        faults += _edge_faults(G)
    if faults:
        raise NetworkError("the graph breaks the network contract:\n" + "\n".join(f"- {f}" for f in faults))


def _lacks(data: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return ", ".join(key for key in keys if key not in data)


def _is_within(value: object, low: float, high: float) -> bool:
    """Return whether a value is a number, also one of numpy, in a closed interval."""
    return isinstance(value, Real) and low <= float(value) <= high


def _graph_faults(G: nx.MultiDiGraph[str]) -> list[str]:
    faults = []
    if not (G.is_multigraph() and G.is_directed()):
        faults.append(f"it is a {type(G).__name__}, not an nx.MultiDiGraph")
    if missing := _lacks(G.graph, _GRAPH_KEYS):
        faults.append(f"the graph lacks the attributes {missing}")
    if not all(isinstance(leg, DormantLeg) for leg in G.graph.get("dormant", ())):
        faults.append("the attribute dormant holds something else than DormantLeg")
    return faults


def _node_faults(G: nx.MultiDiGraph[str]) -> list[str]:
    faults = []
    for node, data in G.nodes(data=True):
        place = f"place '{node}'"
        if missing := _lacks(data, _NODE_KEYS):
            faults.append(f"{place} lacks {missing}")
            continue
        if not (_is_within(data["lon"], -180, 180) and _is_within(data["lat"], -90, 90)):
            where = f"({data['lon']}, {data['lat']})"
            faults.append(f"{place} lies at {where}, outside lon [-180, 180], lat [-90, 90]")
        if data["kind"] not in list(PlaceKind):
            faults.append(f"{place} is a '{data['kind']}'; use one of {', '.join(PlaceKind)}")
        if (data["kind"] == PlaceKind.CROSSING) != bool(data["other_country"]):
            faults.append(f"{place} is a {data['kind']} with other_country {data['other_country']!r}")
        faults += _unknown_claims(G, place, data, ("haven", "harms"))
    return faults


def _edge_faults(G: nx.MultiDiGraph[str]) -> list[str]:
    faults = []
    for u, v, key, data in G.edges(keys=True, data=True):
        leg = f"leg '{u}'-'{v}' ({key})"
        if key not in list(TravelMode):
            faults.append(f"{leg} has a key that is no mode; use one of {', '.join(TravelMode)}")
        if u == v:
            faults.append(f"{leg} leads back to its own start")
        if missing := _lacks(data, _EDGE_KEYS):
            faults.append(f"{leg} lacks {missing}")
            continue
        wrong = [name for name in _AMOUNTS if not _is_within(data[name], 0, sys.float_info.max)]
        faults += [f"{leg} has {name} = {data[name]!r}; it must be finite and at least 0" for name in wrong]
        if not wrong:
            faults += _risk_faults(leg, data)
        if data["evidence"] not in list(Evidence):
            faults.append(f"{leg} has evidence '{data['evidence']}'; use one of {', '.join(Evidence)}")
        if not data["reports"]:
            faults.append(f"{leg} cites no report")
        unknown = [report for report in data["reports"] if report not in G.graph.get("reports", {})]
        faults += [f"{leg} cites '{report}', which is no report of the graph" for report in unknown]
        faults += _unknown_claims(G, leg, data, ("claims", "harms"))
    return faults


def _risk_faults(leg: str, data: Mapping[str, Any]) -> list[str]:
    faults = []
    low, cost, high = data["risk_low"], data["risk_cost"], data["risk_high"]
    if not low <= cost <= high:
        faults.append(f"{leg} has risk_cost {cost} outside [{low}, {high}]")
    of_parts = math.fsum(part.cost for part in data["parts"].values())
    if not math.isclose(cost, of_parts, abs_tol=_ROUNDING):
        faults.append(f"{leg} has risk_cost {cost}, but its parts add to {of_parts}")
    return faults


def _unknown_claims(
    G: nx.MultiDiGraph[str], what: str, data: Mapping[str, Any], names: tuple[str, ...]
) -> list[str]:
    known = G.graph.get("claims", {})
    cited = [claim for name in names for claim in data[name]]
    return [
        f"{what} cites '{claim}', which is no claim of the graph" for claim in cited if claim not in known
    ]
