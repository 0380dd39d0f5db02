"""Runs what a page of the documentation tells the reader to run, and holds the page to what comes out.

A page is run from top to bottom in an empty folder, as a reader would do it:

- ``sh`` blocks: each line that begins with ``safepassage`` is run in this process; ``cp -r`` and ``rm`` are
  done as well, so that files can be prepared; anything else is a mistake of the page;
- ``python`` blocks: run one after another, in one and the same session;
- a block with ``title="file"`` is what the reader saves under that name;
- ``text`` blocks after one of these show what it printed. A line ``...`` stands for lines left out,
  and ``...`` inside a line for the rest of it.

Run: python scripts/shown_output.py [PAGE ...] (tells what differs, and writes anew every shown block in which
nothing is left out)
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [page for folder in ("tutorial", "how-to") for page in sorted((ROOT / "docs" / folder).glob("*.md"))]
LEFT_OUT = "..."
BLOCK = re.compile(r"^( *)```([a-z]+)([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows of an output, and what was printed."""

    told: str
    printed: str
    start: int
    end: int

    @property
    def agrees(self) -> bool:
        """Whether the lines shown are those printed, but for those that are left out."""
        pattern = "".join(
            r"(?:[^\n]*\n)*?"
            if line.strip() == LEFT_OUT
            else r"[^\n]*".join(map(re.escape, line.rstrip().split(LEFT_OUT))) + r"\n"
            for line in self.told.splitlines()
        )
        printed = "".join(f"{line.rstrip()}\n" for line in self.printed.splitlines())
        return re.fullmatch(pattern, printed) is not None


def run_page(text: str) -> list[Shown]:
    """Run a page in the current folder and return every output that it shows."""
    shown = []
    printed: str | None = None
    session: dict[str, object] = {"__name__": "__page__"}
    for block in BLOCK.finditer(text):
        indent, language, rest, body = block.groups()
        body = re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)
        title = re.search(r'title="([^"]+)"', rest)
        if title:
            file = Path(title[1])
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8", newline="\n")
        elif language == "sh":
            printed = "".join(_run_line(line) for line in body.splitlines() if line.split("#")[0].strip())
        elif language == "python":
            printed = _run_python(body, session)
        elif language == "text" and printed is not None:
            shown.append(Shown(told=body, printed=printed, start=block.start(4), end=block.end(4)))
    return shown


def _run_line(line: str) -> str:
    words = shlex.split(line, comments=True)
    match words:
        case ["safepassage", *arguments]:
            return _run_command(arguments)
        case ["cp", "-r", source, target]:
            shutil.copytree(ROOT / source if (ROOT / source).exists() else source, target)
        case ["rm", *files]:
            for file in files:
                Path(file).unlink()
        case _:
            raise ValueError(
                f"{line!r} is no command of safepassage, no cp -r and no rm; show it without 'sh'"
            )
    return ""


def _run_command(arguments: list[str]) -> str:
    from safepassage.cli import main  # noqa: PLC0415 - a page may need no command

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as stop:
            if stop.code:
                return out.getvalue() + err.getvalue() + f"(exit code {stop.code})\n"
    return out.getvalue()


def _run_python(body: str, session: dict[str, object]) -> str:
    """Run a block as a session does: the value of a last line that is an expression is shown."""
    tree = ast.parse(body)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "page", "exec"), session)  # noqa: S102 - our own pages
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "page", "eval"), session)  # noqa: S307 - the same
            if value is not None:
                print(repr(value))
    return out.getvalue()


def main(pages: list[Path]) -> int:
    """Tell which pages differ from what is printed, and write anew what can be."""
    wrong = 0
    for page in pages:
        text = page.read_text(encoding="utf-8")
        here = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                shown = run_page(text)
            finally:
                os.chdir(here)
        for one in reversed([one for one in shown if not one.agrees]):
            if LEFT_OUT in one.told:
                wrong += 1
                print(f"{page.name}: shown\n{one.told}but printed\n{one.printed}")
            else:
                printed = one.printed.replace(f"{Path(folder).resolve()}{os.sep}", LEFT_OUT)
                text = text[: one.start] + printed + text[one.end :]
        page.write_text(text, encoding="utf-8", newline="\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:]] or PAGES))
