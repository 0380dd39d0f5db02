"""A network as a GeoPackage, and back: all of it, drawn in QGIS as soon as it is opened.

``places``, ``legs`` and ``dormant`` have geometry and a default style, and so has ``border_sections``,
which draws crossings as stretches of their border; ``reports``, ``claims`` and
``about`` are plain tables. The columns are the truth: a line is drawn for the eye and is not read back,
a point that was moved away from the coordinates in its row is refused. Nothing that stands in a
database is run: the file is opened read-only, and only tables are read.
"""

from __future__ import annotations

import json
import os
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import PlaceKind
from routes.exchange.flat import COLUMNS, ColumnKind, FlatNetwork
from routes.exchange.guard.files import check_table_file, refuse
from routes.exchange.sections import crossing_section
from routes.exchange.tables import leg_pieces, place_points, rows_to_flat
from routes.exchange.xml_cells import USE, inert_name

from .standard import Layer, write_geopackage
from .style import dormant_style, legs_style, places_style, sections_style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shapely.geometry.base import BaseGeometry


SQL_TYPES = {ColumnKind.TEXT: "TEXT", ColumnKind.NUMBER: "REAL", ColumnKind.FLAG: "BOOLEAN"}
_TOLD = {
    "places": "Places that reports name, or that lie between; a crossing is a section of a border. "
    "City level, rounded for the protection of people.",
    "border_sections": "Crossings drawn as what they are: stretches of a border, some 90 km long. They "
    "follow from the places; where no border line is known, a stroke from west to east.",
    "legs": "Legs that were in use and open, one row for each mode, drawn as geodesic lines: no report "
    "says which road was taken.",
    "dormant": "Legs that reports know but that were not open: out of use, or shut.",
    "reports": "The published reports on which all of it rests.",
    "claims": "What each report claims, paraphrased.",
    "about": "What the network says of itself.",
}
_OF_SECTIONS = ("place", "name", "country", "other_country", "haven", "note")
_POINT_BYTES = 21


def flat_to_geopackage(flat: FlatNetwork, path: Path) -> None:
    """Write a network to a new or empty file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from shapely import MultiLineString, Point  # noqa: PLC0415 - no path question needs it

    points = [Point(*point) for point in place_points(flat).values()]
    open_legs, dormant = (
        [MultiLineString(pieces) if pieces else None for pieces in leg_pieces(flat, rows)]
        for rows in (flat.legs, flat.dormant)
    )
    scale = json.loads(flat.about["scale"])
    drawn: dict[str, tuple[Sequence[BaseGeometry | None], str, str]] = {
        "places": (points, "POINT", places_style()),
        "legs": (open_legs, "MULTILINESTRING", legs_style(scale)),
        "dormant": (dormant, "MULTILINESTRING", dormant_style()),
    }
    layers = []
    for name, columns in COLUMNS.items():
        shapes, drawn_as, style = drawn.get(name, (None, "GEOMETRY", ""))
        layers.append(
            Layer(
                name=name,
                columns={column: SQL_TYPES[kind] for column, kind in columns.items()},
                rows=flat.table(name),
                shapes=shapes,
                geometry_type=drawn_as,
                description=_TOLD[name],
                style=style,
            )
        )
    layers.insert(1, _sections(flat))
    rows = [{"key": key, "value": value} for key, value in flat.about.items()]
    told = {"key": "TEXT", "value": "TEXT"}
    layers.append(Layer(name="about", columns=told, rows=rows, description=_TOLD["about"]))
    write_geopackage(path, layers, about=stamp(flat))


def _sections(flat: FlatNetwork) -> Layer:
    """Return the layer that draws crossings; it follows from the places and is not read back."""
    from shapely import MultiLineString  # noqa: PLC0415

    rows = [row for row in flat.places if row["kind"] == PlaceKind.CROSSING]
    return Layer(
        name="border_sections",
        columns={column: SQL_TYPES[COLUMNS["places"][column]] for column in _OF_SECTIONS},
        rows=rows,
        shapes=[MultiLineString(crossing_section(row)) for row in rows],
        geometry_type="MULTILINESTRING",
        description=_TOLD["border_sections"],
        style=sections_style(),
    )


def stamp(flat: FlatNetwork) -> dict[str, str]:
    """Return what every output says of its network: dataset, version, date, scenario, licence, how to cite.

    Programs show these as a web page: what could be read as markup is written with other signs.
    """
    info = json.loads(flat.about["dataset"])
    scenario = json.loads(flat.about["scenario"])
    told = {
        "title": info["title"],
        "version": flat.about["version"],
        "as_of": flat.about["as_of_text"],
        "scenario": "; ".join(scenario),
        "licence": info["licence"],
        "how_to_cite": info["citation"],
        "corrections": info["contact"],
        "protection": info["people_at_risk_reason"],
        "use": USE,
    }
    return {key: inert_name(text) for key, text in told.items() if text}


def geopackage_to_flat(path: str | os.PathLike[str]) -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a GeoPackage, and in words what of the file was left out.

    Raises
    ------
    BadFileError
        If the file is no GeoPackage that may be read.
    NetworkError
        If it holds no network of this program.
    """
    file = Path(path)
    check_table_file(file)
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            database.row_factory = sqlite3.Row
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            tables = {name: _rows(database, name) for name in (*COLUMNS, "about")}
    except (sqlite3.Error, UnicodeDecodeError) as error:  # a broken name of a column is decoded by Python
        refuse(file.name, f"is a broken database ({error})", "export it again from the program that wrote it")
    points = [_point(row) for row in tables["places"]]
    about = {str(row.get("key")): row.get("value") for row in tables.pop("about")}
    return rows_to_flat(tables, about, file.name, points)


def _rows(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table in their order; none if there is no such table."""
    known = database.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()[0]
    if not known:
        return []
    return [dict(row) for row in database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')]  # noqa: S608 - ours


def _point(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return where a row is drawn, None if it is not drawn as a point."""
    blob = row.get("geom", row.get("geometry"))
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        return None
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(blob[3] >> 1 & 7)
    wkb = b"" if envelope is None else blob[8 + envelope :]
    if len(wkb) != _POINT_BYTES or wkb[0] not in (0, 1):
        return None
    order = "<" if wkb[0] else ">"
    kind, lon, lat = struct.unpack(f"{order}Idd", wkb[1:])
    return (lon, lat) if kind == 1 else None
