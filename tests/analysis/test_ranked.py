"""All paths in their order, against brute force over all simple paths of random multigraphs."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.search.arcs import number_legs, steps_of
from analysis.search.ranked import ranked_paths
from analysis.search.states import build_states

PLACES = "abcdefgh"


@st.composite
def questions(draw):
    """Up to 20 legs between up to 8 places, one or two origins and destinations; ties and zeros are common."""
    places = PLACES[: draw(st.integers(2, len(PLACES)))]
    pairs = st.sampled_from([(u, v) for u in places for v in places if u != v])
    legs = draw(st.lists(st.tuples(pairs, st.sampled_from(["rail", "road"])), max_size=20, unique=True))
    ends = st.sets(st.integers(0, len(places) - 1), min_size=1, max_size=2)
    costs = draw(st.lists(st.integers(0, 3), min_size=len(legs), max_size=len(legs)))
    G = nx.MultiDiGraph()
    G.add_nodes_from(places)
    G.add_edges_from((u, v, key) for (u, v), key in legs)
    return number_legs(G), costs, draw(ends), draw(ends)


def simple_paths(arcs, costs, sources, targets):
    """Every simple path as (cost, number of legs, places, legs), in the stated order."""

    def extend(places, legs):
        if places[-1] in targets:
            yield sum(costs[leg] for leg in legs), len(legs), places, legs
            return
        for leg in range(len(arcs.legs)):
            u, v = arcs.tail[leg], arcs.head[leg]
            if u == places[-1] and v not in places and v not in sources:
                yield from extend((*places, v), (*legs, leg))

    return sorted(path for source in sources for path in extend((source,), ()))


@settings(max_examples=1500)
@given(questions())
def test_paths_come_in_the_stated_order_and_none_is_missing(question):
    arcs, costs, sources, targets = question
    found = [
        (path.places, path.legs)
        for path in ranked_paths(build_states(arcs, steps_of(costs), sources, targets))
    ]

    assert found == [path[2:] for path in simple_paths(*question)]


@settings(max_examples=500)
@given(questions())
def test_with_one_leg_a_hop_every_chain_of_places_comes_once_by_its_best_legs(question):
    arcs, costs, sources, targets = question
    states = build_states(arcs, steps_of(costs), sources, targets, one_leg_a_hop=True)

    best = {}
    for path in simple_paths(*question):
        best.setdefault(path[2], path)
    assert [(path.places, path.legs) for path in ranked_paths(states)] == [path[2:] for path in best.values()]


class Counts:
    """A rule for tests: pass at least as many legs of one set as are asked for, and none of another."""

    def __init__(self, wanted, forbidden, asked):
        self.wanted, self.forbidden, self.asked = wanted, forbidden, asked

    def start(self, place):
        return 0

    def advance(self, stage, leg):
        if leg in self.forbidden:
            return None
        return min(stage + (leg in self.wanted), self.asked)

    def accepts(self, stage):
        return stage == self.asked


@settings(max_examples=1000)
@given(questions(), st.data())
def test_ways_under_rules_are_those_of_all_paths_that_keep_them(question, data):
    """With two rules at once; chains of states that pass a place twice do not come."""
    arcs, costs, sources, targets = question
    some = st.sets(st.integers(0, max(0, len(arcs.legs) - 1)), max_size=6)
    rules = [
        Counts(data.draw(some), data.draw(some) if i else set(), data.draw(st.integers(0, 2))) for i in (0, 1)
    ]
    states = build_states(arcs, steps_of(costs), sources, targets, rules=rules)

    def keeps(legs, rule):
        return not set(legs) & rule.forbidden and len(set(legs) & rule.wanted) >= rule.asked

    expected = [path[2:] for path in simple_paths(*question) if all(keeps(path[3], rule) for rule in rules)]
    assert [(path.places, path.legs) for path in ranked_paths(states)] == expected


@pytest.mark.parametrize(("sources", "targets"), [({0}, {0}), ({0, 1}, {1, 2})])
def test_a_place_that_is_origin_and_destination_needs_no_leg(sources, targets):
    arcs = number_legs(nx.MultiDiGraph([("a", "b", "road"), ("b", "c", "road"), ("b", "a", "road")]))

    first = next(ranked_paths(build_states(arcs, steps_of([1, 1, 1]), sources, targets)))
    assert first.legs == ()
    assert first.places == (min(sources & targets),)


def test_of_a_way_that_costs_nothing_no_circle_comes():
    arcs = number_legs(nx.MultiDiGraph([("a", "b", "road"), ("b", "a", "road"), ("b", "c", "road")]))

    paths = list(ranked_paths(build_states(arcs, steps_of([0, 0, 0]), {0}, {2})))
    assert [path.places for path in paths] == [(0, 1, 2)]
