"""Names on a map: placed so that none lies over another, over a mark or, if it can be helped, over a line.

Greedy, the important ones first, as in the pages: each name tries places around its point, pays for
every line that it would cover and for its distance, and takes the cheapest. A name that must stand
goes farther out if it has to, and is tied to its point by a thin line; any other is left out where
there is no room. Lengths are in mm of a panel, y *up*.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from .looks import INK, LAND, SMALLEST_PT, SOFT
from .type_setting import MM_PER_PT, font_for, width_mm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top

_FAR_MM = (5.0, 7.5, 10.0, 13.0, 16.5, 20.5, 25.0)
_TIED_FROM_MM = 2.4  # a name farther from its point is tied to it
_COVERED = 1.2  # what covering 1 mm of line costs, in mm of distance
_STEP_MM = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name to be placed: its text, its point, the room that the mark takes, and its type.

    ``short`` stands instead where there is no room for the whole; ``spots`` are other points on which it
    may be centred, for names of areas.
    """

    text: str
    at: tuple[float, float]
    clear_mm: float = 1.0
    size: float = SMALLEST_PT
    bold: bool = False
    italic: bool = False
    color: str = INK
    must: bool = False
    short: str = ""
    spots: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A name with the rectangle it takes, the end of the line that ties it to its point, what it covers."""

    name: Name
    box: Rectangle
    tie: tuple[float, float] | None = None
    covers_mm: float = 0.0


@dataclass
class Layout:
    """A panel on which names are placed: what is taken, and what had better not be covered."""

    width_mm: float
    height_mm: float
    taken: list[Rectangle] = field(default_factory=list)
    lines: list[NDArray[np.float64]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep names away from a mark."""
        self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def prices(self) -> Callable[[Rectangle], float]:
        """Return a function that tells how much a rectangle would disturb: mm of line below it, and marks."""
        grid, taken = _points_along(self.lines), list(self.taken)

        def price(box: Rectangle) -> float:
            return math.inf if any(overlap(box, other) for other in taken) else _covered(box, grid)

        return price

    def place(self, names: Sequence[Name]) -> None:
        """Place names in the order given; those without room are left out, and listed."""
        grid = _points_along(self.lines)
        for name in names:
            best = self._best(name, grid)
            if name.short and (best is None or best.tie):
                shorter = self._best(replace(name, text=name.short), grid)
                best = shorter or best
            if best is None:
                self.left_out.append(name.text)
                continue
            self.taken.append(best.box)
            self.placed.append(best)
            if best.tie:
                grid = _with_tie(grid, name.at, best.tie)

    def _best(self, name: Name, grid: NDArray[np.float64]) -> Placed | None:
        wide = width_mm(name.text, name.size, bold=name.bold, italic=name.italic)
        high = name.size * MM_PER_PT
        best: tuple[float, Placed] | None = None
        for distance, left, bottom in _tries(name, wide, high):
            if best and distance >= best[0]:
                continue
            box = (left - 0.35, bottom - 0.25, left + wide + 0.35, bottom + high + 0.1)
            if not self._is_free(box):
                continue
            tie = _tie(name, box)
            if tie and self._crosses(name.at, tie):
                continue
            covers = _covered(box, grid)
            price = distance + _COVERED * covers
            if best is None or price < best[0]:
                best = price, Placed(name=name, box=box, tie=tie, covers_mm=covers)
        return best[1] if best else None

    def _is_free(self, box: Rectangle) -> bool:
        left, bottom, right, top = box
        if left < 0.6 or bottom < 0.6 or right > self.width_mm - 0.6 or top > self.height_mm - 0.6:
            return False
        return not any(overlap(box, other) for other in self.taken)

    def _crosses(self, at: tuple[float, float], to: tuple[float, float]) -> bool:
        """Return whether a tie runs over another name or along another tie."""
        for other in self.placed:
            if _meets(at, to, other.box):
                return True
            if other.tie and _cross(at, to, other.name.at, other.tie):
                return True
        return False

    def draw(self, axes: Axes, *, ground: str = LAND) -> None:
        """Draw the names and their ties on a ground of a colour.

        A name over a line gets a light ground of its own. (Matplotlib would draw a halo by turning text into
        outlines, and text is to stay text.)
        """
        for placed in self.placed:
            name, (left, bottom, right, top) = placed.name, placed.box
            if placed.tie:
                xs, ys = zip(name.at, placed.tie, strict=True)
                axes.plot(xs, ys, color=ground, linewidth=1.3, zorder=5.5, solid_capstyle="butt")
                axes.plot(xs, ys, color=SOFT, linewidth=0.4, zorder=5.6)
            if placed.covers_mm:
                axes.add_patch(
                    FancyBboxPatch(
                        (left + 0.2, bottom + 0.2),
                        right - left - 0.4,
                        top - bottom - 0.4,
                        boxstyle="round,pad=0,rounding_size=0.5",
                        facecolor=ground,
                        edgecolor="none",
                        alpha=0.78,
                        zorder=6.5,
                    )
                )
            axes.add_artist(
                Text(
                    left + 0.35,
                    bottom + 0.25 + name.size * MM_PER_PT * 0.2,
                    name.text,
                    fontproperties=font_for(name.text, name.size, bold=name.bold, italic=name.italic),
                    color=name.color,
                    verticalalignment="baseline",
                    zorder=7,
                    parse_math=False,
                )
            )


def overlap(a: Rectangle, b: Rectangle) -> bool:
    """Return whether two rectangles share more than an edge.

    Examples
    --------
    >>> overlap((0, 0, 2, 2), (1, 1, 3, 3)), overlap((0, 0, 2, 2), (2, 0, 3, 1))
    (True, False)
    """
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _tries(name: Name, wide: float, high: float) -> Iterator[tuple[float, float, float]]:
    """Yield prices and lower left corners, the near ones first."""
    if name.spots:
        for rank, (x, y) in enumerate(name.spots):
            yield rank * 0.5, x - wide / 2, y - high / 2
        return
    (x, y), d = name.at, name.clear_mm + 0.35
    s = d * 0.72
    near = (
        (x + d, y - high / 2),
        (x - d - wide, y - high / 2),
        (x + s, y + s),
        (x + s, y - s - high),
        (x - s - wide, y + s),
        (x - s - wide, y - s - high),
        (x - wide / 2, y + d),
        (x - wide / 2, y - d - high),
    )
    for rank, (left, bottom) in enumerate(near):
        yield rank * 0.15, left, bottom
    if not name.must:
        return
    for far in _FAR_MM:
        for step in range(24):
            angle = math.tau * step / 24
            cx, cy = x + far * math.cos(angle), y + far * math.sin(angle)
            left = cx - wide * (0.5 - 0.5 * math.cos(angle))
            bottom = cy - high * (0.5 - 0.5 * math.sin(angle))
            yield 2.0 + far * 0.8, left, bottom


def _tie(name: Name, box: Rectangle) -> tuple[float, float] | None:
    """Return where a tie ends: the point of the box that is nearest; None if the name is near enough."""
    (x, y), (left, bottom, right, top) = name.at, box
    if name.spots:
        return None
    near = (min(max(x, left + 0.3), right - 0.3), min(max(y, bottom + 0.2), top - 0.1))
    return near if math.dist((x, y), near) > name.clear_mm + _TIED_FROM_MM else None


def _points_along(lines: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return points along lines, a step apart."""
    import numpy as np  # noqa: PLC0415

    points = [np.empty((0, 2))]
    for line in lines:
        steps = np.hypot(*np.diff(line, axis=0).T)
        run = np.concatenate([[0.0], np.cumsum(steps)])
        if run[-1] > 0:
            at = np.arange(_STEP_MM / 2, run[-1], _STEP_MM)
            points.append(np.column_stack([np.interp(at, run, line[:, i]) for i in (0, 1)]))
    return np.concatenate(points)


def _with_tie(
    grid: NDArray[np.float64], at: tuple[float, float], to: tuple[float, float]
) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    return np.concatenate([grid, _points_along([np.array([at, to])])])


def _covered(box: Rectangle, grid: NDArray[np.float64]) -> float:
    """Return how many mm of line a rectangle covers."""
    left, bottom, right, top = box
    inside = (
        (grid[:, 0] > left) & (grid[:, 0] < right) & (grid[:, 1] > bottom - 0.3) & (grid[:, 1] < top + 0.3)
    )
    return float(inside.sum()) * _STEP_MM


def _meets(a: tuple[float, float], b: tuple[float, float], box: Rectangle) -> bool:
    left, bottom, right, top = box
    steps = max(int(math.dist(a, b) / 0.4), 2)
    return any(
        left < a[0] + (b[0] - a[0]) * i / steps < right and bottom < a[1] + (b[1] - a[1]) * i / steps < top
        for i in range(steps + 1)
    )


def _cross(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> bool:
    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
