"""A network as GeoParquet 1.1, and back: legs are the rows, all else stands in the file's metadata.

Parquet holds one table. The other tables stand under the name by which pandas keeps the attributes of a
frame, so that ``geopandas.read_parquet`` hands them on in ``legs.attrs`` and writes them back.
Geometry is WKB, ``(lon, lat)``, EPSG:4326.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .antimeridian import line_of_pieces
from .flat import COLUMNS, ColumnKind, FlatNetwork
from .guard.arrow import import_arrow
from .guard.files import check_table_file, guarded_json, refuse
from .tables import leg_pieces, read_table, rows_to_flat

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from shapely import LineString, MultiLineString

_OTHERWISE = "hand the network on as .gpkg"
_ATTRS = "PANDAS_ATTRS"
MEMBER = "safepassage"
_BESIDE = ("places", "dormant", "reports", "claims")


def flat_to_parquet(flat: FlatNetwork, path: Path) -> None:
    """Write a network to a file.

    Raises
    ------
    FormatError
        If pyarrow is not installed.
    OSError
        If the file cannot be written.
    """
    import shapely  # noqa: PLC0415 - no path question needs it

    pa, pq = import_arrow(_OTHERWISE)
    kinds = {ColumnKind.TEXT: pa.string(), ColumnKind.NUMBER: pa.float64(), ColumnKind.FLAG: pa.bool_()}
    shapes = [line_of_pieces(pieces) for pieces in leg_pieces(flat, flat.legs)]
    beside = {"about": _text(flat.about)} | {name: _text(flat.table(name)) for name in _BESIDE}
    metadata = {"geo": _text(_geo(shapes)), _ATTRS: _text({MEMBER: beside})}
    fields = [pa.field(name, kinds[kind]) for name, kind in COLUMNS["legs"].items()]
    columns = [pa.array([row[f.name] for row in flat.legs], type=f.type) for f in fields]
    fields.append(pa.field("geometry", pa.binary()))
    columns.append(pa.array(list(shapely.to_wkb(shapes, byte_order=1)), type=pa.binary()))
    table = pa.Table.from_arrays(columns, schema=pa.schema(fields))
    # without Arrow's own copy of the schema, which would hold all the metadata a second time
    with pq.ParquetWriter(path, table.schema, compression="snappy", store_schema=False) as writer:
        if flat.legs:  # no rows are no group of rows
            writer.write_table(table)
        writer.add_key_value_metadata(metadata)


def _geo(shapes: Sequence[LineString | MultiLineString | None]) -> dict[str, Any]:
    """Return the metadata by which GeoParquet says what its geometries are."""
    from pyproj import CRS  # noqa: PLC0415
    from shapely import total_bounds  # noqa: PLC0415

    drawn = [shape for shape in shapes if shape is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({shape.geom_type for shape in drawn}),
        "crs": CRS.from_epsg(4326).to_json_dict(),
        "edges": "planar",  # geodesics are cut into short straight pieces
    }
    if drawn:
        column["bbox"] = [float(edge) for edge in total_bounds(drawn)]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def parquet_to_flat(path: str | os.PathLike[str]) -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a GeoParquet file, and in words what of it was left out.

    Raises
    ------
    BadFileError
        If the file is no Parquet that may be read.
    NetworkError
        If it holds no network of this program.
    FormatError
        If pyarrow is not installed.
    """
    file = Path(path)
    check_table_file(file)
    pa, pq = import_arrow(_OTHERWISE)
    try:
        table = pq.read_table(file, use_threads=False)
        rows: list[dict[str, Any]] = table.drop_columns(
            [name for name in ("geometry",) if name in table.column_names]
        ).to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        refuse(file.name, f"is broken ({error})", "export it again from the program that wrote it")
    told = (table.schema.metadata or {}).get(_ATTRS.encode(), b"{}")
    beside = _told(told, file.name).get(MEMBER)
    beside = beside if isinstance(beside, dict) else {}
    tables = {table: read_table(beside.get(table, "[]"), f"{MEMBER}.{table}", file.name) for table in _BESIDE}
    about = _told(beside.get("about", "{}"), file.name)
    return rows_to_flat({"legs": rows} | tables, about, file.name)


def _told(text: object, file: str) -> dict[str, Any]:
    """Return a JSON object in the metadata; an empty one where there is something else."""
    try:
        told = guarded_json(text.decode() if isinstance(text, bytes) else str(text), file)
    except UnicodeDecodeError:
        refuse(file, "has metadata that are not UTF-8", "export it again")
    return told if isinstance(told, dict) else {}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
