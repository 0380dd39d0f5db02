"""The legs or the places of a network as CSV, for spreadsheets: one table, and no way back.

Numbers keep all their digits; text that a spreadsheet would take for a formula is made inert, as in
`routes.tables`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geodata import TargetError, near_matches
from routes.tables import inert

from .flat import COLUMNS

if TYPE_CHECKING:
    from .flat import Cell, FlatNetwork

NETWORK_TABLES = ("legs", "places")
_FOR_PROGRAMS = ("parts",)  # JSON, of no use in a spreadsheet


def flat_to_csv(flat: FlatNetwork, table: str = "legs") -> str:
    """Return the legs or the places of a network as CSV text (comma, one header line).

    Places carry their coordinates ``lon`` and ``lat`` in degrees, EPSG:4326; legs have no geometry. A
    table without rows is its header alone.

    Raises
    ------
    TargetError
        If there is no such table.
    """
    _check_table(table)
    columns = [column for column in COLUMNS[table] if column not in _FOR_PROGRAMS]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in flat.table(table))
    return out.getvalue()


def csv_losses(table: str = "legs") -> tuple[str, ...]:
    """Return in words what a CSV of one table does not hold, and where it can be had.

    Raises
    ------
    TargetError
        If there is no such table.
    """
    _check_table(table)
    other = {"legs": "places", "places": "legs"}[table]
    return (
        f"the {other} (write them to a file of their own with --table {other})",
        "lines and points for a map (write .gpkg or .geojson)",
        "the exact parts of each leg's risk, with their levels and claims",
        "legs that are not open, and why",
        "reports and claims but for their ids" + (" and one line for each report" if table == "legs" else ""),
        "dataset, date, scenario and the numbers of the risk model",
        "a way back: no network is read from .csv",
    )


def _check_table(table: str) -> None:
    if table not in NETWORK_TABLES:
        told = f"'{table}' is no table of a network.{near_matches(table, NETWORK_TABLES)}"
        raise TargetError(f"{told} Tables are: {', '.join(NETWORK_TABLES)}.")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return inert(value) if isinstance(value, str) else repr(value)
