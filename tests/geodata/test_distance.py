"""Geodesic lengths, held against a second implementation and against what can be worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata import distance_km

EQUATOR_KM = 2 * math.pi * 6378.137  # WGS 84, semi-major axis
MERIDIAN_QUADRANT_KM = 10_001.966  # pole to equator, published with the ellipsoid

points = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize("degrees", [1, 10, 90, 179])
def test_equator_is_a_circle(degrees):
    """Along the equator a degree is a 360th of the circumference, short of the antipode."""
    assert distance_km((0.0, 0.0), (float(degrees), 0.0)) == pytest.approx(
        EQUATOR_KM * degrees / 360, abs=2e-3
    ) or (
        degrees == 179  # nearly opposite points are joined over the pole, which is shorter
    )


def test_quadrant_of_the_meridian():
    """From the equator to the pole it is the quadrant of the ellipsoid, wherever one starts."""
    assert distance_km((30.0, 0.0), (-75.0, 90.0)) == pytest.approx(MERIDIAN_QUADRANT_KM, abs=2e-3)


def test_across_the_180th_meridian():
    """Two degrees across the 180th meridian are two degrees, not 358."""
    assert distance_km((179.0, 0.0), (-179.0, 0.0)) == pytest.approx(EQUATOR_KM * 2 / 360, abs=2e-3)


@given(points, points)
def test_agrees_with_pyproj(a, b):
    """An independent library finds the same length to the metre."""
    assert distance_km(a, b) == pytest.approx(Geod(ellps="WGS84").inv(*a, *b)[2] / 1000, abs=2e-3)


@given(points, points, points)
def test_is_a_metric(a, b, c):
    """Lengths are symmetric, zero to oneself, and a detour is never shorter (to the rounding)."""
    assert distance_km(a, b) == distance_km(b, a)
    assert distance_km(a, a) == 0.0
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 2e-3


def test_is_rounded_to_the_metre():
    """A length has at most three decimals, so that sums and ties are the same on every machine."""
    km = distance_km((127.0, 37.6), (129.5, 42.9))
    assert km == round(km, 3)
