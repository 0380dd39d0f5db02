"""What the page is told of a trade-off and of bottlenecks: all of it but what could do harm."""

import json
from dataclasses import dataclass, replace

import pytest

from analysis import find_bottlenecks, pareto_paths
from maps import render_route_map
from maps.payload import build_payload
from routes import build_network, read_dataset, shipped_dataset_path


@dataclass(frozen=True)
class BorderNumber:
    """A number of borders, as far as the map relies on one."""

    number: int | None
    ways: tuple
    exact: bool = True


@pytest.fixture
def told(network, front, bottlenecks):
    """Return the payload with both answers."""
    return build_payload(network, front=front, bottlenecks=bottlenecks)


def test_answers_that_were_not_asked_for_are_none(network):
    """A page without a trade-off has no chart to draw, one without bottlenecks no layers."""
    payload = build_payload(network)

    assert payload["front"] is None
    assert payload["bottlenecks"] is None


def test_points_keep_their_order_numbers_and_roles(told):
    """A point is a path with what it is among the others, the borders it passes and its places."""
    points = told["front"]["points"]

    assert [point["roles"] for point in points] == [["shortest"], [], ["knee"], ["safest"]]
    assert [point["km"] for point in points] == [4356, 4810, 4840, 6666]
    assert points[2]["risk"] == [0.43, 0.25, 0.69]
    assert points[0]["borders"] == ["PRK:CHN", "CHN:MNG"]
    assert points[3]["places"][-3:] == ["beijing-missions", "manila", "seoul"]
    legs = [told["legs"][i] for i in points[3]["legs"]]
    assert [leg["v"] for leg in legs] == points[3]["places"][1:]


def test_one_point_may_be_shortest_and_safest(network, front):
    """A trade-off without a choice has one point, which is both."""
    alone = replace(front.points[0], role="Shortest and safest path")

    payload = build_payload(network, front=replace(front, points=(alone,), knee=None))

    assert payload["front"]["points"][0]["roles"] == ["shortest", "safest"]


def test_dependence_is_told_as_it_was_found(told, bottlenecks):
    """Countries and borders, places and legs have the order and the numbers of the answer."""
    page = told["bottlenecks"]

    for kind in ("countries", "borders", "places", "legs"):
        assert [item["id"] for item in page[kind]] == [str(d.target) for d in getattr(bottlenecks, kind)]
    china = page["countries"][0]
    assert china["every"] == ["onsong", "sinuiju"]
    assert china["through"] == {"length": 1.0, "risk": 1.0}
    assert all(loss["cut_off"] and loss["risk"][1] is None for loss in china["lost"])
    mongolia = next(item for item in page["countries"] if item["id"] == "MNG")
    assert mongolia["lost"][0]["km"] == pytest.approx(1957.3)
    assert mongolia["lost"][0]["risk"] == [0.4888, 0.4888]


def test_dependence_names_the_legs_that_it_covers(told):
    """A border covers the legs that pass it, a leg every mode between its ends."""
    page, legs = told["bottlenecks"], told["legs"]

    border = next(item for item in page["borders"] if item["id"] == "CHN-VNM")
    assert [(legs[i]["u"], legs[i]["v"]) for i in border["legs"]] == [("china-vietnam", "hanoi")]
    both = next(item for item in page["legs"] if item["id"] == "yanji:shenyang")
    assert {legs[i]["mode"] for i in both["legs"]} == {"rail", "road"}
    assert both["ends"] == ["yanji", "shenyang"]


def test_ways_left_are_drawn_by_their_legs(told):
    """Each disjoint way has its legs by number and its places in order; cuts are told by name."""
    left = told["bottlenecks"]["ways"][0]

    assert left["places"]["size"] == 1
    assert left["places"]["cuts"] == [["beijing"], ["shenyang"], ["tumen-river"], ["yanji"]]
    assert ["shenyang", "beijing", "rail"] in [cut[0] for cut in left["legs"]["cuts"]]
    (way,) = left["legs"]["paths"]
    assert way["places"][0] == "onsong"
    assert way["places"][-1] == "seoul"
    assert [told["legs"][i]["v"] for i in way["legs"]] == way["places"][1:]


def test_no_set_of_borders_is_on_the_page(network, bottlenecks, front):
    """Of a border number the page holds the number and ways that are left, each once; no set at all."""
    ways = [point.legs for point in front.points]
    sets = ((), ("CHN-LAO",), ("CHN-MNG",), ("CHN-VNM",))
    number = BorderNumber(2, tuple(zip(sets, [ways[0], ways[0], ways[1], ways[0]], strict=True)))
    left = replace(bottlenecks.ways_left[0], borders=number)

    payload = build_payload(network, bottlenecks=replace(bottlenecks, ways_left=(left,)))
    told = payload["bottlenecks"]["ways"][0]["borders"]

    assert sorted(told) == ["exact", "number", "paths"]
    assert told["number"] == 2
    assert len(told["paths"]) == 2
    assert "CHN-" not in json.dumps(told)


def test_leg_that_is_not_drawn_is_left_out(network, front, bottlenecks):
    """An answer of another network is told, and drawn as far as this one goes."""
    network.remove_edge("hanoi", "seoul", "air")

    payload = build_payload(network, front=front, bottlenecks=bottlenecks)

    assert len(payload["front"]["points"][1]["legs"]) == len(front.points[1].legs) - 1
    assert payload["front"]["points"][1]["km"] == 4810


def test_same_answers_give_the_same_bytes(network, drawn, front, bottlenecks):
    """Answers leave no trace of the run in the page either."""
    first = render_route_map(network, front=front, bottlenecks=bottlenecks)

    assert first == render_route_map(drawn(), front=front, bottlenecks=bottlenecks)


@pytest.mark.parametrize("year", [2004, 2012])
def test_shipped_dataset_draws_with_all_answers(year):
    """All answers about the shipped network fit on one page of less than 2 MB."""
    import datetime as dt

    G = build_network(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)), year)
    found = find_bottlenecks(G)

    page = render_route_map(G, front=pareto_paths(G, "onsong", "seoul"), bottlenecks=found)

    assert len(page.encode()) < 2_000_000
    payload = build_payload(G, bottlenecks=found)["bottlenecks"]
    assert payload["borders"][0]["id"] == "CHN-PRK"
    assert len(payload["ways"]) == len(G.graph["dataset"].origins)
