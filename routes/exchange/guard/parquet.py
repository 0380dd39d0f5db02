"""What is inside a Parquet file, before Arrow unpacks it.

Parquet is packed: its footer says how many rows it holds, each page in its own header how large it
will be, and a dictionary with one long text may stand for a million copies of it. Footer and headers
are read here, without Arrow: some broken footers make it end the whole program. What only a
dictionary knows is counted without writing it out.

References
----------
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift, read 2026-11-22.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from .arrow import import_arrow
from .refusals import AGAIN, refuse
from .thrift import Fields, ThriftError, read_struct

if TYPE_CHECKING:
    import os

MAX_ROWS = 50_000
MAX_UNPACKED_BYTES = 96 * 1024 * 1024
MAX_CHUNKS = 50_000  # columns times groups of rows
MAX_COLUMNS = 500
MAX_FOOTER_BYTES = 64 * 1024 * 1024

_LESS = "cut it down to what is needed; docs/scale.md tells of large tables"
_TEXTS = (6, 7)  # byte arrays, and those of a fixed length
_MARK_BYTES, _TAIL_BYTES = 4, 8


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
        If pyarrow is needed to count repeated texts, and not installed.
    """
    file = Path(path)
    unpacked = MAX_UNPACKED_BYTES if max_unpacked is None else max_unpacked
    size = file.stat().st_size
    if size < _MARK_BYTES + _TAIL_BYTES:
        refuse(file.name, f"is cut short: {size} bytes are no Parquet file", AGAIN)
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        footer = _footer(file.name, data)
        try:
            chunks = _chunks(file.name, footer, size, MAX_ROWS if max_rows is None else max_rows)
        except (TypeError, LookupError, AttributeError):  # a number where a list belongs, and the like
            refuse(file.name, "has a broken footer", AGAIN)
        repeating = _check_pages(file.name, data, chunks, unpacked)
    if repeating:
        _check_repeated(file, repeating, unpacked)


def _footer(name: str, data: mmap.mmap) -> Fields:
    if data[-_MARK_BYTES:] != b"PAR1":
        refuse(name, "is cut short: it does not end as Parquet does", AGAIN)
    length = struct.unpack("<I", data[-_TAIL_BYTES:-_MARK_BYTES])[0]
    if length > min(len(data) - _MARK_BYTES - _TAIL_BYTES, MAX_FOOTER_BYTES):
        refuse(name, f"has a footer of {length:,} bytes in {len(data):,}", AGAIN)
    try:
        footer, _ = read_struct(data[len(data) - _TAIL_BYTES - length : -_TAIL_BYTES], 0)
    except ThriftError as error:
        refuse(name, f"has a broken footer ({error})", AGAIN)
    return footer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chunk:
    """One column of one group of rows: where its pages lie, and how many values they promise."""

    column: str
    start: int
    end: int
    values: int
    is_text: bool


def _chunks(name: str, footer: Fields, size: int, max_rows: int) -> list[_Chunk]:
    """Return the columns of all groups of rows; refuse a footer that promises too much or is at odds."""
    rows, groups = _number(footer, _ROWS), footer[_GROUPS]
    if rows > max_rows:
        refuse(name, f"promises {rows:,} rows, more than {max_rows:,}", _LESS)
    if sum(_number(group, _GROUP_ROWS) for group in groups) != rows:
        refuse(name, "promises another number of rows than its groups hold", AGAIN)
    columns = max((len(group[_COLUMNS]) for group in groups), default=0)
    if columns > MAX_COLUMNS:
        refuse(name, f"holds {columns:,} columns", _LESS)
    if columns * len(groups) > MAX_CHUNKS:
        refuse(name, f"holds {len(groups):,} groups of rows", _LESS)
    return [_chunk(name, column, size) for group in groups for column in group[_COLUMNS]]


def _chunk(name: str, column: Fields, size: int) -> _Chunk:
    about = column[_ABOUT]
    called = b".".join(about[_PATH]).decode("utf-8", "replace")
    if column.get(_FILE):
        refuse(name, f"keeps '{called}' in another file", AGAIN)
    start = _number(about, _FIRST_PAGE)
    if about.get(_DICTIONARY):
        start = min(start, _number(about, _DICTIONARY))
    end = start + _number(about, _PACKED_BYTES)
    if not _MARK_BYTES <= start <= end <= size:
        refuse(name, f"looks for '{called}' outside itself", AGAIN)
    is_text = about[_TYPE] in _TEXTS
    return _Chunk(column=called, start=start, end=end, values=_number(about, _VALUES), is_text=is_text)


def _number(fields: Fields, field: int) -> int:
    """Return a field that must be a number from 0 on."""
    number = fields[field]
    if not isinstance(number, int) or number < 0:
        raise TypeError
    return number


def _check_pages(name: str, data: mmap.mmap, chunks: list[_Chunk], max_unpacked: int) -> list[str]:
    """Refuse pages that grow beyond the limit; return the columns whose dictionaries might."""
    total, repeating = 0, set()
    for chunk in chunks:
        at, seen, dictionary = chunk.start, 0, 0
        while at < chunk.end and seen < chunk.values:
            try:
                page = _page(data, at, chunk.end)
            except (ThriftError, TypeError, LookupError, AttributeError):
                refuse(name, f"has a broken page in '{chunk.column}'", AGAIN)
            total += page.unpacked
            if total > max_unpacked:
                refuse(name, f"grows beyond {max_unpacked:,} bytes once unpacked", _LESS)
            if page.is_dictionary:
                dictionary = page.unpacked
            seen += page.values
            at = page.end
        if chunk.is_text and dictionary * chunk.values > max_unpacked:
            repeating.add(chunk.column)
    return sorted(repeating)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the header of a page says: its size once unpacked, its values, and where it ends."""

    is_dictionary: bool
    unpacked: int
    values: int
    end: int


def _page(data: mmap.mmap, at: int, end: int) -> _Page:
    """Return the page that begins at a byte; what lies outside its column is a broken page."""
    header, body = read_struct(data, at)
    ends = body + _number(header, _PAGE_PACKED)
    if ends > end:
        raise ThriftError("a page ends after its column")
    counts = [_number(header[kind], _PAGE_VALUES) for kind in _OF_DATA if kind in header]
    return _Page(
        is_dictionary=header[_PAGE_KIND] == _DICTIONARY_PAGE,
        unpacked=_number(header, _PAGE_UNPACKED),
        values=max(counts, default=0),
        end=ends,
    )


def _check_repeated(path: Path, columns: list[str], max_unpacked: int) -> None:
    """Refuse texts that are stored once and stand in so many rows that they grow beyond the limit."""
    if any("." in column for column in columns):
        rule, remedy = "holds lists of texts that may grow without end", "write each text into its own cell"
        refuse(path.name, rule, remedy)
    pa, pq = import_arrow("hand the network on as .gpkg")
    compute = import_module("pyarrow.compute")
    total = 0
    try:
        with pq.ParquetFile(path, memory_map=False, read_dictionary=columns) as file:
            arrays = (array for batch in file.iter_batches(columns=columns) for array in batch.columns)
            for array in arrays:
                if hasattr(array, "indices"):
                    lengths = compute.binary_length(array.dictionary)
                    total += compute.sum(compute.take(lengths, array.indices)).as_py() or 0
                else:
                    total += array.nbytes
                if total > max_unpacked:
                    break
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        told = (str(error).splitlines() or [""])[0]
        refuse(path.name, f"is broken ({told[:120]})", AGAIN)
    if total > max_unpacked:
        refuse(path.name, f"grows beyond {max_unpacked:,} bytes once unpacked", _LESS)


# numbers of fields in parquet.thrift: of the footer, a group of rows, a column, what is told of it, a page
_ROWS, _GROUPS = 3, 4
_COLUMNS, _GROUP_ROWS = 1, 3
_FILE, _ABOUT = 1, 3
_TYPE, _PATH, _VALUES, _PACKED_BYTES, _FIRST_PAGE, _DICTIONARY = 1, 3, 5, 7, 9, 11
_PAGE_KIND, _PAGE_UNPACKED, _PAGE_PACKED = 1, 2, 3
_OF_DATA, _PAGE_VALUES = (5, 8), 1  # the headers of data pages, old and new
_DICTIONARY_PAGE = 2
