"""What the page is drawn from: all of it, in an order that does not depend on the builder."""

import math

import networkx as nx
import pytest

from geodata import distance_to_country_km
from maps.countries import country_names
from maps.payload import build_payload


def _by_ends(payload, u, v):
    return next(leg for leg in payload["legs"] if (leg["u"], leg["v"]) == (u, v))


def test_every_leg_and_place_is_there(network):
    """Nothing is dropped on the way to the page."""
    payload = build_payload(network)

    assert {p["id"] for p in payload["places"]} == set(network)
    assert [(leg["u"], leg["v"], leg["mode"]) for leg in payload["legs"]] == sorted(network.edges(keys=True))
    assert len(payload["dormant"]) == 1


def test_order_of_building_does_not_show(network):
    """The same network built in another order gives the same data."""
    turned = nx.MultiDiGraph(**network.graph)
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(keys=True, data=True))))

    assert build_payload(turned) == build_payload(network)


def test_risk_is_told_as_a_chance(network):
    """A cost of -ln(1 - p) is p again: high is 0.15 to 0.35 with its geometric mean between."""
    leg = _by_ends(build_payload(network), "tumen-river", "yanji")

    assert leg["risk"] == pytest.approx([math.sqrt(0.15 * 0.35), 0.15, 0.35], abs=1e-4)
    assert leg["level"] == "high"
    assert leg["parts"]["passage"]["claims"] == ["wire-2004#hazard-1"]
    assert not leg["parts"]["passage"]["assumed"]


def test_leg_without_a_claim_is_assumed(network):
    """The default of the dataset is marked as such."""
    leg = _by_ends(build_payload(network), "china-mongolia", "ulaanbaatar")

    assert leg["parts"]["passage"]["assumed"]


def test_infinite_cost_is_a_chance_of_one(network):
    """A leg that cannot be passed does not break the JSON of the page."""
    network.edges["hanoi", "seoul", "air"]["risk_high"] = math.inf

    assert _by_ends(build_payload(network), "hanoi", "seoul")["risk"][2] == 1.0


def test_path_names_its_legs_by_number(network, safest):
    """The legs of a path are those of the network, in the order of travel."""
    payload = build_payload(network, [safest])
    legs = [payload["legs"][i] for i in payload["paths"][0]["legs"]]

    assert [(leg["u"], leg["v"], leg["mode"]) for leg in legs] == list(safest.legs)


def test_path_that_was_not_found_has_its_reason(network, safest):
    """No way through is an answer with words, not an error."""
    from dataclasses import replace

    closed = replace(safest, found=False, legs=(), summary="No way through: all borders are shut.")

    assert build_payload(network, [closed])["paths"] == [
        {
            "label": "Safest path",
            "summary": "No way through: all borders are shut.",
            "found": False,
            "legs": [],
        }
    ]


def test_view_fits_the_places_that_legs_touch(network):
    """A far place without a leg does not widen the first view."""
    network.add_node("moscow", **{**network.nodes["ulaanbaatar"], "lon": 37.6, "lat": 55.8})

    (west, south), (east, north) = build_payload(network)["view"]["bounds"]

    assert (west, south, east, north) == (99.8, 13.8, 130.0, 47.9)


def test_network_without_places_has_a_view(drawn):
    """An empty network still gives a map of the region."""
    payload = build_payload(drawn([], []))

    assert payload["legs"] == payload["places"] == []
    assert payload["view"]["bounds"][0] < payload["view"]["bounds"][1]


def test_countries_of_other_crises_are_named_at_a_point_inside_them():
    """A country without a chosen anchor stands where its outline is; one that is not shown has none."""
    named = country_names(["SYR", "MCO"])

    ((lon, lat),) = named["SYR"]["at"]
    assert distance_to_country_km((lon, lat), "SYR") == 0
    assert "Syria" in named["SYR"]["name"]
    assert named["MCO"]["at"] == []
    assert named["CHN"]["at"][0] == (101.5, 33.5)
