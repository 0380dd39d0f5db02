"""Why there is no way through.

Where no path is left, the legs that would have led on are known: they are dormant, each with a
reason (closed in the scenario, not yet or no longer reported, shut by claims). The answer names
those that leave the part of the network that can still be reached.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from geodata import country_name

if TYPE_CHECKING:
    from routes import DormantLeg

_NAMED = 6


def shut_ways(G: nx.MultiDiGraph[str], source: str, target: str) -> tuple[DormantLeg, ...]:
    """Return the dormant legs out of what can be reached from the source.

    Only legs that could lead on to the target, were all dormant legs open, are returned.
    """
    reached = {source} | nx.descendants(G, source)
    whole: nx.DiGraph[str] = nx.DiGraph(G.edges())
    whole.add_nodes_from((source, target))
    whole.add_edges_from((leg.u, leg.v) for leg in G.graph["dormant"])
    useful = {target} | nx.ancestors(whole, target)
    return tuple(
        leg for leg in G.graph["dormant"] if leg.u in reached and leg.v not in reached and leg.v in useful
    )


def why_no_way(G: nx.MultiDiGraph[str], source: str, target: str) -> str:
    """Return in words why no path leads from source to target: what is shut, and why."""
    reached = {source} | nx.descendants(G, source)
    countries = sorted({country_name(G.nodes[n]["country"]) for n in reached})
    shut = shut_ways(G, source, target)
    name = G.nodes[source]["name"]
    others = _counted(len(reached) - 1, "other place")
    where = (
        f"{name} is as far as one gets"
        if len(reached) == 1
        else f"from {name} only {others} in {_listed(countries)} can be reached"
    )
    if not shut:
        return f"{where}; no report supports a leg that leads on."
    reasons = Counter(leg.reason for leg in shut)
    told = [f"{reason} ({_counted(count, 'leg')})" for reason, count in reasons.most_common(_NAMED)]
    more = len(reasons) - len(told)
    return f"{where}; every way on is shut: {'; '.join(told)}{f'; and {more} more' if more > 0 else ''}."


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
