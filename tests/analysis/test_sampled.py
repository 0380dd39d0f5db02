"""The share of best ways that passes each place and hop: exact against brute force, sampled against exact."""

from __future__ import annotations

import pickle
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from math import isnan, log, sqrt

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import od_betweenness
from analysis.search.large import whole_costs
from analysis.search.passing import pose_search
from analysis.search.sampled import sampled_criticality
from geodata import NetworkError, QuestionError, UnknownNameError
from routes import arrays_from_edges, legs_to_arrays

pytest.importorskip("scipy", minversion="1.14")


def arrays_of(legs, places):
    """Return the array form of legs (u, v, mode) -> km between so many places, named by letters."""
    ends = list(legs)
    km = list(legs.values())
    return legs_to_arrays(
        [*"abcdefghij"[:places]],
        [u for u, _, _ in ends],
        [v for _, v, _ in ends],
        [mode for _, _, mode in ends],
        {"length_km": km, "risk_cost": km, "risk_low": km, "risk_high": km},
        border=[False] * len(km),
    )


def graph_of(arrays):
    """Return the graph of a network in array form, with what betweenness asks of it."""
    G = nx.MultiDiGraph()
    G.add_nodes_from(arrays.places, country="XXX")
    for row in range(len(arrays.tails)):
        u, v, mode = arrays.leg(row)
        G.add_edge(u, v, mode, length_km=float(arrays.length_km[row]), border=None, country="XXX")
    return G


@st.composite
def multigraphs(draw):
    """Up to 7 places with parallel legs of 0 to 3 km, so that ties and circles without length abound."""
    places = draw(st.integers(2, 7))
    numbers = st.integers(0, places - 1)
    ends = st.tuples(numbers, numbers, st.sampled_from(["rail", "road"])).filter(lambda leg: leg[0] != leg[1])
    return arrays_of(draw(st.dictionaries(ends, st.integers(0, 3), max_size=20)), places)


def shares_of(found):
    """Return all shares above 0 by name."""
    return {x.name: x.share for x in (*found.places(99), *found.hops(99))}


@settings(max_examples=300)
@given(multigraphs(), st.data())
def test_all_origins_give_the_betweenness_of_the_graph(arrays, data):
    """By whichever side the searches are made; what counts ways one by one is the second opinion."""
    some = st.sets(st.sampled_from(arrays.places), min_size=1)
    origins, destinations = data.draw(some), data.draw(some)
    told = od_betweenness(graph_of(arrays), origins, destinations, "length")
    wanted = {str(target): share for target, share in told.items() if str(target) not in {"XXX", "XXX-XXX"}}

    found = sampled_criticality(arrays, origins, destinations, samples=7)
    assert found.is_exact
    assert (found.error_of_one, found.error_of_all) == (0, 0)
    assert shares_of(found) == pytest.approx(wanted, abs=1e-9)


@pytest.fixture(scope="module")
def grid():
    """Return 12 by 12 places with lengths that hardly ever tie, every leg both ways."""
    rng, side = np.random.default_rng(5), 12
    at = np.arange(side * side).reshape(side, side)
    u = np.concatenate([at[:, :-1].ravel(), at[:-1].ravel()])
    v = np.concatenate([at[:, 1:].ravel(), at[1:].ravel()])
    ids = np.array([f"{i:03}" for i in range(side * side)])
    table = {"from_place": ids[u], "to_place": ids[v], "length_km": rng.integers(1000, 9999, len(u)) / 1000}
    return arrays_from_edges(pd.DataFrame(table), two_way=True)


def test_without_ties_it_is_the_betweenness_of_networkx(grid):
    G = nx.DiGraph()
    for row in range(len(grid.tails)):
        u, v, _ = grid.leg(row)
        G.add_edge(u, v, km=round(grid.length_km[row] * 1000))
    found = sampled_criticality(grid, samples=144)

    pairs = 144 * 143
    places = nx.betweenness_centrality(G, weight="km", normalized=False)
    assert dict(zip(grid.places, found.place_shares * pairs, strict=True)) == pytest.approx(places)
    hops = nx.edge_betweenness_centrality(G, weight="km", normalized=False)
    wanted = {f"{u}:{v}": value / pairs for (u, v), value in hops.items() if value}
    assert {x.name: x.share for x in found.hops(9999)} == pytest.approx(wanted)
    assert found.joined == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_sample_is_off_by_no_more_than_its_bound(grid, seed):
    """Of the largest tenth most lie within two standard errors; of the rest, passed by few, fewer do."""
    exact = sampled_criticality(grid, samples=144)
    found = sampled_criticality(grid, samples=36, seed=seed)

    within = []
    for kind in ("place", "hop"):
        share, truth = getattr(found, f"{kind}_shares"), getattr(exact, f"{kind}_shares")
        off = np.abs(share - truth)
        assert off.max() < found.error_of_all
        large = truth >= np.quantile(truth, 0.9)
        within += (off <= 2 * getattr(found, f"{kind}_errors"))[large].tolist()
    assert np.mean(within) > 0.8


def test_the_bounds_are_those_of_the_formula(grid):
    """144 places and 528 hops, 36 of 144 origins, every one of which reaches 143 of 144 places."""
    found = sampled_criticality(grid, samples=36, confidence=0.9)

    left, reached = 1 - 35 / 144, 143 / 144
    assert found.error_of_one == pytest.approx(sqrt(left * log(2 / 0.1) / 72) / reached)
    assert found.error_of_all == pytest.approx(sqrt(left * log(2 * (144 + 528) / 0.1) / 72) / reached)


def test_standard_errors_are_those_of_the_origins_one_by_one(grid):
    """The spread of S - B R over the origins, asked alone, in place of sums of squares."""
    origins = [*grid.places[:12]]
    drawn = np.random.default_rng(3).choice(np.arange(12), 5, replace=False)
    alone = [sampled_criticality(grid, [origins[i]], samples=1).place_shares * 143 for i in drawn]
    found = sampled_criticality(grid, origins, samples=5, seed=3)

    share = sum(alone) / (5 * 143)
    assert found.place_shares == pytest.approx(share)
    spread = sum((s - share * 143) ** 2 for s in alone) / 4
    assert found.place_errors == pytest.approx(np.sqrt(spread / 5 * (1 - 5 / 12)) / 143)


def test_a_sample_of_one_has_no_standard_error(grid):
    found = sampled_criticality(grid, samples=1)

    assert isnan(found.place("070").standard_error)
    assert found.error_of_all == 1


def test_few_destinations_are_asked_instead_of_many_origins(grid):
    """Two searches against the legs answer for 144 origins, exactly."""
    found = sampled_criticality(grid, destinations=["000", "143"], samples=2)
    forwards = sampled_criticality(grid, destinations=["000", "143"], samples=144)

    assert repr(found) == "<SampledCriticality: 2 of 2 searches, exact>"
    assert shares_of(found) == pytest.approx(shares_of(forwards))
    assert repr(sampled_criticality(grid, samples=36)).startswith(
        "<SampledCriticality: 36 of 144 searches, off by at most 0."
    )


def test_ways_too_many_for_floats_are_counted():
    """A chain of 1,500 diamonds has 2 ** 1500 ways; each side of each is on half of them."""
    corners = [f"c{i:04}" for i in range(1501)]
    sides = [f"{side}{i:04}" for i in range(1500) for side in "ab"]
    legs = [(corners[i // 2], side) for i, side in enumerate(sides)]
    legs += [(side, corners[i // 2 + 1]) for i, side in enumerate(sides)]
    table = pd.DataFrame(legs, columns=["from_place", "to_place"]).assign(length_km=1.0)

    found = sampled_criticality(arrays_from_edges(table), ["c0000"], ["c1500"])
    assert found.place("a0700").share == pytest.approx(0.5, abs=1e-9)
    assert found.place("c0700").share == pytest.approx(1, abs=1e-9)


class Breaking(Executor):
    """An executor of which every worker is killed."""

    def submit(self, *_):
        raise BrokenExecutor


def test_the_answer_is_the_same_however_it_is_spread(grid):
    """To the last bit, and where an executor breaks."""
    alone = sampled_criticality(grid, samples=30)
    with ThreadPoolExecutor(2) as threads:
        spread = sampled_criticality(grid, samples=30, executor=threads)
    broken = sampled_criticality(grid, samples=30, executor=Breaking())

    for found in (spread, broken):
        assert (found.place_shares == alone.place_shares).all()
        assert (found.hop_errors == alone.hop_errors).all()
    problem = pose_search(grid, whole_costs(grid, "length_km"), np.arange(3), backwards=False)
    assert (pickle.loads(pickle.dumps(problem)).cost == problem.cost).all()  # noqa: S301 - our own


def test_the_same_seed_draws_the_same_origins(grid):
    one, same, other = (sampled_criticality(grid, samples=9, seed=seed) for seed in (1, 1, 2))

    assert (one.place_shares == same.place_shares).all()
    assert (one.place_shares != other.place_shares).any()


def test_the_largest_come_first_and_ties_go_by_id():
    """a to d by b or c: half each; what no way passes is not named."""
    arrays = arrays_of({(0, 1, "road"): 1, (0, 2, "road"): 1, (1, 3, "road"): 1, (2, 3, "road"): 1}, 5)
    found = sampled_criticality(arrays, ["a"], ["d"])

    assert [(x.name, x.share) for x in found.places()] == [("b", 0.5), ("c", 0.5)]
    assert [x.name for x in found.hops(3)] == ["a:b", "a:c", "b:d"]
    assert found.places(0) == ()
    assert found.place("e").share == 0


def test_parallel_legs_are_one_hop_as_cheap_as_the_cheapest():
    arrays = arrays_of({(0, 1, "rail"): 5, (0, 1, "road"): 1, (0, 2, "road"): 2, (2, 1, "road"): 2}, 3)

    assert [x[:2] for x in sampled_criticality(arrays, ["a"], ["b"]).hops()] == [("a:b", 1.0)]


def test_where_there_are_no_pairs_nothing_is_passed():
    """No places, no legs, an origin that is its destination, and nobody to ask."""
    empty = sampled_criticality(arrays_of({}, 0))
    assert (empty.searches, empty.places(), isnan(empty.joined)) == (0, (), True)

    apart = arrays_of({}, 3)
    for ends in ((None, None), (["a"], ["a"]), ([], None), (["a"], [])):
        found = sampled_criticality(apart, *ends, samples=2)
        assert (found.places(), found.hops()) == ((), ())
    assert sampled_criticality(apart, samples=2).joined == 0
    assert sampled_criticality(apart, samples=2).error_of_one == 1


def test_bad_questions_are_refused(grid):
    with pytest.raises(QuestionError, match="0 samples say nothing"):
        sampled_criticality(grid, samples=0)
    with pytest.raises(QuestionError, match=r"a confidence of 1\.0 is none"):
        sampled_criticality(grid, confidence=1.0)
    with pytest.raises(UnknownNameError, match="'0' is no place of the network"):
        sampled_criticality(grid, ["0"])
    with pytest.raises(ValueError, match="'days' is no weight"):
        sampled_criticality(grid, by="days")
    with pytest.raises(NetworkError, match="says nothing of risk"):
        sampled_criticality(grid, by="risk_cost")
