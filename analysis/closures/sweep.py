"""Every combination of some closures, as a table: who is cut off, what it costs, what would undo it.

One row says what one subset of the closures does to one origin by one objective, and which of the
closures, if it alone were opened again, would undo it: bring back a way for those who are cut off, and
the value of nothing closed for the others. Effect and relief stand in one row, always.

Subsets come in a fixed order, by size and then by the order in which the closures were named. The table is
no ranking: it neither sorts subsets by what they do nor looks for those that would cut people off.
"""

from __future__ import annotations

import csv
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.paths.exits import exit_of
from analysis.paths.totals import sum_legs
from analysis.search.arcs import UNITS, cost_of_steps
from geodata import FormatError, QuestionError, read_suffix, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from analysis.paths.exits import Exit
    from analysis.paths.question import Way
    from analysis.search.arcs import Leg

    from .tree import ClosureTree

MOST_CLOSURES = 16
"""More closures than this are not combined: they have 65,536 subsets, for every origin and objective."""

SWEEP_FORMATS = (".parquet", ".csv")

# The names of the columns of path tables are used where the meaning is the same.
SWEEP_COLUMNS = {
    "closed": "string",
    "closed_count": "int64",
    **dict.fromkeys(("from_place", "to_place", "weight", "unit"), "string"),
    "found": "bool_",
    **dict.fromkeys(("value", "difference"), "float64"),
    "exit": "string",
    **dict.fromkeys(("length_km", "days", "risk_index", "risk_index_low", "risk_index_high"), "float64"),
    **dict.fromkeys(("borders", "places", "relief", "as_of", "scenario", "dataset"), "string"),
}
"""The columns of the table and the names of their types in Arrow; those of numbers may be empty."""

_AT_ONCE = 1 << 14  # rows that are held while a table is written


class SweepRow(NamedTuple):
    """What one subset of closures does to one origin by one objective.

    ``value`` is the sum of the weight over the best ``way``, ``difference`` by how much that exceeds the
    value of nothing closed; both in the unit of the weight, and None where no way is left. ``exit`` is None
    where the way has none. ``relief`` are the closures of the subset each of which, opened again alone,
    would undo it: bring back a way where none is left, else the value of nothing closed. It is empty where
    nothing was lost, or where no single one undoes it.
    """

    closed: tuple[str, ...]
    origin: str
    objective: str
    way: Way | None
    value: float | None
    difference: float | None
    exit: Exit | None
    relief: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Return whether a way is left."""
        return self.way is not None


def sweep_closures(
    tree: ClosureTree, *, progress: Callable[[Sequence[int]], Iterable[int]] = iter
) -> Iterator[SweepRow]:
    """Yield what every subset of a tree's closures does, by subset, then origin, then objective.

    Subsets come by size, then in the order of their closures; the first is that of nothing closed.
    ``progress`` wraps them, to show how far the work has come.

    Raises
    ------
    QuestionError
        If there are more closures than `MOST_CLOSURES`.

    Examples
    --------
    >>> import safepassage as sp
    >>> from analysis.closures.tree import closure_tree
    >>> tree = closure_tree(
    ...     sp.load_network("2004-06"), ["CHN-MNG", "mission@CHN"], origins="onsong", by=["risk"]
    ... )
    >>> for row in sweep_closures(tree):
    ...     print(row.closed, row.exit, row.relief)
    () mission@CHN ()
    ('CHN-MNG',) mission@CHN ()
    ('mission@CHN',) air@MNG ('mission@CHN',)
    ('CHN-MNG', 'mission@CHN') air@VNM ('mission@CHN',)
    """
    if len(tree.closures) > MOST_CLOSURES:
        raise QuestionError(
            f"{len(tree.closures)} closures have {1 << len(tree.closures):,} combinations; "
            f"name {MOST_CLOSURES} at most, or ask for single combinations"
        )
    return _rows(tree, progress)


def _rows(tree: ClosureTree, progress: Callable[[Sequence[int]], Iterable[int]]) -> Iterator[SweepRow]:
    exits = {legs: exit_of(tree.network, legs) for legs in tree.chains}
    every = [(o, name, tree.every(o, name)) for o in tree.origins for name in tree.objectives]
    for bits in progress(_in_order(len(tree.closures))):
        closed = tree.texts_of(bits)
        for origin, objective, ways in every:
            way, first = ways[bits], ways[0]
            value = None if way is None else _value(way)
            lost = None if way is None or first is None else _cost(way) - _cost(first)
            yield SweepRow(
                closed=closed,
                origin=origin,
                objective=objective,
                way=way,
                value=value,
                difference=None if lost is None else lost / UNITS,
                exit=exits[way.legs] if way else None,
                relief=() if first is None or lost == 0 else tree.texts_of(_relief(ways, bits)),
            )


def _in_order(count: int) -> list[int]:
    """Return all subsets of so many closures as bits: by size, then by the numbers of their closures.

    Examples
    --------
    >>> [f"{bits:03b}" for bits in _in_order(3)]
    ['000', '001', '010', '100', '011', '101', '110', '111']
    """
    numbers = {bits: [i for i in range(count) if bits >> i & 1] for bits in range(1 << count)}
    return sorted(numbers, key=lambda bits: (len(numbers[bits]), numbers[bits]))


def _relief(ways: Sequence[Way | None], bits: int) -> int:
    """Return as bits the closures each of which, opened again alone, undoes what a subset did."""
    first, cut_off = ways[0], ways[bits] is None
    found, rest = 0, bits
    while rest:
        bit = rest & -rest
        rest ^= bit
        way = ways[bits ^ bit]
        if way is not None and first is not None and (cut_off or _cost(way) == _cost(first)):
            found |= bit
    return found


def _cost(way: Way) -> int:
    return cost_of_steps(way.steps)


def _value(way: Way) -> float:
    return _cost(way) / UNITS


def check_sweep_format(path: str | os.PathLike[str]) -> str:
    """Return the format of a table of combinations, to refuse a wrong one before long work is done.

    Raises
    ------
    FormatError
        If the suffix is none of `SWEEP_FORMATS`, or Parquet is asked for without the package pyarrow.
    """
    suffix = read_suffix(path, SWEEP_FORMATS, "a table of combinations")
    if suffix == ".parquet":
        _arrow()
    return suffix


def write_sweep(
    tree: ClosureTree,
    path: str | os.PathLike[str],
    *,
    progress: Callable[[Sequence[int]], Iterable[int]] = iter,
) -> Path:
    """Write what every subset of a tree's closures does as a table, and return the file's path.

    One row a subset, origin and objective, in the order of `sweep_closures`, with the columns
    `SWEEP_COLUMNS`. Lists are joined by "; ". The file is written whole or not at all.

    Raises
    ------
    FormatError
        If the suffix is neither .parquet nor .csv, or the package pyarrow is not there for Parquet.
    QuestionError
        If there are more closures than `MOST_CLOSURES`.
    OSError
        If the file cannot be written.
    """
    suffix = check_sweep_format(path)
    rows = _cells(tree, sweep_closures(tree, progress=progress))
    write = _write_parquet if suffix == ".parquet" else _write_csv
    return write_whole(path, lambda temporary: write(temporary, rows))


def _cells(tree: ClosureTree, rows: Iterable[SweepRow]) -> Iterator[dict[str, Any]]:
    G = tree.network
    units = {weight.name: weight.unit for weight in tree.weights}
    info = G.graph["dataset"]
    common = {
        "to_place": "; ".join(tree.destinations),
        "as_of": G.graph["as_of_text"],
        "scenario": "; ".join(G.graph["scenario"]),
        "dataset": f"{info.title}, version {info.version}",
    }
    of_legs = {legs: _of_legs(tree, legs) for legs in tree.chains}
    nothing = dict.fromkeys(SWEEP_COLUMNS)
    for row in rows:
        yield {
            **nothing,
            **common,
            "closed": "; ".join(row.closed),
            "closed_count": len(row.closed),
            "from_place": row.origin,
            "weight": row.objective,
            "unit": units[row.objective],
            "found": row.found,
            "value": row.value,
            "difference": row.difference,
            "exit": str(row.exit) if row.exit else "",
            "relief": "; ".join(row.relief),
            **(of_legs[row.way.legs] | _places(row.way) if row.way else {"borders": "", "places": ""}),
        }


def _of_legs(tree: ClosureTree, legs: tuple[Leg, ...]) -> dict[str, Any]:
    totals = sum_legs(tree.network, legs)
    return {
        "length_km": totals.length_km,
        "days": totals.days,
        "risk_index": round(totals.risk_index, 6),
        "risk_index_low": round(totals.risk_index_low, 6),
        "risk_index_high": round(totals.risk_index_high, 6),
        "borders": "; ".join(totals.borders),
    }


def _places(way: Way) -> dict[str, str]:
    return {"to_place": way.places[-1], "places": "; ".join(way.places)}


def _write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SWEEP_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _write_parquet(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    pa, pq = _arrow()
    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in SWEEP_COLUMNS.items()])
    with pq.ParquetWriter(path, schema) as file:
        while some := list(islice(rows, _AT_ONCE)):
            file.write_table(pa.Table.from_pylist(some, schema=schema))


def _arrow() -> tuple[Any, Any]:
    """Return pyarrow and its Parquet part, which are optional, slow to import and have no types."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise FormatError(
            "Parquet needs the package pyarrow, which is not installed; install it, or name the file .csv"
        ) from error
