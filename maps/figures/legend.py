"""Legends: what colours, widths, dashes and marks mean, in columns below a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    travel: list[Entry] = [
        (_line(RISK_COLORS[RiskLevel.MODERATE], 1.45, dashes), name) for name, dashes in TRAVEL.values()
    ]
    travel.append((_hollow, "neither end named by a report"))
    places: list[Entry] = [(_mark(kind), name) for kind, (name, *_) in PLACES.items()]
    places.insert(2, (_crossing, "section of a border"))
    more: list[Entry] = []
    if ways:
        more.append((band_swatch, "the way asked about" if ways == 1 else "the ways asked about"))
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


def way_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of the band of a way without its risk."""
    _band(sheet, x, y, INK, 1.0)


def band_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of the band of a way over a leg of moderate risk."""
    _band(sheet, x, y, RISK_COLORS[RiskLevel.MODERATE], RISK_WIDTHS_PT[RiskLevel.MODERATE])


def _band(sheet: Sheet, x: float, y: float, inner: str, width: float) -> None:
    xs, ys = [x + 0.8, x + SWATCH_MM - 0.8], [y, y]
    for color, wide in ((INK, 4.6), (BAND, 3.5)):
        sheet.line(xs, ys, color=color, linewidth=wide, solid_capstyle="round")
    sheet.line(xs, ys, color=inner, linewidth=width)


def shut_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of what is shut."""
    sheet.line([x, x + SWATCH_MM], [y, y], color=SOFT, linewidth=0.7, dashes=(0.8 / 0.7, 1.6 / 0.7))
    sheet.line([x + SWATCH_MM / 2], [y], marker="x", markersize=5, markeredgecolor=INK, markeredgewidth=1.3)


def former_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of a way as it was before."""
    xs, ys = [x + 0.8, x + SWATCH_MM - 0.8], [y, y]
    sheet.line(xs, ys, color=INK, linewidth=3.0, dashes=(1.0, 1.6 / 3))
    sheet.line(xs, ys, color=PAPER, linewidth=2.0)


def leg_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of a leg that is open and on no way."""
    sheet.line([x, x + SWATCH_MM], [y, y], color=FORMER, linewidth=0.6)


def barrier_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of a shut border."""
    xs, ys = [x, x + SWATCH_MM], [y, y]
    sheet.line(xs, ys, color=INK, linewidth=2.2)
    sheet.line(xs, ys, color=PAPER, linewidth=1.2, dashes=(2.0 / 1.2, 2.0 / 1.2))


def hatch_swatch(sheet: Sheet, x: float, y: float) -> None:
    """Draw a piece of a shut country."""
    sheet.rectangle(
        Box(x, y - 1.3, SWATCH_MM, 2.6), facecolor=LAND, hatch="/////", edgecolor=SOFT, linewidth=0.5
    )


def _line(color: str, width: float, dashes: tuple[float, ...] | None = None) -> Swatch:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        look = {"dashes": [length / width for length in dashes]} if dashes else {}
        sheet.line([x, x + SWATCH_MM], [y, y], color=color, linewidth=width, dash_capstyle="butt", **look)

    return draw


def _hollow(sheet: Sheet, x: float, y: float) -> None:
    width = RISK_WIDTHS_PT[RiskLevel.MODERATE]
    sheet.line([x, x + SWATCH_MM], [y, y], color=RISK_COLORS[RiskLevel.MODERATE], linewidth=width)
    sheet.line([x, x + SWATCH_MM], [y, y], color=LAND, linewidth=width - 0.55)


def _crossing(sheet: Sheet, x: float, y: float) -> None:
    xs = [x + 1.5, x + SWATCH_MM - 1.5]
    sheet.line(xs, [y, y], color=INK, linewidth=CROSSING_WIDTH_PT, solid_capstyle="butt")


def _mark(kind: str) -> Swatch:
    _, marker, size, filled = PLACES[kind]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.line(
            [x + SWATCH_MM / 2],
            [y],
            marker=marker,
            markersize=size,
            markerfacecolor=INK if filled else PAPER,
            markeredgecolor=PAPER if filled else INK,
            markeredgewidth=0.4 if filled else 0.8,
            linestyle="none",
        )

    return draw
