"""How far predicted shares lie from published ones, when the published ones are intervals.

Published numbers leave many distributions open. A distance from "what was published" is therefore an
interval itself: from the nearest to the farthest distribution that agrees with every published number.
The distance is the averaged relative difference by which Flee is judged (Suleimenova et al. 2017,
doi:10.1038/s41598-017-13828-9): the absolute differences in people, summed over the places and divided by
all people. In shares it is the sum of their absolute differences: 0 if all agree, 2 if nobody went where
predicted.

The same intervals say which exit came first, and which of two had more people, or leave it open.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

_EPS = 1e-12


class Bounds(NamedTuple):
    """The least and the greatest share of each exit, in the order of ``exits``; they sum to 1 somewhere."""

    exits: tuple[str, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def bounds_of(exits: Sequence[str], known: Mapping[str, tuple[float, float]]) -> Bounds:
    """Return between which shares each exit lies, given that all shares sum to 1.

    An exit about which nothing is published may have what the others leave. Where published numbers
    take up more than all (more came in than arrived), each gives way to the others.

    Examples
    --------
    >>> found = bounds_of(["LAO", "THA"], {"THA": (0.6, 0.7)})
    >>> found.low.round(2).tolist(), found.high.round(2).tolist()
    ([0.3, 0.6], [0.4, 0.7])
    """
    import numpy as np  # noqa: PLC0415 - a path question does without it

    low = np.array([known.get(name, (0.0, 1.0))[0] for name in exits])
    high = np.array([known.get(name, (0.0, 1.0))[1] for name in exits])
    low = np.minimum(low, np.maximum(0.0, 1 - (low.sum() - low)))
    high = np.maximum(low, np.minimum(high, 1 - (low.sum() - low)))
    low = np.maximum(low, np.minimum(high, 1 - (high.sum() - high)))
    return Bounds(tuple(exits), low, high)


def nearest(predicted: NDArray[np.float64], bounds: Bounds) -> NDArray[np.float64]:
    """Return the averaged relative difference from the nearest distribution within the bounds.

    Each share moves to its interval first; what is then missing from 1, or too much, has to be moved too,
    and no share can take it up on the way back to its prediction.

    Examples
    --------
    >>> import numpy as np
    >>> float(nearest(np.array([0.5, 0.5]), bounds_of(["LAO", "THA"], {"THA": (0.75, 1)})))
    0.5
    """
    import numpy as np  # noqa: PLC0415

    moved = np.clip(predicted, bounds.low, bounds.high)
    found: NDArray[np.float64] = np.abs(moved - predicted).sum(-1) + np.abs(1 - moved.sum(-1))
    return found


def farthest(predicted: NDArray[np.float64], bounds: Bounds) -> NDArray[np.float64]:
    """Return the averaged relative difference from the farthest distribution within the bounds.

    The distance is convex, so that it is greatest in a corner: there all shares but one lie at an end of
    their intervals.
    """
    import numpy as np  # noqa: PLC0415

    corners = _corners(bounds)
    found: NDArray[np.float64] = np.abs(predicted[..., None, :] - corners).sum(-1).max(-1)
    return found


def _corners(bounds: Bounds) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    number = len(bounds.exits)
    found = set()
    for free in range(number):
        ends = [(bounds.low[i], bounds.high[i]) if i != free else (0.0,) for i in range(number)]
        for corner in product(*(sorted(set(pair)) for pair in ends)):
            rest = 1 - sum(corner)
            if bounds.low[free] - _EPS <= rest <= bounds.high[free] + _EPS:
                found.add(tuple(round(x, 12) for x in (*corner[:free], rest, *corner[free + 1 :])))
    return np.array(sorted(found))


def first_of(bounds: Bounds) -> int | None:
    """Return the number of the exit that had most people; None where the bounds do not tell.

    Examples
    --------
    >>> first_of(bounds_of(["LAO", "THA"], {"THA": (0.6, 0.7)})), first_of(bounds_of(["LAO", "THA"], {}))
    (1, None)
    """
    for number in range(len(bounds.exits)):
        others = [high for i, high in enumerate(bounds.high) if i != number]
        if all(bounds.low[number] > high for high in others):
            return number
    return None


def ordered_pairs(bounds: Bounds) -> tuple[tuple[int, int], ...]:
    """Return the pairs of exits of which the first had more people for certain."""
    pairs = []
    for i, k in combinations(range(len(bounds.exits)), 2):
        if bounds.low[i] > bounds.high[k]:
            pairs.append((i, k))
        elif bounds.low[k] > bounds.high[i]:
            pairs.append((k, i))
    return tuple(pairs)


def rank_correlation(differences: Sequence[NDArray[np.float64]]) -> NDArray[np.float64] | None:
    """Return Kendall's rank correlation over pairs whose published order is certain; None without a pair.

    ``differences`` holds for each pair by how much more is predicted for the one that had more. Pairs
    in the right order less those in the wrong one, divided by all: 1 if every pair is right, -1 if none is,
    and a tie counts as half (Kendall 1938, doi:10.1093/biomet/30.1-2.81).

    Examples
    --------
    >>> import numpy as np
    >>> float(rank_correlation([np.array(0.2), np.array(-0.1), np.array(0.3), np.array(0.1)]))
    0.5
    """
    import numpy as np  # noqa: PLC0415

    if not differences:
        return None
    signs = [np.where(np.abs(d) < _EPS, 0.0, np.sign(d)) for d in differences]
    found: NDArray[np.float64] = np.mean(signs, axis=0)
    return found
