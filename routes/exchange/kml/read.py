"""Reading a network back from KML: each placemark says itself of which table it is which row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routes.exchange.guard.files import guarded_xml, refuse
from routes.exchange.tables import read_table, rows_to_flat
from routes.exchange.xml_cells import child, children, inner_text, local, read_row

from .write import BESIDE, DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from routes.exchange.flat import FlatNetwork, Row

_NUMBER = re.compile(r"-([0-9]{1,9})\Z")


def kml_to_flat(text: str, name: str = "the file") -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a KML text, and in words what of it was left out.

    Folders and the order of placemarks do not matter: each says itself which row it is.

    Raises
    ------
    BadFileError
        If the text is no KML.
    NetworkError
        If it holds no network of this program.
    """
    root = guarded_xml(text, name)
    document = child(root, "Document")
    if local(root) != "kml" or document is None:
        refuse(name, "is XML, but no KML with a document", "export it as KML")
    data = child(document, "ExtendedData")
    about: dict[str, str] = {} if data is None else dict(_values(data))
    tables = {table: read_table(about.pop(table, "[]"), table, name) for table in BESIDE}
    columns = {
        str(schema.get("id")): [field.get("name", "") for field in children(schema, "SimpleField")]
        for schema in children(document, "Schema")
    }
    found: dict[str, list[tuple[int, Row, tuple[float, float] | None]]] = {table: [] for table in DRAWN}
    strange = 0
    for placemark in (element for element in document.iter() if local(element) == "Placemark"):
        table, cells = _row(placemark)
        if table not in found:
            strange += 1
            continue
        number = _NUMBER.search(placemark.get("id", ""))
        row = read_row(table, cells, columns.get(table, ()))
        found[table].append((int(number[1]) if number else 10**9, row, _point(placemark)))
    ordered = {table: sorted(rows, key=lambda item: item[0]) for table, rows in found.items()}
    tables |= {table: [dict(row) for _, row, _ in rows] for table, rows in ordered.items()}
    # a crossing is drawn on its border, other places where they lie
    drawn = [None if row.get("kind") == "crossing" else point for _, row, point in ordered["places"]]
    flat, notices = rows_to_flat(tables, about, name, drawn)
    if strange:
        what = "1 placemark that is" if strange == 1 else f"{strange} placemarks that are"
        notices = (*notices, f"{what} no part of the network left out of {name}")
    return flat, notices


def _values(data: Element) -> Iterator[tuple[str, str]]:
    for entry in children(data, "Data"):
        value = child(entry, "value")
        yield entry.get("name", ""), "" if value is None else inner_text(value)


def _row(placemark: Element) -> tuple[str, list[tuple[str, str]]]:
    """Return the table to which a placemark belongs, and its cells; an empty name for one of another's."""
    data = child(placemark, "ExtendedData")
    cells = None if data is None else child(data, "SchemaData")
    if cells is None:
        return "", []
    table = cells.get("schemaUrl", "").rpartition("#")[2]
    return table, [(cell.get("name", ""), inner_text(cell)) for cell in children(cells, "SimpleData")]


def _point(placemark: Element) -> tuple[float, float] | None:
    point = child(placemark, "Point")
    told = None if point is None else child(point, "coordinates")
    match re.split(r"[\s,]+", inner_text(told).strip()) if told is not None else []:
        case [lon, lat, *_]:
            try:
                return float(lon), float(lat)
            except ValueError:
                return None
    return None
