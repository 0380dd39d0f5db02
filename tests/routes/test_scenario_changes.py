"""What a scenario does besides closing: dates that overlap, opening, levels, factors, sums.

hill -- river -- town -- vale -- pass -- camp ~~air~~ port
                  |                               KOR
               embassy ~~air~~ port
PRK      |          CHN          |      MNG

One degree is 111.319 km; a passage of China counts 3,000 km, one of another country 1,000.
"""

from __future__ import annotations

import copy
import math
import runpy
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import ScenarioError
from routes import (
    Change,
    RiskLevel,
    RiskPartName,
    Scenario,
    apply_scenario,
    build_network,
    list_targets,
    matches_leg,
    places_of,
    read_target,
    relieve,
    validate_network,
)

datasets = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))["datasets"]

PASSAGE, ENTRY, EXPOSURE = RiskPartName
KM = 111.319
LOW, HIGH, SEVERE = (0.01, 0.05), (0.15, 0.35), (0.35, 0.70)

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
PASSING = ("pass", "camp", "road")
INLAND = ("town", "vale", "road")
FORMER = ("river", "vale", "road")


def cost(bounds, share=1.0):
    """The cost of a level by hand: the geometric mean of its interval, as a logarithm."""
    return -math.log(1 - math.sqrt(bounds[0] * bounds[1])) * share


def hazard(on, level):
    return f'\n[[hazard]]\non = "{on}"\nlevel = "{level}"\nsince = 2003\nclaim = "So."\n'


def legs(G):
    return set(G.edges(keys=True))


def target_of(G, text):
    return read_target(text, places_of(G), {(u, v) for u, v in G.edges()})


@pytest.fixture
def G(network):
    return network(places=PLACES, gazette=ROUTES)


@pytest.fixture
def shut(network):
    """The border into Mongolia is shut by the word of all reports."""
    return network(places=PLACES, gazette=ROUTES + hazard("CHN-MNG", "closed"))


# dates


@pytest.mark.parametrize(
    ("day", "is_open"), [(0, True), (1, False), (5, False), (7, False), (11, False), (12, True)]
)
def test_a_leg_is_open_only_if_no_closure_in_force_covers_it(network, day, is_open):
    """A border shut on days 1 to 11 and the place behind it on days 1 to 5: on day 7 the way is still shut."""
    closures = [
        Change("CHN-MNG", since="2004-05-02", until="2004-05-12"),
        Change("camp", since="2004-05-02", until="2004-05-06"),
    ]
    for close in permutations(closures):
        G = network(f"2004-05-{day + 1:02}", places=PLACES, gazette=ROUTES)
        assert apply_scenario(G, Scenario("both", close=close)).has_edge(*PASSING) is is_open


def test_the_end_of_one_closure_leaves_the_other(network):
    """On day 7 only the border is shut: the flight onward is back, the passage is not."""
    close = [Change("CHN-MNG", until="2004-05-12"), Change("camp", until="2004-05-06")]
    G = network("2004-05-08", places=PLACES, gazette=ROUTES)
    after = apply_scenario(G, Scenario(close=close))
    assert legs(G) - legs(after) == {PASSING}
    assert after.graph["scenario"] == ("CHN-MNG closed",)
    assert [leg.closed_by for leg in after.graph["dormant"] if leg.closed_by] == [("CHN-MNG",)]


@pytest.mark.parametrize(
    ("since", "until", "day", "holds"),
    [
        ("2004", None, "2004-01-01", True),
        ("2004", None, "2003-12-31", False),
        (None, "2004", "2004-12-31", True),
        (None, "2004", "2005-01-01", False),
        ("2004-02", "2004-02", "2004-02-29", True),
        ("2004-02", "2004-02", "2004-03-01", False),
        ("2004-02-07", "2004-02-07", "2004-02-07", True),
    ],
)
def test_vague_dates_mean_their_first_and_last_day(network, since, until, day, holds):
    """As in reports; both ends belong to the time."""
    G = network(day, places=PLACES, gazette=ROUTES)
    after = apply_scenario(G, Scenario(close=[Change("CHN-MNG", since=since, until=until)]))
    assert after.has_edge(*PASSING) is not holds


def test_a_scenario_of_another_time_says_that_it_does_nothing(G):
    """Nothing in force is no change of a leg, and a notice, once."""
    later = Scenario("later", close=[Change("CHN-MNG", since=2010)])
    after = apply_scenario(apply_scenario(G, later), later)
    assert legs(after) == legs(G)
    assert after.graph["scenario"] == ()
    assert after.graph["notices"] == (
        *G.graph["notices"],
        "nothing of scenario 'later' is in force on 1 July 2004",
    )


@pytest.mark.parametrize(
    "times",
    [{"since": 1989}, {"until": 2021}, {"since": 2000, "until": 2021}, {"since": 2030, "until": 2031}],
)
def test_dates_outside_the_dataset_are_refused(G, times):
    """By the year: the drawn dataset covers 1990 to 2020."""
    with pytest.raises(ScenarioError, match="outside the dataset, which covers 1990 to 2020; mend the date"):
        apply_scenario(G, Scenario(close=[Change("CHN-MNG", **times)]))
    apply_scenario(G, Scenario(close=[Change("CHN-MNG", since=1990, until=2020)]))


def test_all_faults_of_a_scenario_are_told_at_once(G):
    """Unknown targets, dates and contradictions that only the network can see."""
    wrong = Scenario(
        "wrong",
        close=["twon", "mng-chn", Change("CHN", since=1980)],
        open=["CHN-MNG"],
        level={"LAO": "low"},
    )
    with pytest.raises(ScenarioError) as caught:
        apply_scenario(G, wrong)
    head, *faults = str(caught.value).splitlines()
    assert head == "scenario 'wrong' has 4 faults:"
    for words in ("Did you mean town?", "reaches outside", "'LAO' is no country", "both closed and opened"):
        assert sum(words in fault for fault in faults) == 1, words


# opening


def test_opening_brings_back_what_is_out_of_use_as_it_was(G):
    """With the numbers that it would have; its flags say that it rests on a scenario."""
    (dormant,) = G.graph["dormant"]
    after = apply_scenario(G, Scenario(open=["river:vale"]))
    data = after.edges[FORMER]
    assert {**data, "flags": ()} == {**dormant.data, "flags": ()}
    assert data["flags"] == (*dormant.data["flags"], "scenario")
    assert after.graph["dormant"] == ()
    assert after.graph["scenario"] == ("river:vale opened",)
    validate_network(after)


def test_opening_what_claims_shut_reads_them_as_severe(shut):
    """The shut part alone; the claim that shut it is overridden."""
    after = apply_scenario(shut, Scenario(open=["CHN-MNG"]))
    part = after.edges[PASSING]["parts"][PASSAGE]
    assert part.levels == (RiskLevel.SEVERE,)
    assert part.cost == pytest.approx(cost(SEVERE), abs=1e-9)
    assert (part.claims, part.overridden, part.flags) == ((), ("gazette#hazard-1",), ("scenario",))
    before = next(leg for leg in shut.graph["dormant"] if leg.u == "pass").data
    assert after.edges[PASSING]["parts"][EXPOSURE] == before["parts"][EXPOSURE]
    validate_network(after)


def test_opening_a_shut_country_spreads_severe_as_the_claim_is_spread(network):
    """Whichever target opens it: the claim was about the country, so a short leg bears a short share."""
    G = network(places=PLACES, gazette=ROUTES + hazard("MNG", "closed"))
    for text in ("pass:camp", "CHN-MNG", "MNG", "pass"):
        after = apply_scenario(G, Scenario(open=[text]))
        part = after.edges[PASSING]["parts"][EXPOSURE]
        assert part.cost == pytest.approx(cost(SEVERE, KM / 1000), abs=1e-6)
        assert part.target == "MNG"


def test_a_level_in_the_same_scenario_has_its_way_over_severe(shut):
    """However the two are written, and whether as one scenario or as two that are added."""
    opened, level = Scenario(open=["CHN-MNG"]), Scenario(level={"CHN-MNG": "low"})
    for scenario in (opened + level, level + opened):
        part = apply_scenario(shut, scenario).edges[PASSING]["parts"][PASSAGE]
        assert part.cost == pytest.approx(cost(LOW), abs=1e-9)


def test_opening_lifts_what_an_earlier_scenario_closed(G):
    """Whatever closed it, and the leg is what it was; what is opened alone comes back."""
    closed = apply_scenario(G, Scenario(close=["CHN-MNG", "camp", "mission@CHN"]))
    after = apply_scenario(closed, Scenario(open=["pass:camp"]))
    assert legs(after) - legs(closed) == {PASSING}
    assert after.edges[PASSING] == G.edges[PASSING]
    again = apply_scenario(after, Scenario(close=["CHN-MNG"]))
    assert legs(again) == legs(closed)
    assert again.graph["scenario"] == (
        "camp closed",
        "mission@CHN closed",
        "pass:camp opened",
        "CHN-MNG closed",
    )


def test_what_claims_and_a_scenario_shut_needs_opening_not_relief(shut):
    """A closure over a claim is remembered: relief and levels leave it shut, opening lifts both."""
    closed = apply_scenario(shut, Scenario(close=["camp"]))
    assert not relieve(closed, target_of(closed, "CHN-MNG")).has_edge(*PASSING)
    assert not apply_scenario(closed, Scenario(level={"CHN-MNG": "low"})).has_edge(*PASSING)
    assert apply_scenario(closed, Scenario(open=["CHN-MNG"])).has_edge(*PASSING)


def test_closing_has_the_last_word_in_one_scenario(G):
    """All of China is opened and one border of it closed: the border is closed."""
    after = apply_scenario(G, Scenario(open=["CHN"], close=["CHN-MNG"]))
    assert after.has_edge(*FORMER)
    assert not after.has_edge(*PASSING)


# levels


def test_a_level_opens_what_claims_shut(shut):
    """As relief does, at the level that was set."""
    after = apply_scenario(shut, Scenario(level={"CHN-MNG": "high"}))
    assert after.edges[PASSING]["parts"][PASSAGE].cost == pytest.approx(cost(HIGH), abs=1e-9)
    assert after.graph["scenario"] == ("CHN-MNG set to high",)
    assert not after.has_edge(*FORMER), "what nobody reports stays out"
    validate_network(after)


def test_the_level_closed_is_a_closure():
    """It is kept as one, so that contradictions and overlaps are seen."""
    assert Scenario(level={"CHN-MNG": "closed"}) == Scenario(close=["CHN-MNG"])
    dated = Change("CHN-MNG", until=2004, level="closed")
    assert Scenario(level=[dated]) == Scenario(close=[Change("CHN-MNG", until=2004)])
    with pytest.raises(ScenarioError, match="both closed and opened"):
        Scenario(level={"CHN-MNG": "closed"}, open=["CHN-MNG"])


def test_the_more_specific_target_sets_the_level(G):
    """As among claims, whatever the order of writing."""
    levels = [("CHN", "low"), ("road@CHN", "severe"), ("town:vale", "high")]
    for order in permutations(levels):
        after = apply_scenario(G, Scenario(level=dict(order)))
        assert after.edges[INLAND]["risk_cost"] == pytest.approx(cost(HIGH), abs=1e-9)
        other = after.edges["vale", "pass", "road"]["risk_cost"]
        assert other == pytest.approx(cost(SEVERE, KM / 3000), abs=1e-6)
        town = after.edges["town", "embassy", "entry"]["parts"][ENTRY]
        assert town.levels == (RiskLevel.LOW,)


# factors and sums


def test_a_factor_of_risk_scales_the_parts_of_which_the_target_speaks(G):
    """A border its passage: the exposure beside it stays, and so do claims and chances."""
    before = G.edges[PASSING]["parts"]
    after = apply_scenario(G, Scenario(factor=[Change("CHN-MNG", risk=2.5)]))
    part = after.edges[PASSING]["parts"][PASSAGE]
    for name in ("cost", "cost_low", "cost_high"):
        assert getattr(part, name) == pytest.approx(2.5 * getattr(before[PASSAGE], name), abs=1e-9)
    assert (part.p_low, part.p_high, part.levels) == (0.05, 0.15, (RiskLevel.MODERATE,))
    assert part.flags == ("assumed", "scenario")
    assert after.edges[PASSING]["parts"][EXPOSURE] == before[EXPOSURE]
    assert {leg for leg in legs(G) if after.edges[leg] != G.edges[leg]} == {PASSING}
    assert after.graph["scenario"] == ("CHN-MNG risk ×2.5",)
    validate_network(after)


def test_exposure_and_days_follow_the_length(G):
    """By the formula of exposure on the new length; the passage stays as it is."""
    after = apply_scenario(G, Scenario(factor=[Change("pass:camp", length=3)]))
    data = after.edges[PASSING]
    assert data["length_km"] == pytest.approx(3 * KM, abs=2e-3)
    assert data["days"] == pytest.approx(data["length_km"] / 300, abs=1e-3)
    assert data["parts"][EXPOSURE].cost == pytest.approx(cost(LOW, 3 * KM / 1000), abs=1e-6)
    assert data["parts"][PASSAGE] == G.edges[PASSING]["parts"][PASSAGE]
    assert "scenario" in data["flags"]
    validate_network(after)


def test_a_claim_on_the_leg_itself_is_not_stretched(network):
    """It speaks of the leg as a whole, however long."""
    of_leg = hazard("town:vale", "high").replace("level", 'part = "exposure"\nlevel')
    G = network(places=PLACES, gazette=ROUTES + of_leg)
    data = apply_scenario(G, Scenario(factor=[Change("CHN", length=3)])).edges[INLAND]
    assert data["length_km"] == pytest.approx(3 * KM, abs=2e-3)
    assert data["risk_cost"] == G.edges[INLAND]["risk_cost"] == pytest.approx(cost(HIGH), abs=1e-9)


def test_a_leg_that_rests_on_a_scenario_stays_flagged_so(G):
    """Also when relief finds nothing to make milder on it."""
    longer = apply_scenario(G, Scenario(add=[Change("camp:port", length_km=100)]))
    relieved = relieve(longer, target_of(G, "camp:port"))
    assert relieved.edges["camp", "port", "air"]["flags"] == ("assumed", "scenario")


def test_a_flight_grows_longer_and_no_riskier(G):
    """What departure costs is not spread by length."""
    leg = ("camp", "port", "air")
    data = apply_scenario(G, Scenario(add=[Change("camp:port", length_km=100)])).edges[leg]
    assert data["length_km"] == pytest.approx(G.edges[leg]["length_km"] + 100, abs=1e-9)
    assert data["risk_cost"] == G.edges[leg]["risk_cost"]
    assert data["flags"][-1] == "scenario"


def test_an_entry_takes_no_days_however_long(G):
    """Entering is no travel."""
    data = apply_scenario(G, Scenario(add=[Change("town:embassy", length_km=10)])).edges[
        "town", "embassy", "entry"
    ]
    assert (data["length_km"], data["days"]) == (10.0, 0.0)


def test_a_leg_of_no_length_gets_its_exposure_from_its_chances(network):
    """Twin towns share a point; add 50 km and exposure is that of 50 km."""
    twins = PLACES.replace("vale    city        CHN      3 0", "vale    city        CHN      2 0")
    G = network(places=twins, gazette=ROUTES)
    assert G.edges[INLAND]["length_km"] == 0
    scenario = Scenario(factor=[Change("town:vale", risk=2)], add=[Change("town:vale", length_km=50)])
    data = apply_scenario(G, scenario).edges[INLAND]
    assert data["parts"][EXPOSURE].cost == pytest.approx(2 * cost(LOW, 50 / 3000), abs=1e-9)


def test_risk_is_added_once_to_each_leg(G):
    """To the passage of a border, to the entry of a mission, else to the exposure; to both ends of the interval."""
    for text, leg, part in [
        ("CHN-MNG", PASSING, PASSAGE),
        ("MNG", PASSING, PASSAGE),
        ("town:vale", INLAND, EXPOSURE),
        ("town:embassy", ("town", "embassy", "entry"), ENTRY),
    ]:
        data = apply_scenario(G, Scenario(add=[Change(text, risk_cost=0.25)])).edges[leg]
        before = G.edges[leg]
        for name in ("risk_cost", "risk_low", "risk_high"):
            assert data[name] == pytest.approx(before[name] + 0.25, abs=1e-9)
        assert data["parts"][part].cost == pytest.approx(before["parts"][part].cost + 0.25, abs=1e-9)


@pytest.mark.parametrize(
    ("add", "words"),
    [
        ({"length_km": -112}, "to -0.681 km"),
        ({"risk_cost": -0.06}, "risk cost \\(passage, lower end\\)"),
        ({"risk_cost": -5}, "suppose less"),
    ],
)
def test_nothing_falls_below_zero(G, add, words):
    """It is refused, and the leg named."""
    with pytest.raises(ScenarioError, match=words) as caught:
        apply_scenario(G, Scenario(add=[Change("CHN-MNG", **add)]))
    assert "pass:camp (road)" in str(caught.value)


def test_taking_away_is_allowed_down_to_zero(G):
    """A leg may become free."""
    taken = -G.edges[PASSING]["length_km"]
    data = apply_scenario(G, Scenario(add=[Change("CHN-MNG", length_km=taken)])).edges[PASSING]
    assert (data["length_km"], data["days"], data["parts"][EXPOSURE].cost) == (0, 0, 0)


def test_factors_grow_to_no_infinity(G):
    """Scenario upon scenario, a number stays finite or is refused."""
    large = Scenario(factor=[Change("CHN-MNG", risk=1e6)])
    for _ in range(50):
        G = apply_scenario(G, large)
    with pytest.raises(ScenarioError, match="are finite"):
        apply_scenario(apply_scenario(G, large), large)


def test_factors_are_told_each_time(G):
    """Twice the double is four times, and the words say so."""
    double = Scenario(factor=[Change("CHN-MNG", risk=2)])
    after = apply_scenario(apply_scenario(G, double), double)
    assert after.graph["scenario"] == ("CHN-MNG risk ×2", "CHN-MNG risk ×2")
    at_once = apply_scenario(G, double + double)
    assert at_once.graph["scenario"] == after.graph["scenario"]
    assert at_once.edges[PASSING]["risk_cost"] == after.edges[PASSING]["risk_cost"]


def test_one_direction_of_a_border(G):
    """A directed target changes the one direction; the contrary is no border of this dataset."""
    assert not apply_scenario(G, Scenario(close=["CHN:MNG"])).has_edge(*PASSING)
    data = apply_scenario(G, Scenario(level={"CHN:MNG": "severe"})).edges[PASSING]
    assert data["parts"][PASSAGE].target == "CHN:MNG"


# properties


def every_target(G):
    pairs = {(u, v) for u, v in G.edges()} | {(leg.u, leg.v) for leg in G.graph["dormant"]}
    departures = {(key, G.nodes[u]["country"]) for u, _, key in G.edges(keys=True)}
    return [str(target) for target in list_targets(places_of(G), pairs, departures)]


def known(G):
    return legs(G) | {(leg.u, leg.v, str(leg.mode)) for leg in G.graph["dormant"]}


def covered(G, texts):
    """The known legs that one of the targets covers."""
    pairs = {(u, v) for u, v, _ in known(G)}
    targets = [read_target(text, places_of(G), pairs) for text in texts]
    data = {(leg.u, leg.v, str(leg.mode)): leg.data for leg in G.graph["dormant"]}
    return {leg for leg in known(G) if any(matches_leg(G, t, leg, data.get(leg)) for t in targets)}


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_a_leg_is_open_as_the_entries_of_the_day_say(dataset, data):
    """On random datasets and dates, what is left is what was open or is opened, less every closure in force."""
    day = max(report.date.start for report in dataset.reports.values())
    G = build_network(dataset, day)
    some = st.lists(st.sampled_from(every_target(G)), max_size=3, unique=True)
    opened = data.draw(some)
    closures = [c for c in data.draw(some) if c not in opened]
    when = st.sampled_from(
        [{}, {"since": day}, {"until": day}, {"since": str(day.year + 1)}, {"until": str(day.year - 1)}]
    )
    dates = [data.draw(when) for _ in closures]
    scenario = Scenario(open=opened, close=[Change(c, **d) for c, d in zip(closures, dates, strict=True)])
    before = copy.deepcopy((dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph))
    in_force = [c for c, d in zip(closures, dates, strict=True) if d in ({}, {"since": day}, {"until": day})]

    # The drawn datasets have no end to their period, and begin in 1994.
    after = apply_scenario(G, scenario)

    assert legs(after) == (legs(G) | covered(G, opened)) - covered(G, in_force)
    assert known(after) == known(G)
    assert (dict(G.nodes(data=True)), list(G.edges(keys=True, data=True)), G.graph) == before
    validate_network(after)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_opening_undoes_closing(dataset, data):
    """Leg for leg and number for number, where nothing else was dormant."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    text = data.draw(st.sampled_from(every_target(G)))
    back = apply_scenario(apply_scenario(G, Scenario(close=[text])), Scenario(open=[text]))
    assert all(back.edges[leg] == G.edges[leg] for leg in legs(G))
    assert legs(back) == legs(G) | covered(G, [text])


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_any_mixture_keeps_the_contract_or_is_refused_clearly(dataset, data):
    """Every action on any targets: the network stays sound, and no leg is lost from what is known."""
    G = build_network(dataset, max(report.date.start for report in dataset.reports.values()))
    target = st.sampled_from(every_target(G))
    level = st.builds(Change, target, level=st.sampled_from([*RiskLevel]))
    amount = st.floats(-200, 200)
    factor = st.builds(Change, target, risk=st.floats(0.01, 100), length=st.none() | st.floats(0.01, 100))
    add = st.builds(Change, target, length_km=amount) | st.builds(Change, target, risk_cost=amount)
    few = {"max_size": 2}
    told = ""
    try:
        scenario = Scenario(
            close=data.draw(st.lists(target, **few)),
            open=data.draw(st.lists(target, **few)),
            level=data.draw(st.lists(level, **few)),
            factor=data.draw(st.lists(factor, **few)),
            add=data.draw(st.lists(add, **few)),
        )
        after = apply_scenario(G, scenario)
    except ScenarioError as error:
        told = str(error)
    assert not told or "same time" in told or "suppose less" in told
    if not told:
        validate_network(after)
        assert known(after) == known(G)
        assert bool(after.graph["scenario"]) is bool(scenario)
