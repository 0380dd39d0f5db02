"""Shortest, safest and balanced paths, each with its totals, its interval and its margin.

*Shortest* has the least length on the ground and in the air together; *safest* the least sum of
``-ln(1 - p)``, which is the most reliable path; *balanced* the least sum of risk and length,
where `KM_PER_RISK` km weigh as much as one unit of risk cost. None of them knows of time tables,
prices or seasons: they read the network that reports describe.

An answer is never only the best path. It says how far off the next one is (another chain of
places), and how far off the next *route* is (another exit), because where the margin is small
the order of the two rests on the assumptions.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from geodata import UnknownNameError, find_place
from routes import Claim, EvidenceList, Report, claims_of, collect_evidence, edge_data, places_of

from .exits import best_by_other_exit, exit_of
from .results import Objective, PathResult, Rival, Totals
from .search import Leg, best_path, leg_costs, places_on, plain_arcs
from .unreachable import why_no_way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

KM_PER_RISK = 10_000
"""Length in km that weighs as much as one unit of risk cost: 100 km stand against about one per cent."""


def shortest_path(G: nx.MultiDiGraph[str], source: str, target: str) -> PathResult:
    """Return the path of least length between two places, in km on WGS 84.

    Places may be given by any of their names. Ties go to the path with fewer legs, then by place
    ids. Where there is no way through, the result says why (``result.found`` is False); it is no
    error. If source and target are one place, the path has no legs.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a place is unknown, or a name fits several.
    """
    return _solve(G, source, target, Objective.LENGTH, _length)


def safest_path(G: nx.MultiDiGraph[str], source: str, target: str) -> PathResult:
    """Return the path of the lowest risk index among the ways reported.

    It has the least sum of ``-ln(1 - p)`` over its legs, the most reliable path of the
    literature (Frank 1969, doi:10.1287/opre.17.4.583, treats its random form); ``p`` is the central
    chance of forcible return on a leg. Otherwise as `shortest_path`.
    """
    return _solve(G, source, target, Objective.RISK, _risk)


def balanced_path(
    G: nx.MultiDiGraph[str], source: str, target: str, *, km_per_risk: float = KM_PER_RISK
) -> PathResult:
    """Return the path of the least sum ``risk_cost + length_km / km_per_risk``.

    ``km_per_risk`` is the length that weighs as much as one unit of risk cost. Otherwise as
    `shortest_path`.

    Raises
    ------
    ValueError
        If ``km_per_risk`` is not positive.
    """
    if not 0 < km_per_risk < math.inf:
        raise ValueError(
            f"km_per_risk is {km_per_risk}; it must be a positive length in km, 10,000 by default"
        )
    return _solve(G, source, target, Objective.BALANCED, partial(_balanced, km_per_risk=km_per_risk))


def best_by(G: nx.MultiDiGraph[str], source: str, target: str, objective: Objective) -> PathResult:
    """Return the best path by a named objective, with its defaults.

    Raises
    ------
    ValueError
        If the objective is none of length, risk and balanced.
    """
    solve = {
        Objective.LENGTH: shortest_path,
        Objective.RISK: safest_path,
        Objective.BALANCED: balanced_path,
    }
    if objective not in solve:
        raise ValueError(f"'{objective}' is no objective; use one of {', '.join(Objective)}")
    return solve[objective](G, source, target)


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


def claims_on(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> tuple[Claim, ...]:
    """Return the claims that support a chain of legs or weigh them, each once, in the order of the legs."""
    found: dict[str, Claim] = {}
    for leg in legs:
        found |= {claim: G.graph["claims"][claim] for claim in claims_of(edge_data(G, leg))}
    return tuple(found.values())


def evidence_on_path(G: nx.MultiDiGraph[str], path: PathResult) -> EvidenceList:
    """Return the claims that an answer rests on, oldest first, with the grade of the whole.

    An answer that found no way through rests on none of them.
    """
    target = f"{path.source}..{path.target}"
    return collect_evidence(target, claims_on(G, path.legs), G.graph["reports"])


def _length(data: Mapping[str, float]) -> float:
    return data["length_km"]


def _risk(data: Mapping[str, float]) -> float:
    return data["risk_cost"]


def _balanced(data: Mapping[str, float], *, km_per_risk: float) -> float:
    return data["risk_cost"] + data["length_km"] / km_per_risk


def _solve(
    G: nx.MultiDiGraph[str],
    source: str,
    target: str,
    objective: Objective,
    weight: Callable[[Mapping[str, float]], float],
) -> PathResult:
    places = places_of(G)
    if not places:
        raise UnknownNameError(
            f"the network has no places, so '{source}' is none of them; load a dataset with places"
        )
    source, target = find_place(source, places), find_place(target, places)
    costs = leg_costs(G, weight)
    best = best_path(plain_arcs(costs), (source, 0), (target, 0))
    legs = best[1] if best else ()
    exit_target = exit_of(G, legs)
    value = partial(_value, G, weight)
    runner_up = _second_best(costs, source, target, legs)
    other = best_by_other_exit(G, costs, source, target, exit_target) if exit_target else None
    info = G.graph["dataset"]
    return PathResult(
        source=source,
        target=target,
        objective=objective,
        legs=legs,
        totals=sum_legs(G, legs),
        exit=exit_target,
        sources=_sources_of(G, legs),
        flags=tuple(dict.fromkeys(flag for leg in legs for flag in G.edges[leg]["flags"])),
        as_of=G.graph["as_of_text"],
        scenario=G.graph["scenario"],
        dataset=f"{info.title}, version {info.version}",
        runner_up=_rival(G, runner_up, value(runner_up) - value(legs)) if runner_up else None,
        other_exit=_rival(G, other[1], value(other[1]) - value(legs)) if other else None,
        reason="" if best else why_no_way(G, source, target),
    )


def _second_best(
    costs: Mapping[Leg, int], source: str, target: str, legs: Sequence[Leg]
) -> tuple[Leg, ...] | None:
    """Return the best path through another chain of places.

    Any other chain lacks at least one hop of the best one, so the best over "without this hop"
    is exact.
    """
    found = [
        way
        for leg in legs
        if (way := best_path(plain_arcs(costs, without={(leg.u, leg.v)}), (source, 0), (target, 0)))
    ]
    return min(found, key=lambda way: (way[0], places_on(way[1]), way[1]))[1] if found else None


def _value(
    G: nx.MultiDiGraph[str], weight: Callable[[Mapping[str, float]], float], legs: Sequence[Leg]
) -> float:
    return math.fsum(weight(G.edges[leg]) for leg in legs)


def _rival(G: nx.MultiDiGraph[str], legs: tuple[Leg, ...], gap: float) -> Rival:
    return Rival(legs=legs, exit=exit_of(G, legs), totals=sum_legs(G, legs), gap=max(0.0, round(gap, 9)))


def _sources_of(G: nx.MultiDiGraph[str], legs: Sequence[Leg]) -> tuple[Report, ...]:
    """Return the reports of the claims that support or weigh the legs, oldest first."""
    cited = {claim.report for claim in claims_on(G, legs)}
    return tuple(sorted((G.graph["reports"][r] for r in cited), key=lambda r: (r.date.start, r.id)))
