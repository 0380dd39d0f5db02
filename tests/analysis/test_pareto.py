"""The front of length, risk and borders, against brute force over all simple paths of random multigraphs."""

from __future__ import annotations

import math
import runpy
from fractions import Fraction
from itertools import product
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import ParetoFront, pareto_paths
from geodata import NetworkError, UnknownNameError
from routes import build_network

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
network_of, questions, ways_of, sums = (
    by_hand[name] for name in ("network_of", "questions", "ways_of", "sums")
)
datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

CRITERIA = ("length_km", "risk_cost", "borders")

#    a == b      five legs, each by its mode or over a place between:
#                short and risky, long and safe, and what lies between
FIVE = {
    ("a", "b", "road"): (0, 10, "PRK:CHN"),
    ("a", "b", "rail"): (6, 6, "PRK:CHN"),
    ("a", "b", "air"): (10, 0, "PRK:CHN"),
    ("a", "c", "road"): (4, 6, None),
    ("c", "b", "road"): (4, 6, None),
    ("a", "d", "road"): (6, 6, "PRK:CHN"),
    ("d", "b", "road"): (0, 0, None),
}


def points(front):
    return [(p.length_km, p.totals.risk_cost, len(p.totals.borders)) for p in front]


def dominates(one, other):
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def front_of(asked):
    """The efficient vectors of all ways, in order, each with its first way by the stated rule for ties."""
    first = {}
    for way in ways_of(asked, lambda _: 0):  # fewer legs, then places, then modes
        first.setdefault(sums(asked, way, *CRITERIA), way)
    return [(v, first[v]) for v in sorted(first) if not any(dominates(other, v) for other in first)]


def test_a_front_holds_what_no_weighting_would_choose():
    """(6, 6) lies above the line from (0, 10) to (10, 0); one path a point; fewer borders count too."""
    front = pareto_paths(network_of(FIVE), "a", "b")

    assert points(front) == [(0, 10, 1), (6, 6, 1), (8, 12, 0), (10, 0, 1)]
    assert [path.legs[0].key for path in front] == ["road", "rail", "road", "air"]
    assert [path.places for path in front][2] == ("a", "c", "b")


def test_the_ends_and_the_knee_are_named():
    legs = {
        ("a", "b", "road"): (0, 10, None),
        ("a", "b", "rail"): (1, 2, None),
        ("a", "b", "air"): (9, 0, None),
    }
    front = pareto_paths(network_of(legs), "a", "b")

    assert [path.role for path in front] == ["Shortest path", "Knee of the front", "Safest path"]
    assert front.knee == 1
    assert [path.rank for path in front] == [1, 2, 3]


def test_a_front_that_bulges_the_wrong_way_has_no_knee():
    """(6, 6) is worse than the line from (0, 10) to (10, 0); and two points have nothing between."""
    front = pareto_paths(network_of({leg: n for leg, n in FIVE.items() if "c" not in leg}), "a", "b")

    assert front.knee is None
    assert [path.role for path in front] == ["Shortest path", "", "Safest path"]


def test_one_path_may_be_the_shortest_and_the_safest():
    front = pareto_paths(
        network_of({("a", "b", "road"): (1, 1, None), ("a", "b", "rail"): (2, 2, None)}), "a", "b"
    )

    assert [path.role for path in front] == ["Shortest and safest path"]
    assert front.knee is None


def test_the_margin_of_a_point_is_how_much_longer_the_next_way_through_other_places_is():
    """From the road (0 km) to the next chain of places, a > d > b (6 km)."""
    front = pareto_paths(network_of(FIVE), "a", "b")

    assert front[0].margin == 6
    assert front[0].runner_up.places == ("a", "d", "b")


@settings(max_examples=1200)
@given(questions(most=24))
def test_the_front_is_exactly_that_of_all_simple_paths(asked):
    """Its points, their order, and the one path of each; mutually non-dominated, with both extremes."""
    front = pareto_paths(*asked.ends)

    assert [(v, path.legs) for v, path in zip(points(front), front, strict=True)] == front_of(asked)
    assert not any(dominates(one, other) for one, other in product(points(front), repeat=2))
    assert len(set(points(front))) == len(front)
    if front:
        assert front[0].length_km == sp.shortest_path(*asked.ends).length_km
        safest = sp.safest_path(*asked.ends).totals.risk_cost
        assert min(path.totals.risk_cost for path in front) == safest
        assert [path.totals.risk_cost for path in front if path.role.lower().endswith("safest path")] == [
            safest
        ]
        assert front[0].role in ("Shortest path", "Shortest and safest path")
        assert [i for i, path in enumerate(front) if path.role == "Knee of the front"] == (
            [] if front.knee is None else [front.knee]
        )


@settings(max_examples=900)
@given(questions(most=20, via=2, avoid=1))
def test_the_front_past_targets_is_exactly_that_of_all_simple_paths_past_them(asked):
    front = pareto_paths(*asked.ends, **asked.past)

    assert [(v, path.legs) for v, path in zip(points(front), front, strict=True)] == front_of(asked)
    assert bool(front.reason) == (not front)


@settings(max_examples=300)
@given(questions(most=24))
def test_the_knee_is_farthest_from_the_line_between_the_ends(asked):
    """Told in exact fractions: the area of the triangle with the two ends, on their good side."""
    front = pareto_paths(*asked.ends)
    if not front:
        assert front.knee is None
        return
    x, y = ([Fraction(p[i]) for p in points(front)] for i in (0, 1))
    left = min(range(len(front)), key=lambda i: (x[i], y[i]))
    right = min(range(len(front)), key=lambda i: (y[i], x[i]))
    areas = [
        (x[right] - x[left]) * (y[left] - y[i]) - (x[i] - x[left]) * (y[left] - y[right])
        for i in range(len(front))
    ]
    assert front.knee == (areas.index(max(areas)) if max(areas) > 0 else None)


@settings(max_examples=300)
@given(questions(), st.sampled_from(["CHN-MNG", "CHN", "d", "rail@PRK"]))
def test_closing_moves_no_point_of_the_front_to_the_better(asked, closed):
    """Every point of the front behind the closure is reached or beaten by one of the front before it."""
    before = points(pareto_paths(*asked.ends))
    scenario = sp.apply_scenario(asked.G, sp.Scenario(close=(closed,)))
    for point in points(pareto_paths(scenario, asked.origins, asked.destinations)):
        assert any(other == point or dominates(other, point) for other in before)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_fronts_of_reported_networks_are_exact(dataset, data):
    """On networks drawn from random reports, with lengths on the ground and pooled risks."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    ends = tuple((data.draw(st.sampled_from(sorted(G))),) for _ in range(2))
    asked = by_hand["Asked"](G, *ends)
    first = {}
    for way in ways_of(asked, lambda _: 0):
        length, risk, borders = (
            [G.edges[leg][name] for leg in way] for name in ("length_km", "risk_cost", "border")
        )
        vector = (
            *(sum(round(n * 1e9) for n in numbers) for numbers in (length, risk)),
            sum(map(bool, borders)),
        )
        first.setdefault(vector, way)

    front = pareto_paths(*asked.ends)
    assert [path.legs for path in front] == [
        first[v] for v in sorted(first) if not any(dominates(other, v) for other in first)
    ]


def test_of_equal_paths_past_a_target_the_one_whose_places_come_first_is_given():
    """a > b > d > h and a > b > e > h are equal; that c leads to e as well must not matter."""
    legs = {
        (u, v, "road"): (1, 1, "PRK:CHN" if u == "a" else None)
        for u, v in ("ab", "bd", "be", "ce", "dh", "eh")
    }
    legs["a", "c", "road"] = (9, 9, "PRK:CHN")

    assert [path.places for path in pareto_paths(network_of(legs), "a", "h", via="CHN-PRK")] == [
        tuple("abdh")
    ]


def test_of_equal_paths_past_a_target_through_the_same_places_the_modes_decide():
    """By air the border is passed at once, by road a leg later; air comes before road."""
    legs = {("a", "b", "road"): (1, 1, None), ("c", "d", "road"): (1, 1, "PRK:CHN")}
    legs |= {("b", "c", "air"): (1, 1, "PRK:CHN"), ("b", "c", "road"): (1, 1, "CHN:MNG")}
    (path,) = pareto_paths(network_of(legs), "a", "d", via="CHN-PRK")

    assert [leg.key for leg in path.legs] == ["road", "air", "road"]


def test_origin_and_destination_in_one_place_give_one_point_without_legs():
    front = pareto_paths(network_of(FIVE), "a", "a")

    assert [(path.places, path.legs) for path in front] == [(("a",), ())]
    assert points(front) == [(0, 0, 0)]
    assert front.knee is None


def test_no_way_through_is_an_empty_front_that_says_why():
    front = pareto_paths(network_of(FIVE), "b", "a")

    assert isinstance(front, ParetoFront)
    assert len(front) == 0
    assert front.knee is None
    assert "no report supports a leg that leads on" in front.reason


@pytest.mark.parametrize("name", ["length_km", "risk_cost"])
@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf])
def test_a_negative_length_or_risk_or_none_at_all_is_told_with_its_leg(name, wrong):
    G = network_of(FIVE)
    G.edges["a", "b", "rail"][name] = wrong

    with pytest.raises(NetworkError, match=r"leg 'a'-'b' \(rail\) weighs .*finite and at least 0"):
        pareto_paths(G, "a", "b")


def test_unknown_places_no_places_and_empty_networks_are_told_as_such():
    with pytest.raises(UnknownNameError, match="'q' is not a place"):
        pareto_paths(network_of(FIVE), "a", "q")
    with pytest.raises(UnknownNameError, match="no place is named"):
        pareto_paths(network_of(FIVE), (), "b")
    with pytest.raises(UnknownNameError, match="the network has no places"):
        pareto_paths(nx.MultiDiGraph(), "a", "b")


def test_a_front_of_one_point_for_ends_that_share_a_place():
    """Of several origins one is a destination itself: nothing is shorter, safer or crosses less."""
    assert [path.places for path in pareto_paths(network_of(FIVE), ("a", "b"), ("b", "c"))] == [("b",)]
