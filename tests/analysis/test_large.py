"""Paths and fronts on the array form, against brute force and against networkx."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice, pairwise
from math import isnan

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis.search.large import large_front, large_path
from geodata import NetworkError, UnknownNameError
from routes.arrays import legs_to_arrays, network_to_arrays

pytest.importorskip("scipy", minversion="1.14")


def arrays_of(legs, places):
    """Return the array form of legs (u, v, mode) -> (km, risk, border), places by numbers."""
    ends = list(legs)
    km, risk, border = (list(column) for column in zip(*legs.values(), strict=True)) if legs else ([], [], [])
    return legs_to_arrays(
        [f"{place:05}" for place in range(places)],
        [u for u, _, _ in ends],
        [v for _, v, _ in ends],
        [mode for _, _, mode in ends],
        {"length_km": km, "risk_cost": risk, "risk_low": risk, "risk_high": risk},
        border=border,
    )


@st.composite
def multigraphs(draw):
    """Up to 7 places with parallel legs; km from 0 to 3, risk 0 to 0.3, so that ties abound."""
    places = draw(st.integers(2, 7))
    pairs = places * (places - 1)
    legs = {}
    fewest = draw(st.integers(0, 18))
    for number in draw(st.lists(st.integers(0, pairs * 64 - 1), min_size=fewest, max_size=18)):
        pair, rest = divmod(number, 64)
        u, v = divmod(pair, places - 1)
        mode = ("rail", "road")[rest % 2]
        legs[u, v + (v >= u), mode] = (rest // 2 % 4, rest // 8 % 4 / 10, rest // 32 == 1)
    return legs, places


def ways(legs, source, target):
    """Every chain of legs that passes no place twice."""

    def extend(way, here, seen):
        if here == target:
            yield way
            return
        for leg in legs:
            if leg[0] == here and leg[1] not in seen:
                yield from extend((*way, leg), leg[1], seen | {leg[1]})

    return list(extend((), source, {source}))


def first(chosen):
    """The first of equally good ways by legs, then places, then modes."""
    return min(chosen, key=lambda way: (len(way), [v for _, v, _ in way], [mode for _, _, mode in way]))


def totals(legs, way):
    """Sums in whole numbers of km, tenths of risk and borders."""
    return tuple(sum(round(legs[leg][n] * scale) for leg in way) for n, scale in enumerate((1, 10, 1)))


def numbered(path):
    return tuple((int(u), int(v), mode) for u, v, mode in path.legs)


@settings(max_examples=500)
@given(multigraphs())
def test_paths_and_fronts_are_those_of_all_simple_paths(drawn):
    """Both are exact, the path of each point too; legs that cost nothing are legs."""
    legs, places = drawn
    arrays = arrays_of(legs, places)
    source, target = arrays.places[0], arrays.places[-1]
    sums = {way: totals(legs, way) for way in ways(legs, 0, places - 1)}

    for n, weight in enumerate(("length_km", "risk_cost")):
        path = large_path(arrays, source, target, weight)
        assert (path is None) == (not sums)
        if path:
            least = min(total[n] for total in sums.values())
            assert numbered(path) == first([way for way in sums if sums[way][n] == least])

    vectors = sorted(set(sums.values()))
    efficient = [
        v
        for v in vectors
        if not any(o != v and all(a <= b for a, b in zip(o, v, strict=True)) for o in vectors)
    ]
    front = list(large_front(arrays, source, target))
    assert [numbered(path) for path in front] == [
        first([way for way in sums if sums[way] == v]) for v in efficient
    ]
    assert [(p.length_km, round(p.risk_cost * 10, 6), p.borders) for p in front] == efficient


@pytest.fixture(scope="module")
def grid():
    """Return a grid of 40 by 40 places with random lengths and risks, as legs and as arrays."""
    rng, side = random.Random(8), 40  # noqa: S311 - no secret
    legs = {}
    for place in range(side * side):
        ahead = [place + 1] if (place + 1) % side else []
        for other in [*ahead, place + side]:
            if other < side * side:
                for u, v in ((place, other), (other, place)):
                    legs[u, v, "road"] = (rng.randint(1, 9999) / 1000, rng.random(), rng.random() < 0.05)
    return legs, arrays_of(legs, side * side)


@pytest.mark.parametrize("weight", ["length_km", "risk_cost"])
def test_a_path_through_a_grid_is_as_long_as_that_of_networkx(grid, weight):
    legs, arrays = grid
    G = nx.DiGraph()
    for (u, v, _), (km, risk, _) in legs.items():
        G.add_edge(u, v, length_km=km, risk_cost=risk)

    path = large_path(arrays, "00000", "01599", weight)
    assert getattr(path, weight) == pytest.approx(nx.dijkstra_path_length(G, 0, 1599, weight=weight))
    assert all(a.v == b.u for a, b in pairwise(path.legs))


def test_a_front_begins_with_the_shortest_path(grid):
    """Points come one by one, and each is longer or not dominated by those before."""
    _, arrays = grid
    points = list(islice(large_front(arrays, "00000", "00410"), 5))

    assert points[0].length_km == large_path(arrays, "00000", "00410").length_km
    for one, other in pairwise(points):
        assert one.length_km <= other.length_km
        assert other.risk_cost < one.risk_cost or other.borders < one.borders


@pytest.mark.parametrize("year", [2004, 2012])
def test_the_array_form_gives_the_answers_of_the_graph(year):
    """On the shipped network both ways of asking name the same legs."""
    G = sp.load_network(year)
    arrays = network_to_arrays(G)

    assert large_path(arrays, "onsong", "seoul").legs == sp.shortest_path(G, "onsong", "seoul").legs
    safest = sp.safest_path(G, "onsong", "seoul")
    assert large_path(arrays, "onsong", "seoul", "risk_cost").legs == safest.legs


def test_an_origin_that_is_the_destination_needs_no_leg():
    arrays = arrays_of({(0, 1, "road"): (1, 1, True)}, 2)

    path = large_path(arrays, "00000", "00000")
    assert (path.legs, path.length_km, path.borders) == ((), 0, 0)
    assert list(large_front(arrays, "00000", "00000")) == [path]


def test_where_no_way_leads_there_is_none():
    """Against the only leg, and in a network without legs."""
    for arrays in (arrays_of({(0, 1, "road"): (1, 1, True)}, 2), arrays_of({}, 2)):
        assert large_path(arrays, "00001", "00000") is None
        assert list(large_front(arrays, "00001", "00000")) == []


def test_an_unknown_place_is_named_at_once():
    """A front says so before its first point is asked for; an empty network knows no place."""
    arrays = arrays_of({}, 2)

    with pytest.raises(UnknownNameError, match=r"'0001' is no place of the network; .* Did you mean 00001"):
        large_path(arrays, "00000", "0001")
    with pytest.raises(UnknownNameError, match="'zz' is no place"):
        large_front(arrays, "zz", "00001")
    with pytest.raises(UnknownNameError):
        large_path(arrays_of({}, 0), "a", "b")


def test_another_weight_is_refused():
    with pytest.raises(
        ValueError, match="'days' is no weight of a large network; use one of length_km, risk_cost"
    ):
        large_path(arrays_of({}, 2), "00000", "00001", "days")


def test_sums_that_would_not_be_exact_are_refused():
    arrays = arrays_of({(0, 1, "road"): (1e7, 1, True)}, 2)

    with pytest.raises(NetworkError, match="above 9,007,199, where sums stop being exact"):
        large_path(arrays, "00000", "00001")


def test_where_nothing_is_said_of_risk_no_question_about_it_is_answered():
    """And a path by length has no risk, instead of none at all."""
    arrays = replace(arrays_of({(0, 1, "road"): (1, 0, True)}, 2), risk_known=False)

    assert isnan(large_path(arrays, "00000", "00001").risk_cost)
    with pytest.raises(NetworkError, match="says nothing of risk; give its table of legs p_low and p_high"):
        large_path(arrays, "00000", "00001", "risk_cost")
    with pytest.raises(NetworkError, match="says nothing of risk"):
        large_front(arrays, "00000", "00001")


def test_of_many_places_those_near_in_the_alphabet_are_offered():
    """Comparing with every one of a million names would take longer than the question."""
    with pytest.raises(UnknownNameError, match=r"'50000x' is no place .* Did you mean 50000"):
        large_path(arrays_of({}, 100_000), "50000x", "00001")
