"""Street networks of OSMnx, built by hand in its conventions and by OSMnx itself.

 4 ==15 km== 3
 |           |
25 km       16 km       2 has a loop of its own; from 1 to 2 a second, longer street leads one way
 |           |
 1 ==11 km== 2
"""

from __future__ import annotations

import datetime as dt

import networkx as nx
import osmnx as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import find_bottlenecks, safest_path, shortest_path
from geodata import NetworkError
from routes import Source, flat_to_network, network_from_osmnx, network_to_flat, validate_network
from safepassage import save_map

TODAY = dt.date(2026, 1, 1)
SOURCE = Source(publisher="OpenStreetMap contributors", title="Streets", date=2015)


def streets():
    G = nx.MultiDiGraph(crs="EPSG:4326")
    for node, x, y in ((1, 100.0, 10.0), (2, 100.1, 10.0), (3, 100.1, 10.1), (4, 100.0, 10.1)):
        G.add_node(node, x=x, y=y, street_count=2)
    for u, v, metres, highway in (
        (1, 2, 11_000.0, "primary"),
        (2, 3, 16_000.0, "residential"),
        (3, 4, 15_000.0, ["secondary", "tertiary"]),
        (1, 4, 25_000.0, "footway"),
    ):
        for a, b, back in ((u, v, False), (v, u, True)):
            G.add_edge(a, b, osmid=10 * u + v, length=metres, highway=highway, oneway=False, reversed=back)
    G.add_edge(1, 2, osmid=99, length=12_500.0, highway="track", oneway=True, reversed=False)
    G.add_edge(1, 2, osmid=98, length=12_000.0, highway="tertiary", oneway=True, reversed=False)
    G.add_edge(2, 2, osmid=97, length=300.0, highway="service", oneway=True, reversed=False)
    return G


def read(graph=None, **options):
    options = {"source": SOURCE, "country": "THA", "today": TODAY} | options
    return network_from_osmnx(streets() if graph is None else graph, **options)


def told(graph, **options):
    with pytest.raises(NetworkError) as caught:
        read(graph, **options)
    return str(caught.value)


def test_streets_become_legs_in_km_by_the_mode_that_their_tags_tell():
    G = read()

    validate_network(G)
    assert {
        leg: data["length_km"] for *leg, data in G.edges("1", keys=True, data=True) for leg in [tuple(leg)]
    } == {
        ("1", "2", "road"): 11.0,
        ("1", "2", "foot"): 12.5,
        ("1", "4", "foot"): 25.0,
    }
    assert G.edges["3", "4", "road"]["reports"] == ("openstreetmap-contributors-2015",)


def test_what_a_key_of_modes_cannot_hold_is_told():
    assert read().graph["notices"][:-1] == (
        "of parallel edges of one mode the shortest stayed; left out: 1 edge (1-2-2)",
        "edges that lead back to their own start were left out: 1 edge (2-2-0)",
    )


def test_of_parallel_edges_the_shorter_stays_whichever_comes_first():
    G = streets()
    G.add_edge(3, 4, length=14_000.0, highway="primary")

    H = read(G)

    assert H.edges["3", "4", "road"]["length_km"] == 14.0
    assert "2 edges (1-2-2, 3-4-0)" in H.graph["notices"][0]


def test_a_mode_may_be_said_of_all_and_rails_and_ferries_are_known():
    G = streets()
    nx.set_edge_attributes(
        G, {(2, 3, 0): {"railway": "rail"}, (3, 2, 0): {"highway": None, "route": "ferry"}}
    )

    assert {key for *_, key in read(G, mode="foot").edges(keys=True)} == {"foot"}
    assert set(read(G)["2"]["3"]) == {"rail"}
    assert set(read(G)["3"]["2"]) == {"sea"}


def test_the_graph_is_not_changed():
    G = streets()
    read(G)

    assert nx.utils.graphs_equal(G, streets())


def test_paths_bottlenecks_and_the_map_work_on_it(tmp_path):
    G = read(origins=[1], destinations=[3])

    assert shortest_path(G, "1", "3").totals.length_km == 27.0
    assert safest_path(G, "1", "3").found
    assert find_bottlenecks(G, "1", "3").must_pass
    page = save_map(G, tmp_path / "streets.html").read_text(encoding="utf-8")
    assert "OpenStreetMap contributors" in page
    assert nx.utils.graphs_equal(G, flat_to_network(network_to_flat(G), today=TODAY))


def test_streets_of_a_town_can_be_drawn_where_they_are_if_nobody_is_at_risk():
    fine = streets()
    nx.set_node_attributes(fine, {1: {"x": 100.01234}})

    assert read(fine).nodes["1"]["lon"] == 100.0
    assert read(fine, people_at_risk_reason="an open map").nodes["1"]["lon"] == 100.01234


# OSMnx itself


def test_what_osmnx_writes_and_reads_is_the_same_network(tmp_path):
    ox.save_graphml(streets(), tmp_path / "streets.graphml")

    assert nx.utils.graphs_equal(read(ox.load_graphml(tmp_path / "streets.graphml")), read())


def test_what_osmnx_projects_is_brought_back_to_degrees():
    projected = ox.projection.project_graph(streets())

    assert projected.graph["crs"] != "EPSG:4326"
    assert nx.utils.graphs_equal(read(projected), read())


def test_what_osmnx_makes_of_tables_is_the_same_network():
    nodes, edges = ox.graph_to_gdfs(streets())

    assert nx.utils.graphs_equal(read(ox.graph_from_gdfs(nodes, edges)), read())


def test_lengths_that_osmnx_measures_are_those_of_the_network():
    bare = streets()
    for *_, data in bare.edges(data=True):
        del data["length"]
    measured = ox.distance.add_edge_lengths(bare)

    assert read(measured).edges["1", "2", "road"]["length_km"] == pytest.approx(10.95, abs=0.02)


# what is refused


def test_a_graph_without_crs_lengths_or_positions_is_told_in_all_its_faults():
    G = streets()
    del G.graph["crs"]
    del G.nodes[3]["x"]
    del G.edges[2, 3, 0]["length"]
    G.edges[3, 4, 0]["length"] = "long"
    G.nodes[4]["x"] = 600_000.0

    text = told(G)

    for words in (
        'graph, crs: the graph has no CRS; say in what CRS x and y are: graph.graph["crs"] = "EPSG:4326"',
        "nodes, node 3, lon: is empty",
        "nodes, node 4, lon: '600000.0' - lies outside [-180, 180]; these look like metres",
        "edges, edge 2-3-0, length: is missing; add it in metres, as osmnx.distance.add_edge_lengths does",
        "edges, edge 3-4-0, length: 'long' - is no number",
    ):
        assert words in text


def test_no_country_no_mode_and_no_origin_of_that_name_are_told():
    assert "nodes, node 1, country: is empty; say country= for all nodes" in told(streets(), country="")
    assert "mode: 'camel' - is not one of the words" in told(streets(), mode="camel")
    assert "origins: '9' - is no place of the tables" in told(streets(), origins=[9])
    assert "'EPSG:none' - is no CRS" in told(nx.MultiDiGraph(crs="EPSG:none"))


def test_countries_may_be_told_by_node():
    G = streets()
    G.nodes[3]["country"] = "LAO"
    H = read(G, country={1: "THA", 2: "THA", 4: "LAO"})

    assert H.edges["2-3-border", "3", "road"]["border"] == "THA:LAO"


@pytest.mark.parametrize("make", [nx.MultiGraph, nx.DiGraph, nx.Graph])
def test_other_kinds_of_graph_are_refused(make):
    with pytest.raises(NetworkError, match="is no MultiDiGraph; hand in the graph as OSMnx makes it"):
        read(make(crs="EPSG:4326"))


def test_streets_of_the_last_five_years_are_refused():
    recent = Source(publisher="OpenStreetMap contributors", title="Streets", date=2025)

    assert "reaches into the last 5 years" in told(streets(), source=recent)


def test_an_empty_graph_is_a_network_without_places():
    assert len(read(nx.MultiDiGraph(crs="EPSG:4326"))) == 0


STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({1: 2})
)


@given(st.data())
def test_whatever_a_graph_holds_is_read_or_refused_with_reason(data):
    G = streets()
    for attributes in (G.nodes[3], G.edges[2, 3, 0], G.graph):
        name = data.draw(
            st.sampled_from(["x", "y", "name", "country", "length", "highway", "route", "railway", "crs"])
        )
        if data.draw(st.booleans()):
            attributes[name] = data.draw(STRANGE)
    if data.draw(st.booleans()):
        G.add_node(data.draw(st.one_of(st.floats(), st.text(max_size=3), st.tuples())), x=100.0, y=10.0)

    try:
        H = read(G)
    except NetworkError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017
    else:
        validate_network(H)
