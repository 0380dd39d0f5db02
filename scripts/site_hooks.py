"""What the site computes while it is built, and what it refuses to become.

- A page with the line `<!-- every command -->` gets each command there with its options, from the commands
  themselves, so that the page cannot tell anything else than `--help` does.
- Search works without a server too, as after unpacking: its index and its worker are laid down as scripts.
- Nothing that a reader's browser would load may lie on another host: whoever reads about an escape route
  tells nobody. Each such thing is a warning, and `make docs` builds strictly.
"""

from __future__ import annotations

import json
import logging
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

MARK = "<!-- every command -->"
LOADED_BY = {"src", "srcset", "data", "poster", "action", "background"}
LOADED_RELATIONS = {"stylesheet", "icon", "preconnect", "dns-prefetch", "preload", "prefetch", "manifest"}
ELSEWHERE = re.compile(r"^\s*(?:[a-z]+:)?//", re.IGNORECASE)
IN_STYLES = re.compile(r"(?:url\(|@import)\s*['\"]?\s*((?:https?:)?//[^'\")\s]+)", re.IGNORECASE)

log = logging.getLogger("mkdocs.hooks.site")


def on_page_markdown(markdown: str, **_: Any) -> str:  # noqa: ANN401 - mkdocs hands over more than is needed
    """Put the reference of all commands where a page asks for it."""
    return markdown.replace(MARK, commands_as_markdown()) if MARK in markdown else markdown


def on_post_build(config: Any, **_: Any) -> None:  # noqa: ANN401 - mkdocs' own kind of mapping
    """Let search work from a disk; warn of everything that a browser would load from another host."""
    site = Path(config["site_dir"])
    _lay_down_search(site)
    for file in sorted([*site.rglob("*.html"), *site.rglob("*.css")]):
        text = file.read_text(encoding="utf-8")
        for address in loaded_from_elsewhere(text, is_style=file.suffix == ".css"):
            log.warning("%s would load %s; take it into docs/assets", file.relative_to(site), address)


def _lay_down_search(site: Path) -> None:
    """Write the index and the worker of the search as scripts, which a page on a disk may load."""
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    (worker,) = (site / "assets" / "javascripts" / "workers").glob("search.*.js")
    text = worker.read_text(encoding="utf-8").split("//# sourceMappingURL")[0]
    for name, line in (
        ("search_index", f"var __index = {index}"),
        ("worker", f"var __search_worker = {json.dumps(text)}"),
    ):
        (site / "search" / f"{name}.js").write_text(f"{line};\n", encoding="utf-8")


def loaded_from_elsewhere(text: str, *, is_style: bool = False) -> list[str]:
    """Return the addresses on other hosts that a browser loads with a page or a style sheet.

    Links that a reader may follow are none of them.
    """
    if is_style:
        return IN_STYLES.findall(text)
    reader = _Loads()
    reader.feed(text)
    return reader.found


class _Loads(HTMLParser):
    """Collects what a page loads: by attributes, and by styles inside it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        relations = set(given.get("rel", "").lower().split()) if tag == "link" else set()
        loads = LOADED_BY | ({"href", "imagesrcset"} if relations & LOADED_RELATIONS else set())
        if tag in {"image", "use"}:  # of SVG
            loads |= {"href", "xlink:href"}
        for name in sorted(loads & given.keys()):
            parts = given[name].split(",") if name.endswith("srcset") else [given[name]]
            self.found += [part.strip() for part in parts if ELSEWHERE.match(part)]
        self.found += IN_STYLES.findall(given.get("style", ""))
        if given.get("srcdoc"):
            self.found += loaded_from_elsewhere(given["srcdoc"])
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.found += IN_STYLES.findall(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False


def commands_as_markdown() -> str:
    """Return every command with its arguments and options, in the order of `--help`."""
    import typer.main  # noqa: PLC0415 - only the one page needs it

    from safepassage.commands import app_with  # noqa: PLC0415

    group: Any = typer.main.get_command(app_with())
    shared = ["## Before every command", "```text\nsafepassage [OPTIONS] COMMAND\n```", _options(group)]
    return "\n\n".join([*shared, *(_command(name, command) for name, command in group.commands.items())])


def _command(name: str, command: Any) -> str:  # noqa: ANN401 - typer's own kind of command
    told = _paragraphs(command.help)
    examples = [line.removeprefix("Example: ") for line in told if line.startswith("Example: ")]
    arguments = [_usage(parameter) for parameter in command.params if parameter.param_type_name == "argument"]
    usage = " ".join(["safepassage", name, *arguments, "[OPTIONS]"])
    return "\n\n".join(
        [
            f"## {name}",
            *(line for line in told if not line.startswith("Example: ")),
            "\n".join(["```text", usage, *(f"  for example: {example}" for example in examples), "```"]),
            _options(command),
        ]
    )


def _options(command: Any) -> str:  # noqa: ANN401 - typer's own kind of command
    rows = [
        f"| {_names(parameter)} | {' '.join(_paragraphs(parameter.help))} |"
        for parameter in command.params
        if parameter.name != "help" and not getattr(parameter, "hidden", False)
    ]
    table = ["| option | what it does |", "|---|---|", *rows]
    return "\n".join(['<div class="options" markdown>\n', *table, "\n</div>"])


def _usage(parameter: Any) -> str:  # noqa: ANN401 - typer's own kind of parameter
    return str(parameter.metavar or parameter.name.upper())


def _names(parameter: Any) -> str:  # noqa: ANN401 - typer's own kind of parameter
    if parameter.param_type_name == "argument":
        return f"`{_usage(parameter)}`"
    choices = getattr(parameter.type, "choices", ())
    takes = "|".join(map(str, choices)) or parameter.metavar or parameter.type.name.upper()
    names = [f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts)]
    if not parameter.is_flag:
        names[-1] = f"{names[-1][:-1]} {takes}`"
    return " ".join(names)


def _paragraphs(text: str | None) -> list[str]:
    """Return a help text as it is read: one line a paragraph, without the parser's marks."""
    parts = (text or "").replace("\b", "").replace("\f", "\n\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]
