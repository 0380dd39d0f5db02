"""The claims as tables: one row a claim, nothing lost on the way through CSV, nothing that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from geodata import TargetError
from routes import TABLES, Claim, read_dataset, shipped_dataset_path, table_csv, table_rows

CLAIMS = """
[[route]]
via = ["hill", "river", "...", "town", "?pass", "camp", "port"]
since = 2000
until = "2004-02"
claim = "People go north."
[[hazard]]
on = "CHN-MNG"
level = "high"
claim = "Guarded, \\"heavily\\",\\nday and night."
where = "par. 3"
[[harm]]
on = "river"
kind = "cold"
since = 1999
claim = "Cold."
[[haven]]
on = "MNG"
claim = "Safe."
[[flow]]
through = "MNG"
people = 1234567
counted = "arrivals"
claim = "Very many."
[[flow]]
through = "MNG"
people = [20, 30]
at_least = true
counted = "returns"
claim = "More than some."
[[flow]]
through = "KOR"
people = "a few"
counted = "arrivals"
claim = "Hardly any."
[[journey]]
from = "town"
to = "camp"
days = [3, 10.5]
claim = "Days."
[[journey]]
from = "camp"
to = "town"
km = 1234.5
claim = "Far."
"""
SKELETON = "river town road\ntown pass rail\n"


@pytest.fixture
def data(drawn):
    return drawn(gazette=CLAIMS, skeleton=SKELETON)


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_one_row_a_claim_oldest_first(data):
    rows = table_rows(data, "claims")
    assert sorted(r["id"] for r in rows) == sorted(c.id for r in data.reports.values() for c in r.claims)
    assert [r["since"] for r in rows] == sorted(r["since"] for r in rows)
    assert rows[0]["id"] == "gazette#harm-1"


def test_each_kind_says_what_it_is_about(data):
    about = {
        r["id"].partition("#")[2]: (r["kind"], r["about"], r["level"]) for r in table_rows(data, "claims")
    }
    assert about["route-1"] == ("route", "hill > river > ... > town > ?pass > camp > port", "")
    assert about["hazard-1"] == ("hazard", "CHN-MNG", "high")
    assert about["harm-1"] == ("harm", "river", "")
    assert about["haven-1"] == ("haven", "MNG", "")
    assert about["flow-1"] == ("flow", "MNG", "")


def test_a_journey_keeps_its_direction(data):
    about = {r["id"]: r["about"] for r in table_rows(data, "claims")}
    assert about["gazette#journey-1"] == "town > camp"
    assert about["gazette#journey-2"] == "camp > town"


def test_numbers_keep_all_their_digits_and_unknown_ones_are_empty(data):
    flows = {r["id"][-1]: (r["low"], r["high"], r["counted"]) for r in table_rows(data, "flows")}
    assert flows == {
        "1": ("1234567", "1234567", "arrivals"),
        "2": ("20", "", "returns"),
        "3": ("1", "4", "arrivals"),
    }
    columns = ("from", "to", "km_low", "km_high", "days_low", "days_high")
    journeys = [[r[c] for c in columns] for r in table_rows(data, "journeys")]
    assert journeys == [["town", "camp", "", "", "3", "10.5"], ["camp", "town", "1234.5", "1234.5", "", ""]]


def test_dates_are_days_and_an_open_end_is_empty(data):
    rows = {r["id"].partition("#")[2]: r for r in table_rows(data, "claims")}
    assert (rows["route-1"]["since"], rows["route-1"]["until"]) == ("2000-01-01", "2004-02-29")
    assert (rows["hazard-1"]["since"], rows["hazard-1"]["until"]) == ("2003-01-01", "")
    assert rows["hazard-1"]["published"] == "2003-01-01"


@pytest.mark.parametrize("table", TABLES)
def test_every_row_carries_its_citation_and_comes_back_from_csv(data, table):
    rows = table_rows(data, table)
    assert rows
    assert read(table_csv(data, table)) == rows
    for row in rows:
        assert tuple(row) == TABLES[table]
        assert row["citation"] == "A report. The Gazette, 2003-01-01."


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")'])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(data, words):
    report = data.reports["gazette"]
    (hazard,) = report.hazards
    hostile = replace(report, hazards=(replace(hazard, claim=words, where=words),), publisher=words)
    rows = read(table_csv(replace(data, reports={"gazette": hostile}), "claims"))
    (row,) = [r for r in rows if r["kind"] == "hazard"]
    told = words.replace("\r", "\n")
    assert row["claim"] == row["where"] == row["publisher"] == f"'{told}"
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_a_dataset_without_such_claims_gives_a_header_alone(drawn):
    data = drawn()
    assert table_rows(data, "flows") == []
    assert table_csv(data, "flows") == ",".join(TABLES["flows"]) + "\n"


@pytest.mark.parametrize("make", [table_rows, table_csv])
def test_an_unknown_table_is_refused_with_the_nearest(data, make):
    with pytest.raises(
        TargetError, match=r"'flow' is no table\. Did you mean flows.* Tables are: claims, flows"
    ):
        make(data, "flow")


def test_the_shipped_tables_hold_every_claim(shipped):
    claims: list[Claim] = [c for r in shipped.reports.values() for c in r.claims]
    rows = read(table_csv(shipped, "claims"))
    assert len(rows) == len(claims) == len({r["id"] for r in rows})
    assert len(read(table_csv(shipped, "flows"))) == sum(len(r.flows) for r in shipped.reports.values())
    assert len(read(table_csv(shipped, "journeys"))) == sum(len(r.journeys) for r in shipped.reports.values())
    for row in rows:
        dt.date.fromisoformat(row["since"])
        assert row["citation"]
        assert row["about"]
        assert row["voice"]
