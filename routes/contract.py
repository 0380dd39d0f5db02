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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from geodata import NetworkError, PlaceKind

from .records import Evidence, RiskLevel, RiskPartName, TravelMode

if TYPE_CHECKING:
    import datetime as dt

    import networkx as nx

    from .records import Claim, DatasetInfo, Family, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPart:
    """One of the three parts of a leg's risk, and what it rests on.

    ``levels`` are those of the pooled claims, mildest first, or the default; ``p_low`` and
    ``p_high`` bound the probability that they speak of (of one use; for exposure, of one
    passage of ``reference_km``). ``cost``, ``cost_low`` and ``cost_high`` are what the part
    adds to this leg. ``claims`` are the ids of the claims that were pooled, ``overridden``
    those that a more specific one set aside. ``target`` is the target they speak of.
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
    harms: tuple[str, ...]  # ids of harm claims on the place or its country that are in force


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
    last_reported: dt.date | None  # None: the dataset shows no end of use
    flags: tuple[str, ...]  # contested, disputed, stale, assumed, ...
    harms: tuple[str, ...]  # ids of harm claims on the leg or its border that are in force


@dataclass(frozen=True, slots=True, kw_only=True)
class DormantLeg:
    """A leg that reports know but that is not open: out of use, or shut."""

    u: str
    v: str
    mode: TravelMode
    reason: str
    data: EdgeData


class GraphData(TypedDict):
    """Attributes of the graph itself."""

    dataset: DatasetInfo
    version: str
    as_of: dt.date
    as_of_text: str  # "2004-06 (15 June 2004)"
    crs: str
    scale: dict[RiskLevel, tuple[float, float]]
    reference_km: dict[str, float]
    defaults: dict[str, RiskLevel]
    km_per_day: dict[TravelMode, float]
    families: tuple[Family, ...]
    reports: dict[str, Report]
    claims: dict[str, Claim]
    dormant: tuple[DormantLeg, ...]
    scenario: tuple[str, ...]  # what was closed, in words; empty for the reported network
    notices: tuple[str, ...]
