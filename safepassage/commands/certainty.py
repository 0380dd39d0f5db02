"""The command that tells how sure the safest way is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safepassage.facade import load_dataset
from safepassage.printing import print_json, stamp_of, with_progress

from .app import app
from .completing import complete_places, complete_targets
from .options import AsOfOption, DatasetOption, FromArgument, JsonOption, SeedOption, listed, listed_if_given
from .sweep import named_closures

if TYPE_CHECKING:
    from routes import Dataset

_REPORTED = "reported"


@app.command("certainty")
def tell_certainty(
    source: FromArgument,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TO]",
            autocompletion=complete_places,
            help="A place; several with commas.  [default: the dataset's destinations]",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help="How many draws of all risks in their intervals.")
    ] = 10_000,
    seed: SeedOption = 0,
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close",
            metavar="TARGET",
            autocompletion=complete_targets,
            help="Ask also what this closure alone does in all draws; several times for several.",
            show_default=False,
        ),
    ] = None,
    closures: Annotated[
        str | None,
        typer.Option(
            "--closures",
            metavar="reported|FILE",
            help="The same for each closure that reports tell of, or of a text file with one target a line.",
            show_default=False,
        ),
    ] = None,
    scenario: Annotated[
        Path | None,
        typer.Option(
            "--scenario",
            metavar="FILE",
            help="A scenario in TOML (docs/scenarios.md), supposed throughout.",
            show_default=False,
        ),
    ] = None,
    reports: Annotated[
        bool,
        typer.Option(
            "--leave-one-out", help="Ask also which single report, if it were wrong, would change the answer."
        ),
    ] = False,
    number: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            help="Spread the draws over this many processes; the result is the same.",
            show_default=False,
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Spread them over a running Dask cluster (tcp://host:8786); needs the extra [cluster].",
            show_default=False,
        ),
    ] = None,
    dataset: DatasetOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Tell how sure the safest way is: in how many draws of the numbers it is best, and on which it hangs.

    Example: safepassage certainty onsong --as-of 2004-06

    Example: safepassage certainty onsong,hyesan --as-of 2004-06 --closures reported --workers 2
    """
    from routes import read_scenario  # noqa: PLC0415 - no path question needs any of these
    from safepassage.certainties import certainty  # noqa: PLC0415
    from safepassage.printing.certainty import print_certainty  # noqa: PLC0415
    from safepassage.workers import workers  # noqa: PLC0415

    data = load_dataset(dataset)
    with workers(number, dask) as executor:
        found = certainty(
            data,
            listed(source),
            listed_if_given(target),
            as_of,
            scenario=read_scenario(scenario) if scenario else None,
            draws=draws,
            seed=seed,
            closures=_closures(data, closures, close),
            reports=reports,
            executor=executor,
            progress=with_progress,
        )
    if json:
        print_json({**stamp_of(found.ensemble.network), **found.to_json()})
    else:
        print_certainty(found)


def _closures(dataset: Dataset, named: str | None, close: list[str] | None) -> list[str]:
    """Return the closures to ask about: none without a word."""
    if named != _REPORTED:
        return named_closures(Path(named) if named is not None else None, close) or []
    if close:
        raise typer.BadParameter("--closures and --close both name closures: give one of them")
    from analysis import reported_closures  # noqa: PLC0415 - only where it is asked for

    return list(reported_closures(dataset))
