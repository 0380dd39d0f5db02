"""The explorer in a real browser: it shows what the library answers, by mouse, keyboard and touch."""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import quote

import pytest

from analysis import answer_of, best_by, closed_in_words, names_in, reported_closures, sentence_of
from maps import save_explorer
from routes import Scenario, apply_scenario, build_network, read_dataset, shipped_dataset_path
from safepassage.cli import main

from .conftest import PHONE, Visit

pytestmark = pytest.mark.browser

YEARS = (1999, 2002, 2004, 2008, 2012, 2016, 2019)
TURN = "document.querySelector('.languages button[lang={}]').click();0"

# what the page shows, read from what stands on it
SHOWN = """() => {
  const text = (id) => document.getElementById(id)?.textContent;
  const all = (query) => [...document.querySelectorAll(query)].map((node) => node.textContent);
  return {
    title: text('headline-title'), sentence: text('sentence'), none: all('.no-way').length,
    figures: all('.figures dd strong'), interval: all('.figures dd > .faint').map((t) => t.trim()),
    steps: all('.way-steps .stop'), facts: all('.way-facts dd'),
    days: safepassage.state.answer.days,
    drawn: document.querySelectorAll('.leaflet-way-pane .way-line:not(.casing)').length,
    reports: document.querySelectorAll('#reports li').length, said: text('status'), hash: location.hash,
  };
}"""


@pytest.fixture(scope="module")
def networks():
    dataset = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))
    return {year: build_network(dataset, year) for year in YEARS}


@pytest.fixture(scope="module")
def file(networks, tmp_path_factory):
    dataset = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))
    folder = tmp_path_factory.mktemp("maps")
    return save_explorer([*networks.values()], reported_closures(dataset), folder / "x.html", first=2004)


@pytest.fixture
def explore(browser, file):
    """Return a function that opens the explorer; at the end it has kept quiet."""
    visits = []

    def open_page(fragment="", **context):
        visits.append(Visit(browser, file, fragment=fragment, **context))
        return visits[-1]

    yield open_page
    for one in visits:
        one.has_kept_quiet()
        one.context.close()


def mark(page, closure):
    return page.page.locator(f"button.gate[data-closure='{closure}']")


def row(page, closure):
    return page.page.locator(f".closure input[value='{closure}']")


def shut_on(page):
    return page.page.locator(".closure.shut input").evaluate_all("(boxes) => boxes.map((box) => box.value)")


def test_page_shows_what_the_library_answers(explore, networks):
    """200 random choices by real clicks: the same path, totals and sentence as the closed network gives."""
    page = explore(viewport={"width": 780, "height": 480})  # less to paint
    data = page.call("safepassage.state.data")
    closures = [closure["id"] for closure in data["closures"]]
    names = names_in(networks[2004])
    draw = random.Random(1997)  # noqa: S311 - repeatable, no secret
    shut: set[str] = set()
    at = found = 0
    for _ in range(200):
        at = min(len(YEARS) - 1, max(0, at + draw.randint(-2, 2)))
        origin = draw.choice(data["origins"])
        by = draw.choice(data["objectives"])
        wanted = shut ^ set(draw.sample(closures, draw.randint(1, 3)))
        if draw.random() < 0.7:
            wanted.discard("CHN-PRK")  # without it hardly anybody has a way
        page.page.select_option("#origin", origin)
        _slide_to(page, at)
        _click(page, f"input[name=by][value={by}]")
        for closure in sorted(wanted ^ shut):
            on_map = draw.random() < 0.5
            query = (
                f"button.gate[data-closure='{closure}']" if on_map else f".closure input[value='{closure}']"
            )
            _click(page, query)
        shut = wanted
        shown = page.call(SHOWN)

        G = networks[YEARS[at]]
        closed = [closure for closure in closures if closure in shut]
        before = best_by(G, origin, "seoul", by)
        after = best_by(apply_scenario(G, Scenario(close=closed)), origin, "seoul", by) if closed else before
        asked = f"o={origin}&y={YEARS[at]}&b={by}" + (f"&c={','.join(closed)}" if closed else "")
        assert shown["hash"] == f"#{asked}"
        assert shown["none"] == (not after.found)
        if closed:
            opening = closed_in_words(closed, names)
            told = sentence_of(answer_of(before), answer_of(after), by=by, opening=opening, names=names)
            assert shown["sentence"] == told
            assert told in shown["said"]
        if not after.found:
            assert shown["drawn"] == 0
            continue
        found += 1
        assert shown["figures"][0] == f"{round(after.length_km):,} km"
        assert shown["days"] == round(after.days, 1)
        assert shown["figures"][1] == _days_shown(shown["days"])
        assert shown["figures"][2] == f"{after.risk_index:.2f}"
        assert shown["interval"] == [f"{after.risk_index_low:.2f}–{after.risk_index_high:.2f}"]
        assert shown["steps"] == [names[place] for place in after.places]
        assert shown["drawn"] == len(after.legs)
        assert shown["reports"] == len(after.reports)
        crossed = [" → ".join(names[code] for code in border.split(":")) for border in after.totals.borders]
        assert shown["facts"][-1] == (", ".join(crossed) or "none")
        assert shown["facts"][0].startswith(names[after.exit.country])
    assert 40 < found < 180  # both kinds of answer occur often


def _days_shown(days):
    """Days with one decimal below ten, whole ones from there on, hours where there is not one."""
    if days < 0.95:
        return f"{round(days * 24)} h"
    places = Decimal(1) if days >= 10 else Decimal("0.1")
    return f"{Decimal(str(days)).quantize(places, ROUND_HALF_UP)} days".replace("1.0 days", "1 day")


def _slide_to(page, at):
    steps = at - page.call(
        "(() => { const year = document.getElementById('year'); year.focus(); return Number(year.value); })()"
    )
    for _ in range(abs(steps)):
        page.page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")


def _click(page, query):
    """Click where an element is; a mark of the map moves when others do."""
    box = page.call(
        f"""(() => {{ const node = document.querySelector("{query}");
        node.scrollIntoView({{ block: 'nearest' }});
        const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"""
    )
    page.page.mouse.click(*box)


@pytest.mark.parametrize(
    ("year", "closed"),
    [(2004, ["CHN-MNG", "mission@CHN"]), (2004, ["CHN-MNG", "CHN-VNM", "mission@CHN"]), (2012, ["CHN-LAO"])],
)
def test_page_says_what_the_command_line_says(explore, capsys, year, closed):
    """For every origin and objective: the words, the places and the numbers of `safepassage compare --json`."""
    asked = [text for target in closed for text in ("--close", target)]
    with pytest.raises(SystemExit):
        main(["compare", "--as-of", str(year), "--json", *asked])
    answer = json.loads(capsys.readouterr().out)
    page = explore(f"#c={','.join(closed)}")
    names = page.call("Object.fromEntries(safepassage.state.data.places.map((p) => [p.id, p.name]))")

    told = answer["compared"][0]["differences"]
    assert len(told) == 5 * 3
    for one in told:
        fragment = f"#o={one['from']}&y={year}&b={one['by']}&c={','.join(closed)}"
        page.call(f"location.hash = '{fragment}'")
        page.page.wait_for_function(
            "([o, b, y]) => { const { state } = safepassage; const { data } = state;"
            "return data.origins[state.origin] === o && data.objectives[state.objective] === b"
            " && data.years[state.at].year === y; }",
            arg=[one["from"], one["by"], year],
        )
        shown = page.call(SHOWN)
        after = one["after"]
        assert shown["sentence"] == one["in_words"]
        assert shown["none"] == (not after["found"])
        if after["found"]:
            assert shown["steps"] == [names[place] for place in after["places"]]
            assert shown["figures"][0] == f"{round(after['length_km']):,} km"
            assert len(after["reports"]) == shown["reports"]


def test_sentence_is_the_same_in_korean(explore, networks):
    """The templates are filled alike in both languages, whatever the case."""
    choices = [
        (2004, "onsong", "risk", ["CHN-MNG", "mission@CHN"]),
        (2004, "onsong", "risk", ["KHM-VNM"]),
        (2012, "hyesan", "length", ["CHN-LAO", "CHN-VNM"]),
        (2019, "onsong", "balanced", ["CHN-PRK"]),
    ]
    page = explore("#lang=ko")
    for year, origin, by, closed in choices:
        page.call(f"location.hash = '#o={origin}&y={year}&b={by}&c={','.join(closed)}&lang=ko'")
        page.page.wait_for_function(
            f"location.hash.includes('c={closed[0]}') && safepassage.state.shut.size === {len(closed)}"
        )
        G = networks[year]
        names = names_in(G, "ko")
        before = answer_of(best_by(G, origin, "seoul", by))
        after = answer_of(best_by(apply_scenario(G, Scenario(close=closed)), origin, "seoul", by))
        opening = closed_in_words(closed, names, "ko")
        told = sentence_of(before, after, by=by, opening=opening, names=names, language="ko")

        assert page.page.locator("#sentence").inner_text() == told


def test_page_begins_with_a_way_and_says_what_to_do(explore):
    """A first visit shows the safest way of 2004, and that borders can be clicked."""
    page = explore()

    assert page.page.locator("#headline-title").inner_text() == "Safest way from Onsong, 2004"
    assert "Shut a border on the map or in the list" in page.page.locator("#sentence").inner_text()
    assert page.page.locator("#cause, #relief").count() == 0
    assert page.page.locator("#open-all").is_hidden()


def test_list_and_map_agree(explore):
    """What is shut on one is shut on the other, and opened by either."""
    page = explore()
    mark(page, "mission@CHN").click()
    row(page, "CHN-MNG").check()

    assert sorted(shut_on(page)) == ["CHN-MNG", "mission@CHN"]
    assert mark(page, "CHN-MNG").get_attribute("aria-pressed") == "true"
    assert mark(page, "CHN-MNG").get_attribute("aria-label") == "China–Mongolia: high"
    assert "2 shut" in page.page.locator("#shut-count").inner_text()
    row(page, "mission@CHN").uncheck()
    assert mark(page, "mission@CHN").get_attribute("aria-pressed") == "false"
    page.page.get_by_role("button", name="Open all").click()
    assert shut_on(page) == []


def test_line_of_a_border_can_be_clicked(explore):
    """A click anywhere on the border shuts it, not on its mark alone."""
    page = explore()
    at = page.call(
        """(() => { const { state, map } = safepassage;
        const gate = state.gates.find((g) => g.closure.id === 'CHN-MNG');
        const ring = gate.hit._rings[0]; const mark = map.latLngToLayerPoint(gate.marker.getLatLng());
        const point = ring.find((p) => p.distanceTo(mark) > 60 && map.layerPointToContainerPoint(p).x > 60);
        const spot = map.layerPointToContainerPoint(point); const box = map.getContainer().getBoundingClientRect();
        return [box.x + spot.x, box.y + spot.y]; })()"""
    )
    page.page.mouse.click(*at)

    assert shut_on(page) == ["CHN-MNG"]


def test_cut_off_says_what_cut_it_and_what_would_help(explore):
    """No way through is told with its cause and with the openings that give a way back."""
    page = explore("#y=2012&c=CHN-MNG,CHN-PRK,mission@CHN")

    assert page.page.locator(".no-way").inner_text() == "No way through"
    assert page.page.locator("#cause .chip").all_inner_texts() == ["China–North Korea"]
    relief = page.page.locator("#relief li")
    assert relief.count() == 1
    assert "the former way: " in relief.inner_text()
    page.page.get_by_role("button", name="Open China–North Korea again").click()
    assert page.page.locator(".no-way").count() == 0
    assert shut_on(page) == ["CHN-MNG", "mission@CHN"]


def test_way_before_stays_beside_the_way_now(explore):
    """What it was is drawn thin and told under every figure."""
    page = explore()
    before = page.page.locator(".figures dd strong").all_inner_texts()
    row(page, "mission@CHN").check()

    assert page.page.locator(".leaflet-glow-pane .before-line:not(.casing)").count() > 5
    assert page.page.locator(".figures .was").all_inner_texts() == [f"was {value}" for value in before]


def test_years_move_what_reports_say(explore):
    """The Mongolian border is in use in 2004 and not in 2019; the bars go with what is shut."""
    page = explore()
    told = page.page.locator(".closure").filter(has_text="China–Mongolia")
    assert "high" in told.inner_text()
    page.page.locator("#year").focus()
    page.page.keyboard.press("End")

    assert page.page.locator("#year-shown").inner_text() == "2019"
    assert "not in use" in told.inner_text()
    assert page.page.locator("#year").get_attribute("aria-valuetext") == "2019"
    assert page.page.locator(".year-none").count() == 0
    row(page, "CHN-PRK").check()
    assert page.page.locator(".year-none").count() > 0


def test_address_carries_the_scenario(explore):
    """A link opens what it names; a link followed later changes the page; nonsense is passed over."""
    page = explore("#o=hyesan&y=2008&b=length&c=CHN-MNG,mission@CHN&lang=ko")
    assert page.call("document.documentElement.lang") == "ko"
    assert page.page.locator("#origin").input_value() == "hyesan"
    assert shut_on(page) == ["CHN-MNG", "mission@CHN"]

    page.call("location.hash = '#o=onsong&y=2012&b=risk'")
    page.page.wait_for_function("document.documentElement.lang === 'en'")
    assert page.page.locator("#headline-title").inner_text() == "Safest way from Onsong, 2012"
    assert shut_on(page) == []

    odd = explore(f"#o=nowhere&y=1066&b=luck&c=ABC-DEF,{quote('<b>')},%E0%A4%A&lang=xx&o")
    assert odd.page.locator("#headline-title").inner_text() == "Safest way from Onsong, 2004"
    assert odd.call("location.hash") == "#o=onsong&y=2004&b=risk"


def test_parts_of_the_page_leave_the_address_as_it_is(explore):
    """Links to parts move the focus, and what is chosen stays in the address."""
    page = explore("#c=CHN-MNG")
    page.page.locator("nav a", has_text="About").click()

    assert page.call("document.activeElement.id") == "about"
    assert "c=CHN-MNG" in page.call("location.hash")


def test_no_stop_of_the_keyboard_is_without_a_name(explore):
    """Lines of borders that can be clicked are no stops: their marks are."""
    page = explore()
    page.page.locator(".folium-map").focus()
    for _ in range(40):
        page.page.keyboard.press("Tab")
        here = "document.activeElement"
        if page.call(f"{here}.closest('.folium-map') !== null"):
            assert page.call(f"({here}.getAttribute('aria-label') || {here}.textContent).trim() !== ''")


def test_keyboard_alone_does_everything(explore):
    """Origin, objective, year, list, marks on the map and relief work without a mouse."""
    page = explore()
    keys = page.page.keyboard
    page.page.locator("#origin").focus()
    keys.press("ArrowDown")
    assert "o=hoeryong" in page.call("location.hash")
    keys.press("Tab")
    keys.press("ArrowRight")
    assert "b=balanced" in page.call("location.hash")
    keys.press("Tab")
    keys.press("ArrowRight")
    assert "y=2008" in page.call("location.hash")
    keys.press("Tab")  # the list's own button
    keys.press("Tab")
    keys.press("Space")
    assert shut_on(page) == ["CHN-LAO"]
    reached = []
    for _ in range(60):
        keys.press("Tab")
        reached.append(page.call("document.activeElement.dataset.closure || document.activeElement.id"))
        if reached[-1] == "mission@CHN":
            break
    assert {"CHN-LAO", "CHN-MNG"} <= set(reached)
    keys.press("Enter")
    assert shut_on(page) == ["CHN-LAO", "mission@CHN"]
    assert page.call("document.activeElement.dataset.closure") == "mission@CHN"  # focus stays


def test_opening_again_keeps_the_focus_in_the_answer(explore):
    """The button of a relief is gone after it was used; the focus goes to the answer, not to the top."""
    page = explore("#c=mission@CHN")
    page.page.get_by_role("button", name="Open Diplomatic missions in China again").press("Enter")

    assert shut_on(page) == []
    assert page.call("document.activeElement.id") == "answer"


def test_from_click_to_path_is_instant(explore):
    """A choice is worked out and drawn well within 100 ms."""
    page = explore()
    took = []
    for closure in ["mission@CHN", "CHN-MNG", "CHN-VNM", "CHN-LAO", "CHN-MMR", "CHN-PRK"] * 3:
        mark(page, closure).click()
        took.append(page.call("safepassage.state.took"))

    assert statistics.median(took) < 100


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_serious(explore, viewport):
    """At first, with borders shut and with no way through, names, roles and contrast hold."""
    page = explore(viewport=viewport)
    assert page.axe() == []
    page.call("document.querySelectorAll('details').forEach((part) => { part.open = true; });0")
    for closed in ("CHN-MNG,mission@CHN", "CHN-PRK"):
        page.call(f"location.hash = '#c={closed}'")
        page.page.wait_for_function(f"safepassage.state.shut.size === {closed.count(',') + 1}")
        assert page.axe() == []


def test_phone_shows_the_answer_while_borders_are_tapped(explore):
    """On 390 px nothing is wider than the screen; the figures stay in view over the map; a tap shuts."""
    page = explore(viewport=PHONE, is_mobile=True, has_touch=True)
    assert page.call("document.documentElement.scrollWidth") == 390
    assert row(page, "CHN-MNG").is_hidden()  # the list is folded
    mark(page, "CHN-VNM").scroll_into_view_if_needed()
    mark(page, "CHN-VNM").tap()

    assert shut_on(page) == ["CHN-VNM"]
    box = page.page.locator("#headline").bounding_box()
    assert box["y"] + box["height"] <= 844.5
    page.call("document.querySelectorAll('details').forEach((part) => { part.open = true; });0")
    page.call(TURN.format("ko"))
    assert page.call("document.documentElement.scrollWidth") == 390


def test_marks_never_lie_on_one_another(explore):
    """At every zoom each mark has room for a finger."""
    for viewport in ({"width": 1280, "height": 800}, PHONE):
        page = explore(viewport=viewport)
        for zoom in (3, 4, 5):
            page.zoom(112, 30, zoom)
            gaps = page.call(
                """(() => { const { state, map } = safepassage;
                const at = state.gates.map((g) => map.latLngToLayerPoint(g.marker.getLatLng()));
                return at.flatMap((p, i) => at.slice(i + 1).map((q) => p.distanceTo(q))); })()"""
            )
            assert min(gaps) >= 24


def test_hostile_names_are_text(browser, drawn, tmp_path):
    """Markup in the names of places stays text, and makes nothing happen."""
    G = drawn()
    for node, text in zip(
        ("yanji", "beijing", "onsong"), ("<img src=x onerror='hit=1'>", "{{7*7}}", "</script>"), strict=True
    ):
        G.nodes[node].update(name=text, name_ko=text)
    path = save_explorer([G], ["CHN-VNM", "yanji"], tmp_path / "x.html")
    page = Visit(browser, path, fragment="#c=CHN-VNM")
    page.call(TURN.format("ko"))

    assert "<img src=x" in page.page.locator("#steps").inner_text()
    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 0
    page.has_kept_quiet()
    page.context.close()


def test_korean_page_leaves_no_english(explore):
    """Every word of the page's own is Korean; places without a Korean name are marked."""
    page = explore("#c=CHN-MNG,mission@CHN&lang=ko")
    left = page.call(
        """['#panel', '#headline', '#answer', '.top'].flatMap((part) => [...document.querySelectorAll(`${part} *`)]
        .filter((node) => !node.closest('[lang=en], a.url') && !node.children.length).map((node) => node.textContent)
        .filter((text) => /[A-Za-z]{3,}/.test(text)))"""
    )

    assert left == []
    page.call(TURN.format("en"))
    assert page.page.locator("#headline-title").inner_text() == "Safest way from Onsong, 2004"
