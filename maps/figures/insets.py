"""Enlarged parts of a map: where places crowd, a window of it is shown again, larger, where nothing is.

The two or three dozen places of a border region lie within a few mm of a map that reaches from there to the
tropics. A window that holds many of them is framed, given a letter, and drawn again over an empty part of the
same panel. Nothing is moved on the earth, and where there is no empty part there is no inset.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from .labels import overlap
from .sheet import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .labels import Layout, Rectangle
    from .views import View

_SIZE = (0.072, 0.06)  # of a window, as shares of the width of the panel
_ZOOM = 4.4
_CROWD = 5  # places in a window that make it worth an inset
_NARROWEST_MM = 140.0
_EDGE_MM = 1.5
# between an inset and marks, which want their names, as shares of the width: at best, at least
_CLEAR = (0.025, 0.012)
_STEP_MM = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inset:
    """A window of a panel and the rectangle in which it is drawn again, both in mm of the panel, y up."""

    letter: str
    window: Rectangle
    room: Rectangle

    def view(self, view: View) -> View:
        """Return the view of the inset."""
        left, bottom, right, top = self.room
        scale = (right - left) / (self.window[2] - self.window[0])
        return replace(
            view,
            left_m=view.left_m + self.window[0] / view.mm_per_m,
            bottom_m=view.bottom_m + self.window[1] / view.mm_per_m,
            mm_per_m=view.mm_per_m * scale,
            width_mm=right - left,
            height_mm=top - bottom,
        )

    def box(self, panel: Box) -> Box:
        """Return where the inset lies on the sheet."""
        left, bottom, right, top = self.room
        return Box(panel.x + left, panel.y + panel.height - top, right - left, top - bottom)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point of the panel is shown in the inset."""
        left, bottom, right, top = self.window
        return left <= x <= right and bottom <= y <= top


def find_insets(points: Mapping[str, tuple[float, float]], layout: Layout, most: int = 2) -> list[Inset]:
    """Return up to some insets for the densest parts of a panel; none on a narrow one.

    ``layout`` knows what is taken; the room of each inset and its window are taken afterwards.
    """
    wide, high = (layout.width_mm * share for share in _SIZE)
    if layout.width_mm < _NARROWEST_MM:
        return []
    left = dict(points)
    found: list[Inset] = []
    while len(found) < most:
        window = _densest(left, wide, high, layout)
        if window is None:
            break
        inside = [
            n for n, (x, y) in left.items() if window[0] <= x <= window[2] and window[1] <= y <= window[3]
        ]
        left = {n: p for n, p in left.items() if n not in inside}
        rooms = (_room_for(window, wide * _ZOOM, high * _ZOOM, layout, clear) for clear in _CLEAR)
        room = next(filter(None, rooms), None)
        if room is None:
            continue
        layout.taken.append(room)
        found.append(Inset(letter=chr(ord("A") + len(found)), window=window, room=room))
    return found


def _densest(
    points: Mapping[str, tuple[float, float]], wide: float, high: float, layout: Layout
) -> Rectangle | None:
    """Return the window round the most places, if they are many."""
    best: tuple[int, float, Rectangle] | None = None
    all_points = np.array([*points.values()]).reshape(-1, 2)
    for x, y in points.values():
        for dx in (0.15, 0.5, 0.85):
            for dy in (0.15, 0.5, 0.85):
                left = min(max(x - wide * dx, 0.0), layout.width_mm - wide)
                bottom = min(max(y - high * dy, 0.0), layout.height_mm - high)
                offset = all_points - (left, bottom)
                from_middle = offset - (wide / 2, high / 2)
                inside = (np.abs(from_middle) < (wide * 0.46, high * 0.46)).all(axis=1)
                count = int(inside.sum())
                off_centre = float(np.abs(from_middle[inside].mean(axis=0)).sum()) if count else 0.0
                if best is None or (count, -off_centre) > best[:2]:
                    best = count, -off_centre, (left, bottom, left + wide, bottom + high)
    return best[2] if best and best[0] >= _CROWD else None


def _room_for(window: Rectangle, wide: float, high: float, layout: Layout, clear: float) -> Rectangle | None:
    """Return the empty rectangle nearest to the edge of the panel and to the window."""
    price = layout.prices()
    best: tuple[float, Rectangle] | None = None
    for x in np.arange(_EDGE_MM, layout.width_mm - wide - _EDGE_MM + 1e-6, _STEP_MM):
        for y in np.arange(_EDGE_MM, layout.height_mm - high - _EDGE_MM + 1e-6, _STEP_MM):
            room = (float(x), float(y), float(x) + wide, float(y) + high)
            to_edge = min(x, layout.width_mm - x - wide) + min(y, layout.height_mm - y - high)
            far = abs(x + wide / 2 - (window[0] + window[2]) / 2) + abs(
                y + high / 2 - (window[1] + window[3]) / 2
            )
            cost = float(to_edge + 0.6 * far)
            if best and cost >= best[0]:
                continue
            if not overlap(room, _grown(window, 1.0)) and price(_grown(room, clear * layout.width_mm)) <= 0:
                best = cost, room
    return best[1] if best else None


def _grown(box: Rectangle, mm: float) -> Rectangle:
    left, bottom, right, top = box
    return (left - mm, bottom - mm, right + mm, top + mm)
