"""Lines and small shifts that let a map of rounded places be read.

A leg is drawn as the geodesic between its two places: no report says where exactly people
went, and a drawn road would pretend that one did. Legs by air and sea are bowed aside as a
graphical device, so that they are told apart from surface legs below them. A crossing is a
stretch of the border line. Places that share a rounded point (twin towns on two banks, a
city and its missions) are shifted apart by a few pixels of the screen, never on the earth.

Points are ``(lon, lat)`` in degrees, EPSG:4326.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geodata import LonLat, PlaceKind, geodesic_points, point_on_border
from routes import TravelMode

if TYPE_CHECKING:
    from collections.abc import Mapping


# how far an arc bows aside, as a share of its length
_BOW = {TravelMode.AIR: 0.085, TravelMode.SEA: 0.05}
TARGET_PX = 25.0
"""Pixels between the centres of two places: what a finger needs (WCAG 2.2, target size: 24)."""
_MISSION_SHIFT_PX = (21.0, -14.0)


def leg_line(a: LonLat, b: LonLat, mode: TravelMode) -> list[LonLat]:
    """Return the line by which a leg is drawn, from ``a`` to ``b``, both included.

    A line that passes the antimeridian runs on beyond 180 degrees instead of jumping.

    Examples
    --------
    >>> leg_line((100.0, 10.0), (100.5, 10.0), TravelMode.ROAD)
    [(100.0, 10.0), (100.5, 10.0)]
    """
    line = geodesic_points(a, b)
    bow = _BOW.get(mode)
    return _bowed(line, bow) if bow and a != b else line


def drawn_points(nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, LonLat]:
    """Return where each place is drawn: a crossing on its border line, any other at its point.

    A crossing's point is rounded like any other, so it may lie beside the line that it stands
    for. A town that shares the rounded point goes with it, and is parted from it on the screen.
    """
    moved: dict[LonLat, LonLat] = {}
    points: dict[str, LonLat] = {}
    for node in sorted(nodes):
        if nodes[node]["kind"] == PlaceKind.CROSSING:
            points[node] = _on_border(nodes[node])
            moved[nodes[node]["lon"], nodes[node]["lat"]] = points[node]
    for node, data in nodes.items():
        points.setdefault(node, moved.get((data["lon"], data["lat"]), (data["lon"], data["lat"])))
    return points


def _on_border(crossing: Mapping[str, Any]) -> LonLat:
    lonlat = (crossing["lon"], crossing["lat"])
    return point_on_border(crossing["country"], crossing["other_country"] or "", lonlat) or lonlat


def pixel_shifts(nodes: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Return by how many pixels each place is drawn aside; x runs east, y runs down.

    A mission stands up and right of its city. Two places of two countries at one point part
    towards the other places of their own country, and so does a place that shares its point
    with a crossing; any others part in a row. Places that share no point are not in the result,
    nor are crossings, which stay on their border.
    """
    shared: dict[LonLat, list[str]] = {}
    for node in sorted(nodes):
        shared.setdefault((nodes[node]["lon"], nodes[node]["lat"]), []).append(node)
    shifts: dict[str, tuple[float, float]] = {}
    for point, group in shared.items():
        kinds = {node: nodes[node]["kind"] for node in group}
        missions = [n for n in group if kinds[n] == PlaceKind.MISSION]
        for rank, node in enumerate(missions):
            shifts[node] = (_MISSION_SHIFT_PX[0], _MISSION_SHIFT_PX[1] - TARGET_PX * rank)
        twins = [n for n in group if kinds[n] not in {PlaceKind.MISSION, PlaceKind.CROSSING}]
        reach = TARGET_PX if PlaceKind.CROSSING in kinds.values() else TARGET_PX / 2
        if len(twins) > 1 or (twins and reach == TARGET_PX):
            shifts |= _part(point, twins, nodes, reach)
    return shifts


def _part(
    point: LonLat, twins: list[str], nodes: Mapping[str, Mapping[str, Any]], reach: float
) -> dict[str, tuple[float, float]]:
    countries = [nodes[n]["country"] for n in twins]
    if len(twins) <= 2 and len(set(countries)) == len(twins):
        ways = [_towards(point, country, nodes) for country in countries]
        back = ways[1] if len(ways) > 1 else (0.0, 0.0)
        dx, dy = ways[0][0] - back[0], ways[0][1] - back[1]
        if length := math.hypot(dx, dy):
            x, y = round(reach * dx / length, 1), round(-reach * dy / length, 1)
            return dict(zip(twins, [(x, y), (-x, -y)], strict=False))
    start = -reach * (len(twins) - 1)
    return {node: (start + 2 * reach * rank, 0.0) for rank, node in enumerate(twins)}


def _towards(point: LonLat, country: str, nodes: Mapping[str, Mapping[str, Any]]) -> LonLat:
    """Return the direction, as a unit vector, from a point to the places of a country."""
    own = [(d["lon"], d["lat"]) for d in nodes.values() if d["country"] == country]
    dx = sum(lon for lon, _ in own) / len(own) - point[0]
    dy = sum(lat for _, lat in own) / len(own) - point[1]
    length = math.hypot(dx, dy)
    return (dx / length, dy / length) if length else (0.0, 0.0)


def _bowed(line: list[LonLat], bow: float) -> list[LonLat]:
    """Bow a line aside, to the east, by a share of its length; the ends stay.

    Drawn in degrees scaled at the middle latitude, which is near enough for a picture.
    """
    (lon_a, lat_a), (lon_b, lat_b) = line[0], line[-1]
    scale = math.cos(math.radians((lat_a + lat_b) / 2)) or 1.0
    dx, dy = (lon_b - lon_a) * scale, lat_b - lat_a
    across_x, across_y = (dy, -dx) if dy >= 0 else (-dy, dx)
    if abs(dy) < 1e-9:
        across_x, across_y = 0.0, abs(dx)
    steps = max(16, len(line))
    out = []
    for step in range(steps + 1):
        t = step / steps
        lon, lat = _along(line, t)
        aside = bow * 4 * t * (1 - t)
        out.append((round(lon + aside * across_x / scale, 3), round(lat + aside * across_y, 3)))
    return out


def _along(line: list[LonLat], t: float) -> LonLat:
    """Return the point at a share of the vertices of a line whose vertices are evenly spaced."""
    at = t * (len(line) - 1)
    i = min(int(at), len(line) - 2)
    (lon_a, lat_a), (lon_b, lat_b) = line[i], line[i + 1]
    return (lon_a + (lon_b - lon_a) * (at - i), lat_a + (lat_b - lat_a) * (at - i))
