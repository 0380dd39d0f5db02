"""The network as tables with geometry, for geopandas and whatever reads its files.

Places become points, legs geodesic lines: no report says which road was taken, and a drawn road
would pretend that one did. What a table cannot hold (the claims behind each part of the risk)
stays in the network; `reports` and `claims` name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import LonLat, geodesic_points

from .contract import edge_data, node_data
from .risk import risk_index
from .words import RiskPartName

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import networkx as nx

PLACE_COLUMNS = (
    *("place", "name", "name_ko", "name_local", "country", "other_country", "kind"),
    *("haven", "lon", "lat"),
)
LEG_COLUMNS = (
    *("from_place", "to_place", "mode", "country", "border", "length_km", "days"),
    *("risk_cost", "risk_low", "risk_high", "risk_index", "passage", "entry", "exposure"),
    *("evidence", "flags", "families", "first_reported", "last_reported", "reports", "claims"),
)


def network_to_gdfs(G: nx.MultiDiGraph[str]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return the places and the legs of a network as two GeoDataFrames, EPSG:4326.

    Places have the columns `PLACE_COLUMNS` and points, legs the columns `LEG_COLUMNS` and
    lines; lists (reports, claims, flags, families) are joined by "; ", since most file formats
    hold no lists. ``passage``, ``entry`` and ``exposure`` are the costs of the risk parts, 0
    where a part does not apply. Lines past the antimeridian run on beyond 180 degrees. An empty
    network gives empty tables with the same columns. Dormant legs are not in them.

    Examples
    --------
    >>> import safepassage as sp
    >>> places, legs = network_to_gdfs(sp.load_network(2004))
    >>> legs.crs.to_string()
    'EPSG:4326'
    """
    import geopandas as gpd  # noqa: PLC0415 - half a second that a path question does not have
    from shapely import Point  # noqa: PLC0415

    places = [_place_row(G, node) for node in G]
    points = [Point(data["lon"], data["lat"]) for _, data in G.nodes(data=True)]
    return (
        gpd.GeoDataFrame(places, columns=[*PLACE_COLUMNS], geometry=points, crs="EPSG:4326"),
        legs_to_gdf(G, G.edges(keys=True)),
    )


def legs_to_gdf(G: nx.MultiDiGraph[str], legs: Iterable[tuple[str, str, str]]) -> gpd.GeoDataFrame:
    """Return some legs of a network, in the order given, as `network_to_gdfs` returns all of them."""
    import geopandas as gpd  # noqa: PLC0415
    from shapely import LineString  # noqa: PLC0415

    wanted = list(legs)
    rows = [_leg_row(G, leg) for leg in wanted]
    lines = [LineString(leg_points(G, leg)) for leg in wanted]
    return gpd.GeoDataFrame(rows, columns=[*LEG_COLUMNS], geometry=lines, crs="EPSG:4326")


def leg_points(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> list[LonLat]:
    """Return points ``(lon, lat)`` along the geodesic between the ends of a leg, EPSG:4326."""
    u, v, _ = leg
    (lon_u, lat_u), (lon_v, lat_v) = ((G.nodes[n]["lon"], G.nodes[n]["lat"]) for n in (u, v))
    return geodesic_points((lon_u, lat_u), (lon_v, lat_v))


def _place_row(G: nx.MultiDiGraph[str], node: str) -> dict[str, object]:
    data = node_data(G, node)
    row: dict[str, object] = {key: data[key] for key in PLACE_COLUMNS[1:] if key in data}  # type: ignore[literal-required]
    return {**row, "place": node, "kind": str(data["kind"]), "haven": "; ".join(data["haven"])}


def _leg_row(G: nx.MultiDiGraph[str], leg: tuple[str, str, str]) -> dict[str, object]:
    data = edge_data(G, leg)
    u, v, key = leg
    row: dict[str, object] = {k: data[k] for k in LEG_COLUMNS if k in data}  # type: ignore[literal-required]
    parts = {str(n): data["parts"][n].cost if n in data["parts"] else 0.0 for n in RiskPartName}
    lists = {k: "; ".join(data[k]) for k in ("flags", "families", "reports", "claims")}
    return {
        **row,
        **parts,
        **lists,
        "from_place": u,
        "to_place": v,
        "mode": key,
        "risk_index": risk_index(data["risk_cost"]),
        "evidence": str(data["evidence"]),
        "first_reported": data["first_reported"].isoformat(),
        "last_reported": data["last_reported"].isoformat(),
    }
