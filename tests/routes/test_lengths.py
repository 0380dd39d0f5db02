"""Stated lengths: which leg takes which, what they allow, how they are read, refused and warned of.

hill -- river -- town -- pass -- camp ~~air~~ port       (one degree apart, 111.319 km)
PRK      |       CHN      |      MNG          KOR
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import distance_km
from routes import (
    DatasetError,
    Line,
    TravelMode,
    build_network,
    datapackage_json,
    find_warnings,
    read_dataset,
    validate_dataset,
    write_dataset,
    write_new_dataset,
)
from routes.lengths import read_lengths, stated_km

TODAY = dt.date(2026, 1, 1)
GROUND = [mode for mode in TravelMode if mode.is_surface]


@pytest.fixture
def folder(tmp_path):
    """Five invented places; hill-town, border-river and ferry-town on roads, market-town by rail."""
    return write_new_dataset(tmp_path / "example")


def state(folder, *rows, header="from,to,mode,length_km"):
    """Write the skeleton anew."""
    (folder / "skeleton.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


FERRY = ("border-river,ferry-town,road,", "ferry-town,market-town,rail,")


def legs_of(folder):
    G = build_network(read_dataset(folder, today=TODAY))
    return {(u, v): data for u, v, data in G.edges(data=True)}


# which leg takes which


def test_a_stated_length_is_the_length_of_the_leg_and_of_what_grows_with_it(folder):
    """Days and exposure follow the length; the border's part and other legs do not."""
    before = legs_of(folder)
    after = legs_of(state(folder, "hill-town,border-river,unspecified,500", *FERRY))
    leg = "hill-town", "border-river"
    assert after[leg]["length_km"] == 500
    grown = 500 / before[leg]["length_km"]
    assert after[leg]["days"] == pytest.approx(500 / 300, abs=1e-3)
    assert after[leg]["risk_cost"] == pytest.approx(before[leg]["risk_cost"] * grown, rel=1e-6)
    assert {k: v for k, v in after.items() if k != leg} == {k: v for k, v in before.items() if k != leg}


@pytest.mark.parametrize(
    ("lines", "asked", "km"),
    [
        ({"road": 100}, "road", 100),
        ({"road": 100}, "foot", None),
        ({"road": 100}, "unspecified", 100),
        ({"road": 100, "foot": 80}, "unspecified", 80),
        ({"unspecified": 90}, "rail", 90),
        ({"unspecified": 90, "rail": 120}, "rail", 120),
        ({"unspecified": 90, "rail": None}, "rail", None),
        ({"road": None, "foot": 80}, "unspecified", 80),
        ({"road": 100}, "air", None),
        ({}, "road", None),
    ],
)
def test_the_line_of_the_own_mode_decides_and_unspecified_meets_all(lines, asked, km):
    skeleton = [Line(a="a", b="b", mode=TravelMode(m), length_km=k) for m, k in lines.items()]
    lengths = read_lengths(skeleton)
    assert stated_km(lengths, "a", "b", TravelMode(asked)) == km
    assert stated_km(lengths, "b", "a", TravelMode(asked)) == km


@given(
    lines=st.dictionaries(st.sampled_from(GROUND), st.one_of(st.none(), st.integers(1, 99)), max_size=5),
    asked=st.sampled_from(list(TravelMode)),
)
def test_what_is_taken_was_stated(lines, asked):
    """Never a length of nobody's, and the geodesic for what does not run on the ground."""
    lengths = read_lengths([Line(a="a", b="b", mode=m, length_km=k) for m, k in lines.items()])
    taken = stated_km(lengths, "a", "b", asked)
    assert taken is None or taken in lines.values()
    assert asked.is_surface or taken is None
    assert bool(lengths) == any(lines.values())


def test_gaps_are_filled_along_the_shortest_stated_way(folder):
    """A detour that is stated to be long loses against a longer geodesic."""
    places = (folder / "places.csv").read_text() + "east-town,East Town,,,,CHN,,city,172.0,30.0,\n"
    (folder / "places.csv").write_text(places)
    round_about = ("ferry-town,east-town,rail,", "east-town,market-town,rail,")
    assert ("ferry-town", "market-town") in legs_of(
        state(folder, "hill-town,border-river,road,", *FERRY, *round_about)
    )
    told = [FERRY[0], "ferry-town,market-town,rail,900"]
    legs = legs_of(state(folder, "hill-town,border-river,road,", *told, *round_about))
    assert ("ferry-town", "east-town") in legs
    assert ("ferry-town", "market-town") not in legs


def test_a_stated_line_may_be_longer_than_other_legs_may(folder):
    """The rule of 800 km keeps vague reports from becoming shortcuts; a stated length is not vague."""
    places = (
        (folder / "places.csv")
        .read_text()
        .replace("market-town,Market Town,,,,CHN,,city,173.0", "market-town,Market Town,,,,CHN,,city,161.0")
    )
    (folder / "places.csv").write_text(places)
    (fault, *_) = validate_dataset(state(folder, *FERRY), today=TODAY)
    assert "at most 800 km long" in str(fault)
    assert "or state its length_km" in str(fault)
    legs = legs_of(state(folder, FERRY[0], "ferry-town,market-town,rail,1100"))
    assert legs["ferry-town", "market-town"]["length_km"] == 1100


# how they are read


@pytest.mark.parametrize("header", ["from,to,mode,length_km", "length_km,from,to,mode"])
def test_the_column_may_be_missing_empty_or_elsewhere(folder, header):
    plain = read_dataset(folder, today=TODAY)
    rows = [(line.a, line.b, str(line.mode), "") for line in plain.skeleton]
    order = [0, 1, 2, 3] if header.startswith("from") else [3, 0, 1, 2]
    lines = [",".join(row[i] for i in order) for row in rows]
    assert read_dataset(state(folder, *lines, header=header), today=TODAY) == plain


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("far", "is no length in km"),
        ("-3", "lies outside (0, 40000] km"),
        ("0", "lies outside (0, 40000] km"),
        ("0.0004", "lies outside (0, 40000] km"),
        ("40001", "lies outside (0, 40000] km"),
        ("nan", "is no length in km"),
        ("1e3", "is no length in km"),
        ("12,5", "cells where the header has"),
    ],
)
def test_what_is_no_length_is_refused_with_its_line(folder, cell, told):
    faults = validate_dataset(state(folder, f"hill-town,border-river,road,{cell}", *FERRY), today=TODAY)
    assert [fault.index for fault in faults] == [2]
    assert told in str(faults[0])
    with pytest.raises(DatasetError):
        read_dataset(folder, today=TODAY)


def test_lengths_are_read_to_the_metre(folder):
    state(folder, "hill-town,border-river,road,12.34567", *FERRY)
    assert read_dataset(folder, today=TODAY).skeleton[0].length_km == 12.346


def test_a_pair_with_two_lengths_by_one_mode_is_refused(folder):
    """In either direction; two modes may well differ, and so may repeat one length."""
    state(folder, "hill-town,border-river,road,70", "border-river,hill-town,road,75", *FERRY)
    (fault,) = validate_dataset(folder, today=TODAY)
    assert (fault.index, fault.value) == (3, "75.0")
    assert "twice, with different lengths" in str(fault)
    state(
        folder,
        "hill-town,border-river,road,70",
        "border-river,hill-town,road,70",
        "hill-town,border-river,foot,60",
        *FERRY,
    )
    assert validate_dataset(folder, today=TODAY) == ()


def test_a_length_by_air_or_sea_is_refused(folder):
    """It would be read and never used."""
    (fault,) = validate_dataset(state(folder, "market-town,harbour-city,air,600", *FERRY), today=TODAY)
    assert "a length is stated of travel on the ground, and this line is by air" in str(fault)


def test_the_description_for_catalogues_has_the_column_where_the_file_has_it(folder):
    def columns():
        package = json.loads(datapackage_json(read_dataset(folder, today=TODAY), folder))
        return [field["name"] for field in package["resources"][1]["schema"]["fields"]]

    assert columns() == ["from", "to", "mode"]
    state(folder, "hill-town,border-river,road,70", *FERRY)
    assert columns() == ["from", "to", "mode", "length_km"]


# what is warned of


def test_a_length_that_no_rounding_explains_is_warned_of(folder):
    """Hill-town and ferry-town are 101 km apart, and each may lie some 7 km from its rounded point."""
    places = (
        (folder / "places.csv")
        .read_text()
        .replace(
            "hill-town,Hill Town,,,Hilltown|Hill-Town,PRK", "hill-town,Hill Town,,,Hilltown|Hill-Town,CHN"
        )
    )
    (folder / "places.csv").write_text(places)
    report = next((folder / "reports").glob("*.toml"))
    report.write_text(
        report.read_text()
        .replace('"?hill-town", "border-river", "...", "market-town"', '"ferry-town", "...", "market-town"')
        .replace('"border-river:market-town"', '"ferry-town:market-town"')
    )
    dataset = read_dataset(folder, today=TODAY)
    ferry, hill = dataset.places["ferry-town"], dataset.places["hill-town"]
    straight = distance_km(ferry.lonlat, hill.lonlat)

    def warnings(km, **info):
        line = Line(a="ferry-town", b="hill-town", mode=TravelMode.ROAD, length_km=km)
        data = replace(dataset, skeleton=(line,), info=replace(dataset.info, **info))
        return [str(w) for w in find_warnings(data) if "great circle" in w.rule]

    assert warnings(straight) == warnings(straight - 14) == []
    (told,) = warnings(straight - 20)
    assert told.startswith("skeleton.csv, row 1, length_km: 'ferry-town,hill-town,road,")
    assert f"shorter than the great circle, {straight:.0f} km" in told
    assert warnings(straight - 1, people_at_risk=False)


def test_lines_to_border_sections_are_not_measured(folder, tmp_path):
    """A section is tens of km long: people may pass it nearer than at its middle."""
    dataset = read_dataset(state(folder, "hill-town,border-river,road,5", *FERRY), today=TODAY)
    assert not [w for w in find_warnings(dataset) if "great circle" in w.rule]
    assert read_dataset(write_dataset(dataset, tmp_path / "copy"), today=TODAY) == dataset
