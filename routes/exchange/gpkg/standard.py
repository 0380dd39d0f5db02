"""GeoPackage, written by the standard itself: an SQLite file with a few tables that say what is in it.

The file is made with Python's own sqlite3 rather than by GDAL, so that the same tables give the same
bytes on every machine. GDAL's time of writing could be fixed, but not what else it writes: version 3.6
makes a GeoPackage 1.2, version 3.12 makes 1.4, which 3.6 opens with a warning, each with a spatial
index and tables of its own; and every installation brings its own GDAL. What is written here is OGC
GeoPackage 1.3 with the extension for metadata; GDAL and QGIS read it, and find the default style of
each layer in the table ``layer_styles``, which is theirs. There is no spatial index: a network has
hundreds of rows, and QGIS makes one on request. SQLite writes its own version into bytes 96 to 99.

See https://www.geopackage.org/spec130/.
"""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_APPLICATION_ID = 0x47504B47  # "GPKG"
_VERSION = 10300
_SRS_ID = 4326
# The standard asks for a time of last change; a fixed one keeps equal tables equal bytes.
_UNCHANGED = "1970-01-01T00:00:00.000Z"
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],'
    'AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (
  id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml',
  metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (
  reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
"""
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
"""
_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates"),
    ("WGS 84", _SRS_ID, "EPSG", _SRS_ID, _WGS84, "longitude and latitude in degrees on WGS 84"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A table of a GeoPackage: its columns with their SQL types, its rows, their geometries if it has any.

    ``shapes`` are in the order of the rows, EPSG:4326, ``(lon, lat)``; None for a plain table. All are
    of ``geometry_type``, unless that is GEOMETRY. ``style`` is the QML text by which QGIS draws the layer.
    """

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, object]]
    shapes: Sequence[BaseGeometry | None] | None = None
    geometry_type: str = "GEOMETRY"
    description: str = ""
    style: str = ""


def write_geopackage(path: Path, layers: Sequence[Layer], *, about: Mapping[str, str] | None = None) -> None:
    """Write layers to a file that does not exist yet or is empty: the same layers give the same bytes.

    ``about`` are short facts on the whole file (title, licence, how to cite), which GDAL shows as its
    metadata and QGIS beside each layer.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    # one connection, one transaction, no journal: what is written whole is renamed by the caller
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in (
            f"application_id = {_APPLICATION_ID}",
            f"user_version = {_VERSION}",
            "page_size = 4096",
            "encoding = 'UTF-8'",
            "journal_mode = OFF",
            "foreign_keys = OFF",
        ):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        for statement in _TABLES.split(";\n"):
            database.execute(statement)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        for layer in layers:
            _write_layer(database, layer)
        _write_metadata(database, layers, about or {})
        _write_styles(database, layers)
        database.execute("COMMIT")


def _write_layer(database: sqlite3.Connection, layer: Layer) -> None:
    spatial = layer.shapes is not None
    columns = {"geom": layer.geometry_type} if spatial else {}
    columns |= layer.columns
    told = ", ".join(f"{_quoted(name)} {kind}" for name, kind in columns.items())
    database.execute(
        f"CREATE TABLE {_quoted(layer.name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {told})"
    )
    bounds = _bounds(layer.shapes or ())
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            layer.name,
            "features" if spatial else "attributes",
            layer.name,
            layer.description,
            _UNCHANGED,
            *bounds,
            _SRS_ID if spatial else None,
        ),
    )
    if spatial:
        database.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (layer.name, layer.geometry_type, _SRS_ID),
        )
    shapes: Sequence[BaseGeometry | None] = layer.shapes or [None] * len(layer.rows)
    marks = ", ".join("?" * (len(columns) + 1))
    database.executemany(
        f"INSERT INTO {_quoted(layer.name)} VALUES ({marks})",  # noqa: S608 - quoted
        (
            (None, *([_blob(shape)] if spatial else ()), *(row.get(name) for name in layer.columns))
            for row, shape in zip(layer.rows, shapes, strict=True)
        ),
    )


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _bounds(shapes: Sequence[BaseGeometry | None]) -> tuple[float | None, ...]:
    boxes = [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]
    if not boxes:
        return (None, None, None, None)
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _blob(shape: BaseGeometry | None) -> bytes | None:
    """Return a geometry as the standard stores it: a head, an envelope unless it is a point, then WKB."""
    if shape is None:
        return None
    import shapely  # noqa: PLC0415 - no path question needs it

    wkb: bytes = shapely.to_wkb(shape, byte_order=1, output_dimension=2)
    little_endian, has_envelope, empty = 1, 2, 16
    if shape.is_empty:
        return struct.pack("<2sBBi", b"GP", 0, little_endian | empty, _SRS_ID) + wkb
    if shape.geom_type == "Point":
        return struct.pack("<2sBBi", b"GP", 0, little_endian, _SRS_ID) + wkb
    west, south, east, north = shape.bounds
    head = struct.pack("<2sBBi", b"GP", 0, little_endian | has_envelope, _SRS_ID)
    return head + struct.pack("<4d", west, east, south, north) + wkb


def _write_metadata(database: sqlite3.Connection, layers: Sequence[Layer], about: Mapping[str, str]) -> None:
    """Write what GDAL shows as metadata of the file, and QGIS as metadata of each layer."""
    if not about:
        return
    for table in ("gpkg_metadata", "gpkg_metadata_reference"):
        database.execute(
            "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', "
            "'http://www.geopackage.org/spec130/#extension_metadata', 'read-write')",
            (table,),
        )
    texts: list[tuple[str | None, str, str]] = [(None, "http://gdal.org", _gdal_metadata(about))]
    texts += [
        (layer.name, "http://mrcc.com/qgis.dtd", _qgis_metadata(layer, about))
        for layer in layers
        if layer.shapes is not None
    ]
    for number, (of_layer, standard, text) in enumerate(texts, start=1):
        database.execute(
            "INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, 'text/xml', ?)", (number, standard, text)
        )
        database.execute(
            "INSERT INTO gpkg_metadata_reference VALUES (?, ?, NULL, NULL, ?, ?, NULL)",
            ("geopackage" if of_layer is None else "table", of_layer, _UNCHANGED, number),
        )


def _gdal_metadata(about: Mapping[str, str]) -> str:
    root = Element("GDALMultiDomainMetadata")
    items = SubElement(root, "Metadata")
    for key, text in about.items():
        SubElement(items, "MDI", key=key.upper()).text = text
    return tostring(root, encoding="unicode")


def _qgis_metadata(layer: Layer, about: Mapping[str, str]) -> str:
    root = Element("qgis", version="3.22.0")
    told = {
        "identifier": layer.name,
        "type": "dataset",
        "title": f"{about.get('title', '')}: {layer.name}",
        "abstract": " ".join([layer.description, *(f"{key}: {text}." for key, text in about.items())]),
        "rights": about.get("how_to_cite", ""),
        "license": about.get("licence", ""),
    }
    for name, text in told.items():
        SubElement(root, name).text = text
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>" + tostring(root, encoding="unicode")


def _write_styles(database: sqlite3.Connection, layers: Sequence[Layer]) -> None:
    styled = [layer for layer in layers if layer.style]
    if not styled:
        return
    database.execute(_STYLES.strip().removesuffix(";"))
    database.execute(
        "INSERT INTO gpkg_contents VALUES "
        "('layer_styles', 'attributes', 'layer_styles', '', ?, NULL, NULL, NULL, NULL, NULL)",
        (_UNCHANGED,),
    )
    for layer in styled:
        database.execute(
            "INSERT INTO layer_styles VALUES (NULL, '', '', ?, 'geom', 'default', ?, '', 1, ?, '', NULL, ?)",
            (layer.name, layer.style, layer.description, _UNCHANGED),
        )
