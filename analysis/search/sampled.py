"""On which places and hops the best ways of a large network depend, from a sample of origins.

The measure is that of `analysis.od_betweenness`: the share of the best ways from an origin to a
destination that pass X, as a mean over the pairs that a way joins. Best ways are those of least cost and
fewest legs, told apart by their places; a way does not pass the places where it begins and ends, and
parallel legs are one hop.

*From a sample.* If there are too many origins to ask them all, some are drawn, each as likely as any
other and none twice (Brandes and Pich, doi:10.1142/S0218127407018403, found that cleverer choices do no
better). Let S be what an origin's ways give X, R how many destinations it reaches, and n how many there
are. The estimate is B = (sum of S) / (sum of R), and S - B R has mean 0 over all origins if B is the
truth and lies within [-B n, (1 - B) n]. So Hoeffding's bound for draws without replacement (Serfling,
doi:10.1214/aos/1176342611) says of k of N origins, with r = (sum of R) / (k n), that one X that was
named beforehand is off by more than

    sqrt((1 - (k - 1) / N) ln(2 / d) / (2 k)) / r

with a chance of at most d; for every X at once d is divided by their number. The bound needs nothing of
the network and is wide. The standard error, from the spread among those drawn, is a guess: good for the
largest shares (docs/scale.md), too small for what few origins pass, silent about what none passed.
Riondato and Kornaropoulos (doi:10.1007/s10618-015-0423-0) bound all errors at once by the number of
places on the longest way instead of the number of places, for a sample of paths and up to a
constant that is known by experiment only; it is not used here.

Nothing is sampled if either side is small enough to ask all of it: the answer is exact then.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

from geodata import QuestionError

from .large import LargeWeight, place_number, whole_costs
from .passing import Problem, Sums, pose_search, solve_all

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from routes import NetworkArrays

SAMPLES = 64


class Critical(NamedTuple):
    """A place (``id``) or hop (``from:to``): its share of the best ways, and the standard error of that."""

    name: str
    share: float
    standard_error: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampledCriticality:
    """How large a share of the best ways passes each place and hop of a network.

    ``searched`` of the ``searches`` that would answer exactly were made; ``is_exact`` says whether those
    were all. ``joined`` is the share of pairs (of those searched) that a way joins. Shares of places
    go by their numbers, those of hops with ``hop_rows``, the first row of each hop's legs; 0 for what no
    way passes. With the chance ``confidence`` one share, named beforehand, is off by no more than
    ``error_of_one``, and all of them by no more than ``error_of_all``.
    """

    arrays: NetworkArrays
    weight: LargeWeight
    searches: int
    searched: int
    joined: float
    confidence: float
    error_of_one: float
    error_of_all: float
    place_shares: NDArray[np.float64]
    place_errors: NDArray[np.float64]
    hop_rows: NDArray[np.int64]
    hop_shares: NDArray[np.float64]
    hop_errors: NDArray[np.float64]

    def __repr__(self) -> str:
        """Return what was asked; the shares would fill screens."""
        how = "exact" if self.is_exact else f"off by at most {self.error_of_all:.3f}"
        return f"<SampledCriticality: {self.searched:,} of {self.searches:,} searches, {how}>"

    @property
    def is_exact(self) -> bool:
        """Return whether every search was made."""
        return self.searched == self.searches

    def place(self, place: str) -> Critical:
        """Return the share of a place.

        Raises
        ------
        UnknownNameError
            If it is none of the network.
        """
        number = place_number(self.arrays, place)
        return Critical(place, float(self.place_shares[number]), float(self.place_errors[number]))

    def places(self, most: int = 10) -> tuple[Critical, ...]:
        """Return the places with the largest shares, ties by id; without those that no way passes."""
        names = self.arrays.places
        return tuple(
            Critical(names[i], float(self.place_shares[i]), float(self.place_errors[i]))
            for i in _largest(self.place_shares, most)
        )

    def hops(self, most: int = 10) -> tuple[Critical, ...]:
        """Return the hops with the largest shares, ties by ids; without those that no way passes."""
        found = []
        for i in _largest(self.hop_shares, most):
            u, v, _ = self.arrays.leg(int(self.hop_rows[i]))
            found.append(Critical(f"{u}:{v}", float(self.hop_shares[i]), float(self.hop_errors[i])))
        return tuple(found)


def sampled_criticality(
    arrays: NetworkArrays,
    origins: Collection[str] | None = None,
    destinations: Collection[str] | None = None,
    *,
    samples: int = SAMPLES,
    by: LargeWeight = "length_km",
    seed: int = 0,
    confidence: float = 0.95,
    executor: Executor | None = None,
    progress: Callable[[Sequence[int]], Iterable[int]] = iter,
) -> SampledCriticality:
    """Return the share of the best ways that passes each place and hop, from a sample of the origins.

    Of places and hops nothing else is said: who is cut off where X is lost, `analysis.losses` says of
    networks as reports give them.

    Parameters
    ----------
    arrays
        A network in array form.
    origins, destinations
        Ids of places; without any, all places. Every pair is asked alone, but not from a place to itself.
    samples
        How many origins to draw. If there are no more origins or destinations than that, all of these are
        asked and the answer is exact.
    by
        What the best ways are best in.
    seed
        A whole number; the same draws the same origins.
    confidence
        The chance with which the bounds on the errors hold.
    executor
        Spreads blocks of searches over processes or machines; the answer is the same to the last bit. A
        block whose executor broke is solved here.
    progress
        Wraps the first numbers of the blocks, to show how far the work has come.

    Returns
    -------
    SampledCriticality
        With shares of 0, and nan as ``joined``, if there are no pairs.

    Raises
    ------
    UnknownNameError
        If a place is unknown.
    QuestionError
        If ``samples`` is below 1, or ``confidence`` not between 0 and 1.
    ValueError
        If the weight is another.
    NetworkError
        If a sum of costs is too large to be exact, or if risk is asked for and the arrays say nothing of it.
    ModuleNotFoundError
        If scipy is not installed.

    Examples
    --------
    Two equally long ways from a to d, by b and by c:

    >>> import pandas as pd
    >>> from routes import arrays_from_edges
    >>> legs = pd.DataFrame({"from_place": [*"aabc"], "to_place": [*"bcdd"], "length_km": [1, 1, 1, 1]})
    >>> found = sampled_criticality(arrays_from_edges(legs), ["a"], ["d"])
    >>> found, [(x.name, x.share) for x in found.places()]
    (<SampledCriticality: 1 of 1 searches, exact>, [('b', 0.5), ('c', 0.5)])
    """
    import numpy as np  # noqa: PLC0415 - heavy, as everywhere in the array form

    if samples < 1:
        raise QuestionError(f"{samples} samples say nothing; draw at least 1")
    if not 0 < confidence < 1:
        raise QuestionError(f"a confidence of {confidence} is none; give a number between 0 and 1")
    starts, ends = _numbers(arrays, origins), _numbers(arrays, destinations)
    # Where there are few destinations, all ways to one are found by one search against the legs.
    backwards = len(ends) < len(starts) and len(ends) <= samples
    asked, counted = (ends, starts) if backwards else (starts, ends)
    drawn = asked
    if len(asked) > samples:
        drawn = np.sort(np.random.default_rng(seed).choice(asked, samples, replace=False))
    problem = pose_search(arrays, whole_costs(arrays, by), counted, backwards=backwards)
    sums = Sums.none(len(arrays.places), len(problem.rows))
    for block in solve_all(problem, drawn, executor, progress):
        sums.add(block)
    pairs = len(drawn) * len(counted) - len(np.intersect1d(drawn, counted))
    return _estimate(arrays, by, problem, sums, len(asked), len(drawn), pairs, confidence)


def _estimate(
    arrays: NetworkArrays,
    by: LargeWeight,
    problem: Problem,
    sums: Sums,
    searches: int,
    searched: int,
    pairs: int,
    confidence: float,
) -> SampledCriticality:
    import numpy as np  # noqa: PLC0415

    total = float(sums.joined[0])
    ends = float(problem.counts.sum())

    def error(of: int) -> float:
        if searched == searches:
            return 0.0
        if not total:
            return 1.0
        left = 1 - (searched - 1) / searches
        return min(
            1.0, sqrt(left * log(2 * of / (1 - confidence)) / (2 * searched)) * searched * ends / total
        )

    shares = [s[0] / total if total else s[0] for s in (sums.places, sums.hops)]
    errors = [
        _standard_errors(s, share, sums.joined, searched, searches)
        for s, share in zip((sums.places, sums.hops), shares, strict=True)
    ]
    if problem.back is not None:  # the hops as they were before they were turned round; all errors are 0
        shares[1] = shares[1][np.argsort(problem.back)]
    return SampledCriticality(
        arrays=arrays,
        weight=by,
        searches=searches,
        searched=searched,
        joined=total / pairs if pairs else nan,
        confidence=confidence,
        error_of_one=error(1),
        error_of_all=error(len(arrays.places) + len(problem.rows)),
        place_shares=shares[0],
        place_errors=errors[0],
        hop_rows=problem.rows,
        hop_shares=shares[1],
        hop_errors=errors[1],
    )


def _standard_errors(
    sums: NDArray[np.float64],
    share: NDArray[np.float64],
    joined: NDArray[np.float64],
    searched: int,
    searches: int,
) -> NDArray[np.float64]:
    """Return the standard error of a ratio of sums over draws without replacement, to first order."""
    import numpy as np  # noqa: PLC0415

    if searched == searches:
        return np.zeros_like(share)
    if searched == 1 or not joined[0]:
        return np.full_like(share, nan)
    # The sum of (S - B R) ** 2, which rounding must not take below 0.
    spread = np.maximum(sums[1] - 2 * share * sums[2] + share * share * joined[1], 0.0)
    mean = joined[0] / searched
    left = 1 - searched / searches
    return np.asarray(np.sqrt(left * spread / (searched * (searched - 1))) / mean)


def _numbers(arrays: NetworkArrays, places: Collection[str] | None) -> NDArray[np.int64]:
    """Return the numbers of places, each once and in order; of all without any."""
    import numpy as np  # noqa: PLC0415

    if places is None:
        return np.arange(len(arrays.places))
    return np.array(sorted({place_number(arrays, place) for place in places}), dtype=np.int64)


def _largest(shares: NDArray[np.float64], most: int) -> list[int]:
    """Return the numbers of the largest shares above 0, the first of equals first."""
    import numpy as np  # noqa: PLC0415

    if most < 1:
        return []
    passed = np.flatnonzero(shares > 0)
    if len(passed) > most:
        least = np.partition(shares[passed], len(passed) - most)[len(passed) - most]
        passed = passed[shares[passed] >= least]
    order = np.lexsort((passed, -shares[passed]))[:most]
    return [int(i) for i in passed[order]]
