"""The flat form: a network as tables of plain cells, and exactly the same network again."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import DateError, NetworkError
from routes import (
    Change,
    Scenario,
    apply_scenario,
    build_network,
    flat_to_network,
    network_to_flat,
    read_dataset,
    shipped_dataset_path,
    validate_network,
)
from routes.exchange.flat import ABOUT, COLUMNS, LEG_COLUMNS, PLACE_COLUMNS, TOLD, ColumnKind, FlatNetwork
from routes.exchange.flat.cells import join_list, split_list
from tests.drawn_at_random import as_of_days, datasets

TODAY = dt.date(2026, 1, 1)
CELLS = {ColumnKind.TEXT: str, ColumnKind.NUMBER: float, ColumnKind.FLAG: bool}


@pytest.fixture(scope="module")
def shipped():
    dataset = read_dataset(shipped_dataset_path(), today=TODAY)
    return lambda as_of=2004: build_network(dataset, as_of)


def back(flat, today=TODAY):
    return flat_to_network(flat, today=today)


def edited(flat, table, row, **cells):
    """Return a flat network in which one row, counted from 0, has other cells."""
    rows = list(flat.table(table))
    rows[row] = rows[row] | cells
    return replace(flat, **{table: tuple(rows)})


def faults_of(flat, today=TODAY):
    with pytest.raises(NetworkError) as caught:
        back(flat, today)
    return str(caught.value)


def is_same(G, H):
    """Return whether two networks are equal in all that they hold, in one order."""
    return (
        nx.utils.graphs_equal(G, H)
        and G.graph == H.graph
        and list(G) == list(H)
        and list(G.edges(keys=True)) == list(H.edges(keys=True))
        and list(G.graph) == list(H.graph)
    )


# there and back


@pytest.mark.parametrize("as_of", [1998, 2004, 2008, 2012, 2019])
def test_the_shipped_network_comes_back_as_it_was(shipped, as_of):
    G = shipped(as_of)

    assert is_same(back(network_to_flat(G)), G)


def test_a_scenario_comes_back_with_its_words_and_the_legs_that_it_shut(shipped):
    scenario = Scenario(
        close=["CHN-MNG"],
        level=[Change("CHN-LAO", level="severe")],
        factor=[Change("CHN", risk=1.7, length=1.1)],
        add=[Change("THA", risk_cost=0.25)],
    )
    G = apply_scenario(shipped(), scenario)

    H = back(network_to_flat(G))

    assert is_same(G, H)
    assert any("CHN-MNG" in leg.closed_by for leg in H.graph["dormant"])


@given(st.data())
def test_any_network_comes_back_as_it_was(data):
    dataset = data.draw(datasets())
    info = replace(dataset.info, people_at_risk_reason="" if dataset.info.people_at_risk else "invented")
    dataset = replace(dataset, info=info)
    try:
        G = build_network(dataset, data.draw(as_of_days(dataset)))
    except DateError:  # protected
        return

    assert is_same(back(network_to_flat(G), dataset.today), G)


@settings(max_examples=40)  # texts are slow to draw
@given(st.data())
def test_text_in_any_script_comes_back_as_it_was(data):
    text = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20)
    dataset = data.draw(datasets())
    report = dataset.reports["r0"]
    note = data.draw(text) + "\n" + data.draw(text)
    told = {"title": data.draw(text), "publisher": data.draw(text), "author": data.draw(text), "note": note}
    town = replace(
        dataset.places["town"],
        name=data.draw(text),
        name_ko=data.draw(text),
        note=data.draw(text),
        variants=tuple(data.draw(st.lists(text, max_size=3))),
    )
    dataset = replace(
        dataset,
        info=replace(dataset.info, people_at_risk=True, title=data.draw(text)),
        places=dataset.places | {"town": town},
        reports=dataset.reports | {"r0": replace(report, **told)},
    )
    G = build_network(dataset, 2004)

    assert is_same(back(network_to_flat(G), dataset.today), G)


@given(st.lists(st.text(max_size=8), max_size=5))
def test_a_list_in_a_cell_is_the_same_list_again(items):
    assert split_list(join_list(items)) == tuple(items)


def test_who_edits_a_list_by_hand_need_not_mind_blanks():
    assert split_list(" a;b ;; c;") == ("a", "b", "c")


def test_the_given_network_is_unchanged(shipped):
    G = shipped()
    flat = network_to_flat(G)
    back(flat)

    assert nx.utils.graphs_equal(G, shipped())


def test_a_network_without_legs_or_reports_comes_back(shipped):
    G = shipped()
    bare = nx.MultiDiGraph(**G.graph | {"reports": {}, "claims": {}, "dormant": ()})

    assert is_same(back(network_to_flat(bare)), bare)


def test_what_is_no_network_is_refused_before_it_is_written():
    with pytest.raises(NetworkError, match="lacks the attributes"):
        network_to_flat(nx.MultiDiGraph())


# what stands in the cells


def test_every_row_has_the_columns_of_its_table_in_their_order_and_cells_of_their_kind(shipped):
    flat = network_to_flat(apply_scenario(shipped(2003), Scenario(close=["CHN"])))

    for name, columns in COLUMNS.items():
        rows = flat.table(name)
        assert rows
        for row in rows:
            assert list(row) == list(columns)
            assert all(row[c] is None or type(row[c]) is CELLS[kind] for c, kind in columns.items())
    assert list(flat.about) == list(ABOUT)
    assert {type(text) for text in flat.about.values()} == {str}


def test_the_columns_that_tables_had_before_stand_first_and_in_their_order():
    assert PLACE_COLUMNS[:5] == ("place", "name", "name_ko", "name_local", "country")
    assert PLACE_COLUMNS[-3:] == ("variants", "note", "harms")
    assert LEG_COLUMNS[:5] == ("from_place", "to_place", "mode", "country", "border")
    assert LEG_COLUMNS[-3:] == ("harms", "citations", "parts")


def test_all_of_it_is_json_without_any_number_that_json_does_not_know(shipped):
    flat = network_to_flat(apply_scenario(shipped(), Scenario(level=[Change("CHN-MNG", level="closed")])))

    text = json.dumps({name: flat.table(name) for name in COLUMNS} | flat.about, allow_nan=False)

    assert "Infinity" not in text


def test_an_infinite_cost_is_an_empty_cell_and_comes_back_infinite(network):
    shut = '\n[[hazard]]\non = "CHN-MNG"\nlevel = "closed"\nclaim = "Shut."\n'
    G = network(gazette=ROUTE + shut)
    flat = network_to_flat(G)

    (row,) = flat.dormant
    assert (row["risk_cost"], row["passage"], row["risk_index"]) == (None, None, 1.0)
    assert json.loads(row["parts"])["passage"]["cost"] == "inf"
    (leg,) = back(flat).graph["dormant"]
    assert math.isinf(leg.data["risk_cost"])
    assert math.isinf(leg.data["risk_high"])


def test_citations_tell_each_report_of_a_leg_in_a_line(shipped):
    G = shipped()
    flat = network_to_flat(G)

    for row in flat.legs:
        lines = row["citations"].splitlines()
        assert len(lines) == len(set(lines)) >= len(split_list(row["reports"])) > 0
        assert all(G.graph["reports"][r].title in row["citations"] for r in split_list(row["reports"]))


ROUTE = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."
"""


# what somebody edited


def test_columns_for_readers_may_be_missing(network):
    G = network()
    flat = network_to_flat(G)
    lean = {
        table: tuple(
            {c: cell for c, cell in row.items() if c not in TOLD[table]} for row in flat.table(table)
        )
        for table in COLUMNS
    }

    assert is_same(back(FlatNetwork(**lean, about=flat.about)), G)


def test_the_columns_of_a_leg_are_what_is_read(network):
    flat = edited(network_to_flat(network()), "legs", 0, length_km=120.0, days=4.8)
    H = back(flat)

    u, v, key = next(iter(H.edges(keys=True)))
    assert (H.edges[u, v, key]["length_km"], H.edges[u, v, key]["days"]) == (120.0, 4.8)


def test_a_risk_that_disagrees_with_its_parts_is_told_with_both_numbers_and_a_remedy(network):
    flat = edited(network_to_flat(network()), "legs", 2, risk_cost=0.04)
    told = faults_of(flat)

    exposure = network_to_flat(network()).legs[2]["exposure"]
    assert (
        f"legs, row 3 (town:pass), risk_cost: '0.04' - passage, entry and exposure (or parts) add to {exposure:.9g}"
        in told
    )
    assert "empty the cell parts" in told


def test_an_edited_index_or_part_is_told_too(network):
    flat = edited(network_to_flat(network()), "legs", 2, risk_index=0.5, exposure=0.5)
    told = faults_of(flat)

    assert "legs, row 3 (town:pass), risk_index: '0.5' - risk_cost stands for" in told
    assert "legs, row 3 (town:pass), exposure: '0.5' - parts says" in told


def test_with_parts_emptied_the_columns_of_the_risk_stand_as_a_scenario(network):
    G = network()
    cost = 0.2
    flat = edited(
        network_to_flat(G),
        "legs",
        2,
        parts="",
        risk_cost=cost,
        risk_low=0.1,
        risk_high=0.3,
        risk_index=1 - math.exp(-cost),
        exposure=cost,
    )
    H = back(flat)

    u, v, key = ("town", "pass", "unspecified")
    (part,) = H.edges[u, v, key]["parts"].values()
    assert (part.cost, part.cost_low, part.cost_high) == (0.2, 0.1, 0.3)
    assert part.p_high == pytest.approx(1 - math.exp(-0.3))
    assert part.flags == ("scenario",)
    assert [str(level) for level in part.levels] == ["high"]  # 0.18 lies in 0.15 to 0.35
    assert H.graph["scenario"] == ("risk of town:pass (unspecified) written by hand",)
    validate_network(H)


def test_a_leg_drawn_by_hand_needs_its_parts_of_risk_but_no_index(network):
    flat = network_to_flat(network())
    leg = flat.legs[2] | {"mode": "foot", "parts": None, "risk_index": None, "passage": None, "entry": None}
    leg |= {"risk_low": 0.1, "risk_cost": 0.2, "risk_high": 0.3, "exposure": 0.2, "citations": None}

    H = back(replace(flat, legs=(*flat.legs, leg)))

    assert H.edges["town", "pass", "foot"]["risk_cost"] == 0.2
    assert H.graph["scenario"] == ("risk of town:pass (foot) written by hand",)


def test_a_shut_leg_cannot_do_without_its_parts(network):
    shut = '\n[[hazard]]\non = "CHN-MNG"\nlevel = "closed"\nclaim = "Shut."\n'
    flat = network_to_flat(network(gazette=ROUTE + shut))

    assert "only the parts say what shuts a leg" in faults_of(edited(flat, "dormant", 0, parts=None))


def test_every_fault_is_told_at_once(network):
    flat = network_to_flat(network())
    flat = edited(flat, "places", 0, lon=2_000_000.0, country="Atlantis", kind="harbour")
    flat = edited(flat, "legs", 0, to_place="nowhere", mode="camel", length_km="long", evidence="rumour")
    flat = edited(flat, "legs", 1, from_place="nowhere", reports="", first_reported="soon")
    flat = edited(flat, "legs", 2, to_place="nowhere", claims="gazette#route-9", families="south")
    flat = edited(flat, "reports", 0, url="javascript:alert(1)", kind="gossip")
    flat = replace(flat, about=flat.about | {"crs": "EPSG:3857", "scale": "{", "notices": "[1]"})

    told = faults_of(flat)

    for words in (
        "places, row 1 (hill), lon: '2000000.0' - lies outside [-180, 180]; give degrees, EPSG:4326",
        "places, row 1 (hill), country: 'Atlantis' - is no ISO",
        "places, row 1 (hill), kind: 'harbour' - is not one of the words",
        "legs, row 1 (hill:nowhere), mode: 'camel' - is not one of the words",
        "legs, row 1 (hill:nowhere), length_km: 'long' - is no number",
        "legs, row 1 (hill:nowhere), evidence: 'rumour'",
        "legs, row 2 (nowhere:town), first_reported: 'soon' - is no date",
        "legs, row 3 (town:nowhere), to_place: 'nowhere' - is no place of the table places",
        "reports, row 1 (gazette), url: 'javascript:alert(1)' - is no web address",
        "reports, row 1 (gazette), kind: 'gossip'",
        "about, crs: 'EPSG:3857' - is not the CRS of networks; bring the coordinates to EPSG:4326",
        "about, scale: '{' - is no JSON",
        "about, notices: '1' - is no text",
    ):
        assert words in told


def test_rows_keep_their_numbers_behind_a_faulty_one(network):
    flat = network_to_flat(network())
    flat = edited(edited(flat, "places", 0, lon=None), "places", 1, haven="gazette#haven-1")

    assert "places, row 2 (river), haven: 'gazette#haven-1' - " in faults_of(flat)


def test_a_place_that_was_moved_is_told_with_all_other_faults(network):
    flat = network_to_flat(network())
    drawn = [(row["lon"], row["lat"]) for row in flat.places]
    assert is_same(back(replace(flat, drawn=(None, *drawn[1:]))), back(flat))

    drawn[2] = (2.5, 0.0)
    told = faults_of(edited(replace(flat, drawn=tuple(drawn)), "legs", 0, length_km=-1.0))

    assert (
        "places, row 3 (town), geometry: the place is drawn at (2.5, 0), but its columns say (2, 0)" in told
    )
    assert "legs, row 1 (hill:river), length_km: '-1.0' - lies outside" in told


def test_a_place_may_be_drawn_finer_than_its_coordinates_are_rounded(network):
    flat = edited(network_to_flat(network()), "places", 2, lon=2.1)
    drawn = [(row["lon"], row["lat"]) for row in flat.places]
    drawn[2] = (2.0613, 0.0171)

    assert back(replace(flat, drawn=tuple(drawn))).nodes["town"]["lon"] == 2.1


def test_empty_cells_of_a_leg_that_was_drawn_by_hand_are_told_as_empty(network):
    flat = network_to_flat(network())
    bare = dict.fromkeys(COLUMNS["legs"]) | {"from_place": "hill", "to_place": "port"}

    told = faults_of(replace(flat, legs=(*flat.legs, bare)))

    for column in ("mode", "length_km", "evidence", "first_reported"):
        assert f"legs, row 6 (hill:port), {column}: is empty; " in told


def test_names_that_nothing_bears_are_told(network):
    flat = network_to_flat(network())
    flat = edited(flat, "legs", 0, reports="gazette; tribune", claims="gazette#route-9", families="south")
    flat = edited(flat, "places", 1, haven="gazette#haven-1")

    told = faults_of(flat)

    assert "legs, row 1 (hill:river), reports: 'tribune' - is not among the reports of the network" in told
    assert (
        "legs, row 1 (hill:river), claims: 'gazette#route-9' - is not among the claims of the network" in told
    )
    assert "legs, row 1 (hill:river), families: 'south' - is not among the families of the network" in told
    assert "places, row 2 (river), haven: 'gazette#haven-1' - is not among the claims of the network" in told


def test_claims_whose_report_was_deleted_are_told(network):
    told = faults_of(replace(network_to_flat(network()), reports=()))

    assert (
        "claims, report: 'gazette' - is no report of the table reports; add it there, or delete its" in told
    )


@pytest.mark.parametrize("table", ["places", "legs", "reports", "claims"])
def test_a_row_that_stands_twice_is_told(network, table):
    flat = network_to_flat(network())
    flat = replace(flat, **{table: (*flat.table(table), flat.table(table)[0])})

    assert f"{table}, row {len(flat.table(table))}" in faults_of(flat)
    assert "stands more than once" in faults_of(flat)


@pytest.mark.parametrize(("table", "column"), [("places", "haven"), ("legs", "parts"), ("reports", "kind")])
def test_a_missing_column_is_told_once(network, table, column):
    flat = network_to_flat(network())
    lost = tuple({c: cell for c, cell in row.items() if c != column} for row in flat.table(table))

    told = faults_of(replace(flat, **{table: lost}))

    assert told.count(f"{table}, {column}: the column is missing") == 1


@pytest.mark.parametrize("name", ABOUT)
def test_a_missing_word_about_the_network_is_told(network, name):
    flat = network_to_flat(network())
    about = {key: text for key, text in flat.about.items() if key != name}

    assert f"about, {name}: is missing" in faults_of(replace(flat, about=about))


@given(st.data())
def test_whatever_stands_in_a_cell_is_read_or_refused_with_reason(network, data):
    shut = '\n[[hazard]]\non = "CHN-MNG"\nlevel = "closed"\nclaim = "Shut."\n'
    flat = network_to_flat(network(gazette=ROUTE + shut))
    table = data.draw(st.sampled_from(list(COLUMNS)))
    column = data.draw(st.sampled_from(list(COLUMNS[table])))
    strange = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=10),
        st.just([]),
        st.just({"a": 1}),
        st.sampled_from(["[]", "{}", "[[", "null", "1e999", "NaN", '{"passage": {}}', '{"exposure": 1}']),
        st.just(dt.date(2004, 1, 1)),
    )
    cells = {column: data.draw(strange)}
    row = data.draw(st.integers(0, min(5, len(flat.table(table)) - 1)))

    try:
        H = back(edited(flat, table, row, **cells))
    except NetworkError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017
    else:
        validate_network(H)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "name", "title", "period", "low", "CHN", "*", "foot"]), inner, max_size=3
        ),
    ),
    max_leaves=5,
)


@given(st.data())
def test_whatever_a_network_says_of_itself_is_read_or_refused_with_reason(network, data):
    flat = network_to_flat(network())
    name = data.draw(st.sampled_from(ABOUT))
    if name == "dataset" and data.draw(st.booleans()):
        info = json.loads(flat.about["dataset"])
        value = json.dumps(info | {data.draw(st.sampled_from(list(info))): data.draw(JSON)})
    else:
        value = data.draw(st.one_of(JSON.map(json.dumps), JSON))

    try:
        H = back(replace(flat, about=flat.about | {name: value}))
    except NetworkError as error:
        assert all(line.isprintable() for line in str(error).splitlines())  # noqa: PT017
    else:
        validate_network(H)


# protection


def test_a_network_of_the_last_five_years_is_refused(network):
    flat = network_to_flat(network("2004"))

    told = faults_of(flat, today=dt.date(2009, 6, 30))

    assert "about, as_of: '2004-07-01' - lies in the last 5 years" in told
    assert is_same(back(flat, today=dt.date(2009, 7, 1)), network("2004"))


def test_claims_of_the_last_five_years_are_refused(network):
    flat = edited(network_to_flat(network()), "claims", 0, since="2023-01-01")

    assert "of the last 5 years" in faults_of(flat)


def test_fine_coordinates_are_rounded_and_a_notice_says_so(network):
    H = back(edited(network_to_flat(network()), "places", 2, lon=2.0437, lat=0.0261))

    assert (H.nodes["town"]["lon"], H.nodes["town"]["lat"]) == (2.0, 0.0)
    assert "coordinates of 1 place were rounded" in H.graph["notices"][-1]


def open_to_all(flat, reason):
    info = json.loads(flat.about["dataset"]) | {"people_at_risk": False, "people_at_risk_reason": reason}
    return replace(flat, about=flat.about | {"dataset": json.dumps(info)})


def test_protection_is_lifted_with_a_reason_only(network):
    flat = edited(network_to_flat(network()), "places", 2, lon=2.0437)

    assert "protection is only lifted with a reason" in faults_of(open_to_all(flat, " "))
    H = back(open_to_all(flat, "an open exercise"), today=dt.date(2005, 1, 1))
    assert H.nodes["town"]["lon"] == 2.0437
    assert not any("rounded" in notice for notice in H.graph["notices"])
