"""`safepassage path` beyond the best one: others, trade-offs, havens, via and avoid, files."""

from __future__ import annotations

import csv
import io
import json

import geopandas as gpd
import pytest

import safepassage as sp


def told(run, *arguments):
    code, out, err = run("path", *arguments, "--as-of", "2012", "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_the_k_best_are_told_in_order_with_units_in_the_header(run):
    code, out, _ = run("path", "onsong", "seoul", "-k", "3", "--as-of", "2012")

    assert code == 0
    assert "Best paths by risk as of 2012" in out
    header = next(line for line in out.splitlines() if "exit" in line and "km" in line)
    assert header.endswith("worse by, risk cost")
    rows = told(run, "onsong", "seoul", "-k", "3")["paths"]
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert [row["value"] for row in rows] == sorted(row["value"] for row in rows)


def test_without_to_the_ways_lead_to_the_destination_of_the_dataset(run):
    assert told(run, "onsong")["question"]["to"] == "seoul"


def test_several_origins_are_asked_at_once(run):
    both = told(run, "onsong,hyesan", "seoul")
    alone = [told(run, place, "seoul")["risk_cost"][1] for place in ("onsong", "hyesan")]

    assert both["risk_cost"][1] == min(alone)


def test_the_front_is_told_with_its_roles_and_borders(run):
    code, out, _ = run("path", "onsong", "--pareto", "--as-of", "2012")

    assert code == 0
    assert "Shortest path" in out
    assert "Safest path" in out
    rows = told(run, "onsong", "--pareto")["paths"]
    assert [row["length_km"] for row in rows] == sorted(row["length_km"] for row in rows)
    assert {row["label"] for row in rows} >= {"Shortest path", "Safest path"}


def test_dissimilar_ways_share_no_more_than_asked(run):
    rows = told(run, "onsong", "--dissimilar", "0.4", "-k", "3")["paths"]

    hops = [{(leg["from"], leg["to"]): leg["length_km"] for leg in row["legs"]} for row in rows]
    for i, later in enumerate(hops):
        for earlier in hops[:i]:
            shared = sum(km for hop, km in earlier.items() if hop in later)
            assert shared <= 0.4 * sum(earlier.values()) + 1e-6


def test_the_nearest_haven_is_a_place_from_which_people_were_not_sent_back(run):
    answer = told(run, "onsong", "--nearest-haven")

    node = sp.load_network(2012).nodes[answer["places"][-1]]
    assert node["haven"] or node["kind"] == "destination"
    assert "people were not sent back" in answer["summary"]


def test_via_and_avoid_are_kept_and_told(run):
    answer = told(run, "onsong", "seoul", "--via", "CHN-LAO", "--avoid", "THA")

    assert "CHN:LAO" in answer["borders"]
    assert "THA" not in {leg["country"] for leg in answer["legs"]}
    assert "via CHN-LAO avoiding THA" in answer["summary"]
    assert answer["question"]["via"] == ["CHN-LAO"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-k", "0"), "k is 0; ask for 1 path or more"),
        (("--dissimilar", "1.5"), "the share is 1.5"),
        (("--dissimilar", "nan"), "the share is nan"),
        (("--pareto", "-k", "2"), "-k does not go with --pareto"),
        (("--pareto", "--by", "length"), "--by does not go with --pareto"),
        (("--pareto", "--nearest-haven"), "are different questions"),
        (("--via", "nowhere"), "nowhere"),
        (("--avoid", "CHN-MNH"), "Did you mean"),
        (("-o", "ways.xlsx"), "is written as .geojson or .gpkg or .csv"),
        (("seoul", "--nearest-haven"), "leave TO out"),
    ],
)
def test_what_cannot_be_asked_gives_one_line_and_exit_code_2(run, arguments, words):
    code, out, err = run("path", "onsong", *arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


@pytest.mark.parametrize("question", [("-k", "2"), ("--pareto",), ("--dissimilar", "0.5"), ()])
def test_no_way_through_is_an_answer_with_its_reason(run, question):
    code, out, err = run("path", "onsong", "seoul", *question, "--close", "CHN", "--as-of", "2004")

    assert (code, err) == (0, "")
    assert "No way through" in out
    assert "CHN closed" in out


def test_of_many_havens_out_of_reach_some_are_named(run):
    _, out, _ = run("path", "onsong", "--nearest-haven", "--close", "CHN", "--as-of", "2012")

    assert " more as of 2012" in out
    assert "seoul" not in out


def test_all_reports_are_found_where_they_are_said_to_be(run):
    """The evidence on two places is that of the safest path between them; of another path it would mislead."""
    safest = run("path", "onsong", "seoul", "--as-of", "2012")[1]
    assert "'safepassage evidence onsong..seoul'" in safest
    for asked in (("--by", "length"), ("--via", "CHN-VNM"), ("--avoid", "LAO")):
        other = run("path", "onsong", "seoul", *asked, "--as-of", "2012")[1]
        assert "safepassage evidence" not in other
        assert "--json tells all of them" in other


@pytest.mark.parametrize("question", [("-k", "2"), ("--pareto",), ()])
def test_a_place_to_itself_is_one_way_without_legs(run, question):
    answer = told(run, "seoul", "seoul", *question)

    assert answer["found"]
    rows = answer.get("paths", [answer])
    assert [row["legs"] for row in rows] == [[]]


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "csv"])
def test_answers_are_written_as_tables_that_others_can_read(run, tmp_path, suffix):
    file = tmp_path / f"ways.{suffix}"
    code, out, err = run("path", "onsong", "-k", "3", "--as-of", "2012", "-o", str(file))

    assert (code, err) == (0, "")
    assert out.splitlines() == [str(file), "3 paths."]
    if suffix == "csv":
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        assert [row["rank"] for row in rows] == ["1", "2", "3"]
        assert "geometry" not in rows[0]
        return
    table = gpd.read_file(file, layer="paths") if suffix == "gpkg" else gpd.read_file(file)
    assert table.crs == "EPSG:4326"
    assert list(table["rank"]) == [1, 2, 3]
    assert set(table.geom_type) == {"LineString"}
    if suffix == "gpkg":
        legs = gpd.read_file(file, layer="legs")
        by_path = legs.groupby("rank")["length_km"].sum()
        assert by_path[1] == pytest.approx(table["length_km"][0])


def test_a_written_answer_is_stamped_in_json(run, tmp_path):
    told = json.loads(run("path", "onsong", "-o", str(tmp_path / "w.csv"), "--as-of", "2012", "--json")[1])

    assert told["paths"] == 1
    assert told["as_of"].startswith("2012")
    assert told["version"] == "0.2.0"


def test_a_failed_writing_leaves_the_old_file_whole(run, tmp_path, monkeypatch):
    file = tmp_path / "ways.gpkg"
    file.write_bytes(b"old")
    monkeypatch.setattr("routes.layers._write_geopackage", lambda *_: (_ for _ in ()).throw(OSError("full")))

    code, _, err = run("path", "onsong", "-o", str(file))
    assert code == 2
    assert "full" in err
    assert [f.name for f in tmp_path.iterdir()] == ["ways.gpkg"]
    assert file.read_bytes() == b"old"
