"""Paths on a drawn network with two ways out: a short risky one and a long safe one.

                 ~~~~ sea ~~~~~~~~~~~~~~~~~~~~~~~~
                /                                  \\
    hill -- river -- town -- pass -- camp ~~air~~ port
                        \\                          /
                         south -- gate -- bay ~air~
"""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Exit, exit_of, sum_legs, trace_path
from analysis.search.arcs import Leg
from routes import risk_index

PLACES = """
hill origin      PRK       0 0
river crossing   PRK:CHN   1 0
town city        CHN       2 0
pass crossing    CHN:MNG   3 0
camp city        MNG       4 0
south city       CHN       2 -3
gate crossing    CHN:VNM   2 -4
bay city         VNM       2 -5
embassy mission  CHN       2 0
port destination KOR      12 5
isle city        JPN      20 0
"""

ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "North."
[[route]]
via = ["town", "south", "gate", "bay", "port"]
since = 2000
claim = "South."
[[hazard]]
on = "CHN-MNG"
level = "severe"
since = 2003
claim = "Closely guarded."
[[hazard]]
on = "CHN-VNM"
level = "low"
since = 2003
claim = "Easy."
"""


@pytest.fixture
def G(network):
    return network(places=PLACES, gazette=ROUTES)


def test_the_shortest_path_goes_north_and_the_safest_south(G):
    assert sp.shortest_path(G, "hill", "port").places == ("hill", "river", "town", "pass", "camp", "port")
    assert sp.safest_path(G, "hill", "port").places == (
        "hill",
        "river",
        "town",
        "south",
        "gate",
        "bay",
        "port",
    )


def test_totals_are_the_sums_of_the_legs(G):
    path = sp.safest_path(G, "hill", "port")

    data = [G.edges[leg] for leg in path.legs]
    assert path.length_km == pytest.approx(sum(d["length_km"] for d in data))
    assert path.days == pytest.approx(sum(d["days"] for d in data), abs=1e-3)
    assert path.risk_index == pytest.approx(1 - math.exp(-sum(d["risk_cost"] for d in data)))
    assert path.risk_index_low < path.risk_index < path.risk_index_high
    assert path.totals.borders == ("PRK:CHN", "CHN:VNM")


def test_the_balanced_path_turns_from_safest_to_shortest_as_risk_weighs_less(G):
    assert (
        sp.balanced_path(G, "hill", "port", km_per_risk=1e7).places
        == sp.safest_path(G, "hill", "port").places
    )
    assert (
        sp.balanced_path(G, "hill", "port", km_per_risk=1.0).places
        == sp.shortest_path(G, "hill", "port").places
    )


@pytest.mark.parametrize("km", [0, -1, math.inf, math.nan])
def test_a_balance_needs_a_positive_length(G, km):
    with pytest.raises(ValueError, match="must be a positive length"):
        sp.balanced_path(G, "hill", "port", km_per_risk=km)


def test_the_margin_is_the_gap_to_the_next_chain_of_places(G):
    path = sp.safest_path(G, "hill", "port")

    north = sum_legs(G, sp.shortest_path(G, "hill", "port").legs)
    assert path.runner_up.places == ("hill", "river", "town", "pass", "camp", "port")
    assert path.margin == pytest.approx(north.risk_cost - path.totals.risk_cost, abs=1e-8)


def test_the_next_route_leaves_the_ground_elsewhere(G):
    path = sp.safest_path(G, "hill", "port")

    assert path.exit == Exit("VNM", "air")
    assert path.other_exit.exit == Exit("MNG", "air")


def test_a_mission_and_an_airport_of_one_country_are_one_route(network):
    more = (
        ROUTES
        + '[[route]]\nvia = ["town", "embassy", "port"]\nsince = 2000\nclaim = "In."\n[[route]]\nvia = ["town", "port"]\nsince = 2000\nclaim = "Out."\n'
    )
    G = network(places=PLACES, gazette=more)

    path = sp.shortest_path(G, "hill", "port")
    assert path.exit == Exit("CHN", "air")
    assert path.runner_up.exit == Exit("CHN", "mission")
    assert path.other_exit.exit.country != "CHN"


def test_the_sea_is_a_route_of_its_own(network):
    more = (
        ROUTES
        + '[[route]]\nvia = ["town", "port"]\nsince = 2000\nclaim = "Out."\n[[route]]\nvia = ["south", "port"]\nmode = { "south:port" = "sea" }\nsince = 2000\nclaim = "By boat."\n'
    )
    G = network(places=PLACES, gazette=more)

    assert sp.shortest_path(G, "hill", "port").exit == Exit("CHN", "air")
    assert sp.shortest_path(G, "hill", "port").other_exit.exit in (Exit("CHN", "sea"), Exit("MNG", "air"))


def test_the_last_border_on_the_ground_is_an_exit_too(network):
    places = "hill origin PRK 0 0\nline crossing PRK:KOR 1 0\nport destination KOR 2 0"
    G = network(places=places, gazette='[[route]]\nvia = ["hill", "line", "port"]\nclaim = "Across."\n')

    path = sp.safest_path(G, "hill", "port")
    assert path.exit == Exit("PRK", "ground")
    assert path.other_exit is None
    assert path.runner_up is None
    assert path.margin is None


def test_a_path_inside_one_country_has_no_exit(G):
    assert sp.shortest_path(G, "town", "south").exit is None
    assert exit_of(G, ()) is None


def test_no_way_through_is_an_answer_that_says_what_is_shut(G):
    closed = sp.apply_scenario(G, sp.Scenario("all", close=["CHN-MNG", "CHN-VNM"]))
    path = sp.safest_path(closed, "hill", "port")

    assert not path.found
    assert path.legs == ()
    assert path.places == ()
    assert path.exit is None
    assert "scenario: CHN-MNG closed (1 leg)" in path.reason
    assert "scenario: CHN-VNM closed (1 leg)" in path.reason
    assert path.summary.startswith("No way through from hill to port")
    assert repr(path).endswith(": no way through>"), "no way is not a way of no risk"
    told = trace_path(closed, path)
    assert told["length_km"] is told["risk_index"] is told["borders"] is None


def test_a_place_that_no_report_leads_to_is_told_as_such(G):
    assert "no report supports a leg that leads on" in sp.safest_path(G, "hill", "isle").reason


def test_all_that_was_closed_or_avoided_is_told_before_what_reports_shut():
    """On the shipped network of 2012 more legs are out of use than are named."""
    closed = ["CHN-LAO", "CHN-MNG", "CHN-VNM"]
    G = sp.load_network(2012, close=closed)
    reason = sp.safest_path(G, "hyesan", "seoul", avoid=["CHN-MMR"]).reason

    told = reason.partition("every way on is shut: ")[2].split("; ")
    asked = {f"scenario: {target} closed" for target in closed} | {"avoided: CHN-MMR"}
    assert {text.rpartition(" (")[0] for text in told[:4]} == asked
    assert len(told) == 4 + 6
    assert all("reported" in text for text in told[4:])


def test_origin_and_destination_in_one_place_need_no_leg(G):
    path = sp.safest_path(G, "town", "town")

    assert path.found
    assert path.places == ("town",)
    assert (path.length_km, path.risk_index, path.legs) == (0, 0, ())


def test_places_are_found_by_any_name_and_misspelt_ones_are_answered_with_near_matches(G):
    assert sp.shortest_path(G, "HILL", " Port").target == "port"
    with pytest.raises(KeyError, match="Did you mean hill"):
        sp.shortest_path(G, "hil", "port")


def test_an_empty_network_is_told_as_such():
    import networkx as nx

    with pytest.raises(KeyError, match="the network has no places"):
        sp.shortest_path(nx.MultiDiGraph(), "a", "b")


def test_reports_are_those_of_the_legs_and_of_the_claims_that_weigh_them(network):
    weighing = '[[hazard]]\non = "CHN"\nlevel = "high"\nsince = 2002\nclaim = "Dangerous."\n'
    G = network(places=PLACES, gazette=ROUTES, observer=weighing)

    assert sp.safest_path(G, "hill", "port").reports == ("gazette", "observer")


def test_a_trace_adds_up_to_what_is_printed(G):
    path = sp.safest_path(G, "hill", "port")
    told = trace_path(G, path)

    for k in range(3):
        parts = [part["cost"][k] for leg in told["legs"] for part in leg["parts"].values()]
        assert told["risk_cost"][k] == pytest.approx(sum(parts), abs=1e-7)
        assert told["risk_index"][k] == pytest.approx(risk_index(sum(parts)), abs=1e-6)
    assert told["length_km"] == pytest.approx(sum(leg["length_km"] for leg in told["legs"]))
    for leg in told["legs"]:
        for part in leg["parts"].values():
            assert part["assumed"] or part["claims"][0]["claim"]
            low, high = (told["risk_model"]["scale"][part["levels"][i]][i] for i in (0, -1))
            assert part["p"] == [low, high]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(["CHN-MNG", "CHN-VNM", "CHN-PRK", "camp", "town:south", "air@MNG", "VNM"])))
def test_closing_never_makes_a_path_better(network_once, closures):
    G = network_once
    closed = sp.apply_scenario(G, sp.Scenario(close=tuple(sorted(closures))))
    for solve, total in ((sp.shortest_path, "length_km"), (sp.safest_path, "risk_cost")):
        before, after = solve(G, "hill", "port"), solve(closed, "hill", "port")
        assert not after.found or getattr(after.totals, total) >= getattr(before.totals, total) - 1e-9


@pytest.fixture(scope="module")
def network_once(network):
    return network(places=PLACES, gazette=ROUTES)


def test_legs_are_plain_tuples(G):
    assert all(
        isinstance(leg, Leg) and leg == (leg.u, leg.v, leg.key)
        for leg in sp.safest_path(G, "hill", "port").legs
    )


def test_an_unknown_objective_is_told_with_those_that_exist(network):
    with pytest.raises(ValueError, match="'cheap' is no objective; use one of length, risk, balanced, days"):
        sp.best_by(network(), "hill", "port", "cheap")
