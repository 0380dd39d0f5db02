"""The page of a timeline: the picture, each span with its way and reports, the changes, a table.

It is plain markup, made where the data is, so that it can be read without a script.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routes import cite

from . import timeline_words as words
from .markup import Markup, join, tag
from .timeline_svg import draw_timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis import PathResult, Span
    from routes import Dataset, Report

_COLUMNS = ("Months", "Exit", "Risk index", "Next exit as it began", "How far ahead", "Changed by")
_CLASS_WORDS = {"clear": "clear lead", "lead": "lead", "close": "close call", "none": "–"}  # noqa: RUF001


def timeline_body(dataset: Dataset, spans: Sequence[Span], title: str) -> Markup:
    """Return the body of the page."""
    parts = {"picture": "Picture", "spans": "Spans", "changes": "Changes", "table": "Table", "about": "About"}
    return join(
        tag("a", "Skip the picture: go to the table", class_="skip", href="#table"),
        tag(
            "header",
            tag(
                "div",
                tag("h1", said(title)),
                tag(
                    "p", "Lowest risk index among the ways reported, month by month; past reports, not advice"
                ),
                class_="titles",
            ),
            tag(
                "nav",
                [tag("a", name, href=f"#{part}") for part, name in parts.items()],
                aria_label="Parts of this page",
            ),
            class_="top",
        ),
        tag(
            "main", _picture(dataset, spans), _spans(dataset, spans), _changes(dataset, spans), _table(spans)
        ),
        _about(dataset),
        tag("p", "", id="status", class_="unseen", role="status"),
    )


def said(text: str) -> Markup:
    """Return a text of the data, in its language, apart from the direction of what is around it."""
    return tag("bdi", text, lang="en")


def _section(name: str, title: str, *content: Markup | list[Markup]) -> Markup:
    heading = tag("h2", title, id=f"{name}-title")
    return tag(
        "section", heading, *content, id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title"
    )


def _picture(dataset: Dataset, spans: Sequence[Span]) -> Markup:
    return _section(
        "picture",
        "Which exit was the safest, and when",
        tag(
            "p",
            "Choose a bar to see its way and its reports, a number to see what changed it.",
            class_="faint",
        ),
        tag(
            "div",
            draw_timeline(dataset, spans, alone=False),
            class_="strips",
            tabindex=0,
            role="region",
            aria_label="Picture of the timeline. The table below holds all that it shows.",
        ),
    )


# spans ----------------------------------------------------------------------------------------


def _spans(dataset: Dataset, spans: Sequence[Span]) -> Markup:
    if not spans:
        return _section("spans", "Spans", tag("p", "No month was asked about.", class_="warn"))
    rows = [_span(dataset, number, span) for number, span in enumerate(spans, start=1)]
    return _section("spans", "Spans, with their ways and reports", rows)


def _span(dataset: Dataset, number: int, span: Span) -> Markup:
    risk = f"risk index {words.range_text(*span.risk_index)}" if span.path.found else ""
    close = tag("span", "close call", class_="mark") if words.lead_class(span) == "close" else None
    head = tag(
        "summary",
        tag("strong", f"{number}. {words.months_text(span)}: {words.exit_text(span.path)} "),
        tag("span", f"{risk} ", class_="faint"),
        close,
    )
    return tag("details", head, *_way(dataset, span), id=f"span-{number}", class_="span", name="span")


def _way(dataset: Dataset, span: Span) -> list[Markup]:
    path = span.path
    if not path.found:
        return [tag("p", said(path.reason))]
    totals = (
        f"{path.length_km:,.0f} km, {path.days:,.1f} days of moving time, risk index {path.risk_index:.2f} "
        f"(interval {words.range_text(path.risk_index_low, path.risk_index_high)}), as of {path.as_of}"
    )
    lead = words.lead_text(span) + (f" of {following}" if (following := words.next_text(span)) else "")
    reports = [dataset.reports[r] for r in path.reports if r in dataset.reports]
    count = f"{len(reports)} {'report' if len(reports) == 1 else 'reports'} on this way"
    return [
        tag("p", totals),
        tag(
            "p",
            f"{lead[:1].upper()}{lead[1:]} (risk cost)." if span.gap else f"{lead[:1].upper()}{lead[1:]}.",
        ),
        _steps(dataset, path),
        tag("p", "Flags: ", said(", ".join(path.flags)), class_="faint") if path.flags else Markup(),
        tag("h3", count),
        tag("ul", [tag("li", cited(report)) for report in reports], class_="plain cites"),
    ]


def _steps(dataset: Dataset, path: PathResult) -> Markup:
    legs = [(leg.u, leg.v, leg.key) for leg in path.legs]
    first = tag("li", said(words.place_name(dataset, path.source)))
    rest = [tag("li", said(words.place_name(dataset, v)), _by(key)) for _, v, key in legs]
    return tag("ol", first, rest, class_="steps", aria_label="Places on the way")


def _by(mode: str) -> Markup | None:
    words_of = {"foot": "on foot", "entry": None, "unspecified": None, "river": "over the river"}
    told = words_of.get(mode, f"by {mode}")
    return tag("span", f" ({told})", class_="faint") if told else None


def cited(report: Report) -> Markup:
    """Return a report as a citation; its address is a link if it is one of the web."""
    line = said(cite(replace(report, url="")))
    if not report.url:
        return line
    if not report.url.lower().startswith(("http://", "https://")):
        return join(line, " ", tag("bdi", report.url, class_="url"))
    link = tag("a", report.url, href=report.url, rel="noreferrer noopener", target="_blank", class_="url")
    return join(line, " ", link)


# changes and table ----------------------------------------------------------------------------


def _changes(dataset: Dataset, spans: Sequence[Span]) -> Markup:
    changes = words.changes_of(dataset, spans)
    if not changes:
        return _section("changes", "What changed it", tag("p", "Nothing: there is no change to explain."))
    return _section("changes", "What changed it", change_articles(changes))


def change_articles(changes: Iterable[words.Change]) -> list[Markup]:
    """Return each change with the claims that made it, in English, in which they stand."""
    return [
        tag(
            "article",
            tag("h3", f"{change.number}. {words.month_text(change.month)}: {change.before} → {change.after}"),
            tag("p", change.why, class_="faint"),
            tag("ul", [_cause(cause) for cause in change.causes], class_="causes"),
            id=f"change-{change.number}",
            class_="change",
            tabindex=-1,
            lang="en",
        )
        for change in changes
    ]


def _cause(cause: words.CauseText) -> Markup:
    return tag(
        "li",
        tag(
            "p",
            tag("strong", f"{cause.day} "),
            cause.event,
            " ",
            tag("span", said(cause.about), class_="faint"),
        ),
        tag("p", said(cause.text or "no words coded")),
        tag("p", cited(cause.report) if cause.report else said(cause.citation), class_="cite"),
    )


def _table(spans: Sequence[Span]) -> Markup:
    rows = [
        (
            tag("a", words.months_text(span), href=f"#span-{number}"),
            words.exit_text(span.path),
            words.range_text(*span.risk_index, digits=3) if span.path.found else "–",  # noqa: RUF001
            words.next_text(span) or "–",  # noqa: RUF001
            f"{_CLASS_WORDS[words.lead_class(span)]}: {words.lead_text(span)}" if span.path.found else "–",  # noqa: RUF001
            tag("a", f"change {number - 1}", href=f"#change-{number - 1}") if number > 1 else "–",  # noqa: RUF001
        )
        for number, span in enumerate(spans, start=1)
    ]
    head = tag("tr", [tag("th", name, scope="col", role="columnheader") for name in _COLUMNS], role="row")
    body = [tag("tr", [_cell(i, cell) for i, cell in enumerate(row)], role="row") for row in rows]
    note = (
        "Risk index and lead are the smallest and largest of the span; the lead is in risk cost, "
        "-ln(1 - risk index) summed over the legs."
    )
    return _section(
        "table",
        "The same as a table",
        tag("p", note, class_="faint"),
        tag(
            "table",
            tag("caption", "The safest way, span by span", class_="unseen"),
            tag("thead", head, role="rowgroup"),
            tag("tbody", body, role="rowgroup"),
            role="table",
        ),
    )


def _cell(column: int, content: str) -> Markup:
    whole = tag("div", content, class_="cell")
    if column == 0:
        return tag("th", whole, scope="row", role="rowheader", data_label=_COLUMNS[0])
    return tag("td", whole, role="cell", data_label=_COLUMNS[column])


def _about(dataset: Dataset) -> Markup:
    info = dataset.info
    end = info.period.end.isoformat()[:7] if info.period.end else "now"
    facts: list[tuple[str, str]] = [
        ("Dataset", f"{info.title}, version {info.version}"),
        ("Sources", f"{len(dataset.reports):,} published reports, paraphrased"),
        ("Reported period", f"{info.period.start.isoformat()[:7]} to {end}"),
        ("Shown as of", "the 15th of each month, with what was then true, not what was then published"),
        ("Scenario", "none: the network as reported"),
        ("Places", "rounded to one decimal of a degree, about 11 km; crossings are sections of a border"),
        ("Risk", "stated assumptions about the words of reports, not measured probabilities"),
        ("Licence of the data", info.licence),
        ("How to cite", info.citation),
        ("Corrections", info.contact),
        *([] if info.people_at_risk else [("Not about people at risk", info.people_at_risk_reason)]),
        *(("Notice", notice) for notice in dataset.notices),
    ]
    caveat = "Published reports only; not for navigation, not for enforcement."
    scope = (
        " The page shows which way published reports make out as the safest for refugees and people on the "
        "move at the time. It says nothing about today, and nothing about any one person."
    )
    return page_end(caveat, scope, facts)


def page_end(caveat: str, scope: str, facts: Iterable[tuple[str, str]]) -> Markup:
    """Return the end of a page without a map: what it must not be used for, what it rests on."""
    quiet = (
        "This page is one file. It loads nothing and tells nobody that it was opened; a link to a report "
        "acts only when you follow it."
    )
    return tag(
        "footer",
        tag("h2", "About this page"),
        tag("p", tag("strong", caveat), scope, class_="lead"),
        tag("dl", [tag("div", tag("dt", name), tag("dd", said(text))) for name, text in facts]),
        tag("p", quiet, class_="faint"),
        id="about",
        class_="about",
        tabindex=-1,
    )
