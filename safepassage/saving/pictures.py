"""Answers as pictures: figures for print, the timeline, the hindcast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis import PathResult
from geodata import read_suffix, write_text_whole
from routes import Dataset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Hindcast, Span
    from safepassage.drawing import Drawable

HINDCAST_FORMATS = (".html", ".svg", ".json")
"""The files that a hindcast can be written to."""


def save_figure(
    answer: Drawable,
    path: str | Path,
    *,
    paths: Sequence[PathResult] = (),
    dataset: Dataset | None = None,
    width_mm: float = 180.0,
    dpi: float = 300.0,
) -> Path:
    """Draw an answer for print as .svg, .pdf or .png and return the file's path.

    See `safepassage.draw_figure` for what can be drawn and for the parameters; ``dpi`` is the resolution
    of a .png. Text stays text, and the same answer gives the same bytes.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    QuestionError
        If there is no figure of what is given, or the width or the resolution does not fit.
    OSError
        If the file cannot be written.
    """
    from maps.figures import FIGURE_FORMATS, write_figure  # noqa: PLC0415 - matplotlib is slow to import
    from safepassage.drawing import draw_figure  # noqa: PLC0415

    read_suffix(path, FIGURE_FORMATS, "a figure")  # before long work is done
    figure = draw_figure(answer, paths=paths, dataset=dataset, width_mm=width_mm)
    return write_figure(figure, path, dpi=dpi)


def save_timeline(dataset: Dataset, spans: Sequence[Span], path: str | Path) -> Path:
    """Draw the spans of `timeline` as a self-contained page (.html) or a picture (.svg); return its path.

    Without spans the drawing says that no month was asked about.

    Raises
    ------
    ValueError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    from maps import save_timeline as save  # noqa: PLC0415 - drawing is slow to import

    return save(dataset, tuple(spans), path)


def save_hindcast(dataset: Dataset, found: Hindcast, path: str | Path) -> Path:
    """Write a hindcast as a page (.html), a picture (.svg) or data (.json), and return its path.

    ``dataset`` is the one that `hindcast_flows` was asked about. A hindcast without windows says that there
    is too little to say. A run that fails leaves an old file whole.

    Raises
    ------
    ValueError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    if read_suffix(path, HINDCAST_FORMATS, "a hindcast") == ".json":
        import json  # noqa: PLC0415 - most answers are no files

        from analysis import trace_hindcast  # noqa: PLC0415

        return write_text_whole(path, json.dumps(trace_hindcast(found), ensure_ascii=False, indent=2) + "\n")
    from maps import save_hindcast as save  # noqa: PLC0415 - drawing is slow to import

    return save(dataset, found, path)
