"""Files of tables that others made: which table is the places, which the legs.

Nothing is guessed from values. Tables named ``places`` and ``legs`` are those; else, of two tables, the
one of points and the one of lines; in GeoJSON, features are parted by what they are drawn as. What the
columns must hold is told in `routes.foreign`.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from geodata import NetworkError, printable

from .guard.arrow import import_arrow
from .guard.files import check_table_file, guarded_json, guarded_text, refuse

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd

THEIR_FORMATS = (".gpkg", ".geojson", ".parquet", ".csv")
_WGS84 = ("EPSG:4326", "EPSG::4326", "CRS84")
_HOW = "name one 'places' and one 'legs'"
_AGAIN = "export it again from the program that wrote it"


def read_their_tables(path: str | os.PathLike[str]) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    """Return the places and the legs in a file of somebody's own; None for places if it has no such table.

    Raises
    ------
    BadFileError
        If the file may not be read, or is broken.
    FormatError
        If pyarrow is needed and not installed.
    NetworkError
        If it cannot be told which table is which.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".gpkg":
        return _from_geopackage(Path(path))
    if suffix == ".geojson":
        return _from_geojson(guarded_json(guarded_text(path), Path(path).name), Path(path).name)
    if suffix == ".parquet":
        return None, _from_parquet(Path(path))
    if suffix == ".csv":
        return None, _from_csv(guarded_text(path), Path(path).name)
    raise NetworkError(
        f"'{Path(path).name}': tables of your own are read from {', '.join(THEIR_FORMATS)}; save them as one"
    )


def _from_csv(text: str, name: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - no path question needs it

    header = text.partition("\n")[0]
    if "," not in header and (";" in header or "\t" in header):
        # As spreadsheets write it where the comma is the decimal sign; then numbers have commas, too.
        refuse(name, "does not part its columns by commas", "save it with commas, and points in numbers")
    words = dict.fromkeys(("from_place", "to_place", "mode", "from_country", "to_country"), str)
    try:
        # "NA" may be somebody's id: only an empty cell is empty
        return pd.read_csv(io.StringIO(text), dtype=words, keep_default_na=False, na_values=[""])
    except (ValueError, OverflowError) as error:
        _broken(name, error)


def _from_geopackage(file: Path) -> tuple[pd.DataFrame | None, pd.DataFrame]:
    import pyogrio  # noqa: PLC0415 - no path question needs it

    check_table_file(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on columns; the rules of tables decide
            kinds = {str(name): kind and str(kind) for name, kind in pyogrio.list_layers(file)}
            legs = _named(kinds, "legs", "LineString", file.name)
            places = _named(kinds, "places", "Point", file.name, needed=False)
            tables = [pyogrio.read_dataframe(file, layer=name) for name in (places, legs) if name]
    except NetworkError:
        raise
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        _broken(file.name, error)
    return (tables[0] if places else None), tables[-1]


def _named(kinds: Mapping[str, Any], name: str, drawn: str, file: str, *, needed: bool = True) -> str:
    """Return the name of a layer: as wanted, or the only one that is drawn so."""
    if name in kinds:
        return name
    fitting = [
        layer for layer, kind in kinds.items() if kind and kind.removeprefix("Multi").startswith(drawn)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and not needed:
        return ""
    told = ", ".join(kinds) or "none"
    raise NetworkError(
        f"'{file}' does not say which of its layers ({printable(told)}) are the {name}; {_HOW}"
    )


def _from_geojson(told: Any, name: str) -> tuple[pd.DataFrame | None, pd.DataFrame]:  # noqa: ANN401 - JSON
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        refuse(name, "has no list of features", "export it as GeoJSON, RFC 7946")
    _check_crs(told.get("crs"), name)
    places = [feature for feature in features if _is_place(feature)]
    legs = [feature for feature in features if not _is_place(feature)]
    return (_table(places, name) if places else None), _table(legs, name)


def _is_place(feature: object) -> bool:
    """Return whether a feature is a place: a point, or, where nothing is drawn, what says it is one."""
    drawn = _drawn_as(feature)
    if drawn is None and isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
        return "place" in feature["properties"]
    return drawn == "Point"


def _drawn_as(feature: object) -> object:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    return geometry.get("type") if isinstance(geometry, dict) else None


def _check_crs(crs: object, name: str) -> None:
    """Refuse a member that RFC 7946 took away, unless it says what holds without it."""
    if crs is not None and not str(crs).rstrip("'}\" ").endswith(_WGS84):
        refuse(
            name,
            f"has coordinates in another CRS ({crs})",
            "bring them to EPSG:4326, RFC 7946 knows no other",
        )


def _table(features: Sequence[Any], name: str) -> pd.DataFrame:
    import geopandas as gpd  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    try:
        return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    except (
        shapely.errors.ShapelyError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
    ) as error:
        _broken(name, error)


def _from_parquet(file: Path) -> pd.DataFrame:
    import geopandas as gpd  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    check_table_file(file)
    _, pq = import_arrow("save the table as .csv")
    try:
        drawn = b"geo" in (pq.read_schema(file).metadata or {})
        return gpd.read_parquet(file) if drawn else pd.read_parquet(file)
    except Exception as error:  # noqa: BLE001 - Arrow, pyproj and shapely each have their own
        _broken(file.name, error)


def _broken(name: str, error: Exception) -> NoReturn:
    refuse(name, f"is broken ({(str(error).splitlines() or [''])[0][:120]})", _AGAIN)
