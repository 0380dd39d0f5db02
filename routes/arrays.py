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

from geodata import NetworkError, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_AMOUNTS = ("length_km", "risk_cost", "risk_low", "risk_high")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class NetworkArrays:
    """A network as read-only arrays.

    ``tails`` and ``heads`` are numbers of places; ``modes`` the numbers of the legs' keys in
    ``mode_names``; ``length_km`` is in km, ``risk_cost`` with ``risk_low`` and ``risk_high`` in
    units of risk cost; ``border`` says whether a leg passes one. ``risk_known`` is false where
    nothing was said of risk: then its arrays hold zeros, which are no answers. ``notices`` are what
    making the arrays changed, in words for the user.
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
    risk_known: bool = True
    notices: tuple[str, ...] = ()

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
    modes: Sequence[str] | NDArray[np.integer[Any]],
    amounts: Mapping[str, ArrayLike],
    *,
    border: ArrayLike,
    mode_names: Sequence[str] | None = None,
    risk_known: bool = True,
    notices: Sequence[str] = (),
) -> NetworkArrays:
    """Return the array form of legs that come in any order, without making a graph of them.

    Parameters
    ----------
    places
        The ids of the places in alphabetical order, each once.
    tails, heads
        For each leg the number of the place that it leaves, and of the one it leads to.
    modes
        The key of each leg; with ``mode_names`` its number among them.
    amounts
        ``length_km``, ``risk_cost``, ``risk_low`` and ``risk_high`` of each leg.
    border
        For each leg whether it passes a border.
    mode_names
        The keys in alphabetical order, each once, for millions of legs whose keys are numbers already.
    risk_known, notices
        What `NetworkArrays` says of the whole.

    Raises
    ------
    NetworkError
        If places are not in order, a leg leads from or to no place or comes twice, an amount is
        missing, the arrays differ in length, an amount is negative, infinite or no number, or there
        are more keys than the arrays can number (32,767).

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

    _check_order(places, "place")
    missing = [name for name in _AMOUNTS if name not in amounts]
    if missing:
        raise NetworkError(f"amounts lack {', '.join(missing)}; give one value a leg for each")
    names, numbers = _numbered(modes) if mode_names is None else (tuple(mode_names), np.asarray(modes))
    columns: dict[str, NDArray[Any]] = {
        "tails": np.asarray(tails),
        "heads": np.asarray(heads),
        "modes": numbers,
        **{name: np.asarray(amounts[name], dtype=np.float64) for name in _AMOUNTS},
        "border": np.asarray(border, dtype=np.bool_),
    }
    _check(places, names, columns)
    # From and to as one number: below 2 ** 62, since places are counted in 31 bits.
    pairs = columns["tails"].astype(np.int64) * len(places) + columns["heads"]
    order = np.lexsort((columns["modes"], pairs))
    pairs = pairs[order]
    kinds = {"tails": np.int32, "heads": np.int32, "modes": np.int16}
    columns = {name: column[order].astype(kinds.get(name, column.dtype)) for name, column in columns.items()}
    twice = np.flatnonzero((pairs[1:] == pairs[:-1]) & (columns["modes"][1:] == columns["modes"][:-1]))
    if twice.size:
        tail, head, mode = (columns[name][twice[0]] for name in ("tails", "heads", "modes"))
        raise NetworkError(
            f"leg '{printable(places[tail])}'-'{printable(places[head])}' ({printable(names[mode])}) "
            "comes twice; parallel legs need different modes"
        )
    columns["indptr"] = np.searchsorted(columns["tails"], np.arange(len(places) + 1)).astype(np.int64)
    for column in columns.values():
        column.setflags(write=False)
    return NetworkArrays(
        places=tuple(places), mode_names=names, risk_known=risk_known, notices=tuple(notices), **columns
    )


def _numbered(modes: Sequence[str] | NDArray[np.integer[Any]]) -> tuple[tuple[str, ...], NDArray[Any]]:
    """Return the keys in alphabetical order, and for each leg the number of its own."""
    import numpy as np  # noqa: PLC0415

    names = tuple(sorted(set(modes)))
    number = {name: i for i, name in enumerate(names)}
    return names, np.fromiter(map(number.__getitem__, modes), dtype=np.int32, count=len(modes))


def _check_order(names: Sequence[str], what: str) -> None:
    for one, other in pairwise(names):
        if one >= other:
            raise NetworkError(
                f"{what} '{printable(other)}' comes after '{printable(one)}'; "
                "give the ids in alphabetical order, each once"
            )


def _check(places: Sequence[str], mode_names: Sequence[str], columns: Mapping[str, NDArray[Any]]) -> None:
    """Refuse what is no network, before anything is sorted."""
    import numpy as np  # noqa: PLC0415

    _check_order(mode_names, "mode")
    for counted, what, most in ((places, "places", 2**31 - 1), (mode_names, "modes", 2**15 - 1)):
        if len(counted) > most:
            raise NetworkError(f"{len(counted):,} {what} are more than can be numbered ({most:,})")
    sizes = {name: column.shape for name, column in columns.items()}
    if len(set(sizes.values())) > 1 or columns["tails"].ndim != 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in sizes.items())
        raise NetworkError(f"the columns of the legs differ in shape: {listed}; give one value a leg")
    for name, names in (("tails", places), ("heads", places), ("modes", mode_names)):
        column, what = columns[name], "modes" if name == "modes" else "places"
        if column.size and column.dtype.kind not in "iu":
            raise NetworkError(f"{name} holds {column.dtype} values; give numbers of {what}, from 0")
        outside = np.flatnonzero((column < 0) | (column >= len(names)))
        if outside.size:
            row = int(outside[0])
            raise NetworkError(
                f"{name}[{row}] is {column[row]}, but the {len(names)} {what} are numbered from 0"
            )
    for name in _AMOUNTS:
        wrong = np.flatnonzero(~((columns[name] >= 0) & (columns[name] < np.inf)))  # also refuses NaN
        if wrong.size:
            row = int(wrong[0])
            u, v = (printable(places[int(columns[end][row])]) for end in ("tails", "heads"))
            raise NetworkError(
                f"leg '{u}'-'{v}' has {name} = {columns[name][row]}; it must be finite and at least 0"
            )
