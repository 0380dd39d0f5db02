"""The command that tells what a closed border, another scenario or another date changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import Objective
from geodata import read_suffix
from safepassage.facade import load_networks
from safepassage.printing import print_json, say, stamp_of
from safepassage.saving import save_comparison, save_comparison_map

from .app import app
from .options import (
    CloseOption,
    DestinationsOption,
    JsonOption,
    NetworkOption,
    OriginsOption,
    TableOption,
    listed_if_given,
)
from .supposing import LevelOption, OpenOption, ScenarioOption, supposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Comparison
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
    source: OriginsOption = None,
    target: DestinationsOption = None,
    by: Annotated[
        list[Objective] | None,
        typer.Option(
            "--by",
            help="What the ways are best in. May be given several times.  [default: length, risk, balanced]",
            show_default=False,
        ),
    ] = None,
    dataset: NetworkOption = None,
    output: TableOption = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="Write a page (.html) instead, or beside the table: before and after on a map that can be "
            "swiped, with all of it in words.",
            show_default=False,
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Tell what closures, other levels of danger or another date change, for whom, and what would undo it.

    --close, --open and --level make one scenario together, each --scenario one more; all are compared with
    the network as reported.

    Example: safepassage compare --close CHN-MNG --close mission@CHN --as-of 2004-06

    Example: safepassage compare --as-of 2001 --as-of 2006 --from onsong --map 2001-2006.html
    """
    from analysis import compare, trace_comparison  # noqa: PLC0415 - no path question needs them
    from routes import check_layer_format  # noqa: PLC0415
    from safepassage.printing.compare import print_comparison  # noqa: PLC0415

    if output:
        check_layer_format(output)  # before long work is done
    if picture:
        read_suffix(picture, (".html",), "a page")
    scenarios = _scenarios(supposed(close, opened, level), scenario or (), as_of or ())
    first, *others = load_networks(as_of or [None], dataset=dataset)
    found = compare(
        first,
        *scenarios,
        *others,
        origins=listed_if_given(source),
        destinations=listed_if_given(target),
        **({"by": by} if by else {}),
    )
    if output or picture:
        _write(found, output, picture, json=json)
    elif json:
        print_json(trace_comparison(found))
    else:
        print_comparison(found)


def _write(found: Comparison, output: Path | None, picture: Path | None, *, json: bool) -> None:
    """Write a table, a page or both, and tell where they are."""
    rows = sum(len(case.differences) for case in found.cases)
    written = {}
    if output:
        written["file"] = save_comparison(found, output)
    if picture:
        written["map"] = save_comparison_map(found, picture)
    if json:
        sizes = {"file": "bytes", "map": "map_bytes"}
        told = ({key: str(path), sizes[key]: path.stat().st_size} for key, path in written.items())
        files = {name: value for part in told for name, value in part.items()}
        print_json(files | {"rows": rows, **stamp_of(found.network)})
        return
    paths = "\n".join(str(path.resolve()) for path in written.values())
    say(f"{paths}\n{rows} ways before and after{'; open the page in any browser' if picture else ''}.")


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
    if len(set(days)) < len(days):
        raise typer.BadParameter("two --as-of are the same date: give different ones")
    if not files:
        return [asked] if asked else []
    from routes import read_scenario  # noqa: PLC0415 - most have none

    return [*([asked] if asked else []), *(read_scenario(file) for file in files)]
