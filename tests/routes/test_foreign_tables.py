"""Networks out of tables that others made.

hill --road 150 km-- town ==rail== port        (all in CHN but camp, which lies in MNG)
                      |
                    foot
                      |
                     camp
"""

from __future__ import annotations

import datetime as dt
import math

import geopandas as gpd
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, Polygon

from analysis import ensemble, find_bottlenecks, shortest_path
from geodata import NetworkError, PlaceKind, distance_km
from routes import (
    Access,
    Report,
    ReportKind,
    RiskPartName,
    Scenario,
    Source,
    apply_scenario,
    flat_to_network,
    network_from_edges,
    network_from_gdfs,
    network_to_flat,
    network_to_gdfs,
    read_period,
    validate_network,
)

TODAY = dt.date(2026, 1, 1)
SOURCE = Source(publisher="Mapping Office", title="Roads", date="2015-03", url="https://example.org/roads")
OPEN = "an invented exercise"


def places_table(**columns):
    table = {
        "place": ["hill", "town", "port", "camp"],
        "name": ["Hill", "Town", "Port", "Camp"],
        "country": ["CHN", "CHN", "CHN", "MNG"],
        "lon": [110.0, 111.0, 112.0, 111.0],
        "lat": [42.0, 42.0, 42.0, 45.0],
    }
    return pd.DataFrame(table | columns)


def legs_table(**columns):
    table = {
        "from_place": ["hill", "town", "town"],
        "to_place": ["town", "port", "camp"],
        "mode": ["road", "rail", "foot"],
        "length_km": [150.0, None, None],
    }
    return pd.DataFrame(table | columns)


def read(legs=None, places=None, **options):
    options = {"source": SOURCE, "today": TODAY} | options
    return network_from_edges(
        legs_table() if legs is None else legs, places_table() if places is None else places, **options
    )


def told(*tables, **options):
    with pytest.raises(NetworkError) as caught:
        read(*tables, **options)
    return str(caught.value)


def with_points(crs="EPSG:4326", **columns):
    table = places_table(**columns).drop(columns=["lon", "lat"])
    points = gpd.points_from_xy(places_table()["lon"], places_table()["lat"], crs="EPSG:4326")
    return gpd.GeoDataFrame(table, geometry=points.to_crs(crs))


# what becomes of a table


def test_each_row_is_a_leg_of_the_stated_length_or_of_the_geodesic():
    G = read()

    validate_network(G)
    assert G.edges["hill", "town", "road"]["length_km"] == 150.0
    assert G.edges["town", "port", "rail"]["length_km"] == distance_km((111.0, 42.0), (112.0, 42.0))
    assert G.nodes["hill"]["name"] == "Hill"


def test_every_leg_cites_the_source_and_the_network_is_as_of_its_date():
    G = read()

    (report,) = G.graph["reports"].values()
    assert (report.id, report.url) == ("mapping-office-2015-03", "https://example.org/roads")
    assert all(data["reports"] == (report.id,) for *_, data in G.edges(data=True))
    assert G.graph["as_of_text"] == "2015-03 (taken as 15 March 2015)"
    assert [claim.claim for claim in report.routes] == [f"Row {n} of the table." for n in (1, 2, 3)]


def test_lengths_may_be_told_in_metres_but_not_twice():
    legs = legs_table(length_m=[150_000.0, None, None])

    assert read(legs.drop(columns="length_km")).edges["hill", "town", "road"]["length_km"] == 150.0
    assert "length_km and length_m say the same thing twice" in told(legs)


def test_a_report_does_as_a_source():
    report = Report(
        id="atlas",
        publisher="An atlas",
        title="Ways",
        date=read_period(2012),
        date_text="2012",
        kind=ReportKind.BOOK,
        access=Access.FULL,
    )

    assert set(read(source=report).graph["reports"]) == {"atlas"}


def test_where_no_chance_is_told_the_defaults_stand_and_are_called_assumed():
    data = read().edges["hill", "town", "road"]

    (part,) = data["parts"].values()
    assert part.assumed
    assert data["flags"] == ("assumed",)
    # moderate, 0.05 to 0.15, for 150 of 1,000 km
    assert data["risk_cost"] == pytest.approx(-0.15 * math.log1p(-math.sqrt(0.05 * 0.15)))


def test_a_stated_chance_is_that_of_the_whole_leg():
    G = read(legs_table(p_low=[0.1, None, None], p_high=[0.4, None, None]))
    data = G.edges["hill", "town", "road"]

    (part,) = data["parts"].values()
    assert (part.p_low, part.p_high, part.target) == (0.1, 0.4, "hill:town")
    assert [str(level) for level in part.levels] == ["high"]  # 0.2 lies in 0.15 to 0.35
    assert data["risk_cost"] == pytest.approx(-math.log1p(-0.2))
    assert data["flags"] == ()
    assert G.graph["claims"][part.claims[0]].claim == "Row 1 of the table: a chance of 0.1 to 0.4."


def test_one_end_of_a_chance_stands_for_both_and_none_is_no_risk():
    G = read(legs_table(p_low=[0.2, 0.0, None]))

    assert G.edges["hill", "town", "road"]["risk_low"] == G.edges["hill", "town", "road"]["risk_high"]
    assert G.edges["town", "port", "rail"]["risk_high"] == 0


def test_a_leg_on_the_ground_into_another_country_passes_a_crossing_that_is_added():
    G = read(legs_table(length_km=[150.0, None, 400.0], p_low=[None, None, 0.2]))

    before, behind = ("town", "town-camp-border", "foot"), ("town-camp-border", "camp", "foot")
    assert G.nodes["town-camp-border"]["kind"] is PlaceKind.CROSSING
    assert G.edges[behind]["border"] == "CHN:MNG"
    assert (G.edges[before]["country"], G.edges[behind]["country"]) == ("CHN", "MNG")
    assert G.edges[before]["length_km"] + G.edges[behind]["length_km"] == 400.0
    assert set(G.edges[behind]["parts"]) == {RiskPartName.PASSAGE}
    assert G.edges[before]["risk_cost"] == 0
    assert (
        "1 crossing was added where legs on the ground lead into another country: CHN:MNG"
        in G.graph["notices"]
    )
    shut = apply_scenario(G, Scenario(close=["CHN-MNG"]))
    assert not shortest_path(shut, "hill", "camp").found


def test_crossings_of_the_table_are_kept():
    places = places_table(
        kind=["origin", "crossing", "city", "destination"], other_country=["", "MNG", "", ""]
    )
    G = read(places=places)

    assert set(G) == {"hill", "town", "port", "camp"}
    assert G.edges["town", "camp", "foot"]["border"] == "CHN:MNG"
    assert (G.graph["dataset"].origins, G.graph["dataset"].destinations) == (("hill",), ("camp",))


def test_two_way_rows_are_two_legs():
    assert set(read(two_way=True, places=places_table(country="CHN")).edges(keys=True)) == {
        leg
        for u, v, m in (("hill", "town", "road"), ("town", "port", "rail"), ("town", "camp", "foot"))
        for leg in ((u, v, m), (v, u, m))
    }


def test_columns_may_be_called_otherwise():
    legs = legs_table().rename(columns={"from_place": "u", "to_place": "v"})
    places = places_table().rename(columns={"place": "id"})

    G = read(legs, places, columns={"from_place": "u", "to_place": "v", "place": "id"})

    assert nx.utils.graphs_equal(G, read())


def test_ids_become_letters_digits_and_hyphens_and_names_stay():
    places = places_table(place=["São Hill", 7, 8.0, "Camp"], name=["", "", "Port", None])
    legs = legs_table(from_place=["São Hill", 7, 7], to_place=[7, 8, "Camp"])

    G = read(legs, places)

    assert set(G) - {"7-camp-border"} == {"sao-hill", "7", "8", "camp"}
    assert [G.nodes[n]["name"] for n in ("sao-hill", "7", "8", "camp")] == ["São Hill", "7", "Port", "Camp"]


def test_without_a_table_of_places_the_legs_say_where_they_begin_and_end():
    legs = pd.DataFrame(
        {
            "from_place": ["a"],
            "to_place": ["b"],
            "from_lon": [100.0],
            "from_lat": [10.0],
            "to_lon": [101.0],
            "to_lat": [10.0],
        }
    )

    G = network_from_edges(legs, source=SOURCE, today=TODAY, country="THA")

    assert G.nodes["b"]["lon"] == 101.0
    assert set(G.edges(keys=True)) == {("a", "b", "unspecified")}


def test_points_in_any_crs_and_lines_say_where_and_how_long():
    lines = [LineString([(110, 42), (110.5, 43), (111, 42)]), None, None]
    legs = gpd.GeoDataFrame(legs_table(length_km=None), geometry=lines, crs="EPSG:4326")
    in_degrees = network_from_gdfs(with_points(), legs, source=SOURCE, today=TODAY)
    projected = network_from_gdfs(
        with_points("EPSG:3857"), legs.to_crs("EPSG:3857"), source=SOURCE, today=TODAY
    )

    bent = distance_km((110, 42), (110.5, 43)) + distance_km((110.5, 43), (111, 42))
    assert in_degrees.edges["hill", "town", "road"]["length_km"] == pytest.approx(bent, abs=0.01)
    assert {n: d["lon"] for n, d in in_degrees.nodes(data=True)} == {
        n: d["lon"] for n, d in projected.nodes(data=True)
    }


def test_tables_without_rows_give_a_network_without_legs():
    G = read(legs_table()[:0])
    empty = read(legs_table()[:0], places_table()[:0])

    assert (G.number_of_nodes(), G.number_of_edges()) == (4, 0)
    assert len(empty) == 0
    validate_network(empty)


def test_the_tables_are_not_changed():
    legs, places = legs_table(), places_table()
    read(legs, places)

    pd.testing.assert_frame_equal(legs, legs_table())
    pd.testing.assert_frame_equal(places, places_table())


def test_all_questions_can_be_asked_of_it():
    G = read(
        legs_table(p_low=[0.1, None, 0.2], p_high=[0.2, None, 0.3]), origins=["hill"], destinations=["camp"]
    )

    assert shortest_path(G, "hill", "camp").found
    assert find_bottlenecks(G, "hill").must_pass
    assert ensemble(G, "hill", draws=50).standing("hill").in_words
    assert nx.utils.graphs_equal(G, flat_to_network(network_to_flat(G), today=TODAY))
    assert nx.utils.graphs_equal(G, network_from_gdfs(*network_to_gdfs(G), today=TODAY))


@settings(max_examples=40)
@given(st.data())
def test_any_table_becomes_a_network_that_keeps_the_contract_and_its_lengths(data):
    names = [f"p{n}" for n in range(data.draw(st.integers(1, 6)))]
    column = lambda values: data.draw(st.lists(values, min_size=len(names), max_size=len(names)))  # noqa: E731
    places = pd.DataFrame(
        {
            "place": names,
            "country": column(st.sampled_from(["CHN", "MNG", "KOR", "PRK", "FJI"])),
            "lon": column(st.integers(-1800, 1800).map(lambda d: d / 10)),
            "lat": column(st.integers(-900, 900).map(lambda d: d / 10)),
        }
    )
    pairs = st.tuples(
        st.sampled_from(names), st.sampled_from(names), st.sampled_from(["road", "rail", "air", "sea"])
    )
    rows = data.draw(
        st.lists(pairs.filter(lambda p: p[0] != p[1]), max_size=8, unique=True)
        if len(names) > 1
        else st.just([])
    )
    lengths = [data.draw(st.floats(0, 5000)) for _ in rows]
    chances = [data.draw(st.one_of(st.none(), st.floats(0.001, 0.99))) for _ in rows]
    legs = pd.DataFrame(rows, columns=["from_place", "to_place", "mode"]).assign(
        length_km=lengths, p_low=chances
    )

    G = network_from_edges(legs, places, source=SOURCE, today=TODAY)

    validate_network(G)
    for (u, v, mode), km, p in zip(rows, lengths, chances, strict=True):
        way = [(u, v)] if G.has_edge(u, v, mode) else [(u, f"{u}-{v}-border"), (f"{u}-{v}-border", v)]
        pieces = [G.edges[a, b, mode] for a, b in way]
        assert math.fsum(piece["length_km"] for piece in pieces) == pytest.approx(km)
        if p is not None:
            assert math.fsum(piece["risk_cost"] for piece in pieces) == pytest.approx(
                -math.log1p(-p), abs=1e-8
            )
    assert nx.utils.graphs_equal(G, flat_to_network(network_to_flat(G), today=TODAY))


# what is refused


def test_without_a_source_nothing_is_read():
    with pytest.raises(NetworkError, match=r"every leg of a network cites a report.*give source=Source"):
        network_from_gdfs(with_points(), legs_table(), today=TODAY)


def test_a_source_that_cannot_be_cited_is_told_in_all_its_faults():
    with pytest.raises(NetworkError) as caught:
        read(source=Source(publisher="", title="T", date="soon", url="javascript:x", kind="gossip"))
    for words in (
        "publisher: is empty",
        "date: 'soon' - is no date",
        "url: 'javascript:x'",
        "kind: 'gossip'",
    ):
        assert f"source, {words}" in str(caught.value)


def test_every_fault_is_told_at_once_with_its_row():
    places = places_table(
        place=["hill", "Hill", None, "서울"],
        country=["CHN", "Narnia", "CHN", "MNG"],
        lon=[110.0, 1e6, "x", 111.0],
    )
    legs = legs_table(
        from_place=["hill", "nowhere", "hill"],
        to_place=["hill", "hill", "hill"],
        mode=["road", "camel", "road"],
        length_km=[-5.0, math.inf, 1.0],
        p_low=[0.5, 0.0, 0.1],
        p_high=[0.2, 0.5, 1.5],
    )

    text = told(legs, places)

    for words in (
        "places, row 2 (Hill), country: 'Narnia' - is no ISO",
        "places, row 3, place: is no id; write text or a whole number",
        "places, row 4 (서울), place: '서울' - leaves no letter a-z or digit for an id",
        "places, row 2, lon: '1000000.0' - lies outside [-180, 180]; these look like metres",
        "places, row 3, lon: 'x' - is no number",
        "legs, row 1 (hill:hill), length_km: '-5.0' - lies outside",
        "legs, row 2 (nowhere:hill), mode: 'camel' - is not one of the words",
        "legs, row 3 (hill:hill), p_high: '1.5' - is no chance below 1",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            {"to_place": ["town", "harbour", "camp"]},
            "legs, row 2 (town:harbour), to_place: 'harbour' - is no place of the table",
        ),
        (
            {"to_place": ["hill", "port", "camp"]},
            "legs, row 1 (hill:hill), to_place: 'hill' - leads back to its own start",
        ),
        (
            {"p_low": [0.5, 0.1, 0.1], "p_high": [0.2, 0.1, 0.1]},
            "legs, row 1 (hill:town), p_low: '0.5' - is more than p_high (0.2)",
        ),
        (
            {"p_low": [0.0, 0.1, 0.1], "p_high": [0.2, 0.1, 0.1]},
            "legs, row 1 (hill:town), p_low: '0.0' - no multiple leads from 0",
        ),
        (
            {"mode": "road", "to_place": "camp", "from_place": "hill"},
            "legs, row 2 (hill:camp): 'hill:camp (road)' - stands in row 1 too",
        ),
    ],
)
def test_a_leg_that_is_none_is_told(columns, words):
    assert words in told(legs_table(**columns))


def test_a_place_that_stands_twice_is_told_with_both_names():
    places = places_table(place=["hill", "town", "Port", "port!"])

    assert "row 4 (port!), place: 'port!' - is the id 'port', which another row has too ('Port')" in told(
        places=places
    )


def test_missing_columns_are_told():
    text = told(legs_table().drop(columns="to_place"), places_table().drop(columns=["country", "lat"]))

    assert (
        "legs, to_place: the column is missing; add it, or give its name to the column that holds it" in text
    )
    assert "places, country: the column is missing; add it, or say country= for all places" in text
    assert "places, lat: the column is missing" in text
    with pytest.raises(
        NetworkError, match="from_lon: the column is missing; add it, or give a table of places"
    ):
        network_from_edges(legs_table(), source=SOURCE, today=TODAY)


def test_a_column_that_comes_twice_is_told():
    legs = legs_table()
    legs.columns = ["from_place", "to_place", "mode", "mode"]

    assert "legs, mode: the column comes twice; keep one of them" in told(legs)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda t: t.set_crs(None, allow_override=True),
            "places, crs: the geometry has no CRS; say in what CRS it is",
        ),
        (
            lambda t: t.to_crs("EPSG:3857").set_crs("EPSG:4326", allow_override=True),
            "these look like metres of a projection; bring them to degrees",
        ),
        (
            lambda t: t.set_crs("EPSG:3857", allow_override=True),
            "'EPSG:3857' - is a CRS in metres, but the coordinates look like degrees",
        ),
        (lambda t: t.set_geometry(t.geometry.map(lambda p: Point(p.y, p.x))), "lon and lat seem swapped"),
        (
            lambda t: t.set_geometry(
                [Point(0, 0), Polygon([(0, 0), (1, 0), (1, 1)]), MultiPoint([(0, 0)]), None]
            ),
            "places, row 2, geometry: 'Polygon' - a place is a point; give its centre",
        ),
        (
            lambda t: t.set_geometry([Point(0, 0), None, Point(), Point(0, 0)]),
            "places, row 3, geometry: 'nothing' - a place is a point",
        ),
    ],
)
def test_points_that_lie_nowhere_are_told(spoil, words):
    with pytest.raises(NetworkError) as caught:
        network_from_gdfs(spoil(with_points()), legs_table(), source=SOURCE, today=TODAY)
    assert words in str(caught.value)


def test_lines_that_are_none_are_told():
    legs = gpd.GeoDataFrame(
        legs_table(), geometry=[Point(0, 0), None, LineString([(0, 0), (1, 1)])], crs="EPSG:4326"
    )

    assert "legs, row 1, geometry: 'Point' - a leg is a line" in told(legs)
    assert "legs, crs: the geometry has no CRS" in told(legs.set_crs(None, allow_override=True))


# protection


def test_tables_of_the_last_five_years_are_refused_unless_nobody_is_at_risk():
    recent = Source(publisher="Mapping Office", title="Roads", date=2021)

    assert "source, date: '2021' - reaches into the last 5 years (after 1 January 2021)" in told(
        source=recent
    )
    assert read(source=recent, people_at_risk_reason=OPEN).graph["as_of"] == dt.date(2021, 7, 1)


def test_places_are_kept_coarse_unless_nobody_is_at_risk():
    places = places_table(lon=[110.04321, 111.0, 112.0, 111.0])

    coarse, fine = read(places=places), read(places=places, people_at_risk_reason=OPEN)

    assert coarse.nodes["hill"]["lon"] == 110.0
    assert "coordinates of 1 place were rounded" in coarse.graph["notices"][0]
    assert fine.nodes["hill"]["lon"] == 110.04321
    assert fine.graph["dataset"].people_at_risk_reason == OPEN
    assert coarse.edges["hill", "town", "road"]["length_km"] == 150.0


def test_lengths_that_are_measured_here_do_not_give_fine_places_away():
    legs, places = legs_table(length_km=None), places_table(lon=[110.04321, 111.0, 112.0, 111.0])

    assert read(legs, places).edges["hill", "town", "road"] == read(legs).edges["hill", "town", "road"]


def test_text_of_a_table_cannot_steer_anything():
    evil = "<script>alert(1)</script>"
    G = read(places=places_table(name=[evil, "=1+1", "Port", "Camp"]))

    assert G.nodes["hill"]["name"] == evil  # escaped where it is shown
    assert "holds the control character" in told(
        places=places_table(name=["a\x1b[2J", "Town", "Port", "Camp"])
    )
    assert "\x1b" not in told(places=places_table(name=["a\x1b[2J", "Town", "Port", "Camp"]))


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        ["road", "CHN", "MNG", "hill", "crossing", [], {}, b"x", "\ud800", pd.NaT, dt.date(2004, 1, 1)]
    ),
)


@given(st.data())
def test_whatever_stands_in_a_table_is_read_or_refused_with_reason(data):
    legs, places = legs_table(p_low=None, p_high=None), places_table(kind="city", other_country=None)
    for table in (legs, places):
        for _ in range(data.draw(st.integers(0, 2))):
            column = data.draw(st.sampled_from(list(table.columns)))
            table[column] = table[column].astype(object)
            table.at[data.draw(st.integers(0, len(table) - 1)), column] = data.draw(STRANGE)  # noqa: PD008 - a list is a cell

    try:
        G = read(legs, places)
    except NetworkError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017
    else:
        validate_network(G)
        assert nx.utils.graphs_equal(G, flat_to_network(network_to_flat(G), today=TODAY))
