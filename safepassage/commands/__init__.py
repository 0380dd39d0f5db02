"""The commands of the command line.

A module registers its commands when it is imported. A question imports the module of its own command
alone: making all commands known takes longer than to find a path.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .app import app

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

__all__ = ["COMMANDS", "app_with"]

# Each command with its module, in the order of the help.
COMMANDS = {
    "map": "pictures",
    "figure": "figure",
    "report": "report",
    "path": "paths",
    "certainty": "certainty",
    "hindcast": "hindcast",
    "bottlenecks": "bottlenecks",
    "compare": "compare",
    "sweep": "sweep",
    "explore": "explore",
    "evidence": "questions",
    "timeline": "questions",
    "places": "datasets",
    "reports": "datasets",
    "targets": "datasets",
    "validate": "datasets",
    "new-dataset": "datasets",
    "import-flee": "import_flee",
    "export": "exchange",
    "convert": "exchange",
}


def app_with(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the application with some commands registered, all of them if none is named."""
    for command in commands:
        import_module(f".{COMMANDS[command]}", __name__)
    app.registered_commands.sort(key=lambda command: [*COMMANDS].index(str(command.name)))
    return app
