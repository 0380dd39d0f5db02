"""Which legs a target covers: what closing it closes, what opening it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .contract import edge_data, node_data
from .targets import Target, TargetKind

if TYPE_CHECKING:
    import networkx as nx

    from .contract import EdgeData, NodeData


def matches_leg(
    G: nx.MultiDiGraph[str], target: Target, leg: tuple[str, str, str], data: EdgeData | None = None
) -> bool:
    """Return whether a target covers a leg of a network.

    A border covers the legs that pass it; a country or place, every leg that touches it; a kind
    of place, every leg into or out of such a place; a mode, the legs on the ground
    that run in the country, and those by air and sea that depart in it.
    A crossing touches the country that a leg leaves it into, not the far side.

    Parameters
    ----------
    G
        The network.
    target
        The target.
    leg
        The leg: from, to and mode.
    data
        The attributes of the leg, where it is dormant and so no edge of the network.
    """
    first, second = target.first, target.second
    u, v, mode = leg
    data = edge_data(G, leg) if data is None else data
    node_u, node_v = node_data(G, u), node_data(G, v)
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
