"""Reading what in a Flee instance depends on days: ``closures.csv`` and ``sim_period.csv``."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from routes.faults import shown

from .records import CLOSURES, PERIOD, Closure, RemarkKind
from .tables import Columns, Notes, read_number, read_table

if TYPE_CHECKING:
    from pathlib import Path

CLOSURE_TYPES = ("country", "location", "camp", "link")
MAX_DAYS = 36_525

_CLOSURE_COLUMNS: Columns = {
    "closure_type": ("closure_type", "type"),
    "name1": ("name1",),
    "name2": ("name2",),
    "closure_start": ("closure_start", "start"),
    "closure_end": ("closure_end", "end"),
}
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def read_closures(folder: Path, notes: Notes) -> tuple[Closure, ...]:
    """Return the closures that have a known type and readable days; without the file, none."""
    if not (folder / CLOSURES).exists():
        notes.add(RemarkKind.NOTED, "there is no such file: nothing is ever closed", CLOSURES)
        return ()
    found = []
    for row in read_table(folder, CLOSURES, _CLOSURE_COLUMNS, notes):
        cells = row.cells
        kind = cells["closure_type"].lower()
        if kind not in CLOSURE_TYPES:
            text = f"'{shown(kind)}' is no closure that is read here (known: {', '.join(CLOSURE_TYPES)})"
            if kind == "remove_forced_redirection":
                text = f"{kind}: forced redirection is a rule of movement, which is not read"
            notes.add(RemarkKind.DROPPED, text, CLOSURES, row.line)
            continue
        start, end = _day_number(cells["closure_start"]), _day_number(cells["closure_end"])
        if start is None or (end is None and cells["closure_end"]):
            days = f"'{shown(cells['closure_start'])}' to '{shown(cells['closure_end'])}'"
            notes.add(RemarkKind.DROPPED, f"days {days} are no whole numbers", CLOSURES, row.line)
            continue
        names = cells["name1"], cells["name2"]
        found.append(Closure(line=row.line, type=kind, name1=names[0], name2=names[1], start=start, end=end))
    return tuple(found)


def _day_number(text: str) -> int | None:
    """Return a whole number of days; None if the text is none."""
    number = read_number(text)
    return int(number) if number is not None and number.is_integer() else None


def read_period(folder: Path, notes: Notes) -> tuple[dt.date | None, int | None]:
    """Return first day and length of the period; None for what the folder does not tell."""
    if not (folder / PERIOD).exists():
        return None, None
    found: dict[str, tuple[str, int]] = {}
    for row in read_table(folder, PERIOD, {"key": (), "value": ()}, notes):
        word, text = row.cells["key"].lower().replace("_", ""), row.cells["value"]
        if word not in {"startdate", "length"}:
            notes.add(RemarkKind.DROPPED, f"'{shown(word)}' ('{shown(text)}') is not read", PERIOD, row.line)
        elif word in found:
            told = f"{row.cells['key']} stands in line {found[word][1]} already, which counts"
            notes.add(RemarkKind.DROPPED, told, PERIOD, row.line)
        else:
            found[word] = text, row.line
    text, line = found.get("startdate", ("", None))
    start = read_day(text)
    if start is None:
        notes.add(RemarkKind.DROPPED, f"StartDate '{shown(text)}' is no date like 2015-05-01", PERIOD, line)
    text, line = found.get("length", ("", None))
    number = read_number(text)
    if number is None or not (number.is_integer() and 1 <= number <= MAX_DAYS):
        notes.add(RemarkKind.DROPPED, f"Length '{shown(text)}' is no number of days", PERIOD, line)
        return start, None
    return start, int(number)


def read_day(text: str) -> dt.date | None:
    """Return a date like 2015-05-01; None if the text is none.

    Examples
    --------
    >>> read_day("2015-5-1"), read_day("May")
    (datetime.date(2015, 5, 1), None)
    """
    match = _DATE.fullmatch(text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
