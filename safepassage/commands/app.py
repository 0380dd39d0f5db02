"""The application that the commands register with, and what it does without a command."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="safepassage",
    help="Analyze published escape routes: maps, shortest and safest paths, closed borders.\n\n"
    "Published reports only; not for navigation, not for enforcement.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _front(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from safepassage import __version__  # noqa: PLC0415 - reads the package's metadata

        typer.echo(f"safepassage {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
