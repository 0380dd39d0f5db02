"""Where a way crosses a border, and the stretch of border for which a crossing stands.

A crossing is a section of a border and drawn as one: the line of the basemap where it knows one near the
rounded point, else a short stroke.

A crossing that nobody places lies near the middle of the way, on the line if it is known.

Sources that join two countries by one line say nothing of the border between. The border line of the
basemap is taken where it passes near the straight way; another stretch of the same border would be a detour
that nobody told of, so then, and where no line is known, the crossing lies halfway. Nothing here says where
anybody crossed.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from .borders import border_section, snap_to_border
from .distance import LonLat, distance_km, geodesic_points
from .errors import GeodataError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DETOUR, _SPARE_KM = 1.25, 20.0
_BAND_HALF_LENGTH_KM = 45.0
_REACH_KM = 30.0  # a point rounded to a tenth of a degree lies up to 8 km off, a coder's some more
_KM_PER_DEGREE = 111.3


def middle_of(lonlats: Sequence[LonLat]) -> LonLat:
    """Return the middle of some points on the sphere, (lon, lat) in degrees; of none, (0, 0).

    Examples
    --------
    >>> middle_of([(179.0, 0.0), (-177.0, 0.0)])
    (-179.0, 0.0)
    """
    x = y = z = 0.0
    for lon, lat in lonlats:
        x += math.cos(math.radians(lat)) * math.cos(math.radians(lon))
        y += math.cos(math.radians(lat)) * math.sin(math.radians(lon))
        z += math.sin(math.radians(lat))
    lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(lon, 6) + 0.0, round(lat, 6) + 0.0


def place_crossing(a: LonLat, b: LonLat, country: str, other: str) -> tuple[LonLat, bool]:
    """Return where a way between two countries crosses their border, and whether that is on a known line.

    ``a`` lies in ``country``, ``b`` in ``other`` (ISO 3166-1 alpha-3); (lon, lat) in degrees, EPSG:4326.

    Examples
    --------
    >>> place_crossing((0.0, 0.0), (2.0, 0.0), "PRK", "FRA")  # no neighbours
    ((1.0, 0.0), False)
    """
    whole = distance_km(a, b)
    between = middle_of([a, b]) if whole < 1 else geodesic_points(a, b, step_km=whole / 2)[1]
    halfway = ((between[0] + 180) % 360 - 180, between[1])
    try:
        near = snap_to_border(halfway, country, other)
    except GeodataError:
        return halfway, False
    if distance_km(a, near) + distance_km(near, b) > _DETOUR * whole + _SPARE_KM:
        return halfway, False
    return near, True


@cache
def point_on_border(country: str, other: str, lonlat: LonLat) -> LonLat | None:
    """Return the nearest point of a border; None if there is none within the reach of rounding.

    A section at sea, a disputed line or a place in the ocean has none.
    """
    try:
        lon, lat = snap_to_border(lonlat, country, other)
    except (GeodataError, UnknownNameError):
        return None
    near = (round(lon, 3), round(lat, 3))
    return near if distance_km(lonlat, near) <= _REACH_KM else None


def border_band(country: str, other: str, lonlat: LonLat) -> list[LonLat]:
    """Return the stretch of border line near a point along which a crossing is drawn, (lon, lat), EPSG:4326.

    Where the two countries share no line near it on the basemap (a sea, a boundary it does not know)
    the band is a short stroke through the point, from west to east.

    Examples
    --------
    >>> border_band("CHN", "KOR", (0.0, 0.0))  # a sea between
    [(-0.202, 0.0), (0.202, 0.0)]
    """
    if point_on_border(country, other, lonlat):
        section = border_section(country, other, lonlat, half_length_km=_BAND_HALF_LENGTH_KM)
        return [(round(lon, 3), round(lat, 3)) for lon, lat in section.coords]
    lon, lat = lonlat
    half = _BAND_HALF_LENGTH_KM / 2 / (_KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.1))
    return [(round(lon - half, 3), lat), (round(lon + half, 3), lat)]
