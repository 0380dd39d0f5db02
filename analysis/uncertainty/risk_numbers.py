"""The numbers on which the risk of a network rests, each with every leg that it feeds.

A *number* is one central chance of return. Claims that were pooled speak of one chance together,
which counts on every leg that they weigh: whole, or spread by length. So does a default of the
dataset, taken everywhere or only on the one target of which nobody reported. What a scenario supposes is a
number too, and so is the whole risk of one leg, moved alone.

How often a number counts on a leg is its *share*: it adds ``-ln(1 - p) * share`` to the leg's cost. Shares
are read back from the costs at the two ends of the interval, so that lengths and risks changed by
a scenario keep theirs.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import Leg
from geodata import QuestionError
from routes import EdgeData, RiskLevel, RiskPart, RiskPartName, TravelMode, edge_data, risk_cost, risk_index

if TYPE_CHECKING:
    import networkx as nx

_ASSUMED, _SCENARIO = "assumed", "scenario"  # flags of parts
_DIGITS = 9  # of costs
_ROUNDING = 2e-9  # of the difference of two costs


class NumberKind(StrEnum):
    """What a number rests on."""

    CLAIMS = "claims"
    ASSUMED = "assumed"
    DEFAULT = "default"
    SUPPOSED = "supposed"
    LEG = "leg"


class Share(NamedTuple):
    """How often a number counts on a part of a leg's risk; on the whole leg if ``part`` is None."""

    leg: Leg
    part: RiskPartName | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskNumber:
    """A central chance of return ``p``, its interval, and the legs that it feeds.

    ``about`` is the part of risk (passage, entry, exposure; departure by air or sea), for a leg its mode.
    ``target`` is what it speaks of; empty for a default wherever it is taken. ``levels`` are as claimed,
    mildest first; none for a leg. ``claims`` are the ids of the pooled claims; none where nobody reported.
    """

    kind: NumberKind
    about: str
    target: str
    levels: tuple[RiskLevel, ...]
    p: float
    p_low: float
    p_high: float
    claims: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def in_words(self) -> str:
        """Return what the number is, in a few words.

        Examples
        --------
        >>> RiskNumber(kind=NumberKind.ASSUMED, about="passage", target="CHN-LAO", p=0.09, p_low=0.05,
        ...            p_high=0.15, levels=(RiskLevel.MODERATE,)).in_words
        "passage CHN-LAO, assumed 'moderate'"
        """
        levels = " or ".join(f"'{level}'" for level in self.levels)
        match self.kind:
            case NumberKind.LEG:
                return f"leg {self.target} ({self.about})"
            case NumberKind.DEFAULT:
                return f"{self.about} wherever nothing is claimed, {levels}"
            case NumberKind.CLAIMS:
                count = len(self.claims)
                return f"{self.about} {self.target}, {levels} by {count} claim{'s' if count > 1 else ''}"
        return f"{self.about} {self.target}, {self.kind} {levels}"


def risk_numbers(G: nx.MultiDiGraph[str]) -> tuple[RiskNumber, ...]:
    """Return every number that feeds the risk of an open leg: of claims, of defaults, of scenarios.

    By kind, part and target; none for a network without legs. Claims that a more specific one, or a
    haven, sets aside feed nothing. Numbers of single legs: see `leg_number`.

    Examples
    --------
    >>> import safepassage as sp
    >>> numbers = risk_numbers(sp.load_network("2004-06"))
    >>> [n.in_words for n in numbers if n.target == "CHN-MNG"]
    ["passage CHN-MNG, 'high' by 2 claims"]
    """
    fed: dict[tuple[NumberKind, str, str, tuple[str, ...]], list[tuple[Leg, RiskPartName, RiskPart]]]
    fed = defaultdict(list)
    for leg in map(Leg._make, sorted(G.edges(keys=True))):
        for name, part in edge_data(G, leg)["parts"].items():
            about = _about(leg, name)
            if part.claims:
                keys = [(NumberKind.CLAIMS, about, "", tuple(sorted(part.claims)))]
            elif _ASSUMED in part.flags:
                keys = [(NumberKind.ASSUMED, about, part.target, ()), (NumberKind.DEFAULT, about, "", ())]
            else:
                keys = [(NumberKind.SUPPOSED, about, part.target, tuple(map(str, part.levels)))]
            for key in keys:
                fed[key].append((leg, name, part))
    numbers = [
        RiskNumber(
            kind=kind,
            about=about,
            target="" if kind is NumberKind.DEFAULT else parts[0][2].target,
            levels=parts[0][2].levels,
            p=math.sqrt(parts[0][2].p_low * parts[0][2].p_high),
            p_low=parts[0][2].p_low,
            p_high=parts[0][2].p_high,
            claims=parts[0][2].claims,
            shares=tuple(Share(leg, name, _share(G, leg, name, part)) for leg, name, part in parts),
        )
        for (kind, about, _, _), parts in fed.items()
    ]
    order = list(NumberKind)
    return tuple(sorted(numbers, key=lambda n: (order.index(n.kind), n.about, n.target, n.claims)))


def leg_number(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> RiskNumber:
    """Return the whole risk of one open leg as a number: the chance of return on one use of it."""
    data = edge_data(G, leg)
    u, v, mode = leg
    return RiskNumber(
        kind=NumberKind.LEG,
        about=mode,
        target=f"{u}:{v}",
        levels=(),
        p=risk_index(data["risk_cost"]),
        p_low=risk_index(data["risk_low"]),
        p_high=risk_index(data["risk_high"]),
        shares=(Share(Leg(u, v, mode), None, 1.0),),
    )


def with_number(G: nx.MultiDiGraph[str], number: RiskNumber, p: float) -> nx.MultiDiGraph[str]:
    """Return a new network in which one number is known to be ``p``; the given one is unchanged.

    Every leg that the number feeds costs more or less by its share, and the interval of that part shrinks
    to this one chance. The legs are flagged ``scenario``, and the network says what is supposed.

    Raises
    ------
    QuestionError
        If ``p`` is below 0, or 1 and more. To shut what a number speaks of, close its target.
    """
    if not 0 <= p < 1:
        raise QuestionError(f"p is {p}; a chance is at least 0 and below 1 here: to shut a way, close it")
    changed = G.copy()
    by = risk_cost(p) - risk_cost(number.p)
    for leg, name, share in number.shares:
        data = edge_data(changed, leg)
        parts = data["parts"]
        if name is None:
            whole = RiskPart(
                levels=(), p_low=p, p_high=p, cost=0, cost_low=0, cost_high=0, target=number.target
            )
            # Which part a leg's whole risk stands in does not matter; legs of a plain table have none.
            moved = {next(iter(parts), RiskPartName.EXPOSURE): _known(whole, p, risk_cost(p))}
        else:
            moved = {**parts, name: _known(parts[name], p, parts[name].cost + by * share)}
        changed.edges[leg].update(_with_parts(data, moved))
    changed.graph["scenario"] = (*G.graph["scenario"], f"{number.in_words} at {p:.4g}")
    return changed


def _about(leg: Leg, name: RiskPartName) -> str:
    """Return the part of risk as the defaults call it: what leaving by air or sea costs is `departure`."""
    leaves = name is RiskPartName.EXPOSURE and not TravelMode(leg.key).is_surface
    return "departure" if leaves else str(name)


def _share(G: nx.MultiDiGraph[str], leg: Leg, name: RiskPartName, part: RiskPart) -> float:
    """Return how often the chance that a part speaks of counts on its leg.

    Costs have nine digits; where the share can be the exact one (once, or by length), it is.
    """
    data = edge_data(G, leg)
    exact = [1.0]
    if name is RiskPartName.EXPOSURE and TravelMode(leg.key).is_surface and data["country"]:
        reference_km = G.graph["reference_km"]
        exact.append(data["length_km"] / reference_km.get(data["country"], reference_km["*"]))
    apart, costs = risk_cost(part.p_high) - risk_cost(part.p_low), part.cost_high - part.cost_low
    if part.p_low == part.p_high:
        apart, costs = risk_cost(part.p_low), part.cost
    fitting = [share for share in exact if abs(share * apart - costs) <= _ROUNDING]
    if fitting or not apart:
        return fitting[-1] if fitting else exact[-1]
    return max(costs / apart, 0.0)


def _known(part: RiskPart, p: float, cost: float) -> RiskPart:
    cost = max(round(cost, _DIGITS), 0.0)
    flags = tuple(dict.fromkeys((*part.flags, _SCENARIO)))
    return replace(part, p_low=p, p_high=p, cost=cost, cost_low=cost, cost_high=cost, flags=flags)


def _with_parts(data: EdgeData, parts: dict[RiskPartName, RiskPart]) -> EdgeData:
    """Return the attributes of a leg with other parts of risk, with the sums and flags that follow."""
    changed = data.copy()
    changed["parts"] = parts
    changed["risk_cost"] = round(math.fsum(part.cost for part in parts.values()), _DIGITS)
    changed["risk_low"] = round(math.fsum(part.cost_low for part in parts.values()), _DIGITS)
    changed["risk_high"] = round(math.fsum(part.cost_high for part in parts.values()), _DIGITS)
    changed["flags"] = tuple(dict.fromkeys((*data["flags"], _SCENARIO)))
    return changed
