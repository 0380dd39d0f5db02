"""The data of the explorer: every answer of the library, looked up by walking alone."""

from __future__ import annotations

import datetime as dt
import math
import random
import re

import pytest

from analysis import best_by, closure_tree, read_sentences, reported_closures
from geodata import QuestionError, UnknownNameError
from maps import render_explorer, save_explorer
from maps.explorer_borders import read_closure, state_values
from maps.explorer_payload import build_explorer_payload
from routes import (
    DormantLeg,
    Scenario,
    TravelMode,
    apply_scenario,
    build_network,
    legs_shut_by_claims,
    matches_leg,
    read_dataset,
    shipped_dataset_path,
)


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))


@pytest.fixture(scope="module")
def networks(dataset):
    return [build_network(dataset, year) for year in (1999, 2004, 2012, 2019)]


@pytest.fixture(scope="module")
def payload(dataset, networks):
    return build_explorer_payload(networks, reported_closures(dataset), first=2004)


def walk(nodes, shut):
    """Walk a tree as the page does."""
    node = nodes[0]
    while True:
        pairs = zip(node[1::2], node[2::2], strict=True)
        below = next((to for closure, to in pairs if closure in shut), None)
        if below is None:
            return node[0]
        node = nodes[below]


def test_walked_tree_gives_the_way_of_the_closed_network(networks, payload):
    """A walk over numbers gives the path of `best_by` with the same closures, with its totals as they are printed."""
    draw = random.Random(20_040_601)  # noqa: S311 - repeatable, no secret
    for _ in range(150):
        at = draw.randrange(len(networks))
        year = payload["years"][at]
        o, b = draw.randrange(len(payload["origins"])), draw.randrange(3)
        shut = {i for i in range(12) if draw.random() < draw.choice((0.15, 0.5))}
        closed = [payload["closures"][i]["id"] for i in shut]
        G = apply_scenario(networks[at], Scenario(close=closed)) if closed else networks[at]
        path = best_by(G, payload["origins"][o], "seoul", payload["objectives"][b])

        way = walk(year["trees"][o][b], shut)

        assert (way < 0) == (not path.found)
        if way < 0:
            continue
        legs = [payload["legs"][i] for i in payload["ways"][way]]
        assert [(leg["u"], leg["v"], leg["mode"]) for leg in legs] == list(path.legs)
        km, days, risk, cost, borders, exit_, reports = year["totals"][way]
        assert (km, days) == (round(path.length_km), round(path.days, 1))
        assert risk == [f"{p:.2f}" for p in (path.risk_index, path.risk_index_low, path.risk_index_high)]
        assert cost == path.totals.risk_cost
        assert borders == list(path.totals.borders)
        assert exit_ == [path.exit.country, path.exit.way]
        assert [list(payload["reports"])[i] for i in reports] == list(path.reports)


def test_closures_cover_the_legs_that_closing_them_removes(networks, payload):
    """The legs of a closure are those that its scenario takes out of any of the networks."""
    for closure in payload["closures"]:
        gone = set()
        for G in networks:
            gone |= set(G.edges(keys=True)) - set(
                apply_scenario(G, Scenario(close=[closure["id"]])).edges(keys=True)
            )
        legs = [payload["legs"][i] for i in closure["legs"]]
        assert {(leg["u"], leg["v"], leg["mode"]) for leg in legs} == gone


def test_every_border_has_its_line_and_a_mark_on_a_crossing(payload):
    """Borders are drawn whole, in two decimals; missions have a mark alone, beside a mission."""
    kinds = {place["id"]: place["kind"] for place in payload["places"]}
    for closure in payload["closures"]:
        assert closure["at"]
        if closure["kind"] == "border":
            assert all(len(line) > 1 for line in closure["lines"])
            assert {kinds[place] for place in closure["places"]} == {"crossing"}
        else:
            assert closure["lines"] == []
            assert {kinds[place] for place in closure["places"]} == {"mission"}


def test_states_are_what_reports_say_of_the_year(payload):
    """The Mongolian border is risky in 2004 and not in use in 2019; nobody passes the inter-Korean one on land."""
    ids = [closure["id"] for closure in payload["closures"]]
    states = {year["year"]: dict(zip(ids, year["states"], strict=True)) for year in payload["years"]}

    assert states[2004]["CHN-MNG"]["levels"] == ["high"]
    assert not states[2004]["CHN-MNG"]["assumed"]
    assert states[2019]["CHN-MNG"]["open"] == 0
    assert states[2004]["CHN-LAO"]["assumed"]
    assert states[2004]["KOR-PRK"] == {"open": 0, "shut": 0, "levels": [], "assumed": False}


def test_a_border_that_claims_shut_is_told_as_shut(networks):
    """What a claim shuts counts as shut, what a scenario closes does not; neither is open."""
    G = networks[1]
    border = read_closure(G, "CHN-MNG")
    legs = [leg for leg in G.edges(keys=True) if matches_leg(G, border, leg)]
    assert state_values(G, legs_shut_by_claims(G), border)["open"] == len(legs) > 0

    for closed_by in ((), ("CHN-MNG",)):
        H = G.copy()
        H.remove_edges_from(legs)
        H.graph["dormant"] += tuple(
            DormantLeg(
                u=u,
                v=v,
                mode=TravelMode(key),
                reason="shut",
                data={**G.edges[u, v, key], "risk_cost": math.inf},
                closed_by=closed_by,
            )
            for u, v, key in legs
        )
        state = state_values(H, legs_shut_by_claims(H), border)
        assert (state["open"], state["shut"]) == (0, 0 if closed_by else len(legs))


def test_closures_of_all_kinds_can_be_offered(networks):
    """Countries, places, legs, modes and one way of a border have a mark too, and their own names."""
    closures = ["CHN", "erenhot", "beijing:ulanqab", "rail@CHN", "CHN:MNG"]
    payload = build_explorer_payload(networks[1:2], closures, origins=["onsong"])
    by_id = {closure["id"]: closure for closure in payload["closures"]}

    assert [by_id[text]["kind"] for text in closures] == [
        "country",
        "place",
        "leg",
        "mode",
        "directed border",
    ]
    assert all(closure["at"] and closure["legs"] for closure in by_id.values())
    assert by_id["CHN:MNG"]["lines"]
    assert by_id["erenhot"]["places"] == ["erenhot"]


def test_page_is_small_whole_and_the_same_each_time(dataset, networks):
    """The same input gives the same bytes, well below 2.5 MB; templates are those of the library."""
    closures = reported_closures(dataset)
    page = render_explorer(networks, closures)

    assert page == render_explorer(networks, closures)
    assert len(page.encode()) < 1_500_000
    assert "<script src" not in page
    assert page.count("Content-Security-Policy") == 1
    assert re.search(r'"close_call":0\.05', page)
    assert build_explorer_payload(networks, closures)["sentences"] == read_sentences()


def test_page_without_closures_shows_years_alone(networks, tmp_path):
    """Nothing to shut is no error; nor is an origin that is its own destination."""
    path = save_explorer(networks[:1], [], tmp_path / "explorer.html", origins=["seoul", "onsong"])
    payload = build_explorer_payload(networks[:1], [], origins=["seoul", "onsong"])

    assert path.exists()
    assert payload["closures"] == []
    way = payload["years"][0]["trees"][0][0][0][0]
    assert payload["ways"][way] == []
    assert payload["years"][0]["totals"][way][:2] == [0, 0.0]


def test_wrong_questions_are_refused(networks):
    """No network, two of a year, no origin, an unknown closure: each is told."""
    with pytest.raises(QuestionError, match="one network a year"):
        build_explorer_payload([], [])
    with pytest.raises(QuestionError, match="one network a year"):
        build_explorer_payload([networks[0], networks[0]], [])
    with pytest.raises(QuestionError, match="no origins"):
        build_explorer_payload(networks, [], origins=[])
    with pytest.raises(UnknownNameError, match="FOO"):
        build_explorer_payload(networks, ["FOO"])


def test_nodes_stay_few(networks, dataset):
    """A tree has far fewer nodes than there are subsets, since most closures are off the best way."""
    tree = closure_tree(networks[1], reported_closures(dataset), origins=["onsong"])

    assert len(tree.nodes("onsong", "risk")) < 50
