"""`safepassage compare`: closures, scenarios and dates in print, JSON and files, and what is refused."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest

import safepassage as sp
from routes import Scenario, write_scenario

SHUT = ("--close", "CHN-MNG", "--close", "mission@CHN", "--as-of", "2004-06")


def test_a_comparison_tells_who_turns_where_and_what_would_help(run):
    code, out, err = run("compare", *SHUT)

    assert (code, err) == (0, "")
    assert "CHN-MNG closed, mission@CHN closed" in out
    assert out.count("now through Vietnam, by air. The next by another exit, through Thailand") == 5
    assert "China, by its diplomatic missions > Vietnam, by air" in out
    assert "what would help" in out
    assert "the China-Mongolia border opened again and safe" in out
    assert "not advice" in out


def test_one_objective_and_one_origin_are_one_line(run):
    out = run("compare", *SHUT, "--from", "onsong", "--by", "length")[1]
    lines = [line for line in out.splitlines() if line.startswith("Onsong ")]
    assert len(lines) == 1
    assert "the shortest way from Onsong" in out
    assert "Laos and Thailand, by air" in out


def test_json_says_what_the_library_says(run):
    told = json.loads(run("compare", *SHUT, "--json")[1])
    (case,) = told["compared"]
    found = sp.compare(sp.load_network("2004-06"), Scenario(close=["CHN-MNG", "mission@CHN"]))
    assert [row["in_words"] for row in case["differences"]] == list(found.sentences())
    assert [row["after"]["places"] for row in case["differences"]] == [
        list(d.after.places) for d in found.cases[0].differences
    ]


def test_two_dates_are_compared_as_reported(run):
    code, out, err = run("compare", "--as-of", "2004-06", "--as-of", "2012", "--by", "risk")
    assert (code, err) == (0, "")
    assert "as of 2012 (taken as 1 July 2012)" in out
    assert "Cut off: Hoeryong, Musan." in out
    assert "Why: Musan is as far as one gets; every way on is shut: no longer reported after" in out
    back = run("compare", "--as-of", "2012", "--as-of", "2004-06", "--by", "risk")[1]
    assert "A way again: Hoeryong, Musan." in back


def test_several_scenarios_stand_one_below_the_other(run, tmp_path):
    files = []
    for name, close in (("border", "CHN-MNG"), ("missions", "mission@CHN")):
        files += ["--scenario", str(write_scenario(Scenario(name, close=close), tmp_path / f"{name}.toml"))]
    told = json.loads(run("compare", "--close", "VNM", *files, "--as-of", "2004", "--json")[1])
    assert [case["label"] for case in told["compared"]] == ["VNM closed", "border", "missions"]


def test_open_and_level_make_one_scenario_with_the_closures(run):
    told = json.loads(
        run("compare", "--close", "mission@CHN", "--level", "CHN-VNM=severe", "--as-of", "2004", "--json")[1]
    )
    (case,) = told["compared"]
    assert set(case["scenario"]) == {"CHN-VNM set to severe", "mission@CHN closed"}
    code, out, _ = run("compare", "--open", "RUS", "--as-of", "2004", "--from", "onsong")
    assert code == 0
    assert "RUS opened" in out


def test_a_scenario_that_is_not_in_force_is_noted(run, tmp_path):
    file = tmp_path / "later.toml"
    file.write_text('[[close]]\non = "CHN-MNG"\nsince = 2010\n', encoding="utf-8")
    code, out, err = run("compare", "--scenario", str(file), "--as-of", "2004", "--from", "onsong")
    assert code == 0
    assert "in force" in err
    assert "\nCHN-MNG closed from 1 January 2010\n" in out
    assert "With nothing changed, the safest way from Onsong stays as it was" in out


def test_a_date_outside_the_dataset_is_noted(run, tmp_path):
    """It may be asked about, and the answer is not told as if the dataset knew."""
    code, out, err = run("compare", "--as-of", "1850", "--as-of", "2004", "--from", "onsong", "--by", "risk")
    assert (code, err) == (0, "Note: 1 July 1850 lies outside the dataset, which covers 1996 to 2020.\n")
    assert "A way again: Onsong." in out
    asked = ("sweep", "--close", "VNM", "--as-of", "1850", "-o", str(tmp_path / "sweep.csv"))
    assert run(*asked)[2].startswith("Note: 1 July 1850 lies outside")


def test_where_nothing_helps_this_is_said(run):
    out = run("compare", "--close", "PRK", "--close", "CHN-PRK", "--as-of", "2004", "--from", "onsong")[1]
    assert "Cut off: Onsong." in out
    assert "Nothing helps that is one closure opened again" in out


def test_several_destinations_have_a_column(run):
    out = run("compare", *SHUT, "--from", "onsong", "--to", "seoul,bangkok", "--by", "risk")[1]
    header = next(line for line in out.splitlines() if line.startswith("from "))
    assert header.split()[:3] == ["from", "to", "by"]
    assert "from Onsong to Bangkok" in out


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "csv"])
def test_comparisons_are_written_as_tables(run, tmp_path, suffix):
    file = tmp_path / f"found.{suffix}"
    code, out, err = run("compare", *SHUT, "-o", str(file))
    assert (code, err) == (0, "")
    assert out.splitlines() == [str(file), "15 ways before and after."]
    if suffix == "csv":
        assert len(file.read_text(encoding="utf-8").splitlines()) == 16
        return
    layer = {"layer": "comparison"} if suffix == "gpkg" else {}
    assert len(gpd.read_file(file, **layer)) == 15
    if suffix == "gpkg":
        assert set(gpd.list_layers(file)["name"]) == {"comparison", "before", "relief"}


def test_the_file_is_told_in_json_too(run, tmp_path):
    file = tmp_path / "found.csv"
    told = json.loads(run("compare", *SHUT, "-o", str(file), "--json")[1])
    assert {"file": str(file), "bytes": file.stat().st_size, "rows": 15}.items() <= told.items()
    assert told["version"] == "0.2.0"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "there is nothing to compare: give --close TARGET"),
        (("--as-of", "2004"), "there is nothing to compare"),
        (("--as-of", "2001", "--as-of", "2004", "--close", "VNM"), "ask for one of the two"),
        (("--level", "CHN-VNM"), "write it as CHN-VNM=severe"),
        (("--level", "=severe"), "write it as CHN-VNM=severe"),
        (("--level", "CHN-VNM=terrible"), "--level 'CHN-VNM=terrible': 'terrible' is not one of the words"),
        (("--close", "XXX-YYY"), "XXX"),
        (("--close", "MNG", "--open", "MNG"), "is both closed and opened at the same time"),
        (("--close", "MNG", "--from", "Atlantis"), "'Atlantis' is not a place"),
        (("--close", "MNG", "--from", ""), "no place is named"),
        (("--close", "MNG", "--as-of", "someday"), "someday"),
        (("--close", "MNG", "--by", "beauty"), "beauty"),
        (("--close", "MNG", "--by", "risk", "--by", "risk"), "'risk' is asked twice"),
        (("--scenario", "nowhere.toml"), "'nowhere.toml' cannot be read"),
        (("--close", "MNG", "-o", "found.txt"), "'.txt'"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(run, arguments, told):
    code, out, err = run("compare", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
