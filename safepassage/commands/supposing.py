"""Options with which a user supposes something, and the scenarios that they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata import ScenarioError
from routes import Change, Scenario

from .completing import complete_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

OpenOption = Annotated[
    list[str] | None,
    typer.Option(
        "--open",
        metavar="TARGET",
        autocompletion=complete_targets,
        help="Open what is out of use or shut. May be given several times.",
        show_default=False,
    ),
]
LevelOption = Annotated[
    list[str] | None,
    typer.Option(
        "--level",
        metavar="TARGET=LEVEL",
        help="Suppose a danger: minimal, low, moderate, high, severe or closed (CHN-VNM=severe). "
        "May be given several times.",
        show_default=False,
    ),
]
ScenarioOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--scenario",
        metavar="FILE",
        help="A scenario in TOML (docs/scenarios.md). May be given several times.",
        show_default=False,
    ),
]


def supposed(
    close: Sequence[str] | None, opened: Sequence[str] | None, level: Sequence[str] | None
) -> Scenario | None:
    """Return the scenario that options make together; None if none of them is given."""
    if not (close or opened or level):
        return None
    levels = [_read_level(text) for text in level or ()]
    return Scenario(close=close or (), open=opened or (), level=levels)


def _read_level(text: str) -> Change:
    target, equals, level = text.rpartition("=")
    if not equals or not target.strip() or not level.strip():
        raise typer.BadParameter(f"--level '{text}' is no target with a level: write it as CHN-VNM=severe")
    try:
        return Change(target.strip(), level=level.strip())
    except ScenarioError as error:
        raise ScenarioError(f"--level '{text}': {str(error).removeprefix('the change: level: ')}") from None
