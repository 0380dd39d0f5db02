"""Closures on the drawn network: which legs each form of target shuts, and what is said of it.

hill -- river -- town -- pass -- camp ~~air~~ port
PRK      |       CHN      |      MNG          KOR
"""

from __future__ import annotations

import pytest

from geodata import SafePassageError
from routes import Scenario, apply_scenario, validate_network


@pytest.mark.parametrize(
    ("target", "shut"),
    [
        ("CHN-MNG", {"pass:camp"}),
        ("CHN:MNG", {"pass:camp"}),
        ("PRK", {"hill:river", "river:town"}),
        ("CHN", {"river:town", "town:pass", "pass:camp"}),
        ("MNG", {"pass:camp", "camp:port"}),
        ("KOR", {"camp:port"}),
        ("town", {"river:town", "town:pass"}),
        ("town:pass", {"town:pass"}),
        ("crossing@CHN", {"town:pass", "pass:camp"}),
        ("air@MNG", {"camp:port"}),
        ("unspecified@CHN", {"river:town", "town:pass"}),
        ("air@CHN", set()),
    ],
)
def test_a_target_shuts_the_legs_that_it_names(network, target, shut):
    G = network()
    closed = apply_scenario(G, Scenario(close=[target]))

    validate_network(closed)
    lost = {f"{u}:{v}" for u, v in G.edges()} - {f"{u}:{v}" for u, v in closed.edges()}
    assert lost == shut
    assert {f"{leg.u}:{leg.v}" for leg in closed.graph["dormant"]} == shut
    assert {leg.reason for leg in closed.graph["dormant"]} <= {f"scenario: {target} closed"}
    assert G.number_of_edges() == 5
    assert G.graph["scenario"] == ()


def test_closing_the_same_again_says_so_once(network):
    once = apply_scenario(network(), Scenario(close=["CHN-MNG", "chn-mng"]))
    twice = apply_scenario(once, Scenario(close=["CHN-MNG", "KOR"]))

    assert once.graph["scenario"] == ("CHN-MNG closed",)
    assert twice.graph["scenario"] == ("CHN-MNG closed", "KOR closed")
    assert len(twice.graph["dormant"]) == 2


def test_one_closure_may_stand_alone(network):
    assert Scenario(close="CHN-MNG") == Scenario(close=("CHN-MNG",)) == Scenario(close=["CHN-MNG"])


def test_closing_every_country_leaves_all_places_and_no_leg(network):
    closed = apply_scenario(network(), Scenario(close=["PRK", "CHN", "MNG", "KOR"]))

    assert closed.number_of_edges() == 0
    assert len(closed) == 6


@pytest.mark.parametrize("target", ["", "PRK-MNG", "nowhere", "town:port", "air@FRA", "CHN-"])
def test_what_does_not_exist_cannot_be_closed(network, target):
    with pytest.raises(SafePassageError):
        apply_scenario(network(), Scenario(close=[target]))
