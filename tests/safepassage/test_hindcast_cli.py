"""`safepassage hindcast`: the verdict first, then scores and windows; as files and as data."""

from __future__ import annotations

import inspect
import json

import pytest

import safepassage as sp
from analysis import hindcast_flows, hindcast_in_words, trace_hindcast, window_rows

QUICK = ("--draws", "8", "--shuffles", "1")
NONE = ("--draws", "0", "--shuffles", "0")


@pytest.fixture(scope="module")
def found():
    return hindcast_flows(sp.load_dataset(), draws=8, shuffles=1)


def test_the_verdict_comes_first_then_scores_then_windows(run, found):
    code, out, err = run("hindcast", *QUICK)

    assert (code, err) == (0, "")
    words = hindcast_in_words(found)
    places = [out.index(f"- {sentence}\n") for sentence in words]
    assert places == sorted(places)
    assert places[-1] < out.index("choice by risk  ") < out.index("Windows, fitted on:")
    assert out.index("Windows, fitted on:") < out.index("Windows, tested on:")
    assert "levels shuffled (once)" in out
    assert "It is no forecast." in out
    lines = out.splitlines()
    for row in window_rows(found):
        assert any(
            line.startswith(row["window"])
            and all(row[name] in line for name in ("exit", "counted", "published", "predicted"))
            and line.endswith(row["agree"])
            for line in lines
        ), row


def test_the_data_are_those_of_the_library(run, found, tmp_path):
    code, out, _ = run("hindcast", *QUICK, "--json")
    told = json.loads(json.dumps(trace_hindcast(found)))

    assert code == 0
    assert json.loads(out) == told
    path = sp.save_hindcast(sp.load_dataset(), found, tmp_path / "hindcast.json")
    assert json.loads(path.read_text(encoding="utf-8")) == told


def test_file_is_written_and_its_size_told(run, tmp_path):
    path = tmp_path / "hindcast.html"
    code, out, _ = run("hindcast", *NONE, "-o", str(path), "--json")

    assert code == 0
    told = json.loads(out)
    assert (told["bytes"], told["windows"]) == (path.stat().st_size, 12)
    assert (told["draws"], told["shuffles"], told["seed"]) == (0, 0, 0)


def test_another_split_is_asked_for_by_its_year(run):
    _, out, _ = run("hindcast", *NONE, "--fit-until", "2009")

    assert "up to 2009" in out
    assert "Windows, neither (over the split):" in out
    assert "levels shuffled" not in out


def test_a_split_that_leaves_nothing_to_test_on_is_too_few_to_say(run):
    code, out, _ = run("hindcast", *NONE, "--fit-until", "2019")

    assert code == 0
    assert "Too few to say" in out
    assert "choice by risk" not in out
    assert "Windows, fitted on:" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--draws", "-1"), "draws is -1"),
        (("--shuffles", "-1"), "shuffles is -1"),
        (("--fit-until", "1990"), "nothing was published on which theta could be fitted up to 1990"),
        (("--seed", "-1"), "seed"),
        (("-o", "hindcast.png"), "'.png'"),
        (("--dataset", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_is_an_error_without_a_traceback(run, arguments, told):
    code, out, err = run("hindcast", *arguments)

    assert (code, out) == (2, "")
    assert told in err


def test_the_split_of_the_command_is_that_of_the_library():
    from safepassage.commands.hindcast import tell_hindcast

    library, command = (inspect.signature(f).parameters for f in (hindcast_flows, tell_hindcast))
    for name in ("fit_until", "draws", "shuffles", "seed"):
        assert library[name].default == command[name].default
