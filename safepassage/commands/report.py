"""The command that writes one page to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata import printable, read_suffix
from safepassage.printing import in_draws, print_json, say, stamp_of, with_progress

from .app import app
from .options import AsOfOption, DatasetOption, JsonOption, SeedOption, listed_if_given

if TYPE_CHECKING:
    from maps import ReportAnswers


@app.command("report")
def write_report(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PLACE",
            help="Where the way begins; several with commas, each asked alone.  [default: the dataset's "
            "first origin]",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            help="Where it leads; several with commas.  [default: the dataset's first destination]",
            show_default=False,
        ),
    ] = None,
    as_of: AsOfOption = None,
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close",
            metavar="TARGET",
            help="Tell what this closure alone would change; given several times, also what all together "
            "would.  [default: each closure that reports tell of]",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int,
        typer.Option(
            "--draws", metavar="N", help="How many draws of the risks say how sure the answer is; 0 for none."
        ),
    ] = 2000,
    seed: SeedOption = 0,
    dataset: DatasetOption = None,
    json: JsonOption = False,
) -> None:
    """Write one page to hand on: the answer in words, map, timeline, bottlenecks, closures, limits, sources.

    It is one file that makes no network request, in English and Korean, and prints well.

    Example: safepassage report -o report.html --from onsong --as-of 2004-06
    """
    from maps import save_report  # noqa: PLC0415 - folium is slow to import
    from safepassage.reporting import ask_for_report  # noqa: PLC0415

    read_suffix(output, (".html",), "a page")  # before long work is done
    answers = ask_for_report(
        dataset,
        listed_if_given(source),
        listed_if_given(target),
        as_of,
        close=close,
        draws=draws,
        seed=seed,
        progress=with_progress,
    )
    _tell(answers, save_report(answers, output), json=json)


def _tell(answers: ReportAnswers, written: Path, *, json: bool) -> None:
    """Say where the page is and what it answers."""
    if json:
        told = {
            "file": str(written),
            "bytes": written.stat().st_size,
            **stamp_of(answers.network),
            "origins": list(answers.origins),
            "destinations": list(answers.destinations),
            "closures": len(answers.closures.cases) if answers.closures else 0,
            "reports": len(answers.reports),
        }
        drawn = answers.ensemble
        print_json(told | ({"draws": drawn.draws, "seed": drawn.seed} if drawn else {}))
        return
    say(f"{written.resolve()}\nOne page, {written.stat().st_size / 1e6:.1f} MB; open it in any browser.")
    for origin in answers.origins:
        path = answers.safest(origin)
        say(printable(path.summary))
        if path.found and path.exit:
            name = answers.network.nodes[origin]["name"]
            say(printable(f"From {name}: through {path.exit.in_words}."))
        if path.found and answers.ensemble:
            best = in_draws(answers.ensemble, origin)
            say(f"{best[0].upper()}{best[1:]}.")
