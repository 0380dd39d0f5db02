"""Draws of risk: by source, by the stated law, and the same whoever else is drawn."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis.search.arcs import Leg
from analysis.uncertainty.risk_draws import (
    draw_risk,
    log_uniform,
    read_risk_draws,
    read_seed,
    source_of,
    uniforms,
)
from geodata import QuestionError
from routes import RiskPartName, Scenario, apply_scenario

UNITS = 10**9
PINNED = [0.9223248338331742, 0.8608750584203562, 0.3381631402865809]
DATES = ("1998", "2004-06", "2011", "2018")

#   hill -- river -- town -- pass -- camp ~~air~~ port
TWO_CLAIMS = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."

[[hazard]]
on = "CHN"
level = "high"
since = 2001
claim = "It is dangerous."

[[hazard]]
on = "CHN"
level = "severe"
since = "2001-10"
claim = "It grew more dangerous."
"""


def geometric_mean(p_low, p_high, u):
    return np.full_like(u, math.sqrt(p_low * p_high))


def lower_end(p_low, p_high, u):
    return np.full_like(u, p_low)


def upper_end(p_low, p_high, u):
    return np.full_like(u, p_high)


def legs_of(G):
    return [Leg(*leg) for leg in sorted(G.edges(keys=True))]


def drawn(G, legs, *, count=1, start=0, seed=0, law=log_uniform):
    return draw_risk(read_risk_draws(G, legs), seed, start, count, law=law)


@pytest.mark.parametrize("as_of", DATES)
def test_the_centre_and_both_ends_of_every_interval_give_the_costs_of_the_network(as_of):
    """To within the rounding of each part, at most three a leg."""
    G = sp.load_network(as_of)
    legs = legs_of(G)
    for law, name in ((geometric_mean, "risk_cost"), (lower_end, "risk_low"), (upper_end, "risk_high")):
        found = drawn(G, legs, law=law)[:, 0]
        stated = [round(G.edges[leg][name] * UNITS) for leg in legs]
        assert np.abs(found - stated).max() <= 3


@pytest.mark.parametrize("as_of", DATES)
def test_every_draw_lies_in_the_interval_of_its_leg(as_of):
    """From risk_low to risk_high."""
    G = sp.load_network(as_of)
    legs = legs_of(G)
    risk = drawn(G, legs, count=500)
    for row, leg in zip(risk, legs, strict=True):
        low, high = (G.edges[leg][name] * UNITS for name in ("risk_low", "risk_high"))
        assert low - 3 <= row.min() <= row.max() <= high + 3


@pytest.mark.parametrize("as_of", DATES)
def test_legs_that_rest_on_one_source_alone_move_together(as_of):
    """Their costs are multiples of each other, draw by draw; a source feeds several legs on every date."""
    G = sp.load_network(as_of)
    legs = legs_of(G)
    draws = read_risk_draws(G, legs)
    risk = draw_risk(draws, 0, 0, 200).astype(float)
    single = sorted((shares[0].drawn, row) for row, shares in enumerate(draws.shares) if len(shares) == 1)
    together = 0
    for _, group in groupby(single, key=lambda pair: pair[0]):
        rows = [risk[row] for _, row in group]
        for row in rows[1:]:
            scale = row.sum() / rows[0].sum()
            assert np.abs(row - rows[0] * scale).max() <= 1 + scale
            together += 1
    assert together > 10


def test_a_part_is_drawn_by_the_newest_of_its_pooled_claims(network):
    """Both claims on China hold together in 2002, and make one source, named by the newer."""
    G = network("2002", gazette=TWO_CLAIMS)
    leg = Leg("river", "town", "unspecified")
    part = G.edges[leg]["parts"][RiskPartName.EXPOSURE]
    assert set(part.claims) == {"gazette#hazard-1", "gazette#hazard-2"}
    assert source_of(G, leg, RiskPartName.EXPOSURE, part) == "gazette#hazard-2"


def test_what_no_report_speaks_of_is_drawn_by_the_default_and_its_target(network):
    """A flight's exposure is a departure; borders are named both ways."""
    G = network("2004")
    sources = read_risk_draws(G, legs_of(G)).sources
    assert "default departure air@MNG" in sources
    assert "default passage CHN-PRK" in sources
    assert "default exposure CHN" in sources


def test_a_level_of_a_scenario_is_drawn_by_its_target_and_a_factor_keeps_the_source(network):
    """A factor multiplies what its source gives, in every draw."""
    G = network("2002", gazette=TWO_CLAIMS)
    leg = Leg("river", "town", "unspecified")
    before = drawn(G, [leg], count=50)
    levelled = apply_scenario(G, Scenario("x", level={"CHN": "low"}))
    assert "scenario CHN" in read_risk_draws(levelled, [leg]).sources
    doubled = apply_scenario(G, Scenario("x", factor=[sp.Change("CHN", risk=2)]))
    assert "gazette#hazard-2" in read_risk_draws(doubled, [leg]).sources
    assert np.abs(drawn(doubled, [leg], count=50) - 2 * before).max() <= 2
    more = apply_scenario(G, Scenario("x", add=[sp.Change("CHN", risk_cost=0.5)]))
    assert np.abs(drawn(more, [leg], count=50) - before - UNITS // 2).max() <= 3


def test_a_leg_without_parts_is_drawn_between_its_own_ends(network):
    """As one of a plain table of legs; one whose ends are equal stays as it is."""
    G = network("2004").copy()
    leg, fixed = Leg("river", "town", "unspecified"), Leg("camp", "port", "air")
    G.edges[leg].update(parts={}, risk_low=0.1, risk_cost=0.2, risk_high=0.4)
    G.edges[fixed].update(parts={}, risk_low=0.0, risk_cost=0.0, risk_high=0.0)
    risk = drawn(G, [leg, fixed], count=2000) / UNITS
    assert 0.1 <= risk[0].min() < 0.11
    assert 0.38 < risk[0].max() <= 0.4
    assert (risk[1] == 0).all()


def test_the_law_is_uniform_in_the_logarithm():
    """A fifth of the interval on a scale of multiples holds about a fifth of the draws."""
    p = log_uniform(0.001, 0.1, uniforms("x", 0, 0, 50_000))
    counts, _ = np.histogram(np.log(p), bins=5, range=(math.log(0.001), math.log(0.1)))
    assert counts.sum() == 50_000
    assert np.abs(counts - 10_000).max() < 400  # four and a half standard errors


def test_sources_are_independent_and_seeds_differ():
    """Correlations of 10,000 draws stay below four standard errors."""
    rows = np.array([uniforms(name, seed, 0, 10_000) for name in ("a", "b", "c") for seed in (0, 1)])
    assert np.abs(np.corrcoef(rows) - np.eye(6)).max() < 0.04


def test_the_numbers_of_a_stream_are_pinned():
    """The same on every machine and version: raw output of PCG64, seeded by SHA-256 of the name."""
    assert uniforms("a#hazard-1", 0, 0, 3).tolist() == PINNED


@settings(max_examples=60)
@given(st.text(max_size=12), st.integers(0, 2**70), st.integers(0, 5000), st.integers(1, 50))
def test_a_draw_depends_on_its_number_alone(name, seed, start, count):
    """Wherever a block begins, draw n is the n-th number of its source."""
    whole = uniforms(name, seed, 0, start + count)
    assert (whole[start:] == uniforms(name, seed, start, count)).all()
    assert ((whole >= 0) & (whole < 1)).all()


def test_other_legs_do_not_change_a_leg():
    """Alone, among others, in another order: the same draws."""
    G = sp.load_network("2004-06")
    legs = legs_of(G)
    whole = drawn(G, legs, count=40)
    backwards = drawn(G, legs[::-1], count=40)[::-1]
    assert (whole == backwards).all()
    for row in range(0, len(legs), 7):
        assert (drawn(G, [legs[row]], count=40) == whole[row]).all()


def test_no_legs_give_no_draws(network):
    """An empty array, with a column a draw."""
    assert drawn(network("2004"), [], count=5).shape == (0, 5)


@pytest.mark.parametrize("ends", [(0.2, 0.1), (-0.1, 0.2), (0.2, 1.0), (math.nan, 0.2)])
def test_an_interval_that_is_none_is_refused_with_its_leg(network, ends):
    """Upside down, or outside [0, 1)."""
    G = network("2004").copy()
    leg = Leg("river", "town", "unspecified")
    part = G.edges[leg]["parts"][RiskPartName.EXPOSURE]
    broken = replace(part, p_low=ends[0], p_high=ends[1])
    G.edges[leg]["parts"] = {RiskPartName.EXPOSURE: broken}
    with pytest.raises(QuestionError, match="'river'-'town'"):
        read_risk_draws(G, [leg])


def test_an_interval_from_zero_needs_another_law(network):
    """There is no multiple of zero; a uniform law takes it."""
    G = network("2004").copy()
    leg = Leg("camp", "port", "air")
    G.edges[leg].update(parts={}, risk_low=0.0, risk_cost=0.1, risk_high=0.2)
    with pytest.raises(QuestionError, match="give another law"):
        drawn(G, [leg])
    risk = drawn(G, [leg], count=100, law=lambda low, high, u: low + (high - low) * u)
    assert 0 <= risk.min() < risk.max() < 0.2 * UNITS


@pytest.mark.parametrize(
    "law",
    [lambda low, high, u: u + 1, lambda low, high, u: u[:1], lambda low, high, u: -u, lambda *_: math.nan],
)
def test_a_law_that_gives_no_probabilities_is_refused(law):
    """One a draw, at least 0 and below 1."""
    G = sp.load_network("2004-06")
    with pytest.raises(QuestionError, match="law of the draws"):
        drawn(G, legs_of(G), count=7, law=law)


@pytest.mark.parametrize("seed", ["1", 1.0, -1, None, True])
def test_a_seed_is_a_whole_number(seed):
    """Of at least 0."""
    with pytest.raises(QuestionError, match="the seed is"):
        read_seed(seed)
    assert read_seed(np.int64(3)) == 3
