"""What is inside a GeoPackage, before GDAL reads it.

A GeoPackage is a database, and a database may compute what it gives: views, generated columns and
virtual tables turn a few bytes into endless rows, or reach for other files; broken pages may be
claimed by many rows at once. So the schema is looked at before any row, and every page once.
"""

from __future__ import annotations

import re
import sqlite3
import struct
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from .refusals import AGAIN, refuse

if TYPE_CHECKING:
    import os

MAX_ROWS = 50_000
MAX_TABLES = 500
MAX_CELL_BYTES = 64 * 1024 * 1024
MAX_SECONDS = 5.0

_PLAIN = "export the layer as a plain table"
_GENERATED = (2, 3)  # `hidden` in table_xinfo: virtual and stored generated columns
_VIRTUAL = re.compile(r"\bVIRTUAL\b", re.IGNORECASE)
_SPATIAL_INDEX = re.compile(
    r'\s*CREATE\s+VIRTUAL\s+TABLE\s+(?:"rtree_(?:[^"]|"")*"|rtree_\w+)\s+USING\s+rtree\s*\([\w\s,"]*\)\s*',
    re.IGNORECASE,
)
_GPKG_IDS = (b"GPKG", b"GP10", b"GP11")


def check_geopackage(path: str | os.PathLike[str], *, max_rows: int | None = None) -> None:
    """Refuse a GeoPackage that is broken, cut short, computed, or larger than ``max_rows`` a table.

    Raises
    ------
    BadFileError
        If it is.
    """
    name = Path(path).name
    _check_header(Path(path))
    _check_neighbours(Path(path))
    uri = f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            _check_database(name, database, MAX_ROWS if max_rows is None else max_rows)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the message may quote a broken name
        if "interrupted" in str(error):
            refuse(name, f"takes more than {MAX_SECONDS:g} seconds to look through", _PLAIN)
        refuse(name, f"is a broken database ({error})", AGAIN)


def _check_header(path: Path) -> None:
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100:
        refuse(path.name, "is cut short within its first 100 bytes", AGAIN)
    if header[68:72] not in _GPKG_IDS:
        refuse(path.name, "is an SQLite database, but no GeoPackage", "export it as GeoPackage")
    page_bytes = struct.unpack(">H", header[16:18])[0]
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    pages = struct.unpack(">I", header[28:32])[0]
    has, promised = path.stat().st_size, page_bytes * pages
    if has < promised:
        refuse(path.name, f"is cut short: {has:,} bytes of {promised:,}", AGAIN)


def _check_neighbours(path: Path) -> None:
    """Refuse a database with changes beside it, which SQLite would take over unseen."""
    for ending in ("-wal", "-journal"):
        beside = path.with_name(path.name + ending)
        if beside.is_symlink() or (beside.exists() and beside.stat().st_size):
            rule = f"has changes beside it that were not yet taken over ({beside.name})"
            refuse(path.name, rule, "close the program that has it open, or copy the one file elsewhere")


def _check_database(name: str, database: sqlite3.Connection, max_rows: int) -> None:
    until = time.monotonic() + MAX_SECONDS
    database.set_progress_handler(lambda: time.monotonic() > until, 10_000)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")  # names and findings of broken files
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    for table in _plain_tables(name, database):
        quoted = '"' + table.replace('"', '""') + '"'
        columns = database.execute(f"PRAGMA table_xinfo({quoted})").fetchall()
        if any(column[6] in _GENERATED for column in columns):
            refuse(name, f"holds computed columns in '{table}'", _PLAIN)
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {quoted} LIMIT {max_rows + 1})"  # noqa: S608 - quoted
        if database.execute(counted).fetchone()[0] > max_rows:
            refuse(
                name,
                f"holds more than {max_rows:,} rows in '{table}'",
                "cut it down to what is needed; docs/scale.md tells of large tables",
            )
    # several rows may claim the same pages, and so a small file hold a large table
    found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        refuse(name, f"is a broken database ({str(found).splitlines()[-1]})", AGAIN)


def _plain_tables(name: str, database: sqlite3.Connection) -> list[str]:
    """Return the tables that hold their rows themselves; refuse those that are computed."""
    tables = []
    for kind, table, page, sql in database.execute("SELECT type, name, rootpage, sql FROM sqlite_master"):
        if kind == "view":
            refuse(name, f"holds the view '{table}', a table that is computed when it is read", _PLAIN)
        if kind != "table" or _SPATIAL_INDEX.fullmatch(str(sql)):
            continue
        # a table without pages of its own is virtual, whatever its text pretends to be
        if not page or _VIRTUAL.search(str(sql)):
            refuse(name, f"holds the virtual table '{table}', which may read other files", _PLAIN)
        tables.append(str(table))
    if len(tables) > MAX_TABLES:
        refuse(name, f"holds {len(tables):,} tables", _PLAIN)
    return tables
