"""Cold starts, as ratios: a whole process that answers, against one that only imports a library.

Machines differ and so do their moods: the two commands run in turn, pair by pair, and the median of
the ratios is what counts. Limits that this project set itself: a path question takes at most
2.5 times as long as ``import networkx``, a map at most twice as long as ``import folium``.

Run: make bench
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATH = ["-m", "safepassage", "path", "onsong", "seoul", "--as-of", "2004-06"]
LIMITS = {"path": 2.5, "map": 2.0}


def seconds(arguments: list[str], cwd: str) -> float:
    """Return the wall time of one fresh Python process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=cwd)
    return time.perf_counter() - start


def compare(name: str, ours: list[str], theirs: list[str], *, runs: int, cwd: str) -> float:
    """Print and return the median ratio of two commands that run in turn."""
    seconds(ours, cwd), seconds(theirs, cwd)  # warm the file cache
    pairs = [(seconds(ours, cwd), seconds(theirs, cwd)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    ratio = statistics.median(ratios)
    a, b = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    print(
        f"{name:<6}{a:7.0f} ms {b:10.0f} ms {ratio:8.2f}   "
        f"[{ratios[0]:.2f}, {ratios[-1]:.2f}]   limit {LIMITS[name]}"
    )
    return ratio


def main() -> None:
    """Compare both commands."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs (default 15)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        page = str(Path(folder) / "routes.html")
        print("command   whole    bare import    ratio   [min, max]")
        compare("path", PATH, ["-c", "import networkx"], runs=runs, cwd=folder)
        compare(
            "map", ["-m", "safepassage", "map", "-o", page], ["-c", "import folium"], runs=runs, cwd=folder
        )


if __name__ == "__main__":
    main()
