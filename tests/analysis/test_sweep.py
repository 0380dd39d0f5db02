"""The table of all combinations: its order, its numbers, what would undo each, and its files."""

from __future__ import annotations

import csv
import runpy
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import safepassage as sp
from analysis import Exit, best_by
from analysis.closures.sweep import (
    MOST_CLOSURES,
    SWEEP_COLUMNS,
    check_sweep_format,
    sweep_closures,
    write_sweep,
)
from analysis.closures.targets import reported_closures
from analysis.closures.tree import closure_tree
from geodata import FormatError, QuestionError
from routes import Scenario, apply_scenario

by_hand = runpy.run_path(str(Path(__file__).with_name("paths_by_hand.py")))
TARGETS, networks, network_of = (by_hand[name] for name in ("TARGETS", "networks", "network_of"))

MNG, MISSIONS, VNM = "CHN-MNG", "mission@CHN", "CHN-VNM"


@pytest.fixture(scope="module")
def G():
    return sp.load_network("2004-06")


@pytest.fixture(scope="module")
def tree(G):
    return closure_tree(G, [MNG, MISSIONS, VNM], origins=["onsong", "sinuiju"])


def test_every_subset_has_one_row_for_each_origin_and_objective_by_size_and_then_by_number(tree):
    """The order does not depend on what the closures do."""
    rows = list(sweep_closures(tree))
    order = [some for size in range(4) for some in combinations(tree.closures, size)]
    assert [(row.closed, row.origin, row.objective) for row in rows] == [
        (closed, origin, objective)
        for closed in order
        for origin in ("onsong", "sinuiju")
        for objective in ("length", "risk", "balanced")
    ]


def test_rows_are_those_of_the_closed_networks(G, tree):
    """Every row again, by `best_by` in the network that `apply_scenario` gives."""
    before = {}
    for row in sweep_closures(tree):
        closed = apply_scenario(G, Scenario(close=row.closed)) if row.closed else G
        path = best_by(closed, row.origin, "seoul", row.objective)
        first = before.setdefault((row.origin, row.objective), path.value)
        assert (row.found, row.way, row.exit) == (path.found, path.way, path.exit)
        if path.found:
            assert row.value == pytest.approx(path.value, abs=1e-8)
            assert row.difference == pytest.approx(path.value - first, abs=1e-8)


def test_relief_of_june_2004(tree):
    """With missions and Mongolia shut the safest way is by Vietnam; the missions alone would undo it."""
    rows = {
        row.closed: row for row in sweep_closures(tree) if (row.origin, row.objective) == ("onsong", "risk")
    }
    assert rows[MISSIONS,].exit == Exit("MNG", "air")
    assert rows[MNG, MISSIONS].exit == Exit("VNM", "air")
    assert rows[MNG, MISSIONS].relief == (MISSIONS,)
    assert rows[MNG,].relief == (), "nothing is lost, so nothing is to be undone"


#   a --1-- c --1-- h     and c --2-- h by road; both legs, or the first alone, can be closed
TWO_WAYS = {
    ("a", "c", "road"): (1, 0, None),
    ("c", "h", "air"): (1, 0, None),
    ("c", "f", "road"): (1, 0, None),
}
TWO_WAYS |= {("f", "h", "air"): (1, 0, None)}


def relief_of(closures):
    tree = closure_tree(network_of(TWO_WAYS), closures, origins="a", destinations="h", by=["length"])
    return {row.closed: (row.value, row.difference, row.relief) for row in sweep_closures(tree)}


def test_relief_of_who_is_cut_off_is_any_way_and_of_others_the_way_of_before():
    """a-c-h is 2, a-c-f-h is 3; opening either leg brings back a way, opening c:h alone the best one."""
    rows = relief_of(["c:h", "c:f"])
    assert rows[()] == (2.0, 0.0, ())
    assert rows["c:f",] == (2.0, 0.0, ())
    assert rows["c:h",] == (3.0, 1.0, ("c:h",))
    assert rows["c:h", "c:f"] == (None, None, ("c:h", "c:f"))


def test_where_two_closures_stand_in_the_way_no_single_one_undoes_it():
    rows = relief_of(["a:c", "c"])
    assert rows["a:c", "c"] == (None, None, ()), "c covers a:c: opening one leaves the other"
    assert rows["c",] == (None, None, ("c",))


def test_who_had_no_way_before_loses_nothing_and_no_relief_is_told():
    tree = closure_tree(network_of({}), [MNG], origins="a", destinations="h", by=["risk"])
    assert [(row.found, row.value, row.difference, row.exit, row.relief) for row in sweep_closures(tree)] == [
        (False, None, None, None, ())
    ] * 2


@settings(max_examples=200)
@given(networks(), st.lists(st.sampled_from(TARGETS), max_size=5))
def test_relief_undoes_what_the_subset_did(G, closures):
    """For every subset and closure of it: it is relief if, and only if, opening it alone gives back what was lost."""
    tree = closure_tree(G, closures, origins=("a", "b"), destinations="h")
    rows = {(row.closed, row.origin, row.objective): row for row in sweep_closures(tree)}
    for (closed, origin, objective), row in rows.items():
        first = rows[(), origin, objective]
        lost = first.found and (not row.found or row.difference > 0)
        expected = [
            text
            for text in closed
            if lost
            and (opened := rows[tuple(c for c in closed if c != text), origin, objective]).found
            and (not row.found or opened.difference == 0)
        ]
        assert list(row.relief) == expected


def test_progress_wraps_the_subsets(tree):
    seen = []

    def progress(subsets):
        seen.append(len(subsets))
        return subsets

    rows = list(sweep_closures(tree, progress=progress))
    assert (seen, len(rows)) == ([8], 8 * 6)


def test_too_many_closures_are_refused_at_once(G):
    """Before a file is begun or a search is made."""
    many = [place for place in sorted(G) if place not in {"onsong", "seoul"}][: MOST_CLOSURES + 1]
    tree = closure_tree(G, many, origins="onsong", by=["risk"])
    with pytest.raises(QuestionError, match="17 closures have 131,072 combinations; name 16 at most"):
        sweep_closures(tree)
    assert tree.searches == 0


def read_csv(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_has_one_row_a_row_and_says_what_it_rests_on(tree, tmp_path):
    path = write_sweep(tree, tmp_path / "sweep.csv")
    table, rows = read_csv(path), list(sweep_closures(tree))
    assert list(table[0]) == list(SWEEP_COLUMNS)
    assert len(table) == len(rows)
    for cells, row in zip(table, rows, strict=True):
        assert cells["closed"] == "; ".join(row.closed)
        assert (cells["from_place"], cells["weight"]) == (row.origin, row.objective)
        assert cells["value"] == ("" if row.value is None else repr(row.value))
        assert cells["relief"] == "; ".join(row.relief)
        assert cells["to_place"] == "seoul"
        assert cells["as_of"] == "2004-06 (taken as 15 June 2004)"
        assert "version" in cells["dataset"]


def test_the_numbers_of_a_row_are_those_of_its_path(tree, tmp_path):
    cells = next(
        c for c in read_csv(write_sweep(tree, tmp_path / "s.csv")) if c["closed"] == f"{MNG}; {MISSIONS}"
    )
    path = tree.path("onsong", "length", [MNG, MISSIONS])
    assert (cells["from_place"], cells["weight"], cells["unit"]) == ("onsong", "length", "km")
    assert float(cells["length_km"]) == float(cells["value"]) == path.length_km
    assert float(cells["risk_index"]) == pytest.approx(path.risk_index, abs=1e-6)
    assert cells["borders"].split("; ") == list(path.totals.borders)
    assert cells["places"].split("; ") == list(path.places)
    assert cells["exit"] == str(path.exit)


def test_parquet_holds_the_same_as_csv_with_types(tree, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(write_sweep(tree, tmp_path / "sweep.parquet"))
    assert table.schema.names == list(SWEEP_COLUMNS)
    texts = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in table.to_pylist()
    ]
    assert texts == read_csv(write_sweep(tree, tmp_path / "sweep.csv"))


def test_parquet_without_its_package_is_refused_before_any_work(tree, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormatError, match=r"needs the package pyarrow.*name the file \.csv"):
        write_sweep(tree, tmp_path / "sweep.parquet")
    assert not list(tmp_path.iterdir())


def test_another_suffix_is_refused():
    with pytest.raises(FormatError, match=r"'sweep\.xlsx' ends in '\.xlsx'"):
        check_sweep_format("sweep.xlsx")


def test_a_run_that_fails_leaves_an_old_file_as_it_was(tree, tmp_path):
    path = tmp_path / "sweep.csv"
    path.write_text("old", encoding="utf-8")

    def progress(subsets):
        yield from subsets[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_sweep(tree, path, progress=progress)
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("sweep.csv", "old")]


def test_all_combinations_of_the_reported_closures_can_be_swept(G):
    """4,096 subsets of one origin; with all of them no way is left, and opening no single one brings one back."""
    dataset = sp.load_dataset()
    tree = closure_tree(G, reported_closures(dataset), origins="onsong", by=["risk"])
    rows = list(sweep_closures(tree))
    assert len(rows) == 4096
    assert (rows[-1].closed, rows[-1].found, rows[-1].relief) == (tree.closures, False, ())
