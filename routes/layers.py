"""Tables with geometry as files: GeoJSON, GeoPackage, CSV.

A GeoPackage holds several layers; GeoJSON and CSV hold one table, the first. CSV has no geometry. Lines
that pass the antimeridian are cut there. Every file is written whole or not at all, and the same tables
give the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from geodata import read_suffix, write_text_whole, write_whole

from .exchange.antimeridian import cut_line, line_of_pieces
from .tables import inert

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from .exchange.gpkg.standard import Layer

LAYER_FORMATS = (".geojson", ".gpkg", ".csv")
_SQL_TYPES = {"i": "INTEGER", "u": "INTEGER", "f": "REAL", "b": "BOOLEAN"}


def check_layer_format(path: str | os.PathLike[str]) -> str:
    """Return the format of a file of tables, to refuse a wrong one before long work is done.

    Raises
    ------
    FormatError
        If the suffix is none of `LAYER_FORMATS`.
    """
    return read_suffix(path, LAYER_FORMATS, "a table")


def write_layers(path: str | os.PathLike[str], layers: Mapping[str, gpd.GeoDataFrame | pd.DataFrame]) -> Path:
    """Write tables to a file whose suffix says the format, and return its path.

    ``layers`` are tables by name, the main one first; all are written to a GeoPackage, those without
    geometry as plain tables, the first alone to GeoJSON and CSV. Geometry is ``(lon, lat)``, EPSG:4326.
    Text that a spreadsheet would take for a formula is made inert in CSV.

    Raises
    ------
    FormatError
        If the suffix is none of `LAYER_FORMATS`.
    OSError
        If the file cannot be written.
    """
    suffix = check_layer_format(path)
    main = cast("gpd.GeoDataFrame", next(iter(layers.values())))
    if suffix == ".geojson":
        # RFC 7946 has one CRS, that of the tables, and no member to name it.
        cut = main.set_geometry(main.geometry.map(_cut))
        features = json.loads(cut.to_json(drop_id=True, to_wgs84=True))
        return write_text_whole(path, json.dumps(features, ensure_ascii=False, indent=1) + "\n")
    if suffix == ".csv":
        table = main.drop(columns="geometry").map(lambda cell: inert(cell) if isinstance(cell, str) else cell)
        return write_text_whole(path, str(table.to_csv(index=False)))
    return write_whole(path, lambda temporary: _write_geopackage(temporary, layers))


def _write_geopackage(path: Path, layers: Mapping[str, gpd.GeoDataFrame | pd.DataFrame]) -> None:
    from .exchange.gpkg.standard import write_geopackage  # noqa: PLC0415 - no path question needs it

    write_geopackage(path, [_layer(name, table) for name, table in layers.items()])


def _cut(shape: BaseGeometry | None) -> BaseGeometry | None:
    """Return a line in pieces if it runs on beyond the antimeridian, everything else as it is."""
    from shapely import LineString  # noqa: PLC0415

    if not isinstance(shape, LineString) or (shape.bounds[0] >= -180 and shape.bounds[2] <= 180):
        return shape
    return line_of_pieces(cut_line([(lon, lat) for lon, lat, *_ in shape.coords]))


def _layer(name: str, table: gpd.GeoDataFrame | pd.DataFrame) -> Layer:
    """Return a table as a layer of a GeoPackage: lines as multilines if any of them had to be cut."""
    from .exchange.flat.cells import plain  # noqa: PLC0415
    from .exchange.gpkg.standard import Layer  # noqa: PLC0415

    plainly = table.drop(columns="geometry", errors="ignore")
    shapes = [_cut(shape) for shape in table["geometry"]] if "geometry" in table else None
    columns = {str(column): _SQL_TYPES.get(plainly[column].dtype.kind, "TEXT") for column in plainly}
    rows = [{str(column): plain(cell) for column, cell in row.items()} for row in plainly.to_dict("records")]
    if shapes is None:
        return Layer(name=name, columns=columns, rows=rows)
    kinds = {shape.geom_type for shape in shapes if shape is not None}
    if kinds == {"LineString", "MultiLineString"}:
        from shapely import LineString, MultiLineString  # noqa: PLC0415

        kinds = {"MultiLineString"}
        shapes = [MultiLineString([shape]) if isinstance(shape, LineString) else shape for shape in shapes]
    kind = kinds.pop().upper() if len(kinds) == 1 else "GEOMETRY"
    return Layer(name=name, columns=columns, rows=rows, shapes=shapes, geometry_type=kind)
