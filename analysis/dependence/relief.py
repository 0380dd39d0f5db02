"""What is gained if a country, a border, a place or a leg becomes safe, and by whom.

The counterpart of what would be lost with it (`analysis.dependence.criticality`), for the same targets
and the same origins. Making X safe sets the risk of which X speaks to `minimal` (see `routes.relieve`);
legs that only claims on it had shut are open then. Each origin is asked alone: does it gain a way, how
much milder is its safest one, and how much shorter its shortest, where a leg opens.

No network is built for each X. One search a weight gives the costs as they are; from the legs that
become cheaper or open, what improves is spread backwards by Dijkstra's algorithm: the insertions of
Ramalingam and Reps (doi:10.1006/jagm.1996.0046), a set of legs at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from heapq import heapify, heappop, heappush
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import UNITS, Arcs, Leg, cost_of_steps, leg_costs, number_legs, steps_of, steps_to
from routes import (
    RiskLevel,
    RiskPartName,
    Target,
    TargetKind,
    at_level,
    edge_data,
    legs_shut_by_claims,
    node_data,
    risk_index,
)

from .cover import BORDER, COUNTRY, LEG, PLACE, Name, countries_of, names_at, target_of
from .criticality import NO_WAY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx


class Gain(NamedTuple):
    """What an origin gains.

    ``shorter_km`` is the shrinking of its shortest way (0 unless a leg opens), ``milder_cost`` that of
    the risk cost of its safest way; both are None if it had no way, and so is ``risk_index_before``.
    """

    origin: str
    shorter_km: float | None
    milder_cost: float | None
    risk_index_before: float | None
    risk_index_after: float

    @property
    def connected(self) -> bool:
        """Return whether it has a way now that had none."""
        return self.risk_index_before is None


def gains(
    G: nx.MultiDiGraph[str], origins: Collection[str], destinations: Collection[str]
) -> dict[Target, tuple[Gain, ...]]:
    """Return for each target what it would give to make it safe, by origin.

    Parameters
    ----------
    G
        A network that keeps the network contract.
    origins, destinations
        Ids of places of the network, as for `analysis.dependence.criticality.losses`.

    Returns
    -------
    dict
        Targets in the same order as losses, gains by origin. A target whose safety helps
        nobody is absent, and so is an origin that gains nothing by it, that is a destination, or that is
        the target or lies in it.

    Raises
    ------
    NetworkError
        If a length or risk cost is negative, infinite or no number.

    See Also
    --------
    routes.relieve : the network in which one target is made safe.
    """
    shut = legs_shut_by_claims(G)
    whole = G.copy()
    for u, v, key, data in shut.edges(keys=True, data=True):
        whole.add_edge(u, v, key=key, **data)
    arcs = number_legs(whole)
    closed = frozenset(arcs.legs.index(Leg(*leg)) for leg in shut.edges(keys=True))
    starts = sorted({arcs.number[origin] for origin in origins if origin not in destinations})
    goals = [arcs.number[destination] for destination in destinations]
    length = _cost_now(arcs, leg_costs(whole, arcs, itemgetter("length_km")), goals, closed)
    risk = _cost_now(arcs, leg_costs(whole, arcs, _risk_if_open), goals, closed)
    own = {place: names_at(G, arcs.places[place]) for place in starts}
    found = {}
    for name, milder in sorted(_relieved_costs(whole, arcs, destinations).items()):
        safer = _improved(arcs, risk, milder)
        shorter = _improved(arcs, length, {leg: length.legs[leg] for leg in closed if leg in milder})
        hit = [place for place in starts if (place in safer or place in shorter) and name not in own[place]]
        if hit:
            found[target_of(name)] = tuple(
                _gain(
                    arcs.places[place],
                    (length.cost[place], shorter.get(place, length.cost[place])),
                    (risk.cost[place], safer.get(place, risk.cost[place])),
                )
                for place in hit
            )
    return found


def _gain(origin: str, length: tuple[int, int], risk: tuple[int, int]) -> Gain:
    """Return a gain from the costs of the shortest and of the safest way, before and after."""
    after = risk_index(risk[1] / UNITS)
    if risk[0] == NO_WAY:
        return Gain(origin, None, None, None, after)
    shorter, milder = (length[0] - length[1]) / UNITS, (risk[0] - risk[1]) / UNITS
    return Gain(origin, shorter, milder, risk_index(risk[0] / UNITS), after)


def _risk_if_open(data: Mapping[str, float]) -> float:
    """Return the risk cost of a leg; of one that is shut, which no search uses as it is, nothing."""
    return 0.0 if math.isinf(data["risk_cost"]) else data["risk_cost"]


def _relieved_costs(G: nx.MultiDiGraph[str], arcs: Arcs, ends: Collection[str]) -> dict[Name, dict[int, int]]:
    """Return for each target the new risk costs of the legs that become milder, or open, by its safety.

    Places in ``ends`` and the countries in which they lie are left out. It says of all targets at once
    what `routes.parts_on` says of one.
    """
    countries_left_out = countries_of(G, ends)
    milder: dict[Name, dict[int, int]] = defaultdict(dict)
    for number, leg in enumerate(arcs.legs):
        u, v, _ = leg
        data = edge_data(G, leg)
        country = data["country"] or node_data(G, u)["country"]
        names = [(LEG, u, v), *((PLACE, place, "") for place in (u, v) if place not in ends)]
        if country not in countries_left_out:
            names.append((COUNTRY, country, ""))
        _note(milder, names, number, data["risk_cost"], _relieved(G, leg, data["parts"]))
        if data["border"]:
            first, second = sorted(data["border"].split(":"))
            passage = _relieved(G, leg, {RiskPartName.PASSAGE})
            _note(milder, [(BORDER, first, second)], number, data["risk_cost"], passage)
    return milder


def _relieved(G: nx.MultiDiGraph[str], leg: Leg, parts: Collection[RiskPartName]) -> float:
    """Return the risk cost of a leg of which some parts are made safe, whatever the target."""
    target = Target(TargetKind.LEG, leg.u, leg.v)
    data = edge_data(G, leg)
    safe = at_level(G, leg, data, target=target, level=RiskLevel.MINIMAL, parts=parts, relief=True)
    return safe["risk_cost"]


def _note(
    milder: dict[Name, dict[int, int]], names: Collection[Name], leg: int, before: float, after: float
) -> None:
    if after < before:  # not where something else shuts it still
        for name in names:
            milder[name][leg] = round(after * UNITS)


class _Now(NamedTuple):
    """Costs as they are: of each leg, and of the best way from each place (`NO_WAY` without one)."""

    legs: list[int]
    cost: list[int]
    closed: frozenset[int]


def _cost_now(arcs: Arcs, legs: list[int], goals: Collection[int], closed: frozenset[int]) -> _Now:
    left = steps_to(arcs, steps_of(legs), goals, without=closed)
    return _Now(legs, [NO_WAY if s is None else cost_of_steps(s) for s in left], closed)


def _improved(arcs: Arcs, now: _Now, changed: Mapping[int, int]) -> dict[int, int]:
    """Return the new costs of the places from which the best way is better once legs have changed."""
    tail, head, old = arcs.tail, arcs.head, now.cost
    best: dict[int, int] = {}
    # Step 1: a leg that changed may be better than the best way on from its tail.
    heap = [(cost + old[head[leg]], tail[leg]) for leg, cost in changed.items()]
    heap = [(cost, place) for cost, place in heap if cost < old[place]]
    heapify(heap)
    # Step 2: Dijkstra's algorithm backwards over places that improve.
    while heap:
        cost, place = heappop(heap)
        if cost >= best.get(place, old[place]):
            continue
        best[place] = cost
        for leg in arcs.into[place]:
            if leg in changed or leg not in now.closed:
                before, longer = tail[leg], cost + changed.get(leg, now.legs[leg])
                if longer < best.get(before, old[before]):
                    heappush(heap, (longer, before))
    return best
