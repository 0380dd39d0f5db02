"""The ground of a map: land, borders, coasts, the names of countries, a bar of scale.

Drawn from the shipped Natural Earth outlines, cut to the panel and thinned to what print can show,
so that a vector file holds no more than is seen. Borders are de facto: who controls the ground.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from geodata import backdrop_polygons, country_polygons, decode_line, load_basemap
from maps.countries import country_names

from .looks import BORDER, COAST, INK, LAND, SEA, SMALLEST_PT, SOFT
from .type_setting import font_for, width_mm
from .views import round_length_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata import LonLat

    from .labels import Layout
    from .views import View

Part = Literal["backdrop", "countries"]
_PARTS: tuple[Part, ...] = ("backdrop", "countries")  # the coarse one below, and under the edge of the other
_FINEST_MM = 0.08  # what is nearer to a line is not drawn
_LEAST_SEEN = 0.05  # of a panel: a country of which less is seen is not named there
_LONGEST_DEGREES = 1.0  # longer edges are bent as the map bends them


def draw_ground(axes: Axes, view: View) -> None:
    """Fill a panel with sea, land, coasts and borders; the panel's unit becomes mm."""
    axes.set_xlim(0, view.width_mm)
    axes.set_ylim(0, view.height_mm)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(SEA)
    for spine in axes.spines.values():
        spine.set_color(INK)
        spine.set_linewidth(0.5)
    window = view.window()
    for depth, part in enumerate(_PARTS):
        rings = [p for land in _lands(part) for p in _in_window(land, window, view)]
        _add(axes, rings, 1 + 0.1 * depth, closed=True, facecolor=LAND, edgecolor=LAND, linewidth=0.3)
    for part in _PARTS:
        for name, color, width in (("coasts", COAST, 0.3), ("borders", BORDER, 0.45)):
            lines = [p for line in _lines(part, name) for p in _in_window(line, window, view)]
            _add(axes, lines, 1.5, closed=False, facecolor="none", edgecolor=color, linewidth=width)


def hatch_country(axes: Axes, code: str, view: View) -> bool:
    """Hatch a country, and return whether it is seen; the basemap may not show it.

    Its parts have no outline: where the coarse and the fine outlines meet there is no border.
    """
    window = view.window()
    shapes = [shown[code] for shown in (backdrop_polygons(), country_polygons()) if code in shown]
    rings = [ring for shape in shapes for ring in _in_window(shape, window, view)]
    _add(axes, rings, 1.4, closed=True, facecolor="none", edgecolor=SOFT, hatch="/////", linewidth=0)
    return bool(rings)


def country_anchors(view: View, codes: Iterable[str]) -> list[tuple[str, list[tuple[float, float]]]]:
    """Return names of countries with the points of the panel, in mm, where each may stand; best first.

    The chosen anchors come first, then a point inside what is seen of the country, if that is not little.
    """
    found = []
    for code, told in sorted(country_names(codes).items()):
        points = [(x, y) for x, y in view.to_mm(told["at"]).tolist() if _is_on(view, (x, y))]
        if points := points or _inside(view, code):
            found.append((told["name"].upper(), points))
    return found


def _inside(view: View, code: str) -> list[tuple[float, float]]:
    import shapely  # noqa: PLC0415

    shape = country_polygons().get(code) or backdrop_polygons().get(code)
    if shape is None:
        return []
    seen = shapely.clip_by_rect(
        shapely.transform(shapely.clip_by_rect(shape, *view.window()), view.to_mm),
        0,
        0,
        view.width_mm,
        view.height_mm,
    )
    if seen.area < _LEAST_SEEN * view.width_mm * view.height_mm:
        return []
    largest = max(shapely.get_parts(seen), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(largest).coords[0]
    return [
        (float(x) + dx, float(y) + dy)
        for dx, dy in ((0, 0), (0, 4), (0, -4), (-6, 0), (6, 0), (0, 8), (0, -8))
    ]


def draw_scale(axes: Axes, view: View, layout: Layout) -> None:
    """Draw a bar of scale, true in the middle of the panel, in the corner where it disturbs least."""
    km = round_length_km(view.km_per_mm() * min(view.width_mm * 0.22, 30.0))
    length, words = km / view.km_per_mm(), f"{km:,.0f} km"
    wide, high = max(length, width_mm(words, SMALLEST_PT)) + 1.6, 4.6
    corners = [(x, y) for y in (1.2, view.height_mm - high - 1.2) for x in (1.2, view.width_mm - wide - 1.2)]
    price = layout.prices()
    x, y = min(corners, key=lambda corner: price((*corner, corner[0] + wide, corner[1] + high)))
    layout.taken.append((x, y, x + wide, y + high))
    left, foot = x + 0.8, y + 1.0
    axes.plot(
        [left, left, left + length, left + length],
        [foot + 0.8, foot, foot, foot + 0.8],
        color=INK,
        linewidth=0.6,
        solid_joinstyle="miter",
        zorder=6,
    )
    axes.add_artist(
        Text(left, foot + 1.3, words, fontproperties=font_for(words, SMALLEST_PT), color=INK, zorder=7)
    )


def _is_on(view: View, point: Sequence[float]) -> bool:
    return 2 < point[0] < view.width_mm - 2 and 2 < point[1] < view.height_mm - 2


def _add(axes: Axes, parts: list[NDArray[np.float64]], zorder: float, *, closed: bool, **look: Any) -> None:  # noqa: ANN401 - of PathPatch
    """Draw many lines or rings as one path."""
    import numpy as np  # noqa: PLC0415

    if not parts:
        return
    codes = []
    for part in parts:
        code = np.full(len(part), Path.LINETO, dtype=np.uint8)
        code[0] = Path.MOVETO
        if closed:
            code[-1] = Path.CLOSEPOLY
        codes.append(code)
    path = Path(np.concatenate(parts), np.concatenate(codes))
    axes.add_artist(PathPatch(path, zorder=zorder, joinstyle="round", **look))  # add_patch would measure it


def _in_window(
    shape: BaseGeometry, window: tuple[float, float, float, float], view: View
) -> list[NDArray[np.float64]]:
    """Return the lines and rings of a shape inside the window, in mm of the panel."""
    import shapely  # noqa: PLC0415

    west, south, east, north = window
    found: list[NDArray[np.float64]] = []
    for turn in (-360, 0, 360):
        low, high = max(west - turn, -180.0), min(east - turn, 180.0)
        if low >= high:
            continue
        cut = shapely.clip_by_rect(shape, low, south, high, north)
        if cut.is_empty:
            continue
        fine = shapely.segmentize(cut, _LONGEST_DEGREES)
        drawn = shapely.transform(fine, view.to_mm).simplify(_FINEST_MM, preserve_topology=False)
        for part in shapely.get_parts(drawn):
            rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
            found += [
                shapely.get_coordinates(ring).round(3)
                for ring in rings
                if ring.geom_type != "Point" and len(ring.coords) > 1
            ]
    return found


@lru_cache(maxsize=2)
def _lands(part: Part) -> tuple[BaseGeometry, ...]:
    from shapely import MultiPolygon, Polygon  # noqa: PLC0415

    topology = getattr(load_basemap(), part)
    lands = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        rings = [[decode_line(topology, ring) for ring in polygon] for polygon in geometry["arcs"]]
        lands.append(MultiPolygon([Polygon(r[0], r[1:]) for r in rings]))
    return tuple(lands)


@lru_cache(maxsize=4)
def _lines(part: Part, name: str) -> tuple[BaseGeometry, ...]:
    from shapely import LineString  # noqa: PLC0415

    topology = getattr(load_basemap(), part)
    lines: list[list[LonLat]] = [decode_line(topology, arcs) for arcs in topology["objects"][name]["arcs"]]
    return tuple(LineString(line) for line in lines)
