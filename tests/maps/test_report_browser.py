"""The report as a person uses it: read, turned, searched, printed, saved from; without a script too."""

from __future__ import annotations

import dataclasses
import re

import pytest
from playwright.sync_api import expect

import safepassage as sp
from maps import save_report
from routes import to_bibtex
from safepassage.reporting import ask_for_report

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
HOSTILE = (
    "</title></script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>${window.hit=1}"
)

# texts that are seen and neither marked as another language nor any
SEEN_IN_ENGLISH = r"""(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('script, style, noscript, svg') || !parent.checkVisibility()) continue;
    if (parent.closest('[lang]').lang === 'ko') found.push(node.textContent);
  }
  return found.filter((text) => /[A-Za-z]{3,}/.test(text.replace(/https?:\S+|Natural Earth|Leaflet|BSD-2-Clause|BibTeX/g, '')));
})()"""


@pytest.fixture(scope="module")
def written(answers, tmp_path_factory):
    return save_report(answers, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture
def small(tmp_path):
    """Return the dataset that a user starts from, read from its folder."""
    sp.write_new_dataset(tmp_path / "small")
    return sp.load_dataset(tmp_path / "small")


def _unfold(page):
    """Unfold all but the tables at the end: they are those of the route map, and axe takes a minute for them."""
    page.call("document.querySelectorAll('details').forEach((p) => { p.open = !p.closest('#appendix'); });0")


def _focused(page):
    return page.call("document.activeElement.id")


CONTEXTS = {
    "desktop": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "dark phone in Korean": {**PHONE, "color_scheme": "dark", "fragment": "#lang=ko"},
}


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_small_page_is_readable_for_everyone(visit, small, tmp_path, context):
    """Nothing serious for axe in light and dark, on a desk and a phone, in both languages."""
    page = visit(save_report(ask_for_report(small, draws=20), tmp_path / "small.html"), **context)
    _unfold(page)

    assert page.axe() == []


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_page_is_quiet_and_never_scrolls_sideways(visit, written, context):
    page = visit(written, **context)
    _unfold(page)

    width = context.get("viewport", {"width": 1280})["width"]
    assert page.call("document.documentElement.scrollWidth") == width


def test_page_is_whole(visit, written):
    """Axe finds nothing serious in the page of the shipped dataset either."""
    page = visit(written)
    _unfold(page)

    assert page.axe() == []


def test_answer_stands_before_everything_else(visit, written, answers):
    """A reader on a laptop has question, caveat, answer and number before the first turn of the wheel."""
    page = visit(written)
    path = answers.safest("onsong")

    lead = page.page.locator("#answer .lead")
    assert lead.bounding_box()["y"] + lead.bounding_box()["height"] < 800
    assert f"risk index {path.risk_index:.2f}" in lead.inner_text()
    heads = page.page.locator("main h2:visible").all_inner_texts()
    assert [heads[0], heads[-1]] == ["The answer", "All that the map shows, as tables"]
    assert page.page.locator("h1:visible").inner_text() == "Which way was the safest from Onsong to Seoul?"


def test_contents_lead_to_each_part(visit, written):
    page = visit(written)
    links = page.page.locator(".top nav a:visible")

    assert links.count() == 10
    for at in range(links.count()):
        links.nth(at).click()
        part = links.nth(at).get_attribute("href")[1:]
        assert _focused(page) == part
        assert page.page.locator(f"#{part}").is_visible()


def test_page_turns_to_korean_and_back(visit, written):
    """No text that is seen and claims to be Korean is English; what is of the data says that it is."""
    page = visit(written)
    page.page.get_by_role("button", name="한국어").click()
    assert page.call("document.documentElement.lang") == "ko"
    assert "온성에서 서울까지" in page.page.locator("h1").inner_text()
    assert "보고서" in page.call("document.title")
    assert page.page.locator(".in-en:visible").count() == 0
    _unfold(page)
    assert [text for text in page.call(SEEN_IN_ENGLISH) if "China-" not in text] == []

    page.page.get_by_role("button", name="English").click()
    assert page.page.locator(".in-ko:visible").count() == 0
    assert "Onsong" in page.page.locator("h1").inner_text()


def test_keyboard_alone_leads_to_the_answer_and_through_the_timeline(visit, written):
    """The first stop skips to the answer; a bar leads to its row, a number to the claims of its change."""
    page = visit(written)
    page.page.keyboard.press("Tab")
    assert page.page.locator(".skip").bounding_box()["y"] >= 0
    page.page.keyboard.press("Enter")
    assert _focused(page) == "answer"

    bar = page.page.locator('.timeline a[href="#span-3"]')
    bar.focus()
    page.page.keyboard.press("Enter")
    assert _focused(page) == "span-3"
    # The browser moves the focus itself, the page marks the bar when it hears of the new address.
    expect(bar).to_have_attribute("aria-current", "true")

    page.page.locator('.timeline a[href="#change-2"]').focus()
    page.page.keyboard.press("Enter")
    assert _focused(page) == "change-2"
    assert page.page.locator("#change-2").is_visible()
    expect(bar).not_to_have_attribute("aria-current", "true")


def test_map_is_the_whole_map(visit, written):
    """Search opens the card of a place; a report on it leads to the tables at the end, unfolded."""
    page = visit(written)
    page.page.locator("#search").fill("shenyang")
    page.page.keyboard.press("Enter")
    assert "Shenyang" in page.page.locator("#card-title").inner_text()
    assert not page.page.locator("#reports").is_visible()

    page.page.locator("#card .report-list a").first.click()
    assert re.fullmatch(r"report-\d+", _focused(page))
    assert page.page.locator(f"#{_focused(page)}").is_visible()


def test_a_way_of_the_tables_is_drawn_on_the_map(visit, written):
    page = visit(written)
    page.page.locator("#bottlenecks .way-list button").first.click()

    assert page.page.locator(".path-chosen").count() > 0
    page.page.wait_for_function("document.querySelector('#map-section').getBoundingClientRect().top < 200")


def test_sources_are_saved_as_bibtex_without_any_request(visit, written, answers):
    page = visit(written)
    with page.page.expect_download() as download:
        page.page.get_by_role("link", name="Save them as BibTeX").click()

    assert download.value.suggested_filename == "sources.bib"
    with open(download.value.path(), encoding="utf-8") as file:  # noqa: PTH123 - a name of the browser's
        assert file.read() == to_bibtex(answers.reports)


def test_phone_folds_what_is_long_and_keeps_tables_readable(visit, written):
    """Rows become cards that name their columns, in the language of the page."""
    page = visit(written, **PHONE, fragment="#lang=ko")
    assert not page.page.locator("#sources .cites").is_visible()

    label = "getComputedStyle(document.querySelector('#closures td'), '::before').content"
    assert page.call(label) == '"위험이 가장 낮은 길"'
    assert page.page.locator("#closures thead").bounding_box()["width"] <= 1


def test_dark_page_keeps_its_pictures_on_paper(visit, written):
    page = visit(written, color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('{}')).backgroundColor"

    assert page.call(ground.format("body")) == "rgb(20, 25, 30)"
    assert page.call(ground.format(".stage")) == page.call(ground.format(".strips")) == "rgb(255, 255, 255)"


def test_without_a_script_the_page_can_be_read(browser, written):
    """The answer, the still picture, the timeline, closures, limits and sources need none."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(written.as_uri())
    try:
        for part in ("#answer", "#timeline", "#closures", "#limits", "#sources", ".still img", ".notice"):
            assert page.locator(part).first.is_visible(), part
        assert not page.locator("#map-section").is_visible()
        assert not page.locator("#bottlenecks").is_visible()
        assert "As of 2004-06" in page.locator("#subtitle").inner_text()
    finally:
        context.close()


def test_paper_has_a_still_picture_and_real_tables(visit, written):
    """The map and what is only of use on a screen are gone, changes and sources are unfolded."""
    page = visit(written)
    page.page.emulate_media(media="print")
    page.call("window.dispatchEvent(new Event('beforeprint'));0")

    assert page.page.locator(".still img").is_visible()
    assert page.page.locator(".still img").evaluate("(image) => image.complete && image.naturalWidth > 0")
    assert page.page.locator("#change-1").is_visible()
    assert page.page.locator("#sources .cites").is_visible()
    for hidden in ("#map-section", ".top nav", ".languages", "#appendix", ".saves"):
        assert not page.page.locator(hidden).is_visible(), hidden
    page.page.set_viewport_size({"width": 700, "height": 990})  # a sheet of A4 inside its margins
    assert page.call("getComputedStyle(document.querySelector('#closures tr')).display") == "table-row"
    assert page.call("document.documentElement.scrollWidth") <= 700

    page.call("window.dispatchEvent(new Event('afterprint'));0")
    page.page.emulate_media(media="screen")
    assert not page.page.locator("#change-1").is_visible()


def test_report_prints_on_a_handful_of_pages(visit, written):
    page = visit(written)
    sheets = re.findall(rb"/Type\s*/Page\b", page.page.pdf(format="A4"))

    assert 8 <= len(sheets) <= 18


def test_nothing_that_a_dataset_says_runs(visit, small, tmp_path):
    """Names, claims, titles and addresses stay text: in markup, data, links, pictures; axe finds no fault."""
    info = dataclasses.replace(small.info, title=HOSTILE, citation=HOSTILE, contact=HOSTILE, licence=HOSTILE)
    places = {
        key: dataclasses.replace(place, name=f"{place.name} {HOSTILE}", name_ko=HOSTILE, note=HOSTILE)
        for key, place in small.places.items()
    }
    reports = {
        key: dataclasses.replace(report, title=HOSTILE, author=HOSTILE, url="javascript:window.hit=1")
        for key, report in small.reports.items()
    }
    hostile = dataclasses.replace(small, info=info, places=places, reports=reports, notices=(HOSTILE,))
    page = visit(save_report(ask_for_report(hostile, draws=10), tmp_path / "hostile.html"))
    _unfold(page)
    for button in ("한국어", "English"):
        page.page.get_by_role("button", name=button).click()

    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 1  # the still picture
    assert page.call("document.querySelectorAll('[href^=javascript]').length") == 0
    assert page.axe() == []
    assert page.call("document.documentElement.scrollWidth") == 1280


def test_small_dataset_gets_a_page_without_gaps(visit, small, tmp_path):
    """No draws, one way, hardly any report: the parts that there are, and links to none other."""
    page = visit(save_report(ask_for_report(small, draws=0), tmp_path / "small.html"))

    assert not page.page.locator("#ensemble").is_visible()
    assert not page.page.locator('.top nav a[href="#ensemble"]').is_visible()
    for link in page.page.locator(".top nav a:visible").all():
        assert page.page.locator(link.get_attribute("href")).is_visible()
    assert page.axe() == []
