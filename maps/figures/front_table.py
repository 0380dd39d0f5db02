"""The table below a front: a row for each way, with its letter in the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import country_name, is_country

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import PathResult

    from .sheet import Sheet

SHAPES = ("o", "s", "^", "D", "p")
"""Markers by number of borders; the last for more."""

WIDE_MM = 150.0
"""Below, points are named by their letters alone, and the table has fewer columns."""

_PT = 6.4


@dataclass(frozen=True, slots=True)
class Point:
    """A way with its letter; efficient ones are on the front."""

    letter: str
    path: PathResult
    on_front: bool

    @property
    def shape(self) -> str:
        """Return the marker for its number of borders."""
        return SHAPES[min(len(self.path.totals.borders), len(SHAPES) - 1)]


def set_table(sheet: Sheet, y: float, points: Sequence[Point]) -> float:
    """Set a row for each way: what it is, its exit, its numbers, its borders."""
    narrow = sheet.width_mm < WIDE_MM
    shares = (0.0, 0.05, 0.52, 0.66, 1.0) if narrow else (0.0, 0.03, 0.20, 0.445, 0.51, 0.56, 0.70)
    heads = (
        ("", "Exit", "km", "Risk index")
        if narrow
        else ("", "Way", "Exit", "km", "Days", "Risk index", "Borders crossed")
    )
    lefts = [sheet.left + sheet.room * share for share in shares]
    for x, head in zip(lefts, heads, strict=False):
        sheet.text(x, y + 2.4, head, size=_PT, bold=True)
    y += 3.6
    for point in points:
        sheet.rule(y)
        cells = _cells(point, narrow=narrow)
        ends = []
        for i, (x, cell) in enumerate(zip(lefts, cells, strict=False)):
            right = lefts[i + 1] if i + 1 < len(lefts) else sheet.left + sheet.room
            ends.append(sheet.paragraph(x, y + 0.4, cell, room=right - x - 1.2, size=_PT, bold=i == 0))
        y = max(ends) + 0.5
    return y


def _cells(point: Point, *, narrow: bool) -> tuple[str, ...]:
    path = point.path
    exit_ = path.exit.in_words if path.exit else "–"  # noqa: RUF001
    km = f"{path.length_km:,.0f}"
    risk = f"{path.risk_index:.3f} ({path.risk_index_low:.2f}–{path.risk_index_high:.2f})"  # noqa: RUF001
    if narrow:
        return point.letter, exit_, km, risk
    label = path.label.removesuffix(" of the front") if point.on_front and path.role else ""
    borders = ", ".join(_border(border) for border in path.totals.borders) or "none"
    return (
        point.letter,
        label or ("Efficient" if point.on_front else "Other"),
        exit_,
        km,
        f"{path.days:,.1f}",
        risk,
        borders,
    )


def _border(border: str) -> str:
    return " to ".join(country_name(code) if is_country(code) else code for code in border.split(":"))
