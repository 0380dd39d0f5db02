"""Label setting with dominance, against brute force over all simple paths of random multigraphs."""

from __future__ import annotations

from itertools import islice

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.search.labels import efficient_paths, first_path_within

#   0 --road 1,9-- 1 --road 1,9-- 2     short and dangerous
#   0 ------------ air 3,4 ------- 2     long and safe
OUT = [[0, 1], [2], []]
HEAD = [1, 2, 2]
LENGTH = [1, 3, 1]
RISK = [9, 4, 9]


class Drawn:
    """A multigraph as numbers: legs in order of (from, to, mode), each with some costs."""

    def __init__(self, legs, places):
        self.legs = sorted(legs)  # (tail, head, mode)
        self.costs = [legs[leg] for leg in self.legs]
        self.head = [v for _, v, _ in self.legs]
        self.out = [[i for i, leg in enumerate(self.legs) if leg[0] == place] for place in range(places)]

    def criteria(self, *numbers):
        return [[costs[n] for costs in self.costs] for n in numbers]

    def ways(self, sources, targets):
        """Every way from a source to a target that passes no place twice and none of them between."""

        def extend(way, here, seen):
            if here in targets:
                yield here, seen, way
                return
            for leg in self.out[here]:
                place = self.head[leg]
                if place not in seen and place not in sources:
                    yield from extend((*way, leg), place, (*seen, place))

        for source in sources:
            for _, places, way in extend((), source, (source,)):
                yield places, way

    def total(self, way, n):
        return sum(self.costs[leg][n] for leg in way)


@st.composite
def multigraphs(draw, *, most_legs=22):
    """Up to 8 places, parallel legs, three costs a leg from 0 to 3, so that ties abound."""
    places = draw(st.integers(2, 8))
    pairs = places * (places - 1)
    legs = {}
    fewest = draw(st.integers(0, most_legs))
    for number in draw(st.lists(st.integers(0, pairs * 2 * 64 - 1), min_size=fewest, max_size=most_legs)):
        leg, costs = divmod(number, 64)
        pair, mode = divmod(leg, 2)
        u, v = divmod(pair, places - 1)
        legs[u, v + (v >= u), mode] = (costs % 4, costs // 4 % 4, costs // 16)
    return Drawn(legs, places)


def ends(graph):
    """One or two numbers of places."""
    return st.sets(st.integers(0, len(graph.out) - 1), min_size=1, max_size=2)


def front_by_hand(graph, sources, targets, numbers):
    """The efficient vectors of all ways, with the first way of each by the rule for ties."""
    first = {}
    for places, way in graph.ways(sources, targets):
        vector = tuple(graph.total(way, n) for n in numbers)
        rank = (len(way), places, way)
        first[vector] = min(first.get(vector, rank), rank)
    return [
        (vector, first[vector][2])
        for vector in sorted(first)
        if not any(
            other != vector and all(a <= b for a, b in zip(other, vector, strict=True)) for other in first
        )
    ]


@settings(max_examples=1500)
@given(multigraphs(), st.data())
def test_the_front_is_that_of_all_simple_paths(graph, data):
    """Vectors, their order and the one path of each are exact, for any sets of ends, by 1 to 3 criteria."""
    sources, targets = data.draw(ends(graph)), data.draw(ends(graph))
    numbers = data.draw(st.sampled_from([(0,), (0, 1), (1, 0), (0, 1, 2), (2, 0, 1)]))

    front = list(efficient_paths(graph.out, graph.head, graph.criteria(*numbers), sources, targets))
    assert front == front_by_hand(graph, sources, targets, numbers)


@settings(max_examples=700)
@given(multigraphs(), st.data())
def test_the_first_path_within_limits_is_that_of_all_simple_paths(graph, data):
    """Cost and path are exact, by the same rule for ties, under none to two limits."""
    sources, targets = data.draw(ends(graph)), data.draw(ends(graph))
    limits = data.draw(st.lists(st.integers(0, 8), max_size=2))
    resources = graph.criteria(1, 2)[: len(limits)]

    fitting = [
        (graph.total(way, 0), len(way), places, way)
        for places, way in graph.ways(sources, targets)
        if all(graph.total(way, n) <= limit for n, limit in enumerate(limits, start=1))
    ]
    best = min(fitting, default=None)
    found = first_path_within(
        graph.out, graph.head, graph.criteria(0)[0], resources, limits, sources, targets
    )
    assert found == (best and (best[0], best[3]))


@settings(max_examples=200)
@given(multigraphs(most_legs=40))
def test_a_front_is_mutually_non_dominated_and_holds_the_extremes(graph):
    """It holds a path of least cost by each criterion, as networkx finds it."""
    source, target = 0, len(graph.out) - 1
    G = nx.MultiDiGraph()
    G.add_nodes_from(range(len(graph.out)))
    for (u, v, mode), costs in zip(graph.legs, graph.costs, strict=True):
        G.add_edge(u, v, key=mode, **{f"cost_{n}": cost for n, cost in enumerate(costs)})
    criteria = graph.criteria(0, 1, 2)
    vectors = [v for v, _ in efficient_paths(graph.out, graph.head, criteria, {source}, {target})]

    assert bool(vectors) == nx.has_path(G, source, target)
    for n in range(3 if vectors else 0):
        assert min(v[n] for v in vectors) == nx.dijkstra_path_length(G, source, target, weight=f"cost_{n}")
    for one in vectors:
        for other in vectors:
            assert one == other or any(a < b for a, b in zip(one, other, strict=True))


def test_an_unsupported_point_is_found():
    """Between (0, 10) and (10, 0) no weighting chooses (6, 6), but nothing dominates it."""
    front = efficient_paths([[0, 1, 2], []], [1, 1, 1], [[0, 6, 10], [10, 6, 0]], {0}, {1})

    assert [vector for vector, _ in front] == [(0, 10), (6, 6), (10, 0)]


def test_legs_that_cost_nothing_lead_in_no_circles():
    """0 > 1 > 0 and 1 > 2 > 1 are free; the way of fewest legs is given."""
    out = [[0, 1], [2, 3], [4, 5], []]
    head = [1, 2, 0, 2, 1, 3]

    assert list(efficient_paths(out, head, [[0] * 6] * 3, {0}, {3})) == [((0, 0, 0), (1, 5))]
    assert first_path_within(out, head, [0] * 6, [[0] * 6], [0], {0}, {3}) == (0, (1, 5))


def test_of_equal_paths_the_places_decide_before_the_modes():
    """0 > 1 > 3 by the later of two modes comes before 0 > 2 > 3 by the earlier."""
    #       0 > 1 (mode 1), 0 > 2 (mode 0), 1 > 3, 2 > 3
    front = efficient_paths([[0, 1], [2], [3], []], [1, 2, 3, 3], [[1, 1, 1, 1]], {0}, {3})

    assert list(front) == [((2,), (0, 2))]


def test_of_equal_modes_the_first_to_differ_decides():
    """0 > 1 > 2 by modes 0 and 1 comes before 1 and 0, though both pairs cost the same."""
    #       0 > 1 (0), 0 > 1 (1), 1 > 2 (0), 1 > 2 (1)
    front = efficient_paths([[0, 1], [2, 3], []], [1, 1, 2, 2], [[1, 2, 2, 3], [4, 2, 4, 2]], {0}, {2})

    assert list(front) == [((3, 8), (0, 2)), ((4, 6), (0, 3)), ((5, 4), (1, 3))]


def test_sums_of_any_size_stay_exact():
    """Costs of thirty digits do not run into each other."""
    large = 10**30
    front = efficient_paths(OUT, HEAD, [[large, 2 * large + 1, large], RISK], {0}, {2})

    assert list(front) == [((2 * large, 18), (0, 2)), ((2 * large + 1, 4), (1,))]


def test_points_come_one_by_one():
    """A reader may stop after the first."""
    assert list(islice(efficient_paths(OUT, HEAD, [LENGTH, RISK], {0}, {2}), 1)) == [((2, 18), (0, 2))]


def test_labels_are_counted_when_asked_for():
    """The start, place 1 and two ways to the end are kept."""
    counts = []
    list(efficient_paths(OUT, HEAD, [LENGTH, RISK], {0}, {2}, settled=counts.append))

    assert counts == [4]


def test_bounds_from_elsewhere_change_nothing():
    """Lower bounds that are not sharp cost time, not exactness."""
    plain = list(efficient_paths(OUT, HEAD, [LENGTH, RISK], {0}, {2}))

    assert list(efficient_paths(OUT, HEAD, [LENGTH, RISK], {0}, {2}, bounds=[[0, 0, 0], [0, 0, 0]])) == plain


def test_where_no_way_leads_nothing_is_found():
    """Against the direction of all legs, and in a network without any."""
    assert list(efficient_paths(OUT, HEAD, [LENGTH, RISK], {2}, {0})) == []
    assert first_path_within(OUT, HEAD, LENGTH, [], [], {2}, {0}) is None
    assert list(efficient_paths([[], []], [], [[], []], {0}, {1})) == []
    assert list(efficient_paths(OUT, HEAD, [LENGTH, RISK], set(), {2})) == []


def test_a_source_that_is_a_target_needs_no_leg():
    assert list(efficient_paths(OUT, HEAD, [LENGTH, RISK], {0, 1}, {1})) == [((0, 0), ())]
    assert first_path_within(OUT, HEAD, LENGTH, [RISK], [0], {0, 1}, {1}) == (0, ())


@pytest.mark.parametrize("criteria", [[], [LENGTH] * 4])
def test_one_to_three_criteria_are_taken(criteria):
    with pytest.raises(ValueError, match="use one, two or three"):
        list(efficient_paths(OUT, HEAD, criteria, {0}, {2}))


def test_negative_costs_are_refused():
    with pytest.raises(ValueError, match="leg 1 costs -4 in criterion 1; costs are at least 0"):
        list(efficient_paths(OUT, HEAD, [LENGTH, [9, -4, 9]], {0}, {2}))
    with pytest.raises(ValueError, match="leg 1 costs -4 in criterion 0"):
        first_path_within(OUT, HEAD, [9, -4, 9], [], [], {0}, {2})


def test_every_resource_has_a_limit():
    with pytest.raises(ValueError, match="1 resources have 2 limits; give one for each"):
        first_path_within(OUT, HEAD, LENGTH, [RISK], [1, 2], {0}, {2})
