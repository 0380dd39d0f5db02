"""k shortest paths and Pareto fronts, beside networkx, igraph and scipy, conversion included.

Twenty origin-destination pairs of the network in `corridor.py`. Everybody starts from the same networkx
multigraph, for every pair anew, and ends with the places of five paths; this program also keeps
parallel legs apart, as the others do not. Rounds run in turn, and the median of the ratios is what
counts. Limit that this project set itself: five paths at least 8 times as fast as networkx.

Run: make bench
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice

import igraph
import networkx as nx
import numpy as np
from corridor import corridor, pairs
from scipy.sparse import csr_array
from scipy.sparse.csgraph import yen

from analysis import k_shortest_paths, pareto_paths

K = 5
LIMIT = 8.0


def ours(G: nx.MultiDiGraph[str], source: str, target: str) -> list[float]:
    return [path.value for path in k_shortest_paths(G, source, target, K)]


def simple(G: nx.MultiDiGraph[str]) -> nx.DiGraph[str]:
    """Return the network with the shortest of parallel legs: most libraries know no others."""
    D: nx.DiGraph[str] = nx.DiGraph()
    for u, v, km in G.edges(data="length_km"):
        if not D.has_edge(u, v) or km < D[u][v]["length_km"]:
            D.add_edge(u, v, length_km=km)
    return D


def by_networkx(G: nx.MultiDiGraph[str], source: str, target: str) -> list[float]:
    D = simple(G)
    found = islice(nx.shortest_simple_paths(D, source, target, weight="length_km"), K)
    return [nx.path_weight(D, path, "length_km") for path in found]


def by_igraph(G: nx.MultiDiGraph[str], source: str, target: str) -> list[float]:
    number = {place: i for i, place in enumerate(G)}
    edges = [(number[u], number[v]) for u, v in G.edges()]
    km = [km for *_, km in G.edges(data="length_km")]
    H = igraph.Graph(n=len(number), edges=edges, directed=True)
    found = H.get_k_shortest_paths(number[source], number[target], K, weights=km, output="epath")
    return [sum(km[edge] for edge in path) for path in found]


def by_scipy(G: nx.MultiDiGraph[str], source: str, target: str) -> list[float]:
    number = {place: i for i, place in enumerate(G)}
    D = simple(G)
    rows = [number[u] for u, _ in D.edges()]
    columns = [number[v] for _, v in D.edges()]
    km = np.array([km for *_, km in D.edges(data="length_km")])
    shape = (len(number), len(number))
    matrix = csr_array((km, (np.array(rows, "int32"), np.array(columns, "int32"))), shape=shape)
    return list(yen(matrix, number[source], number[target], K))


def seconds(solve: Callable[..., object], G: nx.MultiDiGraph[str], asked: list[tuple[str, str]]) -> float:
    """Return the wall time of one round over all pairs."""
    start = time.perf_counter()
    for source, target in asked:
        solve(G, source, target)
    return time.perf_counter() - start


def compare(G: nx.MultiDiGraph[str], asked: list[tuple[str, str]], *, rounds: int) -> None:
    """Print times and ratios of the five shortest paths."""
    for source, target in asked:  # all agree on the shortest; parallel legs part them after it
        first = ours(G, source, target)
        for other in (by_networkx, by_igraph, by_scipy):
            assert abs(other(G, source, target)[0] - first[0]) < 1e-6, (other, source, target)
        assert np.allclose(by_igraph(G, source, target), first), (source, target)
    solvers = {"this program": ours, "networkx": by_networkx, "igraph": by_igraph, "scipy": by_scipy}
    times = {name: [] for name in solvers}  # type: dict[str, list[float]]
    for _ in range(rounds):
        for name, solve in solvers.items():
            times[name].append(seconds(solve, G, asked))
    print(f"{K} shortest paths, {len(asked)} pairs     ms a pair   times as long as this program")
    for name, some in times.items():
        ratios = sorted(a / b for a, b in zip(some, times["this program"], strict=True))
        limit = f"   limit: at least {LIMIT}" if name == "networkx" else ""
        print(
            f"  {name:<26}{1000 * statistics.median(some) / len(asked):12.3f}"
            f"{statistics.median(ratios):12.2f}   [{ratios[0]:.2f}, {ratios[-1]:.2f}]{limit}"
        )


def fronts(G: nx.MultiDiGraph[str], asked: list[tuple[str, str]]) -> None:
    """Print the size of the fronts and the time a point."""
    took, sizes = [], []
    for source, target in asked:
        start = time.perf_counter()
        sizes.append(len(pareto_paths(G, source, target)))
        took.append(time.perf_counter() - start)
    print(f"Pareto fronts of length x risk x borders, {len(asked)} pairs")
    print(
        f"  points: {min(sizes)} to {max(sizes)}, {sum(sizes)} in all; "
        f"{1000 * sum(took) / sum(sizes):.2f} ms a point, "
        f"{1000 * statistics.median(took):.1f} ms a front"
    )


def main() -> None:
    """Compare all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="rounds over all pairs (default 9)")
    rounds = parser.parse_args().rounds
    G, asked = corridor(), pairs()
    print(f"corridor: {len(G)} places, {G.number_of_edges()} legs")
    compare(G, asked, rounds=rounds)
    fronts(G, asked)


if __name__ == "__main__":
    main()
