"""What a chain of legs adds up to, a path that lost, and by how much one has to lead, as frozen records."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.search.arcs import places_on
from routes import edge_data, risk_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from analysis.search.arcs import Leg

    from .exits import Exit


CLOSE_CALL = 0.05
"""Lead in risk cost below which the order of two ways should not be relied on: a stated choice."""

CLEAR_LEAD = 0.20
"""Lead in risk cost from which the order of two ways stands out: a stated choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the legs of a path: km, days of moving time, additive risk cost and its interval."""

    length_km: float
    days: float
    risk_cost: float
    risk_low: float
    risk_high: float
    borders: tuple[str, ...]

    @property
    def risk_index(self) -> float:
        """Return the central risk index in [0, 1]."""
        return risk_index(self.risk_cost)

    @property
    def risk_index_low(self) -> float:
        """Return the lower end of the risk index."""
        return risk_index(self.risk_low)

    @property
    def risk_index_high(self) -> float:
        """Return the upper end of the risk index."""
        return risk_index(self.risk_high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A path that lost: its legs, its exit, its totals, and by how much it lost.

    ``gap`` is in the unit of the weight: km for length, days for days, risk cost for risk and balanced.
    It is below 0 where the rival is better, as another exit of a path of lower rank may be.
    """

    legs: tuple[Leg, ...]
    exit: Exit | None
    totals: Totals
    gap: float

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places passed, in order."""
        return places_on(self.legs)

    @property
    def in_words(self) -> str:
        """Return the rival in a few words: its exit, its risk index and its length."""
        by = f"{self.exit.in_words}: " if self.exit else ""
        return f"{by}risk index {self.totals.risk_index:.3f}, {self.totals.length_km:,.0f} km"


NO_TOTALS = Totals(
    length_km=math.nan, days=math.nan, risk_cost=math.nan, risk_low=math.nan, risk_high=math.nan, borders=()
)
"""The totals where there is no way: no numbers, since 0 would read as near and safe."""


def sum_legs(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> Totals:
    """Return the totals of a chain of legs; zero for an empty one."""
    data = [edge_data(G, leg) for leg in legs]
    return Totals(
        length_km=round(math.fsum(d["length_km"] for d in data), 3),
        days=round(math.fsum(d["days"] for d in data), 3),
        risk_cost=round(math.fsum(d["risk_cost"] for d in data), 9),
        risk_low=round(math.fsum(d["risk_low"] for d in data), 9),
        risk_high=round(math.fsum(d["risk_high"] for d in data), 9),
        borders=tuple(d["border"] for d in data if d["border"]),
    )
