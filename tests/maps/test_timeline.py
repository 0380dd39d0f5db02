"""The timeline as a picture and as a page: everything in it, in words too, and nothing that runs."""

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from analysis import Cause, Exit, Leg, Rival, Span, Totals, timeline
from geodata import FormatError, Place, PlaceKind
from maps import render_timeline, render_timeline_page, save_timeline
from maps.timeline_marks import text_width
from maps.timeline_words import changes_of, lead_class, range_text
from routes import (
    Access,
    Dataset,
    DatasetInfo,
    Period,
    Report,
    ReportKind,
    RiskModel,
    read_dataset,
    shipped_dataset_path,
)

PHONE = {"width": 390, "height": 844}
SVG = "{http://www.w3.org/2000/svg}"


REPORTS = {
    key: Report(
        id=key,
        publisher=publisher,
        agency=agency,
        title=title,
        date=Period(start=dt.date(2003, 1, 1), end=dt.date(2003, 12, 31)),
        date_text=date,
        kind=ReportKind.NEWS,
        access=Access.FULL,
    )
    for key, publisher, agency, title, date in (
        ("ngo-2003", "Example Watch", "", "A year on the border", "2003"),
        ("wire-2004", "The Example Times", "Wire", "How the routes have moved", "2004-08-02"),
    )
}


def draw_dataset(network):
    """Return a dataset with the places, reports and claims of the drawn network."""
    places = {
        node: Place(
            id=node, name=d["name"], country=d["country"], kind=PlaceKind(d["kind"]), lon=d["lon"], lat=d["lat"],
            other_country=d["other_country"],
        )
        for node, d in network.nodes(data=True)
    }  # fmt: skip
    info = network.graph["dataset"]
    assert isinstance(info, DatasetInfo)
    return Dataset(
        info=info,
        risk=RiskModel(scale={}, defaults={}, reference_km={}, km_per_day={}),
        places=places,
        skeleton=(),
        reports=network.graph["reports"],
        legs=(),
        today=dt.date(2026, 1, 1),
    )


def draw_path(country, way, *, other=None, gap=0.1, reason="", risk=0.4):
    """Return a path that leaves the ground in a country; ``other`` is the country of the next exit."""
    totals = Totals(
        length_km=4321, days=11.5, risk_cost=risk, risk_low=risk / 2, risk_high=risk * 2, borders=()
    )
    exit_ = Exit(country, way) if country else None
    rival = Rival(legs=(), exit=Exit(other, "air"), totals=totals, gap=gap) if other else None
    return SimpleNamespace(
        found=not reason,
        label="Safest path",
        summary="Lowest risk index.",
        reports=tuple(REPORTS),
        source="onsong",
        target="seoul",
        places=("onsong", "tumen-river", "yanji", "shenyang"),
        length_km=totals.length_km,
        days=totals.days,
        risk_index=totals.risk_index,
        risk_index_low=totals.risk_index_low,
        risk_index_high=totals.risk_index_high,
        legs=(
            Leg("onsong", "tumen-river", "foot"),
            Leg("tumen-river", "yanji", "foot"),
            Leg("yanji", "shenyang", "rail"),
        ),
        totals=totals,
        exit=exit_,
        sources=tuple(REPORTS.values()),
        flags=("assumed",),
        as_of="15 June 2004",
        scenario=(),
        dataset="drawn",
        other_exit=rival,
        reason=reason,
    )


def draw_spans():
    """Return four spans: missions in China, Mongolia just ahead, Mongolia by air, and no way."""
    cause = Cause(claim="wire-2004#hazard-1", report="wire-2004", event="begins", day=dt.date(2002, 7, 1))
    haven = Cause(claim="ngo-2003#haven-1", report="ngo-2003", event="goes stale", day=dt.date(2003, 3, 1))
    route = Cause(
        claim="wire-2004#route-1", report="wire-2004", event="falls out of use", day=dt.date(2004, 2, 3)
    )

    def span(first, last, path, gap, risk, causes=(), *, together=False):
        return Span(
            first=dt.date(*first, 15), last=dt.date(*last, 15), path=path, risk_index=risk, gap=gap, causes=causes,
            together=together,
        )  # fmt: skip

    return (
        span((2000, 1), (2002, 7), draw_path("CHN", "mission", other="MNG"), (0.3, 0.4), (0.31, 0.31)),
        span(
            (2002, 8), (2003, 3), draw_path("MNG", "mission", other="CHN"), (0.01, 0.2), (0.4, 0.46), (cause,)
        ),
        span((2003, 4), (2004, 2), draw_path("MNG", "air"), None, (0.5, 0.51), (haven, route), together=True),
        span(
            (2004, 3), (2004, 12), draw_path(None, "", reason="every way on is shut"), None, (0, 0), (route,)
        ),
    )


@pytest.fixture
def dataset(network):
    return draw_dataset(network)


@pytest.fixture
def spans():
    return draw_spans()


def _texts(svg):
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_picture_is_valid_xml_with_title_and_description(dataset, spans):
    """A reader that cannot see it is told the spans in order; it stands by itself."""
    root = ET.fromstring(render_timeline(dataset, spans))  # noqa: S314 - our own

    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text == "The safest way from Onsong to Seoul, 2000-2004"
    described = root.find(f"{SVG}desc").text
    assert (
        "August 2002 to March 2003: Mongolia, by its diplomatic missions, risk index 0.40–0.46" in described
    )
    assert "a close call" in described
    assert "no way through" in described
    assert not [
        node for node in root.iter() if node.tag.endswith(("script", "image", "foreignObject", "style"))
    ]
    assert "http" not in re.sub(r'xmlns="[^"]*"|https://example.org\S*', "", render_timeline(dataset, spans))


def test_each_exit_has_a_strip(dataset, spans):
    """One name for each exit, missions and flights of one country on the same strip."""
    texts = _texts(render_timeline(dataset, spans))

    for name in ("China", "Mongolia", "No way through"):
        assert texts.count(name) == 1
    assert "missions or by air" in texts


def test_bars_cover_the_months_and_tell_how_close(dataset, spans):
    """Bars follow one another without a gap; the close call is hatched, dashed and said."""
    svg = render_timeline(dataset, spans)
    bars = [node for node in ET.fromstring(svg).iter(f"{SVG}rect") if node.get("class") == "bar"][:4]  # noqa: S314 - our own
    ends = sorted((float(bar.get("x")), float(bar.get("x")) + float(bar.get("width"))) for bar in bars)

    assert all(0 <= left - right <= 1.5 for (_, right), (left, _) in pairwise(ends))
    close = [bar for bar in bars if bar.get("fill") == "url(#tl-close)"]
    assert len(close) == 1
    assert close[0].get("stroke-dasharray")
    texts = _texts(svg)
    assert "CLOSE CALL: ahead by 0.010–0.200" in texts
    assert "risk index 0.40–0.46, missions" in texts
    assert "no other exit reported" in texts


def test_changes_are_numbered_and_explained(dataset, spans):
    """Each change tells its claims: day, what happened, words, citation."""
    whole = " ".join(_texts(render_timeline(dataset, spans)))

    assert "August 2002: China, by its diplomatic missions → Mongolia, by its diplomatic missions" in whole
    assert (
        "2002-07-01: begins to hold (danger of return: high, on the border from North Korea into China). "
        "Guards on the river turned many back." in whole
    )
    assert "How the routes have moved. The Example Times (Wire), 2004-08-02." in whole
    assert "2 claims changed it together" in whole
    assert "Published reports only; not for navigation, not for enforcement." in whole
    assert [change.number for change in changes_of(dataset, spans)] == [1, 2, 3]


def test_labels_stay_inside_and_apart(dataset):
    """Short spans at the end of the time do not push their labels out of the picture or together."""
    months = [
        Span(first=dt.date(2004, m, 15), last=dt.date(2004, m, 15), path=draw_path("MNG" if m % 2 else "VNM", "air"), risk_index=(0.1, 0.2), gap=(0.1, 0.1))
        for m in range(1, 13)
    ]  # fmt: skip
    long = replace(months[0], first=dt.date(1990, 1, 15), last=dt.date(2003, 12, 15))
    root = ET.fromstring(render_timeline(dataset, [long, *months]))  # noqa: S314 - our own

    boxes = []
    for node in root.iter(f"{SVG}text"):
        if not (node.text or "").startswith(("risk index", "ahead by")):
            continue
        x, y = float(node.get("x")), float(node.get("y"))
        boxes.append((x, x + text_width(node.text, 11.5), y))
    assert len(boxes) == 26
    assert all(right <= 1000 for _, right, _ in boxes)
    for i, (left, right, y) in enumerate(boxes):
        assert not [b for b in boxes[i + 1 :] if abs(b[2] - y) < 10 and b[0] < right and left < b[1]]


def test_without_spans_it_says_so(dataset):
    """No month asked about is a picture and a page, not an error."""
    assert "No month was asked about." in render_timeline(dataset, ())
    assert "No month was asked about." in render_timeline_page(dataset, ())


def test_one_span_has_no_change(dataset, spans):
    """The same exit all the time has nothing to explain."""
    assert "Nothing: the same exit was the safest all the time." in render_timeline(dataset, spans[:1])


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(None, "clear"), ((0.2, 0.5), "clear"), ((0.05, 0.5), "lead"), ((0.049, 0.5), "close")],
)
def test_narrowest_month_counts(gap, expected):
    """How far ahead a way was is told by its narrowest month."""
    assert lead_class(replace(draw_spans()[0], gap=gap)) == expected


def test_ranges_that_print_alike_are_one_number():
    """A range is told only as far as its digits differ."""
    assert range_text(0.2512, 0.2549) == "0.25"


def test_suffix_decides_the_form(dataset, spans, tmp_path):
    """`.svg` is the picture, `.html` the page, anything else an error before anything is written."""
    assert save_timeline(dataset, spans, tmp_path / "t.svg").read_text("utf-8") == render_timeline(
        dataset, spans
    )
    page = save_timeline(dataset, spans, tmp_path / "t.HTML").read_text("utf-8")
    assert page == render_timeline_page(dataset, spans)

    with pytest.raises(FormatError, match=r"'t\.pdf' ends in '\.pdf'"):
        save_timeline(dataset, spans, tmp_path / "t.pdf")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["t.HTML", "t.svg"]


HOSTILE = [
    "{{ 7*7 }}",
    "</svg><script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "]]> <![CDATA[ <!-- <script>",
    "&lt;b&gt; &amp; \" ' \u2028",
    "\u200f\u05d0\u05d1 right to left",
    "javascript:window.hit=1",
    "a" * 3000,
]


def make_hostile(dataset):
    """Return the dataset with code for names, claims, titles, addresses and caveats."""
    places = {
        node: replace(place, name=HOSTILE[i % 8]) for i, (node, place) in enumerate(dataset.places.items())
    }
    reports = {}
    for i, (key, report) in enumerate(dataset.reports.items()):
        claims = {
            name: tuple(replace(c, claim=HOSTILE[(i + j) % 8]) for j, c in enumerate(getattr(report, name)))
            for name in ("routes", "hazards", "havens")
        }
        reports[key] = replace(
            report, title=HOSTILE[i + 1], publisher=HOSTILE[i + 3], url=HOSTILE[6], **claims
        )
    info = replace(
        dataset.info, title=HOSTILE[1], citation=HOSTILE[2], contact=HOSTILE[3], licence=HOSTILE[4]
    )
    return replace(dataset, places=places, reports=reports, info=info, notices=tuple(HOSTILE))


def test_hostile_texts_are_shown_as_they_are_in_the_picture(dataset, spans):
    """Code in names and claims is text; the picture stays valid XML."""
    svg = render_timeline(make_hostile(dataset), spans)
    whole = " ".join(_texts(svg))

    assert "{{ 7*7 }}" in whole
    assert "</svg><script>window.hit = 1</script>" in whole
    assert "<script" not in svg
    assert "<img" not in svg


def test_page_keeps_the_policy(dataset, spans):
    """One script, hashed; nothing else may run and nothing may be loaded."""
    page = render_timeline_page(dataset, spans)

    assert len(re.findall("<script", page)) == 1
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == 1


def test_shipped_dataset_draws():
    """The first years of the shipped data become a picture and a small page."""
    shipped = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))
    found = timeline(shipped, "onsong", "seoul", first=dt.date(2001, 10, 1), last=dt.date(2002, 6, 1))

    assert len(ET.fromstring(render_timeline(shipped, found))) > 5  # noqa: S314 - our own
    assert len(render_timeline_page(shipped, found).encode()) < 400_000


# in a browser ---------------------------------------------------------------------------------


@pytest.fixture
def open_timeline(visit, tmp_path):
    """Return a function that draws a timeline and opens its page."""

    def _open(dataset, spans, **context):
        return visit(save_timeline(dataset, spans, tmp_path / "timeline.html"), **context)

    return _open


@pytest.mark.browser
def test_span_is_chosen_by_keyboard(open_timeline, dataset, spans):
    """Each bar can be reached; Enter unfolds its way and its reports and brings the focus there."""
    page = open_timeline(dataset, spans)
    bar = page.page.get_by_role("link", name=re.compile("^Span 2: August 2002 to March 2003"))
    assert page.page.locator("svg a[href^='#span-']").count() == 4
    bar.focus()
    page.page.keyboard.press("Enter")

    page.page.wait_for_selector("#span-2 summary:focus")
    text = page.page.locator("#span-2").inner_text()
    assert "Ahead by 0.010–0.200 of China, by air (risk cost)." in text
    assert "How the routes have moved. The Example Times (Wire), 2004-08-02." in text
    assert re.search(r"Tumen river \(on foot\)\s+Yanji \(on foot\)\s+Shenyang \(by rail\)", text)
    assert bar.get_attribute("aria-current") == "true"

    page.page.get_by_role("link", name="Change 1: why").click()
    page.page.wait_for_selector("#change-1:focus")
    assert "Guards on the river turned many back." in page.page.locator("#change-1").inner_text()


@pytest.mark.browser
def test_page_has_it_all_in_words(open_timeline, dataset, spans):
    """The table has a row for each span; the foot says what must be said; axe finds nothing serious."""
    page = open_timeline(dataset, spans)

    rows = page.page.locator("#table tbody tr").all_inner_texts()
    assert len(rows) == 4
    assert "close call: ahead by 0.010–0.200" in rows[1]
    about = page.page.locator("#about").inner_text()
    for words in ("not for navigation, not for enforcement", "version 0.1.0", "1996-01 to 2004-12", "CC-BY-4.0", "corrections@example.org", "refugees and people on the move", "2 published reports"):  # fmt: skip
        assert words in about
    page.call(
        "document.querySelectorAll('details').forEach((d) => { d.removeAttribute('name'); d.open = true; });0"
    )
    assert page.axe() == []


@pytest.mark.browser
def test_hostile_texts_on_a_phone(open_timeline, dataset, spans):
    """Nothing runs, and nothing is wider than the phone but the picture in its own frame."""
    page = open_timeline(make_hostile(dataset), spans, viewport=PHONE, is_mobile=True, has_touch=True)
    page.call(
        "document.querySelectorAll('details').forEach((d) => { d.removeAttribute('name'); d.open = true; });0"
    )

    assert page.call("window.hit") is None
    assert page.call("document.images.length + document.scripts.length") == 1
    assert page.call("document.documentElement.scrollWidth") == 390
    assert page.page.locator("#spans a[href^='javascript']").count() == 0
    assert "<img src=x onerror='window.hit = 1'>" in page.page.locator("main").inner_text()


@pytest.mark.browser
def test_print_unfolds_all(open_timeline, dataset, spans):
    """On paper every way and its reports are there, and the picture is whole."""
    page = open_timeline(dataset, spans)
    page.page.emulate_media(media="print")
    page.call("window.dispatchEvent(new Event('beforeprint'));0")

    assert page.call("[...document.querySelectorAll('details')].every((d) => d.open)")
    assert page.page.locator(".top nav").is_hidden()
    assert page.call("getComputedStyle(document.querySelector('.strips')).overflowX") == "visible"
