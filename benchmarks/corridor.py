"""The network that the benchmarks share: "corridor 80-220", drawn at random with a fixed seed.

Eighty places in eight countries lie along a corridor from six origins to one destination; 220 legs by
four modes join places that lie near one another, mostly onward, some back, some side by side by road
and rail. Legs between countries pass a border. Lengths are whole kilometres, risks lie between those of
`minimal` and `severe`. It has what path questions and losses read of a network, and no claims.
"""

from __future__ import annotations

import random

import networkx as nx

PLACES, LEGS, ORIGINS = 80, 220, 6
COUNTRIES = ("PRK", "CHN", "MNG", "VNM", "LAO", "MMR", "THA", "KOR")
DESTINATION = f"p{PLACES - 1:02d}"


def corridor() -> nx.MultiDiGraph[str]:
    """Return the network; the same on every machine."""
    rng = random.Random(80_220)
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for i in range(PLACES):
        country = COUNTRIES[i * len(COUNTRIES) // PLACES]
        kind = "origin" if i < ORIGINS else "destination" if i == PLACES - 1 else "city"
        G.add_node(f"p{i:02d}", name=f"P{i:02d}", country=country, kind=kind, haven=())
    for i in range(ORIGINS, PLACES):  # a chain, so that there is a way from everywhere
        _add(G, rng, i - 1, i)
    for i in range(ORIGINS):
        _add(G, rng, i, ORIGINS + i)
    while G.number_of_edges() < LEGS:
        u = rng.randrange(PLACES - 1)
        v = u + rng.choice((-3, -2, 1, 2, 3, 4, 5, 6, 8, 10))
        if ORIGINS <= v < PLACES:
            _add(G, rng, u, v)
    return G


def pairs(number: int = 20) -> list[tuple[str, str]]:
    """Return origin-destination pairs that a way joins: half from the origins, half from anywhere before."""
    rng = random.Random(number)
    starts = [f"p{rng.randrange(ORIGINS if i % 2 else PLACES // 2):02d}" for i in range(number)]
    return [
        (start, DESTINATION if i % 2 else f"p{rng.randrange(PLACES // 2, PLACES):02d}")
        for i, start in enumerate(starts)
    ]


def _add(G: nx.MultiDiGraph[str], rng: random.Random, i: int, j: int) -> None:
    u, v = f"p{i:02d}", f"p{j:02d}"
    mode = rng.choice(("road", "rail", "foot", "river"))
    here, there = G.nodes[u]["country"], G.nodes[v]["country"]
    cost = rng.uniform(0.003, 0.6)
    G.add_edge(
        u,
        v,
        key=mode,
        length_km=float(rng.randrange(20, 400) * max(1, abs(j - i))),
        days=1.0,
        risk_cost=cost,
        risk_low=cost / 2,
        risk_high=cost * 2,
        border=f"{here}:{there}" if here != there else None,
        country=there,
        flags=(),
    )
