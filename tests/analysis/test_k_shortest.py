"""The k best paths, against brute force over all simple paths of random multigraphs."""

from __future__ import annotations

import math
import runpy
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import k_shortest_paths
from geodata import AmbiguousNameError, NetworkError, QuestionError, UnknownNameError

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
network_of, questions, ways_of = (by_hand[name] for name in ("network_of", "questions", "ways_of"))

WEIGHTS = {
    "length": lambda d: d["length_km"],
    "risk": lambda d: d["risk_cost"],
    "days": lambda d: d["days"],
    "risk_high": lambda d: d["risk_high"],
}

#    a --- b --- c       by rail (1) or road (1), each hop
#     \_________/        by air (2)
LINE = {
    ("a", "b", "rail"): (1, 1, None),
    ("a", "b", "road"): (1, 1, None),
    ("b", "c", "rail"): (1, 1, None),
    ("b", "c", "road"): (1, 1, None),
    ("a", "c", "air"): (2, 9, None),
}


def told(paths):
    return [("".join(path.places), " ".join(leg.key for leg in path.legs)) for path in paths]


def test_of_five_equal_paths_the_one_with_fewer_legs_leads_then_the_modes_decide():
    """All are 2 km long."""
    paths = k_shortest_paths(network_of(LINE), "a", "c", 9)

    assert told(paths) == [
        ("ac", "air"),
        ("abc", "rail rail"),
        ("abc", "rail road"),
        ("abc", "road rail"),
        ("abc", "road road"),
    ]
    assert [path.value for path in paths] == [2] * 5
    assert [path.rank for path in paths] == [1, 2, 3, 4, 5]


def test_places_in_order_come_before_modes():
    """a > b > d by the later mode comes before a > c > d by the earlier."""
    legs = {("a", "b", "road"): (1, 1, None), ("b", "d", "road"): (1, 1, None)}
    legs |= {("a", "c", "air"): (1, 1, None), ("c", "d", "air"): (1, 1, None)}

    assert told(k_shortest_paths(network_of(legs), "a", "d", 2)) == [("abd", "road road"), ("acd", "air air")]


@settings(max_examples=1200)
@given(questions(most=24), st.sampled_from(sorted(WEIGHTS)), st.integers(1, 12))
def test_the_first_k_of_all_simple_paths_are_given(asked, by, k):
    paths = k_shortest_paths(*asked.ends, k, by)
    value = WEIGHTS[by]
    expected = ways_of(asked, value)

    assert [path.legs for path in paths] == expected[:k]
    assert [path.rank for path in paths] == list(range(1, len(paths) + 1))
    assert [path.value for path in paths] == [
        sum(value(asked.G.edges[leg]) for leg in w) for w in expected[:k]
    ]
    assert len({(path.places, path.legs) for path in paths}) == len(paths)
    assert paths.found == bool(expected)
    assert bool(paths.reason) == (not expected)


@settings(max_examples=250)
@given(questions(most=20))
def test_any_function_of_a_leg_is_a_weight(asked):
    """Legs count in whole thousand-millionths: three thirds are a little less than one."""

    def third(data):
        return np.float64(data["length_km"]) / 3

    paths = k_shortest_paths(*asked.ends, 20, third)
    expected = ways_of(asked, lambda d: round(d["length_km"] / 3 * 10**9))
    assert [path.legs for path in paths] == expected[:20]
    assert [path.value for path in paths] == pytest.approx([sum(map(third, data_on(path))) for path in paths])
    assert paths.title == "Best paths by third"


def data_on(path):
    return [path.network.edges[leg] for leg in path.legs]


@settings(max_examples=400)
@given(questions(), st.integers(1, 6))
def test_the_margin_of_each_is_to_the_next_through_other_places(asked, k):
    """The runner-up is the first, in the stated order, of the best ways through each chain of places behind."""
    ways = ways_of(asked, WEIGHTS["length"])
    best = {}
    for rank, way in enumerate(ways):
        best.setdefault(chain(asked, way), rank)
    for rank, path in enumerate(k_shortest_paths(*asked.ends, k)):
        behind = [ways[r] for places, r in best.items() if r > rank and places != path.places]
        assert (path.runner_up and path.runner_up.legs) == (behind[0] if behind else None)
        if behind:
            assert path.margin == path.runner_up.gap >= 0
            assert path.margin == sum(asked.G.edges[leg]["length_km"] for leg in behind[0]) - path.value
        else:
            assert path.margin is None


def chain(asked, way):
    """The places of a way; of a way without legs the first origin that is a destination."""
    if way:
        return (way[0].u, *(leg.v for leg in way))
    return min((place,) for place in asked.origins if place in asked.destinations)


@settings(max_examples=300)
@given(questions(), st.sampled_from(["CHN-MNG", "MNG", "c", "air@CHN", "CHN:MNG"]), st.integers(1, 8))
def test_closing_never_shortens_and_is_the_same_as_avoiding(asked, closed, k):
    """The i-th best path of what is left is no better than the i-th best of all."""
    if closed in asked.origins or closed in asked.destinations:
        return
    before = k_shortest_paths(*asked.ends, k)
    scenario = sp.apply_scenario(asked.G, sp.Scenario(close=(closed,)))
    after = k_shortest_paths(scenario, asked.origins, asked.destinations, k)

    assert len(after) <= len(before)
    assert all(b.value <= a.value for b, a in zip(before, after, strict=False))
    avoiding = k_shortest_paths(*asked.ends, k, avoid=closed)
    assert [path.legs for path in avoiding] == [path.legs for path in after]


@pytest.mark.parametrize("k", [0, -1, -(10**9)])
def test_at_least_one_path_must_be_asked_for(k):
    with pytest.raises(QuestionError, match=f"k is {k}; ask for 1 path or more"):
        k_shortest_paths(network_of(LINE), "a", "c", k)


@pytest.mark.parametrize("k", [2.5, math.nan, math.inf, "3", None])
def test_k_is_a_whole_number(k):
    with pytest.raises(QuestionError, match=f"k is {k!r}; it must be a whole number"):
        k_shortest_paths(network_of(LINE), "a", "c", k)


def test_a_whole_number_of_numpy_will_do():
    assert len(k_shortest_paths(network_of(LINE), "a", "c", np.int64(2))) == 2


@pytest.mark.parametrize("wrong", [-1, -1e-12, math.nan, math.inf])
def test_a_weight_that_is_negative_or_no_number_is_told_with_its_leg(wrong):
    G = network_of(LINE)
    G.edges["b", "c", "road"]["length_km"] = wrong

    with pytest.raises(NetworkError, match=r"leg 'b'-'c' \(road\) weighs .*finite and at least 0"):
        k_shortest_paths(G, "a", "c", 2)
    G = network_of(LINE)
    with pytest.raises(NetworkError, match=r"leg 'a'-'c' \(air\) weighs .*finite and at least 0"):
        k_shortest_paths(G, "a", "c", 2, lambda d: wrong if d["risk_cost"] == 9 else 0)


@pytest.mark.parametrize("number", [np.int64, np.int32, np.float32, np.float64])
def test_numbers_of_numpy_weigh_what_they_say(number):
    """20,000 km, in thousand-millionths, are more than fit a machine word."""
    G = network_of(LINE)
    for *leg, data in G.edges(keys=True, data=True):
        data["length_km"] = number(20_000 if leg[2] == "air" else 9_000)

    assert told(k_shortest_paths(G, "a", "c", 1)) == [("abc", "rail rail")]


def test_origin_and_destination_in_one_place_give_the_one_path_without_legs():
    paths = k_shortest_paths(network_of(LINE), "b", "b", 5)

    assert [(path.places, path.legs, path.value) for path in paths] == [(("b",), (), 0)]
    assert paths[0].runner_up is None
    assert paths[0].margin is None


def test_no_way_through_is_an_empty_list_that_says_why():
    paths = k_shortest_paths(network_of(LINE), "c", "a", 5)

    assert list(paths) == []
    assert not paths.found
    assert paths.reason == "C is as far as one gets; no report supports a leg that leads on."


@pytest.mark.parametrize(
    ("ends", "near"), [(("aa", "c"), "'aa' is not a place"), (("a", "cc"), "'cc' is not a")]
)
def test_unknown_places_are_answered_with_near_matches(ends, near):
    with pytest.raises(UnknownNameError, match=near):
        k_shortest_paths(network_of(LINE), *ends, 2)
    G = network_of(LINE, names={"a": "Hillview", "c": "Port Haven"})
    with pytest.raises(UnknownNameError, match="Did you mean hillview"):
        k_shortest_paths(G, "hilview", "c", 2)


def test_a_name_that_two_places_bear_is_told_with_their_ids():
    G = network_of(LINE, names={"a": "Twin", "b": "Twin"})

    with pytest.raises(AmbiguousNameError, match="a, b"):
        k_shortest_paths(G, "twin", "c", 2)


@pytest.mark.parametrize("ends", [((), "c"), ("a", []), ([], [])])
def test_a_question_without_a_place_is_told_as_such(ends):
    with pytest.raises(UnknownNameError, match="no place is named; name one at least"):
        k_shortest_paths(network_of(LINE), *ends, 2)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_place(name):
    with pytest.raises(UnknownNameError):
        k_shortest_paths(network_of(LINE), name, "c", 2)


def test_an_empty_network_is_told_as_such():
    with pytest.raises(UnknownNameError, match="the network has no places, so 'a' is none of them"):
        k_shortest_paths(nx.MultiDiGraph(), "a", "b", 2)


@pytest.mark.parametrize("by", ["cheap", None, 3, ["length"]])
def test_a_weight_that_is_none_is_told_with_those_that_exist(by):
    with pytest.raises(QuestionError, match="is no objective; use one of length, risk, balanced, days"):
        k_shortest_paths(network_of(LINE), "a", "c", 2, by)


def test_a_later_path_does_not_call_itself_the_shortest():
    """Only the first has the least length; the others say which they are."""
    first, second = k_shortest_paths(network_of(LINE), "a", "c", 2)

    assert first.label == "Shortest path"
    assert first.summary.startswith("Least length among the ways reported")
    assert second.label != "Shortest path"
    assert "Least length" not in second.summary
    assert "2" in second.label
