"""The array form of a network: the same legs, side by side and in the order of their names."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

import safepassage as sp
from geodata import NetworkError
from routes.arrays import legs_to_arrays, network_to_arrays

AMOUNTS = ("length_km", "risk_cost", "risk_low", "risk_high")


def in_all(values):
    return {name: values for name in AMOUNTS}  # noqa: C420 - one list for all is meant


def three_legs(**changes):
    """Draw a --road-- b, a --air-- b, b --road-- a, given out of order; 1, 2, 3 km."""
    given = {
        "places": ["a", "b"],
        "tails": [1, 0, 0],
        "heads": [0, 1, 1],
        "modes": ["road", "road", "air"],
        "amounts": in_all([3, 1, 2]),
        "border": [False, False, True],
    }
    return legs_to_arrays(**given | changes)


@pytest.fixture(scope="module")
def shipped():
    """Return the shipped network as of 2004 and its array form."""
    G = sp.load_network(2004)
    return G, network_to_arrays(G)


def test_every_leg_of_a_network_is_a_row_with_its_amounts(shipped):
    """Nothing is lost, added or mixed up."""
    G, arrays = shipped

    assert [arrays.leg(row) for row in range(len(arrays.tails))] == sorted(G.edges(keys=True))
    for row in range(len(arrays.tails)):
        data = G.edges[arrays.leg(row)]
        assert [getattr(arrays, name)[row] for name in AMOUNTS] == [data[name] for name in AMOUNTS]
        assert arrays.border[row] == bool(data["border"])


def test_rows_of_a_place_are_found_by_its_number(shipped):
    """The rows from indptr[i] to indptr[i + 1] are the legs that leave place i, isolated places too."""
    G, arrays = shipped

    assert list(arrays.places) == sorted(G)
    for number, place in enumerate(arrays.places):
        rows = range(arrays.indptr[number], arrays.indptr[number + 1])
        assert {arrays.leg(row) for row in rows} == set(G.out_edges(place, keys=True))
    assert arrays.indptr[-1] == G.number_of_edges()


def test_parallel_legs_stay_separate_and_modes_are_in_order():
    arrays = three_legs()

    assert [arrays.leg(row) for row in range(3)] == [
        ("a", "b", "air"),
        ("a", "b", "road"),
        ("b", "a", "road"),
    ]
    assert arrays.length_km.tolist() == [2, 1, 3]
    assert arrays.border.tolist() == [True, False, False]
    assert arrays.indptr.tolist() == [0, 2, 3]


def test_there_may_be_more_modes_than_a_byte_counts():
    modes = [f"m{number:03}" for number in range(200)]
    arrays = legs_to_arrays(
        ["a", "b"], [0] * 200, [1] * 200, modes, in_all([1.0] * 200), border=[False] * 200
    )

    assert [arrays.leg(row)[2] for row in range(200)] == modes


def test_arrays_are_read_only():
    """A scenario or a draw makes new arrays."""
    arrays = three_legs()

    for name in (*AMOUNTS, "tails", "heads", "modes", "border", "indptr"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(arrays, name)[0] = 0


def test_given_arrays_are_not_frozen():
    """Only the copies are read-only, also where they needed no sorting."""
    lengths = np.array([1.0])
    legs_to_arrays(["a", "b"], [0], [1], ["road"], in_all(lengths), border=[False])

    lengths[0] = 2.0


def test_an_empty_network_gives_empty_arrays():
    """No places; and places without legs."""
    assert network_to_arrays(nx.MultiDiGraph()).indptr.tolist() == [0]
    G = nx.MultiDiGraph()
    G.add_nodes_from("ba")
    arrays = network_to_arrays(G)
    assert (arrays.places, arrays.indptr.tolist()) == (("a", "b"), [0, 0, 0])
    assert repr(arrays) == "<NetworkArrays: 2 places, 0 legs>"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"places": ["b", "a"]}, "'a' comes after 'b'; give the ids in alphabetical order"),
        ({"places": ["a", "a"]}, "each once"),
        ({"tails": [1, 0, 2]}, r"tails\[2\] is 2, but the 2 places are numbered from 0"),
        ({"heads": [0, -1, 1]}, r"heads\[1\] is -1"),
        ({"tails": [1, 2**33, 0]}, r"tails\[1\] is 8589934592"),
        ({"tails": [1, 0.7, 0]}, "tails holds float64 values; give numbers of places"),
        ({"amounts": {"length_km": [1, 2, 3]}}, "amounts lack risk_cost, risk_low, risk_high"),
        ({"heads": [0, 1]}, r"heads \(2,\).*give one value a leg"),
        ({"modes": ["road"] * 3}, r"leg 'a'-'b' \(road\) comes twice; parallel legs need different modes"),
        (
            {"amounts": in_all([3, -1, 2])},
            "leg 'a'-'b' has length_km = -1.0; it must be finite",
        ),
        ({"amounts": in_all([np.nan, 1, 2])}, "leg 'b'-'a' has length_km = nan"),
        ({"amounts": in_all([np.inf, 1, 2])}, "= inf; it must be finite"),
    ],
)
def test_what_is_no_network_is_refused(changes, message):
    with pytest.raises(NetworkError, match=message):
        three_legs(**changes)
