"""The network as tables with geometry, for geopandas and whatever reads its files; and back again.

Places become points, legs geodesic lines: no report says which road was taken, and a drawn road
would pretend that one did. The tables hold places and open legs; what else a network is (dormant
legs, reports, claims, what the dataset says of itself) travels in ``legs.attrs["safepassage"]``,
as JSON text, so that pandas copies it with every step at no cost.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geodata import LonLat, geodesic_points
from routes.contract import validate_network
from routes.faults import ClaimError

from .antimeridian import geodesic_pieces, line_of_pieces
from .flat.about import read_json
from .flat.columns import COLUMNS, LEG_COLUMNS, PLACE_COLUMNS, ColumnKind, FlatNetwork
from .flat.read import read_flat, refused
from .flat.write import leg_row, network_to_flat, place_row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    import geopandas as gpd
    import networkx as nx
    import pandas as pd
    from shapely import LineString, MultiLineString

    from routes.faults import Fault

    from .flat.columns import Row

__all__ = [
    "LEG_COLUMNS",
    "PLACE_COLUMNS",
    "leg_line",
    "leg_points",
    "legs_to_gdf",
    "network_to_gdfs",
    "read_own_gdfs",
]

ATTRS = "safepassage"
_CARRIED = ("dormant", "reports", "claims")
_PLACE_OF_ATTRS = f"legs.attrs['{ATTRS}']"


def network_to_gdfs(G: nx.MultiDiGraph[str]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the places and the legs of a network as two GeoDataFrames, EPSG:4326.

    Places have the columns `PLACE_COLUMNS` and points, legs the columns `LEG_COLUMNS` and
    lines; lists (reports, claims, flags, families) are joined by "; ", since most file formats
    hold no lists. ``passage``, ``entry`` and ``exposure`` are the costs of the risk parts, 0
    where a part does not apply; ``parts`` holds them exactly. Lines are cut at the antimeridian; a leg
    between places that share a rounded point (a city and its missions) has none. An
    empty network gives empty tables with the same columns of the same types. Dormant legs are no
    rows; with all else that a network holds they travel in ``legs.attrs["safepassage"]``, from
    which `network_from_gdfs` makes the same network again.

    Raises
    ------
    NetworkError
        If the graph does not keep the network contract.

    Examples
    --------
    >>> import safepassage as sp
    >>> places, legs = network_to_gdfs(sp.load_network(2004))
    >>> legs.crs.to_string()
    'EPSG:4326'
    """
    import geopandas as gpd  # noqa: PLC0415 - half a second that a path question does not have

    places = _frame([place_row(G, node) for node in G], "places")
    legs = legs_to_gdf(G, G.edges(keys=True))
    if G.graph:  # a bare graph without attributes has nothing else to tell
        flat = network_to_flat(G)
        carried = {name: json.dumps(flat.table(name), ensure_ascii=False) for name in _CARRIED}
        legs.attrs[ATTRS] = carried | {"about": json.dumps(flat.about, ensure_ascii=False)}
    points = gpd.points_from_xy(places["lon"], places["lat"])
    return gpd.GeoDataFrame(places, geometry=points, crs="EPSG:4326"), legs


def legs_to_gdf(G: nx.MultiDiGraph[str], legs: Iterable[tuple[str, str, str]]) -> gpd.GeoDataFrame:
    """Return some legs of a network, in the order given, as `network_to_gdfs` returns all of them."""
    import geopandas as gpd  # noqa: PLC0415

    wanted = list(legs)
    table = _frame([leg_row(G, leg) for leg in wanted], "legs")
    lines: list[Any] = [leg_line(G, leg) for leg in wanted]
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(lines, crs="EPSG:4326"))


def leg_points(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> list[LonLat]:
    """Return points ``(lon, lat)`` along the geodesic between the ends of a leg, EPSG:4326.

    A line past the antimeridian runs on beyond 180 degrees, as maps draw it.
    """
    return geodesic_points(*_ends(G, leg))


def leg_line(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> LineString | MultiLineString | None:
    """Return the geodesic between the ends of a leg, EPSG:4326, in two lines if it passes 180 degrees.

    A leg without length (from a city to its missions, at one rounded point) has no line.
    """
    return line_of_pieces(geodesic_pieces(*_ends(G, leg)))


def _ends(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> tuple[LonLat, LonLat]:
    u, v = ((G.nodes[n]["lon"], G.nodes[n]["lat"]) for n in leg[:2])
    return u, v


def _frame(rows: Sequence[Row], name: str) -> pd.DataFrame:
    """Return rows as a table whose columns have the types that they are stated to have, also if empty."""
    import pandas as pd  # noqa: PLC0415

    types = {
        # what pandas itself makes of texts differs by its version
        ColumnKind.TEXT: pd.Series(["text"]).dtype,
        ColumnKind.NUMBER: "float64",
        ColumnKind.FLAG: "bool",
    }
    columns = {
        column: pd.Series([row[column] for row in rows], dtype=types[kind])
        for column, kind in COLUMNS[name].items()
    }
    return pd.DataFrame(columns, columns=[*COLUMNS[name]])


def read_own_gdfs(places: pd.DataFrame, legs: pd.DataFrame, *, today: dt.date) -> nx.MultiDiGraph[str]:
    """Return the network of two tables that `network_to_gdfs` made, perhaps edited since.

    Points must lie where the columns ``lon`` and ``lat`` say; the lines of legs are not read.

    Raises
    ------
    NetworkError
        If anything is wrong with the tables; tells every fault.
    """
    faults: list[Fault] = []
    carried = _carried(legs.attrs[ATTRS], faults)
    flat = FlatNetwork(places=_rows(places), legs=_rows(legs), drawn=_drawn(places), **carried)
    G = read_flat(flat, today, faults)
    if faults:
        raise refused(faults)
    validate_network(G)
    return G


def _rows(table: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a table without their geometry."""
    columns = [column for column in table.columns if isinstance(column, str) and column != "geometry"]
    return tuple(dict(zip(columns, row, strict=True)) for row in table[columns].itertuples(index=False))


def _carried(attrs: object, faults: list[Fault]) -> dict[str, Any]:
    """Return the tables that travel in the attributes of the legs."""
    found: dict[str, Any] = {}
    for name in (*_CARRIED, "about"):
        try:
            value = read_json(attrs.get(name) if isinstance(attrs, dict) else attrs)
        except ClaimError as error:
            faults.append(ClaimError(error.value, error.rule, error.remedy, field=name).at(_PLACE_OF_ATTRS))
            continue
        is_table = isinstance(value, list) and all(isinstance(row, dict) for row in value)
        if isinstance(value, dict) if name == "about" else is_table:
            found[name] = value if name == "about" else tuple(value)
        else:
            wrong = ClaimError(value, "is no table", "take legs.attrs as they were made", field=name)
            faults.append(wrong.at(_PLACE_OF_ATTRS))
    return found


def _drawn(places: pd.DataFrame) -> tuple[LonLat | None, ...]:
    """Return where the places are drawn, EPSG:4326, None for what is no point; nothing without a CRS."""
    if getattr(places, "crs", None) is None:
        return ()
    points = places.geometry.to_crs("EPSG:4326")
    return tuple(
        (p.x, p.y) if p is not None and p.geom_type == "Point" and not p.is_empty else None for p in points
    )
