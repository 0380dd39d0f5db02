"""The layer of many draws in a real browser: width is the share, and each share is a number too."""

import re
from dataclasses import dataclass

import pytest

from analysis import ensemble
from maps import save_route_map

from .conftest import SAFEST, Visit, draw_network

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
TURN = "document.querySelector('.languages button[lang={}]').click();0"
SWITCH = "safepassage.state.ensemble.box.click();0"
OPEN_ALL = (
    "document.querySelectorAll('#panel details, #ensemble details').forEach((d) => { d.open = true; });0"
)
WIDTHS = "safepassage.state.legs.map((item) => [item.index, item.width])"
ALL_WIDTH, THINNEST, NO_SHARE = 18, 1.2, 1


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Return a page with 400 draws from two origins."""
    G = draw_network()
    return save_route_map(
        G,
        tmp_path_factory.mktemp("draws") / "routes.html",
        paths=[SAFEST],
        ensemble=ensemble(G, ["onsong", "sinuiju"], "seoul", draws=400, seed=3),
    )


@pytest.fixture(scope="module")
def opened(browser, file):
    """Return the page with draws, opened once for all tests."""
    visit = Visit(browser, file)
    yield visit
    visit.has_kept_quiet()
    visit.context.close()


@pytest.fixture
def still(opened):
    """Return the shared page with the layer off and its first origin, nothing chosen."""
    opened.call(TURN.format("en"))
    opened.page.locator("#draws-from").select_option("0")
    opened.call(f"if (safepassage.state.ensemble.on) {SWITCH}")
    opened.call("safepassage.state.close();0")
    return opened


@pytest.fixture
def page(still):
    """Return the shared page with the layer on."""
    still.call(SWITCH)
    return still


def _told(page, at=0):
    return page.call(f"safepassage.state.data.ensemble.standings[{at}]")


def _percent(share):
    return "< 1 %" if 0 < share < 0.01 else "> 99 %" if 0.99 < share < 1 else f"{100 * share:.0f} %"


def test_page_without_draws_has_no_room_for_them(standard):
    """Neither link nor section nor layer stands on a page that was not given draws."""
    assert standard.page.locator("#ensemble").is_hidden()
    assert standard.page.locator("nav [href='#ensemble']").is_hidden()
    assert standard.page.locator("#ensemble-told").count() == 0


def test_layer_is_off_until_it_is_chosen(still):
    """At first the map is drawn as without draws; the legend of widths comes with the layer."""
    before = still.call(WIDTHS)
    box = still.page.get_by_role("checkbox", name="Width: in how many draws")
    assert not box.is_checked()
    assert still.page.locator(".draw-keys").is_hidden()

    box.check()
    assert still.page.locator(".draw-keys").is_visible()
    assert still.call(WIDTHS) != before
    box.uncheck()
    assert still.call(WIDTHS) == before


@pytest.mark.parametrize("color", ["family", "risk"])
def test_each_leg_is_as_wide_as_its_share(page, color):
    """In both colourings the strands of a leg are together 18 px times its share; what has none is pale."""
    page.call(f"document.querySelector('input[name=color-by][value={color}]').click();0")
    shares = dict(map(tuple, _told(page)["legs"]))

    for index, width in page.call(WIDTHS):
        share = shares.get(index, 0)
        wanted = max(THINNEST, ALL_WIDTH * share) if share else NO_SHARE
        assert width == pytest.approx(wanted)
    drawn = page.call("""safepassage.state.legs.map((item) => [item.index, item.parts
      .filter((p) => p.options.className === 'strand' && p.options.renderer === safepassage.state.renderers.strands)
      .reduce((sum, p) => sum + p.options.weight, 0), item.parts.every((p) => !p.getElement() || p.getElement().classList.contains('faded'))])""")
    for index, weight, pale in drawn:
        assert weight == pytest.approx(dict(map(tuple, page.call(WIDTHS)))[index])
        assert pale == (index not in shares)


def test_legs_between_two_places_lie_side_by_side(page):
    """Rail and road between the same places do not cover one another, whatever their widths."""
    both = page.call("""safepassage.state.legs.filter((l) => l.leg.u === 'yanji' && l.leg.v === 'shenyang')
      .map((l) => [l.middle - l.width / 2, l.middle + l.width / 2]).sort((a, b) => a[0] - b[0])""")

    assert len(both) == 2
    assert both[0][1] <= both[1][0]


def test_legend_shows_three_widths_as_the_map_draws_them(page):
    """100, 50 and 10 % have the widths that legs of these shares have, and words; none is pale and said so."""
    keys = page.page.locator(".draw-keys li")

    assert keys.all_inner_texts() == [
        "on the best way in 100 % of draws",
        "on the best way in 50 % of draws",
        "on the best way in 10 % of draws",
        "pale: on the best way in no draw",
    ]
    widths = keys.locator(".draw-width").evaluate_all(
        "(lines) => lines.map((l) => Number(l.getAttribute('stroke-width')))"
    )
    assert widths == pytest.approx([ALL_WIDTH, ALL_WIDTH / 2, ALL_WIDTH / 10, NO_SHARE])


def test_shares_stand_on_the_map_as_numbers(page):
    """Labels say the shares of legs as the tables do, each share once."""
    labels = page.call("[...document.querySelectorAll('.label.draws')].map((l) => l.textContent)")

    shares = {share for _, share in _told(page)["legs"]}
    assert labels
    assert set(labels) <= {_percent(share) for share in shares}
    assert len(labels) <= len(shares)


def test_panel_says_how_sure_the_best_way_is(page):
    """The share of the central answer, the exits with theirs, the draws and the seed."""
    standing = _told(page)
    told = page.page.locator("#ensemble-told").inner_text()

    assert f"best in {_percent(standing['central']['share'])} of draws" in told
    assert "Seed 3, 400 draws; each number drawn in its stated interval." in told
    rows = page.page.locator(".draw-shares li").all_inner_texts()
    assert [" ".join(row.split("\n")[-1:]) for row in rows] == [
        _percent(share) for _, share in standing["exits"]
    ]


def test_other_origin_has_other_widths(page):
    """With several origins one of them is shown at a time; a choice turns to another."""
    before = page.call(WIDTHS)
    page.page.get_by_role("combobox", name="From").select_option(label="Sinuiju")

    assert page.call(WIDTHS) != before
    shares = dict(map(tuple, _told(page, 1)["legs"]))
    assert dict(map(tuple, page.call(WIDTHS)))[next(iter(shares))] == pytest.approx(ALL_WIDTH)
    told = page.page.locator("#ensemble-told").inner_text()
    assert f"best in {_percent(_told(page, 1)['central']['share'])} of draws" in told


def test_cards_of_legs_and_places_say_the_share(page):
    """A leg and a place say in how many draws the best way passes them, from each origin; none is said too."""
    legs = page.call("safepassage.state.data.legs")
    number, share = next((i, s) for i, s in _told(page)["legs"] if 0 < s < 1)
    page.call(f"safepassage.state.open({{ leg: safepassage.state.legs[{number}] }});0")
    card = page.page.locator("#card").inner_text()
    assert f"On the best way in {_percent(share)} of draws from Onsong" in card

    never = next(i for i in range(len(legs)) if all(i not in dict(_told(page, at)["legs"]) for at in (0, 1)))
    page.call(f"safepassage.state.open({{ leg: safepassage.state.legs[{never}] }});0")
    assert "On the best way in 0 % of draws from Onsong" in page.page.locator("#card").inner_text()

    page.call("safepassage.state.open({ place: safepassage.state.placeItem.get('seoul') });0")
    assert "On the best way in 100 % of draws from Sinuiju" in page.page.locator("#card").inner_text()


def test_tables_are_the_twin_of_the_layer(page):
    """Exits, ways, borders, countries and legs stand with their shares, the exits and ways first."""
    page.call(OPEN_ALL)
    standing = _told(page)
    tables = page.page.locator("#ensemble details.ways-left").first.locator("table")

    captions = tables.locator("caption").all_text_contents()
    assert captions[:2] == ["Exits", "Ways that are best in some draw"]
    for table, shares in (
        (0, [share for _, share in standing["exits"]]),
        (1, [way["share"] for way in standing["ways"]]),
        (2, [share for _, share in standing["borders"]]),
        (3, [share for _, share in standing["countries"]]),
        (5, [share for _, share in standing["legs"]]),
    ):
        cells = tables.nth(table).locator("td[data-column=draws]").all_inner_texts()
        assert cells == [_percent(share) for share in shares]
    totals = tables.nth(4).locator("tbody tr").first.locator("td").all_inner_texts()
    assert totals == [f"{value:.2f}" for value in standing["quantiles"]["risk"]]


def test_way_of_the_table_is_drawn(page):
    """The button of a way draws it on the map."""
    page.call(OPEN_ALL)
    way = _told(page)["ways"][1]
    page.page.get_by_role(
        "button", name=f"Show on the map: Way 2, best in {_percent(way['share'])} of draws"
    ).first.click()

    assert page.call("safepassage.state.chosenWay.legs") == way["legs"]
    assert page.call("document.querySelectorAll('.path-line.path-chosen').length") == len(way["legs"])


@dataclass(frozen=True)
class _Share:
    share: float
    text: str


def test_shares_never_round_to_none_or_all_and_tie_as_print_does(page):
    """A share in per cent is that which the command line prints."""
    for one in (
        _Share(0, "0 %"),
        _Share(0.002, "< 1 %"),
        _Share(0.01, "1 %"),
        _Share(0.125, "12 %"),
        _Share(0.135, "14 %"),
        _Share(0.375, "38 %"),
        _Share(0.99, "99 %"),
        _Share(0.998, "> 99 %"),
        _Share(1, "100 %"),
    ):
        page.call(f"safepassage.state.data.ensemble.standings[0].exits[0][1] = {one.share};0")
        page.page.locator("#draws-from").select_option("1")
        page.page.locator("#draws-from").select_option("0")
        assert page.page.locator(".draw-shares .count").first.inner_text() == one.text
    page.load_again()


def test_page_turns_to_korean_with_the_layer_on(page):
    """In Korean all words are Korean, the layer stays on, the origin stays chosen."""
    page.page.get_by_role("combobox", name="From").select_option(label="Sinuiju")
    page.call(TURN.format("ko"))

    assert page.page.get_by_role("checkbox", name="굵기").is_checked()
    assert page.page.locator("#draws-from").input_value() == "1"
    assert "시드 3, 추출 400번" in page.page.locator("#ensemble-told").inner_text()
    for part in ("#ensemble", "#panel"):
        english = page.call(f"""[...document.querySelectorAll('{part} *')].filter((e) => !e.closest('[lang=en]') && !e.children.length)
          .map((e) => e.textContent).filter((text) => /[A-Za-z]{{3,}}/.test(text.replace(/China-\\w+ border|Esc|Enter/g, '')))""")
        assert english == []


def test_axe_finds_nothing_serious_with_the_layer_on(page):
    """Contrast, names and roles hold with the layer on, all unfolded and a card open."""
    page.call(OPEN_ALL)
    page.open_leg(u="tumen-river")

    assert page.axe() == []


def test_phone_holds_the_layer_and_its_tables(visit, file):
    """By touch on 390 px, in Korean, nothing is wider than the screen."""
    phone = visit(
        file, viewport=PHONE, fragment="#lang=ko", is_mobile=True, has_touch=True, reduced_motion="reduce"
    )
    phone.call(OPEN_ALL)
    phone.page.get_by_role("checkbox", name="굵기").tap()

    assert phone.call("safepassage.state.ensemble.on") is True
    assert phone.call("document.documentElement.scrollWidth") == 390
    assert phone.page.locator("nav a:visible").count() == 6
    assert phone.axe() == []


def test_hostile_names_are_text_in_draws_too(visit, network, tmp_path):
    """Names of origins and places are shown as they are, in the choice of origins too."""
    hostile = "<img src=x onerror='window.hit = 1'>"
    for node in ("onsong", "yanji"):
        network.nodes[node].update(name=hostile, name_ko=hostile)
    drawn = ensemble(network, ["onsong", "sinuiju"], "seoul", draws=20)
    page = visit(save_route_map(network, tmp_path / "hostile.html", ensemble=drawn))
    page.call(SWITCH)
    page.call(OPEN_ALL)

    assert hostile in page.page.locator("#draws-from").inner_text()
    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 0


def test_origin_without_a_way_says_so(visit, network, tmp_path):
    """Where no way leads through, the page says it, and the layer draws all legs pale."""
    network.remove_edge("sinuiju", "lower-yalu", "foot")
    drawn = ensemble(network, "sinuiju", "seoul", draws=10)
    page = visit(save_route_map(network, tmp_path / "none.html", ensemble=drawn))
    page.call(SWITCH)

    assert re.search("no way through in any draw", page.page.locator("#ensemble-told").inner_text())
    assert "no way through in any draw" in page.page.locator("#ensemble").inner_text()
    assert {width for _, width in page.call(WIDTHS)} == {NO_SHARE}
