"""The picture of a timeline: one strip for each exit, the safest one filled, changes numbered.

How close the next exit came is drawn three ways at once - tint, hatching and outline - and told
in words beside each bar, so that it can be read without colour, in print and by a screen
reader. Widths of text are estimated, since nothing measures fonts where the picture is made;
the estimate is generous. Lengths are in pixels of a picture that is 1,000 wide.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from . import timeline_words as words
from .markup import Markup, join, tag

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from analysis import Span
    from routes import Dataset

    from .timeline_words import Change

WIDTH = 1000
_LEFT, _RIGHT = 168.0, 982.0
_BAR, _LINE = 20, 14.5
_FONT = "Helvetica, Arial, sans-serif"
_INK, _SOFT, _RULE, _BLUE = "#20262d", "#535c67", "#d9dcdd", "#17486f"
_FILL = {"clear": _BLUE, "lead": "#9dbdd6", "close": "url(#tl-close)", "none": "url(#tl-none)"}
_WIDE = 2.0  # a character of a wide script, against a narrow one
_LETTER = 0.56  # mean width of a letter, as a share of the font size


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
    head = [_text(20, 32, title, size=19, weight=650), _text(20, 53, subtitle, fill=_SOFT)] if alone else []
    top = 78.0 if alone else 14.0
    if not spans:
        body: list[Markup] = [_text(20, top + 12, "No month was asked about.", size=15)]
        bottom = top + 30
    else:
        chart, bottom = _chart(spans, changes, top, alone=alone)
        legend, bottom = _legend(bottom + 26)
        body = [chart, legend]
        if alone:
            listed, bottom = _list(changes, bottom + 34)
            body.append(listed)
    if alone:
        foot, bottom = _foot(dataset, bottom + 20)
        body.append(foot)
    return tag(
        "svg",
        tag("title", title, id="tl-title"),
        tag("desc", describe(spans), id="tl-desc"),
        _PATTERNS,
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
        fill=_INK,
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
    start, end = _month(spans[0].first), _month(spans[-1].last) + 1
    scale = (_RIGHT - _LEFT) / (end - start)

    def at(day: dt.date, after: int = 0) -> float:
        return round(_LEFT + (_month(day) + after - start) * scale, 1)

    marks, rows = _marks([(change.number, at(change.month)) for change in changes])
    y = top + rows * 24 + 22
    strips, bars = [], []
    order = _strips(spans)
    for strip in order:
        own = [(i, span) for i, span in enumerate(spans) if _strip(span) == strip]
        labels = _labels([(at(span.first), at(span.last, 1), _bar_lines(span)) for _, span in own])
        strips += _strip_head(strip, [span for _, span in own], y)
        for span in spans:
            if _next_strip(span) == strip:
                strips.append(_next_bar(at(span.first), at(span.last, 1), y))
        for (index, span), label in zip(own, labels, strict=True):
            bars.append(_bar(index, span, at(span.first), at(span.last, 1), y, label, alone=alone))
        depth = max((1 + label.level for label in labels), default=0)
        y += max(_BAR + 14 + depth * (2 * _LINE + 4), 46)
        strips.append(_rule(20, _RIGHT, y - 6))
    lines = [
        tag("line", x1=x, x2=x, y1=top + 10, y2=y - 6, stroke=_INK, stroke_width=1, stroke_dasharray="2 3")
        for x in (at(change.month) for change in changes)
    ]
    axis = _axis(spans[0].first.year, spans[-1].last.year, start, end, scale, (top + rows * 24 + 8, y - 6))
    placed = [_mark(number, x, top + 10 + row * 24, alone=alone) for number, x, row in marks]
    return join(axis, strips, lines, bars, placed), y


def _month(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _strip(span: Span) -> tuple[str, str]:
    return words.strip_of(span.path.exit, found=span.path.found)


def _next_strip(span: Span) -> tuple[str, str] | None:
    other = span.path.other_exit
    return words.strip_of(other.exit) if other and other.exit else None


def _strips(spans: Sequence[Span]) -> list[tuple[str, str]]:
    """Return the strips: first those that were safest, in order, then the next ones, none last."""
    found = [_strip(span) for span in spans] + [s for span in spans if (s := _next_strip(span))]
    return sorted(dict.fromkeys(found), key=lambda strip: strip[1] == "none")


def _axis(first: int, last: int, start: int, end: int, scale: float, between: tuple[float, float]) -> Markup:
    every = next((n for n in (1, 2, 5, 10) if n * 12 * scale >= 31), 20)
    parts = []
    for year in range(first, last + 1):
        month = year * 12
        if not start <= month < end:
            continue
        x = round(_LEFT + (month - start) * scale, 1)
        parts.append(tag("line", x1=x, x2=x, y1=between[0], y2=between[1], stroke=_RULE, stroke_width=1))
        if year % every == 0:
            parts.append(_text(x + 3, between[0] + 8, str(year), size=11.5, fill=_SOFT))
    return join(parts)


def _strip_head(strip: tuple[str, str], own: Sequence[Span], y: float) -> list[Markup]:
    lines = _wrap(words.strip_name(strip), _LEFT - 34, 13.5, limit=2)
    ways = " or ".join(dict.fromkeys(words.way_text(span.path.exit) for span in own if span.path.exit))
    below = ways or ("" if strip[1] in {"none", "within"} else "never the safest")
    head = [_text(20, y + 14 + 15 * i, line, size=13.5, weight=650) for i, line in enumerate(lines)]
    return [*head, _text(20, y + 15 + 15 * len(lines), below, size=11.5, fill=_SOFT)]


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
        x = left if left + width <= _RIGHT else max(_LEFT, min(left, _RIGHT - width))
        level = next((i for i, end in enumerate(ends) if end + 10 <= x), len(ends))
        ends[level : level + 1] = [max(x + width, right if level == 0 else 0)]
        labels.append(_Label(x, level, lines))
    return labels


def _bar(
    index: int, span: Span, left: float, right: float, y: float, label: _Label, *, alone: bool
) -> Markup:
    kind = words.lead_class(span)
    told = f"{words.months_text(span)}: {words.exit_text(span.path)}. {'. '.join(label.lines)}"
    rect = _filled(kind, left + 0.5, y, max(right - left - 1, 2), _BAR)
    below = y + _BAR + 13 + label.level * (2 * _LINE + 4)
    texts = [
        _text(label.x, below + _LINE * i, line, size=11.5, halo=True) for i, line in enumerate(label.lines)
    ]
    tick = (
        [tag("line", x1=left + 1, x2=left + 1, y1=y + _BAR, y2=below - 10, stroke=_SOFT, stroke_width=1)]
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


def _filled(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """Return a bar of a class of lead, told by its tint, its hatching and its outline."""
    return tag(
        "rect",
        x=x,
        y=y,
        width=round(width, 1),
        height=height,
        rx=2,
        class_="bar",
        fill=_FILL[kind],
        stroke=_SOFT if kind == "none" else _BLUE,
        stroke_width=1.5,
        stroke_dasharray="4 3" if kind in {"close", "none"} else None,
    )


def _next_bar(left: float, right: float, y: float) -> Markup:
    return tag(
        "rect",
        x=left + 1,
        y=y + 7,
        width=round(max(right - left - 2, 1), 1),
        height=6,
        rx=3,
        fill="#ffffff",
        stroke="#6a737d",
        stroke_width=1.2,
    )


def _marks(given: Sequence[tuple[int, float]]) -> tuple[list[tuple[int, float, int]], int]:
    """Return each mark with its row, so that no two touch, and how many rows there are."""
    ends: list[float] = []
    placed = []
    for number, x in given:
        row = next((i for i, end in enumerate(ends) if end + 22 <= x), len(ends))
        ends[row : row + 1] = [x]
        placed.append((number, x, row))
    return placed, len(ends)


def _mark(number: int, x: float, y: float, *, alone: bool) -> Markup:
    mark = join(
        tag("circle", cx=x, cy=y, r=10, fill=_INK),
        _text(x, y + 4.2, str(number), size=12, weight=650, fill="#ffffff", anchor="middle"),
    )
    if alone:
        return mark
    return tag("a", mark, href=f"#change-{number}", aria_label=f"Change {number}: why", class_="pick")


# below the chart ------------------------------------------------------------------------------

_PATTERNS = tag(
    "defs",
    tag(
        "pattern",
        tag("rect", width=7, height=7, fill="#ffffff"),
        tag("path", d="M-1 8L8 -1M-2 2L2 -2M5 9L9 5", stroke=_BLUE, stroke_width=1.6),
        id="tl-close",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
    ),
    tag(
        "pattern",
        tag("rect", width=8, height=8, fill="#ffffff"),
        tag("circle", cx=4, cy=4, r=1.3, fill=_SOFT),
        id="tl-none",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    ),
)


def _legend(y: float) -> tuple[Markup, float]:
    rows = [
        ("clear", f"clear lead: the next exit is {words.CLEAR_LEAD:.2f} or more of risk cost behind"),
        ("lead", f"lead: {words.CLOSE_CALL:.2f} to {words.CLEAR_LEAD:.2f}"),
        ("close", f"close call: under {words.CLOSE_CALL:.2f} in at least one month"),
        ("next", "the next exit, as the span began"),
        ("none", "no way through"),
    ]
    parts, x = [_text(20, y + 10, "Filled: safest exit", size=11.5, weight=650)], 140.0
    for kind, told in rows:
        if x + 34 + text_width(told, 11.5) > _RIGHT:
            x, y = 140.0, y + 22
        if kind == "next":
            parts.append(_next_bar(x, x + 26, y - 4))
        else:
            parts.append(_filled(kind, x, y, 26, 12))
        parts.append(_text(x + 33, y + 10, told, size=11.5))
        x += 33 + text_width(told, 11.5) + 16
    return join(parts), y + 16


def _list(changes: Sequence[Change], y: float) -> tuple[Markup, float]:
    parts = [_text(20, y, "What changed it", size=15, weight=650)]
    if not changes:
        parts.append(_text(20, y + 22, "Nothing: the same exit was the safest all the time.", fill=_SOFT))
        return join(parts), y + 26
    y += 12
    for change in changes:
        y += 26
        parts.append(_mark(change.number, 32, y - 4, alone=True))
        y = _lines(
            parts, f"{words.month_text(change.month)}: {change.before} → {change.after}", 54, y, weight=650
        )
        y = _lines(parts, change.why, 54, y, fill=_SOFT)
        for cause, following in zip_longest(change.causes, change.causes[1:]):
            about = f" ({cause.about})" if cause.about else ""
            y = _lines(parts, f"{cause.day}: {cause.event}{about}. {cause.text}", 66, y + 4)
            if following is None or following.citation != cause.citation:
                y = _lines(parts, cause.citation, 66, y, fill=_SOFT, size=11.5)
    return join(parts), y


def _foot(dataset: Dataset, y: float) -> tuple[Markup, float]:
    parts = [_rule(20, _RIGHT, y)]
    y += 8
    info = dataset.info
    caveat = (
        "Published reports only; not for navigation, not for enforcement. Risk is read from the words of "
        "reports by stated assumptions; it is not a measured probability, and says nothing about today."
    )
    source = (
        f"{info.title}, version {info.version}. {len(dataset.reports)} published reports. {info.licence}. "
        f"Corrections: {info.contact}"
    )
    reason = [] if info.people_at_risk else [f"Not about people at risk: {info.people_at_risk_reason}"]
    for text in (caveat, source, *reason):
        y = _lines(parts, text, 20, y + 15, fill=_SOFT, size=11.5)
    return join(parts), y


def _lines(
    parts: list[Markup],
    text: str,
    x: float,
    y: float,
    *,
    size: float = 12.5,
    weight: int | None = None,
    fill: str = _INK,
) -> float:
    """Add a text, wrapped, below what there is, and return where the next line goes."""
    for line in _wrap(text, _RIGHT - x, size):
        parts.append(_text(x, y, line, size=size, weight=weight, fill=fill))
        y += size * 1.28
    return y


def _rule(x1: float, x2: float, y: float) -> Markup:
    return tag("line", x1=x1, x2=x2, y1=y, y2=y, stroke=_RULE, stroke_width=1)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: float | None = None,
    weight: int | None = None,
    fill: str | None = None,
    anchor: str | None = None,
    halo: bool = False,
) -> Markup:
    return tag(
        "text",
        text,
        x=round(x, 1),
        y=round(y, 1),
        font_size=size,
        font_weight=weight,
        fill=fill,
        text_anchor=anchor,
        unicode_bidi="isolate",
        stroke="#ffffff" if halo else None,
        stroke_width=3 if halo else None,
        paint_order="stroke" if halo else None,
    )


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in pixels; wide scripts count double.

    Examples
    --------
    >>> text_width("seoul", 10.0) < text_width("서울서울서", 10.0)
    True
    """
    letters = sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in text)
    return letters * size * _LETTER


def _wrap(text: str, width: float, size: float, limit: int = 12) -> list[str]:
    """Break a text into lines of at most a width; a word that is longer is broken anywhere."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        while text_width(f"{line} {rest}".strip(), size) > width:
            if line:
                lines.append(line)
                line = ""
                continue
            fits = max(1, int(width / (size * _LETTER * _WIDE)))
            while fits < len(rest) and text_width(rest[: fits + 1], size) <= width:
                fits += 1
            lines.append(rest[:fits])
            rest = rest[fits:]
        line = f"{line} {rest}".strip()
    lines += [line] if line else []
    return [*lines[: limit - 1], f"{lines[limit - 1]} …"] if len(lines) > limit else lines
