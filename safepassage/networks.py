"""Networks out of tables and street graphs, with today's date for the protection of people.

The work is done in `routes`; here the clock is read for it, as in `safepassage.facade`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import routes

from .facade import clock_today

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from routes import Report, RiskModel, Source


def network_from_gdfs(
    places: pd.DataFrame,
    legs: pd.DataFrame,
    *,
    source: Report | Source | None = None,
    country: str = "",
    columns: Mapping[str, str] | None = None,
    two_way: bool = False,
    origins: Sequence[str] = (),
    destinations: Sequence[str] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
    today: dt.date | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the network that two tables hold: those of `network_to_gdfs`, edited or not, or your own.

    Own tables of this program give the very network back. Others are read as `network_from_edges`
    reads them; points say where places are, in any CRS.

    Raises
    ------
    SafePassageError
        If anything is wrong with the tables; tells every fault.

    Examples
    --------
    >>> import networkx as nx
    >>> import safepassage as sp
    >>> G = sp.load_network(2004)
    >>> nx.utils.graphs_equal(G, network_from_gdfs(*sp.network_to_gdfs(G)))
    True
    """
    return routes.network_from_gdfs(
        places,
        legs,
        today=today or clock_today(),
        source=source,
        country=country,
        columns=columns,
        two_way=two_way,
        origins=origins,
        destinations=destinations,
        risk=risk,
        people_at_risk_reason=people_at_risk_reason,
    )


def network_from_edges(
    edges: pd.DataFrame,
    places: pd.DataFrame | None = None,
    *,
    source: Report | Source | None = None,
    country: str = "",
    columns: Mapping[str, str] | None = None,
    two_way: bool = False,
    origins: Sequence[str] = (),
    destinations: Sequence[str] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
    today: dt.date | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the network that a table of legs and a table of places describe.

    Parameters
    ----------
    edges
        One row a leg: ``from_place`` and ``to_place``, and where they are known ``mode``, ``length_km``
        and ``p_low`` and ``p_high``, the chance of forcible return on one use.
    places
        One row a place: ``place``, ``country`` and ``lon`` and ``lat`` in degrees (or points), and where
        they are known ``name`` and ``kind``. Without it the legs have to say where they begin and end:
        ``from_lon``, ``from_lat``, ``to_lon``, ``to_lat``.
    source
        What the table is, as `Source`: every leg cites it, and the network is as of its date.
    country
        The country (ISO 3166-1 alpha-3) of the places of which none is told.
    columns
        What columns are called in the tables, by the names used here: ``{"from_place": "u"}``.
    two_way
        Whether each row is a leg in both directions.
    origins, destinations
        The ids of places from which people depart and at which they arrive.
    risk
        The numbers by which levels become risk; without them, those of a new dataset.
    people_at_risk_reason
        Why nobody on these legs is at risk. It lifts the protection (nothing of the last five years,
        places no finer than a tenth of a degree) and is printed on every output.
    today
        The day for the five-year rule; without one, the clock's.

    Returns
    -------
    nx.MultiDiGraph
        A network like that of `load_network`; without legs for a table without rows. Where no chance is
        told the defaults stand, and answers call them assumed. Legs on the ground between countries get a
        crossing where they name none.

    Raises
    ------
    SafePassageError
        If anything is wrong with the tables or their source; tells every fault.

    Examples
    --------
    >>> import pandas as pd
    >>> import safepassage as sp
    >>> places = pd.DataFrame({"place": ["hill", "town"], "country": "CHN", "lon": [100, 101], "lat": 0})
    >>> legs = pd.DataFrame({"from_place": ["hill"], "to_place": ["town"], "length_km": [150.0]})
    >>> source = sp.Source(publisher="Mapping Office", title="Roads", date=2015)
    >>> G = sp.network_from_edges(legs, places, source=source)
    >>> sp.shortest_path(G, "hill", "town").totals.length_km
    150.0
    """
    return routes.network_from_edges(
        edges,
        places,
        today=today or clock_today(),
        source=source,
        country=country,
        columns=columns,
        two_way=two_way,
        origins=origins,
        destinations=destinations,
        risk=risk,
        people_at_risk_reason=people_at_risk_reason,
    )


def network_from_osmnx(
    graph: nx.MultiDiGraph[Any],
    *,
    source: Report | Source | None = None,
    country: str | Mapping[Any, str] = "",
    mode: str | None = None,
    origins: Sequence[Any] = (),
    destinations: Sequence[Any] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
    today: dt.date | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the network that a street network of OSMnx describes.

    Parameters
    ----------
    graph
        A graph as OSMnx makes it, simplified or not, projected or not: nodes with ``x`` and ``y``, edges with
        ``length`` in metres, a ``crs``. It is not changed.
    source
        What it was made of, and when, as `Source`: every leg cites it.
    country
        The country of all nodes (ISO 3166-1 alpha-3), or of each by its id; nodes with an attribute
        ``country`` need none.
    mode
        The mode of all legs. Without one it follows from the tags: ``railway`` is rail, ``route=ferry`` is
        by sea, ways that are not for vehicles are on foot, all else is by road.
    origins, destinations
        The nodes from which people depart and at which they arrive.
    risk
        The numbers by which levels become risk; without them, those of a new dataset.
    people_at_risk_reason
        Why nobody on these legs is at risk. It lifts the protection, which draws the streets of a
        town at one point, and is printed on every output.
    today
        The day for the five-year rule; without one, the clock's.

    Returns
    -------
    nx.MultiDiGraph
        A network like that of `load_network`. The ids of nodes become text; lengths are those of the streets.

    Raises
    ------
    SafePassageError
        If the graph does not keep the conventions of OSMnx, or its source cannot be cited; tells every fault.

    Examples
    --------
    >>> import networkx as nx
    >>> import safepassage as sp
    >>> streets = nx.MultiDiGraph(crs="EPSG:4326")
    >>> streets.add_nodes_from([(1, {"x": 100.0, "y": 10.0}), (2, {"x": 100.1, "y": 10.0})])
    >>> _ = streets.add_edge(1, 2, length=11_500.0, highway="primary")
    >>> source = sp.Source(publisher="OpenStreetMap contributors", title="Streets", date=2015)
    >>> G = sp.network_from_osmnx(streets, source=source, country="THA")
    >>> sp.shortest_path(G, "1", "2").totals.length_km
    11.5
    """
    return routes.network_from_osmnx(
        graph,
        today=today or clock_today(),
        source=source,
        country=country,
        mode=mode,
        origins=origins,
        destinations=destinations,
        risk=risk,
        people_at_risk_reason=people_at_risk_reason,
    )
