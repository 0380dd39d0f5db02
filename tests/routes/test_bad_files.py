"""What is refused before a library reads it, each with one line: value, rule, remedy."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
import re
import sqlite3
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import NetworkError, Place, PlaceKind, SafePassageError
from routes import Source, network_from_edges, read_network, validate_network, write_network
from routes.exchange.guard import markup
from routes.exchange.guard.files import (
    BadFileError,
    check_table_file,
    guarded_json,
    guarded_text,
    guarded_xml,
)
from routes.exchange.guard.values import exchanged_places

TEXT = {
    ".geojson": '{"type": "FeatureCollection", "features": []}',
    ".graphml": '<?xml version="1.0"?><graphml/>',
    ".gexf": "<gexf/>",
    ".kml": "<kml/>",
    ".csv": "from_place,to_place\na,b\n",
}
SUFFIXES = [*TEXT, ".gpkg", ".parquet"]


def told(read, *arguments, **options) -> str:
    """Return the one line with which a file is refused."""
    with pytest.raises(BadFileError) as caught:
        read(*arguments, **options)
    line = str(caught.value)
    assert line.isprintable()
    assert ("; " in line) or (": " in line)
    return line


def refused(path) -> str:
    """Return the line with which both ways of looking at a file refuse it."""
    line = told(check_table_file, path)
    if path.suffix in TEXT:
        assert told(guarded_text, path) == line
    return line


@pytest.fixture
def put(tmp_path):
    """Return a function that writes a file and returns its path."""

    def _put(name: str, data: bytes | str):
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return _put


def geopackage(path, *statements: str):
    """Write the smallest file that calls itself a GeoPackage, with some tables."""
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA application_id = 0x47504B47")
        for statement in ("CREATE TABLE places (fid INTEGER PRIMARY KEY, place TEXT)", *statements):
            database.execute(statement)
    database.close()
    return path


def parquet(path, columns: dict, **options):
    """Write some columns as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table(columns), path, **options)
    return path


# files as files


@pytest.mark.parametrize("suffix", TEXT)
def test_sound_text_is_read_as_it_is(put, suffix):
    """A byte order mark, as spreadsheets write it, is no part of the text."""
    path = put(f"network{suffix}", b"\xef\xbb\xbf" + TEXT[suffix].encode())

    check_table_file(path)

    assert guarded_text(path) == TEXT[suffix]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file(put, suffix):
    assert refused(put(f"network{suffix}", b"")) == (
        f"'network{suffix}' is empty; export it again from the program that wrote it"
    )


def test_a_file_of_blanks(put):
    assert "holds nothing but blanks" in told(guarded_text, put("network.csv", " \n\t\n"))


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "gone.gpkg").endswith("gone.gpkg' does not exist; check the name of the file")


def test_a_folder(tmp_path):
    (tmp_path / "network.kml").mkdir()
    assert "'network.kml' is a folder; name a file in it" in refused(tmp_path / "network.kml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path):
    os.mkfifo(tmp_path / "network.geojson")
    assert "is no regular file; copy what it gives into a file" in refused(tmp_path / "network.geojson")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices there")
def test_a_device_is_refused(tmp_path):
    assert "is no regular file" in told(guarded_text, Path("/dev/zero"))


links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@links
def test_a_link_out_of_its_folder(put, tmp_path):
    target = put("network.geojson", TEXT[".geojson"])
    folder = tmp_path / "handed-on"
    folder.mkdir()
    (folder / "network.geojson").symlink_to(target)

    assert refused(folder / "network.geojson") == (
        "'network.geojson' is a link that leads out of its folder; put a copy of the file in its place"
    )


@links
def test_a_link_inside_its_folder_is_read(put, tmp_path):
    put("old.geojson", TEXT[".geojson"])
    (tmp_path / "network.geojson").symlink_to("old.geojson")
    assert guarded_text(tmp_path / "network.geojson") == TEXT[".geojson"]


@links
def test_links_that_lead_nowhere(tmp_path):
    (tmp_path / "round.kml").symlink_to(tmp_path / "round.kml")
    (tmp_path / "gone.kml").symlink_to(tmp_path / "went.kml")
    assert "cannot be read (" in refused(tmp_path / "round.kml")
    assert "does not exist" in refused(tmp_path / "gone.kml")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may read everything")
def test_a_file_that_may_not_be_read(put):
    path = put("network.csv", TEXT[".csv"])
    path.chmod(0)
    assert "cannot be read (Permission denied)" in told(guarded_text, path)


def test_a_name_that_no_system_takes():
    assert "cannot be read (" in told(guarded_text, "a\0b.kml")
    assert "cannot be read (" in told(guarded_text, "x" * 5000 + ".kml")


def test_a_name_that_would_steer_a_terminal(tmp_path):
    assert "\x1b" not in told(guarded_text, tmp_path / "\x1b[31mred.kml")


def test_the_limit_may_be_reached_and_not_passed(put):
    path = put("network.csv", TEXT[".csv"])
    size = path.stat().st_size

    assert guarded_text(path, size) == TEXT[".csv"]
    assert "is larger than 23 bytes; cut the network down" in told(guarded_text, path, size - 1)
    assert "is larger than 23 bytes" in told(check_table_file, path, max_bytes=size - 1)


# not what the suffix says


def archives() -> dict[str, bytes]:
    import bz2
    import lzma

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("doc.kml", "x")
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as file:
        file.addfile(tarfile.TarInfo("network.geojson"))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    return {
        "a zip archive": packed.getvalue(),
        "a zip archive without files": empty.getvalue(),
        "a gzip archive": gzip.compress(b"x"),
        "a bzip2 archive": bz2.compress(b"x"),
        "an xz archive": lzma.compress(b"x"),
        "a tar archive": tar.getvalue(),
        "a zstd archive": b"\x28\xb5\x2f\xfd" + bytes(20),
        "a 7-Zip archive": b"7z\xbc\xaf\x27\x1c" + bytes(20),
        "a RAR archive": b"Rar!\x1a\x07" + bytes(20),
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", archives())
def test_an_archive_in_disguise_is_never_opened(put, suffix, kind):
    called = kind.removesuffix(" without files")
    line = refused(put(f"network{suffix}", archives()[kind]))
    assert line.startswith(f"'network{suffix}' is {called}, not ")
    assert line.endswith("archives are not opened; unpack it and name the file within")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("page", ["<!DOCTYPE html><p>Sign in", "\n <HTML>", "<!-- x --> <body class=a>"])
def test_a_web_page_in_place_of_a_file(put, suffix, page):
    line = refused(put(f"network{suffix}", page))
    assert "is a web page (HTML), not " in line
    assert line.endswith("a download may have been answered by a page; fetch it again")


@pytest.mark.parametrize("suffix", TEXT)
def test_text_in_utf_16_and_latin_1(put, suffix):
    assert "is text in UTF-16; save it as UTF-8" in refused(put(f"a{suffix}", TEXT[suffix].encode("utf-16")))
    latin = put(f"b{suffix}", TEXT[suffix].encode() + "\né".encode("latin-1"))
    lines = TEXT[suffix].count("\n") + 2
    assert f"is not UTF-8 in line {lines}; save it as UTF-8" in told(guarded_text, latin)


def test_text_with_nul(put):
    assert "holds the character NUL in line 2" in told(guarded_text, put("a.csv", "a,b\n\0,c\n"))


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.gpkg", b"PAR1....PAR1", "'a.gpkg' is a Parquet file, not GeoPackage; name it by what it is"),
        ("a.geojson", b"SQLite format 3\0", "'a.geojson' is an SQLite database, not GeoJSON; name it by what it is"),
        ("a.parquet", b"ARROW1\0\0", "'a.parquet' is a Feather file, not Parquet; name it by what it is"),
        ("a.kml", b"%PDF-1.4", "'a.kml' is a PDF, not KML; name it by what it is"),
        ("a.gpkg", b"SQLite fo", "'a.gpkg' does not begin as GeoPackage does; it may be cut short or misnamed"),
        ("a.gpkg", b"<OGRVRTDataSource/>", "'a.gpkg' does not begin as GeoPackage does; it may be cut short or misnamed"),
    ],
)  # fmt: skip
def test_another_format_than_the_suffix_says(put, name, data, line):
    assert refused(put(name, data)).startswith(line)


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.geojson", "<kml/>", "'a.geojson' is no GeoJSON: it begins with '<', where JSON begins with '{'"),
        ("a.geojson", "[1]", "'a.geojson' is no GeoJSON: it begins with '[', where JSON begins with '{'"),
        ("a.kml", "{}", "'a.kml' is no KML: it begins with '{', where XML begins with '<'"),
        ("a.csv", "{}", "'a.csv' is no CSV: it begins with '{'"),
    ],
)
def test_text_of_another_kind_than_the_suffix_says(put, name, data, line):
    assert told(guarded_text, put(name, data)).startswith(line)


# JSON


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"a": [1,', "is no JSON in line 1, column 10 (Expecting value); it seems to be cut short; export it again"),
        ('{"a": 1}{"b": 2}', "is no JSON in line 1, column 9 (Extra data); export it again"),
        ('{"a": NaN}', "holds NaN, which is no number of JSON; leave the cell empty"),
        ('{"a": -Infinity}', "holds -Infinity, which is no number of JSON"),
        ("{" + '"a":{' * 40 + "}" * 41, "is nested more than 32 deep"),
        ('{"a":' + "[" * 100_000, "is nested too deeply"),
        ('{"a": ' + "9" * 5000 + "}", "holds a number that is far too long"),
    ],
    ids=["cut", "two", "NaN", "infinity", "deep", "deeper", "digits"],
)  # fmt: skip
def test_json_made_to_break_a_reader(text, line):
    assert told(guarded_json, text, "a.geojson").startswith(f"'a.geojson' {line}")


def test_numbers_beyond_all_measure_are_no_numbers_of_json():
    """1e999 is infinity to Python, though it is not written so."""
    assert "holds 1e999" in told(guarded_json, '{"a": 1e999}', "a.geojson")


def test_more_lists_than_memory_is_for(monkeypatch):
    monkeypatch.setattr(markup, "MAX_BRACKETS", 10)
    assert "holds more than 10 lists and objects" in told(guarded_json, "[" + "[]," * 10 + "[]]", "a.geojson")


# XML


BILLION = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            BILLION,
            "has a document type or entities of its own, which may expand without end; export it again",
        ),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "has a document type or entities of its own"),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "has a document type or entities",
        ),
        ("<a><b>", "is no well-formed XML in line 1, column 7 (no element found); it seems to be cut short"),
        ("<a></b>", "is no well-formed XML in line 1, column 6 (mismatched tag); export it again"),
        ("<a>&unknown;</a>", "is no well-formed XML in line 1, column 4 (undefined entity"),
        ("<a/><b/>", "is no well-formed XML in line 1, column 5 (junk after document element)"),
        ("<a>" * 40, "is nested more than 32 deep"),
    ],
    ids=["laughs", "outside", "entity", "cut", "mismatch", "unknown", "two", "deep"],
)
def test_xml_made_to_break_a_reader(text, line):
    assert told(guarded_xml, text, "a.kml").startswith(f"'a.kml' {line}")


def test_more_attributes_than_memory_is_for(monkeypatch):
    monkeypatch.setattr(markup, "MAX_EQUAL_SIGNS", 3)
    assert "holds more than 3 attributes" in told(guarded_xml, '<a b="" c="" d="" e=""/>', "a.kml")


def test_more_elements_than_a_network_has(monkeypatch):
    monkeypatch.setattr(markup, "MAX_ELEMENTS", 10)
    assert "holds more than 10 elements" in told(guarded_xml, "<a>" + "<b/>" * 10 + "</a>", "a.kml")


def test_an_encoding_that_the_text_no_longer_has():
    """The text is UTF-8 by now, whatever its first line says."""
    assert guarded_xml('<?xml version="1.0" encoding="latin-1"?><a>é</a>', "a.kml").text == "é"


# GeoPackage


def test_a_plain_geopackage_passes(tmp_path):
    check_table_file(geopackage(tmp_path / "a.gpkg"))


def test_a_geopackage_that_this_computer_writes_passes(network, tmp_path):
    """With its tables of metadata, its triggers and its index of places."""
    from routes import network_to_gdfs

    places, _ = network_to_gdfs(network())
    places.to_file(tmp_path / "a.gpkg", layer="places", driver="GPKG")
    check_table_file(tmp_path / "a.gpkg")


def test_another_database_is_no_geopackage(tmp_path):
    with sqlite3.connect(tmp_path / "a.gpkg") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert "is an SQLite database, but no GeoPackage" in refused(tmp_path / "a.gpkg")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        (
            "CREATE VIEW legs AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
            "holds the view 'legs', a table that is computed when it is read",
        ),
        ("CREATE TABLE legs (a, b AS (zeroblob(1000000000)))", "holds computed columns in 'legs'"),
        (
            "CREATE VIRTUAL TABLE legs USING fts5(a, 'x USING rtree(')",
            "holds the virtual table 'legs', which may read other files",
        ),
    ],
    ids=["view", "generated", "virtual"],
)
def test_a_geopackage_that_computes_what_it_gives(tmp_path, statement, line):
    assert line in refused(geopackage(tmp_path / "a.gpkg", statement))


def test_a_virtual_table_that_pretends_to_be_a_plain_one(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", "CREATE VIRTUAL TABLE legs USING fts4(a)")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET sql = 'CREATE /* ( */ VIRTUAL TABLE legs USING fts4(a)' WHERE name = 'legs'"
        )
    database.close()
    assert "holds the virtual table 'legs'" in refused(path)


def test_a_geopackage_with_more_rows_than_asked_for(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", "INSERT INTO places (place) VALUES ('a'), ('b'), ('c')")
    check_table_file(path, max_rows=3)
    assert "holds more than 2 rows in 'places'" in told(check_table_file, path, max_rows=2)


def test_a_geopackage_with_changes_beside_it(tmp_path):
    """SQLite would take them over without a word."""
    path = geopackage(tmp_path / "a.gpkg")
    (tmp_path / "a.gpkg-wal").write_bytes(b"x")
    assert "has changes beside it that were not yet taken over (a.gpkg-wal)" in refused(path)


def test_a_geopackage_cut_at_every_tenth_byte(tmp_path):
    data = geopackage(tmp_path / "whole.gpkg").read_bytes()
    cut = tmp_path / "cut.gpkg"
    for end in [*range(1, 200, 10), *range(200, len(data), 997)]:
        cut.write_bytes(data[:end])
        assert refused(cut)


def test_pages_that_several_rows_claim(tmp_path):
    """A small file may so hold a large table: the second table is made to lie where the first does."""
    path = geopackage(tmp_path / "a.gpkg", "CREATE TABLE legs (fid INTEGER PRIMARY KEY, place TEXT)")
    data = path.read_bytes()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'places') WHERE name = 'legs'"
        )
    database.close()
    assert path.read_bytes() != data
    assert "is a broken database (" in refused(path)


# Parquet


def test_sound_parquet_passes(tmp_path):
    columns = {"place": ["a", "b"] * 500, "lon": [1.0, 2.0] * 500, "seen": [True, None] * 500}
    for packed in ("none", "snappy", "zstd", "gzip", "brotli", "lz4"):
        for version in ("1.0", "2.0"):
            path = parquet(tmp_path / "a.parquet", columns, compression=packed, data_page_version=version)
            check_table_file(path)


def test_parquet_that_promises_more_rows_than_asked_for(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"a": [1, 2, 3]})
    check_table_file(path, max_rows=3)
    assert "promises 3 rows, more than 2; cut it down" in told(check_table_file, path, max_rows=2)


def test_parquet_with_too_many_columns(tmp_path):
    path = parquet(tmp_path / "a.parquet", {f"c{n}": [1] for n in range(501)})
    assert "holds 501 columns" in refused(path)


def test_parquet_that_expands_a_thousandfold(tmp_path):
    """The file is small, what it unpacks to is not."""
    path = parquet(
        tmp_path / "a.parquet", {"a": [b"\0" * 5_000_000]}, compression="zstd", use_dictionary=False
    )
    assert path.stat().st_size < 5000
    assert "grows beyond 1,000,000 bytes once unpacked" in told(
        check_table_file, path, max_unpacked=1_000_000
    )


def test_one_long_text_that_stands_in_every_row(tmp_path):
    """It is stored once: neither the footer nor the pages say how large the table becomes."""
    path = parquet(tmp_path / "a.parquet", {"a": ["x" * 100_000] * 1000}, use_dictionary=True)
    assert path.stat().st_size < 20_000
    check_table_file(path, max_unpacked=200_000_000)
    assert "grows beyond 50,000,000 bytes once unpacked" in told(
        check_table_file, path, max_unpacked=50_000_000
    )


def test_a_dictionary_of_which_little_is_used_passes(tmp_path):
    """One long text in one row of many is no reason to refuse the others."""
    path = parquet(tmp_path / "a.parquet", {"a": ["x" * 100_000] + ["a"] * 9999}, use_dictionary=True)
    check_table_file(path, max_unpacked=1_000_000)


def test_repeated_long_texts_in_lists(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"a": [["x" * 100_000]] * 1000}, use_dictionary=True)
    assert "holds lists of texts that may grow without end" in told(
        check_table_file, path, max_unpacked=50_000_000
    )


def test_parquet_whose_pages_lie_about_their_size(tmp_path):
    """What the footer promises is not believed: a page says itself how large it becomes."""
    import pyarrow.parquet as pq

    path = parquet(
        tmp_path / "a.parquet", {"a": [b"\0" * 5_000_000]}, compression="zstd", use_dictionary=False
    )
    metadata = pq.read_metadata(path)
    total = metadata.row_group(0).total_byte_size
    data = path.read_bytes()
    footer = data.index(b"schema")
    small = data[:footer] + data[footer:].replace(_varint(2 * total), _varint(2 * 1000, 4))
    path.write_bytes(small)
    assert pq.read_metadata(path).row_group(0).total_byte_size == 1000
    assert "grows beyond 1,000,000 bytes once unpacked" in told(
        check_table_file, path, max_unpacked=1_000_000
    )


def _varint(number: int, width: int = 0) -> bytes:
    """Return a number as Thrift writes it, stretched to a width."""
    out = []
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    while len(out) < width:
        out[-1] |= 0x80
        out.append(0)
    return bytes(out)


@pytest.mark.parametrize("cut", range(1, 10))
def test_parquet_cut_short(tmp_path, cut):
    path = parquet(tmp_path / "a.parquet", {"a": list(range(1000))})
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * cut // 10])
    assert "cut short: it does not end as Parquet does" in refused(path)


def test_a_footer_longer_than_its_file(tmp_path):
    path = parquet(tmp_path / "a.parquet", {"a": [1]})
    data = path.read_bytes()
    path.write_bytes(data[:-8] + struct.pack("<I", 1 << 30) + b"PAR1")
    assert "has a footer of 1,073,741,824 bytes in " in refused(path)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_packed_files_with_bytes_flipped_are_refused_or_pass_but_never_break(tmp_path, data):
    """No other exception than the program's own leaves the guard."""
    suffix = data.draw(st.sampled_from([".gpkg", ".parquet"]))
    whole = tmp_path / f"whole{suffix}"
    if not whole.exists():
        if suffix == ".gpkg":
            geopackage(whole, "INSERT INTO places (place) VALUES ('a'), ('b')")
        else:
            parquet(whole, {"a": ["x", "y"] * 100, "b": [1.0, None] * 100}, compression="snappy")
    broken = bytearray(whole.read_bytes())
    # the first pages and the footer say what the rest is
    places = st.one_of(
        st.integers(0, 150), st.integers(0, len(broken) - 1), st.integers(len(broken) - 300, len(broken) - 1)
    )
    for at, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=4)):
        broken[at] = byte
    path = tmp_path / f"flipped{suffix}"
    path.write_bytes(broken)
    try:
        check_table_file(path)
    except BadFileError as error:
        assert str(error).isprintable()  # noqa: PT017 - it need not be raised


# whole networks


FORMATS = (".gpkg", ".geojson", ".parquet", ".graphml", ".gexf", ".kml")
TODAY = dt.date(2026, 1, 1)
JUNK = [
    b"", b"\0", b"\xff\xfe", b"NaN", b"1e999", b"-1", b"9" * 30, b"null", b"{}", b"[]", b"<a>", b"&x;", b"]]>", b'"',
    b"\\u0000", b"\\ud800", b"2004-02-30", b"inf", b"true", b"\xe2\x80\xae", "٣".encode(), b"1_0", b"a;b", b"'",
]  # fmt: skip


@pytest.fixture(scope="module")
def whole(network, tmp_path_factory):
    """A small network as a file in every format, with the network."""
    G = network()
    folder = tmp_path_factory.mktemp("whole")
    return G, {suffix: write_network(G, folder / f"network{suffix}").path.read_bytes() for suffix in FORMATS}


def read_or_refused(path, data: bytes):
    """Return the network in a file that was broken, or None if it is refused in printable lines."""
    path.write_bytes(data)
    try:
        G = read_network(path, today=TODAY)
    except SafePassageError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017 - it need not be raised
        return None
    validate_network(G)
    return G


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_network_cut_at_every_tenth_of_its_file_is_refused(whole, tmp_path, suffix):
    """No half of a network is taken for the whole."""
    data = whole[1][suffix]
    for tenth in range(10):
        assert read_or_refused(tmp_path / f"cut{suffix}", data[: len(data) * tenth // 10]) is None
    assert nx.utils.graphs_equal(read_or_refused(tmp_path / f"cut{suffix}", data), whole[0])


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_network_with_bytes_flipped_is_refused_or_keeps_the_contract(whole, tmp_path, suffix, draw):
    """No exception leaves the reader but the program's own, and Arrow does not end the program."""
    data = bytearray(whole[1][suffix])
    size = len(data)
    # head and tail say what the rest is
    places = st.one_of(st.integers(0, 300), st.integers(0, size - 1), st.integers(size - 600, size - 1))
    for at, byte in draw.draw(st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=4)):
        data[at] = byte
    read_or_refused(tmp_path / f"flipped{suffix}", bytes(data))


@pytest.mark.parametrize("suffix", [".geojson", ".graphml", ".gexf", ".kml"])
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_network_with_cells_replaced_is_refused_or_keeps_the_contract(whole, tmp_path, suffix, draw):
    """Whatever stands in a cell: nothing, nonsense, numbers beyond all measure, half a character."""
    data = whole[1][suffix]
    cells = list(re.finditer(rb'[>"]([^<>"]{1,60})[<"]', data))
    cell = draw.draw(st.sampled_from(range(len(cells))))
    start, end = cells[cell].span(1)
    read_or_refused(
        tmp_path / f"edited{suffix}", data[:start] + draw.draw(st.sampled_from(JUNK)) + data[end:]
    )


def test_a_footer_at_which_arrow_ends_the_program(tmp_path):
    """Its own reader of metadata aborts the process where histograms do not fit; this one reads on."""
    path = parquet(tmp_path / "a.parquet", {"a": [["x"], None, []] * 5})
    check_table_file(path)
    data = path.read_bytes()
    footer = data.rindex(b"PAR1") - 4
    length = struct.unpack("<I", data[footer : footer + 4])[0]
    for at in range(footer - length, footer):
        for byte in (0x00, 0x15, 0x29, 0xFF):
            path.write_bytes(data[:at] + bytes([byte]) + data[at + 1 :])
            try:
                check_table_file(path)
            except BadFileError as error:
                assert str(error).isprintable()  # noqa: PT017


# coordinates that could be right


def place(name, country, lon, lat, other=None):
    kind = PlaceKind.CROSSING if other else PlaceKind.CITY
    return Place(id=name, name=name, country=country, other_country=other, kind=kind, lon=lon, lat=lat)


def test_lon_and_lat_that_were_exchanged_are_told_by_the_country():
    kabul, juba = place("kabul", "AFG", 34.5, 69.2), place("juba", "SSD", 4.9, 31.6)
    assert exchanged_places([kabul, juba]) == (
        ("kabul", "lies 3,983 km from AFG; with lon and lat exchanged it lies in it"),
        ("juba", "lies 3,147 km from SSD; with lon and lat exchanged it lies in it"),
    )


@pytest.mark.parametrize(
    "sound",
    [
        ("kabul", "AFG", 69.2, 34.5),
        ("seoul", "KOR", 127.0, 37.6),  # the other way round it is nowhere
        ("gate", "TUR", 36.2, 36.1, "SYR"),  # near the diagonal both ways will do
        ("invented", "CHN", 1.0, 0.0),  # far from its country both ways
        ("islet", "TUV", 10.0, 50.0),  # a country that the basemap does not show proves nothing
    ],
)
def test_places_that_may_be_right_are_left_alone(sound):
    assert exchanged_places([place(*sound)]) == ()
    assert exchanged_places([]) == ()


def test_a_table_with_exchanged_columns_is_refused():
    import pandas as pd

    places = pd.DataFrame(
        {"place": ["kabul", "herat"], "country": "AFG", "lon": [34.5, 34.3], "lat": [69.2, 62.2]}
    )
    legs = pd.DataFrame({"from_place": ["herat"], "to_place": ["kabul"], "mode": ["road"]})
    with pytest.raises(NetworkError) as caught:
        network_from_edges(
            legs, places, today=TODAY, source=Source(publisher="Office", title="Roads", date=2015)
        )
    assert (
        "'kabul' - lies 3,983 km from AFG; with lon and lat exchanged it lies in it; exchange the two columns"
        in str(caught.value)
    )


def test_the_page_on_formats_tells_the_limits_as_they_are():
    from routes.exchange.guard import files
    from routes.exchange.guard import geopackage as of_geopackage
    from routes.exchange.guard import parquet as of_parquet

    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    mib = 1024 * 1024
    assert of_geopackage.MAX_ROWS == of_parquet.MAX_ROWS
    for words in (
        f"{files.MAX_TEXT_BYTES // mib} MiB; {markup.MAX_BRACKETS:,} lists and objects of JSON",
        f"{markup.MAX_ELEMENTS:,} elements of XML, nested {markup.MAX_DEPTH} deep",
        f"{files.MAX_TABLE_BYTES // mib} MiB; {of_parquet.MAX_ROWS:,} rows in a table",
        f"{of_geopackage.MAX_TABLES} tables, {of_geopackage.MAX_CELL_BYTES // mib} MiB in a cell",
        f"MiB in a cell, {of_geopackage.MAX_SECONDS:g} seconds",
        f"{of_parquet.MAX_UNPACKED_BYTES // mib} MiB once unpacked; {of_parquet.MAX_COLUMNS} columns",
    ):
        assert words in page, words
