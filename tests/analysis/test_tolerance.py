"""How far numbers of risk may move: against lines by hand, against every simple path, and tried out.

hill -- river -- town -- pass -- camp ~~air~~ port       the way by Mongolia
                   \\---- gate -- bay ~~air~~~~/          the way by Vietnam
"""

from __future__ import annotations

import json
import math
import runpy
from fractions import Fraction
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Leg, Question, best_by, exit_of, k_shortest_paths
from analysis.paths.weights import read_weight
from analysis.uncertainty.risk_numbers import NumberKind, risk_numbers, with_number
from analysis.uncertainty.tolerances import tolerance
from analysis.uncertainty.turning import NumberedQuestion, turns
from geodata import QuestionError
from routes import Change, Scenario, apply_scenario, build_network, risk_cost, risk_index, validate_network

datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

PLACES = """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
town city        CHN      2 0
pass crossing    CHN:MNG  3 0
camp city        MNG      4 0
gate crossing    CHN:VNM  3 1
bay  city        VNM      4 1
port destination KOR     14 0
"""
ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 1990
until = 2012
claim = "North."
[[route]]
via = ["town", "gate", "bay", "port"]
since = 1990
until = 2012
claim = "South."
"""
MOST = risk_cost(1 - 2**-53)


def on(target, level):
    return f'[[hazard]]\non = "{target}"\nlevel = "{level}"\nsince = "2003"\nclaim = "It is {level}."\n'


def centre(G, level):
    return math.sqrt(math.prod(G.graph["scale"][level]))


def tolerances(G, by="risk", source="hill", target="port"):
    return tolerance(G, best_by(G, source, target, by))


def of(found, kind, target):
    return next(one for one in found.tolerances if (one.number.kind, one.number.target) == (kind, target))


@pytest.fixture(scope="module")
def two_ways(network):
    """Mongolia low, Vietnam moderate; everything else alike."""
    return network(places=PLACES, gazette=ROUTES + on("CHN-MNG", "low") + on("CHN-VNM", "moderate"))


def test_a_passage_holds_up_to_what_the_other_way_costs(two_ways):
    """The border of the best way may cost as much more as the next exit is behind, to the digit."""
    path = best_by(two_ways, "hill", "port", "risk")
    found = of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-MNG")

    expected = risk_index(risk_cost(centre(two_ways, "low")) + path.other_exit.gap)
    assert found.exit_up.p == pytest.approx(expected, abs=1e-9)
    assert found.exit_up.exit.country == "VNM"
    assert found.exit_up.legs == path.other_exit.legs
    assert found.up == found.exit_up
    assert found.down is found.exit_down is None
    assert found.number.claims == ("gazette#hazard-1",)


def test_the_rivals_number_holds_down_to_the_same_gap(two_ways):
    path = best_by(two_ways, "hill", "port", "risk")
    found = of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-VNM")

    expected = risk_index(risk_cost(centre(two_ways, "moderate")) - path.other_exit.gap)
    assert found.exit_down.p == pytest.approx(expected, abs=1e-9)
    assert found.up is found.exit_up is None


def test_levels_are_told_by_their_centres(two_ways):
    """At one level Mongolia is still a little better than Vietnam: the next level but one turns it."""
    north = of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-MNG").exit_up
    south = of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-VNM").exit_down

    assert centre(two_ways, "moderate") < north.p < centre(two_ways, "high")
    assert north.level == "high"
    assert centre(two_ways, "minimal") < south.p < centre(two_ways, "low")
    assert south.level == "minimal"


def test_a_level_told_changes_the_answer_and_no_nearer_one_does(two_ways):
    levels = ["minimal", "low", "moderate", "high", "severe"]
    point = of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-MNG").exit_up
    for level in levels:
        path = best_by(apply_scenario(two_ways, Scenario(level={"CHN-MNG": level})), "hill", "port", "risk")
        assert (path.exit.country == "VNM") == (levels.index(level) >= levels.index(point.level))


def test_what_every_way_passes_changes_nothing(two_ways):
    """The first river is passed by all ways, so no number of it matters."""
    found = of(tolerances(two_ways), NumberKind.ASSUMED, "CHN-PRK")

    assert found.turning_points == ()
    assert found.factor == found.way_factor == math.inf
    assert found.in_words.endswith("no other value changes the exit")


def test_a_default_moves_wherever_it_is_taken(network):
    """Both borders rest on one default: alone each turns the answer, together they cancel out."""
    G = network(places=PLACES, gazette=ROUTES)
    found = tolerances(G)

    assert of(found, NumberKind.ASSUMED, "CHN-MNG").exit_up
    assert of(found, NumberKind.ASSUMED, "CHN-VNM").exit_down
    default = next(one for one in found.of_kind(NumberKind.DEFAULT) if one.number.about == "passage")
    assert default.turning_points == ()
    assert {share.leg.u for share in default.number.shares} == {"river", "pass", "gate"}


def test_a_leg_moves_alone(two_ways):
    """The leg over the border holds as long as its border does, its other risk being added."""
    found = tolerances(two_ways)
    leg = of(found, NumberKind.LEG, "pass:camp")
    border = of(found, NumberKind.CLAIMS, "CHN-MNG")

    rest = risk_cost(leg.number.p) - risk_cost(border.number.p)
    assert leg.exit_up.p == pytest.approx(risk_index(risk_cost(border.exit_up.p) + rest), abs=1e-8)
    assert leg.exit_up.level is None
    legs = {one.number.target for one in found.of_kind(NumberKind.LEG)}
    assert {"pass:camp", "gate:bay"} <= legs  # of the answer, and of its rival


def test_exposure_counts_by_length(network):
    """An exposure of 1,000 km counts on a leg of 111 km by a ninth of it."""
    G = network(places=PLACES, gazette=ROUTES + on("MNG", "low"))
    (number,) = [n for n in risk_numbers(G) if n.target == "MNG" and n.about == "exposure"]

    ((leg, part, share),) = number.shares
    assert (leg, part) == (Leg("pass", "camp", "unspecified"), "exposure")
    assert share == G.edges[leg]["length_km"] / 1000


def test_a_factor_of_a_scenario_scales_what_a_number_counts(two_ways):
    """Twice the risk of a border is borne half as far; what is added to it leaves shares as they are."""
    path = best_by(two_ways, "hill", "port", "risk")
    H = apply_scenario(two_ways, Scenario(factor=[Change("CHN-MNG", risk=2)]))
    (number,) = [n for n in risk_numbers(H) if n.target == "CHN-MNG"]
    assert [share.share for share in number.shares] == [pytest.approx(2, abs=1e-6)]
    point = of(tolerances(H), NumberKind.CLAIMS, "CHN-MNG").exit_up
    now = risk_cost(centre(two_ways, "low"))
    assert risk_cost(point.p) == pytest.approx((now + path.other_exit.gap) / 2, abs=1e-6)

    H = apply_scenario(two_ways, Scenario(add=[Change("CHN-MNG", risk_cost=0.01)]))
    (number,) = [n for n in risk_numbers(H) if n.target == "CHN-MNG"]
    assert [share.share for share in number.shares] == [1.0]
    point = of(tolerances(H), NumberKind.CLAIMS, "CHN-MNG").exit_up
    assert risk_cost(point.p) == pytest.approx(now + path.other_exit.gap - 0.01, abs=1e-8)


def test_what_a_scenario_supposes_is_a_number_too(two_ways):
    H = apply_scenario(two_ways, Scenario(level={"CHN-MNG": "minimal"}))
    found = of(tolerances(H), NumberKind.SUPPOSED, "CHN-MNG")

    assert found.exit_up.p == pytest.approx(of(tolerances(two_ways), NumberKind.CLAIMS, "CHN-MNG").exit_up.p)
    assert found.number.claims == ()


def test_the_shortest_way_does_not_hang_on_risk(two_ways):
    found = tolerances(two_ways, by="length")
    assert found.tolerances
    assert found.for_exit == ()
    assert not any(one.turning_points for one in found.tolerances)


def test_balanced_ways_have_their_own_turns(two_ways):
    """The lengths of the two ways enter: the turn is where risk and length together are equal."""
    path = best_by(two_ways, "hill", "port", "balanced")
    found = of(tolerances(two_ways, by="balanced"), NumberKind.CLAIMS, "CHN-MNG")

    expected = risk_index(risk_cost(centre(two_ways, "low")) + path.other_exit.gap)
    assert found.exit_up.p == pytest.approx(expected, abs=1e-8)


def test_what_wins_keeps_to_the_question(two_ways):
    """A way that the question avoids never wins, however mild it becomes."""
    path = best_by(two_ways, "hill", "port", "risk", avoid="VNM")
    assert tolerance(two_ways, path).for_exit == ()
    path = best_by(two_ways, "hill", "port", "risk", via="VNM")
    assert path.exit.country == "VNM"
    assert tolerance(two_ways, path).for_exit == ()


def test_a_leg_without_parts_moves_as_a_whole(two_ways):
    """Legs of a plain table have a risk, but no parts that say what it rests on."""
    H = two_ways.copy()
    leg = ("pass", "camp", "unspecified")
    H.edges[leg]["parts"] = {}
    found = of(tolerances(H), NumberKind.LEG, "pass:camp")
    assert found.exit_up == of(tolerances(two_ways), NumberKind.LEG, "pass:camp").exit_up
    validate_network(with_number(two_ways, found.number, found.exit_up.p))
    assert with_number(H, found.number, 0.5).edges[leg]["risk_cost"] == pytest.approx(risk_cost(0.5))


def test_no_way_has_no_tolerances(two_ways):
    H = apply_scenario(two_ways, Scenario(close=["CHN-PRK"]))
    found = tolerances(H)
    assert not found.path.found
    assert found.tolerances == found.for_exit == found.within == ()


def test_a_way_without_legs_has_nothing_to_lose(two_ways):
    assert tolerances(two_ways, target="hill").for_exit == ()


@pytest.mark.parametrize(
    "by", ["risk_high", lambda data: data["risk_cost"] ** 2, lambda data: -data["risk_cost"] + 9]
)
def test_weights_of_other_kinds_are_refused(two_ways, by):
    with pytest.raises(QuestionError, match="risk or balanced"):
        tolerances(two_ways, by=by)


def test_only_the_best_path_has_tolerances(two_ways):
    second = k_shortest_paths(two_ways, "hill", "port", 2, by="risk")[1]
    with pytest.raises(QuestionError, match="is not the best"):
        tolerance(two_ways, second)


@pytest.mark.parametrize("p", [-0.1, 1.0, math.nan])
def test_a_chance_lies_between_0_and_1(two_ways, p):
    with pytest.raises(QuestionError, match="at least 0 and below 1"):
        with_number(two_ways, risk_numbers(two_ways)[0], p)


def test_a_number_moved_makes_a_network_that_keeps_the_contract(two_ways):
    """The given network stays as it was; the new one says what is supposed."""
    costs = {leg: two_ways.edges[leg]["risk_cost"] for leg in two_ways.edges(keys=True)}
    for number in [
        *risk_numbers(two_ways),
        *(one.number for one in tolerances(two_ways).of_kind(NumberKind.LEG)),
    ]:
        for p in (0.0, number.p, 0.99):
            H = with_number(two_ways, number, p)
            validate_network(H)
            assert H.graph["scenario"] == (f"{number.in_words} at {p:.4g}",)
            if p == number.p:
                for leg in H.edges(keys=True):
                    assert H.edges[leg]["risk_cost"] == pytest.approx(costs[leg], abs=1e-9)
    assert costs == {leg: two_ways.edges[leg]["risk_cost"] for leg in two_ways.edges(keys=True)}


def test_rows_are_fit_for_json(two_ways):
    for one in tolerances(two_ways).tolerances:
        row = json.loads(json.dumps(one.to_row()))
        assert row["p_low"] <= row["p"] <= row["p_high"]
        assert row["exit_up"] is None or row["exit_up"]["exit"] == "air@VNM"


# lines by hand


def question_of(lines):
    """A network in which each line is a way of its own: cost now, and slope."""
    G = nx.MultiDiGraph()
    for name, (cost, _) in lines.items():
        G.add_edge("start", name, key="road", cost=cost)
        G.add_edge(name, "end", key="road", cost=0)
    weight = read_weight(lambda data: data["cost"])
    numbered = NumberedQuestion.of(
        Question(network=G, origins=("start",), destinations=("end",), weight=weight)
    )
    slopes = {i: lines[leg.v][1] for i, leg in enumerate(numbered.arcs.legs) if leg.u == "start"}
    return numbered, slopes


def test_turns_follow_the_lowest_lines():
    """Up: 0 + 3t is met by 2 + 1t at 1, that by 5 + 0t at 3; 4 + 1t never is the lowest."""
    numbered, slopes = question_of({"a": (0, 3), "b": (2, 1), "c": (4, 1), "d": (5, 0)})
    found = [(turn.moved, turn.legs[0].v) for turn in turns(numbered, slopes, Fraction(100))]
    assert found == [(1, "b"), (3, "d")]
    assert not list(turns(numbered, slopes, Fraction(-1, 2)))


def test_turns_go_down_too():
    """Down: 1 + 0t is met by 2 + 1t at -1 and that by 4 + 2t at -2; nothing costs less than 0."""
    numbered, slopes = question_of({"a": (1, 0), "b": (2, 1), "c": (4, 2)})
    found = [(turn.moved, turn.legs[0].v) for turn in turns(numbered, slopes, Fraction(-2))]
    assert found == [(-1, "b")]
    found = [(turn.moved, turn.legs[0].v) for turn in turns(numbered, slopes, Fraction(-3, 2))]
    assert found == [(-1, "b")]


def test_a_tie_turns_at_once():
    """Of two ways of one cost the first by name is taken; the least rise of its number changes that."""
    numbered, slopes = question_of({"a": (1, 1), "b": (1, 0)})
    assert [(turn.moved, turn.legs[0].v) for turn in turns(numbered, slopes, Fraction(9))] == [(0, "b")]


def test_a_tie_at_the_end_is_no_turn():
    numbered, slopes = question_of({"a": (0, 1), "b": (1, 0)})
    assert not list(turns(numbered, slopes, Fraction(1)))


def test_no_way_has_no_turns():
    numbered, slopes = question_of({"a": (0, 1)})
    elsewhere = NumberedQuestion(
        Question(
            network=numbered.question.network,
            origins=("end",),
            destinations=("start",),
            weight=numbered.question.weight,
        ),
        numbered.arcs,
        numbered.costs,
    )
    assert not list(turns(elsewhere, slopes, Fraction(9)))


# against every simple path


def simple_paths(legs, source, target):
    """Every chain of legs from source to target that passes no place twice."""

    def extend(way, seen):
        here = way[-1].v if way else source
        if here == target:
            yield way
            return
        for leg in legs:
            if leg.u == here and leg.v not in seen:
                yield from extend((*way, leg), seen | {leg.v})

    return list(extend((), {source}))


def by_hand(ways, costs, number, side):
    """Every turn on one side, from the lines of all ways: (moved, legs), nearest first."""
    slopes = dict.fromkeys(costs, Fraction(0))
    for leg, _, share in number.shares:
        slopes[leg] += Fraction(share)
    lines = {
        way: (sum(costs[leg] for leg in way), sum((slopes[leg] for leg in way), Fraction(0))) for way in ways
    }

    def rank(way):
        return lines[way][0], len(way), [leg.v for leg in way], [leg.key for leg in way]

    now = min(ways, key=rank)
    end = Fraction(MOST - risk_cost(number.p) if side > 0 else -risk_cost(number.p))
    found = []
    while True:
        a, b = lines[now]
        steeper = [way for way in ways if side * (lines[way][1] - b) < 0]
        if not steeper:
            return found
        meets = {way: (lines[way][0] - a) / (b - lines[way][1]) / 10**9 for way in steeper}
        moved = min(meets.values(), key=abs)
        if abs(moved) >= abs(end):
            return found
        tied = [way for way in steeper if meets[way] == moved]
        least = min(side * lines[way][1] for way in tied)
        # Of ways that stay tied beyond the turn the rule for ties takes the first.
        now = min((way for way in tied if side * lines[way][1] == least), key=lambda way: rank(way)[1:])
        found.append((moved, now))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_turns_are_those_of_all_simple_paths(dataset, data):
    """On networks drawn from random reports every turn, of ways and of exits, is where lines of ways meet."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    source = data.draw(st.sampled_from(sorted(G)))
    target = data.draw(st.sampled_from(sorted(set(G) - {source})))
    path = best_by(G, source, target, "risk")
    found = tolerance(G, path).tolerances
    costs = {Leg(*leg[:3]): round(leg[3]["risk_cost"] * 1e9) for leg in G.edges(keys=True, data=True)}
    ways = simple_paths(costs, source, target)
    assert bool(found) == bool(ways)
    for one in found:
        now = risk_cost(one.number.p)
        for side, point, other in ((-1, one.down, one.exit_down), (1, one.up, one.exit_up)):
            expected = by_hand(ways, costs, one.number, side)
            elsewhere = [turn for turn in expected if route(G, turn[1]) != (path.exit and path.exit.route)]
            for turn, told in ((expected[:1], point), (elsewhere[:1], other)):
                if turn and told is None:  # it lies so near to the end that rounding decides
                    assert now + turn[0][0] < 1e-6
                elif told:
                    assert risk_cost(told.p) == pytest.approx(now + float(turn[0][0]), rel=1e-6, abs=1e-9)
                    assert told.legs == turn[0][1]
            assert point is not None or other is None


def route(G, way):
    exit_ = exit_of(G, way)
    return exit_ and exit_.route


# tried out with a plain search


def check_by_trying(G, path, one):
    """Just inside every bound the answer holds, just outside it is another."""
    now = risk_cost(one.number.p)
    for side, point in ((-1, one.down), (1, one.up)):
        if point is None:
            continue
        counts = {False: 0.0, True: 0.0}
        for leg, _, share in one.number.shares:
            counts[False] += share * (leg in path.legs)
            counts[True] += share * (leg in point.legs)
        # Costs have nine digits, so the nearest that can tell two ways apart depends on their slopes.
        step = max(1e-7, 5e-8 / abs(counts[True] - counts[False]))
        turn = risk_cost(point.p)
        inside, outside = turn - side * step, turn + side * step
        if side * (inside - now) > 0:
            held = best_by(with_number(G, one.number, risk_index(inside)), path.source, path.target, "risk")
            yield "inside", held
        if 0 <= outside < MOST:
            lost = best_by(with_number(G, one.number, risk_index(outside)), path.source, path.target, "risk")
            yield "outside", lost


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_bounds_hold_when_they_are_tried(dataset, data):
    """Just inside, the way is the best still (or tied with it to nine digits); just outside it is not."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    source = data.draw(st.sampled_from(sorted(G)))
    target = data.draw(st.sampled_from(sorted(set(G) - {source})))
    path = best_by(G, source, target, "risk")
    for one in tolerance(G, path).tolerances:
        for where, tried in check_by_trying(G, path, one):
            if where == "outside":
                assert tried.legs != path.legs
            elif tried.legs != path.legs:
                H = tried.network
                assert sum(H.edges[leg]["risk_cost"] for leg in path.legs) == pytest.approx(
                    tried.value, abs=3e-8
                )


@pytest.mark.parametrize("close", [(), ("mission@CHN",)])
@pytest.mark.parametrize("as_of", ["2001-06", "2004-06", "2009-06"])
def test_bounds_of_the_shipped_network_hold_when_they_are_tried(close, as_of):
    """For every number of the answer from Onsong to Seoul, strictly."""
    G = sp.load_network(as_of, close=list(close))
    path = best_by(G, "onsong", "seoul", "risk")
    tried = 0
    for one in tolerance(G, path).tolerances:
        for where, found in check_by_trying(G, path, one):
            tried += 1
            assert (found.legs == path.legs) == (where == "inside")
    assert tried > 20


def test_what_the_answer_of_june_2004_hangs_on():
    """The missions of Shenyang and the border of Mongolia, both 'high': one level more or less turns it."""
    G = sp.load_network("2004-06")
    found = tolerance(G, best_by(G, "onsong", "seoul", "risk"))

    missions = of(found, NumberKind.CLAIMS, "shenyang-missions")
    border = of(found, NumberKind.CLAIMS, "CHN-MNG")
    assert (round(missions.exit_up.p, 3), missions.exit_up.level) == (0.267, "severe")
    assert (round(border.exit_down.p, 3), border.exit_down.level) == (0.189, "moderate")
    assert missions.exit_within
    assert border.exit_within
    assert [one.number.target for one in found.of_kind(NumberKind.CLAIMS)][:2] == [
        "shenyang-missions",
        "CHN-MNG",
    ]
    assert {one.number.target for one in found.within if one.number.kind is not NumberKind.LEG} == {
        "shenyang-missions", "CHN-MNG", "CHN",
    }  # fmt: skip
