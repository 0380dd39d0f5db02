"""Citations, read back by programs that nobody here wrote: pybtex for BibTeX, json for CSL."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from analysis import safest_path, shortest_path
from routes import (
    Access,
    Report,
    ReportKind,
    build_network,
    cite,
    read_dataset,
    read_period,
    shipped_dataset_path,
    to_bibtex,
    to_csl,
)

BACK = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
}
HOSTILE = [
    "{",
    "}",
    "}{",
    "%",
    "\\",
    "\\}",
    "&",
    "#",
    "$",
    "_",
    "~",
    "^",
    '"',
    "@article{x,",
    "ends in \\",
    "a = {b},",
]
CSL_TYPES = {
    "article-newspaper": "container-title",
    "article-journal": "container-title",
    "report": "publisher",
    "book": "publisher",
    "entry-encyclopedia": "publisher",
}


def report(**changes):
    fields = {
        "id": "r-1",
        "publisher": "The Gazette",
        "title": "A border",
        "date_text": "2004-08-02",
        "kind": ReportKind.NEWS,
        "access": Access.FULL,
    } | changes
    return Report(date=read_period(fields["date_text"]), **fields)


def plain(value):
    """Undo the escapes of LaTeX and the braces that keep capitals."""
    value = value.removeprefix("{").removesuffix("}") if value.startswith("{") else value
    text, out = value, ""
    while text:
        for told, meant in BACK.items():
            if text.startswith(told):
                out, text = out + meant, text[len(told) :]
                break
        else:
            text = text[1:] if text[0] == "\\" else text
            out, text = out + text[0], text[1:]
    return out


def entry(one):
    return parse_string(to_bibtex([one]), "bibtex").entries[one.id]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_title_or_publisher_breaks_the_entry_or_changes(words):
    one = report(title=words, publisher=f"{words} & Co", agency=words)
    found = entry(one)
    assert plain(found.fields["title"]) == words
    assert plain(found.fields["journal"]) == f"{words} & Co"
    assert found.fields["year"] == "2004"


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=30)


@settings(deadline=None, derandomize=True)
@given(LINES, LINES)
def test_any_line_of_text_survives_bibtex(title, publisher):
    found = entry(report(title=title, publisher=publisher, author=title))
    assert plain(found.fields["title"]) == title
    assert plain(found.fields["journal"]) == publisher
    assert len(found.persons["author"]) == 1


def test_two_hostile_entries_stay_two():
    found = parse_string(to_bibtex([report(id="a", title="}"), report(id="b", title="{")]), "bibtex")
    assert list(found.entries) == ["a", "b"]


@pytest.mark.parametrize(
    ("date", "parts", "approximate"),
    [
        ("2004-08-02", [2004, 8, 2], False),
        ("2004-08", [2004, 8], False),
        ("2004-02", [2004, 2], False),
        ("2004", [2004], False),
        ("c. 2012", [2012], True),
        ("c. 2012-03", [2012, 3], True),
    ],
)
def test_a_date_keeps_its_precision(date, parts, approximate):
    one = report(date_text=date)
    fields = entry(one).fields
    assert [int(fields[key]) for key in ("year", "month", "day") if key in fields] == parts
    (item,) = json.loads(to_csl([one]))
    assert item["issued"] == {"date-parts": [parts]}
    assert ("approximate" in fields.get("note", "")) == approximate == ("approximate" in item.get("note", ""))
    assert date in cite(one)


@pytest.mark.parametrize("kind", ReportKind)
def test_each_kind_has_a_type_that_knows_its_publisher(kind):
    one = report(kind=kind)
    found = entry(one)
    assert "The Gazette" in {
        found.fields.get(key) for key in ("journal", "institution", "publisher", "howpublished")
    }
    (item,) = json.loads(to_csl([one]))
    assert item[CSL_TYPES[item["type"]]] == "The Gazette"


def test_an_author_and_an_agency_are_told_where_there_is_one():
    full = report(author="Ann and Bob", agency="AFP", url="https://example.org/a_b%20c#d")
    found = entry(full)
    assert [str(p) for p in found.persons["author"]] == ["{Ann and Bob}"]
    assert found.fields["url"] == full.url
    assert found.fields["note"] == "Agency: AFP"
    (item,) = json.loads(to_csl([full]))
    assert item["author"] == [{"literal": "Ann and Bob"}]
    assert item["URL"] == full.url
    assert cite(full) == "Ann and Bob: A border. The Gazette (AFP), 2004-08-02. https://example.org/a_b%20c#d"
    bare = json.loads(to_csl([report()]))[0]
    assert not {"author", "URL", "note"} & set(bare)


def test_nothing_gives_nothing():
    assert to_bibtex([]) == ""
    assert json.loads(to_csl([])) == []


def test_a_path_cites_its_reports_in_every_style(drawn):
    data = drawn()
    path = safest_path(build_network(data, "2004"), "hill", "port")
    assert path.cite() == "A report. The Gazette, 2003-01-01."
    assert list(parse_string(path.cite("bibtex"), "bibtex").entries) == ["gazette"]
    assert [item["id"] for item in json.loads(path.cite("csl"))] == ["gazette"]
    nowhere = shortest_path(build_network(data, "1990"), "hill", "port")
    assert (nowhere.cite(), nowhere.cite("bibtex"), json.loads(nowhere.cite("csl"))) == ("", "", [])


def test_the_whole_shipped_bibliography_parses_and_is_whole():
    reports = list(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)).reports.values())
    found = parse_string(to_bibtex(reports), "bibtex").entries
    assert [plain(found[r.id].fields["title"]) for r in reports] == [
        " ".join(r.title.split()) for r in reports
    ]
    items = json.loads(to_csl(reports))
    assert [item["id"] for item in items] == list(found) == [r.id for r in reports]
    for item in items:
        assert item["type"] in CSL_TYPES
        assert all(isinstance(n, int) for n in item["issued"]["date-parts"][0])
        assert all(isinstance(item.get(key, ""), str) for key in ("title", "URL", "note", "publisher"))
