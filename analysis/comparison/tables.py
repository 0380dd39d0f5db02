"""Comparisons as tables: rows, GeoJSON, GeoDataFrames, HTML for notebooks.

One row a difference: what was compared, from where to where, by which objective, and every total before and
after. Its line is the way after; the ways before are a table of their own. A total of a way that does not
exist is missing, not zero. Lists are joined by "; ", since most file formats hold no lists.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from analysis.paths.tables import path_points, paths_to_gdf
from geodata import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    import pandas as pd

    from analysis.paths.results import PathResult

    from .records import Compared, Comparison, Difference

_NUMBERS = ("length_km", "days", "risk_index", "risk_index_low", "risk_index_high", "risk_cost")
_TEXTS = ("exit", "borders", "places")
DIFFERENCES = ("longer_km", "more_days", "riskier_cost")
COMPARISON_COLUMNS = (
    *("compared", "from_place", "to_place", "weight", "outcome"),
    *(f"{name}{when}" for name in _NUMBERS for when in ("_before", "")),
    *DIFFERENCES,
    *(f"{name}{when}" for name in _TEXTS for when in ("_before", "")),
    *("borders_left", "borders_new", "why", "reports", "in_words", "margin"),
    *("as_of_before", "as_of", "scenario_before", "scenario", "dataset"),
)
RELIEF_COLUMNS = (
    *("compared", "target", "how", "origin", "connected", "shorter_km", "milder_cost"),
    *("risk_index", "risk_index_then"),
)


def difference_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Return each difference as a row with the keys `COMPARISON_COLUMNS`; units are in the keys."""
    return [row for case in comparison.cases for row in _rows(case)]


def _rows(case: Compared) -> Iterator[dict[str, Any]]:
    info = case.baseline.graph["dataset"]
    common = {
        "as_of_before": case.baseline.graph["as_of_text"],
        "as_of": case.network.graph["as_of_text"],
        "scenario_before": "; ".join(case.baseline.graph["scenario"]),
        "scenario": "; ".join(case.network.graph["scenario"]),
        "dataset": f"{info.title}, version {info.version}",
    }
    for difference, sentence, margin in zip(case.differences, case.sentences(), case.margins(), strict=True):
        row = {
            "compared": case.label,
            "from_place": difference.origin,
            "to_place": difference.destination,
            "weight": difference.objective,
            "outcome": difference.case,
            **_of_way(difference.before, "_before"),
            **_of_way(difference.after, ""),
            **{name: getattr(difference, name) for name in DIFFERENCES},
            "borders_left": "; ".join(difference.borders_left),
            "borders_new": "; ".join(difference.borders_new),
            "why": "; ".join(f"{leg.u}:{leg.v} {reason}" for leg, reason in difference.broken),
            "reports": "; ".join(difference.after.reports),
            "in_words": sentence,
            "margin": margin,
            **common,
        }
        yield {name: row[name] for name in COMPARISON_COLUMNS}


def _of_way(path: PathResult, when: str) -> dict[str, Any]:
    if not path.found:
        return {f"{name}{when}": None for name in _NUMBERS} | {f"{name}{when}": "" for name in _TEXTS}
    totals = path.totals
    return {
        f"length_km{when}": totals.length_km,
        f"days{when}": totals.days,
        f"risk_index{when}": round(totals.risk_index, 6),
        f"risk_index_low{when}": round(totals.risk_index_low, 6),
        f"risk_index_high{when}": round(totals.risk_index_high, 6),
        f"risk_cost{when}": totals.risk_cost,
        f"exit{when}": str(path.exit) if path.exit else "",
        f"borders{when}": "; ".join(totals.borders),
        f"places{when}": "; ".join(path.places),
    }


def relief_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Return what each relief would give each origin as a row with the keys `RELIEF_COLUMNS`."""
    return [
        {
            "compared": case.label,
            "target": str(relief.target),
            "how": str(relief.how),
            "origin": gain.origin,
            "connected": gain.connected,
            "shorter_km": gain.shorter_km,
            "milder_cost": gain.milder_cost,
            "risk_index": _rounded(gain.risk_index_before),
            "risk_index_then": _rounded(gain.risk_index_after),
        }
        for case in comparison.cases
        for relief in case.reliefs
        for gain in relief.gains
    ]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def comparison_to_geojson(comparison: Comparison) -> dict[str, Any]:
    """Return one feature a difference as a GeoJSON feature collection, EPSG:4326.

    The line is that of the way after; there is none where no way is left.
    """
    ways = [difference.after for case in comparison.cases for difference in case.differences]
    features = [
        {"type": "Feature", "properties": row, "geometry": _line(path)}
        for row, path in zip(difference_rows(comparison), ways, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _line(path: PathResult) -> dict[str, Any] | None:
    points = path_points(path)
    return {"type": "LineString", "coordinates": [list(point) for point in points]} if points else None


def comparison_to_gdf(comparison: Comparison) -> gpd.GeoDataFrame:
    """Return one row a difference as a GeoDataFrame with `COMPARISON_COLUMNS`, EPSG:4326."""
    import geopandas as gpd  # noqa: PLC0415 - half a second
    from shapely.geometry import shape  # noqa: PLC0415

    features = comparison_to_geojson(comparison)["features"]
    shapes = [f["geometry"] and shape(f["geometry"]) for f in features]
    rows = [f["properties"] for f in features]
    geometry = gpd.GeoSeries(shapes, crs="EPSG:4326")
    table = gpd.GeoDataFrame(rows, columns=[*COMPARISON_COLUMNS], geometry=geometry)
    numbers = [f"{name}{when}" for name in _NUMBERS for when in ("_before", "")]
    return table.astype(dict.fromkeys((*numbers, *DIFFERENCES), "float64"))


def baseline_to_gdf(comparison: Comparison) -> gpd.GeoDataFrame:
    """Return one row a way of the baseline as a GeoDataFrame with lines; see `analysis.paths.tables`."""
    return paths_to_gdf(difference.before for difference in comparison.cases[0].differences)


def reliefs_to_df(comparison: Comparison) -> pd.DataFrame:
    """Return one row a relief and origin as a table with `RELIEF_COLUMNS`; it may be empty."""
    import pandas as pd  # noqa: PLC0415

    table = pd.DataFrame(relief_rows(comparison), columns=[*RELIEF_COLUMNS])
    numbers = ("shorter_km", "milder_cost", "risk_index", "risk_index_then")
    return table.astype(dict.fromkeys(numbers, "float64"))


def cells_of(difference: Difference) -> tuple[str, ...]:
    """Return km, days, risk index, its interval and exit of a difference, each as "before > after".

    What stays is told once; what does not exist is "none".

    Examples
    --------
    >>> import safepassage as sp
    >>> G = sp.load_network("2004-06")
    >>> found = sp.compare(G, sp.Scenario(close="mission@CHN"), origins="onsong", by=["risk"])
    >>> cells_of(found.cases[0].differences[0])[2:4]
    ('0.321 > 0.354', '0.19-0.63 > 0.19-0.76')
    """
    return tuple(
        before if before == after else f"{before} > {after}"
        for before, after in zip(_cells(difference.before), _cells(difference.after), strict=True)
    )


def _cells(path: PathResult) -> tuple[str, ...]:
    if not path.found:
        return ("none",) * 5
    total = path.totals
    return (
        f"{total.length_km:,.0f}",
        f"{total.days:.1f}",
        f"{total.risk_index:.3f}",
        f"{total.risk_index_low:.2f}-{total.risk_index_high:.2f}",
        path.exit.in_words if path.exit else "",
    )


def comparison_to_html(comparison: Comparison) -> str:
    """Return a comparison as an HTML table, every text escaped."""
    names = {place: data["name"] for place, data in comparison.network.nodes(data=True)}
    header = ("", "from", "to", "by", "km", "days", "risk index", "interval", "exit")
    rows = [
        (case.label, names[d.origin], names[d.destination], d.objective, *cells_of(d))
        for case in comparison.cases
        for d in case.differences
    ]
    head = "".join(f"<th>{_text(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows)
    when = comparison.network.graph["as_of_text"]
    caption = _text(f"Best ways as of {when} > and then; past reports, not advice.")
    told = "".join(f"<li>{_text(sentence)}</li>" for sentence in comparison.sentences())
    return (
        f'<table><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><ul>{told}</ul>"
    )


def _text(text: str) -> str:
    return escape(printable(text))
