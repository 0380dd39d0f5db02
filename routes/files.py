"""Reading the files of a dataset folder, before anything in them is believed.

This is the only place where dataset files are opened. Every fault of a file as a file (missing,
too large, no UTF-8, no TOML, wrong columns, a link that leads out of the folder) is collected,
none stops the others, so that one run tells all.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .faults import Fault

if TYPE_CHECKING:
    from pathlib import Path

MAX_REPORT_BYTES = 256 * 1024
MAX_FILE_BYTES = 4 * 1024 * 1024

PLACE_COLUMNS = (
    *("id", "name", "name_local", "name_ko", "variants", "country"),
    *("other_country", "kind", "lon", "lat", "note"),
)
LINE_COLUMNS = ("from", "to", "mode")

# Tab and line ends are text. Bidirectional overrides can make a sentence read as another one.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


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
    if not folder.is_dir():
        raw.faults.append(
            Fault(
                file=str(folder),
                rule="there is no such folder",
                remedy="give the folder that holds dataset.toml, or make one with 'safepassage new-dataset DIR'",
            )
        )
        return raw
    raw.dataset = _read_toml(folder, "dataset.toml", raw.faults, MAX_FILE_BYTES) or {}
    raw.places = _read_csv(folder, "places.csv", PLACE_COLUMNS, raw.faults)
    raw.lines = _read_csv(folder, "skeleton.csv", LINE_COLUMNS, raw.faults)
    paths = sorted((folder / "reports").glob("*.toml"))
    if not paths:
        raw.faults.append(
            Fault(
                file="reports/",
                rule="a dataset holds at least one report",
                remedy="add a file reports/ID.toml; docs/format.md shows one",
            )
        )
    for path in paths:
        table = _read_toml(folder, f"reports/{path.name}", raw.faults, MAX_REPORT_BYTES)
        if table is not None:
            raw.reports[path.stem] = table
    return raw


def _read_text(folder: Path, name: str, faults: list[Fault], max_bytes: int) -> str | None:
    """Return the text of a file, or add the fault that keeps it from being read."""
    path = folder / name

    def refuse(rule: str, remedy: str, value: str = "") -> None:
        faults.append(Fault(file=name, value=value, rule=rule, remedy=remedy))

    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            refuse("the file is a link that leads out of the dataset", "put a copy of the file in its place")
            return None
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        refuse("the file is missing", "docs/format.md shows what it holds")
        return None
    except OSError as error:
        refuse(f"the file cannot be read ({error.strerror})", "check its permissions")
        return None
    if len(data) > max_bytes:
        refuse(f"the file is larger than {max_bytes // 1024} KiB", "split it, or shorten its notes")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(
            f"byte {error.start} is not UTF-8",
            "save the file as UTF-8 (it may be Latin-1 or a spreadsheet's own encoding)",
            value=data[max(0, error.start - 10) : error.start + 1].decode("latin-1"),
        )
        return None


def _read_toml(folder: Path, name: str, faults: list[Fault], max_bytes: int) -> dict[str, Any] | None:
    text = _read_text(folder, name, faults, max_bytes)
    if text is None:
        return None
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(
            Fault(
                file=name,
                rule=f"the file is no TOML ({str(error) or 'nested too deeply'})",
                remedy="text stands in quotes, tables in [[double brackets]]; see docs/format.md",
            )
        )
        return None


def _read_csv(folder: Path, name: str, columns: tuple[str, ...], faults: list[Fault]) -> list[dict[str, str]]:
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
    for column in columns:
        if column not in header:
            faults.append(
                Fault(
                    file=name,
                    field=column,
                    rule="the column is missing",
                    remedy=f"the first line must read {','.join(columns)}",
                )
            )
    for column in header:
        if column not in columns or header.count(column) > 1:
            faults.append(
                Fault(
                    file=name,
                    field=column,
                    rule="the column is unknown" if column not in columns else "the column stands twice",
                    remedy=f"the first line must read {','.join(columns)}",
                )
            )
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
        records.append({**dict(zip(header, map(str.strip, row), strict=True)), "line": str(number)})
    return records if all(column in header for column in columns) else []
