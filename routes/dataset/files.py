"""Reading the files of a dataset folder, before anything in them is believed.

This is the only place where dataset files are opened. Every fault of a file as a file (missing,
too large, no UTF-8, no TOML, wrong columns, a link that leads out of the folder) is collected,
none stops the others, so that one run tells all.
"""

from __future__ import annotations

import csv
import io
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import tomli

from routes.faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

MAX_REPORT_BYTES = 256 * 1024
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_REPORT_ID = 100

PLACE_COLUMNS = (
    *("id", "name", "name_local", "name_ko", "variants", "country"),
    *("other_country", "kind", "lon", "lat", "note"),
)
LINE_COLUMNS = ("from", "to", "mode")
LINE_OPTIONS = ("length_km",)  # a column that may be missing: its cells are then empty

_REPORT_ID = re.compile(rf"[a-z0-9-]{{1,{MAX_REPORT_ID}}}")


@dataclass(slots=True)
class RawDataset:
    """The parsed files, not yet checked, and the faults met while reading them."""

    folder: str
    dataset: dict[str, Any] = field(default_factory=dict)
    places: list[dict[str, str]] = field(default_factory=list)
    lines: list[dict[str, str]] = field(default_factory=list)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_raw(folder: Path) -> RawDataset:
    """Read every file of a dataset folder and collect what is wrong with them as files."""
    raw = RawDataset(folder=str(folder))
    if folder.is_file():
        raw.faults.append(
            Fault(
                file=str(folder),
                rule="this is a file, and the question needs all that a dataset tells",
                remedy="name the folder that holds dataset.toml; path, map, bottlenecks, compare and sweep "
                "also answer about a file of a network",
            )
        )
        return raw
    if not folder.is_dir():
        raw.faults.append(
            Fault(
                file=str(folder),
                # Most often it is there, and the terminal stands in another folder.
                rule="there is no such folder"
                + ("" if folder.is_absolute() else f" in {folder.absolute().parent}"),
                remedy="name the folder that holds dataset.toml; 'safepassage new-dataset DIR' makes one",
            )
        )
        return raw
    raw.dataset = _read_toml(folder, "dataset.toml", raw.faults, MAX_FILE_BYTES) or {}
    raw.places = _read_csv(folder, "places.csv", PLACE_COLUMNS, raw.faults)
    raw.lines = _read_csv(folder, "skeleton.csv", LINE_COLUMNS, raw.faults, LINE_OPTIONS)
    paths = sorted((folder / "reports").glob("*.toml"))
    if not paths:
        raw.faults.append(
            Fault(
                file="reports/",
                rule="a dataset holds at least one report",
                remedy="add a file reports/ID.toml; docs/format.md shows one",
            )
        )
    for path in sorted((folder / "reports").glob("[!.]*")):
        if path.suffix != ".toml":
            raw.faults.append(
                Fault(
                    file=f"reports/{path.name}",
                    rule="this is no report file, so nobody would read it",
                    remedy="name it ID.toml, or move it out of the folder",
                )
            )
    for path in paths:
        if not _REPORT_ID.fullmatch(path.stem):
            raw.faults.append(
                Fault(
                    file=f"reports/{path.name}",
                    rule="a report's file name is its id",
                    remedy=f"rename it: a-z, 0-9 and hyphens, at most {MAX_REPORT_ID}, then .toml",
                )
            )
        table = _read_toml(folder, f"reports/{path.name}", raw.faults, MAX_REPORT_BYTES)
        if table is not None:
            raw.reports[path.stem] = table
    return raw


def read_bytes(folder: Path, name: str, faults: list[Fault], max_bytes: int) -> bytes | None:
    """Return the content of a file of a folder, or add the fault that keeps it from being read."""
    path = folder / name

    def refuse(rule: str, remedy: str) -> None:
        faults.append(Fault(file=name, rule=rule, remedy=remedy))

    try:
        linked = path.is_symlink() or path.parent.is_symlink()  # `reports` itself may be a link
        if linked and not path.resolve().is_relative_to(folder.resolve()):
            refuse("the file is a link that leads out of the dataset", "put a copy of the file in its place")
            return None
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            refuse("this is no regular file", "put a text file in its place")
            return None
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        refuse("the file is missing", "docs/format.md shows what it holds")
        return None
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = getattr(error, "strerror", "") or "a link to itself"
        refuse(f"the file cannot be read ({reason})", "check its permissions and where it leads")
        return None
    if len(data) > max_bytes:
        refuse(f"the file is larger than {max_bytes // 1024} KiB", "split it, or shorten its notes")
        return None
    return data


def _read_text(folder: Path, name: str, faults: list[Fault], max_bytes: int) -> str | None:
    """Return the text of a file, or add the fault that keeps it from being read."""
    data = read_bytes(folder, name, faults, max_bytes)
    if data is None:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(
            Fault(
                file=name,
                table="line",
                index=data.count(b"\n", 0, error.start) + 1,
                value=data[max(0, error.start - 10) : error.start + 1].decode("latin-1"),
                rule="this is not UTF-8",
                remedy="save the file as UTF-8 (it may be Latin-1 or a spreadsheet's own encoding)",
            )
        )
        return None


def _read_toml(folder: Path, name: str, faults: list[Fault], max_bytes: int) -> dict[str, Any] | None:
    text = _read_text(folder, name, faults, max_bytes)
    if text is None:
        return None
    try:
        return tomli.loads(text.replace("\r\n", "\n"))
    except RecursionError:
        reason = "nested too deeply"
    except tomli.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        told = text.split("\n")[int(line[1]) - 1].strip() if line else ""
        reason = f"{error}: {told}" if told else str(error)
    except ValueError:  # Python reads no decimal number of more than 4,300 digits
        reason = "a number is far too long"
    faults.append(
        Fault(
            file=name,
            rule=f"the file is not valid TOML ({reason})",
            remedy="text stands in straight quotes, tables in [[double brackets]]; see docs/format.md",
        )
    )
    return None


def _read_csv(
    folder: Path,
    name: str,
    columns: tuple[str, ...],
    faults: list[Fault],
    options: tuple[str, ...] = (),
) -> list[dict[str, str]]:
    """Return the rows of a table; columns of ``options`` may be missing, and are then empty."""
    text = _read_text(folder, name, faults, MAX_FILE_BYTES)
    if text is None:
        return []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        numbered = [(reader.line_num, row) for row in reader] or [(1, [])]
    except csv.Error as error:
        faults.append(
            Fault(file=name, rule=f"the file is no CSV ({error})", remedy="check its commas and quotes")
        )
        return []
    header = numbered[0][1]
    faults += _column_faults(name, header, columns, options)
    records = []
    for number, row in numbered[1:]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            faults.append(
                Fault(
                    file=name,
                    table="line",
                    index=number,
                    value=",".join(row),
                    rule=f"the row has {len(row)} cells where the header has {len(header)}",
                    remedy="put text that holds a comma in double quotes",
                )
            )
            continue
        cells = dict(zip(header, map(str.strip, row), strict=True))
        records.append(
            {"line": str(number)} | {column: cells.get(column, "") for column in (*columns, *options)}
        )
    return records if set(columns) <= set(header) else []


def _column_faults(
    name: str, header: list[str], columns: tuple[str, ...], options: tuple[str, ...]
) -> list[Fault]:
    """Return what is wrong with the first line of a table."""
    remedy = f"the first line must read {','.join(columns)}"
    if options:
        remedy += f", and may go on with {','.join(options)}"
    known = (*columns, *options)

    def fault(field: str, rule: str) -> Fault:
        return Fault(file=name, table="line", index=1, field=field, rule=rule, remedy=remedy)

    if not set(columns) & set(header):
        first = Fault(
            file=name,
            table="line",
            index=1,
            value=",".join(header),
            rule="there is no header, or its columns are not parted by commas",
            remedy=remedy,
        )
        return [first]
    missing = [fault(column, "the column is missing") for column in columns if column not in header]
    unknown = [fault(column, "the column is unknown") for column in header if column not in known]
    twice = [fault(column, "the column stands twice") for column in known if header.count(column) > 1]
    return missing + unknown + twice
