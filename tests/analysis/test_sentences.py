"""Sentences: every case in both languages, and nothing that a page could not fill as well."""

import re
from dataclasses import replace

import pytest

from analysis import (
    CLOSE_CALL,
    Exit,
    Objective,
    answer_of,
    best_by,
    closed_in_words,
    names_in,
    read_sentences,
    sentence_of,
    supposed_in_words,
)
from analysis.comparison.sentences import LANGUAGES, Answer, fill
from geodata import PlaceKind, QuestionError
from routes import TravelMode

NAMES = {"hill": "Hill", "town": "Town", "camp": "Camp", "port": "Port", "CHN": "China", "VNM": "Vietnam"}
TO_TOWN = ("hill", "town", "road")
BY_MISSION = Answer(
    origin="hill",
    legs=(TO_TOWN, ("town", "port", "entry")),
    km=900,
    risk="0.17",
    risk_cost=0.19,
    borders=("PRK:CHN",),
    exit=("CHN", "mission"),
)
BY_AIR = Answer(
    origin="hill",
    legs=(TO_TOWN, ("town", "camp", "rail"), ("camp", "port", "air")),
    km=3800,
    risk="0.31",
    risk_cost=0.37,
    borders=("PRK:CHN", "CHN:VNM"),
    exit=("VNM", "air"),
)
NO_WAY = Answer(origin="hill", legs=None)


def told(before, after, *, by="risk", closed=("CHN",), language="en"):
    opening = closed_in_words(closed, NAMES, language)
    return sentence_of(before, after, by=by, opening=opening, names=NAMES, language=language)


def test_another_way_is_told_by_where_it_leaves_the_former_one():
    assert told(BY_MISSION, BY_AIR) == (
        "With China closed, the safest way from Hill leaves the former one at Town: "
        "2,900 km longer, risk index 0.17 → 0.31, now through Vietnam, by air."
    )
    assert "2,900 km shorter" in told(BY_AIR, BY_MISSION)


def test_who_is_cut_off_is_told_what_way_there_was():
    assert told(BY_AIR, NO_WAY, by="length") == (
        "With China closed, no way from Hill is left; the shortest one was 3,800 km long, "
        "risk index 0.31, through Vietnam, by air."
    )


def test_a_way_where_there_was_none_is_told():
    assert told(NO_WAY, BY_MISSION) == (
        "With China closed, there is a way from Hill where there was none: the safest one is 900 km long, "
        "risk index 0.17, through China, by its diplomatic missions."
    )


def test_no_way_before_and_none_after_is_told_as_that():
    assert told(NO_WAY, NO_WAY) == "With China closed, there is no way from Hill, as before."


def test_what_changes_nothing_is_told_as_that():
    assert told(BY_MISSION, BY_MISSION) == (
        "With China closed, the safest way from Hill stays as it was: 900 km, risk index 0.17, "
        "through China, by its diplomatic missions."
    )


def test_the_same_legs_with_another_risk_are_the_same_way_weighed_anew():
    riskier = Answer(
        origin="hill", legs=BY_MISSION.legs, km=900, risk="0.27", risk_cost=0.31, exit=("CHN", "mission")
    )
    assert told(BY_MISSION, riskier) == (
        "With China closed, the safest way from Hill passes the same places: as long, "
        "risk index 0.17 → 0.27, still through China, by its diplomatic missions."
    )


def test_two_ways_whose_risk_differs_by_less_than_a_close_call_are_called_close():
    near = Answer(origin="hill", legs=BY_AIR.legs, km=900, risk="0.17", risk_cost=0.2399, exit=None)
    assert told(BY_MISSION, near).endswith("as long, risk index 0.17 as before; in risk the two are close.")
    far = Answer(origin="hill", legs=BY_AIR.legs, km=900, risk="0.21", risk_cost=0.2401, exit=None)
    assert "close." not in told(BY_MISSION, far)


def test_ways_without_a_common_beginning_differ_from_the_start():
    other = Answer(origin="hill", legs=(("hill", "town", "rail"),), km=900, risk="0.17", risk_cost=0.9)
    assert told(BY_MISSION, other) == (
        "With China closed, the safest way from Hill is another from the start: "
        "as long, risk index 0.17 as before."
    )


def test_countries_that_the_way_newly_enters_are_told_before_its_exit():
    over = ("PRK:CHN", "CHN:LAO", "LAO:KHM", "KHM:VNM", "CHN:LAO")
    longer = replace(BY_AIR, borders=over, legs=(TO_TOWN, ("town", "far", "road"), ("far", "port", "air")))
    assert told(BY_MISSION, longer).endswith("now through LAO, KHM and Vietnam, by air.")
    assert "now through LAO, KHM and Vietnam, by air;" in told(BY_AIR, longer)
    assert "still through Vietnam, by air;" in told(longer, BY_AIR)
    assert "여전히 Vietnam에서 항공편으로 나감." in told(longer, BY_AIR, language="ko")


def test_several_destinations_are_told_apart():
    opening = closed_in_words(["CHN"], NAMES)
    said = sentence_of(NO_WAY, NO_WAY, by="risk", opening=opening, names=NAMES, destination="port")
    assert said == "With China closed, there is no way from Hill to Port, as before."


def test_a_way_that_ends_where_the_other_goes_on_parts_from_it_there():
    begun = Answer(origin="hill", legs=(TO_TOWN,), km=900, risk="0.17", risk_cost=0.19)
    assert "leaves the former one at Town:" in told(BY_MISSION, begun)


@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ([], "With nothing closed"),
        (["CHN-VNM"], "With the China-Vietnam border closed"),
        (["CHN:VNM"], "With the border from China into Vietnam closed"),
        (["hill:town"], "With the leg Hill - Town closed"),
        (["town", "VNM"], "With Town and Vietnam closed"),
        (
            ["mission@CHN", "air@VNM", "nowhere"],
            "With diplomatic missions in China, flights in Vietnam and nowhere closed",
        ),
    ],
)
def test_closures_are_named_as_people_say_them(closed, said):
    assert closed_in_words(closed, NAMES) == said


def test_openings_tell_other_dates_and_other_scenarios(G):
    day = G.graph["as_of"].replace(2006, 7, 1)
    assert closed_in_words([], NAMES, day=day) == "As of 1 July 2006"
    assert closed_in_words(["CHN"], NAMES, day=day) == "As of 1 July 2006, with China closed"
    assert closed_in_words(["CHN"], {"CHN": "중국"}, "ko", day=day) == "2006년 7월 1일 기준으로 중국 폐쇄 시"
    assert supposed_in_words(["CHN opened"], day=day) == "As of 1 July 2006, with CHN opened"
    assert supposed_in_words([]) == "With nothing changed"


def test_what_fills_a_slot_is_not_filled_again():
    assert fill("opening.closed", {"closed": "{closed} {origin}"}) == "With {closed} {origin} closed"


def test_a_missing_slot_or_template_is_an_error_that_names_the_file():
    for key, language in (("same", "en"), ("sane", "en"), ("same", "fr")):
        with pytest.raises(QuestionError, match=r"sentences\.json"):
            fill(key, {}, language)


def test_every_template_has_both_languages_with_the_same_slots():
    templates = read_sentences()["templates"]
    for key, texts in templates.items():
        assert tuple(texts) == LANGUAGES, key
        slots = [set(re.findall(r"\{(\w+)\}", text)) for text in texts.values()]
        assert slots[0] == slots[1], key


def test_the_templates_know_every_word_that_can_be_asked_for():
    templates = read_sentences()["templates"]
    assert {f"best.{by}" for by in Objective} <= templates.keys()
    assert {f"kind.{kind}" for kind in (*PlaceKind, *TravelMode)} <= templates.keys()
    for manner in ("mission", "air", "sea", "ground"):
        said = fill(f"by.{manner}", {"country": "Vietnam"})
        assert said == Exit("VNM", manner).in_words


def test_the_file_calls_close_what_the_program_calls_close():
    assert read_sentences()["close_call"] == CLOSE_CALL


def test_sentences_of_a_network_are_told_in_its_names(G):
    for language in LANGUAGES:
        names = names_in(G, language)
        path = answer_of(best_by(G, "onsong", "seoul", "risk"))
        said = sentence_of(
            path,
            path,
            by="risk",
            opening=closed_in_words([], names, language),
            names=names,
            language=language,
        )
        assert names["onsong"] in said
        assert "{" not in said


@pytest.fixture(scope="module")
def G():
    import safepassage as sp

    return sp.load_network("2004-06")
