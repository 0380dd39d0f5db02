"""The page of a comparison in a real browser: what a reader does with it, by mouse, keyboard and touch."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import compare
from maps import save_comparison
from routes import Scenario, build_network, read_dataset, shipped_dataset_path

from .conftest import PHONE, Visit

pytestmark = pytest.mark.browser

TURN = "document.querySelector('.languages button[lang={}]').click();0"
HOSTILE = [
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "{{ 7*7 }}",
    "a" * 5000,
]


@pytest.fixture(scope="module")
def comparison():
    """Return 2004-06 against two scenarios and another date."""
    dataset = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))
    return compare(
        build_network(dataset, "2004-06"),
        Scenario(close=["CHN-MNG", "mission@CHN"]),
        Scenario("South shut too", close=["CHN-MNG", "mission@CHN", "CHN-VNM", "LAO"]),
        build_network(dataset, 2012),
    )


@pytest.fixture(scope="module")
def file(comparison, tmp_path_factory):
    return save_comparison(comparison, tmp_path_factory.mktemp("maps") / "comparison.html")


@pytest.fixture(scope="module")
def shared(browser, file):
    visit = Visit(browser, file)
    yield visit
    visit.has_kept_quiet()
    visit.context.close()


@pytest.fixture
def page(shared):
    """Return the shared page as it is at first: the first scenario, from Onsong, safest, both sides."""
    shared.call("location.hash = '#c=1&o=onsong&b=risk&v=both';0")
    # the address is there at once, the event that makes it true comes later
    shared.page.wait_for_function(
        """(() => { const { at, origin, objective, view, data } = safepassage.state; return at === 0 && view === 'both'
        && data.origins[origin] === 'onsong' && data.objectives[objective] === 'risk'; })()"""
    )
    # a page that still glides to where the last test led it would move under the pointer
    shared.call("scrollTo({ top: 0, behavior: 'instant' })")
    shared.call("""(() => { const { map, state } = safepassage; const [[w, s], [e, n]] = state.data.view.bounds;
      map.stop().fitBounds([[s, w], [n, e]], { animate: false, padding: [24, 24] }); })()""")
    return shared


@pytest.fixture
def opened(browser):
    """Return a function that opens a file anew; at the end it has kept quiet."""
    visits = []

    def open_page(path, **context):
        visits.append(Visit(browser, path, **context))
        return visits[-1]

    yield open_page
    for one in visits:
        one.has_kept_quiet()
        one.context.close()


def text(page, selector):
    return page.page.locator(selector).first.inner_text()


def choose_view(page, name):
    page.page.get_by_role("radio", name=name, exact=True).check()


def lines(page, selector):
    """Return how many lines of a kind are drawn in the document, whatever hides them."""
    return page.page.locator(f"path.{selector}").count()


def clipped(page, side):
    return page.call(f"safepassage.map.getPane('{side}').style.clipPath")


# what is chosen


def test_page_tells_what_the_comparison_says(page, comparison):
    """The sentence, the margin and the figures of the chosen origin and objective are the comparison's own."""
    case = comparison.cases[0]
    (chosen,) = [d for d in case.differences if (d.origin, d.objective) == ("onsong", "risk")]

    assert text(page, "#sentence") == case.sentences(of=[chosen])[0]
    assert case.margins(of=[chosen])[0] in text(page, "#answer")
    assert f"{round(chosen.after.length_km):,} km" in text(page, ".figures")
    assert f"was {round(chosen.before.length_km):,} km" in text(page, ".figures")
    assert text(page, "#broken li").endswith("closed: diplomatic missions in China")
    assert "as of 2004-06 (taken as 15 June 2004)" in text(page, "#subtitle")


@pytest.mark.parametrize("at", [0, 1, 2])
def test_tables_equal_the_comparison(page, comparison, at):
    """Every row of the table and every sentence, for every comparison on the page."""
    if at:
        page.page.get_by_label("Compare with").select_option(index=at)
    case = comparison.cases[at]
    rows = page.page.locator("#differences tbody tr")
    cells = rows.evaluate_all(
        "(rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )

    assert len(cells) == len(case.differences) == 15
    for row, difference in zip(cells, case.differences, strict=True):
        for path in (difference.before, difference.after):
            if not path.found:
                assert "none" in row[2]
                continue
            total = path.totals
            assert f"{path.length_km:,.0f}" in row[2]
            assert f"{path.days:.1f}" in row[3]
            assert f"{path.risk_index:.2f}" in row[4]
            assert f"{total.risk_index_low:.2f}–{total.risk_index_high:.2f}" in row[5]
            assert row[6].count("→") >= len(total.borders)
    assert page.page.locator(".all-said li").all_text_contents() == list(case.sentences())
    relief = page.page.locator("#relief tbody tr").count()
    assert relief == len(case.reliefs)
    changed = page.page.locator("#changed tbody tr").count()
    assert changed == len(case.lost) + len(case.new)


def test_origin_and_objective_are_chosen_anywhere(page, comparison):
    """By the list and the buttons, by the small table, by the large one: all show the same."""
    case = comparison.cases[0]
    said = {(d.origin, d.objective): s for d, s in zip(case.differences, case.sentences(), strict=True)}

    page.page.get_by_label("From", exact=True).select_option(label="Sinuiju")
    page.page.get_by_role("radio", name="Shortest").check()
    assert text(page, "#sentence") == said["sinuiju", "length"]
    assert page.page.locator("#matrix [aria-pressed=true]").get_attribute("data-at") == "4-0"

    page.page.locator("#matrix [data-at='1-2']").click()
    assert text(page, "#sentence") == said["hoeryong", "balanced"]
    assert page.page.get_by_role("radio", name="Balanced").is_checked()
    assert page.call("document.activeElement.dataset.at") == "1-2"  # the focus stays where it was

    page.page.get_by_role("button", name="Show on the map: Safest, Musan").click()
    assert text(page, "#sentence") == said["musan", "risk"]
    assert text(page, "#differences tr[aria-current]").startswith("Musan")
    assert page.page.get_by_label("From", exact=True).input_value() == "2"
    assert said["musan", "risk"] in page.page.locator("#status").inner_text()


def test_marker_of_an_origin_chooses_it(page):
    """Places of departure on the map are buttons."""
    page.page.get_by_role("button", name="Start from Sinuiju").click()

    assert text(page, "#headline-title") == "Safest way from Sinuiju"


def test_map_stays_where_it_is_when_a_marker_is_asked_into_view(page):
    """A map that scrolls under itself is set back a moment later, and a click would be lost between."""
    spot = page.call(
        """(() => { const marker = document.querySelector('button.start[aria-label$="Sinuiju"]');
        marker.scrollIntoView({ block: 'start', inline: 'start' });
        const map = safepassage.map.getContainer(); const box = marker.getBoundingClientRect();
        return [map.scrollLeft, map.scrollTop, box.x + box.width / 2, box.y + box.height / 2]; })()"""
    )
    assert spot[:2] == [0, 0]
    page.page.mouse.move(*spot[2:])
    page.page.mouse.down()
    page.call("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    page.page.mouse.up()

    assert text(page, "#headline-title") == "Safest way from Sinuiju"


def test_choice_stands_in_the_address(page, opened, file):
    """What is chosen can be passed on as a link; nonsense in a link is passed over."""
    page.page.get_by_label("Compare with").select_option(index=2)
    page.page.get_by_role("radio", name="Shortest").check()
    fragment = page.call("location.hash")
    again = opened(file, fragment=fragment)

    assert fragment == "#c=3&o=onsong&b=length&v=both"
    assert text(again, "#sentence") == text(page, "#sentence")
    assert text(again, "#title") == "As of 2012 (taken as 1 July 2012)"

    page.call("location.hash = '#c=9&o=%E0%A4%A&b=speed&v=up';0")
    page.page.wait_for_function("safepassage.state.at === 0")
    assert text(page, "#headline-title") == "Safest way from Onsong"


# the map


def test_legs_lost_are_dashed_and_crossed_and_new_ones_have_a_plus(page, comparison):
    """Each lost leg has a dashed line and a cross, each new one a plus: not colour alone."""
    first, _, dated = comparison.cases
    assert lines(page, "lost-line") == lines(page, "sign.cross:not(.casing-of)") == len(first.lost) == 7
    assert lines(page, "sign.plus") == len(first.new) == 0
    assert page.page.locator("path.lost-line").first.get_attribute("stroke-dasharray") == "7 5"

    page.page.get_by_label("Compare with").select_option(index=2)
    assert lines(page, "sign.cross:not(.casing-of)") == len(dated.lost) == 24
    assert lines(page, "sign.plus:not(.casing-of)") == len(dated.new) == 23
    legend = text(page, "#legend")
    assert "24 legs lost" in legend
    assert "23 legs new" in legend


def test_toggle_shows_one_side_or_both(page, comparison):
    """The baseline has no cross and only its way, the scenario only its own; both have both."""
    (chosen,) = [d for d in comparison.cases[0].differences if (d.origin, d.objective) == ("onsong", "risk")]
    ways = {"before": len(chosen.before.legs), "after": len(chosen.after.legs)}
    drawn = {side: f"way-line.{side}" for side in ways}

    assert {side: lines(page, drawn[side]) for side in ways} == ways

    choose_view(page, "Baseline")
    assert {side: lines(page, drawn[side]) for side in ways} == {"before": ways["before"], "after": 0}
    assert lines(page, "lost-line") == 0
    assert page.page.locator("#side-after").is_hidden()
    assert page.page.locator(".label", has_text="Hanoi").count() == 0

    choose_view(page, "Scenario")
    assert {side: lines(page, drawn[side]) for side in ways} == {"before": 0, "after": ways["after"]}
    assert page.page.locator("#side-before").is_hidden()
    assert page.page.locator(".label", has_text="Hanoi").count() == 1


def test_ways_that_share_a_road_run_side_by_side(page):
    """Where both sides take a leg and both are shown, neither hides the other."""
    offsets = """(() => {
      const of = (side) => safepassage.state.drawn.filter((l) => l.options.className === `way-line ${side}`).map((l) => l.options.offset);
      return [of('before'), of('after')];
    })()"""
    before, after = page.call(offsets)
    assert any(before)
    assert any(after)

    choose_view(page, "Swipe")
    before, after = page.call(offsets)
    assert not any([*before, *after])


def test_line_is_moved_by_keyboard(page):
    """Swiping is a range: arrows, Home and End move the line, and both sides are cut at it."""
    choose_view(page, "Swipe")
    page.page.keyboard.press("Tab")  # from the choice of the view on, whatever stands between
    handle = page.page.get_by_role("slider")
    handle.focus()
    width = page.call("safepassage.map.getSize().x")

    page.page.keyboard.press("Home")
    page.page.keyboard.press("ArrowRight")
    assert handle.get_attribute("aria-valuetext") == "1 % baseline"
    page.page.keyboard.press("End")
    assert handle.get_attribute("aria-valuetext") == "100 % baseline"
    page.page.keyboard.press("PageDown")
    share = float(handle.input_value())
    line = page.page.locator(".swipe-line").bounding_box()
    frame = page.page.locator("#map-frame").bounding_box()
    assert line["x"] + line["width"] / 2 - frame["x"] == pytest.approx(width * share / 100, abs=1)
    edge = round(page.call("safepassage.map.containerPointToLayerPoint([0, 0]).x") + width * share / 100, 2)
    assert f"{edge:g}px" in clipped(page, "before")
    assert f"{edge:g}px" in clipped(page, "after")

    choose_view(page, "Both")
    assert clipped(page, "before") == clipped(page, "after") == ""
    assert page.page.locator("#swipe").is_hidden()


def test_line_is_moved_by_mouse_and_the_map_still_moves(page):
    """The handle can be dragged; beside it the map is dragged as ever, and the cut stays under the line."""
    choose_view(page, "Swipe")
    page.page.get_by_role("slider").fill("50")
    frame = page.page.locator("#map-frame").bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x - 150, y, steps=4)
    page.page.mouse.up()
    share = float(page.page.get_by_role("slider").input_value())
    assert share == pytest.approx(50 - 100 * 150 / frame["width"], abs=2)
    center = page.call("safepassage.map.getCenter().lng")

    page.page.mouse.move(x + 100, y + 150)
    page.page.mouse.down()
    page.page.mouse.move(x + 160, y + 150, steps=6)
    page.page.mouse.up()
    page.page.wait_for_timeout(100)
    assert page.call("safepassage.map.getCenter().lng") < center
    cut, start, width = page.call(
        r"""(() => { const { map } = safepassage; return [Number(map.getPane('after').style.clipPath.match(/-?[\d.]+(?=px)/)[0]),
          map.containerPointToLayerPoint([0, 0]).x, map.getSize().x]; })()"""
    )  # at one moment: the map may still glide
    assert cut == pytest.approx(start + width * share / 100, abs=0.5)


def test_line_parts_the_places_too(page):
    """Left of the line no name of a place that only the new way passes, right of it none of the former."""
    choose_view(page, "Swipe")
    slider = page.page.get_by_role("slider")
    labels = "[...document.querySelectorAll('.label')].map((t) => t.textContent)"

    slider.fill("100")
    assert "Hanoi" not in page.call(labels)
    assert "Manila" in page.call(labels)
    slider.fill("0")
    assert "Hanoi" in page.call(labels)
    assert "Manila" not in page.call(labels)


def test_tip_tells_what_became_of_a_leg(page):
    """A pointer over a lost leg reads what shut it."""
    page.zoom(107, 46, 5)
    point = page.call("""(() => {
      const { map, state } = safepassage;
      const [i] = state.data.cases[0].lost.find(([i]) => state.data.legs[i].u.startsWith('china-mongolia-east') || state.data.legs[i].v === 'choibalsan');
      const { points } = state.legs[i];
      const p = map.latLngToContainerPoint(points[0]).add(map.latLngToContainerPoint(points[points.length - 1])).divideBy(2);
      const box = map.getContainer().getBoundingClientRect();
      return [box.left + p.x, box.top + p.y];
    })()""")
    page.page.mouse.move(*point)

    tip = page.page.locator(".tip").inner_text()
    assert "lost: closed: the China-Mongolia border" in tip
    page.page.mouse.move(5, 5)
    page.call("safepassage.map.setView([35, 118], 4, { animate: false });0")


# who is cut off


def test_way_that_is_lost_says_so(page, comparison):
    """From Hoeryong no way is left by 2012: told at the head, in the table and in words, with what shut it."""
    page.page.get_by_label("Compare with").select_option(index=2)
    page.page.get_by_label("From", exact=True).select_option(label="Hoeryong")

    assert text(page, ".no-way") == "No way through"
    assert text(page, "#outcome") == "No way left from Hoeryong, Musan."
    assert "Before: 6,298 km" in text(page, "#headline")
    assert "no longer reported after" in text(page, "#broken")
    assert "none" in text(page, "#differences tr[aria-current] td[data-column=km]")
    assert page.page.locator(".pick.cut_off").count() == 6
    assert lines(page, "way-line.after") == 0


def test_what_every_way_passes_is_told(page):
    """With the south shut too, Myanmar is on every way; beside it stands what would give something back."""
    page.page.get_by_label("Compare with").select_option(index=1)

    assert "now: Myanmar, Thailand, China–Myanmar, Myanmar–Thailand" in text(page, "#passes")
    assert page.page.locator("#passed tbody tr").count() == 5
    assert "The China-Vietnam border opened again" in text(page, "#help")
    assert "South shut too" in text(page, "#side-after")


# for everybody


def test_nothing_serious_for_assistive_technology(page):
    """axe-core finds nothing, with the line and without."""
    assert page.axe() == []
    choose_view(page, "Swipe")
    assert page.axe() == []


def test_keyboard_alone_reaches_everything(page):
    """Tab goes through choices, the small table, the map and the line, in the order in which they stand."""
    choose_view(page, "Swipe")
    page.page.get_by_label("Compare with").focus()
    seen = []
    for _ in range(60):
        page.page.keyboard.press("Tab")
        seen.append(
            page.call(
                "document.activeElement.id || document.activeElement.name || document.activeElement.dataset.at || document.activeElement.className"
            )
        )
        if seen[-1] == "swipe":
            break

    order = [seen.index(one) for one in ("origin", "by", "view", "0-0", "4-2", "swipe")]
    assert order == sorted(order)


def test_page_turns_korean(page, comparison):
    """Sentences, tables and controls are Korean; what is chosen stays."""
    choose_view(page, "Swipe")
    page.call(TURN.format("ko"))
    case = comparison.cases[0]

    assert text(page, "#sentence") in case.sentences("ko")
    assert page.page.locator(".all-said li").all_text_contents() == list(case.sentences("ko"))
    assert text(page, "#headline-title") == "온성에서 위험이 가장 낮은 길"
    assert page.page.locator("#swipe").get_attribute("aria-label").startswith("지도의 경계선")
    assert page.page.locator("input[name=view][value=swipe]").is_checked()
    assert "lang=ko" in page.call("location.hash")
    assert "중국의 외국 공관" in text(page, "#broken")
    assert page.axe() == []
    page.call(TURN.format("en"))


def test_phone_has_all_of_it(opened, file):
    """At 390 px nothing overflows, tables become cards, and a finger moves the line."""
    page = opened(file, viewport=PHONE, has_touch=True)
    assert page.call("document.documentElement.scrollWidth") == 390
    page.page.locator("input[name=view][value=swipe]").tap()
    page.page.locator("#map-frame").scroll_into_view_if_needed()
    page.call("window.scrollTo(0, document.querySelector('#map-frame').offsetTop);0")
    box = page.page.locator("#map-frame").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    client = page.context.new_cdp_session(page.page)
    touch = lambda kind, *points: client.send(  # noqa: E731
        "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": px, "y": y} for px in points]}
    )
    touch("touchStart", x)
    for step in range(1, 7):
        touch("touchMove", x + 15 * step)
    touch("touchEnd")
    page.page.wait_for_timeout(100)
    assert float(page.page.locator("#swipe").input_value()) == pytest.approx(50 + 100 * 90 / 390, abs=4)

    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    assert page.call("document.documentElement.scrollWidth") == 390
    assert page.axe() == []


def test_hostile_texts_are_text(opened, network, tmp_path):
    """Names of places and scenarios are shown as they are."""
    for node, name in zip(("yanji", "hanoi", "onsong", "seoul"), HOSTILE, strict=True):
        network.nodes[node].update(name=name, name_ko=name)
    found = compare(network, Scenario(HOSTILE[0], close="CHN-MNG"), Scenario(HOSTILE[3], close="CHN-VNM"))
    page = opened(save_comparison(found, tmp_path / "hostile.html"), viewport=PHONE)
    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    for at in (0, 1):
        page.page.get_by_label("Compare with").select_option(index=at)
    page.call(TURN.format("ko"))

    assert HOSTILE[0] in page.page.locator("#case").evaluate("(e) => e.textContent")
    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 0
    assert page.call("document.documentElement.scrollWidth") == 390


def test_several_destinations_can_be_chosen(opened, network, tmp_path):
    """With two destinations there is a choice, a column and the pair in every name."""
    found = compare(network, Scenario(close="CHN-MNG"), origins="onsong", destinations=["seoul", "bangkok"])
    page = opened(save_comparison(found, tmp_path / "two.html"))
    page.page.get_by_label("To", exact=True).select_option(label="Bangkok")

    assert text(page, "#headline-title") == "Safest way from Onsong to Bangkok"
    assert page.page.locator("#differences tbody tr").count() == 6
    assert "&d=bangkok" in page.call("location.hash")


def test_page_without_legs_says_so(opened, drawn, tmp_path):
    """No way before and none after; nothing is drawn and nothing fails."""
    found = compare(drawn(legs=[]), Scenario(close="CHN-MNG"))
    page = opened(save_comparison(found, tmp_path / "none.html"))

    assert (
        text(page, "#headline") == "Safest way from Onsong\n\nNo way through\n\nThere was none before either."
    )
    assert "No leg is lost" in text(page, "#changed")


def test_paper_has_all_of_it(opened, file):
    """Printed, tables and sentences are unfolded, and what only a screen can do is gone."""
    page = opened(file, fragment="#v=swipe")
    page.page.emulate_media(media="print")
    page.call("window.dispatchEvent(new Event('beforeprint'));0")

    assert page.page.locator("#differences table").is_visible()
    assert page.page.locator(".all-said li").last.is_visible()
    assert page.page.locator("#swipe").is_hidden()
    assert page.page.locator("#differences .quiet").first.is_hidden()
