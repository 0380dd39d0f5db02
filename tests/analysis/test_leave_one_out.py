"""What an answer is without one report: on histories by hand, and against every network built anew.

hill -- river -- town -- pass -- camp ~~air~~ port       the way by Mongolia
                   \\---- gate -- bay ~~air~~~~/          the way by Vietnam
"""

from __future__ import annotations

import json
import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import best_by, safest_path
from analysis.uncertainty.leaving_out import Changed, leave_one_out
from analysis.uncertainty.without_reports import network_without, without_reports
from geodata import DateError, UnknownNameError
from routes import Scenario, apply_scenario, build_network, read_dataset

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
NORTH = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 1990
until = 2012
claim = "North."
"""
SOUTH = NORTH.replace("pass", "gate").replace("camp", "bay").replace("North", "South")
REPORT = 'title = "A report"\ndate = 2003-01-01\nkind = "news"\naccess = "full"\n'


def on(target, level, extra=""):
    return (
        f'[[hazard]]\non = "{target}"\nlevel = "{level}"\nsince = "2003"\n{extra}claim = "It is {level}."\n'
    )


def ask(dataset, as_of="2004", **options):
    return leave_one_out(dataset, "hill", "port", as_of, **options)


def told(found):
    return {one.reports[0].id: str(one.changed) for one in found.changes}


def test_a_report_on_which_the_exit_rests_is_named(drawn):
    """Without the report that calls Vietnam safe, the way is by Mongolia; the others change nothing."""
    dataset = drawn(places=PLACES, north=NORTH, south=SOUTH, again=SOUTH, mild=on("CHN-VNM", "minimal"))
    found = ask(dataset)

    assert found.path.exit.country == "VNM"
    assert told(found) == {"mild": "exit"}
    assert found.changes[0].path.exit.country == "MNG"
    assert found.changes[0].in_words.startswith("Without mild the exit is by Mongolia, by air, risk index 0.")
    assert found.in_words == "Of 4 reports left out one by one, 1 changes the exit"


def test_a_report_without_which_there_is_no_way_is_named_first(drawn):
    """The only report of the first river: the answer without it says what is missing."""
    start = NORTH.replace('"pass", "camp", "port"', '"pass"')
    rest = '[[route]]\nvia = ["pass", "camp", "port"]\nsince = 1990\nuntil = 2012\nclaim = "On."\n'
    found = ask(drawn(places=PLACES, start=start, rest=rest, other=rest))

    (one,) = found.changes
    assert one.changed is Changed.FOUND
    assert one.in_words == "Without start there is no way through"
    assert "reported only by start, left out (1 leg)" in one.path.reason
    assert found.of(Changed.WAY) == ()


def test_a_report_that_shut_the_only_way_is_named(drawn):
    found = ask(drawn(places=PLACES, north=NORTH, shut=on("CHN-MNG", "closed")))

    assert not found.path.found
    assert told(found) == {"shut": "found"}
    assert "there is a way through, risk index 0." in found.changes[0].in_words


def test_a_report_whose_claims_are_set_aside_needs_no_network(drawn):
    """What a more specific claim overrides, or newer ones outdate, changes nothing."""
    dataset = drawn(
        places=PLACES,
        north=NORTH,
        general=on("CHN", "severe"),
        special=on("town:pass", "low", 'part = "exposure"\n'),
        wide=on("CHN-MNG", "severe"),
        exact=on("CHN:MNG", "low"),
        old=on("CHN:MNG", "severe").replace("2003", "1999"),
        elsewhere='[[flow]]\nthrough = "MNG"\npeople = 450\ncounted = "arrivals"\nclaim = "Many."\n',
    )
    found = ask(dataset)

    assert found.asked == 7
    # ``general`` weighs the other legs in China; ``wide`` and ``old`` weigh nothing.
    assert found.solved == 4
    assert "north" in told(found)


def test_a_report_between_others_keeps_a_leg_in_use(drawn):
    """A leg is in use from its first report to its last: without the last it falls out of use before."""
    early = NORTH.replace("until = 2012", "until = 1996")
    late = NORTH.replace("since = 1990", "since = 2008")
    dataset = drawn(places=PLACES, early=early, late=late)

    assert ask(dataset, "2004").path.found
    assert told(ask(dataset, "2004")) == {"early": "found", "late": "found"}
    assert told(ask(dataset, "1995")) == {"early": "found"}


def test_a_claim_on_a_leg_goes_with_the_leg(drawn):
    """A hazard on a leg that only the report left out supports names nothing then: no error, no leg."""
    dataset = drawn(
        places=PLACES, north=NORTH, south=SOUTH, about=on("gate:bay", "minimal", 'part = "passage"\n')
    )
    found = ask(dataset)

    assert found.path.exit.country == "VNM"
    assert told(found) == {"about": "exit", "south": "exit"}
    without = without_reports(dataset, {"south"})
    assert without.reports["about"].hazards == ()
    assert dataset.reports["about"].hazards


def test_copies_stand_on_their_own_unless_voices_are_left_out(drawn):
    """One wire's word in two papers: neither paper alone matters, both together do."""
    paper = on("CHN-VNM", "minimal")
    dataset = drawn(
        places=PLACES,
        north=f'publisher = "A"\n{REPORT}{NORTH}',
        south=f'publisher = "B"\n{REPORT}{SOUTH}',
        one=f'publisher = "C"\nagency = "Wire"\n{REPORT}{paper}',
        two=f'publisher = "D"\nagency = "Wire"\n{REPORT}{paper}',
    )
    assert told(ask(dataset)) == {"south": "exit"}
    voices = ask(dataset, voices=True)
    assert voices.in_words == "Of 3 voices left out one by one, 2 change the exit"
    assert {tuple(r.id for r in one.reports) for one in voices.changes} == {("one", "two"), ("south",)}


def test_scenarios_hold_without_the_report_too(drawn):
    """With Vietnam shut all hangs on Mongolia, and a closure of a leg that is gone closes nothing."""
    dataset = drawn(places=PLACES, north=NORTH, south=SOUTH)
    assert told(ask(dataset, scenario=Scenario(close=["CHN-VNM"]))) == {"north": "found"}
    assert told(ask(dataset, scenario=Scenario(close=["gate:bay"]))) == {"north": "found"}


def test_no_scenario_opens_what_nobody_reports(drawn):
    """A country opened gives back what reports know, not the legs of the report left out."""
    dataset = drawn(places=PLACES, north=NORTH)
    for opened in ("MNG", "pass:camp"):
        assert told(ask(dataset, scenario=Scenario(open=[opened]))) == {"north": "found"}


def test_questions_may_name_legs_of_the_report_left_out(drawn):
    dataset = drawn(places=PLACES, north=NORTH, south=SOUTH)
    assert told(ask(dataset, via="gate:bay")) == {"south": "found"}
    assert told(ask(dataset, avoid="gate:bay")) == {"north": "found"}


def test_a_leg_without_a_mode_takes_the_place_of_one_that_lost_it(drawn):
    """Only one report says by rail: without it the same leg is travelled by no stated mode, another way."""
    dataset = drawn(places=PLACES, plain=NORTH, rail=NORTH + 'mode = { "river:town" = "rail" }\n')
    found = ask(dataset)

    assert told(found) == {"rail": "way"}
    assert found.changes[0].in_words.startswith("Without rail another way by Mongolia, by air is the best")


def test_the_date_stays_in_words(drawn):
    found = ask(drawn(places=PLACES, north=NORTH), "2004-06")
    assert found.changes[0].path.as_of == found.path.as_of == "2004-06 (taken as 15 June 2004)"


def test_rows_are_fit_for_json(drawn):
    found = ask(drawn(places=PLACES, north=NORTH))
    (row,) = json.loads(json.dumps(found.to_rows()))
    assert row["reports"] == ["north"]
    assert (row["found"], row["exit"], row["risk_index"], row["places"]) == (False, None, None, [])


def test_progress_sees_every_report(drawn):
    seen = []

    def progress(groups):
        for group in groups:
            seen.append(group)
            yield group

    ask(drawn(places=PLACES, north=NORTH, south=SOUTH), progress=progress)
    assert seen == [("north",), ("south",)]


def test_bad_questions_are_refused(drawn):
    dataset = drawn(places=PLACES, north=NORTH)
    with pytest.raises(UnknownNameError):
        leave_one_out(dataset, "nowhere", "port", "2004")
    with pytest.raises(DateError):
        ask(dataset, "2025")


def test_leaving_out_is_as_if_the_file_were_not_there(draw, drawn):
    """Every leg, number and flag is that of a dataset read without the file; one by one."""
    parts = {
        "north": NORTH,
        "south": SOUTH,
        "mild": on("CHN-VNM", "minimal") + on("CHN", "high"),
        "other": on("CHN", "low") + '[[haven]]\non = "MNG"\nsince = 2000\nclaim = "Safe."\n',
    }
    dataset = drawn(places=PLACES, **parts)
    folder = draw(places=PLACES, **parts)
    for report in parts:
        file = folder / "reports" / f"{report}.toml"
        text = file.read_text(encoding="utf-8")
        file.unlink()
        read = build_network(read_dataset(folder, today=dataset.today), "2004")
        file.write_text(text, encoding="utf-8")
        built = build_network(without_reports(dataset, {report}), "2004")
        assert dict(built.nodes(data=True)) == dict(read.nodes(data=True))
        assert {leg[:3]: leg[3] for leg in built.edges(keys=True, data=True)} == {
            leg[:3]: leg[3] for leg in read.edges(keys=True, data=True)
        }
        assert built.graph["dormant"] == read.graph["dormant"]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(datasets(), st.data())
def test_reports_that_nothing_cites_change_no_leg_and_no_cost(dataset, data):
    """The proof, tried: for each report the answer is that of a network built without it."""
    dataset = replace(dataset, info=replace(dataset.info, people_at_risk=False))
    day = data.draw(st.sampled_from(sorted({r.date.start for r in dataset.reports.values()})))
    source = data.draw(st.sampled_from(sorted(dataset.places)))
    by = data.draw(st.sampled_from(["risk", "length"]))
    found = leave_one_out(dataset, source, "port", day, by)
    by_report = {one.reports[0].id: one for one in found.changes}
    reported = build_network(dataset, day)
    path = best_by(reported, source, "port", by)
    solved = 0
    for report in dataset.reports:
        G = build_network(without_reports(dataset, {report}), day)
        costs = [(leg[:3], leg[3]["risk_cost"]) for leg in sorted(G.edges(keys=True, data=True), key=str)]
        before = [
            (leg[:3], leg[3]["risk_cost"]) for leg in sorted(reported.edges(keys=True, data=True), key=str)
        ]
        solved += sorted(costs) != sorted(before)
        other = best_by(G, source, "port", by)
        assert (report in by_report) == (other.legs != path.legs or other.found != path.found)
        if report in by_report:
            assert by_report[report].path.legs == other.legs
    assert solved <= found.solved <= found.asked == len(dataset.reports)


def test_the_networks_without_reports_keep_date_and_scenario():
    """On the shipped dataset: what is closed stays closed, and the given network is not changed."""
    dataset = sp.load_dataset()
    G = build_network(dataset, "2004-06")
    legs = set(G.edges(keys=True))
    shut = Scenario("No missions", close=["mission@CHN"])
    H = network_without(dataset, {"taipei-times-2004-08-02"}, G, shut)

    assert H.graph["scenario"] == apply_scenario(G, shut).graph["scenario"]
    assert "taipei-times-2004-08-02" not in H.graph["reports"]
    assert set(G.edges(keys=True)) == legs
    assert not any(key == "entry" and H.nodes[v]["country"] == "CHN" for _, v, key in H.edges(keys=True))


@pytest.mark.parametrize("close", [(), ("mission@CHN",)])
def test_no_single_report_changes_the_exit_of_june_2004(close):
    """From Onsong to Seoul one report of 160 changes the towns passed; none the exit, none whether there is a way."""
    dataset = sp.load_dataset()
    scenario = Scenario(close=list(close))
    found = leave_one_out(dataset, "onsong", "seoul", "2004-06", scenario=scenario)

    assert (
        found.path.legs == safest_path(sp.load_network("2004-06", close=list(close)), "onsong", "seoul").legs
    )
    assert found.asked == len(dataset.reports)
    assert found.solved < found.asked
    assert [(one.changed, one.reports[0].id) for one in found.changes] == [
        (Changed.WAY, "taipei-times-2004-08-02")
    ]
