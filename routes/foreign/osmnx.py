"""Street networks as OSMnx makes them, as networks of this program.

OSMnx keeps a street network as an ``nx.MultiDiGraph``: nodes with ``x`` and ``y``, edges ``u, v, key`` with
``length`` in metres and OpenStreetMap's tags, the CRS in ``graph["crs"]``. A street that may be used both
ways is two edges, so ``oneway`` needs no reading. OSMnx itself is not needed here: the graph says it all.

A key of this program's networks is a mode, so that of several edges of one mode between the same two
nodes only the shortest can stay; notices tell what was left out. Shapes of streets are not kept.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from geodata import Place, PlaceKind
from routes.dataset.values import read_country, read_number, read_word
from routes.exchange.flat.cells import plain
from routes.exchange.flat.read import refused
from routes.faults import ClaimError
from routes.words import TravelMode

from .assemble import Assembly, assemble, kept_coarse
from .crossings import TableLeg
from .positions import WGS84, read_position
from .rows import id_in, mark
from .sources import read_source
from .tables import default_risk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from routes.faults import Fault
    from routes.records import Report, RiskModel

    from .sources import Source

# Values of the tag highway that are not for vehicles: https://wiki.openstreetmap.org/wiki/Key:highway
_ON_FOOT = {"footway", "path", "pedestrian", "steps", "bridleway", "corridor", "track", "via_ferrata"}
_MAX_METRES = 1e8
_KM_DIGITS = 6  # a street may be shorter than a metre
_DEGREE_DIGITS = 7  # a centimetre: what projecting there and back leaves is less


def network_from_osmnx(
    graph: nx.MultiDiGraph[Any],
    *,
    today: dt.date,
    source: Report | Source | None = None,
    country: str | Mapping[Any, str] = "",
    mode: str | None = None,
    origins: Sequence[Any] = (),
    destinations: Sequence[Any] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
) -> nx.MultiDiGraph[str]:
    """Return the network that a street network of OSMnx describes; the graph is not changed.

    ``today`` is the day against which the five-year rule of protection is applied. The other
    parameters are told at the front door, `safepassage.network_from_osmnx`, which knows the day.
    The ids of nodes become text. Lengths are those of the streets in km, at whatever point a coarse
    network draws their ends.

    Raises
    ------
    NetworkError
        If the graph does not keep the conventions of OSMnx, or its source cannot be cited; tells every fault.

    Examples
    --------
    >>> import datetime as dt
    >>> import networkx as nx
    >>> from routes import Source
    >>> streets = nx.MultiDiGraph(crs="EPSG:4326")
    >>> streets.add_node(1, x=100.0, y=10.0)
    >>> streets.add_node(2, x=100.1, y=10.0)
    >>> streets.add_edge(1, 2, length=11_500.0, highway="primary")
    0
    >>> source = Source(publisher="OpenStreetMap contributors", title="Streets", date=2015)
    >>> G = network_from_osmnx(streets, source=source, country="THA", today=dt.date(2026, 1, 1))
    >>> G.edges["1", "2", "road"]["length_km"]
    11.5
    """
    how = Assembly(
        report=read_source(source),
        model=risk or default_risk(),
        today=today,
        people_at_risk_reason=people_at_risk_reason,
    )
    faults = how.protection_faults()
    if not (graph.is_multigraph() and graph.is_directed()):
        remedy = "hand in the graph as OSMnx makes it, before it is made undirected"
        error = ClaimError(type(graph).__name__, "is no MultiDiGraph", remedy)
        raise refused([error.at("graph")], "the street network has")
    ids, places = _places(graph, country, faults)
    for kind, wanted in ((PlaceKind.ORIGIN, origins), (PlaceKind.DESTINATION, destinations)):
        mark(places, kind, [str(node) for node in wanted], faults)
    legs, notices = _legs(graph, ids, mode, faults)
    if faults:
        raise refused(faults, "the street network has")
    places, rounded = kept_coarse(places, how)
    return assemble(places, legs, how, [*notices, *rounded])


def _places(
    graph: nx.MultiDiGraph[Any], country: str | Mapping[Any, str], faults: list[Fault]
) -> tuple[dict[Any, str], dict[str, Place]]:
    """Return the ids of nodes here, and the places by these ids."""
    to_degrees = _projection(graph, faults)
    ids: dict[Any, str] = {}
    places: dict[str, Place] = {}
    for node, data in graph.nodes(data=True):
        errors = []
        place = ""
        try:
            place, _ = id_in(plain(node))
            if place in places:
                rule = f"is the id '{place}' here, which another node has too"
                errors.append(ClaimError(node, rule, "give each node an id of its own"))
        except ClaimError as error:
            errors.append(error)
        said = country if isinstance(country, str) else country.get(node, "")
        try:
            code = read_country(data.get("country") or said)
        except ClaimError as error:
            remedy = "say country= for all nodes, or give them an attribute country"
            errors.append(ClaimError(error.value, error.rule, remedy, field="country"))
        faults += [error.at("nodes", f"node {node}") for error in errors]
        x, y = to_degrees(data.get("x"), data.get("y"))
        lonlat = read_position(x, y, ("nodes", f"node {node}", None), faults)
        if lonlat and not errors:
            lon, lat = lonlat
            name = data.get("name")
            named = name if isinstance(name, str) and name.strip() else str(node)
            ids[node] = place
            places[place] = Place(
                id=place, name=named[:200], country=code, kind=PlaceKind.CITY, lon=lon, lat=lat
            )
    return ids, places


def _projection(
    graph: nx.MultiDiGraph[Any], faults: list[Fault]
) -> Callable[[object, object], tuple[object, object]]:
    """Return how the coordinates of a graph become degrees."""
    from pyproj import CRS, Transformer  # noqa: PLC0415 - heavy
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    told = graph.graph.get("crs")
    try:
        crs = CRS.from_user_input(told)
    except CRSError:
        remedy = f'say in what CRS x and y are: graph.graph["crs"] = "{WGS84}"'
        rule = "the graph has no CRS" if told is None else "is no CRS"
        faults.append(ClaimError("" if told is None else told, rule, remedy, field="crs").at("graph"))
        return lambda x, y: (x, y)
    if crs == CRS.from_user_input(WGS84):
        return lambda x, y: (x, y)
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)

    def to_degrees(x: object, y: object) -> tuple[object, object]:
        if isinstance(x, int | float) and isinstance(y, int | float):
            lon, lat = transformer.transform(x, y)
            return round(float(lon), _DEGREE_DIGITS), round(float(lat), _DEGREE_DIGITS)
        return x, y

    return to_degrees


def _legs(
    graph: nx.MultiDiGraph[Any], ids: Mapping[Any, str], mode: str | None, faults: list[Fault]
) -> tuple[list[TableLeg], list[str]]:
    """Return the legs, of parallel ones of one mode the shortest, and what was left out, in words."""
    shortest: dict[tuple[str, str, TravelMode], tuple[str, TableLeg]] = {}
    loops, parallel = [], []
    for u, v, key, data in graph.edges(keys=True, data=True):
        edge = f"{u}-{v}-{key}"
        km, how, errors = _read_edge(data, mode)
        faults += [error.at("edges", f"edge {edge}") for error in errors]
        if u == v:
            loops.append(edge)
        if errors or u == v or u not in ids or v not in ids:
            continue
        leg = TableLeg(told_in=f"Edge {edge} of the graph", u=ids[u], v=ids[v], mode=how, length_km=km)
        other_edge, other = shortest.setdefault((leg.u, leg.v, how), (edge, leg))
        if other is not leg:
            longer = edge
            if km < other.length_km:
                shortest[leg.u, leg.v, how], longer = (edge, leg), other_edge
            parallel.append(longer)
    notices = []
    if parallel:
        notices.append(f"of parallel edges of one mode the shortest stayed; left out: {_some(parallel)}")
    if loops:
        notices.append(f"edges that lead back to their own start were left out: {_some(loops)}")
    # In one order, whatever that of the edges: claims are numbered by it.
    return [leg for _, (_, leg) in sorted(shortest.items())], notices


def _read_edge(data: Mapping[str, Any], mode: str | None) -> tuple[float, TravelMode, list[ClaimError]]:
    """Return the length in km and the mode of an edge, and what is wrong with them."""
    km, how, errors = 0.0, TravelMode.UNSPECIFIED, []
    try:
        metres = plain(data.get("length"))
        if metres is None:
            remedy = "add it in metres, as osmnx.distance.add_edge_lengths does"
            raise ClaimError("", "is missing", remedy)  # noqa: TRY301
        km = round(read_number(metres, 0, _MAX_METRES) / 1000, _KM_DIGITS)
    except ClaimError as error:
        errors.append(ClaimError(error.value, error.rule, error.remedy, field="length"))
    try:
        how = _mode_of(data) if mode is None else read_word(TravelMode, mode)
    except ClaimError as error:
        errors.append(ClaimError(error.value, error.rule, error.remedy, field="mode"))
    return km, how, errors


def _some(edges: Sequence[str]) -> str:
    count = "1 edge" if len(edges) == 1 else f"{len(edges):,} edges"
    return f"{count} ({', '.join(edges[:5])}{' ...' if len(edges) > 5 else ''})"


def _mode_of(data: Mapping[str, Any]) -> TravelMode:
    """Return the mode that the tags of an edge tell; a merged edge has several values of a tag."""
    if data.get("railway"):
        return TravelMode.RAIL
    if "ferry" in _values(data.get("route")):
        return TravelMode.SEA
    highway = _values(data.get("highway"))
    return TravelMode.FOOT if highway and highway <= _ON_FOOT else TravelMode.ROAD


def _values(tag: object) -> set[str]:
    """Return the values of a tag, of which a graph read from GraphML has lists as text."""
    if isinstance(tag, str):
        return {value.strip(" '\"") for value in tag.strip("[]").split(",")} - {""}
    return {str(value) for value in tag} if isinstance(tag, list | tuple | set) else set()
