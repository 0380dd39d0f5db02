"""Small multigraphs drawn at random, with a question about them, and all their ways by brute force.

Up to eight places of five countries; by road and rail a leg between countries passes their border,
by air it passes none. Origins and destinations are one place each, or several.

    a   b c   d e   f g   h
    AAA | BBB | CCC | DDD | EEE
"""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

from analysis.search.arcs import Leg

COUNTRIES = dict(zip("abcdefgh", ["AAA", "BBB", "BBB", "CCC", "CCC", "DDD", "DDD", "EEE"], strict=True))
LEGS = [Leg(u, v, key) for u in COUNTRIES for v in COUNTRIES if u != v for key in ("air", "rail", "road")]
ONWARD = [leg for leg in LEGS if 0 < ord(leg.v) - ord(leg.u) < 4]
POOLS = (LEGS, ONWARD, ONWARD + [leg for leg in LEGS if abs(ord(leg.v) - ord(leg.u)) < 4])
ENDS = ["a-h", "a-h", "a-h", "b-h", "a-gh", "ab-h", "abc-gh", "ac-ef"]


def network_of(legs):
    """Return a network of nothing but places and legs."""
    G = nx.MultiDiGraph()
    for place, country in COUNTRIES.items():
        G.add_node(place, country=country)
    for u, v, key in legs:
        there, flies = COUNTRIES[v], key == "air"
        crosses = COUNTRIES[u] != there
        border = f"{COUNTRIES[u]}:{there}" if crosses and not flies else None
        G.add_edge(u, v, key=key, border=border, country=None if crosses and flies else there)
    return G


@st.composite
def questions(draw, most=22):
    """A network, the origins and the destinations.

    Legs are any at all, or lead to near places, so that ways are long, or there and back too.
    """
    pool = st.sampled_from(draw(st.sampled_from(POOLS)))
    legs = draw(st.lists(pool, min_size=draw(st.sampled_from([1, 8, 14])), max_size=most, unique=True))
    origins, ends = draw(st.sampled_from(ENDS)).split("-")
    return network_of(legs), tuple(origins), tuple(ends)


def all_ways(G, origins, ends):
    """Every chain of legs from a last origin to a first destination that passes no place twice."""

    def extend(way, here, seen):
        if here in ends:
            yield way
            return
        for _, v, key in G.out_edges(here, keys=True):
            if v not in seen and v not in origins:
                yield from extend((*way, Leg(here, v, key)), v, seen | {v})

    return [way for origin in origins for way in extend((), origin, {origin})]
