"""The timeline: which way was the safest when, and which dated claim made it change.

As SVG it is one picture that holds all of it, for a paper or a slide. As HTML it is a page like
every other of this program - one file, no request - on which each span can be chosen, and
where everything stands as text as well: it can be read without the picture, and without a script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import read_suffix, write_text_whole

from .page import PageParts, read_web_text, render_page
from .timeline_page import timeline_body
from .timeline_svg import draw_timeline, title_of

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from analysis import Span
    from routes import Dataset

_STYLES = ("base.css", "tables.css", "timeline.css")


def render_timeline(dataset: Dataset, spans: Sequence[Span]) -> str:
    """Return the timeline as the text of one SVG file.

    Each exit has a strip; the span in which it was the safest is filled, the lighter and the more
    hatched, the closer the next exit came. Changes are numbered and listed below, each with
    the claims that caused it. Without spans the picture says so.

    Parameters
    ----------
    dataset
        The dataset that the spans were found in; it gives names, claims and citations.
    spans
        The answer of `analysis.timeline`.
    """
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{draw_timeline(dataset, spans, alone=True)}\n'


def render_timeline_page(dataset: Dataset, spans: Sequence[Span]) -> str:
    """Return the timeline as the text of one self-contained HTML file.

    Raises
    ------
    PageError
        If the page would not be self-contained.
    """
    title = title_of(dataset, spans)
    return render_page(
        PageParts(
            title=f"{title} - {dataset.info.title}",
            description="The safest way among those reported, month by month. Past reports, not advice.",
            body=timeline_body(dataset, spans, title),
            style=read_web_text(*_STYLES),
            script=f"(() => {{\n'use strict';\n{read_web_text('timeline.js')}\n}})();",
            data={},
        )
    )


def save_timeline(dataset: Dataset, spans: Sequence[Span], path: str | os.PathLike[str]) -> Path:
    """Write the timeline to an ``.svg`` or ``.html`` file and return its path.

    A run that fails leaves an old file whole. See `render_timeline` for the parameters.

    Raises
    ------
    FormatError
        If the file name has another suffix.
    OSError
        If the file cannot be written.
    """
    suffix = read_suffix(path, (".svg", ".html"), "this picture")
    render = render_timeline if suffix == ".svg" else render_timeline_page
    return write_text_whole(path, render(dataset, spans))
