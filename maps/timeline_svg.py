"""The picture of a timeline: one strip for each exit, the safest one filled, changes numbered.

How close the next exit came is drawn three ways at once - tint, hatching and outline - and told
in words beside each bar, so that it can be read without colour, in print and by a screen
reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import timeline_words as words
from .markup import Markup, join, tag
from .timeline_marks import (
    INK,
    LEFT,
    PATTERNS,
    RIGHT,
    RULE,
    SOFT,
    WIDTH,
    filled_bar,
    next_bar,
    numbered_mark,
    rule,
    text_at,
    text_width,
    wrap,
)
from .timeline_notes import draw_foot, draw_legend, draw_list

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from analysis import Span
    from routes import Dataset

    from .timeline_words import Change

_BAR, _LINE = 20, 14.5
_FONT = "Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class _Label:
    """Two lines of text below a bar, at a level that keeps it clear of its neighbours."""

    x: float
    level: int
    lines: tuple[str, ...]


def draw_timeline(dataset: Dataset, spans: Sequence[Span], *, alone: bool) -> Markup:
    """Return the picture as one SVG element.

    ``alone`` says that it stands by itself: then the list of changes and the caveats are part of
    it. Otherwise the page around it has them, and each bar is a link to its span.
    """
    changes = words.changes_of(dataset, spans)
    title, subtitle = (
        title_of(dataset, spans),
        "Lowest risk index among the ways reported, month by month; past reports, not advice.",
    )
    head = (
        [text_at(20, 32, title, size=19, weight=650), text_at(20, 53, subtitle, fill=SOFT)] if alone else []
    )
    top = 78.0 if alone else 14.0
    if not spans:
        body: list[Markup] = [text_at(20, top + 12, "No month was asked about.", size=15)]
        bottom = top + 30
    else:
        chart, bottom = _chart(spans, changes, top, alone=alone)
        legend, bottom = draw_legend(bottom + 26)
        body = [chart, legend]
        if alone:
            listed, bottom = draw_list(changes, bottom + 34)
            body.append(listed)
    if alone:
        foot, bottom = draw_foot(dataset, bottom + 20)
        body.append(foot)
    return tag(
        "svg",
        tag("title", title, id="tl-title"),
        tag("desc", describe(spans), id="tl-desc"),
        PATTERNS,
        tag("rect", width=WIDTH, height=round(bottom + 16), fill="#ffffff"),
        *head,
        *body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {round(bottom + 16)}",
        width=WIDTH if alone else None,
        height=round(bottom + 16) if alone else None,
        role="img" if alone else "group",
        aria_labelledby="tl-title",
        aria_describedby="tl-desc",
        font_family=_FONT,
        font_size="12.5",
        fill=INK,
        class_="timeline",
    )


def title_of(dataset: Dataset, spans: Sequence[Span]) -> str:
    """Return what the picture shows, in one line."""
    if not spans:
        return "The safest way, month by month"
    path = spans[0].path
    ends = f"from {words.place_name(dataset, path.source)} to {words.place_name(dataset, path.target)}"
    return f"The safest way {ends}, {spans[0].first.year}-{spans[-1].last.year}"


def describe(spans: Sequence[Span]) -> str:
    """Return the spans in sentences, for those who do not see the picture."""
    if not spans:
        return "No month was asked about."
    told = [
        f"{words.months_text(span)}: {words.exit_text(span.path)}"
        + (
            f", risk index {words.range_text(*span.risk_index)}, {words.lead_text(span)}"
            if span.path.found
            else ""
        )
        + (", a close call" if words.lead_class(span) == "close" else "")
        for span in spans
    ]
    return ". ".join(told) + ". Lowest risk index among the ways reported; past reports, not advice."


# the chart ------------------------------------------------------------------------------------


def _chart(
    spans: Sequence[Span], changes: Sequence[Change], top: float, *, alone: bool
) -> tuple[Markup, float]:
    start, end = words.month_number(spans[0].first), words.month_number(spans[-1].last) + 1
    scale = (RIGHT - LEFT) / (end - start)

    def at(day: dt.date, after: int = 0) -> float:
        return round(LEFT + (words.month_number(day) + after - start) * scale, 1)

    marks, rows = words.set_in_rows([at(change.month) for change in changes], 22)
    y = top + rows * 24 + 22
    strips, bars = [], []
    for strip in words.strips_of(spans):
        own = [(i, span) for i, span in enumerate(spans) if words.own_strip(span) == strip]
        labels = _labels([(at(span.first), at(span.last, 1), _bar_lines(span)) for _, span in own])
        strips += _strip_head(strip, spans, y)
        for span in spans:
            if words.next_strip(span) == strip:
                strips.append(next_bar(at(span.first), at(span.last, 1), y))
        for (index, span), label in zip(own, labels, strict=True):
            bars.append(_bar(index, span, at(span.first), at(span.last, 1), y, label, alone=alone))
        depth = max((1 + label.level for label in labels), default=0)
        y += max(_BAR + 14 + depth * (2 * _LINE + 4), 46)
        strips.append(rule(20, RIGHT, y - 6))
    lines = [
        tag(
            "line",
            x1=x,
            x2=x,
            y1=top + 10,
            y2=y - 6,
            stroke="#8a929a",
            stroke_width=1,
            stroke_dasharray="2 3",
        )
        for x in (at(change.month) for change in changes)
    ]
    axis = _axis(spans[0].first.year, spans[-1].last.year, start, end, scale, (top + rows * 24 + 8, y - 6))
    placed = [
        numbered_mark(change.number, at(change.month), top + 10 + row * 24, alone=alone)
        for change, row in zip(changes, marks, strict=True)
    ]
    return join(axis, strips, lines, bars, placed), y


def _axis(first: int, last: int, start: int, end: int, scale: float, between: tuple[float, float]) -> Markup:
    every = next((n for n in (1, 2, 5, 10) if n * 12 * scale >= 31), 20)
    parts = []
    for year in range(first, last + 1):
        month = year * 12
        if not start <= month < end:
            continue
        x = round(LEFT + (month - start) * scale, 1)
        parts.append(tag("line", x1=x, x2=x, y1=between[0], y2=between[1], stroke=RULE, stroke_width=1))
        if year % every == 0:
            parts.append(text_at(x + 3, between[0] + 8, str(year), size=11.5, fill=SOFT))
    return join(parts)


def _strip_head(strip: tuple[str, str], spans: Sequence[Span], y: float) -> list[Markup]:
    lines = wrap(words.strip_name(strip), LEFT - 34, 13.5, limit=2)
    below = words.ways_text(strip, spans) or ("" if strip[1] in {"none", "within"} else "never the safest")
    head = [text_at(20, y + 14 + 15 * i, line, size=13.5, weight=650) for i, line in enumerate(lines)]
    return [*head, text_at(20, y + 15 + 15 * len(lines), below, size=11.5, fill=SOFT)]


def _bar_lines(span: Span) -> tuple[str, ...]:
    if not span.path.found:
        return ("no way reported", "is open")
    way = words.way_text(span.path.exit)
    close = "CLOSE CALL: " if words.lead_class(span) == "close" else ""
    first = f"risk index {words.range_text(*span.risk_index)}" + (f", {way}" if way else "")
    return first, close + words.lead_text(span)


def _labels(bars: Sequence[tuple[float, float, tuple[str, ...]]]) -> list[_Label]:
    """Put each label under its bar, at the first level where it is clear of those before it."""
    ends: list[float] = []
    labels = []
    for left, right, lines in bars:
        width = max(text_width(line, 11.5) for line in lines)
        x = left if left + width <= RIGHT else max(LEFT, min(left, RIGHT - width))
        level = next((i for i, end in enumerate(ends) if end + 10 <= x), len(ends))
        ends[level : level + 1] = [max(x + width, right if level == 0 else 0)]
        labels.append(_Label(x, level, lines))
    return labels


def _bar(
    index: int, span: Span, left: float, right: float, y: float, label: _Label, *, alone: bool
) -> Markup:
    kind = words.lead_class(span)
    told = f"{words.months_text(span)}: {words.exit_text(span.path)}. {'. '.join(label.lines)}"
    rect = filled_bar(kind, left + 0.5, y, max(right - left - 1, 2), _BAR)
    below = y + _BAR + 13 + label.level * (2 * _LINE + 4)
    texts = [
        text_at(label.x, below + _LINE * i, line, size=11.5, halo=True) for i, line in enumerate(label.lines)
    ]
    tick = (
        [tag("line", x1=left + 1, x2=left + 1, y1=y + _BAR, y2=below - 10, stroke=SOFT, stroke_width=1)]
        if label.level
        else []
    )
    if alone:
        return tag("g", tag("title", told), rect, tick, texts)
    return tag(
        "a",
        rect,
        tick,
        texts,
        href=f"#span-{index + 1}",
        aria_label=f"Span {index + 1}: {told}",
        class_="pick",
    )
