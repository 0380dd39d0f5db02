"""The command line: what it prints, how it refuses, and that nothing is ever lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from routes import shipped_dataset_path
from safepassage.cli import COMMANDS
from safepassage.commands import app_with


def test_every_command_is_known_by_its_name_in_the_order_of_the_help():
    assert [command.name for command in app_with().registered_commands] == [*COMMANDS]


def test_a_question_imports_its_own_command_alone():
    told = "import sys; from safepassage.cli import main\ntry: main(['places', '--json'])\nfinally: "
    told += "print(any(name in sys.modules for name in ('safepassage.commands.paths', 'safepassage.commands.sweep')))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1] == "False"


def test_without_a_command_it_shows_its_help(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    for command in COMMANDS:
        assert command in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"Example: safepassage {command}" in " ".join(out.split())


def test_the_version_is_that_of_the_package(run):
    from importlib.metadata import version

    assert run("--version")[1] == f"safepassage {version('safepassage')}\n"


def test_a_path_is_printed_with_its_totals_margins_and_reports(run):
    code, out, err = run("path", "onsong", "seoul", "--as-of", "2004-06")
    assert (code, err) == (0, "")
    for words in (
        "past reports, not advice",
        "15 June 2004",
        "Runner-up:",
        "Next by another exit:",
        "Reports (",
        "version",
    ):
        assert words in out


def test_json_traces_every_number_of_a_path(run):
    code, out, _ = run("path", "onsong", "seoul", "--as-of", "2004-06", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["found"]
    for leg in told["legs"]:
        assert leg["reports"]
        assert leg["route_claims"]
        for part in leg["parts"].values():
            assert part["assumed"] or all(c["level"] if "level" in c else c["claim"] for c in part["claims"])


def test_names_are_forgiving(run):
    assert run("path", "Onsong", "서울", "--as-of", "2004", "--json")[0] == 0


def test_closing_everything_answers_no_way_through_and_why(run):
    code, out, err = run("path", "onsong", "seoul", "--close", "CHN", "--as-of", "2004")
    assert (code, err) == (0, "")
    assert "No way through" in out
    assert "CHN closed" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("path", "onsong", "seul"), "Did you mean seoul"),
        (("path", "onsong", "seoul", "--close", "CHN-MNH"), "Did you mean"),
        (("path", "onsong", "seoul", "--close", "missoin@CHN"), "Did you mean mission"),
        (("path", "onsong", "seoul", "--close", "yanji:seoul"), "is no leg that a report supports"),
        (("path", "Tumen", "seoul"), "names several places: tumen"),
        (("path", "onsong", "seoul", "--as-of", "soon"), "is no date"),
        (("path", "onsong", "seoul", "--as-of", "2099"), "lies in the last 5 years"),
        (("path", "onsong", "seoul", "--by", "luck"), "'luck' is not one of"),
        (("path",), "Missing argument 'FROM'. Try 'safepassage path --help'."),
        (("flee",), "No such command 'flee'. Try 'safepassage --help'."),
        (("pth",), "Did you mean 'path'? Try 'safepassage --help'."),
        (("path", "--from", "onsong"), "Places stand without an option here: FROM TO."),
        (("map", "onsong", "seoul"), "Places are given by --from and --to."),
        (("path", "onsong", "seoul", "--close", "CHN", "MNG"), "A name with blanks needs quotes"),
        (("validate", "--dataset", "x"), "A folder or file stands without an option here."),
        (("path", "north korea", "seoul"), "It is a country; name a place in it, as "),
        (("path", "a", "b", "--dataset", "nowhere"), "there is no such folder in "),
        (("export", "a.xlsx"), "Excel and LibreOffice open a .csv"),
        (("map", "-o", "/proc/no/such/folder/routes.html"), "folder"),
        (("map", "--to", "seoul"), "--to needs --from"),
        (("map", "-o", "routes.csv"), "a page is written as .html"),
        (("path", "a", "b", "--dataset", "/no/such/folder"), "there is no such folder"),
    ],
)
def test_what_cannot_be_answered_gives_one_line_and_exit_code_2(run, arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("safepassage: ")
    assert err.count("\n") == 1
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["places", "reports", "targets"])
def test_what_can_be_named_is_listed_as_table_and_as_json(run, command):
    code, out, _ = run(command)
    assert code == 0
    assert "Reported routes of North Korean refugees" in out
    assert len(json.loads(run(command, "--json")[1])) > 3


def test_every_listed_target_can_be_closed(run):
    import safepassage as sp

    targets = [t["target"] for t in json.loads(run("targets", "--legs", "--json")[1])]
    sp.load_network(2004, close=targets)


def test_the_list_of_commands_has_a_whole_sentence_for_each(run, monkeypatch):
    """The parser cuts what is too long for a line, and shows that by three dots."""
    monkeypatch.setenv("COLUMNS", "80")
    listed = run("--help")[1].partition("Commands:")[2]
    assert [line.split()[0] for line in listed.strip().splitlines()] == [*COMMANDS]
    assert all(len(line) <= 78 and line.endswith(".") for line in listed.strip().splitlines())
    assert [line for line in listed.splitlines() if line.endswith("...")] == []


def test_validate_prints_every_fault_on_stdout_and_exits_2(run, draw):
    folder = draw(
        gazette='[[route]]\nvia = ["hill", "nowhere"]\nclaim = "x"\n[[hazard]]\non = "CHN"\nlevel = "bad"\nclaim = "x"\n'
    )
    code, out, err = run("validate", str(folder))
    assert (code, err) == (2, "")
    assert "'nowhere' - is no place of places.csv" in out
    assert "'bad' - is not one of the words" in out
    assert "2 faults" in out
    assert {f["value"] for f in json.loads(run("validate", str(folder), "--json")[1])} == {"nowhere", "bad"}


def test_validate_of_the_shipped_dataset_is_clean(run):
    count = len(list((shipped_dataset_path() / "reports").iterdir()))
    assert run("validate", str(shipped_dataset_path()))[:2] == (
        0,
        f"{shipped_dataset_path()}: {count} reports, no faults.\n",
    )


def test_a_new_dataset_validates_answers_and_is_never_written_over_another(run, tmp_path):
    folder = str(tmp_path / "mine")
    assert run("new-dataset", folder)[0] == 0
    assert run("validate", folder)[0] == 0
    assert "Harbour City" in run("path", "hill-town", "harbour-city", "--dataset", folder)[1]

    code, _, err = run("new-dataset", folder)
    assert code == 2
    assert "nothing is overwritten" in err


def test_a_map_is_written_and_says_where_it_is(run, tmp_path):
    page = tmp_path / "routes.html"
    code, out, _ = run("map", "-o", str(page), "--from", "onsong", "--to", "seoul")
    assert code == 0
    assert str(page) in out
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_map_takes_several_origins_as_a_path_does(run, tmp_path):
    page = tmp_path / "routes.html"
    code, _, _ = run("map", "-o", str(page), "--from", "onsong, hyesan", "--as-of", "2012")

    assert code == 0
    assert '"origins":["onsong","hyesan"]' in page.read_text(encoding="utf-8").replace(" ", "")


def test_a_failed_map_leaves_the_old_file_whole(run, draw, tmp_path):
    page = tmp_path / "routes.html"
    page.write_text("old", encoding="utf-8")
    broken = draw(gazette='[[route]]\nvia = ["hill"]\nclaim = "x"\n')
    assert run("map", "-o", str(page), "--dataset", str(broken))[0] == 2
    assert page.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["routes.html"]


def test_rounded_coordinates_are_told_on_stderr(run, draw):
    folder = draw(
        places="hill origin PRK 0.123 0\nriver crossing PRK:CHN 1 0\ntown city CHN 2 0\npass crossing CHN:MNG 3 0\ncamp city MNG 4 0\nport destination KOR 14 0"
    )
    code, _, err = run("path", "hill", "port", "--dataset", str(folder))
    assert code == 0
    assert "rounded to one decimal" in err
    assert "hill" in err


def test_a_lifted_protection_is_printed_with_its_reason(run, draw, tmp_path):
    folder = draw()
    settings = (folder / "dataset.toml").read_text(encoding="utf-8")
    (folder / "dataset.toml").write_text(
        settings.replace(
            "[scale]",
            'people_at_risk = false\npeople_at_risk_reason = "An announced evacuation."\n[scale]',
            1,
        ),
        encoding="utf-8",
    )
    assert "An announced evacuation." in run("path", "hill", "port", "--dataset", str(folder))[1]
    page = tmp_path / "routes.html"
    assert run("map", "-o", str(page), "--dataset", str(folder))[0] == 0
    assert "An announced evacuation." in page.read_text(encoding="utf-8")


# as a process


def _process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "safepassage", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **environment},
        timeout=60,
    )


def test_it_runs_as_a_module_on_a_terminal_that_knows_only_ascii():
    done = _process("places", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_path_question_loads_no_heavy_library():
    code = (
        "import sys, contextlib, io\n"
        "from safepassage.cli import main\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())), contextlib.suppress(SystemExit):\n"
        "    main(['path', 'onsong', 'seoul', '--as-of', '2004'])\n"
        "heavy = {'geopandas', 'pandas', 'folium', 'scipy', 'pydantic', 'shapely', 'pyproj', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("command", ["targets --legs --json", "path onsong seoul", "places", "--help"])
def test_a_reader_that_stops_early_is_no_error(command):
    done = subprocess.run(
        ["sh", "-c", f"{{ '{sys.executable}' -m safepassage {command}; echo code $? >&2; }} | true"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == "code 0\n"


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a POSIX shell does")
def test_a_closed_stdout_is_no_traceback():
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m safepassage places >&-"],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stderr == ""


def test_places_of_a_map_are_named_or_left_out_but_not_empty(run, tmp_path):
    code, _, err = run("map", "-o", str(tmp_path / "m.html"), "--from", "", "--to", "")
    assert code == 2
    assert "no place is named" in err
