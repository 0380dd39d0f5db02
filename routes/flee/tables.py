"""The comma-separated files of Flee in all the spellings that occur.

Flee reads columns by their position and takes every line that begins with ``#`` for a comment. Files in the
wild have a header with or without ``#``, or none; cells in quotes or not; blanks round them; line ends of
Windows; more columns than Flee knows, or fewer; semicolons. Columns are taken by the header where it names
them, else by their position.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from routes.dataset.files import read_bytes
from routes.faults import Fault, shown

from .records import FleeError, Remark, RemarkKind

MAX_BYTES = 16 * 1024 * 1024
MAX_CELL = 200
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
# Control characters and bidirectional overrides: the format of datasets refuses them.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")

_LINE_END = re.compile(r"\r\n|\n|\r")
NUMBER = re.compile(r"[+-]?[0-9]{0,20}[.,]?[0-9]{1,20}(?:[eE][+-]?[0-9]{1,3})?")

Columns = Mapping[str, tuple[str, ...]]
"""The columns of a file in Flee's order, each with the words by which headers call it."""


@dataclass(slots=True)
class Notes:
    """The remarks collected while reading."""

    remarks: list[Remark] = field(default_factory=list)

    def add(self, kind: RemarkKind, text: str, file: str = "", line: int | None = None) -> None:
        """Keep one remark."""
        self.remarks.append(Remark(kind=kind, text=text, file=file, line=line))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, empty where it has none."""

    line: int
    cells: dict[str, str]


def read_table(folder: Path, name: str, columns: Columns, notes: Notes) -> list[Row]:
    """Return the rows of a file, without header, comments and empty lines.

    A file without rows gives an empty list.

    Raises
    ------
    FleeError
        If the file is missing, cannot be read or is no text.
    """
    text = _read_text(folder, name, notes)
    bare = _bare(text)
    separator = max(_SEPARATORS, key=bare.count)  # commas where there are none of all
    if separator != ",":
        notes.add(RemarkKind.REPAIRED, f"cells are parted by {_SEPARATORS[separator]}, not commas", name)
    if re.search(rf"{separator} +[^ \n]", bare):
        notes.add(RemarkKind.REPAIRED, f"blanks after {_SEPARATORS[separator]} are cut", name)
    order: dict[str, int] = {column: at for at, column in enumerate(columns)}
    width = len(columns)
    rows: list[Row] = []
    headed = False
    for line, cells in _split(text, separator, name, notes):
        marked = cells[0].lstrip().startswith("#")
        words = [_word(cell) for cell in cells]
        if not rows and not headed and _is_header(words, columns):
            headed = True
            order = _order(words, columns, name, line, notes)
            width = max(width, len(words))  # what is not read of these is told of the header
            if not marked:
                notes.add(RemarkKind.REPAIRED, "a header without '#', which Flee reads as data", name, line)
        elif marked:
            notes.add(RemarkKind.DROPPED, f"a comment: '{shown(separator.join(cells))}'", name, line)
        else:
            fit = _fit(cells, name, line, notes)
            by_column = dict.fromkeys(columns, "")
            by_column |= {c: fit[at] for c, at in order.items() if at < len(fit)}
            rows.append(Row(line, by_column))
            if beyond := [f"'{shown(cell)}'" for cell in fit[width:] if cell]:
                told = f"cells behind the last column are not read: {', '.join(beyond[:5])}"
                notes.add(RemarkKind.DROPPED, told, name, line)
    return rows


def _split(text: str, separator: str, name: str, notes: Notes) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that has any, with its number.

    Names in these files have no line ends, so a quote that is never closed costs its own line and no others.
    """
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = raw
        if line.count('"') % 2:
            told = f"a quote stands alone in '{shown(line)}': read without quotes"
            notes.add(RemarkKind.REPAIRED, told, name, number)
            line = line.replace('"', "")
        try:
            cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
        except csv.Error as error:
            raise FleeError(f"{name}, line {number}: this is no table ({error}); save it as CSV") from None
        if any(map(str.strip, cells)):
            yield number, cells


def _read_text(folder: Path, name: str, notes: Notes) -> str:
    faults: list[Fault] = []
    data = read_bytes(folder, name, faults, MAX_BYTES)
    if data is None:
        told = faults[0]
        remedy = "name the folder that holds it" if told.rule == "the file is missing" else told.remedy
        raise FleeError(f"{name}: {told.rule}; {remedy}")
    if b"\x00" in data:
        raise FleeError(f"{name} holds NUL bytes, so it is no text; save it as CSV in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.add(RemarkKind.REPAIRED, "not in UTF-8: read as Windows-1252; check names with accents", name)
        return data.decode("cp1252", errors="replace")


def _bare(text: str) -> str:
    """Return the lines of a table without comments and without what stands in quotes.

    What parts its cells is the most frequent mark that is left: beside semicolons stand decimal commas, too.
    """
    lines = [line for line in _LINE_END.split(text) if not line.startswith("#")]
    return re.sub(r'"[^"\n]*"', "", "\n".join(lines))


def _word(cell: str) -> str:
    """Return a cell as a header would name a column: ``#"Name1"`` is ``name1``."""
    bare = cell.strip().lstrip("#").strip().strip("\"'").strip().lower()
    return re.sub(r"[\s-]+", "_", bare)


def _is_header(words: Sequence[str], columns: Columns) -> bool:
    """Return whether the first line names columns: its first cell and one more do."""
    known = [set(called) for called in columns.values()]
    found = sum(any(word in called for called in known) for word in words)
    return bool(words) and any(words[0] in called for called in known) and found >= 2


def _order(words: Sequence[str], columns: Columns, name: str, line: int, notes: Notes) -> dict[str, int]:
    """Return at which position each column stands, as the header says, else as Flee has it."""
    named: dict[str, int] = {}
    for at, word in enumerate(words):
        column = next((c for c, called in columns.items() if word in called and c not in named), None)
        if column:
            named[column] = at
    places = [named[column] for column in columns if column in named]
    if places != sorted(places):
        text = "columns are taken as the header names them; Flee itself goes by their position"
        notes.add(RemarkKind.NOTED, text, name, line)
    taken = set(named.values())
    by_place = {c: at for at, c in enumerate(columns) if c not in named and at not in taken}
    for at, word in enumerate(words):
        meant = next((c for c, place in by_place.items() if place == at), None)
        if word and meant:
            notes.add(RemarkKind.NOTED, f"column '{shown(word)}' is read as {meant}", name, line)
        elif word and at not in taken:
            notes.add(RemarkKind.DROPPED, f"column '{shown(word)}' is not read", name, line)
    return named | by_place


def _fit(cells: Sequence[str], name: str, line: int, notes: Notes) -> list[str]:
    """Return cells without blanks round them and without characters that no dataset may hold."""
    fitted = []
    for cell in cells:
        bare = cell.strip()
        fit = _UNFIT.sub(" ", bare).strip()[:MAX_CELL]
        if fit != bare:
            notes.add(RemarkKind.REPAIRED, f"'{shown(bare)}' is read as '{shown(fit)}'", name, line)
        elif bare != cell and bare:
            notes.add(RemarkKind.REPAIRED, f"blanks round '{shown(bare)}' are cut", name, line)
        fitted.append(fit)
    return fitted


def read_number(text: str) -> float | None:
    """Return a finite number, with a decimal point or comma; None if the text is none."""
    if not NUMBER.fullmatch(text):  # float() would also take 1_000, nan and digits of other scripts
        return None
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) else None
