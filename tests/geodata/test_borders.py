"""Borders: lines that two countries share, sections of them, and distances to them."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from geodata import (
    CLIP,
    GeodataError,
    UnknownNameError,
    border_line,
    border_section,
    country_polygons,
    decode_line,
    distance_km,
    distance_to_border_km,
    distance_to_country_km,
    load_basemap,
    neighbours,
    snap_to_border,
)
from geodata.borders import _geod

PAIRS = sorted({tuple(sorted((a, b))) for a in country_polygons() for b in neighbours(a)})
lonlats = st.tuples(st.floats(CLIP[0], CLIP[2]), st.floats(CLIP[1], CLIP[3]))


# the lines


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("PRK", ("CHN", "KOR", "RUS")),
        ("KOR", ("PRK",)),
        ("MNG", ("CHN", "RUS")),
        ("HKG", ("CHN",)),
        ("LAO", ("CHN", "KHM", "MMR", "THA", "VNM")),
        ("JPN", ()),
        ("FRA", ()),  # outside the clip
    ],
)
def test_neighbours_are_those_of_geography(country, expected):
    """Countries border whom they border on land; islands and countries elsewhere nobody."""
    assert neighbours(country) == expected


@pytest.mark.parametrize(
    ("pair", "km"),
    [
        (("CHN", "PRK"), 1416), (("KOR", "PRK"), 238),
        (("CHN", "MNG"), 4677), (("CHN", "VNM"), 1281), (("LAO", "THA"), 1754), (("CHN", "HKG"), 30),
    ],
)  # fmt: skip
def test_lengths_are_near_the_published_ones(pair, km):
    """A simplified border is as long as published (World Factbook), less some of its bends."""
    length = _geod().geometry_length(border_line(*pair)) / 1000
    assert 0.55 * km < length < 1.1 * km


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_a_border_is_the_common_edge_of_both_countries(pair):
    """The line lies on the edge of either country, and it is the same whoever is named first."""
    line = border_line(*pair)
    assert line == border_line(*reversed(pair))
    assert not line.is_empty
    for country in pair:
        assert line.difference(country_polygons()[country].boundary.buffer(1e-9)).is_empty


def test_border_with_china_follows_the_rivers():
    """From the Yellow Sea to the Tumen's mouth the border runs in the rivers, but for Mount Paektu."""
    topology = load_basemap().rivers
    rivers = shapely.union_all(
        [
            shapely.LineString(decode_line(topology, line))
            for geometry in topology["objects"]["rivers"]["geometries"]
            if geometry["properties"]["name"] in {"Yalu", "Tumen"}
            for line in geometry["arcs"]
        ]
    )
    line = border_line("CHN", "PRK").segmentize(0.02)
    along = [p for p in map(Point, shapely.get_coordinates(line)) if not 127.9 < p.x < 128.5]
    off_km = sorted(111.2 * p.distance(rivers) for p in along)  # a degree is 111 km or less
    assert off_km[len(off_km) // 2] < 0.5
    assert off_km[int(len(off_km) * 0.95)] < 1.5


@pytest.mark.parametrize(
    ("country", "other", "words"),
    [
        ("PRK", "JPN", "PRK borders CHN, KOR, RUS; JPN borders none"),
        ("CHN", "KOR", "KOR borders PRK"),
        ("MNG", "MNG", "MNG borders CHN, RUS"),
        ("FRA", "DEU", "FRA borders none"),
    ],
)
def test_strangers_are_refused_with_their_neighbours(country, other, words):
    """Two countries without a common border are an error that says who borders whom."""
    with pytest.raises(GeodataError, match="share no border") as caught:
        border_line(country, other)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "ask", [neighbours, lambda c: border_line("CHN", c), lambda c: distance_to_country_km((0, 0), c)]
)
def test_unknown_countries_are_refused_with_near_matches(ask):
    """A misspelled code is not the same as a country without a border."""
    with pytest.raises(UnknownNameError, match=r"'mng' is not .* Did you mean MNG"):
        ask("mng")


# snapping and distances


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PAIRS), lonlats)
def test_snapped_points_lie_on_the_border(pair, lonlat):
    """The nearest point is on the line, snaps to itself, and no corner of the line is nearer."""
    near = snap_to_border(lonlat, *pair)
    line = border_line(*pair)
    km = distance_to_border_km(lonlat, *pair)

    assert line.distance(Point(near)) < 1e-9
    assert distance_to_border_km(near, *pair) == pytest.approx(0, abs=1e-5)  # a centimetre
    assert km == pytest.approx(distance_km(lonlat, near), abs=2e-3)
    corners = shapely.get_coordinates(line).tolist()
    assert km <= min(distance_km(lonlat, tuple(c)) for c in corners[:: max(1, len(corners) // 50)]) + 0.02


def test_distance_to_a_border_worked_out_by_hand():
    """Due south of a point of the line where it bulges south, it is the difference in latitude.

    The inter-Korean line has such a point at 127.97 E, 38.30 N; a degree of latitude is 111.0 km there.
    """
    near = snap_to_border((127.97, 38.1), "KOR", "PRK")
    assert near == pytest.approx((127.97, 38.30), abs=0.005)
    assert distance_to_border_km((127.97, 38.1), "KOR", "PRK") == pytest.approx(0.2 * 111.0, rel=0.01)


@pytest.mark.parametrize(
    ("lonlat", "country"),
    [((106.9, 47.9), "MNG"), ((37.6, 55.8), "RUS"), ((114.1, 22.4), "HKG"), ((103.8, 1.35), "SGP")],
)
def test_inside_a_country_the_distance_is_zero(lonlat, country):
    """Inside is zero, whether the detailed part shows the country or the backdrop (Moscow)."""
    assert distance_to_country_km(lonlat, country) == 0.0


def test_distance_to_a_country_over_a_border():
    """A place inside one country is as far from its neighbour as from the border with it."""
    pyongyang = (125.8, 39.0)
    assert distance_to_country_km(pyongyang, "KOR") == pytest.approx(
        distance_to_border_km(pyongyang, "KOR", "PRK"), rel=0.2
    )
    assert distance_to_country_km((127.5, 39.0), "KOR") == distance_to_border_km((127.5, 39.0), "KOR", "PRK")


def test_distance_at_sea_by_brute_force():
    """From the East Sea, no point of a finely cut coast is nearer than the answer, and one is as near."""
    at_sea = (132.0, 39.5)
    km = distance_to_country_km(at_sea, "PRK")
    fine = shapely.get_coordinates(country_polygons()["PRK"].boundary.segmentize(0.01)).tolist()
    brute = min(distance_km(at_sea, tuple(p)) for p in fine)
    assert brute - 1.2 < km <= brute + 1e-3  # cut at 0.01 degrees, about a km


def test_distance_across_the_180th_meridian():
    """West and east of the 180th meridian are near each other: Chukotka is not a world away."""
    assert distance_to_country_km((-179.9, 60.0), "RUS") < 600


def test_country_that_the_basemap_does_not_show():
    """A country too small for the backdrop is refused, not measured as infinitely far."""
    with pytest.raises(GeodataError, match=r"MCO \(Monaco\) is too small"):
        distance_to_country_km((7.4, 43.7), "MCO")


@pytest.mark.parametrize(
    "lonlat", [(181.0, 0.0), (0.0, 95.0), (math.nan, 0.0), (0.0, math.inf), (42.6, 129.5)]
)
def test_coordinates_off_the_earth_are_refused(lonlat):
    """Latitude 129.5 is a swapped pair; it is refused, like NaN and infinity."""
    for ask in (
        lambda: snap_to_border(lonlat, "CHN", "PRK"),
        lambda: distance_to_border_km(lonlat, "CHN", "PRK"),
        lambda: distance_to_country_km(lonlat, "CHN"),
        lambda: border_section("CHN", "PRK", lonlat),
    ):
        with pytest.raises(GeodataError, match=r"longitude in \[-180, 180\]"):
            ask()


# sections


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(PAIRS), lonlats, st.floats(0.5, 300))
def test_sections_lie_on_the_border_round_the_nearest_point(pair, lonlat, half_length_km):
    """A section is part of the line, holds the snapped point, and is no longer than asked for."""
    section = border_section(*pair, lonlat, half_length_km=half_length_km)
    line = border_line(*pair)
    near = snap_to_border(lonlat, *pair)
    length = _geod().geometry_length(section) / 1000

    assert section.geom_type == "LineString"
    assert section.is_valid
    assert not section.is_empty
    assert max(line.distance(Point(p)) for p in section.coords) < 1e-9
    assert section.distance(Point(near)) < 1e-9
    assert length <= 2 * half_length_km * (1 + 1e-4)
    if section.boundary.distance(line.boundary) > 1e-9:  # else it stops where the border ends
        assert length == pytest.approx(2 * half_length_km, rel=1e-3)


def test_section_has_the_same_length_on_either_side():
    """In the middle of a long border the section reaches as far one way as the other, along the line."""
    near = snap_to_border((112.0, 43.7), "CHN", "MNG")
    section = border_section("CHN", "MNG", (112.0, 43.7), half_length_km=100)
    halves = shapely.ops.split(shapely.snap(section, Point(near), 1e-9), Point(near))
    lengths = [_geod().geometry_length(half) / 1000 for half in halves.geoms]
    assert lengths == pytest.approx([100, 100], rel=1e-3)


def test_section_stops_where_the_border_ends():
    """The border with Russia is shorter than 60 km: a section of 60 km to either side is all of it."""
    assert border_section("PRK", "RUS", (130.6, 42.4)).equals(border_line("PRK", "RUS"))


@pytest.mark.parametrize("half_length_km", [0, -5, math.nan])
def test_section_without_length_is_refused(half_length_km):
    """A length must be above zero."""
    with pytest.raises(GeodataError, match="must be above 0"):
        border_section("CHN", "MNG", (112.0, 43.7), half_length_km=half_length_km)
