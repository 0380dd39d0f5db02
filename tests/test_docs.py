"""The documentation is run: every command and every block of Python in it works as printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from safepassage.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
RUN_AS_A_WHOLE = {"tutorial", "how-to"}  # by tests/test_tutorial.py, together with what they print
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def test_every_command_of_the_readme_works_in_the_order_printed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    commands = [line.split("#")[0] for line in lines if line.startswith("safepassage ")]
    assert len(commands) >= 10
    for command in commands:
        with pytest.raises(SystemExit) as stop:
            main(shlex.split(command)[1:])
        assert stop.value.code == 0, (command, capsys.readouterr().err)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent.name not in RUN_AS_A_WHOLE], ids=lambda page: page.name
)
def test_every_block_of_python_runs(page):
    for block in blocks(page.read_text(encoding="utf-8"), "python"):
        exec(compile(block, str(page), "exec"), {})  # noqa: S102 - our own pages


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_in_the_readme(command):
    assert f"safepassage {command} " in README or f"safepassage {command}\n" in README


def test_every_target_of_make_that_is_told_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    exist = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    for page in PAGES:
        told = re.findall(
            r"^make ([a-z]+)|`make ([a-z]+)`", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
        assert {a or b for a, b in told} <= exist, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not link.startswith("http"):
            assert (page.parent / link).exists(), (page.name, link)


def test_nothing_that_belongs_to_one_machine_or_registry_is_in_the_tree():
    """Pins stand without index addresses, and no lock file holds any."""
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", pin) for pin in pins)
    assert not list(ROOT.glob("*.lock"))


def test_the_page_on_data_quality_is_what_the_script_writes():
    import importlib.util

    path = ROOT / "scripts" / "data_quality.py"
    spec = importlib.util.spec_from_file_location("data_quality", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run: python scripts/data_quality.py"


def test_the_answers_quoted_in_the_limits_are_those_of_the_program(capsys):
    """Each row of docs/limits.md with a command quotes the exit and risk index of the way and of the next."""
    import json

    from geodata import country_name

    def told(exit_target: str, risk: list[float]) -> str:
        way, _, country = exit_target.partition("@")
        return f"{'missions in ' if way == 'mission' and country == 'CHN' else ''}{country_name(country)}, {risk[1]:.2f}"

    rows = re.findall(
        r"^\| `(safepassage path [^`]+)` \|[^|]*\| ([^|]+) \| ([^|]+) \|$",
        (ROOT / "docs" / "limits.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    assert len(rows) >= 5
    for command, best, following in rows:
        with pytest.raises(SystemExit) as stop:
            main([*shlex.split(command)[1:], "--json"])
        answer = json.loads(capsys.readouterr().out)
        assert stop.value.code == 0
        other = answer["other_exit"]
        assert best == told(answer["exit"], answer["risk_index"]), command
        assert following == (told(other["exit"], other["risk_index"]) if other else "none"), command
