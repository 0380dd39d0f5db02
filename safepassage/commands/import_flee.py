"""The command that makes a dataset of an instance of the Flee simulation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safepassage.importing import import_flee
from safepassage.printing import print_json, say

from .app import app
from .options import JsonOption

CountryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--country",
        metavar="NAME=ISO",
        help="Which country a name in the files means, as RC=COG. May be given several times.",
        show_default=False,
    ),
]


@app.command("import-flee")
def import_flee_instance(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder with locations.csv and routes.csv.")
    ],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="NEWDATASET", help="The dataset folder to write.", show_default=False),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--start", metavar="DATE", help="First day of the period.  [default: sim_period.csv]"),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option("--days", metavar="N", help="Its length in days.  [default: sim_period.csv]"),
    ] = None,
    country: CountryOption = None,
    title: Annotated[str, typer.Option("--title", help="Title of the dataset.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who published the instance.")] = "",
    date: Annotated[str | None, typer.Option("--date", metavar="DATE", help="When it was published.")] = None,
    url: Annotated[str, typer.Option("--url", help="Its address on the web.")] = "",
    example: Annotated[
        bool, typer.Option("--example", help="Write a small invented instance into DIR, to try this on.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Make a dataset of the input files of the Flee simulation, and tell all that was repaired or dropped.

    Example: safepassage import-flee my-flee my-dataset
    """
    from safepassage.printing.imports import print_import  # noqa: PLC0415 - no path needs it

    if example:
        _write_example(folder, as_json=json)
        return
    if new is None:
        raise typer.BadParameter("name the dataset folder to write, behind the folder to read")
    imported = import_flee(
        folder,
        new,
        start=start,
        days=days,
        countries=_by_name(country or ()),
        title=title,
        publisher=publisher,
        date=date,
        url=url,
    )
    print_import(imported, new, as_json=json)


def _by_name(given: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Return codes by names of countries; a name may hold an equals sign, a code may not."""
    pairs = [text.rpartition("=") for text in given]
    for text, (name, sign, code) in zip(given, pairs, strict=True):
        if not (name.strip() and sign and code.strip()):
            raise typer.BadParameter(f"--country '{text}' is no NAME=ISO; write it like RC=COG")
    return {name.strip(): code.strip() for name, _, code in pairs}


def _write_example(folder: Path, *, as_json: bool) -> None:
    from routes import write_flee_example  # noqa: PLC0415 - no path needs it

    files = sorted(path.name for path in write_flee_example(folder).iterdir())
    if as_json:
        print_json({"folder": str(folder), "files": files})
    else:
        say(f"{folder.resolve()}: {', '.join(files)}")
