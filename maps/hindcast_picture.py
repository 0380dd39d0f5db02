"""The hindcast: published shares of the exits, and what the risks that reports tell of would have told.

As SVG it is one picture that holds the verdict too, for a paper or a slide. As HTML it is a page like
every other of this program - one file, no request - with everything as text as well. Both say first what
came out, and that levels were coded by people who could know how things went.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import read_suffix, write_text_whole

from .hindcast_page import hindcast_body
from .hindcast_svg import draw_hindcast
from .hindcast_words import TITLE, baselines
from .page import PageParts, read_web_text, render_page

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from analysis import Hindcast
    from routes import Dataset

_STYLES = ("base.css", "tables.css", "timeline.css")


def render_hindcast(dataset: Dataset, found: Hindcast) -> str:
    """Return a hindcast as the text of one SVG file; a hindcast without windows says so.

    Parameters
    ----------
    dataset
        The dataset that was asked; the baseline of equal shares, the licence and the sources come from it.
    found
        The answer of `analysis.hindcast_flows`.
    """
    drawn = draw_hindcast(dataset, found, baselines(dataset, found), alone=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'


def render_hindcast_page(dataset: Dataset, found: Hindcast) -> str:
    """Return a hindcast as the text of one self-contained HTML file.

    Raises
    ------
    PageError
        If the page would not be self-contained.
    """
    return render_page(
        PageParts(
            title=f"{TITLE} - {dataset.info.title}",
            description="Predicted shares of the exits beside published numbers. Past reports, no forecast.",
            body=hindcast_body(dataset, found),
            style=read_web_text(*_STYLES),
            script=f"(() => {{\n'use strict';\n{read_web_text('timeline.js')}\n}})();",
            data={},
        )
    )


def save_hindcast(dataset: Dataset, found: Hindcast, path: str | os.PathLike[str]) -> Path:
    """Write a hindcast to an ``.svg`` or ``.html`` file and return its path.

    A run that fails leaves an old file whole. See `render_hindcast` for the parameters.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    suffix = read_suffix(path, (".svg", ".html"), "this picture")
    render = render_hindcast if suffix == ".svg" else render_hindcast_page
    return write_text_whole(path, render(dataset, found))
