"""The network as arrays: one row a leg, in compressed sparse rows by the place it leaves.

A graph of dictionaries is made for reading and for small networks. Ensembles of thousands of
draws and networks of a hundred thousand places need numbers that lie side by side: here a leg is
a row, ``indptr[i]`` to ``indptr[i + 1]`` are the rows of the legs that leave place ``i``, and a new
weighting of all legs is one more array. Places are numbered in alphabetical order of their ids and
rows go by (from, to, mode), so that comparing numbers compares ids, as the rule for ties asks.
Parallel legs stay separate rows, legs of length 0 are legs.

What words a leg rests on (reports, claims, parts of the risk) stays in the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geodata import NetworkError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_AMOUNTS = ("length_km", "risk_cost", "risk_low", "risk_high")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NetworkArrays:
    """A network as read-only arrays.

    ``tails`` and ``heads`` are numbers of places; ``modes`` the numbers of the legs' keys in
    ``mode_names``; ``length_km`` is in km, ``risk_cost`` with ``risk_low`` and ``risk_high`` in
    units of risk cost; ``border`` says whether a leg passes one.
    """

    places: tuple[str, ...]
    mode_names: tuple[str, ...]
    indptr: NDArray[np.int64]
    tails: NDArray[np.int32]
    heads: NDArray[np.int32]
    modes: NDArray[np.int16]
    length_km: NDArray[np.float64]
    risk_cost: NDArray[np.float64]
    risk_low: NDArray[np.float64]
    risk_high: NDArray[np.float64]
    border: NDArray[np.bool_]

    def __repr__(self) -> str:
        """Return the size; the arrays would fill screens."""
        return f"<NetworkArrays: {len(self.places):,} places, {len(self.tails):,} legs>"

    def leg(self, row: int) -> tuple[str, str, str]:
        """Return the leg of a row as ``(u, v, mode)``."""
        places, modes = self.places, self.mode_names
        return places[self.tails[row]], places[self.heads[row]], modes[self.modes[row]]


def network_to_arrays(G: nx.MultiDiGraph[str]) -> NetworkArrays:
    """Return a network in array form; empty arrays for a network without legs.

    Raises
    ------
    NetworkError
        If an amount of a leg is negative, infinite or no number.

    Examples
    --------
    >>> import safepassage as sp
    >>> arrays = network_to_arrays(sp.load_network(2004))
    >>> u, v, mode = arrays.leg(0)
    >>> sp.load_network(2004).edges[u, v, mode]["length_km"] == float(arrays.length_km[0])
    True
    """
    import numpy as np  # noqa: PLC0415 - a path question does without it

    places = tuple(sorted(G))
    number = {place: i for i, place in enumerate(places)}
    legs = list(G.edges(keys=True, data=True))
    return legs_to_arrays(
        places,
        np.fromiter((number[u] for u, *_ in legs), dtype=np.int32, count=len(legs)),
        np.fromiter((number[v] for _, v, *_ in legs), dtype=np.int32, count=len(legs)),
        [key for _, _, key, _ in legs],
        {name: np.array([data[name] for *_, data in legs], dtype=np.float64) for name in _AMOUNTS},
        border=[bool(data["border"]) for *_, data in legs],
    )


def legs_to_arrays(
    places: Sequence[str],
    tails: ArrayLike,
    heads: ArrayLike,
    modes: Sequence[str],
    amounts: Mapping[str, ArrayLike],
    *,
    border: ArrayLike,
) -> NetworkArrays:
    """Return the array form of legs that come in any order, without making a graph of them.

    Parameters
    ----------
    places
        The ids of the places in alphabetical order, each once.
    tails, heads
        For each leg the number of the place that it leaves, and of the one it leads to.
    modes
        The key of each leg.
    amounts
        ``length_km``, ``risk_cost``, ``risk_low`` and ``risk_high`` of each leg.
    border
        For each leg whether it passes a border.

    Raises
    ------
    NetworkError
        If places are not in order, a leg leads from or to no place or comes twice, an amount is
        missing, the arrays differ in length, or an amount is negative, infinite or no number.

    Examples
    --------
    >>> amounts = {name: [2, 1] for name in ("length_km", "risk_cost", "risk_low", "risk_high")}
    >>> arrays = legs_to_arrays(["a", "b"], [1, 0], [0, 1], ["road", "rail"], amounts, border=[False, True])
    >>> arrays
    <NetworkArrays: 2 places, 2 legs>
    >>> [arrays.leg(row) for row in range(2)], arrays.length_km.tolist()
    ([('a', 'b', 'rail'), ('b', 'a', 'road')], [1.0, 2.0])
    """
    import numpy as np  # noqa: PLC0415

    unordered = next((pair for pair in pairwise(places) if pair[0] >= pair[1]), None)
    if unordered:
        raise NetworkError(
            f"place '{unordered[1]}' comes after '{unordered[0]}'; "
            "give the ids in alphabetical order, each once"
        )
    missing = [name for name in _AMOUNTS if name not in amounts]
    if missing:
        raise NetworkError(f"amounts lack {', '.join(missing)}; give one value a leg for each")
    mode_names = tuple(sorted(set(modes)))
    codes = {mode: code for code, mode in enumerate(mode_names)}
    columns: dict[str, NDArray[Any]] = {
        "tails": np.asarray(tails),
        "heads": np.asarray(heads),
        "modes": np.fromiter((codes[mode] for mode in modes), dtype=np.int16, count=len(modes)),
        **{name: np.asarray(amounts[name], dtype=np.float64) for name in _AMOUNTS},
        "border": np.asarray(border, dtype=np.bool_),
    }
    _check(places, columns)
    columns |= {name: columns[name].astype(np.int32) for name in ("tails", "heads")}
    order = np.lexsort((columns["modes"], columns["heads"], columns["tails"]))
    columns = {name: column[order] for name, column in columns.items()}
    ends = np.stack([columns[name] for name in ("tails", "heads", "modes")])
    twice = np.flatnonzero((ends[:, 1:] == ends[:, :-1]).all(axis=0))
    if twice.size:
        tail, head, mode = ends[:, twice[0]]
        raise NetworkError(
            f"leg '{places[tail]}'-'{places[head]}' ({mode_names[mode]}) comes twice; "
            "parallel legs need different modes"
        )
    columns["indptr"] = np.searchsorted(columns["tails"], np.arange(len(places) + 1)).astype(np.int64)
    for column in columns.values():
        column.setflags(write=False)
    return NetworkArrays(places=tuple(places), mode_names=mode_names, **columns)


def _check(places: Sequence[str], columns: Mapping[str, NDArray[Any]]) -> None:
    """Refuse what is no network, before anything is sorted."""
    import numpy as np  # noqa: PLC0415

    sizes = {name: column.shape for name, column in columns.items()}
    if len(set(sizes.values())) > 1 or columns["tails"].ndim != 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in sizes.items())
        raise NetworkError(f"the columns of the legs differ in shape: {listed}; give one value a leg")
    for name in ("tails", "heads"):
        if columns[name].size and columns[name].dtype.kind not in "iu":
            raise NetworkError(f"{name} holds {columns[name].dtype} values; give numbers of places, from 0")
        outside = np.flatnonzero((columns[name] < 0) | (columns[name] >= len(places)))
        if outside.size:
            row = int(outside[0])
            raise NetworkError(
                f"{name}[{row}] is {columns[name][row]}, but the {len(places)} places are numbered from 0"
            )
    for name in _AMOUNTS:
        wrong = np.flatnonzero(~((columns[name] >= 0) & (columns[name] < np.inf)))  # also refuses NaN
        if wrong.size:
            row = int(wrong[0])
            u, v = places[int(columns["tails"][row])], places[int(columns["heads"][row])]
            raise NetworkError(
                f"leg '{u}'-'{v}' has {name} = {columns[name][row]}; it must be finite and at least 0"
            )
