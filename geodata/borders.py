"""Borders as lines: the arcs that two countries of the basemap share.

A border here is de facto and only on land and rivers; sea boundaries are not drawn. Because
neighbours share their arcs exactly, a border is found by comparing arc numbers and never by
intersecting polygons. The inter-Korean line is the border of PRK and KOR, the edge of the Hong
Kong territory that of CHN and HKG. Lengths and distances are geodesic on WGS 84, in km;
coordinates are (lon, lat), EPSG:4326.

Published reports speak of sections of a border, some tens of km long at best: `border_section`
gives such a stretch, to be drawn as a band. Nothing here says where anybody crossed.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from .basemap import CLIP, backdrop_polygons, country_polygons, decode_line, load_basemap
from .countries import country_name
from .errors import GeodataError

if TYPE_CHECKING:
    from pyproj import Geod, Proj
    from shapely import LineString, MultiLineString
    from shapely.geometry.base import BaseGeometry

    from .distance import LonLat


@lru_cache(maxsize=1)
def _owners() -> dict[int, tuple[str, ...]]:
    """Return the countries of each arc of the detailed basemap, in alphabetical order."""
    owners: dict[int, set[str]] = {}
    for geometry in load_basemap().countries["objects"]["countries"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                for number in ring:
                    owners.setdefault(max(number, ~number), set()).add(geometry["properties"]["iso"])
    return {number: tuple(sorted(isos)) for number, isos in owners.items()}


def neighbours(country: str) -> tuple[str, ...]:
    """Return the countries that share a border line with a country, in alphabetical order.

    Only what lies inside `CLIP` counts. An island state has none.

    Raises
    ------
    UnknownNameError
        If the code is not of ISO 3166-1 alpha-3.

    Examples
    --------
    >>> neighbours("PRK")
    ('CHN', 'KOR', 'RUS')
    """
    country_name(country)
    return tuple(sorted({c for isos in _owners().values() if country in isos for c in isos} - {country}))


@lru_cache(maxsize=64)
def border_line(country: str, other_country: str) -> MultiLineString:
    """Return the border of two countries, joined into as few parts as possible.

    Raises
    ------
    UnknownNameError
        If a code is not of ISO 3166-1 alpha-3.
    GeodataError
        If the two share no border on land inside `CLIP`; the message names the neighbours.

    Examples
    --------
    >>> len(border_line("CHN", "PRK").geoms)
    1
    >>> border_line("CHN", "PRK") == border_line("PRK", "CHN")
    True
    """
    from shapely import MultiLineString, get_parts, line_merge  # noqa: PLC0415

    pair = tuple(sorted((country, other_country)))
    topology = load_basemap().countries
    arcs = [decode_line(topology, [number]) for number, isos in _owners().items() if isos == pair]
    if not arcs:
        known = {c: neighbours(c) for c in (country, other_country)}
        listed = "; ".join(f"{c} borders {', '.join(n) or 'none'}" for c, n in known.items())
        raise GeodataError(
            f"{country} and {other_country} share no border on land in the basemap: {listed}. "
            "Name two neighbours."
        )
    return MultiLineString(list(get_parts(line_merge(MultiLineString(arcs)))))


@lru_cache(maxsize=1024)  # a map asks twice: for the crossing's point and for its band
def snap_to_border(lonlat: LonLat, country: str, other_country: str) -> LonLat:
    """Return the point of a border that lies nearest to a point, as (lon, lat).

    Raises
    ------
    GeodataError
        If the two share no border, or the coordinates are not on Earth.
    """
    return _nearest(lonlat, border_line(country, other_country))


def distance_to_border_km(lonlat: LonLat, country: str, other_country: str) -> float:
    """Return the distance from a point to the border of two countries in km, on either side of it.

    Raises
    ------
    GeodataError
        If the two share no border, or the coordinates are not on Earth.
    """
    return _distance_km(lonlat, snap_to_border(lonlat, country, other_country))


def distance_to_country_km(lonlat: LonLat, country: str) -> float:
    """Return the distance from a point to a country in km; 0 inside it or on its edge.

    Outside `CLIP` the coarse outlines count, which may be tens of km off and leave out small
    islands.

    Raises
    ------
    UnknownNameError
        If the code is not of ISO 3166-1 alpha-3.
    GeodataError
        If the basemap does not show the country, or the coordinates are not on Earth.

    Examples
    --------
    >>> distance_to_country_km((106.9, 47.9), "MNG")  # Ulaanbaatar
    0.0
    """
    from shapely import Point  # noqa: PLC0415

    name = country_name(country)
    _check(lonlat)
    shown = [p[country] for p in (country_polygons(), backdrop_polygons()) if country in p]
    if not shown:
        raise GeodataError(
            f"{country} ({name}) is too small for the basemap outside {CLIP} (west, south, east, north): "
            "leave out this check for it"
        )
    if any(polygons.covers(Point(lonlat)) for polygons in shown):
        return 0.0
    return min(_distance_km(lonlat, _nearest(lonlat, polygons.boundary)) for polygons in shown)


def border_section(
    country: str, other_country: str, lonlat: LonLat, *, half_length_km: float = 60.0
) -> LineString:
    """Return the stretch of a border round the point of it that lies nearest to ``lonlat``.

    It reaches ``half_length_km`` along the line to either side, less where the border ends or is
    interrupted by the sea.

    Raises
    ------
    GeodataError
        If the two share no border, the coordinates are not on Earth, or the length is not above 0.

    Examples
    --------
    >>> section = border_section("CHN", "MNG", (112.0, 43.7), half_length_km=20)
    >>> round(_geod().geometry_length(section) / 1000, 3)
    40.0
    """
    from shapely import LineString, Point, segmentize  # noqa: PLC0415
    from shapely.ops import substring  # noqa: PLC0415

    if not half_length_km > 0:
        raise GeodataError(f"half_length_km {half_length_km} must be above 0: give the km to either side")
    at = Point(snap_to_border(lonlat, country, other_country))
    part = min(border_line(country, other_country).geoms, key=at.distance)

    # measure along the line in km, then say the same places in the degrees that shapely counts in
    fine = segmentize(part, max_segment_length=0.02)  # km for degrees varies along a long straight
    lons, lats = fine.xy
    km = _running_sum([length / 1000 for length in _geod().line_lengths(lons, lats)])
    degrees = _running_sum([math.dist(a, b) for a, b in pairwise(fine.coords)])
    middle = _interpolate(part.project(at), degrees, km)
    start, end = (
        _interpolate(min(max(middle + step, 0.0), km[-1]), km, degrees)
        for step in (-half_length_km, half_length_km)
    )
    section = substring(part, start, end)
    return section if isinstance(section, LineString) else part


def _running_sum(steps: list[float]) -> list[float]:
    sums = [0.0]
    for step in steps:
        sums.append(sums[-1] + step)
    return sums


def _interpolate(value: float, known: list[float], wanted: list[float]) -> float:
    import numpy as np  # noqa: PLC0415

    return float(np.interp(value, known, wanted))


def _nearest(lonlat: LonLat, lines: BaseGeometry) -> LonLat:
    """Return the point of lines that lies nearest on the ellipsoid.

    Seen from its centre, an azimuthal equidistant map shows every distance true: the search runs
    on such a map. The answer is then moved onto the line as drawn in degrees (metres away).
    """
    import numpy as np  # noqa: PLC0415
    from shapely import Point, get_parts, segmentize, shortest_line, transform  # noqa: PLC0415

    _check(lonlat)
    plane = _plane(lonlat)
    parts = get_parts(segmentize(lines, max_segment_length=0.25))  # long edges are not straight on that map
    drawn = [transform(part, lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1]))) for part in parts]
    best = min(range(len(drawn)), key=lambda i: (drawn[i].distance(Point(0, 0)), i))
    x, y = shortest_line(Point(0, 0), drawn[best]).coords[1]
    near = Point(plane(x, y, inverse=True))
    on_line = parts[best].interpolate(parts[best].project(near))
    return (float(on_line.x), float(on_line.y))


def _plane(lonlat: LonLat) -> Proj:
    from pyproj import Proj  # noqa: PLC0415

    return Proj(proj="aeqd", lon_0=lonlat[0], lat_0=lonlat[1], ellps="WGS84")


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod  # noqa: PLC0415

    return Geod(ellps="WGS84")


def _distance_km(a: LonLat, b: LonLat) -> float:
    return float(_geod().inv(*a, *b)[2]) / 1000


def _check(lonlat: LonLat) -> None:
    lon, lat = lonlat
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # also refuses NaN
        raise GeodataError(f"({lon}, {lat}) is not a longitude in [-180, 180] and a latitude in [-90, 90]")
