"""The network is held against the order of routes that reports state.

Levels were coded from the statements before any path was computed (docs/codebook.md); these
tests say what comes out of them, docs/limits.md says where that rests on assumptions.
"""

from __future__ import annotations

import pytest

import safepassage as sp


@pytest.fixture(scope="module")
def best():
    """Return the safest path from Onsong to Seoul as of a date, with closures."""

    def _best(as_of: str, *close: str):
        return sp.safest_path(sp.load_network(as_of, close=close), "onsong", "seoul")

    return _best


def test_in_june_2004_without_mongolia_and_missions_the_way_leads_through_vietnam(best):
    """AFP, August 2004: with embassies guarded and Mongolia blocked at times, Vietnam came first."""
    path = best("2004-06", "CHN-MNG", "mission@CHN")

    assert path.exit.country == "VNM"
    assert path.other_exit.exit.country == "THA"
    assert path.other_exit.gap > 0


def test_in_2001_without_missions_the_way_leads_through_mongolia(best):
    """AFP, August 2004: before, people preferred Inner Mongolia and Mongolia."""
    path = best("2001", "mission@CHN")

    assert path.exit.country == "MNG"
    assert path.other_exit.exit.country == "VNM"
    assert path.other_exit.gap > 0


def test_closing_vietnam_as_well_leaves_laos_myanmar_and_thailand(best):
    path = best("2004-06", "CHN-MNG", "mission@CHN", "CHN-VNM")

    assert path.exit.country == "THA"


def test_closing_every_way_out_of_china_leaves_none(best):
    path = best("2004-06", "CHN-MNG", "mission@CHN", "CHN-VNM", "CHN-LAO", "CHN-MMR")

    assert not path.found
    assert "scenario: CHN-LAO closed" in path.reason


def test_the_answer_cites_the_reports_that_it_rests_on(best):
    assert "taipei-times-2004-08-02" in best("2004-06").reports
