"""From a leg to its reports, and how well each leg is attested."""

import pytest

from maps import save_route_map
from maps.evidence import claims_of_leg
from routes import build_network, grade_of, read_dataset, shipped_dataset_path

pytestmark = pytest.mark.browser

FOUNDING = [
    "taipei-times-2004-08-02",
    "latimes-2002-06-24",
    "independent-2002-05-10",
    "cnsnews-2002-05-10",
    "cnsnews-2002-05-22",
]


@pytest.fixture(scope="module")
def founding(browser, tmp_path_factory, standard):
    """Return the shipped network as of a day on which all five reports hold, opened once."""
    import datetime as dt

    G = build_network(read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1)), "2004-09")
    visit = type(standard)(browser, save_route_map(G, tmp_path_factory.mktemp("shipped") / "routes.html"))
    yield G, visit
    visit.has_kept_quiet()
    visit.context.close()


# a point of a leg that nothing lies over, once the leg fills the map
FREE_POINT = """([u, v, mode]) => {
  const { map, state } = safepassage;
  const item = state.legs.find(({ leg }) => leg.u === u && leg.v === v && leg.mode === mode);
  map.fitBounds(L.latLngBounds(item.points), { animate: false, padding: [60, 60], maxZoom: 9 });
  const path = item.hit.getElement();
  const frame = map.getContainer().getBoundingClientRect();
  const along = (share) => path.getPointAtLength(path.getTotalLength() * share);
  const points = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((share) => {
    const p = map.layerPointToContainerPoint(L.point(along(share).x, along(share).y));
    return [frame.left + p.x, frame.top + p.y];
  });
  return points.find(([x, y]) => document.elementFromPoint(x, y) === path) || null;
}"""


@pytest.mark.parametrize("report", FOUNDING)
def test_two_clicks_lead_from_a_leg_to_its_report(founding, report):
    """A click on a leg, a click on a report: its entry is there, unfolded, with the focus."""
    G, visit = founding
    number = list(visit.call("Object.keys(safepassage.state.data.reports)")).index(report) + 1
    legs = [leg for leg in G.edges(keys=True) if report in G.edges[leg]["reports"]]
    visit.load_again()  # whatever a test before it left open, scrolled or focused
    points = (
        visit.page.evaluate(FREE_POINT, leg) for leg in sorted(legs, key=lambda e: -G.edges[e]["length_km"])
    )
    at = next(point for point in points if point)

    visit.page.mouse.click(*at)
    visit.page.locator(f"#card .report-list a[href='#report-{number}']").click()

    visit.page.wait_for_selector(f"#report-{number}:focus")
    entry = visit.page.locator(f"#report-{number}")
    assert G.graph["reports"][report].title in entry.inner_text()
    for claim in G.graph["reports"][report].claims:
        assert entry.get_by_text(claim.claim, exact=True).first.is_visible()


def test_every_leg_lists_its_reports(founding):
    """The card of each leg holds a link for each report that supports it."""
    G, visit = founding
    found = visit.call("""safepassage.state.legs.map((item) => {
      safepassage.state.open({ leg: item });
      const links = [...document.querySelectorAll('#card .report-list a')].map((a) => a.getAttribute('href'));
      return [item.leg.u, item.leg.v, item.leg.mode, links];
    })""")
    numbers = {id_: n for n, id_ in enumerate(visit.call("Object.keys(safepassage.state.data.reports)"), 1)}

    assert len(found) == G.number_of_edges()
    for u, v, key, links in found:
        assert {f"#report-{numbers[r]}" for r in G.edges[u, v, key]["reports"]} <= set(links)


def test_grades_are_those_of_the_files(founding):
    """Every leg shows the words that `grade_of` gives for its claims."""
    G, visit = founding
    rows = visit.call(
        "[...document.querySelector('#legs table').querySelectorAll('td .grade')].map((n) => n.textContent)"
    )
    claims, reports = G.graph["claims"], G.graph["reports"]
    expected = [
        grade_of([claims[c] for c in claims_of_leg(data)], reports).in_words
        for *_, data in sorted(G.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]

    assert rows == expected


def test_place_card_grades_and_cites(founding):
    """A place has a grade and its reports too."""
    _, visit = founding
    visit.call("safepassage.state.open({ place: safepassage.state.placeItem.get('beijing') });0")

    text = visit.page.locator("#card").inner_text()
    assert "independent (" in text
    assert visit.page.locator("#card .report-list a").count() >= 2


def test_claim_links_lead_to_the_claim(page):
    """In the table a claim's number leads to the claim itself, unfolded."""
    page.page.locator("#legs a[href^='#claim-']").first.click()

    page.page.wait_for_selector("[id^='claim-']:focus")
    assert page.page.locator("li.here").is_visible()
