"""`safepassage sweep`: every combination of closures as a table, with what would undo each."""

from __future__ import annotations

import csv
import json

import pytest

import safepassage as sp


def rows_of(file):
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def test_every_combination_has_a_row_and_equals_the_closed_network(run, tmp_path):
    file = tmp_path / "sweep.csv"
    asked = ("--close", "CHN-MNG", "--close", "mission@CHN", "--from", "onsong,yanji", "--as-of", "2004-06")
    code, out, err = run("sweep", "-o", str(file), *asked)

    assert (code, err) == (0, "")
    assert "4 combinations of 2 closures for 2 origins" in out
    rows = rows_of(file)
    assert len(rows) == 4 * 2 * 3
    for row in rows:
        G = sp.load_network("2004-06", close=[c for c in row["closed"].split("; ") if c])
        path = sp.best_by(G, row["from_place"], "seoul", row["weight"])
        assert row["places"] == "; ".join(path.places)
        assert float(row["length_km"]) == pytest.approx(path.length_km)


def test_closures_can_stand_in_a_file_with_remarks(run, tmp_path):
    names = tmp_path / "closures.txt"
    names.write_text("# what may close\nCHN-MNG\n\nmission@CHN  # all of them\n", encoding="utf-8")
    asked = ("--closures", str(names), "--from", "onsong", "--by", "risk", "--json")
    code, out, _ = run("sweep", "-o", str(tmp_path / "sweep.csv"), *asked)

    assert code == 0
    told = json.loads(out)
    assert told["closures"] == ["CHN-MNG", "mission@CHN"]
    assert told["combinations"] == 4


def test_without_closures_those_that_reports_tell_of_are_combined(run, tmp_path):
    file = tmp_path / "sweep.csv"
    _, out, _ = run("sweep", "-o", str(file), "--from", "onsong", "--by", "risk", "--json")

    assert json.loads(out)["combinations"] == 4096
    assert len(rows_of(file)) == 4096


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "sweep.txt"), "is written as .parquet or .csv"),
        (("--close", "CHN-MNH"), "Did you mean"),
        (("--closures", "no-such-file.txt"), "no-such-file.txt cannot be read"),
        (("--closures", "."), ". cannot be read"),
        (("--from", "onsnog"), "Did you mean"),
        (("-o", "no/such/folder/sweep.csv"), "no/such/folder"),
    ],
)
def test_what_cannot_be_combined_gives_one_line_and_exit_code_2(run, arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("sweep", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert not list(tmp_path.iterdir())


def test_a_file_that_names_no_closure_or_cannot_be_read_and_two_sources_are_refused(run, tmp_path):
    empty = tmp_path / "closures.txt"
    empty.write_text("# nothing yet\n", encoding="utf-8")

    assert "names no closure" in run("sweep", "--closures", str(empty))[2]
    garbled = tmp_path / "garbled.txt"
    garbled.write_bytes(b"\xff\xfeC\x00")
    for asked in (("sweep", "-o", str(tmp_path / "x.csv")), ("explore", "-o", str(tmp_path / "x.html"))):
        assert "garbled.txt is not in UTF-8" in run(*asked, "--closures", str(garbled))[2]
    assert "give one of them" in run("sweep", "--closures", str(empty), "--close", "CHN-MNG")[2]
