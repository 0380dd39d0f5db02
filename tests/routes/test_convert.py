"""The network as GeoDataFrames: the same places, legs and numbers, as points and geodesic lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from analysis import k_shortest_paths, pareto_paths, shortest_path
from geodata import DateError, NetworkError, distance_km
from routes import (
    RiskPartName,
    Scenario,
    Source,
    apply_scenario,
    build_network,
    leg_points,
    legs_to_gdf,
    network_from_gdfs,
    network_to_gdfs,
)
from routes.exchange.antimeridian import geodesic_pieces
from tests.drawn_at_random import as_of_days, datasets

TODAY = dt.date(2026, 1, 1)


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


# lines


PACIFIC = """
hill origin      PRK      178 0
river crossing   PRK:CHN  179 0
town city        CHN      -179 0
pass crossing    CHN:MNG  -178 0
camp city        MNG      -177 0
port destination KOR     -170 0
"""


def test_a_line_past_the_antimeridian_is_two_that_end_there(network):
    _, legs = network_to_gdfs(network(places=PACIFIC))

    (over,) = (
        row.geometry for row in legs.itertuples() if (row.from_place, row.to_place) == ("river", "town")
    )

    assert [list(line.coords) for line in over.geoms] == [
        [(179.0, 0.0), (180.0, 0.0)],
        [(-180.0, 0.0), (-179.0, 0.0)],
    ]
    assert set(legs.geom_type) == {"LineString", "MultiLineString"}


def test_a_leg_between_places_at_one_rounded_point_has_no_line(network, tmp_path):
    """A line without length is invalid, and programs stop at it."""
    here = PACIFIC.replace("camp city        MNG      -177", "camp city        MNG      -178")
    G = network(places=here)
    places, legs = network_to_gdfs(G)

    drawn = {(row.from_place, row.to_place): row.geometry for row in legs.itertuples()}
    assert drawn["pass", "camp"] is None
    assert all(line.is_valid for line in drawn.values() if line is not None)
    assert legs.crs.to_epsg() == 4326
    assert nx.utils.graphs_equal(G, network_from_gdfs(places, legs, today=TODAY))
    legs.to_file(tmp_path / "legs.gpkg")
    legs.to_parquet(tmp_path / "legs.parquet")


DEGREES = st.tuples(st.integers(-1800, 1800), st.integers(-800, 800)).map(lambda p: (p[0] / 10, p[1] / 10))


@given(DEGREES, DEGREES)
def test_a_cut_line_stays_on_the_map_and_leads_from_end_to_end(a, b):
    pieces = geodesic_pieces(a, b)

    if not pieces:
        assert distance_km(a, b) == pytest.approx(0)
        return
    assert pieces[0][0] == a or (abs(a[0]) == 180 and abs(pieces[0][0][0]) == 180)
    assert pieces[-1][-1] == b or (abs(b[0]) == 180 and abs(pieces[-1][-1][0]) == 180)
    for piece in pieces:
        assert all(-180 <= lon <= 180 for lon, _ in piece)
        assert len(piece) > 1
        assert len(pieces) == 1 or abs(piece[0][0]) == 180 or abs(piece[-1][0]) == 180
    for before, behind in pairwise(pieces):
        assert (before[-1][0], before[-1][1]) == (-behind[0][0], behind[0][1])
    if abs(a[1]) < 60 and abs(b[1]) < 60:  # near a pole one step spans many degrees
        along = sum(distance_km(p, q) for piece in pieces for p, q in pairwise(piece))
        assert along == pytest.approx(distance_km(a, b), rel=0.01, abs=0.5)


def test_the_map_gets_lines_that_run_on(network):
    G = network(places=PACIFIC)

    assert leg_points(G, ("river", "town", "unspecified"))[-1] == (181.0, 0.0)


# there and back


def test_tables_give_the_same_network_again(network):
    G = network()

    assert nx.utils.graphs_equal(network_from_gdfs(*network_to_gdfs(G), today=TODAY), G)


def test_a_scenario_survives_in_the_tables(network):
    G = apply_scenario(network(), Scenario(close=["CHN-MNG"]))

    H = network_from_gdfs(*network_to_gdfs(G), today=TODAY)

    assert nx.utils.graphs_equal(H, G)
    assert H.graph["scenario"] == ("CHN-MNG closed",)


@settings(max_examples=25)
@given(st.data())
def test_tables_of_any_network_give_it_again(data):
    dataset = data.draw(datasets())
    dataset = replace(dataset, info=replace(dataset.info, people_at_risk=True))
    try:
        G = build_network(dataset, data.draw(as_of_days(dataset)))
    except DateError:  # protected
        return

    assert nx.utils.graphs_equal(network_from_gdfs(*network_to_gdfs(G), today=dataset.today), G)


def test_tables_may_be_copied_filtered_sorted_and_projected_on_the_way(network):
    G = network()
    places, legs = network_to_gdfs(G)
    legs = legs.to_crs("EPSG:3857").sort_values("length_km").reset_index(drop=True)
    legs = legs[legs["mode"] != "air"].copy()

    H = network_from_gdfs(places.to_crs("EPSG:3857"), legs, today=TODAY)

    assert set(H.edges(keys=True)) == {leg for leg in G.edges(keys=True) if leg[2] != "air"}
    assert all(H.edges[leg] == G.edges[leg] for leg in H.edges(keys=True))


def test_a_point_that_was_moved_but_not_its_columns_is_told(network):
    places, legs = network_to_gdfs(network())
    places.loc[2, "geometry"] = Point(2.5, 0)

    with pytest.raises(
        NetworkError, match=r"places, row 3 \(town\), geometry: the place is drawn at \(2.5, 0\)"
    ):
        network_from_gdfs(places, legs, today=TODAY)


def test_attributes_that_were_lost_or_spoilt_are_told(network):
    places, legs = network_to_gdfs(network())
    lost, spoilt = legs.copy(), legs.copy()
    lost.attrs = {}
    spoilt.attrs["safepassage"] = {"about": "[]", "reports": "{", "claims": "[1]"}

    with pytest.raises(NetworkError, match="tables name none; give source=Source"):
        network_from_gdfs(places, lost, today=TODAY)
    with pytest.raises(NetworkError, match=r"legs.attrs was lost on the way"):
        network_from_gdfs(places, lost, today=TODAY, source=Source(publisher="P", title="T", date=2010))
    with pytest.raises(NetworkError) as caught:
        network_from_gdfs(places, spoilt, today=TODAY)
    for name in ("dormant", "reports", "claims", "about"):
        assert f"legs.attrs['safepassage'], {name}: " in str(caught.value)


# tables as such


def test_columns_have_one_type_whether_there_are_rows_or_none(network):
    whole = network_to_gdfs(network())
    empty = network_to_gdfs(nx.MultiDiGraph())

    for full, none in zip(whole, empty, strict=True):
        assert dict(full.dtypes) == dict(none.dtypes)


def test_columns_that_hold_nothing_keep_their_type(network):
    places, _ = network_to_gdfs(network())

    assert places["haven"].tolist() == [""] * len(places)
    assert places["name"].dtype == places["other_country"].dtype


@pytest.mark.parametrize("answer", ["places", "legs", "path", "paths", "front", "legs of a path"])
def test_tables_can_be_explored_without_a_request_to_anybody(network, answer):
    G = network()
    places, legs = network_to_gdfs(G)
    found = {
        "places": lambda: places,
        "legs": lambda: legs,
        "path": lambda: shortest_path(G, "hill", "port").to_gdf(),
        "paths": lambda: k_shortest_paths(G, "hill", "port", k=2).to_gdf(),
        "front": lambda: pareto_paths(G, "hill", "port").to_gdf(),
        "legs of a path": lambda: legs_to_gdf(G, shortest_path(G, "hill", "port").legs),
    }

    page = found[answer]().explore(tiles=None).get_root().render()

    assert "tile.openstreetmap" not in page
    assert "hill" in page
