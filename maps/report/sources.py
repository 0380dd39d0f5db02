"""What the answer rests on, for a reader who goes on: reports, their BibTeX, how to cite; and its limits.

The BibTeX stands in the page itself, behind a link that saves it as a file: nothing is asked of a server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from maps.markup import Markup, tag
from maps.timeline_page import cited, said
from routes import to_bibtex

from .words import pair, part, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes import Report

    from .answers import ReportAnswers

_LIMITS = ("reported", "risk", "use", "draws", "rounded", "places", "today")


def limits_section(answers: ReportAnswers) -> Markup:
    """Return what the page cannot tell."""
    left_out = set() if answers.dataset.info.people_at_risk else {"rounded"}
    left_out |= set() if answers.ensemble else {"draws"}
    limits = [tag("li", tell(f"limits.{name}")) for name in _LIMITS if name not in left_out]
    return part("limits", tag("ul", limits, class_="points"))


def sources_section(answers: ReportAnswers) -> Markup:
    """Return the reports that the answer rests on, with BibTeX to save, and how to cite the dataset."""
    reports = answers.reports
    every = sorted(answers.network.graph["reports"].values(), key=lambda r: (r.date.start, r.id))
    saves = [
        _save(tell("sources.save"), reports, "sources.bib"),
        _save(tell("sources.save_all", n=len(every)), every, "all-reports.bib"),
    ]
    if not reports:
        return part("sources", tag("p", tell("sources.none")), tag("p", *_cite(answers)))
    return part(
        "sources",
        tag("p", tell("sources.rests", reports=pair("reports", n=len(reports)))),
        tag("p", saves, class_="saves"),
        tag("p", *_cite(answers)),
        # inside an element of its own, lest the link to this part unfold it
        tag(
            "div",
            tag(
                "details",
                tag("summary", tell("sources.list", n=len(reports))),
                tag("ul", [tag("li", cited(report)) for report in reports], class_="plain cites"),
                class_="long",
                open=True,
            ),
        ),
    )


def _save(label: Markup, reports: Sequence[Report], name: str) -> Markup:
    """Return a link that saves reports as BibTeX; the text is in the link itself."""
    data = f"data:application/x-bibtex;charset=utf-8,{quote(to_bibtex(reports))}"
    return tag("a", label, href=data, download=name, class_="save")


def _cite(answers: ReportAnswers) -> list[Markup]:
    """Return how to cite the data, and what of it is shown."""
    info = answers.dataset.info
    facts = {
        "data": info.citation,
        "version": info.version,
        "day": answers.network.graph["as_of_text"],
        "licence": info.licence,
    }
    return [
        tag("span", tag("strong", tell(f"cite.{name}")), said(text), class_="fact")
        for name, text in facts.items()
    ]
