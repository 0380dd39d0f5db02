"""Networks from files: what `routes.read_network` reads, by today's date.

The clock is read in `safepassage.facade` alone; the five-year rule of protection holds for files, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import routes

from .facade import clock_today

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import networkx as nx


def read_network(path: str | Path, *, today: dt.date | None = None) -> nx.MultiDiGraph[str]:
    """Read a network from a file that `write_network` or ``safepassage export`` wrote, perhaps edited since.

    Parameters
    ----------
    path
        A file in .gpkg, .geojson, .parquet, .graphml, .gexf or .kml.
    today
        The day for the five-year rule; without one, the clock's.

    Raises
    ------
    FormatError
        If no network is read from such a file.
    BadFileError
        If the file is not what its suffix says, broken, or more than may be read.
    NetworkError
        If it holds no network of this program, or one with faults; tells all of them.

    Examples
    --------
    >>> import tempfile
    >>> import safepassage as sp
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = sp.write_network(sp.load_network(2004), f"{folder}/routes.gpkg").path
    ...     G = sp.read_network(file)
    >>> sp.safest_path(G, "onsong", "seoul").found
    True
    """
    return routes.read_network(path, today=today or clock_today())
