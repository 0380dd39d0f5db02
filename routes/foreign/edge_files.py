"""Large tables of legs from Parquet and CSV files.

Only the columns that are looked at are read, ids as numbers of a dictionary: of a table of 2.5 million
legs that is some hundred megabytes, whatever else stands in the file. CSV is read as it is written:
nothing is an id by chance, "007" stays "007" and "NA" is a name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import FormatError, NetworkError, printable
from routes.exchange.guard.arrow import import_arrow

from .edge_columns import Faults
from .edge_names import EDGE_COLUMNS, called_here, find_missing, find_repeated

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

EDGE_FORMATS = (".parquet", ".csv")
MOST_LEGS = 20_000_000
MOST_BYTES = 4 * 1024**3

_IDS = ("from_place", "to_place", "mode")
_NUMBERS = ("length_km", "length_m", "risk_cost", "risk_low", "risk_high", "p_low", "p_high")


def read_edges(path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    r"""Return the table of legs in a Parquet or CSV file, for `arrays_from_edges`.

    Of the file's columns only those of `EDGE_COLUMNS` are read, under the names that they have there.

    Parameters
    ----------
    path
        A .parquet or .csv file; CSV in UTF-8, with commas and a header.
    columns
        What the columns are called in the file, as for `arrays_from_edges`.

    Raises
    ------
    FormatError
        If the suffix is another, or Parquet is asked for without the package pyarrow.
    NetworkError
        If the file is not what its suffix says, larger than `MOST_LEGS` or `MOST_BYTES`, or lacks a column.
        What the columns hold is checked by `arrays_from_edges`.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "legs.csv")
    ...     _ = path.write_text("from_place,to_place,length_km\n007,NA,1.5\n", encoding="utf-8")
    ...     read_edges(path).to_numpy().tolist()
    [['007', 'NA', 1.5]]
    """
    file = Path(path)
    suffix = file.suffix.lower()
    if suffix not in EDGE_FORMATS:
        raise FormatError(
            f"'{printable(file.name)}' ends in '{printable(suffix)}'; "
            f"a table of legs is read from {' or '.join(EDGE_FORMATS)}"
        )
    called = called_here(columns)
    wanted = {name: called[name] for name in EDGE_COLUMNS}
    from routes.exchange.guard.files import check_table_file  # noqa: PLC0415 - only for files from elsewhere

    if suffix == ".parquet":
        # before the file is looked at: nobody wants to mend a file that cannot be read anyway
        import_arrow("give a .csv")
    check_table_file(file, max_bytes=MOST_BYTES, max_rows=MOST_LEGS, max_unpacked=MOST_BYTES)
    return _read_parquet(file, wanted) if suffix == ".parquet" else _read_csv(file, wanted)


def _read_parquet(file: Path, wanted: Mapping[str, str]) -> pd.DataFrame:
    arrow, parquet = import_arrow("give a .csv")
    broken = (arrow.ArrowException, OSError, ValueError, KeyError)
    try:
        # Of one file, and not of a data set: a folder called "a=1" above it would become a column.
        with parquet.ParquetFile(file) as opened:
            names = list(opened.schema_arrow.names)
    except broken as error:
        raise _broken(file, error) from error
    _refuse_if_missing(names, wanted)
    texts = [wanted[name] for name in _IDS if wanted[name] in names]
    try:
        with parquet.ParquetFile(file, read_dictionary=texts) as opened:
            table = opened.read(columns=_present(names, wanted))
        table.validate(full=True)  # text that is no UTF-8 would be found out much later
        read: pd.DataFrame = table.to_pandas(ignore_metadata=True)
    except broken as error:
        raise _broken(file, error) from error
    return read


def _read_csv(file: Path, wanted: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - half a second that other questions do not have

    options: dict[str, Any] = {"encoding": "utf-8-sig", "compression": None, "keep_default_na": False}
    try:
        # As a row of text: of names that come twice pandas would make two.
        names = pd.read_csv(file, nrows=1, header=None, dtype="str", **options).iloc[0].tolist()
    except ValueError as error:  # also of pandas: no columns, not UTF-8, no end to a quotation
        raise _broken(file, error) from error
    _refuse_if_missing(names, wanted)
    as_text = [name for name in names if name not in {wanted[here] for here in _NUMBERS}]
    try:
        # All columns: pandas drops surplus cells in silence if it is told which columns to read.
        table = pd.read_csv(
            file,
            dtype=dict.fromkeys(as_text, "str"),
            na_values={name: [""] for name in names},
            nrows=MOST_LEGS + 1,
            low_memory=False,  # the type of a column is not that of its first rows
            **options,
        )
    except ValueError as error:
        raise _broken(file, error) from error
    if not isinstance(table.index, pd.RangeIndex):
        raise _broken(file, ValueError("its rows have more cells than its header has names"))
    if len(table) > MOST_LEGS:
        raise NetworkError(f"'{printable(file.name)}' holds more than {MOST_LEGS:,} legs; cut it down")
    wanted_only: pd.DataFrame = table[_present(names, wanted)]
    return wanted_only


def _present(names: list[str], wanted: Mapping[str, str]) -> list[str]:
    return [name for name in wanted.values() if name in names]


def _refuse_if_missing(names: list[str], wanted: Mapping[str, str]) -> None:
    """Refuse a file without the columns that are needed, before millions of rows of it are read."""
    faults = Faults("the table of legs")
    find_repeated(names, wanted, faults)
    find_missing([here for here, there in wanted.items() if there in names], wanted, faults)
    faults.stop_if_any()


def _broken(file: Path, error: Exception) -> NetworkError:
    reason = printable((str(error).splitlines() or [""])[0][:120])
    return NetworkError(f"'{printable(file.name)}' cannot be read ({reason}); export it again")
