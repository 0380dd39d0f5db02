"""The hindcast: published numbers as intervals, exit costs, distances between intervals, and the fit.

Small cases are computed by hand; costs and distances have a second opinion (all paths; a linear program).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

import safepassage as sp
from analysis import exit_of
from analysis.hindsight.exit_costs import exit_costs, name_of_exit
from analysis.hindsight.flow_windows import Window
from analysis.hindsight.hindcast import THETAS, hindcast_flows
from analysis.hindsight.hindcast_controls import flows_by_model, shuffle_levels
from analysis.hindsight.hindcast_scores import (
    bounds_of,
    farthest,
    first_of,
    nearest,
    ordered_pairs,
    rank_correlation,
)
from analysis.hindsight.hindcast_tables import HINDSIGHT, hindcast_in_words, trace_hindcast, window_rows
from analysis.hindsight.published_shares import published_shares
from analysis.search.arcs import UNITS, number_legs
from geodata import QuestionError
from routes import build_network

#                           /-- pass -- camp (MNG) ~~air~~ \
#   hill -- river -- town -+                                port
#                           \-- gate -- bay  (VNM) ~~air~~ /
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
WAYS = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."
[[route]]
via = ["hill", "river", "town", "gate", "bay", "port"]
since = 2000
claim = "People go south."
[[hazard]]
on = "CHN-VNM"
level = "severe"
since = 2000
claim = "The south is watched."
[[hazard]]
on = "CHN-MNG"
level = "minimal"
since = 2000
claim = "The north is not."
"""
ARRIVALS = "".join(
    f"""
[[flow]]
through = "KOR"
people = 100
counted = "arrivals"
since = {year}
until = {year}
claim = "One hundred in {year}."
"""
    for year in (2001, 2002, 2003)
)


def flow(through, people, *, counted="arrivals", since="2001", until="2001", more=""):
    return f"""
[[flow]]
through = "{through}"
people = {people}
counted = "{counted}"
since = "{since}"
until = "{until}"
claim = "Some people."
{more}
"""


NORTH = "".join(flow("MNG", 90, since=str(y), until=str(y)) for y in (2001, 2002, 2003))


@pytest.fixture
def asked(drawn):
    """Return a function that draws a dataset whose people set out from the hill and go to the port."""

    def _asked(text, *, ways=WAYS):
        dataset = drawn(places=PLACES, gazette=ways + text)
        ends = {"origins": ("hill",), "destinations": ("port",)}
        return dataclasses.replace(dataset, info=dataclasses.replace(dataset.info, **ends))

    return _asked


@pytest.fixture
def told(asked):
    """Return a function that gives the shares that some flows tell, by window and exit."""

    def _told(*flows, more=""):
        found = published_shares(asked(ARRIVALS + more + "".join(flows)))
        return {(str(s.window), s.exit): s for s in found.shares}, {one.reason for one in found.left_out}

    return _told


@pytest.fixture(scope="module")
def shipped():
    return sp.load_dataset()


@pytest.fixture(scope="module")
def found(shipped):
    return hindcast_flows(shipped, draws=100, shuffles=2)


# ------------------------------------------------------------------------------- published shares


def test_arrivals_of_a_whole_year_through_a_whole_country_bound_its_share_from_both_sides(told):
    shares, _ = told(flow("MNG", "[20, 30]"))

    share = shares["2001", "MNG"]

    assert (share.low, share.high) == (0.2, 0.3)


@pytest.mark.parametrize(
    "one",
    [
        flow("camp", 20),
        flow("MNG", 20, until="2001-06"),
        flow("MNG", 20, more="at_least = true"),
        flow("MNG", 20, counted="waiting"),
    ],
    ids=["a town", "half a year", "at least", "waiting"],
)
def test_a_part_of_them_bounds_the_share_from_below_only(told, one):
    shares, _ = told(one)

    share = shares["2001", "MNG"]

    assert (share.low, share.high, share.people.high) == (0.2, 1.0, None)


def test_numbers_that_differ_widen_the_interval(told):
    shares, _ = told(flow("MNG", 20), flow("MNG", 40, counted="entries"), flow("MNG", 50, until="2001-06"))

    share = shares["2001", "MNG"]

    assert (share.low, share.high) == (0.2, 0.5)


def test_people_in_a_country_from_which_ways_lead_on_have_taken_no_exit(told):
    shares, reasons = told(flow("CHN", 20, counted="entries"))

    assert not shares
    assert reasons == {"people who are in CHN may still go on to another exit"}


def test_arrests_count_people_who_came_through_only_in_a_haven(told):
    haven = '[[haven]]\non = "MNG"\nsince = 2000\nclaim = "Nobody is sent back."\n'
    arrested = flow("MNG", 20, counted="arrests")

    without, reasons = told(arrested)
    inside, _ = told(arrested, more=haven)

    assert not without
    assert reasons == {"arrests in MNG, where no haven was in force, count people who were stopped"}
    assert inside["2001", "MNG"].low == 0.2


def test_several_years_are_held_against_the_arrivals_of_all_of_them(told):
    shares, _ = told(flow("MNG", 60, until="2003"))

    assert (shares["2001-2003", "MNG"].low, shares["2001-2003", "MNG"].high) == (0.2, 0.2)


def test_a_time_for_which_arrivals_are_printed_is_a_window_of_its_own(told):
    half = {"since": "2003-01", "until": "2003-06"}

    shares, _ = told(flow("KOR", 40, **half), flow("MNG", 30, **half))

    share = shares["2003-01-01 to 2003-06-30", "MNG"]
    assert (share.low, share.high) == (0.75, 0.75)


def test_arrivals_at_least_are_set_aside_where_a_number_is_printed(told):
    shares, _ = told(flow("MNG", 20), flow("KOR", 500, more="at_least = true"))

    assert shares["2001", "MNG"].arrivals == (100, 100)


def test_where_arrivals_are_open_above_a_share_has_no_lower_end(asked):
    text = flow("KOR", 100, more="at_least = true") + flow("MNG", 20)

    (share,) = published_shares(asked(text)).shares

    assert (share.low, share.high) == (0.0, 0.2)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (flow("MNG", 20, since="2004", until="2004"), "no arrivals are printed for its time"),
        (flow("CHN-MNG", 20), "a border, leg or mode does not say by which exit people went on"),
        (flow("CHN-PRK", 20, counted="returns"), "returns say nothing about exits"),
        (flow("CHN", 20, counted="residents"), "residents say nothing about exits"),
        (flow("port", 20), "counted at the destination, not at an exit"),
    ],
)
def test_what_says_nothing_about_exits_is_left_out_with_its_reason(told, one, reason):
    shares, reasons = told(one)

    assert (not shares, reasons) == (True, {reason})


def test_few_people_are_too_few_to_say(told):
    shares, _ = told(flow("MNG", 9, more="at_least = true"), flow("VNM", 9))

    assert not shares["2001", "MNG"].says
    assert shares["2001", "VNM"].says


def test_every_flow_of_the_shipped_dataset_is_used_or_left_out_with_a_reason(shipped):
    known = published_shares(shipped)

    flows = {f.id: f for report in shipped.reports.values() for f in report.flows}
    used = {claim for share in known.shares for claim in share.claims}
    left_out = {one.claim for one in known.left_out}
    arrivals = {name for name, f in flows.items() if f.through == "KOR" and f.counted == "arrivals"}

    assert used | left_out | arrivals == set(flows)
    assert not used & left_out
    assert not (used | left_out) & arrivals
    assert all(one.reason for one in known.left_out)


# -------------------------------------------------------------------------------------- exit costs


@pytest.mark.parametrize("year", [2001, 2004, 2009, 2012, 2017])
def test_the_cost_of_an_exit_is_that_of_the_safest_of_all_paths_that_take_it(shipped, year):
    G = build_network(shipped, year)
    costs = exit_costs(G, shipped.info.origins, "seoul")

    for row, origin in enumerate(costs.origins):
        best = {}
        for way in nx.all_simple_edge_paths(G, origin, "seoul"):
            name = name_of_exit(exit_of(G, way))
            best[name] = min(best.get(name, math.inf), sum(G.edges[leg]["risk_cost"] for leg in way))
        mine = dict(zip(costs.exits, costs.cost[0, row], strict=True))
        assert {name: cost for name, cost in mine.items() if cost < math.inf} == pytest.approx(best)


def test_each_weighting_is_solved_as_if_it_were_the_only_one(shipped):
    G = build_network(shipped, 2009)
    number = len(number_legs(G).legs)
    several = np.random.default_rng(1).integers(0, UNITS, (number, 20))

    together = exit_costs(G, shipped.info.origins, "seoul", costs=several)
    alone = [exit_costs(G, shipped.info.origins, "seoul", costs=several[:, [i]]) for i in range(20)]

    assert np.array_equal(together.cost, np.concatenate([one.cost for one in alone]))


def test_without_a_way_there_is_no_exit(drawn):
    G = build_network(drawn(places=PLACES, gazette=WAYS), 2001)
    G = nx.restricted_view(G, ["town"], [])

    costs = exit_costs(G, "hill", "port")

    assert (costs.exits, costs.cost.shape) == ((), (1, 1, 0))


@pytest.mark.parametrize("costs", [np.zeros((3, 2), dtype=np.int64), np.zeros(8, dtype=np.int64)])
def test_weightings_of_another_shape_are_refused(drawn, costs):
    G = build_network(drawn(places=PLACES, gazette=WAYS), 2001)

    with pytest.raises(QuestionError, match="one row for each of the"):
        exit_costs(G, "hill", "port", costs=costs)


def test_weightings_below_nothing_are_refused(drawn):
    G = build_network(drawn(places=PLACES, gazette=WAYS), 2001)
    below = np.full((G.number_of_edges(), 1), -1, dtype=np.int64)

    with pytest.raises(QuestionError, match="at least 0"):
        exit_costs(G, "hill", "port", costs=below)


# -------------------------------------------------------------------------------------- distances

shares_of = st.integers(2, 4).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 8), min_size=n, max_size=n).filter(sum),
        st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=0, max_size=n),
        st.lists(st.integers(0, 8), min_size=n, max_size=n).filter(sum),
    )
)


def read_case(case):
    """Return predicted shares and bounds that hold at least one distribution, made around a hidden one."""
    weights, slacks, hidden = case
    names = [chr(97 + i) for i in range(len(weights))]
    true = np.array(hidden) / sum(hidden)
    known = {
        name: (max(0.0, share - below / 16), min(1.0, share + above / 16))
        for name, share, (below, above) in zip(names, true, slacks, strict=False)
    }
    return np.array(weights) / sum(weights), bounds_of(names, known), known


@given(shares_of)
def test_the_nearest_distribution_is_that_of_a_linear_program(case):
    predicted, bounds, known = read_case(case)
    n = len(predicted)

    # least sum of d with d >= |s - o|, where o lies within what was published and sums to 1
    eye = np.eye(n)
    answer = linprog(
        [0] * n + [1] * n,
        A_ub=np.block([[eye, -eye], [-eye, -eye]]),
        b_ub=np.concatenate([predicted, -predicted]),
        A_eq=[[1] * n + [0] * n],
        b_eq=[1],
        bounds=[known.get(name, (0, 1)) for name in bounds.exits] + [(0, None)] * n,
    )

    assert float(nearest(predicted, bounds)) == pytest.approx(answer.fun, abs=1e-7)


@given(shares_of)
def test_no_distribution_within_the_bounds_is_nearer_or_farther(case):
    predicted, bounds, _ = read_case(case)
    near, far = float(nearest(predicted, bounds)), float(farthest(predicted, bounds))
    generator = np.random.default_rng(0)

    for _ in range(20):
        cost = generator.normal(size=len(predicted))
        corner = linprog(
            cost, A_eq=[[1] * len(predicted)], b_eq=[1], bounds=list(zip(*bounds[1:], strict=True))
        )
        distance = float(np.abs(predicted - corner.x).sum())
        assert near - 1e-7 <= distance <= far + 1e-7


def test_a_distribution_that_is_fully_known_has_one_distance():
    bounds = bounds_of(["a", "b"], {"a": (0.25, 0.25), "b": (0.75, 0.75)})
    predicted = np.array([0.5, 0.5])

    assert (float(nearest(predicted, bounds)), float(farthest(predicted, bounds))) == (0.5, 0.5)


def test_where_nothing_is_published_every_prediction_agrees():
    assert float(nearest(np.array([0.9, 0.1]), bounds_of(["a", "b"], {}))) == 0


def test_numbers_that_take_up_more_than_all_give_way_to_each_other():
    bounds = bounds_of(["a", "b"], {"a": (1.0, 1.0), "b": (0.01, 0.01)})

    assert bounds.low.sum() <= 1 <= bounds.high.sum() + 1e-12


def test_the_first_exit_and_the_order_are_told_only_where_no_distribution_says_otherwise():
    sure = bounds_of(["a", "b", "c"], {"a": (0.5, 0.6), "b": (0.1, 0.2)})
    open_ = bounds_of(["a", "b", "c"], {"b": (0.1, 0.2)})

    # c has 0.2 to 0.4: less than a; not surely more than b
    assert (first_of(sure), ordered_pairs(sure)) == (0, ((0, 1), (0, 2)))
    assert (first_of(open_), ordered_pairs(open_)) == (None, ())


def test_the_rank_correlation_counts_right_pairs_less_wrong_ones():
    right, wrong, tie = np.array([0.1]), np.array([-0.1]), np.array([0.0])

    assert rank_correlation([right, right, wrong, tie]) == pytest.approx([0.25])
    assert rank_correlation([]) is None


# -------------------------------------------------------------------------------------- the whole


def test_people_who_take_the_safer_way_are_found_by_a_theta_above_0(asked):
    dataset = asked(ARRIVALS + NORTH)

    answer = hindcast_flows(dataset, fit_until=2002, draws=0, shuffles=0)

    # 90 % go north: theta is where exp(-theta * (c_south - c_north)) is nearest to 1 / 9, of the grid
    costs = exit_costs(build_network(dataset, 2001), "hill", "port")
    lead = np.diff(costs.cost[0, 0]).item()
    best = min(THETAS, key=lambda theta: abs(1 / (1 + math.exp(-theta * lead)) - 0.9))
    assert answer.theta.central == best
    assert [window.role for window in answer.windows] == ["fit", "fit", "test"]
    test = answer.models["risk"]["test"]
    assert (test.first_right.central, test.first_known, test.windows) == (1, 1, 1)
    assert test.nearest.central < answer.models["equal"]["test"].nearest.central == pytest.approx(0.8)
    assert answer.models["last"]["test"].nearest.central == pytest.approx(0)


def test_theta_0_gives_equal_shares(asked):
    answer = hindcast_flows(asked(ARRIVALS + NORTH), theta=0, draws=0, shuffles=0)

    assert not answer.fitted
    assert {spread.central for window in answer.windows for spread in window.shares.values()} == {0.5}
    assert answer.models["risk"] == answer.models["equal"]


def test_several_years_are_weighed_by_their_arrivals(asked):
    """The south opens in 2002, when nine times as many arrive as in the year before."""
    north, since, south = WAYS.partition('claim = "People go north."')
    later = north + since + south.replace("since = 2000", "since = 2002", 1)
    text = flow("KOR", 100) + flow("KOR", 900, since="2002", until="2002") + flow("MNG", 500, until="2002")

    answer = hindcast_flows(asked(text, ways=later), theta=0, draws=0, shuffles=0)

    # all of 100 and half of 900
    assert answer.windows[0].shares["MNG"].central == pytest.approx((100 + 450) / 1000)


def test_a_window_over_the_end_of_the_fitted_years_is_neither_fitted_on_nor_tested_on(asked):
    text = ARRIVALS + NORTH + flow("MNG", 200, since="2002", until="2003")

    answer = hindcast_flows(asked(text), fit_until=2002, draws=0, shuffles=0)

    assert {str(window.window): window.role for window in answer.windows} == {
        "2001": "fit",
        "2002": "fit",
        "2002-2003": "across",
        "2003": "test",
    }
    assert {role: score.windows for role, score in answer.models["risk"].items()} == {
        "fit": 2,
        "across": 1,
        "test": 1,
    }


def test_of_equally_good_thetas_the_least_is_taken(asked):
    """That at least 15 in a hundred go north is true of every theta, since the north is the safer way."""
    few = "".join(
        flow("MNG", 15, since=str(year), until=str(year), more="at_least = true") for year in (2001, 2002)
    )

    answer = hindcast_flows(asked(ARRIVALS + few), fit_until=2001, draws=0, shuffles=0)

    assert answer.theta.central == 0
    assert all(loss == pytest.approx(0) for _, loss in answer.thetas)


def test_ranks_in_time_ask_whether_an_exit_is_predicted_for_more_where_it_had_more(asked):
    """North: 20, then 80 of a hundred; its border is said to be dangerous only in the first year."""
    danger = """
[[hazard]]
on = "CHN-MNG"
level = "{level}"
since = "{since}"
supersedes = true
claim = "It has changed."
"""
    counted = (
        ARRIVALS + flow("MNG", 20, since="2002", until="2002") + flow("MNG", 80, since="2003", until="2003")
    )

    def ranks(first, then):
        text = danger.format(level=first, since="2002-01") + danger.format(level=then, since="2003-01")
        answer = hindcast_flows(asked(counted + text), fit_until=2001, theta=3, draws=0, shuffles=0)
        score = answer.models["risk"]["test"]
        return score.ranks_in_time.central, score.time_pairs

    assert ranks("severe", "low") == (1, 1)
    assert ranks("low", "severe") == (-1, 1)


def test_a_closed_exit_is_predicted_for_nobody(asked):
    dataset = asked(ARRIVALS + NORTH)

    answer = hindcast_flows(dataset, theta=3, closures=["CHN-MNG"], draws=0, shuffles=0)

    assert all(window.shares["MNG"].central == 0 for window in answer.windows)
    assert all(window.shares["VNM"].central == 1 for window in answer.windows)


def test_with_all_exits_closed_the_whole_published_share_is_missed(asked):
    dataset = asked(ARRIVALS + NORTH)

    answer = hindcast_flows(dataset, theta=3, closures=["CHN"], draws=3, shuffles=0)

    assert [window.shares["MNG"].central for window in answer.windows] == [0, 0, 0]
    assert answer.windows[0].nearest.central == pytest.approx(1)


def test_without_published_flows_there_is_too_little_to_say(asked):
    answer = hindcast_flows(asked(""))

    assert answer.too_few_to_say
    assert (answer.windows, answer.control) == ((), None)
    assert hindcast_in_words(answer)[0].startswith("Too few to say")
    assert json.loads(json.dumps(trace_hindcast(answer)))["windows"] == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"theta": -1}, "at least 0"),
        ({"theta": math.nan}, "at least 0"),
        ({"draws": -1}, "draws is -1"),
        ({"draws": 1.5}, "draws is 1.5"),
        ({"shuffles": -1}, "shuffles is -1"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"origin_shares": {"port": 1}}, "no origin of the dataset"),
        ({"origin_shares": {"hill": -1}}, "at least 0"),
        ({"origin_shares": {}}, "at least 0"),
        ({"fit_until": 2000}, "could be fitted up to 2000"),
    ],
)
def test_a_question_out_of_range_is_refused(asked, options, message):
    dataset = asked(ARRIVALS + NORTH)

    with pytest.raises(QuestionError, match=message):
        hindcast_flows(dataset, **options)


def test_shuffling_keeps_all_but_the_order_of_the_levels(shipped):
    shuffled = shuffle_levels(shipped, 7)

    before = [h for report in shipped.reports.values() for h in report.hazards]
    after = [h for report in shuffled.reports.values() for h in report.hazards]
    assert sorted(h.level for h in before) == sorted(h.level for h in after)
    assert [(h.id, h.on, h.since, h.until) for h in before] == [(h.id, h.on, h.since, h.until) for h in after]
    assert shuffle_levels(shipped, 7) == shuffled != shuffle_levels(shipped, 8)


def test_parts_of_the_origins_weigh_their_ways(drawn):
    """All set out from the hill or all from the ford, from which only the south is reached."""
    places = PLACES + "ford origin PRK 0 1\nwell crossing PRK:CHN 2 1\n"
    south = """
[[route]]
via = ["ford", "well", "gate", "bay", "port"]
since = 2000
claim = "Others go south."
"""
    dataset = drawn(places=places, gazette=WAYS + south + ARRIVALS + NORTH)
    ends = {"origins": ("hill", "ford"), "destinations": ("port",)}
    dataset = dataclasses.replace(dataset, info=dataclasses.replace(dataset.info, **ends))

    def north(**parts):
        answer = hindcast_flows(dataset, theta=0, draws=0, shuffles=0, origin_shares=parts or None)
        return answer.windows[0].shares["MNG"].central, answer.origins_told

    assert (north(hill=1, ford=0), north(hill=0, ford=7)) == ((0.5, True), (0.0, True))
    assert (north(hill=3, ford=1), north()) == ((0.375, True), (0.25, False))


# ---------------------------------------------------------------------------- the shipped dataset


def test_choices_by_these_risks_would_have_shown_in_numbers_as_few_as_those_published(shipped):
    """Theta is found again, the fit is exact, and shuffled levels come nowhere near."""
    told = hindcast_flows(shipped, theta=8, draws=0, shuffles=0)

    answer = hindcast_flows(flows_by_model(shipped, told), draws=0, shuffles=4)

    test = answer.models["risk"]["test"]
    assert answer.theta.central == 8
    assert test.nearest.central == pytest.approx(0, abs=0.001)
    assert test.nearest.central < min(
        answer.models[name]["test"].nearest.central for name in ("equal", "last")
    )
    assert answer.control.as_good == 0


def test_the_answer_is_the_same_on_every_run(shipped, found):
    assert trace_hindcast(hindcast_flows(shipped, draws=100, shuffles=2)) == trace_hindcast(found)


def test_predicted_shares_are_shares(found):
    for window in found.windows:
        assert sum(spread.central for spread in window.shares.values()) == pytest.approx(1)
        for central, low, high in itertools.chain(window.shares.values(), (window.nearest, window.farthest)):
            assert 0 <= low <= high <= 2
            assert 0 <= central <= 2
        assert window.nearest.central <= window.farthest.central


def test_the_published_shares_of_thailand_follow_from_the_printed_numbers(shipped):
    """Thailand took 46 of 1,894 to 1,900 people in 2004 and 1,849 of 2,914 to 2,929 in 2009."""
    thailand = {str(s.window): s for s in published_shares(shipped).shares if s.exit == "THA"}

    assert (thailand["2004"].low, thailand["2004"].high) == (46 / 1900, 46 / 1894)
    assert (thailand["2009"].low, thailand["2009"].high) == (1849 / 2929, 1849 / 2914)
    half = thailand[str(Window(dt.date(2017, 1, 1), dt.date(2017, 6, 30)))]
    assert (half.low, half.high) == (385 / 593, 385 / 593)


def test_every_window_says_something_and_every_row_says_what_was_counted(found):
    rows = window_rows(found)

    assert len(rows) == sum(len(window.said) for window in found.windows)
    assert all(window.said for window in found.windows)
    assert all(row["counted"] and row["people"] for row in rows)


def test_every_answer_says_that_levels_were_coded_with_hindsight(found):
    assert hindcast_in_words(found)[-1] == HINDSIGHT
    assert trace_hindcast(found)["in_words"][-1] == HINDSIGHT


def test_the_figures_of_the_shipped_dataset(shipped):
    """The model comes no nearer than equal shares and names no first exit."""
    answer = hindcast_flows(shipped, draws=0, shuffles=0)

    risk, equal, last = (answer.models[name]["test"] for name in ("risk", "equal", "last"))
    assert answer.theta.central == 0.5
    assert (risk.windows, round(risk.nearest.central, 2), round(risk.farthest.central, 2)) == (7, 0.65, 1.41)
    assert (round(equal.nearest.central, 2), round(last.nearest.central, 2)) == (0.62, 0.50)
    assert (risk.first_right.central, last.first_right.central, risk.first_known) == (0, 3, 4)
    assert (round(risk.ranks.central, 2), risk.rank_pairs) == (-0.11, 18)
