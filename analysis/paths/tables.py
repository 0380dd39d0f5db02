"""Path answers as tables: rows, GeoJSON, GeoDataFrames, and HTML for notebooks.

One row a path says what it is and carries its whole line; the legs of a path are a table of their own.
Lists (places, borders, reports) are joined by "; ", since most file formats hold no lists.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import networkx as nx

from geodata import printable
from routes import cut_line, leg_points, legs_to_gdf, risk_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

    from analysis.search.arcs import Leg
    from geodata import LonLat

    from .path_list import PathList
    from .results import PathResult

PATH_COLUMNS = (
    *("rank", "label", "from_place", "to_place", "exit", "length_km", "days", "risk_index"),
    *("risk_index_low", "risk_index_high", "risk_cost", "borders_crossed", "borders", "places", "modes"),
    *("flags", "reports", "weight", "value", "question", "as_of", "scenario", "dataset"),
)


def path_row(path: PathResult) -> dict[str, Any]:
    """Return a path as one row, with the keys `PATH_COLUMNS`; units are in the keys."""
    totals = path.totals
    return {
        "rank": path.rank,
        "label": path.label,
        "from_place": path.source,
        "to_place": path.target,
        "exit": str(path.exit) if path.exit else "",
        "length_km": totals.length_km,
        "days": totals.days,
        "risk_index": round(totals.risk_index, 6),
        "risk_index_low": round(totals.risk_index_low, 6),
        "risk_index_high": round(totals.risk_index_high, 6),
        "risk_cost": totals.risk_cost,
        "borders_crossed": len(totals.borders),
        "borders": "; ".join(totals.borders),
        "places": "; ".join(path.places),
        "modes": "; ".join(leg.key for leg in path.legs),
        "flags": "; ".join(path.flags),
        "reports": "; ".join(path.reports),
        "weight": path.objective,
        "value": round(path.value, 9),
        "question": path.question.in_words.strip(),
        "as_of": path.as_of,
        "scenario": "; ".join(path.scenario),
        "dataset": path.dataset,
    }


def paths_to_geojson(paths: Iterable[PathResult]) -> dict[str, Any]:
    """Return paths as a GeoJSON feature collection: one line a path, EPSG:4326, `path_row` beside it.

    A path without legs has no geometry; paths that were not found are left out. Lines are cut at the
    antimeridian into several (RFC 7946, section 3.1.9).
    """
    features = [
        {"type": "Feature", "properties": path_row(path), "geometry": _line(path)}
        for path in paths
        if path.found
    ]
    return {"type": "FeatureCollection", "features": features}


def _line(path: PathResult) -> dict[str, Any] | None:
    pieces = [[list(point) for point in piece] for piece in cut_line(path_points(path))]
    if len(pieces) > 1:
        return {"type": "MultiLineString", "coordinates": pieces}
    return {"type": "LineString", "coordinates": pieces[0]} if pieces else None


def paths_to_gdf(paths: Iterable[PathResult]) -> gpd.GeoDataFrame:
    """Return one row a path as a GeoDataFrame with the columns `PATH_COLUMNS` and lines, EPSG:4326.

    See `paths_to_geojson`. Without paths the table is empty and has the same columns.
    """
    import geopandas as gpd  # noqa: PLC0415 - half a second that a path question does not have
    from shapely.geometry import shape  # noqa: PLC0415

    features = paths_to_geojson(paths)["features"]
    lines = gpd.GeoSeries([f["geometry"] and shape(f["geometry"]) for f in features], crs="EPSG:4326")
    rows = [f["properties"] for f in features]
    return gpd.GeoDataFrame(rows, columns=[*PATH_COLUMNS], geometry=lines)


def path_legs_to_gdf(paths: Iterable[PathResult]) -> gpd.GeoDataFrame:
    """Return one row a leg, path by path and in order, as a GeoDataFrame of lines, EPSG:4326.

    ``rank`` and ``step`` (from 1) say which path and which of its legs; the other columns are those
    of `routes.network_to_gdfs`. Without legs the table is empty and has the same columns.
    """
    import pandas as pd  # noqa: PLC0415

    # Tables without rows know no types of columns, and would spoil those of the others.
    tables = [_ranked_legs(path.network, path.legs, path.rank) for path in paths if path.legs]
    return pd.concat(tables, ignore_index=True) if tables else _ranked_legs(nx.MultiDiGraph(), (), 0)


def _ranked_legs(G: nx.MultiDiGraph[str], legs: Sequence[Leg], rank: int) -> gpd.GeoDataFrame:
    table = legs_to_gdf(G, legs)
    table.insert(0, "step", range(1, len(table) + 1))
    table.insert(0, "rank", rank)
    return table


def path_points(path: PathResult) -> list[LonLat]:
    """Return the points ``(lon, lat)`` of a path's whole line, without turning back at the antimeridian."""
    line: list[LonLat] = []
    for leg in path.legs:
        points = leg_points(path.network, leg)
        turn = 360 * round((line[-1][0] - points[0][0]) / 360) if line else 0
        line += [(round(lon + turn, 3), lat) for lon, lat in points[1 if line else 0 :]]
    return line


def path_to_html(path: PathResult) -> str:
    """Return a path as an HTML table of its legs, every text escaped."""
    if not path.legs:
        why = path.summary if not path.found else "Origin and destination are the same place."
        return f"<p><strong>{_text(path.label)}</strong>: {_text(why)}</p>"
    names = {node: data["name"] for node, data in path.network.nodes(data=True)}
    rows = []
    for leg in path.legs:
        data = path.network.edges[leg]
        rows.append(
            (
                names[leg.u],
                names[leg.v],
                leg.key,
                f"{data['length_km']:,.0f}",
                _risk(*(risk_index(data[key]) for key in ("risk_cost", "risk_low", "risk_high"))),
                str(data["evidence"]),
                ", ".join(data["flags"]),
            )
        )
    total = path.totals
    risk = _risk(total.risk_index, total.risk_index_low, total.risk_index_high)
    foot = ("total", "", "", f"{total.length_km:,.0f}", risk, f"{len(path.reports)} reports", "")
    header = ("from", "to", "mode", "km", "risk index (interval)", "evidence", "flags")
    return _html(f"{path.label}: {path.summary}", header, [*rows, foot])


def paths_to_html(paths: PathList) -> str:
    """Return several paths as an HTML table, one row each, every text escaped."""
    if not paths.found:
        return f"<p><strong>{_text(paths.title)}</strong>: {_text(paths.reason)}</p>"
    rows = []
    for path in paths:
        total = path.totals
        rows.append(
            (
                str(path.rank),
                path.exit.in_words if path.exit else "",
                f"{total.length_km:,.0f}",
                f"{total.days:.1f}",
                _risk(total.risk_index, total.risk_index_low, total.risk_index_high),
                str(len(total.borders)),
                path.role,
                " > ".join(path.network.nodes[place]["name"] for place in path.places),
            )
        )
    header = ("", "exit", "km", "days", "risk index (interval)", "borders", "", "places")
    when = f"{paths[0].as_of}{paths.question.in_words}"
    return _html(f"{paths.title}, as of {when}; past reports, not advice. {paths.note}", header, rows)


def _risk(index: float, low: float, high: float) -> str:
    return f"{index:.3f} ({low:.3f}-{high:.3f})"


def _html(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_text(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<table><caption style="text-align:left">{_text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _text(text: str) -> str:
    return escape(printable(text))
