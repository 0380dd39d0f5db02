"""Minimum cuts and disjoint ways, drawn and against brute force over all simple paths."""

from __future__ import annotations

import runpy
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dependence.cuts import Cut, _disjoint_paths, minimum_cut
from analysis.dependence.ways import END, START
from analysis.search.arcs import Leg
from geodata import UnknownNameError

drawn_at_random = runpy.run_path(str(Path(__file__).with_name("ways_at_random.py")))
questions, all_ways = drawn_at_random["questions"], drawn_at_random["all_ways"]

#        up
#      /    \
#   hill     gate -- town == port      (two legs from town to port: road and rail)
#      \    /
#       low
LADDER = [
    ("hill", "up", "foot"),
    ("hill", "low", "foot"),
    ("up", "gate", "foot"),
    ("low", "gate", "foot"),
    ("gate", "town", "road"),
    ("town", "port", "rail"),
    ("town", "port", "road"),
]


def hitting_sets(ways, members_of):
    """Every smallest set that meets all ways, by enumeration; None if there is none."""
    met = [frozenset(members_of(way)) for way in ways]
    if not all(met):
        return None
    universe = sorted(frozenset().union(*met))
    for size in range(len(universe) + 1):
        found = [some for some in combinations(universe, size) if all(not m.isdisjoint(some) for m in met)]
        if found:
            return found
    raise AssertionError


def inner_places(way):
    return [leg.v for leg in way[:-1]]


def test_of_places_each_on_the_one_line_is_a_cut():
    found = minimum_cut(nx.MultiDiGraph(LADDER), "hill", "port", "places")

    assert found.size == 1
    assert found.cuts == (("gate",), ("town",))
    assert found.complete
    assert [[leg.v for leg in path] for path in found.paths] == [["low", "gate", "town", "port"]]


def test_parallel_legs_are_legs_of_their_own():
    """Of legs only the one between gate and town is a cut: on to the port there are two."""
    found = minimum_cut(nx.MultiDiGraph(LADDER), "hill", "port", "legs")

    assert found.cuts == ((Leg("gate", "town", "road"),),)


def test_cuts_of_several_members_come_once_each_and_in_order():
    """Two lines of two places each: any place of one with any of the other, 2 x 2 cuts."""
    G = nx.MultiDiGraph()
    nx.add_path(G, ["o", "a", "b", "t"])
    nx.add_path(G, ["o", "c", "d", "t"])

    places = minimum_cut(G, "o", "t", "places")
    legs = minimum_cut(G, "o", "t", "legs")

    assert places.cuts == (("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"))
    assert len(legs.cuts) == 3 * 3
    assert [len(found.paths) for found in (places, legs)] == [2, 2]


def test_where_a_leg_leads_straight_to_the_destination_no_places_separate():
    """The adjacent case: no size, no cuts and no ways for places; for legs as ever."""
    G = nx.MultiDiGraph([*LADDER, ("hill", "port", "air")])

    assert minimum_cut(G, "hill", "port", "places") == Cut(size=None)
    assert minimum_cut(G, "hill", "port", "legs").size == 2


def test_a_flow_that_must_be_rerouted_still_gives_ways():
    """The shortest way o-a-d-t blocks both others; two ways are found all the same."""
    G = nx.MultiDiGraph()
    nx.add_path(G, ["o", "a", "d", "t"])
    nx.add_path(G, ["o", "b1", "b2", "d"])
    nx.add_path(G, ["a", "c1", "c2", "t"])

    found = minimum_cut(G, "o", "t", "places")

    assert found.size == 2
    assert [inner_places(path) for path in found.paths] == [["a", "c1", "c2"], ["b1", "b2", "d"]]


def test_a_flow_may_run_in_circles_and_ways_do_not():
    """The flow goes round by b before it leaves a; its way goes straight on."""
    R = nx.DiGraph([(START, "a"), ("a", "b"), ("b", "a"), ("a", END)])
    nx.set_edge_attributes(R, 1, "flow")

    assert _disjoint_paths(R, R) == [[(START, "a"), ("a", END)]]


def test_no_way_needs_no_cut():
    G = nx.MultiDiGraph([("a", "b", "road"), ("c", "b", "road")])

    for of in ("places", "legs"):
        assert minimum_cut(G, "a", "c", of) == Cut(size=0)
        assert minimum_cut(G, (), "c", of) == Cut(size=0)
        assert minimum_cut(G, "a", (), of) == Cut(size=0)


def test_nothing_separates_a_place_from_itself():
    G = nx.MultiDiGraph(LADDER)

    for of in ("places", "legs"):
        assert minimum_cut(G, "hill", "hill", of) == Cut(size=None)
        assert minimum_cut(G, ("hill", "up"), ("up", "port"), of) == Cut(size=None)


def test_a_cap_is_kept_and_told():
    """Six lines of two places have 2 ** 6 = 64 cuts."""
    G = nx.MultiDiGraph()
    for line in "abcdef":
        nx.add_path(G, ["origin", f"{line}1", f"{line}2", "port"])

    for cap, complete in ((63, False), (64, True), (1, False)):
        found = minimum_cut(G, "origin", "port", "places", cap)
        assert (len(found.cuts), found.complete, found.size) == (min(cap, 64), complete, 6)
    assert found.cuts == (tuple(f"{line}1" for line in "abcdef"),)  # next to the origin


def test_unusual_questions_are_errors_that_say_why():
    G = nx.MultiDiGraph(LADDER)

    with pytest.raises(ValueError, match="cap is 0; it is the most cuts to return, at least 1"):
        minimum_cut(G, "hill", "port", "places", 0)
    with pytest.raises(ValueError, match="of is 'borders'; cuts are of 'places' or of 'legs'"):
        minimum_cut(G, "hill", "port", "borders")
    with pytest.raises(UnknownNameError, match=r"'gat' is no place of the network.*Did you mean gate"):
        minimum_cut(G, "gat", "port", "places")
    with pytest.raises(UnknownNameError, match="'hill' is no place"):
        minimum_cut(nx.MultiDiGraph(), "hill", "port", "legs")


@settings(max_examples=1200, deadline=None)
@given(questions(), st.integers(1, 3))
def test_cuts_are_those_of_brute_force(question, cap):
    """All minimum cuts of places and of legs, as many disjoint ways, and what a cap leaves of them."""
    G, origins, ends = question
    ways = all_ways(G, origins, ends)
    for of, members_of in (("places", inner_places), ("legs", lambda way: way)):
        found = minimum_cut(G, origins, ends, of, 10_000)
        if not ways:
            assert found == Cut(size=0)
            continue
        expected = hitting_sets(ways, members_of)
        if expected is None:
            assert found == Cut(size=None)
            continue
        assert list(found.cuts) == expected
        assert found.complete
        assert found.size == len(expected[0]) == len(found.paths)
        assert set(found.paths) <= set(ways)
        members = [member for path in found.paths for member in members_of(path)]
        assert len(members) == len(set(members))

        capped = minimum_cut(G, origins, ends, of, cap)
        assert len(capped.cuts) == min(cap, len(expected))
        assert set(capped.cuts) <= set(expected)
        assert capped.complete == (len(expected) <= cap)


@settings(max_examples=300, deadline=None)
@given(questions(most=30))
def test_removing_a_cut_leaves_no_way_and_the_order_of_legs_changes_nothing(question):
    """Asked of networkx, on networks with more legs; legs given backwards give the same answer."""
    G, origins, ends = question
    backwards = nx.MultiDiGraph()
    backwards.add_nodes_from(reversed(list(G.nodes(data=True))))
    backwards.add_edges_from(reversed(list(G.edges(keys=True, data=True))))
    for of in ("places", "legs"):
        found = minimum_cut(G, origins, ends, of)
        assert minimum_cut(backwards, origins, ends, of) == found
        for cut in found.cuts:
            left = G.copy()
            (left.remove_nodes_from if of == "places" else left.remove_edges_from)(cut)
            assert not any(nx.has_path(left, origin, end) for origin in origins for end in ends)
