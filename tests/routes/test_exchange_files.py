"""Networks as files: the same network comes back, the same bytes go out, and other programs read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import DateError, FormatError, NetworkError, QuestionError, SafePassageError, TargetError
from routes import (
    NETWORK_FORMATS,
    Scenario,
    Source,
    apply_scenario,
    build_network,
    losses,
    read_network,
    write_network,
)
from routes.exchange.flat import COLUMNS
from routes.exchange.theirs import THEIR_FORMATS, read_their_tables
from tests.drawn_at_random import as_of_days, datasets

TODAY = dt.date(2026, 1, 1)
READABLE = [suffix for suffix in NETWORK_FORMATS if suffix != ".csv"]
EXACT = [suffix for suffix in READABLE if not losses(suffix)]
# what a dataset's text may hold and what some program would run, markup or misread
HOSTILE = (
    '<img src="http://127.0.0.1/x.png">',
    "=HYPERLINK(0)",
    "[% layer_property('legs', 'path') %]",
    "'; DROP TABLE legs; --",
    'a; b\\; "c", d\\',
    "]]>&amp;&#0;<!--",
    "평양 שלום 😀",
    "{{ 7 * 7 }}",
)


FAR = """
hill origin      PRK 178.0 10
river crossing   PRK:CHN 179.0 10
town city        CHN -179.0 10
pass crossing    CHN:MNG -178 10
camp city        MNG -177 10
port destination KOR -170 10
"""


def same(G, H) -> bool:
    """Nodes, legs, attributes and their order are the same."""
    orders = list(G) == list(H) and list(G.edges(keys=True)) == list(H.edges(keys=True))
    return nx.utils.graphs_equal(G, H) and orders


def there_and_back(G, suffix: str, today: dt.date = TODAY):
    with TemporaryDirectory() as folder:
        return read_network(write_network(G, Path(folder) / f"network{suffix}").path, today=today)


def with_texts(G, text: str):
    """Return the network with a text wherever a dataset may hold one."""
    H = G.copy()
    for data in H.nodes.values():
        data.update(name=text, name_ko=text, name_local=text, note=text, variants=(text, "other"))
    for u, v, key in H.edges(keys=True):
        H.edges[u, v, key]["flags"] = (text, "assumed")
    reports = {
        name: replace(report, publisher=text, title=text, author=text, note=text)
        for name, report in G.graph["reports"].items()
    }
    info = replace(G.graph["dataset"], title=text, citation=text, licence=text, contact=text)
    H.graph.update(reports=reports, dataset=info, scenario=(text,), notices=(text,))
    return H


# there and back


def test_what_is_exact_is_all_that_can_be_read():
    assert {".gpkg", ".geojson", ".parquet", ".graphml", ".gexf"} <= set(EXACT)


@pytest.mark.parametrize("suffix", EXACT)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_read_is_what_was_written(suffix, data):
    dataset = data.draw(datasets())
    try:
        G = build_network(dataset, data.draw(as_of_days(dataset)))
    except DateError:  # of the protected last years
        return
    with TemporaryDirectory() as folder:
        file = write_network(G, Path(folder) / f"network{suffix}").path
        H = read_network(file, today=dataset.today)
        again = write_network(H, Path(folder) / f"again{suffix}").path

        assert same(G, H)
        assert file.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("suffix", EXACT)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_back_whatever_it_holds(network, suffix, text):
    G = with_texts(network(), text)

    assert same(G, there_and_back(G, suffix))


@pytest.mark.parametrize("suffix", EXACT)
def test_closures_stay_closed(network, suffix):
    G = apply_scenario(network(), Scenario(close=["CHN-MNG"]))

    H = there_and_back(G, suffix)

    assert same(G, H)
    assert H.graph["scenario"] == G.graph["scenario"] != ()
    assert len(H.graph["dormant"]) == len(G.graph["dormant"]) > 0


@pytest.mark.parametrize("suffix", EXACT)
def test_a_network_without_legs_comes_back(network, suffix):
    G = network("1995")
    assert G.number_of_edges() == 0

    assert same(G, there_and_back(G, suffix))


_WRITE_ALL = """
import hashlib, sys
from routes import NETWORK_FORMATS, build_network, read_dataset, shipped_dataset_path, write_network
import datetime as dt
G = build_network(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)), 2004)
for suffix in NETWORK_FORMATS:
    path = write_network(G, sys.argv[1] + "/n" + suffix).path
    print(suffix, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_two_processes_write_the_same_bytes(tmp_path):
    """Neither the seed of hashes, the clock, nor the place of the file is in them."""
    told = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Seoul")):
        folder = tmp_path / seed
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", _WRITE_ALL, str(folder)],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        told.append(done.stdout)

    assert told[0] == told[1]
    assert told[0].count("\n") == len(NETWORK_FORMATS)


@pytest.mark.parametrize("suffix", NETWORK_FORMATS)
def test_a_failed_run_leaves_the_old_file_whole(network, tmp_path, monkeypatch, suffix):
    file = tmp_path / f"network{suffix}"
    file.write_text("old", encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        write_network(network(), file)

    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", ["places", "legs"])
def test_the_page_on_formats_tells_every_column(table):
    told = set(re.findall(r"`(\w+)`", PAGE))

    assert set(COLUMNS[table]) <= told


@pytest.mark.parametrize("suffix", NETWORK_FORMATS)
def test_the_page_on_formats_says_of_each_whether_it_comes_back(suffix):
    row = re.search(rf"^\| `{re.escape(suffix)}` .*\| (\w+) \|$", PAGE, flags=re.MULTILINE)

    assert row[1] == ("exactly" if suffix in EXACT else "no")


# what is refused, and what is told


def test_another_suffix_is_refused_with_those_that_exist(network, tmp_path):
    with pytest.raises(FormatError, match=r"'n.shp' ends in '.shp'; a network is written as .gpkg"):
        write_network(network(), tmp_path / "n.shp")
    with pytest.raises(FormatError, match=r"no network is read from .csv"):
        read_network(tmp_path / "n.csv", today=TODAY)


def test_formats_that_hold_all_lose_nothing_and_csv_says_what():
    assert losses(".GPKG") == losses(".geojson") == losses(".parquet") == ()
    assert "legs that are not open, and why" in losses(".csv")
    assert any("places" in what for what in losses(".csv", table="legs"))
    assert any("legs" in what for what in losses(".csv", table="places"))


def test_what_is_lost_is_told_by_who_writes(network, tmp_path):
    assert write_network(network(), tmp_path / "n.csv").lost == losses(".csv")


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_a_place_moved_on_the_map_is_told_with_both_positions(network, tmp_path, suffix):
    file = write_network(network(), tmp_path / f"n{suffix}").path
    if suffix == ".gpkg":
        with closing(sqlite3.connect(file)) as database, database:
            moved = database.execute("SELECT geom FROM places WHERE place = 'town'").fetchone()[0]
            database.execute("UPDATE places SET geom = ? WHERE place = 'camp'", (moved,))
    else:
        told = json.loads(file.read_text(encoding="utf-8"))
        told["features"][4]["geometry"]["coordinates"] = [2, 0]
        file.write_text(json.dumps(told), encoding="utf-8")

    moved = r"places, row 5 \(camp\), geometry: the place is drawn at \(2, 0\), but its columns say \(4, 0\)"
    with pytest.raises(NetworkError, match=moved):
        read_network(file, today=TODAY)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".parquet"])
def test_a_column_that_somebody_added_is_left_out_and_named(network, tmp_path, suffix):
    import pyarrow as pa
    import pyarrow.parquet as pq

    G = network()
    file = write_network(G, tmp_path / f"n{suffix}").path
    if suffix == ".gpkg":
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("ALTER TABLE legs ADD COLUMN remark TEXT")
    elif suffix == ".geojson":
        told = json.loads(file.read_text(encoding="utf-8"))
        for feature in told["features"]:
            if "from_place" in feature["properties"]:
                feature["properties"]["remark"] = "seen"
        file.write_text(json.dumps(told), encoding="utf-8")
    else:
        table = pq.read_table(file)
        pq.write_table(table.append_column("remark", pa.array(["seen"] * len(table))), file)

    H = read_network(file, today=TODAY)

    added = f"columns of {file.name} that are no part of a network were left out: legs.remark"
    assert H.graph["notices"] == (*G.graph["notices"], added)
    H.graph["notices"] = G.graph["notices"]
    assert same(G, H)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".parquet"])
def test_tables_of_others_are_no_network_of_this_program(network, tmp_path, suffix):
    import geopandas as gpd

    file = tmp_path / f"theirs{suffix}"
    theirs = gpd.GeoDataFrame({"name": ["a"]}, geometry=gpd.points_from_xy([1.0], [2.0]), crs="EPSG:4326")
    if suffix == ".parquet":
        theirs.to_parquet(file)
    else:
        theirs.to_file(file, engine="pyogrio")

    with pytest.raises(NetworkError, match=rf"'theirs{suffix}' is no network that this program wrote"):
        read_network(file, today=TODAY)


def test_a_network_of_the_last_five_years_is_refused(network, tmp_path):
    file = write_network(network(), tmp_path / "n.geojson").path

    with pytest.raises(NetworkError, match="to protect people who may still use them"):
        read_network(file, today=dt.date(2008, 1, 1))


# tables of others

SOURCE = Source(publisher="Mapping Office", title="Roads", date=2015)
MINE = (
    ("hill", "CHN", "origin", 111.0, 43.0),
    ("town", "CHN", "city", 112.0, 43.0),
    ("gate", "CHN", "city", 113.0, 43.0),
)


def their_tables():
    import geopandas as gpd

    columns = ("place", "country", "kind", "lon", "lat")
    places = gpd.GeoDataFrame([dict(zip(columns, row, strict=True)) for row in MINE])
    points = gpd.points_from_xy(places.pop("lon"), places.pop("lat"))
    ends = [("hill", "town"), ("town", "gate")]
    lines = gpd.GeoSeries.from_wkt(["LINESTRING (111 43, 112 43)", "LINESTRING (112 43, 113 43)"])
    legs = gpd.GeoDataFrame(ends, columns=["from_place", "to_place"], geometry=lines).assign(mode="road")
    return places.set_geometry(points).set_crs(4326), legs.set_crs(4326)


def _write_theirs(file: Path, *, crs: int = 4326) -> Path:
    import pandas as pd

    places, legs = their_tables()
    if file.suffix == ".gpkg":
        places.to_crs(crs).to_file(file, layer="towns")
        legs.to_crs(crs).to_file(file, layer="roads")
    elif file.suffix == ".geojson":
        pd.concat([places, legs]).to_file(file)
    else:
        for end in ("from", "to"):
            at = places.set_index("place").loc[legs[f"{end}_place"]]
            legs[f"{end}_lon"], legs[f"{end}_lat"] = at.geometry.x.tolist(), at.geometry.y.tolist()
            legs[f"{end}_country"] = at["country"].tolist()
        if file.suffix == ".csv":
            legs.drop(columns="geometry").to_csv(file, index=False)
        else:
            legs.to_parquet(file)
    return file


@pytest.mark.parametrize("suffix", THEIR_FORMATS)
def test_tables_of_others_are_a_network_once_they_say_on_what_they_rest(tmp_path, suffix):
    G = read_network(_write_theirs(tmp_path / f"mine{suffix}"), today=TODAY, source=SOURCE)

    assert [*G.edges(keys=True)] == [("hill", "town", "road"), ("town", "gate", "road")]
    assert [(d["lon"], d["lat"]) for _, d in G.nodes(data=True)] == [row[3:] for row in MINE]
    assert {d["reports"] for *_, d in G.edges(data=True)} == {("mapping-office-2015",)}
    assert same(G, there_and_back(G, ".gpkg"))


def test_tables_of_others_may_lie_in_another_crs(tmp_path):
    G = read_network(_write_theirs(tmp_path / "mine.gpkg", crs=32649), today=TODAY, source=SOURCE)

    assert {n: (d["lon"], d["lat"]) for n, d in G.nodes(data=True)}["hill"] == (111, 43)


def test_a_table_parted_by_semicolons_is_refused_as_such(tmp_path):
    """As spreadsheets write it in half of Europe: not as a table without columns."""
    file = tmp_path / "mine.csv"
    file.write_text("from_place;to_place\na;b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not part its columns by commas"):
        read_network(file, today=TODAY, source=SOURCE)


def test_two_way_tables_give_both_directions(tmp_path):
    G = read_network(_write_theirs(tmp_path / "mine.csv"), today=TODAY, source=SOURCE, two_way=True)

    assert set(G.edges()) == {("hill", "town"), ("town", "hill"), ("town", "gate"), ("gate", "town")}


def test_layers_that_could_both_be_the_legs_are_told(tmp_path):
    file = _write_theirs(tmp_path / "mine.gpkg")
    their_tables()[1].to_file(file, layer="rails")

    with pytest.raises(
        NetworkError, match=r"which of its layers \(towns, roads, rails\) are the legs; name one"
    ):
        read_network(file, today=TODAY, source=SOURCE)


def test_geojson_in_another_crs_is_refused(tmp_path):
    file = _write_theirs(tmp_path / "mine.geojson")
    told = json.loads(file.read_text(encoding="utf-8"))
    told["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    file.write_text(json.dumps(told), encoding="utf-8")

    with pytest.raises(ValueError, match="has coordinates in another CRS"):
        read_network(file, today=TODAY, source=SOURCE)


@pytest.mark.parametrize(
    "shape", ['{"type": "Point"}', '{"type": "Point", "coordinates": "x"}', '{"type": "Blob"}', "3"]
)
def test_a_broken_shape_of_others_is_refused(tmp_path, shape):
    feature = f'{{"type": "Feature", "properties": {{"place": "a"}}, "geometry": {shape}}}'
    file = tmp_path / "mine.geojson"
    file.write_text(f'{{"type": "FeatureCollection", "features": [{feature}]}}', encoding="utf-8")

    with pytest.raises(SafePassageError):
        read_network(file, today=TODAY, source=SOURCE)


def test_a_network_of_this_program_takes_no_other_source(network, tmp_path):
    file = write_network(network(), tmp_path / "n.gpkg").path

    with pytest.raises(QuestionError, match="tells its own reports"):
        read_network(file, today=TODAY, source=SOURCE)


# GeoJSON


def test_geojson_keeps_rfc_7946(network, tmp_path):
    """Positions are lon, lat on Earth, there is no crs, ids are unique, a line has two positions."""
    G = network()
    told = json.loads(write_network(G, tmp_path / "n.geojson").path.read_text(encoding="utf-8"))

    assert told["type"] == "FeatureCollection"
    assert "crs" not in told
    assert len({feature["id"] for feature in told["features"]}) == len(G) + G.number_of_edges()
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        shape = feature["geometry"]
        line = shape["coordinates"] if shape["type"] == "LineString" else [shape["coordinates"]] * 2
        assert len(line) >= 2
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in line)


@pytest.mark.parametrize("suffix", EXACT)
def test_a_leg_over_the_antimeridian_comes_back(network, suffix):
    G = network(places=FAR)

    assert same(G, there_and_back(G, suffix))


def test_a_line_is_cut_at_the_antimeridian(network, tmp_path):
    import geopandas as gpd

    file = write_network(network(places=FAR), tmp_path / "n.geojson").path
    lines = gpd.read_file(file).query("from_place == 'river'").geometry.iloc[0]

    assert lines.geom_type == "MultiLineString"
    assert [(round(x), round(y)) for line in lines.geoms for x, y in line.coords] == [
        (179, 10),
        (180, 10),
        (-180, 10),
        (-179, 10),
    ]


def test_a_leg_within_one_rounded_point_has_no_line(network, tmp_path):
    """A line without length is invalid, and QGIS stops at it."""
    places = FAR.replace("-179.0 10", "20 10").replace("179.0", "20")
    G = network(places=places.replace("178.0", "19").replace("-178", "21").replace("-177", "22"))
    assert G.edges["river", "town", "unspecified"]["length_km"] == 0

    for suffix in (".geojson", ".gpkg", ".parquet"):
        assert same(G, there_and_back(G, suffix))
    told = json.loads(write_network(G, tmp_path / "n.geojson").path.read_text(encoding="utf-8"))
    assert [f["geometry"] for f in told["features"] if f["id"].startswith("river:")] == [None]


def test_gdal_reads_points_and_lines_of_geojson(network, tmp_path):
    import pyogrio

    G = network()
    table = pyogrio.read_dataframe(write_network(G, tmp_path / "n.geojson").path)

    assert table.crs.to_epsg() == 4326
    assert table.geom_type.value_counts().to_dict() == {"Point": len(G), "LineString": G.number_of_edges()}


# GeoParquet


def test_geoparquet_says_what_its_geometry_is(network, tmp_path):
    import pyarrow.parquet as pq

    file = write_network(network(), tmp_path / "n.parquet").path
    geo = json.loads(pq.read_schema(file).metadata[b"geo"])

    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["LineString"])
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["bbox"] == [0, 0, 14, 0]


def test_geopandas_reads_geoparquet_and_writes_it_back_as_a_network(network, tmp_path):
    import geopandas as gpd

    G = network()
    legs = gpd.read_parquet(write_network(G, tmp_path / "n.parquet").path)
    legs.to_parquet(tmp_path / "again.parquet")

    assert legs.crs.to_epsg() == 4326
    assert set(legs.attrs["safepassage"]) == {"about", "places", "dormant", "reports", "claims"}
    assert same(G, read_network(tmp_path / "again.parquet", today=TODAY))


def test_without_pyarrow_the_refusal_names_it(network, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(FormatError, match="needs the package pyarrow"):
        write_network(network(), tmp_path / "n.parquet")
    assert not list(tmp_path.iterdir())
    theirs = tmp_path / "theirs.parquet"
    theirs.write_bytes(b"PAR1")
    monkeypatch.setattr("routes.exchange.theirs.check_table_file", lambda _: None)
    with pytest.raises(FormatError, match=r"needs the package pyarrow.*save the table as \.csv"):
        read_their_tables(theirs)


# CSV


@pytest.mark.parametrize("table", ["legs", "places"])
def test_csv_holds_one_table_with_its_columns(network, tmp_path, table):
    G = network()
    file = write_network(G, tmp_path / "n.csv", table=table).path
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))

    assert [*rows[0]] == [column for column in COLUMNS[table] if column != "parts"]
    assert len(rows) == (G.number_of_edges() if table == "legs" else len(G))
    if table == "legs":
        assert [float(row["risk_cost"]) for row in rows] == [d["risk_cost"] for *_, d in G.edges(data=True)]


def test_no_cell_of_csv_is_a_formula(network, tmp_path):
    G = with_texts(network(), "=1+1")
    text = write_network(G, tmp_path / "n.csv", table="places").path.read_text(encoding="utf-8")

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_an_unknown_table_is_refused_with_those_that_exist(network, tmp_path):
    with pytest.raises(TargetError, match=r"'leg' is no table of a network. Did you mean legs\?"):
        write_network(network(), tmp_path / "n.csv", table="leg")
