"""What the best ways from a place carry through every place and hop of a large network.

A search from one place answers for all far ends at once. Ways of least cost and fewest legs lead, hop by
hop, from a place of k legs to one of k + 1: so they are counted layer by layer, forwards, and what
each carries is added up backwards (Brandes, doi:10.1016/j.socnet.2007.11.001). Counts are
kept as logarithms: a grid has more ways than floats can count. The time of a layer is that of a few
calls of numpy, so a way of 10,000 legs takes a quarter of a second besides.

Sums over many searches are made in blocks of fixed size, so that they are the same however many
processes share the work.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from .large import cheapest_hops, check_exact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    import numpy as np
    from numpy.typing import NDArray

    from routes import NetworkArrays

_BLOCK = 8  # searches


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The hops of a network, in the direction of the searches, and which places count as far ends.

    ``rows`` are the first rows of the hops' legs, as the network has them; ``back`` is the order into
    which the hops were brought when they were turned round, None if they were not.
    """

    size: int
    first: NDArray[np.int32]
    rows: NDArray[np.int64]
    tails: NDArray[np.int32]
    heads: NDArray[np.int32]
    cost: NDArray[np.float64]
    back: NDArray[np.int64] | None
    counts: NDArray[np.float64]


def pose_search(
    arrays: NetworkArrays, cost: NDArray[np.float64], counted: NDArray[np.int64], *, backwards: bool
) -> Problem:
    """Return the problem of the ways to the places that count; backwards, of the ways from them."""
    import numpy as np  # noqa: PLC0415

    size = len(arrays.places)
    rows, cost = cheapest_hops(arrays, cost)
    tails, heads, back = arrays.tails[rows], arrays.heads[rows], None
    if backwards:
        back = np.lexsort((tails, heads))
        tails, heads, cost = heads[back], tails[back], cost[back]
    counts = np.zeros(size)
    counts[counted] = 1.0
    first = np.searchsorted(tails, np.arange(size + 1)).astype(np.int32)
    return Problem(
        size=size, first=first, rows=rows, tails=tails, heads=heads, cost=cost, back=back, counts=counts
    )


def _ways_from(problem: Problem, start: int) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return what the best ways from a place give to each place and hop, and to how many ends they lead."""
    import numpy as np  # noqa: PLC0415
    from scipy.sparse import csr_array  # noqa: PLC0415
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    size, tails, heads = problem.size, problem.tails, problem.heads
    of_hops = np.zeros(len(heads))
    if not len(heads):
        return np.zeros(size), of_hops, 0.0
    # Entries of 0 are stored, and a stored 0 is an edge to scipy.
    least = dijkstra(csr_array((problem.cost, heads, problem.first), shape=(size, size)), indices=start)
    check_exact(least)
    least[np.isinf(least)] = nan  # what is not reached is on no way
    tight = np.flatnonzero((problem.cost + least[tails] == least[heads]) & (heads != start))
    u, v = tails[tight], heads[tight]
    layers = _layers(u, v, start, size)
    carried = problem.counts.copy()
    carried[start] = 0.0
    joined = float(carried[~np.isnan(least)].sum())
    for hops, share in reversed(layers):
        passing = carried[v[hops]]
        if share is not None:
            passing *= share
        of_hops[tight[hops]] = passing
        np.add.at(carried, u[hops], passing)
    of_places = carried - problem.counts
    of_places[start] = 0.0
    of_places[np.isnan(least)] = 0.0
    return of_places, of_hops, joined


def _layers(
    u: NDArray[np.int32], v: NDArray[np.int32], start: int, size: int
) -> list[tuple[NDArray[np.int64], NDArray[np.float64] | None]]:
    """Return the hops of the best ways by the number of legs before them, those of fewest legs only.

    ``u`` and ``v`` are the ends of all hops on ways of least cost, in order of ``u``. With each hop
    comes which share of the best ways to its head arrives by it, None if all of them do.
    """
    import numpy as np  # noqa: PLC0415

    first = np.concatenate(([0], np.cumsum(np.bincount(u, minlength=size))))
    seen = np.zeros(size, dtype=np.bool_)
    seen[start] = True
    ways = np.zeros(size)  # logarithms of their numbers
    by_several = np.bincount(v, minlength=size) > 1  # few places, where lengths hardly ever tie
    layers = []
    layer = np.array([start])
    while layer.size:
        counts = first[layer + 1] - first[layer]
        before = np.cumsum(counts) - counts
        hops = np.repeat(first[layer] - before, counts) + np.arange(counts.sum())
        hops = hops[~seen[v[hops]]]
        arriving = ways[u[hops]]
        if by_several[v[hops]].any():
            layer, into = np.unique(v[hops], return_inverse=True)
            most = np.full(len(layer), -np.inf)
            np.maximum.at(most, into, arriving)
            ways[layer] = most + np.log(np.bincount(into, np.exp(arriving - most[into])))
            layers.append((hops, np.exp(arriving - ways[v[hops]])))
        else:
            layer = v[hops]
            ways[layer] = arriving
            layers.append((hops, None))
        seen[layer] = True
    return layers


# many searches


@dataclass(slots=True)
class Sums:
    """Sums over searches: of S, S * S and S * R for each place and hop, and of R and R * R."""

    places: NDArray[np.float64]
    hops: NDArray[np.float64]
    joined: NDArray[np.float64]

    @classmethod
    def none(cls, places: int, hops: int) -> Sums:
        """Return sums over nothing."""
        import numpy as np  # noqa: PLC0415

        return cls(np.zeros((3, places)), np.zeros((3, hops)), np.zeros(2))

    def add(self, other: Sums) -> None:
        """Add the sums over other searches."""
        self.places += other.places
        self.hops += other.hops
        self.joined += other.joined


def _solve(problem: Problem, starts: NDArray[np.int64]) -> Sums:
    sums = Sums.none(problem.size, len(problem.rows))
    for start in starts.tolist():
        of_places, of_hops, joined = _ways_from(problem, start)
        for total, found in ((sums.places, of_places), (sums.hops, of_hops)):
            total[0] += found
            total[1] += found * found
            total[2] += found * joined
        sums.joined += (joined, joined * joined)
    return sums


def solve_all(
    problem: Problem,
    drawn: NDArray[np.int64],
    executor: Executor | None,
    progress: Callable[[Sequence[int]], Iterable[int]],
) -> Iterator[Sums]:
    """Yield the sums of each block of searches, in order."""
    blocks = {start: drawn[start : start + _BLOCK] for start in range(0, len(drawn), _BLOCK)}
    waiting = {start: _submit(executor, problem, block) for start, block in blocks.items()}
    try:
        for start in progress(list(blocks)):
            yield _result(waiting.pop(start)) or _solve(problem, blocks[start])
    finally:
        for future in waiting.values():
            if future:
                future.cancel()


def _submit(executor: Executor | None, problem: Problem, starts: NDArray[np.int64]) -> Future[Sums] | None:
    try:
        return executor.submit(_solve, problem, starts) if executor else None
    except BrokenExecutor:
        return None


def _result(future: Future[Sums] | None) -> Sums | None:
    try:
        return future.result() if future else None
    except BrokenExecutor:
        return None
