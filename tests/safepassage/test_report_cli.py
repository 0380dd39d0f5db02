"""`safepassage report`: where the page is, what it answers, and what it refuses."""

from __future__ import annotations

import json

import pytest

import safepassage as sp


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "small"
    sp.write_new_dataset(folder)
    return str(folder)


def test_page_is_written_and_the_answer_told(run, small, tmp_path):
    path = tmp_path / "report.html"
    code, out, err = run("report", "-o", str(path), "--dataset", small, "--draws", "20")

    assert (code, err) == (0, "")
    assert str(path) in out
    assert "From Hill Town: through China, by air." in out
    assert "Best in all 20 draws (seed 0)." in out
    assert "past reports, not advice" in out
    assert "Which way was the safest from Hill Town to Harbour City?" in path.read_text(encoding="utf-8")


def test_json_stamps_what_was_written(run, small, tmp_path):
    path = tmp_path / "report.html"
    options = ("--close", "CHN-PRK", "--close", "market-town", "--seed", "3", "--draws", "10", "--json")
    code, out, _ = run("report", "-o", str(path), "--dataset", small, *options)
    told = json.loads(out)

    assert code == 0
    assert told["bytes"] == path.stat().st_size
    assert (told["origins"], told["destinations"]) == (["hill-town"], ["harbour-city"])
    assert (told["closures"], told["draws"], told["seed"]) == (3, 10, 3)
    assert (told["dataset"], told["as_of"]) == ("An example to start from", "2005 (taken as 1 July 2005)")


def test_page_is_that_of_the_library(run, small, tmp_path):
    """The command and the call write the same bytes."""
    code, _, _ = run("report", "-o", str(tmp_path / "a.html"), "--dataset", small, "--draws", "10")
    sp.save_report(tmp_path / "b.html", dataset=small, draws=10)

    assert code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_no_way_through_is_an_answer(run, small, tmp_path):
    path = tmp_path / "report.html"
    code, out, _ = run("report", "-o", str(path), "--dataset", small, "--as-of", "2000", "--draws", "0")

    assert code == 0
    assert "No way through" in out
    assert path.exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("-o", "report.pdf"), "'report.pdf' ends in '.pdf'; a page is written as .html"),
        (("--from", "nowhere"), "'nowhere' is not a place"),
        (("--from", ","), "no origin is named"),
        (("--close", "nothing-like-it"), "nothing-like-it"),
        (("--draws", "-1"), "draws"),
        (("--as-of", "2025"), "2025"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_leaves_no_file(
    run, small, tmp_path, monkeypatch, options, told
):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("report", "--dataset", small, *options)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
