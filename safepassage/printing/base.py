"""Tables made for reading, JSON made for programs, and the stamp that every output carries.

Text of a dataset is wrapped before rich sees it, since rich reads square brackets as markup, and
characters that could steer a terminal are replaced.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any
from unicodedata import combining, east_asian_width

import typer

from geodata import printable

from .manner import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from analysis import Ensemble
    from routes import Dataset, DatasetInfo


def print_json(data: object) -> None:
    """Print data as JSON, readable and with every script of names kept.

    A stdout that cannot hold every script gets the escapes of JSON, so that a program reads the same names.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2)
    typer.echo(text)


def print_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[int] = (),
    footer: Sequence[str] | None = None,
) -> None:
    """Print an aligned table; ``right`` are the columns of numbers.

    On a terminal it is folded to the width there is. A pipe has no width, so lines stay whole there
    (and rich, which takes longer to import than a path to be found, is left out).
    """
    shown = [[printable(cell) for cell in row] for row in rows]
    if sys.stdout and sys.stdout.isatty():  # None where a shell closed it
        _print_folded(header, shown, right, footer)
        return
    table = [list(header), *shown, *([list(footer)] if footer else [])]
    widths = [max(_cells(row[i]) for row in table) for i in range(len(header))]
    for row in table:
        padded = [
            " " * (width - _cells(cell)) + cell if i in right else cell + " " * (width - _cells(cell))
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        typer.echo("  ".join(padded).rstrip())


def _cells(text: str) -> int:
    """Return how many columns of a terminal a text takes: Korean and Chinese letters take two."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _print_folded(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int], footer: Sequence[str] | None
) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only where it is shown
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, show_footer=footer is not None, pad_edge=False)
    for i, title in enumerate(header):
        table.add_column(
            title,
            justify="right" if i in right else "left",
            footer=footer[i] if footer else "",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False).print(table)


def stamp_dataset(dataset: Dataset) -> None:
    """Print what a list from a dataset rests on."""
    stamp(f"{dataset.info.title}, version {dataset.info.version}", dataset.notices, dataset.info)


def stamp(dataset: str, notices: Iterable[str], info: DatasetInfo) -> None:
    """Print the dataset and version of an output, its notices (on stderr), a lifted protection."""
    typer.echo(f"{dataset}.")
    if not info.people_at_risk:
        typer.echo(f"Protection of people at risk is lifted for this dataset: {info.people_at_risk_reason}")
    for notice in notices:
        note(notice)


def stamp_of(G: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Return what every output about a network says of it, for JSON."""
    return {
        "dataset": G.graph["dataset"].title,
        "version": G.graph["version"],
        "as_of": G.graph["as_of_text"],
        "scenario": list(G.graph["scenario"]),
    }


def in_draws(drawn: Ensemble, origin: str) -> str:
    """Return how often the answer is best: "best in 83 % of 10,000 draws (seed 0)"."""
    words = drawn.standing(origin).in_words
    longer = {"of draws": "of {} draws", "all draws": "all {} draws", "no draw": "none of {} draws"}
    for short, long in longer.items():
        words = words.replace(short, long.format(f"{drawn.draws:,}"))
    return f"{words} (seed {drawn.seed})"
