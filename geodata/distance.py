"""Geodesic lengths on the WGS 84 ellipsoid.

A path question measures some hundred legs in a fresh process, where importing pyproj costs
more than the pure Python of geographiclib: so this module uses the latter. Work in bulk
(densified lines, tables) goes through pyproj elsewhere.
"""

from __future__ import annotations

from functools import lru_cache

from geographiclib.geodesic import Geodesic

_WGS84 = Geodesic.WGS84


@lru_cache(maxsize=65_536)
def distance_km(lonlat_a: tuple[float, float], lonlat_b: tuple[float, float]) -> float:
    """Return the geodesic length between two points in km, rounded to the metre.

    Points are ``(lon, lat)`` in degrees, EPSG:4326. Rounding keeps sums and ties exact on
    every machine; it is far below the rounding of the places themselves (about 11 km).

    References
    ----------
    Karney (2013), Algorithms for geodesics, doi:10.1007/s00190-012-0578-z.

    Examples
    --------
    One degree along the equator is a 360th of its length, 40,075.017 km:

    >>> distance_km((0.0, 0.0), (1.0, 0.0))
    111.319
    """
    (lon_a, lat_a), (lon_b, lat_b) = lonlat_a, lonlat_b
    inverse = _WGS84.Inverse(lat_a, lon_a, lat_b, lon_b, Geodesic.DISTANCE)
    return round(float(inverse["s12"]) / 1000, 3)
