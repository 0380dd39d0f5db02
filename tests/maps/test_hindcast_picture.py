"""The hindcast as a picture and as a page: each mark where its number says, and all of it in words too."""

from __future__ import annotations

import dataclasses
import re
from xml.etree import ElementTree as ET

import pytest

import safepassage as sp
from analysis import HINDSIGHT, hindcast_flows, hindcast_in_words, window_rows
from geodata import FormatError
from maps import render_hindcast, render_hindcast_page, save_hindcast
from maps.hindcast_marks import AXIS_LEFT, AXIS_RIGHT, share_at
from maps.hindcast_svg import draw_hindcast
from maps.hindcast_words import baselines

SVG = "{http://www.w3.org/2000/svg}"
PHONE = {"width": 390, "height": 844}
HOSTILE = "</title><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"


@pytest.fixture(scope="module")
def dataset():
    return sp.load_dataset()


@pytest.fixture(scope="module")
def found(dataset):
    """Return a hindcast of the shipped dataset with few draws and shuffles."""
    return hindcast_flows(dataset, draws=8, shuffles=1)


@pytest.fixture(scope="module")
def base(dataset, found):
    return baselines(dataset, found)


@pytest.fixture(scope="module")
def picture(dataset, found):
    return ET.fromstring(render_hindcast(dataset, found).partition("?>")[2])  # noqa: S314 - our own


@pytest.fixture(scope="module")
def page(dataset, found):
    return render_hindcast_page(dataset, found)


@pytest.fixture(scope="module")
def nothing(dataset):
    """Return the dataset without any published number, and its hindcast."""
    reports = {name: dataclasses.replace(report, flows=()) for name, report in dataset.reports.items()}
    silent = dataclasses.replace(dataset, reports=reports)
    return silent, hindcast_flows(silent, draws=0, shuffles=0)


def _said(found):
    return [(window, share) for window in found.windows for share in window.said]


def _marked(picture, name):
    return [element for element in picture.iter() if element.get("class", "").split()[:1] == [name]]


def _texts(picture):
    return ["".join(element.itertext()) for element in picture.iter(f"{SVG}text")]


def test_axis_runs_from_none_to_all():
    assert (share_at(0), share_at(1)) == (AXIS_LEFT, AXIS_RIGHT)
    assert share_at(0.5) == pytest.approx((AXIS_LEFT + AXIS_RIGHT) / 2, abs=0.1)


def test_each_published_interval_is_a_bar_from_end_to_end(picture, found):
    """A number that is known exactly gets a width that can be seen, around its place."""
    bars = _marked(picture, "published")[: len(_said(found))]  # those of the key come after

    for bar, (_, share) in zip(bars, _said(found), strict=True):
        left, width = float(bar.get("x")), float(bar.get("width"))
        assert left + width / 2 == pytest.approx((share_at(share.low) + share_at(share.high)) / 2, abs=0.2)
        assert width == pytest.approx(max(share_at(share.high) - share_at(share.low), 5), abs=0.2)


def test_bars_that_are_open_to_one_side_are_told_by_hatching_and_outline(picture, found):
    bars = _marked(picture, "published")[: len(_said(found))]

    for bar, (_, share) in zip(bars, _said(found), strict=True):
        one_sided = share.low < share.high and (share.low == 0 or share.high == 1)
        assert ("open" in bar.get("class")) == one_sided
        assert bar.get("fill").startswith("url(") == one_sided
        assert (bar.get("stroke-dasharray") is not None) == one_sided


def test_each_prediction_is_a_diamond_in_a_whisker(picture, found):
    marks = _marked(picture, "predicted")[: len(_said(found))]

    for mark, (window, share) in zip(marks, _said(found), strict=True):
        whisker, diamond = (path.get("d") for path in mark)
        ends = [float(x) for x in re.findall(r"M([\d.]+)", whisker)[:2]]
        central, low, high = window.shares[share.exit]
        assert ends == pytest.approx([share_at(low), share_at(high)], abs=0.1)
        assert float(re.match(r"M([\d.]+)", diamond)[1]) == pytest.approx(share_at(central), abs=0.1)


def test_baselines_know_nothing_of_risk_nor_of_later_windows(base, picture):
    """Equal shares are equal between the exits of an origin; what was published last lies before."""
    assert base["2007", "THA"][0] == pytest.approx(1 / 5, abs=0.001)  # China, Cambodia, Mongolia, Vietnam too
    assert base["2005", "THA"][1] == pytest.approx(46 / 1897, rel=0.01)  # of 2004: 46 of 1,894-1,900
    assert base["2004", "THA"][1] is None  # nothing was published before
    assert len(_marked(picture, "equal")) == len(base) + 1  # and one in the key
    assert len(_marked(picture, "last")) == sum(last is not None for _, last in base.values()) + 1


def test_words_stand_beside_every_line_and_the_verdict_above(picture, found):
    """What shapes say, words say too: agreement, shares, the verdict and that it was made with hindsight."""
    texts = _texts(picture)
    whole = " ".join(texts)

    agree = [window.agrees(share) for window, share in _said(found)]
    assert texts.count("they agree") == sum(agree)
    assert texts.count("they do not agree") == len(agree) - sum(agree)
    for row in window_rows(found):
        assert f"published {row['published']}" in texts
        assert f"predicted {row['predicted']}" in texts
    for sentence in hindcast_in_words(found):
        assert sentence in whole
    assert whole.index(HINDSIGHT) < whole.index("they agree")
    described = "".join(picture.find(f"{SVG}desc").itertext())
    assert hindcast_in_words(found)[0] in described
    assert "2007, Thailand: published 70 %, predicted 20 %" in described


def test_text_of_the_picture_keeps_inside(picture):
    for element in picture.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x")) < 1000
        assert 0 < float(element.get("y")) < float(picture.get("height"))


def test_page_has_every_number_as_text(page, found, base):
    for row in window_rows(found):
        for cell in ("window", "exit", "counted", "published", "predicted"):
            assert row[cell] in page
    assert page.count('role="row"') >= 2 + len(base)
    assert "67 published numbers of people are used, in 12 windows of time" in page
    assert f"{len(found.left_out)} say nothing that tells exits apart" in page


def test_page_says_that_too_little_is_published_where_it_is(nothing):
    dataset, found = nothing
    assert found.windows == ()
    assert "Too few to say" in render_hindcast(dataset, found)
    text = render_hindcast_page(dataset, found)
    assert "Too few to say: no published share falls into the years of the test." in text
    assert HINDSIGHT in text


def test_split_that_leaves_nothing_to_test_on_is_told(dataset):
    found = hindcast_flows(dataset, fit_until=2019, draws=0, shuffles=0)

    text = render_hindcast_page(dataset, found)
    assert "Too few to say" in text
    assert "fitted on 12" in text
    assert "tested on" not in text


def test_window_over_the_split_is_told_as_neither(dataset, found, base):
    across = tuple(dataclasses.replace(window, role="across") for window in found.windows)
    told = draw_hindcast(dataset, dataclasses.replace(found, windows=across), base, alone=False)

    assert "neither: it" in told
    assert "tested on" not in told


def test_another_suffix_is_refused(dataset, found, tmp_path):
    with pytest.raises(FormatError, match=r"\.svg or \.html"):
        save_hindcast(dataset, found, tmp_path / "hindcast.png")


# in a browser ---------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("context", [{}, {"viewport": PHONE, "is_mobile": True, "has_touch": True}])
def test_page_is_whole_quiet_and_readable(visit, dataset, found, tmp_path, context):
    """Warning and verdict come first; axe finds nothing serious; nothing runs that a dataset says."""
    info = dataclasses.replace(dataset.info, title=HOSTILE, contact=HOSTILE)
    hostile = dataclasses.replace(dataset, info=info, notices=(HOSTILE,))
    page = visit(save_hindcast(hostile, found, tmp_path / "hindcast.html"), **context)
    page.call("document.querySelectorAll('details').forEach((d) => { d.open = true; });0")

    assert page.axe() == []
    assert page.call("window.hit") is None
    assert page.call("document.images.length + document.scripts.length") == 1
    width = page.call("document.documentElement.scrollWidth")
    assert width == context.get("viewport", {"width": 1280})["width"]
    main = page.page.locator("main").inner_text()
    assert main.index(HINDSIGHT) < main.index(hindcast_in_words(found)[1]) < main.index("1999-2003")
    assert page.page.locator("#table tbody tr").count() == len(window_rows(found))
    assert page.page.locator("svg text").first.is_visible()
