"""Colours of route families: apart for every eye, and dark enough on the land."""

import re
from itertools import combinations

import pytest

from maps.page import read_web_text

COLORS = re.findall(
    r'"#(\w{6})"', re.search(r"FAMILY_COLORS = \[(.*?)\]", read_web_text("looks.js"), re.DOTALL)[1]
)
LAND = "f7f5ef"

# what is left of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1.0,
# https://doi.org/10.1109/TVCG.2009.113)
SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# from linear sRGB to OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab/)
CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def _linear(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def _times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _oklab(linear):
    return _times(OKLAB, [max(part, 0) ** (1 / 3) for part in _times(CONES, linear)])


def _luminance(color):
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), _linear(color), strict=True))


@pytest.mark.parametrize("sight", SIGHT)
def test_families_are_told_apart(sight):
    """Nine colours differ by 0.10 in OKLab, five times what is just visible."""
    seen = [_oklab([min(max(p, 0), 1) for p in _times(SIGHT[sight], _linear(color))]) for color in COLORS]

    apart = [sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 for a, b in combinations(seen, 2)]

    assert len(COLORS) == 9
    assert min(apart) >= 0.10


@pytest.mark.parametrize("color", COLORS)
def test_families_stand_out_from_the_land(color):
    """A line has a contrast of at least 3 to 1 (WCAG 2.2, 1.4.11)."""
    assert (_luminance(LAND) + 0.05) / (_luminance(color) + 0.05) >= 3
