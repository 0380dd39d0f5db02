"""Tables with geometry as files: GeoJSON, GeoPackage, CSV.

A GeoPackage holds several layers; GeoJSON and CSV hold one table, the first. CSV has no geometry. Every file
is written whole or not at all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from geodata import read_suffix, write_text_whole, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

LAYER_FORMATS = (".geojson", ".gpkg", ".csv")


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
    geometry as plain tables, the first alone to GeoJSON and CSV.

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
        features = json.loads(main.to_json(drop_id=True, to_wgs84=True))
        return write_text_whole(path, json.dumps(features, ensure_ascii=False, indent=1) + "\n")
    if suffix == ".csv":
        return write_text_whole(path, str(main.drop(columns="geometry").to_csv(index=False)))
    return write_whole(path, lambda temporary: _write_geopackage(temporary, layers))


def _write_geopackage(path: Path, layers: Mapping[str, gpd.GeoDataFrame | pd.DataFrame]) -> None:
    import pyogrio  # noqa: PLC0415 - comes with geopandas; writes tables without lines too

    path.unlink()  # GDAL makes the file itself
    for name, table in layers.items():
        pyogrio.write_dataframe(table, path, layer=name, driver="GPKG")
