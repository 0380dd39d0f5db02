"""The safest way month by month: the picture, its spans as a table, and the claims that changed it.

It is told in English, in which the claims stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps import timeline_words as words
from maps.markup import Markup, tag
from maps.timeline_page import change_articles, said
from maps.timeline_svg import draw_timeline, title_of

from .words import grid, part, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Span

    from .answers import ReportAnswers

_COLUMNS = ("months", "exit_alone", "risk", "lead", "by")
_NONE = "\N{EN DASH}"


def timeline_section(answers: ReportAnswers) -> Markup:
    """Return the timeline of the first origin; without months it says so."""
    dataset, spans = answers.dataset, answers.spans
    if not spans:
        return part("timeline", tag("p", tell("timeline.none")))
    changes = words.changes_of(dataset, spans)
    title = title_of(dataset, spans)
    several = len(answers.origins) > 1
    summary = tag("summary", tell("timeline.changes", n=len(changes)))
    return part(
        "timeline",
        tag(
            "p",
            tag("strong", said(title)),
            ". ",
            tell("timeline.note"),
            (" ", tell("timeline.first")) if several else None,
        ),
        tag(
            "div",
            draw_timeline(dataset, spans, alone=False),
            class_="strips",
            lang="en",
            tabindex=0,
            role="region",
            aria_label=f"Picture: {title}. The table below holds the same.",
        ),
        tag("div", _table(spans), lang="en", class_="spans"),
        # inside an element of its own, lest the link to this part unfold it
        tag("div", tag("details", summary, change_articles(changes), class_="long", id="changes"))
        if changes
        else None,
    )


def _table(spans: Sequence[Span]) -> Markup:
    rows = [
        (
            words.months_text(span),
            words.exit_text(span.path),
            words.range_text(*span.risk_index) if span.path.found else _NONE,
            _lead(span),
            tag("a", f"change {number - 1}", href=f"#change-{number - 1}") if number > 1 else _NONE,
        )
        for number, span in enumerate(spans, start=1)
    ]
    ids = [f"span-{number}" for number in range(1, len(spans) + 1)]
    return grid("timeline.spans", _COLUMNS, rows, ids=ids)


def _lead(span: Span) -> str:
    lead = words.lead_text(span) or _NONE
    return f"close call: {lead}" if words.lead_class(span) == "close" else lead
