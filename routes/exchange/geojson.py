"""A network as GeoJSON, and back: RFC 7946, one feature a line.

Places are points and legs are lines in one FeatureCollection; a feature's properties are the columns
of its table. What GeoJSON has no place for (dormant legs, reports, claims, what the network says of
itself) stands in the foreign member ``safepassage``, which other programs skip. Coordinates are
``(lon, lat)`` on WGS 84, and lines that pass the antimeridian are cut there, as the RFC asks.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .flat import FlatNetwork
from .guard.files import guarded_json, refuse
from .tables import checked_rows, leg_id, leg_pieces, rows_to_flat

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER = "safepassage"
_BESIDE = ("dormant", "reports", "claims")


def flat_to_geojson(flat: FlatNetwork) -> str:
    """Return a network as GeoJSON text; an empty network is a collection without features.

    Examples
    --------
    >>> import safepassage as sp
    >>> from routes.exchange.flat import network_to_flat
    >>> told = json.loads(flat_to_geojson(network_to_flat(sp.load_network(2004))))
    >>> told["type"], told["features"][0]["geometry"]["type"]
    ('FeatureCollection', 'Point')
    """
    features = ",\n".join(map(_text, _features(flat)))
    beside = {"about": flat.about} | {name: flat.table(name) for name in _BESIDE}
    return (
        f'{{"type": "FeatureCollection",\n"features": [\n{features}\n],\n{_text(MEMBER)}: {_text(beside)}}}\n'
    )


def _features(flat: FlatNetwork) -> Iterator[dict[str, Any]]:
    for row in flat.places:
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        yield {"type": "Feature", "id": row["place"], "geometry": point, "properties": row}
    for row, parts in zip(flat.legs, leg_pieces(flat, flat.legs), strict=True):
        line: dict[str, Any] | None = None
        if parts:
            line = {"type": "MultiLineString", "coordinates": parts}
            if len(parts) == 1:
                line = {"type": "LineString", "coordinates": parts[0]}
        yield {"type": "Feature", "id": leg_id(row), "geometry": line, "properties": row}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def geojson_to_flat(text: str, name: str = "the file") -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a GeoJSON text, and in words what of it was left out.

    Raises
    ------
    BadFileError
        If the text is no GeoJSON.
    NetworkError
        If it holds no network of this program.
    """
    told = guarded_json(text, name)
    if not isinstance(told, dict) or told.get("type") != "FeatureCollection":
        refuse(name, "is no FeatureCollection", "export it as GeoJSON, RFC 7946")
    beside = told.get(MEMBER)
    beside = beside if isinstance(beside, dict) else {}
    about = beside.get("about")
    features = _checked_features(told, name)
    rows: dict[str, list[dict[str, Any]]] = {"places": [], "legs": []}
    points = []
    for feature in features:
        row = feature["properties"]
        rows["legs" if "from_place" in row else "places"].append(row)
        if "from_place" not in row:
            points.append(_point(feature.get("geometry")))
    tables = {table: checked_rows(beside.get(table, []), f"{MEMBER}.{table}", name) for table in _BESIDE}
    return rows_to_flat(tables | rows, about if isinstance(about, dict) else {}, name, points)


def _checked_features(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    features = told.get("features")
    if not isinstance(features, list):
        refuse(name, "has no list of features", "export it as GeoJSON, RFC 7946")
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            refuse(name, f"has something else than a feature with properties as number {number}", "delete it")
    return features


def _point(geometry: object) -> tuple[float, float] | None:
    """Return where a feature is drawn, None if it is not drawn as a point."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    match geometry.get("coordinates"):
        case [int() | float() as lon, int() | float() as lat, *_]:
            return float(lon), float(lat)
    return None
