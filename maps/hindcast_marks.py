"""The marks of a hindcast: three lanes a line, the axis they stand on, and the key that explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .markup import Markup, join, tag
from .timeline_marks import BLUE, INK, RIGHT, RULE, SOFT, text_at, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

AXIS_LEFT, AXIS_RIGHT = 318.0, 752.0
_BROWN = "#8a3410"
_KEY = (
    ("exact", "published share, or between which shares it lies"),
    ("open", "published from one side only: at least, at most"),
    ("predicted", "predicted by risk, with 90 % of the draws"),
    ("equal", "equal shares of all exits"),
    ("last", "share last published before (of an interval, the middle)"),
)


def share_at(share: float) -> float:
    """Return where a share stands on the axis, in pixels."""
    return round(AXIS_LEFT + share * (AXIS_RIGHT - AXIS_LEFT), 1)


def draw_lanes(
    y: float,
    published: tuple[float, float],
    predicted: Sequence[float],
    equal: float,
    last: float | None,
) -> Markup:
    """Return the three lanes of one exit: what was published, what is predicted, the baselines."""
    central, low, high = predicted
    return join(
        _bar(*published, y + 3),
        _whisker(share_at(central), share_at(low), share_at(high), y + 23),
        _ring(share_at(equal), y + 36),
        _tick(share_at(last), y + 36) if last is not None else None,
    )


def draw_axis(top: float, bottom: float) -> Markup:
    """Return the lines of 0 to 100 %, with their numbers above."""
    parts = []
    for percent in range(0, 101, 20):
        x = share_at(percent / 100)
        parts.append(tag("line", x1=x, x2=x, y1=top + 4, y2=bottom, stroke=RULE, stroke_width=1))
        parts.append(text_at(x, top, f"{percent} %", size=11.5, fill=SOFT, anchor="middle"))
    return join(parts)


def draw_key(y: float) -> tuple[Markup, float]:
    """Return what each mark stands for, and where that ends."""
    parts, x = [text_at(20, y + 10, "Marks:", size=11.5, weight=650)], 78.0
    for kind, told in _KEY:
        if x + 36 + text_width(told, 11.5) > RIGHT:
            x, y = 78.0, y + 24
        parts += [_sample(kind, x, y), text_at(x + 36, y + 10, told, size=11.5)]
        x += 36 + text_width(told, 11.5) + 20
    return join(parts), y + 16


def _sample(kind: str, x: float, y: float) -> Markup:
    match kind:
        case "exact" | "open":
            return _box(x, x + 28, y, kind)
        case "predicted":
            return _whisker(x + 14, x, x + 28, y + 6)
        case "equal":
            return _ring(x + 14, y + 6)
        case _:
            return _tick(x + 14, y + 6)


def _bar(low: float, high: float, y: float) -> Markup:
    one_sided = low < high and (high == 1 or low == 0)
    return _box(share_at(low), share_at(high), y, "open" if one_sided else "exact")


def _box(left: float, right: float, y: float, kind: str) -> Markup:
    # a number that is known exactly has no width of its own: it gets enough to be seen
    middle, width = (left + right) / 2, max(right - left, 5)
    return tag(
        "rect",
        x=round(middle - width / 2, 1),
        y=y,
        width=round(width, 1),
        height=12,
        fill="url(#tl-close)" if kind == "open" else BLUE,
        stroke=BLUE,
        stroke_width=1.2,
        stroke_dasharray="4 3" if kind == "open" else None,
        class_=f"published {kind}",
    )


def _whisker(x: float, left: float, right: float, y: float) -> Markup:
    ends = f"M{left:g} {y - 4:g}V{y + 4:g}M{right:g} {y - 4:g}V{y + 4:g}M{left:g} {y:g}H{right:g}"
    return tag(
        "g",
        tag("path", d=ends, stroke=_BROWN, stroke_width=1.6, fill="none"),
        tag("path", d=f"M{x:g} {y - 6:g}l6 6l-6 6l-6 -6z", fill=_BROWN, stroke="#ffffff", stroke_width=1),
        class_="predicted",
    )


def _ring(x: float, y: float) -> Markup:
    return tag("circle", cx=x, cy=y, r=4, fill="#ffffff", stroke=INK, stroke_width=1.4, class_="equal")


def _tick(x: float, y: float) -> Markup:
    return tag(
        "path",
        d=f"M{x - 5:g} {y - 5:g}L{x:g} {y + 5:g}L{x + 5:g} {y - 5:g}",
        fill="none",
        stroke=INK,
        stroke_width=1.8,
        class_="last",
    )
