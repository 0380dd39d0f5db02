"""Crossings as what they are: stretches of a border, never points where somebody crossed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import border_band

from .antimeridian import cut_line

if TYPE_CHECKING:
    from geodata import LonLat

    from .flat import Row


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
    lonlat = (float(crossing["lon"] or 0), float(crossing["lat"] or 0))
    return cut_line(border_band(str(crossing["country"]), str(crossing["other_country"]), lonlat))
