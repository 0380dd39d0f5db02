"""What people expect of any command: completion, quiet and verbose, every terminal, every kind of file name."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from routes import shipped_dataset_path
from safepassage.cli import COMMANDS

ROOT = Path(__file__).parents[2]
QUIET = ["-q", "--quiet"]


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "safepassage", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )


def completed(words: str, **environment: str) -> list[str]:
    """Return what a bash would be offered for the last word."""
    parted = words.split(" ")
    asked = {
        "_SAFEPASSAGE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(parted) - 1),
    }
    return process(**asked, **environment).stdout.decode().split()


# completion


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("safepassage hind", ["hindcast"]),
        ("safepassage path on", ["onsong"]),
        ("safepassage path hyesan,on", ["hyesan,onsong"]),
        ("safepassage path onsong seo", ["seoul"]),
        ("safepassage compare --close CHN-V", ["CHN-VNM"]),
        ("safepassage path onsong --via ere", ["erenhot"]),
        ("safepassage path onsong --by ri", ["risk"]),
        ("safepassage bottlenecks --as-", ["--as-of"]),
        ("safepassage path nowhere-begins-so", []),
    ],
)
def test_a_shell_is_offered_commands_places_targets_and_choices(begun, offered):
    assert completed(begun) == offered


def test_a_dataset_named_before_is_the_one_whose_places_are_offered(tmp_path, run):
    run("new-dataset", str(tmp_path / "mine"))
    assert completed(f"safepassage path --dataset {tmp_path / 'mine'} ferry") == ["ferry-town"]
    assert completed(f"safepassage path --dataset {tmp_path / 'none'} ferry") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_for_each_shell_can_be_had(shell):
    done = process(_SAFEPASSAGE_COMPLETE=f"source_{shell}")
    assert (done.returncode, b"safepassage" in done.stdout) == (0, True)


# how much is said


@pytest.mark.parametrize("quiet", QUIET)
def test_quiet_leaves_answers_and_errors(run, tmp_path, quiet):
    page = tmp_path / "routes.html"
    assert run("map", "-o", str(page), quiet) == (0, "", "")
    assert page.stat().st_size > 100_000
    code, out, err = run("path", "onsong", "seoul", quiet)
    assert (code, err) == (0, "")
    assert "Safest path" in out
    assert run("path", "onsong", "nowhere", quiet)[0::2] == (2, run("path", "onsong", "nowhere")[2])


@pytest.mark.parametrize(
    "asked",
    [
        "path onsong -o {}.gpkg",
        "bottlenecks --from onsong -o {}.csv",
        "compare --close CHN-MNG --from onsong -o {}.csv --map {}.html",
        "sweep --close CHN-MNG -o {}.csv",
        "explore --since 2004 --until 2004 -o {}.html",
        "timeline --from onsong --since 2004 --until 2004-02 -o {}.svg",
        "figure --kind front --from onsong --as-of 2012 -o {}.svg",
        "report --draws 0 --as-of 2012 -o {}.html",
        "export {}.graphml",
        "export {}",
        "new-dataset {}",
    ],
)
def test_quiet_writes_a_file_without_a_word(run, tmp_path, asked):
    code, out, err = run(*asked.replace("{}", str(tmp_path / "written")).split(), "--quiet")
    assert (code, out, err) == (0, "", "")
    assert list(tmp_path.iterdir())


def test_quiet_may_stand_before_the_command_and_holds_for_one_run(run, tmp_path):
    table = tmp_path / "t.csv"
    assert run("--quiet", "export", str(table)) == (0, "", "")
    assert str(table) in run("export", str(table))[1]


def test_quiet_drops_notes(run):
    asked = ("path", "onsong", "seoul", "--as-of", "1990")
    assert "Note: " in run(*asked)[2]
    assert run(*asked, "--quiet")[2] == ""


def test_what_follows_two_hyphens_is_no_option(run):
    code, _, err = run("path", "onsong", "--", "--quiet")
    assert code == 2
    assert "--quiet" in err


def test_verbose_tells_each_step_on_stderr_and_leaves_the_answer_as_it_was(run):
    plain = run("path", "onsong", "seoul", "--json")
    told = run("path", "onsong", "seoul", "--json", "--verbose")
    assert (plain[1], plain[2]) == (told[1], "")
    lines = told[2].splitlines()
    assert any("safepassage.routes: read " in line and "160 reports" in line for line in lines)
    assert any("safepassage.routes: network as of 2004" in line for line in lines)
    assert all(" ms  safepassage" in line for line in lines)


def test_quiet_and_verbose_contradict_each_other(run):
    code, out, err = run("places", "-q", "-v")
    assert (code, out) == (2, "")
    assert "contradict" in err


def test_a_script_hears_the_same_from_the_logger(caplog):
    import safepassage as sp

    with caplog.at_level(logging.INFO, logger="safepassage"):
        sp.load_network(2004)
    assert any("network as of 2004" in record.getMessage() for record in caplog.records)


# terminals


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "utf-16"])
@pytest.mark.parametrize("command", [["places"], ["path", "onsong", "seoul"], ["validate"]])
def test_a_terminal_of_any_encoding_gets_an_answer(encoding, command):
    done = process(*command, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout) > 50


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp949", "utf-8"])
def test_json_holds_every_name_whatever_the_encoding(encoding):
    done = process("places", "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    names = {name for place in json.loads(done.stdout.decode(encoding)) for name in place["names"]}
    assert {"연길", "北京"} <= names


def test_no_file_is_read_or_written_in_the_encoding_of_the_machine(tmp_path):
    """A machine set to Latin-1 gives the same files: Python warns of every file opened without an encoding."""
    strict = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "always::EncodingWarning"}
    ours = tuple(str(ROOT / package) for package in ("safepassage", "maps", "analysis", "routes", "geodata"))
    for arguments in (
        ["path", "onsong", "seoul"],
        ["map", "-o", str(tmp_path / "m.html")],
        ["new-dataset", str(tmp_path / "mine")],
        ["validate", str(tmp_path / "mine")],
        ["export", str(tmp_path / "t.csv")],
        ["explore", "-o", str(tmp_path / "e.html"), "--since", "2004", "--until", "2005"],
        [
            "timeline",
            "--from",
            "onsong",
            "--since",
            "2004",
            "--until",
            "2004-06",
            "-o",
            str(tmp_path / "t.svg"),
        ],
    ):
        done = process(*arguments, **strict)
        warned = [line for line in done.stderr.decode().splitlines() if line.startswith(ours)]
        assert (done.returncode, warned) == (0, []), arguments


# names of files


@pytest.mark.parametrize("name", ["with blanks and 'quotes'", "지도", "a#b%20c", "ends.with.dots.2004"])
def test_files_and_folders_may_have_any_name(run, tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    page, dataset = folder / f"{name}.html", folder / "my dataset"
    assert run("map", "-o", str(page))[0] == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("new-dataset", str(dataset))[0] == 0
    assert run("path", "hill-town", "harbour-city", "--dataset", str(dataset))[0] == 0


def test_no_name_of_a_shipped_file_is_refused_by_windows():
    """No reserved device, no letter that Windows forbids, no two names that differ in case alone, none too long."""
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(1, 10))}
    files = [path for path in shipped_dataset_path().rglob("*") if path.is_file()]
    assert len(files) > 160
    for path in files:
        assert path.stem.lower() not in reserved
        assert not set('<>:"/\\|?*') & set(path.name)
        assert len(path.name) < 120
    assert len({str(path).lower() for path in files}) == len(files)


# the module


def test_it_runs_as_a_module_under_its_own_name():
    done = process("--help")
    assert done.returncode == 0
    assert done.stdout.decode().startswith("Usage: safepassage ")


def test_every_public_name_says_what_it_is():
    import safepassage as sp

    assert sp.__all__ == sorted(
        sp.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )
    for name in sp.__all__:
        value = getattr(sp, name)
        assert name in dir(sp)
        if callable(value):
            assert (value.__doc__ or "").strip().endswith(".") or "\n" in value.__doc__, name
    assert COMMANDS
