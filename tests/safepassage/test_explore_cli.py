"""`safepassage explore`: the page on which borders can be shut, and what cannot be asked for."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

import safepassage as sp
from geodata import DateError
from routes import Period
from safepassage.years import yearly_networks


@pytest.fixture(scope="module")
def dataset():
    return sp.load_dataset(today=dt.date(2026, 1, 1))


def test_page_is_written_and_its_size_told(run, tmp_path):
    path = tmp_path / "explorer.html"
    asked = ("--since", "2003", "--until", "2005", "--close", "CHN-MNG", "--close", "mission@CHN", "--json")
    code, out, err = run("explore", "-o", str(path), *asked)

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "file": str(path),
        "bytes": path.stat().st_size,
        "closures": ["CHN-MNG", "mission@CHN"],
    }
    assert path.stat().st_size < 2_500_000
    page = path.read_text(encoding="utf-8")
    assert [f'"year":{year}' in page for year in (2002, 2003, 2004, 2005, 2006)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_closures_and_places_are_read_as_elsewhere(run, tmp_path):
    path, file = tmp_path / "explorer.html", tmp_path / "closures.txt"
    file.write_text("CHN-MNG  # the Gobi\n\nmission@CHN\n", encoding="utf-8")
    code, out, _ = run(
        "explore",
        "-o",
        str(path),
        "--closures",
        str(file),
        "--from",
        "onsong, 혜산",
        "--since",
        "2004",
        "--until",
        "2004",
    )

    assert code == 0
    assert "2 closures can be tried out" in out
    assert '"origins":["onsong","hyesan"]' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--since", "1980"), "1980"),
        (("--since", "2010", "--until", "2004"), "no year lies between 2010 and 2004"),
        (("--close", "FOO"), "FOO"),
        (("-o", "explorer.csv"), "'explorer.csv' ends in '.csv'; a page is written as .html"),
        (("--from", "Atlantis", "--since", "2004", "--until", "2004"), "Atlantis"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_leaves_an_old_file_whole(run, tmp_path, asked, told):
    path = tmp_path / "explorer.html"
    path.write_text("old", encoding="utf-8")
    code, out, err = run("explore", "-o", str(path), *asked)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == "old"


def test_years_go_from_the_first_way_to_the_last(dataset):
    """Years without a way through are left out at both ends unless they are asked for; each is its 1 July."""
    networks = yearly_networks(dataset)

    assert networks[0].graph["as_of"] == dt.date(1997, 7, 1)
    assert [G.graph["as_of"] for G in networks] == [
        dt.date(year, 7, 1) for year in range(networks[0].graph["as_of"].year, 2020)
    ]
    assert yearly_networks(dataset, since=1996, until=1996)[0].graph["as_of"].year == 1996


def test_protected_years_are_not_among_them(dataset):
    """A dataset that goes on can be asked about up to five years ago."""
    import dataclasses

    info = dataclasses.replace(dataset.info, period=dataclasses.replace(dataset.info.period, end=None))
    ongoing = dataclasses.replace(dataset, info=info)

    assert yearly_networks(ongoing, since=2020, until=2020)[0].graph["as_of"] == dt.date(2020, 7, 1)
    with pytest.raises(DateError, match="2021 is no year"):
        yearly_networks(ongoing, until=2021)


def test_a_script_writes_the_same_page(dataset, tmp_path):
    """The call of the front door has the defaults of the command line."""
    path = sp.save_explorer(
        tmp_path / "x.html", dataset=dataset, closures=["CHN-MNG"], since=2004, until=2004
    )

    assert '"closures":[{"id":"CHN-MNG"' in path.read_text(encoding="utf-8")


def test_a_period_without_a_first_of_july_has_no_year_and_says_so(dataset):
    short = Period(start=dt.date(2004, 8, 1), end=dt.date(2005, 5, 1))
    with pytest.raises(DateError, match="none lies between 1 August 2004 and 1 May 2005"):
        yearly_networks(replace(dataset, info=replace(dataset.info, period=short)))
