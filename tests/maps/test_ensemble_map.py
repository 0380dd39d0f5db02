"""What the page is told of many draws: the shares as they were found, and nothing about closures."""

import json

import pytest

from analysis import ensemble
from maps import render_route_map
from maps.payload import build_payload

DRAWS = 400


@pytest.fixture
def drawn(network):
    """Return 400 draws of the drawn network from its two places of departure."""
    return ensemble(network, ["onsong", "sinuiju"], "seoul", draws=DRAWS, seed=3, closures="CHN-VNM")


@pytest.fixture
def told(network, drawn):
    """Return what the page is told of them."""
    return build_payload(network, ensemble=drawn)


def test_draws_that_were_not_asked_for_are_none(network):
    """A page without draws has no layer of them."""
    assert build_payload(network)["ensemble"] is None


def test_page_knows_with_what_the_shares_were_found(told):
    """Number of draws, seed, what is best and where the ways lead stand beside the shares."""
    page = told["ensemble"]

    assert (page["draws"], page["seed"], page["weight"], page["destinations"]) == (
        DRAWS,
        3,
        "risk",
        ["seoul"],
    )
    assert [standing["origin"] for standing in page["standings"]] == ["onsong", "sinuiju"]


def test_shares_are_those_of_the_standing(told, drawn):
    """Legs by number, places by id, borders and exits in parts: each has the share that was found."""
    standing, page = drawn.standing("onsong"), told["ensemble"]["standings"][0]

    legs = {(told["legs"][i]["u"], told["legs"][i]["v"], told["legs"][i]["mode"]): s for i, s in page["legs"]}
    assert legs == {(leg.u, leg.v, str(leg.key)): share for leg, share in standing.legs.items()}
    assert page["places"] == standing.places
    assert page["places"]["onsong"] == page["places"]["seoul"] == 1
    assert {":".join(ends): share for ends, share in page["borders"]} == standing.borders
    assert {f"{way}@{country}": share for (country, way), share in page["exits"]} == {
        str(exit_): share for exit_, share in standing.exits.items()
    }
    assert page["countries"] == [[code, share] for code, share in standing.countries.items()]


def test_ways_stand_in_the_order_of_their_shares_and_make_up_all_draws(told, drawn):
    """Each way has its legs, places, exit and totals; one of them is the answer for the central numbers."""
    standing, page = drawn.standing("onsong"), told["ensemble"]["standings"][0]

    assert [way["share"] for way in page["ways"]] == [way.share for way in standing.ways]
    assert sum(way["share"] for way in page["ways"]) == pytest.approx(1)
    assert page["more"] == 0
    (central,) = [way for way in page["ways"] if way["central"]]
    assert page["central"] == {"share": central["share"], "legs": central["legs"]}
    for way in page["ways"]:
        assert [told["legs"][i]["v"] for i in way["legs"]] == way["places"][1:]
        assert way["risk"][1] <= way["risk"][0] <= way["risk"][2]


def test_leg_is_as_often_on_the_best_way_as_the_ways_that_use_it(told):
    """The share of a leg is the sum of those of the ways that it is on."""
    page = told["ensemble"]["standings"][0]

    for number, share in page["legs"]:
        assert share == pytest.approx(sum(way["share"] for way in page["ways"] if number in way["legs"]))


def test_totals_are_told_by_quantiles_that_rise(told):
    """Risk index, km and days have five quantiles each, in order."""
    for standing in told["ensemble"]["standings"]:
        for values in standing["quantiles"].values():
            assert len(values) == 5
            assert values == sorted(values)


def test_closures_are_not_on_the_page(network, drawn, told):
    """What closures do in the draws is left out; the page of the same draws without them is the same."""
    alone = ensemble(network, ["onsong", "sinuiju"], "seoul", draws=DRAWS, seed=3)

    assert "CHN-VNM" not in json.dumps(told["ensemble"])
    assert build_payload(network, ensemble=alone)["ensemble"] == told["ensemble"]


def test_origin_without_a_way_is_told_without_numbers(network):
    """Where there is no way through, nothing has a share, and no quantile is made up."""
    network.remove_edge("sinuiju", "lower-yalu", "foot")
    found = ensemble(network, "sinuiju", "seoul", draws=10)

    (standing,) = build_payload(network, ensemble=found)["ensemble"]["standings"]

    assert standing["found"] is False
    assert standing["central"] is standing["regret"] is None
    assert standing["legs"] == standing["ways"] == standing["exits"] == []
    assert standing["quantiles"] == {"risk": None, "km": None, "days": None}


def test_leg_that_is_not_drawn_is_left_out(network, drawn):
    """Draws of another network are told, and drawn as far as this one goes."""
    before = len(build_payload(network, ensemble=drawn)["ensemble"]["standings"][0]["legs"])
    network.remove_edge("shenyang", "beijing", "rail")

    standing = build_payload(network, ensemble=drawn)["ensemble"]["standings"][0]

    assert len(standing["legs"]) == before - 1


def test_many_ways_are_cut_off_and_counted(network, drawn, monkeypatch):
    """Of the ways beyond the most frequent the page says how many; the shares of legs stay whole."""
    monkeypatch.setattr("maps.answer_values._MOST_SHARES", 1)

    standing = build_payload(network, ensemble=drawn)["ensemble"]["standings"][0]

    assert len(standing["ways"]) == 1
    assert standing["more"] == len(drawn.standing("onsong").ways) - 1 > 0
    assert len(standing["legs"]) == len(drawn.standing("onsong").legs)


def test_same_draws_give_the_same_page(network, drawn):
    """A page with draws is the same bytes each time, and safe to put in a page."""
    page = render_route_map(network, ensemble=drawn)

    assert page == render_route_map(network, ensemble=drawn)
    assert '"seed":3' in page
