"""Writing a network as KML: folders, styles, balloons, and every cell as typed extended data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from geodata import UnknownNameError, country_name
from routes.exchange.antimeridian import geodesic_pieces
from routes.exchange.flat import COLUMNS, ColumnKind
from routes.exchange.looks import color_of_level, level_of_risk, level_starts, width_of_level
from routes.exchange.sections import crossing_section
from routes.exchange.xml_cells import (
    USE,
    about_rows,
    escaped,
    full_cells,
    inert_name,
    table_json,
    told_about,
)
from routes.risk import risk_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geodata import LonLat
    from routes.exchange.flat import FlatNetwork, Row

DRAWN = ("places", "legs", "dormant")  # tables whose rows are placemarks
BESIDE = ("reports", "claims")
_TYPES = {ColumnKind.TEXT: "string", ColumnKind.NUMBER: "double", ColumnKind.FLAG: "bool"}
_KINDS = {
    "origin": ("Places of departure", "ff2d2620", 1.0),
    "crossing": ("Border sections", "ffa69b8f", 0.7),
    "city": ("Cities", "ffffffff", 0.7),
    "mission": ("Diplomatic missions", "ff67c2c2", 0.7),
    "destination": ("Destinations", "ff2d2620", 1.3),
}
_GRADES = {
    "named": "Reports name both of its ends.",
    "partly": "Reports name one of its ends.",
    "inferred": "Reports name neither of its ends: it lies between places that they name.",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every leg is drawn on: the places by id, and from which risk index on each level holds."""

    places: Mapping[str, Row]
    starts: Mapping[str, float]


def flat_to_kml(flat: FlatNetwork) -> str:
    """Return a network as KML text; an empty network is a document with empty folders.

    Examples
    --------
    >>> import safepassage as sp
    >>> from routes.exchange.flat import network_to_flat
    >>> text = flat_to_kml(network_to_flat(sp.load_network(2004)))
    >>> text.count("<Placemark ") == text.count("</Placemark>")
    True
    """
    return "\n".join([_HEAD, "<Document>", *_lines(flat), "</Document>", "</kml>", ""])


def _lines(flat: FlatNetwork) -> Iterator[str]:
    told = told_about(flat)
    yield f"<name>{_inert(told['title'])}</name>"
    yield "<open>1</open>"
    yield f"<description>{_balloon(told.values())}</description>"
    yield from _styles(flat)
    yield "<ExtendedData>"
    for name, text in flat.about.items():
        yield _data(name, text)
    for name in BESIDE:
        yield _data(name, table_json(flat.table(name)))
    yield "</ExtendedData>"
    for table in DRAWN:
        yield f'<Schema name="{table}" id="{table}">'
        for name, kind in COLUMNS[table].items():
            yield f'<SimpleField type="{_TYPES[kind]}" name="{name}"/>'
        yield "</Schema>"
    closed = f"Known, but not open: as of {flat.about.get('as_of_text', '')}"
    ground = _Ground(places={str(row["place"]): row for row in flat.places}, starts=level_starts(flat))
    yield from _places(flat)
    yield from _legs(flat, ground)
    dormant = (_leg(ground, "dormant", n, row) for n, row in enumerate(flat.dormant))
    yield from _folder(closed, dormant, shown=False)


def _data(name: str, text: str) -> str:
    return f'<Data name="{escaped(name)}"><value>{escaped(text)}</value></Data>'


def _styles(flat: FlatNetwork) -> Iterator[str]:
    """Yield a style for each kind of place and each level of risk; none asks the web for a picture."""
    # only the description, already made inert: no directions to or from here, which the default offers
    html = escaped('<div style="white-space:pre-line">$[description]</div>')
    balloon = f"<BalloonStyle><text>{html}</text></BalloonStyle>"
    for kind, (_, color, scale) in _KINDS.items():
        yield f'<Style id="{kind}"><IconStyle><color>{color}</color><scale>{scale}</scale></IconStyle>'
        yield f"<LineStyle><color>{color}</color><width>6</width></LineStyle>{balloon}</Style>"
    for level in (*level_starts(flat), ""):
        color = color_of_level(level)
        red, green, blue = color[1:3], color[3:5], color[5:7]  # KML writes them the other way round
        yield f'<Style id="risk-{level or "shut"}"><LineStyle><color>ff{blue}{green}{red}</color>'
        yield f"<width>{width_of_level(level)}</width></LineStyle>{balloon}</Style>"


def _folder(name: str, placemarks: Iterable[Iterable[str]], *, shown: bool = True) -> Iterator[str]:
    yield "<Folder>"
    yield f"<name>{_inert(name)}</name>"
    if not shown:
        yield "<visibility>0</visibility>"
    for placemark in placemarks:
        yield from placemark
    yield "</Folder>"


# places


def _places(flat: FlatNetwork) -> Iterator[str]:
    reports = {str(row["id"]): str(row["citation"]) for row in flat.reports}
    for kind, (name, _, _) in _KINDS.items():
        rows = [(n, row) for n, row in enumerate(flat.places) if row["kind"] == kind]
        yield from _folder(name, (_place(n, row, reports) for n, row in rows))


def _place(number: int, row: Row, reports: dict[str, str]) -> Iterator[str]:
    crossing = row["kind"] == "crossing"
    name = str(row["name"])
    if crossing:
        name += f", section of the border {_country(row['country'])} - {_country(row['other_country'])}"
    about = [
        name,
        ", ".join(str(row[key]) for key in ("name_local", "name_ko") if row[key]),
        "" if crossing else _country(row["country"]),
        str(row["note"] or ""),
    ]
    for key, word in (("haven", "Not sent back from here, according to"), ("harms", "Harm is reported by")):
        cited = dict.fromkeys(reports.get(i.partition("#")[0], "") for i in str(row[key] or "").split("; "))
        sources = [citation for citation in cited if citation]
        about += [f"{word}:", *sources] if sources else []
    point = _coordinates([(float(row["lon"] or 0), float(row["lat"] or 0))])
    shape = (
        _line_strings(crossing_section(row))
        if crossing
        else f"<Point><coordinates>{point}</coordinates></Point>"
    )
    yield from _placemark("places", number, row, name, [*about, USE], str(row["kind"]), shape)


def _country(code: object) -> str:
    try:
        return country_name(str(code))
    except UnknownNameError:
        return str(code or "")


# legs


def _legs(flat: FlatNetwork, ground: _Ground) -> Iterator[str]:
    """Yield a folder for each family in the order of the legend, then what several share, then the rest."""
    names = {str(f.get("id")): str(f.get("name")) for f in about_rows(flat, "families")}
    order = {family: number for number, family in enumerate(names)}

    def place_of(number: int) -> tuple[int, str]:
        families = [f for f in str(flat.legs[number]["families"] or "").split("; ") if f]
        if len(families) != 1:
            return (len(order) + 1 + (not families), "")
        return (order.get(families[0], len(order)), families[0])

    numbers = sorted(range(len(flat.legs)), key=lambda n: (place_of(n), n))
    for (rank, family), some in groupby(numbers, key=place_of):
        shared = "Shared by several families" if rank == len(order) + 1 else "Of no named family"
        yield from _folder(
            names.get(family, family) or shared, (_leg(ground, "legs", n, flat.legs[n]) for n in some)
        )


def _leg(ground: _Ground, table: str, number: int, row: Row) -> Iterator[str]:
    u, v = (ground.places.get(str(row[end]), {}) for end in ("from_place", "to_place"))
    mode = str(row["mode"])
    by = "" if mode == "unspecified" else f" ({mode})"
    name = f"{u.get('name', row['from_place'])} \N{RIGHTWARDS ARROW} {v.get('name', row['to_place'])}{by}"
    level = level_of_risk(row, ground.starts)
    lines: list[list[LonLat]] = []
    if u and v:
        ends = [(float(end["lon"] or 0), float(end["lat"] or 0)) for end in (u, v)]
        lines = geodesic_pieces(ends[0], ends[1])
    shape = _line_strings(lines) if lines else ""
    yield from _placemark(
        table, number, row, name, _told_of_leg(name, row, level), f"risk-{level or 'shut'}", shape
    )


def _told_of_leg(name: str, row: Row, level: str) -> Iterator[str]:
    yield name
    if row.get("reason"):
        yield f"Not open: {row['reason']}."
    if level:
        index, low, high = (
            f"{risk_index(math.inf if row[key] is None else float(row[key] or 0)):.2g}"
            for key in ("risk_cost", "risk_low", "risk_high")
        )
        yield f"Risk index {index} ({low} to {high}), {level}."
    yield f"{row['length_km']:.0f} km, {row['days']:.1f} days of moving time."
    if row["border"]:
        yield f"Passes the border {row['border']}."
    yield _GRADES.get(str(row["evidence"]), "")
    yield f"Reported in use from {row['first_reported']} to {row['last_reported']}."
    if row["flags"]:
        yield f"Marked: {row['flags']}."
    yield "Sources:"
    yield str(row["citations"] or "")
    yield USE


def _placemark(
    table: str, number: int, row: Row, name: str, told: Iterable[str], style: str, shape: str
) -> Iterator[str]:
    yield f'<Placemark id="{table}-{number}">'
    yield f"<name>{_inert(name)}</name>"
    if table == "dormant":
        yield "<visibility>0</visibility>"
    yield '<Snippet maxLines="0"></Snippet>'
    yield f"<description>{_balloon(told)}</description>"
    yield f"<styleUrl>#{style}</styleUrl>"
    yield f'<ExtendedData><SchemaData schemaUrl="#{table}">'
    for column, text in full_cells(row):
        yield f'<SimpleData name="{escaped(column)}">{escaped(text)}</SimpleData>'
    yield "</SchemaData></ExtendedData>"
    if shape:
        yield shape
    yield "</Placemark>"


def _line_strings(lines: list[list[LonLat]]) -> str:
    told = [
        f"<LineString><tessellate>1</tessellate><coordinates>{_coordinates(line)}</coordinates></LineString>"
        for line in lines
    ]
    return told[0] if len(told) == 1 else f"<MultiGeometry>{''.join(told)}</MultiGeometry>"


def _coordinates(points: Iterable[LonLat]) -> str:
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in points)


def _inert(text: str) -> str:
    """Return a name in which nothing is markup or filled in, fit for an element."""
    return escaped(inert_name(text).replace("$[", "$ ["))


def _balloon(lines: Iterable[str]) -> str:
    """Return lines as HTML that shows them as they are, one a line, fit for an element."""
    text = "\n".join(line for line in lines if line)
    html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$[", "$ [")
    return escaped(html).replace("&#10;", "\n")
