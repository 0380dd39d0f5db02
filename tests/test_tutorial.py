"""Tutorial and how-to pages: what they show below a command is what the command prints."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "shown_output.py"


def _script():
    spec = importlib.util.spec_from_file_location("shown_output", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["shown_output"] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


SHOWN = _script()


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("page", SHOWN.PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_what_a_page_shows_is_what_the_program_prints(page, tmp_path, monkeypatch):
    """A page is run from top to bottom in an empty folder, as a reader would do it."""
    monkeypatch.chdir(tmp_path)
    for shown in SHOWN.run_page(page.read_text(encoding="utf-8")):
        assert shown.agrees, f"shown:\n{shown.told}\nprinted:\n{shown.printed}\nscripts/shown_output.py"


def test_the_tutorial_asks_five_questions():
    pages = [page for page in SHOWN.PAGES if page.parent.name == "tutorial" and page.stem != "index"]
    assert len(pages) == 5
    for page in pages:
        assert page.read_text(encoding="utf-8").splitlines()[0].endswith("?"), page.name
        assert len(_blocks(page, "sh")) >= 3, page.name
        assert len(_blocks(page, "text")) >= 3, page.name


def test_a_page_that_shows_something_else_is_found_out(tmp_path, monkeypatch):
    """Lines may be left out and lines may be cut, but none may be changed, added or moved."""
    monkeypatch.chdir(tmp_path)
    page = "```python\nfor n in range(5):\n    print('line', n)\n```\n\n```text\n{}\n```\n"
    right = ["line 0\n...", "...\nline 4", "line 0\n...\nline 3\n...", "line 0\n... 1\n...", "..."]
    wrong = ["line 0", "...\nline 3", "line 1\n...", "...\nline 3\nline 1\n...", "...\nline 5\n...", ""]
    for told, agrees in [*((told, True) for told in right), *((told, False) for told in wrong)]:
        (shown,) = SHOWN.run_page(page.format(told))
        assert shown.agrees is agrees, told


def test_a_page_asks_for_nothing_that_is_no_command_of_ours(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="is no command of safepassage"):
        SHOWN.run_page("```sh\ncurl example.org\n```\n")


def test_no_page_shows_a_folder_of_the_machine_on_which_it_was_run():
    for page in SHOWN.PAGES:
        assert not re.search(r"^(?:/\w+|[A-Z]:\\)", page.read_text(encoding="utf-8"), flags=re.MULTILINE), (
            page.name
        )
