"""Country codes and names."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

import geodata
from geodata import (
    UnknownNameError,
    country_codes,
    country_name,
    country_name_ko,
    country_polygons,
    is_country,
)

ROOT = Path(geodata.__file__).parents[1]
TABLE = Path(geodata.__file__).parent / "data" / "countries.csv"


def test_table_is_complete_and_unique():
    """ISO 3166-1 has 249 entries; each has a three-letter code, a number and a name of its own."""
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 249
    for column in ("iso", "numeric", "name"):
        assert len({row[column] for row in rows}) == 249
    assert all(len(row["iso"]) == 3 and row["iso"].isascii() and row["iso"].isupper() for row in rows)
    assert all(len(row["numeric"]) == 3 and row["numeric"].isdigit() for row in rows)
    assert country_codes() == tuple(sorted(row["iso"] for row in rows))


@pytest.mark.parametrize(
    ("code", "name", "name_ko"),
    [
        ("PRK", "North Korea", "북한"),
        ("KOR", "South Korea", "대한민국"),
        ("CHN", "China", "중국"),
        ("HKG", "Hong Kong", "홍콩"),
        ("LAO", "Laos", "라오스"),
        ("VNM", "Vietnam", "베트남"),
        ("RUS", "Russia", "러시아"),
    ],
)
def test_names_are_those_of_the_reports(code, name, name_ko):
    """Countries bear the names by which reports know them, in both languages."""
    assert country_name(code) == name
    assert country_name_ko(code) == name_ko


def test_english_stands_in_where_no_korean_name_is_shipped():
    """Every country that the detailed map shows on land has a Korean name; Andorra has not."""
    small_islands = {"FSM", "MNP", "PLW", "PNG"}
    for code in set(country_polygons()) - small_islands:
        assert not country_name_ko(code).isascii()
    assert country_name_ko("AND") == country_name("AND") == "Andorra"


@pytest.mark.parametrize("code", ["", "chn", "CN", "XKX", "CHINA", "CHN ", "\x00", "C" * 10_000])
def test_anything_else_is_no_country(code):
    """Codes are exact: case, length and spaces count."""
    assert not is_country(code)
    with pytest.raises(UnknownNameError) as caught:
        country_name(code)
    assert "is not an ISO 3166-1 alpha-3 country code" in str(caught.value)
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("wrong", "right"), [("chn", "CHN"), ("Mongolia", "MNG"), ("MGN", "MNG"), ("VNN", "VNM")]
)
def test_near_codes_are_offered(wrong, right):
    """A name or a near miss is answered with the code that was probably meant."""
    with pytest.raises(UnknownNameError, match=rf"Did you mean .*{right}"):
        country_name_ko(wrong)


def test_naming_a_country_loads_nothing_heavy():
    """A path question names countries in a fresh process: that must not load shapely or pyproj."""
    code = (
        "import sys, geodata; geodata.country_name('MNG');"
        "print(sorted({'shapely', 'pyproj', 'numpy', 'json', 'importlib.resources'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
