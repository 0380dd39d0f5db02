"""A sheet of paper, measured in mm from its upper left corner, that grows as it is filled.

A figure for print is a page: a title, panels, a legend, sources. Its width is what a journal asks for; its
height follows from what stands on it. Everything is placed in mm, x to the right and y *down*, and
the height is settled last (`Sheet.finish`). Nothing here uses pyplot or leaves settings behind.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D

from geodata import QuestionError

from .looks import FAINT, INK, PAPER, RC, SMALLEST_PT, SOFT
from .type_setting import MM_PER_PT, font_for, must_be_outlined, printed, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

MARGIN_MM = 4.0
WIDTHS_MM = (80.0, 400.0)
"""The narrowest and the widest figure, in mm: below, six-point type does not fit the legend."""
_MM_PER_INCH = 25.4
_NUMBERS = re.compile(rb' d="[^"]*"')  # the outlines in an SVG
_LONG = re.compile(rb"(\.\d\d)\d+")
_LEADING = 1.32  # line to line, as a multiple of the size of type


class PaperFigure(Figure):
    """A figure of matplotlib that writes itself the same way everywhere, and shows itself in a notebook.

    However it is saved, text stays text (SVG, and PDF with fonts of type 42) and no date gets into
    the file, so that the same figure gives the same bytes. ``told`` is what it shows, in words.
    """

    told: str = ""
    headline: str = ""

    def savefig(self, fname: Any, **options: Any) -> None:  # noqa: ANN401 - the signature of matplotlib
        """Write the figure; options as in matplotlib, to which the house's settings are added."""
        kind = str(options.get("format") or str(fname).rpartition(".")[2]).lower()
        given = {"metadata": self._metadata(kind), "dpi": 300, **options}
        with mpl.rc_context(RC):
            if kind != "svg":
                with self._outlined(needed=kind == "pdf"):
                    super().savefig(fname, **given)
                return
            with BytesIO() as file:
                super().savefig(file, **{**given, "format": "svg"})
                lean = _NUMBERS.sub(_lean, file.getvalue())
        if hasattr(fname, "write"):
            fname.write(lean)
        else:
            Path(fname).write_bytes(lean)

    @contextmanager
    def _outlined(self, *, needed: bool) -> Iterator[None]:
        """Draw for a while as outlines the text whose font a PDF cannot hold, if that is needed."""
        texts = [t for t in self.findobj(Text) if needed and must_be_outlined(t.get_fontfamily())]
        for text in texts:
            text.set_path_effects([Normal()])
        try:
            yield
        finally:
            for text in texts:
                text.set_path_effects([])

    def _metadata(self, kind: str) -> dict[str, str | None]:
        if kind == "svg":
            told = {"Title": self.headline, "Description": self.told, "Creator": "safepassage", "Date": None}
        elif kind == "pdf":
            told = {"Title": self.headline, "Subject": self.told, "Creator": "safepassage"}
            told |= {"CreationDate": None, "ModDate": None}
        elif kind == "png":
            told = {"Title": self.headline, "Description": self.told, "Software": None}
        else:
            return {}
        return {key: value for key, value in told.items() if value != ""}

    def _repr_png_(self) -> bytes:
        """Return the figure as a picture, for notebooks."""
        with BytesIO() as file:
            self.savefig(file, format="png", dpi=150)
            return file.getvalue()


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the sheet in mm: left and top edge, width, height."""

    x: float
    y: float
    width: float
    height: float


class Sheet:
    """A sheet that is being filled; see the module."""

    def __init__(self, width_mm: float) -> None:
        low, high = WIDTHS_MM
        if not low <= width_mm <= high:
            raise QuestionError(
                f"a width of {width_mm:g} mm does not fit: give one from {low:g} to {high:g} mm "
                "(a column of a journal is some 85 mm wide, a page 180)"
            )
        self.width_mm = float(width_mm)
        self.figure = PaperFigure(figsize=(width_mm / _MM_PER_INCH, 1.0), facecolor=PAPER)
        self._page = Affine2D()
        self._mm = self._page + self.figure.dpi_scale_trans
        self._panels: list[tuple[Axes, Box]] = []

    @property
    def left(self) -> float:
        """Return where text begins."""
        return MARGIN_MM

    @property
    def room(self) -> float:
        """Return how wide what stands on the sheet may be."""
        return self.width_mm - 2 * MARGIN_MM

    def panel(self, box: Box) -> Axes:
        """Return axes that fill a part of the sheet; their place is settled when the sheet is finished."""
        axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._panels.append((axes, box))
        return axes

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 7.0,
        bold: bool = False,
        color: str = INK,
        align: Literal["left", "center", "right"] = "left",
    ) -> None:
        """Set one line of text; ``y`` is its baseline."""
        font = font_for(words, max(size, SMALLEST_PT), bold=bold)
        look: dict[str, Any] = {"color": color, "horizontalalignment": align, "verticalalignment": "baseline"}
        self.figure.add_artist(
            Text(x, y, words, fontproperties=font, transform=self._mm, parse_math=False, **look)
        )

    def lines(self, x: float, y: float, lines: Sequence[str], *, size: float = 7.0, **look: Any) -> float:  # noqa: ANN401 - of `text`
        """Set lines below one another, the top of the first at ``y``, and return where they end."""
        step = leading(size)
        for i, line in enumerate(lines):
            self.text(x, y + step * i + step * 0.78, line, size=size, **look)
        return y + step * len(lines)

    def paragraph(
        self,
        x: float,
        y: float,
        words: str,
        *,
        room: float | None = None,
        size: float = 7.0,
        bold: bool = False,
        **look: Any,  # noqa: ANN401 - of `text`
    ) -> float:
        """Set a text in as many lines as it needs, its top at ``y``, and return where it ends."""
        lines = wrapped(words, self.room if room is None else room, size, bold=bold)
        return self.lines(x, y, lines, size=size, bold=bold, **look)

    def head(self, headline: str, caption: str) -> float:
        """Set title and caption at the top, and return where they end."""
        y = self.paragraph(self.left, MARGIN_MM, headline, size=9.5, bold=True)
        return self.paragraph(self.left, y + 0.6, caption, color=SOFT)

    def badge(self, x: float, y: float, number: int) -> None:
        """Set a number in a dark circle."""
        self.line([x], [y], marker="o", markersize=8.2, color=INK, linestyle="none")
        self.text(x, y + 0.8, str(number), size=6.0, bold=True, color=PAPER, align="center")

    def line(self, xs: Sequence[float], ys: Sequence[float], **options: Any) -> None:  # noqa: ANN401 - of Line2D
        """Draw a line through points of the sheet; options as of matplotlib's Line2D."""
        self.figure.add_artist(Line2D(xs, ys, transform=self._mm, **options))

    def rectangle(self, box: Box, **options: Any) -> None:  # noqa: ANN401 - of Rectangle
        """Draw a rectangle; options as of matplotlib's Rectangle."""
        self.figure.add_artist(
            Rectangle((box.x, box.y), box.width, box.height, transform=self._mm, **options)
        )

    def rule(self, y: float) -> None:
        """Draw a thin line over the whole width."""
        self.line([self.left, self.left + self.room], [y, y], color=FAINT, linewidth=0.5)

    def finish(self, end: float, *, headline: str, told: str) -> PaperFigure:
        """Settle the height by where all ends, put every panel in its place, and return the figure."""
        height = math.ceil(end + MARGIN_MM)
        self._page.clear().scale(1, -1).translate(0, height).scale(1 / _MM_PER_INCH)
        self.figure.set_size_inches(self.width_mm / _MM_PER_INCH, height / _MM_PER_INCH)
        for axes, box in self._panels:
            left, bottom = box.x / self.width_mm, (height - box.y - box.height) / height
            axes.set_position((left, bottom, box.width / self.width_mm, box.height / height))
        self.figure.headline, self.figure.told = printed(headline), printed(told)
        return self.figure


def draw_axes(axes: Axes, size_pt: float) -> None:
    """Draw the axes of a chart: thin, and only to the left and below."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_linewidth(0.6)
        axes.spines[side].set_color(INK)
    axes.tick_params(labelsize=size_pt, width=0.5, length=2.2, color=INK, labelcolor=INK, pad=2)


def set_ticks(axis: Axis, limits: tuple[float, float], *, most: int) -> None:
    """Set ticks at round numbers between the limits, and none beyond them, where labels would lie unseen."""
    low, high = limits
    ticks = MaxNLocator(nbins=most, steps=[1, 2, 5, 10], min_n_ticks=3).tick_values(low, high)
    inside = [float(tick) for tick in ticks if low <= tick <= high]
    digits = max(0, -math.floor(math.log10(float(ticks[1] - ticks[0])) + 1e-9))
    axis.set_ticks(inside, labels=[f"{tick:,.{digits}f}" for tick in inside])


def _lean(outline: re.Match[bytes]) -> bytes:
    """Return an outline with hundredths of a point instead of millionths: half the size of the file."""
    return _LONG.sub(rb"\1", outline[0])


def leading(size_pt: float) -> float:
    """Return the distance of two lines of type, in mm."""
    return size_pt * MM_PER_PT * _LEADING
