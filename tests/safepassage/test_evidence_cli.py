"""Evidence, timeline and tables from the command line and in Python, on drawn data and on the shipped one."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from pybtex.database import parse_string

import safepassage as sp
from geodata import fold_name
from geodata.gazetteer import build_name_index
from routes import TABLES, table_csv
from safepassage.commands import questions

FOUNDING = {
    "cnsnews-2002-05-10",
    "cnsnews-2002-05-22",
    "independent-2002-05-10",
    "latimes-2002-06-24",
    "taipei-times-2004-08-02",
}
GUARDED = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
until = 2005
claim = "People go north."
[[hazard]]
on = "CHN-MNG"
level = "high"
since = "2001-03"
claim = "Guarded [heavily]."
where = "par. 3"
[[hazard]]
on = "CHN-MNG"
level = "closed"
since = "2003-02"
until = "2003-04"
claim = "Shut."
supersedes = true
"""

TIMELINE = [
    "timeline",
    "--from",
    "hill",
    "--to",
    "port",
    "--since",
    "2002-11",
    "--until",
    "2003-06",
    "--dataset",
]


@pytest.fixture
def folder(draw):
    return str(draw(gazette=GUARDED))


@pytest.fixture(scope="module")
def shipped():
    return sp.load_dataset(today=dt.date(2026, 1, 1))


# evidence


def test_evidence_is_printed_oldest_first_with_its_reports_and_grade(run, folder):
    code, out, err = run("evidence", "CHN-MNG", "--dataset", folder)
    assert (code, err) == (0, "")
    assert "Evidence on CHN-MNG: 1 report, 1 independent (1 news)." in out
    order = [
        out.index(words)
        for words in (
            "2000-01-01 until 2005-12-31  route",
            "2001-03-01  hazard high",
            "2003-02-01 until 2003-04-30  hazard closed",
        )
    ]
    assert order == sorted(order)
    assert "Guarded [heavily]." in out
    assert re.search(r"A report\. The Gazette, 2003-01-01\b.*par\. 3.*\[gazette\]", out)


def test_evidence_as_json_carries_claims_and_grade(run, folder):
    told = json.loads(run("evidence", "CHN-MNG", "--dataset", folder, "--json")[1])
    assert told["target"] == "CHN-MNG"
    assert told["grade"] == {
        "reports": 1,
        "independent": 1,
        "kinds": {"news": 1},
        "agreement": "nothing to compare",
    }
    assert [(c["id"], c["kind"], c["level"]) for c in told["claims"]] == [
        ("gazette#route-1", "route", ""),
        ("gazette#hazard-1", "hazard", "high"),
        ("gazette#hazard-2", "hazard", "closed"),
    ]
    assert all(c["citation"] and c["report"] == "gazette" for c in told["claims"])


def test_evidence_as_citations(run, folder):
    assert list(
        parse_string(run("evidence", "pass:camp", "--dataset", folder, "--bibtex")[1], "bibtex").entries
    ) == ["gazette"]
    assert [i["id"] for i in json.loads(run("evidence", "pass:camp", "--dataset", folder, "--csl")[1])] == [
        "gazette"
    ]


def test_evidence_on_two_places_is_that_of_the_safest_way_as_of_a_date(run, folder):
    told = json.loads(run("evidence", "hill..port", "--dataset", folder, "--as-of", "2002", "--json")[1])
    assert {c["id"] for c in told["claims"]} == {"gazette#route-1", "gazette#hazard-1"}
    data = sp.load_dataset(folder)
    assert [c.id for c in sp.evidence("hill..port", dataset=data, as_of=2002).claims] == [
        c["id"] for c in told["claims"]
    ]
    shut = sp.evidence("hill..port", dataset=data, as_of="2003-03")
    assert (shut.claims, shut.grade.in_words) == ((), "no report")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("evidence", "twon"), "Did you mean town"),
        (("evidence", "CHN-KOR"), "is no border"),
        (("evidence", "hill..prot"), "Did you mean port"),
        (("evidence", "hill.."), "is not a place"),
        (("evidence", "town", "--json", "--csl"), "exclude one another"),
        (("timeline", "--from", "hill"), "--to PLACE"),
        (("timeline", "--from", "hill", "--to", "prot"), "Did you mean port"),
        (("timeline", "--from", "hill", "--to", "port", "--since", "soon"), "is no date"),
        (("timeline", "--from", "hill", "--to", "port", "--until", "2900"), "lies in the last 5 years"),
        (("timeline", "--from", "hill", "--to", "port", "-o", "t.png"), "svg"),
        (("export", "t.csv", "--table", "flow"), "Did you mean flows"),
        (("export", "t.xlsx"), "nor a .csv file, nor datapackage.json"),
    ],
)
def test_what_cannot_be_answered_gives_one_line_and_exit_code_2(
    run, folder, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    code, out, err = run(*arguments, "--dataset", folder)
    assert (code, out) == (2, "")
    assert words in err
    assert (err.startswith("safepassage: "), err.count("\n")) == (True, 1)
    assert sorted(tmp_path.rglob("*")) == before


# timeline


def test_the_timeline_is_told_in_spans_with_causes(run, folder):
    code, out, err = run(*TIMELINE, folder)
    assert (code, err) == (0, "")  # no progress where nobody watches
    for words in (
        "past reports, not advice",
        "2002-11 to 2003-01  Mongolia, by air; borders PRK:CHN, CHN:MNG; risk index",
        "2003-02 to 2003-04  no way through: ",
        "gazette#hazard-2 begins (1 February 2003): Shut.",
        "2003-05 to 2003-06  Mongolia, by air",
        "gazette#hazard-2 ends (1 May 2003): Shut.",
        "A report. The Gazette, 2003-01-01.",
    ):
        assert words in out
    assert "next by another exit" not in out
    assert out.count("since 2002-11 or before: earlier months were not asked about") == 1


def test_the_timeline_as_json_is_that_of_the_library(run, folder):
    told = json.loads(
        run(
            *TIMELINE,
            folder,
            "--json",
        )[1]
    )
    data = sp.load_dataset(folder)
    spans = sp.timeline(data, "hill", "port", first=dt.date(2002, 11, 1), last=dt.date(2003, 6, 1))
    assert [(s["first"], s["last"], s["exit"]) for s in told] == [
        ("2002-11", "2003-01", "air@MNG"),
        ("2003-02", "2003-04", None),
        ("2003-05", "2003-06", "air@MNG"),
    ]
    assert [[c["claim"] for c in s["causes"]] for s in told] == [[c.claim for c in s.causes] for s in spans]
    assert [s["places"] for s in told] == [list(s.path.places) for s in spans]
    assert told[1]["causes"] == [
        {
            "claim": "gazette#hazard-2",
            "event": "begins",
            "day": "2003-02-01",
            "words": "Shut.",
            "citation": "A report. The Gazette, 2003-01-01.",
        }
    ]


def test_a_year_means_all_of_it(run, folder):
    told = json.loads(
        run(
            "timeline",
            "--from",
            "hill",
            "--to",
            "port",
            "--since",
            "2000",
            "--until",
            "2002",
            "--dataset",
            folder,
            "--json",
        )[1]
    )
    assert (told[0]["first"], told[-1]["last"]) == ("2000-01", "2002-12")


def test_months_in_the_wrong_order_have_nothing_to_tell(run, folder):
    arguments = (
        "timeline",
        "--from",
        "hill",
        "--to",
        "port",
        "--since",
        "2003",
        "--until",
        "2002",
        "--dataset",
        folder,
    )
    code, out, _ = run(*arguments)
    assert (code, "No month to tell of." in out) == (0, True)
    assert json.loads(run(*arguments, "--json")[1]) == []


@pytest.mark.parametrize("suffix", ["svg", "html"])
def test_the_timeline_is_drawn(run, folder, tmp_path, suffix):
    target = tmp_path / f"timeline.{suffix}"
    arguments = (
        "timeline",
        "--from",
        "hill",
        "--to",
        "port",
        "--since",
        "2002",
        "--until",
        "2003",
        "--dataset",
        folder,
        "-o",
        str(target),
    )
    assert run(*arguments) == (0, f"{target.resolve()}\n", "")
    text = target.read_text(encoding="utf-8")
    assert "Shut." in text
    if suffix == "svg":
        assert ET.fromstring(text).tag.endswith("svg")  # noqa: S314 - written a moment ago
    told = json.loads(run(*arguments, "--json")[1])
    assert told == {"file": str(target), "bytes": target.stat().st_size, "spans": 3}


# tables


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_written_as_the_library_gives_it(run, folder, tmp_path, table):
    target = tmp_path / "t.csv"
    assert run("export", str(target), "--table", table, "--dataset", folder) == (
        0,
        f"{target.resolve()}\n",
        "",
    )
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows == list(csv.DictReader(io.StringIO(table_csv(sp.load_dataset(folder), table), newline="")))


def test_a_description_for_catalogues_is_written(run, folder, tmp_path):
    target = tmp_path / "datapackage.json"
    told = json.loads(run("export", str(target), "--dataset", folder, "--json")[1])
    assert told == {"file": str(target), "bytes": target.stat().st_size}
    assert json.loads(target.read_text(encoding="utf-8"))["title"] == "Drawn"


# the shipped dataset


def test_every_place_can_be_asked_for_by_a_name_in_another_script(run, shipped, monkeypatch):
    monkeypatch.setattr(questions, "load_dataset", lambda _: shipped)
    index = build_name_index(shipped.places.values())
    asked = 0
    for place in shipped.places.values():
        names = [
            n
            for n in (place.name_ko, place.name_local, *place.variants, place.name)
            if len(index.get(fold_name(n), ())) == 1
        ]
        name = names[0]
        found = json.loads(run("evidence", name, "--json")[1])["target"]
        assert found == place.id
        asked += name != place.name
    assert asked >= len(shipped.places) - 5


def test_the_border_to_mongolia_was_shut_at_times_guarded_later_and_in_use(run):
    """The contradiction of 2004 to 2008 stands side by side, each side with its sources."""
    told = json.loads(run("evidence", "CHN-MNG", "--json")[1])
    assert told["grade"]["agreement"] == "differ"
    assert told["grade"]["independent"] >= 10

    def speaking(kind, first, last):
        return {c["report"] for c in told["claims"] if c["kind"] == kind and first <= c["since"][:4] <= last}

    assert "taipei-times-2004-08-02" in speaking("hazard", "2004", "2004")  # shut at times
    assert {"lintner-atimes-2006-11-10", "latimes-2008-02-22"} <= speaking(
        "hazard", "2005", "2008"
    )  # under guard
    in_use = {"donga-2004-11-15", "rfa-2005-09-06", "reuters-2006-11-23", "abc-2007-08-26"}
    assert in_use <= speaking("route", "2004", "2008")
    assert all(c["citation"] for c in told["claims"])


def test_each_founding_report_is_found_from_every_leg_that_it_supports(shipped):
    supported = {leg.claim.report: set() for leg in shipped.legs if leg.claim.report in FOUNDING}
    for leg in shipped.legs:
        if leg.claim.report in FOUNDING:
            supported[leg.claim.report].add(f"{leg.u}:{leg.v}")
    hazards = {r: {h.on for h in shipped.reports[r].hazards} for r in FOUNDING}
    assert all(supported.get(report) or hazards[report] for report in FOUNDING)
    for report in FOUNDING:
        for target in supported.get(report, set()) | hazards[report]:
            assert report in {c.report for c in sp.evidence(target, dataset=shipped).claims}


def test_the_timeline_of_the_shipped_dataset_names_the_claim_behind_each_change(run):
    told = json.loads(run("timeline", "--from", "onsong", "--json")[1])
    assert (told[0]["first"], told[-1]["last"]) == ("1997-01", "2019-12")
    assert told[0]["causes"] == []
    claims = {c.id for r in sp.load_dataset().reports.values() for c in r.claims}
    for span in told[1:]:
        assert span["causes"]
        assert {c["claim"] for c in span["causes"]} <= claims
        assert all(c["citation"] for c in span["causes"])
