"""What every way must pass, and how many borders must close, drawn and against brute force."""

from __future__ import annotations

import runpy
from itertools import combinations
from math import comb
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from analysis.dependence.border_number import BorderNumber, smallest_border_number
from analysis.dependence.dominators import MustPass, countries_of_leg, must_pass
from analysis.dependence.ways import first_way, ways_between
from analysis.search.arcs import Leg, places_on
from geodata import UnknownNameError
from routes import Scenario, apply_scenario

drawn_at_random = runpy.run_path(str(Path(__file__).with_name("ways_at_random.py")))
questions, all_ways, network_of = (drawn_at_random[name] for name in ("questions", "all_ways", "network_of"))


def countries_of(G, leg):
    """The countries that a leg runs in, flies between, or whose border it passes."""
    data = G.edges[leg]
    if data["country"] is None:
        return {G.nodes[leg.u]["country"], G.nodes[leg.v]["country"]}
    return {data["country"], *(data["border"] or data["country"]).split(":")}


def borders_of(G, leg):
    border = G.edges[leg]["border"]
    return {"-".join(sorted(border.split(":")))} if border else set()


def on(way, of_leg):
    return {x for leg in way for x in of_leg(leg)}


def test_must_pass_is_told_in_the_order_of_travel():
    """``a -> b`` by road or rail, then ``b -> d`` over c or straight, ``d -> h`` by air."""
    on_land = [
        ("a", "b", "road"),
        ("a", "b", "rail"),
        ("b", "c", "road"),
        ("c", "d", "road"),
        ("b", "d", "rail"),
    ]
    G = network_of([*on_land, ("d", "h", "air")])

    assert must_pass(G, "a", "h") == MustPass(
        origin="a",
        places=("b", "d"),
        legs=(Leg("d", "h", "air"),),
        borders=("AAA-BBB", "BBB-CCC"),
        countries=("BBB", "CCC"),
    )


def test_a_border_is_closed_both_ways():
    """One way leaves AAA for BBB, the other comes back from BBB into AAA: both pass their border."""
    G = nx.MultiDiGraph()
    G.add_edge("a", "b", "road", border="AAA:BBB")
    G.add_edge("a", "c", "road", border="BBB:AAA")
    G.add_edges_from([("b", "h", "road"), ("c", "h", "road")])

    assert must_pass(G, "a", "h").borders == ("AAA-BBB",)
    assert smallest_border_number(G, "a", "h").number == 1


def test_a_country_covers_the_legs_that_closing_it_in_a_scenario_closes(network):
    """What must be passed is what leaves no way when closed; of the countries, MNG is also flown from."""
    G = network()
    found = must_pass(G, "hill", "port")

    assert (found.borders, found.countries) == (("CHN-PRK", "CHN-MNG"), ("CHN", "MNG"))
    for leg in G.edges(keys=True):
        for country in ("PRK", "CHN", "MNG", "KOR"):
            left = apply_scenario(G, Scenario(close=country))
            assert (country in countries_of_leg(G, Leg(*leg))) != left.has_edge(*leg)


def test_without_a_way_nothing_must_be_passed():
    G = network_of([("a", "b", "road"), ("c", "h", "road")])

    assert must_pass(G, "a", "h") == MustPass("a")
    assert must_pass(G, ("b", "a"), "a") == MustPass(("a", "b"))
    assert must_pass(G, (), "h") == MustPass(())
    with pytest.raises(UnknownNameError, match="'z' is no place of the network"):
        must_pass(G, "a", ["h", "z"])


def test_three_ways_of_which_each_two_share_a_border_need_two():
    """No border lies on all ways, yet no two ways are disjoint in borders: duality does not hold.

    The ways pass the borders 1 and 2, 2 and 3, 3 and 1.
    """
    G = nx.MultiDiGraph()
    borders = {1: "AAA:BBB", 2: "AAA:CCC", 3: "AAA:DDD"}
    for way, passed in {"x": (1, 2), "y": (2, 3), "z": (3, 1)}.items():
        for u, v, number in zip(("o", way), (way, "t"), passed, strict=True):
            G.add_edge(u, v, "road", border=borders[number])

    found = smallest_border_number(G, "o", "t")

    assert (found.number, found.checked, found.exact) == (2, 4, True)
    assert [(closed, places_on(way)[1]) for closed, way in found.ways] == [
        ((), "x"),
        (("AAA-BBB",), "y"),
        (("AAA-CCC",), "z"),
        (("AAA-DDD",), "x"),
    ]


def test_a_way_by_air_passes_no_border():
    """Then no number of borders will do, and the way is the proof."""
    G = network_of([("a", "b", "road"), ("b", "h", "air"), ("a", "h", "air")])

    assert smallest_border_number(G, "a", "h") == BorderNumber(
        number=None, checked=1, ways=((("AAA-BBB",), (Leg("a", "h", "air"),)),)
    )


def test_the_two_ends_of_the_border_number():
    """Without a way no border needs to close; from a place to itself none can."""
    G = network_of([("a", "b", "road")])

    assert smallest_border_number(G, "a", "h") == BorderNumber(number=0, checked=0, ways=())
    assert smallest_border_number(G, "a", "a") == BorderNumber(number=None, checked=1, ways=(((), ()),))


def test_too_many_sets_of_borders_give_a_bound_that_says_so():
    """Six lines, each over two borders of its own: six must close, out of twelve."""
    G = nx.MultiDiGraph()
    for i, line in enumerate("abcdef"):
        G.add_edge("origin", line, "road", border=f"AA{line.upper()}:BBB")
        G.add_edge(line, "port", "road", border=f"BBB:CC{i}")

    whole = smallest_border_number(G, "origin", "port")
    bound = smallest_border_number(G, "origin", "port", 100)

    assert (whole.number, whole.exact) == (6, True)
    assert whole.checked == sum(comb(12, size) for size in range(6))
    assert (bound.number, bound.exact, bound.checked) == (3, False, 1 + 12 + 66)
    with pytest.raises(ValueError, match="cap is 0"):
        smallest_border_number(G, "origin", "port", 0)


def test_what_is_returned_names_no_set_of_borders_that_leaves_no_way():
    """Each set that is named stands beside a way that it leaves open."""
    G = network_of([("a", "b", "road"), ("b", "h", "road"), ("a", "d", "road"), ("d", "h", "road")])

    found = smallest_border_number(G, "a", "h")

    assert found.number == 2
    for closed, way in found.ways:
        assert not on(way, lambda leg: borders_of(G, leg)) & set(closed)


@settings(max_examples=1000, deadline=None)
@given(questions())
def test_what_every_way_passes_is_that_of_brute_force(question):
    """Places and legs are the intersection of all ways, in the order of each; groups hit each way."""
    G, origins, ends = question
    ways = all_ways(G, origins, ends)
    found = must_pass(G, origins if len(origins) > 1 else origins[0], ends)

    if not ways:
        assert found == MustPass(found.origin)
        return
    for way in ways:
        inner = places_on(way)[1:-1]
        shared = [place for place in inner if all(place in places_on(other)[1:-1] for other in ways)]
        assert list(found.places) == shared
        assert list(found.legs) == [leg for leg in way if all(leg in other for other in ways)]
    at_the_ends = {G.nodes[place]["country"] for place in (*origins, *ends)}
    for group, of_leg, ignored in (
        (found.borders, lambda leg: borders_of(G, leg), set()),
        (found.countries, lambda leg: countries_of(G, leg), at_the_ends),
    ):
        assert set(group) == set.intersection(*(on(way, of_leg) for way in ways)) - ignored
        assert len(group) == len(set(group))


@settings(max_examples=1000, deadline=None)
@given(questions())
def test_the_border_number_and_its_ways_are_those_of_brute_force(question):
    """The number is the smallest; every smaller set of borders on the way is there, with a way left."""
    G, origins, ends = question
    ways = all_ways(G, origins, ends)
    met = [frozenset(on(way, lambda leg: borders_of(G, leg))) for way in ways]
    found = smallest_border_number(G, origins, ends)

    assert {way for _, way in found.ways} <= set(ways)
    for closed, way in found.ways:
        assert not on(way, lambda leg: borders_of(G, leg)) & set(closed)
    if not all(met):
        assert found.number is None
        assert found.checked == 1
        return
    borders = sorted(frozenset().union(*met))
    number = next(
        size
        for size in range(len(borders) + 1)
        if any(all(not m.isdisjoint(closed) for m in met) for closed in combinations(borders, size))
    )
    assert found.number == number
    assert found.checked == len(found.ways) == len({closed for closed, _ in found.ways})
    considered = sorted({border for closed, _ in found.ways for border in closed})
    assert [closed for closed, _ in found.ways] == [
        closed for size in range(number) for closed in combinations(considered, size)
    ]
    assert set(borders) <= set(considered) or number < 2


@settings(max_examples=400, deadline=None)
@given(questions())
def test_the_first_way_has_fewest_legs_then_comes_first_in_the_alphabet(question):
    G, origins, ends = question
    ways = ways_between(G, origins, ends)
    without = set(ways.legs[::4])
    expected = min(
        (way for way in all_ways(G, origins, ends) if not without & set(way)),
        key=lambda way: (len(way), places_on(way), [leg.key for leg in way]),
        default=None,
    )

    assert first_way(ways, without=without) == expected
