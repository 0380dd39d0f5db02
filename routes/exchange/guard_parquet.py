"""What is inside a Parquet file, before Arrow unpacks it.

Parquet is packed: its footer says how many rows it holds, each page in its own header how large it
will be, and a dictionary with one long text may stand for a million copies of it. Footer and headers
are read, and what only a dictionary knows is counted without writing it out. The headers are in
Thrift's compact protocol, of which this module reads what it needs.

References
----------
https://parquet.apache.org/docs/file-format/ and
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md, read 2026-11-22.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import FormatError

from .guard import AGAIN, BadFileError, refuse

if TYPE_CHECKING:
    import os

MAX_ROWS = 200_000
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_COLUMNS = 500
MAX_GROUPS = 10_000
MAX_FOOTER_BYTES = 64 * 1024 * 1024

_LESS = "cut it down to what is needed"


def check_parquet(
    path: str | os.PathLike[str], *, max_rows: int | None = None, max_unpacked: int | None = None
) -> None:
    """Refuse a Parquet file that is broken, cut short, or promises more than the limits.

    The rows are counted from the footer. The bytes are those of all pages as their own headers give
    them, and those that a column of repeated texts grows to once it is written out.

    Raises
    ------
    BadFileError
        If it is.
    FormatError
        If pyarrow is not installed.
    """
    rows = MAX_ROWS if max_rows is None else max_rows
    unpacked = MAX_UNPACKED_BYTES if max_unpacked is None else max_unpacked
    name = Path(path).name
    _check_ends(Path(path))
    try:
        pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise FormatError(
            "Parquet needs the package pyarrow, which is not installed; install it, or hand the "
            "network on as .gpkg"
        ) from error
    try:
        with pq.ParquetFile(path, memory_map=False) as file:
            _check_promises(name, file.metadata, rows, unpacked)
            chunks = _chunks(name, file.metadata, Path(path).stat().st_size)
        repeating = _check_pages(Path(path), chunks, unpacked)
        if repeating:
            with pq.ParquetFile(path, memory_map=False, read_dictionary=repeating) as file:
                _check_repeated(name, file, repeating, unpacked)
    except BadFileError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        told = (str(error).splitlines() or [""])[0]
        refuse(name, f"is broken ({told[:120]})", AGAIN)


def _check_ends(path: Path) -> None:
    """Refuse a file without the mark of Parquet at its end, or with a footer longer than itself."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
    if size < 12 or tail[4:] != b"PAR1":
        refuse(path.name, "is cut short: it does not end as Parquet does", AGAIN)
    footer = struct.unpack("<I", tail[:4])[0]
    if footer > min(size - 12, MAX_FOOTER_BYTES):
        refuse(path.name, f"has a footer of {footer:,} bytes in {size:,}", AGAIN)


def _check_promises(name: str, metadata: Any, max_rows: int, max_unpacked: int) -> None:  # noqa: ANN401 - untyped
    if metadata.num_columns > MAX_COLUMNS:
        refuse(name, f"holds {metadata.num_columns:,} columns", _LESS)
    if metadata.num_row_groups > MAX_GROUPS:
        refuse(name, f"holds {metadata.num_row_groups:,} groups of rows", _LESS)
    if not 0 <= metadata.num_rows <= max_rows:
        refuse(name, f"promises {metadata.num_rows:,} rows, more than {max_rows:,}", _LESS)
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    if sum(group.num_rows for group in groups) != metadata.num_rows or any(g.num_rows < 0 for g in groups):
        refuse(name, "promises another number of rows than its groups hold", AGAIN)
    promised = sum(group.total_byte_size for group in groups)
    if promised > max_unpacked:
        refuse(name, f"promises {promised:,} bytes, more than {max_unpacked:,}", _LESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """One column of one group of rows: where its pages lie, and how many values they promise."""

    column: str
    start: int
    end: int
    values: int
    is_text: bool


def _chunks(name: str, metadata: Any, size: int) -> list[_Chunk]:  # noqa: ANN401 - untyped
    found = []
    for i in range(metadata.num_row_groups):
        group = metadata.row_group(i)
        for j in range(metadata.num_columns):
            column = group.column(j)
            if column.file_path:
                refuse(name, f"keeps '{column.path_in_schema}' in another file", AGAIN)
            start = column.data_page_offset
            if column.dictionary_page_offset:
                start = min(start, column.dictionary_page_offset)
            end = start + column.total_compressed_size
            if not 4 <= start <= end <= size:
                refuse(name, f"looks for '{column.path_in_schema}' outside itself", AGAIN)
            is_text = column.physical_type in ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")
            found.append(
                _Chunk(
                    column=column.path_in_schema,
                    start=start,
                    end=end,
                    values=column.num_values,
                    is_text=is_text,
                )
            )
    return found


def _check_pages(path: Path, chunks: list[_Chunk], max_unpacked: int) -> list[str]:
    """Refuse pages that grow beyond the limit; return the columns whose dictionaries might."""
    total, repeating = 0, set()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for chunk in chunks:
            at, seen, dictionary = chunk.start, 0, 0
            while at < chunk.end and seen < chunk.values:
                try:
                    page = _page(data, at, chunk.end)
                except (IndexError, ValueError):
                    refuse(path.name, f"has a broken page in '{chunk.column}'", AGAIN)
                total += page.unpacked
                if total > max_unpacked:
                    refuse(path.name, f"grows beyond {max_unpacked:,} bytes once unpacked", _LESS)
                if page.is_dictionary:
                    dictionary = page.unpacked
                seen += page.values
                at = page.end
            if chunk.is_text and dictionary * chunk.values > max_unpacked:
                repeating.add(chunk.column)
    return sorted(repeating)


def _check_repeated(name: str, file: Any, columns: list[str], max_unpacked: int) -> None:  # noqa: ANN401 - untyped
    """Refuse texts that are stored once and stand in so many rows that they grow beyond the limit."""
    compute = import_module("pyarrow.compute")
    if any("." in column for column in columns):
        refuse(
            name, "holds lists of texts that may grow without end", "write each text into a cell of its own"
        )
    total = 0
    for batch in file.iter_batches(columns=columns):
        for array in batch.columns:
            if hasattr(array, "indices"):
                lengths = compute.binary_length(array.dictionary)
                total += compute.sum(compute.take(lengths, array.indices)).as_py() or 0
            else:
                total += array.nbytes
            if total > max_unpacked:
                refuse(name, f"grows beyond {max_unpacked:,} bytes once unpacked", _LESS)


# page headers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the header of a page says: its size once unpacked, its values, and where it ends."""

    is_dictionary: bool
    unpacked: int
    values: int
    end: int


_DICTIONARY_PAGE = 2
_KIND, _UNPACKED, _PACKED = 1, 2, 3
_OF_DATA = (5, 8)  # the headers of data pages, old and new; field 1 of each counts the values
_TRUE, _FALSE, _BYTE, _I64, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 6, 7, 8, 9, 10, 12
_MAX_NESTING = 8


def _page(data: mmap.mmap, at: int, end: int) -> _Page:
    """Return the page that begins at a byte; what lies outside its column is a broken page."""
    fields, body = _fields(data, at, 0)
    kind, unpacked, packed = (fields.get(n) for n in (_KIND, _UNPACKED, _PACKED))
    # numbers that are missing, or something else than numbers, are as broken as negative ones
    kind, unpacked, packed = (n if isinstance(n, int) else -1 for n in (kind, unpacked, packed))
    if kind < 0 or unpacked < 0 or packed < 0 or body + packed > end:
        raise ValueError
    counts = [inner[1] for n in _OF_DATA if isinstance(inner := fields.get(n), dict) and 1 in inner]
    values = next((n for n in counts if isinstance(n, int)), 0)
    if kind != _DICTIONARY_PAGE and values < 0:
        raise ValueError
    return _Page(
        is_dictionary=kind == _DICTIONARY_PAGE, unpacked=unpacked, values=max(values, 0), end=body + packed
    )


def _fields(data: mmap.mmap, at: int, nesting: int) -> tuple[dict[int, object], int]:
    """Return the fields of a Thrift struct by their numbers, and where it ends."""
    if nesting > _MAX_NESTING:
        raise ValueError
    fields: dict[int, object] = {}
    number = 0
    while head := data[at]:
        at += 1
        kind, step = head & 0x0F, head >> 4
        if step:
            number += step
        else:
            number, at = _zigzag(data, at)
        fields[number], at = _value(data, at, kind, nesting)
    return fields, at + 1


def _value(data: mmap.mmap, at: int, kind: int, nesting: int) -> tuple[object, int]:
    if kind in (_TRUE, _FALSE):
        return kind == _TRUE, at
    if kind == _BYTE:
        return data[at], at + 1
    if _BYTE < kind <= _I64:
        return _zigzag(data, at)
    if kind in (_DOUBLE, _BINARY):
        length, at = (8, at) if kind == _DOUBLE else _varint(data, at)
        if at + length > len(data):
            raise ValueError
        return None, at + length
    if kind in (_LIST, _SET):
        head = data[at]
        count, at = (head >> 4, at + 1) if head >> 4 != 15 else _varint(data, at + 1)
        for _ in range(count):
            # in a list a flag is a whole byte
            item = _BYTE if head & 0x0F in (_TRUE, _FALSE) else head & 0x0F
            _, at = _value(data, at, item, nesting + 1)
        return None, at
    if kind == _STRUCT:
        return _fields(data, at, nesting + 1)
    raise ValueError


def _varint(data: mmap.mmap, at: int) -> tuple[int, int]:
    number = shift = 0
    while shift < 64:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return number, at
        shift += 7
    raise ValueError


def _zigzag(data: mmap.mmap, at: int) -> tuple[int, int]:
    number, at = _varint(data, at)
    return (number >> 1) ^ -(number & 1), at
