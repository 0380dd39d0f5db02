"""Figures for print: legible in grey, text that stays text, nothing over anything else, the same bytes again."""

import datetime as dt
import importlib.util
import re
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib as mpl
import networkx as nx
import numpy as np
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text

import safepassage as sp
from analysis import timeline
from geodata import FormatError, QuestionError
from maps.figures import (
    MOST_CASES,
    draw_front,
    draw_network,
    draw_scenarios,
    draw_timeline_figure,
    write_figure,
)
from maps.figures.insets import find_insets
from maps.figures.labels import Layout, Name
from maps.figures.looks import BAND, INK, LAND, PAPER, RC, RISK_COLORS, RISK_WIDTHS_PT, SEA, TRAVEL
from maps.figures.sheet import MARGIN_MM
from maps.figures.type_setting import (
    clean,
    drawable,
    drawable_name,
    printed,
    width_mm,
    wrapped,
)
from maps.figures.views import view_of

SVG = "{http://www.w3.org/2000/svg}"
MM = 72 / 25.4


def _palette():
    """The colour vision of the test beside this one."""
    spec = importlib.util.spec_from_file_location("palette", Path(__file__).with_name("test_palette.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EYES = _palette()


def lightness(color):
    """Return CIE L* of a colour: 0 is black, 100 white."""
    y = EYES._luminance(color.removeprefix("#"))
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


@pytest.fixture(scope="module")
def dataset():
    return sp.load_dataset()


@pytest.fixture(scope="module")
def G():
    return sp.load_network("2004-06")


@pytest.fixture(scope="module")
def comparison(G):
    cases = (sp.Scenario(close="mission@CHN"), sp.Scenario("Two shut", close=["LAO", "CHN-MNG"]))
    return sp.compare(G, *cases, origins=["onsong"], by=["risk"])


@pytest.fixture(scope="module")
def spans(dataset):
    return timeline(dataset, "onsong", "seoul", first=dt.date(2000, 1, 15), last=dt.date(2004, 12, 15))


@pytest.fixture(scope="module")
def figures(G, comparison, dataset, spans):
    """One figure of each kind."""
    front = sp.pareto_paths(G, "hyesan", "seoul")
    return {
        "network": draw_network(G, [sp.safest_path(G, "onsong", "seoul")]),
        "scenario": draw_scenarios(comparison),
        "front": draw_front(front, sp.dissimilar_paths(G, "hyesan", "seoul", 6)),
        "timeline": draw_timeline_figure(dataset, spans),
    }


@pytest.fixture(scope="module")
def narrow(G, comparison, dataset):
    """One figure of each kind as narrow as can be, of answers that need much room."""
    later = sp.build_network(dataset, "2016")
    beside = sp.dissimilar_paths(later, "onsong", "seoul", 6)  # ways over two and over three borders
    spans = sp.timeline(dataset, "hyesan", "seoul", first=dt.date(2001, 11, 15), last=dt.date(2003, 2, 15))
    ways = [sp.safest_path(G, origin, "seoul") for origin in ("onsong", "hyesan")]
    return {
        "network": draw_network(G, ways, width_mm=80),
        "scenario": draw_scenarios(comparison, width_mm=80),
        "front": draw_front(sp.pareto_paths(later, "onsong", "seoul"), beside, width_mm=80),
        "timeline": draw_timeline_figure(dataset, spans, width_mm=80),
    }


KINDS = ("network", "scenario", "front", "timeline")


def texts_of(figure):
    return [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def all_text(figure):
    return " ".join(text.get_text() for text in texts_of(figure))


def svg_of(figure, folder):
    return ElementTree.fromstring(write_figure(figure, folder / "figure.svg").read_text(encoding="utf-8"))


# what every figure is ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_says_what_it_is_where_it_is_from_and_what_it_is_not(kind, figures):
    """Title, dataset and version, licence, past reports and no advice stand on the figure itself."""
    told = all_text(figures[kind])

    assert figures[kind].headline in told
    for words in ("version 0.2.0", "CC BY 4.0", "past reports, not advice", "not for navigation", "2004"):
        assert words.lower() in told.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_no_type_is_smaller_than_six_points_and_no_line_finer_than_a_quarter(kind, figures):
    figure = figures[kind]

    assert min(text.get_fontsize() for text in texts_of(figure)) >= 6
    assert min(line.get_linewidth() for line in figure.findobj(Line2D)) >= 0.25


@pytest.mark.parametrize("kind", KINDS)
def test_text_stays_text_in_an_svg(kind, figures, tmp_path):
    """Each text of the figure is a text element; no letter was turned into an outline."""
    root = svg_of(figures[kind], tmp_path)

    found = {text.text for text in root.iter(f"{SVG}text")}
    assert {text.get_text() for text in texts_of(figures[kind])} <= found
    assert not [path for path in root.iter(f"{SVG}path") if "DejaVu" in (path.get("id") or "")]
    assert root.find(f"{SVG}title").text == figures[kind].headline


@pytest.mark.parametrize("kind", KINDS)
def test_text_stays_text_in_a_pdf(kind, figures, tmp_path):
    """Fonts are embedded as TrueType and never as pictures of letters; no date gets in."""
    with mpl.rc_context({"pdf.compression": 0}):
        data = write_figure(figures[kind], tmp_path / "figure.pdf").read_bytes()

    assert b"/FontFile2" in data
    assert b"/ToUnicode" in data
    assert b"/Type3" not in data
    assert b"/CreationDate" not in data


def drawn_boxes(figure):
    """Return the texts of a figure with the rectangles that they take as it is drawn."""
    with mpl.rc_context(RC):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        return [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts_of(figure)]


@pytest.mark.parametrize("width", ["figures", "narrow"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_reaches_over_the_margin(kind, width, request):
    """Every text lies within the sheet as it is drawn, not only as it was measured."""
    figure = request.getfixturevalue(width)[kind]
    boxes = [box for _, box in drawn_boxes(figure)]

    wide, high = figure.bbox.width, figure.bbox.height
    margin = (MARGIN_MM - 1.5) / 25.4 * figure.dpi
    assert all(
        box.x0 >= margin and box.x1 <= wide - margin and box.y0 >= margin / 2 and box.y1 <= high
        for box in boxes
    )


def overlapping(figure):
    """Return the texts that share more than a sliver of their area with another: they cannot be read."""
    sliver = 0.35 / 25.4 * figure.dpi
    return [
        (a, b)
        for (a, one), (b, two) in combinations(drawn_boxes(figure), 2)
        if min(one.x1, two.x1) - max(one.x0, two.x0) > sliver
        and min(one.y1, two.y1) - max(one.y0, two.y0) > sliver
    ]


@pytest.mark.parametrize("width", ["figures", "narrow"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_two_texts_overlap(kind, width, request):
    assert not overlapping(request.getfixturevalue(width)[kind])


@pytest.mark.parametrize("width", [85, 120, 260])
def test_names_of_a_map_do_not_overlap_at_any_width(width, G):
    figure = draw_network(G, [sp.safest_path(G, "onsong", "seoul")], width_mm=width)

    assert not overlapping(figure)
    assert round(figure.get_figwidth() * 25.4, 6) == width


def test_the_same_figure_has_the_same_bytes_in_every_process(tmp_path):
    """Neither the order of sets nor the clock nor another process shows; and pyplot is never imported."""
    script = (
        "import hashlib, io, sys, safepassage as sp\n"
        "G = sp.load_network('2004-06')\n"
        "figure = sp.draw_figure(sp.safest_path(G, 'onsong', 'seoul'), width_mm=120)\n"
        "for kind in ('svg', 'pdf', 'png'):\n"
        "    file = io.BytesIO()\n"
        "    figure.savefig(file, format=kind, dpi=100)\n"
        "    print(kind, hashlib.sha256(file.getvalue()).hexdigest())\n"
        "print('matplotlib.pyplot' in sys.modules)\n"
    )

    told = [
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed, "HOME": str(tmp_path),
            "MPLCONFIGDIR": mpl.get_configdir(), "PYTHONPATH": str(Path(sp.__file__).parents[1])}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip

    assert told[0] == told[1]
    assert told[0].endswith("False\n")


def test_writing_twice_gives_the_same_bytes_and_leaves_no_settings_behind(figures, tmp_path):
    before = dict(mpl.rcParams)

    for suffix in ("svg", "pdf", "png"):
        one, two = (
            write_figure(figures["front"], tmp_path / f"{n}.{suffix}", dpi=90).read_bytes() for n in (1, 2)
        )
        assert one == two
    assert dict(mpl.rcParams) == before


def test_a_notebook_shows_a_figure(figures):
    assert figures["front"]._repr_png_().startswith(b"\x89PNG")


def test_a_picture_has_the_resolution_asked_for(figures, tmp_path):
    """180 mm at 100 dots per inch are 709 dots."""
    from PIL import Image

    with Image.open(write_figure(figures["front"], tmp_path / "a.png", dpi=100)) as picture:
        assert abs(picture.width - 180 / 25.4 * 100) <= 1
        assert picture.text["Title"] == figures["front"].headline


def test_what_cannot_be_written_is_refused_before_anything_is(figures, tmp_path):
    with pytest.raises(FormatError, match=r"\.svg or \.pdf or \.png"):
        write_figure(figures["front"], tmp_path / "figure.gif")
    with pytest.raises(QuestionError, match="72 to 1200"):
        write_figure(figures["front"], tmp_path / "figure.png", dpi=5)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("width", [0, 79.9, 401, -5, float("nan"), float("inf")])
def test_a_width_that_does_not_fit_is_refused(width, G):
    with pytest.raises(QuestionError, match="80 to 400 mm"):
        draw_network(G, width_mm=width)


# colours and lines ---------------------------------------------------------------------------


def test_levels_of_risk_darken_step_by_step_and_widen():
    """In grey each level is at least 9 L* darker than the one before; and each is wider."""
    steps = [lightness(color) for color in RISK_COLORS.values()]

    assert all(a - b >= 9 for a, b in pairwise(steps))
    assert all(b - a >= 0.25 for a, b in pairwise(RISK_WIDTHS_PT.values()))


@pytest.mark.parametrize("sight", EYES.SIGHT)
def test_levels_of_risk_differ_for_every_eye(sight):
    """Neighbours differ by 0.08 in OKLab, four times what is just visible."""
    seen = [
        EYES._oklab([min(max(p, 0), 1) for p in EYES._times(EYES.SIGHT[sight], EYES._linear(color[1:]))])
        for color in RISK_COLORS.values()
    ]

    assert all(np.linalg.norm(np.subtract(a, b)) >= 0.08 for a, b in pairwise(seen))


@pytest.mark.parametrize("ground", [LAND, SEA, PAPER])
def test_the_lightest_line_stands_out_from_the_land_and_a_way_from_everything(ground):
    """Contrast of 3 on land (WCAG 1.4.11); a way is light in the middle and dark at its edges."""
    if ground == LAND:
        light, dark = (EYES._luminance(c[1:]) for c in (ground, "#c07a0a"))
        assert (light + 0.05) / (dark + 0.05) >= 3
    assert lightness(BAND) - lightness(INK) >= 70
    assert lightness(ground) - lightness(INK) >= 70


def test_ways_of_travel_have_different_dashes():
    dashes = [dashes for _, dashes in TRAVEL.values()]

    assert len(set(dashes)) == len(dashes)


# names and type ------------------------------------------------------------------------------


names = st.lists(
    st.builds(
        Name,
        text=st.text(alphabet="abcdefghij klmno", min_size=1, max_size=24).filter(str.strip),
        at=st.tuples(st.floats(0, 80), st.floats(0, 60)),
        must=st.booleans(),
        size=st.sampled_from([6.0, 7.0]),
        short=st.sampled_from(["", "x"]),
    ),
    max_size=14,
)


@given(names)
@settings(max_examples=25)
def test_placed_names_never_overlap_each_other_or_a_mark_and_none_is_forgotten(given_names):
    layout = Layout(80, 60)
    for name in given_names:
        layout.block(*name.at, 0.7)
    marks = list(layout.taken)

    layout.place(given_names)

    boxes = [placed.box for placed in layout.placed]
    for (left, bottom, right, top), (west, low, east, high) in [
        *combinations(boxes, 2), *((box, mark) for box in boxes for mark in marks)
    ]:  # fmt: skip
        assert right <= west or east <= left or top <= low or high <= bottom
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 80 and b[3] <= 60 for b in boxes)
    assert len(layout.placed) + len(layout.left_out) == len(given_names)


@given(st.text(max_size=80), st.floats(15, 90))
@settings(max_examples=60)
def test_lines_are_no_wider_than_the_room_and_lose_no_word(text, room):
    lines = wrapped(text, room, 7)

    assert all(width_mm(line, 7) <= room or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(printed(text).split())


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Lạng Sơn", "Lạng Sơn"),
        ("Ulaanbaatar, Улаанбаатар", "Ulaanbaatar, Улаанбаатар"),
        ("กรุงเทพ", "bangkok"),  # Thai, Arabic, Burmese, Hebrew must be shaped or run from the right
        ("مدينة", "bangkok"),
        ("မြန်မာ", "bangkok"),
        ("ירושלים", "bangkok"),
        ("\U0001f680", "bangkok"),
        ("a\x00b\x1b[31m\u202e", "ab[31m"),
        ("", "bangkok"),
    ],
)
def test_a_name_that_cannot_be_drawn_gives_way_to_the_next(name, drawn):
    assert drawable_name(name, "bangkok") == drawn


def test_an_eastern_name_is_drawn_if_the_machine_has_a_font_for_it(monkeypatch):
    """And its id stands instead where it has none; a box never does."""
    from maps.figures import type_setting

    with_fonts = drawable_name("온성", "onsong")
    assert with_fonts == ("온성" if type_setting._eastern_for("온") else "onsong")
    monkeypatch.setattr(type_setting, "_eastern_for", lambda c: "")
    assert drawable_name("온성", "onsong") == "onsong"
    assert printed("a온") == "a\N{REPLACEMENT CHARACTER}"


@given(st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_becomes_one_that_can_be_drawn(text):
    assert drawable(printed(text))
    assert clean(clean(text)) == clean(text)


def hostile(network, name):
    """Return the drawn network with a name put everywhere a dataset may put one."""
    from dataclasses import replace

    H = network.copy()
    H.graph["dataset"] = replace(H.graph["dataset"], title=name, citation=name, licence=name, version=name)
    nx.set_node_attributes(H, name, "name")
    return H


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{", "<script>alert(1)</script>&amp;", "_^{}%\\", "온성 北京 กรุงเทพ مدينة", "x" * 200]
)
def test_a_name_is_only_ever_a_name(name, network, tmp_path):
    """Neither mathematics, nor markup, nor a missing glyph: every file is written without a warning."""
    G = hostile(network, name)
    figure = draw_network(G, [sp.safest_path(G, "onsong", "seoul")])

    root = svg_of(figure, tmp_path)
    for suffix in ("pdf", "png"):
        write_figure(figure, tmp_path / f"figure.{suffix}", dpi=72)

    assert not list(root.iter(f"{SVG}script"))
    assert not list(root.iter(f"{SVG}image"))


# the four kinds ------------------------------------------------------------------------------


def test_all_stops_of_the_way_are_named_on_the_map(figures):
    """Missions may be named shortly, where their city stands beside them."""
    told = all_text(figures["network"])

    for stop in ("Onsong", "Tumen River", "Yanji", "Jilin City", "Shenyang", "Manila", "Seoul"):
        assert stop in told


def test_a_network_without_legs_or_with_one_place_is_drawn(network):
    G = network.copy()
    G.remove_edges_from(list(G.edges(keys=True)))
    assert "0 legs" in all_text(draw_network(G))
    G.remove_nodes_from([n for n in G if n != "seoul"])
    assert draw_network(G).told
    G.remove_node("seoul")
    assert draw_network(G).told


def test_a_dataset_about_announced_routes_says_why_and_notices_are_told(network):
    from dataclasses import replace

    G = network.copy()
    G.graph["dataset"] = replace(
        G.graph["dataset"], people_at_risk=False, people_at_risk_reason="an announced evacuation"
    )
    G.graph["notices"] = ("one", "two", "three")

    told = all_text(draw_network(G))
    assert "Not about people at risk: an announced evacuation" in told
    assert "rounded to a tenth" not in told
    assert "Note: one" in told
    assert "Further notes on the data: 1." in told


def test_no_way_through_is_told_in_words(network):
    closed = sp.apply_scenario(network, sp.Scenario(close="CHN"))
    path = sp.safest_path(closed, "onsong", "seoul")

    assert "No way through" in all_text(draw_network(closed, [path]))
    assert "No way through" in all_text(draw_front(sp.pareto_paths(closed, "onsong", "seoul")))


def test_what_is_shut_is_in_the_legend_and_crossed_out(G):
    closed = sp.apply_scenario(G, sp.Scenario(close="CHN-MNG"))

    assert "shut in this scenario" in all_text(draw_network(closed))
    assert "shut in this scenario" not in all_text(draw_network(G))


def test_a_network_that_reaches_over_the_date_line_is_drawn_in_one_piece():
    """Two places two degrees apart on either side of it lie within a third of the panel, in order."""
    view = view_of([(179.0, 10.0), (-179.0, 10.0)], 100)

    (west, _), (east, _) = view.to_mm([(179.0, 10.0), (-179.0, 10.0)])
    assert 0 < west < east < 100


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-60, 75)), min_size=1, max_size=12), st.floats(60, 300)
)
@settings(max_examples=60)
def test_a_view_holds_all_its_points(points, width):
    view = view_of(points, width)

    drawn = view.to_mm(points)
    assert np.isfinite(drawn).all()
    assert all(view.has(x, y) for x, y in drawn)
    assert 0.5 * width <= view.height_mm <= 1.25 * width


def test_crowded_places_are_shown_again_where_nothing_is():
    """Eight places within 3 mm, a line across the middle: the inset lies off both."""
    layout = Layout(172, 150, lines=[np.array([(0.0, 75.0), (172.0, 75.0)])])
    points = {str(i): (20.0 + i * 0.4, 20.0) for i in range(8)}
    for point in points.values():
        layout.block(*point, 0.7)

    (inset,) = find_insets(points, layout)

    assert all(inset.holds(*point) for point in points.values())
    left, bottom, right, top = inset.room
    assert not bottom <= 75 <= top
    assert (
        right <= inset.window[0]
        or left >= inset.window[2]
        or bottom >= inset.window[3]
        or top <= inset.window[1]
    )
    assert find_insets(points, Layout(100, 90)) == []


def test_cases_stand_in_the_order_asked_for_each_with_its_letter_and_relief(figures):
    """Nothing is ranked; a closure that does harm is told with what would undo it."""
    told = [text.get_text() for text in texts_of(figures["scenario"])]

    heads = [text for text in told if re.match(r"\([a-z]\) ", text)]
    assert heads == ["(a) As reported, 2004-06", "(b) Diplomatic missions in China", "(c) Two shut"]
    relief = "With diplomatic missions in China open and safe: risk index 0.35 → 0.12."
    assert relief in " ".join(told)


def test_several_origins_are_told_apart(G):
    found = sp.compare(G, sp.Scenario(close="mission@CHN"), origins=["onsong", "hyesan"], by=["risk"])

    figure = draw_scenarios(found)
    assert figure.headline == "What changes? Safest path from Onsong and Hyesan to Seoul, as of 2004-06"
    assert "Onsong: " in all_text(figure)
    assert "Hyesan: " in all_text(figure)


def test_the_legend_of_panels_holds_what_they_show(G):
    """A shut border is no barrier in the legend of a figure on which its line is not seen."""
    way = {"origins": ["onsong"], "destinations": ["yanji"], "by": ["risk"]}
    seen, unseen = (
        all_text(draw_scenarios(sp.compare(G, sp.Scenario(close=border), **way)))
        for border in ("CHN-PRK", "CHN-VNM")
    )

    for words in ("shut border", "the way before"):
        assert words in seen
        assert words not in unseen


def test_more_cases_than_fit_on_a_page_are_refused(G):
    cases = [sp.Scenario(f"case {i}", close="MNG") for i in range(MOST_CASES + 1)]
    found = sp.compare(G, *cases, origins=["onsong"], by=["risk"])

    with pytest.raises(QuestionError, match="12 cases do not fit"):
        draw_scenarios(found)


def test_each_kind_of_closure_is_drawn(G):
    """A border, a direction of it, a country, a place, a leg, a kind of place and a mode."""
    targets = ("CHN-MNG", "CHN:VNM", "LAO", "shenyang", "yanji:jilin", "mission@CHN", "rail@CHN")
    cases = [sp.Scenario(close=target) for target in targets]

    told = all_text(draw_scenarios(sp.compare(G, *cases, origins=["onsong"], by=["risk"])))

    for words in ("shut border", "shut country", "the way before"):
        assert words in told


def test_dates_are_compared_as_panels(dataset):
    networks = [sp.build_network(dataset, year) for year in ("2001", "2006")]

    told = all_text(draw_scenarios(sp.compare(*networks, origins=["onsong"], by=["risk"])))

    assert "(a) As reported, 2001" in told
    assert "(b) As reported, 2006" in told


def test_the_front_has_a_row_for_each_way_with_its_interval_and_borders(figures, G):
    told = all_text(figures["front"])

    for path in sp.pareto_paths(G, "hyesan", "seoul"):
        assert f"{path.length_km:,.0f}" in told
        assert f"{path.risk_index:.3f} ({path.risk_index_low:.2f}–{path.risk_index_high:.2f})" in told
    for words in ("Shortest path", "Safest path", "Knee", "North Korea to China", "1 border crossed"):
        assert words in told


def test_points_of_a_narrow_front_are_named_by_letters(G):
    figure = draw_front(sp.pareto_paths(G, "hyesan", "seoul"), width_mm=85)

    assert {"a", "b", "c"} <= {text.get_text() for text in texts_of(figure)}


def test_several_ways_are_told_apart_in_the_caption(narrow):
    figure = narrow["network"]

    assert figure.headline == "Safest path from Onsong and Hyesan to Seoul, as of 2004-06"
    assert figure.told.count("Lowest risk index among the ways reported") == 1
    assert " Onsong: 6,327 km" in figure.told
    assert " Hyesan: 6,043 km" in figure.told


def test_what_is_supposed_stands_in_the_title_in_words(G):
    shut = sp.apply_scenario(G, sp.Scenario(close=["CHN-MNG", "mission@CHN"]))
    figure = draw_network(shut, width_mm=85)

    assert figure.headline.endswith(
        "with the China-Mongolia border closed and diplomatic missions in China closed"
    )


def test_the_timeline_numbers_its_changes_and_cites_what_caused_them(figures, spans):
    """As many numbers on the axis as entries in the list, each with a publisher and a date."""
    told = [text.get_text() for text in texts_of(figures["timeline"])]

    for number in range(1, len(spans)):
        assert told.count(str(number)) == 2
    assert any(text.startswith("Chicago Tribune, 2002-07-07") for text in told)


def test_a_timeline_without_months_says_so(dataset):
    assert "No month was asked about." in all_text(draw_timeline_figure(dataset, ()))


# the front door ------------------------------------------------------------------------------


def test_one_call_draws_every_answer(G, comparison, spans, dataset, tmp_path):
    path = sp.safest_path(G, "onsong", "seoul")
    front = sp.pareto_paths(G, "onsong", "seoul")

    assert sp.draw_figure(G).headline.startswith("Ways that published reports describe")
    assert sp.draw_figure(path).headline == sp.draw_figure(G, paths=[path]).headline
    assert sp.draw_figure(sp.k_shortest_paths(G, "onsong", "seoul", 2)).headline
    assert sp.draw_figure(front).headline.startswith("Shorter or safer")
    assert sp.draw_figure(comparison).headline.startswith("What changes?")
    assert sp.draw_figure(spans, dataset=dataset).headline.endswith("by which exit?")
    assert sp.save_figure(front, tmp_path / "front.svg", width_mm=100).exists()


def test_what_has_no_figure_is_refused_with_what_has_one(spans, tmp_path):
    with pytest.raises(QuestionError, match="no figure of a int"):
        sp.draw_figure(5)
    with pytest.raises(QuestionError, match="give the dataset too"):
        sp.draw_figure(spans)
    with pytest.raises(FormatError):
        sp.save_figure(spans, tmp_path / "figure.jpeg")
