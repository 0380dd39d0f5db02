"""What a file from elsewhere must be before a library is let near it.

Files of networks come from other people's disks. GDAL, SQLite, Arrow and expat each read more than
their format's name says (other files, archives, computed tables), and some fall over what is broken.
So a file is looked at first: is it a file, is it in its folder, is it as large as it may be, does it
begin as its suffix says. Archives are never opened: nobody can tell how large they are inside.

Beside this module `routes.exchange.guard.geopackage` and `parquet` look into files that are packed,
`markup` into JSON and XML, and `values` at what was read. Every refusal is one line: value, rule, remedy.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from .markup import guarded_json, guarded_xml
from .refusals import AGAIN, BadFileError, refuse

__all__ = [
    "AGAIN",
    "BadFileError",
    "check_table_file",
    "guarded_json",
    "guarded_text",
    "guarded_xml",
    "refuse",
]

MAX_TEXT_BYTES = 32 * 1024 * 1024  # a network as text: some 10,000 legs with all that they rest on
MAX_TABLE_BYTES = 128 * 1024 * 1024

_HEAD = 512  # bytes; the mark of a tar archive is the last one, at 257
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"PK\x07\x08", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x04\x22\x4d\x18", "an lz4 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "a Feather file"),
    (b"fgb\x03", "a FlatGeobuf file"),
    (b"\x00\x00\x27\x0a", "a shapefile"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
)
_HTML = re.compile(rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_BINARY = {".gpkg": "an SQLite database", ".parquet": "a Parquet file"}
_TEXTS = {
    ".geojson": ("{", "JSON"),
    ".json": ("{", "JSON"),
    ".graphml": ("<", "XML"),
    ".gexf": ("<", "XML"),
    ".kml": ("<", "XML"),
}
_CALLED = {
    ".gpkg": "GeoPackage",
    ".parquet": "Parquet",
    ".geojson": "GeoJSON",
    ".json": "JSON",
    ".graphml": "GraphML",
    ".gexf": "GEXF",
    ".kml": "KML",
    ".csv": "CSV",
}


def guarded_text(path: str | os.PathLike[str], max_bytes: int = MAX_TEXT_BYTES) -> str:
    """Return the text of a file, in UTF-8 with or without a byte order mark, once it may be read.

    Raises
    ------
    BadFileError
        If it is missing, empty, no regular file, a link out of its folder, larger than
        ``max_bytes``, an archive or another format than its suffix says, not UTF-8, or holds NUL.
    """
    name = Path(path).name
    data = _read(path, max_bytes)
    _check_kind(name, data[:_HEAD])
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        refuse(name, f"holds the character NUL in line {line}, as no text does", AGAIN)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(name, f"is not UTF-8 in line {line}", "save it as UTF-8, or export it again")
    if not text.strip():
        refuse(name, "holds nothing but blanks", AGAIN)
    _check_first_character(name, text)
    return text


def check_table_file(
    path: str | os.PathLike[str],
    *,
    max_bytes: int = MAX_TABLE_BYTES,
    max_rows: int | None = None,
    max_unpacked: int | None = None,
) -> None:
    """Refuse a file that no library should be given; one that may be read passes silently.

    Of a GeoPackage the tables, of Parquet the footer and the pages are looked at; ``max_rows``
    bounds the rows of one table and ``max_unpacked`` the bytes that Parquet may grow to. Of text
    only the first bytes are looked at: `guarded_text` reads it.

    Raises
    ------
    BadFileError
        As `guarded_text`, and if a table holds or promises too much, is computed, or is broken.
    """
    name, suffix = Path(path).name, Path(path).suffix.lower()
    _check_size(name, _regular(path).stat().st_size, max_bytes)
    with Path(path).open("rb") as file:
        _check_kind(name, file.read(_HEAD))
    if suffix in _BINARY:  # each looks in by a library of its own
        if suffix == ".gpkg":
            from .geopackage import check_geopackage  # noqa: PLC0415

            check_geopackage(path, max_rows=max_rows)
        else:
            from .parquet import check_parquet  # noqa: PLC0415

            check_parquet(path, max_rows=max_rows, max_unpacked=max_unpacked)


def _regular(path: str | os.PathLike[str]) -> Path:
    """Return the path of a regular file that lies in its own folder."""
    given = Path(path)
    name = given.name or str(given)
    try:
        if given.is_symlink():
            folder = given.parent.resolve()
            if not given.resolve(strict=True).is_relative_to(folder):
                refuse(name, "is a link that leads out of its folder", "put a copy of the file in its place")
        mode = given.stat().st_mode
    except BadFileError:
        raise
    except FileNotFoundError:
        refuse(name, "does not exist", "check the name of the file")
    except (OSError, RuntimeError, ValueError) as error:  # a link to itself, a name that no system takes
        reason = getattr(error, "strerror", "") or "a link to itself, or a name with NUL"
        refuse(name, f"cannot be read ({reason})", "check its permissions and where it leads")
    if stat.S_ISDIR(mode):
        refuse(name, "is a folder", "name a file in it; a dataset folder is read with --dataset")
    if not stat.S_ISREG(mode):  # a pipe would wait for ever, a device never end
        refuse(name, "is no regular file", "copy what it gives into a file, and name that")
    return given


def _check_size(name: str, size: int, max_bytes: int) -> None:
    if size == 0:
        refuse(name, "is empty", AGAIN)
    if size > max_bytes:
        limit = f"{max_bytes // 1024**2:,} MiB" if max_bytes >= 1024**2 else f"{max_bytes:,} bytes"
        refuse(
            name,
            f"is larger than {limit}",
            "cut the network down to what is needed; docs/scale.md tells of large tables",
        )


def _read(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """Return the bytes of a file, of which the handle is looked at, so that nobody swaps it meanwhile."""
    given = _regular(path)
    try:
        # a pipe that took the file's place since must not hold the program up
        handle = os.open(given, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(handle, "rb") as file:  # noqa: PTH123 - a handle, not a path
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                refuse(given.name, "is no regular file", "copy what it gives into a file, and name that")
            data = file.read(max_bytes + 1)
    except OSError as error:
        refuse(given.name, f"cannot be read ({error.strerror})", "check its permissions and where it leads")
    _check_size(given.name, len(data), max_bytes)
    return data


def _check_kind(name: str, head: bytes) -> None:
    """Refuse a file whose first bytes are not those of its suffix."""
    suffix = Path(name).suffix.lower()
    called = _CALLED.get(suffix, "a table or network")
    found = next((kind for mark, kind in _MARKS if head.startswith(mark)), "")
    if not found and head[257:262] == b"ustar":
        found = "a tar archive"
    if not found and _HTML.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        found = "a web page (HTML)"
    wanted = _BINARY.get(suffix, "")
    if found == wanted:
        return
    if "archive" in found:
        refuse(
            name, f"is {found}, not {called}; archives are not opened", "unpack it and name the file within"
        )
    if "HTML" in found:
        refuse(
            name, f"is {found}, not {called}", "a download may have been answered by a page; fetch it again"
        )
    if found == "text in UTF-16":
        refuse(name, f"is {found}", "save it as UTF-8")
    if found:
        refuse(name, f"is {found}, not {called}", "name it by what it is")
    refuse(name, f"does not begin as {called} does", "it may be cut short or misnamed; " + AGAIN)


def _check_first_character(name: str, text: str) -> None:
    suffix = Path(name).suffix.lower()
    first = text.lstrip()[:1]
    if suffix in _TEXTS and first != _TEXTS[suffix][0]:
        begin, kind = _TEXTS[suffix]
        rule = f"is no {_CALLED[suffix]}: it begins with '{first}', where {kind} begins with '{begin}'"
        refuse(name, rule, "it may be misnamed; " + AGAIN)
    if suffix == ".csv" and first in "{<":
        refuse(name, f"is no CSV: it begins with '{first}'", "it may be misnamed; name it by what it is")
