"""Reports as citations: a line to read, BibTeX for LaTeX, CSL-JSON for Zotero and pandoc.

Only what the report file says is cited; nothing is looked up. Dates keep the precision that the
report has: a year stays a year.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .words import ReportKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .records import Report

_BIBTEX_TYPES = {
    ReportKind.NEWS: "article",
    ReportKind.NGO: "techreport",
    ReportKind.GOVERNMENT: "techreport",
    ReportKind.UN: "techreport",
    ReportKind.ACADEMIC: "article",
    ReportKind.BOOK: "book",
    ReportKind.ENCYCLOPEDIA: "misc",
}
_CSL_TYPES = {
    ReportKind.NEWS: "article-newspaper",
    ReportKind.NGO: "report",
    ReportKind.GOVERNMENT: "report",
    ReportKind.UN: "report",
    ReportKind.ACADEMIC: "article-journal",
    ReportKind.BOOK: "book",
    ReportKind.ENCYCLOPEDIA: "entry-encyclopedia",
}
# where the name of the publisher stands, by type of entry
_BIBTEX_PUBLISHER = {
    "article": "journal",
    "techreport": "institution",
    "book": "publisher",
    "misc": "howpublished",
}

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # not r"\{": BibTeX counts braces whether or not a backslash stands before them
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def cite(report: Report) -> str:
    """Return a report as one line: author, title, publisher, agency, date, address.

    Examples
    --------
    >>> from routes import Access, Report, read_period
    >>> cite(Report(id="r", publisher="The Gazette", agency="AFP", title="A border", date_text="2004-08",
    ...             date=read_period("2004-08"), kind=ReportKind.NEWS, access=Access.FULL))
    'A border. The Gazette (AFP), 2004-08.'
    """
    author = f"{report.author}: " if report.author else ""
    agency = f" ({report.agency})" if report.agency not in ("", report.publisher) else ""
    url = f" {report.url}" if report.url else ""
    return f"{author}{report.title}. {report.publisher}{agency}, {report.date_text}.{url}"


def to_bibtex(reports: Iterable[Report]) -> str:
    """Return reports as BibTeX entries in UTF-8, keyed by report id, in the order given.

    An empty input gives an empty text.
    """
    return "\n".join(_entry(report) for report in reports)


def to_csl(reports: Iterable[Report]) -> str:
    """Return reports as CSL-JSON (a list of items), in the order given; ``[]`` for none."""
    items = []
    for report in reports:
        item = {
            "id": report.id,
            "type": _CSL_TYPES[report.kind],
            "title": report.title,
            "container-title"
            if report.kind in (ReportKind.NEWS, ReportKind.ACADEMIC)
            else "publisher": report.publisher,
            "issued": {"date-parts": [_date_parts(report)]},
            "author": [{"literal": report.author}] if report.author else [],
            "URL": report.url,
            "note": _note(report),
        }
        items.append({key: value for key, value in item.items() if value})
    return json.dumps(items, ensure_ascii=False, indent=2)


def _entry(report: Report) -> str:
    kind = _BIBTEX_TYPES[report.kind]
    year, *rest = _date_parts(report)
    fields = {
        "author": f"{{{report.author.translate(_ESCAPES)}}}" if report.author else "",
        "title": f"{{{report.title.translate(_ESCAPES)}}}",
        _BIBTEX_PUBLISHER[kind]: report.publisher.translate(_ESCAPES),
        "year": str(year),
        "month": str(rest[0]) if rest else "",
        "day": str(rest[1]) if len(rest) > 1 else "",
        "url": report.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "note": _note(report).translate(_ESCAPES),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{report.id},", *lines, "}", ""])


def _date_parts(report: Report) -> list[int]:
    """Return year, month and day as far as the report's date is known."""
    start, end = report.date.start, report.date.end or report.date.start
    parts = [start.year, start.month, start.day]
    if start == end:
        return parts
    return parts[:2] if start.month == end.month and start.year == end.year else parts[:1]


def _note(report: Report) -> str:
    told = [
        f"Agency: {report.agency}" if report.agency else "",
        "Date approximate" if report.date_text.startswith("c.") else "",
    ]
    return ". ".join(part for part in told if part)
