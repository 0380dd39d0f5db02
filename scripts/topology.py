"""TopoJSON on an integer grid: cut rings into shared arcs, simplify the arcs, encode them.

Polygons that are simplified one by one tear apart along their borders. Here every stretch of
line that two polygons share is one arc, simplified once, so neighbours still meet exactly.
Everything is done in whole steps of a grid: equal points are equal, and a rerun gives the same
bytes. An arc number ``~i`` (negative) means arc ``i`` walked backwards, as in TopoJSON.
Used by ``build_basemap.py``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

Point = tuple[int, int]
Arc = tuple[Point, ...]
Ring = list[Point]  # not closed: its last point is not its first


@dataclass
class Shape:
    """A feature: its properties and its polygons, each a list of rings of arc numbers."""

    properties: dict[str, str]
    polygons: list[list[list[int]]]

    @property
    def arcs(self) -> Iterable[int]:
        """Return the numbers of all arcs, direction dropped."""
        return (ref if ref >= 0 else ~ref for rings in self.polygons for ring in rings for ref in ring)


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Return the arcs of a quantised topology as points on its own grid."""
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x, y))
        arcs.append(tuple(points))
    return arcs


def walk_ring(refs: Sequence[int], arcs: Sequence[Arc]) -> Ring:
    """Return the open ring of points that a list of arc numbers stands for."""
    ring: Ring = []
    for ref in refs:
        points = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        ring.extend(points[:-1])
    return ring


def to_polygons(polygons: list[list[list[int]]], arcs: Sequence[Arc]) -> list[shapely.Polygon]:
    """Return shapely polygons in grid units."""
    rings = [[walk_ring(refs, arcs) for refs in polygon] for polygon in polygons]
    return [shapely.Polygon(r[0], r[1:]) for r in rings]


def clip_polygons(polygons: Iterable[shapely.Polygon], window: BaseGeometry) -> list[list[Ring]]:
    """Return the rings of polygons within a window, new points rounded to the grid.

    Polygons that lie wholly inside keep their points untouched, so that neighbours stay equal.
    """
    shapely.prepare(window)
    clipped: list[list[Ring]] = []
    for polygon in polygons:
        if not window.intersects(polygon):
            continue
        part = polygon if window.contains(polygon) else window.intersection(polygon)
        for p in shapely.get_parts(part):
            if isinstance(p, shapely.Polygon) and p.area > 0:
                rings = [_round_ring(r) for r in (p.exterior, *p.interiors)]
                if len(rings[0]) >= 3:
                    clipped.append([r for r in rings if len(r) >= 3])
    return clipped


def _round_ring(line: shapely.LinearRing) -> Ring:
    points = [(round(x), round(y)) for x, y in line.coords]
    ring = [b for a, b in pairwise(points) if a != b]
    return ring if ring and ring[0] != ring[-1] else ring[:-1]


def build_arcs(
    features: Sequence[tuple[dict[str, str], list[list[Ring]]]], *, cut_at: Callable[[Point], object]
) -> tuple[list[Arc], list[Shape]]:
    """Cut the rings of all features where they begin or cease to run together.

    ``cut_at`` gives a label for each point; a ring is also cut where the label of two
    neighbouring points differs (used to part the edge of the clip from real lines).
    """
    junctions = _junctions(
        [ring for _, polygons in features for polygon in polygons for ring in polygon], cut_at
    )
    numbers: dict[Arc, int] = {}

    def number(points: Arc) -> int:
        if points[::-1] in numbers:
            return ~numbers[points[::-1]]
        return numbers.setdefault(points, len(numbers))

    def cut(ring: Ring) -> list[int]:
        at = [i for i, point in enumerate(ring) if point in junctions]
        if not at:  # an island: start at its least point, so that equal rings are equal arcs
            start = ring.index(min(ring))
            return [number((*ring[start:], *ring[: start + 1]))]
        turned = (*ring[at[0] :], *ring[: at[0] + 1])
        ends = [i - at[0] for i in at] + [len(ring)]
        return [number(turned[a : b + 1]) for a, b in pairwise(ends)]

    shapes = []
    for properties, polygons in features:
        once = {str(refs): refs for refs in ([cut(ring) for ring in polygon] for polygon in polygons)}
        shapes.append(Shape(properties, list(once.values())))  # the source holds some islands twice
    return list(numbers), shapes


def _junctions(rings: Iterable[Ring], cut_at: Callable[[Point], object]) -> set[Point]:
    """Return the points that have different neighbours in different rings, or where the label changes."""
    neighbours: dict[Point, set[Point]] = {}
    junctions: set[Point] = set()
    for ring in rings:
        for before, point, after in zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False):
            around = {before, after}
            if neighbours.setdefault(point, around) != around:
                junctions.add(point)
            label = cut_at(point)
            if label and any(cut_at(other) != label for other in around):
                junctions.add(point)
    return junctions


def drop_islands(
    arcs: Sequence[Arc], shapes: list[Shape], *, is_small: Callable[[shapely.Polygon], bool]
) -> None:
    """Remove small polygons that touch no other shape, in place; each shape keeps its largest one."""
    owners = arc_owners(shapes)
    for shape in shapes:
        drawn = to_polygons(shape.polygons, arcs)
        largest = max(range(len(drawn)), key=lambda i: drawn[i].area, default=-1)
        shape.polygons = [
            polygon
            for i, polygon in enumerate(shape.polygons)
            if i == largest
            or any(len(owners[_plain(ref)]) > 1 for ring in polygon for ref in ring)
            or not is_small(drawn[i])
        ]


def simplify_arcs(
    arcs: Sequence[Arc],
    shapes: Sequence[Shape],
    *,
    tolerance: Callable[[Point], float],
    scale: tuple[float, float],
) -> list[Arc]:
    """Return the arcs with fewer points (Douglas-Peucker), every polygon valid and none overlapping.

    ``tolerance`` gives degrees for a point, so that a region may be finer. Arcs of polygons that
    would come out invalid or overlap are done again with half the tolerance, down to untouched.
    """
    factor = dict.fromkeys(range(len(arcs)), 1.0)
    simple = [_simplify(arc, tolerance, scale, 1.0) for arc in arcs]
    for _ in range(8):
        faulty = _faulty_arcs(shapes, simple)
        if not faulty:
            return simple
        for i in faulty:
            factor[i] = factor[i] / 2 if factor[i] > 0.1 else 0.0
            simple[i] = _simplify(arcs[i], tolerance, scale, factor[i])
    raise ValueError(
        f"arcs {sorted(faulty)[:5]} stay invalid even when not simplified: clean the source first"
    )


def _simplify(
    arc: Arc, tolerance: Callable[[Point], float], scale: tuple[float, float], factor: float
) -> Arc:
    limits = [tolerance(p) * factor for p in arc]
    kept: list[Point] = [arc[0]]
    start = 0
    for i in range(1, len(arc)):
        if i == len(arc) - 1 or limits[i] != limits[i - 1]:
            run = arc[start : i + 1]
            line = shapely.LineString([(x * scale[0], y * scale[1]) for x, y in run])
            thin = shapely.simplify(line, limits[start], preserve_topology=arc[0] == arc[-1])
            kept += [(round(x / scale[0]), round(y / scale[1])) for x, y in thin.coords][1:]
            start = i
    return tuple(kept)


def _faulty_arcs(shapes: Sequence[Shape], arcs: Sequence[Arc]) -> set[int]:
    faulty: set[int] = set()
    polygons, owners = [], []
    for shape in shapes:
        for polygon in shape.polygons:
            refs = {_plain(ref) for ring in polygon for ref in ring}
            try:
                drawn = to_polygons([polygon], arcs)[0]
            except (ValueError, shapely.errors.GEOSException):
                faulty |= refs  # fewer than three points are left
                continue
            if drawn.is_valid and drawn.area > 0:
                polygons.append(drawn)
                owners.append(refs)
            else:
                faulty |= refs
    tree = shapely.STRtree(polygons)
    for i, j in tree.query(polygons, predicate="intersects").T:
        if i < j and polygons[i].intersection(polygons[j]).area > 1e-9:
            faulty |= owners[i] | owners[j]
    return faulty


def _plain(ref: int) -> int:
    return ref if ref >= 0 else ~ref


def encode(
    arcs: Sequence[Arc], objects: dict[str, list[Shape] | list[int]], *, transform: dict[str, list[float]]
) -> dict[str, Any]:
    """Return the topology as JSON: unused arcs dropped, the rest renumbered and delta-coded.

    An object is a list of shapes (a GeometryCollection of polygons) or of arc numbers (one
    MultiLineString).
    """
    order: dict[int, int] = {}

    def renumber(ref: int) -> int:
        new = order.setdefault(_plain(ref), len(order))
        return new if ref >= 0 else ~new

    coded: dict[str, Any] = {}
    for name, content in objects.items():
        shapes = [c for c in content if isinstance(c, Shape)]
        if shapes:
            geometries = [
                {
                    "type": "MultiPolygon",
                    "arcs": [[[renumber(ref) for ref in ring] for ring in rings] for rings in shape.polygons],
                    "properties": shape.properties,
                }
                for shape in shapes
                if shape.polygons
            ]
            coded[name] = {"type": "GeometryCollection", "geometries": geometries}
        else:
            lines = [[renumber(ref)] for ref in content if isinstance(ref, int)]
            coded[name] = {"type": "MultiLineString", "arcs": lines}
    return {
        "type": "Topology",
        "transform": transform,
        "objects": coded,
        "arcs": [delta_code(arcs[i]) for i in order],
    }


def delta_code(points: Sequence[Point]) -> list[list[int]]:
    """Return the first point, then the step from each point to the next."""
    steps = [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(points)]
    return [list(points[0]), *steps]


def arc_owners(shapes: Sequence[Shape]) -> dict[int, set[int]]:
    """Return for each arc the places in the list of the shapes that use it."""
    owners: dict[int, set[int]] = defaultdict(set)
    for i, shape in enumerate(shapes):
        for arc in shape.arcs:
            owners[arc].add(i)
    return owners


def shared_and_single(shapes: Sequence[Shape]) -> tuple[list[int], list[int]]:
    """Return the arcs that two shapes share (borders) and those that one has (coasts)."""
    owners = arc_owners(shapes)
    return [a for a in sorted(owners) if len(owners[a]) > 1], [
        a for a in sorted(owners) if len(owners[a]) == 1
    ]
