"""The shipped basemap: what the files hold, and that they decode to sound shapes."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest
import shapely

import geodata
from geodata import (
    CLIP,
    GeodataError,
    backdrop_polygons,
    basemap_json,
    country_polygons,
    decode_arc,
    decode_line,
    is_country,
    load_basemap,
)

DATA = Path(geodata.__file__).parent / "data"
FILES = ("backdrop", "countries", "rivers")
GRID = 0.004  # degrees; no coarser than this where it matters


def test_checksums():
    """Each data file is the one that the build script wrote; none is without a checksum."""
    listed = dict(reversed(line.split("  ")) for line in (DATA / "checksums.sha256").read_text().splitlines())
    shipped = {p.name for p in DATA.iterdir()} - {"README.md", "checksums.sha256", "__pycache__"}
    assert set(listed) == shipped
    for name, expected in listed.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == expected, name


def test_readme_names_every_file():
    """The data's README tells where each file comes from, and that borders are de facto."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    for path in DATA.iterdir():
        if path.name not in {"README.md", "__pycache__"}:
            assert f"`{path.name}`" in text
    assert "de facto" in text
    assert "public domain" in text


def test_sizes():
    """The files stay small enough to stand inside a page, and in a diff."""
    kilobytes = {name: len(text.encode()) / 1000 for name, text in basemap_json().items()}
    assert kilobytes["countries"] < 250
    assert kilobytes["rivers"] < 95
    assert kilobytes["backdrop"] < 55
    assert sum(kilobytes.values()) < 600


@pytest.mark.parametrize("name", FILES)
def test_texts_are_compact_and_harmless_in_a_page(name):
    """The raw texts are compact JSON, and hold nothing that a script element or a template minds."""
    text = basemap_json()[name]
    assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert not any(
        mark in text for mark in ("<", ">", "&", "{{", "{%", "{#", "\u2028", "\u2029", "NaN", "\\u")
    )
    assert json.loads(text) == getattr(load_basemap(), name)


def test_basemap_is_frozen_and_read_once():
    """Everybody gets the same object, and cannot swap its parts."""
    assert load_basemap() is load_basemap()
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_basemap().rivers = {}


def test_missing_file_is_told(monkeypatch, tmp_path):
    """An installation without its data says so, and what to do."""
    basemap_json.cache_clear()
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    with pytest.raises(GeodataError, match=r"countries\.json is missing: install again"):
        basemap_json()
    basemap_json.cache_clear()


# decoding


def test_decoding_of_a_drawn_topology():
    """Two arcs make a closed ring; the second is walked backwards.

    y
    2   b---c
    1   |   |        arc 0: a b c      arc 1: a d c
    0   a---d        ring: arc 0, then arc 1 backwards
        0   1  x     grid: 10 degrees a step in x, 1 in y, from (100, 40)
    """
    topology = {
        "type": "Topology",
        "transform": {"scale": [10.0, 1.0], "translate": [100.0, 40.0]},
        "objects": {},
        "arcs": [[[0, 0], [0, 2], [1, 0]], [[0, 0], [1, 0], [0, 2]]],
    }
    a, b, c, d = (100.0, 40.0), (100.0, 42.0), (110.0, 42.0), (110.0, 40.0)

    assert decode_arc(topology, 0) == [a, b, c]
    assert decode_arc(topology, 1) == [a, d, c]
    assert decode_line(topology, [0, ~1]) == [a, b, c, d, a]
    assert decode_line(topology, []) == []


@pytest.mark.parametrize("name", FILES)
def test_steps_are_whole_numbers_and_every_arc_is_used(name):
    """Arcs hold pairs of integers, have two points or more, and belong to some object."""
    topology = getattr(load_basemap(), name)
    used = set()
    for thing in topology["objects"].values():
        for geometry in thing.get("geometries", [thing]):
            used |= {max(n, ~n) for n in _numbers(geometry["arcs"])}
    assert used == set(range(len(topology["arcs"])))
    for arc in topology["arcs"]:
        assert len(arc) >= 2
        assert all(len(step) == 2 and isinstance(step[0], int) and isinstance(step[1], int) for step in arc)
        assert [0, 0] not in arc[1:]


@pytest.mark.parametrize("polygons", [country_polygons, backdrop_polygons])
def test_polygons_are_valid_and_neighbours_meet(polygons):
    """No polygon crosses itself, none overlaps another, and no border is torn or crossed."""
    decoded = polygons()
    assert all(is_country(iso) for iso in decoded)
    assert all(shape.is_valid and not shape.is_empty for shape in decoded.values())
    assert shapely.coverage_is_valid(list(decoded.values()))


def test_countries_lie_in_the_clip():
    """Nothing detailed lies outside the window, to a step of the grid."""
    west, south, east, north = shapely.total_bounds(list(country_polygons().values()))
    assert (west, south, east, north) == pytest.approx(CLIP, abs=GRID)


def test_backdrop_fills_the_world_round_the_clip():
    """The backdrop covers land far away, and nothing inside the window but a narrow seam."""
    world = shapely.union_all(list(backdrop_polygons().values()))
    inside = shapely.box(*CLIP).buffer(-0.15, join_style="mitre")
    assert world.intersection(inside).area == 0
    for lonlat in [(37.6, 55.8), (2.3, 48.9), (-100.0, 40.0), (80.0, 30.0), (100.0, 60.0), (-175.0, 66.5)]:
        assert world.covers(shapely.Point(lonlat))
    assert not world.covers(shapely.Point(-40.0, 30.0))


@pytest.mark.parametrize(
    ("iso", "lonlat"),
    [
        ("PRK", (125.8, 39.0)), ("KOR", (127.0, 37.6)), ("CHN", (116.4, 39.9)), ("MNG", (106.9, 47.9)),
        ("RUS", (135.1, 48.4)), ("VNM", (105.8, 21.0)), ("LAO", (102.6, 18.1)), ("THA", (100.5, 13.8)),
        ("KHM", (104.9, 11.6)), ("MMR", (96.1, 21.9)), ("SGP", (103.8, 1.35)), ("PHL", (121.0, 14.6)),
        ("HKG", (114.1, 22.4)), ("JPN", (139.7, 35.7)), ("TWN", (121.5, 25.0)),
    ],
)  # fmt: skip
def test_capitals_lie_in_their_country_and_in_no_other(iso, lonlat):
    """Well-known cities fall into the polygon of their country only; Hong Kong is not in CHN."""
    inside = [code for code, shape in country_polygons().items() if shape.covers(shapely.Point(lonlat))]
    assert inside == [iso]


@pytest.mark.parametrize("name", ["countries", "backdrop"])
def test_borders_and_coasts_are_the_outlines(name):
    """Arcs of two countries are borders, arcs of one are coasts, each once; only clip edges are left out."""
    topology = getattr(load_basemap(), name)
    objects = topology["objects"]
    owners = {}
    for i, geometry in enumerate(objects["countries"]["geometries"]):
        for number in _numbers(geometry["arcs"]):
            owners.setdefault(max(number, ~number), set()).add(i)
    borders, coasts = ([n for line in objects[part]["arcs"] for n in line] for part in ("borders", "coasts"))

    assert sorted(borders) == sorted(n for n, isos in owners.items() if len(isos) == 2)
    assert len(set(coasts)) == len(coasts)
    assert {n for n, isos in owners.items() if len(isos) == 1} >= set(coasts)
    left_out = set(owners) - set(borders) - set(coasts)
    assert left_out
    window = shapely.box(*shapely.total_bounds(list(country_polygons().values())))
    seam = shapely.box(*CLIP).buffer(-0.1, join_style="mitre")
    edges = (
        window.exterior
        if name == "countries"
        else seam.exterior.union(shapely.box(-180, -60, 180, 84).exterior)
    )
    for number in left_out:
        assert all(edges.distance(shapely.Point(p)) < 1e-9 for p in decode_arc(topology, number))


def test_named_rivers_are_there():
    """The rivers that reports name are drawn: the Tumen and the Yalu in spite of their rank."""
    rivers = {}
    for geometry in load_basemap().rivers["objects"]["rivers"]["geometries"]:
        properties = geometry["properties"]
        assert set(properties) == {"name", "rank"}
        assert properties["rank"] <= 6 or properties["name"] in {"Tumen", "Yalu"}
        rivers.setdefault(properties["name"], []).extend(geometry["arcs"])
    assert {"Tumen", "Yalu", "Mekong", "Lancang (Mekong)", "Amur"} <= set(rivers)
    tumen = [decode_line(load_basemap().rivers, line) for line in rivers["Tumen"]]
    assert shapely.MultiLineString(tumen).bounds == pytest.approx((128.2, 41.9, 130.7, 43.0), abs=0.1)


def _numbers(arcs):
    """Return all arc numbers of nested lists."""
    return [arcs] if isinstance(arcs, int) else [n for part in arcs for n in _numbers(part)]
