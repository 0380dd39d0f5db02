"""A level on a target prices the parts that the target speaks of; relief only ever makes milder.

hill -- river -- town == vale -- pass -- camp ~~air~~ port
                  |  (road and rail)                  KOR
               embassy ~~air~~ port
PRK      |          CHN          |      MNG

One degree is 111.319 km; a passage of China counts 3,000 km, one of another country 1,000.
"""

from __future__ import annotations

import copy
import math
import runpy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routes import (
    RiskLevel,
    RiskPartName,
    Scenario,
    Target,
    apply_scenario,
    at_level,
    build_network,
    legs_shut_by_claims,
    list_targets,
    parts_on,
    places_of,
    read_target,
    relieve,
    validate_network,
)

SETTINGS = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))["SETTINGS"]
datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

PASSAGE, ENTRY, EXPOSURE = RiskPartName
KM = 111.319
SCALE = {"minimal": (0.001, 0.01), "low": (0.01, 0.05), "high": (0.15, 0.35)}

PLACES = """
hill    origin      PRK      0 0
river   crossing    PRK:CHN  1 0
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
via = ["river", "vale"]
mode = "road"
since = 1990
until = 1995
claim = "Formerly."
"""


def hazard(on, level, **more):
    told = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    return f'[[hazard]]\non = "{on}"\nlevel = "{level}"\nsince = 2003\nclaim = "c"\n{told}'


def target_of(G, text) -> Target:
    pairs = {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}
    return read_target(text, places_of(G), pairs)


def every_target(G):
    pairs = {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}
    departures = {(key, G.nodes[u]["country"]) for u, _, key in G.edges(keys=True)}
    return list_targets(places_of(G), pairs, departures)


def cost(level, share=1.0):
    low, high = SCALE[level]
    return -math.log(1 - math.sqrt(low * high)) * share


@pytest.fixture
def G(network):
    return network(places=PLACES, gazette=ROUTES)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("CHN-MNG", {"pass camp road": {PASSAGE}}),
        ("CHN:MNG", {"pass camp road": {PASSAGE}}),
        ("MNG", {"pass camp road": {PASSAGE, EXPOSURE}, "camp port air": {EXPOSURE}}),
        ("PRK", {"hill river road": {EXPOSURE}}),
        ("KOR", {}),
        (
            "CHN",
            {
                "river town road": {PASSAGE, EXPOSURE},
                "town vale road": {EXPOSURE},
                "town vale rail": {EXPOSURE},
                "vale pass road": {EXPOSURE},
                "town embassy entry": {ENTRY},
                "embassy port air": {EXPOSURE},
            },
        ),
        ("pass", {"vale pass road": {EXPOSURE}, "pass camp road": {PASSAGE, EXPOSURE}}),
        ("town:vale", {"town vale road": {EXPOSURE}, "town vale rail": {EXPOSURE}}),
        ("mission@CHN", {"town embassy entry": {ENTRY}, "embassy port air": {EXPOSURE}}),
        ("rail@CHN", {"town vale rail": {EXPOSURE}}),
        ("air@MNG", {"camp port air": {EXPOSURE}}),
    ],
)
def test_a_target_speaks_of_certain_parts(G, target, expected):
    """A border of passages; a country of what runs in it or departs from it; all else of every part."""
    found = {" ".join(leg): parts_on(G, target_of(G, target), leg) for leg in G.edges(keys=True)}
    assert {leg: set(parts) for leg, parts in found.items() if parts} == expected


@pytest.mark.parametrize(
    ("target", "leg", "part", "expected"),
    [
        ("CHN-MNG", "pass camp road", PASSAGE, cost("high")),
        ("MNG", "pass camp road", EXPOSURE, cost("high", KM / 1000)),
        ("CHN", "town vale rail", EXPOSURE, cost("high", KM / 3000)),
        ("town:vale", "town vale rail", EXPOSURE, cost("high")),
        ("air@MNG", "camp port air", EXPOSURE, cost("high")),
        ("embassy", "town embassy entry", ENTRY, cost("high")),
    ],
)
def test_a_level_is_priced_as_a_claim_would_be(G, target, leg, part, expected):
    """Exposure is spread by length, but on the leg itself it is for the leg as a whole."""
    leg, target = tuple(leg.split()), target_of(G, target)
    before = copy.deepcopy(G.edges[leg])
    data = at_level(G, leg, G.edges[leg], target=target, level=RiskLevel.HIGH, parts=[part])

    assert data["parts"][part].cost == pytest.approx(expected, abs=1e-6)
    assert data["parts"][part].levels == (RiskLevel.HIGH,)
    assert data["parts"][part].target == str(target)
    assert data["parts"][part].flags == ("scenario",)
    assert {k: p for k, p in data["parts"].items() if k != part} == {
        k: p for k, p in before["parts"].items() if k != part
    }
    for total, name in (("risk_cost", "cost"), ("risk_low", "cost_low"), ("risk_high", "cost_high")):
        assert data[total] == pytest.approx(sum(getattr(p, name) for p in data["parts"].values()))
    assert "scenario" in data["flags"]
    assert G.edges[leg] == before


def test_the_same_level_by_claim_and_by_hand_costs_the_same(network):
    """On every kind of target that a hazard may speak of."""
    plain = network(places=PLACES, gazette=ROUTES)
    for text, words in (
        ("CHN-MNG", "pass camp road"),
        ("PRK:CHN", "river town road"),
        ("rail@CHN", "town vale rail"),
        ("CHN", "vale pass road"),
        ("air@CHN", "embassy port air"),
        ("embassy", "town embassy entry"),
    ):
        leg, target = tuple(words.split()), target_of(plain, text)
        claimed = network(places=PLACES, gazette=ROUTES + hazard(text, "severe")).edges[leg]
        (part,) = [name for name, part in claimed["parts"].items() if part.claims]
        by_hand = at_level(plain, leg, plain.edges[leg], target=target, level=RiskLevel.SEVERE, parts=[part])
        assert by_hand["parts"][part].cost == claimed["parts"][part].cost
        assert by_hand["risk_cost"] == claimed["risk_cost"]
        assert by_hand["risk_high"] == claimed["risk_high"]


def test_a_part_that_a_leg_lacks_can_be_set(G):
    """Entering a city costs nothing until a level says so; nothing was overridden."""
    leg = ("town", "vale", "road")
    assert ENTRY not in G.edges[leg]["parts"]
    data = at_level(G, leg, G.edges[leg], target=target_of(G, "vale"), level=RiskLevel.LOW, parts=[ENTRY])
    assert data["parts"][ENTRY].cost == pytest.approx(cost("low"), abs=1e-9)
    assert data["parts"][ENTRY].overridden == ()


def test_closed_is_impassable_at_any_scale(G):
    """It is an infinite cost: whoever sets it keeps the leg among the dormant."""
    leg = ("pass", "camp", "road")
    target = target_of(G, "CHN-MNG")
    data = at_level(G, leg, G.edges[leg], target=target, level=RiskLevel.CLOSED, parts=[PASSAGE])
    assert math.isinf(data["risk_cost"])
    assert math.isinf(data["risk_low"])


def test_a_level_overrides_what_was_claimed(network):
    """The claims that weighed the part are kept as overridden, newest first, as of a more specific claim."""
    G = network(places=PLACES, gazette=ROUTES + hazard("CHN:MNG", "severe") + hazard("CHN-MNG", "low"))
    leg = ("pass", "camp", "road")
    part = relieve(G, target_of(G, "CHN-MNG")).edges[leg]["parts"][PASSAGE]
    assert part.claims == ()
    assert part.overridden == ("gazette#hazard-1", "gazette#hazard-2")


def test_relief_makes_a_border_minimal_and_nothing_else(G):
    """The passage is minimal, exposure on the same leg stays, and so does every other leg."""
    relieved = relieve(G, target_of(G, "CHN-MNG"))
    leg = ("pass", "camp", "road")
    parts = relieved.edges[leg]["parts"]
    assert parts[PASSAGE].cost == pytest.approx(cost("minimal"), abs=1e-9)
    assert parts[EXPOSURE] == G.edges[leg]["parts"][EXPOSURE]
    assert all(relieved.edges[e] == G.edges[e] for e in G.edges(keys=True) if e != leg)
    assert relieved.graph["scenario"] == ("CHN-MNG made safe",)
    validate_network(relieved)


def test_relief_of_a_leg_is_spread_as_a_haven_is(G):
    """Made safe, a leg is not worse than the country around it made safe."""
    leg = ("town", "vale", "road")
    of_leg = relieve(G, target_of(G, "town:vale")).edges[leg]["risk_cost"]
    of_country = relieve(G, target_of(G, "CHN")).edges[leg]["risk_cost"]
    assert of_leg == of_country == pytest.approx(cost("minimal", KM / 3000), abs=1e-6)


@pytest.fixture
def long_way(network):
    """Return a function that draws 668 km from town to vale, nearly seven passages of China long."""
    places = PLACES.replace("CHN      3 0", "CHN      8 0").replace("CHN:MNG  4 0", "CHN:MNG  9 0")

    def _long_way(level):
        claimed = ROUTES + hazard("town:vale", level, part="exposure")
        return network(places=places, gazette=claimed, settings=SETTINGS.replace("CHN = 3000", "CHN = 100"))

    return _long_way


def test_relief_leaves_what_is_milder_already(long_way):
    """A long way that a report calls minimal as a whole is not made worse by being spread."""
    G = long_way("minimal")
    relieved = relieve(G, target_of(G, "CHN"))
    for key in ("road", "rail"):
        assert relieved.edges["town", "vale", key] == G.edges["town", "vale", key]
    assert relieved.edges["vale", "pass", "road"]["risk_cost"] < G.edges["vale", "pass", "road"]["risk_cost"]


def test_relief_takes_the_better_of_every_number(long_way):
    """Nearly seven passages at minimal are milder than one at low, but not at their upper ends."""
    G = long_way("low")
    leg = ("town", "vale", "road")
    before, after = G.edges[leg], relieve(G, target_of(G, "CHN")).edges[leg]
    assert after["risk_cost"] == pytest.approx(cost("minimal", 6 * KM / 100), rel=1e-3)
    assert after["risk_cost"] < before["risk_cost"]
    assert after["risk_low"] < before["risk_low"]
    assert after["risk_high"] == before["risk_high"] == pytest.approx(-math.log(1 - 0.05), abs=1e-9)


def test_relief_opens_what_claims_had_shut(network):
    """A border that all reports call closed is a way again; the leg is no longer dormant."""
    G = network(places=PLACES, gazette=ROUTES + hazard("CHN-MNG", "closed"))
    leg = ("pass", "camp", "road")
    assert not G.has_edge(*leg)
    assert set(legs_shut_by_claims(G).edges(keys=True)) == {leg}

    relieved = relieve(G, target_of(G, "CHN-MNG"))
    assert relieved.edges[leg]["parts"][PASSAGE].cost == pytest.approx(cost("minimal"), abs=1e-9)
    assert {(d.u, d.v) for d in relieved.graph["dormant"]} == {("river", "vale")}
    assert not G.has_edge(*leg)
    validate_network(relieved)


def test_what_else_shuts_a_leg_keeps_it_shut(network):
    """A leg that is closed by its border and by its mode stays shut when the border is safe, and says why."""
    shut = hazard("CHN-MNG", "closed") + hazard("road@MNG", "closed")
    G = network(places=PLACES, gazette=ROUTES + shut)
    leg = ("pass", "camp", "road")
    border, roads = target_of(G, "CHN-MNG"), target_of(G, "road@MNG")

    after = relieve(G, border)
    assert not after.has_edge(*leg)
    (still,) = (d for d in after.graph["dormant"] if (d.u, d.v) == leg[:2])
    assert still.reason == "travel by road@MNG closed according to gazette#hazard-2"
    assert relieve(after, roads).has_edge(*leg)
    assert relieve(G, roads).has_edge(*leg), "a mode speaks of the passage of its legs too"


def test_relief_opens_neither_what_is_out_of_use_nor_what_a_scenario_closed(network):
    """Nobody reports the one for the date; the other stays shut, also where a claim had shut it before."""
    shut = hazard("CHN-MNG", "closed") + hazard("river:vale", "closed", part="passage")
    G = network(places=PLACES, gazette=ROUTES + shut)
    assert set(legs_shut_by_claims(G).edges()) == {("pass", "camp")}
    closed = apply_scenario(G, Scenario(close=["CHN-MNG", "town:vale"]))
    assert legs_shut_by_claims(closed).number_of_edges() == 0
    for text in ("CHN", "MNG", "CHN-MNG", "town:vale", "river:vale", "vale"):
        relieved = relieve(closed, target_of(closed, text))
        assert set(relieved.edges(keys=True)) == set(closed.edges(keys=True))
        assert relieved.graph["dormant"] == closed.graph["dormant"]
    assert relieved.graph["scenario"] == ("CHN-MNG closed", "town:vale closed", "vale made safe")


def test_the_network_without_shut_legs_has_its_places(G):
    """Where claims shut nothing there is nothing to open."""
    shut = legs_shut_by_claims(G)
    assert set(shut) == set(G)
    assert shut.number_of_edges() == 0


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_relief_never_harms(dataset, data):
    """On random datasets: no leg is lost or costs more, no number rises, and twice is once."""
    newest = max(report.date.start for report in dataset.reports.values())
    G = build_network(dataset, newest)
    target = data.draw(st.sampled_from(every_target(G)))
    before = copy.deepcopy((dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph))
    relieved = relieve(G, target)

    validate_network(relieved)
    assert (dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph) == before
    for leg in G.edges(keys=True):
        for name in ("risk_cost", "risk_low", "risk_high"):
            assert relieved.edges[leg][name] <= G.edges[leg][name]
        if not parts_on(G, target, leg):
            assert relieved.edges[leg] == G.edges[leg]
    legs = {(d.u, d.v, d.mode) for d in G.graph["dormant"]} | set(G.edges(keys=True))
    assert legs == {(d.u, d.v, d.mode) for d in relieved.graph["dormant"]} | set(relieved.edges(keys=True))
    again = relieve(relieved, target)
    assert {leg: again.edges[leg]["risk_cost"] for leg in again.edges(keys=True)} == {
        leg: relieved.edges[leg]["risk_cost"] for leg in relieved.edges(keys=True)
    }
