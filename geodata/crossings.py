"""Where a way crosses a border that nobody places: near the middle of the way, on the line if it is known.

Sources that join two countries by one line say nothing of the border between. The border line of the
basemap is taken where it passes near the straight way; another stretch of the same border would be a detour
that nobody told of, so then, and where no line is known, the crossing lies halfway. Nothing here says where
anybody crossed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .borders import snap_to_border
from .distance import LonLat, distance_km, geodesic_points
from .errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DETOUR, _SPARE_KM = 1.25, 20.0


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
