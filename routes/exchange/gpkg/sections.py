"""Crossings as what they are: stretches of a border, never points where somebody crossed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata import GeodataError, PlaceKind, UnknownNameError, border_section, distance_to_border_km
from routes.exchange.tables import place_points

if TYPE_CHECKING:
    from geodata import LonLat
    from routes.exchange.flat import FlatNetwork, Row

_HALF_LENGTH_KM = 45.0
_REACH_KM = 30.0  # a point rounded to a tenth of a degree lies up to 8 km off, a coder's some more
_KM_PER_DEGREE = 111.3


def crossing_sections(flat: FlatNetwork) -> list[tuple[Row, list[LonLat]]]:
    """Return each crossing with the stretch of border for which it stands, ``(lon, lat)``, EPSG:4326.

    Where the basemap knows no border of the two near it (a sea, countries outside its detailed part) the
    stretch is a short stroke from west to east. A network without crossings gives none.
    """
    points = place_points(flat)
    crossings = [row for row in flat.places if row["kind"] == PlaceKind.CROSSING]
    return [
        (row, _stretch(points[str(row["place"])], str(row["country"]), str(row["other_country"])))
        for row in crossings
    ]


def _stretch(lonlat: LonLat, country: str, other: str) -> list[LonLat]:
    try:
        if distance_to_border_km(lonlat, country, other) <= _REACH_KM:
            section = border_section(country, other, lonlat, half_length_km=_HALF_LENGTH_KM)
            return [(round(lon, 3), round(lat, 3)) for lon, lat in section.coords]
    except (GeodataError, UnknownNameError):
        pass  # no such border on the basemap
    lon, lat = lonlat
    half = _HALF_LENGTH_KM / 2 / (_KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.1))
    return [(round(max(lon - half, -180.0), 3), lat), (round(min(lon + half, 180.0), 3), lat)]
