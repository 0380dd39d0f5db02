"""A network of 100,000 places: a path beside scipy and igraph, and a front of thousands of points.

The network is made up and the same in every run: places on a jittered grid of 250 by 400, legs to the
neighbours both ways, lengths that follow the distance, risks that do not (spread evenly by order
of magnitude, 0.0001 to 0.1), railways beside some of the roads, and a border every 50 columns. The
three answer in turn, question by question, and what counts is the median of the ratios; making
igraph's own graph is timed apart, scipy reads the arrays as they are. Times are those of the
processor, on which each runs alone.

Neither library knows fronts. What one can do with them is to weigh length against risk, again and
again: the last lines say how many points of the exact front 200 weightings find, and in what time.
The last front takes more than a minute, and a gigabyte.

Run: make bench
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

import igraph as ig
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from analysis.search.large import large_front, large_path
from routes.arrays import NetworkArrays, legs_to_arrays

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COLUMNS, ROWS = 400, 250
BORDER_EVERY = 50
STEPS = (40, 80, 120, 160)


class Timed(NamedTuple):
    """A value and the processor time that it took."""

    value: float
    seconds: float


def timed(function: Callable[..., float], *arguments: object) -> Timed:
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


def igraph_length(graph: ig.Graph, source: int, target: int, weights: str) -> float:
    """Return the length of the path that igraph finds."""
    legs = graph.get_shortest_path(source, target, weights=weights, output="epath")
    return sum(graph.es[leg]["length_km"] for leg in legs)


def compare_paths(arrays: NetworkArrays, graph: ig.Graph, pairs: Sequence[tuple[int, int]]) -> None:
    """Print the times of one path in all three, which must be equally long."""
    ours, scipys, igraphs = [], [], []
    for source, target in pairs:
        found = timed(lambda s, t: large_path(arrays, s, t).length_km, name(source), name(target))
        rivals = (
            timed(scipy_length, arrays, source, target),
            timed(igraph_length, graph, source, target, "length_km"),
        )
        assert all(abs(found.value - rival.value) < 1e-6 for rival in rivals)
        for times, answer in zip((ours, scipys, igraphs), (found, *rivals), strict=True):
            times.append(answer.seconds)
    print(f"\nOne path, {len(pairs)} pairs             ms    times as long as ours")
    for label, times in (("large_path", ours), ("scipy dijkstra", scipys), ("igraph", igraphs)):
        ratio = statistics.median(b / a for a, b in zip(ours, times, strict=True))
        print(f"{label:<24}{statistics.median(times) * 1000:10.1f}{ratio:12.2f}")


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
    built = time.process_time()
    edges = np.column_stack((arrays.tails, arrays.heads)).tolist()
    graph = ig.Graph(
        len(arrays.places), edges, directed=True, edge_attrs={"length_km": arrays.length_km.tolist()}
    )
    print(f"igraph's graph of it, made in {time.process_time() - built:.1f} s")
    pairs = np.random.default_rng(7).integers(0, len(arrays.places), (options.pairs, 2)).tolist()
    compare_paths(arrays, graph, pairs)

    print("\nThe front of length, risk and borders")
    print("  legs  points      labels   seconds  ms per point  us per label")
    middle = ROWS // 2 * COLUMNS + COLUMNS // 2 - 10
    fronts = []
    for step in options.steps:
        ends = (middle, middle + step // 2 * COLUMNS + step)
        fronts.append((ends, *measure_front(arrays, *ends)))
    print("\nWeighted sums instead, on the same pairs")
    for ends, front, seconds in fronts:
        compare_weightings(arrays, graph, ends, front, seconds)


if __name__ == "__main__":
    main()
