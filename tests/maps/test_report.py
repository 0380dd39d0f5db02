"""The report as text: the answer, what closures change, the sources; in both languages, and for hostile data."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from importlib import resources
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

import safepassage as sp
from analysis import Undoing, margin_in_words, names_in, timeline
from geodata import UnknownNameError
from maps import render_report, save_report
from maps.report.answer import answer_section
from maps.report.closures import closures_section
from maps.report.sources import limits_section, sources_section
from maps.report.still import still_picture
from maps.report.timeline import timeline_section
from maps.report.words import fill, tell
from routes import to_bibtex
from safepassage.reporting import ask_for_report

HOSTILE = (
    "</title></script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>{{ 7*7 }}<!--map-->"
)
REPORT = Path(sp.__file__).parents[1] / "maps" / "report"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return the dataset that a user starts from: one way, one border."""
    folder = tmp_path_factory.mktemp("report") / "small"
    sp.write_new_dataset(folder)
    return sp.load_dataset(folder)


@pytest.fixture(scope="module")
def small_answers(small):
    return ask_for_report(small, draws=50)


def _shown(markup, language):
    """Return the text of markup as a reader of one language sees it."""
    other = {"en": "ko", "ko": "en"}[language]
    kept = re.sub(rf'<span lang="{other}" class="in-{other}">(.*?)</span>', "", str(markup), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", kept))


# the answer -----------------------------------------------------------------------------------


def test_answer_tells_way_margin_draws_and_what_all_ways_pass(answers):
    """Every number is that of the path; the margin is the sentence that comparisons tell too."""
    path, told = answers.safest("onsong"), _shown(answer_section(answers), "en")

    assert "Past reports, not advice." in told
    assert f"leads through {path.exit.in_words}: {path.length_km:,.0f} km, {path.days:.1f} days" in told
    assert f"risk index {path.risk_index:.2f}, with an interval from {path.risk_index_low:.2f}" in told
    assert margin_in_words(path, names_in(answers.network)) in told
    share = answers.ensemble.standing("onsong").central.share
    assert f"the best in {100 * share:.0f} % of draws" in told
    assert "Every way reported passes the China-North Korea border." in told
    assert f"This way rests on {len(path.reports)} published reports." in told


def test_answer_is_told_in_korean_too(answers):
    path, told = answers.safest("onsong"), _shown(answer_section(answers), "ko")

    assert (
        f"위험 지수 {path.risk_index:.2f}(범위 {path.risk_index_low:.2f}~{path.risk_index_high:.2f})" in told
    )
    assert margin_in_words(path, names_in(answers.network, "ko"), "ko") in told
    assert "2004년 6월 15일 기준" in told
    assert "온성" in told
    assert not re.search("[A-Za-z]{3,}", told)


def test_closures_are_counted_by_what_they_do_to_the_safest_way(answers):
    cases = [d.case for c in answers.closures.cases for d in c.differences if d.objective == "risk"]
    none, same = cases.count("cut_off"), cases.count("same")

    told = _shown(answer_section(answers), "en")
    assert f"Of {len(cases)} closures, each taken alone, {none} would leave no way" in told
    assert f"{len(cases) - none - same} would change the safest way, {same} would leave it as it was" in told


def test_each_place_of_the_safest_way_is_named_in_order(answers):
    names = names_in(answers.network)
    told = _shown(answer_section(answers), "en").partition("place by place")[2]

    places = [told.index(names[place]) for place in answers.safest("onsong").places]
    assert places == sorted(places)


def test_several_origins_are_answered_each(small, small_answers):
    """Each has its heading, its sentence, its row; the map's cards tell them apart."""
    several = ask_for_report(small, ["hill-town", "ferry-town"], draws=0)
    told = _shown(answer_section(several), "en")

    assert told.count("From Hill Town") == told.count("From Ferry Town") == 1
    assert [path.label for path in several.drawn] == [
        "Safest path from Hill Town",
        "Safest path from Ferry Town",
    ]
    assert "from Hill Town and Ferry Town to Harbour City?" in render_report(several)
    assert "Only the first origin is shown." in _shown(timeline_section(several), "en")
    assert several.of("ferry-town") == several.paths[3:]
    assert small_answers.drawn == small_answers.paths


def test_page_without_a_way_says_so_and_why(small):
    none = ask_for_report(small, as_of="2000-06", draws=20)
    told = _shown(answer_section(none), "en")

    assert f"No way through: {none.safest('hill-town').reason}" in told
    assert "no closure would change anything" in _shown(closures_section(none), "en")
    assert "The answer rests on no report." not in _shown(answer_section(none), "en")
    assert "No way through" in render_report(none)


def test_origin_that_is_the_destination_has_nothing_to_travel(small):
    told = _shown(answer_section(ask_for_report(small, "harbour-city", draws=0)), "en")

    assert "Origin and destination are the same place: nothing to travel." in told


# closures -------------------------------------------------------------------------------------


def test_closures_stand_in_the_order_of_their_names_with_what_would_help(answers):
    """Those that change something have a row each, in both languages; the others are named."""
    section = str(closures_section(answers))
    changed = [
        case
        for case in answers.closures.cases
        if any(d.case not in {"same", "none"} for d in case.differences)
    ]
    rows = re.findall("<tr.*?</tr>", section, flags=re.DOTALL)[1:]

    assert [case.label for case in changed] == sorted(case.label for case in changed)
    assert 0 < len(changed) == len(rows) < len(answers.closures.cases)
    for case, row in zip(changed, rows, strict=True):
        for language, opening in (("en", f"{case.opening()}, "), ("ko", f"{case.opening('ko')} ")):
            told = _shown(row, language)
            for sentence in case.sentences(language):
                assert sentence.removeprefix(opening)[1:] in told
        opened = [relief for relief in case.reliefs if relief.how is Undoing.OPENED]
        assert _shown(row, "en").count("opened again:") == len(opened)
        assert "다시 열림:" in _shown(row, "ko") or not opened
    kept = _shown(section, "en").partition("neither the safest nor the shortest way: ")[2]
    assert kept.count(";") == len(answers.closures.cases) - len(changed) - 1


def test_closures_that_were_asked_about_are_told_alone_and_together(small):
    given = ask_for_report(small, close=["CHN-PRK", "market-town"], draws=0)

    assert [len(list(case.scenario.entries())) for case in given.closures.cases] == [1, 1, 2]
    told = _shown(closures_section(given), "en")
    assert "all together at last" in told
    assert "The China-North Korea border and Market Town" in told
    assert "Of 2 closures, each taken alone, 2 would leave no way" in _shown(answer_section(given), "en")


def test_dataset_without_anything_to_close_says_so(small_answers):
    assert "could be closed" in str(closures_section(dataclasses.replace(small_answers, closures=None)))


# time, draws, limits --------------------------------------------------------------------------


def test_bars_and_numbers_of_the_timeline_lead_to_rows_and_claims(answers):
    section = str(timeline_section(answers))

    bars, numbers = (set(re.findall(rf'href="#({name}-\d+)"', section)) for name in ("span", "change"))
    assert bars == set(re.findall(r'id="(span-\d+)"', section))
    assert numbers == set(re.findall(r'id="(change-\d+)"', section))
    assert len(bars) == len(answers.spans) == len(numbers) + 1
    assert f"changed {len(numbers)} times" in _shown(answer_section(answers), "en")


def test_without_months_or_draws_the_page_leaves_them_out(small_answers):
    bare = dataclasses.replace(small_answers, spans=(), ensemble=None)

    assert "No month was asked about." in str(timeline_section(bare))
    told = _shown(answer_section(bare), "en")
    assert "drawn" not in told
    assert "From January" not in told
    assert '"ensemble":null' in render_report(bare)


def test_limits_are_told_in_both_languages(answers):
    english, korean = (_shown(limits_section(answers), language) for language in ("en", "ko"))

    assert "It was not measured." in english
    assert "측정한 값이 아닙니다" in korean


def test_limits_are_those_of_the_answers(answers):
    """Where places are exact nobody is told that they are rounded, and without draws no share is told."""
    info = dataclasses.replace(answers.dataset.info, people_at_risk=False, people_at_risk_reason="a drill")
    data = dataclasses.replace(answers.dataset, info=info)
    exact = dataclasses.replace(answers, dataset=data, ensemble=None)

    for words in ("rounded", "share of draws"):
        assert words in _shown(limits_section(answers), "en")
        assert words not in _shown(limits_section(exact), "en")


# sources --------------------------------------------------------------------------------------


def test_sources_are_those_of_the_ways_and_of_the_changes_oldest_first(answers):
    cited = {report for path in answers.paths for report in path.reports}
    cited |= {cause.report for span in answers.spans for cause in span.causes}
    section = str(sources_section(answers))

    assert {report.id for report in answers.reports} == cited
    days = [report.date.start for report in answers.reports]
    assert days == sorted(days)
    assert section.count("<li>") == len(cited)
    assert answers.dataset.info.citation in section


def test_bibtex_stands_in_the_page(answers):
    """What a link saves is the BibTeX of the library, of the sources and of all reports of the map."""
    section = html.unescape(str(sources_section(answers)))
    found = re.findall(
        r'href="data:application/x-bibtex;charset=utf-8,([^"]*)" download="([\w.-]+)"', section
    )

    assert [name for _, name in found] == ["sources.bib", "all-reports.bib"]
    assert unquote(found[0][0]) == to_bibtex(answers.reports)
    assert unquote(found[1][0]).count("\n@") == len(answers.network.graph["reports"]) - 1


# the page -------------------------------------------------------------------------------------


def test_same_answers_give_the_same_bytes_in_a_file_of_a_few_megabytes(small_answers, answers, tmp_path):
    assert render_report(small_answers) == render_report(small_answers)
    assert save_report(answers, tmp_path / "report.html").stat().st_size < 3_000_000


def test_still_picture_is_whole_and_holds_the_way(small_answers):
    address = re.search(r'src="([^"]*)"', str(still_picture(small_answers)))[1]
    picture = ET.fromstring(unquote(html.unescape(address).partition(",")[2]).encode())  # noqa: S314 - our own

    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    texts = [
        "".join(element.itertext()).strip() for element in picture.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert {"Hill Town", "Harbour City"} <= set(texts)


def test_nothing_of_a_hostile_dataset_becomes_markup(small):
    """Names, titles, reasons and addresses stay text: in the page, in its data, in links."""
    info = dataclasses.replace(small.info, title=HOSTILE, citation=HOSTILE, licence=HOSTILE, contact=HOSTILE)
    places = {
        key: dataclasses.replace(place, name=HOSTILE, name_ko=HOSTILE) if key == "hill-town" else place
        for key, place in small.places.items()
    }
    reports = {
        key: dataclasses.replace(report, title=HOSTILE, author=HOSTILE, url="javascript:window.hit=1")
        for key, report in small.reports.items()
    }
    hostile = dataclasses.replace(small, info=info, places=places, reports=reports, notices=(HOSTILE,))
    page = render_report(ask_for_report(hostile, draws=10))

    assert "<script>window.hit" not in page
    assert "<img src=x" not in page
    assert not re.search("(href|src)=.?javascript", page)
    assert page.count("<script") == 4 + 2  # Leaflet, two of folium, the page's own; two of data
    assert page.count("<!--map-->") == 0
    assert "{{ 7*7 }}" in page  # as it was written: no template was run


def test_every_word_has_two_languages_with_the_same_slots():
    """And every word is used, by a key that stands in the code or is put together there."""
    words = json.loads((resources.files("maps.report") / "words.json").read_text(encoding="utf-8"))
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(REPORT.glob("*.py")))

    for key, told in words.items():
        english, korean = told
        assert english.strip(), key
        assert korean.strip(), key
        assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", korean)), key
        group, _, name = key.partition(".")
        assert f'"{key}"' in code or f"{group}.{{" in code or name == "title", key


def test_slots_are_filled_for_each_language_and_numbers_choose_the_plural():
    assert fill("answer.from", "en", origin=("Onsong", "온성")) == "From Onsong"
    assert fill("answer.from", "ko", origin=("Onsong", "온성")) == "온성에서"
    assert [fill("reports", "en", n=n) for n in (1, 1200)] == [
        "1 published report",
        "1,200 published reports",
    ]
    assert "&lt;b&gt;" in tell("answer.from", origin="<b>")


# asking ---------------------------------------------------------------------------------------


def test_dataset_that_names_no_place_wants_one(small):
    nameless = dataclasses.replace(small, info=dataclasses.replace(small.info, origins=(), destinations=()))

    with pytest.raises(UnknownNameError, match="the dataset names no origin: say where the ways begin"):
        ask_for_report(nameless)
    with pytest.raises(UnknownNameError, match="the dataset names no destination"):
        ask_for_report(nameless, "hill-town")


def test_months_are_those_of_the_dataset(small, small_answers):
    known = timeline(small, "hill-town", "harbour-city")

    assert [(span.first, span.last) for span in small_answers.spans] == [
        (span.first, span.last) for span in known
    ]


def test_one_call_writes_the_page(small, tmp_path):
    path = sp.save_report(tmp_path / "report.html", dataset=small, draws=0)

    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
