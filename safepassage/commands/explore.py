"""The command that writes the page on which closures can be tried out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata import read_suffix
from safepassage.facade import load_dataset
from safepassage.printing import print_json, say
from safepassage.saving import save_explorer

from .app import app
from .completing import complete_targets
from .options import (
    DatasetOption,
    DestinationsOption,
    JsonOption,
    OriginsOption,
    listed_if_given,
)
from .sweep import ClosuresOption, named_closures


@app.command("explore")
def write_explorer(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "explorer.html"
    ),
    closures: ClosuresOption = None,
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close",
            metavar="TARGET",
            autocompletion=complete_targets,
            help="Offer this closure; several times for several.  [default: every border that a report's "
            "way passes, and the missions that reports call dangerous to enter]",
            show_default=False,
        ),
    ] = None,
    source: OriginsOption = None,
    target: DestinationsOption = None,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="The first year.  [default: the first with a way through]",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR", help="The last year.  [default: the last with a way through]", show_default=False
        ),
    ] = None,
    dataset: DatasetOption = None,
    show: Annotated[bool, typer.Option("--show", help="Open the page in a browser.")] = False,
    json: JsonOption = False,
) -> None:
    """Write a page on which borders can be shut with a click, year by year.

    One self-contained HTML page that makes no network request: it shows the best way that is left, why it
    changed, and what would give it back.

    Example: safepassage explore -o explorer.html
    """
    from analysis import reported_closures  # noqa: PLC0415 - no path needs it

    read_suffix(output, (".html",), "a page")  # before long work is done
    data = load_dataset(dataset)
    named = named_closures(closures, close) or list(reported_closures(data))
    written = save_explorer(
        output,
        dataset=data,
        closures=named,
        origins=listed_if_given(source),
        destinations=listed_if_given(target),
        since=since,
        until=until,
    )
    if json:
        print_json({"file": str(written), "bytes": written.stat().st_size, "closures": named})
    else:
        count = len(named)
        closed = f"{count} {'closure' if count == 1 else 'closures'}"
        say(f"{written.resolve()}\n{closed} can be tried out; open it in any browser.")
    if show:
        typer.launch(str(written.resolve()))
