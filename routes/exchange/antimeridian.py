"""Lines cut where they pass the 180th meridian, as RFC 7946 (section 3.1.9) asks of GeoJSON.

The map of this program lets a line run on beyond 180 degrees; most other programs would draw it
around the earth the wrong way, or lose it at the edge. So every file and table gets lines in
pieces, each of which stays within -180 and 180 degrees.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata import geodesic_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString, MultiLineString

    from geodata import LonLat


def geodesic_pieces(lonlat_a: LonLat, lonlat_b: LonLat) -> list[list[LonLat]]:
    """Return the geodesic from a to b as one line, or as several where it passes the antimeridian.

    Points are ``(lon, lat)`` in degrees, EPSG:4326, in the order of travel. Two places at one rounded
    point (a city and its missions) have no piece: a line without length is invalid, and programs stop at it.

    Examples
    --------
    >>> geodesic_pieces((0.0, 0.0), (2.0, 0.0))
    [[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]]
    >>> geodesic_pieces((179.5, 0.0), (-179.5, 0.0))
    [[(179.5, 0.0), (180.0, 0.0)], [(-180.0, 0.0), (-179.5, 0.0)]]
    """
    points = geodesic_points(lonlat_a, lonlat_b)
    return cut_line(points) if len(set(points)) > 1 else []


def line_of_pieces(pieces: Sequence[Sequence[LonLat]]) -> LineString | MultiLineString | None:
    """Return pieces of a line as one geometry; None where there is no piece.

    Examples
    --------
    >>> print(line_of_pieces(geodesic_pieces((179.5, 0.0), (-179.5, 0.0))))
    MULTILINESTRING ((179.5 0, 180 0), (-180 0, -179.5 0))
    """
    from shapely import LineString, MultiLineString  # noqa: PLC0415 - no path question needs it

    if len(pieces) < 2:
        return LineString(pieces[0]) if pieces else None
    return MultiLineString(pieces)


def cut_line(points: Sequence[LonLat]) -> list[list[LonLat]]:
    """Return a line that may run on beyond 180 degrees as pieces that do not.

    Neighbouring points are less than 180 degrees of longitude apart. Without points there are no
    pieces; a line that begins or ends on the antimeridian is not cut there.

    Examples
    --------
    >>> cut_line([(170.0, 10.0), (190.0, 20.0)])
    [[(170.0, 10.0), (180.0, 15.0)], [(-180.0, 15.0), (-170.0, 20.0)]]
    >>> cut_line([(170.0, 0.0), (180.0, 0.0)])
    [[(170.0, 0.0), (180.0, 0.0)]]
    """
    if not points:
        return []
    pieces: list[list[LonLat]] = [[points[0]]]
    for (lon, lat), (to_lon, to_lat) in pairwise(points):
        for edge in _edges_between(lon, to_lon):
            at = round(lat + (to_lat - lat) * (edge - lon) / (to_lon - lon), 3)
            if pieces[-1][-1] != (edge, at):
                pieces[-1].append((edge, at))
            pieces.append([(edge, at)])
        pieces[-1].append((to_lon, to_lat))
    # A line that starts on the antimeridian leaves a point behind.
    whole = [piece for piece in pieces if len(piece) > 1] or pieces
    return [_brought_back(piece) for piece in whole]


def _edges_between(lon: float, to_lon: float) -> list[float]:
    """Return the antimeridians (180 and its turns) that lie between two longitudes, or that a line leaves."""
    low, high = sorted((lon, to_lon))
    first = math.floor((low + 180) / 360)
    edges = [180.0 + 360 * k for k in range(first - 1, first + 2)]
    return [edge for edge in edges if low < edge < high or (edge == lon != to_lon and edge != to_lon)]


def _brought_back(piece: list[LonLat]) -> list[LonLat]:
    """Return a piece turned round the earth so that it lies between -180 and 180 degrees."""
    middle = (min(lon for lon, _ in piece) + max(lon for lon, _ in piece)) / 2
    turn = 360 * math.floor((middle + 180) / 360)
    return [(round(lon - turn, 3) if turn else lon, lat) for lon, lat in piece]
