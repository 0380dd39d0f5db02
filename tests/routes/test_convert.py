"""The network as GeoDataFrames: the same places, legs and numbers, as points and geodesic lines."""

from __future__ import annotations

import networkx as nx
import pytest

from routes import RiskPartName, network_to_gdfs


def test_each_place_and_leg_is_a_row_with_the_numbers_of_the_network(network):
    G = network()
    places, legs = network_to_gdfs(G)

    assert dict(zip(places["place"], places.geometry.x, strict=True)) == {
        n: d["lon"] for n, d in G.nodes(data=True)
    }
    for row in legs.itertuples():
        data = G.edges[row.from_place, row.to_place, row.mode]
        assert row.length_km == data["length_km"]
        assert row.risk_cost == data["risk_cost"]
        assert row.passage + row.entry + row.exposure == pytest.approx(data["risk_cost"], abs=1e-8)
        assert row.reports == "; ".join(data["reports"])
    assert len(legs) == G.number_of_edges()


def test_legs_run_from_place_to_place_along_the_geodesic(network):
    G = network()
    _, legs = network_to_gdfs(G)

    for row in legs.itertuples():
        ends = [(G.nodes[n]["lon"], G.nodes[n]["lat"]) for n in (row.from_place, row.to_place)]
        assert [row.geometry.coords[0], row.geometry.coords[-1]] == ends
        # On the equator a geodesic is the equator.
        assert {lat for _, lat in row.geometry.coords} == {0.0}


def test_both_tables_are_in_degrees_on_wgs_84(network):
    assert [table.crs.to_epsg() for table in network_to_gdfs(network())] == [4326, 4326]


def test_an_empty_network_gives_empty_tables_with_the_same_columns(network):
    whole = network_to_gdfs(network())
    empty = network_to_gdfs(nx.MultiDiGraph())

    for table, full in zip(empty, whole, strict=True):
        assert len(table) == 0
        assert list(table.columns) == list(full.columns)


def test_parts_that_do_not_apply_cost_nothing(network):
    G = network()
    _, legs = network_to_gdfs(G)

    air = legs[legs["mode"] == "air"].iloc[0]
    assert (air["passage"], air["entry"]) == (0, 0)
    assert air["exposure"] == G.edges["camp", "port", "air"]["parts"][RiskPartName.EXPOSURE].cost
