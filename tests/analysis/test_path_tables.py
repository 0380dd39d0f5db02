"""Results of paths: what they say of themselves, and as tables, GeoJSON and HTML; hostile names stay text.

hill -- river -- town -- pass -- camp ~~air~~ port      by rail and road from town to pass
                    \\                          /
                     ~~~~~~~~~~ bay ~~~~~~~~~~~         by sea
"""

from __future__ import annotations

import json
import math
import runpy
import warnings
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import (
    Exit,
    Leg,
    PathList,
    Totals,
    path_legs_to_gdf,
    path_row,
    paths_to_gdf,
    paths_to_geojson,
)
from analysis.paths.tables import PATH_COLUMNS
from geodata import UnknownNameError
from routes import edge_data

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
network_of, questions = by_hand["network_of"], by_hand["questions"]

PLACES = """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
town city        CHN      2 0
pass crossing    CHN:MNG  3 0
camp city        MNG      4 0
bay city         CHN      3 -2
port destination KOR     14 0
"""
ROUTES = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
mode = { "town:pass" = "rail" }
since = 2000
claim = "North."
[[route]]
via = ["town", "pass"]
mode = "road"
since = 2000
claim = "North, by road."
[[route]]
via = ["town", "bay", "port"]
mode = { "bay:port" = "sea" }
since = 2000
claim = "By boat."
"""
HOSTILE = "<script>alert('x')</script> & \"q\" \u202e\n<b>"


@pytest.fixture(scope="module")
def G(network):
    return network(places=PLACES, gazette=ROUTES)


@pytest.fixture(scope="module")
def hostile(G):
    """The same network with names that would run if they were not escaped."""
    H = G.copy()
    for place in H:
        H.nodes[place]["name"] = HOSTILE
    return H


class Tags(HTMLParser):
    """Collects the tags and the texts of a page, and how many cells each row has."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self.cells = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "tr":
            self.cells.append(0)
        elif tag in ("td", "th"):
            self.cells[-1] += 1

    def handle_data(self, data):
        self.texts.append(data)


def test_totals_are_sums_that_can_be_checked_in_the_head():
    """Two legs: 1 + 2 km, risk 3 + 0, one border; risk index 1 - exp(-3)."""
    legs = {("a", "b", "road"): (1, 3, "PRK:CHN"), ("b", "c", "rail"): (2, 0, None)}
    path = sp.shortest_path(network_of(legs), "a", "c")

    assert path.totals == Totals(
        length_km=3, days=3, risk_cost=3, risk_low=3, risk_high=3, borders=("PRK:CHN",)
    )
    assert path.risk_index == path.risk_index_low == path.risk_index_high == pytest.approx(1 - math.exp(-3))
    assert (path.value, path.length_km, path.days) == (3, 3, 3)
    assert path.exit == Exit("PRK", "ground")
    assert path.margin is None


@settings(max_examples=200)
@given(questions(), st.integers(1, 5))
def test_totals_are_the_sums_of_the_legs(asked, k):
    for path in sp.k_shortest_paths(*asked.ends, k, "risk"):
        data = [asked.G.edges[leg] for leg in path.legs]
        totals = path.totals
        for name in ("length_km", "days", "risk_cost", "risk_low", "risk_high"):
            assert getattr(totals, name) == sum(d[name] for d in data)
        assert totals.borders == tuple(d["border"] for d in data if d["border"])
        assert path.value == totals.risk_cost
        assert 0 <= path.risk_index < 1
        assert [leg.v for leg in path.legs[:-1]] == [leg.u for leg in path.legs[1:]]


def test_a_margin_is_never_negative_though_weights_are_rounded():
    """Three legs of 0.4 thousand-millionths count nothing, one of 0.6 counts one: it is behind by that."""
    legs = dict.fromkeys([("a", "b", "road"), ("b", "c", "road"), ("c", "d", "road")], (4e-10, 0, None))
    path = sp.shortest_path(network_of(legs | {("a", "d", "air"): (6e-10, 0, None)}), "a", "d")

    assert path.places == ("a", "b", "c", "d")
    assert path.margin == 1e-9


def test_rivals_lose_by_their_gap(G):
    path = sp.safest_path(G, "hill", "port")

    assert path.exit in (Exit("MNG", "air"), Exit("CHN", "sea"))
    assert path.other_exit.exit.route != path.exit.route
    assert path.other_exit.gap == pytest.approx(
        path.other_exit.totals.risk_cost - path.totals.risk_cost, abs=1e-8
    )
    assert path.margin == path.runner_up.gap
    assert path.runner_up.places != path.places
    assert path.other_exit.in_words.startswith(path.other_exit.exit.in_words)


def test_a_result_says_what_was_asked(G):
    closed = sp.apply_scenario(G, sp.Scenario("all", close=["bay"]))
    path = sp.shortest_path(closed, "Hill", "PORT", via=["CHN-MNG", "camp"], avoid="road@CHN")

    assert path.summary == (
        f"Least length among the ways reported as of {path.as_of} with bay closed "
        "via CHN-MNG, then camp avoiding road@CHN; past reports, not advice."
    )
    assert (path.source, path.target, path.objective) == ("hill", "port", "length")
    assert path.reports == ("gazette",)
    assert path.reason == ""
    assert path.dataset == "Drawn, version 1"
    assert path.scenario == ("bay closed",)
    assert repr(path).startswith("<PathResult Shortest path, as of ")
    assert "hill > river > town > pass > camp > port" in repr(path)


def test_no_way_is_a_result_too(G):
    path = sp.safest_path(G, ["port", "camp"], "hill")

    assert not path.found
    assert path.way is path.exit is path.runner_up is path.other_exit is path.margin is None
    assert (path.legs, path.places, path.reports, path.flags) == ((), (), (), ())
    # 0 would read as near and safe where several origins are compared
    assert all(math.isnan(x) for x in (path.value, path.length_km, path.days, path.risk_index))
    assert (path.source, path.target) == ("port, camp", "hill")
    assert path.summary == f"No way through from port, camp to hill as of {path.as_of}: {path.reason}"
    assert path.reason.startswith("Port and Camp are as far as one gets")
    assert "no way through" in repr(path)
    assert path.cite() == ""


def test_rows_say_all_that_a_path_is(G):
    path = sp.shortest_path(G, "hill", "port", via="camp")
    row = path_row(path)

    assert tuple(row) == PATH_COLUMNS
    assert row["places"] == "hill; river; town; pass; camp; port"
    assert row["borders"] == "PRK:CHN; CHN:MNG"
    assert row["borders_crossed"] == 2
    assert row["modes"].split("; ") == [leg.key for leg in path.legs]
    assert row["length_km"] == path.length_km == row["value"]
    assert row["question"] == "via camp"
    assert row["exit"] == "air@MNG"
    assert row["reports"] == "gazette"
    assert row["weight"] == "length"


def test_one_feature_a_path_with_its_whole_line(G):
    paths = sp.k_shortest_paths(G, "hill", "port", 9)
    told = json.loads(json.dumps(paths.to_geojson(), allow_nan=False))

    assert told["type"] == "FeatureCollection"
    assert len(told["features"]) == len(paths) == 3
    for feature, path in zip(told["features"], paths, strict=True):
        assert feature["properties"] == json.loads(json.dumps(path_row(path)))
        line = feature["geometry"]["coordinates"]
        assert feature["geometry"]["type"] == "LineString"
        assert line[0] == [0, 0]
        assert line[-1] == [14, 0]
        assert all(a != b for a, b in pairwise(line))


def test_tables_hold_a_row_a_path_and_a_row_a_leg(G):
    paths = sp.k_shortest_paths(G, "hill", "port", 3)
    table, legs = paths.to_gdf(), path_legs_to_gdf(paths)

    assert list(table.columns) == [*PATH_COLUMNS, "geometry"]
    assert list(table["rank"]) == [1, 2, 3]
    assert table.crs == legs.crs == "EPSG:4326"
    assert len(legs) == sum(len(path.legs) for path in paths)
    assert list(legs["rank"]) == [path.rank for path in paths for _ in path.legs]
    assert list(legs["step"]) == [i for path in paths for i in range(1, len(path.legs) + 1)]
    assert list(legs["from_place"]) == [leg.u for path in paths for leg in path.legs]
    assert list(legs["mode"]) == [leg.key for path in paths for leg in path.legs]
    for path, row in zip(paths, table.itertuples(), strict=True):
        own = path.to_gdf()
        assert own["length_km"].sum() == pytest.approx(path.length_km)
        assert row.length_km == path.length_km


@pytest.mark.parametrize("ends", [("port", "hill"), ("town", "town")], ids=["no way", "no leg"])
def test_tables_without_legs_have_their_columns(G, ends):
    """Nothing is warned of, and the columns are those of a table with rows."""
    found, path = sp.shortest_path(G, "hill", "port"), sp.shortest_path(G, *ends)
    paths = sp.k_shortest_paths(G, *ends, 2)

    assert list(path.to_gdf().columns) == list(found.to_gdf().columns)
    assert len(path.to_gdf()) == 0
    assert path.to_gdf().crs == "EPSG:4326"
    assert len(paths.to_gdf()) == len(paths)
    assert list(paths.to_gdf().columns) == [*PATH_COLUMNS, "geometry"]
    assert paths.to_gdf().crs == "EPSG:4326"
    assert len(paths.to_geojson()["features"]) == len(paths) == len(path.to_geojson()["features"])
    assert all(feature["geometry"] is None for feature in paths.to_geojson()["features"])
    both = path_legs_to_gdf([path, found])
    assert list(both["rank"]) == [1] * len(found.legs)
    assert both.dtypes.equals(path_legs_to_gdf([found]).dtypes)


def test_tables_of_no_paths_at_all_are_empty(G):
    """A list may be empty; its tables have the columns all the same."""
    nothing = sp.k_shortest_paths(G, "port", "hill", 2)

    assert len(paths_to_gdf(nothing)) == len(paths_to_gdf([])) == 0
    assert paths_to_geojson([]) == {"type": "FeatureCollection", "features": []}
    assert len(path_legs_to_gdf(nothing)) == len(path_legs_to_gdf([])) == 0
    assert list(path_legs_to_gdf(nothing).columns) == list(
        sp.shortest_path(G, "hill", "port").to_gdf().columns
    )


def test_tables_are_written_to_files(G, tmp_path):
    import geopandas as gpd

    paths = sp.k_shortest_paths(G, "hill", "port", 3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what drivers say of themselves
        paths.to_gdf().to_file(tmp_path / "paths.gpkg", driver="GPKG")
        back = gpd.read_file(tmp_path / "paths.gpkg")
    assert list(back["places"]) == ["; ".join(path.places) for path in paths]


def test_a_line_past_the_antimeridian_is_two_that_end_there(network):
    places = "hill origin PRK 174 0\nline crossing PRK:KOR 179 0\nport destination KOR -175 0"
    G = network(places=places, gazette='[[route]]\nvia = ["hill", "line", "port"]\nclaim = "Across."\n')
    (feature,) = sp.shortest_path(G, "hill", "port").to_geojson()["features"]

    west, east = feature["geometry"]["coordinates"]
    assert (west[0][0], west[-1][0]) == (pytest.approx(174), 180)
    assert (east[0][0], east[-1][0]) == (-180, pytest.approx(-175))
    assert all(abs(b[0] - a[0]) < 90 for piece in (west, east) for a, b in pairwise(piece))


def test_hostile_names_are_text_in_notebooks(hostile):
    """Names cannot add a tag, and nothing that steers a terminal or turns the writing is left of them."""
    path = sp.shortest_path(hostile, "hill", "port")
    paths = sp.k_shortest_paths(hostile, "hill", "port", 2)
    lost = sp.shortest_path(hostile, "port", "hill")
    front = sp.pareto_paths(hostile, "hill", "port")

    for html in (x._repr_html_() for x in (path, paths, lost, front)):
        page = Tags(html)
        assert set(page.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p", "strong"}
        assert "<script>alert('x')</script> & \"q\"" in "".join(page.texts)
        assert "\u202e" not in html
        assert "<b>" not in html


def test_a_weight_s_name_is_text_too(G):
    def weight(data):
        return data["length_km"]

    weight.__name__ = "<img src=x onerror=alert(1)>"
    for answer in (sp.best_by(G, "hill", "port", weight), sp.k_shortest_paths(G, "hill", "port", 2, weight)):
        assert "<img" not in answer._repr_html_()


def test_tables_in_notebooks_have_as_many_cells_in_every_row(G):
    path, paths = sp.safest_path(G, "hill", "port"), sp.k_shortest_paths(G, "hill", "port", 3)

    one, several = Tags(path._repr_html_()), Tags(paths._repr_html_())
    assert len(set(one.cells)) == len(set(several.cells)) == 1
    assert len(one.cells) == len(path.legs) + 2
    assert len(several.cells) == len(paths) + 1
    assert "past reports, not advice" in path._repr_html_()
    assert "past reports, not advice" in paths._repr_html_()


def test_what_has_no_legs_is_a_sentence_in_notebooks(G):
    lost, stays = sp.k_shortest_paths(G, "port", "hill", 2), sp.shortest_path(G, "town", "town")

    assert Tags(lost._repr_html_()).tags == ["p", "strong"]
    assert "as far as one gets" in lost._repr_html_()
    assert "the same place" in stays._repr_html_()
    assert "<table>" in sp.k_shortest_paths(G, "town", "town", 2)._repr_html_()


def test_a_list_of_paths_is_a_sequence(G):
    paths = sp.k_shortest_paths(G, "hill", "port", 3)

    assert isinstance(paths, PathList)
    assert len(paths) == 3
    assert paths[0] == next(iter(paths)) == paths[-3]
    assert list(paths[1:]) == [paths[1], paths[2]]
    assert paths[2] in paths
    assert paths.index(paths[1]) == 1
    assert repr(paths) == "<PathList Best paths by length: 3 found>"
    assert repr(sp.pareto_paths(G, "hill", "port")).startswith("<ParetoFront Front of length")
    assert paths.network is G
    with pytest.raises(IndexError):
        paths[3]


def test_equal_answers_are_equal_and_can_be_kept_in_sets(G):
    one, other = (sp.shortest_path(G, "hill", "port") for _ in range(2))

    assert one == other
    assert len({one, other}) == 1
    assert one != sp.safest_path(G, "hill", "port")
    with pytest.raises(AttributeError):
        one.rank = 2


def test_legs_name_the_legs_of_the_network(G):
    path = sp.safest_path(G, "hill", "port")

    assert all(isinstance(leg, Leg) and edge_data(G, leg)["length_km"] > 0 for leg in path.legs)


def test_results_of_several_origins_name_the_one_from_which_the_way_leads(G):
    path = sp.shortest_path(G, ["hill", "river", "town"], ["camp", "port"])

    assert (path.source, path.target) == ("town", "camp")
    assert path.exit is None or path.exit.country == "CHN"


@pytest.mark.parametrize("by", [sp.shortest_path, sp.safest_path, sp.balanced_path])
def test_bad_questions_are_errors_of_this_program(G, by):
    with pytest.raises(UnknownNameError, match="Did you mean hill"):
        by(G, "hil", "port")
    with pytest.raises(UnknownNameError, match="no place is named"):
        by(G, [], "port")
    with pytest.raises(UnknownNameError, match="the network has no places"):
        by(nx.MultiDiGraph(), "hill", "port")
    with pytest.raises(UnknownNameError, match="is no name of a place"):
        by(G, [None], "port")
