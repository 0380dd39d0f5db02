"""The two rivals of a best path, against brute force over all simple paths.

The runner-up is the best path through another chain of places; the next by another exit is the
best path that leaves the ground in another country, or by sea instead.
"""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Exit, Objective, Question, best_by, exit_of
from analysis.paths.exits import best_by_other_exit
from analysis.paths.weights import read_weight
from analysis.search.arcs import Leg
from routes import build_network

datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]


def simple_paths(legs, source, target):
    """Every chain of legs from source to target that passes no place twice."""

    def extend(way, seen):
        here = way[-1].v if way else source
        if here == target:
            yield way
            return
        for leg in legs:
            if leg.u == here and leg.v not in seen:
                yield from extend((*way, leg), seen | {leg.v})

    return list(extend((), {source}))


def chain(way):
    return [leg.v for leg in way]


def route_of(G, way):
    """The country in which the ground is left, and whether by sea; None if it never is."""
    end = G.nodes[way[-1].v]["country"]
    for leg in way:
        here, there = G.nodes[leg.u]["country"], G.nodes[leg.v]["country"]
        border = G.edges[leg]["border"]
        flies = leg.key in ("air", "sea") and here != there
        if leg.key == "entry" or flies or (border and border.split(":")[1] == end):
            return here, leg.key == "sea"
    return None


def first(ways, costs):
    """The best way by cost, then by number of legs, then by places, then by modes."""
    return min(
        ways,
        key=lambda way: (sum(costs[leg] for leg in way), len(way), chain(way), [leg.key for leg in way]),
        default=None,
    )


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_rivals_of_reported_networks_are_the_best_of_all_others(dataset, data):
    """On networks drawn from random reports, by every objective, all rivals are exact."""
    newest = max(report.date.start for report in dataset.reports.values())
    G = build_network(dataset, newest)
    source = data.draw(st.sampled_from(sorted(G)))
    target = data.draw(st.sampled_from(sorted(set(G) - {source})))
    objective = data.draw(st.sampled_from(Objective))
    weigh = {
        Objective.LENGTH: lambda d: d["length_km"],
        Objective.RISK: lambda d: d["risk_cost"],
        Objective.BALANCED: lambda d: d["risk_cost"] + d["length_km"] / sp.KM_PER_RISK,
        Objective.DAYS: lambda d: d["days"],
    }[objective]
    costs = {Leg(*leg[:3]): round(weigh(leg[3]) * 1e9) for leg in G.edges(keys=True, data=True)}
    ways = simple_paths(costs, source, target)
    path = best_by(G, source, target, objective)

    best = first(ways, costs)
    assert path.found == (best is not None)
    assert path.legs == (best or ())
    if best is None:
        assert path.runner_up is path.other_exit is None
        return
    expected = first([way for way in ways if chain(way) != chain(best)], costs)
    assert (path.runner_up and path.runner_up.legs) == expected
    taken = route_of(G, best)
    assert (path.exit and path.exit.route) == taken
    expected = first([way for way in ways if taken and route_of(G, way) != taken], costs)
    assert (path.other_exit and path.other_exit.legs) == expected
    for rival in (path.runner_up, path.other_exit):
        assert rival is None or rival.gap >= 0


@st.composite
def legs_between_countries(draw):
    """Any legs at all between six places of three countries: far wilder than reports are."""
    pairs = st.sampled_from([(u, v) for u in "abcdef" for v in "abcdef" if u != v])
    modes = st.sampled_from(["road", "air", "sea", "entry"])
    legs = draw(st.lists(st.tuples(pairs, modes, st.integers(0, 3)), max_size=20))
    return {Leg(u, v, key): cost for (u, v), key, cost in legs}


@settings(max_examples=400, deadline=None)
@given(legs_between_countries(), st.sampled_from("AB"), st.booleans())
def test_the_next_by_another_exit_passes_no_place_twice(network_of, costs, country, by_sea):
    """Where flights lead back to places already passed, the answer is the best simple path still."""
    G = network_of(costs)
    taken = Exit(country, "sea" if by_sea else "air")
    question = Question(
        network=G, origins=("a",), destinations=("f",), weight=read_weight(lambda data: data["cost"])
    )
    ways = [way for way in simple_paths(costs, "a", "f") if route_of(G, way) != taken.route]

    found = best_by_other_exit(question, taken, "C")
    assert (found and found.legs) == first(ways, costs)


@pytest.fixture(scope="module")
def network_of():
    """Return a function that makes just enough of a network for the search of exits."""
    import networkx as nx

    def _network_of(costs):
        G = nx.MultiDiGraph()
        for place, country in zip("abcdef", "AABBCC", strict=True):
            G.add_node(place, country=country)
        for leg, cost in costs.items():
            countries = (G.nodes[leg.u]["country"], G.nodes[leg.v]["country"])
            crosses = leg.key == "road" and countries[0] != countries[1]
            border = ":".join(countries) if crosses else None
            G.add_edge(leg.u, leg.v, key=leg.key, border=border, cost=cost)
        return G

    return _network_of


def test_a_flight_inside_one_country_is_no_exit(network_of):
    G = network_of(dict.fromkeys([Leg("a", "b", "air"), Leg("b", "c", "road"), Leg("c", "f", "air")], 0))

    assert exit_of(G, [("a", "b", "air"), ("b", "c", "road"), ("c", "f", "air")]) == Exit("B", "air")
