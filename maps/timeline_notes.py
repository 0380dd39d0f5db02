"""What stands below the strips of a timeline: the legend, the list of changes, the caveats."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from . import timeline_words as words
from .markup import Markup, join
from .timeline_marks import (
    RIGHT,
    SOFT,
    filled_bar,
    next_bar,
    numbered_mark,
    rule,
    text_at,
    text_lines,
    text_width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes import Dataset

    from .timeline_words import Change


def draw_legend(y: float) -> tuple[Markup, float]:
    """Return the legend, and where it ends."""
    rows = [*words.LEADS.items(), ("next", "the next exit, as the span began")]
    parts, x = [text_at(20, y + 10, "Filled: safest exit", size=11.5, weight=650)], 140.0
    for kind, told in rows:
        if x + 34 + text_width(told, 11.5) > RIGHT:
            x, y = 140.0, y + 22
        if kind == "next":
            parts.append(next_bar(x, x + 26, y - 4))
        else:
            parts.append(filled_bar(kind, x, y, 26, 12))
        parts.append(text_at(x + 33, y + 10, told, size=11.5))
        x += 33 + text_width(told, 11.5) + 16
    return join(parts), y + 16


def draw_list(changes: Sequence[Change], y: float) -> tuple[Markup, float]:
    """Return the changes with the claims that caused them, and where the list ends."""
    parts = [text_at(20, y, "What changed it", size=15, weight=650)]
    if not changes:
        parts.append(text_at(20, y + 22, "Nothing: the same exit was the safest all the time.", fill=SOFT))
        return join(parts), y + 26
    y += 12
    for change in changes:
        y += 26
        parts.append(numbered_mark(change.number, 32, y - 4, alone=True))
        y = text_lines(
            parts, f"{words.month_text(change.month)}: {change.before} → {change.after}", 54, y, weight=650
        )
        y = text_lines(parts, change.why, 54, y, fill=SOFT)
        for cause, following in zip_longest(change.causes, change.causes[1:]):
            about = f" ({cause.about})" if cause.about else ""
            y = text_lines(parts, f"{cause.day}: {cause.event}{about}. {cause.text}", 66, y + 4)
            if following is None or following.citation != cause.citation:
                y = text_lines(parts, cause.citation, 66, y, fill=SOFT, size=11.5)
    return join(parts), y


def draw_foot(dataset: Dataset, y: float) -> tuple[Markup, float]:
    """Return the caveats and the source, and where they end."""
    parts = [rule(20, RIGHT, y)]
    y += 8
    info = dataset.info
    caveat = (
        "Ranges run over the months of a bar; the uncertainty of an answer is far wider. "
        "Published reports only; not for navigation, not for enforcement. Risk is read from the words of "
        "reports by stated assumptions; it is not a measured probability, and says nothing about today."
    )
    source = (
        f"{info.title}, version {info.version}. {len(dataset.reports)} published reports. {info.licence}. "
        f"Corrections: {info.contact}"
    )
    reason = [] if info.people_at_risk else [f"Not about people at risk: {info.people_at_risk_reason}"]
    for text in (caveat, source, *reason):
        y = text_lines(parts, text, 20, y + 15, fill=SOFT, size=11.5)
    return join(parts), y
