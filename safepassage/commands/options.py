"""Options that several commands share, named once, and how lists in them are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .completing import complete_places, complete_targets

DatasetOption = Annotated[
    Path | None,
    typer.Option(
        "--dataset",
        metavar="DIR",
        help="A dataset folder.  [default: the shipped dataset]",
        show_default=False,
    ),
]
NetworkOption = Annotated[
    Path | None,
    typer.Option(
        "--dataset",
        metavar="DIR|FILE",
        help="A dataset folder, or a file of a network that 'export' or 'convert' wrote.  "
        "[default: the shipped dataset]",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The network as of a year, a month (2004-06) or a day.  [default: the dataset's own]",
        show_default=False,
    ),
]
CloseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--close",
        metavar="TARGET",
        autocompletion=complete_targets,
        help="Close a border (CHN-MNG, CHN:MNG), country (MNG), place, leg (a:b), "
        "kind (mission@CHN) or mode (rail@CHN). May be given several times.",
        show_default=False,
    ),
]
FromArgument = Annotated[
    str,
    typer.Argument(
        metavar="FROM",
        autocompletion=complete_places,
        help="A place, by any of its names; several with commas.",
    ),
]
OriginsOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="PLACE",
        autocompletion=complete_places,
        help="Where the ways begin; several with commas.  [default: the dataset's origins]",
        show_default=False,
    ),
]
DestinationsOption = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="PLACE",
        autocompletion=complete_places,
        help="Where they lead; several with commas.  [default: the dataset's destinations]",
        show_default=False,
    ),
]
TableOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Write a table instead: .gpkg (for QGIS, with further tables), .geojson or .csv.",
        show_default=False,
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", help="The same number gives the same draws.")]
SeedOfDrawsOption = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        help="Of --draws: the same number gives the same draws.  [default: 0]",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]


def listed(names: str) -> list[str]:
    """Return the names in a text with commas; a comma too many adds none."""
    return [name.strip() for name in names.split(",") if name.strip()]


def listed_if_given(names: str | None) -> list[str] | None:
    """Return the names in an option, None if it was not given: an empty one names nothing."""
    return None if names is None else listed(names)
