"""A scenario: closures that a user names, to see what they would do.

Closing is structural: a closed leg leaves the graph and is kept as dormant, with the reason. It
is never given a large weight, which would leave it on the best path where nothing else is open.
Scenarios hold what a user names; the program never searches for closures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .contract import DormantLeg, edge_data, node_data
from .network import places_of
from .targets import Target, TargetKind, read_target
from .words import TravelMode

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from .contract import EdgeData, NodeData


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of closures, each a target of the grammar (see `routes.targets`).

    Examples
    --------
    >>> Scenario("Mongolia shut", close=("CHN-MNG",)).close
    ('CHN-MNG',)
    """

    name: str = ""
    close: Sequence[str] = ()

    def __post_init__(self) -> None:
        """Accept any sequence of closures, or one alone, and keep it as a tuple."""
        close = (self.close,) if isinstance(self.close, str) else tuple(self.close)
        object.__setattr__(self, "close", close)


def apply_scenario(G: nx.MultiDiGraph[str], scenario: Scenario) -> nx.MultiDiGraph[str]:
    """Return a new network in which the scenario's closures hold; the given one is unchanged.

    Closing what is not in use on the network's date closes nothing, and is no error; closing
    what the dataset does not know is.

    Raises
    ------
    TargetError, UnknownNameError, AmbiguousNameError
        If a closure names nothing that exists.
    """
    places = places_of(G)
    pairs = {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}
    targets = tuple(dict.fromkeys(read_target(text, places, pairs) for text in scenario.close))
    closed = G.copy()
    dormant = list(G.graph["dormant"])
    for leg in G.edges(keys=True):
        hit = [target for target in targets if matches_leg(G, target, leg)]
        if hit:
            u, v, key = leg
            closed.remove_edge(u, v, key=key)
            reason = f"scenario: {hit[0]} closed"
            dormant.append(DormantLeg(u=u, v=v, mode=TravelMode(key), reason=reason, data=edge_data(G, leg)))
    closed.graph["dormant"] = tuple(dormant)
    told = dict.fromkeys((*G.graph["scenario"], *(f"{target} closed" for target in targets)))
    closed.graph["scenario"] = tuple(told)
    return closed


def matches_leg(G: nx.MultiDiGraph[str], target: Target, leg: tuple[str, str, str]) -> bool:
    """Return whether a target covers a leg of a network.

    A border covers the legs that pass it; a country or place, every leg that touches it; a kind
    of place, every leg into or out of such a place; a mode, the legs on the ground
    that run in the country, and those by air and sea that depart in it.
    A crossing touches the country that a leg leaves it into, not the far side.
    """
    first, second = target.first, target.second
    u, v, mode = leg
    data, node_u, node_v = edge_data(G, leg), node_data(G, u), node_data(G, v)
    match target.kind:
        case TargetKind.PLACE:
            return first in (u, v)
        case TargetKind.LEG:
            return (first, second) == (u, v)
        case TargetKind.DIRECTED_BORDER:
            return data["border"] == f"{first}:{second}"
        case TargetKind.BORDER:
            return data["border"] in (f"{first}:{second}", f"{second}:{first}")
        case TargetKind.COUNTRY:
            return first in _countries(data, node_u, node_v)
        case TargetKind.KIND_IN_COUNTRY:
            return any(n["kind"] == first and n["country"] == second for n in (node_u, node_v))
        case TargetKind.MODE_IN_COUNTRY:
            return mode == first and (data["country"] or node_u["country"]) == second


def _countries(data: EdgeData, node_u: NodeData, node_v: NodeData) -> set[str]:
    """Return the countries that a leg touches: those it runs in, or flies or sails between."""
    if data["country"] is None:
        return {node_u["country"], node_v["country"]}
    return {data["country"], *(data["border"] or "").split(":")} - {""}
