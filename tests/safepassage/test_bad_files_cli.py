"""Bad files on the command line: one line that says what is wrong and what to do, and nothing is written."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import sys
import zipfile

import pytest

SOURCE = ("--publisher", "Mapping Office", "--title", "Roads", "--date", "2015")
FORMATS = (".gpkg", ".geojson", ".parquet", ".graphml", ".gexf", ".kml")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The shipped network as a file in every format."""
    from routes import write_network
    from safepassage import load_network

    folder = tmp_path_factory.mktemp("exported")
    G = load_network(2004)
    return {suffix: write_network(G, folder / f"routes{suffix}").path for suffix in FORMATS}


@pytest.fixture
def refused(run, tmp_path):
    """Return a function that converts a file and returns the one line with which it is refused."""

    def _refused(path, *options, start=True):
        out = tmp_path / "out.graphml"
        code, printed, told = run("convert", str(path), str(out), *options)
        assert (code, printed) == (2, "")
        assert not out.exists()
        line, end = told[:-1], told[-1]
        assert end == "\n"
        assert line.isprintable()
        assert line.startswith(f"safepassage: '{path.name}' " if start else "safepassage: ")
        return line

    return _refused


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_file(refused, tmp_path, suffix):
    path = tmp_path / f"routes{suffix}"
    path.touch()
    assert refused(path) == (
        f"safepassage: 'routes{suffix}' is empty; export it again from the program that wrote it"
    )


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_cut_short(refused, exported, tmp_path, suffix):
    data = exported[suffix].read_bytes()
    path = tmp_path / f"routes{suffix}"
    path.write_bytes(data[: len(data) // 2])
    line = refused(path)
    assert "cut short" in line or "is no well-formed XML" in line or "is no JSON" in line
    assert line.endswith("export it again from the program that wrote it")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_whole_file_is_read(run, exported, tmp_path, suffix):
    """So what is refused above is refused for being cut."""
    code, _, told = run("convert", str(exported[suffix]), str(tmp_path / "out.graphml"))
    assert (code, told) == (0, "")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_bomb_of_zeros_in_an_archive(refused, tmp_path, suffix):
    """Ten megabytes in ten kilobytes: nobody unpacks them."""
    zipped, packed = tmp_path / f"zipped{suffix}", tmp_path / f"packed{suffix}"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("doc", bytes(10_000_000))
    packed.write_bytes(gzip.compress(bytes(10_000_000)))
    for path, kind in ((zipped, "a zip archive"), (packed, "a gzip archive")):
        line = refused(path)
        assert f"is {kind}, not " in line
        assert line.endswith("archives are not opened; unpack it and name the file within")


def test_a_billion_laughs(refused, tmp_path):
    """Ten entities of ten each would be ten thousand millions of characters."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "routes.kml"
    path.write_text(f'<!DOCTYPE k [<!ENTITY l0 "lollollol">{entities}]><kml>&l9;</kml>', encoding="utf-8")
    assert "has a document type or entities of its own, which may expand without end" in refused(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_link_out_of_its_folder(refused, exported, tmp_path, suffix):
    path = tmp_path / f"routes{suffix}"
    path.symlink_to(exported[suffix])
    assert refused(path).endswith(
        "is a link that leads out of its folder; put a copy of the file in its place"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_pipe(refused, tmp_path, suffix):
    """Reading it would wait for ever."""
    path = tmp_path / f"routes{suffix}"
    os.mkfifo(path)
    assert "is no regular file; copy what it gives into a file, and name that" in refused(path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_web_page_and_a_file_of_another_kind(refused, exported, tmp_path, suffix):
    path = tmp_path / f"routes{suffix}"
    path.write_text("<!doctype html><title>Sign in</title>", encoding="utf-8")
    assert "is a web page (HTML), not " in refused(path)
    other = exported[".gpkg" if suffix != ".gpkg" else ".parquet"]
    path.write_bytes(other.read_bytes())
    assert "; name it by what it is" in refused(path)


def test_a_file_that_is_not_there(refused, tmp_path):
    line = refused(tmp_path / "gone.kml", start=False)
    assert line.endswith("gone.kml' does not exist; check the name of the file")


def test_a_view_in_a_geopackage(refused, exported, tmp_path):
    path = tmp_path / "routes.gpkg"
    path.write_bytes(exported[".gpkg"].read_bytes())
    with sqlite3.connect(path) as database:
        database.execute(
            "CREATE VIEW more AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
    database.close()
    assert "holds the view 'more', a table that is computed when it is read" in refused(path)


# tables of one's own


def layers(path, places, legs, crs=4326):
    """Write points and lines as two layers, told in a CRS."""
    import geopandas as gpd
    from shapely import LineString, Point

    points = gpd.GeoDataFrame(
        {"place": list(places), "country": "CHN"}, geometry=[Point(*at) for at in places.values()], crs=crs
    )
    points.to_file(path, layer="places", driver="GPKG")
    lines = [LineString([places[u], places[v]]) for u, v in legs]
    ends = {"from_place": [u for u, _ in legs], "to_place": [v for _, v in legs]}
    gpd.GeoDataFrame(ends, geometry=lines, crs=crs).to_file(path, layer="legs", driver="GPKG")
    return path


def test_sound_tables_are_read(run, tmp_path):
    """So what is refused below is refused for its coordinates."""
    path = layers(tmp_path / "mine.gpkg", {"a": (100.0, 35.0), "b": (101.0, 36.0)}, [("a", "b")])
    code, _, told = run("convert", str(path), str(tmp_path / "out.graphml"), *SOURCE)
    assert code == 0, told


def test_metres_of_a_projection_told_as_degrees(refused, tmp_path):
    path = layers(tmp_path / "mine.gpkg", {"a": (5e5, 4e6), "b": (5.1e5, 4.1e6)}, [("a", "b")])
    line = refused(path, *SOURCE, start=False)
    assert "lon: '500000.0' - lies outside [-180, 180]" in line
    assert "these look like metres of a projection; bring them to degrees, EPSG:4326" in line


def test_degrees_told_as_metres_of_a_projection(refused, tmp_path):
    path = layers(tmp_path / "mine.gpkg", {"a": (100.0, 35.0), "b": (101.0, 36.0)}, [("a", "b")], crs=3857)
    line = refused(path, *SOURCE, start=False)
    assert "'EPSG:3857' - is a CRS in metres, but the coordinates look like degrees" in line


def test_no_crs_at_all(refused, tmp_path):
    path = layers(tmp_path / "mine.gpkg", {"a": (100.0, 35.0), "b": (101.0, 36.0)}, [("a", "b")])
    with sqlite3.connect(path) as database:
        for table in ("gpkg_geometry_columns", "gpkg_contents"):
            database.execute(f"UPDATE {table} SET srs_id = -1")  # noqa: S608 - two constants
    database.close()
    assert "is a CRS from which nothing leads to degrees; say in what CRS it is" in refused(
        path, *SOURCE, start=False
    )


def test_lon_and_lat_exchanged(refused, tmp_path):
    path = layers(tmp_path / "mine.gpkg", {"a": (38.0, 77.0), "b": (39.0, 79.0)}, [("a", "b")])
    assert "with lon and lat exchanged it lies in it; exchange the two columns" in refused(
        path, *SOURCE, start=False
    )


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(*at):
    return {"type": "Point", "coordinates": at}


def geojson(path, *features, **members):
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features} | members), encoding="utf-8"
    )
    return path


def line(*points):
    return {"type": "LineString", "coordinates": points}


A = feature(point(100, 35), place="a", country="CHN")
B = feature(point(101, 36), place="b", country="CHN")
LEG = feature(line((100, 35), (101, 36)), from_place="a", to_place="b")


def test_mixed_geometry(refused, tmp_path):
    """An area is neither a place nor a leg."""
    ring = [(100, 35), (101, 35), (101, 36), (100, 35)]
    area = feature({"type": "Polygon", "coordinates": [ring]}, from_place="b", to_place="a")
    told = refused(geojson(tmp_path / "mine.geojson", A, B, LEG, area), *SOURCE, start=False)
    assert "Polygon" in told


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ((A, A, B, LEG), "another row has too"),
        ((A, LEG), "'b' - is no place of the table places; add it there, or mend the id"),
        (
            (feature(point(None, None), place="a", country="CHN"), B, LEG),
            "places, row 1, geometry: 'nothing' - a place is a point",
        ),
        ((feature(point(100, 135), place="a", country="CHN"), B, LEG), "lies outside [-90, 90]"),
        ((feature(point(36.5, 101.5), place="a", country="CHN"), B, LEG), "lon and lat seem swapped"),
        (
            (feature(None, place="a", country="CHN"), B, LEG),
            "places, row 1, geometry: 'nothing' - a place is a point",
        ),
        ((), "legs, from_place: the column is missing"),
    ],
    ids=["twice", "nowhere", "nothing", "off", "swapped", "no geometry", "no features"],
)
def test_places_and_ends_that_cannot_be(refused, tmp_path, features, words):
    assert words in refused(geojson(tmp_path / "mine.geojson", *features), *SOURCE, start=False)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_coordinates_that_are_no_numbers(refused, tmp_path, number):
    path = geojson(tmp_path / "mine.geojson", A, B, LEG)
    path.write_text(
        path.read_text(encoding="utf-8").replace("[100, 35]", f"[{number}, 35]", 1), encoding="utf-8"
    )
    assert f"holds {number}, which is " in refused(path, *SOURCE)


def test_a_geojson_in_another_crs(refused, tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    path = geojson(tmp_path / "mine.geojson", A, B, LEG, crs=crs)
    assert "RFC 7946 knows no other" in refused(path, *SOURCE)
