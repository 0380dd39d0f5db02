"""The network in numbers: costs that add exactly, distances to the destinations."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.search.arcs import Leg, cost_of_steps, leg_costs, number_legs, steps_of, steps_to
from geodata import NetworkError

PAIRS = [(u, v) for u in "abcdef" for v in "abcdef" if u != v]


def drawn(legs):
    G = nx.MultiDiGraph()
    G.add_nodes_from("abcdef")
    for u, v, key in legs:
        G.add_edge(u, v, key=key)
    return G


def test_places_and_legs_are_numbered_in_the_order_of_their_names():
    arcs = number_legs(drawn([("b", "a", "road"), ("a", "c", "road"), ("a", "c", "rail"), ("a", "b", "sea")]))

    assert arcs.places[:3] == ("a", "b", "c")
    assert arcs.legs == (
        Leg("a", "b", "sea"),
        Leg("a", "c", "rail"),
        Leg("a", "c", "road"),
        Leg("b", "a", "road"),
    )
    assert arcs.out[0] == [0, 1, 2]
    assert arcs.into[2] == [1, 2]


def test_a_network_without_places_has_no_numbers():
    arcs = number_legs(nx.MultiDiGraph())

    assert arcs.places == arcs.legs == ()
    assert steps_to(arcs, [], []) == []


@given(
    st.dictionaries(st.tuples(st.sampled_from(PAIRS), st.sampled_from(["rail", "road"])), st.integers(0, 4)),
    st.sets(st.integers(0, 5), min_size=1, max_size=2),
)
def test_distances_are_those_of_networkx(legs, targets):
    """Of equal costs the number of legs is the least, so it can be read from the steps too."""
    G = drawn([(u, v, key) for (u, v), key in legs])
    arcs = number_legs(G)
    costs = [legs[(leg.u, leg.v), leg.key] for leg in arcs.legs]
    for i, leg in enumerate(arcs.legs):
        G.edges[leg]["weight"] = costs[i] * 1000 + 1

    expected = nx.multi_source_dijkstra_path_length(G.reverse(), {arcs.places[t] for t in targets})
    found = steps_to(arcs, steps_of(costs), targets)
    for place, left in zip(arcs.places, found, strict=True):
        assert (left is None) == (place not in expected)
        if left is not None:
            assert (cost_of_steps(left), left % 1024) == divmod(expected[place], 1000)


def test_legs_can_be_left_out_of_the_distances():
    arcs = number_legs(drawn([("a", "b", "road"), ("b", "c", "road"), ("a", "c", "air")]))

    assert cost_of_steps(steps_to(arcs, steps_of([1, 9, 1]), [2], without={1})[0]) == 2
    assert steps_to(arcs, steps_of([1, 9, 1]), [2], without={1, 2})[0] is None


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_a_weight_that_cannot_be_summed_is_refused_with_its_leg(network, weight):
    G = network()
    with pytest.raises(NetworkError, match=r"leg 'camp'-'port' \(air\) weighs"):
        leg_costs(G, number_legs(G), lambda _: weight)
