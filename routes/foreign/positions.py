"""Where the rows of somebody's table lie, in degrees on WGS 84, whatever CRS they were told in.

Metres that pretend to be degrees, degrees that pretend to be metres and coordinates that are
swapped look like numbers as good as any. So a table has to say its CRS, and what comes out of it
has to lie on the earth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.dataset.values import read_number
from routes.exchange.flat.cells import plain
from routes.faults import ClaimError

if TYPE_CHECKING:
    import pandas as pd

    from geodata import LonLat
    from routes.faults import Fault

WGS84 = "EPSG:4326"
_LINES = {"LineString", "MultiLineString"}


def has_geometry(table: pd.DataFrame) -> bool:
    """Return whether a table has a column of geometries that it uses as its own."""
    return getattr(table, "_geometry_column_name", None) in table.columns


def point_positions(places: pd.DataFrame, faults: list[Fault]) -> list[LonLat | None]:
    """Return ``(lon, lat)`` for each row of a table of places, None where a fault was found.

    Points count where a table has them, else the columns ``lon`` and ``lat``.
    """
    if not has_geometry(places):
        return _from_columns(places, faults)
    geometry = _in_degrees(places, "places", faults)
    if geometry is None:
        return [None] * len(places)
    found: list[LonLat | None] = []
    for number, shape in enumerate(geometry, start=1):
        kind = "nothing" if shape is None or shape.is_empty else shape.geom_type
        if kind != "Point":
            error = ClaimError(
                kind, "a place is a point", "give its centre, or leave the row out", field="geometry"
            )
            faults.append(error.at("places", "row", number))
            found.append(None)
        else:
            found.append(read_position(shape.x, shape.y, ("places", "row", number), faults))
    return found


def _from_columns(places: pd.DataFrame, faults: list[Fault]) -> list[LonLat | None]:
    missing = [name for name in ("lon", "lat") if name not in places.columns]
    for name in missing:
        error = ClaimError("", "the column is missing", "add it, in degrees, or give points", field=name)
        faults.append(error.at("places"))
    if missing:
        return [None] * len(places)
    pairs = zip(places["lon"].tolist(), places["lat"].tolist(), strict=True)
    return [
        read_position(lon, lat, ("places", "row", number), faults)
        for number, (lon, lat) in enumerate(pairs, start=1)
    ]


def read_position(
    lon: object, lat: object, row: tuple[str, str, int | None], faults: list[Fault], prefix: str = ""
) -> LonLat | None:
    """Return a position in degrees; None, with a fault of the row, if it does not lie on the earth."""
    found = []
    for name, value, limit in (("lon", plain(lon), 180), ("lat", plain(lat), 90)):
        try:
            if value is None:
                raise ClaimError("", "is empty", "write degrees, or leave the row out")  # noqa: TRY301
            found.append(read_number(value, -limit, limit))
        except ClaimError as error:
            remedy = _remedy(plain(lon), plain(lat)) if isinstance(value, int | float) else error.remedy
            wrong = ClaimError(error.value, error.rule, remedy, field=prefix + name)
            faults.append(wrong.at(*row))
    return (found[0], found[1]) if len(found) == 2 else None


def _remedy(lon: object, lat: object) -> str:
    """Return what is likely to be wrong with coordinates that do not lie on the earth."""
    if isinstance(lon, int | float) and isinstance(lat, int | float) and abs(lon) <= 90 < abs(lat) <= 180:
        return "lon and lat seem swapped: lon is east-west, lat north-south"
    return f"these look like metres of a projection; bring them to degrees, {WGS84} (to_crs)"


def line_lengths_km(legs: pd.DataFrame, faults: list[Fault]) -> list[float | None]:
    """Return the length of each leg's line on WGS 84 in km, None where a table has no line for it."""
    if not has_geometry(legs):
        return [None] * len(legs)
    geometry = _in_degrees(legs, "legs", faults)
    if geometry is None:
        return [None] * len(legs)
    from pyproj import Geod  # noqa: PLC0415 - heavy

    geod = Geod(ellps="WGS84")
    found: list[float | None] = []
    for number, shape in enumerate(geometry, start=1):
        kind = "" if shape is None or shape.is_empty else shape.geom_type
        if kind and kind not in _LINES:
            error = ClaimError(
                kind, "a leg is a line", "give lines alone, or drop the geometry", field="geometry"
            )
            faults.append(error.at("legs", "row", number))
        found.append(round(geod.geometry_length(shape) / 1000, 3) if kind in _LINES else None)
    return found


def _in_degrees(table: Any, name: str, faults: list[Fault]) -> Any:  # noqa: ANN401 - a GeoSeries
    """Return the geometries of a table on WGS 84; None, with a fault, if nothing says where they are."""
    crs = table.crs
    if crs is None:
        rule, remedy = "the geometry has no CRS", f"say in what CRS it is: {name}.set_crs('{WGS84}')"
        faults.append(ClaimError("", rule, remedy, field="crs").at(name))
        return None
    if crs.is_projected and _looks_like_degrees(table):
        rule = "is a CRS in metres, but the coordinates look like degrees"
        remedy = f"name the CRS in which they are: {name}.set_crs('{WGS84}', allow_override=True)"
        faults.append(ClaimError(crs.to_string(), rule, remedy, field="crs").at(name))
        return None
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - loaded with the table already

    try:
        return table.geometry if crs == WGS84 else table.geometry.to_crs(WGS84)
    except ProjError:  # a CRS that floats free of the earth, as GeoPackage has for what is undefined
        rule = "is a CRS from which nothing leads to degrees"
        remedy = f"say in what CRS it is: {name}.set_crs('{WGS84}', allow_override=True)"
        faults.append(ClaimError(crs.name, rule, remedy, field="crs").at(name))
        return None


def _looks_like_degrees(table: Any) -> bool:  # noqa: ANN401
    """Return whether all coordinates would do as degrees: in metres, a network is not that small."""
    if not len(table):
        return False
    west, south, east, north = table.total_bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)
