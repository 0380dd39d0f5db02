"""The tables of a file of a network, between what the file holds and the flat form.

A file is one of this program's if it says so (`about`); anything else is somebody's own table, which
`routes.exchange.gdfs` reads once it is told on which report the legs rest. What a program added to a
file of ours (an id, a column of remarks) is not lost in silence: a notice names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata import NetworkError

from .antimeridian import geodesic_pieces
from .flat import COLUMNS, FlatNetwork
from .guard.files import guarded_json, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geodata import LonLat

    from .flat import Row

_OF_OTHERS = {"fid", "id", "ogc_fid", "geom", "geometry", "bbox"}


class NotOursError(NetworkError):
    """Raise when a file holds tables, but no network that this program wrote."""


def leg_id(row: Row) -> str:
    """Return the id of a leg in files: its ends and its mode.

    Examples
    --------
    >>> leg_id({"from_place": "tumen", "to_place": "yanji", "mode": "rail"})
    'tumen:yanji:rail'
    """
    return ":".join(str(row[name]) for name in ("from_place", "to_place", "mode"))


def read_table(text: object, table: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table that stand in a JSON text.

    Raises
    ------
    BadFileError
        If it is no list of rows.
    """
    return checked_rows(guarded_json(str(text), name), table, name)


def checked_rows(rows: object, table: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table that stood in JSON.

    Raises
    ------
    BadFileError
        If it is no list of rows.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        refuse(name, f"has no list of rows as {table}", "export it again")
    return rows


def leg_pieces(flat: FlatNetwork, rows: Iterable[Row]) -> list[list[list[LonLat]]]:
    """Return the line of each leg in some rows, as pieces that do not pass the antimeridian.

    Points are ``(lon, lat)`` in degrees, EPSG:4326. No rows give no lines; a leg without length has no piece.
    """
    at = place_points(flat)
    return [geodesic_pieces(at[str(row["from_place"])], at[str(row["to_place"])]) for row in rows]


def place_points(flat: FlatNetwork) -> dict[str, LonLat]:
    """Return where each place lies, ``(lon, lat)`` in degrees, by its id."""
    return {str(row["place"]): (_number(row["lon"]), _number(row["lat"])) for row in flat.places}


def _number(cell: object) -> float:
    assert isinstance(cell, int | float)  # noqa: S101 - flat tables are checked where they are made
    return float(cell)


def rows_to_flat(
    tables: Mapping[str, Sequence[Mapping[str, object]]],
    about: Mapping[str, object],
    name: str,
    drawn: Iterable[LonLat | None] = (),
) -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return tables as a flat network, and what was left out of them, in words.

    ``tables`` are rows by the name of their table; a table that is missing has no rows. ``about`` is
    what the file says of itself, ``drawn`` the points of the places in the order of their rows, None
    where none is drawn.

    Raises
    ------
    NotOursError
        If the file does not say that it is a network of this program.
    """
    if not about.get("format"):
        raise NotOursError(
            f"'{name}' is no network that this program wrote; "
            "of tables of your own, say on which report they rest: publisher, title and date"
        )
    kept: dict[str, tuple[Row, ...]] = {}
    strange: list[str] = []
    for table, columns in COLUMNS.items():
        rows = tables.get(table, ())
        # what another program added stands in every row: the order is that of the file
        found = dict.fromkeys(column for row in rows for column in row)
        strange += [
            f"{table}.{column}" for column in found if column not in columns and column not in _OF_OTHERS
        ]
        kept[table] = tuple({c: row[c] for c in columns if c in row} for row in rows)  # type: ignore[misc]
    flat = FlatNetwork(about=dict(about), drawn=tuple(drawn), **kept)  # type: ignore[arg-type]
    if not strange:
        return flat, ()
    return flat, (f"columns of {name} that are no part of a network were left out: {', '.join(strange)}",)
