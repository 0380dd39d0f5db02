"""The network contract is executable: each breach is named, all of them at once."""

from __future__ import annotations

import datetime as dt
import math

import networkx as nx
import pytest

from geodata import NetworkError
from routes import NodeData, build_network, read_dataset, shipped_dataset_path, validate_network
from routes.contract import EdgeData, GraphData

LEG = ("river", "town", "unspecified")


def broken(G: nx.MultiDiGraph, *, graph=None, node=None, edge=None) -> nx.MultiDiGraph:
    """Return a copy of a network with some attributes of it, of a place and of a leg replaced."""
    G = G.copy()
    G.graph.update(graph or {})
    G.nodes["town"].update(node or {})
    G.edges[LEG].update(edge or {})
    return G


def told(G: object) -> str:
    with pytest.raises(NetworkError) as caught:
        validate_network(G)
    return str(caught.value)


def test_built_networks_keep_it(network):
    """Drawn, empty for the date, and shipped."""
    validate_network(network())
    validate_network(network("1990"))
    validate_network(build_network(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))))


@pytest.mark.parametrize("key", GraphData.__annotations__)
def test_each_attribute_of_the_graph_is_required(network, key):
    """The message names the attribute."""
    G = network().copy()
    del G.graph[key]
    assert f"the graph lacks the attributes {key}" in told(G)


@pytest.mark.parametrize("key", NodeData.__annotations__)
def test_each_attribute_of_a_place_is_required(network, key):
    """The message names the place and the attribute."""
    G = network().copy()
    del G.nodes["town"][key]
    assert f"place 'town' lacks {key}" in told(G)


@pytest.mark.parametrize("key", EdgeData.__annotations__)
def test_each_attribute_of_a_leg_is_required(network, key):
    """The message names the leg, its mode and the attribute."""
    G = network().copy()
    del G.edges[LEG][key]
    assert f"leg 'river'-'town' (unspecified) lacks {key}" in told(G)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"node": {"lon": 181}}, "place 'town' lies at (181, 0.0), outside lon [-180, 180], lat [-90, 90]"),
        ({"node": {"lat": math.nan}}, "place 'town' lies at (2.0, nan)"),
        ({"node": {"lon": "2"}}, "place 'town' lies at (2, 0.0)"),
        ({"node": {"kind": "harbour"}}, "place 'town' is a 'harbour'; use one of origin, crossing"),
        ({"node": {"kind": []}}, "place 'town' is a '[]'; use one of"),
        ({"node": {"kind": "crossing"}}, "place 'town' is a crossing with other_country None"),
        ({"node": {"other_country": "PRK"}}, "place 'town' is a city with other_country 'PRK'"),
        (
            {"node": {"haven": ("gazette#haven-9",)}},
            "cites 'gazette#haven-9', which is no claim of the graph",
        ),
        ({"edge": {"length_km": -1}}, "has length_km = -1; it must be finite and at least 0"),
        ({"edge": {"days": math.inf}}, "has days = inf; it must be finite and at least 0"),
        ({"edge": {"risk_cost": math.nan}}, "has risk_cost = nan; it must be finite and at least 0"),
        ({"edge": {"length_km": None}}, "has length_km = None; it must be finite and at least 0"),
        ({"edge": {"risk_low": "0.1"}}, "has risk_low = '0.1'; it must be finite and at least 0"),
        ({"edge": {"risk_low": 9.0}}, "outside [9.0, "),
        ({"edge": {"risk_cost": 0.1, "risk_high": 1.0}}, "has risk_cost 0.1, but its parts add to "),
        ({"edge": {"evidence": "hearsay"}}, "has evidence 'hearsay'; use one of named, partly, inferred"),
        ({"edge": {"reports": ()}}, "leg 'river'-'town' (unspecified) cites no report"),
        ({"edge": {"reports": ("rumour",)}}, "cites 'rumour', which is no report of the graph"),
        ({"edge": {"claims": ("rumour#route-1",)}}, "cites 'rumour#route-1', which is no claim of the graph"),
        ({"edge": {"harms": ("rumour#harm-1",)}}, "cites 'rumour#harm-1', which is no claim of the graph"),
        ({"graph": {"dormant": ("a leg",)}}, "dormant holds something else than DormantLeg"),
    ],
)
def test_each_breach_is_named(network, change, words):
    """Value, rule, and where."""
    assert words in told(broken(network(), **change))


def test_keys_are_modes_and_legs_lead_elsewhere(network):
    """A key that is no mode, and a leg from a place to itself."""
    G = network().copy()
    data = dict(G.edges[LEG])
    G.add_edge("town", "town", key="balloon", **data)
    words = told(G)
    assert "leg 'town'-'town' (balloon) has a key that is no mode; use one of foot, road" in words
    assert "leg 'town'-'town' (balloon) leads back to its own start" in words


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_only_a_directed_multigraph_will_do(network, kind):
    """Another kind of graph is told as such, without a traceback."""
    assert f"it is a {kind.__name__}, not an nx.MultiDiGraph" in told(kind())
    assert f"it is a {kind.__name__}, not an nx.MultiDiGraph" in told(kind(network()))


def test_all_breaches_are_told_at_once(network):
    """One line each, so that one run is enough."""
    G = broken(
        network(),
        graph={"dormant": (1,)},
        node={"lon": 200, "kind": "harbour"},
        edge={"reports": (), "days": -1},
    )
    assert told(G).count("\n- ") == 5


def test_numbers_of_numpy_are_numbers(network):
    """Analyses in bulk may leave numpy numbers behind."""
    import numpy as np

    G = network()
    data = G.edges[LEG]
    validate_network(broken(G, node={"lon": np.int64(2)}, edge={"days": np.float64(data["days"])}))
