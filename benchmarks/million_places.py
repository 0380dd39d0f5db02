"""A million places and 2.5 million legs: from a Parquet file to a path, and what that takes.

The network is made up, as that of large_networks.py: a grid of 1,000 by 1,000 places of which 1.25 million
roads are left, each a leg both ways, with chances of return and twenty countries. Two files are
written by one process (legs, places) and read by another, so that the peak is that of the questions
alone. Times are those of the clock and of the processors. Paths are compared with those that scipy finds.

Run: python benchmarks/million_places.py [--origins 64]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import large_path, sampled_criticality
from routes import NetworkArrays, arrays_from_edges, read_edges

SIDE, ROADS, COUNTRIES = 1_000, 1_250_000, 20
MOST_GB = 4.0
PAIRS = (("0500500", "0500600"), ("0500500", "0800200"), ("0010010", "0990990"))


def write_files(folder: Path) -> None:
    """Write the table of legs and that of places."""
    rng = np.random.default_rng(2026)
    at = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    u = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    v = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    chosen = rng.permutation(len(u))[:ROADS]
    u, v = u[chosen], v[chosen]
    ids = np.array([f"{number:07}" for number in range(SIDE * SIDE)])
    km = np.round(rng.uniform(5, 20, ROADS), 3)
    p_low = np.round(10 ** rng.uniform(-4, -2, ROADS), 6)
    legs = {
        "from_place": np.concatenate([ids[u], ids[v]]),
        "to_place": np.concatenate([ids[v], ids[u]]),
        "mode": "road",
        "length_km": np.tile(km, 2),
        "p_low": np.tile(p_low, 2),
        "p_high": np.tile(5 * p_low, 2),
    }
    pd.DataFrame(legs).to_parquet(folder / "legs.parquet", index=False)
    country = np.char.add("XX", np.array([*"ABCDEFGHIJKLMNOPQRST"])[np.arange(SIDE * SIDE) // (SIDE * 50)])
    pd.DataFrame({"place": ids, "country": country}).to_parquet(folder / "places.parquet", index=False)


class Clock:
    """What each step takes, and the most memory so far."""

    def __init__(self) -> None:
        print(f"{'':<54}{'clock s':>10}{'processor s':>14}{'peak GB':>10}")
        self.start()

    def start(self) -> None:
        """Begin a step."""
        self.clock, self.processor = time.perf_counter(), time.process_time()

    def tell(self, step: str) -> None:
        """Print a step and begin the next."""
        clock, processor = time.perf_counter() - self.clock, time.process_time() - self.processor
        print(f"{step:<54}{clock:>10.2f}{processor:>14.2f}{peak_gb():>10.2f}", flush=True)
        self.start()


def peak_gb() -> float:
    """Return the most memory that this process has held; nan where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1e6


def answer(folder: Path, origins: int) -> None:
    """Read the files, ask, and print what each step takes."""
    clock = Clock()
    legs = read_edges(folder / "legs.parquet")
    places = pd.read_parquet(folder / "places.parquet")
    clock.tell("read both files")
    arrays = arrays_from_edges(legs, places)
    del legs, places
    clock.tell(f"arrays: {len(arrays.places):,} places, {len(arrays.tails):,} legs")
    for source, target in PAIRS:
        path = large_path(arrays, source, target)
        assert path is not None
        clock.tell(f"shortest path of {len(path.legs):,} legs, {path.length_km:,.0f} km")
        check(arrays, source, target, path.length_km)
        clock.start()
    for source, target in PAIRS[-2:]:
        path = large_path(arrays, source, target, "risk_cost")
        assert path is not None
        clock.tell(f"safest path of {len(path.legs):,} legs, {path.borders} borders")
    assert peak_gb() < MOST_GB or np.isnan(peak_gb())
    found = sampled_criticality(arrays, samples=origins)
    first = found.places(1)[0]
    clock.tell(f"criticality from {origins} origins: most {first.share:.3f} +- {first.standard_error:.3f}")
    print(f"{found!r}; one named beforehand by at most {found.error_of_one:.3f}")


def check(arrays: NetworkArrays, source: str, target: str, length_km: float) -> None:
    """Hold a length against scipy's."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - so that the first question pays for its import
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    size = len(arrays.places)
    matrix = csr_array((arrays.length_km, arrays.heads, arrays.indptr.astype(np.int32)), shape=(size, size))
    found = dijkstra(matrix, indices=arrays.places.index(source))[arrays.places.index(target)]
    assert abs(found - length_km) < 0.001


def main() -> None:
    """Write the files and ask, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--origins", type=int, default=16, help="origins of the criticality (default 16)")
    parser.add_argument("--step", choices=("write", "answer"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "write":
        write_files(options.folder)
    elif options.step == "answer":
        answer(options.folder, options.origins)
    else:
        with tempfile.TemporaryDirectory() as folder:
            for step in ("write", "answer"):
                given = ["--step", step, "--folder", folder, "--origins", str(options.origins)]
                subprocess.run([sys.executable, __file__, *given], check=True)


if __name__ == "__main__":
    main()
