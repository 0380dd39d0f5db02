"""Commands that hand a dataset or a network on to other programs, and take networks back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata import FormatError, write_text_whole
from routes import shipped_dataset_path
from safepassage.facade import load_dataset, load_network
from safepassage.network_files import read_network
from safepassage.printing import note, print_json, say, stamp_of

from .app import app
from .options import AsOfOption, CloseOption, DatasetOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from routes import Source

TableName = Annotated[
    str | None,
    typer.Option(
        "--table",
        metavar="TABLE",
        help="What a .csv holds: claims, flows or journeys of the dataset, legs or places of the network.",
        show_default=False,
    ),
]
_OTHER_DATES = "the network on other dates, and how it follows from the reports (export a folder)"


@app.command("export")
def export(
    output: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write: .gpkg (for QGIS), .geojson, .parquet, .graphml, .gexf, .kml, .csv, "
            "datapackage.json; or a new folder, for a copy of the dataset.",
        ),
    ],
    table: TableName = None,
    dataset: DatasetOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    json: JsonOption = False,
) -> None:
    """Write the network, or tables of the dataset, for other programs; say what a format cannot hold.

    A .csv holds claims unless --table says otherwise. A file named datapackage.json gets the description
    of the dataset for data catalogues.

    Example: safepassage export routes.gpkg --as-of 2004-06 --close CHN-MNG

    Example: safepassage export flows.csv --table flows
    """
    from routes import DATAPACKAGE, NETWORK_TABLES  # noqa: PLC0415 - no path needs it

    of_dataset = _is_folder(output) or output.name == DATAPACKAGE
    table = _check_table(output, table, of_dataset=of_dataset, default="claims")
    if of_dataset or (table and table not in NETWORK_TABLES):
        _refuse_with(output, {"--as-of": as_of, "--close": close})
        return _write_dataset(dataset or shipped_dataset_path(), output, table, json=json)
    _check_suffix(output)  # before long work is done
    G = load_network(as_of, dataset=dataset, close=close or ())
    return _write_network(G, output, table, (_OTHER_DATES,), json=json)


@app.command("convert")
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="A dataset folder, or a file that export or convert wrote.")
    ],
    output: Annotated[Path, typer.Argument(metavar="OUT", help="What to write, as of export.")],
    table: TableName = None,
    as_of: AsOfOption = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher",
            metavar="NAME",
            help="Of tables of your own: who published what they rest on; with --title and --date.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="... under what title.", show_default=False),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            help="... and of when it speaks: a year, month or day.",
            show_default=False,
        ),
    ] = None,
    url: Annotated[str, typer.Option("--url", metavar="URL", help="... and where it can be read.")] = "",
    country: Annotated[
        str,
        typer.Option(
            "--country", metavar="ISO", help="Of tables of your own: the country of places that name none."
        ),
    ] = "",
    two_way: Annotated[
        bool, typer.Option("--two-way", help="Of tables of your own: each row is a leg in both directions.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Bring a network, a dataset, or tables of your own from one format into another.

    A file was perhaps edited since it was written: it is read with all its checks. Tables of your own are
    a file with places and legs (docs/formats.md says which columns). A .csv holds legs unless --table says
    otherwise.

    Example: safepassage convert routes.gpkg routes.graphml

    Example: safepassage convert mine.gpkg network.gpkg --publisher "Mapping Office" --title Roads --date 2015
    """
    from routes import DATAPACKAGE, NETWORK_TABLES  # noqa: PLC0415 - no path needs it

    report = _read_source(publisher, title, date, url)
    if (country or two_way or report) and (report is None or source.is_dir()):
        raise typer.BadParameter(
            "--country, --two-way, --publisher and the like speak of a file with tables of your own, which "
            "needs --publisher, --title and --date"
        )
    if source.is_dir():
        if _is_folder(output) or output.name == DATAPACKAGE or (table and table not in NETWORK_TABLES):
            _check_table(output, table, of_dataset=not table, default="claims")
            _refuse_with(output, {"--as-of": as_of})
            return _write_dataset(source, output, table, json=json)
        _check_suffix(output)
        table = _check_table(output, table, of_dataset=False, default="legs")
        return _write_network(load_network(as_of, dataset=source), output, table, (_OTHER_DATES,), json=json)
    if as_of is not None:
        raise typer.BadParameter(
            f"'{source.name}' holds the network of one date: --as-of goes with a dataset folder"
        )
    if _is_folder(output) or output.name == DATAPACKAGE:
        raise FormatError(
            f"'{source.name}' holds the network of one date and cannot become a dataset, which says what "
            "reports tell of all dates: convert the dataset folder itself, or name a file"
        )
    _check_suffix(output)
    table = _check_table(output, table, of_dataset=False, default="legs", known=NETWORK_TABLES)
    G = read_network(source, source=report, country=country, two_way=two_way)
    return _write_network(G, output, table, (), json=json)


def _read_source(publisher: str | None, title: str | None, date: str | None, url: str) -> Source | None:
    """Return on what tables of somebody's own rest; None if nothing is said of it."""
    needed = {"--publisher": publisher, "--title": title, "--date": date}
    given = [name for name, value in needed.items() if value is not None]
    if not given and not url:
        return None
    if missing := [name for name in needed if name not in given]:
        raise typer.BadParameter(
            f"what tables rest on has a publisher, a title and a date: give {', '.join(missing)}"
        )
    from routes import Source  # noqa: PLC0415 - most files tell their own

    return Source(publisher=publisher or "", title=title or "", date=date or "", url=url)


_SPREADSHEETS = {".xlsx", ".xls", ".ods"}


def _check_suffix(output: Path) -> None:
    from routes import DATAPACKAGE, NETWORK_FORMATS  # noqa: PLC0415 - no path question needs it

    if output.suffix.lower() not in NETWORK_FORMATS:
        spreadsheet = "; Excel and LibreOffice open a .csv" if output.suffix.lower() in _SPREADSHEETS else ""
        raise FormatError(
            f"'{output.name}' is neither a file of a network ({', '.join(NETWORK_FORMATS[:-1])}), nor a .csv "
            f"file, nor {DATAPACKAGE}, nor a new folder; name one of them{spreadsheet}"
        )


def _is_folder(output: Path) -> bool:
    """Return whether a folder is meant: one that exists, or a name without a suffix."""
    return output.is_dir() or not output.suffix


def _check_table(
    output: Path, table: str | None, *, of_dataset: bool, default: str, known: Sequence[str] = ()
) -> str | None:
    """Return the table that a .csv holds, None for another file; refuse a table that is not asked for."""
    if of_dataset or output.suffix.lower() != ".csv":
        if table is not None:
            raise typer.BadParameter(f"--table says what a .csv holds: leave it out for '{output.name}'")
        return None
    if table is not None and known and table not in known:
        raise typer.BadParameter(
            f"--table {table} belongs to a dataset, not to a file of a network: "
            f"ask for {' or '.join(known)}, or export it from the dataset"
        )
    return table or default


def _refuse_with(output: Path, options: dict[str, object]) -> None:
    """Refuse options that speak of a network of one date where the dataset is written."""
    for option in [name for name, value in options.items() if value]:
        raise typer.BadParameter(
            f"{option} makes a network of one date, and '{output.name}' tells of all dates: leave it out, "
            "or write a file of the network"
        )


def _write_dataset(folder: Path, output: Path, table: str | None, *, json: bool) -> None:
    """Write a table of a dataset, its description, or a copy of it."""
    from routes import datapackage_json, table_csv, write_dataset  # noqa: PLC0415 - no path needs them

    data = load_dataset(folder)
    if _is_folder(output):
        written = write_dataset(data, output)
        files = sorted(str(p.relative_to(written)) for p in written.rglob("*") if p.is_file())
        if json:
            print_json({"folder": str(written), "files": files, "not_in_file": []})
        else:
            say(f"{written.resolve()}\n{len(files)} files.")
        return
    write_text_whole(output, table_csv(data, table) if table else datapackage_json(data, folder))
    if json:
        print_json({"file": str(output), "bytes": output.stat().st_size})
    else:
        say(str(output.resolve()))


def _write_network(
    G: nx.MultiDiGraph[str], output: Path, table: str | None, besides: tuple[str, ...], *, json: bool
) -> None:
    """Write a network and tell what the file does not hold."""
    from routes import write_network  # noqa: PLC0415 - no path question needs it

    written = write_network(G, output, table=table or "legs")
    lost = (*written.lost, *besides)
    for notice in G.graph["notices"]:
        note(notice)
    for what in lost:
        note(f"not in this file: {what}")
    if json:
        told = {"file": str(written.path), "bytes": written.path.stat().st_size, "not_in_file": lost}
        print_json(told | stamp_of(G))
    else:
        legs = f"{G.number_of_edges()} {'leg' if G.number_of_edges() == 1 else 'legs'}"
        say(f"{written.path.resolve()}\n{legs} as of {G.graph['as_of_text']}.")
        if not G.graph["dataset"].people_at_risk:
            say(f"Protection of people at risk is lifted: {G.graph['dataset'].people_at_risk_reason}")
