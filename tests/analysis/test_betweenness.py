"""The share of best ways that passes a target, drawn, by brute force, and beside networkx."""

from __future__ import annotations

import runpy
from fractions import Fraction
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dependence.betweenness import od_betweenness
from analysis.search.arcs import Leg, places_on
from geodata import NetworkError, QuestionError
from routes import Target, TargetKind, matches_leg

drawn_at_random = runpy.run_path(str(Path(__file__).with_name("ways_at_random.py")))
questions, all_ways, network_of = (drawn_at_random[name] for name in ("questions", "all_ways", "network_of"))


@st.composite
def weighted_questions(draw):
    """A network of places and legs with small whole weights, zeros among them."""
    G, origins, ends = draw(questions())
    for leg in G.edges(keys=True):
        G.edges[leg]["length_km"] = float(draw(st.integers(0, 2)))
    return G, origins, ends


def every_target(G):
    borders = {tuple(sorted(b.split(":"))) for *_, b in G.edges(data="border") if b}
    return [
        *(Target(TargetKind.COUNTRY, c) for c in sorted({c for _, c in G.nodes(data="country")})),
        *(Target(TargetKind.BORDER, *border) for border in sorted(borders)),
        *(Target(TargetKind.PLACE, place) for place in sorted(G)),
        *(Target(TargetKind.LEG, *pair) for pair in sorted(set(G.edges()))),
    ]


def best_chains(G, origin, end):
    """The chains of places of all best ways, each with the legs by which it can be a best one."""
    ways = all_ways(G, (origin,), (end,))
    rank = {way: (sum(G.edges[leg]["length_km"] for leg in way), len(way)) for way in ways}
    chains = {}
    for way in ways:
        if rank[way] == min(rank.values()):
            chains.setdefault(places_on(way), []).append(way)
    return chains


@settings(max_examples=500)
@given(weighted_questions())
def test_betweenness_is_what_counting_all_ways_gives(question):
    """For every target: the mean share of chains that no leg beside it could stand in for."""
    G, origins, ends = question
    chains = {(o, e): best_chains(G, o, e) for o in origins for e in ends if o != e}
    joined = {pair: found for pair, found in chains.items() if found}
    expected = {}
    for target in every_target(G):
        covered = {Leg(*leg) for leg in G.edges(keys=True) if matches_leg(G, target, leg)}
        shares = []
        for pair, found in joined.items():
            at_ends = set(pair) | {G.nodes[place]["country"] for place in pair}
            if target.kind in (TargetKind.PLACE, TargetKind.COUNTRY) and target.first in at_ends:
                continue
            passing = [ways for ways in found.values() if all(covered.intersection(way) for way in ways)]
            shares.append(Fraction(len(passing), len(found)))
        if any(shares):
            expected[target] = float(sum(shares) / len(joined))
    found = od_betweenness(G, origins, ends)
    assert found == pytest.approx(expected)
    assert list(found) == list(expected)


@settings(max_examples=200)
@given(weighted_questions())
def test_for_places_it_is_betweenness_on_a_subset(question):
    """Brandes' measure as networkx computes it, over the number of pairs that a way joins."""
    G, origins, ends = question
    plain = nx.DiGraph()
    plain.add_nodes_from(G)
    for u, v, km in G.edges(data="length_km"):
        step = int(km) * 1000 + 1  # of equal ways those with fewer legs
        plain.add_edge(u, v, step=min(step, plain.get_edge_data(u, v, {"step": step})["step"]))
    pairs = sum(nx.has_path(plain, o, e) for o in origins for e in ends if o != e)
    by_networkx = nx.betweenness_centrality_subset(plain, list(origins), list(ends), weight="step")
    found = {t.first: b for t, b in od_betweenness(G, origins, ends).items() if t.kind is TargetKind.PLACE}
    assert found == pytest.approx({place: b / pairs for place, b in by_networkx.items() if b})


def test_two_modes_are_one_way():
    """``a -> b`` by road or rail is one chain of places beside ``a -> c``; the border is passed by both."""
    G = network_of(
        [("a", "b", "road"), ("a", "b", "rail"), ("b", "f", "air"), ("a", "c", "air"), ("c", "f", "air")]
    )
    nx.set_edge_attributes(G, 1.0, "length_km")
    found = {str(target): share for target, share in od_betweenness(G, ["a"], ["f"]).items()}
    assert found == {
        "BBB": 1.0,
        "AAA-BBB": 0.5,
        "b": 0.5,
        "c": 0.5,
        "a:b": 0.5,
        "a:c": 0.5,
        "b:f": 0.5,
        "c:f": 0.5,
    }


def test_a_way_that_a_leg_saves_does_not_pass_the_border():
    """Where one may fly as cheaply as drive, the border is not on the way."""
    G = network_of([("a", "b", "road"), ("a", "b", "air")])
    nx.set_edge_attributes(G, 1.0, "length_km")
    assert {str(t): share for t, share in od_betweenness(G, ["a"], ["b"]).items()} == {"a:b": 1.0}


def test_any_weight_can_be_asked_for():
    """The best ways by risk are others than the shortest; a weight that is none is refused."""
    G = network_of([("a", "d", "road"), ("a", "c", "road"), ("c", "d", "road")])
    nx.set_edge_attributes(G, 1.0, "length_km")
    nx.set_edge_attributes(
        G, {("a", "d", "road"): 3.0, ("a", "c", "road"): 1.0, ("c", "d", "road"): 1.0}, "risk_cost"
    )
    assert Target(TargetKind.PLACE, "c") not in od_betweenness(G, ["a"], ["d"], "length")
    assert od_betweenness(G, ["a"], ["d"], "risk")[Target(TargetKind.PLACE, "c")] == 1.0
    with pytest.raises(QuestionError, match="'beauty' is no objective"):
        od_betweenness(G, ["a"], ["d"], "beauty")
    with pytest.raises(NetworkError, match="weighs nan"):
        od_betweenness(G, ["a"], ["d"], lambda data: float("nan"))


def test_without_a_way_nothing_is_between():
    """No legs, no destination, or nothing but places that have arrived: an empty answer each."""
    G = network_of([])
    assert od_betweenness(G, ["a"], ["b"]) == {}
    G = network_of([("a", "b", "road")])
    nx.set_edge_attributes(G, 1.0, "length_km")
    assert (
        od_betweenness(G, ["a"], [])
        == od_betweenness(G, ["b"], ["a"])
        == od_betweenness(G, ["a"], ["a"])
        == {}
    )
