"""Paths that share little, against brute force over all simple paths of random multigraphs."""

from __future__ import annotations

import math
import runpy
from fractions import Fraction
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import dissimilar_paths, k_shortest_paths
from geodata import NetworkError, QuestionError, UnknownNameError
from routes import build_network

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
network_of, questions, ways_of = (by_hand[name] for name in ("network_of", "questions", "ways_of"))
datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

SHARES = (0, 0.1, 0.25, 0.3, 1 / 3, 0.5, 0.6, 0.75, 0.9, 0.99)

#        b                 a > b > d > h and a > c > d > h share the last of three legs;
#      /   \               a > e > h shares none
#    a       d --- h
#      \   /       |
#        c         |
#    a ---- e -----+
FORK = {
    ("a", "b", "road"): (1, 1, None),
    ("b", "d", "road"): (1, 1, None),
    ("a", "c", "road"): (1, 2, None),
    ("c", "d", "road"): (1, 1, None),
    ("d", "h", "road"): (2, 1, None),
    ("d", "h", "rail"): (2, 1, None),
    ("a", "e", "road"): (9, 9, None),
    ("e", "h", "road"): (9, 9, None),
}


def told(paths):
    return ["".join(path.places) for path in paths]


def amount_shared(G, path, earlier, unit):
    """How much of an earlier path lies on hops of a later one, whatever the mode."""
    hops = {(leg.u, leg.v) for leg in path}
    return sum(unit(G.edges[leg]) for leg in earlier if (leg.u, leg.v) in hops)


def dissimilar_by_hand(asked, k, share, value):
    """Go through all ways, best first, and take each that shares little with all taken before."""
    found = []
    for way in ways_of(asked, value):
        for earlier in found:
            unit = length_of if any(length_of(asked.G.edges[leg]) for leg in earlier) else one
            whole = sum(unit(asked.G.edges[leg]) for leg in earlier)
            if amount_shared(asked.G, way, earlier, unit) > share * whole or not earlier:
                break
        else:
            found.append(way)
        if len(found) == k:
            break
    return found


def length_of(data):
    return round(data["length_km"] * 10**9)


def one(data):
    return 1


def test_two_ways_that_share_half_of_their_length_are_similar_below_half():
    """The leg d > h is 2 of 4 km."""
    assert told(dissimilar_paths(network_of(FORK), "a", "h", 5)) == ["abdh", "acdh", "aeh"]
    assert told(dissimilar_paths(network_of(FORK), "a", "h", 5, share=0.49)) == ["abdh", "aeh"]
    assert told(dissimilar_paths(network_of(FORK), "a", "h", 5, share=0)) == ["abdh", "aeh"]
    assert told(dissimilar_paths(network_of(FORK), "a", "h", 2)) == ["abdh", "acdh"]


def test_the_train_and_the_road_beside_it_are_one_way():
    """Even where the one is longer than the other, and however much may be shared."""
    legs = {("a", "b", "rail"): (9, 0, None), ("a", "b", "road"): (1, 1, None)}

    assert told(dissimilar_paths(network_of(legs), "a", "b", 5, share=0.99)) == ["ab"]
    assert told(dissimilar_paths(network_of(legs), "a", "b", 5, "length", share=0.99)) == ["ab"]


@settings(max_examples=1200)
@given(questions(most=20), st.integers(1, 4), st.sampled_from(SHARES), st.sampled_from(["risk", "length"]))
def test_each_is_the_best_of_all_that_share_no_more(asked, k, share, by):
    paths = dissimilar_paths(*asked.ends, k, by, share=share)
    name = {"risk": "risk_cost", "length": "length_km"}[by]
    expected = dissimilar_by_hand(asked, k, Fraction(str(share)), lambda d: d[name])

    assert [path.legs for path in paths] == expected
    assert [path.rank for path in paths] == list(range(1, len(paths) + 1))
    assert [path.value for path in paths] == sorted(path.value for path in paths)
    assert len({path.places for path in paths}) == len(paths)


@settings(max_examples=600)
@given(questions(most=20, via=2, avoid=1), st.integers(1, 3), st.sampled_from(SHARES))
def test_past_targets_each_is_the_best_of_all_that_share_no_more(asked, k, share):
    paths = dissimilar_paths(*asked.ends, k, share=share, **asked.past)
    expected = dissimilar_by_hand(asked, k, Fraction(str(share)), lambda d: d["risk_cost"])

    assert [path.legs for path in paths] == expected
    assert bool(paths.reason) == (not expected)


@settings(max_examples=200)
@given(questions(), st.sampled_from(SHARES))
def test_the_first_is_the_best_path_and_k_only_cuts_the_list(asked, share):
    """What is shared with an earlier path is at most the share of that path's length."""
    most = dissimilar_paths(*asked.ends, 4, share=share)
    best = sp.safest_path(*asked.ends)

    assert [path.legs for path in most[:1]] == ([best.legs] if best.found else [])
    for k in (1, 2, 3):
        assert [path.legs for path in dissimilar_paths(*asked.ends, k, share=share)] == [
            path.legs for path in most[:k]
        ]
    for i, path in enumerate(most):
        for earlier in most[:i]:
            shared = amount_shared(asked.G, path.legs, earlier.legs, lambda d: d["length_km"])
            assert shared <= Fraction(str(share)) * earlier.length_km


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_dissimilar_paths_of_reported_networks_are_exact(dataset, data):
    """On networks drawn from random reports, with lengths on the ground and pooled risks."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    ends = tuple((data.draw(st.sampled_from(sorted(G))),) for _ in range(2))
    asked = by_hand["Asked"](G, *ends)
    share = data.draw(st.sampled_from(SHARES))

    expected = dissimilar_by_hand(asked, 3, Fraction(str(share)), lambda d: round(d["risk_cost"] * 10**9))
    assert [path.legs for path in dissimilar_paths(*asked.ends, 3, share=share)] == expected


def test_of_equal_paths_past_a_target_the_one_whose_places_come_first_is_given():
    """a > b > d > h and a > b > e > h are equal; that c leads to e as well must not matter."""
    legs = {
        (u, v, "road"): (1, 1, "PRK:CHN" if u == "a" else None)
        for u, v in ("ab", "bd", "be", "ce", "dh", "eh")
    }
    legs["a", "c", "road"] = (9, 9, "PRK:CHN")

    assert told(dissimilar_paths(network_of(legs), "a", "h", 1, via="CHN-PRK")) == ["abdh"]


def test_a_path_of_no_length_is_measured_by_its_hops():
    """Both hops of a > b > c are free; a > d > c shares none of them, a > b > d > c one of two."""
    free = {(u, v, "road"): (0, 0, None) for u, v in ("ab", "bc", "ad", "dc", "bd")}

    assert told(dissimilar_paths(network_of(free), "a", "c", 5)) == ["abc", "adc", "abdc"]
    assert told(dissimilar_paths(network_of(free), "a", "c", 5, share=0.4)) == ["abc", "adc"]


@pytest.mark.parametrize("k", [0, -3])
def test_at_least_one_path_must_be_asked_for(k):
    with pytest.raises(QuestionError, match=f"k is {k}; ask for 1 path or more"):
        dissimilar_paths(network_of(FORK), "a", "h", k)


@pytest.mark.parametrize("k", [2.5, math.nan, math.inf, "3", None])
def test_k_is_a_whole_number(k):
    with pytest.raises(QuestionError, match=f"k is {k!r}; it must be a whole number"):
        dissimilar_paths(network_of(FORK), "a", "h", k)


@pytest.mark.parametrize("share", [-0.01, 1, 1.5, 50, math.nan, math.inf, "half", "1/0", None, True])
def test_a_share_is_at_least_0_and_below_1(share):
    with pytest.raises(QuestionError, match=f"the share is {share}; it must be at least 0 and below 1"):
        dissimilar_paths(network_of(FORK), "a", "h", 2, share=share)


@pytest.mark.parametrize("share", [Fraction(1, 2), np.float64(0.5), np.float32(0.5)])
def test_any_kind_of_number_is_a_share(share):
    paths = dissimilar_paths(network_of(FORK), "a", "h", 5, share=share)

    assert told(paths) == ["abdh", "acdh", "aeh"]
    assert paths.note == "Each shares at most 50 % of the length of any before it."


def test_a_share_means_what_is_written():
    """A tenth is a tenth, though no binary fraction is: 1 of 10 km may be shared."""
    legs = {("a", "b", "road"): (1, 0, None), ("b", "h", "road"): (9, 0, None)}
    legs |= {("b", "c", "road"): (9, 1, None), ("c", "h", "road"): (9, 1, None)}

    assert told(dissimilar_paths(network_of(legs), "a", "h", 5, share=0.1)) == ["abh", "abch"]
    assert told(dissimilar_paths(network_of(legs), "a", "h", 5, share=0.0999)) == ["abh"]


def test_origin_and_destination_in_one_place_give_the_one_path_without_legs():
    assert told(dissimilar_paths(network_of(FORK), "a", "a", 5)) == ["a"]


def test_no_way_through_is_an_empty_list_that_says_why():
    paths = dissimilar_paths(network_of(FORK), "h", "a", 5)

    assert told(paths) == []
    assert "no report supports a leg that leads on" in paths.reason


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf])
def test_a_weight_or_length_that_is_negative_or_no_number_is_told_with_its_leg(wrong):
    for name in ("risk_cost", "length_km"):
        G = network_of(FORK)
        G.edges["d", "h", "rail"][name] = wrong
        with pytest.raises(NetworkError, match=r"leg 'd'-'h' \(rail\) weighs .*finite and at least 0"):
            dissimilar_paths(G, "a", "h", 2)


def test_unknown_places_no_places_and_empty_networks_are_told_as_such():
    with pytest.raises(UnknownNameError, match="'q' is not a place"):
        dissimilar_paths(network_of(FORK), "q", "h", 2)
    with pytest.raises(UnknownNameError, match="no place is named"):
        dissimilar_paths(network_of(FORK), "a", (), 2)
    with pytest.raises(UnknownNameError, match="the network has no places"):
        dissimilar_paths(nx.MultiDiGraph(), "a", "b", 2)
    with pytest.raises(QuestionError, match="'cheap' is no objective"):
        dissimilar_paths(network_of(FORK), "a", "h", 2, "cheap")


def test_the_flights_of_a_town_and_of_its_missions_are_one_way(network):
    """The mission lies at the point of its town: to leave by it shares the ground and the flight."""
    places = """
hill    origin      PRK      0 0
river   crossing    PRK:CHN  1 0
town    city        CHN      2 0
embassy mission     CHN      2 0
port    destination KOR     14 0
"""
    ways = """
[[route]]
via = ["hill", "river", "town", "port"]
claim = "By air."
[[route]]
via = ["town", "embassy", "port"]
claim = "By a mission."
"""
    G = network(places=places, gazette=ways)

    assert len(k_shortest_paths(G, "hill", "port", 9)) == 2
    assert len(dissimilar_paths(G, "hill", "port", 9, share=0.9)) == 1
