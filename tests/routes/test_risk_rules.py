"""Each rule of the risk model, on a drawn network of a few places.

hill -- river -- town -- pass -- camp ~~air~~ port
PRK      |       CHN      |      MNG          KOR
"""

from __future__ import annotations

import math

import pytest

from routes import RiskLevel, RiskPartName, risk_cost, risk_index, validate_network

SCALE = {
    "minimal": (0.001, 0.01),
    "low": (0.01, 0.05),
    "moderate": (0.05, 0.15),
    "high": (0.15, 0.35),
    "severe": (0.35, 0.70),
}
KM = 111.319  # one degree of the equator

PASSAGE, ENTRY, EXPOSURE = RiskPartName.PASSAGE, RiskPartName.ENTRY, RiskPartName.EXPOSURE

ROUTE = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."
"""


def cost(level: str, share: float = 1.0) -> float:
    low, high = SCALE[level]
    return -math.log(1 - math.sqrt(low * high)) * share


def hazard(on: str, level: str, *, since: str = "2003", more: str = "") -> str:
    return (
        f'\n[[hazard]]\non = "{on}"\nlevel = "{level}"\nsince = "{since}"\nclaim = "It is {level}."\n{more}\n'
    )


def part(G, u, v, name, mode="unspecified"):
    return G.edges[u, v, mode]["parts"].get(name)


# borders


def test_a_border_is_charged_once_on_the_leg_that_leaves_the_crossing(network):
    G = network()

    charged = [(u, v) for u, v, data in G.edges(data=True) if data["border"]]
    assert charged == [("river", "town"), ("pass", "camp")]
    assert part(G, "river", "town", PASSAGE).cost == pytest.approx(cost("moderate"))
    assert part(G, "hill", "river", PASSAGE) is None


def test_from_crossing_to_crossing_a_leg_belongs_to_the_shared_country_and_pays_the_first_border(network):
    G = network(gazette='[[route]]\nvia = ["hill", "river", "pass", "camp"]\nclaim = "Straight on."\n')

    leg = G.edges["river", "pass", "unspecified"]
    assert leg["country"] == "CHN"
    assert leg["border"] == "PRK:CHN"
    assert leg["parts"][EXPOSURE].cost == pytest.approx(cost("low", 2 * KM / 3000), abs=1e-6)
    assert G.edges["pass", "camp", "unspecified"]["border"] == "CHN:MNG"


def test_going_back_from_a_crossing_is_no_passage(network):
    G = network(
        gazette='[[route]]\nvia = ["hill", "river", "town", "pass", "town"]\nclaim = "Turned back."\n'
    )

    assert G.edges["pass", "town", "unspecified"]["border"] is None
    assert G.edges["pass", "town", "unspecified"]["country"] == "CHN"


def test_a_directed_border_weighs_one_direction_only(network):
    places = """
        hill origin PRK 0 0
        river crossing PRK:CHN 1 0
        river-back crossing CHN:PRK 1 0
        town city CHN 2 0
    """
    both_ways = """
        [[route]]
        via = ["hill", "river", "town"]
        claim = "There."
        [[route]]
        via = ["town", "river-back", "hill"]
        claim = "And back."
    """
    G = network(places=places, gazette=both_ways + hazard("PRK:CHN", "high"))

    assert part(G, "river", "town", PASSAGE).levels == (RiskLevel.HIGH,)
    assert part(G, "river-back", "hill", PASSAGE).assumed


def test_a_directed_border_outweighs_the_border_both_ways(network):
    G = network(gazette=ROUTE + hazard("CHN-PRK", "severe") + hazard("PRK:CHN", "low"))

    passage = part(G, "river", "town", PASSAGE)
    assert passage.levels == (RiskLevel.LOW,)
    assert passage.target == "PRK:CHN"
    assert passage.overridden == ("gazette#hazard-1",)


# parts and what decides within them


def test_exposure_is_spread_by_length_over_the_reference_of_the_country(network):
    G = network(gazette=ROUTE + hazard("CHN", "high") + hazard("MNG", "high"))

    assert part(G, "river", "town", EXPOSURE).cost == pytest.approx(cost("high", KM / 3000), abs=1e-6)
    assert part(G, "pass", "camp", EXPOSURE).cost == pytest.approx(cost("high", KM / 1000), abs=1e-6)


def test_the_more_specific_claim_wins_inside_its_part_and_leaves_the_other_parts_alone(network):
    on_leg = hazard("river:town", "severe", more='part = "exposure"')
    G = network(gazette=ROUTE + hazard("CHN", "low") + hazard("CHN-PRK", "low") + on_leg)

    assert part(G, "river", "town", EXPOSURE).levels == (RiskLevel.SEVERE,)
    assert part(G, "river", "town", PASSAGE).levels == (RiskLevel.LOW,)


def test_a_claim_on_a_leg_is_for_the_leg_as_a_whole(network):
    G = network(gazette=ROUTE + hazard("town:pass", "high", more='part = "exposure"'))

    assert part(G, "town", "pass", EXPOSURE).cost == pytest.approx(cost("high"))


def test_a_mode_outweighs_its_country(network):
    by_rail = ROUTE + '[[route]]\nvia = ["town", "pass"]\nmode = "rail"\nclaim = "By train."\n'
    G = network(gazette=by_rail + hazard("CHN", "low") + hazard("rail@CHN", "high"))

    assert part(G, "town", "pass", EXPOSURE, "rail").levels == (RiskLevel.HIGH,)
    assert part(G, "river", "town", EXPOSURE).levels == (RiskLevel.LOW,)


def test_only_missions_cost_an_entry_unless_a_report_says_otherwise(network):
    places = """
        hill origin PRK 0 0
        river crossing PRK:CHN 1 0
        town city CHN 2 0
        embassy mission CHN 2 0
        port destination KOR 14 0
    """
    route = '[[route]]\nvia = ["hill", "river", "town", "embassy", "port"]\nclaim = "Into the embassy."\n'
    G = network(places=places, gazette=route + hazard("town", "moderate"))

    assert part(G, "town", "embassy", ENTRY, "entry").levels == (RiskLevel.HIGH,)
    assert part(G, "town", "embassy", ENTRY, "entry").assumed
    assert part(G, "town", "embassy", EXPOSURE, "entry") is None
    assert part(G, "river", "town", ENTRY).claims == ("gazette#hazard-1",)
    assert part(G, "hill", "river", ENTRY) is None


def test_a_place_outweighs_its_kind(network):
    places = """
        town city CHN 2 0
        embassy mission CHN 2 0
        port destination KOR 14 0
    """
    route = '[[route]]\nvia = ["town", "embassy", "port"]\nclaim = "Into the embassy."\n'
    G = network(places=places, gazette=route + hazard("mission@CHN", "severe") + hazard("embassy", "low"))

    assert part(G, "town", "embassy", ENTRY, "entry").levels == (RiskLevel.LOW,)


def test_an_air_leg_has_no_border_and_pays_only_its_departure(network):
    G = network(gazette=ROUTE + hazard("KOR", "severe") + hazard("MNG", "severe"))

    leg = G.edges["camp", "port", "air"]
    assert leg["border"] is None
    assert leg["country"] is None
    assert set(leg["parts"]) == {EXPOSURE}
    assert leg["risk_cost"] == pytest.approx(cost("minimal"))


def test_what_departure_by_air_costs_can_be_claimed(network):
    G = network(gazette=ROUTE + hazard("air@MNG", "high"))

    assert G.edges["camp", "port", "air"]["risk_cost"] == pytest.approx(cost("high"))


def test_a_haven_makes_exposure_minimal_and_leaves_the_border_alone(network):
    haven = '\n[[haven]]\non = "MNG"\nsince = 2002\nclaim = "Nobody is sent back."\n'
    G = network(gazette=ROUTE + hazard("MNG", "severe") + haven)

    exposure = part(G, "pass", "camp", EXPOSURE)
    assert exposure.levels == (RiskLevel.MINIMAL,)
    assert exposure.claims == ("gazette#haven-1",)
    assert exposure.overridden == ("gazette#hazard-1",)
    assert part(G, "pass", "camp", PASSAGE).assumed
    assert G.nodes["camp"]["haven"] == ("gazette#haven-1",)
    assert G.nodes["town"]["haven"] == ()


def test_a_leg_between_two_haven_places_is_safe_and_a_leg_into_one_is_not(network):
    havens = "".join(f'\n[[haven]]\non = "{p}"\nclaim = "Safe there."\n' for p in ("town", "pass"))
    G = network(gazette=ROUTE + havens)

    assert part(G, "town", "pass", EXPOSURE).claims == ("gazette#haven-1", "gazette#haven-2")
    assert part(G, "river", "town", EXPOSURE).assumed


def test_a_haven_ends_with_its_claim(network):
    haven = '\n[[haven]]\non = "MNG"\nsince = 2002\nuntil = 2003\nclaim = "Nobody is sent back."\n'
    G = network(gazette=ROUTE + haven)

    assert part(G, "pass", "camp", EXPOSURE).assumed


def test_the_parts_add_to_the_leg(network):
    G = network()

    for _, _, data in G.edges(data=True):
        for total, name in (("risk_cost", "cost"), ("risk_low", "cost_low"), ("risk_high", "cost_high")):
            assert data[total] == pytest.approx(
                sum(getattr(p, name) for p in data["parts"].values()), abs=1e-8
            )


# what is in force


def test_the_newest_claim_decides_once_the_older_began_more_than_a_year_before(network):
    G = network(
        gazette=ROUTE
        + hazard("CHN-PRK", "severe", since="2001-01-01")
        + hazard("CHN-PRK", "low", since="2002-01-02")
    )

    assert part(G, "river", "town", PASSAGE).levels == (RiskLevel.LOW,)


def test_claims_that_began_within_twelve_months_are_pooled_into_an_envelope(network):
    G = network(
        gazette=ROUTE
        + hazard("CHN-PRK", "high", since="2001-01-01")
        + hazard("CHN-PRK", "low", since="2002-01-01")
    )

    passage = part(G, "river", "town", PASSAGE)
    assert passage.levels == (RiskLevel.LOW, RiskLevel.HIGH)
    assert (passage.p_low, passage.p_high) == (0.01, 0.35)
    assert "disputed" in passage.flags


def test_a_claim_that_supersedes_is_not_pooled_with_earlier_ones(network):
    newer = hazard("CHN-PRK", "low", since="2002-01-01", more="supersedes = true")
    G = network(gazette=ROUTE + hazard("CHN-PRK", "high", since="2001-06-01") + newer)

    assert part(G, "river", "town", PASSAGE).levels == (RiskLevel.LOW,)


def test_what_was_superseded_does_not_come_back_when_a_later_report_confirms_the_new_state(network):
    older = hazard("CHN-PRK", "high", since="2001-06-01")
    change = hazard("CHN-PRK", "low", since="2002-01-01", more="supersedes = true")
    G = network(gazette=ROUTE + older + change + hazard("CHN-PRK", "low", since="2002-03-01"))

    passage = part(G, "river", "town", PASSAGE)
    assert passage.levels == (RiskLevel.LOW,)
    assert passage.claims == ("gazette#hazard-3", "gazette#hazard-2")


def test_a_claim_without_since_starts_with_its_report(network):
    claim = '\n[[hazard]]\non = "CHN-PRK"\nlevel = "high"\nclaim = "Guarded."\n'

    before = network("2002-12-31", gazette=ROUTE + claim)
    after = network("2003-01-01", gazette=ROUTE + claim)

    assert part(before, "river", "town", PASSAGE).assumed
    assert part(after, "river", "town", PASSAGE).levels == (RiskLevel.HIGH,)


def test_a_border_is_closed_only_if_all_pooled_claims_say_so(network):
    G = network(gazette=ROUTE + hazard("CHN-MNG", "closed"))

    assert not G.has_edge("pass", "camp")
    (shut,) = [leg for leg in G.graph["dormant"] if leg.u == "pass"]
    assert shut.reason == "border CHN-MNG closed according to gazette#hazard-1"


@pytest.mark.parametrize(
    ("on", "more", "words"),
    [
        ("CHN", "", "travel in CHN"),
        ("unspecified@CHN", "", "travel by unspecified@CHN"),
        ("town", "", "entry into town"),
        ("city@CHN", "", "entry into city@CHN"),
        ("PRK:CHN", "", "border PRK:CHN"),
        ("river:town", 'part = "passage"', "leg river:town"),
        ("river:town", 'part = "exposure"', "leg river:town"),
    ],
)
def test_a_shut_leg_says_what_is_closed(network, on, more, words):
    G = network(gazette=ROUTE + hazard(on, "closed", more=more))

    (shut,) = [leg for leg in G.graph["dormant"] if leg.v == "town"]
    assert shut.reason == f"{words} closed according to gazette#hazard-1"


def test_a_closure_that_another_report_denies_is_contested_and_passable_up_to_severe(network):
    G = network(
        gazette=ROUTE + hazard("CHN-MNG", "closed", since="2003-06") + hazard("CHN-MNG", "low", since="2003")
    )

    passage = part(G, "pass", "camp", PASSAGE)
    assert (passage.p_low, passage.p_high) == (0.01, 0.70)
    assert "contested" in passage.flags
    assert "contested" in G.edges["pass", "camp", "unspecified"]["flags"]


def test_a_claim_without_an_end_is_stale_five_years_after_its_report_and_one_level_wider(network):
    claims = ROUTE + hazard("CHN-PRK", "moderate", since="2001")

    fresh = part(network("2008-01-01", gazette=claims), "river", "town", PASSAGE)
    stale = part(
        network(
            "2008-01-02",
            gazette=claims,
            later='[[route]]\nvia = ["river", "town"]\nsince = 2000\nuntil = 2015\nclaim = "Still."\n',
        ),
        "river",
        "town",
        PASSAGE,
    )

    assert "stale" not in fresh.flags
    assert "stale" in stale.flags
    assert (stale.p_low, stale.p_high) == (0.01, 0.35)


def test_a_claim_with_an_end_is_never_stale_and_ends_with_its_last_day(network):
    use = '[[route]]\nvia = ["river", "town"]\nsince = 2000\nuntil = 2015\nclaim = "Still."\n'
    claims = use + hazard("CHN-PRK", "high", since="2001", more='until = "2010-03"')

    assert part(network("2010-03-31", gazette=claims), "river", "town", PASSAGE).flags == ()
    assert part(network("2010-04-01", gazette=claims), "river", "town", PASSAGE).assumed


def test_a_stale_closure_no_longer_closes(network):
    use = '[[route]]\nvia = ["river", "town"]\nsince = 2000\nuntil = 2015\nclaim = "Still."\n'
    G = network("2010", gazette=use + hazard("CHN-PRK", "closed", since="2001"))

    passage = part(G, "river", "town", PASSAGE)
    assert {"stale", "contested"} <= set(passage.flags)
    assert passage.p_high == 0.70


def test_a_year_means_the_first_of_july(network):
    on_first = network("2004", gazette=ROUTE + hazard("CHN-PRK", "high", since="2004-07-01"))
    on_second = network("2004", gazette=ROUTE + hazard("CHN-PRK", "high", since="2004-07-02"))

    assert part(on_first, "river", "town", PASSAGE).levels == (RiskLevel.HIGH,)
    assert part(on_second, "river", "town", PASSAGE).assumed
    assert "1 July 2004" in on_first.graph["as_of_text"]


# use


def test_a_leg_is_in_use_from_its_first_report_until_five_years_past_the_last(network):
    assert not network("1999-12-31").edges
    assert network("2000-01-01").number_of_edges() == 5
    assert network("2008-01-01").number_of_edges() == 5
    late = network("2008-01-02")
    assert not late.edges
    assert {leg.reason for leg in late.graph["dormant"]} == {"no longer reported after 1 January 2008"}


def test_a_report_without_a_mode_supports_every_mode_that_others_give(network):
    by_rail = '[[route]]\nvia = ["town", "pass"]\nmode = "rail"\nsince = 2000\nclaim = "By train."\n'
    by_road = '[[route]]\nvia = ["town", "pass"]\nmode = "road"\nsince = 2000\nclaim = "By bus."\n'
    G = network(gazette=ROUTE, trains=by_rail, buses=by_road)

    assert set(G["town"]["pass"]) == {"rail", "road"}
    assert G.edges["town", "pass", "rail"]["reports"] == ("gazette", "trains")


def test_a_report_without_a_mode_keeps_its_way_on_the_ground_beside_a_flight(network):
    by_air = '[[route]]\nvia = ["hill", "river", "town", "vale"]\nmode = { "town:vale" = "air" }\nclaim = "They flew."\n'
    way = '[[route]]\nvia = ["town", "vale"]\nclaim = "They went."\n'
    places = """
        hill origin PRK 0 0
        river crossing PRK:CHN 1 0
        town city CHN 2 0
        vale city CHN 3 0
    """
    G = network(places=places, gazette=way, flights=by_air)

    assert set(G["town"]["vale"]) == {"air", "unspecified"}
    assert G.edges["town", "vale", "air"]["reports"] == ("flights",)


def test_harms_reach_what_they_speak_of(network):
    harms = "".join(
        f'\n[[harm]]\non = "{on}"\nkind = "cold"\nclaim = "Cold."\n'
        for on in ("crossing@CHN", "unspecified@MNG", "CHN-MNG", "town:pass")
    )
    G = network(gazette=ROUTE + harms)

    assert G.nodes["pass"]["harms"] == ("gazette#harm-1",)
    assert G.edges["pass", "camp", "unspecified"]["harms"] == ("gazette#harm-2", "gazette#harm-3")
    assert G.edges["town", "pass", "unspecified"]["harms"] == ("gazette#harm-4",)


def test_the_grade_counts_the_ends_that_the_best_report_names(network):
    G = network(gazette='[[route]]\nvia = ["?hill", "river", "town", "?pass", "?camp"]\nclaim = "On."\n')

    grades = [
        str(G.edges[u, v, "unspecified"]["evidence"])
        for u, v in zip(["hill", "river", "town", "pass"], ["river", "town", "pass", "camp"], strict=True)
    ]
    assert grades == ["partly", "named", "partly", "inferred"]


# numbers


def test_risk_adds_as_chances_multiply():
    assert risk_index(risk_cost(0.2) + risk_cost(0.5)) == pytest.approx(1 - 0.8 * 0.5)


def test_every_drawn_network_keeps_the_contract(network):
    validate_network(network())
    validate_network(network("1990"))
