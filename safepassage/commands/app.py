"""The application that the commands register with, and what it does without a command."""

from __future__ import annotations

from typing import Annotated

import typer

from safepassage.printing.manner import set_manner

app = typer.Typer(
    name="safepassage",
    help="Analyze published escape routes: maps, shortest and safest paths, closed borders.\n\n"
    "Published reports only; not for navigation, not for enforcement.\n\n"
    "Example: safepassage path onsong seoul --as-of 2004\n\n"
    "What a command takes: safepassage path --help",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _front(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "-q", "--quiet", help="Print answers and errors alone; may stand anywhere, as may --verbose."
        ),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Tell each step on stderr, and when it was done.")
    ] = False,
) -> None:
    set_manner(quiet=quiet, verbose=verbose)
    if version:
        from safepassage import __version__  # noqa: PLC0415 - reads the package's metadata

        typer.echo(f"safepassage {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
