"""`export` and `convert`: from a dataset to files, from form to form, and what is refused with one line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import networkx as nx
import pytest

import safepassage as sp
from routes import NETWORK_FORMATS, read_dataset

READABLE = [suffix for suffix in NETWORK_FORMATS if suffix != ".csv"]


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("suffix", READABLE)
def test_what_is_exported_is_the_network_that_was_asked_for(run, draw, tmp_path, suffix):
    folder, file = str(draw()), str(tmp_path / f"n{suffix}")
    code, out, err = run("export", file, "--dataset", folder, "--as-of", "2003-05", "--close", "rail@CHN")

    asked = sp.load_network("2003-05", dataset=folder, close=["rail@CHN"])
    assert code == 0
    assert str(Path(file).resolve()) in out
    assert "as of 2003-05" in out
    assert "Note: not in this file: the network on other dates" in err
    assert nx.utils.graphs_equal(sp.read_network(file), asked)


@pytest.mark.parametrize("suffix", READABLE)
def test_a_network_is_brought_from_form_to_form_unchanged(run, draw, tmp_path, suffix):
    start, middle, end = (str(tmp_path / name) for name in ("a.geojson", f"b{suffix}", "c.geojson"))
    run("export", start, "--dataset", str(draw()))

    assert run("convert", start, middle)[0] == 0
    assert run("convert", middle, end)[0] == 0
    assert Path(end).read_bytes() == Path(start).read_bytes()


def test_a_dataset_folder_is_converted_as_of_its_own_date_or_another(run, draw, tmp_path):
    folder, file = str(draw()), str(tmp_path / "n.graphml")

    assert run("convert", folder, file)[0] == 0
    assert sp.read_network(file).graph["as_of"] == dt.date(2004, 7, 1)
    assert run("convert", folder, file, "--as-of", "2006")[0] == 0
    assert sp.read_network(file).graph["as_of"] == dt.date(2006, 7, 1)


@pytest.mark.parametrize("command", ["export", "convert"])
def test_a_copy_of_a_dataset_is_the_same_dataset(run, draw, tmp_path, command):
    folder, copy = draw(), tmp_path / "copy"
    asked = (
        (command, str(copy), "--dataset", str(folder))
        if command == "export"
        else (command, str(folder), str(copy))
    )
    code, out, _ = run(*asked)
    today = dt.date(2026, 1, 1)

    assert code == 0
    assert "4 files." in out
    assert read_dataset(copy, today=today) == read_dataset(folder, today=today)
    assert run("validate", str(copy))[0] == 0


def test_a_copy_of_a_copy_has_the_same_bytes(run, draw, tmp_path):
    run("convert", str(draw()), str(tmp_path / "one"))
    run("convert", str(tmp_path / "one"), str(tmp_path / "two"))

    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.parametrize("table", ["claims", "flows", "journeys", "legs", "places"])
def test_every_table_can_be_had_as_csv(run, draw, tmp_path, table):
    file = tmp_path / "t.csv"
    code, _, err = run("export", str(file), "--table", table, "--dataset", str(draw()))

    head = file.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert code == 0
    assert head[0] == {"legs": "from_place", "places": "place"}.get(table, "id")
    assert ("not in this file" in err) == (table in ("legs", "places"))


def test_without_a_table_a_csv_of_a_dataset_holds_claims_and_one_of_a_network_legs(run, draw, tmp_path):
    folder, network = str(draw()), str(tmp_path / "n.gpkg")
    run("export", network, "--dataset", folder)
    run("export", str(tmp_path / "a.csv"), "--dataset", folder)
    run("convert", folder, str(tmp_path / "b.csv"))
    run("convert", network, str(tmp_path / "c.csv"))

    heads = [(tmp_path / f"{name}.csv").read_text(encoding="utf-8").split(",")[0] for name in "abc"]
    assert heads == ["id", "from_place", "from_place"]


def test_json_tells_the_file_what_it_lacks_and_of_what_it_is(run, draw, tmp_path):
    file = tmp_path / "n.csv"
    code, out, _ = run("export", str(file), "--table", "legs", "--dataset", str(draw()), "--json")
    told = json.loads(out)

    assert code == 0
    assert told["bytes"] == file.stat().st_size
    assert "legs that are not open, and why" in told["not_in_file"]
    assert (told["dataset"], told["version"], told["scenario"]) == ("Drawn", "1", [])


def test_a_quiet_run_writes_the_file_and_says_nothing(run, draw, tmp_path):
    file = tmp_path / "n.gpkg"

    assert run("--quiet", "export", str(file), "--dataset", str(draw())) == (0, "", "")
    assert file.exists()


def test_a_lifted_protection_is_told_with_its_reason(run, draw, tmp_path):
    folder = draw()
    settings = folder / "dataset.toml"
    lifted = 'people_at_risk = false\npeople_at_risk_reason = "An announced evacuation."\n[scale]'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[scale]", lifted, 1), encoding="utf-8")

    assert "An announced evacuation." in run("export", str(tmp_path / "n.gpkg"), "--dataset", str(folder))[1]
    assert "An announced evacuation." in run("convert", str(tmp_path / "n.gpkg"), str(tmp_path / "n.kml"))[1]


def test_what_a_file_held_besides_is_told(run, draw, tmp_path):
    file = tmp_path / "n.geojson"
    run("export", str(file), "--dataset", str(draw()))
    told = json.loads(file.read_text(encoding="utf-8"))
    told["features"][0]["properties"]["remark"] = "mine"
    file.write_text(json.dumps(told), encoding="utf-8")

    code, _, err = run("convert", str(file), str(tmp_path / "n.gpkg"))

    assert code == 0
    assert "no part of a network were left out: places.remark" in err


def test_a_table_of_ones_own_becomes_a_network(run, tmp_path):
    file = tmp_path / "mine.csv"
    head = "from_place,to_place,mode,from_lon,from_lat,to_lon,to_lat"
    file.write_text(f"{head}\nhill,town,road,100,10,101,10\n", encoding="utf-8")
    told = (
        "--publisher",
        "Mapping Office",
        "--title",
        "Roads",
        "--date",
        "2015",
        "--country",
        "THA",
        "--two-way",
    )
    code, out, _ = run("convert", str(file), str(tmp_path / "n.gpkg"), *told)

    assert code == 0
    assert "2 legs as of 2015" in out
    assert sp.shortest_path(sp.read_network(tmp_path / "n.gpkg"), "town", "hill").found


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "n.shp"), "is neither a file of a network (.gpkg, .geojson"),
        (("export", "n.gpkg", "--table", "legs"), "--table says what a .csv holds"),
        (("export", "copy", "--as-of", "2004"), "--as-of makes a network of one date"),
        (("export", "flows.csv", "--table", "flows", "--close", "CHN-MNG"), "--close makes a network"),
        (("export", "datapackage.json", "--as-of", "2004"), "--as-of makes a network of one date"),
        (("export", "x.csv", "--table", "flow"), "Did you mean flows?"),
        (("export", "n.gpkg", "--as-of", "2099"), "lies in the last 5 years"),
        (("convert", "n.gpkg", "copy"), "cannot become a dataset"),
        (("convert", "n.gpkg", "datapackage.json"), "cannot become a dataset"),
        (("convert", "n.gpkg", "a.csv", "--table", "claims"), "belongs to a dataset"),
        (("convert", "n.gpkg", "a.geojson", "--as-of", "2004"), "--as-of goes with a dataset folder"),
        (("convert", "n.csv", "a.geojson"), "no network is read from .csv"),
        (("convert", "nothing.gpkg", "a.geojson"), "'nothing.gpkg' does not exist"),
        (("convert", "n.gpkg", "a.kml", "--publisher", "X"), "give --title, --date"),
        (("convert", "n.gpkg", "a.kml", "--two-way"), "speak of a file with tables of your own"),
        (
            ("convert", "n.gpkg", "a.kml", "--publisher", "X", "--title", "Y", "--date", "2010"),
            "tells its own reports",
        ),
        (("convert", "n.gpkg", "a.shp"), "is neither a file of a network"),
    ],
)
def test_what_cannot_be_written_gives_one_line_and_exit_code_2(
    run, draw, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    run("export", "n.gpkg", "--dataset", str(draw()))
    before = sorted(path.name for path in tmp_path.iterdir())
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith("safepassage: ")
    assert err.count("\n") == 1
    assert words in err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_folder_that_is_taken_is_never_written_over(run, draw, tmp_path):
    folder = draw()
    before = files_of(folder)
    code, _, err = run("export", str(folder))

    assert code == 2
    assert "nothing is overwritten" in err
    assert files_of(folder) == before


# questions about a file of a network


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "graphml"])
def test_questions_are_answered_about_a_file_as_about_its_dataset(run, tmp_path, suffix):
    """A path, what depends on it, a closure, every combination of two, and the map: from the file alone."""
    file = str(tmp_path / f"net.{suffix}")
    assert run("export", file, "--as-of", "2004-06")[0] == 0
    for asked in (
        ("path", "onsong", "seoul", "--json"),
        ("bottlenecks", "--from", "onsong", "--json"),
        ("compare", "--close", "CHN-MNG", "--from", "onsong", "--json"),
    ):
        assert run(*asked, "--dataset", file) == run(*asked, "--as-of", "2004-06")
    tables = [str(tmp_path / f"{name}.csv") for name in ("a", "b")]
    closed = ("--close", "CHN-MNG", "--close", "mission@CHN")
    assert run("sweep", "-o", tables[0], *closed, "--dataset", file)[0] == 0
    assert run("sweep", "-o", tables[1], *closed, "--as-of", "2004-06")[0] == 0
    assert Path(tables[0]).read_bytes() == Path(tables[1]).read_bytes()
    assert run("map", "-o", str(tmp_path / "m.html"), "--dataset", file)[0] == 0


def test_a_file_answers_for_its_own_date_alone(run, tmp_path):
    file = str(tmp_path / "net.gpkg")
    run("export", file, "--as-of", "2004-06")
    assert run("path", "onsong", "seoul", "--dataset", file, "--as-of", "2004-06-15")[0] == 0
    code, out, err = run("path", "onsong", "seoul", "--dataset", file, "--as-of", "2005")
    assert (code, out) == (2, "")
    assert "net.gpkg' holds the network as of 2004-06 (taken as 15 June 2004) alone" in err


@pytest.mark.parametrize("asked", [("places",), ("sweep", "-o", "x.csv"), ("timeline", "--from", "onsong")])
def test_what_needs_all_dates_or_reports_asks_for_the_folder(run, tmp_path, asked):
    file = str(tmp_path / "net.graphml")
    run("export", file)
    code, out, err = run(*asked, "--dataset", file)
    assert (code, out) == (2, "")
    assert "name the folder that holds dataset.toml" in err
