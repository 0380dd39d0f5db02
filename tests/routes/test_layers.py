"""Tables with geometry as files: every format read back by another program than the one that wrote it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from geodata import FormatError
from routes import network_to_gdfs, write_layers


@pytest.fixture(scope="module")
def tables(network):
    places, legs = network_to_gdfs(network())
    return {"legs": legs, "places": places}


def test_a_geopackage_holds_all_tables(tables, tmp_path):
    import pyogrio

    file = write_layers(tmp_path / "network.gpkg", tables)

    assert [name for name, _ in pyogrio.list_layers(file)] == ["legs", "places"]
    with sqlite3.connect(file) as database:
        count = database.execute("select count(*) from legs").fetchone()[0]
    database.close()
    assert count == len(tables["legs"])


def test_geojson_holds_the_first_table_and_no_crs_member(tables, tmp_path):
    told = json.loads(write_layers(tmp_path / "network.geojson", tables).read_text(encoding="utf-8"))

    assert told["type"] == "FeatureCollection"
    assert "crs" not in told
    assert [f["properties"]["from_place"] for f in told["features"]] == list(tables["legs"]["from_place"])


def test_csv_holds_the_first_table_without_geometry(tables, tmp_path):
    lines = write_layers(tmp_path / "network.CSV", tables).read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("from_place,to_place,mode")
    assert "geometry" not in lines[0]
    assert len(lines) == 1 + len(tables["legs"])


def test_another_suffix_is_refused_with_those_that_exist(tables, tmp_path):
    with pytest.raises(FormatError, match=r"'network.shp' ends in '.shp'; a table is written as .geojson"):
        write_layers(tmp_path / "network.shp", tables)


def test_an_older_geopackage_is_replaced_and_nothing_else_is_left(tables, tmp_path):
    write_layers(tmp_path / "network.gpkg", tables)
    file = write_layers(tmp_path / "network.gpkg", {"places": tables["places"]})

    import pyogrio

    assert [name for name, _ in pyogrio.list_layers(file)] == ["places"]
    assert [f.name for f in tmp_path.iterdir()] == ["network.gpkg"]


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".csv"])
def test_the_same_tables_are_the_same_bytes(tables, tmp_path, suffix):
    first = write_layers(tmp_path / f"a{suffix}", tables).read_bytes()

    assert write_layers(tmp_path / f"b{suffix}", tables).read_bytes() == first


def test_a_geopackage_says_nothing_of_the_day_on_which_it_was_written(tables, tmp_path):
    with closing(sqlite3.connect(write_layers(tmp_path / "n.gpkg", tables))) as database:
        times = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()

    assert times == [("1970-01-01T00:00:00.000Z",)]


def test_cells_keep_their_kinds_in_a_geopackage(tmp_path):
    import pandas as pd
    import pyogrio

    table = pd.DataFrame(
        {
            "text": ["a", None],
            "whole": [1, 2],
            "part": [0.5, None],
            "flag": [True, False],
            "day": ["2004", ""],
        }
    )
    file = write_layers(tmp_path / "n.gpkg", {"t": table})
    told = pyogrio.read_dataframe(file, layer="t")

    assert [told[name].dtype.kind for name in ("whole", "part", "flag")] == ["i", "f", "b"]
    assert told["text"].tolist()[0] == "a"
    assert told["text"].isna().tolist() == told["part"].isna().tolist() == [False, True]


def test_a_table_without_rows_keeps_its_columns(tables, tmp_path):
    import pyogrio

    empty = {name: table.iloc[:0] for name, table in tables.items()}
    file = write_layers(tmp_path / "n.gpkg", empty)

    assert len(pyogrio.read_dataframe(file, layer="legs")) == 0
    assert "risk_index" in pyogrio.read_dataframe(file, layer="legs").columns
    assert write_layers(tmp_path / "n.csv", empty).read_text(encoding="utf-8").count("\n") == 1
    told = json.loads(write_layers(tmp_path / "n.geojson", empty).read_text(encoding="utf-8"))
    assert told["features"] == []


def test_no_cell_of_a_csv_is_a_formula(tables, tmp_path):
    places = tables["places"].assign(name="=1+1", note="@sum")
    text = write_layers(tmp_path / "n.csv", {"places": places}).read_text(encoding="utf-8")

    assert text.count("'=1+1") == text.count("'@sum") == len(places)
    assert ",=" not in text
    assert ",@" not in text


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_a_line_past_the_antimeridian_is_cut_there(tmp_path, suffix):
    import geopandas as gpd
    import pyogrio

    lines = gpd.GeoSeries.from_wkt(["LINESTRING (170 10, 190 20)", "LINESTRING (1 1, 2 2)", None], crs=4326)
    table = gpd.GeoDataFrame({"n": [1, 2, 3]}, geometry=lines)
    told = pyogrio.read_dataframe(write_layers(tmp_path / f"n{suffix}", {"ways": table}))

    assert told.geometry[0].wkt == "MULTILINESTRING ((170 10, 180 15), (-180 15, -170 20))"
    assert told.geometry[1].bounds == (1, 1, 2, 2)
    assert told.geometry[2] is None
