"""Why there is no way through.

Where no path is left, the legs that would have led on are known: they are dormant, each with a
reason (closed in the scenario, not yet or no longer reported, shut by claims), or avoided by the
question. The answer names those that leave the part of the network that can still be reached: first
what was closed or avoided by whoever asks, then what reports shut, the most legs first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx

from analysis.search.arcs import Leg
from geodata import country_name

from .question import legs_avoided, origins_left

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .question import Question

_ASKED = ("scenario: ", "avoided: ")  # how reasons begin that lie in the question, not in reports
_NAMED = 6  # how many reasons are told, those that lie in the question not counted


def why_no_way(question: Question) -> str:
    """Return in words why no path answers a question: what is shut or avoided, and why."""
    G = question.network
    avoided = legs_avoided(question)
    open_legs = [(u, v) for u, v, key in G.edges(keys=True) if Leg(u, v, key) not in avoided]
    shut = [(leg.u, leg.v, f"avoided: {target}") for leg, target in avoided.items()]
    shut += [(leg.u, leg.v, leg.reason) for leg in G.graph["dormant"]]
    origins = origins_left(question)
    names = _listed([G.nodes[place]["name"] for place in origins or question.origins])
    if not origins:
        return f"the question avoids {names}, where it begins."
    reached = _reached(open_legs, origins)
    if reached & set(question.destinations):
        via = _listed([str(target) for target in question.via])
        order = " in this order" if len(question.via) > 1 else ""
        return f"there are ways from {names}, but none passes {via}{order}."
    countries = sorted({country_name(G.nodes[n]["country"]) for n in reached})
    others = _counted(len(reached) - len(origins), "other place")
    where = (
        f"{names} {'is' if len(reached) == 1 else 'are'} as far as one gets"
        if len(reached) == len(origins)
        else f"from {names} only {others} in {_listed(countries)} can be reached"
    )
    reasons = _reasons_shut([*open_legs, *((u, v) for u, v, _ in shut)], shut, reached, question.destinations)
    if not reasons:
        return f"{where}; no report supports a leg that leads on."
    counted = reasons.most_common()
    asked = [entry for entry in counted if entry[0].startswith(_ASKED)]
    reported = [entry for entry in counted if entry not in asked]
    told = [f"{reason} ({_counted(count, 'leg')})" for reason, count in (*asked, *reported[:_NAMED])]
    more = len(reasons) - len(told)
    return f"{where}; every way on is shut: {'; '.join(told)}{f'; and {more} more' if more > 0 else ''}."


def _reasons_shut(
    known: Iterable[tuple[str, str]],
    shut: Iterable[tuple[str, str, str]],
    reached: Collection[str],
    destinations: Iterable[str],
) -> Counter[str]:
    """Count the reasons of the shut legs that lead out of what is reached.

    Only legs that could lead on to a destination, were all known legs open, are counted.
    """
    useful = _reached(((v, u) for u, v in known), destinations)
    return Counter(reason for u, v, reason in shut if u in reached and v not in reached and v in useful)


def _reached(legs: Iterable[tuple[str, str]], places: Iterable[str]) -> set[str]:
    G: nx.DiGraph[str] = nx.DiGraph(legs)
    G.add_nodes_from(places)
    return {place for start in places for place in (start, *nx.descendants(G, start))}


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
