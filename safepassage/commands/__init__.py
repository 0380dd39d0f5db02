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

# What the list of commands says of each: whole sentences on one line of a narrow terminal. The first sentence
# of a command's own help is longer, and would be cut.
IN_SHORT = {
    "map": "Draw the network as an interactive map, one page.",
    "figure": "Draw a figure for print.",
    "report": "Write one page to hand on, with all answers and sources.",
    "path": "Find the shortest or safest path, and its rivals.",
    "certainty": "Tell how sure the safest way is.",
    "hindcast": "Hold the risks against where people went.",
    "bottlenecks": "Tell on which countries, borders and places ways depend.",
    "compare": "Tell what closures, or another date, change.",
    "sweep": "Write what every combination of closures does.",
    "explore": "Write a page on which anybody can shut borders.",
    "evidence": "List what reports say about something.",
    "timeline": "Tell the safest way month by month, and why it changed.",
    "places": "List the places that can be named.",
    "reports": "List the published reports behind the network.",
    "targets": "List what can be closed.",
    "validate": "Check a dataset and tell all its faults.",
    "new-dataset": "Write a small dataset to start your own from.",
    "import-flee": "Make a dataset of files of the Flee simulation.",
    "export": "Write network or tables for a spreadsheet or QGIS.",
    "convert": "Bring a network or own tables into another format.",
}


def app_with(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the application with some commands registered, all of them if none is named."""
    for command in commands:
        import_module(f".{COMMANDS[command]}", __name__)
    for known in app.registered_commands:
        known.short_help = IN_SHORT[str(known.name)]
    app.registered_commands.sort(key=lambda command: [*COMMANDS].index(str(command.name)))
    return app
