"""Scenarios as values and as files: what they refuse, how they add, and that files read back the same."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import ScenarioError
from routes import (
    Action,
    Change,
    RiskLevel,
    Scenario,
    apply_scenario,
    diff_scenarios,
    read_scenario,
    scenario_words,
    write_scenario,
)

FULL = """
name = "Autumn"
reason = "what the neighbours announced"
close = ["CHN-MNG", { on = "mission@CHN", since = "2004-10", until = 2005 }]
open = "CHN-LAO"
level = { "CHN-VNM" = "high" }

[[factor]]
on = "CHN"
risk = 2
length = 1.5

[[add]]
on = "tumen-river"
length_km = -3.5
until = 2004-12-24
"""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes the text of a scenario file."""

    def _file(text: str | bytes):
        path = tmp_path / "autumn.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _file


def refused(call, *args, **kwargs):
    with pytest.raises(ScenarioError) as caught:
        call(*args, **kwargs)
    return str(caught.value)


# values


def test_a_full_file_is_read(file):
    """Every action, with and without dates; vague dates are kept as days."""
    assert read_scenario(file(FULL)) == Scenario(
        "Autumn",
        close=["CHN-MNG", Change("mission@CHN", since=dt.date(2004, 10, 1), until=dt.date(2005, 12, 31))],
        open=["CHN-LAO"],
        level=[Change("CHN-VNM", level="high")],
        factor=[Change("CHN", risk=2.0, length=1.5)],
        add=[Change("tumen-river", length_km=-3.5, until=dt.date(2004, 12, 24))],
        reason="what the neighbours announced",
    )


def test_the_page_on_scenarios_shows_a_file_that_is_read(file):
    """The first example of docs/scenarios.md is sound."""
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "scenarios.md").read_text(encoding="utf-8")
    scenario = read_scenario(file(page.split("```toml\n")[1].split("```")[0]))
    assert {action for action, _ in scenario.entries()} == set(Action)


def test_plain_changes_are_text():
    """So that one way of writing equals the other, and hashes alike."""
    one, other = Scenario(close=Change(" CHN-MNG ")), Scenario(close="CHN-MNG")
    assert one == other
    assert one.close == ("CHN-MNG",)
    assert (
        len({one, other, Scenario(level={"CHN": "low"}), Scenario(level=[Change("CHN", level="low")])}) == 2
    )


def test_entries_come_in_the_order_in_which_they_are_applied():
    """Open, level, factor, add, close, however they were written."""
    scenario = Scenario(
        close=["a"],
        open=["b"],
        add=[Change("c", risk_cost=1)],
        factor=[Change("d", risk=2)],
        level={"e": "low"},
    )
    assert [(str(action), change.on) for action, change in scenario.entries()] == [
        ("open", "b"),
        ("level", "e"),
        ("factor", "d"),
        ("add", "c"),
        ("close", "a"),
    ]


def test_an_empty_scenario_is_falsy_and_neutral():
    """Adding nothing changes nothing."""
    one = Scenario("x", close=["CHN"], reason="because")
    assert not Scenario("named but empty")
    assert one
    assert one + Scenario() == Scenario() + one == one


def test_adding_is_no_matter_of_anything_else():
    """Only scenarios add to scenarios."""
    with pytest.raises(TypeError):
        Scenario() + "CHN"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"close": ["CHN-MNG"], "open": ["chn-mng"]}, "'chn-mng' is both closed and opened at the same time"),
        ({"level": [Change("A", level="low"), Change("A", level="high")]}, "'A' is set to low and to high"),
        ({"factor": [Change("A")]}, "factor 1, 'A': factor alone changes nothing; give risk or length"),
        ({"close": [Change("A", level="low")]}, "'level' is nothing that close does; put it under level"),
        ({"add": [Change("A", risk=2.0)]}, "put it under factor"),
        ({"level": ["CHN"]}, "level alone changes nothing"),
        ({"close": 5}, "close: '5' is no list of targets or changes"),
        ({"close": [5]}, "close 1, on: '5' is no text"),
        ({"close": ["CHN", None]}, "close 2, on: 'None' is no text"),
        ({"close": [{"on": "A", "untill": 2004}]}, "is no change; write Change"),
        ({"factor": {"CHN": 2}}, "is no list of targets or changes"),
        ({"level": {"CHN": "bad"}}, "level 1, level: 'bad' is not one of the words"),
        ({"name": "two\nlines"}, "name: .* write it in one line"),
        ({"name": "\ud800"}, "half a character"),
        ({"reason": 4}, "reason: '4' is no text"),
    ],
)
def test_what_a_scenario_refuses(given, words):
    """Each with the value, the rule and the remedy."""
    with pytest.raises(ScenarioError, match=words):
        Scenario(**given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"risk": 0}, "risk: '0' is no factor"),
        ({"risk": -1}, r"risk: '-1' lies outside \[0, 1000000\]"),
        ({"risk": math.nan}, "risk: 'nan' lies outside"),
        ({"length": math.inf}, "length: 'inf' lies outside"),
        ({"length": "2"}, "is no number"),
        ({"risk": True}, "is no number"),
        ({"risk_cost": math.nan}, "lies outside"),
        ({"length_km": 10**400}, "lies outside"),
        ({"since": "soon"}, "since: 'soon' is no date; write 2004-08-02"),
        ({"since": 2005, "until": 2004}, r"until lies before since \(2005-01-01\); swap or mend"),
        ({"until": 99}, "until: '99' is no date"),
        ({"level": "dangerous"}, "use one of: minimal, low"),
    ],
)
def test_what_a_change_refuses(given, words):
    """Numbers out of range, dates that are none, words that are no level."""
    with pytest.raises(ScenarioError, match=words):
        Change("CHN", **given)


def test_contradictions_need_a_day_in_common():
    """Closed until May and opened in June is a plan; opened on the last closed day is a contradiction."""
    shut = Change("CHN-MNG", until="2004-05")
    Scenario(close=[shut], open=[Change("CHN-MNG", since="2004-06")])
    assert "both closed and opened" in refused(
        Scenario, close=[shut], open=[Change("CHN-MNG", since="2004-05-31")]
    )
    Scenario(level=[Change("A", level="low", until=2003), Change("A", level="high", since=2004)])
    Scenario(level=[Change("A", level="low"), Change("A", level="low", until=2003)])
    assert "both closed" in refused(Scenario("x", close=["A"]).__add__, Scenario("y", open=["A"]))


def test_all_faults_of_a_scenario_are_told_at_once():
    """One a line, below how many there are."""
    told = refused(Scenario, "x", close=[5, "A"], open=["A"], factor=[Change("B")], reason=7)
    assert told.splitlines()[0] == "scenario 'x' has 4 faults:"
    assert len(told.splitlines()) == 5


# files


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the scenario changes nothing; name a target under one of open, level, factor, add, close"),
        ('name = "nothing"\nclose = []', "the scenario changes nothing"),
        ("close = [", "is no TOML"),
        (b"\xff\xfe", "is not in UTF-8"),
        ("# " + "x" * 300_000, "is larger than 256 KiB"),
        ("close = 5", "close: '5' - is no list; write close = [ ... ], or [[close]]"),
        ("[close]\non = 'CHN'", "is no list"),
        ("factor = ['CHN']", "factor 1: 'CHN' - is not a table"),
        ("close = [{ on = ' ' }]", "close 1, on: an entry needs a target"),
        ("close = ['']", "close 1, on: an entry needs a target"),
        ("[[level]]\non = 'CHN'", "level 1: level alone changes nothing; give level"),
        ("[[open]]\non = 'CHN'\nrisk = 2", "open 1, risk: 'risk' - is nothing that open does"),
        ("[[add]]\non = 'CHN'\nlength_km = 1\nkm = 3", "add 1: 'km' - is no key of this table"),
        ("[[close]]\non = 'CHN'\nsince = 12:30:00", "is no date"),
        ("shut = ['CHN']", "'shut' - is no key"),
        ("level = { CHN = 'closed' }\nopen = 'chn'", "'chn' - is both closed and opened"),
    ],
)
def test_what_a_file_may_not_hold(file, text, words):
    """The message names the file, the entry, the value and the remedy."""
    told = refused(read_scenario, file(text))
    assert told.startswith("scenario file 'autumn.toml'")
    assert words in told


def test_a_file_that_is_not_there(tmp_path):
    """A clear error of this program, not a traceback."""
    told = refused(read_scenario, tmp_path / "none.toml")
    assert (
        told
        == "scenario file 'none.toml' cannot be read (No such file or directory); check its name and permissions"
    )


def test_all_faults_of_a_file_are_told_at_once(file):
    """Each with its place."""
    told = refused(
        read_scenario,
        file(
            'name = 3\nclos = ["x"]\nopen = ["CHN-MNG"]\nlevel = { VNM = "bad" }\n'
            'close = ["CHN-MNG", { on = "VNM", since = "2004-13", until = "x" }, 5]\n'
            "[[factor]]\non = 'CHN'\nrisk = nan\n"
        ),
    )
    head, *faults = told.splitlines()
    assert head == "scenario file 'autumn.toml' has 8 faults:"
    places = ["name:", "'clos'", "level 1, level:", "factor 1, risk:", "close 2, since:", "close 2, until:"]
    assert [
        fault.removeprefix("- ").startswith(place) for fault, place in zip(faults, places, strict=False)
    ] == [True] * 6
    assert "Did you mean close?" in faults[1]
    assert "both closed and opened" in faults[-1]


def test_an_empty_scenario_is_not_written(tmp_path):
    """It could not be read back; an old file stays."""
    path = tmp_path / "old.toml"
    path.write_text("old")
    assert "changes nothing" in refused(write_scenario, Scenario("idle"), path)
    assert path.read_text() == "old"


def test_plain_closures_are_written_as_one_line(tmp_path):
    """As a person would."""
    path = write_scenario(Scenario("x", close=["CHN-MNG", "mission@CHN"]), tmp_path / "x.toml")
    assert path.read_text() == 'name = "x"\nclose = ["CHN-MNG", "mission@CHN"]\n'


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=30)
targets = st.sampled_from(
    ["CHN-MNG", "CHN:MNG", "CHN", 'quo"te', "back\\slash", "연길", "\N{FLAG IN HOLE}"]
) | texts.filter(str.strip)
days = st.none() | st.dates(dt.date(1996, 1, 1), dt.date(2020, 1, 1))
numbers = st.floats(-1e6, 1e6)
factors = st.floats(0, 1e6, exclude_min=True)


@st.composite
def changes(draw, **effects):
    since, until = draw(days), draw(days)
    if since and until and until < since:
        since, until = until, since
    given = {name: draw(values) for name, values in effects.items()}
    return Change(draw(targets), since=since, until=until, **given)


@st.composite
def scenarios(draw):
    """Draw scenarios that do not contradict themselves: targets of levels and openings are drawn apart."""

    def apart(entries):
        return st.lists(entries, max_size=3, unique_by=lambda change: change.on.casefold())

    opened = draw(apart(changes()))
    names = {change.on.casefold() for change in opened}
    keep = [c for c in draw(st.lists(changes(), max_size=3)) if c.on.casefold() not in names]
    levels = [
        c
        for c in draw(apart(changes(level=st.sampled_from([*RiskLevel]))))
        if c.on.casefold() not in names or c.level != RiskLevel.CLOSED
    ]
    factor = changes(risk=factors) | changes(length=factors) | changes(risk=factors, length=factors)
    add = (
        changes(risk_cost=numbers)
        | changes(length_km=numbers)
        | changes(risk_cost=numbers, length_km=numbers)
    )
    return Scenario(
        draw(texts),
        close=keep,
        open=opened,
        level=levels,
        factor=draw(st.lists(factor, max_size=3)),
        add=draw(st.lists(add, max_size=3)),
        reason=draw(texts),
    )


@given(scenario=scenarios())
def test_a_file_reads_back_as_the_scenario_that_was_written(tmp_path_factory, scenario):
    """Exactly: every text, day and number."""
    path = tmp_path_factory.getbasetemp() / "round.toml"
    if not scenario:
        refused(write_scenario, scenario, path)
        return
    back = read_scenario(write_scenario(scenario, path))
    assert back == scenario
    assert hash(back) == hash(scenario)
    assert diff_scenarios(back, scenario) == ()


@given(a=scenarios(), b=scenarios(), c=scenarios())
def test_scenarios_add_in_any_grouping(a, b, c):
    """Where the sum is no contradiction, and else it is one in both groupings."""

    def total(add):
        try:
            return add()
        except ScenarioError:
            return None

    left, right = total(lambda: (a + b) + c), total(lambda: a + (b + c))
    assert left == right
    if left:
        assert sorted(map(repr, left.entries())) == sorted(
            map(repr, (*a.entries(), *b.entries(), *c.entries()))
        )


# words


def test_every_entry_has_its_words(file):
    """In the order of application, with its days."""
    assert scenario_words(read_scenario(file(FULL))) == (
        "CHN-LAO opened",
        "CHN-VNM set to high",
        "CHN risk ×2 and length ×1.5",
        "tumen-river length -3.5 km until 24 December 2004",
        "CHN-MNG closed",
        "mission@CHN closed from 1 October 2004 until 31 December 2005",
    )
    assert scenario_words(Scenario()) == ()


def test_differences_are_told_entry_by_entry():
    """Changed where both do the same to one target, else on the side that has it."""
    a = Scenario(close=["A", "B"], level={"C": "low"})
    b = Scenario(close=["A", Change("B", until=2004)], level={"C": "high"}, open=["D"])
    assert diff_scenarios(a, b) == (
        "changed: C set to low -> C set to high",
        "changed: B closed -> B closed until 31 December 2004",
        "only in the second: D opened",
    )
    assert diff_scenarios(b, b) == ()
    assert diff_scenarios(a, Scenario("empty")) == (
        "only in the first: C set to low",
        "only in the first: A closed",
        "only in the first: B closed",
    )


def test_a_scenario_without_entries_is_the_reported_network(network):
    """Applied, a named but empty one changes nothing either."""
    G = network()
    assert apply_scenario(G, Scenario("named")).graph == G.graph
