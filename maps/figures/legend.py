"""Legends: what colours, widths, dashes and marks mean, in columns below a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import RiskLevel

from .looks import (
    BAND,
    CROSSING_WIDTH_PT,
    FORMER,
    INK,
    LAND,
    PAPER,
    PLACES,
    RISK_COLORS,
    RISK_WIDTHS_PT,
    SOFT,
    TRAVEL,
)
from .sheet import Box, leading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .sheet import Sheet

    Swatch = Callable[[Sheet, float, float], None]
    Entry = tuple[Swatch, str]

SWATCH_MM = 8.0
_ROW_MM = 3.5
_PT = 6.2


def network_legend(
    sheet: Sheet, y: float, scale: Mapping[RiskLevel, tuple[float, float]], *, ways: int, shut: bool
) -> float:
    """Set the legend of a map of a network below it, and return where it ends."""
    risk: list[Entry] = [
        (_line(RISK_COLORS[level], RISK_WIDTHS_PT[level]), f"{level}, {low:g} to {high:g}")
        for level in RISK_COLORS
        if level in scale
        for low, high in [scale[level]]
    ]
    travel: list[Entry] = [(_line(_MIDDLE, _MIDDLE_PT, dashes), name) for name, dashes in TRAVEL.values()]
    travel.append((_hollow, "neither end named by a report"))
    places: list[Entry] = [(_mark(kind), name) for kind, (name, *_) in PLACES.items()]
    places.insert(2, (_crossing, "section of a border"))
    more: list[Entry] = []
    if ways:
        more.append((_asked_about, "the way asked about" if ways == 1 else "the ways asked about"))
    if shut:
        more.append((shut_swatch, "shut in this scenario"))
    groups = [("Risk index of a leg", risk), ("Travel", travel), ("Places", [*places, *more])]
    return set_groups(sheet, y, groups)


def set_groups(sheet: Sheet, y: float, groups: Sequence[tuple[str, Sequence[Entry]]]) -> float:
    """Set groups of entries in as many columns as fit, and return where the lowest ends."""
    columns = len(groups) if sheet.width_mm >= 150 else 2
    wide = sheet.room / columns
    tops = [y] * columns
    for number, (title, entries) in enumerate(groups):
        column = number % columns
        x, at = sheet.left + wide * column, tops[column]
        if title:
            at = sheet.lines(x, at, [title], size=_PT, bold=True)
        for swatch, words in entries:
            middle = at + _ROW_MM / 2
            swatch(sheet, x, middle)
            end = sheet.paragraph(
                x + SWATCH_MM + 1.6,
                at + (_ROW_MM - leading(_PT)) / 2,
                words,
                room=wide - SWATCH_MM - 3.0,
                size=_PT,
            )
            at = max(at + _ROW_MM, end)
        tops[column] = at + 1.2
    return max(tops)


def _piece(*looks: dict[str, Any], inset: float = 0.0) -> Swatch:
    """Return what draws a piece of line, in several looks one over the other."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for look in looks:
            sheet.line([x + inset, x + SWATCH_MM - inset], [y, y], **look)

    return draw


def _point(**look: Any) -> Swatch:  # noqa: ANN401 - of Line2D
    """Return what draws a mark."""

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.line([x + SWATCH_MM / 2], [y], **look)

    return draw


def _line(color: str, width: float, dashes: tuple[float, ...] | None = None) -> Swatch:
    look = {"dashes": [length / width for length in dashes]} if dashes else {}
    return _piece({"color": color, "linewidth": width, "dash_capstyle": "butt", **look})


def _band(inner: str, width: float) -> Swatch:
    edge = {"color": INK, "linewidth": 4.6, "solid_capstyle": "round"}
    inside = {"color": BAND, "linewidth": 3.5, "solid_capstyle": "round"}
    return _piece(edge, inside, {"color": inner, "linewidth": width}, inset=0.8)


def _mark(kind: str) -> Swatch:
    _, marker, size, filled = PLACES[kind]
    return _point(
        marker=marker,
        markersize=size,
        markerfacecolor=INK if filled else PAPER,
        markeredgecolor=PAPER if filled else INK,
        markeredgewidth=0.4 if filled else 0.8,
        linestyle="none",
    )


def shut_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of what is shut."""
    _line(SOFT, 0.7, (0.8, 1.6))(sheet, x, y)
    _point(marker="x", markersize=5, markeredgecolor=INK, markeredgewidth=1.3)(sheet, x, y)


def hatch_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of a shut country."""
    sheet.rectangle(
        Box(x, y - 1.3, SWATCH_MM, 2.6), facecolor=LAND, hatch="/////", edgecolor=SOFT, linewidth=0.5
    )


_MIDDLE, _MIDDLE_PT = RISK_COLORS[RiskLevel.MODERATE], RISK_WIDTHS_PT[RiskLevel.MODERATE]
_asked_about = _band(_MIDDLE, _MIDDLE_PT)
_hollow = _piece({"color": _MIDDLE, "linewidth": _MIDDLE_PT}, {"color": LAND, "linewidth": _MIDDLE_PT - 0.55})
_crossing = _piece({"color": INK, "linewidth": CROSSING_WIDTH_PT, "solid_capstyle": "butt"}, inset=1.5)
# of panels: a way, a way as it was before, a leg that is open and on no way, a shut border
way_swatch = _band(INK, 1.0)
former_swatch = _piece(
    {"color": INK, "linewidth": 3.0, "dashes": (1.0, 1.6 / 3)}, {"color": PAPER, "linewidth": 2.0}, inset=0.8
)
leg_swatch = _line(FORMER, 0.6)
barrier_swatch = _piece(
    {"color": INK, "linewidth": 2.2},
    {"color": PAPER, "linewidth": 1.2, "dashes": (2.0 / 1.2, 2.0 / 1.2)},
)
