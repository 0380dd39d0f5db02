"""Comparisons: every number from plain searches, and relief from the networks in which it holds."""

import json
from functools import cache

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import (
    Objective,
    Undoing,
    best_by,
    closure_tree,
    comparison_to_gdf,
    must_pass,
    reliefs_to_df,
    reported_closures,
    trace_comparison,
)
from analysis.comparison.tables import COMPARISON_COLUMNS, RELIEF_COLUMNS, baseline_to_gdf, cells_of
from geodata import QuestionError, ScenarioError, UnknownNameError
from routes import Change, RiskLevel, Scenario, apply_scenario, build_network, relieve

SHUT = ["CHN-MNG", "mission@CHN"]
ORIGINS = ("onsong", "hoeryong", "musan", "hyesan", "sinuiju")
KEYS = {"length": "length_km", "risk": "risk_cost"}


@pytest.fixture(scope="module")
def G():
    return sp.load_network("2004-06")


@pytest.fixture(scope="module")
def shut(G):
    """What the reports of 2004 tell of: the border with Mongolia shut, the missions guarded."""
    return sp.compare(G, Scenario(close=SHUT)).cases[0]


def by_hand(G, origin, key, *, gone):
    """The best way by one number without some legs: places, and the sum of each number over its legs."""
    plain = nx.DiGraph()
    plain.add_nodes_from(G)
    for u, v, mode, data in G.edges(keys=True, data=True):
        if gone(G, u, v, mode, data):
            continue
        if not plain.has_edge(u, v) or data[key] < plain.edges[u, v]["data"][key]:
            plain.add_edge(u, v, weight=data[key], data=data)
    try:
        places = nx.dijkstra_path(plain, origin, "seoul")
    except nx.NetworkXNoPath:
        return None
    legs = [plain.edges[pair]["data"] for pair in nx.utils.pairwise(places)]
    return places, {name: sum(leg[name] for leg in legs) for name in ("length_km", "risk_cost", "days")}


def open_as_reported(G, u, v, mode, data):
    return False


def mongolia_and_missions(G, u, v, mode, data):
    missions = any(G.nodes[p]["kind"] == "mission" and G.nodes[p]["country"] == "CHN" for p in (u, v))
    return missions or data["border"] in ("CHN:MNG", "MNG:CHN")


def vietnam_as_well(G, u, v, mode, data):
    passes = data["border"] in ("CHN:VNM", "VNM:CHN", "LAO:VNM", "VNM:LAO", "VNM:KHM", "KHM:VNM")
    lies = "VNM" in (G.nodes[u]["country"], G.nodes[v]["country"])
    return mongolia_and_missions(G, u, v, mode, data) or passes or lies


def index(cost):
    """The risk index of a risk cost, from its definition."""
    return 1 - 2.718281828459045**-cost


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("by", ["length", "risk"])
def test_with_mongolia_and_the_missions_shut_each_number_is_that_of_a_plain_search(G, shut, origin, by):
    found = next(d for d in shut.differences if (d.origin, d.objective) == (origin, by))
    was, before = by_hand(G, origin, KEYS[by], gone=open_as_reported)
    now, after = by_hand(G, origin, KEYS[by], gone=mongolia_and_missions)

    assert found.before.places == tuple(was)
    assert found.after.places == tuple(now)
    assert found.longer_km == pytest.approx(after["length_km"] - before["length_km"], abs=0.01)
    assert found.more_days == pytest.approx(after["days"] - before["days"], abs=0.01)
    assert found.riskier_cost == pytest.approx(after["risk_cost"] - before["risk_cost"], abs=1e-6)


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_words_say_where_each_origin_turns_by_how_much_and_that_it_is_vietnam(G, shut, origin):
    was, before = by_hand(G, origin, "risk_cost", gone=open_as_reported)
    now, after = by_hand(G, origin, "risk_cost", gone=mongolia_and_missions)
    turn = next(a for a, b, c in zip(was, was[1:], now[1:], strict=False) if b != c)
    km = round(after["length_km"]) - round(before["length_km"])
    name = G.nodes[origin]["name"]

    (found,) = [d for d in shut.differences if (d.origin, d.objective) == (origin, "risk")]
    (said,) = shut.sentences(of=[found])
    assert said == (
        f"With the China-Mongolia border and diplomatic missions in China closed, the safest way from {name} "
        f"leaves the former one at {G.nodes[turn]['name']}: {km:,} km longer, "
        f"risk index {index(before['risk_cost']):.2f} → {index(after['risk_cost']):.2f}, "
        "now through Vietnam, by air."
    )


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_margin_of_vietnam_over_thailand_is_that_of_two_plain_searches(G, shut, origin):
    _, best = by_hand(G, origin, "risk_cost", gone=mongolia_and_missions)

    def not_from_vietnam(G, u, v, mode, data):
        flies = mode in ("air", "sea") and G.nodes[u]["country"] == "VNM" != G.nodes[v]["country"]
        return mongolia_and_missions(G, u, v, mode, data) or flies

    next_places, behind = by_hand(G, origin, "risk_cost", gone=not_from_vietnam)
    assert "bangkok" in next_places
    gap = behind["risk_cost"] - best["risk_cost"]

    (found,) = [d for d in shut.differences if (d.origin, d.objective) == (origin, "risk")]
    assert shut.margins(of=[found]) == (
        f"The next by another exit, through Thailand, by air, is {gap:.3f} of risk cost behind.",
    )


@pytest.mark.parametrize("origin", ORIGINS)
def test_closing_vietnam_as_well_leaves_laos_and_thailand(G, origin):
    (case,) = sp.compare(G, Scenario(close=[*SHUT, "VNM"]), origins=origin, by=["risk"]).cases
    places, after = by_hand(G, origin, "risk_cost", gone=vietnam_as_well)
    assert case.differences[0].after.places == tuple(places)
    said = case.sentences()[0]
    assert said.endswith("now through Laos and Thailand, by air.")
    assert f"→ {index(after['risk_cost']):.2f}" in said


#   PRK      |      CHN      |      MNG            KOR
#   hill -- river -- town -- pass -- camp ~~air~~ port    14 degrees of the equator
#                     |                            /
#                   harbor (-2, in CHN) ~~air~~~~~'       22 degrees: 4 back from town, then 16 on to port
WITH_HARBOR = {
    "places": """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
town city        CHN      2 0
pass crossing    CHN:MNG  3 0
camp city        MNG      4 0
harbor city      CHN     -2 0
port destination KOR     14 0
""",
    "north": """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."
""",
    "east": """
[[route]]
via = ["town", "harbor", "port"]
since = 2000
claim = "Some go east."
""",
}


def test_a_drawn_network_is_told_in_whole_km(network):
    """14 degrees are 1,558 km and 22 are 2,449 km, so that the way by the harbor is 891 km longer."""
    H = network(**WITH_HARBOR)
    found = sp.compare(H, Scenario(close="CHN-MNG"), origins="hill", destinations="port", by=["length"])
    (case,) = found.cases
    assert case.sentences()[0].startswith(
        "With the China-Mongolia border closed, the shortest way from Hill leaves the former one at Town: "
        "891 km longer, risk index "
    )
    assert case.sentences()[0].endswith(", now through China, by air.")
    assert case.differences[0].longer_km == pytest.approx(8 * 111.319, abs=0.01)
    assert [(leg.u, leg.v) for leg in case.lost] == [("pass", "camp")]
    (shut,) = sp.compare(H, Scenario(close="town"), origins="hill", destinations="port", by=["length"]).cases
    assert shut.cut_off == (("hill", "port"),)


def test_what_shut_the_former_way_is_told_leg_by_leg(shut):
    found = next(d for d in shut.differences if (d.origin, d.objective) == ("onsong", "length"))
    assert [(leg.u, leg.v, reason) for leg, reason in found.broken] == [
        ("china-mongolia-east", "choibalsan", "scenario: CHN-MNG closed")
    ]
    assert (found.borders_left, found.borders_new) == (("CHN:MNG",), ("CHN:LAO", "LAO:THA"))


def test_legs_are_lost_new_or_kept(G):
    later = sp.load_network(2012)
    (case,) = sp.compare(G, later, origins="onsong", by=["risk"]).cases
    assert {*case.lost, *case.kept} == set(G.edges(keys=True))
    assert {*case.new, *case.kept} == set(later.edges(keys=True))
    assert not {*case.lost} & {*case.new}


def test_another_date_tells_who_is_cut_off_and_the_other_way_round_who_has_a_way_again(G):
    later = sp.load_network(2012)
    (case,) = sp.compare(G, later).cases
    none = {o for o in ORIGINS if by_hand(later, o, "risk_cost", gone=open_as_reported) is None}
    assert none
    assert {origin for origin, _ in case.cut_off} == none
    assert case.again == ()
    (back,) = sp.compare(later, G).cases
    assert {origin for origin, _ in back.again} == none
    assert back.cut_off == ()
    assert all(said.startswith("As of 1 July 2012, ") for said in case.sentences())
    assert all(said.startswith("2004년 6월 15일 기준으로 ") for said in back.sentences("ko"))


def test_who_is_cut_off_has_no_numbers_and_no_margin(G):
    (case,) = sp.compare(G, Scenario(close="CHN-PRK"), origins="onsong", by=["risk"]).cases
    (found,) = case.differences
    assert (found.case, found.longer_km, found.more_days, found.riskier_cost) == ("cut_off", None, None, None)
    assert cells_of(found)[0] == "6,327 > none"
    assert case.margins() == ("",)
    assert case.passed == ()


def test_what_every_way_passes_now_is_what_all_ways_of_the_two_networks_pass(G):
    (case,) = sp.compare(G, Scenario(close=["MNG", "mission@CHN", "VNM", "LAO"]), by=["risk"]).cases
    assert [passed.origin for passed in case.passed] == list(ORIGINS)
    for passed in case.passed:
        was, now = (must_pass(H, passed.origin, "seoul") for H in (G, case.network))
        assert set(passed.appear) == {*now.countries, *now.borders} - {*was.countries, *was.borders}
        assert passed.vanish == ()
        assert {"MMR", "CHN-MMR"} <= set(passed.appear)


def test_a_closure_opened_again_gives_what_the_network_without_it_gives(G, shut):
    opened = [relief for relief in shut.reliefs if relief.how is Undoing.OPENED]
    assert [str(relief.target) for relief in opened] == SHUT
    for relief, other in zip(opened, reversed(SHUT), strict=True):
        H = apply_scenario(G, Scenario(close=other))
        for gain in relief.gains:
            then = best_by(H, gain.origin, "seoul", "risk")
            assert gain.risk_index_after == pytest.approx(then.risk_index, abs=1e-8)


def test_made_safe_besides_it_gives_what_the_relieved_network_gives(G, shut):
    safe = [relief for relief in shut.reliefs if relief.how is Undoing.OPENED_SAFE]
    assert [str(relief.target) for relief in safe] == SHUT
    for relief, other in zip(safe, reversed(SHUT), strict=True):
        H = relieve(apply_scenario(G, Scenario(close=other)), relief.target)
        for gain in relief.gains:
            then = best_by(H, gain.origin, "seoul", "risk")
            assert gain.risk_index_after == pytest.approx(then.risk_index, abs=1e-8)
            shortest = [best_by(network, gain.origin, "seoul", "length") for network in (shut.network, H)]
            assert gain.shorter_km == pytest.approx(shortest[0].length_km - shortest[1].length_km, abs=0.01)


def test_relief_says_who_has_a_way_again(G):
    (case,) = sp.compare(G, Scenario(close="CHN-PRK"), by=["risk"]).cases
    (opened,) = [relief for relief in case.reliefs if relief.how is Undoing.OPENED]
    assert opened.connected == ORIGINS
    assert all(gain.milder_cost is None for gain in opened.gains)


def test_of_closures_that_overlap_none_helps_that_is_opened_again_alone(G):
    (case,) = sp.compare(G, Scenario(close=["PRK", "CHN-PRK"]), origins="onsong", by=["risk"]).cases
    assert not [relief for relief in case.reliefs if relief.how is Undoing.OPENED]


def test_another_date_has_the_relief_of_safety_alone(G):
    (case,) = sp.compare(G, sp.load_network(2012), by=["risk"]).cases
    assert {relief.how for relief in case.reliefs} == {Undoing.SAFE}


def test_a_level_is_told_as_supposed_and_weighs_the_same_way_anew(G):
    (case,) = sp.compare(G, Scenario(level={"CHN-PRK": "severe"}), origins="onsong", by=["length"]).cases
    assert case.differences[0].case == "weighed"
    assert case.sentences()[0].startswith(
        "With CHN-PRK set to severe, the shortest way from Onsong passes the same places: as long, risk index"
    )


def test_the_level_closed_is_a_closure_like_any_other(G):
    (case,) = sp.compare(
        G, Scenario(level={"CHN-MNG": RiskLevel.CLOSED}), origins="onsong", by=["length"]
    ).cases
    assert case.opening() == "With the China-Mongolia border closed"
    assert str(case.reliefs[0].target) == "CHN-MNG"


def test_a_scenario_that_is_not_in_force_changes_nothing_and_says_so(G):
    later = Scenario("later", close=[Change("CHN-MNG", since=2010)])
    (case,) = sp.compare(G, later, origins="onsong").cases
    assert {d.case for d in case.differences} == {"same"}
    assert case.opening() == "With nothing changed"
    assert case.label == "later"
    assert not [relief for relief in case.reliefs if relief.how is not Undoing.SAFE]
    assert any("in force" in notice for notice in case.network.graph["notices"])


def test_several_scenarios_and_dates_are_each_held_against_the_baseline(G):
    found = sp.compare(
        G, Scenario("border", close="CHN-MNG"), Scenario(close="VNM"), sp.load_network(2006), by=["risk"]
    )
    assert [case.label for case in found.cases] == [
        "border",
        "VNM closed",
        "as of 2006 (taken as 1 July 2006)",
    ]
    assert len(found.sentences()) == 3 * len(ORIGINS)
    assert all(case.baseline is G for case in found.cases)
    assert repr(found).startswith("<Comparison of 2004-06")


def test_a_baseline_with_closures_keeps_them_and_tells_only_what_is_new(G):
    closed = apply_scenario(G, Scenario(close="mission@CHN"))
    (case,) = sp.compare(closed, Scenario(close="CHN-MNG"), origins="onsong", by=["risk"]).cases
    assert case.words == ("CHN-MNG closed",)
    assert case.opening() == "With the China-Mongolia border closed"
    assert "now through Vietnam, by air" in case.sentences()[0]


def test_several_destinations_are_each_asked_alone(G):
    found = sp.compare(
        G, Scenario(close=SHUT), origins=["onsong", "hyesan"], destinations=["bangkok", "seoul"], by=["risk"]
    )
    pairs = [(d.origin, d.destination) for d in found.cases[0].differences]
    assert pairs == [("onsong", "bangkok"), ("onsong", "seoul"), ("hyesan", "bangkok"), ("hyesan", "seoul")]
    assert "from Onsong to Bangkok" in found.sentences()[0]


def test_a_comparison_without_anything_to_compare_says_what_to_give(G):
    with pytest.raises(QuestionError, match="nothing to compare with: give a scenario"):
        sp.compare(G)
    with pytest.raises(ScenarioError, match="supposes nothing; name something"):
        sp.compare(G, Scenario())
    with pytest.raises(QuestionError, match="str is neither a scenario nor a network"):
        sp.compare(G, "CHN-MNG")
    with pytest.raises(QuestionError, match="no objective is named"):
        sp.compare(G, Scenario(close="MNG"), by=[])
    with pytest.raises(QuestionError, match="'risk' is asked twice"):
        sp.compare(G, Scenario(close="MNG"), by=["risk", "risk"])
    with pytest.raises(UnknownNameError, match="Atlantis"):
        sp.compare(G, Scenario(close="MNG"), origins="Atlantis")
    with pytest.raises(UnknownNameError, match="no place is named"):
        sp.compare(G, Scenario(close="MNG"), origins=[])


def test_a_dataset_without_origins_asks_for_some(network):
    H = network()
    H.graph["dataset"] = H.graph["dataset"].__class__(
        **{name: getattr(H.graph["dataset"], name) for name in H.graph["dataset"].__slots__} | {"origins": ()}
    )
    with pytest.raises(QuestionError, match="names no origins"):
        sp.compare(H, Scenario(close="MNG"))


def test_tables_have_a_row_a_difference_and_the_way_after_as_a_line(G):
    found = sp.compare(G, Scenario(close="CHN-PRK"), Scenario(close=SHUT), by=["risk", "length"])
    table = comparison_to_gdf(found)
    assert list(table.columns) == [*COMPARISON_COLUMNS, "geometry"]
    assert len(table) == 2 * 2 * len(ORIGINS)
    assert table.crs.to_epsg() == 4326
    cut = table[table["outcome"] == "cut_off"]
    assert len(cut) == 2 * len(ORIGINS)
    assert cut["length_km"].isna().all()
    assert cut["length_km_before"].notna().all()
    assert cut.geometry.isna().all()
    assert (table[table["outcome"] == "changed"].geometry.geom_type == "LineString").all()
    assert len(baseline_to_gdf(found)) == 2 * len(ORIGINS)
    reliefs = reliefs_to_df(found)
    assert list(reliefs.columns) == [*RELIEF_COLUMNS]
    assert reliefs["connected"].any()
    assert json.dumps(found.to_geojson())


def test_json_holds_the_same_answers(G, shut):
    told = json.loads(json.dumps(trace_comparison(sp.compare(G, Scenario(close=SHUT)))))
    (case,) = told["compared"]
    assert len(case["differences"]) == len(shut.differences)
    for row, found in zip(case["differences"], shut.differences, strict=True):
        for when, path in (("before", found.before), ("after", found.after)):
            assert row[when]["legs"] == [list(leg) for leg in path.legs]
            assert row[when]["length_km"] == path.length_km
            assert row[when]["risk_index"][1] == round(path.risk_index, 6)
            assert row[when]["reports"] == list(path.reports)
    assert [row["in_words"] for row in case["differences"]] == list(shut.sentences())
    assert "not advice" in told["note"]


def test_notebooks_show_a_table_with_every_text_escaped(G):
    named = Scenario("<b>shut</b>", close=SHUT)
    shown = sp.compare(G, named, origins="onsong")._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;shut&lt;/b&gt;" in shown
    assert "now through Vietnam, by air." in shown


def test_one_objective_needs_no_list(G):
    found = sp.compare(G, Scenario(close=SHUT), origins="onsong", by="risk")
    assert [d.objective for d in found.cases[0].differences] == ["risk"]
    tree = closure_tree(G, SHUT, origins="onsong", by=Objective.LENGTH)
    assert tree.objectives == ("length",)


def test_an_own_weight_is_compared_by_its_name(G):
    found = sp.compare(G, Scenario(close=SHUT), origins="onsong", by=["days"])
    assert "the quickest way from Onsong" in found.sentences()[0]
    assert "days behind." in found.cases[0].margins()[0]


@cache
def of_year(as_of):
    dataset = sp.load_dataset()
    return build_network(dataset, as_of), reported_closures(dataset)


@given(st.data())
@settings(max_examples=25)
def test_after_any_closures_the_best_ways_are_those_of_the_tree_and_never_better(data):
    """Closing never makes a way shorter or safer, and comparisons agree with the tree of closures."""
    G, closures = of_year(data.draw(st.sampled_from(["2001", "2004-06", "2012"])))
    closed = data.draw(st.lists(st.sampled_from(closures), min_size=1, max_size=4, unique=True))
    origin = data.draw(st.sampled_from(ORIGINS))
    tree = closure_tree(G, closures, origins=origin)
    (case,) = sp.compare(G, Scenario(close=closed), origins=origin).cases
    for found in case.differences:
        best = tree.best(origin, found.objective, closed)
        assert found.after.way == best
        if best is None:
            assert found.case in ("cut_off", "none")
        elif found.objective == Objective.LENGTH:
            assert found.longer_km >= 0
        elif found.objective == Objective.RISK:
            assert found.riskier_cost >= 0
        assert not (found.case == "same" and found.broken)
