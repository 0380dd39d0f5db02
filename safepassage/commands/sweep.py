"""The command that asks for every combination of closures, and how closures are named for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis import Objective
from geodata import QuestionError
from safepassage.facade import load_dataset, load_network
from safepassage.printing import note, print_json, say, stamp_of, with_progress

from .app import app
from .completing import complete_targets
from .options import (
    AsOfOption,
    DestinationsOption,
    JsonOption,
    NetworkOption,
    OriginsOption,
    listed_if_given,
)

ClosuresOption = Annotated[
    Path | None,
    typer.Option(
        "--closures",
        metavar="FILE",
        help="A text file with one target a line (CHN-MNG, mission@CHN ...; # begins a remark).",
        show_default=False,
    ),
]
CombinedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--close",
        metavar="TARGET",
        autocompletion=complete_targets,
        help="Combine this closure; several times for several.  [default: every border that a report's "
        "way passes, and the missions that reports call dangerous to enter]",
        show_default=False,
    ),
]


@app.command("sweep")
def combine_closures(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The table to write: .csv or .parquet.")
    ] = Path("sweep.csv"),
    closures: ClosuresOption = None,
    close: CombinedOption = None,
    source: OriginsOption = None,
    target: DestinationsOption = None,
    by: Annotated[
        list[Objective] | None,
        typer.Option("--by", help="May be given several times.  [default: length, risk, balanced]"),
    ] = None,
    dataset: NetworkOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Write what every combination of some closures does to each origin, and what would undo it.

    One row a combination, origin and objective, in a fixed order: who is cut off, what the best way
    costs, and which of the closures, opened again alone, would undo it. It ranks nothing.

    Example: safepassage sweep -o sweep.csv --close CHN-MNG --close mission@CHN --as-of 2004-06
    """
    from analysis import check_sweep_format, closure_tree, reported_closures, write_sweep  # noqa: PLC0415

    check_sweep_format(output)  # before long work is done
    closed = named_closures(closures, close) or reported_closures(load_dataset(dataset))
    G = load_network(as_of, dataset=dataset)
    origins = listed_if_given(source)
    tree = closure_tree(
        G,
        closed,
        origins=G.graph["dataset"].origins if origins is None else origins,
        destinations=listed_if_given(target),
        **({"by": by} if by else {}),
    )
    for notice in G.graph["notices"]:
        note(notice)
    written = write_sweep(tree, output, progress=with_progress)
    count = len(tree.closures)
    combinations = 1 << count
    if json:
        told = {"file": str(written), "bytes": written.stat().st_size, "closures": list(tree.closures)}
        print_json({**told, **stamp_of(G), "combinations": combinations, "searches": tree.searches})
    else:
        say(
            f"{written.resolve()}\n{combinations:,} combinations of {count} "
            f"{'closure' if count == 1 else 'closures'} for "
            f"{len(tree.origins)} {'origin' if len(tree.origins) == 1 else 'origins'}, as of "
            f"{G.graph['as_of_text']}; {tree.searches} searches. What would undo each stands beside it."
        )


def named_closures(file: Path | None, named: list[str] | None) -> list[str] | None:
    """Return the closures that a file or the command line names, None if neither is given.

    Raises
    ------
    QuestionError
        If both name some, or the file cannot be read or names none.
    """
    if file and named:
        raise QuestionError("--closures and --close both name closures: give one of them")
    if file is None:
        return named or None
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        told = f"{file} cannot be read ({error.strerror}); check its name and permissions"
        raise QuestionError(told) from None
    except UnicodeDecodeError:
        raise QuestionError(f"{file} is not in UTF-8; save it as UTF-8") from None
    found = [target for line in text.splitlines() if (target := line.partition("#")[0].strip())]
    if not found:
        raise QuestionError(f"{file} names no closure: write one target a line, such as CHN-MNG")
    return found
