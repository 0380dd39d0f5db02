"""Every place of the shipped dataset lies where it says, to the rounding of its coordinates.

Read as plain CSV, so that this holds whatever the reader of datasets does. One decimal of a
degree is 11 km, hence a tolerance of 10 km. Places at sea, known by the skeleton leading to
them by sea only, lie in no country.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geodata import PlaceKind, distance_to_border_km, distance_to_country_km, is_country

DATASET = Path(__file__).parents[2] / "routes" / "data" / "north_korea"
TOLERANCE_KM = 10.0


def _rows(name):
    return list(csv.DictReader((DATASET / name).read_text(encoding="utf-8").splitlines()))


PLACES = _rows("places.csv")
SKELETON = _rows("skeleton.csv")


def _at_sea():
    modes = {}
    for row in SKELETON:
        for end in ("from", "to"):
            modes.setdefault(row[end], set()).add(row["mode"])
    return {place for place, by in modes.items() if by == {"sea"}}


AT_SEA = _at_sea()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["id"])
def test_place_lies_where_it_says(place):
    """A place lies in its country, a crossing on its border, each within 10 km."""
    lonlat = (float(place["lon"]), float(place["lat"]))
    assert is_country(place["country"])
    if place["id"] in AT_SEA:
        return
    if place["kind"] == PlaceKind.CROSSING:
        km = distance_to_border_km(lonlat, place["country"], place["other_country"])
    else:
        km = distance_to_country_km(lonlat, place["country"])
    assert km <= TOLERANCE_KM


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place["id"])
def test_place_is_no_finer_than_a_tenth_of_a_degree(place):
    """Coordinates have one decimal, about 11 km: finer ones could harm people."""
    for degrees in (place["lon"], place["lat"]):
        assert len(degrees.partition(".")[2]) <= 1


def test_few_places_are_at_sea():
    """The exemption is narrow: only places between countries, on open water."""
    assert len(AT_SEA) <= 5
    for place in PLACES:
        if place["id"] in AT_SEA:
            assert place["kind"] in {PlaceKind.CROSSING, PlaceKind.CITY}
