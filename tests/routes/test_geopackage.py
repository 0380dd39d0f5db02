"""GeoPackage and its styles: the standard is kept, GDAL reads it, QGIS draws it and runs nothing in it."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from defusedxml import ElementTree

from routes import Scenario, apply_scenario, read_network, write_network
from routes.exchange.flat import COLUMNS
from routes.exchange.gpkg.style import (
    LEVEL_COLORS,
    dormant_style,
    legs_style,
    places_style,
    sections_style,
)

TODAY = dt.date(2026, 1, 1)
HOSTILE = '<img src="http://127.0.0.1/x.png">'
SCALE = {
    "minimal": (0.001, 0.01),
    "low": (0.01, 0.05),
    "moderate": (0.05, 0.15),
    "high": (0.15, 0.35),
    "severe": (0.35, 0.7),
}
AT_A_BORDER = """
hill origin      PRK 110 43
river crossing   PRK:CHN 111 43
town city        CHN 111.5 43.5
pass crossing    CHN:MNG 112.0 43.7
camp city        MNG 113 44.5
port destination KOR 120 40
"""


@pytest.fixture
def package(network, tmp_path):
    """A network as GeoPackage, with the network."""
    G = apply_scenario(network(), Scenario(close=["rail@CHN"]))
    return G, write_network(G, tmp_path / "network.gpkg").path


def test_gdal_reads_every_table_with_its_cells(package):
    import pyogrio

    G, file = package
    names = [str(name) for name, _ in pyogrio.list_layers(file)]
    legs = pyogrio.read_dataframe(file, layer="legs")
    places = pyogrio.read_dataframe(file, layer="places")

    assert set(names) == {*COLUMNS, "border_sections", "about", "layer_styles"}
    assert [*legs.columns] == [*COLUMNS["legs"], "geometry"]
    assert legs["length_km"].tolist() == [d["length_km"] for *_, d in G.edges(data=True)]
    assert legs.crs.to_epsg() == places.crs.to_epsg() == 4326
    assert places.geometry.x.tolist() == [d["lon"] for _, d in G.nodes(data=True)]
    assert legs.geometry.is_valid.all()
    assert set(legs.geom_type) == {"MultiLineString"}


def test_the_database_keeps_the_standard(package):
    """The requirements of OGC 12-128r18 that can be asked of the database itself."""
    _, file = package
    with closing(sqlite3.connect(file)) as database:

        def ask(query):
            return database.execute(query).fetchall()

        assert ask("PRAGMA application_id") == [(0x47504B47,)]
        assert ask("PRAGMA user_version") == [(10300,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        known = {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
        contents = ask("SELECT table_name, data_type, srs_id, last_change FROM gpkg_contents")
        assert {row[0] for row in contents} <= known
        assert {row[0]: row[1] for row in contents if row[1] == "features"} == dict.fromkeys(
            ("places", "border_sections", "legs", "dormant"), "features"
        )
        assert {row[3] for row in contents} == {"1970-01-01T00:00:00.000Z"}
        assert {row[1] for row in ask("SELECT * FROM gpkg_spatial_ref_sys")} >= {-1, 0, 4326}
        drawn = ask("SELECT table_name, geometry_type_name, srs_id FROM gpkg_geometry_columns")
        assert drawn == [
            ("places", "POINT", 4326),
            ("border_sections", "MULTILINESTRING", 4326),
            ("legs", "MULTILINESTRING", 4326),
            ("dormant", "MULTILINESTRING", 4326),
        ]
        box = ask("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'places'")
        assert box == [(0, 0, 14, 0)]


def test_each_drawn_layer_has_one_default_style(package):
    _, file = package
    with closing(sqlite3.connect(file)) as database:
        styles = database.execute("SELECT f_table_name, useAsDefault, styleQML FROM layer_styles").fetchall()

    told = {name: style for name, default, style in styles if default == 1}
    assert len(styles) == len(told)
    assert told == {
        "places": places_style(),
        "border_sections": sections_style(),
        "legs": legs_style(SCALE),
        "dormant": dormant_style(),
    }


def test_a_crossing_is_drawn_along_its_border_and_not_as_a_point(network, tmp_path):
    """The river of the drawn dataset lies far from any such border, the pass is moved to one."""
    import pyogrio

    from geodata import border_line

    file = write_network(network(places=AT_A_BORDER), tmp_path / "n.gpkg").path
    told = pyogrio.read_dataframe(file, layer="border_sections").set_index("place").geometry

    assert set(told.index) == {"river", "pass"}
    assert (
        told["pass"].hausdorff_distance(border_line("CHN", "MNG").intersection(told["pass"].buffer(0.01)))
        < 0.02
    )
    assert told["river"].bounds[1] == told["river"].bounds[3] == 43


def _with_title(G, text):
    H = G.copy()
    H.graph["dataset"] = replace(G.graph["dataset"], title=text, licence=text)
    return H


def test_gdal_shows_what_the_file_is_and_nothing_in_it_is_markup(network, tmp_path):
    import pyogrio

    G = _with_title(network(), HOSTILE)
    file = write_network(G, tmp_path / "network.gpkg").path
    told = pyogrio.read_info(file, layer="legs")

    about = told["dataset_metadata"]
    assert about["TITLE"] == about["LICENCE"] == HOSTILE.replace("<", "‹").replace(">", "›")
    assert about["AS_OF"] == "2004 (taken as 1 July 2004)"
    assert "not advice" in about["USE"]
    assert "img" in told["layer_metadata"]["GPKG_METADATA_ITEM_1"]
    assert "<img" not in told["layer_metadata"]["GPKG_METADATA_ITEM_1"]


def test_a_file_that_is_open_elsewhere_is_not_read_in_part(package):
    _, file = package
    file.with_name("network.gpkg-wal").write_bytes(b"changes")

    with pytest.raises(
        ValueError, match=r"has changes beside it that were not yet taken over .* close the program"
    ):
        read_network(file, today=TODAY)


def test_an_edit_by_gdal_comes_back(package):
    """What QGIS does: GDAL writes cells of some rows."""
    import pyogrio

    G, file = package
    places = pyogrio.read_dataframe(file, layer="places")
    places.loc[0, "note"] = "edited"
    pyogrio.write_dataframe(places, file, layer="places", driver="GPKG")

    H = read_network(file, today=TODAY)

    first = next(iter(G))
    assert H.nodes[first]["note"] == "edited"
    H.nodes[first]["note"] = G.nodes[first]["note"]
    assert nx.utils.graphs_equal(G, H)


# the style for QGIS


def _lightness(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_risk_grows_darker_and_wider_so_that_grey_paper_tells_it():
    light = [_lightness(color) for color in LEVEL_COLORS.values()]
    assert all(a / b >= 1.2 for a, b in pairwise(light))

    style = ElementTree.fromstring(legs_style(SCALE), forbid_dtd=False)
    widths = [
        float(option.get("value"))
        for layer in style.iterfind("renderer-v2/symbols/symbol/layer[1]")
        for option in layer.iterfind("Option/Option[@name='line_width']")
    ]
    assert len(widths) == len(SCALE)
    assert all(a < b for a, b in pairwise(widths))


def test_classes_of_risk_are_those_of_the_scale_without_gap_or_overlap():
    style = ElementTree.fromstring(legs_style(SCALE), forbid_dtd=False)
    ranges = [(float(r.get("lower")), float(r.get("upper"))) for r in style.iter("range")]

    assert ranges == [(0, 0.01), (0.01, 0.05), (0.05, 0.15), (0.15, 0.35), (0.35, 1)]


@pytest.mark.parametrize("scale", [{}, {"low": (0.2, 0.3)}])
def test_a_scale_with_fewer_levels_still_draws_every_leg(scale):
    style = ElementTree.fromstring(legs_style(scale), forbid_dtd=False)
    ranges = [(float(r.get("lower")), float(r.get("upper"))) for r in style.iter("range")]

    assert ranges == [(0, 1)]
    assert len(style.findall("renderer-v2/symbols/symbol")) == 1


def test_every_kind_of_place_has_a_mark_of_its_own():
    from geodata import PlaceKind

    style = ElementTree.fromstring(places_style(), forbid_dtd=False)

    assert {c.get("value") for c in style.iter("category")} == {*PlaceKind}


@pytest.mark.parametrize("style", [legs_style(SCALE), dormant_style(), places_style(), sections_style()])
def test_a_style_runs_nothing_that_a_dataset_says(style):
    """Expressions are constant and name columns; labels show one as it stands, without markup."""
    root = ElementTree.fromstring(style, forbid_dtd=False)
    expressions = [o.get("value") for o in root.iter("Option") if o.get("name") == "expression"]
    named = {name for text in expressions for name in re.findall(r'"(\w+)"', text)}

    assert expressions
    assert named <= {*COLUMNS["legs"], *COLUMNS["places"]}
    assert {text.get("isExpression") for text in root.iter("text-style")} <= {"0"}
    assert {text.get("allowHtml") for text in root.iter("text-style")} <= {"0"}
    assert not list(root.iter("mapTip"))
