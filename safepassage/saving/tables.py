"""Answers as tables: for QGIS, spreadsheets and notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis import PathResult

if TYPE_CHECKING:
    from analysis import Bottlenecks, Comparison, PathList


def save_paths(paths: PathResult | PathList, path: str | Path) -> Path:
    """Write the answer to a path question as a table and return the file's path.

    The suffix says the format: .geojson and .csv have one row a path (.csv without its line), .gpkg has a
    second layer with one row a leg. An answer without a way through gives an empty table.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    from analysis import path_legs_to_gdf, paths_to_gdf  # noqa: PLC0415 - geopandas is slow to import
    from routes import check_layer_format, write_layers  # noqa: PLC0415

    check_layer_format(path)
    several = [paths] if isinstance(paths, PathResult) else list(paths)
    return write_layers(path, {"paths": paths_to_gdf(several), "legs": path_legs_to_gdf(several)})


def save_bottlenecks(found: Bottlenecks, path: str | Path) -> Path:
    """Write bottlenecks as a table and return the file's path.

    One row a country, border, place or leg, in .geojson, .csv (without lines) or .gpkg, which has a
    second layer with what each origin would lose and gain.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    from analysis import bottlenecks_to_gdf, origins_to_df  # noqa: PLC0415 - geopandas is slow to import
    from routes import write_layers  # noqa: PLC0415

    return write_layers(path, {"bottlenecks": bottlenecks_to_gdf(found), "by_origin": origins_to_df(found)})


def save_comparison(comparison: Comparison, path: str | Path) -> Path:
    """Write a comparison as a table and return the file's path.

    One row an origin, destination, objective and case, in .geojson, .csv (without lines) or .gpkg, which
    has two more layers: the ways before, and what would undo the change.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    from analysis import baseline_to_gdf, comparison_to_gdf, reliefs_to_df  # noqa: PLC0415 - geopandas
    from routes import check_layer_format, write_layers  # noqa: PLC0415

    check_layer_format(path)
    layers = {
        "comparison": comparison_to_gdf(comparison),
        "before": baseline_to_gdf(comparison),
        "relief": reliefs_to_df(comparison),
    }
    return write_layers(path, layers)
