"""Ensembles against other programs, draw by draw, and against what the definitions say.

networkx gives the cost of the best way of every draw; a search on whole paths, which knows nothing of
numbers or steps, gives the way that the rule for ties asks for.
"""

from __future__ import annotations

import json
import math
import random
import runpy
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from heapq import heappop, heappush
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Leg, best_by, exit_of, sum_legs
from analysis.closures.targets import reported_closures
from analysis.paths.weights import balanced_by
from analysis.search.arcs import number_legs
from analysis.uncertainty.draw_blocks import BLOCK
from analysis.uncertainty.draw_plan import plan_draws
from analysis.uncertainty.draw_search import settle, walk
from analysis.uncertainty.ensembles import ensemble
from analysis.uncertainty.risk_draws import draw_risk, read_risk_draws
from analysis.uncertainty.standings import LEVELS, ranked, share_in_words
from geodata import NetworkError, QuestionError, UnknownNameError
from routes import RiskPartName, Scenario, apply_scenario, build_network, matches_leg, places_of, read_target

at_random = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))
datasets, as_of_days = at_random["datasets"], at_random["as_of_days"]

UNITS = 10**9
DATES = ("1998", "2001", "2004-06", "2006-11", "2011", "2018")


# ---- the search, on networks of every kind


def random_network(dice):
    """Up to nine places and thirty legs, parallel ones and circles among them; some places lead nowhere."""
    G = nx.MultiDiGraph()
    places = "abcdefghi"[: dice.randint(2, 9)]
    G.add_nodes_from(places)
    onward = dice.random() < 0.4
    for _ in range(dice.randint(0, 30)):
        u, v = dice.sample(places, 2)
        if onward and u > v:
            u, v = v, u
        G.add_edge(u, v, key=dice.choice(("air", "rail", "road")))
    return G


def best_ways(costs, goals):
    """The best path from every place to the first goal, as ``(cost, legs, places, modes)``.

    Dijkstra's algorithm, backwards, on whole paths: of two paths to one place the lesser tuple wins.
    """
    into = {}
    for (u, v, key), cost in costs.items():
        into.setdefault(v, []).append((u, key, cost))
    best = {}
    heap = [(0, 0, (goal,), ()) for goal in goals]
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


def best_cost(costs, goals):
    """The cost of the best way from every place, by networkx."""
    R = nx.DiGraph()
    R.add_nodes_from(goals)
    for (u, v, _), cost in costs.items():
        if not R.has_edge(v, u) or cost < R[v][u]["cost"]:
            R.add_edge(v, u, cost=cost)
    return nx.multi_source_dijkstra_path_length(R, set(goals), weight="cost")


@pytest.mark.parametrize("seed", range(4))
def test_every_draw_has_the_answer_of_networkx_and_of_a_search_on_whole_paths(seed):
    """2,400 networks in all, six draws and up to four states each; costs of 0 and ties are common."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    compared = unreachable = shut = 0
    for _ in range(600):
        G = random_network(dice)
        arcs = number_legs(G)
        most = dice.choice((1, 3, 10**9))
        costs = np.array([[dice.randint(0, most) for _ in range(6)] for _ in arcs.legs], dtype=np.int64)
        goals = dice.sample(sorted(G), dice.choice((1, 1, 2)))
        origins = sorted(G)
        closures = [
            frozenset(i for i in range(len(arcs.legs)) if dice.random() < 0.25)
            for _ in range(dice.randint(0, 3))
        ]
        search = plan_draws(
            arcs, [arcs.number[o] for o in origins], [arcs.number[goal] for goal in goals], closures
        )
        steps = costs.reshape(-1, 6)[list(search.legs)] * search.one_leg + 1
        for closed, found in zip([frozenset(), *closures], settle(search, steps), strict=True):
            for draw in range(6):
                left = {leg: int(costs[i, draw]) for i, leg in enumerate(arcs.legs) if i not in closed}
                paths, lengths = best_ways(left, goals), best_cost(left, goals)
                for n, origin in enumerate(origins):
                    assert (n in found.state.found) == (origin in lengths) == (origin in paths)
                    if origin not in lengths:
                        unreachable += 1
                        continue
                    rows = walk(search, found, steps, arcs.number[origin], draw)
                    legs = [arcs.legs[search.legs[row]] for row in rows]
                    cost, count, places, modes = paths[origin]
                    here = np.broadcast_to(found.left[arcs.number[origin]], (6,))[draw]
                    assert here == cost * search.one_leg + count
                    assert cost == lengths[origin]
                    assert tuple(leg.key for leg in legs) == modes
                    assert (origin, *(leg.v for leg in legs)) == places
                    compared += 1
                    shut += bool(closed)
            numbers_tell_ways_apart(search, found, steps, arcs, origins)
    assert min(compared, unreachable, shut) > 10_000


def numbers_tell_ways_apart(search, found, steps, arcs, origins):
    """Two draws have one number if and only if they have one way, whatever was numbered anew."""
    for n in found.state.found:
        place = arcs.number[origins[n]]
        codes = np.broadcast_to(found.codes[place], (6,)).tolist()
        ways = [walk(search, found, steps, place, draw) for draw in range(6)]
        assert len(set(zip(codes, ways, strict=True))) == len(set(codes)) == len(set(ways))
        assert max(codes) < search.sizes[place] or not search.stable


@pytest.mark.parametrize("most", [6, 9])
def test_where_there_are_more_ways_than_numbers_those_that_occur_are_numbered_anew(monkeypatch, most):
    """The limit lowered to a few, no fewer than the draws, so that small networks pass it."""
    monkeypatch.setattr("analysis.uncertainty.draw_plan.MOST_CODES", most)
    monkeypatch.setattr("analysis.uncertainty.draw_search.MOST_CODES", most)
    dice = random.Random(most)  # noqa: S311
    renumbered = 0
    for _ in range(200):
        G = random_network(dice)
        arcs = number_legs(G)
        origins = sorted(G)
        search = plan_draws(arcs, [arcs.number[o] for o in origins], [arcs.number[origins[-1]]])
        renumbered += not search.stable
        steps = np.array([[dice.randint(0, 9) for _ in range(6)] for _ in search.legs], dtype=np.int64)
        steps = steps.reshape(-1, 6) * search.one_leg + 1
        for found in settle(search, steps):
            numbers_tell_ways_apart(search, found, steps, arcs, origins)
    assert renumbered > 40


def test_a_ladder_of_more_ways_than_any_number_is_solved():
    """Eighty rungs of two legs each: 2 ** 80 ways, and the best takes the cheaper leg of every rung."""
    G = nx.MultiDiGraph((f"{i:03}", f"{i + 1:03}", key) for i in range(80) for key in ("rail", "road"))
    arcs = number_legs(G)
    search = plan_draws(arcs, [0], [80])
    dice = random.Random(1)  # noqa: S311
    costs = np.array([[dice.randint(0, 9) for _ in range(50)] for _ in search.legs])
    steps = costs * search.one_leg + 1
    (found,) = settle(search, steps)
    assert not search.stable
    cheaper = costs.reshape(80, 2, 50).min(axis=1).sum(axis=0)
    assert (found.left[0] // search.one_leg == cheaper).all()
    ways = [walk(search, found, steps, 0, draw) for draw in range(50)]
    assert len(set(ways)) == len(set(found.codes[0].tolist())) == 50


# ---- the ensemble, against the plain search in each draw


def redrawn(G, legs, risk):
    """The network with the risks of one draw."""
    H = G.copy()
    for leg, units in zip(legs, risk.tolist(), strict=True):
        H.edges[leg]["risk_cost"] = units / UNITS
    return H


def drawn_costs(G, count, seed=0):
    legs = [Leg(*leg) for leg in sorted(G.edges(keys=True))]
    return legs, draw_risk(read_risk_draws(G, legs), seed, 0, count)


def way_in(found, origin, draw, closed=""):
    standing = found.standing(origin, closed)
    return standing.legs_of_ways[standing.number[draw]] if standing.found else None


def same_as_plain_searches(G, origins, destinations, closures, *, draws, by="risk", seed=0):
    """Every draw, origin and closure: the way of `best_by` in the network of that draw, and its risk."""
    found = ensemble(G, origins, destinations, draws=draws, seed=seed, closures=closures, by=by)
    cases = [("", G), *((closed, apply_scenario(G, Scenario(close=[closed]))) for closed in found.closures)]
    for closed, H in cases:
        legs, risk = drawn_costs(H, draws, seed)
        for draw in range(draws):
            D = redrawn(H, legs, risk[:, draw])
            for origin in found.origins:
                path = best_by(D, origin, list(found.destinations), by)
                assert way_in(found, origin, draw, closed) == (path.legs if path.found else None)
                if path.found:
                    there = sum(risk[legs.index(leg), draw] for leg in path.legs)
                    assert found.standing(origin, closed).risk[draw] == there
    return found


@pytest.mark.parametrize("as_of", DATES)
def test_on_the_shipped_network_every_draw_has_the_answer_of_the_plain_search(as_of):
    """All origins, open and under two closures."""
    G = sp.load_network(as_of)
    info = G.graph["dataset"]
    same_as_plain_searches(G, info.origins, info.destinations, ["CHN-MNG", "mission@CHN"], draws=4, seed=5)


def test_numbers_given_anew_do_not_mix_up_ways(monkeypatch):
    """The limit lowered to the number of draws: what a number means differs from closure to closure."""
    monkeypatch.setattr("analysis.uncertainty.draw_plan.MOST_CODES", 8)
    monkeypatch.setattr("analysis.uncertainty.draw_search.MOST_CODES", 8)
    G = sp.load_network("2004-06")
    same_as_plain_searches(G, ["onsong", "sinuiju"], "seoul", ["CHN-MNG", "mission@CHN"], draws=8)


@pytest.mark.parametrize("by", ["length", "days", "balanced", balanced_by(2_000), "risk_high"])
def test_other_weights_have_the_answer_of_the_plain_search_too(by):
    """Those of which risk is a part, and those that do not know of it."""
    G = sp.load_network("2004-06")
    found = same_as_plain_searches(G, ["onsong", "sinuiju"], "seoul", ["CHN-MNG"], draws=4, by=by)
    if by in {"length", "days", "risk_high"}:
        assert found.standing("onsong").central.share == 1.0
        assert found.standing("onsong").regret == 0.0


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_on_random_datasets_every_draw_has_the_answer_of_the_plain_search(data):
    """Stale, disputed and contested claims, havens, circles, origins without a way."""
    dataset = data.draw(datasets())
    G = build_network(dataset, data.draw(as_of_days(dataset)).isoformat())
    borders = sorted(
        {"-".join(sorted(d["border"].split(":"))) for *_, d in G.edges(data=True) if d["border"]}
    )
    same_as_plain_searches(G, ["hill", "river", "port"], "port", borders[:2], draws=3)


def test_a_scenario_is_drawn_from_the_same_sources_and_solved_as_a_network_of_its_own():
    """Draw by draw the plain search in the network that `apply_scenario` gives."""
    G = sp.load_network("2004-06")
    scenario = Scenario("guarded", level={"mission@CHN": "severe"}, close=["CHN-VNM"])
    found = ensemble(G, "onsong", draws=6, closures=["CHN-MNG", scenario])
    assert found.closures == ("CHN-MNG", "guarded")
    H = apply_scenario(G, scenario)
    legs, risk = drawn_costs(H, 6)
    for draw in range(6):
        path = best_by(redrawn(H, legs, risk[:, draw]), "onsong", "seoul", "risk")
        assert way_in(found, "onsong", draw, "guarded") == path.legs
    assert "scenario mission@CHN" in found.sources
    alone = ensemble(G, "onsong", draws=6).standing("onsong")
    assert (alone.risk == found.standing("onsong").risk).all()


# ---- what is told of it


@pytest.fixture(scope="module")
def june_2004():
    return sp.load_network("2004-06")


@pytest.fixture(scope="module")
def found(june_2004):
    closures = reported_closures(sp.load_dataset())
    return ensemble(june_2004, june_2004.graph["dataset"].origins, draws=BLOCK + 500, closures=closures)


def test_shares_quantiles_and_regret_follow_from_the_ways_of_the_draws(june_2004, found):
    """Recounted from the way of every draw."""
    G, n = june_2004, found.draws
    legs, risk = drawn_costs(G, n)
    row = {leg: i for i, leg in enumerate(legs)}
    for origin in found.origins:
        standing = found.standing(origin)
        ways = [way_in(found, origin, draw) for draw in range(n)]
        totals = {way: sum_legs(G, way) for way in set(ways)}
        assert {way.legs: way.share for way in standing.ways} == {w: ways.count(w) / n for w in totals}
        assert math.isclose(sum(standing.exits.values()), 1)
        for exit_, share in standing.exits.items():
            assert share == sum(exit_of(G, way) == exit_ for way in ways) / n
        for border, share in standing.borders.items():
            assert share == sum(border in totals[way].borders for way in ways) / n
        for leg, share in standing.legs.items():
            assert share == sum(leg in way for way in ways) / n
        for country, share in standing.countries.items():
            passed = sum(
                any(G.nodes[p]["country"] == country for leg in way for p in (leg.u, leg.v)) for way in ways
            )
            assert share == passed / n
        costs = sorted(sum(risk[row[leg], draw] for leg in way) for draw, way in enumerate(ways))
        indices = [1 - math.exp(-costs[math.ceil(level * n) - 1] / UNITS) for level in LEVELS]
        assert np.allclose(standing.risk_index, indices, rtol=0, atol=1e-12)
        km = sorted(totals[way].length_km for way in ways)
        assert list(standing.length_km) == [km[math.ceil(level * n) - 1] for level in LEVELS]
        central = best_by(G, origin, "seoul", "risk")
        assert standing.central.legs == central.legs
        worse = sum(sum(risk[row[leg], draw] for leg in central.legs) for draw in range(n)) - sum(costs)
        assert math.isclose(standing.regret, worse / n / UNITS, rel_tol=1e-12)


def test_a_closure_is_told_draw_by_draw(june_2004, found):
    """Recounted: whose way and exit it takes, and what the best way has more."""
    G, n = june_2004, found.draws
    km_of = cache(lambda way: sum_legs(G, way).length_km)
    exit_by = cache(lambda way: exit_of(G, way))
    for origin in found.origins[:2]:
        before = found.standing(origin)
        for closed in found.closures:
            after, effect = found.standing(origin, closed), found.effect(origin, closed)
            assert effect.cut_off == float(not after.found)
            if not after.found:
                assert (effect.loses_way, effect.loses_exit, effect.more_risk) == (1, 1, None)
                continue
            pairs = [(way_in(found, origin, d), way_in(found, origin, d, closed)) for d in range(n)]
            assert effect.loses_way == sum(a != b for a, b in pairs) / n
            assert effect.loses_exit == sum(exit_by(a) != exit_by(b) for a, b in pairs) / n
            more = np.exp(-before.risk / UNITS) - np.exp(-after.risk / UNITS)
            assert np.allclose(effect.more_risk, ranked(more), rtol=0, atol=1e-12)
            assert effect.more_risk.p05 >= 0, "closing cannot make the safest way safer"
            km = [km_of(b) - km_of(a) for a, b in pairs]
            assert np.allclose(effect.more_km, ranked(np.array(km)), rtol=0, atol=1e-9)
            target = read_target(closed, places_of(G), set())
            shut = {leg for leg in G.edges(keys=True) if matches_leg(G, target, leg)}
            assert effect.loses_way == sum(not shut.isdisjoint(a) for a, _ in pairs) / n


def test_the_answer_is_put_in_words(found):
    """As people say it: "best in 83 % of draws"."""
    standing = found.standing("onsong")
    assert standing.in_words == f"best in {100 * standing.central.share:.0f} % of draws"
    assert found.effect("onsong", "CHN-PRK").in_words == "no way is left, in any draw"
    assert found.standing("onsong", "CHN-PRK").in_words == "no way through in any draw"
    assert found.effect("onsong", "KHM-VNM").in_words == (
        "another way is best in no draw, another exit in no draw"
    )
    assert repr(standing) == f"<Standing of onsong: {standing.in_words}>"
    assert share_in_words(0.995) == "more than 99 % of draws"
    assert share_in_words(0.99) == "99 % of draws"


def test_everything_goes_into_json(found):
    """Every share, without anything that JSON does not know."""
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert len(told["standings"]) == len(found.origins) * (1 + len(found.closures))
    assert len(told["effects"]) == len(found.origins) * len(found.closures)
    first = told["standings"][0]
    assert math.isclose(sum(first["exits"].values()), 1)
    assert first["central"]["share"] == found.standing(first["origin"]).central.share


def test_where_the_origin_is_a_destination_nothing_is_left_to_chance(june_2004):
    """A way without legs, in all draws."""
    standing = ensemble(june_2004, ["seoul"], "seoul", draws=5, closures="CHN-MNG").standing("seoul")
    assert (standing.in_words, standing.regret, standing.exits) == ("best in all draws", 0, {None: 1})
    assert set(standing.risk_index) == set(standing.length_km) == {0}
    assert standing.places == {"seoul": 1.0}


def test_an_origin_without_a_way_has_none_in_any_draw(june_2004):
    """It says so, and a closure takes nothing from it."""
    found = ensemble(june_2004, ["seoul", "onsong"], "onsong", draws=5, closures="CHN-MNG")
    standing = found.standing("seoul")
    assert not standing.found
    assert (standing.ways, standing.central, standing.regret, standing.risk_index) == ((), None, None, None)
    assert found.effect("seoul", "CHN-MNG").cut_off == 0
    json.dumps(found.to_json())


def test_names_that_the_ensemble_does_not_know_are_refused(found):
    """With what can be asked."""
    with pytest.raises(UnknownNameError, match="no closure of this ensemble"):
        found.standing("onsong", "CHN")
    with pytest.raises(UnknownNameError, match="no origin of this ensemble"):
        found.standing("seoul")
    assert found.standing("Onsong") is found.standing("onsong")


# ---- the same, whoever solves it


def same(one, other):
    """Whether two ensembles are equal bit by bit."""
    assert one.standings.keys() == other.standings.keys()
    for key, standing in one.standings.items():
        theirs = other.standings[key]
        assert standing.legs_of_ways == theirs.legs_of_ways
        assert np.array_equal(standing.number, theirs.number)
        assert np.array_equal(standing.risk, theirs.risk)
        assert standing.regret == theirs.regret
    assert one.to_json() == other.to_json()


def test_results_do_not_depend_on_the_number_of_workers(june_2004, found):
    """Here, in threads, in one process and in two."""
    asked = {"draws": found.draws, "closures": found.closures}
    same(found, ensemble(june_2004, found.origins, **asked))
    with ThreadPoolExecutor(3) as threads:
        same(found, ensemble(june_2004, found.origins, executor=threads, **asked))
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as processes:
            same(found, ensemble(june_2004, found.origins, executor=processes, **asked))


def test_fewer_draws_are_the_first_of_more_and_origins_and_closures_do_not_matter(june_2004, found):
    """Draw n is draw n."""
    few = ensemble(june_2004, "hyesan", draws=100, closures=["mission@CHN"])
    for closed in ("", "mission@CHN"):
        whole = found.standing("hyesan", closed)
        assert (few.standing("hyesan", closed).risk == whole.risk[:100]).all()
        ways = [way_in(few, "hyesan", d, closed) for d in range(100)]
        assert ways == [way_in(found, "hyesan", d, closed) for d in range(100)]


def test_another_seed_gives_other_draws(june_2004):
    """And the same seed the same."""
    one, same_again, other = (ensemble(june_2004, "onsong", draws=50, seed=seed) for seed in (1, 1, 2))
    assert (one.standing("onsong").risk == same_again.standing("onsong").risk).all()
    assert (one.standing("onsong").risk != other.standing("onsong").risk).any()


class Breaking(Executor):
    """Solves some blocks, loses the next, and then takes no more."""

    def __init__(self, good, lost):
        self.left = [*["good"] * good, *["lost"] * lost]

    def submit(self, fn, /, *args, **kwargs):
        if not self.left:
            raise BrokenExecutor("a worker was killed")
        future = Future()
        if self.left.pop(0) == "good":
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(BrokenExecutor("a worker was killed"))
        return future


def test_a_worker_that_is_killed_loses_nothing(june_2004):
    """Blocks that an executor lost, or refused once it was broken, are solved here."""
    draws = 3 * BLOCK + 7
    whole = ensemble(june_2004, "onsong", draws=draws)
    same(whole, ensemble(june_2004, "onsong", draws=draws, executor=Breaking(1, 1)))


def test_it_can_be_interrupted_and_cancels_what_waits(june_2004):
    """Progress is told block by block; what was not begun is not begun."""
    submitted = []

    class Waiting(Executor):
        def submit(self, fn, /, *args, **kwargs):
            submitted.append(Future())
            return submitted[-1]

    def interrupted(starts):
        assert list(starts) == [0, BLOCK, 2 * BLOCK]
        yield from ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ensemble(june_2004, "onsong", draws=2 * BLOCK + 1, executor=Waiting(), progress=interrupted)
    assert len(submitted) == 3
    assert all(future.cancelled() for future in submitted)


# ---- what is refused


@pytest.mark.parametrize("draws", [0, -1, 1.5, "10", None, True])
def test_a_number_of_draws_is_a_whole_number_of_at_least_one(june_2004, draws):
    """Anything else is refused with the value."""
    with pytest.raises(QuestionError, match="number of draws is"):
        ensemble(june_2004, "onsong", draws=draws)


def test_other_bad_questions_are_refused(june_2004):
    """Seeds, names, closures asked twice, weights that cannot be taken of draws."""
    with pytest.raises(QuestionError, match="seed"):
        ensemble(june_2004, "onsong", seed=0.5)
    with pytest.raises(UnknownNameError):
        ensemble(june_2004, "nowhere at all")
    with pytest.raises(UnknownNameError):
        ensemble(june_2004, "onsong", closures="XXX-YYY")
    with pytest.raises(QuestionError, match="has no name"):
        ensemble(june_2004, "onsong", closures=Scenario(close=["CHN-MNG"]))
    with pytest.raises(QuestionError, match="asked twice"):
        ensemble(june_2004, "onsong", closures=["CHN-MNG", Scenario("CHN-MNG", close=["CHN-MNG"])])
    with pytest.raises(QuestionError, match="cannot be taken of draws"):
        ensemble(june_2004, "onsong", draws=5, by=lambda data: math.sqrt(data["risk_cost"]))
    with pytest.raises(NetworkError, match="not exact"):
        ensemble(june_2004, "onsong", draws=5, by=lambda data: 1e9 * data["length_km"])
    with pytest.raises(NetworkError, match="finite and at least 0"):
        ensemble(june_2004, "onsong", draws=500, by=lambda data: data["risk_cost"] - 1.5 * data["risk_low"])


def test_an_interval_upside_down_is_refused(network):
    """With the leg that has it."""
    G = network("2004").copy()
    data = G.edges["river", "town", "unspecified"]
    part = data["parts"][RiskPartName.EXPOSURE]
    data["parts"] = {RiskPartName.EXPOSURE: replace(part, p_low=part.p_high, p_high=part.p_low)}
    with pytest.raises(QuestionError, match="'river'-'town'"):
        ensemble(G, "hill", "port")
