"""The command line: a command parses, makes one library call, prints.

Exit code 0 for an answer (also "no way through"), 2 for anything that could not be answered,
with one line on stderr that says what to do; `validate` prints its faults on stdout.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis import Objective, best_by, trace_path
from geodata import SafePassageError

from .facade import clock_today, load_dataset, load_network, save_map
from .options import AsOfOption, CloseOption, DatasetOption, JsonOption
from .printing import print_faults, print_json, print_path, print_places, print_reports, print_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="safepassage",
    help="Analyze published escape routes: maps, shortest and safest paths, closed borders.\n\n"
    "Published reports only; not for navigation, not for enforcement.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# the order of the cards beside a map; the first is highlighted
_CARDS = (Objective.RISK, Objective.LENGTH, Objective.BALANCED)


@app.callback(invoke_without_command=True)
def _front(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,  # noqa: FBT002
) -> None:
    if version:
        from . import __version__  # noqa: PLC0415 - reads the package's metadata

        typer.echo(f"safepassage {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("map")
def draw_map(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "routes.html"
    ),
    dataset: DatasetOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="PLACE", help="Draw the best paths from here.")
    ] = None,
    target: Annotated[str | None, typer.Option("--to", metavar="PLACE", help="... to here.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Open the page in a browser.")] = False,  # noqa: FBT002
    json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Draw the network as one self-contained HTML page that makes no network request.

    Example: safepassage map -o routes.html --as-of 2004 --from onsong --to seoul
    """
    G = load_network(as_of, dataset=dataset, close=close or ())
    if (source is None) != (target is None):
        raise typer.BadParameter("--from and --to go together: give both, or neither")
    paths = []
    if source is not None and target is not None:
        paths = [best_by(G, source, target, by) for by in _CARDS]
    written = save_map(G, output, paths=paths)
    if json:
        print_json(
            {"file": str(written), "bytes": written.stat().st_size, **_stamp(G), "legs": G.number_of_edges()}
        )
    else:
        count = G.number_of_edges()
        legs = f"{count} {'leg' if count == 1 else 'legs'} as of {G.graph['as_of_text']}"
        typer.echo(f"{written.resolve()}\n{legs}; open it in any browser.")
        for path in paths[:1]:  # found by every objective, or by none
            if not path.found:
                typer.echo(path.summary)
    if show:
        typer.launch(str(written.resolve()))


@app.command("path")
def find_path(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A place, by any of its names.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A place, by any of its names.")],
    by: Annotated[Objective, typer.Option("--by", help="What the path is best in.")] = Objective.RISK,
    dataset: DatasetOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Find the shortest, safest or balanced path among the ways that were reported.

    Example: safepassage path onsong seoul --by risk --as-of 2004-06 --close CHN-MNG
    """
    G = load_network(as_of, dataset=dataset, close=close or ())
    path = best_by(G, source, target, by)
    if json:
        print_json(trace_path(G, path))
    else:
        print_path(G, path)


@app.command("places")
def list_places(dataset: DatasetOption = None, json: JsonOption = False) -> None:  # noqa: FBT002
    """List the places that can be named.

    Example: safepassage places
    """
    print_places(load_dataset(dataset), as_json=json)


@app.command("reports")
def list_reports(dataset: DatasetOption = None, json: JsonOption = False) -> None:  # noqa: FBT002
    """List the published reports behind the network.

    Example: safepassage reports
    """
    print_reports(load_dataset(dataset), as_json=json)


@app.command("targets")
def list_all_targets(
    dataset: DatasetOption = None,
    legs: Annotated[bool, typer.Option("--legs", help="List single legs and places too.")] = False,  # noqa: FBT002
    json: JsonOption = False,  # noqa: FBT002
) -> None:
    """List what --close and the claims of reports can name.

    Example: safepassage targets --legs
    """
    print_targets(load_dataset(dataset), legs=legs, as_json=json)


@app.command("validate")
def validate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A dataset folder.")],
    json: JsonOption = False,  # noqa: FBT002
) -> None:
    """Check a dataset and report all its faults at once, each with its remedy.

    Example: safepassage validate my-dataset
    """
    from routes import validate_dataset  # noqa: PLC0415 - pydantic is slow to import

    faults = validate_dataset(folder, today=clock_today())
    print_faults(folder, faults, as_json=json)
    if faults:
        raise typer.Exit(2)


@app.command("new-dataset")
def new_dataset(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet.")],
    json: JsonOption = False,  # noqa: FBT002
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
        typer.echo(
            f"{written.resolve()}: {', '.join(files)}\nEdit them, then run: safepassage validate {folder}"
        )


def _stamp(G: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what every output says about the question it answers."""
    return {
        "dataset": G.graph["dataset"].title,
        "version": G.graph["version"],
        "as_of": G.graph["as_of_text"],
        "scenario": list(G.graph["scenario"]),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; turn every error that a user can mend into one line and exit code 2."""
    # A terminal that cannot show a character shows a substitute, instead of a traceback.
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where a shell closed them
        stream.reconfigure(errors="replace")
    try:
        code = app(args=arguments, prog_name="safepassage", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except BrokenPipeError:
        code = _let_reader_go()
    except SystemExit as left:
        # How typer and rich leave when the reader has gone; they take it for a failure.
        if left.code != 1:
            raise
        code = _let_reader_go()
    except (SafePassageError, OSError) as error:
        code = _complain(_one_line(error))
    except typer.Abort:
        code = _complain("stopped")
    except Exception as error:
        # Usage errors of the command line parser know how to tell themselves; anything else is
        # a fault of this program and keeps its traceback.
        if not hasattr(error, "format_message"):
            raise
        message = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
        code = _complain(f"{message}. Try 'safepassage --help'.")
    sys.exit(code or 0)


def _let_reader_go() -> int:
    """Accept that the reader (head, less) has seen enough; Python would complain once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, SafePassageError):
        what = f"{error.filename or 'output'}: {error.strerror or error}"
        return f"{what}; check that the folder exists and can be written"
    return " ".join(str(error).split())


def _complain(message: str) -> int:
    typer.echo(f"safepassage: {message}", err=True)
    return 2
