"""A scenario closes what it names, by removal, and nothing else.

hill -- river -- town == vale -- pass -- camp ~~air~~ port
  |    (road and rail)|                              KOR
  |                embassy ~~air~~ port
PRK      |          CHN          |      MNG
         ford (CHN into PRK, the way back: vale -- ford -- hill)
"""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import AmbiguousNameError, SafePassageError, TargetError, UnknownNameError
from routes import DormantLeg, Scenario, TravelMode, apply_scenario, list_targets, places_of, validate_network

PLACES = """
hill    origin      PRK      0 0
river   crossing    PRK:CHN  1 0
ford    crossing    CHN:PRK  1 1
town    city        CHN      2 0
vale    city        CHN      3 0
embassy mission     CHN      2 0
pass    crossing    CHN:MNG  4 0
camp    city        MNG      5 0
port    destination KOR     14 0
"""
ROUTES = """
[[route]]
via = ["hill", "river", "town", "vale", "pass", "camp", "port"]
mode = { "*" = "road" }
since = 2000
claim = "North."
[[route]]
via = ["town", "vale"]
mode = "rail"
since = 2000
claim = "By train."
[[route]]
via = ["town", "embassy", "port"]
since = 2000
claim = "By the embassy."
[[route]]
via = ["vale", "ford", "hill"]
mode = "road"
since = 2000
claim = "Sent back."
[[route]]
via = ["river", "vale"]
mode = "road"
since = 1990
until = 1995
claim = "Formerly."
"""
ALL = {
    "hill river road",
    "river town road",
    "town vale road",
    "town vale rail",
    "vale pass road",
    "pass camp road",
    "camp port air",
    "town embassy entry",
    "embassy port air",
    "vale ford road",
    "ford hill road",
}


@pytest.fixture
def G(network):
    G = network(places=PLACES, gazette=ROUTES)
    assert legs(G) == ALL
    return G


def legs(G) -> set[str]:
    return {" ".join(leg) for leg in G.edges(keys=True)}


@pytest.mark.parametrize(
    ("target", "closed"),
    [
        ("CHN-MNG", {"pass camp road"}),
        ("CHN:MNG", {"pass camp road"}),
        ("CHN-PRK", {"river town road", "ford hill road"}),
        ("PRK:CHN", {"river town road"}),
        ("CHN:PRK", {"ford hill road"}),
        ("MNG", {"pass camp road", "camp port air"}),
        ("PRK", {"hill river road", "river town road", "ford hill road"}),
        ("KOR", {"camp port air", "embassy port air"}),
        ("CHN", ALL - {"hill river road", "camp port air"}),
        ("town", {"river town road", "town vale road", "town vale rail", "town embassy entry"}),
        ("river", {"hill river road", "river town road"}),
        ("town:vale", {"town vale road", "town vale rail"}),
        ("mission@CHN", {"town embassy entry", "embassy port air"}),
        ("city@MNG", {"pass camp road", "camp port air"}),
        ("crossing@PRK", {"hill river road", "river town road"}),
        ("rail@CHN", {"town vale rail"}),
        ("road@CHN", {"river town road", "town vale road", "vale pass road", "vale ford road"}),
        ("air@MNG", {"camp port air"}),
        ("air@CHN", {"embassy port air"}),
        ("entry@CHN", {"town embassy entry"}),
        ("foot@CHN", set()),
        ("river:vale", set()),
    ],
)
def test_each_kind_of_target_closes_the_legs_it_should(G, target, closed):
    """A border the legs that pass it, a country or place all that touch it, a mode its departures."""
    after = apply_scenario(G, Scenario(close=[target]))
    assert legs(after) == ALL - closed
    validate_network(after)


def test_the_original_is_unchanged(G):
    """A scenario is a new network."""
    before = copy.deepcopy((dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph))
    after = apply_scenario(G, Scenario("Shut", close=["CHN", "rail@CHN", "hill"]))
    assert (dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph) == before
    assert set(after) == set(G)
    after.nodes["hill"]["name"] = "changed"
    told = G.graph["notices"]
    after.graph["notices"] = ("changed",)
    assert G.nodes["hill"]["name"] == "Hill"
    assert G.graph["notices"] == told != ("changed",)


def test_closing_is_structural(G):
    """A closed leg is gone from the graph and kept as dormant, with its attributes, the reason and the closure."""
    after = apply_scenario(G, Scenario(close=["CHN-MNG"]))
    assert not after.has_edge("pass", "camp")
    assert after.graph["dormant"][:-1] == G.graph["dormant"]
    shut = after.graph["dormant"][-1]
    data = G.edges["pass", "camp", "road"]
    reason = "scenario: CHN-MNG closed"
    assert shut == DormantLeg(
        u="pass", v="camp", mode=TravelMode.ROAD, reason=reason, data=data, closed_by=("CHN-MNG",)
    )
    assert all(after.edges[leg] == G.edges[leg] for leg in after.edges(keys=True))


def test_closing_what_is_not_in_use_is_no_error(G):
    """It closes nothing; the network says that it was asked, and the dormant leg remembers it."""
    after = apply_scenario(G, Scenario(close=["river:vale"]))
    assert legs(after) == ALL
    assert after.graph["scenario"] == ("river:vale closed",)
    (before,), (leg,) = G.graph["dormant"], after.graph["dormant"]
    assert leg == replace(before, closed_by=("river:vale",))


@pytest.mark.parametrize(
    ("target", "error", "words"),
    [
        ("CHN-KOR", TargetError, "Borders are: CHN-MNG, CHN-PRK"),
        ("hill:camp", TargetError, "Legs from hill lead to: river"),
        ("LAO", UnknownNameError, "is no country of this dataset"),
        ("twon", UnknownNameError, "Did you mean town?"),
        ("mission@MNG", TargetError, "no mission lies in MNG"),
        ("PRK-MNG", TargetError, "Borders are"),
        ("CHN-", UnknownNameError, "is not a place of the dataset"),
        ("air@FRA", UnknownNameError, "is no country of this dataset"),
        ("", UnknownNameError, "is not a place of the dataset"),
    ],
)
def test_closing_what_does_not_exist_is_an_error(G, target, error, words):
    """It offers the nearest; nothing is closed by halves."""
    with pytest.raises(error, match=words):
        apply_scenario(G, Scenario(close=["MNG", target]))


def test_closing_everything_is_an_answer(G):
    """A network without legs keeps the contract; nothing is an error about it."""
    after = apply_scenario(G, Scenario(close=["CHN", "hill", "KOR"]))
    assert legs(after) == set()
    assert len(after.graph["dormant"]) == len(G.graph["dormant"]) + len(ALL)
    validate_network(after)


def test_scenarios_add_up(G):
    """One after the other is both at once, whatever the order, and each closure is told once."""
    at_once = apply_scenario(G, Scenario(close=["MNG", "mission@CHN"]))
    one_by_one = apply_scenario(
        apply_scenario(G, Scenario(close=["mission@CHN"])), Scenario(close=["MNG", "MNG"])
    )
    assert legs(at_once) == legs(one_by_one)
    assert at_once.graph["scenario"] == ("MNG closed", "mission@CHN closed")
    assert set(one_by_one.graph["scenario"]) == set(at_once.graph["scenario"])
    assert len(one_by_one.graph["scenario"]) == 2


def test_closing_the_same_again_closes_nothing_more(G):
    """And says so once."""
    once = apply_scenario(G, Scenario(close=["CHN-MNG", "chn-mng"]))
    twice = apply_scenario(once, Scenario(close=["CHN-MNG", "KOR"]))
    assert once.graph["scenario"] == ("CHN-MNG closed",)
    assert twice.graph["scenario"] == ("CHN-MNG closed", "KOR closed")
    assert len(twice.graph["dormant"]) == len(once.graph["dormant"]) + 2


def test_names_are_forgiving_and_told_as_targets(G):
    """`Mongolia`, `mng` and `MNG` are one closure."""
    after = apply_scenario(G, Scenario(close=("Mongolia", "mng", "Town:VALE", "mng-chn")))
    assert after.graph["scenario"] == ("MNG closed", "town:vale closed", "CHN-MNG closed")


def test_no_closure_changes_nothing(G):
    """An empty scenario is the reported network."""
    after = apply_scenario(G, Scenario())
    assert after is not G
    assert legs(after) == ALL
    assert after.graph == G.graph


def test_a_scenario_takes_any_sequence_of_closures():
    """And can be compared and used as a key."""
    assert Scenario("x", close=["MNG"]) == Scenario("x", close=("MNG",))
    assert Scenario("x", close="MNG").close == ("MNG",)
    assert len({Scenario(close=["MNG"]), Scenario(close=("MNG",))}) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_more_closures_never_open_a_leg(G, data):
    """Any two targets that can be named: both together leave what each of them leaves."""
    pairs = {(u, v) for u, v in G.edges()}
    departures = {(key, G.nodes[u]["country"]) for u, _, key in G.edges(keys=True)}
    listed = list_targets(places_of(G), pairs, departures)
    a, b = (str(data.draw(st.sampled_from(listed))) for _ in range(2))
    left = [legs(apply_scenario(G, Scenario(close=close))) for close in ([a], [b], [a, b])]
    assert left[2] == left[0] & left[1]


@given(text=st.text(max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_closure_or_a_clear_error(G, text):
    """No text that a user may type brings a traceback of another kind."""
    try:
        apply_scenario(G, Scenario(close=[text]))
    except SafePassageError as error:
        told = str(error)
    else:
        told = "closed"
    assert told.isprintable()


def test_an_ambiguous_closure_lists_its_candidates(network):
    """Two places of one name are never guessed between."""
    G = network(
        places=PLACES.replace("camp ", "c-amp ").replace("vale ", "camp- "),
        gazette='[[route]]\nvia = ["hill", "river"]\nclaim = "c"\n',
    )
    with pytest.raises(AmbiguousNameError, match="c-amp"):
        apply_scenario(G, Scenario(close=["Camp"]))
