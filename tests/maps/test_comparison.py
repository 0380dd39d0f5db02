"""The data of a comparison's page: what the comparison says, number by number, and the page as a file."""

from __future__ import annotations

import datetime as dt
import json
import re

import folium
import pytest

from analysis import compare
from maps import build_comparison, render_comparison, save_comparison
from routes import Scenario, apply_scenario


@pytest.fixture
def comparison(network):
    """Return the drawn network compared with Vietnam shut, and with every way out shut."""
    return compare(
        network,
        Scenario("Vietnam shut", close="CHN-VNM"),
        Scenario(close=["CHN-VNM", "CHN-MNG", "CHN-LAO", "mission@CHN"]),
        origins=["onsong", "sinuiju"],
    )


def payload_of(comparison, **options):
    page = render_comparison(comparison, **options)
    return json.loads(re.search(r'id="comparison-data">(.*?)</script>', page)[1])


def ends_of(payload, numbers):
    return [tuple(payload["legs"][i][key] for key in ("u", "v", "mode")) for i in numbers]


def test_ways_are_those_of_the_comparison(comparison):
    """Both ways of every difference, leg by leg, with whole km and the risk index of the sentences."""
    payload = payload_of(comparison)

    assert len(payload["cases"]) == len(comparison.cases) == 2
    for told, case in zip(payload["cases"], comparison.cases, strict=True):
        assert len(told["differences"]) == len(case.differences) == 2 * 3
        for before, shown, difference in zip(
            payload["before"], told["differences"], case.differences, strict=True
        ):
            assert shown["case"] == difference.case
            for way, path in ((before, difference.before), (shown["after"], difference.after)):
                if not path.found:
                    assert way is None
                    continue
                assert ends_of(payload, way["legs"]) == [tuple(leg) for leg in path.legs]
                assert way["km"] == round(path.length_km)
                assert way["risk"][0] == f"{path.risk_index:.2f}"
                assert way["borders"] == list(path.totals.borders)
                assert [list(payload["reports"])[i] for i in way["reports"]] == list(path.reports)


def test_sentences_and_margins_are_those_of_the_comparison(comparison):
    """In both languages, word by word."""
    for told, case in zip(payload_of(comparison)["cases"], comparison.cases, strict=True):
        for at, language in enumerate(("en", "ko")):
            assert [d["said"][at] for d in told["differences"]] == list(case.sentences(language))
            assert [d["margin"][at] for d in told["differences"]] == list(case.margins(language))
            assert told["openings"][at] == case.opening(language)


def test_legs_are_kept_or_lost_or_new(network, comparison):
    """Each leg of the two networks is exactly one of the three; a lost one says what shut it."""
    payload = payload_of(comparison)
    told = payload["cases"][0]
    lost, new = ([one[0] for one in told[key]] for key in ("lost", "new"))

    assert sorted([*told["kept"], *lost, *new]) == list(range(network.number_of_edges()))
    assert ends_of(payload, lost) == [("china-vietnam", "hanoi", "road")]
    assert told["lost"][0][1] == "scenario: CHN-VNM closed"
    assert new == []


def test_reopened_legs_are_new(network):
    """Against a baseline in which a border is shut, the network as reported has new legs, and why not before."""
    shut = apply_scenario(network, Scenario(close="CHN-VNM"))
    payload = payload_of(compare(shut, network))
    (told,) = payload["cases"]

    assert ends_of(payload, [one[0] for one in told["new"]]) == [("china-vietnam", "hanoi", "road")]
    assert told["new"][0][1] == "scenario: CHN-VNM closed"
    assert told["lost"] == []
    assert told["supposed"] is False


def test_relief_and_passed_are_those_of_the_comparison(comparison):
    """What would undo the change, for whom and by how much; what all ways pass."""
    for told, case in zip(payload_of(comparison)["cases"], comparison.cases, strict=True):
        assert [r["target"] for r in told["reliefs"]] == [str(r.target) for r in case.reliefs]
        assert [[g["origin"] for g in r["gains"]] for r in told["reliefs"]] == [
            [g.origin for g in r.gains] for r in case.reliefs
        ]
        assert [(p["appear"], p["vanish"]) for p in told["passed"]] == [
            ([*p.appear], [*p.vanish]) for p in case.passed
        ]
    assert {g["connected"] for r in told["reliefs"] if r["how"] == "opened" for g in r["gains"]} == {True}


def test_network_without_legs_gives_a_page(drawn):
    """No way before and none after is an answer too."""
    empty = drawn(legs=[])
    page = render_comparison(compare(empty, Scenario(close="CHN-MNG")))

    assert '"case":"none"' in page


def test_same_comparison_gives_the_same_bytes_and_file(comparison, tmp_path):
    """No clock, no chance; the file holds the page, and the page is small."""
    page = render_comparison(comparison)
    path = save_comparison(comparison, tmp_path / "comparison.html")

    assert path.read_text(encoding="utf-8") == page == render_comparison(comparison)
    assert [file.name for file in tmp_path.iterdir()] == ["comparison.html"]
    assert len(page.encode()) < 1_000_000
    assert isinstance(build_comparison(comparison), folium.Map)


def test_day_of_making_is_printed_only_if_given(comparison):
    """The day comes from the caller."""
    assert payload_of(comparison, today=dt.date(2026, 1, 2))["meta"]["made"] == "2026-01-02"
    assert payload_of(comparison)["meta"]["made"] is None
