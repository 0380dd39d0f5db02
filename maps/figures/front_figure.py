"""The figure of a front: what a shorter way costs in risk, with every way in a table below.

Each efficient way is a filled mark, whose shape tells how many borders it crosses; other ways that
somebody wants to see beside them are open marks. Whiskers are the intervals of the risk index, which
as a rule overlap: the figure says so, since the order of the points is read from their middles.
"""

from __future__ import annotations

from itertools import count, pairwise
from typing import TYPE_CHECKING

from .captions import day_of, foot, numbers_of, place_name, supposing
from .front_table import SHAPES, WIDE_MM, Point, set_table
from .labels import Layout, Name
from .looks import FAINT, INK, PAPER, SOFT
from .sheet import Box, Sheet, draw_axes, set_ticks
from .type_setting import width_mm as width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from analysis import ParetoFront, PathResult

    from .sheet import PaperFigure

_PT = 6.4


def draw_front(
    front: ParetoFront, beside: Iterable[PathResult] = (), *, width_mm: float = 180.0
) -> PaperFigure:
    """Return the figure of a front of length, risk and borders; a figure of matplotlib.

    Parameters
    ----------
    front
        The answer of `analysis.pareto_paths`. An empty one gives a figure that says why.
    beside
        Other ways to be seen beside it, drawn open: the answer of `analysis.dissimilar_paths`, say.
        Those with the places of a way of the front are left out.
    width_mm
        The width on paper, from 80 to 400 mm; the height follows.

    Raises
    ------
    QuestionError
        If the width does not fit.

    Examples
    --------
    >>> import safepassage as sp
    >>> G = sp.load_network("2004-06")
    >>> draw_front(sp.pareto_paths(G, "onsong", "seoul")).headline
    'Shorter or safer: ways from Onsong to Seoul, as of 2004-06'
    """
    sheet = Sheet(width_mm)
    G = front.question.network
    points = _points(front, beside)
    ends = [
        " or ".join(place_name(G, place) for place in places)
        for places in (front.question.origins, front.question.destinations)
    ]
    headline = f"Shorter or safer: ways from {ends[0]} to {ends[1]}, as of {day_of(G)}{supposing(G)}"
    caption = _caption(front, points)
    y = sheet.head(headline, caption) + 2.0
    if points:
        y = _chart(sheet, y, points)
        y = set_table(sheet, y + 2.0, points)
    rests = "Length is the sum of geodesic legs between places that published reports name."
    y = foot(sheet, y + 1.5, G.graph["dataset"], (rests,), notices=G.graph["notices"])
    told = "; ".join(f"{p.letter}: {p.path.label}, {numbers_of(p.path)}" for p in points)
    return sheet.finish(y, headline=headline, told=f"{caption} {told}".strip())


def _points(front: ParetoFront, beside: Iterable[PathResult]) -> list[Point]:
    letters = (chr(ord("a") + i) if i < 26 else f"a{i - 25}" for i in count())
    efficient = [Point(next(letters), path, on_front=True) for path in front]
    known = {point.path.places for point in efficient}
    others = [path for path in beside if path.found and path.places not in known]
    others.sort(key=lambda path: (path.length_km, path.risk_index))
    return [*efficient, *(Point(next(letters), path, on_front=False) for path in others)]


def _caption(front: ParetoFront, points: Sequence[Point]) -> str:
    G = front.question.network
    if not points:
        from analysis import safest_path  # noqa: PLC0415 - only to say why there is nothing

        return safest_path(G, front.question.origins, front.question.destinations).summary
    efficient = sum(point.on_front for point in points)
    ways = "one way is" if efficient == 1 else f"{efficient} ways are"
    others = " Open marks: other ways, unlike one another." if efficient < len(points) else ""
    return (
        f"Of all ways reported as of {G.graph['as_of_text']}{supposing(G)}, {ways} such that no other is at "
        f"least as good in length, risk and number of borders and better in one (filled).{others} Whiskers: "
        "interval of each risk index; how sure an order is they do not tell, since ways share legs."
    )


def _chart(sheet: Sheet, y: float, points: Sequence[Point]) -> float:
    left = sheet.left + 9.0
    wide = sheet.room - 9.0
    box = Box(left, y + 4.0, wide, min(max(wide * 0.42, 48.0), 90.0))
    sheet.text(
        sheet.left, y + 2.4, "Risk index: chance of forcible return on the whole way", size=_PT, color=SOFT
    )
    axes = sheet.panel(box)
    lengths = [p.path.length_km for p in points]
    span = max(max(lengths) - min(lengths), max(lengths) * 0.25, 1.0)
    axes.set_xlim(max(min(lengths) - span * 0.12, 0), max(lengths) + span * 0.16)
    axes.set_ylim(0, min(1.0, max(p.path.risk_index_high for p in points) * 1.08 + 0.01))
    set_ticks(axes.xaxis, axes.get_xlim(), most=int(max(wide / 17, 3)))
    set_ticks(axes.yaxis, axes.get_ylim(), most=6)
    draw_axes(axes, _PT)
    axes.grid(visible=True, color=FAINT, linewidth=0.35)
    axes.set_axisbelow(True)
    _step(axes, [p.path for p in points if p.on_front])
    for point in points:
        _mark(axes, point)
    _name_points(sheet, axes, box, points)
    end = box.y + box.height + 8.6
    sheet.text(left + wide, end - 0.8, "Length, km", size=_PT, color=SOFT, align="right")
    return _shapes(sheet, left, end - 0.8, points, wide - width_of("Length, km", _PT) - 3.0) + 2.0


def _step(axes: Axes, paths: Sequence[PathResult]) -> None:
    """Draw the edge of what can be had: no way is shorter and safer than a point of it."""
    best = _edge(paths)
    if len(best) > 1:
        xs, ys = zip(*best, strict=True)
        axes.step(xs, ys, where="post", color=INK, linewidth=0.9, dashes=(4, 2), zorder=2)


def _edge(paths: Sequence[PathResult]) -> list[tuple[float, float]]:
    """Return the ways that are best in length and risk alone, as (km, risk index), shortest first."""
    best: list[tuple[float, float]] = []
    for path in sorted(paths, key=lambda p: (p.length_km, p.risk_index)):
        if not best or path.risk_index < best[-1][1]:
            best.append((path.length_km, path.risk_index))
    return best


def _mark(axes: Axes, point: Point) -> None:
    path = point.path
    axes.plot(
        [path.length_km] * 2,
        [path.risk_index_low, path.risk_index_high],
        color=INK if point.on_front else SOFT,
        linewidth=0.8,
        marker="_",
        markersize=4,
        markeredgewidth=0.8,
        zorder=3,
    )
    axes.plot(
        [path.length_km],
        [path.risk_index],
        marker=point.shape,
        markersize=6.2,
        markerfacecolor=INK if point.on_front else PAPER,
        markeredgecolor=PAPER if point.on_front else INK,
        markeredgewidth=0.6 if point.on_front else 0.9,
        linestyle="none",
        zorder=4,
    )


def _name_points(sheet: Sheet, axes: Axes, box: Box, points: Sequence[Point]) -> None:
    """Name the points, none over another, on a layer of mm above the chart."""
    import numpy as np  # noqa: PLC0415

    (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()

    def at(km: float, risk: float) -> tuple[float, float]:
        return (km - x0) / (x1 - x0) * box.width, (risk - y0) / (y1 - y0) * box.height

    layer = sheet.panel(box)
    layer.set_axis_off()
    layer.set_xlim(0, box.width)
    layer.set_ylim(0, box.height)
    layout = Layout(box.width, box.height)
    corners = _edge([point.path for point in points if point.on_front])
    for (km, risk), (next_km, next_risk) in pairwise(corners):
        layout.lines += [
            np.array([at(km, risk), at(next_km, risk)]),
            np.array([at(next_km, risk), at(next_km, next_risk)]),
        ]
    names = []
    for point in points:
        path = point.path
        whisker = [at(path.length_km, risk) for risk in (path.risk_index_low, path.risk_index_high)]
        layout.lines.append(np.array(whisker))
        layout.block(*at(path.length_km, path.risk_index), 1.35)
        said = path.label.removesuffix(" of the front").lower() if path.role else ""
        exit_ = path.exit.in_words if path.exit else ""
        whole = f"{point.letter}  {': '.join(filter(None, (said, exit_)))}".rstrip()
        names.append(
            Name(
                text=whole if point.on_front and sheet.width_mm >= WIDE_MM else point.letter,
                at=at(path.length_km, path.risk_index),
                clear_mm=1.6,
                size=_PT,
                bold=point.on_front,
                must=True,
                short=point.letter,
                color=INK if point.on_front else SOFT,
            )
        )
    layout.place(names)
    layout.draw(layer, ground=PAPER)


def _shapes(sheet: Sheet, left: float, y: float, points: Sequence[Point], room: float) -> float:
    """Set the legend of the shapes that occur, in lines as long as fit."""
    x, most = left, len(SHAPES) - 1
    occurring = sorted({min(len(p.path.totals.borders), most) for p in points})
    for number in occurring:
        borders = "border" if number == 1 else "borders"
        words = f"{number}{' or more' if number == most else ''} {borders} crossed"
        if x > left and x + 3.2 + width_of(words, _PT) > left + room:
            x, y = left, y + 3.5
        sheet.line([x + 1], [y - 0.8], marker=SHAPES[number], markersize=5, color=INK, linestyle="none")
        sheet.text(x + 3.2, y, words, size=_PT)
        x += width_of(words, _PT) + 8
    return y
