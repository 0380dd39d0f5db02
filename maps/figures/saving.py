"""A figure into a file: SVG, PDF or PNG, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import QuestionError, read_suffix, write_whole

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from .sheet import PaperFigure

FIGURE_FORMATS = (".svg", ".pdf", ".png")
"""The files that a figure can be written to."""

_RESOLUTIONS = (72.0, 1200.0)


def write_figure(figure: PaperFigure, path: str | os.PathLike[str], *, dpi: float = 300.0) -> Path:
    """Write a figure to an .svg, .pdf or .png file and return its path.

    The same figure gives the same bytes. A run that fails leaves an old file whole.

    Parameters
    ----------
    figure
        What one of the functions of this package returned.
    path
        The file to write.
    dpi
        Dots per inch of a .png; the other formats have none.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    QuestionError
        If the resolution is not from 72 to 1,200 dots per inch.
    OSError
        If the file cannot be written.
    """
    suffix = read_suffix(path, FIGURE_FORMATS, "a figure")
    low, high = _RESOLUTIONS
    if not low <= dpi <= high:
        raise QuestionError(
            f"a resolution of {dpi:g} dots per inch does not do: give one from {low:g} to {high:g} "
            "(print: 300)"
        )
    return write_whole(path, lambda file: figure.savefig(file, format=suffix[1:], dpi=dpi))
