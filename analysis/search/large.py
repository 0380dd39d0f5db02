"""Paths and fronts on networks in array form, up to a million places.

The search for one path is scipy's, in compiled code; the rule for ties is kept all the same. Costs
are whole numbers of thousand-millionths, as everywhere, held in floats that are exact up to 2 ** 53;
the legs whose cost is all that two places differ by are on some best path, and among those few a
breadth-first walk finds the path of fewest legs and first ids. Fronts are found by label setting
(`analysis.search.labels`) with bounds from scipy.

Results are bare: legs and totals. Margins, exits and reports are answers about small networks. Where
arrays say nothing of risk, no question about risk is answered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from math import nan
from typing import TYPE_CHECKING, Any, Literal, get_args
from weakref import WeakKeyDictionary

from geodata import NetworkError, UnknownNameError, near_matches, printable

from .arcs import UNITS, Leg
from .label_store import UNREACHABLE
from .labels import efficient_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes import NetworkArrays

LargeWeight = Literal["length_km", "risk_cost"]

# Arrays do not change, and questions about a network come in numbers: a third of the time of the first.
_PREPARED: WeakKeyDictionary[NetworkArrays, dict[LargeWeight, tuple[NDArray[np.float64], Any]]] = (
    WeakKeyDictionary()
)

_WEIGHTS = get_args(LargeWeight)
_EXACT = 2**53  # up to here floats hold every whole number
_MOST_COMPARED = 1_000  # names; a hundred thousand take seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LargePath:
    """A path on a network in array form: its legs, and their sums in km and units of risk cost.

    ``risk_cost`` is nan where the arrays say nothing of risk.
    """

    legs: tuple[Leg, ...]
    length_km: float
    risk_cost: float
    borders: int


def large_path(
    arrays: NetworkArrays, source: str, target: str, weight: LargeWeight = "length_km"
) -> LargePath | None:
    """Return the best path by length or by risk, None where there is none.

    Places are given by their ids. Ties go to the path with fewer legs, then by place ids, then by
    modes. If source and target are one place, the path has no legs.

    Raises
    ------
    UnknownNameError
        If a place is unknown.
    ValueError
        If the weight is another.
    NetworkError
        If a sum of costs is too large to be exact (nine million km, or units of risk cost), or if risk is
        asked for and the arrays say nothing of it.
    ModuleNotFoundError
        If scipy is not installed.
    """
    cost, backwards = _prepared(arrays, weight)
    start, end = place_number(arrays, source), place_number(arrays, target)
    left = _least_costs_to(backwards, end)
    rows = _first_of_the_best(arrays, cost, left, start, end)
    return None if rows is None else _path(arrays, rows)


def large_front(
    arrays: NetworkArrays, source: str, target: str, *, settled: Callable[[int], object] | None = None
) -> Iterator[LargePath]:
    """Return the efficient paths by length, risk and number of borders, shortest first.

    One path for each point of the exact front, unsupported points included; nothing where there
    is no way. They come one by one, so that a reader may stop early: a front can have more points
    than anyone can wait for. ``settled`` is called at the end with the number of labels kept.
    Otherwise as `large_path`.
    """
    _check_risk(arrays)
    start, end = place_number(arrays, source), place_number(arrays, target)
    return _front(arrays, start, end, settled)


def whole_costs(arrays: NetworkArrays, weight: LargeWeight) -> NDArray[np.float64]:
    """Return what every leg costs, as whole numbers of thousand-millionths held in floats.

    Raises
    ------
    ValueError
        If the weight is another.
    NetworkError
        If risk is asked for and the arrays say nothing of it.
    """
    if weight not in _WEIGHTS:
        raise ValueError(f"'{weight}' is no weight of a large network; use one of {', '.join(_WEIGHTS)}")
    if weight == "risk_cost":
        _check_risk(arrays)
    amounts: NDArray[np.float64] = getattr(arrays, weight)
    return _whole(amounts)


def place_number(arrays: NetworkArrays, place: str) -> int:
    """Return the number of a place.

    Raises
    ------
    UnknownNameError
        If it is unknown; of many places only those that come near it in the alphabet are offered.
    """
    places = arrays.places
    at = bisect_left(places, place)
    if at < len(places) and places[at] == place:
        return at
    near = places[max(0, at - _MOST_COMPARED // 2) : at + _MOST_COMPARED // 2]
    raise UnknownNameError(
        f"'{printable(place)}' is no place of the network; give an id.{near_matches(place, near)}"
    )


def cheapest_hops(
    arrays: NetworkArrays, cost: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return of parallel legs the first row and the least cost: one hop for each pair of places."""
    import numpy as np  # noqa: PLC0415

    if not len(cost):
        return np.zeros(0, dtype=np.int64), cost
    # Parallel legs lie side by side.
    hops = (arrays.tails[1:] != arrays.tails[:-1]) | (arrays.heads[1:] != arrays.heads[:-1])
    first = np.concatenate(([0], np.flatnonzero(hops) + 1))
    return first, np.minimum.reduceat(cost, first)


def check_exact(least: NDArray[np.float64]) -> None:
    """Refuse least costs that are too large to be exact; infinite ones lead nowhere, and are none.

    Raises
    ------
    NetworkError
        If there are such.
    """
    import numpy as np  # noqa: PLC0415

    if (least[np.isfinite(least)] >= _EXACT).any():
        raise NetworkError(
            f"a least cost is above {_EXACT / UNITS:,.0f}, where sums stop being exact: use larger units"
        )


def _check_risk(arrays: NetworkArrays) -> None:
    if not arrays.risk_known:
        raise NetworkError(
            "the network says nothing of risk; give its table of legs p_low and p_high, or risk_cost"
        )


def _front(
    arrays: NetworkArrays, start: int, end: int, settled: Callable[[int], object] | None
) -> Iterator[LargePath]:
    import numpy as np  # noqa: PLC0415 - a path question on a small network does without it

    costs = [_whole(arrays.length_km), _whole(arrays.risk_cost), arrays.border.astype(np.float64)]
    bounds = [_least_costs_to(_turned_round(arrays, cost), end) for cost in costs]
    out = [range(first, last) for first, last in pairwise(arrays.indptr.tolist())]
    found = efficient_paths(
        out,
        arrays.heads.tolist(),
        [cost.astype(np.int64).tolist() for cost in costs],
        {start},
        {end},
        bounds=[np.where(np.isfinite(b), b, UNREACHABLE).astype(np.int64).tolist() for b in bounds],
        settled=settled,
    )
    for _, rows in found:
        yield _path(arrays, rows)


def _whole(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights as whole numbers of thousand-millionths."""
    import numpy as np  # noqa: PLC0415

    return np.rint(weight * UNITS)


def _prepared(arrays: NetworkArrays, weight: LargeWeight) -> tuple[NDArray[np.float64], Any]:
    """Return what the legs cost, and the network turned round, made at the first question of a weight."""
    known = _PREPARED.setdefault(arrays, {})
    if weight not in known:
        cost = whole_costs(arrays, weight)
        known[weight] = (cost, _turned_round(arrays, cost))
    return known[weight]


def _turned_round(arrays: NetworkArrays, cost: NDArray[np.float64]) -> Any:  # noqa: ANN401 - scipy has no types
    """Return the hops from head to tail, so that one search from an end answers for all places."""
    from scipy.sparse import csr_array  # noqa: PLC0415 - a path question on a small network does without it

    first, cheapest = cheapest_hops(arrays, cost)
    # Entries of 0 are stored, and a stored 0 is an edge to scipy (a matrix that was ever dense would have
    # lost it).
    ends = (arrays.heads[first], arrays.tails[first])
    return csr_array((cheapest, ends), shape=(len(arrays.places),) * 2)


def _least_costs_to(backwards: Any, end: int) -> NDArray[np.float64]:  # noqa: ANN401
    """Return the least cost from every place to the end; infinite where there is no way."""
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    least: NDArray[np.float64] = dijkstra(backwards, indices=end)
    check_exact(least)
    return least


def _first_of_the_best(
    arrays: NetworkArrays,
    cost: NDArray[np.float64],
    left: NDArray[np.float64],
    start: int,
    end: int,
) -> tuple[int, ...] | None:
    """Return the rows of the best path by the rule for ties, given the least costs to the end.

    Places are taken layer by layer, in the order of the chains that lead to them: so the first leg
    that reaches a place belongs to the chain of fewest legs whose ids come first.
    """
    import numpy as np  # noqa: PLC0415

    if not np.isfinite(left[start]):
        return None
    reached: dict[int, int | None] = {start: None}
    queue = deque([start])
    while end not in reached:
        here = queue.popleft()
        rows = slice(arrays.indptr[here], arrays.indptr[here + 1])
        heads = arrays.heads[rows]
        tight = cost[rows] + left[heads] == left[here]
        for row in np.flatnonzero(tight) + rows.start:
            place = int(arrays.heads[row])
            if place not in reached:
                reached[place] = int(row)
                queue.append(place)
    chain: list[int] = []
    here = end
    while (step := reached[here]) is not None:
        chain.append(step)
        here = int(arrays.tails[step])
    return tuple(reversed(chain))


def _path(arrays: NetworkArrays, rows: Sequence[int]) -> LargePath:
    chosen = list(rows)
    return LargePath(
        legs=tuple(Leg(*arrays.leg(row)) for row in chosen),
        length_km=round(float(arrays.length_km[chosen].sum()), 3),
        risk_cost=round(float(arrays.risk_cost[chosen].sum()), 9) if arrays.risk_known else nan,
        borders=int(arrays.border[chosen].sum()),
    )
