"""Exact search, against brute force over all simple paths of small random multigraphs."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.search import Arc, Leg, best_path, leg_costs, plain_arcs
from geodata import NetworkError

PLACES = "abcdefg"


@st.composite
def leg_costs_of_small_networks(draw):
    """Costs of up to 18 legs between up to 7 places; ties, zeros and parallel legs are common."""
    n = draw(st.integers(2, len(PLACES)))
    places = PLACES[:n]
    pairs = st.sampled_from([(u, v) for u in places for v in places if u != v])
    legs = draw(st.lists(st.tuples(pairs, st.sampled_from(["rail", "road"]), st.integers(0, 4)), max_size=18))
    return {Leg(u, v, key): cost for (u, v), key, cost in legs}


def all_simple_paths(costs, source, target):
    """Every simple path as (cost, number of legs, place ids, modes): the stated order of ties."""

    def extend(way, seen):
        here = way[-1].v if way else source
        if here == target:
            yield (
                sum(costs[leg] for leg in way),
                len(way),
                [leg.v for leg in way],
                [leg.key for leg in way],
                way,
            )
            return
        for leg in costs:
            if leg.u == here and leg.v not in seen:
                yield from extend((*way, leg), seen | {leg.v})

    return sorted(extend((), {source}))


@settings(max_examples=400, deadline=None)
@given(leg_costs_of_small_networks())
def test_the_best_path_is_the_first_of_all_simple_paths(costs):
    for source, target in itertools.permutations("abc", 2):
        expected = all_simple_paths(costs, source, target)
        found = best_path(plain_arcs(costs), (source, 0), (target, 0))
        assert (found[1] if found else None) == (tuple(expected[0][-1]) if expected else None)


@settings(max_examples=200, deadline=None)
@given(leg_costs_of_small_networks(), st.data())
def test_leaving_out_a_pair_of_places_never_makes_a_path_better(costs, data):
    whole = best_path(plain_arcs(costs), ("a", 0), ("b", 0))
    pair = data.draw(st.sampled_from(sorted({(leg.u, leg.v) for leg in costs} or {("a", "b")})))
    less = best_path(plain_arcs(costs, without={pair}), ("a", 0), ("b", 0))

    assert less is None or (whole is not None and less[0] >= whole[0])


def test_from_a_place_to_itself_there_is_nothing_to_travel():
    assert best_path([Arc(("a", 0), ("b", 0), 1, Leg("a", "b", "road"))], ("a", 0), ("a", 0)) == (0, ())


def test_legs_that_cost_nothing_do_not_lead_in_circles():
    costs = {Leg("a", "b", "road"): 0, Leg("b", "a", "road"): 0, Leg("b", "c", "road"): 0}

    assert [leg.v for leg in best_path(plain_arcs(costs), ("a", 0), ("c", 0))[1]] == ["b", "c"]


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_cannot_be_summed_is_refused_with_its_leg(network, weight):
    with pytest.raises(NetworkError, match=r"leg 'hill'-'river' \(unspecified\) weighs"):
        leg_costs(network(), lambda _: weight)
