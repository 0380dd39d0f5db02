"""Every combination of the reported closures, paths recovered, beside networkx solving each anew.

The shipped dataset as of six dates: all 4,096 subsets of its 12 closures, for all origins, by length, risk
and balanced. This program starts from the network (numbers, weights and targets are read in its time) and
ends with the way of every subset. networkx is asked in two ways:

- *well*: one search backwards from the destination for each subset and weight, which gives the paths from
  all origins, on a ready simple graph of the shortest of parallel legs; neither building that graph nor
  closing its legs counts.
- *plainly*: for each subset a copy of the network without the legs, then one search for each origin and
  weight, on one subset in 64; the time of all is extrapolated.

Rounds run in turn, and the median of the ratios is what counts. Limits that this project set itself: at
least 50 times as fast as networkx used well, and 200 times as fast as used plainly. The time of the whole
explorer, which holds the trees of every year, is told beside them.

Run: make bench
"""

from __future__ import annotations

import argparse
import statistics
import time

import networkx as nx

from analysis import Way
from analysis.closures.targets import reported_closures
from analysis.closures.tree import ClosureTree, closure_tree
from maps import render_explorer
from routes import (
    Dataset,
    Target,
    TargetKind,
    build_network,
    matches_leg,
    read_dataset,
    shipped_dataset_path,
)
from safepassage.facade import clock_today
from safepassage.years import yearly_networks

DATES = ("1998", "2001", "2004-06", "2006-11", "2011", "2018")
OBJECTIVES = ("length", "risk", "balanced")
DESTINATION = "seoul"
EVERY = 64  # one subset of so many is solved plainly
WELL, PLAINLY = 50.0, 200.0

Leg = tuple[str, str, str]
Costs = dict[str, dict[Leg, float]]


class Asked:
    """What all are asked: a network, closures and origins; and what networkx may know of it beforehand."""

    def __init__(self, G: nx.MultiDiGraph[str], closures: tuple[str, ...], origins: tuple[str, ...]) -> None:
        self.G, self.closures, self.origins = G, closures, origins
        tree = closure_tree(G, closures, origins=origins)
        self.costs: Costs = {
            weight.name: {(u, v, k): weight.value(d) for u, v, k, d in G.edges(keys=True, data=True)}
            for weight in tree.weights
        }
        self.weighted = G.copy()  # with an attribute by each weight, as networkx likes it
        for name, costs in self.costs.items():
            nx.set_edge_attributes(self.weighted, costs, name)  # type: ignore[call-overload]
        targets = [_target(text) for text in tree.closures]
        self.covered = [[leg for leg in G.edges(keys=True) if matches_leg(G, t, leg)] for t in targets]

    def gone(self, bits: int) -> set[Leg]:
        """Return the legs that a subset of the closures removes."""
        return {leg for i, legs in enumerate(self.covered) if bits >> i & 1 for leg in legs}

    def ready(self, gone: set[Leg], objective: str) -> nx.DiGraph[str]:
        """Return the network backwards, closed, with the best of parallel legs."""
        R: nx.DiGraph[str] = nx.DiGraph()
        R.add_nodes_from(self.G)
        for (u, v, key), cost in self.costs[objective].items():
            if (u, v, key) not in gone and (not R.has_edge(v, u) or cost < R[v][u]["cost"]):
                R.add_edge(v, u, cost=cost)
        return R


def _target(text: str) -> Target:
    kind = TargetKind.KIND_IN_COUNTRY if "@" in text else TargetKind.BORDER
    return Target(kind, *text.split("@" if "@" in text else "-"))


def ours(asked: Asked) -> tuple[float, ClosureTree, dict[tuple[str, str], list[Way | None]]]:
    start = time.perf_counter()
    tree = closure_tree(asked.G, asked.closures, origins=asked.origins, by=OBJECTIVES)
    ways = {(o, name): tree.every(o, name) for o in tree.origins for name in tree.objectives}
    return time.perf_counter() - start, tree, ways


def well(asked: Asked, ways: dict[tuple[str, str], list[Way | None]]) -> float:
    """Return the time of all searches; every one of their lengths is compared."""
    took = 0.0
    for bits in range(1 << len(asked.closures)):
        gone = asked.gone(bits)
        for objective in OBJECTIVES:
            R = asked.ready(gone, objective)
            start = time.perf_counter()
            lengths, paths = nx.single_source_dijkstra(R, DESTINATION, weight="cost")
            found = [(lengths[o], paths[o][::-1]) if o in lengths else None for o in asked.origins]
            took += time.perf_counter() - start
            for origin, answer in zip(asked.origins, found, strict=True):
                way = ways[origin, objective][bits]
                assert (way is None) == (answer is None), (bits, origin, objective)
                if way is not None and answer is not None:
                    cost = sum(asked.costs[objective][leg] for leg in way.legs)
                    assert abs(cost - answer[0]) < 1e-6, (bits, origin, objective)
    return took


def plainly(asked: Asked) -> float:
    """Return the time of all, extrapolated from some subsets that are spread evenly."""
    start = time.perf_counter()
    some = range(0, 1 << len(asked.closures), EVERY)
    for number, bits in enumerate(some):
        # The low bits run too, so that every closure is in half of these subsets.
        H = asked.weighted.copy()
        H.remove_edges_from(asked.gone(bits | number))
        for origin in asked.origins:
            for objective in OBJECTIVES:
                _path(H, origin, objective)
    return (time.perf_counter() - start) * EVERY


def _path(H: nx.MultiDiGraph[str], origin: str, objective: str) -> list[str] | None:
    try:
        return list(nx.dijkstra_path(H, origin, DESTINATION, weight=objective))
    except nx.NetworkXNoPath:
        return None


def _tell_explorer(dataset: Dataset) -> None:
    """Print how long the page takes that walks the trees of all years."""
    start = time.perf_counter()
    networks = yearly_networks(dataset)
    built = time.perf_counter()
    page = render_explorer(networks, reported_closures(dataset))
    took, size = time.perf_counter() - start, len(page.encode())
    print(
        f"the explorer of {len(networks)} years: {took:.1f} s (networks {built - start:.1f} s), "
        f"{size / 1e6:.2f} MB"
    )


def main() -> None:
    """Compare all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="rounds of this program a date (default 5)")
    rounds = parser.parse_args().rounds
    dataset = read_dataset(shipped_dataset_path(), today=clock_today())
    closures, origins = reported_closures(dataset), dataset.info.origins
    answers = len(origins) * len(OBJECTIVES) << len(closures)
    print(f"{len(closures)} closures, {1 << len(closures):,} subsets, {len(origins)} origins, 3 objectives:")
    print(f"{answers:,} answers a date, all of their lengths compared with networkx")
    print("as of       searches   ways   nodes a tree   this program   networkx, well   networkx, plainly")
    ratios: dict[str, list[float]] = {"well": [], "plainly": []}
    for as_of in DATES:
        asked = Asked(build_network(dataset, as_of), closures, origins)
        some = [ours(asked) for _ in range(rounds)]
        mine = statistics.median(seconds for seconds, *_ in some)
        _, tree, ways = some[-1]
        times = {"well": well(asked, ways), "plainly": plainly(asked)}
        sizes = [len(tree.nodes(o, name)) for o in tree.origins for name in tree.objectives]
        for name, seconds in times.items():
            ratios[name].append(seconds / mine)
        print(
            f"{as_of:<12}{tree.searches:>8}{len(tree.chains):>7}{f'{min(sizes)} to {max(sizes)}':>15}"
            f"{1000 * mine:>12.1f} ms{times['well']:>9.2f} s {times['well'] / mine:>4.0f} x"
            f"{times['plainly']:>11.1f} s {times['plainly'] / mine:>5.0f} x"
        )
    _tell_explorer(dataset)
    for name, limit in (("well", WELL), ("plainly", PLAINLY)):
        middle = statistics.median(ratios[name])
        print(f"networkx, {name}: {middle:.0f} times as long, in the median; limit: at least {limit:.0f}")


if __name__ == "__main__":
    main()
