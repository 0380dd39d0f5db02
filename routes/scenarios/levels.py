"""A level set on a target: what a leg would cost if a border, country or place were as safe as said.

A level is set as if reports claimed it, in place of what they claim: the parts of a leg's risk of
which the target speaks take the level's cost by the dataset's scale, and say that they rest on a
scenario. A border speaks of passages alone; a country of all that happens on the legs that run in
it, or leave it by air or sea; everything else of all parts of the legs that it covers. A level on
a leg is for that leg as a whole, as a claim on it is; any other is spread by length.

*Relief* makes a target as safe as a haven: `minimal`, spread by length. It never makes anything
worse, and it opens what claims had shut; legs that nobody reports for the date, or that a scenario
closed, stay as they are.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from routes.contract import EdgeData, RiskPart, edge_data, node_data
from routes.cover import matches_leg
from routes.network import why_dormant
from routes.risk import COST_DIGITS, bounds_of, priced, share_of
from routes.targets import Target, TargetKind
from routes.words import RiskLevel, RiskPartName, TravelMode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

SCENARIO = "scenario"


def parts_on(G: nx.MultiDiGraph[str], target: Target, leg: tuple[str, str, str]) -> frozenset[RiskPartName]:
    """Return the parts of a leg's risk of which a target speaks when a level is set on it.

    Only parts that the leg has are returned; a leg that the target does not touch has none.

    Examples
    --------
    >>> G = nx.MultiDiGraph()
    >>> G.add_node("pass", country="CHN", kind="crossing")
    >>> G.add_node("camp", country="MNG", kind="city")
    >>> parts = {RiskPartName.PASSAGE: None, RiskPartName.EXPOSURE: None}
    >>> _ = G.add_edge("pass", "camp", key="foot", border="CHN:MNG", country="MNG", parts=parts)
    >>> leg = ("pass", "camp", "foot")
    >>> sorted(map(str, parts_on(G, Target(TargetKind.COUNTRY, "MNG"), leg)))
    ['exposure', 'passage']
    >>> sorted(map(str, parts_on(G, Target(TargetKind.BORDER, "CHN", "MNG"), leg)))
    ['passage']
    >>> sorted(map(str, parts_on(G, Target(TargetKind.COUNTRY, "CHN"), leg)))
    []
    """
    data = edge_data(G, leg)
    parts = frozenset(data["parts"])
    match target.kind:
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            parts &= {RiskPartName.PASSAGE}
            touched = matches_leg(G, target, leg)
        case TargetKind.COUNTRY:
            # A leg by air or sea between countries is a matter of the one that it departs from.
            touched = (data["country"] or node_data(G, leg[0])["country"]) == target.first
        case _:
            touched = matches_leg(G, target, leg)
    return parts if touched else frozenset()


def at_level(
    G: nx.MultiDiGraph[str],
    leg: tuple[str, str, str],
    data: EdgeData,
    *,
    target: Target,
    level: RiskLevel,
    parts: Collection[RiskPartName],
    relief: bool = False,
) -> EdgeData:
    """Return the attributes of a leg of which some parts have a level; the given ones are unchanged.

    Parameters
    ----------
    G
        The network, for its scale and the lengths to which statements about countries refer.
    leg
        The leg, from, to and mode; it may be dormant.
    data
        The attributes that it has.
    target
        What the level is set on; the parts will name it.
    level
        The level. `closed` gives an infinite cost, with which a leg belongs among the dormant.
    parts
        The parts to be set, as of `parts_on`.
    relief
        Leave what is milder already, and spread the level by length also on a leg itself.

    Notes
    -----
    The parts rest on no claim and are flagged ``scenario``; the claims that they had are overridden.
    """
    low, high = bounds_of(level, G.graph["scale"])
    spread = TravelMode(leg[2]).is_surface and (relief or target.kind is not TargetKind.LEG)
    priced_parts = dict(data["parts"])
    for name in sorted(parts):
        share = 1.0
        if name is RiskPartName.EXPOSURE and spread and data["country"]:
            share = share_of(G.graph["reference_km"], data["country"], data["length_km"])
        old = data["parts"].get(name)
        overridden = (*old.claims, *old.overridden) if old else ()
        new = priced(
            (level,), low, high, share=share, target=str(target), overridden=overridden, flags=(SCENARIO,)
        )
        priced_parts[name] = _milder(old, new) if old and relief else new
    changed = data.copy()
    set_parts(changed, priced_parts)
    return changed


def set_parts(data: EdgeData, parts: dict[RiskPartName, RiskPart]) -> None:
    """Give the attributes of a leg new parts of risk, in place, with the sums and flags that follow.

    What rests on a scenario stays flagged so.
    """
    of_scenario = (SCENARIO,) if SCENARIO in data["flags"] else ()
    data["parts"] = parts
    data["risk_cost"] = _total(part.cost for part in parts.values())
    data["risk_low"] = _total(part.cost_low for part in parts.values())
    data["risk_high"] = _total(part.cost_high for part in parts.values())
    flags = (flag for part in parts.values() for flag in part.flags)
    data["flags"] = tuple(dict.fromkeys((*flags, *of_scenario)))


def relieve(G: nx.MultiDiGraph[str], target: Target) -> nx.MultiDiGraph[str]:
    """Return a new network in which a target is made safe; the given one is unchanged.

    Every part of risk of which the target speaks is `minimal`, or what it was if that is milder.
    Legs that claims had shut come to life again if nothing else shuts them. A network that the
    target does not touch stays as it is, but for the words of its scenario.

    See Also
    --------
    routes.scenarios.levels.parts_on : which parts a target speaks of.
    routes.apply_scenario : the contrary; what it closed stays closed.
    """
    relieved = G.copy()

    def milder(leg: tuple[str, str, str], data: EdgeData, parts: Collection[RiskPartName]) -> EdgeData:
        return at_level(G, leg, data, target=target, level=RiskLevel.MINIMAL, parts=parts, relief=True)

    change_legs(relieved, target, milder)
    relieved.graph["scenario"] = tuple(dict.fromkeys((*G.graph["scenario"], f"{target} made safe")))
    return relieved


def change_legs(
    G: nx.MultiDiGraph[str],
    target: Target,
    change: Callable[[tuple[str, str, str], EdgeData, Collection[RiskPartName]], EdgeData],
) -> None:
    """Change the legs of which a target speaks, in place; what claims shut may open by it.

    ``change`` takes a leg, its attributes and the parts of which the target speaks, and returns new
    attributes. A leg that stays shut stays dormant, with the new attributes and what now shuts it.
    """
    for leg in list(G.edges(keys=True)):
        if parts := parts_on(G, target, leg):
            G.edges[leg].update(change(leg, edge_data(G, leg), parts))
    shut = legs_shut_by_claims(G)
    dormant = []
    for sleeper in G.graph["dormant"]:
        leg = (sleeper.u, sleeper.v, str(sleeper.mode))
        parts = parts_on(shut, target, leg) if shut.has_edge(*leg) else frozenset()
        data = change(leg, edge_data(shut, leg), parts) if parts else sleeper.data
        if parts and not math.isinf(data["risk_cost"]):
            G.add_edge(*leg, **data)
        elif parts:  # what else shuts it is now the reason
            reason = why_dormant(data, G.graph["as_of"], f"{leg[0]}:{leg[1]}")
            dormant.append(replace(sleeper, reason=reason, data=data))
        else:
            dormant.append(sleeper)
    G.graph["dormant"] = tuple(dormant)


def legs_shut_by_claims(G: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the dormant legs that nothing but claims (or defaults) shuts, as a network of the same places.

    They are reported for the date, and no scenario closed them: with milder claims they would be
    open. Their risk costs are infinite, so that the network does not keep the contract. It has no
    legs where claims shut none.
    """
    shut: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    shut.add_nodes_from(G.nodes(data=True))
    shut.graph.update(G.graph)
    for leg in G.graph["dormant"]:
        in_use = leg.data["first_reported"] <= G.graph["as_of"] <= leg.data["last_reported"]
        if in_use and math.isinf(leg.data["risk_cost"]) and not leg.closed_by:
            shut.add_edge(leg.u, leg.v, key=str(leg.mode), **leg.data)
    return shut


def _milder(old: RiskPart, new: RiskPart) -> RiskPart:
    """Return the new part where it is milder than the old in anything, with the better of every number."""
    if old.cost <= new.cost and old.cost_low <= new.cost_low and old.cost_high <= new.cost_high:
        return old
    return replace(
        new,
        p_low=min(old.p_low, new.p_low),
        p_high=min(old.p_high, new.p_high),
        cost=min(old.cost, new.cost),
        cost_low=min(old.cost_low, new.cost_low),
        cost_high=min(old.cost_high, new.cost_high),
    )


def _total(costs: Iterable[float]) -> float:
    return round(math.fsum(costs), COST_DIGITS)
