"""The command that tells what a closed border, another scenario or another date changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analysis import Objective
from safepassage.facade import load_dataset, save_comparison
from safepassage.printing import print_json

from .app import app
from .options import CloseOption, DatasetOption, JsonOption, TableOption, listed
from .supposing import LevelOption, OpenOption, ScenarioOption, supposed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routes import Scenario


@app.command("compare")
def tell_changes(
    close: CloseOption = None,
    opened: OpenOption = None,
    level: LevelOption = None,
    scenario: ScenarioOption = None,
    as_of: Annotated[
        list[str] | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The network as of a year, a month (2004-06) or a day; two or more compare the first with "
            "each other.  [default: the dataset's own]",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PLACE",
            help="Where the ways begin; several with commas.  [default: the dataset's origins]",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            help="Where they lead; several with commas.  [default: the dataset's destinations]",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        list[Objective] | None,
        typer.Option(
            "--by",
            help="What the ways are best in. May be given several times.  [default: length, risk, balanced]",
            show_default=False,
        ),
    ] = None,
    dataset: DatasetOption = None,
    output: TableOption = None,
    json: JsonOption = False,
) -> None:
    """Tell what closures, other levels of danger or another date change, for whom, and what would undo it.

    --close, --open and --level make one scenario together, each --scenario one more; all are compared with
    the network as reported.

    Example: safepassage compare --close CHN-MNG --close mission@CHN --as-of 2004-06

    Example: safepassage compare --as-of 2001 --as-of 2006 --from onsong
    """
    from analysis import compare, trace_comparison  # noqa: PLC0415 - no path question needs them
    from routes import build_network, check_layer_format  # noqa: PLC0415
    from safepassage.printing.compare import print_comparison  # noqa: PLC0415

    if output:
        check_layer_format(output)  # before long work is done
    scenarios = _scenarios(supposed(close, opened, level), scenario or (), as_of or ())
    data = load_dataset(dataset)
    first, *others = [build_network(data, day) for day in as_of or (None,)]
    found = compare(
        first,
        *scenarios,
        *others,
        origins=listed(source) if source is not None else None,
        destinations=listed(target) if target is not None else None,
        **({"by": by} if by else {}),
    )
    if output:
        written = save_comparison(found, output)
        rows = sum(len(case.differences) for case in found.cases)
        if json:
            print_json({"file": str(written), "bytes": written.stat().st_size, "rows": rows})
        else:
            typer.echo(f"{written.resolve()}\n{rows} ways before and after.")
    elif json:
        print_json(trace_comparison(found))
    else:
        print_comparison(found)


def _scenarios(asked: Scenario | None, files: Sequence[Path], days: Sequence[str]) -> list[Scenario]:
    if len(days) > 1 and (asked or files):
        raise typer.BadParameter(
            "several --as-of compare dates as reported, --close and the like suppose something on one date: "
            "ask for one of the two"
        )
    if asked is None and not files and len(days) < 2:
        raise typer.BadParameter(
            "there is nothing to compare: give --close TARGET, --open, --level or --scenario FILE, "
            "or --as-of twice"
        )
    if not files:
        return [asked] if asked else []
    from routes import read_scenario  # noqa: PLC0415 - most have none

    return [*([asked] if asked else []), *(read_scenario(file) for file in files)]
