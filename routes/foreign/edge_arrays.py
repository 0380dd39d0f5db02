"""Large tables of legs as networks in array form, without a graph between.

A row is a leg from a place to a place; what else it may say stands in `EDGE_COLUMNS`. The arrays hold
amounts only, so a table needs no report for each leg as a network does: what its rows rest on is for
whoever hands them in to say. Where nothing is said of risk nothing is made up: the arrays say so, and
questions about risk are refused. No row is changed or left out silently: a table is refused with
all of its faults at once, and what ``mend`` leaves out is told in the notices of the arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.arrays import legs_to_arrays
from routes.risk import COST_DIGITS
from routes.words import TravelMode

from .edge_columns import Faults, Ids, number_names, read_flags, read_names, read_numbers, shown
from .edge_names import EDGE_COLUMNS, called_here, find_missing, named_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

    from routes.arrays import NetworkArrays

    Columns = dict[str, NDArray[Any]]

_AMOUNTS = ("length_km", "risk_cost", "risk_low", "risk_high")


def arrays_from_edges(
    edges: pd.DataFrame | pa.Table,
    places: pd.DataFrame | pa.Table | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    two_way: bool = False,
    mend: bool = False,
) -> NetworkArrays:
    """Return the network in array form that a table of legs describes.

    Parameters
    ----------
    edges
        One row a leg, with the columns ``from_place``, ``to_place`` and ``length_km`` (or ``length_m``),
        and others of `EDGE_COLUMNS` where there are any. Further columns are not looked at.
    places
        One row a place, with the column ``place`` and, where it is known, ``country``. Legs from or to
        other places are then refused, places without legs belong to the network, and a leg between two
        countries passes a border, unless the table of legs says what passes one. Without it, the
        places are the ends of the legs.
    columns
        What columns are called in the tables, by the names used here: ``{"from_place": "u"}``.
    two_way
        Whether each row is a leg in both directions.
    mend
        Whether to leave out legs that lead back to their own start, and of legs that come twice (the same
        ends and mode) all but the shortest. Otherwise they are refused.

    Returns
    -------
    NetworkArrays
        Without legs for a table without rows. Ids that are whole numbers become text, and ids go in the
        order of text: "10" before "9".

    Raises
    ------
    NetworkError
        If a column is missing or comes twice, an id or an amount is missing, an amount is text, negative or
        infinite, a chance is not in [0, 1), an interval is upside down, or a leg leads to an unknown
        place, back to its own start or comes twice. The message lists all of it.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"u": [1, 2], "v": [2, 3], "length": [500.0, 1500.0]})
    >>> arrays = arrays_from_edges(table, columns={"from_place": "u", "to_place": "v", "length_m": "length"})
    >>> arrays, arrays.length_km.tolist(), arrays.risk_known
    (<NetworkArrays: 3 places, 2 legs>, [0.5, 1.5], False)
    """
    called = called_here(columns)
    faults = Faults("the table of legs")
    table = named_columns(edges, {name: called[name] for name in EDGE_COLUMNS}, faults)
    find_missing(map(str, table), called, faults)
    of_places = None
    if places is not None:
        of_places = named_columns(places, {name: called[name] for name in ("place", "country")}, faults)
        if "place" not in of_places:
            lacks = f"the table of places has no column {shown(called['place'])}"
            faults.add(f"{lacks}; add it, or tell its name by columns=")
    faults.stop_if_any()

    names, legs = _read_ends(table, of_places, called, faults)
    legs |= _read_lengths(table, called, faults) | _read_risks(table, called, faults)
    mode_names, legs["modes"] = _read_modes(table, called, faults)
    if "border" in table:
        legs["border"] = read_flags(table["border"], called["border"], faults)
    faults.stop_if_any()
    if two_way:
        back = legs | {"tails": legs["heads"], "heads": legs["tails"]}
        legs = _rows(legs, back)
    notices: list[str] = []
    legs = _without_loops_and_copies(legs, len(table), faults, notices if mend else None)
    faults.stop_if_any()
    return legs_to_arrays(
        names,
        legs["tails"],
        legs["heads"],
        legs["modes"],
        {name: legs[name] for name in _AMOUNTS},
        border=legs["border"],
        mode_names=mode_names,
        risk_known="risk_cost" in table or "p_low" in table,
        notices=notices,
    )


def _read_ends(
    table: pd.DataFrame, places: pd.DataFrame | None, called: Mapping[str, str], faults: Faults
) -> tuple[list[str], Columns]:
    """Return the ids of all places in order, and between which of them the legs run."""
    import numpy as np  # noqa: PLC0415

    columns = [read_names(table[name], called[name], faults) for name in ("from_place", "to_place")]
    if places is None:
        names, (tails, heads) = number_names(columns)
        return names, {"tails": tails, "heads": heads, "border": np.zeros(len(table), dtype=np.bool_)}
    of_places = Faults("the table of places")
    columns.append(read_names(places["place"], called["place"], of_places))
    names, (tails, heads, listed) = number_names(columns)
    _, first = np.unique(listed, return_index=True)
    again = np.ones(len(listed), dtype=np.bool_)
    again[first] = False
    of_places.add_rows(
        again & (listed >= 0), f"{called['place']} repeats", "give each place one row", places["place"]
    )
    country = np.full(len(names) + 1, -1, dtype=np.int64)
    if "country" in places:
        countries = read_names(places["country"], called["country"], of_places)
        country[listed] = countries.codes
    faults.found.extend(f"in the table of places: {fault}" for fault in of_places.found)
    known = np.zeros(len(names) + 1, dtype=np.bool_)
    known[listed] = True
    known[-1] = True  # an id that is missing was told already
    for name, numbers in (("from_place", tails), ("to_place", heads)):
        rule = "add it to the table of places, or leave the leg out"
        faults.add_rows(~known[numbers], f"{called[name]} is the unknown place", rule, table[name])
    return names, {"tails": tails, "heads": heads, "border": country[tails] != country[heads]}


def _read_lengths(table: pd.DataFrame, called: Mapping[str, str], faults: Faults) -> Columns:
    name, metres = ("length_km", 1.0) if "length_km" in table else ("length_m", 1000.0)
    length = _at_least_0(table, name, called, faults)
    return {"length_km": length / metres}


def _read_risks(table: pd.DataFrame, called: Mapping[str, str], faults: Faults) -> Columns:
    """Return costs and their bounds; zeros where the table says nothing of risk."""
    import numpy as np  # noqa: PLC0415

    if "p_low" in table:
        low, high = (_at_least_0(table, name, called, faults) for name in ("p_low", "p_high"))
        for name, p in (("p_low", low), ("p_high", high)):
            faults.add_rows(p >= 1, f"{called[name]} is", "a chance is at least 0 and less than 1", p)
        _check_interval(low > high, "p_low", "p_high", called, faults)
        with np.errstate(invalid="ignore", divide="ignore"):  # what is out of range was told already
            amounts = [-np.log1p(-p) for p in (np.sqrt(low * high), low, high)]
        return dict(zip(_AMOUNTS[1:], (np.round(a, COST_DIGITS) for a in amounts), strict=True))
    if "risk_cost" not in table:
        return {name: np.zeros(len(table)) for name in _AMOUNTS[1:]}
    cost = _at_least_0(table, "risk_cost", called, faults)
    if "risk_low" not in table:
        return dict.fromkeys(_AMOUNTS[1:], cost)
    low, high = (_at_least_0(table, name, called, faults) for name in ("risk_low", "risk_high"))
    _check_interval(low > cost, "risk_low", "risk_cost", called, faults)
    _check_interval(cost > high, "risk_cost", "risk_high", called, faults)
    return {"risk_cost": cost, "risk_low": low, "risk_high": high}


def _at_least_0(
    table: pd.DataFrame, name: str, called: Mapping[str, str], faults: Faults
) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    numbers = read_numbers(table[name], called[name], faults)
    rule = "it must be finite and at least 0"
    faults.add_rows((numbers < 0) | np.isinf(numbers), f"{called[name]} is", rule, numbers)
    return numbers


def _check_interval(
    upside_down: NDArray[np.bool_], low: str, high: str, called: Mapping[str, str], faults: Faults
) -> None:
    faults.add_rows(upside_down, f"{called[low]} is above {called[high]}", "exchange them")


def _read_modes(
    table: pd.DataFrame, called: Mapping[str, str], faults: Faults
) -> tuple[list[str], NDArray[np.int64]]:
    import numpy as np  # noqa: PLC0415

    unspecified = str(TravelMode.UNSPECIFIED)
    if "mode" not in table:
        return [unspecified], np.zeros(len(table), dtype=np.int64)
    ids = read_names(table["mode"], called["mode"], faults, needed=False)
    codes = np.where(ids.codes < 0, len(ids.names), ids.codes)
    names, (numbers,) = number_names([Ids(codes, [*ids.names, unspecified])])
    return names, numbers


def _rows(*parts: Columns) -> Columns:
    """Return the rows of all parts, one after the other."""
    import numpy as np  # noqa: PLC0415

    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _without_loops_and_copies(legs: Columns, rows: int, faults: Faults, notices: list[str] | None) -> Columns:
    """Return the legs without those that no way needs, or add them to the faults if nobody takes notices."""
    import numpy as np  # noqa: PLC0415

    loop = legs["tails"] == legs["heads"]
    copy = _copies(legs)
    copy &= ~loop
    for wrong, what, rest in (
        (loop, "lead back to their own start", ""),
        (copy, "come twice, with the same ends and mode", ", all but the shortest"),
    ):
        if not wrong.any():
            continue
        first, count = int(np.flatnonzero(wrong)[0]) % rows + 1, int(wrong.sum())
        told = f"legs that {what}: {count:,}, the first in row {first:,}"
        if notices is None:
            faults.add(f"{told}; leave them out, or say mend=True")
        else:
            notices.append(f"{told}; left out{rest}")
    gone = loop | copy
    return {name: column[~gone] for name, column in legs.items()} if gone.any() else legs


def _copies(legs: Columns) -> NDArray[np.bool_]:
    """Return which legs come twice; of those that are one leg the shortest does not count, or the first."""
    import numpy as np  # noqa: PLC0415

    copy = np.zeros(len(legs["tails"]), dtype=np.bool_)
    if not len(copy):
        return copy
    pairs = legs["tails"] * (int(legs["heads"].max()) + 1) + legs["heads"]
    alone = np.sort(pairs)  # without the rows, which is all that most tables need
    if (alone[1:] > alone[:-1]).all():
        return copy
    order = np.lexsort((legs["risk_cost"], legs["length_km"], legs["modes"], pairs))  # keeps equals in order
    ends, modes = pairs[order], legs["modes"][order]
    copy[order[1:]] = (ends[1:] == ends[:-1]) & (modes[1:] == modes[:-1])
    return copy
