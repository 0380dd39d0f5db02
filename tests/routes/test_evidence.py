"""The evidence on each kind of target: exactly the claims that speak of it or weigh it, and their grade.

hill -- river -- town -- pass -- camp ~~air~~ port
PRK      |     (embassy)   |      MNG          KOR
"""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import evidence_on_path, safest_path
from geodata import SafePassageError, TargetError, UnknownNameError
from routes import RouteClaim, build_network, collect_evidence, evidence_on, grade_of, voice_of

_random = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))
datasets, as_of_days = _random["datasets"], _random["as_of_days"]

PLACES = """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
back crossing    CHN:PRK  1 0
town city        CHN      2 0
embassy mission  CHN      2 0
pass crossing    CHN:MNG  3 0
camp city        MNG      4 0
port destination KOR     14 0
"""


def head(date="2003-01-01", publisher="The Gazette", kind="news", more=""):
    return (
        f'publisher = "{publisher}"\ntitle = "T"\ndate = {date}\nkind = "{kind}"\naccess = "full"\n{more}\n'
    )


def on(table, target, more="", level="high"):
    key = {"flow": "through"}.get(table, "on")
    extra = {
        "hazard": f'level = "{level}"\n',
        "harm": 'kind = "cold"\n',
        "flow": 'people = 100\ncounted = "arrivals"\n',
    }
    return f'[[{table}]]\n{key} = "{target}"\n{extra.get(table, "")}claim = "So it is."\n{more}\n'


ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
mode = { "town:pass" = "rail" }
claim = "North."
[[route]]
via = ["town", "embassy", "port"]
claim = "In."
[[route]]
via = ["town", "back", "hill"]
claim = "Back."
"""
LEG = 'part = "passage"'
CLAIMS = {  # one report a claim, named by what it speaks of
    "h-prk-chn": on("hazard", "CHN-PRK"),
    "h-prk-to-chn": on("hazard", "PRK:CHN"),
    "h-chn-to-prk": on("hazard", "CHN:PRK"),
    "h-chn-mng": on("hazard", "CHN-MNG"),
    "h-chn": on("hazard", "CHN"),
    "h-mng": on("hazard", "MNG"),
    "h-town": on("hazard", "town"),
    "h-pass": on("hazard", "pass"),
    "h-embassy": on("hazard", "embassy"),
    "h-missions": on("hazard", "mission@CHN"),
    "h-cities": on("hazard", "city@CHN"),
    "h-rail": on("hazard", "rail@CHN"),
    "h-air": on("hazard", "air@MNG"),
    "h-leg": on("hazard", "pass:camp", LEG),
    "h-in": on("hazard", "town:embassy", 'part = "entry"'),
    "v-chn": on("haven", "CHN"),
    "v-river": on("haven", "river"),
    "v-town": on("haven", "town"),
    "c-river": on("harm", "river"),
    "f-mng": on("flow", "MNG"),
    "j-out": '[[journey]]\nfrom = "town"\nto = "camp"\nkm = 200\nclaim = "Far."\n',
}


@pytest.fixture
def full(drawn):
    return drawn(
        places=PLACES, routes=head() + ROUTES, **{name: head() + text for name, text in CLAIMS.items()}
    )


def told(found):
    """Return the reports of single claims, and the numbers of the routes."""
    return {c.id.removeprefix("routes#route-") if c.report == "routes" else c.report for c in found.claims}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("CHN-PRK", "1 3 h-prk-chn h-prk-to-chn h-chn-to-prk v-river c-river"),
        ("PRK:CHN", "1 h-prk-chn h-prk-to-chn v-river c-river"),
        ("CHN:PRK", "3 h-prk-chn h-chn-to-prk"),
        ("CHN-MNG", "1 h-chn-mng h-pass h-leg"),
        ("MNG", "1 h-chn-mng h-mng h-pass h-air h-leg f-mng j-out"),
        ("KOR", "1 2"),
        ("river", "1 h-prk-chn h-prk-to-chn v-river c-river"),
        ("town", "1 2 3 h-town h-cities h-in v-town j-out"),
        ("embassy", "2 h-embassy h-missions h-in"),
        ("mission@CHN", "2 h-embassy h-missions h-in"),
        ("city@CHN", "1 2 3 h-town h-cities h-in v-town j-out"),
        ("rail@CHN", "1 h-rail"),
        ("air@MNG", "1 h-air"),
        ("pass:camp", "1 h-chn-mng h-mng h-leg j-out f-mng"),
        ("town:pass", "1 h-chn h-rail h-pass v-chn v-town"),
        ("town:embassy", "2 h-embassy h-missions h-in v-town"),
        ("river:town", "1 h-prk-chn h-prk-to-chn h-chn h-town h-cities v-chn v-river v-town j-out"),
        ("camp:port", "1 h-air"),
        ("hill", "1 3"),
    ],
)
def test_each_kind_of_target_lists_exactly_its_claims(full, target, expected):
    assert told(evidence_on(full, target)) == set(expected.split())


def test_a_country_lists_all_in_it(full):
    assert told(evidence_on(full, "CHN")) == {"1", "2", "3", *CLAIMS} - {"h-mng", "h-air", "f-mng"}


def test_names_are_forgiving_and_the_target_is_told_as_it_is_written(full):
    assert evidence_on(full, "Town").target == "town"
    assert evidence_on(full, "mng-chn").target == "CHN-MNG"
    assert evidence_on(full, "Mongolia").target == "MNG"


def test_nothing_said_is_an_empty_list(drawn):
    found = evidence_on(drawn(gazette='[[route]]\nvia = ["hill", "river"]\nclaim = "On."\n'), "CHN-MNG")
    assert found.claims == ()
    assert found.grade.in_words == "no report"
    assert (found.grade.reports, found.grade.voices, found.grade.kinds) == (0, 0, ())


@pytest.mark.parametrize(
    ("target", "error", "words"),
    [
        ("CHN-KOR", TargetError, "is no border of this dataset"),
        ("XYZ", UnknownNameError, "is no country of this dataset"),
        ("twon", UnknownNameError, "Did you mean town"),
        ("town:camp", TargetError, "is no leg that a report supports"),
        ("mission@MNG", TargetError, "no mission lies in MNG"),
        ("", UnknownNameError, "is not a place"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_remedy(full, target, error, words):
    with pytest.raises(error, match=words):
        evidence_on(full, target)


def test_claims_come_oldest_first_by_what_they_speak_of_then_by_their_report(drawn):
    data = drawn(
        a=head("2005-01-01") + on("hazard", "CHN-MNG", "since = 2001"),
        b=head("2003-01-01") + on("hazard", "CHN-MNG", "since = 2001"),
        c=head("2002-01-01") + on("hazard", "CHN-MNG"),
        d=head("2006-01-01") + on("hazard", "CHN-MNG", "since = 1999") + ROUTES_NORTH,
    )
    assert [c.id for c in evidence_on(data, "CHN-MNG").claims] == [
        "d#hazard-1",
        "b#hazard-1",
        "a#hazard-1",
        "c#hazard-1",
        "d#route-1",
    ]


ROUTES_NORTH = '[[route]]\nvia = ["hill", "river", "town", "pass", "camp", "port"]\nclaim = "North."\n'


# voices


def test_a_chain_of_copies_has_the_voice_of_its_original(drawn):
    data = drawn(
        gazette=head(publisher="The Gazette") + ROUTES_NORTH,
        copy=head(publisher="Elsewhere", more='repost_of = "gazette"') + ROUTES_NORTH,
        copied=head(publisher="Far", more='repost_of = "copy"') + ROUTES_NORTH,
    )
    assert {voice_of(r, data.reports) for r in data.reports.values()} == {"the gazette"}
    assert evidence_on(data, "CHN-MNG").grade.in_words == "3 reports, 1 independent (3 news)"


def test_reports_said_to_copy_each_other_are_one_voice(drawn):
    data = drawn(
        a=head(publisher="A", more='repost_of = "b"') + ROUTES_NORTH,
        b=head(publisher="B", more='repost_of = "c"') + ROUTES_NORTH,
        c=head(publisher="C", more='repost_of = "b"') + ROUTES_NORTH,
    )
    assert {voice_of(r, data.reports) for r in data.reports.values()} == {"b"}


def test_one_agency_and_one_publisher_are_one_voice_each(drawn):
    data = drawn(
        a=head(publisher="A", more='agency = "AFP"') + ROUTES_NORTH,
        b=head(publisher="B", more='agency = "afp"') + ROUTES_NORTH,
        wire=head(publisher="AFP") + ROUTES_NORTH,
        c=head(publisher="C") + ROUTES_NORTH,
        c2=head(publisher="c", kind="ngo") + ROUTES_NORTH,
    )
    grade = evidence_on(data, "CHN-MNG").grade
    assert (grade.reports, grade.voices) == (5, 2)
    assert grade.kinds == (("news", 4), ("ngo", 1))


# agreement


def agreement(drawn, *claims, target="CHN-MNG"):
    """Return the agreement of hazards by ``(publisher, since, level)``, with more text if given."""
    reports = {
        f"r{n}": head("2010-01-01", publisher=publisher)
        + on("hazard", more[0] if more else target, f"since = {since}\n" + "".join(more[1:]), level=level)
        for n, (publisher, since, level, *more) in enumerate(claims)
    }
    return evidence_on(drawn(routes=head() + ROUTES_NORTH, **reports), target).grade.agreement


def test_levels_of_different_voices_within_twelve_months_agree_or_differ(drawn):
    assert agreement(drawn, ("A", "2003-01-01", "high"), ("B", "2004-01-01", "high")) == "agree"
    assert agreement(drawn, ("A", "2003-01-01", "high"), ("B", "2004-01-01", "low")) == "differ"
    assert agreement(drawn, ("B", "2004-01-01", "low"), ("A", "2003-01-01", "high")) == "differ"


def test_there_is_nothing_to_compare_in_one_voice_after_a_year_or_on_two_targets(drawn):
    nothing = "nothing to compare"
    assert agreement(drawn, ("A", "2003-01-01", "high")) == nothing
    assert agreement(drawn, ("A", "2003-01-01", "high"), ("a", "2003-02-01", "low")) == nothing
    assert agreement(drawn, ("A", "2003-01-01", "high"), ("B", "2004-01-02", "low")) == nothing
    assert agreement(drawn, ("A", "2003-01-01", "high"), ("B", "2003-01-01", "low", "pass")) == nothing


def test_two_parts_of_one_leg_are_not_compared(drawn):
    parts = (
        ("A", "2003-01-01", "high", "pass:camp", 'part = "passage"'),
        ("B", "2003-01-01", "low", "pass:camp", 'part = "exposure"'),
    )
    assert agreement(drawn, *parts, target="pass:camp") == "nothing to compare"


def test_one_pair_that_differs_outweighs_those_that_agree(drawn):
    claims = (("A", "2003-01-01", "high"), ("B", "2003-01-01", "high"), ("C", "2003-01-01", "low"))
    assert agreement(drawn, *claims) == "differ"


def test_a_claim_given_twice_is_listed_once(full):
    claims = [c for r in full.reports.values() for c in r.claims]
    assert collect_evidence("x", claims * 2, full.reports) == collect_evidence("x", claims, full.reports)
    assert grade_of([], full.reports).reports == 0


# against the network

SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(st.data())
def test_every_claim_that_supports_or_prices_a_leg_is_evidence_on_it_and_on_what_it_passes(data):
    dataset = data.draw(datasets())
    days = data.draw(st.lists(as_of_days(dataset), min_size=1, max_size=4))
    found = {}

    def evidence_ids(target):
        if target not in found:
            found[target] = {claim.id for claim in evidence_on(dataset, target).claims}
        return found[target]

    for day in days:
        try:
            G = build_network(dataset, day)
        except SafePassageError:  # a protected day
            continue
        every = [(u, v, key, d) for u, v, key, d in G.edges(keys=True, data=True)]
        every += [(leg.u, leg.v, str(leg.mode), leg.data) for leg in G.graph["dormant"]]
        for u, v, _, leg in every:
            weighing = {c for part in leg["parts"].values() for c in (*part.claims, *part.overridden)}
            assert weighing | set(leg["claims"]) | set(leg["harms"]) <= evidence_ids(f"{u}:{v}")
            passage = leg["parts"].get("passage")
            if leg["border"] and passage:
                assert {*passage.claims, *leg["claims"]} <= evidence_ids(leg["border"])
                assert {*passage.claims, *leg["claims"]} <= evidence_ids(
                    "-".join(sorted(leg["border"].split(":")))
                )
            for end in (u, v):
                assert set(leg["claims"]) <= evidence_ids(end)
            entry = leg["parts"].get("entry")
            if entry:
                assert {*entry.claims, *entry.overridden} <= evidence_ids(v)


@SETTINGS
@given(st.data())
def test_the_evidence_on_a_path_is_that_of_its_legs(data):
    dataset = data.draw(datasets())
    day = data.draw(as_of_days(dataset))
    try:
        G = build_network(dataset, day)
    except SafePassageError:
        return
    path = safest_path(G, "hill", "port")
    found = evidence_on_path(G, path)
    edges = [G.edges[leg] for leg in path.legs]
    expected = {c for d in edges for c in (*d["claims"], *(c for p in d["parts"].values() for c in p.claims))}
    assert {claim.id for claim in found.claims} == expected
    assert {claim.report for claim in found.claims} == set(path.reports)
    on_legs = {c.id for leg in path.legs for c in evidence_on(dataset, f"{leg.u}:{leg.v}").claims}
    assert expected <= on_legs


@SETTINGS
@given(datasets())
def test_a_country_holds_the_evidence_on_its_places_and_every_claim_is_found_by_its_subject(dataset):
    for report in dataset.reports.values():
        for claim in report.claims:
            targets = [f"{leg.u}:{leg.v}" for leg in dataset.legs if leg.claim.id == claim.id]
            targets = targets if isinstance(claim, RouteClaim) else [claim.on]
            for target in targets:
                assert claim.id in {c.id for c in evidence_on(dataset, target).claims}
    for place in dataset.places.values():
        inside = {c.id for c in evidence_on(dataset, place.id).claims}
        assert inside <= {c.id for c in evidence_on(dataset, place.country).claims}


def test_a_cycle_of_copies_ends_whatever_its_length(full):
    report = next(iter(full.reports.values()))
    ring = {
        f"r{n}": replace(report, id=f"r{n}", publisher=f"P{n}", repost_of=f"r{(n + 1) % 7}") for n in range(7)
    }
    ring["tail"] = replace(report, id="tail", publisher="Z", repost_of="r5")
    assert {voice_of(r, ring) for r in ring.values()} == {"p0"}
