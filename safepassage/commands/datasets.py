"""Commands about a dataset itself: what can be named, whether it is sound, a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from routes import shipped_dataset_path
from safepassage.facade import clock_today, load_dataset
from safepassage.printing import print_faults, print_json, print_places, print_reports, print_targets, say

from .app import app
from .options import DatasetOption, JsonOption


@app.command("places")
def list_places(dataset: DatasetOption = None, json: JsonOption = False) -> None:
    """List the places that can be named.

    Example: safepassage places
    """
    print_places(load_dataset(dataset), as_json=json)


@app.command("reports")
def list_reports(dataset: DatasetOption = None, json: JsonOption = False) -> None:
    """List the published reports behind the network.

    Example: safepassage reports
    """
    print_reports(load_dataset(dataset), as_json=json)


@app.command("targets")
def list_all_targets(
    dataset: DatasetOption = None,
    legs: Annotated[bool, typer.Option("--legs", help="List single legs and places too.")] = False,
    json: JsonOption = False,
) -> None:
    """List what --close and the claims of reports can name.

    Example: safepassage targets --legs
    """
    print_targets(load_dataset(dataset), legs=legs, as_json=json)


@app.command("validate")
def validate(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", help="A dataset folder.  [default: the shipped one]", show_default=False
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check a dataset and report all its faults at once, each with its remedy.

    A sound dataset may have warnings: things to look at that refuse nothing.

    Example: safepassage validate my-dataset
    """
    from routes import find_warnings, validate_dataset  # noqa: PLC0415 - pydantic is slow to import

    folder = folder or shipped_dataset_path()
    faults = validate_dataset(folder, today=clock_today())
    data = None if faults else load_dataset(folder)
    print_faults(folder, data, faults, find_warnings(data) if data else (), as_json=json)
    if faults:
        raise typer.Exit(2)


@app.command("new-dataset")
def new_dataset(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
    json: JsonOption = False,
) -> None:
    """Write a small commented dataset to start from.

    Example: safepassage new-dataset my-dataset
    """
    from routes import write_new_dataset  # noqa: PLC0415 - pydantic is slow to import

    written = write_new_dataset(folder)
    files = sorted(str(p.relative_to(written)) for p in written.rglob("*") if p.is_file())
    if json:
        print_json({"folder": str(written), "files": files})
    else:
        named = f'"{folder}"' if " " in str(folder) else folder
        say(f"{written.resolve()}: {', '.join(files)}\nEdit them, then run: safepassage validate {named}")
