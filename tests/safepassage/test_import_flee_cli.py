"""`safepassage import-flee`: from a folder of Flee to answers, with everything told on the way."""

from __future__ import annotations

import csv
import json
import shlex

import pytest

import safepassage as sp


@pytest.fixture
def example(run, tmp_path):
    """The small invented instance that comes with the command."""
    code, out, err = run("import-flee", "--example", str(tmp_path / "flee"))
    assert (code, err) == (0, "")
    assert out.endswith("flee: closures.csv, locations.csv, routes.csv, sim_period.csv\n")
    return tmp_path / "flee"


@pytest.fixture
def imported(run, example, tmp_path):
    code, _, err = run("import-flee", str(example), str(tmp_path / "new"))
    assert (code, err) == (0, "")
    return str(tmp_path / "new")


def test_what_was_read_and_changed_is_printed_with_what_to_ask_next(run, example, tmp_path):
    code, out, err = run("import-flee", str(example), str(tmp_path / "new"))
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert lines[0] == (
        "Read 5 locations (1 conflict zone, 2 camps), 5 routes (2 over borders) and 2 closures, "
        "2014-01-01 to 2014-12-31."
    )
    assert lines[1] == "Countries: Chad = Chad (TCD), CAR = Central African Republic (CAF)"
    assert "  closures.csv, line 3: its end is -1: it never reopens (repaired)" in lines
    assert f"Written to {tmp_path / 'new'}. Nothing is claimed of risk: all of it is assumed. Try:" in lines


def test_every_command_that_is_offered_works(run, example, tmp_path, monkeypatch):
    """Validate, path, compare, sweep, bottlenecks and map, as printed."""
    monkeypatch.chdir(tmp_path)
    _, out, _ = run("import-flee", "flee", "a new one", "--json")
    commands = json.loads(out)["next"]
    assert [shlex.split(command)[1] for command in commands] == [
        *("validate", "path", "compare", "sweep", "bottlenecks", "map")
    ]
    for command in commands:
        code, _, err = run(*shlex.split(command)[1:])
        assert code == 0, command
        # `validate` is about no date, and the page of `map` holds its notices itself.
        silent = command.split()[1] in {"validate", "map"}
        assert err.count("no report tells of danger") == (not silent), command
    assert "no report tells of danger" in (tmp_path / "map.html").read_text(encoding="utf-8")
    with (tmp_path / "sweep.csv").open(encoding="utf-8", newline="") as file:
        assert {row["closed"] for row in csv.DictReader(file)} == {"", "CAF-TCD"}


def test_quiet_says_only_what_was_read(run, example, tmp_path):
    """Repairs belong to the answer, confirmations and proposals do not."""
    _, out, _ = run("import-flee", str(example), str(tmp_path / "new"), "--quiet")
    assert "Read 5 locations" in out
    assert "never reopens" in out
    assert "Written to" not in out
    assert "safepassage path" not in out


def test_json_has_every_remark_with_file_and_line(run, example, tmp_path):
    _, out, _ = run("import-flee", str(example), str(tmp_path / "new"), "--json")
    told = json.loads(out)
    assert told["remarks"][-1] == {
        "kind": "repaired",
        "file": "closures.csv",
        "line": 3,
        "text": "its end is -1: it never reopens",
    }
    assert told["period"] == ["2014-01-01", "2014-12-31"]
    assert told["countries"]["CAR"] == {"code": "CAF", "found": "by another name of it"}
    assert told["places"]["Hill_Town"] == "hill-town"
    assert (told["locations"], told["routes"], told["routes_over_borders"], told["closures"]) == (5, 5, 2, 2)


def test_dates_show_what_the_closures_did(run, imported):
    """The border is shut from day 100 to 129 (11 April to 10 May); Camp North for good from day 200."""
    found = {}
    for day in ("2014-04-10", "2014-04-11", "2014-05-10", "2014-05-11", "2014-07-20"):
        asked = (
            "path",
            "hill-town",
            "camp-north",
            "--by",
            "length",
            "--dataset",
            imported,
            "--as-of",
            day,
            "--json",
        )
        found[day] = json.loads(run(*asked)[1]).get("length_km")
    assert found == {
        "2014-04-10": 190.0,
        "2014-04-11": None,
        "2014-05-10": None,
        "2014-05-11": 190.0,
        "2014-07-20": None,
    }
    _, out, _ = run("path", "hill-town", "camp-north", "--dataset", imported, "--as-of", "2014-04-11")
    assert "border CAF-TCD closed according to flee-instance#hazard-1" in out


def test_the_nearest_camp_is_the_nearest_haven(imported):
    nearest = sp.nearest_haven(sp.load_network(dataset=imported), "hill-town", "length")
    assert (nearest.target, nearest.length_km) == ("camp-north", 190.0)


def test_options_reach_the_dataset(run, example, tmp_path):
    (example / "sim_period.csv").unlink()
    asked = (
        "--start",
        "2014-02-01",
        "--days",
        "50",
        "--country",
        "CAR=CMR",
        "--title",
        "Trial",
        "--publisher",
        "Me",
    )
    cited = ("--date", "2025-07-01", "--url", "https://example.org/data")
    code, _, err = run("import-flee", str(example), str(tmp_path / "new"), *asked, *cited)
    assert (code, err) == (0, "")
    dataset = sp.load_dataset(tmp_path / "new")
    (report,) = dataset.reports.values()
    assert (dataset.info.title, report.publisher, report.date_text, report.url) == (
        "Trial",
        "Me",
        "2025-07-01",
        "https://example.org/data",
    )
    assert str(dataset.info.period.end) == "2014-03-22"
    assert dataset.places["camp-north"].country == "CMR"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere", "new"), "'nowhere' is no folder; name the one that holds locations.csv"),
        (("flee",), "name the dataset folder to write"),
        (("flee", "flee"), "exists already; name a folder that does not, nothing is overwritten"),
        (("--example", "flee"), "exists already"),
        (("flee", "new", "--start", "2014"), "start '2014' is no single day; write it like 2013-12-01"),
        (("flee", "new", "--start", "soon"), "'soon' is no date"),
        (("flee", "new", "--start", "2999-01-01"), "cannot be; mend the year"),
        (("flee", "new", "--days", "0"), "a period of 0 days cannot be"),
        (("flee", "new", "--days", "many"), "many"),
        (("flee", "new", "--days", "20000"), "reaches into the last 5 years"),
        (("flee", "new", "--country", "CAR"), "--country 'CAR' is no NAME=ISO"),
        (("flee", "new", "--country", "CAR=XXX"), "'XXX' is no ISO 3166-1 alpha-3 code"),
        (("flee", "new", "--country", "DRC=COD"), "no location lies in a country 'DRC'"),
        (("flee", "new", "--url", "ftp://x"), "is no web address"),
    ],
)
def test_bad_questions_get_one_line_and_leave_nothing(
    run, example, tmp_path, monkeypatch, arguments, message
):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("import-flee", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["flee"]


def test_from_python_dates_may_be_text_or_dates(example, tmp_path):
    import datetime as dt

    done = sp.import_flee(example, tmp_path / "one", start="2014-01-02", days=30)
    again = sp.import_flee(example, tmp_path / "two", start=dt.date(2014, 1, 2), days=30)
    assert done.dataset == again.dataset
    assert sp.load_network(dataset=tmp_path / "one").number_of_nodes() == 9
