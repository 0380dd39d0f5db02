"""The command that holds the risks against published numbers of people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata import read_suffix
from safepassage.facade import load_dataset
from safepassage.printing import print_json, say
from safepassage.saving import HINDCAST_FORMATS, save_hindcast

from .app import app
from .options import DatasetOption, JsonOption


@app.command("hindcast")
def tell_hindcast(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write it instead: a page (.html), a picture (.svg) or all of it as data (.json).",
            show_default=False,
        ),
    ] = None,
    fit_until: Annotated[
        int,
        typer.Option(
            "--fit-until",
            metavar="YEAR",
            help="Fit the one parameter on windows of time that end by this year, test on those that begin "
            "later.",
        ),
    ] = 2007,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="N", help="How many draws of all risks the intervals rest on; 0 for none."
        ),
    ] = 500,
    shuffles: Annotated[
        int,
        typer.Option(
            "--shuffles", metavar="N", help="How often the levels are shuffled as a control; 0 for never."
        ),
    ] = 49,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="The same number gives the same draws and shuffles.")
    ] = 0,
    dataset: DatasetOption = None,
    json: JsonOption = False,
) -> None:
    """Tell whether the risks would have told by which exits people left: predicted and published shares.

    It is a test of the model and no forecast. Published numbers are few, and bounds more often than not.

    Example: safepassage hindcast -o hindcast.html

    Example: safepassage hindcast --fit-until 2005 --draws 100 --shuffles 19
    """
    from analysis import hindcast_flows, trace_hindcast  # noqa: PLC0415 - no path needs them
    from safepassage.printing.hindcast import print_hindcast, shuffles_shown  # noqa: PLC0415

    if output:
        read_suffix(output, HINDCAST_FORMATS, "a hindcast")  # before long work is done
    data = load_dataset(dataset)
    with shuffles_shown() as progress:
        found = hindcast_flows(
            data, fit_until=fit_until, draws=draws, shuffles=shuffles, seed=seed, progress=progress
        )
    if output:
        written = save_hindcast(data, found, output)
        if json:
            told = {"file": str(written), "bytes": written.stat().st_size, "windows": len(found.windows)}
            print_json({**told, "draws": draws, "shuffles": shuffles, "seed": seed})
        else:
            say(f"{written.resolve()}\n{len(found.windows)} windows of time.")
    elif json:
        print_json(trace_hindcast(found))
    else:
        print_hindcast(data, found)
