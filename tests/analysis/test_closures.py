"""The tree of closures against plain searches in every closed network, shipped and drawn at random.

The plain search knows nothing of trees: it takes the legs that are left, and settles places in the stated
order of paths, whole paths being compared. It is held against all ways by brute force itself.
"""

from __future__ import annotations

import json
import runpy
from heapq import heappop, heappush
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Leg, Objective, best_by
from analysis.closures.targets import reported_closures
from analysis.closures.tree import closure_tree
from geodata import NetworkError, QuestionError, TargetError, UnknownNameError
from routes import Scenario, apply_scenario, build_network, matches_leg, places_of, read_target

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
Asked, TARGETS, networks, network_of, ways_of = (
    by_hand[name] for name in ("Asked", "TARGETS", "networks", "network_of", "ways_of")
)

DATES = ("1998", "2001", "2004-06", "2006-11", "2011", "2018")
WEIGHTS = {
    "length": lambda data: data["length_km"],
    "risk": lambda data: data["risk_cost"],
    "balanced": lambda data: data["risk_cost"] + data["length_km"] / 10_000,
}
UNITS = 10**9


def legs_covered(G, closures):
    """The legs that each closure removes, as the grammar of targets says of one leg at a time."""
    pairs = {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}
    targets = [read_target(text, places_of(G), pairs) for text in closures]
    return [{leg for leg in G.edges(keys=True) if matches_leg(G, target, leg)} for target in targets]


def costs_of(G, value):
    return {(u, v, key): round(value(data) * UNITS) for u, v, key, data in G.edges(keys=True, data=True)}


def plain_search(costs, ends):
    """The best path from every place to the first end, as ``(cost, legs, places, modes)``.

    Dijkstra's algorithm, backwards, on whole paths: of two paths to one place the lesser tuple wins.
    """
    into = {}
    for (u, v, key), cost in costs.items():
        into.setdefault(v, []).append((u, key, cost))
    best = {}
    heap = [(0, 0, (end,), ()) for end in ends]
    while heap:
        path = heappop(heap)
        cost, legs, places, modes = path
        if places[0] in best:
            continue
        best[places[0]] = path
        for u, key, more in into.get(places[0], ()):
            if u not in best:
                heappush(heap, (cost + more, legs + 1, (u, *places), (key, *modes)))
    return best


def same(way, path):
    """Whether a way of the tree is a path of the plain search, both None where there is none."""
    if way is None or path is None:
        return way is path
    return way.places == path[2] and tuple(leg.key for leg in way.legs) == path[3]


def subsets(things):
    return [some for size in range(len(things) + 1) for some in combinations(things, size)]


@pytest.fixture(scope="module")
def dataset():
    return sp.load_dataset()


@pytest.fixture(scope="module")
def june_2004(dataset):
    return build_network(dataset, "2004-06")


@pytest.mark.parametrize("as_of", DATES)
def test_on_the_shipped_network_every_subset_of_the_reported_closures_has_the_answer_of_a_plain_search(
    dataset, as_of
):
    """4,096 subsets, five origins, three objectives: 61,440 answers a date, all of them compared."""
    G = build_network(dataset, as_of)
    closures = reported_closures(dataset)
    tree = closure_tree(G, closures, origins=dataset.info.origins)
    covered = legs_covered(G, closures)
    for objective, value in WEIGHTS.items():
        costs = costs_of(G, value)
        ways = {origin: tree.every(origin, objective) for origin in tree.origins}
        for bits in range(1 << len(closures)):
            gone = set().union(*(legs for i, legs in enumerate(covered) if bits >> i & 1))
            best = plain_search({leg: c for leg, c in costs.items() if leg not in gone}, ["seoul"])
            for origin in tree.origins:
                assert same(ways[origin][bits], best.get(origin)), (origin, objective, tree.texts_of(bits))
    assert tree.searches <= 3 * 34, "more searches than one origin alone was expected to need"


@pytest.mark.parametrize("as_of", DATES)
def test_an_answer_is_that_of_the_network_closed_by_a_scenario_with_rivals_and_reasons(dataset, as_of):
    """A sample, from eleven closures to one: the whole result is what `best_by` says of the network that `apply_scenario` gives."""
    G = build_network(dataset, as_of)
    tree = closure_tree(G, reported_closures(dataset), origins=dataset.info.origins)
    for step, objective in enumerate([*tree.objectives, *tree.objectives, *tree.objectives], start=1):
        closed, origin = tree.closures[step::step], tree.origins[step % len(tree.origins)]
        other = best_by(apply_scenario(G, Scenario(close=closed)), origin, "seoul", objective)
        path = tree.path(origin, objective, closed)
        assert path.way == other.way == tree.best(origin, objective, closed)
        assert (path.totals, path.exit, path.reason) == (other.totals, other.exit, other.reason)
        assert path.scenario == other.scenario
        assert path.runner_up == other.runner_up


@settings(max_examples=120)
@given(networks(), st.sampled_from(["h", "eh", "gh", "c"]))
def test_the_plain_search_of_these_tests_finds_the_first_of_all_ways(G, ends):
    for value in (WEIGHTS["length"], WEIGHTS["risk"]):
        best = plain_search(costs_of(G, value), ends)
        for origin in "abc":
            ways = ways_of(Asked(G, (origin,), tuple(ends)), value)
            found = best.get(origin)
            assert (tuple(ways[0]) if ways else None) == (
                found and tuple(map(Leg, found[2], found[2][1:], found[3]))
            )


@st.composite
def asked_with_closures(draw):
    """A network with closures, many of which overlap: countries with their borders, places with their legs."""
    G = draw(networks())
    legs = sorted({f"{u}:{v}" for u, v in G.edges()})
    closures = draw(st.lists(st.sampled_from([*TARGETS, *legs]), max_size=7))
    ends = draw(st.sampled_from(["h", "h", "eh", "ch", "a"]))
    return G, closures, draw(st.sampled_from(["a", "ab", "abc", "fa"])), ends


@settings(max_examples=250)
@given(asked_with_closures())
def test_on_networks_drawn_at_random_every_subset_has_the_answer_of_a_plain_search(drawn):
    """Overlapping closures, ties, legs that cost nothing, several destinations; all of the answers."""
    G, closures, origins, ends = drawn
    tree = closure_tree(G, closures, origins=tuple(origins), destinations=tuple(ends))
    covered = dict(zip(tree.closures, legs_covered(G, tree.closures), strict=True))
    page = json.loads(json.dumps(tree.to_json()))
    for objective, value in WEIGHTS.items():
        costs = costs_of(G, value)
        every = {origin: tree.every(origin, objective) for origin in origins}
        for closed in subsets(tree.closures):
            gone = set().union(*(covered[text] for text in closed))
            best = plain_search({leg: c for leg, c in costs.items() if leg not in gone}, ends)
            for origin in origins:
                way = tree.best(origin, objective, closed)
                assert same(way, best.get(origin)), (origin, objective, closed)
                assert every[origin][tree.bits_of(closed)] == way
                assert walked(page, origin, objective, closed) == (way and list(map(list, way.legs)))
                assert tree.best(origin, objective, tree.met(origin, objective, closed)) == way


def walked(page, origin, objective, closed):
    """The answer as a page finds it, in what `to_json` says: the legs, None without a way."""
    shut = {page["closures"].index(text) for text in closed}
    nodes = page["nodes"][origin][objective]
    node = nodes[0]
    while step := next((pair for pair in node["next"] if pair[0] in shut), None):
        node = nodes[step[1]]
    return None if node["way"] is None else [page["legs"][leg] for leg in page["ways"][node["way"]]]


@settings(max_examples=100)
@given(asked_with_closures(), st.randoms(use_true_random=False))
def test_what_was_asked_before_changes_no_answer(drawn, rng):
    G, closures, origins, ends = drawn
    asked, fresh = (
        closure_tree(G, closures, origins=tuple(origins), destinations=tuple(ends)) for _ in range(2)
    )
    some = subsets(asked.closures)
    for closed in rng.sample(some, min(5, len(some))):
        asked.best(rng.choice(origins), "risk", closed)
    assert asked.to_json() == fresh.to_json()
    assert asked.searches == fresh.searches


@settings(max_examples=100)
@given(asked_with_closures())
def test_every_subset_is_in_one_group_of_one_answer_and_no_more(drawn):
    """Groups that overlapped would search for what no walk asks."""
    G, closures, origins, ends = drawn
    tree = closure_tree(G, closures, origins=tuple(origins), destinations=tuple(ends), by=["risk"])
    everything = (1 << len(tree.closures)) - 1
    for origin in origins:
        seen = []
        for _, shut, free in tree.search.cubes(tree.search.root(origin, 0), 0, everything):
            seen += [
                bits for bits in range(everything + 1) if bits & shut == shut and not bits & ~(shut | free)
            ]
        assert sorted(seen) == list(range(everything + 1))


@settings(max_examples=100)
@given(asked_with_closures())
def test_closing_more_never_makes_a_best_way_better(drawn):
    G, closures, origins, ends = drawn
    tree = closure_tree(G, closures, origins=tuple(origins), destinations=tuple(ends), by=["length"])
    for origin in origins:
        ways = tree.every(origin, "length")
        for bits, way in enumerate(ways):
            for i in range(len(tree.closures)):
                more = ways[bits | 1 << i]
                assert more is None or (way is not None and way <= more)


#   a --1-- c --1-- h       c:h is the short way from c; by d and e it is longer.
#            \\             CHN-MNG covers d:e, and so does d; no leg enters the mission g.
#             d --1-- e --1-- h
DRAWN = {
    ("a", "c", "road"): (1, 0, None),
    ("c", "h", "air"): (1, 3, None),
    ("c", "d", "road"): (1, 0, None),
    ("d", "e", "road"): (1, 0, "CHN:MNG"),
    ("e", "h", "air"): (1, 0, None),
}


@pytest.fixture
def small():
    return network_of(DRAWN)


def test_a_closure_off_the_best_way_changes_nothing_and_costs_no_search(small):
    tree = closure_tree(small, ["CHN-MNG", "c:h"], origins="a", destinations="h", by=["length"])
    direct, around = ("a", "c", "h"), ("a", "c", "d", "e", "h")
    assert tree.searches == 0, "nothing is searched before anybody asks"
    assert tree.best("a", "length", "CHN-MNG").places == direct
    assert (tree.searches, tree.met("a", "length", "CHN-MNG")) == (1, ())
    assert tree.best("a", "length", "c:h").places == around
    assert tree.best("a", "length", ["c:h", "CHN-MNG"]) is None
    assert tree.met("a", "length", ["CHN-MNG", "c:h"]) == ("c:h", "CHN-MNG"), "in the order of the walk"
    assert tree.searches == 3


def test_closures_that_remove_the_same_legs_are_searched_once(small):
    """CHN-MNG, CHN:MNG and d:e all remove the one leg over the border, and the place d that leg and c:d."""
    tree = closure_tree(
        small, ["c:h", "CHN-MNG", "CHN:MNG", "d:e", "d"], origins="a", destinations="h", by=["risk"]
    )
    ways = tree.every("a", "risk")
    assert [way and way.places for way in (ways[0], ways[0b1], ways[0b10], ways[0b11])] == [
        ("a", "c", "d", "e", "h"),
        ("a", "c", "d", "e", "h"),
        ("a", "c", "h"),
        None,
    ]
    # Nothing; the border's leg; it with c:h; the legs of d; those with c:h.
    assert tree.searches == 5


def test_a_closure_that_covers_no_open_leg_changes_nothing(small):
    tree = closure_tree(small, ["mission@CHN"], origins="a", destinations="h")
    for objective in tree.objectives:
        assert tree.best("a", objective, "mission@CHN") == tree.best("a", objective)
    assert tree.to_json()["nodes"]["a"]["risk"] == [{"way": 1, "next": []}]


def test_closing_the_origin_cuts_it_off_unless_one_is_there_already(small):
    tree = closure_tree(small, ["a"], origins=["a"], destinations=["h"])
    assert tree.best("a", "risk", "a") is None
    there = closure_tree(small, ["a"], origins=["a"], destinations=["a", "h"])
    assert there.best("a", "risk", "a").legs == ()
    assert there.to_json()["ways"] == [[]], "a way without legs is a way"


def test_without_closures_the_tree_holds_the_best_ways_alone(small):
    tree = closure_tree(small, [], origins="a", destinations="h", by=[Objective.LENGTH])
    assert (tree.closures, tree.every("a", "length")) == ((), [tree.best("a", "length")])


def test_a_network_without_legs_has_no_way_and_no_error():
    tree = closure_tree(network_of({}), ["CHN-MNG"], origins="a", destinations="h")
    assert tree.best("a", "length") is None
    assert tree.to_json()["nodes"]["a"]["length"] == [{"way": None, "next": []}]


def test_the_form_for_a_page_is_as_documented(small):
    """The whole of it, for a network small enough to be read."""
    tree = closure_tree(small, ["CHN-MNG", "c:h"], origins="a", destinations="h", by=["length"])
    assert tree.to_json() == {
        "closures": ["CHN-MNG", "c:h"],
        "origins": ["a"],
        "destinations": ["h"],
        "objectives": ["length"],
        "legs": [
            ["a", "c", "road"],
            ["c", "d", "road"],
            ["c", "h", "air"],
            ["d", "e", "road"],
            ["e", "h", "air"],
        ],
        "ways": [[0, 2], [0, 1, 3, 4]],
        "nodes": {
            "a": {
                "length": [
                    {"way": 0, "next": [[1, 1]]},
                    {"way": 1, "next": [[0, 2]]},
                    {"way": None, "next": []},
                ]
            }
        },
    }


def test_a_closure_may_be_written_in_any_form_and_counts_once(small):
    tree = closure_tree(small, ["MNG-CHN", "chn-mng", "D", "d"], origins="A", destinations="h")
    assert (tree.closures, tree.origins) == (("CHN-MNG", "d"), ("a",))
    assert tree.bits_of(["D", "MNG-CHN"]) == 0b11
    assert tree.texts_of(0b10) == ("d",)
    assert tree.best("A", "risk", "MNG-CHN") == tree.best("a", "risk", ["CHN-MNG"])


def test_unknown_names_are_errors_that_say_what_is_known(small):
    tree = closure_tree(small, ["CHN-MNG"], origins="a", destinations="h")
    with pytest.raises(UnknownNameError, match="'d' is no closure of this tree; ask for: CHN-MNG"):
        tree.best("a", "risk", "d")
    with pytest.raises(UnknownNameError, match="'b' is no origin of this tree; ask for: a"):
        tree.best("b", "risk")
    with pytest.raises(UnknownNameError, match="'days' is no objective of this tree; ask for: length, risk"):
        tree.best("a", "days")
    with pytest.raises(TargetError, match="is no border"):
        closure_tree(small, ["CHN-KOR"], origins="a", destinations="h")
    with pytest.raises(UnknownNameError):
        closure_tree(small, ["nowhere"], origins="a", destinations="h")
    with pytest.raises(UnknownNameError):
        closure_tree(small, [], origins=[], destinations="h")


def test_weights_need_names_of_their_own_and_values_that_can_be_added(small):
    with pytest.raises(QuestionError, match="'risk' is asked twice"):
        closure_tree(small, [], origins="a", destinations="h", by=["risk", Objective.RISK])
    with pytest.raises(QuestionError, match="no objective is named"):
        closure_tree(small, [], origins="a", destinations="h", by=[])
    with pytest.raises(NetworkError, match="weighs -1"):
        closure_tree(small, [], origins="a", destinations="h", by=lambda data: -1.0)


def test_without_destinations_those_of_the_dataset_count(june_2004, network):
    assert closure_tree(june_2004, [], origins="onsong").destinations == ("seoul",)
    with pytest.raises(QuestionError, match="names no destinations"):
        closure_tree(network(), [], origins="hill")


def test_the_network_is_not_changed(june_2004):
    before = (set(june_2004.edges(keys=True)), june_2004.graph["dormant"], june_2004.graph["scenario"])
    tree = closure_tree(june_2004, ["CHN-PRK"], origins="onsong")
    assert not tree.path("onsong", "risk", "CHN-PRK").found
    assert (
        set(june_2004.edges(keys=True)),
        june_2004.graph["dormant"],
        june_2004.graph["scenario"],
    ) == before


def test_the_reported_closures_are_the_borders_that_legs_pass_and_the_missions(dataset, june_2004):
    """Twelve, and the borders are those that the network knows, open or dormant."""
    closures = reported_closures(dataset)
    legs = [data for *_, data in june_2004.edges(data=True)] + [
        leg.data for leg in june_2004.graph["dormant"]
    ]
    borders = {"-".join(sorted(data["border"].split(":"))) for data in legs if data["border"]}
    assert closures == (*sorted(borders), "mission@CHN")
    assert len(closures) == 12


def test_hazards_add_kinds_of_places_but_no_modes_and_borders_need_a_leg_that_passes_them(drawn):
    """People turn back at `river`: they reach the border, and nobody is reported to pass it."""
    dataset = drawn(
        places="town city CHN 0 0\nembassy mission CHN 0 0\nriver crossing CHN:MNG 1 0\nport destination KOR 5 0",
        gazette="""
            [[route]]
            via = ["river", "town", "embassy", "port"]
            claim = "Back, and in."
            [[hazard]]
            on = "mission@CHN"
            level = "high"
            claim = "Guards."
            [[hazard]]
            on = "air@CHN"
            level = "low"
            claim = "A mode is no place."
            """,
    )
    assert reported_closures(dataset) == ("mission@CHN",)
