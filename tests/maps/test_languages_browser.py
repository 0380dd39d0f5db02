"""The page in two languages: every word of its own in both, every text of the data marked."""

import re

import pytest

pytestmark = pytest.mark.browser

# words of the page that are left of a text that claims to be Korean
LEFT_IN_ENGLISH = r"""(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('script, style, noscript, svg, [lang]').matches('html')) found.push(node.textContent);
  }
  for (const name of ['aria-label', 'title', 'placeholder']) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      if (node.closest('[lang]').matches('html')) found.push(node.getAttribute(name));
    }
  }
  return found.filter((text) => /[A-Za-z]{2,}/.test(text.replace(
    /https?:\S+|Natural Earth|Leaflet\(BSD-2-Clause\)|\bkm\b|km\b|[A-Z]{3}(?:[:-][A-Z]{3})?|\b0\.1\.0\b/g, '')));
})()"""

TURN = "document.querySelector('.languages button[lang={}]').click();0"


@pytest.fixture
def korean(page):
    """Return the shared page, turned to Korean."""
    page.call(TURN.format("ko"))
    return page


def test_every_word_of_the_page_is_korean(korean):
    """No English word stands in a text that is not marked as English, on cards and in tables too."""
    for leg in ("onsong", "tumen-river", "beijing", "hanoi"):
        korean.open_leg(u=leg)
        left = [text for text in korean.call(LEFT_IN_ENGLISH) if "China-" not in text]
        assert left == []
    korean.call("safepassage.state.open({ place: safepassage.state.placeItem.get('ulaanbaatar') });0")
    assert [text for text in korean.call(LEFT_IN_ENGLISH) if "China-" not in text] == []


def test_page_says_its_language(korean):
    """`lang` and title follow the choice, and the button says that it is pressed."""
    assert korean.call("document.documentElement.lang") == "ko"
    assert "경로 지도" in korean.call("document.title")
    assert korean.page.get_by_role("button", name="한국어").get_attribute("aria-pressed") == "true"
    assert korean.page.locator(".languages").get_attribute("aria-label") == "언어"

    korean.call(TURN.format("en"))
    assert korean.call("document.documentElement.lang") == "en"
    assert "As of 2004-06 (15 June 2004)" in korean.page.locator("#subtitle").inner_text()


def test_names_are_switched_and_fall_back(korean):
    """Places, countries and families have their Korean names; one without keeps its own, marked."""
    labels = korean.call("[...document.querySelectorAll('.labels .label')].map((t) => t.textContent)")

    assert {"서울", "울란바토르", "몽골"} <= set(labels)
    assert not {"Seoul", "MONGOLIA"} & set(labels)
    assert "라오스와 태국" in korean.page.locator("#panel").inner_text()
    fallen_back = korean.page.locator("#places th bdi", has_text="China-Laos border").first
    assert fallen_back.get_attribute("lang") == "en"
    assert korean.page.locator("[data-place=seoul]").get_attribute("aria-label") == "서울, 목적지"


def test_texts_of_the_data_keep_their_language(korean):
    """Claims and citations are not translated, and say that they are English."""
    korean.open_leg(u="tumen-river")
    claim = korean.page.locator("#card bdi", has_text="Guards on the river turned many back.").first

    assert claim.get_attribute("lang") == "en"
    cited = korean.page.locator("#reports bdi", has_text="How the routes have moved").first
    assert cited.get_attribute("lang") == "en"
    assert korean.page.locator("#card-title bdi[lang=en]").first.inner_text().strip() == "Tumen river"


def test_choice_stands_in_the_address_only(visit, standard, page):
    """A page opened with the choice in its address has it; nothing is stored."""
    page.call(TURN.format("ko"))
    assert page.call("location.hash") == "#lang=ko"
    page.page.locator("nav a[href='#reports']").click()
    page.page.wait_for_url("**#reports&lang=ko")
    assert page.call("document.activeElement.id") == "reports"
    assert page.call("document.documentElement.lang") == "ko"

    other = visit(standard.path, fragment="#report-2&lang=ko")
    assert other.call("document.documentElement.lang") == "ko"
    assert other.call("document.activeElement.id") == "report-2"

    page.call(TURN.format("en"))
    assert page.call("location.hash") == "#reports"


def test_switch_keeps_what_was_chosen(page):
    """The open card, the layers, the view and the focus are as they were."""
    page.zoom(116.4, 39.9, 6)
    page.page.get_by_role("checkbox", name="Air").uncheck()
    page.open_leg(u="beijing", v="erenhot")
    page.page.get_by_role("button", name="한국어").click()

    assert page.call("safepassage.map.getZoom()") == 6
    assert "베이징 Beijing → 에렌호트 Erenhot" in page.page.locator("#card-title").inner_text()
    assert not page.page.get_by_role("checkbox", name="항공").is_checked()
    assert page.call("document.activeElement.lang") == "ko"
    assert page.call("document.getElementById('status').textContent") == "이제 한국어로 표시합니다."


def test_search_finds_and_shows_in_korean(korean):
    """An English spelling finds the place under its Korean name."""
    korean.page.fill("#search", "yenchi")

    assert korean.page.locator("#found li").first.inner_text().startswith("연길 Yenchi")
    assert korean.page.locator("#found li").first.inner_text().endswith("중국")


def test_words_are_whole(still):
    """Every word is there in both languages, with the same slots, and is used."""
    from maps.page import read_web_text
    from maps.route_map import SCRIPTS

    words = still.call("safepassage.words")
    scripts = read_web_text(*(name for name in SCRIPTS if name != "words.js"), "route_map.html")

    groups = {key.split(".")[0] for key in re.findall(r'word\("(\w+)"', scripts)} | {
        "col",
        "evidence",
        "zoom",
    }
    for key, (english, korean) in words.items():
        assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", korean)), key
        assert (
            re.search("[가-힣]", korean)
            or key in {"unit.km", "col.km", "unit.range", "unit.more"}
            or not re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", korean))
        ), key
        assert f'"{key}"' in scripts or key.split(".")[0] in groups or key.startswith("flag."), key
    for key in re.findall(r'\bt(?:ell)?\("([\w.]+)"', scripts):
        assert key in words
