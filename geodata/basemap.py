"""The shipped basemap: Natural Earth, clipped to East Asia and simplified on shared arcs.

Three TopoJSON files, made by ``scripts/build_basemap.py``; what was cut out is told in
``geodata/data/README.md``. Natural Earth draws de facto borders: who controls the ground, not
who claims it. Inside `CLIP` the lines come from 1:10m, outside it from 1:110m.

The form of the files
---------------------
Plain TopoJSON, quantised and delta-coded, without ``bbox``. Arc ``i`` is a list of integer pairs:
first a point, then the step from each point to the next. Sum the steps, then scale::

    x = y = 0
    for dx, dy in topology["arcs"][i]:
        x += dx; y += dy
        lon = x * scale[0] + translate[0]
        lat = y * scale[1] + translate[1]

with ``scale`` and ``translate`` from ``topology["transform"]``. A line or ring is a list of arc
numbers, joined end to end (the last point of one is the first of the next); a negative number
``n`` is arc ``~n`` (that is, ``-n - 1``) walked backwards. Objects:

========= =========== ==================================================================
file      object      holds
========= =========== ==================================================================
countries `countries` GeometryCollection of MultiPolygon, properties ``iso`` and ``name``
countries `borders`   MultiLineString: arcs between two countries
countries `coasts`    MultiLineString: other outlines, without the edges of the clip
backdrop  `countries` as above, outside the clip, property ``iso`` only ("" where ISO has none)
backdrop  `borders`   as above
backdrop  `coasts`    as above
rivers    `rivers`    GeometryCollection of MultiLineString, properties ``name`` and ``rank``
========= =========== ==================================================================

Fill `countries` without a stroke and stroke `borders` and `coasts`: so no line is drawn twice,
and none along the edge of the clip. The backdrop goes a tenth of a degree under that edge: draw
it first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, cast

from .errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiPolygon

    from .distance import LonLat

CLIP = (88.0, -2.0, 145.0, 55.0)
"""West, south, east, north of the detailed part, in degrees."""


class Transform(TypedDict):
    """How whole numbers become degrees: ``number * scale + translate``, lon then lat."""

    scale: list[float]
    translate: list[float]


class TopoGeometry(TypedDict):
    """A geometry as arc numbers: lines of arcs, or polygons of rings of arcs."""

    type: str
    arcs: NotRequired[list[Any]]
    geometries: NotRequired[list[TopoGeometry]]
    properties: NotRequired[dict[str, Any]]


class Topology(TypedDict):
    """A TopoJSON file, parsed."""

    type: str
    transform: Transform
    objects: dict[str, TopoGeometry]
    arcs: list[list[list[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """The three files, parsed. Do not change them: they are shared by all who ask."""

    countries: Topology
    rivers: Topology
    backdrop: Topology


@lru_cache(maxsize=1)
def basemap_json() -> dict[str, str]:
    """Return the compact JSON text of each file: ``countries``, ``rivers``, ``backdrop``.

    For embedding in a page without parsing. The texts hold no ``<``, ``>`` or ``{{``; pages that
    embed them in a script element need escape nothing, which a test holds.

    Raises
    ------
    GeodataError
        If a file is missing from the installation.

    Examples
    --------
    >>> sorted(basemap_json())
    ['backdrop', 'countries', 'rivers']
    """
    from importlib.resources import files  # noqa: PLC0415  # no path question needs it

    folder = files(__package__) / "data"
    texts = {}
    for name in ("countries", "rivers", "backdrop"):
        try:
            texts[name] = (folder / f"{name}.json").read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise GeodataError(
                f"geodata/data/{name}.json is missing: install again, or run scripts/build_basemap.py"
            ) from error
    return texts


@lru_cache(maxsize=1)
def load_basemap() -> Basemap:
    """Return the basemap, parsed once.

    Examples
    --------
    >>> sorted(load_basemap().countries["objects"])
    ['borders', 'coasts', 'countries']
    """
    import json  # noqa: PLC0415  # no path question needs it

    texts = basemap_json()
    return Basemap(**{name: cast("Topology", json.loads(text)) for name, text in texts.items()})


def decode_arc(topology: Topology, number: int) -> list[LonLat]:
    """Return the points of an arc as (lon, lat) in degrees; a negative number walks it backwards.

    Examples
    --------
    >>> topology = {"type": "Topology", "objects": {}, "arcs": [[[0, 0], [2, 0], [0, 1]]],
    ...             "transform": {"scale": [0.5, 0.5], "translate": [100.0, 40.0]}}
    >>> decode_arc(topology, 0)
    [(100.0, 40.0), (101.0, 40.0), (101.0, 40.5)]
    >>> decode_arc(topology, ~0)[0]
    (101.0, 40.5)
    """
    (sx, sy), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
        x += dx
        y += dy
        points.append((x * sx + x0, y * sy + y0))
    return points if number >= 0 else points[::-1]


def decode_line(topology: Topology, numbers: Sequence[int]) -> list[LonLat]:
    """Return the points of a line or closed ring of arcs, as (lon, lat) in degrees."""
    points: list[LonLat] = []
    for number in numbers:
        arc = decode_arc(topology, number)
        points += arc[1:] if points else arc
    return points


@lru_cache(maxsize=1)
def country_polygons() -> dict[str, MultiPolygon]:
    """Return the detailed countries by ISO 3166-1 alpha-3 code, EPSG:4326, cut at `CLIP`.

    Countries outside the clip are missing: see `backdrop_polygons`. Hong Kong (HKG) and
    Macao (MAC) are countries of their own here and not part of CHN.
    """
    return _polygons(load_basemap().countries)


@lru_cache(maxsize=1)
def backdrop_polygons() -> dict[str, MultiPolygon]:
    """Return the coarse countries outside the clip by ISO code, EPSG:4326 (1:110m: tens of km off).

    Small countries are missing, and so is Antarctica.
    """
    return _polygons(load_basemap().backdrop)


def _polygons(topology: Topology) -> dict[str, MultiPolygon]:
    from shapely import MultiPolygon, Polygon  # noqa: PLC0415

    decoded: dict[str, MultiPolygon] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        iso = geometry["properties"]["iso"]
        rings = [[decode_line(topology, ring) for ring in polygon] for polygon in geometry["arcs"]]
        if iso:
            decoded[iso] = MultiPolygon([Polygon(r[0], r[1:]) for r in rings])
    return decoded
