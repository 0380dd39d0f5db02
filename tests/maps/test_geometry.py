"""Lines, bands and the small shifts that part twins."""

import datetime as dt
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import PlaceKind, border_band, distance_km
from maps.geometry import drawn_points, leg_line, pixel_shifts
from routes import TravelMode, read_dataset, shipped_dataset_path

POINTS = st.tuples(
    st.floats(-179.9, 179.9).map(lambda v: round(v, 1)), st.floats(-80, 80).map(lambda v: round(v, 1))
)


def _node(country, kind, lon, lat, other=None):
    return {"country": country, "kind": PlaceKind(kind), "lon": lon, "lat": lat, "other_country": other}


def test_short_leg_is_two_points():
    """Where a geodesic cannot be told from a straight line, nothing is added."""
    assert leg_line((129.5, 42.9), (129.8, 42.9), TravelMode.ROAD) == [(129.5, 42.9), (129.8, 42.9)]


def test_long_leg_follows_the_geodesic():
    """Along a parallel in the north the geodesic runs north of it; halfway, by symmetry, most."""
    line = leg_line((90.0, 50.0), (130.0, 50.0), TravelMode.RAIL)
    lats = [lat for _, lat in line]

    assert len(line) > 10
    assert max(lats) == pytest.approx(51.9, abs=0.3)
    assert lats == pytest.approx(lats[::-1], abs=0.01)


def test_air_leg_is_bowed_to_the_east():
    """An arc due north stands aside to the east, most in its middle."""
    line = leg_line((100.0, 10.0), (100.0, 30.0), TravelMode.AIR)
    middle = line[len(line) // 2]

    assert middle[0] > 101.5
    assert middle[1] == pytest.approx(20, abs=0.2)


@given(POINTS, POINTS, st.sampled_from([TravelMode.AIR, TravelMode.SEA, TravelMode.RAIL]))
def test_line_joins_its_ends_without_a_jump(a, b, mode):
    """Every line starts and ends at its places (by whole turns) and never jumps over the map."""
    line = leg_line(a, b, mode)

    assert line[0] == pytest.approx(a)
    assert line[-1][1] == pytest.approx(b[1], abs=0.01)
    assert math.remainder(line[-1][0] - b[0], 360) == pytest.approx(0, abs=0.01)
    assert all(abs(q[0] - p[0]) < 180 for p, q in pairwise(line))


def test_leg_over_the_antimeridian_runs_on():
    """From 179 east to 179 west is two degrees on, not 358 back."""
    assert leg_line((179.0, 0.0), (-179.0, 0.0), TravelMode.ROAD)[-1] == (181.0, 0.0)


def test_band_follows_the_border():
    """A band has more points than a stroke and stays near its place."""
    band = border_band("CHN", "MNG", (112.0, 43.7))

    assert len(band) > 2
    assert all(math.dist(p, (112.0, 43.7)) < 1.5 for p in band)


@pytest.mark.parametrize("other", ["JPN", "XXX", ""])
def test_band_without_a_border_is_a_stroke(other):
    """A sea, or a country that nobody knows, gives a short stroke instead of an error."""
    west, east = border_band("PRK", other, (132.0, 39.5))

    assert west[1] == east[1] == 39.5
    assert (west[0] + east[0]) / 2 == pytest.approx(132.0)


def test_crossing_is_drawn_on_its_border():
    """The rounded point of a crossing gives way to the line; a city stays where it is."""
    points = drawn_points(
        {
            "tumen-river": _node("PRK", "crossing", 129.7, 42.6, "CHN"),
            "yanji": _node("CHN", "city", 129.5, 42.9),
        }
    )

    assert points["tumen-river"] != (129.7, 42.6)
    assert math.dist(points["tumen-river"], (129.7, 42.6)) < 0.3
    assert points["yanji"] == (129.5, 42.9)


def test_town_at_a_crossing_goes_with_it():
    """Tachilek shares the rounded point of the crossing to Mae Sai, and is drawn from where that is."""
    points = drawn_points(
        {"border": _node("MMR", "crossing", 99.9, 20.4, "THA"), "tachilek": _node("MMR", "city", 99.9, 20.4)}
    )

    assert points["tachilek"] == points["border"]


def test_twin_towns_part_towards_their_countries():
    """Dandong and Sinuiju share a rounded point: each moves toward its own side, equally far.

    shenyang (north)
        dandong = sinuiju
                     pyongyang (south-east)
    """
    nodes = {
        "dandong": _node("CHN", "city", 124.4, 40.1),
        "sinuiju": _node("PRK", "origin", 124.4, 40.1),
        "shenyang": _node("CHN", "city", 123.4, 41.8),
        "pyongyang": _node("PRK", "city", 125.8, 39.0),
    }

    shifts = pixel_shifts(nodes)
    (ax, ay), (bx, by) = shifts["dandong"], shifts["sinuiju"]

    assert set(shifts) == {"dandong", "sinuiju"}
    assert ax < 0 < bx  # west, east
    assert ay < 0 < by  # up, down
    assert math.hypot(ax - bx, ay - by) >= 24


def test_crossing_between_twins_keeps_its_place():
    """With a crossing at the same point all three are a finger apart."""
    nodes = {
        "hyesan": _node("PRK", "origin", 128.2, 41.4),
        "changbai": _node("CHN", "city", 128.2, 41.4),
        "upper-yalu": _node("PRK", "crossing", 128.2, 41.4, "CHN"),
        "yanji": _node("CHN", "city", 129.5, 42.9),
    }

    shifts = pixel_shifts(nodes)

    assert "upper-yalu" not in shifts
    assert all(math.hypot(*shifts[n]) >= 24 for n in ("hyesan", "changbai"))


def test_missions_stand_beside_their_city():
    """A mission is a finger away from its city, which stays; a lone place has no shift."""
    nodes = {
        "beijing": _node("CHN", "city", 116.4, 39.9),
        "missions": _node("CHN", "mission", 116.4, 39.9),
        "erenhot": _node("CHN", "city", 112.0, 43.7),
    }

    shifts = pixel_shifts(nodes)

    assert set(shifts) == {"missions"}
    assert math.hypot(*shifts["missions"]) >= 24


def test_three_places_of_one_country_part_in_a_row():
    """Nothing tells them apart by side, so they stand in a row, a finger apart, centred."""
    nodes = {name: _node("CHN", "city", 100.0, 30.0) for name in "abc"}

    assert pixel_shifts(nodes) == {"a": (-25.0, 0.0), "b": (0.0, 0.0), "c": (25.0, 0.0)}


def test_no_places_give_no_shifts():
    """An empty network has nothing to part."""
    assert pixel_shifts({}) == {}


def test_a_crossing_far_from_its_border_is_drawn_where_it_lies():
    """A section in the open sea is not moved to a border line thousands of km away."""
    at_sea = (170.5, 30.2)
    node = {"kind": PlaceKind.CROSSING, "country": "PRK", "other_country": "CHN", "lon": 170.5, "lat": 30.2}

    assert drawn_points({"river": node}) == {"river": at_sea}
    band = border_band("PRK", "CHN", at_sea)
    assert all(abs(lon - 170.5) < 1 and lat == 30.2 for lon, lat in band)


def test_every_shipped_place_is_drawn_within_its_rounding():
    """Snapping to the border moves no place by more than a point rounded to a tenth can be off."""
    places = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)).places
    keys = ("kind", "country", "other_country", "lon", "lat")
    nodes = {name: {key: getattr(place, key) for key in keys} for name, place in places.items()}
    for name, point in drawn_points(nodes).items():
        assert distance_km(point, places[name].lonlat) <= 10, name
