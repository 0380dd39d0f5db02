"""A network as GEXF, the format of Gephi, and back.

Nodes are places and lie where their longitude and latitude say (`UNITS_PER_DEGREE`, north up), so
that Gephi draws the map before any layout is run; edges are legs, coloured by risk. What is neither
stands in the head (``meta``), in elements of this program's own, which other readers skip. The head
names no day of writing: the same network gives the same bytes. Nothing is lost.

The version is 1.2, which every reader of GEXF knows (networkx: 1.3 only lately). See https://gexf.net.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .flat import COLUMNS, ColumnKind
from .guard.files import guarded_xml, refuse
from .looks import color_of_level, level_of_risk, level_starts, rgb, width_of_level
from .tables import leg_id, read_table, rows_to_flat
from .xml_cells import (
    child,
    children,
    escaped,
    full_cells,
    inner_text,
    local,
    read_row,
    table_json,
    told_about,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from .flat import FlatNetwork, Row

UNITS_PER_DEGREE = 100.0
_OWN = "urn:safepassage"
_BESIDE = ("dormant", "reports", "claims")
_TYPES = {ColumnKind.TEXT: "string", ColumnKind.NUMBER: "double", ColumnKind.FLAG: "boolean"}
_ENDS = ("from_place", "to_place")  # an edge's source and target
_ID = ("place",)  # a node's id
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">"""
# size in Gephi's units, colour
_KINDS = {
    "origin": (40, "#20262d"),
    "destination": (60, "#20262d"),
    "city": (30, "#8b949c"),
    "crossing": (24, "#c3c8cc"),
    "mission": (24, "#535c67"),
}


def flat_to_gexf(flat: FlatNetwork) -> str:
    """Return a network as GEXF text; an empty network is a graph without nodes.

    Examples
    --------
    >>> import io
    >>> import networkx as nx
    >>> import safepassage as sp
    >>> from routes.exchange.flat import network_to_flat
    >>> text = flat_to_gexf(network_to_flat(sp.load_network(2004)))
    >>> G = nx.read_gexf(io.BytesIO(text.encode()))
    >>> G.nodes["seoul"]["viz"]["position"]
    {'x': 12700.0, 'y': 3760.0, 'z': 0.0}
    """
    return "\n".join([_HEAD, *_meta(flat), *_graph(flat), "</gexf>", ""])


def _meta(flat: FlatNetwork) -> Iterator[str]:
    told = told_about(flat)
    yield "<meta>"
    yield "<creator>safepassage</creator>"
    yield f"<description>{escaped(' '.join(told.values()))}</description>"
    for name, text in flat.about.items():
        yield f'<about xmlns="{_OWN}" name="{escaped(name)}">{escaped(text)}</about>'
    for name in _BESIDE:
        yield f'<table xmlns="{_OWN}" name="{name}">{escaped(table_json(flat.table(name)))}</table>'
    yield "</meta>"


def _graph(flat: FlatNetwork) -> Iterator[str]:
    yield '<graph mode="static" defaultedgetype="directed">'
    yield from _attributes("node", "places", _ID)
    yield from _attributes("edge", "legs", _ENDS)
    yield "<nodes>"
    for row in flat.places:
        yield from _node(row)
    yield "</nodes>"
    yield "<edges>"
    starts = level_starts(flat)
    for row in flat.legs:
        yield from _edge(row, level_of_risk(row, starts))
    yield "</edges>"
    yield "</graph>"


def _attributes(element: str, table: str, without: tuple[str, ...]) -> Iterator[str]:
    yield f'<attributes class="{element}" mode="static">'
    for name, kind in COLUMNS[table].items():
        if name not in without:
            yield f'<attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>'
    yield "</attributes>"


def _node(row: Row) -> Iterator[str]:
    size, color = _KINDS.get(str(row["kind"]), _KINDS["city"])
    yield f'<node id="{escaped(str(row["place"]))}" label="{escaped(str(row["name"]))}">'
    yield from _values(row, _ID)
    x, y = (round(float(row[name] or 0) * UNITS_PER_DEGREE, 3) for name in ("lon", "lat"))
    yield f'<viz:position x="{x}" y="{y}" z="0.0"/>'
    yield f'<viz:size value="{size}"/>'
    yield _viz_color(color)
    yield "</node>"


def _edge(row: Row, level: str) -> Iterator[str]:
    source, target = (escaped(str(row[end])) for end in _ENDS)
    told = f'id="{escaped(leg_id(row))}" source="{source}" target="{target}"'
    yield f'<edge {told} label="{escaped(str(row["mode"]))}">'
    yield from _values(row, _ENDS)
    yield _viz_color(color_of_level(level))
    yield f'<viz:thickness value="{width_of_level(level)}"/>'
    yield "</edge>"


def _values(row: Row, without: tuple[str, ...]) -> Iterator[str]:
    yield "<attvalues>"
    for name, text in full_cells(row, without=without):
        yield f'<attvalue for="{escaped(name)}" value="{escaped(text)}"/>'
    yield "</attvalues>"


def _viz_color(color: str) -> str:
    red, green, blue = rgb(color)
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'


def gexf_to_flat(text: str, name: str = "the file") -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a GEXF text, and in words what of it was left out.

    Raises
    ------
    BadFileError
        If the text is no GEXF, or its graph is undirected.
    NetworkError
        If it holds no network of this program; Gephi drops what stands in the head, so a file that
        Gephi saved is none any more.
    """
    root = guarded_xml(text, name)
    graph = child(root, "graph")
    if local(root) != "gexf" or graph is None:
        refuse(name, "is XML, but no GEXF with a graph", "export it as GEXF")
    if graph.get("defaultedgetype") != "directed":
        refuse(name, "holds an undirected graph", "export it as a directed one: legs lead one way")
    meta = child(root, "meta")
    about, beside = ({}, {}) if meta is None else (_named(meta, "about"), _named(meta, "table"))
    tables = {table: read_table(beside.get(table, "[]"), table, name) for table in _BESIDE}
    nodes, edges = _titles(graph, "node"), _titles(graph, "edge")
    tables["places"] = [
        {"place": node.get("id"), **read_row("places", _cells(node, nodes, name), nodes.values())}
        for node in _members(graph, "nodes", "node")
    ]
    tables["legs"] = [
        {
            **dict(zip(_ENDS, (edge.get("source"), edge.get("target")), strict=True)),
            **read_row("legs", _cells(edge, edges, name), edges.values()),
        }
        for edge in _members(graph, "edges", "edge")
    ]
    return rows_to_flat(tables, about, name)


def _named(meta: Element, kind: str) -> dict[str, str]:
    return {element.get("name", ""): inner_text(element) for element in children(meta, kind)}


def _titles(graph: Element, kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attributes in children(graph, "attributes"):
        if attributes.get("class") == kind:
            found |= {a.get("id", ""): a.get("title", "") for a in children(attributes, "attribute")}
    return found


def _members(graph: Element, group: str, kind: str) -> Iterator[Element]:
    for members in children(graph, group):
        yield from children(members, kind)


def _cells(element: Element, titles: dict[str, str], file: str) -> Iterator[tuple[str, str]]:
    for values in children(element, "attvalues"):
        for value in children(values, "attvalue"):
            name = titles.get(value.get("for", ""))
            if not name:
                key = value.get("for")
                refuse(
                    file, f"has a value for '{key}', an attribute that it does not define", "export it again"
                )
            yield name, value.get("value", "")
