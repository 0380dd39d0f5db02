"""Figures for print of any answer that has one, as figures of matplotlib.

One function for all of them: what is drawn follows from what is given. Matplotlib is slow to import, so
nothing of it is until a figure is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import networkx as nx

from analysis import PathList, PathResult
from geodata import QuestionError

if TYPE_CHECKING:
    from analysis import Comparison, ParetoFront, Span
    from maps.figures import PaperFigure
    from routes import Dataset

    Drawable = nx.MultiDiGraph[str] | PathResult | PathList | ParetoFront | Comparison | Sequence[Span]


def draw_figure(
    answer: Drawable,
    *,
    paths: Sequence[PathResult] = (),
    dataset: Dataset | None = None,
    width_mm: float = 180.0,
) -> PaperFigure:
    """Return a figure for print, which a notebook shows: a figure of matplotlib, made without pyplot.

    Parameters
    ----------
    answer
        A network or paths (a map), a comparison (small multiples), a Pareto front (a chart and a table),
        or the spans of `timeline`.
    paths
        Ways to highlight on the map of a network, or to be seen beside a front.
    dataset
        The dataset in which spans were found; for spans only.
    width_mm
        The width on paper, from 80 to 400 mm: a column of a journal is some 85, a page 180. The height
        follows.

    Raises
    ------
    QuestionError
        If there is no figure of what is given, spans come without their dataset, or the width does not fit.

    Examples
    --------
    >>> import safepassage as sp
    >>> figure = sp.draw_figure(sp.safest_path(sp.load_network("2004-06"), "onsong", "seoul"), width_mm=85)
    >>> round(figure.get_figwidth() * 25.4), figure.headline
    (85, 'Safest path from Onsong to Seoul, as of 2004-06')
    """
    from analysis import Comparison, ParetoFront, Span  # noqa: PLC0415 - a path question draws nothing
    from maps import figures  # noqa: PLC0415

    match answer:
        case nx.MultiDiGraph():
            return figures.draw_network(answer, paths, width_mm=width_mm)
        case PathResult():
            return figures.draw_network(answer.network, [answer, *paths], width_mm=width_mm)
        case ParetoFront():
            return figures.draw_front(answer, paths, width_mm=width_mm)
        case PathList():
            return figures.draw_network(answer.question.network, [*answer, *paths], width_mm=width_mm)
        case Comparison():
            return figures.draw_scenarios(answer, width_mm=width_mm)
        case [*spans] if all(isinstance(span, Span) for span in spans):
            if dataset is None:
                raise QuestionError(
                    "spans alone do not name their claims: give the dataset too (dataset=...)"
                )
            return figures.draw_timeline_figure(dataset, spans, width_mm=width_mm)
    raise QuestionError(
        f"there is no figure of a {type(answer).__name__}: give a network, paths, a Pareto front, "
        "a comparison, or the spans of a timeline"
    )
