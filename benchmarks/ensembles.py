"""Thousands of draws of all risks, with all open and under each closure, beside networkx solving each anew.

The shipped dataset as of six dates: 10,000 draws, all origins, nothing closed and every one of the
reported closures alone. This program starts from the network (numbers, sources, closures and plan are read
in its time), draws, solves, and ends with the way of every draw; what it takes to tell all shares, quantiles
and effects is printed beside. networkx is asked in two ways, on draws spread evenly, and the time of all
is extrapolated:

- *well*: one search backwards from the destination a draw and closure, which gives the paths from all
  origins, on a ready simple graph of the best of parallel legs; neither drawing, nor building that graph, nor
  closing its legs counts.
- *plainly*: for each draw and closure a copy of the network without the legs, then one search an origin.

Every answer of the sample is compared. Then 100,000 draws in a process of its own, whose memory is measured.
Limits that this project set itself: at least 100 times as fast as networkx used well, on every date; less
than 1 GB for 100,000 draws.

Run: make bench
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time

import networkx as nx
from closures import DATES, DESTINATION, _target

from analysis.closures.targets import reported_closures
from analysis.search.arcs import UNITS, Leg
from analysis.uncertainty.ensemble_results import Ensemble
from analysis.uncertainty.ensembles import ensemble
from analysis.uncertainty.risk_draws import draw_risk, read_risk_draws
from routes import build_network, matches_leg, read_dataset, shipped_dataset_path
from safepassage.facade import clock_today

WELL, MOST_MB = 100.0, 1000
MANY = 100_000

Costs = dict[Leg, float]


class Sample:
    """Some draws of a network with nothing closed and under each closure, as networkx likes them."""

    def __init__(self, G: nx.MultiDiGraph[str], found: Ensemble, size: int) -> None:
        self.G, self.found = G, found
        self.draws = list(range(0, found.draws, found.draws // size))
        self.legs = [Leg(*leg) for leg in G.edges(keys=True)]
        risk = draw_risk(read_risk_draws(G, self.legs), found.seed, 0, found.draws)
        self.costs = [
            {leg: units / UNITS for leg, units in zip(self.legs, risk[:, draw].tolist(), strict=True)}
            for draw in self.draws
        ]
        targets = [_target(text) for text in found.closures]
        covered = [{leg for leg in self.legs if matches_leg(G, target, leg)} for target in targets]
        self.gone = dict(zip(("", *found.closures), (set(), *covered), strict=True))

    @property
    def part(self) -> float:
        """Return by how much the sample falls short of all draws."""
        return self.found.draws / len(self.draws)

    def check(self, draw: int, closed: str, origin: str, cost: float | None) -> None:
        """Compare an answer."""
        standing = self.found.standing(origin, closed)
        assert standing.found == (cost is not None), (draw, closed, origin)
        if cost is not None and standing.risk is not None:
            assert abs(standing.risk[draw] / UNITS - cost) < 1e-9, (draw, closed, origin)


def well(sample: Sample) -> float:
    took = 0.0
    for draw, costs in zip(sample.draws, sample.costs, strict=True):
        for closed, gone in sample.gone.items():
            R: nx.DiGraph[str] = nx.DiGraph()
            R.add_nodes_from(sample.G)
            for leg, cost in costs.items():
                if leg not in gone and (not R.has_edge(leg.v, leg.u) or cost < R[leg.v][leg.u]["cost"]):
                    R.add_edge(leg.v, leg.u, cost=cost)
            start = time.perf_counter()
            lengths, _ = nx.single_source_dijkstra(R, DESTINATION, weight="cost")
            took += time.perf_counter() - start
            for origin in sample.found.origins:
                sample.check(draw, closed, origin, lengths.get(origin))
    return took * sample.part


def plainly(sample: Sample) -> float:
    start = time.perf_counter()
    for draw, costs in zip(sample.draws, sample.costs, strict=True):
        weighted = sample.G.copy()
        nx.set_edge_attributes(weighted, costs, "cost")  # type: ignore[call-overload]
        for closed, gone in sample.gone.items():
            H = weighted.copy()
            H.remove_edges_from(gone)
            for origin in sample.found.origins:
                try:
                    cost = nx.dijkstra_path_length(H, origin, DESTINATION, weight="cost")
                except nx.NetworkXNoPath:
                    cost = None
                sample.check(draw, closed, origin, cost)
    return (time.perf_counter() - start) * sample.part


def many() -> None:
    """Solve many draws, and print seconds and megabytes."""
    dataset = read_dataset(shipped_dataset_path(), today=clock_today())
    G = build_network(dataset, "2004-06")
    start = time.perf_counter()
    found = ensemble(G, dataset.info.origins, draws=MANY, closures=reported_closures(dataset))
    found.to_json()
    took = time.perf_counter() - start
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Compare all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="rounds of this program a date (default 7)")
    parser.add_argument("--sample", type=int, default=50, help="draws for networkx used well (default 50)")
    parser.add_argument("--many", action="store_true", help="only solve 100,000 draws")
    args = parser.parse_args()
    if args.many:
        many()
        return
    dataset = read_dataset(shipped_dataset_path(), today=clock_today())
    closures, origins = reported_closures(dataset), dataset.info.origins
    print(f"10,000 draws, {len(origins)} origins, nothing closed and {len(closures)} closures:")
    print(f"{10_000 * len(origins) * (1 + len(closures)):,} answers a date")
    print("as of       ways   this program   telling all   networkx, well   networkx, plainly")
    ratios = []
    for as_of in DATES:
        G = build_network(dataset, as_of)
        mine, theirs, told = [], [], []
        plain = 0.0
        for turn in range(args.rounds):
            start = time.perf_counter()
            found = ensemble(G, origins, closures=closures)
            mine.append(time.perf_counter() - start)
            start = time.perf_counter()
            found.to_json()
            told.append(time.perf_counter() - start)
            theirs.append(well(Sample(G, found, max(1, args.sample // args.rounds))))
            if not turn:
                plain = plainly(Sample(G, found, 4))
        ours, their = statistics.median(mine), statistics.median(theirs)
        ratios.append(their / ours)
        ways = len(found.standing(origins[0]).legs_of_ways)
        print(
            f"{as_of:<12}{ways:>4}{1000 * ours:>12.0f} ms{1000 * statistics.median(told):>11.0f} ms"
            f"{their:>9.1f} s {their / ours:>4.0f} x{plain:>11.0f} s {plain / ours:>5.0f} x"
        )
    print(
        f"networkx, well: {statistics.median(ratios):.0f} times as long, in the median, {min(ratios):.0f} at "
        f"least; limit: {WELL:.0f}"
    )
    out = subprocess.run([sys.executable, __file__, "--many"], check=True, capture_output=True, text=True)
    seconds, megabytes = map(float, out.stdout.split())
    print(
        f"{MANY:,} draws, as of 2004-06, with all told: {seconds:.1f} s, {megabytes:.0f} MB at most; "
        f"limit: {MOST_MB} MB"
    )
    if min(ratios) < WELL or megabytes > MOST_MB:
        sys.exit("a limit is not kept")


if __name__ == "__main__":
    main()
