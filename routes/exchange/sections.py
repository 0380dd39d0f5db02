"""Crossings as what they are: stretches of a border, never points where somebody crossed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata import GeodataError, UnknownNameError, border_section, distance_to_border_km

from .antimeridian import cut_line

if TYPE_CHECKING:
    from geodata import LonLat

    from .flat import Row

_HALF_LENGTH_KM = 45.0
_REACH_KM = 30.0  # a point rounded to a tenth of a degree lies up to 8 km off, a coder's some more
_KM_PER_DEGREE = 111.3


def crossing_section(crossing: Row) -> list[list[LonLat]]:
    """Return the stretch of border for which a crossing stands, ``(lon, lat)``, EPSG:4326.

    It is one line, or several where it passes the antimeridian. Where the basemap knows no border of
    the two near it (a sea, countries outside its detailed part) it is a short stroke
    from west to east.

    Examples
    --------
    >>> at_sea = {"lon": 0.0, "lat": 0.0, "country": "CHN", "other_country": "KOR"}
    >>> crossing_section(at_sea)
    [[(-0.202, 0.0), (0.202, 0.0)]]
    """
    lon, lat = float(crossing["lon"] or 0), float(crossing["lat"] or 0)
    country, other = str(crossing["country"]), str(crossing["other_country"])
    try:
        if distance_to_border_km((lon, lat), country, other) <= _REACH_KM:
            section = border_section(country, other, (lon, lat), half_length_km=_HALF_LENGTH_KM)
            return cut_line([(round(x, 3), round(y, 3)) for x, y in section.coords])
    except (GeodataError, UnknownNameError):
        pass  # no such border on the basemap
    half = _HALF_LENGTH_KM / 2 / (_KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.1))
    return cut_line([(round(lon - half, 3), lat), (round(lon + half, 3), lat)])
