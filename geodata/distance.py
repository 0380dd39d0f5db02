"""Geodesic lengths on the WGS 84 ellipsoid.

A path question measures some hundred legs in a fresh process, where importing pyproj costs
more than the pure Python of geographiclib: so this module uses the latter. Work in bulk
(distances to borders and countries) goes through pyproj in `geodata.borders`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from geographiclib.geodesic import Geodesic

LonLat = tuple[float, float]

_WGS84 = Geodesic.WGS84


@lru_cache(maxsize=65_536)
def distance_km(lonlat_a: LonLat, lonlat_b: LonLat) -> float:
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


def _between(lonlat_a: LonLat, lonlat_b: LonLat, step_km: float) -> list[LonLat]:
    pieces = max(1, math.ceil(distance_km(lonlat_a, lonlat_b) / step_km))
    if pieces == 1:
        return []
    (lon_a, lat_a), (lon_b, lat_b) = lonlat_a, lonlat_b
    line = _WGS84.InverseLine(lat_a, lon_a, lat_b, lon_b)
    inner = [line.Position(line.s13 * i / pieces) for i in range(1, pieces)]
    return [(round(p["lon2"], 3), round(p["lat2"], 3)) for p in inner]


def geodesic_points(lonlat_a: LonLat, lonlat_b: LonLat, *, step_km: float = 120.0) -> list[LonLat]:
    """Return points ``(lon, lat)`` along the geodesic from a to b, both included, EPSG:4326.

    Neighbouring points are at most ``step_km`` apart; inner ones are rounded to 0.001 degrees. A
    line that passes the antimeridian runs on beyond 180 degrees instead of jumping.

    Examples
    --------
    >>> geodesic_points((0.0, 0.0), (2.0, 0.0))
    [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]
    >>> geodesic_points((179.0, 0.0), (-179.0, 0.0), step_km=500)
    [(179.0, 0.0), (181.0, 0.0)]
    """
    points = [lonlat_a, *_between(lonlat_a, lonlat_b, step_km), lonlat_b]
    unwrapped = points[:1]
    for (before, _), (lon, lat) in pairwise(points):
        turns = round((lon - before) / 360)
        unwrapped.append((round(unwrapped[-1][0] + lon - before - 360 * turns, 3), lat))
    return unwrapped
