"""What a scenario does to legs other than closing them: open, set a level, multiply, add.

Everything here changes a network in place: `routes.scenarios.apply` hands in its own copy. A target acts on
the legs and parts of risk of which it would speak if a level were set on it (`routes.scenarios.levels`).

*Open.* A dormant leg comes back as it was. Where claims shut it, those parts are read as `severe`
instead of `closed`, on the target that the claims spoke of: as where claims disagree.

*Multiply and add.* Levels and chances stay as claimed, the costs carry the change, and the parts
say that they rest on a scenario. Moving time follows the length, and so does exposure that is
spread by length. A number that would fall below zero is refused, never cut off.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata import ScenarioError
from routes.contract import EdgeData, RiskPart, edge_data
from routes.cover import matches_leg
from routes.network import pairs_of, places_of
from routes.risk import COST_DIGITS, priced, share_of
from routes.targets import Target, TargetKind, read_target
from routes.words import RiskLevel, RiskPartName, TravelMode

from .change import Action
from .levels import SCENARIO, at_level, change_legs, parts_on, set_parts
from .text import change_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import networkx as nx

    from .change import Change

Leg = tuple[str, str, str]

KM_DIGITS = 3  # to the metre, as distances are
_SPECIFICITY = (
    TargetKind.COUNTRY,
    TargetKind.MODE_IN_COUNTRY,
    TargetKind.KIND_IN_COUNTRY,
    TargetKind.BORDER,
    TargetKind.DIRECTED_BORDER,
    TargetKind.PLACE,
    TargetKind.LEG,
)


def specificity(target: Target) -> int:
    """Return how specific a target is, from countries (0) to legs.

    Examples
    --------
    >>> specificity(Target(TargetKind.COUNTRY, "CHN")), specificity(Target(TargetKind.LEG, "a", "b"))
    (0, 6)
    """
    return _SPECIFICITY.index(target.kind)


def open_legs(G: nx.MultiDiGraph[str], target: Target) -> None:
    """Bring back the dormant legs that a target covers, in place, whatever closed them.

    Those out of use and those that claims had shut are flagged as resting on a scenario.
    """
    places, pairs = places_of(G), pairs_of(G)
    dormant = []
    for sleeper in G.graph["dormant"]:
        leg = (sleeper.u, sleeper.v, str(sleeper.mode))
        if not matches_leg(G, target, leg, sleeper.data):
            dormant.append(sleeper)
            continue
        data = sleeper.data.copy()
        for name, part in sleeper.data["parts"].items():
            if math.isinf(part.cost):
                spoken_of = read_target(part.target, places, pairs)
                data = at_level(G, leg, data, target=spoken_of, level=RiskLevel.SEVERE, parts=[name])
        if not data["first_reported"] <= G.graph["as_of"] <= data["last_reported"]:
            _flag(data)
        G.add_edge(*leg, **data)
    G.graph["dormant"] = tuple(dormant)


def set_level(G: nx.MultiDiGraph[str], target: Target, change: Change) -> None:
    """Set a level on a target, in place; legs that claims had shut open if nothing else shuts them."""
    level = RiskLevel(change.level or "")

    def at(leg: Leg, data: EdgeData, parts: Collection[RiskPartName]) -> EdgeData:
        return at_level(G, leg, data, target=target, level=level, parts=parts)

    change_legs(G, target, at)


def set_length(G: nx.MultiDiGraph[str], target: Target, change: Change) -> None:
    """Multiply the length of the open legs of a target, and add to it, in place; km."""
    factor, more = change.length or 1.0, change.length_km or 0.0
    if change.length is None and change.length_km is None:
        return
    for leg, _ in _open_legs_of(G, target):
        data = edge_data(G, leg).copy()
        before = data["length_km"]
        after = round(before * factor + more, KM_DIGITS)
        _check_number(after, "km", _words(change), leg)
        mode = TravelMode(leg[2])
        data["length_km"] = after
        if mode is not TravelMode.ENTRY:
            data["days"] = round(after / G.graph["km_per_day"][mode], KM_DIGITS)
        parts = dict(data["parts"])
        exposure = parts.get(RiskPartName.EXPOSURE)
        if exposure and mode.is_surface and data["country"] and exposure.target != f"{leg[0]}:{leg[1]}":
            share = share_of(G.graph["reference_km"], data["country"], after)
            parts[RiskPartName.EXPOSURE] = _of_length(exposure, before, after, share)
            set_parts(data, parts)
        _flag(data)
        G.edges[leg].update(data)


def times_risk(G: nx.MultiDiGraph[str], target: Target, change: Change) -> None:
    """Multiply the risk cost of the parts of which a target speaks, and both its ends, in place."""
    if (factor := change.risk) is None:
        return
    for leg, names in _open_legs_of(G, target):
        data = edge_data(G, leg).copy()
        parts = dict(data["parts"])
        for name in names:
            parts[name] = _at_costs(parts[name], lambda cost: cost * factor)
        set_parts(data, parts)
        _check_number(data["risk_high"], "risk cost", _words(change), leg)
        G.edges[leg].update(data)


def add_risk(G: nx.MultiDiGraph[str], target: Target, change: Change) -> None:
    """Add to the risk cost of the open legs of a target, and to both its ends, in place: once a leg.

    It goes to the passage if the target speaks of one, else to the entry, else to the exposure.
    """
    if (more := change.risk_cost) is None:
        return
    for leg, names in _open_legs_of(G, target):
        data = edge_data(G, leg).copy()
        name = next(name for name in RiskPartName if name in names)
        part = _at_costs(data["parts"][name], lambda cost: cost + more)
        _check_number(part.cost_low, f"risk cost ({name}, lower end)", _words(change), leg)
        set_parts(data, {**data["parts"], name: part})
        G.edges[leg].update(data)


def _open_legs_of(G: nx.MultiDiGraph[str], target: Target) -> list[tuple[Leg, frozenset[RiskPartName]]]:
    """Return the open legs of which a target speaks, and the parts of their risk."""
    spoken = ((leg, parts_on(G, target, leg)) for leg in G.edges(keys=True))
    return [(leg, parts) for leg, parts in spoken if parts]


def _of_length(part: RiskPart, before: float, after: float, share: float) -> RiskPart:
    """Return exposure as it is on another length; where there was none, from its chances."""
    if before:
        return _at_costs(part, lambda cost: cost * (after / before))
    anew = priced(part.levels, part.p_low, part.p_high, share=share, target=part.target)
    return _flagged(replace(part, cost=anew.cost, cost_low=anew.cost_low, cost_high=anew.cost_high))


def _at_costs(part: RiskPart, change: Callable[[float], float]) -> RiskPart:
    """Return a part with its three costs changed."""
    cost, low, high = (round(change(old), COST_DIGITS) for old in (part.cost, part.cost_low, part.cost_high))
    return _flagged(replace(part, cost=cost, cost_low=low, cost_high=high))


def _flagged(part: RiskPart) -> RiskPart:
    return replace(part, flags=tuple(dict.fromkeys((*part.flags, SCENARIO))))


def _flag(data: EdgeData) -> None:
    data["flags"] = tuple(dict.fromkeys((*data["flags"], SCENARIO)))


def _words(change: Change) -> str:
    return change_words(Action.ADD if change.risk is change.length is None else Action.FACTOR, change)


def _check_number(value: float, unit: str, change: str, leg: Leg) -> None:
    if not 0 <= value < math.inf:
        u, v, mode = leg
        raise ScenarioError(
            f"'{change}' would bring leg {u}:{v} ({mode}) to {value:.12g} {unit}; "
            "numbers of legs are finite and at least 0, so suppose less"
        )
