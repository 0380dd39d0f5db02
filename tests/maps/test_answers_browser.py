"""Trade-off and bottlenecks in a real browser: by mouse, by keyboard, by touch, in both languages."""

import re
from dataclasses import replace

import pytest

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
CHOSEN = "document.querySelectorAll('.path-line.path-chosen').length"
TURN = "document.querySelector('.languages button[lang={}]').click();0"


def _layer(page, name):
    return page.page.get_by_role("checkbox", name=name)


def _payload(page):
    return page.call("safepassage.state.data")


def _click_point(page, number):
    """Click where a point of the chart is drawn."""
    box = page.page.locator(f"[data-way=front-{number}] .shape").bounding_box()
    page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _chosen_legs(page):
    return page.call("safepassage.state.chosenWay && safepassage.state.chosenWay.legs")


# the trade-off


def test_page_without_answers_has_no_room_for_them(still):
    """Neither links nor sections nor layers stand on a page that was not given the answers."""
    for name in ("front", "bottlenecks"):
        assert still.page.locator(f"#{name}").is_hidden()
        assert still.page.locator(f"nav [href='#{name}']").is_hidden()
    assert still.page.locator(".chart, .depend-keys").count() == 0


def test_click_on_a_point_draws_its_way(answered):
    """The way of a chosen point is drawn leg by leg, told, and gone when it is chosen again."""
    points = _payload(answered)["front"]["points"]

    _click_point(answered, 3)
    assert _chosen_legs(answered) == points[3]["legs"]
    assert answered.call(CHOSEN) == len(points[3]["legs"])
    assert answered.page.locator("[data-way=front-3]").first.get_attribute("aria-pressed") == "true"
    told = answered.page.locator("#front-told").inner_text()
    assert "Safest" in told
    assert "6,666 km" in told
    assert "0.12–0.90" in told
    assert "1 border" in answered.page.locator("#status").inner_text()

    _click_point(answered, 3)
    assert answered.call(CHOSEN) == 0
    assert answered.page.locator("#front-told").inner_text() == ""


def test_points_that_lie_on_one_another_can_be_told_apart(answered):
    """A pointer takes the nearest point, so that each of two that nearly coincide can be chosen."""
    for number in (1, 2):
        _click_point(answered, number)
        assert answered.call("safepassage.state.chosenWay.key") == f"front-{number}"


def test_keyboard_goes_from_point_to_point(answered):
    """One tab stop; arrows, Home and End move; Enter and Space choose the right way."""
    points = _payload(answered)["front"]["points"]
    answered.page.locator(".chart [tabindex='0']").focus()
    assert answered.page.locator(".chart [tabindex='0']").count() == 1

    answered.page.keyboard.press("ArrowRight")
    answered.page.keyboard.press("ArrowRight")
    assert answered.call("document.activeElement.dataset.way") == "front-2"
    assert "Knee: 4,840 km" in answered.page.locator("#front-read").inner_text()
    answered.page.keyboard.press("Enter")
    assert _chosen_legs(answered) == points[2]["legs"]
    answered.page.keyboard.press("End")
    answered.page.keyboard.press(" ")
    assert _chosen_legs(answered) == points[3]["legs"]
    answered.page.keyboard.press("Home")
    assert answered.call("document.activeElement.dataset.way") == "front-0"
    answered.page.keyboard.press("Tab")
    assert answered.call("document.activeElement.closest('.chart') === null")


def test_points_speak(answered):
    """A screen reader hears what a point is, and whether it is chosen."""
    bar = answered.page.get_by_role("toolbar")
    point = bar.get_by_role("button", name=re.compile("^Shortest"))

    assert point.get_attribute("aria-label") == "Shortest: 4,356 km, risk index 0.57 (0.33–0.80), 2 borders"
    assert point.get_attribute("aria-pressed") == "false"
    point.dispatch_event("click", {"detail": 0})  # as a screen reader clicks
    assert point.get_attribute("aria-pressed") == "true"


def test_chart_says_its_units_and_marks_the_knee(answered):
    """Axes have titles and ticks; the knee has a shape of its own and a word; borders are a number."""
    text = answered.page.locator(".chart").evaluate(
        "(e) => [...e.querySelectorAll('text')].map((t) => t.textContent)"
    )

    assert {"Length in km", "Risk index, with its interval", "4,000", "0.4", "Knee · 2", "Safest · 1"} <= set(
        text
    )
    assert answered.page.locator("[data-way=front-2] path.shape").count() == 1
    assert answered.page.locator("[data-way=front-0] circle.shape").count() == 1
    assert answered.page.locator(".whisker").count() == 4


def test_table_of_the_trade_off_says_the_same(answered):
    """Every point is a row with the numbers of the payload, and its button draws the way."""
    points = _payload(answered)["front"]["points"]
    rows = answered.page.locator("#front tbody tr")

    assert rows.count() == len(points)
    for i, point in enumerate(points):
        text = rows.nth(i).inner_text()
        assert f"{point['km']:,.0f}" in text
        assert f"{point['risk'][1]:.2f}–{point['risk'][2]:.2f}" in text
    assert "Ulaanbaatar → Seoul" in rows.nth(0).inner_text()
    answered.page.get_by_role("button", name="Show on the map: Knee").click()
    assert _chosen_legs(answered) == points[2]["legs"]
    assert answered.page.locator("[data-way=front-2][aria-pressed=true]").count() == 2


def test_front_without_a_way_says_why(visit, network, front):
    """No way through is an answer in the panel and below the map."""
    page = visit(network, front=replace(front, points=(), knee=None, reason="all borders are shut"))

    assert "all borders are shut" in page.page.locator("#panel").inner_text()
    assert "all borders are shut" in page.page.locator("#front").inner_text()


# bottlenecks


def test_layers_are_off_until_they_are_chosen(answered):
    """Countries and borders, places and legs come and go, with their legend."""
    marks = ".depend-mark:not(#panel *), .depend-line"
    assert answered.page.locator(marks).count() == 0
    assert answered.page.locator(".depend-keys").is_hidden()

    _layer(answered, "Countries and borders").check()
    assert answered.page.locator(".depend-keys").is_visible()
    assert answered.page.locator(".leaflet-depend-pane rect.depend-fill").count() == 2  # China, Vietnam
    labels = answered.call("[...document.querySelectorAll('.label.depend')].map((t) => t.textContent)")
    assert "CHINA 100 %" in labels
    assert "China–North Korea 100 %" in labels
    _layer(answered, "Countries and borders").uncheck()
    assert answered.page.locator(marks).count() == 0
    assert answered.page.locator(".label.depend").count() == 0


def test_size_is_the_share_and_a_ring_is_every_way(answered):
    """A place that all best ways pass is larger than one that half of them pass; a ring stands without colour."""
    _layer(answered, "Places and legs").check()
    answered.zoom(119, 41, 6)

    def radius(place):
        return answered.call(
            f"""(() => {{ const {{ state }} = safepassage;
              const at = state.map.latLngToLayerPoint(state.map.layerPointToLatLng(
                state.map.latLngToLayerPoint(state.placeItem.get('{place}').latlng)));
              const all = state.dependence.drawn.filter((m) => m.getElement && m.getLatLng);
              const mark = all.find((m) => state.map.latLngToLayerPoint(m.getLatLng()).distanceTo(at) < 1);
              return mark && [...mark.getElement().querySelectorAll('circle')].map((c) => Number(c.getAttribute('r')));
            }})()"""
        )

    assert radius("shenyang")[0] == pytest.approx(20)  # all of them
    assert radius("yanji")[0] == pytest.approx(20 * 0.5**0.5)  # half of them
    assert len(radius("shenyang")) == 2  # with a ring
    assert len(radius("nanning")) == 1  # without one
    assert radius("erenhot") is None  # on none of the safest
    answered.page.get_by_role("radio", name="shortest ways").check()
    assert len(radius("erenhot")) == 1
    assert "all of the shortest ways" in answered.page.locator(".depend-keys").inner_text()
    lines = answered.call(
        "safepassage.state.dependence.drawn.filter((l) => l.options.className === 'depend-line ring').length"
    )
    assert lines > 0


def test_layer_follows_what_is_shown(answered):
    """A leg that is hidden has no halo, and its places no mark."""
    _layer(answered, "Places and legs").check()
    halo = "safepassage.state.dependence.drawn.length"
    before = answered.call(halo)

    answered.page.get_by_role("button", name="Show only Mongolia").click()

    assert 0 < answered.call(halo) < before


def test_table_of_bottlenecks_says_the_same(answered):
    """Countries and borders come first; each row has the shares and risk indices of the payload."""
    page = _payload(answered)["bottlenecks"]
    tables = answered.page.locator("#bottlenecks table")
    answered.call("document.querySelectorAll('#bottlenecks details').forEach((d) => { d.open = true; });0")

    assert answered.page.locator("#bottlenecks h3").all_inner_texts()[:2] == ["Countries", "Borders"]
    for at, kind in enumerate(("countries", "borders", "places", "legs")):
        rows = tables.nth(at).locator("tbody tr")
        assert rows.count() == len(page[kind])
        for i, item in enumerate(page[kind]):
            text = rows.nth(i).inner_text()
            assert f"{item['through']['length']:.0%}".replace("%", " %") in text
            assert f"{item['through']['risk']:.0%}".replace("%", " %") in text
            assert ("no way left" in text) == any(loss["cut_off"] for loss in item["lost"])
            for change in item["lost"] + item["gained"]:
                before, after = change["risk"]
                if after is not None and abs(after - before) > 0.01:
                    assert f"{before:.2f} → {after:.2f}" in text
                if (change["km"] or 0) >= 0.5:
                    assert f"{change['km']:,.0f} km longer" in text
    assert "all 2 origins: no way left" in tables.nth(0).locator("tbody tr").first.inner_text()


def test_row_shows_its_place_on_the_map(answered):
    """A button of the table turns the layer on, and opens what it is about."""
    answered.call("document.querySelectorAll('#bottlenecks details').forEach((d) => { d.open = true; });0")
    answered.page.locator("#bottlenecks").get_by_role(
        "button", name="Show on the map: Yanji", exact=True
    ).click()

    assert _layer(answered, "Places and legs").is_checked()
    card = answered.page.locator("#card").inner_text()
    assert "Every way from Onsong passes it." in card
    assert re.search(r"Onsong: risk index 0\.49 → 0\.28", card)

    answered.page.locator("#bottlenecks").get_by_role(
        "button", name="Show on the map: China–Mongolia"
    ).click()
    assert _layer(answered, "Countries and borders").is_checked()


def test_ways_left_are_told_and_drawn(answered):
    """The disjoint ways can be chosen; cuts are told; of borders only the number."""
    first = answered.page.locator(".ways-left").first
    text = first.inner_text()

    assert "Tumen river → Yanji → Shenyang → Beijing" in text
    assert "One border is on every way; it is named above." in text
    assert "Any two ways share a place." in text
    first.get_by_role("button").first.click()
    left = _payload(answered)["bottlenecks"]["ways"][0]
    assert _chosen_legs(answered) == left["places"]["paths"][0]["legs"]
    assert answered.call(CHOSEN) == len(_chosen_legs(answered))


def test_several_ways_left_are_said_in_words(visit, network, bottlenecks):
    """Larger numbers, none, and the adjacent case each have their sentence."""
    from types import SimpleNamespace as Drawn

    way = bottlenecks.ways_left[0].legs.paths[0]
    cut = replace(
        bottlenecks.ways_left[0].places,
        size=2,
        cuts=(("beijing", "yanji"),),
        complete=False,
        paths=(way, way),
    )
    left = [
        replace(bottlenecks.ways_left[0], places=cut, borders=Drawn(number=3, exact=True, ways=(((), way),))),
        replace(
            bottlenecks.ways_left[1],
            places=replace(cut, size=None, cuts=(), complete=True, paths=()),
            borders=Drawn(number=None, exact=True, ways=(((), way),)),
        ),
    ]
    page = visit(network, bottlenecks=replace(bottlenecks, ways_left=tuple(left)))
    page.call("document.querySelectorAll('#bottlenecks details').forEach((d) => { d.open = true; });0")
    first, second = page.page.locator(".ways-left").all_inner_texts()

    assert "Whichever 2 borders close, a way is left." in first
    assert "At most 2 ways have no place in common but their ends:" in first
    assert "Beijing or Yanji" in first
    assert "There are more such lines than are listed." in first
    assert "A way passes no border" in second
    assert "A leg leads straight to a destination" in second


# for everybody


def test_axe_finds_nothing_serious_with_all_open(answered):
    """With layers on, a point chosen and all unfolded, contrast, names and roles hold."""
    answered.call(
        "document.querySelectorAll('.layers input[type=checkbox]').forEach((i) => { if (!i.checked) i.click(); });0"
    )
    answered.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    _click_point(answered, 2)

    assert answered.axe() == []


def test_korean_page_says_all_of_it_in_korean(answered):
    """Chart, layers, tables and sentences have Korean words; what was chosen stays chosen."""
    _click_point(answered, 2)
    _layer(answered, "Countries and borders").check()
    answered.call(TURN.format("ko"))

    assert answered.page.locator("[data-way=front-2]").first.get_attribute("aria-label") == (
        "무릎점: 4,840km, 위험 지수 0.43(0.25–0.69), 국경 2곳"
    )
    assert answered.page.locator("[data-way=front-2]").first.get_attribute("aria-pressed") == "true"
    assert "무릎점" in answered.page.locator("#front-told").inner_text()
    assert answered.page.get_by_role("checkbox", name="나라와 국경").is_checked()
    assert answered.page.locator(".depend-keys").is_visible()
    for part in ("#front", "#bottlenecks", "#panel"):
        english = answered.call(f"""[...document.querySelectorAll('{part} *')].filter((e) => !e.closest('[lang=en]') && !e.children.length)
          .map((e) => e.textContent).filter((text) => /[A-Za-z]{{3,}}/.test(text.replace(/China-\\w+ border|Esc|Enter/g, '')))""")
        assert english == []


def test_phone_holds_chart_and_tables(visit, network, front, bottlenecks):
    """By touch on 390 px, in Korean: the chart answers a tap, nothing is wider than the screen."""
    page = visit(
        network,
        viewport=PHONE,
        front=front,
        bottlenecks=bottlenecks,
        fragment="#lang=ko",
        is_mobile=True,
        has_touch=True,
        reduced_motion="reduce",
    )
    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    shape = page.page.locator("[data-way=front-0] .shape")
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    page.page.touchscreen.tap(box["x"] + 14, box["y"] + 8)
    _layer(page, "장소와 구간").check()

    assert page.call("safepassage.state.chosenWay.key") == "front-0"
    assert page.call("document.documentElement.scrollWidth") == 390
    assert page.page.locator("nav a:visible").count() == 7
    assert page.axe() == []


HOSTILE = [
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "{{ 7*7 }}",
    "a" * 5000,
]


def test_hostile_texts_are_text_in_answers_too(visit, network, front, bottlenecks):
    """Names of places in charts and tables, and reasons, are shown as they are."""
    for node, text in zip(("yanji", "beijing", "onsong", "shenyang"), HOSTILE, strict=True):
        network.nodes[node].update(name=text, name_ko=text)
    page = visit(network, viewport=PHONE, front=front, bottlenecks=bottlenecks)
    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    page.call(
        "document.querySelectorAll('.layers input[type=checkbox]').forEach((i) => { if (!i.checked) i.click(); });0"
    )
    page.call(
        "document.querySelectorAll('[data-way]').forEach((b) => b.dispatchEvent(new MouseEvent('click', { bubbles: true })));0"
    )
    page.call(TURN.format("ko"))

    assert HOSTILE[0] in page.page.locator("#bottlenecks").evaluate("(e) => e.textContent")
    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 0
    assert page.call("document.documentElement.scrollWidth") == 390


def test_print_keeps_chart_and_tables(answered):
    """On paper the chart stands, the folded tables are open, the controls are gone."""
    answered.page.emulate_media(media="print")
    answered.call("window.dispatchEvent(new Event('beforeprint'));0")

    assert answered.page.locator(".chart").is_visible()
    assert answered.page.locator("#bottlenecks table").nth(3).is_visible()
    assert answered.page.locator("#front .quiet").first.is_hidden()
    answered.page.emulate_media(media="screen")
