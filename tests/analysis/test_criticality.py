"""What is lost with a target and what is gained by its safety, drawn and against brute force.

Brute force walks over all simple ways of one origin; a loss must equal what closing the target leaves,
a gain what `relieve` gives.
"""

from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.dependence.cover import cover_of, target_of
from analysis.dependence.criticality import Loss, losses
from analysis.dependence.relief import Gain, gains
from analysis.search.arcs import UNITS, Leg, number_legs
from geodata import NetworkError
from routes import (
    DormantLeg,
    RiskLevel,
    RiskPartName,
    Scenario,
    Target,
    TargetKind,
    TravelMode,
    apply_scenario,
    build_network,
    matches_leg,
    relieve,
    risk_index,
)
from routes.risk import bounds_of, priced

drawn_at_random = runpy.run_path(str(Path(__file__).with_name("ways_at_random.py")))
questions, all_ways = drawn_at_random["questions"], drawn_at_random["all_ways"]
datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

SCALE = {
    RiskLevel.MINIMAL: (0.001, 0.01),
    RiskLevel.LOW: (0.01, 0.05),
    RiskLevel.HIGH: (0.15, 0.35),
}
DAY = dt.date(2004, 7, 1)


def targets_between(G, ends):
    """Every country, border, place and leg but the destinations and their countries, as users name them."""
    known = nx.MultiDiGraph(G)
    known.add_edges_from((leg.u, leg.v, str(leg.mode), leg.data) for leg in G.graph.get("dormant", ()))
    at_ends = {G.nodes[place]["country"] for place in ends}
    countries = {data["country"] for _, data in G.nodes(data=True)} - at_ends
    passed = {
        data["border"].split(":") and data["border"] for *_, data in known.edges(data=True) if data["border"]
    }
    borders = {tuple(sorted(border.split(":"))) for border in passed}
    return [
        *(Target(TargetKind.COUNTRY, country) for country in sorted(countries)),
        *(Target(TargetKind.BORDER, *border) for border in sorted(borders)),
        *(Target(TargetKind.PLACE, place) for place in sorted(set(G) - set(ends))),
        *(Target(TargetKind.LEG, u, v) for u, v in sorted({(u, v) for u, v in known.edges()})),
    ]


def ways_from(G, origins, ends):
    """The ways of each origin alone, with their lengths and risk costs in thousand-millionths."""
    whole = {
        leg: [round(G.edges[leg][name] * UNITS) for name in ("length_km", "risk_cost")]
        for leg in map(Leg._make, G.edges(keys=True))
    }
    return {
        origin: [
            (way, *(sum(whole[leg][i] for leg in way) for i in (0, 1)))
            for way in all_ways(G, (origin,), ends)
        ]
        for origin in sorted(set(origins) - set(ends))
    }


def is_at(G, origin, target):
    """Whether a target is an origin itself, or the country in which it lies."""
    return target in (
        Target(TargetKind.PLACE, origin),
        Target(TargetKind.COUNTRY, G.nodes[origin]["country"]),
    )


def least(ways):
    """The least length and the least risk cost of some ways; None without a way."""
    return (min(km for _, km, _ in ways), min(cost for *_, cost in ways)) if ways else None


def index(best):
    return best and risk_index(best[1] / UNITS)


def change(a, b):
    return tuple((x - y) / UNITS for x, y in zip(a, b, strict=True)) if a and b else (None, None)


def losses_by_brute_force(G, origins, ends):
    ways = ways_from(G, origins, ends)
    found = {}
    for target in targets_between(G, ends):
        gone = {leg for leg in G.edges(keys=True) if matches_leg(G, target, leg)}
        rows = []
        for origin, all_of_them in ways.items():
            if is_at(G, origin, target):
                continue
            left = [way for way in all_of_them if not gone.intersection(way[0])]
            before, after = least(all_of_them), least(left)
            if before != after:
                rows.append(Loss(origin, *change(after, before), index(before), index(after)))
        if rows:
            found[target] = tuple(rows)
    return found


def gains_by_brute_force(G, origins, ends):
    ways = ways_from(G, origins, ends)
    found = {}
    for target in targets_between(G, ends):
        safe = ways_from(relieve(G, target), origins, ends)
        rows = []
        for origin in ways:
            if is_at(G, origin, target):
                continue
            before, after = least(ways[origin]), least(safe[origin])
            if before != after:
                rows.append(Gain(origin, *change(before, after), index(before), index(after)))
        if rows:
            found[target] = tuple(rows)
    return found


@st.composite
def weighted_questions(draw):
    """A network of places and legs with small whole weights, zeros among them."""
    G, origins, ends = draw(questions())
    for leg in G.edges(keys=True):
        km, risk = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
        G.edges[leg].update(length_km=float(km), risk_cost=float(risk))
    return G, origins, ends


@st.composite
def priced_questions(draw):
    """A network whose legs have parts of any level; some legs are dormant, by claims or for good."""
    G, origins, ends = draw(questions(most=16))
    levels = st.sampled_from([*SCALE, *SCALE, RiskLevel.CLOSED])
    dormant = []
    for leg in list(G.edges(keys=True)):
        data = G.edges[leg]
        names = [RiskPartName.EXPOSURE, *([RiskPartName.PASSAGE] if data["border"] else [])]
        data["length_km"] = 100.0 * draw(st.integers(0, 3))
        share = 1.0 if leg[2] == "air" else data["length_km"] / 1000
        parts = {}
        for name in names:
            level = draw(levels)
            low, high = bounds_of(level, SCALE)
            at = share if name is RiskPartName.EXPOSURE else 1.0
            parts[name] = priced((level,), low, high, share=at, target="", claims=("c",))
        data.update(
            parts=parts,
            risk_cost=round(sum(part.cost for part in parts.values()), 9),
            risk_low=round(sum(part.cost_low for part in parts.values()), 9),
            risk_high=round(sum(part.cost_high for part in parts.values()), 9),
            first_reported=DAY,
            last_reported=DAY if draw(st.integers(0, 9)) else DAY - dt.timedelta(days=1),
            flags=(),
        )
        out_of_use = data["last_reported"] < DAY
        if out_of_use or data["risk_cost"] == float("inf"):
            G.remove_edge(*leg)
            dormant.append(DormantLeg(u=leg[0], v=leg[1], mode=TravelMode(leg[2]), reason="", data=data))
    G.graph.update(dormant=tuple(dormant), scenario=(), scale=SCALE, reference_km={"*": 1000.0}, as_of=DAY)
    return G, origins, ends


@settings(max_examples=1500)
@given(weighted_questions())
def test_losses_are_what_brute_force_finds(question):
    """For every target and origin, over all simple ways of random multigraphs; in the order of targets."""
    G, origins, ends = question
    found = losses(G, origins, ends)
    expected = losses_by_brute_force(G, origins, ends)
    assert found == expected
    assert list(found) == list(expected)
    for row in found.values():
        for loss in row:
            assert loss.cut_off == (loss.longer_km is None) == (loss.riskier_cost is None)
            assert loss.cut_off or min(loss.longer_km, loss.riskier_cost) >= 0, "closing never shortens"


@settings(max_examples=800, suppress_health_check=[HealthCheck.too_slow])
@given(priced_questions())
def test_gains_are_what_relief_and_brute_force_find(question):
    """For every target and origin, also where relief opens legs that claims had shut."""
    G, origins, ends = question
    found = gains(G, origins, ends)
    expected = gains_by_brute_force(G, origins, ends)
    assert found == expected
    assert list(found) == list(expected)
    for row in found.values():
        for gain in row:
            assert gain.connected == (gain.milder_cost is None) == (gain.shorter_km is None)
            assert gain.connected or min(gain.milder_cost, gain.shorter_km) >= 0, "relief never harms"


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_both_hold_on_networks_of_reports(dataset, data):
    """On networks drawn from random reports: what is lost is what a scenario closes, to the last digit."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    origins = data.draw(st.lists(st.sampled_from(["hill", "river", "town"]), min_size=1, unique=True))
    assert losses(G, origins, ["port"]) == losses_by_brute_force(G, origins, ["port"])
    assert gains(G, origins, ["port"]) == gains_by_brute_force(G, origins, ["port"])
    for target, row in losses(G, origins, ["port"]).items():
        closed = apply_scenario(G, Scenario(close=[str(target)]))
        for loss in row:
            assert loss.cut_off == (not nx.has_path(closed, loss.origin, "port"))


@settings(max_examples=100)
@given(weighted_questions())
def test_the_legs_of_targets_are_those_that_a_scenario_closes(question):
    """Said of all targets at once, it is what `matches_leg` says of each."""
    G, _, _ = question
    arcs = number_legs(G)
    cover = cover_of(G, arcs, places_left_out=(), countries_left_out=())
    for name, legs in cover.legs.items():
        target = target_of(name)
        assert legs == [i for i, leg in enumerate(arcs.legs) if matches_leg(G, target, leg)]
        assert all(name in cover.names[leg] for leg in legs)


# hill (PRK) -- river -- town (CHN) -- pass -- camp (MNG) ~~ port (KOR)
#                          \__ cove ~~~ sea ~~~~~~~~~~~~~~ port
PLACES = """
hill  origin      PRK      0 0
barn  origin      PRK      0 1
river crossing    PRK:CHN  1 0
town  city        CHN      2 0
cove  city        CHN      2 3
pass  crossing    CHN:MNG  3 0
camp  city        MNG      4 0
port  destination KOR     14 0
"""
ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
mode = { "*" = "road" }
since = 2000
claim = "North."
[[route]]
via = ["barn", "river", "town"]
mode = "road"
since = 2000
claim = "From the barn."
[[route]]
via = ["town", "cove", "port"]
mode = { "town:cove" = "road", "cove:port" = "sea" }
since = 2000
claim = "By sea."
"""
SHUT = """
[[hazard]]
on = "CHN-MNG"
level = "closed"
since = 2003
claim = "Shut."
"""


def test_losses_drawn(network):
    """What both ways need cuts off; what one needs makes the other the best. The ends are not asked about."""
    G = network(places=PLACES, gazette=ROUTES)
    found = losses(G, ["hill", "barn"], ["port"])

    told = {str(target): [loss.cut_off for loss in row] for target, row in found.items()}
    assert {t for t, cut in told.items() if cut == [True, True]} == {
        "CHN",
        "CHN-PRK",
        "river",
        "town",
        "river:town",
    }
    assert told["hill:river"] == told["barn:river"] == [True]
    assert not {"PRK", "KOR", "hill", "port"} & set(told)
    (barn, hill) = found[Target(TargetKind.COUNTRY, "MNG")]
    assert (barn.origin, hill.origin) == ("barn", "hill")
    assert barn.longer_km == hill.longer_km > 0
    assert "hill:river" not in {
        str(t) for t, row in found.items() if any(loss.origin == "barn" for loss in row)
    }


def test_gains_drawn(network):
    """Where the border is shut, its safety opens the shorter way; other targets make milder only."""
    G = network(places=PLACES, gazette=ROUTES + SHUT)
    found = gains(G, ["hill"], ["port"])
    (gain,) = found[Target(TargetKind.BORDER, "CHN", "MNG")]
    assert gain.shorter_km > 0
    assert not gain.connected
    (gain,) = found[Target(TargetKind.PLACE, "town")]
    assert gain.shorter_km == 0
    assert gain.risk_index_after < gain.risk_index_before


def test_relief_gives_a_way_to_whom_had_none(network):
    """Where the only border is shut, its safety connects; closing the same adds nothing."""
    G = network(places=PLACES, gazette=ROUTES.rsplit("[[route]]", 1)[0] + SHUT)
    assert losses(G, ["hill"], ["port"]) == {}
    found = gains(G, ["hill"], ["port"])
    (gain,) = found[Target(TargetKind.BORDER, "CHN", "MNG")]
    assert gain.connected
    assert gain.risk_index_before is gain.milder_cost is gain.shorter_km is None
    assert 0 < gain.risk_index_after < 1
    closed = apply_scenario(G, Scenario(close=["CHN-MNG"]))
    assert gains(closed, ["hill"], ["port"]) == {}, "what a scenario closed stays closed"


def test_an_origin_that_has_arrived_loses_nothing(network):
    """Nor does one without a way; both are no error."""
    G = network(places=PLACES, gazette=ROUTES)
    assert losses(G, ["port"], ["port"]) == gains(G, ["port"], ["port"]) == {}
    assert losses(G, ["port"], ["hill"]) == {}
    assert losses(G, [], ["port"]) == losses(G, ["hill"], []) == {}


def test_a_network_without_legs_has_nothing_to_lose(network):
    """Before the first report nothing is in use."""
    G = network(as_of="1990", places=PLACES, gazette=ROUTES)
    assert G.number_of_edges() == 0
    assert losses(G, ["hill"], ["port"]) == gains(G, ["hill"], ["port"]) == {}


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_weights_that_are_none_are_refused(network, weight):
    """The message names the leg."""
    G = network(places=PLACES, gazette=ROUTES).copy()
    G.edges["hill", "river", "road"]["length_km"] = weight
    with pytest.raises(NetworkError, match="leg 'hill'-'river'"):
        losses(G, ["hill"], ["port"])
    with pytest.raises(NetworkError, match="leg 'hill'-'river'"):
        gains(G, ["hill"], ["port"])
