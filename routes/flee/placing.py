"""Where locations lie, and where links cross a border.

Flee knows places as points and borders not at all: a link simply joins two countries. A dataset has a
crossing there, a section of the border, one for each direction. It is put on the border line where the
basemap has one near the straight way between the two ends, else halfway; the length of the link is split in
the same proportion, so that the two parts add to it exactly.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geodata import GeodataError, LonLat, distance_km, geodesic_points, snap_to_border

from .records import LOCATIONS, Link, Location, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tables import Notes

DECIMALS = 1
_DETOUR, _SPARE_KM = 1.25, 20.0


def place_locations(locations: Sequence[Location], links: Sequence[Link], notes: Notes) -> dict[str, LonLat]:
    """Return where each location lies, as precisely as the file says, (lon, lat), EPSG:4326.

    One without coordinates is put in the middle of its neighbours, nearest to the known ones first. One that
    no chain of links joins to a known place is left out, and told.
    """
    known = {location.name: location.lonlat for location in locations if location.lonlat}
    neighbours: dict[str, list[str]] = {location.name: [] for location in locations}
    for link in links:
        neighbours[link.a].append(link.b)
        neighbours[link.b].append(link.a)
    missing = [location for location in locations if location.name not in known]
    while missing:
        ready = {one.name: [n for n in neighbours[one.name] if n in known] for one in missing}
        found = {name: middle([known[n] for n in beside]) for name, beside in ready.items() if beside}
        if not found:
            break
        for location in missing:
            if location.name in found:
                lon, lat = found[location.name]
                beside = ", ".join(ready[location.name])
                text = (
                    f"'{location.name}' has no coordinates: put at ({lat:.1f}, {lon:.1f}), between {beside}"
                )
                notes.add(RemarkKind.REPAIRED, text, LOCATIONS, location.line)
        known |= found
        missing = [one for one in missing if one.name not in known]
    for one in missing:
        text = f"'{one.name}' has no coordinates, nor has any place that it is joined with: left out"
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, one.line)
    return known


def middle(lonlats: Sequence[LonLat]) -> LonLat:
    """Return the middle of some points on the sphere, (lon, lat) in degrees; of none, (0, 0).

    Examples
    --------
    >>> middle([(179.0, 0.0), (-177.0, 0.0)])
    (-179.0, 0.0)
    """
    x = y = z = 0.0
    for lon, lat in lonlats:
        x += math.cos(math.radians(lat)) * math.cos(math.radians(lon))
        y += math.cos(math.radians(lat)) * math.sin(math.radians(lon))
        z += math.sin(math.radians(lat))
    lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(lon, 6) + 0.0, round(lat, 6) + 0.0


def rounded(lonlat: LonLat) -> LonLat:
    """Return a point to one decimal of a degree, about 11 km, as datasets hold it."""
    return round(lonlat[0], DECIMALS) + 0.0, round(lonlat[1], DECIMALS) + 0.0


def place_crossing(a: LonLat, b: LonLat, country: str, other: str) -> tuple[LonLat, bool]:
    """Return where a link crosses a border, and whether that is on the border line of the basemap."""
    whole = distance_km(a, b)
    between = middle([a, b]) if whole < 1 else geodesic_points(a, b, step_km=whole / 2)[1]
    halfway = ((between[0] + 180) % 360 - 180, between[1])
    try:
        near = snap_to_border(halfway, country, other)
    except GeodataError:
        return halfway, False
    if distance_km(a, near) + distance_km(near, b) > _DETOUR * whole + _SPARE_KM:
        return halfway, False  # the border that the basemap knows is another stretch of it
    return near, True


def split_km(km: float, a: LonLat, crossing: LonLat, b: LonLat) -> tuple[float, float]:
    """Return the two parts of a link's length in km, before and behind its crossing.

    They are split as the straight ways to the crossing are, at a whole kilometre where there is one, and add
    to the length exactly.

    Examples
    --------
    >>> split_km(100.0, (0.0, 0.0), (1.0, 0.0), (4.0, 0.0))
    (25.0, 75.0)
    >>> split_km(0.4, (0.0, 0.0), (1.0, 0.0), (4.0, 0.0))
    (0.2, 0.2)
    """
    before, behind = distance_km(a, crossing), distance_km(crossing, b)
    part = before / (before + behind) if before + behind else 0.5
    first = min(max(round(km * part), 1), math.ceil(km) - 1)
    metres = round(km * 1000)
    at = first * 1000 if 0 < first < km else metres // 2
    return at / 1000, (metres - at) / 1000
