"""Legs, crossings and places of a network on a panel, in mm of paper.

A leg is the geodesic between its places, as on the pages: no report says where exactly people went. Legs that
join the same two places run side by side, and places that share a rounded point are set apart by
a few mm of paper, never on the earth. A leg whose ends no report names is hollow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from geodata import PlaceKind, border_band
from maps.geometry import drawn_points, leg_line, pixel_shifts
from routes import Evidence, TravelMode

from .looks import (
    BAND,
    CROSSING_WIDTH_PT,
    INK,
    LAND,
    PAPER,
    PLACES,
    RISK_COLORS,
    RISK_WIDTHS_PT,
    TRAVEL,
    risk_level,
    travel_class,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    import numpy as np
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from geodata import LonLat

    from .views import View

LegId = tuple[str, str, str]
_MM_PER_PX = 0.1  # of the pages' shifts: a marker of print is smaller than one for a finger
_SIDE_MM = 0.85  # between legs side by side


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where everything lies on a panel, in mm: places, legs as lines, crossings as bands."""

    points: Mapping[str, tuple[float, float]]
    legs: Mapping[LegId, NDArray[np.float64]]
    bands: Mapping[str, NDArray[np.float64]]


def lonlat_of(G: nx.MultiDiGraph[str], legs: Iterable[LegId]) -> list[LonLat]:
    """Return points of the earth along some legs, for choosing a view; bows of flights are among them."""
    points = drawn_points(dict(G.nodes.items()))
    return [p for u, v, key in legs for p in leg_line(points[u], points[v], TravelMode(key))]


def lay_out(G: nx.MultiDiGraph[str], legs: Iterable[LegId], view: View) -> Drawn:
    """Return where legs and their places lie on a panel; legs may be shut, if their places are known."""
    import numpy as np  # noqa: PLC0415

    nodes = dict(G.nodes.items())
    wanted = sorted(set(legs))
    used = sorted({place for u, v, _ in wanted for place in (u, v)})
    earth = drawn_points(nodes)
    shifts = {
        n: np.array([dx, -dy]) * _MM_PER_PX
        for n, (dx, dy) in pixel_shifts({n: nodes[n] for n in used}).items()
    }
    none = np.zeros(2)
    points = dict(zip(used, view.to_mm([earth[n] for n in used]), strict=True))
    points = {n: p + shifts.get(n, none) for n, p in points.items()}
    beside = _side_by_side(wanted)
    lines: dict[LegId, NDArray[np.float64]] = {}
    for leg in wanted:
        u, v, key = leg
        line = view.to_mm(leg_line(earth[u], earth[v], TravelMode(key)))
        share = np.linspace(0, 1, len(line))[:, None]
        line = line + (1 - share) * shifts.get(u, none) + share * shifts.get(v, none)
        lines[leg] = _moved_aside(line, beside[leg])
    bands = {
        n: view.to_mm(
            border_band(
                nodes[n]["country"], nodes[n]["other_country"] or "", (nodes[n]["lon"], nodes[n]["lat"])
            )
        )
        for n in used
        if nodes[n]["kind"] == PlaceKind.CROSSING
    }
    return Drawn(points={n: (float(x), float(y)) for n, (x, y) in points.items()}, legs=lines, bands=bands)


def draw_leg(axes: Axes, line: NDArray[np.float64], data: Any, scale: Any, key: str) -> None:  # noqa: ANN401 - of the contract
    """Draw a leg: its colour and width tell its risk, its dashes its mode, a hollow line weak evidence."""
    level = risk_level(data, scale)
    width = RISK_WIDTHS_PT[level]
    stroke(axes, line, RISK_COLORS[level], width, dashes=TRAVEL[travel_class(key)][1], zorder=3)
    if data["evidence"] == Evidence.INFERRED:
        stroke(axes, line, LAND, width - 0.55, zorder=3.05)


def mark_scale(width_mm: float) -> float:
    """Return by how much marks and bands are smaller on a narrow panel."""
    return min(max(width_mm / 150, 0.72), 1.0)


def draw_way(axes: Axes, lines: Iterable[NDArray[np.float64]], *, width: float = 4.6) -> None:
    """Draw the band of a way: light inside, with a dark edge, under its legs."""
    kept = list(lines)
    for line in kept:
        stroke(axes, line, INK, width, zorder=2.5, cap="round")
    for line in kept:
        stroke(axes, line, BAND, width - 1.1, zorder=2.6, cap="round")


def draw_arrow(axes: Axes, line: NDArray[np.float64], *, size_mm: float = 1.5) -> None:
    """Draw an arrowhead in the middle of a leg that is long enough, in the direction of travel."""
    import numpy as np  # noqa: PLC0415

    steps = np.hypot(*np.diff(line, axis=0).T)
    run = np.concatenate([[0.0], np.cumsum(steps)])
    if run[-1] < 4 * size_mm:
        return
    at, back = (
        np.array([np.interp(d, run, line[:, i]) for i in (0, 1)])
        for d in (run[-1] * 0.55, run[-1] * 0.55 - size_mm)
    )
    along = (at - back) / np.hypot(*(at - back))
    across = np.array([-along[1], along[0]]) * size_mm * 0.55
    axes.fill(
        *np.array([at, back + across, back + along * size_mm * 0.25, back - across]).T,
        facecolor=INK,
        edgecolor=PAPER,
        linewidth=0.35,
        zorder=4,
    )


def draw_band(axes: Axes, band: NDArray[np.float64], *, color: str = INK) -> None:
    """Draw a crossing as a bar along its stretch of border."""
    stroke(axes, band, PAPER, CROSSING_WIDTH_PT + 1.0, zorder=3.4, cap="butt")
    stroke(axes, band, color, CROSSING_WIDTH_PT, zorder=3.5, cap="butt")


def draw_place(axes: Axes, at: tuple[float, float], kind: str, *, scale: float = 1.0) -> None:
    """Draw the mark of a place; a crossing has its band instead."""
    if kind in PLACES:
        _, marker, size, filled = PLACES[kind]
        axes.plot(
            *at,
            marker=marker,
            markersize=size * scale,
            markerfacecolor=INK if filled else PAPER,
            markeredgecolor=PAPER if filled else INK,
            markeredgewidth=0.4 if filled else 0.8,
            zorder=4.5,
            linestyle="none",
        )


def draw_cross(axes: Axes, at: tuple[float, float], *, size: float = 5.0) -> None:
    """Draw the cross of what is shut."""
    for color, width, zorder in ((PAPER, 2.6, 4.8), (INK, 1.3, 4.9)):
        axes.plot(
            *at,
            marker="x",
            markersize=size,
            markeredgecolor=color,
            markeredgewidth=width,
            zorder=zorder,
            linestyle="none",
        )


def stroke(
    axes: Axes,
    line: NDArray[np.float64],
    color: str,
    width: float,
    *,
    dashes: tuple[float, ...] | None = None,
    zorder: float = 3.0,
    cap: Literal["butt", "round"] = "butt",
) -> None:
    """Draw one line; dashes are in points."""
    from matplotlib.lines import Line2D  # noqa: PLC0415

    drawn = Line2D(
        line[:, 0].round(3),
        line[:, 1].round(3),
        color=color,
        linewidth=width,
        zorder=zorder,
        solid_capstyle=cap,
        dash_capstyle="butt",
        solid_joinstyle="round",
    )
    if dashes:
        drawn.set_dashes([length / width for length in dashes])  # matplotlib counts in widths
    axes.add_artist(drawn)


def middle_of(line: NDArray[np.float64], share: float = 0.5) -> tuple[float, float]:
    """Return the point at a share of the length of a line."""
    import numpy as np  # noqa: PLC0415

    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    x, y = (float(np.interp(run[-1] * share, run, line[:, i])) for i in (0, 1))
    return x, y


def _side_by_side(legs: Iterable[LegId]) -> dict[LegId, float]:
    """Return by how many mm each leg is moved to the left of the line from its lower to its higher id."""
    pairs: dict[tuple[str, str, bool], list[LegId]] = defaultdict(list)
    for u, v, key in legs:
        bowed = key in {TravelMode.AIR, TravelMode.SEA}
        pairs[(*sorted((u, v)), bowed)].append((u, v, key))  # type: ignore[index]
    aside = {}
    for (low, *_), group in pairs.items():
        for rank, leg in enumerate(sorted(group)):
            side = (rank - (len(group) - 1) / 2) * _SIDE_MM
            aside[leg] = side if leg[0] == low else -side
    return aside


def _moved_aside(line: NDArray[np.float64], mm: float) -> NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    if not mm or len(line) < 2:
        return line
    along = np.gradient(line, axis=0)
    length = np.hypot(*along.T)[:, None]
    length[length == 0] = 1
    aside: NDArray[np.float64] = np.column_stack([-along[:, 1], along[:, 0]]) / length * mm
    return line + aside
