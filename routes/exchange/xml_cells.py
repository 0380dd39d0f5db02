"""Cells of a network in XML: what GraphML, GEXF and KML have in common.

A cell is the text of an element or an attribute, a number with all its digits, a flag as "true" or
"false"; an empty cell (`None`) is left out, an empty text is not. Tables for which a format has no
place of its own are JSON text, one list of rows. Every text of a dataset passes `escaped`, whatever
it holds: markup of a claim must stay a claim.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .flat import COLUMNS, ColumnKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from .flat import Cell, FlatNetwork, Row

USE = "Past reports, not advice: not for navigation, not for enforcement."

# Line ends and tabs would be taken for blanks in an attribute, a carriage return for a line end.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_ANGLES = str.maketrans(
    "<>", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def escaped(text: str) -> str:
    """Return a text fit for an element or an attribute in double quotes, from which it reads back the same.

    The few characters that XML cannot hold at all become the replacement character.

    Examples
    --------
    >>> escaped('a < b & "c"')
    'a &lt; b &amp; &quot;c&quot;'
    """
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text).translate(_ESCAPES)


def cell_text(cell: Cell) -> str:
    """Return a cell that is not empty as text.

    Examples
    --------
    >>> cell_text(0.1), cell_text(True), cell_text("a")
    ('0.1', 'true', 'a')
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell if isinstance(cell, str) else repr(cell)


def read_cell(text: str, kind: ColumnKind) -> Cell:
    """Return the cell that a text stands for; what is no number or flag stays text, to be refused as such.

    Examples
    --------
    >>> read_cell("0.5", ColumnKind.NUMBER), read_cell("half", ColumnKind.NUMBER)
    (0.5, 'half')
    """
    if kind is ColumnKind.NUMBER and _NUMBER.fullmatch(text.strip()):
        return float(text)
    if kind is ColumnKind.FLAG:
        return _FLAGS.get(text.strip().lower(), text)
    return text


def read_row(table: str, cells: Iterable[tuple[str, str]], columns: Iterable[str]) -> Row:
    """Return a row of a table from names of columns and texts.

    Of the ``columns`` that the file declares, those without a text are empty. What another program added
    stays text.
    """
    kinds = COLUMNS[table]
    row: Row = {name: None for name in columns if name in kinds}
    return row | {name: read_cell(text, kinds.get(name, ColumnKind.TEXT)) for name, text in cells}


def full_cells(row: Mapping[str, Cell], *, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row that are not empty, by column, as text that is not yet escaped."""
    return ((name, cell_text(cell)) for name, cell in row.items() if cell is not None and name not in without)


def table_json(rows: Iterable[Row]) -> str:
    """Return the rows of a table as JSON text, one row a line, in which XML finds nothing to refuse."""
    lines = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    told = "[" + ",\n".join(lines) + "]"
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", told)


def inert_name(text: str) -> str:
    """Return a text in one line whose angle brackets no program takes for markup.

    Examples
    --------
    >>> set("<>") & set(inert_name("routes of <b>2004</b>"))
    set()
    """
    return " ".join(text.translate(_ANGLES).split())


def told_about(flat: FlatNetwork) -> dict[str, str]:
    """Return in words what a reader of a file must know of it: title, date, source, licence, use.

    An entry of the network that cannot be read is left out.
    """
    info = _table(flat.about.get("dataset"))
    supposed = _list(flat.about.get("scenario"))
    told = {
        "title": f"{info.get('title', 'Network')}, as of {flat.about.get('as_of_text', '')}",
        "scenario": f"Supposed: {'; '.join(supposed)}." if supposed else "",
        "version": f"Dataset version {flat.about.get('version', '')}, {info.get('licence', '')}.",
        "citation": f"Cite as: {info.get('citation', '')}",
        "protection": str(info.get("people_at_risk_reason", "")),
        "use": USE,
        "risk": "Risk is the chance of being forcibly returned on one use of a leg, as published reports "
        "put it in words; it is a stated assumption, not a measured probability.",
        "contact": f"Corrections: {info.get('contact', '')}",
    }
    return {name: " ".join(text.split()) for name, text in told.items() if text}


def _table(text: str | None) -> dict[str, Any]:
    found = _read(text)
    return found if isinstance(found, dict) else {}


def _list(text: str | None) -> list[str]:
    found = _read(text)
    return [str(item) for item in found] if isinstance(found, list) else []


def about_table(flat: FlatNetwork, name: str) -> dict[str, Any]:
    """Return an entry of ``about`` that is a table, empty if it is none."""
    return _table(flat.about.get(name))


def about_rows(flat: FlatNetwork, name: str) -> list[dict[str, Any]]:
    """Return an entry of ``about`` that is a list of tables, without what is none."""
    found = _read(flat.about.get(name))
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _read(text: str | None) -> object:
    try:
        return json.loads(text or "null")
    except (ValueError, RecursionError):
        return None


# reading elements whatever their namespace: programs disagree on the version in it


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of an element that have a name, in any namespace."""
    return (child for child in element if local(child) == name)


def child(element: Element, name: str) -> Element | None:
    """Return the first child of an element that has a name, in any namespace."""
    return next(children(element, name), None)


def inner_text(element: Element) -> str:
    """Return the text of an element, without that of its children."""
    return element.text or ""
