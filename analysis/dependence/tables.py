"""Bottlenecks as tables: rows, GeoJSON, GeoDataFrames, JSON with every proof, HTML for notebooks.

One row a target, in the order in which bottlenecks are told; and one row a target and origin, for what that
origin loses and gains. The line of a country or border is that of its legs in the network.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from analysis.paths.trace import NOTE
from geodata import country_name, printable
from routes import TargetKind, leg_points, matches_leg

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import pandas as pd

    from analysis.search.arcs import Leg

    from .bottlenecks import Bottlenecks, Dependence, WaysLeft
    from .cuts import Cut

BOTTLENECK_COLUMNS = (
    *("kind", "target", "name", "every_way_of", "through_shortest", "through_safest"),
    *("longest_detour_km", "greatest_rise", "connected", "greatest_relief", "as_of", "scenario", "dataset"),
)
ORIGIN_COLUMNS = (
    *("kind", "target", "origin", "cut_off", "longer_km", "riskier_cost", "risk_index", "risk_index_without"),
    *("connected", "shorter_km", "milder_cost", "risk_index_made_safe"),
)


def name_of(found: Bottlenecks, dependence: Dependence) -> str:
    """Return a target as people say it: "Mongolia", "China - Mongolia", "Beijing", "Yanji - Jilin City"."""
    target = dependence.target
    if target.kind in (TargetKind.COUNTRY, TargetKind.BORDER):
        names = [country_name(code) for code in (target.first, target.second) if code]
    else:
        names = [found.network.nodes[place]["name"] for place in (target.first, target.second) if place]
    return " - ".join(names)


def bottleneck_row(found: Bottlenecks, dependence: Dependence) -> dict[str, Any]:
    """Return what depends on one target as a row with the keys `BOTTLENECK_COLUMNS`.

    Rise and relief are in risk cost, the greatest of any origin.
    """
    info = found.network.graph["dataset"]
    return {
        "kind": str(dependence.target.kind),
        "target": str(dependence.target),
        "name": name_of(found, dependence),
        "every_way_of": "; ".join(dependence.every_way_of),
        "through_shortest": round(dependence.through["length"], 4),
        "through_safest": round(dependence.through["risk"], 4),
        "longest_detour_km": round(dependence.longest_detour_km, 3),
        "greatest_rise": round(dependence.greatest_rise, 9),
        "connected": "; ".join(dependence.connected),
        "greatest_relief": round(dependence.greatest_relief, 9),
        "as_of": found.network.graph["as_of_text"],
        "scenario": "; ".join(found.network.graph["scenario"]),
        "dataset": f"{info.title}, version {info.version}",
    }


def origin_rows(found: Bottlenecks) -> list[dict[str, Any]]:
    """Return what each origin would lose without a target and gain if it were safe, by `ORIGIN_COLUMNS`."""
    rows = []
    for dependence in found.all:
        lost = {loss.origin: loss for loss in dependence.losses}
        won = {gain.origin: gain for gain in dependence.gains}
        for origin in found.origins:
            loss, gain = lost.get(origin), won.get(origin)
            if loss is None and gain is None:
                continue
            known = loss.risk_index_before if loss else gain and gain.risk_index_before
            rows.append(
                {
                    "kind": str(dependence.target.kind),
                    "target": str(dependence.target),
                    "origin": origin,
                    "cut_off": bool(loss and loss.cut_off),
                    "longer_km": loss.longer_km if loss else 0.0,
                    "riskier_cost": loss.riskier_cost if loss else 0.0,
                    "risk_index": known,
                    "risk_index_without": loss.risk_index_after if loss else known,
                    "connected": bool(gain and gain.connected),
                    "shorter_km": gain.shorter_km if gain else 0.0,
                    "milder_cost": gain.milder_cost if gain else 0.0,
                    "risk_index_made_safe": gain.risk_index_after if gain else known,
                }
            )
    return rows


def bottlenecks_to_geojson(found: Bottlenecks) -> dict[str, Any]:
    """Return one feature a target as a GeoJSON feature collection, EPSG:4326.

    A place is a point; a leg, border or country the lines of its legs that are open.
    """
    features = [
        {
            "type": "Feature",
            "properties": bottleneck_row(found, dependence),
            "geometry": _geometry(found, dependence),
        }
        for dependence in found.all
    ]
    return {"type": "FeatureCollection", "features": features}


def bottlenecks_to_gdf(found: Bottlenecks) -> gpd.GeoDataFrame:
    """Return one row a target as a GeoDataFrame with `BOTTLENECK_COLUMNS`, EPSG:4326; it may be empty."""
    import geopandas as gpd  # noqa: PLC0415 - half a second
    from shapely.geometry import shape  # noqa: PLC0415

    features = bottlenecks_to_geojson(found)["features"]
    shapes = [f["geometry"] and shape(f["geometry"]) for f in features]
    rows = [f["properties"] for f in features]
    geometry = gpd.GeoSeries(shapes, crs="EPSG:4326")
    return gpd.GeoDataFrame(rows, columns=[*BOTTLENECK_COLUMNS], geometry=geometry)


def origins_to_df(found: Bottlenecks) -> pd.DataFrame:
    """Return one row a target and origin as a table with `ORIGIN_COLUMNS`; it may be empty."""
    import pandas as pd  # noqa: PLC0415 - half a second

    return pd.DataFrame(origin_rows(found), columns=[*ORIGIN_COLUMNS])


def trace_bottlenecks(found: Bottlenecks) -> dict[str, Any]:
    """Return bottlenecks with every proof as JSON-ready data: cuts, disjoint ways, the ways left."""
    G = found.network
    return {
        "question": {
            "from": list(found.origins),
            "to": list(found.destinations),
            "as_of": G.graph["as_of_text"],
            "scenario": list(G.graph["scenario"]),
        },
        "dataset": {"title": G.graph["dataset"].title, "version": G.graph["version"]},
        "bottlenecks": [bottleneck_row(found, dependence) for dependence in found.all],
        "by_origin": origin_rows(found),
        "every_way_passes": {
            str(passed.origin): {
                "countries": list(passed.countries),
                "borders": list(passed.borders),
                "places": list(passed.places),
                "legs": [list(leg) for leg in passed.legs],
            }
            for passed in found.must_pass
        },
        "ways_left": {left.origin: _ways_left(left) for left in found.ways_left},
        "note": NOTE,
    }


def _ways_left(left: WaysLeft) -> dict[str, Any]:
    borders = left.borders
    return {
        "places": _cut(left.places),
        "legs": _cut(left.legs),
        "borders": {
            "number": borders.number,
            "exact": borders.exact,
            "smaller_sets": [
                {"closed": list(closed), "way_left": _legs(way)} for closed, way in borders.ways
            ],
        },
    }


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        "size": cut.size,
        "disjoint_ways": [_legs(way) for way in cut.paths],
        "cuts": [[list(member) if isinstance(member, tuple) else member for member in c] for c in cut.cuts],
        "complete": cut.complete,
    }


def _legs(way: Iterable[Leg]) -> list[list[str]]:
    return [list(leg) for leg in way]


def _geometry(found: Bottlenecks, dependence: Dependence) -> dict[str, Any] | None:
    G, target = found.network, dependence.target
    if target.kind is TargetKind.PLACE:
        data = G.nodes[target.first]
        return {"type": "Point", "coordinates": [data["lon"], data["lat"]]}
    lines = [
        [list(point) for point in leg_points(G, leg)]
        for leg in sorted(G.edges(keys=True))
        if matches_leg(G, target, leg)
    ]
    # From a town into its missions no line leads anywhere: beside others it would only make them invalid.
    drawn = [line for line in lines if line[0] != line[-1]] or lines
    return {"type": "MultiLineString", "coordinates": drawn} if drawn else None


def change_in_words(before: float | None, after: float | None) -> str:
    """Return two risk indices as "0.32 > 0.36"; a missing one as "none", for no way.

    Examples
    --------
    >>> change_in_words(0.321, 0.5), change_in_words(None, 0.25)
    ('0.32 > 0.50', 'none > 0.25')
    """
    return " > ".join("none" if index is None else f"{index:.2f}" for index in (before, after))


def worst_loss(found: Bottlenecks, dependence: Dependence) -> str:
    """Return the risk index before and after for the origin whose safest way grows most; empty for none.

    The origin is named where there are several.
    """
    hit = [loss for loss in dependence.losses if loss.riskier_cost]
    worst = max(hit, key=lambda loss: loss.riskier_cost or 0.0, default=None)
    if worst is None:
        return ""
    return change_in_words(worst.risk_index_before, worst.risk_index_after) + _of(found, worst.origin)


def best_gain(found: Bottlenecks, dependence: Dependence) -> str:
    """Return the risk index before and after for the origin that gains most, as `worst_loss` does."""
    won = [gain for gain in dependence.gains if gain.connected or gain.milder_cost]
    best = max(won, key=lambda gain: (gain.connected, gain.milder_cost or 0.0), default=None)
    if best is None:
        return ""
    return change_in_words(best.risk_index_before, best.risk_index_after) + _of(found, best.origin)


def _of(found: Bottlenecks, origin: str) -> str:
    return f" ({found.network.nodes[origin]['name']})" if len(found.origins) > 1 else ""


def bottlenecks_to_html(found: Bottlenecks) -> str:
    """Return countries and borders as an HTML table, every text escaped."""
    asked = f"{', '.join(found.origins)} to {', '.join(found.destinations)}"
    when = found.network.graph["as_of_text"]
    if not any(left.legs.size for left in found.ways_left):
        return f"<p>{escape(printable(f'There is no way to travel from {asked}, as of {when}.'))}</p>"
    header = ("what", "every way of", "risk index without it", "made safe")
    rows = [
        (
            name_of(found, dependence),
            ", ".join(dependence.every_way_of),
            worst_loss(found, dependence),
            best_gain(found, dependence),
        )
        for dependence in (*found.countries, *found.borders)
    ]
    head = "".join(f"<th>{cell}</th>" for cell in header)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(printable(cell))}</td>' for cell in row)}</tr>" for row in rows
    )
    told = f"On what the ways from {asked} depend, as of {when}; past reports, not advice."
    caption = escape(printable(told))
    return (
        f'<table><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
