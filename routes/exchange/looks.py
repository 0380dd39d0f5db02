"""How legs look by their risk in formats that hold colours: the levels of the dataset's own scale.

A leg has the colour of the level in which its risk index lies. Colours grow darker and lines wider
with risk, so that grey paper and every eye tell them apart (they are those of the style for QGIS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .gpkg.style import LEVEL_COLORS
from .xml_cells import about_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .flat import FlatNetwork, Row

SHUT = "#8b949c"
_WIDTHS = (2.0, 2.6, 3.2, 3.8, 4.4)


def level_starts(flat: FlatNetwork) -> dict[str, float]:
    """Return from which risk index on a level holds, mildest first; the first holds from 0 on."""
    scale = about_table(flat, "scale")
    known = sorted((float(scale[level][0]), level) for level in LEVEL_COLORS if level in scale)
    return {level: start if number else 0.0 for number, (start, level) in enumerate(known)}


def level_of_risk(row: Row, starts: Mapping[str, float]) -> str:
    """Return the level in which a leg's risk index lies, by `level_starts`; empty for a leg that is shut."""
    index = row.get("risk_index")
    if row.get("risk_cost") is None or not isinstance(index, int | float):
        return ""
    reached = [level for level, start in starts.items() if index >= start]
    return reached[-1] if reached else "moderate"


def color_of_level(level: str) -> str:
    """Return the colour of a leg of some level as ``#rrggbb``; grey where there is none."""
    return LEVEL_COLORS.get(level, SHUT)


def width_of_level(level: str) -> float:
    """Return the width of the line of a leg of some level in pixels; a thin one where there is none."""
    return dict(zip(LEVEL_COLORS, _WIDTHS, strict=True)).get(level, _WIDTHS[0])


def rgb(color: str) -> tuple[int, int, int]:
    """Return a colour ``#rrggbb`` as red, green and blue.

    Examples
    --------
    >>> rgb("#ff0080")
    (255, 0, 128)
    """
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
