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

    from routes import Report, Source


def read_network(
    path: str | Path,
    *,
    source: Report | Source | None = None,
    country: str = "",
    two_way: bool = False,
    today: dt.date | None = None,
) -> nx.MultiDiGraph[str]:
    """Read a network from a file: one that this program wrote, perhaps edited since, or tables of your own.

    Parameters
    ----------
    path
        A file in .gpkg, .geojson, .parquet, .graphml, .gexf or .kml that `write_network` or
        ``safepassage export`` wrote; tables of your own in .gpkg, .geojson, .parquet or .csv, with the
        columns of which `network_from_edges` tells.
    source
        What tables of your own rest on, as `Source`: every leg cites it.
    country
        The country (ISO 3166-1 alpha-3) of places of your own that name none.
    two_way
        Whether each row of your own legs is a leg in both directions.
    today
        The day for the five-year rule; without one, the clock's.

    Raises
    ------
    SafePassageError
        If the file is not what its suffix says, broken, more than may be read, or holds no network or one
        with faults; tells all of them.

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
    return routes.read_network(
        path, today=today or clock_today(), source=source, country=country, two_way=two_way
    )
