"""`safepassage certainty` and `path --draws`: how sure the safest way is, in words and as data."""

from __future__ import annotations

import json

import pytest

import safepassage as sp
from analysis import ensemble, leave_one_out, reported_closures, tolerance
from routes import write_scenario

ASKED = ("onsong", "--as-of", "2004-06", "--draws", "2000")
ENDS = ("seoul",)


@pytest.fixture(scope="module")
def G():
    return sp.load_network("2004-06")


@pytest.fixture(scope="module")
def drawn(G):
    return ensemble(G, "onsong", draws=2000, closures=("CHN-MNG", "CHN-PRK"))


def test_the_words_tell_shares_exits_quantiles_and_numbers(run, drawn):
    code, out, err = run("certainty", *ASKED)

    assert (code, err) == (0, "")
    share = drawn.standing("onsong").central.share
    assert f"best in {100 * share:.0f} % of 2,000 draws (seed 0)." in out
    assert "risk index      " in out
    assert "numbers turn the exit when moved alone" in out
    assert "closed alone" not in out
    assert "left out one by one" not in out
    assert out.index("entry shenyang-missions") < out.index("exposure CHN")  # the most fragile first


def test_numbers_that_turn_the_exit_inside_their_interval_are_marked(run, G):
    _, out, _ = run("certainty", *ASKED)
    found = tolerance(G, sp.safest_path(G, "onsong", "seoul"))
    marked = [line for line in out.splitlines() if line.endswith("INSIDE")]

    inside = [one for one in found.within if one.number.kind != "leg"]
    assert len(marked) == len(inside) > 0
    for line, one in zip(marked, inside, strict=True):
        assert line.startswith(one.number.in_words)


def test_the_data_are_those_of_the_library(run, G, drawn):
    closed = ("--close", "CHN-MNG", "--close", "CHN-PRK")
    code, out, _ = run("certainty", *ASKED, *closed, "--leave-one-out", "--json")

    assert code == 0
    told = json.loads(out)
    assert (told["draws"], told["seed"], told["closures"]) == (2000, 0, ["CHN-MNG", "CHN-PRK"])
    (answer,) = told["answers"]
    assert answer["ensemble"] == json.loads(json.dumps(drawn.standing("onsong").to_json()))
    assert answer["closures"] == [drawn.effect("onsong", c).to_json() for c in drawn.closures]
    found = tolerance(G, sp.safest_path(G, "onsong", "seoul"))
    assert answer["tolerances"] == json.loads(json.dumps([one.to_row() for one in found.tolerances]))
    without = leave_one_out(sp.load_dataset(), "onsong", ENDS, "2004-06")
    assert answer["left_out"]["changes"] == without.to_rows()
    assert "not probabilities" in told["note"]


def test_closures_are_told_in_the_order_asked_each_alone(run):
    _, out, _ = run("certainty", *ASKED, "--close", "mission@CHN", "--close", "CHN-PRK")
    rows = out[out.index("closed alone") :].splitlines()

    assert rows[1].startswith("diplomatic missions in China")
    assert "in none" in rows[1]
    assert rows[2].split("  ")[0] == "the China-North Korea border"
    assert rows[2].endswith("in all")


def test_reported_closures_and_those_of_a_file_can_be_asked(run, tmp_path):
    names = tmp_path / "closures.txt"
    names.write_text("CHN-VNM  # a remark\n", encoding="utf-8")
    of_reports = json.loads(run("certainty", *ASKED, "--closures", "reported", "--json")[1])
    of_file = json.loads(run("certainty", *ASKED, "--closures", str(names), "--json")[1])

    assert of_reports["closures"] == list(reported_closures(sp.load_dataset()))
    assert of_file["closures"] == ["CHN-VNM"]


def test_a_scenario_is_supposed_throughout(run, tmp_path):
    file = tmp_path / "shut.toml"
    write_scenario(sp.Scenario("missions shut", close=["mission@CHN"]), file)
    _, out, _ = run("certainty", *ASKED, "--scenario", str(file), "--leave-one-out", "--json")

    told = json.loads(out)
    G = sp.load_network("2004-06", close=["mission@CHN"])
    path = sp.safest_path(G, "onsong", "seoul")
    assert told["scenario"]
    (answer,) = told["answers"]
    assert answer["places"] == list(path.places)
    assert "mission@CHN" not in answer["ensemble"]["exits"]


def test_each_origin_is_asked_alone_and_one_without_a_way_says_so(run, tmp_path):
    file = tmp_path / "shut.toml"
    write_scenario(sp.Scenario("no way out", close=["CHN-PRK"]), file)
    code, out, _ = run("certainty", "onsong,yanji", *ASKED[1:], "--scenario", str(file), "--close", "CHN-MNG")

    assert code == 0
    onsong, yanji = out.split("\nYanji\n")
    assert "No way through, in any draw" in onsong
    assert "% of 2,000 draws" in yanji


def test_the_same_seed_gives_the_same_words_and_another_seed_others(run):
    first = run("certainty", *ASKED)
    assert first == run("certainty", *ASKED)
    assert first[1] != run("certainty", *ASKED, "--seed", "1")[1]


def test_a_path_tells_in_one_line_in_how_many_draws_it_is_best(run, drawn):
    code, out, err = run("path", *ASKED)
    (line,) = (line for line in out.splitlines() if "draws" in line)

    assert (code, err) == (0, "")
    share = drawn.standing("onsong").central.share
    assert line.startswith(f"Best in {100 * share:.0f} % of 2,000 draws (seed 0)")
    without = run("path", *ASKED[:3])[1]
    assert out.replace(f"{line}\n", "") == without


def test_a_path_with_draws_has_them_in_its_data(run, drawn):
    told = json.loads(run("path", *ASKED, "--json")[1])

    assert told["ensemble"].pop("draws") == 2000
    assert told["ensemble"].pop("seed") == 0
    assert told["ensemble"] == json.loads(json.dumps(drawn.standing("onsong").to_json()))
    assert told["ensemble"]["central"]["places"] == told["places"]
    assert "ensemble" not in json.loads(run("path", *ASKED[:3], "--json")[1])


def test_a_path_that_there_is_not_is_an_answer_with_draws_too(run):
    code, out, err = run("path", *ASKED, "--close", "CHN-PRK")

    assert (code, err) == (0, "")
    assert "draws" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("path", "onsong", "--draws", "0"), "the number of draws is 0"),
        (("path", "onsong", "--draws", "-1"), "the number of draws is -1"),
        (("path", "onsong", "--draws", "5", "--seed", "-1"), "the seed is -1"),
        (("path", "onsong", "--seed", "1"), "give --draws N with it"),
        (("path", "onsong", "--draws", "5", "-k", "2"), "leave -k out"),
        (("path", "onsong", "--draws", "5", "--pareto"), "leave --pareto out"),
        (("path", "onsong", "--draws", "5", "--via", "CHN-LAO"), "leave --via out"),
        (("path", "onsong", "--draws", "5", "--by", "length"), "ask --by risk"),
        (("path", "onsong,hyesan", "--draws", "5"), "'certainty' takes several"),
        (("certainty", "onsong", "--draws", "0"), "the number of draws is 0"),
        (("certainty", "onsong", "--draws", "-1"), "the number of draws is -1"),
        (("certainty", "onsong", "--draws", "many"), "many"),
        (("certainty", "onsong", "--seed", "-1"), "the seed is -1"),
        (("certainty", ","), "no origin is named"),
        (("certainty", "onsnog"), "Did you mean"),
        (("certainty", "onsong", "--close", "CHN-MNH"), "Did you mean"),
        (("certainty", "onsong", "--closures", "no-such-file.txt"), "no-such-file.txt"),
        (("certainty", "onsong", "--closures", "reported", "--close", "MNG"), "give one of them"),
        (("certainty", "onsong", "--scenario", "no-such.toml"), "no-such.toml"),
        (("certainty", "onsong", "--as-of", "2999"), "2999"),
    ],
)
def test_what_cannot_be_told_is_one_line_and_exit_code_2(run, arguments, words):
    code, out, err = run(*arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
