"""The timeline on hand-made histories and, as a second opinion, on random ones month by month.

hill -- river -- town -- pass -- camp ~~air~~ port       the way by Mongolia
                   \\---- gate -- bay ~~air~~~~/          the way by Vietnam
"""

from __future__ import annotations

import datetime as dt
import runpy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import safest_path, timeline
from geodata import DateError, UnknownNameError
from routes import HavenClaim, HazardClaim, Period, RouteClaim, add_years, build_network

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


def on(target, level, since, until=None):
    ends = f'until = "{until}"\n' if until else ""
    return (
        f'[[hazard]]\non = "{target}"\nlevel = "{level}"\nsince = "{since}"\n{ends}claim = "It is {level}."\n'
    )


def month(text):
    return dt.date.fromisoformat(f"{text}-15")


def history(data, first, last, source="hill", target="port"):
    """Return the spans as ``(first, last, exit, causes, together)``."""
    return [
        (
            f"{span.first:%Y-%m}",
            f"{span.last:%Y-%m}",
            str(span.path.exit),
            [(c.claim, c.event, str(c.day)) for c in span.causes],
            span.together,
        )
        for span in timeline(data, source, target, first=month(first), last=month(last))
    ]


# one claim alone


def test_a_border_that_gets_guarded_ends_its_way_in_the_month_whose_middle_follows(drawn):
    claims = (
        on("CHN-VNM", "moderate", "1995")
        + on("CHN-MNG", "low", "1995")
        + on("CHN-MNG", "severe", "2001-03-16")
    )
    data = drawn(places=PLACES, gazette=ROUTES + claims)
    assert history(data, "2000-01", "2001-12") == [
        ("2000-01", "2001-03", "air@MNG", [], False),
        ("2001-04", "2001-12", "air@VNM", [("gazette#hazard-3", "begins", "2001-03-16")], False),
    ]


def test_a_claim_of_the_15th_counts_in_its_own_month(drawn):
    claims = (
        on("CHN-VNM", "moderate", "1995")
        + on("CHN-MNG", "low", "1995")
        + on("CHN-MNG", "severe", "2001-03-15")
    )
    spans = history(drawn(places=PLACES, gazette=ROUTES + claims), "2001-01", "2001-04")
    assert [s[:2] for s in spans] == [("2001-01", "2001-02"), ("2001-03", "2001-04")]


def test_a_haven_that_opens_draws_the_way_to_it_until_it_closes(drawn):
    claims = on("VNM", "high", "1995", "2012") + on("MNG", "severe", "1995", "2012") + HAVEN
    assert history(drawn(places=PLACES, gazette=ROUTES + claims), "2000-11", "2002-08") == [
        ("2000-11", "2000-12", "air@VNM", [], False),
        ("2001-01", "2002-06", "air@MNG", [("gazette#haven-1", "begins", "2001-01-01")], False),
        ("2002-07", "2002-08", "air@VNM", [("gazette#haven-1", "ends", "2002-07-01")], False),
    ]


HAVEN = '[[haven]]\non = "MNG"\nsince = 2001\nuntil = "2002-06"\nclaim = "Safe."\n'


def test_a_report_that_falls_out_of_use_takes_its_way_along(drawn):
    north, south = ROUTES.split("[[route]]")[1:]
    open_end = "[[route]]" + north.replace("until = 2012\n", "")
    way_in = '[[route]]\nvia = ["hill", "river", "town"]\nsince = 1990\nuntil = 2012\nclaim = "In."\n'
    data = drawn(
        places=PLACES,
        gazette=open_end + on("CHN-VNM", "high", "1995", "2012"),
        other=way_in + "[[route]]" + south,
    )
    # published on 1 January 2003, so it holds to the first day of 2008
    assert history(data, "2007-11", "2008-02") == [
        ("2007-11", "2007-12", "air@MNG", [], False),
        ("2008-01", "2008-02", "air@VNM", [("gazette#route-1", "falls out of use", "2008-01-02")], False),
    ]


def test_a_claim_that_goes_stale_loses_its_grip(drawn):
    # centre of moderate: 0.087; stale it spans low to high, centre 0.059; in Mongolia 111 km at 0.087 in 1,000 are added
    claims = on("CHN-VNM", "moderate", "1995", "2012") + on("CHN-MNG", "moderate", "2003-01-01")
    claims += on("VNM", "minimal", "1995", "2012") + on("MNG", "moderate", "1995", "2012")
    spans = history(drawn(places=PLACES, gazette=ROUTES + claims), "2007-11", "2008-02")
    assert spans[-1][2:] == ("air@MNG", [("gazette#hazard-2", "goes stale", "2008-01-02")], False)
    assert spans[0][:3] == ("2007-11", "2007-12", "air@VNM")


def test_either_of_two_claims_that_were_both_needed_is_a_cause(drawn):
    """Two roads by Vietnam get shut in one month: shutting one would have changed nothing."""
    places = PLACES + "door crossing CHN:VNM 3 2\n"
    second = '[[route]]\nvia = ["town", "door", "bay"]\nsince = 1990\nuntil = 2012\nclaim = "South."\n'
    shut = "".join(
        on(f"{gate}:bay", "closed", "2001-05-02") + 'part = "passage"\n' for gate in ("gate", "door")
    )
    data = drawn(places=places, gazette=ROUTES + second + on("CHN-MNG", "severe", "1995", "2012") + shut)
    assert history(data, "2001-04", "2001-05")[-1] == (
        *("2001-05", "2001-05", "air@MNG"),
        [("gazette#hazard-2", "begins", "2001-05-02"), ("gazette#hazard-3", "begins", "2001-05-02")],
        False,
    )


# several together


def test_two_claims_of_which_each_alone_would_do_are_told_together_and_no_third(drawn):
    """Border and country get worse at once: undoing one is not enough, and a third has no part in it."""
    start = on("CHN-VNM", "moderate", "1995", "2012") + on("CHN-MNG", "low", "1995", "2012")
    change = on("CHN-MNG", "severe", "2001-05-02") + on("MNG", "closed", "2001-05-03")
    bystander = on("CHN", "moderate", "2001-05-04") + on("air@VNM", "low", "2001-05-05")
    data = drawn(places=PLACES, gazette=ROUTES + start + change + bystander)
    assert history(data, "2001-04", "2001-05")[-1] == (
        *("2001-05", "2001-05", "air@VNM"),
        [("gazette#hazard-3", "begins", "2001-05-02"), ("gazette#hazard-4", "begins", "2001-05-03")],
        True,
    )


# ways that are none


def test_no_way_through_is_a_span_of_its_own(drawn):
    shut = on("CHN-PRK", "closed", "2001-03-01", "2001-06-30")
    spans = history(drawn(places=PLACES, gazette=ROUTES + shut), "2001-01", "2001-08")
    assert [s[:3] for s in spans] == [
        ("2001-01", "2001-02", "air@MNG"),
        ("2001-03", "2001-06", "None"),
        ("2001-07", "2001-08", "air@MNG"),
    ]
    assert [s[3] for s in spans[1:]] == [
        [("gazette#hazard-1", "begins", "2001-03-01")],
        [("gazette#hazard-1", "ends", "2001-07-01")],
    ]


def test_a_way_inside_one_country_and_no_way_are_told_apart(drawn):
    gazette = '[[route]]\nvia = ["town", "pass"]\nsince = "2001-03"\nuntil = "2001-04"\nclaim = "On."\n'
    spans = timeline(
        drawn(places=PLACES, gazette=gazette), "town", "pass", first=month("2001-02"), last=month("2001-05")
    )
    assert [(span.path.found, span.first.month, span.last.month) for span in spans] == [
        (False, 2, 2),
        (True, 3, 4),
        (False, 5, 5),
    ]
    assert all(span.path.exit is None for span in spans)
    assert [len(span.causes) for span in spans] == [0, 1, 1]


def test_a_hazard_on_a_leg_whose_only_route_just_began_is_no_obstacle(drawn):
    """Undoing the route must leave the leg known, since another claim speaks of it."""
    north, south = ROUTES.split("[[route]]")[1:]
    late = "[[route]]" + south.replace("since = 1990", 'since = "2001-03"')
    leg = on("gate:bay", "minimal", "1995", "2012") + 'part = "passage"\n'
    worse = on("CHN-MNG", "severe", "1995", "2012")
    data = drawn(places=PLACES, gazette="[[route]]" + north + late + leg + worse)
    assert history(data, "2001-02", "2001-03")[-1] == (
        *("2001-03", "2001-03", "air@VNM"),
        [("gazette#route-2", "begins", "2001-03-01")],
        False,
    )


# the months asked for


def test_last_before_first_gives_nothing_and_one_month_gives_one_span(drawn):
    data = drawn(places=PLACES, gazette=ROUTES)
    assert history(data, "2001-02", "2001-01") == []
    assert history(data, "2001-02", "2001-02") == [("2001-02", "2001-02", "air@MNG", [], False)]
    days = {"first": dt.date(2001, 2, 28), "last": dt.date(2001, 3, 1)}
    (span,) = timeline(data, "hill", "port", **days)
    assert (span.first, span.last) == (dt.date(2001, 2, 15), dt.date(2001, 3, 15))


def test_the_last_five_years_are_refused_even_if_nothing_changes_in_them(drawn):
    data = drawn(places=PLACES, gazette=ROUTES)
    asked = []

    def progress(months):
        asked.extend(months)
        return asked

    with pytest.raises(DateError, match="last 5 years"):
        timeline(data, "hill", "port", first=month("2019-01"), last=month("2021-02"), progress=progress)
    assert asked == []  # before any work
    assert history(data, "2019-01", "2020-12")[0][:3] == ("2019-01", "2020-12", "None")


def test_without_months_the_period_of_the_dataset_is_told_as_far_as_it_is_not_protected(drawn):
    data = drawn(places=PLACES, gazette=ROUTES)

    def told(first: dt.date, last: dt.date) -> tuple[str, str]:
        period = Period(start=first, end=last)
        spans = timeline(replace(data, info=replace(data.info, period=period)), "hill", "port")
        return f"{spans[0].first:%Y-%m}", f"{spans[-1].last:%Y-%m}"

    assert told(dt.date(1975, 1, 1), dt.date(1990, 3, 31)) == ("1975-01", "1990-03")  # another crisis
    assert told(dt.date(2000, 6, 1), dt.date(2030, 12, 31)) == ("2000-06", "2020-12")  # today: 1 January 2026


def test_an_unknown_place_is_refused(drawn):
    with pytest.raises(UnknownNameError, match="Did you mean port"):
        timeline(
            drawn(places=PLACES, gazette=ROUTES),
            "hill",
            "prot",
            first=month("2001-01"),
            last=month("2001-02"),
        )


def test_progress_sees_every_month_once(drawn):
    seen = []

    def progress(months):
        for one in months:
            seen.append(one)
            yield one

    days = {"first": month("2000-11"), "last": month("2001-02")}
    timeline(drawn(places=PLACES, gazette=ROUTES), "hill", "port", **days, progress=progress)
    assert [f"{day:%Y-%m-%d}" for day in seen] == ["2000-11-15", "2000-12-15", "2001-01-15", "2001-02-15"]


def test_smallest_and_largest_are_over_all_months_of_a_span(drawn):
    claims = on("CHN-PRK", "low", "1995", "2012") + on("CHN-PRK", "high", "2001-03", "2001-04")
    claims += on("CHN-VNM", "severe", "2001-06", "2012")
    data = drawn(places=PLACES, gazette=ROUTES + claims)
    (span,) = timeline(data, "hill", "port", first=month("2001-01"), last=month("2001-12"))
    paths = [safest_path(build_network(data, dt.date(2001, n, 15)), "hill", "port") for n in range(1, 13)]
    assert span.risk_index == (min(p.risk_index for p in paths), max(p.risk_index for p in paths))
    assert span.gap == (min(p.other_exit.gap for p in paths), max(p.other_exit.gap for p in paths))
    assert span.gap[0] < span.gap[1]


# the second opinion

SETTINGS = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def months_from(day, count):
    for n in range(count):
        yield dt.date(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1, 15)


def way(path):
    return path.found, path.exit, path.totals.borders


def without(dataset, causes, day):
    """Undo what happened: what began is put off to the next day, what ended or aged lasts to this one."""

    def mended(claim):
        for cause in causes:
            if claim.id == cause.claim and cause.event == "begins":
                claim = replace(claim, since=day + dt.timedelta(days=1))
            elif claim.id == cause.claim:
                claim = replace(claim, until=day)
        return claim

    reports = {
        name: replace(r, **{t: tuple(map(mended, getattr(r, t))) for t in ("routes", "hazards", "havens")})
        for name, r in dataset.reports.items()
    }
    return replace(
        dataset, reports=reports, legs=tuple(replace(leg, claim=mended(leg.claim)) for leg in dataset.legs)
    )


def edges_of(dataset):
    """Return the days on which a claim begins, ends, goes stale or falls out of use."""
    found = set()
    for report in dataset.reports.values():
        for claim in report.claims:
            if isinstance(claim, (RouteClaim, HazardClaim, HavenClaim)):
                found |= {report.start_of(claim), claim.until or add_years(report.last_day, 5)}
    return sorted(found)


@st.composite
def histories(draw):
    """Draw a dataset, the two ends of one of its routes, and some months around a day on which a claim changes."""
    dataset = draw(datasets())
    route = draw(st.sampled_from(sorted({leg.claim.id for leg in dataset.legs})))
    legs = [leg for leg in dataset.legs if leg.claim.id == route]
    latest = add_years(dataset.today, -5)  # later months are refused
    count = draw(st.integers(2, 18))
    days = [day - dt.timedelta(days=40) for day in edges_of(dataset)]
    starts = [day for day in days if list(months_from(day, count))[-1] <= latest]
    start = draw(st.sampled_from(starts or [dt.date(2000, 1, 1)]))
    return dataset, (legs[0].u, legs[-1].v), list(months_from(start, count))


@SETTINGS
@given(histories())
def test_it_equals_a_naive_rebuild_of_every_month(history):
    dataset, ends, months = history
    spans = timeline(dataset, *ends, first=months[0], last=months[-1])
    told = {month: span for span in spans for month in months if span.first <= month <= span.last}
    assert list(told) == months
    paths = {month: safest_path(build_network(dataset, month), *ends) for month in months}
    for month, path in paths.items():
        span = told[month]
        assert way(path) == way(span.path)
        if path.found:
            assert span.risk_index[0] <= path.risk_index <= span.risk_index[1]
        if path.other_exit:
            assert span.gap[0] <= path.other_exit.gap <= span.gap[1]
    assert all(span.path == paths[span.first] for span in spans)
    assert all(way(a.path) != way(b.path) for a, b in pairwise(spans))


@SETTINGS
@given(histories())
def test_undoing_the_causes_brings_the_old_way_back(history):
    dataset, ends, months = history
    spans = timeline(dataset, *ends, first=months[0], last=months[-1])
    assert spans[0].causes == ()
    for before, span in pairwise(spans):

        def is_old(causes, before=before, day=span.first):
            G = build_network(without(dataset, causes, day), day)
            return way(safest_path(G, *ends)) == way(before.path)

        assert span.causes
        assert all(before.last < cause.day <= span.first for cause in span.causes)
        if span.together:
            assert is_old(span.causes)
            assert len(span.causes) > 1
        for cause in span.causes:  # each alone, or none can be spared
            rest = [other for other in span.causes if other != cause]
            assert not is_old(rest) if span.together else is_old([cause])
