"""Ways past targets and without them, between several ends, and to the nearest haven: by brute force."""

from __future__ import annotations

import runpy
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import best_by, k_shortest_paths, nearest_haven, pareto_paths
from geodata import AmbiguousNameError, PlaceKind, QuestionError, TargetError, UnknownNameError
from routes import build_network, list_targets, places_of

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
Asked, network_of, questions, ways_of, passes = (
    by_hand[name] for name in ("Asked", "network_of", "questions", "ways_of", "passes")
)
datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

#    a --- b --- c --- e      by road, 1 km each; c > e passes the border CHN:MNG
#     \________d_______/      by air, 5 km each
TWO = {
    ("a", "b", "road"): (1, 1, None),
    ("b", "c", "road"): (1, 1, "PRK:CHN"),
    ("c", "e", "road"): (1, 1, "CHN:MNG"),
    ("a", "d", "air"): (5, 0, None),
    ("d", "e", "air"): (5, 0, None),
}


def length(data):
    return data["length_km"]


def way(path):
    return "".join(path.places)


def test_a_way_goes_past_what_is_named_and_around_what_is_avoided():
    G = network_of(TWO)

    assert way(best_by(G, "a", "e", "length")) == "abce"
    assert way(best_by(G, "a", "e", "length", via="d")) == "ade"
    assert way(best_by(G, "a", "e", "length", avoid="b:c")) == "ade"
    assert way(best_by(G, "a", "e", "length", avoid=["CHN-MNG"])) == "ade"
    assert way(best_by(G, "a", "e", "length", via=["CHN-PRK", "CHN-MNG"])) == "abce"
    assert way(best_by(G, "a", "e", "risk", via="b")) == "abce"


def test_what_is_passed_is_passed_in_order():
    G = network_of(TWO)

    assert way(best_by(G, "a", "e", "length", via=["b", "c"])) == "abce"
    assert not best_by(G, "a", "e", "length", via=["c", "b"]).found
    assert not best_by(G, "a", "e", "length", via=["CHN-MNG", "CHN-PRK"]).found


def test_the_ends_are_passed_too_and_one_leg_may_pass_several():
    """A leg passes a border, then the country behind it, then the place at its end; the origin comes first."""
    G = network_of(TWO)

    assert way(best_by(G, "a", "e", "length", via=["a", "CHN-MNG", "MNG", "e"])) == "abce"
    assert way(best_by(G, "a", "e", "length", via=["a", "a"])) == "abce"
    assert not best_by(G, "a", "e", "length", via=["e", "CHN-MNG"]).found


@settings(max_examples=1000)
@given(questions(via=3, avoid=2), st.sampled_from(["length", "risk"]))
def test_the_best_way_past_targets_is_the_first_of_all_that_pass_them(asked, by):
    name = {"length": "length_km", "risk": "risk_cost"}[by]
    expected = ways_of(asked, lambda d: d[name])
    path = best_by(*asked.ends, by, **asked.past)

    assert path.found == bool(expected)
    assert path.legs == (expected[0] if expected else ())
    assert bool(path.reason) == (not expected)
    assert path.summary
    assert path.reason in path.summary
    if path.found:
        assert path.places[0] in asked.origins
        assert path.places[-1] in asked.destinations


@settings(max_examples=700)
@given(questions(most=20, via=2, avoid=1), st.integers(1, 9))
def test_the_k_best_ways_past_targets_are_the_first_of_all_that_pass_them(asked, k):
    paths = k_shortest_paths(*asked.ends, k, **asked.past)

    assert [path.legs for path in paths] == ways_of(asked, length)[:k]


@settings(max_examples=300)
@given(questions(via=2, avoid=1))
def test_the_runner_up_keeps_to_the_question_too(asked):
    """It is the best way through other places that passes and avoids the same."""
    path = best_by(*asked.ends, "length", **asked.past)
    others = [w for w in ways_of(asked, length) if path.legs and ends(w) != ends(path.legs)]

    if path.legs:
        assert (path.runner_up and path.runner_up.legs) == (others[0] if others else None)
        assert path.margin == (
            sum(length(asked.G.edges[leg]) for leg in others[0]) - path.value if others else None
        )


def ends(legs):
    return [(leg.u, leg.v) for leg in legs]


@settings(max_examples=300)
@given(questions(via=2), st.sampled_from(["CHN-MNG", "MNG", "c", "air@CHN", "d"]))
def test_asking_for_more_never_shortens(asked, target):
    """Neither to pass one target more nor to avoid one makes a way better."""
    plain = best_by(*asked.ends, "length", via=asked.via)
    for more in (
        {"via": (*asked.via, target)},
        {"via": (target, *asked.via)},
        {"avoid": target, "via": asked.via},
    ):
        path = best_by(*asked.ends, "length", **more)
        assert not path.found or (plain.found and path.value >= plain.value)


@settings(max_examples=500)
@given(by_hand["networks"](), st.sets(st.sampled_from("bcdefg"), max_size=3), st.data())
def test_the_nearest_haven_is_the_best_end_of_all_ways_to_havens(G, havens, data):
    """Havens in force and destinations are ends; a way ends at the first that it reaches."""
    G = network_of({leg[:3]: numbers(leg[3]) for leg in G.edges(keys=True, data=True)}, havens=havens)
    asked = Asked(G, tuple(data.draw(st.sampled_from(["a", "b", "ab"]))), tuple(sorted({*havens, "h"})))
    by, value = data.draw(st.sampled_from([("length", length), ("risk", lambda d: d["risk_cost"])]))
    expected = ways_of(asked, value)
    path = nearest_haven(G, asked.origins, by)

    assert path.found == bool(expected)
    assert path.label == "Nearest haven"
    if path.found:
        assert path.legs == expected[0]
        assert path.target in asked.destinations
        assert path.summary
        assert not set(path.places[:-1]) & set(asked.destinations)


def numbers(data):
    return data["length_km"], data["risk_cost"], data["border"]


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_on_reported_networks_ways_past_any_targets_are_exact(dataset, data):
    """Of the targets that a network knows up to two are passed and one avoided, by any of the weights."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    legs = {(u, v) for u, v in G.edges()}
    targets = st.sampled_from(
        [str(t) for t in list_targets(places_of(G), legs, {("air", "CHN"), ("sea", "CHN")})]
    )
    some = st.lists(st.sampled_from(sorted(G)), min_size=1, max_size=2, unique=True).map(tuple)
    via, avoid = (tuple(data.draw(st.lists(targets, max_size=n))) for n in (2, 1))
    asked = Asked(G, data.draw(some), data.draw(some), via, avoid)
    name = data.draw(st.sampled_from(["length_km", "risk_cost", "days", "risk_low"]))

    expected = ways_of(asked, lambda d: round(d[name] * 10**9))
    assert [path.legs for path in k_shortest_paths(*asked.ends, 4, name, **asked.past)] == expected[:4]


def test_the_nearest_haven_is_the_country_s_first_place_or_the_destination():
    """Without a report of a haven the destination counts; with one, the first place of all."""
    legs = TWO | {("e", "h", "air"): (9, 0, None)}

    assert nearest_haven(network_of(legs), "a").target == "h"
    assert nearest_haven(network_of(legs, havens="e"), "a").target == "e"
    assert way(nearest_haven(network_of(legs, havens="e"), "a")) == "ade"
    assert way(nearest_haven(network_of(legs, havens="e"), "a", "length")) == "abce"
    assert way(nearest_haven(network_of(legs, havens="eb"), "a", "length")) == "ab"
    assert way(nearest_haven(network_of(legs, havens="eb"), "a", "length", avoid="b")) == "ade"


def test_who_is_in_a_haven_has_arrived():
    path = nearest_haven(network_of(TWO, havens="c"), "c")

    assert (way(path), path.legs, path.found) == ("c", (), True)


def test_a_network_that_knows_no_haven_is_told_as_such():
    G = network_of(TWO)
    G.nodes["h"]["kind"] = PlaceKind.CITY

    with pytest.raises(QuestionError, match=r"no report names a haven .* ask for a place instead"):
        nearest_haven(G, "a")


def test_a_haven_that_cannot_be_reached_is_no_error():
    path = nearest_haven(network_of(TWO, havens="b"), "c")

    assert not path.found
    assert "no report supports a leg that leads on" in path.reason


def test_an_empty_network_has_no_haven_and_no_place():
    with pytest.raises(UnknownNameError, match="the network has no places, so 'a' is none of them"):
        nearest_haven(nx.MultiDiGraph(), "a")
    with pytest.raises(UnknownNameError, match="no place is named"):
        nearest_haven(network_of(TWO), ())


def test_what_cannot_be_passed_is_told():
    path = best_by(network_of(TWO), "a", "e", "length", via=["d", "CHN-MNG"])

    assert not path.found
    assert path.reason == "there are ways from A, but none passes d and CHN-MNG in this order."
    assert path.summary.startswith(
        "No way through from a to e as of 2004 via d, then CHN-MNG: there are ways"
    )


def test_what_is_avoided_is_told_with_the_legs_that_would_lead_on():
    path = best_by(network_of(TWO), "a", "e", "length", avoid=["CHN-MNG", "d"])

    assert not path.found
    assert "avoided: CHN-MNG (1 leg)" in path.reason
    assert "avoided: d (1 leg)" in path.reason


@pytest.mark.parametrize("target", ["a", "e"])
def test_without_an_end_no_way_is_left(target):
    path = best_by(network_of(TWO), "a", "e", "length", avoid=target)

    assert not path.found
    assert target.upper() in path.reason or f"avoided: {target}" in path.reason


@pytest.mark.parametrize("search", [best_by, k_shortest_paths, sp.dissimilar_paths])
def test_a_place_that_is_avoided_is_not_stayed_in_either(search):
    """Origin and destination are one place, which the question avoids."""
    asked = (network_of(TWO), "c", "c", *([2] if search is not best_by else []), "length")
    found = search(*asked, avoid="c")

    assert not found.found
    assert found.reason == "the question avoids C, where it begins."
    assert search(*asked, avoid="b").found
    assert not pareto_paths(network_of(TWO), "c", "c", avoid="c").found


def test_of_several_origins_the_one_that_is_avoided_drops_out():
    path = best_by(network_of(TWO), ["a", "c"], ["e", "c"], "length", avoid="c")

    assert way(path) == "ade"


def test_to_stay_where_one_is_passes_that_place_and_nothing_else():
    G = network_of(TWO)

    assert best_by(G, "c", "c", "length", via="c").found
    assert not best_by(G, "c", "c", "length", via="b").found
    assert best_by(G, "c", "c", "length", via="b").reason == "there are ways from C, but none passes b."


def test_a_way_ends_at_the_first_destination_and_begins_at_the_last_origin():
    """By road from c to e is one leg; b, an origin, is not passed on the way."""
    G = network_of(TWO)

    assert way(best_by(G, ["a", "b", "c"], "e", "length")) == "ce"
    assert way(best_by(G, ["a", "b"], ["c", "e"], "length")) == "bc"
    assert way(best_by(G, ["a", "b"], ["c", "e"], "length", via="d")) == "ade"
    assert not best_by(G, ["a", "b"], "e", "length", via=["a", "b"]).found


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ("qq", UnknownNameError, "'qq' is not a place of the dataset, nor another target"),
        ("", UnknownNameError, "is not a place"),
        ("CHN-KOR", TargetError, "no border of this dataset"),
        ("a:e", TargetError, "is no leg that a report supports"),
        ("XXX", UnknownNameError, "'XXX' is no country of this dataset"),
        ("mission@MNG", TargetError, "no mission lies in MNG"),
        ("twin", AmbiguousNameError, "c, d"),
    ],
)
@pytest.mark.parametrize("how", ["via", "avoid"])
def test_unknown_targets_are_told(wrong, error, words, how):
    G = network_of(TWO, names={"c": "Twin", "d": "Twin"})

    with pytest.raises(error, match=words):
        best_by(G, "a", "e", "length", **{how: wrong})
    with pytest.raises(error, match=words):
        nearest_haven(G, "a", **{how: [wrong]})


@pytest.fixture(scope="module")
def grid():
    """Six by six places, joined both ways, and a blind alley off one in the midst."""
    G = network_of({})
    pattern, leg = dict(G.nodes["c"]), dict.fromkeys(("days", "risk_low", "risk_high"), 1)
    leg |= {"border": None, "country": "CHN", "flags": (), "claims": (), "reports": (), "parts": {}}
    joined = [((i, j), (i + di, j + dj)) for i in range(6) for j in range(6) for di, dj in ((0, 1), (1, 0))]
    joined = [((i, j), (k, m)) for (i, j), (k, m) in joined if k < 6 and m < 6] + [((2, 2), ("alley", ""))]
    for number, pair in enumerate(joined):
        u, v = (f"{i}{j}" for i, j in pair)
        G.add_nodes_from((place, pattern | {"name": place}) for place in (u, v))
        for ends in ((u, v), (v, u)):
            G.add_edge(*ends, key="road", length_km=1 + number % 7, risk_cost=number * 5 % 11, **leg)
    return G


def test_a_blind_alley_cannot_be_passed_and_that_is_told_at_once(grid):
    """No way comes back from it but over its mouth, and there are far too many ways to try them all."""
    for found in (
        best_by(grid, "00", "55", "length", via="alley"),
        k_shortest_paths(grid, "00", "55", 3, via=["10", "alley"]),
        pareto_paths(grid, "00", "55", via="alley"),
        sp.dissimilar_paths(grid, "00", "55", 3, via="alley"),
    ):
        assert not found.found
        assert "none passes" in found.reason
    assert way(best_by(grid, "22", "alley", "length", via="alley")) == "22alley"


def test_targets_against_the_direction_of_travel_are_passed_without_trying_all_ways(grid):
    """From corner to corner over places that lie in the wrong order; every path passes no place twice."""
    best = best_by(grid, "00", "55", "length", via=["23", "20"])
    front = pareto_paths(grid, "00", "55", via=["23", "20"])

    assert front[0].length_km == best.length_km
    for path in (best, *front):
        assert len(set(path.places)) == len(path.places)
        assert path.places.index("23") < path.places.index("20")
