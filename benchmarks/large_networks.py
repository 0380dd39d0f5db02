"""A network of 100,000 places beside scipy, igraph, rustworkx and networkx; fronts of thousands of points.

The network is made up and the same in every run: places on a jittered grid of 250 by 400, legs to the
neighbours both ways, lengths that follow the distance, risks that do not (spread evenly by order
of magnitude, 0.0001 to 0.1), railways beside some of the roads, and a border every 50 columns. All
answer in turn, question by question, and what counts is the median of the ratios; making each
library's own graph from one table of legs is timed apart, scipy reads the arrays as they are. Times are
those of the processor, on which each runs alone. Every answer is compared with ours.

Then the share of the best ways that passes each place, from a few origins, beside igraph and networkx.

No library knows fronts. What one can do with them is to weigh length against risk, again and
again: the last lines say how many points of the exact front 200 weightings find, and in what time.
The last front takes more than a minute, and a gigabyte. A million places are another file's business
(million_places.py).

Run: make bench
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import igraph as ig
import networkx as nx
import numpy as np
import pandas as pd
import rustworkx as rx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from analysis import large_front, large_path, sampled_criticality
from routes import NetworkArrays, arrays_from_edges, legs_to_arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS, ROWS = 400, 250
BORDER_EVERY = 50
STEPS = (40, 80, 120, 160)
MOST_OFF = 1e-9  # of the ways, at a place
HALF_A_METRE = 0.0005  # to which paths are printed

Answer = Callable[[int, int], float]


class Timed(NamedTuple):
    """A value and the processor time that it took."""

    value: Any
    seconds: float


def timed(function: Callable[..., Any], *arguments: object) -> Timed:
    """Return what a function returns, and how long that took."""
    start = time.process_time()
    value = function(*arguments)
    return Timed(value, time.process_time() - start)


def made_up_network() -> NetworkArrays:
    """Return the network of the benchmark."""
    rng = np.random.default_rng(2004)
    size = COLUMNS * ROWS
    column, row = np.arange(size) % COLUMNS, np.arange(size) // COLUMNS
    x, y = column + rng.uniform(-0.3, 0.3, size), row + rng.uniform(-0.3, 0.3, size)
    pairs = [
        (np.flatnonzero((column + right < COLUMNS) & (row + down < ROWS)), down * COLUMNS + right)
        for right, down in ((1, 0), (0, 1), (1, 1))
    ]
    a = np.concatenate([start for start, _ in pairs])
    b = np.concatenate([start + step for start, step in pairs])
    keep = (b - a != COLUMNS + 1) | (rng.random(len(a)) < 0.25)  # the grid itself stays whole
    a, b = a[keep], b[keep]
    by_rail = rng.random(len(a)) < 0.1
    tails, heads = np.concatenate([a, b, a[by_rail]]), np.concatenate([b, a, b[by_rail]])
    modes = ["road"] * (2 * len(a)) + ["rail"] * int(by_rail.sum())
    km = np.round(
        10 * np.hypot(x[tails] - x[heads], y[tails] - y[heads]) * rng.uniform(1, 1.3, len(tails)), 3
    )
    risk = np.round(10 ** rng.uniform(-4, -1, len(tails)), 9)
    amounts = {"length_km": km, "risk_cost": risk, "risk_low": risk / 2, "risk_high": risk * 2}
    border = column[tails] // BORDER_EVERY != column[heads] // BORDER_EVERY
    return legs_to_arrays([name(n) for n in range(size)], tails, heads, modes, amounts, border=border)


def without_ties(arrays: NetworkArrays) -> NetworkArrays:
    """Return the network with lengths that differ by less than a metre, so that no two ways tie.

    Of ways that tie the libraries choose one, and count the ways, each by its own rule.
    """
    more = np.random.default_rng(9).uniform(0, 0.0005, len(arrays.length_km))
    return replace(arrays, length_km=np.round(arrays.length_km + more, 9))


def name(number: int) -> str:
    """Return the id of a place; ids sort like their numbers."""
    return f"{number:06}"


def scipy_length(arrays: NetworkArrays, source: int, target: int) -> float:
    """Return the length of the path that scipy finds, walking its predecessors as one has to."""
    km = arrays.length_km
    matrix = csr_array((km, arrays.heads, arrays.indptr.astype(np.int32)), shape=(len(arrays.places),) * 2)
    left, before = dijkstra(matrix, indices=source, return_predecessors=True)
    places = [target]
    while places[-1] != source:
        places.append(int(before[places[-1]]))
    return float(left[target])


class Graphs(NamedTuple):
    """The network as each library has it."""

    of_igraph: ig.Graph
    of_rustworkx: rx.PyDiGraph[str, float]
    of_networkx: nx.MultiDiGraph[str]


def make_graphs(arrays: NetworkArrays) -> Graphs:
    """Make the graphs from one table of legs, as one would; print how long that takes, beside ours."""
    ids = np.array(arrays.places)
    modes = np.array(arrays.mode_names)
    columns = {"from_place": ids[arrays.tails], "to_place": ids[arrays.heads], "mode": modes[arrays.modes]}
    table = pd.DataFrame(columns | {"length_km": arrays.length_km})

    def of_rustworkx() -> rx.PyDiGraph[str, float]:
        graph: rx.PyDiGraph[str, float] = rx.PyDiGraph()
        number = dict(zip(arrays.places, graph.add_nodes_from(arrays.places), strict=True))
        ends = zip(table["from_place"].map(number), table["to_place"].map(number), strict=True)
        graph.add_edges_from([(u, v, km) for (u, v), km in zip(ends, table["length_km"], strict=True)])
        return graph

    def of_igraph() -> ig.Graph:
        vertices = pd.DataFrame({"name": arrays.places})  # numbered as ours are
        legs = table[["from_place", "to_place", "length_km"]]
        return ig.Graph.DataFrame(legs, directed=True, vertices=vertices, use_vids=False)

    def of_networkx() -> nx.MultiDiGraph[str]:
        kind = nx.MultiDiGraph
        return nx.from_pandas_edgelist(table, "from_place", "to_place", "length_km", kind, "mode")

    made = {
        "arrays_from_edges": timed(arrays_from_edges, table),
        "igraph": timed(of_igraph),
        "rustworkx": timed(of_rustworkx),
        "networkx": timed(of_networkx),
    }
    print("\nFrom one table of legs           s    times as long as ours")
    for label, graph in made.items():
        print(f"{label:<24}{graph.seconds:10.2f}{graph.seconds / made['arrays_from_edges'].seconds:12.2f}")
    assert (made["arrays_from_edges"].value.length_km == arrays.length_km).all()
    return Graphs(*(made[library].value for library in ("igraph", "rustworkx", "networkx")))


def answers_of(arrays: NetworkArrays, graphs: Graphs) -> dict[str, Answer]:
    """Return how each finds the length of the shortest path between two places, ours first."""
    of_igraph, of_rustworkx, of_networkx = graphs

    def ask_igraph(source: int, target: int) -> float:
        legs = of_igraph.get_shortest_path(source, target, weights="length_km", output="epath")
        return float(sum(of_igraph.es[leg]["length_km"] for leg in legs))

    def ask_rustworkx(source: int, target: int) -> float:
        way = rx.digraph_dijkstra_shortest_paths(of_rustworkx, source, target, weight_fn=float)[target]
        return sum(min(of_rustworkx.get_all_edge_data(u, v)) for u, v in pairwise(way))

    def ask_networkx(source: int, target: int) -> float:
        way = nx.shortest_path(of_networkx, name(source), name(target), weight="length_km")
        return float(nx.path_weight(of_networkx, way, "length_km"))

    return {
        "large_path": lambda source, target: large_path(arrays, name(source), name(target)).length_km,
        "scipy dijkstra": lambda source, target: scipy_length(arrays, source, target),
        "igraph": ask_igraph,
        "rustworkx": ask_rustworkx,
        "networkx": ask_networkx,
    }


def compare_paths(answers: dict[str, Answer], pairs: Sequence[tuple[int, int]]) -> None:
    """Print the times of one path in all of them, which must be equally long."""
    times: dict[str, list[float]] = {label: [] for label in answers}
    for source, target in pairs:
        found = {label: timed(answer, source, target) for label, answer in answers.items()}
        length = found["large_path"].value
        assert all(abs(length - other.value) <= HALF_A_METRE + MOST_OFF for other in found.values())
        for label, answer in found.items():
            times[label].append(answer.seconds)
    print(f"\nOne path, {len(pairs)} pairs             ms    times as long as ours")
    for label, spent in times.items():
        ratio = statistics.median(b / a for a, b in zip(times["large_path"], spent, strict=True))
        print(f"{label:<24}{statistics.median(spent) * 1000:10.1f}{ratio:12.2f}")


def compare_criticality(arrays: NetworkArrays, graphs: Graphs, origins: Sequence[int]) -> None:
    """Print the times of the shares of the ways from some origins to all places, which must be equal.

    networkx is asked about the first origin only.
    """
    ids = [name(origin) for origin in origins]
    of_igraph, _, of_networkx = graphs
    ours = timed(lambda: sampled_criticality(arrays, ids, samples=len(ids)))
    pairs = len(ids) * (len(arrays.places) - 1)
    igraphs = timed(lambda: of_igraph.betweenness(sources=list(origins), weights="length_km"))
    of_shorter = nx.DiGraph()  # of parallel legs, which its betweenness does not know
    for u, v, km in of_networkx.edges(data="length_km"):
        if km < of_shorter.get_edge_data(u, v, {"length_km": np.inf})["length_km"]:
            of_shorter.add_edge(u, v, length_km=km)
    networkxs = timed(
        lambda: nx.betweenness_centrality_subset(of_shorter, ids[:1], list(of_shorter), weight="length_km")
    )
    assert np.abs(np.array(igraphs.value) / pairs - ours.value.place_shares).max() < MOST_OFF
    alone = sampled_criticality(arrays, ids[:1], samples=1)
    theirs = np.array([networkxs.value[place] for place in arrays.places])
    off = np.abs(theirs / (len(arrays.places) - 1) - alone.place_shares)
    assert off.max() < MOST_OFF
    print("\nShares of ways, one search      ms    times as long as ours")
    for label, seconds in (
        ("sampled_criticality", each := ours.seconds / len(ids)),
        ("igraph", igraphs.seconds / len(ids)),
        ("networkx", networkxs.seconds),
    ):
        print(f"{label:<24}{seconds * 1000:10.1f}{seconds / each:12.2f}")


def measure_front(arrays: NetworkArrays, source: int, target: int) -> tuple[set[tuple[float, float]], float]:
    """Print size and time of a front; return its points by length and risk, and the seconds."""
    labels: list[int] = []
    start = time.process_time()
    front = list(large_front(arrays, name(source), name(target), settled=labels.append))
    seconds = time.process_time() - start
    legs = statistics.median(len(path.legs) for path in front)
    print(
        f"{legs:>6.0f}{len(front):>8,}{labels[0]:>12,}{seconds:>10.2f}"
        f"{seconds / len(front) * 1000:>14.2f}{seconds / labels[0] * 1e6:>14.2f}",
        flush=True,
    )
    return {(path.length_km, path.risk_cost) for path in front}, seconds


def compare_weightings(
    arrays: NetworkArrays,
    graph: ig.Graph,
    ends: tuple[int, int],
    front: set[tuple[float, float]],
    seconds: float,
) -> None:
    """Print how many points of the front weighted sums find, and in what time."""
    km_per_risk = np.geomspace(1, 1e6, 200)
    found: set[tuple[float, float]] = set()
    start = time.process_time()
    for km in km_per_risk:
        weights = arrays.length_km + km * arrays.risk_cost
        legs = graph.get_shortest_path(*ends, weights=weights.tolist(), output="epath")
        found.add(
            (round(float(arrays.length_km[legs].sum()), 3), round(float(arrays.risk_cost[legs].sum()), 9))
        )
    spent = time.process_time() - start
    print(
        f"{len(km_per_risk)} with igraph: {spent:.1f} s ({spent / seconds:.2f} times the front), "
        f"{len(found & front)} of the {len(front):,} points"
    )


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=15, help="pairs of places for the path (default 15)")
    parser.add_argument("--steps", type=int, nargs="+", default=STEPS, help="columns that a front spans")
    options = parser.parse_args()
    built = time.process_time()
    arrays = made_up_network()
    print(f"{arrays!r}, made in {time.process_time() - built:.1f} s")
    compared = without_ties(arrays)
    graphs = make_graphs(compared)
    rng = np.random.default_rng(7)
    pairs = rng.integers(0, len(arrays.places), (options.pairs, 2)).tolist()
    compare_paths(answers_of(compared, graphs), pairs)
    compare_criticality(compared, graphs, rng.integers(0, len(arrays.places), 8).tolist())
    print("\nThe front of length, risk and borders")
    print("  legs  points      labels   seconds  ms per point  us per label")
    middle = ROWS // 2 * COLUMNS + COLUMNS // 2 - 10
    fronts = []
    for step in options.steps:
        ends = (middle, middle + step // 2 * COLUMNS + step)
        fronts.append((ends, *measure_front(arrays, *ends)))
    print("\nWeighted sums instead, on the same pairs")
    for ends, front, seconds in fronts:
        compare_weightings(arrays, graphs.of_igraph, ends, front, seconds)


if __name__ == "__main__":
    main()
