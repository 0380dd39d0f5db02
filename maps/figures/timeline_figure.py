"""The figure of a timeline: which exit was the safest when, how risky it was, and what made it change.

One strip for each exit. How far ahead the safest one was is told by fill, hatching and outline at once, as in
the picture of the pages, so that it survives grey paper. Below the strips the risk index runs along, and
below that stand the claims that changed the answer, by number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from maps import timeline_words as words

from .captions import foot, supposing
from .looks import FAINT, INK, PAPER, SOFT
from .sheet import Box, Sheet, draw_axes, leading, set_ticks
from .type_setting import shortened, wrapped
from .type_setting import width_mm as width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from analysis import Span
    from maps.timeline_words import CauseText, Change
    from routes import Dataset

    from .sheet import PaperFigure

_PT = 6.4
_ROW_MM, _BAR_MM = 8.0, 4.4
_RISK_MM = 22.0
_MOST_CAUSES = 3  # listed of a change
_BLUE = "#1d5079"
# how a class of lead is drawn: fill, hatching, dashes of the outline
_LEADS = {
    "clear": (_BLUE, "", None),
    "lead": ("#a9c6de", "", None),
    "close": (PAPER, "//////", None),
    "none": (PAPER, "....", (2.0, 1.5)),
}


def draw_timeline_figure(dataset: Dataset, spans: Sequence[Span], *, width_mm: float = 180.0) -> PaperFigure:
    """Return the figure of a timeline; a figure of matplotlib.

    Parameters
    ----------
    dataset
        The dataset that the spans were found in; it gives names, claims and citations.
    spans
        The answer of `analysis.timeline`. Without any the figure says that no month was asked about.
    width_mm
        The width on paper, from 80 to 400 mm; the height follows.

    Raises
    ------
    QuestionError
        If the width does not fit.
    """
    sheet = Sheet(width_mm)
    headline = _headline(dataset, spans)
    caption = "Lowest risk index among the ways reported, month by month; past reports, not advice."
    if not spans:
        caption = "No month was asked about."
    elif supposed := supposing(spans[0].path.network):
        caption = f"In every month{supposed}. {caption}"
    y = sheet.head(headline, caption) + 1.5
    changes = words.changes_of(dataset, spans)
    if spans:
        y = _strips(sheet, y, spans, changes)
        thin = any(words.next_strip(span) not in {None, words.own_strip(span)} for span in spans)
        y = _legend(sheet, y + 1.5, {words.lead_class(span) for span in spans}, thin=thin)
        y = _set_changes(sheet, y + 1.5, changes)
    note = (
        "Ranges run over the months of a span; the uncertainty of an answer is far wider. "
        f"The dataset rests on {len(dataset.reports)} published "
        f"{'report' if len(dataset.reports) == 1 else 'reports'}."
    )
    y = foot(sheet, y + 1.5, dataset.info, (note,))
    told = "; ".join(f"{words.months_text(span)}: {words.exit_text(span.path)}" for span in spans)
    return sheet.finish(y, headline=headline, told=f"{caption} {told}".strip())


def _headline(dataset: Dataset, spans: Sequence[Span]) -> str:
    if not spans:
        return "The safest way, month by month"
    path, first, last = spans[0].path, spans[0].first.year, spans[-1].last.year
    years = f"{first}" if first == last else f"{first}–{last}"  # noqa: RUF001
    ends = f"from {words.place_name(dataset, path.source)} to {words.place_name(dataset, path.target)}"
    return f"The safest way {ends}, {years}: by which exit?"


def _strips(sheet: Sheet, y: float, spans: Sequence[Span], changes: Sequence[Change]) -> float:
    """Draw the strips and the risk index below them, on one axis of time."""
    strips = words.strips_of(spans)
    names = [words.strip_name(strip) for strip in strips]
    ways = [words.ways_text(strip, spans) for strip in strips]
    widths = [width_of(name, _PT, bold=True) for name in names] + [width_of(way, 6.0) for way in ways]
    label = min(max(*widths, 19.0) + 3.0, sheet.room * 0.3)
    start, end = words.month_number(spans[0].first), words.month_number(spans[-1].last) + 1
    xs = [(words.month_number(c.month) - start) / (end - start) * (sheet.room - label) for c in changes]
    marks, rows = words.set_in_rows(xs, 3.6)
    top = y + rows * 4.0 + 1.5
    box = Box(sheet.left + label, top, sheet.room - label, len(strips) * _ROW_MM + 1.0)
    axes = sheet.panel(box)
    axes.set_xlim(start, end)
    axes.set_ylim(len(strips), -1 / _ROW_MM)
    axes.set_axis_off()
    below = Box(box.x, top + box.height + 4.0, box.width, _RISK_MM)
    _years(sheet, box, below, start, end)
    for number, strip in enumerate(strips):
        middle = top + 1.0 + (number + 0.5) * _ROW_MM
        name = shortened(names[number], label - 1, _PT, most=1, bold=True)[0]
        sheet.text(sheet.left, middle + (0.0 if ways[number] else 0.8), name, size=_PT, bold=True)
        if ways[number]:
            way = shortened(ways[number], label - 1, 6.0, most=1)[0]
            sheet.text(sheet.left, middle + 2.6, way, size=6.0, color=SOFT)
        for span in spans:
            _bar(axes, span, strip, number)
    _risk(sheet, below, spans, start, end)
    for change, x, row in zip(changes, xs, marks, strict=True):
        at = box.x + x, y + 2.4 + row * 4.0
        sheet.line(
            [at[0]] * 2, [at[1], below.y + below.height], color=SOFT, linewidth=0.4, dashes=(2, 3), zorder=1
        )
        sheet.badge(*at, change.number)
    return below.y + below.height + 1.0


def _bar(axes: Axes, span: Span, strip: tuple[str, str], number: int) -> None:
    """Draw a span on a strip: full if its exit was the safest, thin if it was the next."""
    middle, half = number + 0.5, _BAR_MM / _ROW_MM / 2
    if words.own_strip(span) == strip:
        fill, hatch, dashes = _LEADS[words.lead_class(span)]
        look = {"facecolor": fill, "hatch": hatch, "linestyle": (0, dashes) if dashes else "-"}
        _rectangle(axes, span, middle - half, middle + half, edgecolor=_BLUE, linewidth=0.7, **look)
    elif words.next_strip(span) == strip:
        thin = half * 0.34
        _rectangle(axes, span, middle - thin, middle + thin, facecolor=PAPER, edgecolor=SOFT, linewidth=0.6)


def _rectangle(axes: Axes, span: Span, low: float, high: float, **look: Any) -> None:  # noqa: ANN401 - of Rectangle
    """Draw a rectangle over the months of a span."""
    left, right = words.month_number(span.first), words.month_number(span.last) + 1
    axes.add_patch(Rectangle((left, low), right - left, high - low, zorder=3, clip_on=False, **look))


def _risk(sheet: Sheet, box: Box, spans: Sequence[Span], start: int, end: int) -> None:
    """Draw the risk index of the safest way as it ran: a bar from its least to its greatest in each span."""
    axes = sheet.panel(box)
    axes.set_xlim(start, end)
    found = [span for span in spans if span.path.found]
    axes.set_ylim(0, min(1.0, max((span.risk_index[1] for span in found), default=1.0) * 1.15 + 0.02))
    axes.set_facecolor("none")
    axes.set_xticks([])
    draw_axes(axes, 6.0)
    set_ticks(axes.yaxis, axes.get_ylim(), most=4)
    for span in found:
        _rectangle(axes, span, *span.risk_index, facecolor=FAINT, edgecolor=INK, linewidth=0.8)
    sheet.text(sheet.left, box.y + 2.4, "Risk index", size=_PT, bold=True)
    sheet.text(sheet.left, box.y + 5.0, "of the safest", size=6.0, color=SOFT)


def _years(sheet: Sheet, box: Box, below: Box, start: int, end: int) -> None:
    """Draw the years as thin lines with their numbers between the strips and the risk index."""
    mm = box.width / (end - start)
    every = next((n for n in (1, 2, 5, 10) if n * 12 * mm >= 8.5), 20)
    for year in range(-(-start // 12), end // 12 + 1):
        x = box.x + (year * 12 - start) * mm
        if year * 12 >= end:
            continue
        sheet.line([x, x], [box.y, below.y + below.height], color=FAINT, linewidth=0.4, zorder=0)
        if year % every == 0 and x + 0.6 + width_of(str(year), 6.0) <= box.x + box.width:
            sheet.text(x + 0.6, box.y + box.height + 2.8, str(year), size=6.0, color=SOFT)


def _legend(sheet: Sheet, y: float, occurring: set[str], *, thin: bool) -> float:
    """Set what the fills mean, in lines as long as fit."""
    x = sheet.left
    entries = [(*_LEADS[kind], words.LEADS[kind], 2.6) for kind in _LEADS if kind in occurring]
    entries += [(PAPER, "", None, "thin: the next exit, as the span began", 1.2)] if thin else []
    for fill, hatch, dashes, said, high in entries:
        wide = 8.0 + 1.5 + width_of(said, _PT) + 5.0
        if x > sheet.left and x + wide - 5.0 > sheet.left + sheet.room:
            x, y = sheet.left, y + 4.0
        sheet.rectangle(
            Box(x, y + 1.7 - high / 2, 8.0, high),
            facecolor=fill,
            hatch=hatch,
            edgecolor=SOFT if high < 2 else _BLUE,
            linewidth=0.6,
            linestyle=(0, dashes) if dashes else "-",
        )
        sheet.text(x + 9.5, y + 2.5, said, size=_PT)
        x += wide
    return y + 4.0


# the list of changes -------------------------------------------------------------------------


def _set_changes(sheet: Sheet, y: float, changes: Sequence[Change]) -> float:
    """Set the changes with their causes, in two columns where there is room for them."""
    y = sheet.lines(sheet.left, y, ["What changed it"], size=7.4, bold=True) + 0.4
    if not changes:
        return sheet.paragraph(sheet.left, y, "Nothing: the same exit was the safest all the time.", size=_PT)
    columns = 2 if sheet.width_mm >= 150 else 1
    gap = 5.0
    room = (sheet.room - gap * (columns - 1)) / columns
    blocks = [_block(change, room - 5.0) for change in changes]
    heights = [len(head) * leading(_PT) + len(rest) * leading(6.0) + 1.2 for head, rest in blocks]
    half = sum(heights) / columns
    tops, column = [y] * columns, 0
    for change, (head, rest), height in zip(changes, blocks, heights, strict=True):
        if column + 1 < columns and tops[column] - y + height / 2 > half:
            column += 1
        x, at = sheet.left + column * (room + gap), tops[column]
        sheet.badge(x + 1.6, at + 1.5, change.number)
        at = sheet.lines(x + 5.0, at, head, size=_PT, bold=True)
        sheet.lines(x + 5.0, at, rest, size=6.0, color=SOFT)
        tops[column] += height
    return max(tops)


def _block(change: Change, room: float) -> tuple[list[str], list[str]]:
    head = wrapped(
        f"{words.month_text(change.month)}: {change.before} → {change.after}", room, _PT, bold=True
    )
    rest: list[str] = []
    for cause in change.causes[:_MOST_CAUSES]:
        rest += shortened(_cause(cause), room, 6.0, most=3)
    if (more := len(change.causes) - _MOST_CAUSES) > 0:
        rest.append(f"and {more} more")
    return head, rest or wrapped(change.why, room, 6.0)


def _cause(cause: CauseText) -> str:
    source = f"{cause.report.publisher}, {cause.report.date_text}" if cause.report else cause.citation
    return f"{source} – {cause.about or 'a claim'} {cause.event}"  # noqa: RUF001
