"""Bottlenecks of a drawn network with two ways out that meet in one town.

                        pass -- camp ~~air~~
                       /                    \\
    hill -- river -- town                    port
                       \\                    /
                        gate -- bay ~~~air~~
"""

from __future__ import annotations

import networkx as nx
import pytest

import safepassage as sp
from routes import Scenario, apply_scenario

PLACES = """
hill origin      PRK       0 0
river crossing   PRK:CHN   1 0
town city        CHN       2 0
pass crossing    CHN:MNG   3 0
camp city        MNG       4 0
gate crossing    CHN:VNM   2 -4
bay city         VNM       2 -5
port destination KOR      12 5
isle city        JPN      20 0
"""
ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "North."
[[route]]
via = ["town", "gate", "bay", "port"]
since = 2000
claim = "South."
[[hazard]]
on = "CHN-MNG"
level = "severe"
since = 2003
claim = "Closely guarded."
"""


@pytest.fixture
def G(network):
    return network(places=PLACES, gazette=ROUTES)


@pytest.fixture
def found(G):
    return sp.find_bottlenecks(G, "hill", "port")


def targets(some):
    return [str(dependence.target) for dependence in some]


def test_every_way_passes_the_first_border_and_the_town(found):
    passed = found.must_pass[0]

    assert passed.places == ("river", "town")
    assert passed.borders == ("CHN-PRK",)
    assert passed.countries == ("CHN",)


def test_what_cuts_off_comes_first_and_ends_are_left_out(found):
    assert targets(found.borders) == ["CHN-PRK", "CHN-VNM", "CHN-MNG"]
    assert targets(found.countries)[0] == "CHN"
    assert {"PRK", "KOR"}.isdisjoint(targets(found.countries))
    assert {"hill", "port"}.isdisjoint(targets(found.places))
    assert found.borders[0].every_way_of == ("hill",)


def test_loss_and_relief_are_those_of_the_other_way(G, found):
    """The safest way leads south; without it the severe border in the north is left."""
    south = next(d for d in found.borders if str(d.target) == "CHN-VNM")
    safest = sp.safest_path(G, "hill", "port")
    north = sp.safest_path(apply_scenario(G, Scenario(close=["CHN-VNM"])), "hill", "port")

    assert safest.exit.country == "VNM"
    assert south.through["risk"] == 1.0
    assert south.greatest_rise == pytest.approx(north.totals.risk_cost - safest.totals.risk_cost, abs=1e-8)
    guarded = next(d for d in found.borders if str(d.target) == "CHN-MNG")
    assert guarded.through["risk"] == 0.0
    assert guarded.gains[0].risk_index_after < safest.risk_index


def test_two_ways_are_left_from_the_town_and_one_from_the_hill(G):
    found = sp.find_bottlenecks(G, ["hill", "town"], "port")

    assert [left.places.size for left in found.ways_left] == [1, 2]
    assert [left.borders.number for left in found.ways_left] == [1, 2]


def test_every_origin_is_asked_alone_also_where_one_lies_on_the_way_of_another(G):
    """From the hill all ways pass the town and its country; people in the town are there already."""
    found = sp.find_bottlenecks(G, ["hill", "town"], "port")

    every = {str(d.target): d.every_way_of for d in (*found.countries, *found.places)}
    assert every["CHN"] == every["town"] == ("hill",)
    for passed in found.must_pass:
        assert set(passed.places) == {str(d.target) for d in found.places if passed.origin in d.every_way_of}
        assert set(passed.countries) == {
            str(d.target) for d in found.countries if passed.origin in d.every_way_of
        }
    assert next(d for d in found.countries if str(d.target) == "CHN").through == {"length": 0.5, "risk": 0.5}


def test_an_origin_without_a_way_depends_on_nothing(G):
    found = sp.find_bottlenecks(G, "isle", "port")

    assert found.all == ()
    assert found.ways_left[0].borders.number == 0
    assert found._repr_html_().startswith("<p>There is no way to travel from isle to port")


def test_tables_have_one_row_a_target_and_one_a_target_and_origin(found):
    table = found.to_gdf()

    assert list(table["target"]) == targets(found.all)
    assert table.crs == "EPSG:4326"
    assert table[table["kind"] == "place"].geom_type.eq("Point").all()
    assert len(found.to_geojson()["features"]) == len(table)
    html = found._repr_html_()
    assert "China - North Korea" in html
    assert "<table>" in html


def test_lines_of_countries_and_borders_are_valid_also_where_a_leg_has_no_length():
    """The missions of a town lie at its point."""
    table = sp.find_bottlenecks(sp.load_network(2004), "onsong").to_gdf()

    assert table[table["kind"].isin(["country", "border"])].is_valid.all()


def test_hostile_names_stay_text_in_a_notebook(network):
    G = network(places=PLACES, gazette=ROUTES)
    G.graph["as_of_text"] = "<script>alert(1)</script>"

    assert "<script>" not in sp.find_bottlenecks(G, "hill", "port")._repr_html_()


def test_an_empty_network_is_told_as_such():
    with pytest.raises(KeyError, match="the network has no places"):
        sp.find_bottlenecks(nx.MultiDiGraph(), "a", "b")


def test_names_are_forgiving_and_misspelt_ones_answered(G):
    assert sp.find_bottlenecks(G, "Hill", "PORT").origins == ("hill",)
    with pytest.raises(KeyError, match="Did you mean hill"):
        sp.find_bottlenecks(G, "hil", "port")
    with pytest.raises(KeyError, match="names no origins by itself: name a place, with --from PLACE"):
        sp.find_bottlenecks(G)
    with pytest.raises(KeyError, match="no place is named"):
        sp.find_bottlenecks(G, [])
    with pytest.raises(KeyError, match="no place is named"):
        sp.find_bottlenecks(G, "hill", [])


def test_weights_that_cannot_be_summed_are_refused(G):
    broken = G.copy()
    broken.edges["hill", "river", "unspecified"]["risk_cost"] = float("nan")

    with pytest.raises(ValueError, match=r"leg 'hill'-'river' \(unspecified\) weighs nan"):
        sp.find_bottlenecks(broken, "hill", "port")
