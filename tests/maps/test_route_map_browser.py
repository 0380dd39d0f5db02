"""The page in a real browser: quiet on the network, readable, usable by keyboard and by touch."""

import re
from dataclasses import replace

import pytest

from routes import Report

pytestmark = pytest.mark.browser


def _overlaps(boxes):
    return [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a["x"] < b["right"] and b["x"] < a["right"] and a["y"] < b["bottom"] and b["y"] < a["bottom"]
    ]


LABEL_BOXES = """[...document.querySelectorAll('.labels .label')].map((t) => {
  const b = t.getBoundingClientRect();
  return { text: t.textContent, x: b.left + 1, right: b.right - 1, y: b.top + 3, bottom: b.bottom - 3 };
})"""

PHONE = {"width": 390, "height": 844}


def test_page_is_ready_at_once(page):
    """About a second on a quiet machine; tests run on busy ones."""
    page.load_again()

    assert page.call("performance.now()") < 5000
    assert page.call("document.querySelectorAll('.strand').length") > 20


def test_axe_finds_nothing_serious(page):
    """Contrast, names, roles and landmarks hold, with a card open and all unfolded."""
    page.open_leg(u="tumen-river")
    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")

    assert page.axe() == []


def test_phone_in_korean_by_risk(visit, network, safest):
    """On a phone nothing is wider than the screen, and axe finds nothing serious."""
    phone = visit(
        network,
        viewport=PHONE,
        paths=[safest],
        fragment="#lang=ko",
        is_mobile=True,
        has_touch=True,
        reduced_motion="reduce",
    )
    phone.call("document.querySelector('input[value=risk]').click();0")
    phone.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")
    phone.open_leg(u="tumen-river")

    assert phone.call("document.documentElement.scrollWidth") == 390
    assert phone.axe() == []


@pytest.mark.parametrize(
    "view",
    [None, (129.5, 42.8, 7.5), (101.0, 20.5, 7), (116.4, 39.9, 5)],
    ids=["whole", "tumen", "triangle", "beijing"],
)
def test_labels_do_not_overlap(page, view):
    """No label lies over another, at any zoom, and none is cut by the edge of the map."""
    if view:
        page.zoom(*view)

    boxes = page.call(LABEL_BOXES)
    frame = page.page.locator("#map-frame").bounding_box()

    assert len(boxes) >= 4
    assert _overlaps(boxes) == []
    assert all(b["x"] >= frame["x"] - 3 and b["right"] <= frame["x"] + frame["width"] + 3 for b in boxes)


@pytest.mark.parametrize("zoom", [4, 5.5, 7, 9])
def test_places_keep_a_finger_apart(page, zoom):
    """Places that can be chosen are at least 24 px apart; crowded ones wait for a closer view."""
    page.zoom(124.4, 40.1, zoom)

    gaps = page.call("""(() => {
      const { state } = safepassage;
      const points = state.places.filter((p) => p.shown).map((p) => placePoint(p));
      function placePoint(item) {
        const b = item.marker ? item.marker.getElement().getBoundingClientRect() : null;
        return b ? [b.left + b.width / 2, b.top + b.height / 2] : null;
      }
      const known = points.filter(Boolean);
      return Math.min(...known.flatMap((a, i) => known.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))));
    })()""")

    assert gaps >= 23.5


def test_twin_towns_are_drawn_apart(page):
    """Dandong and Sinuiju share a rounded point, and can both be seen and chosen."""
    page.zoom(124.4, 40.1, 8)

    a = page.page.locator("[data-place=dandong]").bounding_box()
    b = page.page.locator("[data-place=sinuiju]").bounding_box()

    assert abs(a["x"] - b["x"]) + abs(a["y"] - b["y"]) > 24
    assert page.page.locator("[data-place=dandong]").is_visible()
    assert page.page.locator("[data-place=sinuiju]").is_visible()


def test_one_click_leads_to_the_citation(page):
    """A click on a leg shows what it is, its risk with interval, and its reports in full."""
    page.zoom(129.6, 42.9, 9)
    at = page.call("""(() => {
      const { map, state } = safepassage;
      const item = state.legs.find((l) => l.leg.u === 'tumen-river');
      const ring = item.hit._rings[0];
      const b = map.getContainer().getBoundingClientRect();
      const mid = map.layerPointToContainerPoint(L.point((ring[0].x + ring[1].x) / 2, (ring[0].y + ring[1].y) / 2));
      return [b.left + mid.x, b.top + mid.y];
    })()""")
    page.page.mouse.click(*at)

    text = page.page.locator("#card").inner_text()

    assert "Tumen river 두만강 → Yanji 연길" in text
    assert re.search(r"high index 0\.23", text, re.IGNORECASE)
    assert "0.15–0.35" in text
    assert "evidence: named" in text
    assert "Guards on the river turned many back." in text
    assert "How the routes have moved. The Example Times (Wire), 2004-08-02." in text
    assert "2 reports, 1 independent" not in text
    assert "1 report, 1 independent (1 news)" in text
    assert page.page.locator("#card a.url").first.get_attribute("href") == "https://example.org/2004/routes"
    assert page.page.locator("#card a.url").first.get_attribute("rel") == "noreferrer noopener"
    assert "Some drown in the river." in text


def test_pointing_at_a_leg_names_it(page):
    """A short word on what lies under the pointer: ends, mode, length, risk, evidence."""
    page.call("safepassage.state.legs.find((l) => l.leg.u === 'kunming').hit.openTooltip();0")

    text = page.page.locator(".tip").inner_text()
    assert "Kunming → China-Laos border" in text
    assert re.search(r"Road · \d+ km · risk low", text)
    assert "evidence: inferred" in text


def test_assumed_is_said_in_words(page):
    """A leg that no report speaks of says that its risk is the dataset's default."""
    page.call(
        "safepassage.state.open({ leg: safepassage.state.legs.find((l) => l.leg.v === 'ulaanbaatar') });0"
    )

    assert "assumed: no report says anything" in page.page.locator("#card").inner_text()


def test_places_are_chosen_with_enter_and_left_with_escape(page):
    """The keyboard opens a card, reads it, closes it, and is back where it was."""
    page.page.locator("[data-place=ulaanbaatar]").focus()
    page.page.keyboard.press("Enter")

    assert "Nobody was sent back from there." in page.page.locator("#card").inner_text()
    assert page.call("document.activeElement.id") == "card-title"

    page.page.keyboard.press("Escape")
    assert page.page.locator("#card").is_hidden()
    assert page.call("document.activeElement.dataset.place") == "ulaanbaatar"


def test_no_stop_of_the_keyboard_is_without_a_name(page):
    """Lines that can be clicked are no stops: their table is the way there."""
    page.page.locator(".folium-map").focus()
    for _ in range(60):
        page.page.keyboard.press("Tab")
        here = "document.activeElement"
        if page.call(f"{here}.closest('.folium-map') !== null"):
            assert page.call(f"({here}.getAttribute('aria-label') || {here}.textContent).trim() !== ''")


def test_crossing_is_a_band_that_the_keyboard_reaches(page):
    """A crossing is a line along its border, with a name and a role, never a point."""
    page.zoom(106.7, 22.0, 8)
    band = page.page.locator("path[data-place=china-vietnam]")

    assert band.get_attribute("role") == "button"
    assert band.get_attribute("aria-label").startswith("China-Vietnam border, Border crossing")
    assert len(re.findall("[ML]", band.get_attribute("d"))) > 2
    band.focus()
    page.page.keyboard.press("Enter")
    assert "From China into Vietnam" in page.page.locator("#card").inner_text()


def test_skip_link_comes_first(page):
    """The first stop of the keyboard leads past the map to the table."""
    page.page.keyboard.press("Tab")

    assert page.call("document.activeElement.className") == "skip"
    page.page.keyboard.press("Enter")
    assert page.call("document.activeElement.id") == "legs"


def test_table_opens_a_leg_on_the_map(page):
    """Every leg can be chosen from its row."""
    page.page.get_by_role("button", name="Show on the map: Hanoi → Seoul, Air").click()

    assert "Hanoi 하노이 → Seoul 서울" in page.page.locator("#card").inner_text()


def test_tables_hold_all_that_the_map_shows(still, network):
    """A row for each leg, shut leg and place; each report with each of its claims."""
    page = still

    rows = page.page.locator("#legs table").first.locator("tbody tr")
    assert rows.count() == network.number_of_edges()
    assert page.page.locator("#places tbody tr").count() == len(network)
    assert "last reported in 1999" in page.page.locator("#legs").inner_text()
    row = page.page.locator("#legs tbody tr", has_text="Tumen river").nth(1).inner_text()
    for word in (
        "Yanji",
        "연길",
        "On foot",
        "0.23",
        "0.15–0.35",
        "high",
        "named",
        "drowning",
        "Passage of the border PRK:CHN",
        "1 report, 1 independent (1 news)",
    ):
        assert word in row
    text = page.page.locator("#reports").evaluate("(e) => e.textContent")
    for claim in network.graph["claims"].values():
        assert claim.claim in text


@pytest.mark.parametrize("asked", ["연길", "yenchi", "YANJI", "yan ji"])
def test_search_finds_any_name(page, asked):
    """Korean, other spellings, any case and any spacing find the place and open it."""
    page.page.fill("#search", asked)
    assert page.page.locator("#found li").first.inner_text().startswith("Yanji")
    page.page.keyboard.press("Enter")

    assert "Yanji" in page.page.locator("#card-title").inner_text()
    assert page.page.locator("[data-place=yanji]").is_visible()


def test_search_says_when_nothing_is_found(page):
    """No place of that name is an answer."""
    page.page.fill("#search", "atlantis")

    assert page.page.locator("#found").inner_text() == "No place of this name"


def test_layers_show_and_hide(page, network):
    """A family alone leaves its own legs and places; a mode that is off takes its legs away."""
    visible = "safepassage.state.legs.filter((l) => l.visible).length"

    page.page.get_by_role("button", name="Show only Mongolia").click()
    assert page.call(visible) == sum("mongolia" in d["families"] for *_, d in network.edges(data=True))
    assert page.page.locator("[data-place=bangkok]").is_hidden()

    page.page.get_by_role("button", name="Show only Mongolia").click()
    assert page.call(visible) == network.number_of_edges()

    page.page.get_by_role("checkbox", name="Air").uncheck()
    assert page.call(visible) == sum(key != "air" for *_, key in network.edges(keys=True))


def test_shut_legs_are_a_layer_that_is_off(page):
    """Legs out of use are drawn only when asked for."""
    assert page.page.locator("path.dormant").count() == 0

    page.page.get_by_role("checkbox", name="Out of use or shut").check()
    assert page.page.locator("path.dormant").count() == 1


def test_shared_legs_have_a_strand_for_each_family(page):
    """Where four families travel together, four lines run side by side; by risk there is one."""
    strands = """safepassage.state.legs.find((l) => l.leg.u === 'shenyang' && l.leg.v === 'beijing')
      .parts.filter((p) => p.options.className === 'strand' && p.options.color !== '#fff').length"""

    assert page.call(strands) == 4
    page.call("document.querySelector('input[value=risk]').click();0")
    assert page.call(strands) == 1


def test_parallel_legs_run_apart(still):
    """A road and a railway between the same places are two lines."""
    page = still

    middles = page.call(
        "safepassage.state.legs.filter((l) => l.leg.u === 'yanji' && l.leg.v === 'shenyang').map((l) => l.middle)"
    )

    assert len(middles) == 2
    assert abs(middles[0] - middles[1]) > 3


def test_path_is_highlighted_and_told(page, safest):
    """A path has a card with its numbers, interval and caveat, and a switch for its highlight."""
    text = page.page.locator(".path-card").inner_text()
    assert re.search(r"4,321 km.*11\.5 days|4,321 km", text, re.DOTALL)
    assert "0.31" in text
    assert "0.12–0.55" in text
    assert (
        "Lowest risk index among the ways reported as of 2004-06 (15 June 2004); past reports, not advice"
        in text
    )
    assert page.page.locator(".path-line.path-0").count() == len(safest.legs)

    page.page.get_by_label("Safest path").uncheck()
    assert page.page.locator(".path-line").count() == 0


def test_no_way_through_is_told(visit, network, safest):
    """A path that was not found has a card with its reason, and no highlight."""
    page = visit(
        network, paths=[replace(safest, found=False, legs=(), summary="No way through: all is shut.")]
    )

    assert "No way through: all is shut." in page.page.locator(".path-card").inner_text()


def test_footer_says_what_must_be_said(still, network):
    """Sources, version, dates, rounding, scenario, borders, contact, licence and the caveat."""
    page = still

    text = page.page.locator("#about").inner_text()

    for words in (
        "Published reports only; not for navigation, not for enforcement.",
        "2 published reports",
        "version 0.1.0",
        "2004-06 (15 June 2004)",
        "1996-01 to 2004-12",
        "one decimal of a degree, about 11 km",
        "none: the network as reported",
        "Natural Earth",
        "de facto",
        "corrections@example.org",
        "CC-BY-4.0",
        "refugees and people on the move",
    ):
        assert words in text
    assert "Not about people at risk" not in text


def test_reason_is_printed_where_people_are_not_at_risk(visit, network):
    """A dataset that is not about people at risk says why, on the page."""
    network.graph["dataset"] = replace(
        network.graph["dataset"], people_at_risk=False, people_at_risk_reason="an announced evacuation"
    )

    page = visit(network)

    assert "an announced evacuation" in page.page.locator("#about").inner_text()


def test_scenario_is_on_the_page(visit, network):
    """What was closed stands at the top and at the foot."""
    network.graph["scenario"] = ("CHN-MNG closed",)

    page = visit(network)

    assert "scenario: CHN-MNG closed" in page.page.locator("#subtitle").inner_text()
    assert "CHN-MNG closed" in page.page.locator("#about").inner_text()


def test_network_without_legs_says_so(visit, drawn, network):
    """A date on which nothing is in use gives a page with places and a sentence."""
    from itertools import islice

    page = visit(drawn([tuple(row) for row in islice(_rows(network), 3)], []))

    assert "No leg is in use as of 2004-06" in page.page.locator("#legs").inner_text()
    assert page.page.locator(".place:not(.crowded)").count() > 0


def test_network_without_anything_says_so(visit, drawn):
    """No places at all is a page too."""
    page = visit(drawn([], []))

    assert "No leg is in use" in page.page.locator("#legs").inner_text()
    assert "The network holds no place." in page.page.locator("#places").inner_text()


def _rows(G):
    for node, d in G.nodes(data=True):
        yield (
            node,
            d["name"],
            d["name_ko"],
            d["country"],
            d["other_country"],
            d["kind"].value,
            d["lon"],
            d["lat"],
        )


HOSTILE = [
    "{{ 7*7 }}",
    "{{ ''.__class__ }}",
    "{% raw %}",
    "{# not a comment #}",
    "${alert(1)} `${window.hit = 1}`",
    "</script><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<!-- <script>",
    "\u200f\u05d0\u05d1 right \u061c to left",
    "javascript:window.hit=1",
    "a" * 10_000,
    "\\u003cb\\u003e \" ' \\ \u2028 &lt;b&gt;",
]


def test_hostile_texts_are_shown_as_they_are(visit, network):
    """Names, claims, titles and notes that are code somewhere are only text here."""
    nodes = list(network)[: len(HOSTILE)]
    for node, text in zip(nodes, HOSTILE, strict=True):
        network.nodes[node].update(name=text, name_ko=text, name_local=text, variants=(text,), note=text)
    claims = {
        key: replace(claim, claim=HOSTILE[i % 12], where=HOSTILE[i])
        for i, (key, claim) in enumerate(network.graph["claims"].items())
    }
    network.graph["claims"] = claims
    network.graph["families"] = tuple(
        replace(f, name=HOSTILE[i]) for i, f in enumerate(network.graph["families"])
    )
    network.graph["scenario"] = tuple(HOSTILE)
    network.graph["notices"] = tuple(HOSTILE)
    network.graph["reports"] = {
        key: replace(report, title=HOSTILE[5 + i], publisher=HOSTILE[i], url=HOSTILE[9], note=HOSTILE[6])
        for i, (key, report) in enumerate(network.graph["reports"].items())
    }
    assert all(isinstance(report, Report) for report in network.graph["reports"].values())

    page = visit(network, viewport=PHONE)
    for i in range(network.number_of_edges()):
        page.call(f"safepassage.state.open({{ leg: safepassage.state.legs[{i}] }});0")
    for i in range(len(network)):
        page.call(f"safepassage.state.open({{ place: safepassage.state.places[{i}] }});0")
    page.zoom(128, 42, 7)
    page.page.mouse.move(200, 400)

    names = set(page.call("[...document.querySelectorAll('#places tbody th bdi')].map((b) => b.textContent)"))
    assert {*HOSTILE} <= {name.removeprefix(" ") for name in names}
    page.call("document.querySelector('.languages button[lang=ko]').click();0")
    for i in range(0, network.number_of_edges(), 5):
        page.call(f"safepassage.state.open({{ leg: safepassage.state.legs[{i}] }});0")
    assert page.call("window.hit") is None
    assert page.call("document.images.length") == 0
    assert page.call("document.querySelectorAll('a[href^=\"javascript\"]').length") == 0
    assert page.call("document.documentElement.scrollWidth") == 390
    assert page.call("document.scripts.length") == 6  # four that run, two of data


def test_still_for_those_who_ask_for_it(visit, network):
    """With reduced motion the map jumps instead of flying."""
    page = visit(network, reduced_motion="reduce")

    assert page.call("safepassage.map._zoomAnimated") is False


def test_print_shows_map_and_tables(visit, network):
    """On paper the controls are gone, and the tables are whole, with their columns at the width of A4."""
    page = visit(network, viewport={"width": 700, "height": 900})
    row = "getComputedStyle(document.querySelector('#legs tbody tr')).display"
    assert page.call(row) == "block"
    page.page.emulate_media(media="print")

    assert page.call(row) == "table-row"
    assert page.page.locator(".leaflet-control-zoom").is_hidden()
    assert page.page.locator("#search").is_hidden()
    assert page.call("getComputedStyle(document.querySelector('.scroll')).maxHeight") == "none"
