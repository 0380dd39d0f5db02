"""A hindcast in print: what came out in words, then the scores, then window by window what was compared."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from analysis import hindcast_in_words, window_rows

from .base import print_table, stamp_dataset
from .manner import shows_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from analysis import Hindcast, Spread
    from routes import Dataset

_ROLES = {"fit": "fitted on", "across": "neither (over the split)", "test": "tested on"}
_MODELS = {"risk": "choice by risk", "equal": "equal shares", "last": "shares last published"}
_UNKNOWN = "too few to say"
_LEGEND = """\
Distance: averaged relative difference, from the nearest and the farthest distribution that agrees with the
published numbers; 0 if all agree, 2 if nobody went where predicted. In brackets 90 % of the draws; for
shuffled levels, of the shuffles. Published shares are of all who arrived in the same time, and mostly bounds.
It is no forecast. Read docs/uncertainty.md before you quote it."""


def print_hindcast(dataset: Dataset, found: Hindcast) -> None:
    """Print a hindcast, the verdict first."""
    stamp_dataset(dataset)
    typer.echo("Would the risks have told by which exits people left?")
    for sentence in hindcast_in_words(found):
        typer.echo(f"- {sentence}")
    if not found.too_few_to_say:
        _print_scores(found)
    _print_windows(found)
    claims = len({claim for window in found.windows for share in window.said for claim in share.claims})
    typer.echo(
        f"\n{claims} published numbers are used; of {len(found.too_few)} more shares too little is published "
        f"to say; {len(found.left_out)} numbers say nothing that tells exits apart."
    )
    typer.echo(f"\n{_LEGEND}")


def _print_scores(found: Hindcast) -> None:
    test = found.models["risk"]["test"]
    typer.echo(f"\nThe {test.windows} windows that are tested on:")
    rows: list[tuple[str, ...]] = []
    for name, told in _MODELS.items():
        score = found.models[name]["test"]
        first = f"{score.first_right.central:.0f} of {score.first_known}" if score.first_known else _UNKNOWN
        rows.append(
            (told, _spread(score.nearest), f"{score.farthest.central:.2f}", first, _spread(score.ranks))
        )
    if found.control:
        control = found.control
        first = f"{control.first_right.central:.1f} of {test.first_known}" if test.first_known else _UNKNOWN
        name = f"levels shuffled ({'once' if control.shuffles == 1 else f'{control.shuffles} times'})"
        rows.append((name, _spread(control.nearest), "", first, _spread(control.ranks)))
    header = ("model", "distance at least (0-2)", "at most", "first exit right", "rank correlation (-1 to 1)")
    print_table(header, rows, right=(2,))


def _print_windows(found: Hindcast) -> None:
    rows = window_rows(found)
    for role, told in _ROLES.items():
        own = [row for row in rows if row["used to"] == role]
        if own:
            typer.echo(f"\nWindows, {told}:")
            columns = ("window", "exit", "counted", "published", "predicted", "agree")
            header = (
                "window",
                "exit",
                "counted (claims)",
                "published share",
                "predicted (90 % of draws)",
                "agree",
            )
            print_table(header, [tuple(row[name] for name in columns) for row in own])


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return _UNKNOWN
    return f"{spread.central:.2f} ({spread.low:.2f} to {spread.high:.2f})"


@contextmanager
def shuffles_shown() -> Iterator[Callable[[int, int], None] | None]:
    """Give what shows on a terminal how many shuffles are done; elsewhere nothing, as it says nothing."""
    if not shows_progress():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
