"""Tables with geometry as files: every format read back by another program than the one that wrote it."""

from __future__ import annotations

import json
import sqlite3

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
