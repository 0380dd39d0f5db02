"""A network as a file, in the form that its suffix says, and back.

Only CSV loses anything, and whoever writes one is told what. A network that was read is the network
that was written: places, legs, reports, claims, risks to the last digit, date, scenario. Every file is
written whole or not at all, and the same network gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import FormatError, QuestionError, read_suffix, write_text_whole, write_whole

from .csv_tables import csv_losses, flat_to_csv
from .flat import flat_to_network, network_to_flat
from .guard.files import guarded_text
from .tables import NotOursError

if TYPE_CHECKING:
    import datetime as dt
    import os

    import networkx as nx

    from routes.foreign.sources import Source
    from routes.records import Report

# each format that holds a network whole: its module and the name of its functions
_TEXTS = {
    ".geojson": ("geojson", "geojson"),
    ".graphml": ("graphml", "graphml"),
    ".gexf": ("gexf", "gexf"),
    ".kml": ("kml", "kml"),
}
_FILES = {".gpkg": ("gpkg.network", "geopackage"), ".parquet": ("parquet", "parquet")}
NETWORK_FORMATS = (".gpkg", ".geojson", ".parquet", ".graphml", ".gexf", ".kml", ".csv")
"""The suffixes of files to which a network can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: where it is, and in words what of the network it does not hold."""

    path: Path
    lost: tuple[str, ...] = ()


def check_network_format(path: str | os.PathLike[str]) -> str:
    """Return the format of a file of a network, to refuse a wrong one before long work is done.

    Raises
    ------
    FormatError
        If the suffix is none of `NETWORK_FORMATS`.
    """
    return read_suffix(path, NETWORK_FORMATS, "a network")


def losses(suffix: str, *, table: str = "legs") -> tuple[str, ...]:
    """Return in words what a format cannot hold of a network; nothing if it holds all.

    Raises
    ------
    FormatError
        If the suffix is none of `NETWORK_FORMATS`.

    Examples
    --------
    >>> losses(".gpkg")
    ()
    >>> losses(".csv")[-1]
    'a way back: no network is read from .csv'
    """
    return csv_losses(table) if check_network_format(f"network{suffix}") == ".csv" else ()


def write_network(G: nx.MultiDiGraph[str], path: str | os.PathLike[str], *, table: str = "legs") -> Written:
    """Write a network to a file whose suffix says the format.

    Parameters
    ----------
    G
        The network.
    path
        The file: .gpkg (for QGIS, with a style), .geojson, .parquet, .graphml, .gexf, .kml or .csv.
    table
        What a .csv holds: ``legs`` or ``places``. Other formats hold both.

    Returns
    -------
    Written
        The path, and in words what the format does not hold.

    Raises
    ------
    FormatError
        If the suffix is none of `NETWORK_FORMATS`, or a package for it is not installed.
    NetworkError
        If the graph does not keep the network contract.
    OSError
        If the file cannot be written; an older file is left whole.

    Examples
    --------
    >>> import tempfile
    >>> import safepassage as sp
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_network(sp.load_network(2004), f"{folder}/routes.geojson")
    >>> written.path.name, written.lost
    ('routes.geojson', ())
    """
    suffix = check_network_format(path)
    lost = losses(suffix, table=table)
    flat = network_to_flat(G)
    if suffix == ".csv":
        return Written(path=write_text_whole(path, flat_to_csv(flat, table)), lost=lost)
    write = getattr(_module(suffix), f"flat_to_{_name(suffix)}")
    if suffix in _TEXTS:
        return Written(path=write_text_whole(path, write(flat)), lost=lost)
    return Written(path=write_whole(path, lambda temporary: write(flat, temporary)), lost=lost)


def read_network(
    path: str | os.PathLike[str],
    *,
    today: dt.date,
    source: Report | Source | None = None,
    country: str = "",
    two_way: bool = False,
) -> nx.MultiDiGraph[str]:
    """Read a network from a file: one that `write_network` wrote, perhaps edited, or tables of your own.

    Parameters
    ----------
    path
        The file, in any of `NETWORK_FORMATS` but .csv; tables of your own in .gpkg, .geojson, .parquet or
        .csv (the last two hold legs, with the positions of their ends); `network_from_edges` says what the
        columns must hold.
    today
        The day against which the five-year rule of protection is applied.
    source
        What tables of your own rest on: every leg cites it. A network of this program tells its own reports.
    country
        The country (ISO 3166-1 alpha-3) of places of your own that name none.
    two_way
        Whether each row of your own legs is a leg in both directions.

    Returns
    -------
    nx.MultiDiGraph
        The network; if the file held more than a network does, a notice says what was left out.

    Raises
    ------
    FormatError
        If no network is read from such a file.
    BadFileError
        If the file is not what its suffix says, broken, or more than may be read.
    QuestionError
        If a source is given for a network that tells its own.
    NetworkError
        If it holds no network, or one with faults; tells all of them.
    """
    suffix = check_network_format(path)
    name = Path(path).name
    if suffix == ".csv":
        if source is not None:
            return _read_theirs(path, today=today, source=source, country=country, two_way=two_way)
        raise FormatError(
            f"'{name}': no network is read from .csv, which holds one table of it; use "
            f"{', '.join(NETWORK_FORMATS[:-1])}, or say on which report a table of your own rests: "
            "publisher, title and date"
        )
    read = getattr(_module(suffix), f"{_name(suffix)}_to_flat")
    try:
        flat, notices = read(guarded_text(path), name) if suffix in _TEXTS else read(path)
    except NotOursError:
        if source is None:
            raise
        return _read_theirs(path, today=today, source=source, country=country, two_way=two_way)
    if source is not None:
        raise QuestionError(f"'{name}' is a network that tells its own reports: leave the source out")
    G = flat_to_network(flat, today=today)
    if notices:
        G.graph["notices"] = (*G.graph["notices"], *notices)
    return G


def _read_theirs(path: str | os.PathLike[str], **how: Any) -> nx.MultiDiGraph[str]:  # noqa: ANN401 - passed on
    from routes.foreign.tables import network_from_edges  # noqa: PLC0415 - most files are our own

    from .theirs import read_their_tables  # noqa: PLC0415

    places, legs = read_their_tables(path)
    return network_from_edges(legs, places, **how)


def _name(suffix: str) -> str:
    return (_TEXTS | _FILES)[suffix][1]


def _module(suffix: str) -> Any:  # noqa: ANN401 - a module, imported when its format is asked for
    return import_module(f".{(_TEXTS | _FILES)[suffix.lower()][0]}", __package__)
