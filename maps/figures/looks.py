"""How things look on paper: colours that stay apart in grey, lines that stay apart without colour.

Every distinction is drawn at least twice. Risk is told by a colour that darkens from level to level
*and* by width; travel by dashes; kinds of places by shape; a way by a light band with a dark edge that
no leg has. So a figure survives a black-and-white printer and every kind of colour vision, which the
tests hold with numbers. Widths are in points, lengths in mm, sizes of type in points; nothing is
smaller than what journals ask for: 6 points for type, a quarter of a point for lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import RiskLevel, TravelMode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes import EdgeData

SMALLEST_PT = 6.0
"""No type is smaller, in points."""

INK, SOFT, FAINT = "#16202b", "#4a5560", "#c3c8cc"
PAPER, LAND, SEA = "#ffffff", "#f6f4ee", "#dde6ec"
BORDER, COAST, COUNTRY_NAME = "#8d8d8d", "#93a2ad", "#6f6c66"
BAND = "#ffdf80"  # the light inside of a highlighted way
FORMER = "#5b6c7c"  # the edge of a way as it was before

RISK_COLORS: dict[RiskLevel, str] = {
    RiskLevel.MINIMAL: "#c07a0a",
    RiskLevel.LOW: "#b5500f",
    RiskLevel.MODERATE: "#9a2b33",
    RiskLevel.HIGH: "#661149",
    RiskLevel.SEVERE: "#26071f",
}
RISK_WIDTHS_PT: dict[RiskLevel, float] = {
    RiskLevel.MINIMAL: 0.8,
    RiskLevel.LOW: 1.1,
    RiskLevel.MODERATE: 1.45,
    RiskLevel.HIGH: 1.85,
    RiskLevel.SEVERE: 2.3,
}

# how a leg is travelled, in the classes that dashes can tell apart: name, dashes in points (None: solid)
TRAVEL: dict[str, tuple[str, tuple[float, ...] | None]] = {
    "ground": ("on the ground", None),
    "water": ("by river or sea", (5.0, 2.0)),
    "air": ("by air", (1.2, 1.8)),
    "entry": ("into a diplomatic mission", (2.4, 0.9)),
}
_CLASSES = {
    TravelMode.RIVER: "water",
    TravelMode.SEA: "water",
    TravelMode.AIR: "air",
    TravelMode.ENTRY: "entry",
}

# kind of place: name, marker of matplotlib, size in points, filled
PLACES: dict[str, tuple[str, str, float, bool]] = {
    "origin": ("place of departure", "^", 5.0, True),
    "city": ("place on the way", "o", 3.4, False),
    "mission": ("diplomatic missions", "s", 3.8, False),
    "destination": ("destination", "D", 4.6, True),
}
CROSSING_WIDTH_PT = 2.6

RC: Any = {
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib: the same widths on every machine
    "svg.fonttype": "none",
    "svg.hashsalt": "safepassage",
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "text.parse_math": False,  # a name may hold a dollar sign
    "text.usetex": False,
    "text.hinting": "none",  # type is as wide as it is measured, at every resolution
    "axes.unicode_minus": False,
    "path.simplify": False,
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "savefig.bbox": None,
    "savefig.facecolor": PAPER,
}
"""Settings of matplotlib under which figures are written: text stays text, bytes stay the same."""


def travel_class(mode: str) -> str:
    """Return the class of a mode of travel that dashes tell apart: ground, water, air or entry.

    Examples
    --------
    >>> travel_class("rail"), travel_class("sea")
    ('ground', 'water')
    """
    return _CLASSES.get(TravelMode(mode), "ground")


def risk_level(data: EdgeData, scale: Mapping[RiskLevel, tuple[float, float]]) -> RiskLevel:
    """Return the level in whose interval the risk index of a whole leg falls; the lowest for less.

    Examples
    --------
    >>> scale = {RiskLevel.MINIMAL: (0.001, 0.01), RiskLevel.LOW: (0.01, 0.05)}
    >>> risk_level({"risk_cost": 0.02}, scale)
    <RiskLevel.LOW: 'low'>
    """
    from routes import risk_index  # noqa: PLC0415 - beside its one use

    index = risk_index(data["risk_cost"])
    levels = [level for level in RISK_COLORS if level in scale]
    reached = [level for level in levels if index >= scale[level][0]]
    return (reached or levels or [RiskLevel.MINIMAL])[-1 if reached else 0]
