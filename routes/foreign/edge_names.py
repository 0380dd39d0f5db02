"""What the columns of a table of legs are called, here and by those who made it.

The names are those of the tables that this program writes, so that its own files need no telling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .edge_columns import Faults, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

EDGE_COLUMNS = {
    "from_place": "the id of the place that the leg leaves",
    "to_place": "the id of the place that it leads to",
    "mode": "how it is travelled; 'unspecified' where nothing is said",
    "length_km": "its length in km",
    "length_m": "its length in m, instead of length_km",
    "risk_cost": "-ln(1 - p), p being the chance of forcible return",
    "risk_low": "the least that risk_cost may be; without both bounds, risk_cost itself",
    "risk_high": "the most that it may be",
    "p_low": "the least chance of forcible return, with p_high instead of risk_cost",
    "p_high": "the greatest; the cost is that of the geometric mean of both",
    "border": "whether it passes a border",
}


def called_here(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Return what each column is called in somebody's tables.

    Raises
    ------
    NetworkError
        If the mapping names a column that this program does not know.
    """
    known = (*EDGE_COLUMNS, "place", "country")
    unknown = [name for name in columns or {} if name not in known]
    if unknown:
        faults = Faults("the names of the columns")
        faults.add(f"{', '.join(map(shown, unknown))} is none of the columns {', '.join(known)}")
        faults.stop_if_any()
    return {name: (columns or {}).get(name, name) for name in known}


def find_missing(names: Iterable[str], called: Mapping[str, str], faults: Faults) -> None:
    """Add a fault for every column that a table of legs lacks, or has beside one that says the same."""
    have = set(names)
    lacks = [called[name] for name in ("from_place", "to_place") if name not in have]
    if not have & {"length_km", "length_m"}:
        lacks.append(f"{called['length_km']} (or {called['length_m']})")
    if lacks:
        faults.add(f"it has no column {', '.join(lacks)}; add what is missing, or tell its name by columns=")
    for one, other in (("length_km", "length_m"), ("risk_cost", "p_low"), ("risk_cost", "p_high")):
        if have >= {one, other}:
            faults.add(f"{called[one]} and {called[other]} say the same thing twice; keep one of them")
    for name, needs in (
        ("p_low", "p_high"),
        ("p_high", "p_low"),
        ("risk_low", "risk_high"),
        ("risk_high", "risk_low"),
        ("risk_low", "risk_cost"),
    ):
        if name in have and needs not in have:
            faults.add(f"{called[name]} needs the column {called[needs]} beside it")


def named_columns(table: pd.DataFrame | pa.Table, wanted: Mapping[str, str], faults: Faults) -> pd.DataFrame:
    """Return the columns that are looked at, as a DataFrame under the names used here."""
    given: Any = table  # of two libraries, one of them optional
    is_arrow = hasattr(given, "column_names")
    have = list(given.column_names if is_arrow else given.columns)
    twice = find_repeated(have, wanted, faults)
    chosen = {here: there for here, there in wanted.items() if there in have and there not in twice}
    theirs = list(chosen.values())
    part: pd.DataFrame = given.select(theirs).to_pandas(ignore_metadata=True) if is_arrow else given[theirs]
    return part.set_axis([*chosen], axis=1)


def find_repeated(names: Sequence[Any], wanted: Mapping[str, str], faults: Faults) -> list[str]:
    """Add a fault for the columns that are looked at and come more than once; return their names."""
    twice = [name for name in wanted.values() if names.count(name) > 1]
    if twice:
        faults.add(f"it has the column {', '.join(map(shown, twice))} twice; keep one")
    return twice
