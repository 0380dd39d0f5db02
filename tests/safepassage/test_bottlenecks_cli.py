"""`safepassage bottlenecks`: what the ways depend on, with relief beside it, in print, JSON and files."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest

import safepassage as sp
from routes import Scenario, apply_scenario, places_of, read_target, relieve


def test_countries_and_borders_come_first_and_relief_stands_beside(run):
    code, out, err = run("bottlenecks", "--from", "onsong", "--as-of", "2004")

    assert (code, err) == (0, "")
    titles = [
        line.split("  ")[0] for line in out.splitlines() if "made safe" in line and "every way of" in line
    ]
    assert titles == ["country", "border", "place", "leg"]
    assert "China - North Korea" in out
    assert "every way hangs on one border" in out


def test_what_is_told_is_what_closing_and_relief_give(run):
    """Each row by origin equals the safest path of a network without the target, and with it made safe."""
    answer = json.loads(run("bottlenecks", "--from", "onsong,yanji", "--as-of", "2012", "--json")[1])
    G = sp.load_network(2012)
    rows = [row for row in answer["by_origin"] if row["kind"] in ("country", "border")]
    assert rows
    for row in rows:
        closed = apply_scenario(G, Scenario(close=[row["target"]]))
        without = sp.safest_path(closed, row["origin"], "seoul")
        assert row["cut_off"] == (not without.found), row
        if without.found:
            assert row["risk_index_without"] == pytest.approx(without.risk_index, abs=1e-8), row
        safe = sp.safest_path(
            relieve(G, read_target(row["target"], places_of(G), set())), row["origin"], "seoul"
        )
        assert row["risk_index_made_safe"] == pytest.approx(safe.risk_index, abs=1e-8), row


def test_sets_of_borders_that_would_cut_people_off_are_not_named(run):
    """Every set of borders in the answer stands beside a way that it leaves."""
    answer = json.loads(run("bottlenecks", "--from", "yanji", "--as-of", "2012", "--json")[1])
    borders = answer["ways_left"]["yanji"]["borders"]
    assert borders["number"] > 1
    G = sp.load_network(2012)
    for smaller in borders["smaller_sets"]:
        assert smaller["way_left"]
        passed = {G.edges[tuple(leg)]["border"] for leg in smaller["way_left"]} - {None}
        assert not {"-".join(sorted(b.split(":"))) for b in passed} & set(smaller["closed"])
    text = run("bottlenecks", "--from", "yanji", "--as-of", "2012")[1]
    assert f"whichever {borders['number'] - 1} close, a way is left" in text


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "csv"])
def test_bottlenecks_are_written_as_tables(run, tmp_path, suffix):
    file = tmp_path / f"found.{suffix}"
    code, _, err = run("bottlenecks", "--from", "onsong", "--as-of", "2004", "-o", str(file))

    assert (code, err) == (0, "")
    if suffix != "csv":
        table = gpd.read_file(file, layer="bottlenecks") if suffix == "gpkg" else gpd.read_file(file)
        assert {"country", "border", "place", "leg"} == set(table["kind"])
        assert table["target"][0] == "CHN"
        assert table.geometry.notna().all()
    if suffix == "gpkg":
        assert "risk_index_made_safe" in gpd.read_file(file, layer="by_origin").columns


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "onsnog"), "Did you mean ons"),
        (("--to", "seul"), "Did you mean seoul"),
        (("--from", ""), "no place is named"),
        (("--to", ","), "no place is named"),
        (("-o", "found.pdf"), "is written as .geojson or .gpkg or .csv"),
    ],
)
def test_what_cannot_be_asked_gives_one_line_and_exit_code_2(run, arguments, words):
    code, out, err = run("bottlenecks", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_an_origin_without_a_way_depends_on_nothing_and_says_so(run):
    code, out, _ = run("bottlenecks", "--from", "musan", "--as-of", "2012")

    assert code == 0
    assert "no way through" in out
    assert "There is no way that could depend on anything." in out
    assert "Made safe" not in out, "a legend without a table"


def test_an_origin_that_is_the_destination_has_nothing_to_travel(run):
    code, out, _ = run("bottlenecks", "--from", "seoul", "--to", "seoul", "--as-of", "2012")

    assert code == 0
    assert out.splitlines()[-1].split() == [
        *("Seoul", *("it", "is", "there") * 2, "passes", "none", "nothing", "to", "travel")
    ]


def test_a_dataset_without_origins_asks_for_one(run, draw):
    settings = (draw() / "dataset.toml").read_text(encoding="utf-8")
    assert "origins" not in settings
    code, _, err = run("bottlenecks", "--dataset", str(draw()), "--as-of", "2004")

    assert code == 2
    assert "--from PLACE" in err
