"""A network as GraphML, and back: nodes are places, edges are legs, their data the columns.

Any program that reads GraphML (networkx, igraph, Gephi, yEd, Cytoscape) gets numbers as numbers. What
is neither node nor edge stands in the data of the graph: dormant legs, reports and claims as JSON
text, and what the network says of itself under the names that it has in the program. An edge's id
is its ends and its mode, so that parallel legs stay apart. Nothing is lost.

See http://graphml.graphdrawing.org/specification.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .flat import COLUMNS, ColumnKind
from .guard.files import guarded_xml, refuse
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

    from .flat import FlatNetwork

_BESIDE = ("dormant", "reports", "claims")
_TYPES = {ColumnKind.TEXT: "string", ColumnKind.NUMBER: "double", ColumnKind.FLAG: "boolean"}
_ENDS = ("from_place", "to_place")  # an edge's source and target
_ID = ("place",)  # a node's id
_OF = {"node": "places", "edge": "legs"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"""


def flat_to_graphml(flat: FlatNetwork) -> str:
    """Return a network as GraphML text; an empty network is a graph without nodes.

    Examples
    --------
    >>> import networkx as nx
    >>> import safepassage as sp
    >>> from routes.exchange.flat import network_to_flat
    >>> G = nx.parse_graphml(flat_to_graphml(network_to_flat(sp.load_network(2004))))
    >>> G.nodes["seoul"]["lat"], G.graph["as_of"]
    (37.6, '2004-07-01')
    """
    return "\n".join([_HEAD, *_lines(flat), "</graphml>", ""])


def _lines(flat: FlatNetwork) -> Iterator[str]:
    yield f"<desc>{escaped(' '.join(told_about(flat).values()))}</desc>"
    for element, table in _OF.items():
        for name, kind in COLUMNS[table].items():
            if name not in (_ID if element == "node" else _ENDS):
                yield _key(element, name, kind)
    for name in (*flat.about, *_BESIDE):
        yield _key("graph", name, ColumnKind.TEXT)
    yield '<graph id="network" edgedefault="directed">'
    for name, text in flat.about.items():
        yield _data("graph", name, text)
    for name in _BESIDE:
        yield _data("graph", name, table_json(flat.table(name)))
    for row in flat.places:
        yield f'<node id="{escaped(str(row["place"]))}">'
        yield from (_data("node", name, text) for name, text in full_cells(row, without=_ID))
        yield "</node>"
    for row in flat.legs:
        source, target = (escaped(str(row[end])) for end in _ENDS)
        yield f'<edge id="{escaped(leg_id(row))}" source="{source}" target="{target}">'
        yield from (_data("edge", name, text) for name, text in full_cells(row, without=_ENDS))
        yield "</edge>"
    yield "</graph>"


def _key(element: str, name: str, kind: ColumnKind) -> str:
    told = escaped(name)
    return f'<key id="{element}.{told}" for="{element}" attr.name="{told}" attr.type="{_TYPES[kind]}"/>'


def _data(element: str, name: str, text: str) -> str:
    return f'<data key="{element}.{escaped(name)}">{escaped(text)}</data>'


def graphml_to_flat(text: str, name: str = "the file") -> tuple[FlatNetwork, tuple[str, ...]]:
    """Return the network in a GraphML text, and in words what of it was left out.

    Keys are known by their names, whatever ids another program gave them.

    Raises
    ------
    BadFileError
        If the text is no GraphML, or its graph is undirected.
    NetworkError
        If it holds no network of this program.
    """
    root = guarded_xml(text, name)
    graph = child(root, "graph")
    if local(root) != "graphml" or graph is None:
        refuse(name, "is XML, but no GraphML with a graph", "export it as GraphML")
    if graph.get("edgedefault") != "directed":
        refuse(name, "holds an undirected graph", "export it as a directed one: legs lead one way")
    keys = {key.get("id"): key.get("attr.name") for key in children(root, "key")}
    columns = {
        element: [
            key.get("attr.name", "") for key in children(root, "key") if key.get("for") in (element, "all")
        ]
        for element in _OF
    }
    about = dict(_cells(graph, keys, name))
    tables = {table: read_table(about.pop(table, "[]"), table, name) for table in _BESIDE}
    tables["places"] = [
        {"place": node.get("id"), **read_row("places", _cells(node, keys, name), columns["node"])}
        for node in children(graph, "node")
    ]
    tables["legs"] = [
        {
            **dict(zip(_ENDS, (edge.get("source"), edge.get("target")), strict=True)),
            **read_row("legs", _cells(edge, keys, name), columns["edge"]),
        }
        for edge in children(graph, "edge")
    ]
    return rows_to_flat(tables, about, name)


def _cells(element: Element, keys: dict[str | None, str | None], file: str) -> Iterator[tuple[str, str]]:
    for data in children(element, "data"):
        name = keys.get(data.get("key"))
        if name is None:
            key = data.get("key")
            refuse(file, f"has data under the key '{key}', which it does not define", "export it again")
        yield name, inner_text(data)
