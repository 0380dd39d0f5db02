"""Commands that answer: since when, and who says so."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata import UnknownNameError
from routes import read_period, to_bibtex, to_csl
from safepassage.facade import evidence, load_dataset
from safepassage.printing import print_evidence, print_json, print_timeline, say, with_progress
from safepassage.saving import save_timeline
from safepassage.years import SHIPPED_MONTHS

from .app import app
from .completing import complete_places, complete_targets
from .options import AsOfOption, CloseOption, DatasetOption, JsonOption


@app.command("evidence")
def show_evidence(
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            autocompletion=complete_targets,
            help="A place, leg (a:b), border (CHN-MNG), country, kind, mode, or path (a..b).",
        ),
    ],
    dataset: DatasetOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print the reports as BibTeX.")] = False,
    csl: Annotated[bool, typer.Option("--csl", help="Print the reports as CSL-JSON.")] = False,
    json: JsonOption = False,
) -> None:
    """List what reports say about something, oldest first, and how well it is attested.

    All years count; --as-of and --close are for a path (a..b), whose safest way is asked.

    Example: safepassage evidence CHN-MNG --bibtex
    """
    if sum((bibtex, csl, json)) > 1:
        raise typer.BadParameter("--bibtex, --csl and --json exclude one another: give one of them")
    data = load_dataset(dataset)
    found = evidence(target, dataset=data, as_of=as_of, close=close or ())
    reports = [data.reports[r] for r in dict.fromkeys(claim.report for claim in found.claims)]
    if bibtex or csl:
        typer.echo(to_bibtex(reports) if bibtex else to_csl(reports))
    else:
        print_evidence(data, found, as_json=json)


@app.command("timeline")
def tell_timeline(
    source: Annotated[
        str,
        typer.Option("--from", metavar="PLACE", autocompletion=complete_places, help="Where the ways begin."),
    ],
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            autocompletion=complete_places,
            help="Where they lead.  [default: the dataset's destination]",
        ),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="The first month.  [default: 1997; with --dataset, its period]"
        ),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option(
            "--until", metavar="DATE", help="The last month.  [default: 2019; with --dataset, its period]"
        ),
    ] = None,
    dataset: DatasetOption = None,
    close: CloseOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Draw it: .html or .svg.", show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Tell the safest way month by month, and which claim of which report made it change.

    A year counts from its January, or to its December.

    Example: safepassage timeline --from onsong -o timeline.html
    """
    from analysis import timeline  # noqa: PLC0415 - no path needs it
    from routes import Scenario  # noqa: PLC0415

    data = load_dataset(dataset)
    if target is None and not data.info.destinations:
        raise UnknownNameError("the dataset names no destination: say where the ways lead with --to PLACE")
    default = (None, None) if dataset else SHIPPED_MONTHS
    until = read_period(last) if last else None
    spans = timeline(
        data,
        source,
        target or data.info.destinations[0],
        first=read_period(first).start if first else default[0],
        last=(until.end or until.start) if until else default[1],
        scenario=Scenario(close=close) if close else None,
        progress=with_progress,
    )
    if output:
        written = save_timeline(data, spans, output)
        if json:
            print_json({"file": str(written), "bytes": written.stat().st_size, "spans": len(spans)})
        else:
            say(str(written.resolve()))
    else:
        print_timeline(data, spans, as_json=json)
