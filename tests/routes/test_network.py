"""Building the network as of a date: what it keeps, what it protects, what it never changes.

hill -- river -- town -- pass -- camp ~~air~~ port
PRK      |       CHN      |      MNG          KOR
"""

from __future__ import annotations

import copy
import datetime as dt
import math
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import DateError, distance_km
from routes import (
    DatasetError,
    Evidence,
    TravelMode,
    build_network,
    places_of,
    read_dataset,
    shipped_dataset_path,
    validate_network,
)

TODAY = dt.date(2026, 1, 1)
ROUTE = '[[route]]\nvia = ["hill", "river", "town", "pass", "camp", "port"]\nsince = 2000\nclaim = "North."\n'


def route(via: str, more: str = "since = 2000") -> str:
    places = ", ".join(f'"{place}"' for place in via.split())
    return f'[[route]]\nvia = [{places}]\nclaim = "On."\n{more}\n'


def reasons(G) -> dict[tuple[str, str], str]:
    return {(leg.u, leg.v): leg.reason for leg in G.graph["dormant"]}


# what it keeps


def test_building_never_changes_the_dataset(drawn):
    """Two dates asked of one dataset leave it as it was read."""
    dataset = drawn(gazette=ROUTE)
    before = copy.deepcopy(dataset)
    for as_of in ("1990", "2004", "2015"):
        build_network(dataset, as_of)
    assert dataset == before


def test_two_builds_are_equal(drawn):
    """Nodes, legs, attributes and their order are the same each time."""
    dataset = drawn(gazette=ROUTE, herald=ROUTE.replace("2000", "2002"))
    first, second = build_network(dataset, "2004"), build_network(dataset, "2004")
    assert list(first.nodes(data=True)) == list(second.nodes(data=True))
    assert list(first.edges(keys=True, data=True)) == list(second.edges(keys=True, data=True))
    assert first.graph == second.graph


def test_the_order_of_files_and_lines_does_not_matter(drawn):
    """Only the graph's content counts, not how the folder was written."""
    one = build_network(drawn(skeleton="river town road\ntown pass road", a=ROUTE, b=route("river ... pass")))
    two = build_network(drawn(skeleton="pass town road\ntown river road", a=ROUTE, b=route("river ... pass")))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


def test_places_without_a_leg_are_kept(network):
    """A place that no report of the date joins is a node all the same."""
    G = network(gazette=route("hill river"))
    assert set(G) == {"hill", "river", "town", "pass", "camp", "port"}
    assert nx.number_of_isolates(G) == 4


def test_a_date_before_all_reports_gives_places_and_no_legs(network):
    """Nothing reported is an answer, not an error."""
    G = network("1990", gazette=ROUTE)
    assert (G.number_of_nodes(), G.number_of_edges()) == (6, 0)
    assert len(G.graph["dormant"]) == 5


def test_a_date_outside_the_period_gets_a_notice(drawn):
    """The first and the last day of the period belong to it; an open period has no last one."""
    dataset = drawn()
    period = replace(dataset.info.period, start=dt.date(1999, 1, 1), end=dt.date(2010, 12, 31))

    def notices(day, period=period):
        return build_network(replace(dataset, info=replace(dataset.info, period=period)), day).graph[
            "notices"
        ]

    told = "{} lies outside the dataset, which covers 1999 to 2010"
    assert notices("1998-12-31") == (told.format("31 December 1998"),)
    assert notices("1999-01-01") == notices("2010-12-31") == ()
    assert notices("2011-01-01") == (told.format("1 January 2011"),)
    endless = replace(period, end=None)
    assert notices("2011", endless) == ()
    assert notices("1998", endless) == ("1 July 1998 lies outside the dataset, which covers 1999 on",)


def test_places_come_back_as_they_were_read(drawn):
    """The nodes hold everything that a place record holds."""
    dataset = drawn(gazette=ROUTE)
    assert places_of(build_network(dataset)) == dataset.places


def test_lengths_and_days_follow_from_the_places(network):
    """Days are moving time: length over the stated speed of the mode; an entry takes none."""
    places = "hill origin PRK 0 0\nriver crossing PRK:CHN 1 0\ntown city CHN 2 0\nembassy mission CHN 2 0"
    G = network(places=places, gazette=route("hill river town embassy", 'mode = "foot"'))
    leg = G.edges["hill", "river", "foot"]
    assert leg["length_km"] == distance_km((0, 0), (1, 0))
    assert leg["days"] == round(leg["length_km"] / 25, 3)
    assert G.edges["town", "embassy", "entry"]["days"] == 0


def test_without_a_date_the_default_of_the_dataset_counts(drawn):
    """The default is `as_of` of dataset.toml."""
    dataset = drawn(gazette=ROUTE)
    assert build_network(dataset).graph["as_of"] == dt.date(2004, 7, 1)
    assert build_network(dataset, 2004).graph["as_of_text"] == "2004 (taken as 1 July 2004)"
    assert build_network(dataset, dt.date(2004, 3, 2)).graph["as_of_text"] == "2 March 2004"


def test_reports_of_a_leg_stand_oldest_first(network):
    """By date, then by id."""
    old = 'publisher = "P"\ntitle = "T"\ndate = 1999\nkind = "news"\naccess = "full"\n' + ROUTE
    G = network(a=ROUTE, b=ROUTE, z=old)
    assert G.edges["hill", "river", "unspecified"]["reports"] == ("z", "a", "b")


def test_families_of_a_leg_stand_in_the_order_of_the_legend(network):
    """A leg that two families share names each once."""
    G = network(a=route("hill river", 'family = "north"'), b=route("hill river", 'family = "north"'))
    assert G.edges["hill", "river", "unspecified"]["families"] == ("north",)


def test_a_report_on_the_ground_stands_beside_a_flight(network):
    """A report without a mode speaks of the ground: a flight between the same towns is another leg."""
    places = "town city CHN 2 0\nvale city CHN 2 1"
    G = network(places=places, a=route("town vale"), b=route("town vale", 'mode = "air"'))
    assert {mode: G.edges["town", "vale", mode]["reports"] for mode in G["town"]["vale"]} == {
        "unspecified": ("a",),
        "air": ("b",),
    }


# what is dormant, and why


def test_each_dormant_leg_says_why(network):
    """Not yet reported, no longer reported, or shut by claims that are named."""
    closed = '[[hazard]]\non = "CHN-MNG"\nlevel = "closed"\nsince = 2003\nclaim = "Shut."\n'
    G = network(
        "2004-06-03",
        a=route("hill river", "since = 2005"),
        b=route("river town", "since = 2000\nuntil = 2001"),
        c=route("pass camp") + closed,
    )
    assert reasons(G) == {
        ("hill", "river"): "not reported before 1 January 2005",
        ("river", "town"): "no longer reported after 31 December 2001",
        ("pass", "camp"): "border CHN-MNG closed according to c#hazard-1",
    }


@pytest.mark.parametrize(
    ("hazard", "reason"),
    [
        ('on = "CHN"', "travel in CHN closed according to a#hazard-1"),
        ('on = "camp"', "entry into camp closed according to a#hazard-1"),
        ('on = "PRK:CHN"', "border PRK:CHN closed according to a#hazard-1"),
        ('on = "air@MNG"', "air@MNG closed according to a#hazard-1"),
    ],
)
def test_what_is_shut_is_named(network, hazard, reason):
    """Each part of the risk closes in its own words."""
    closed = f'[[hazard]]\n{hazard}\nlevel = "closed"\nclaim = "Shut."\n'
    assert any(told.endswith(reason) for told in reasons(network(a=ROUTE + closed)).values())


def test_open_and_dormant_legs_together_are_all_that_is_reported(network):
    """No reported leg is lost, whatever the date."""
    for as_of in ("1990", "1999-12-31", "2000", "2007", "2008-01-02", "2020"):
        G = network(as_of, gazette=ROUTE)
        legs = {(u, v, mode) for u, v, mode in G.edges(keys=True)}
        legs |= {(leg.u, leg.v, str(leg.mode)) for leg in G.graph["dormant"]}
        assert len(legs) == 5
        validate_network(G)


def test_dormant_legs_keep_their_attributes(network):
    """They can be told, and drawn, like others."""
    (leg,) = network("2010", gazette=route("hill river")).graph["dormant"]
    assert leg.mode is TravelMode.UNSPECIFIED
    assert leg.data["evidence"] is Evidence.NAMED
    assert leg.data["last_reported"] == dt.date(2008, 1, 1)


# protection of people

NEW = 'publisher = "P"\ntitle = "T"\ndate = 2025\nkind = "news"\naccess = "full"\n'


def test_a_date_in_the_last_five_years_is_refused(drawn):
    """The day five years before today may be asked about, the next may not."""
    dataset = drawn(gazette=ROUTE)
    build_network(dataset, "2021-01-01")
    with pytest.raises(DateError) as caught:
        build_network(dataset, "2021-01-02")
    assert str(caught.value) == (
        "as of 2 January 2021 lies in the last 5 years, in which routes are not shown, to protect people "
        "who may still use them; ask for 1 January 2021 or earlier"
    )


@pytest.mark.parametrize(
    "young",
    [
        "date = 2022-05-01\n" + route("hill river", ""),
        route("hill river", "since = 2022"),
        route("hill river", 'since = "2021-01-02"'),
        route("hill river", "since = 2000\nuntil = 2021"),
        '[[hazard]]\non = "CHN"\nlevel = "low"\nsince = 2022\nclaim = "c"\n' + ROUTE,
        '[[haven]]\non = "MNG"\nsince = 2022\nclaim = "c"\n' + ROUTE,
    ],
    ids=["report", "since", "since a day", "until", "hazard", "haven"],
)
def test_claims_of_the_last_five_years_are_refused(drawn, young):
    """Routes, hazards and havens, by their own time or by that of their report."""
    head = 'publisher = "P"\ntitle = "T"\nkind = "news"\naccess = "full"\n'
    head += "" if "date" in young else "date = 2023-01-01\n"
    with pytest.raises(DatasetError, match=r"of the last 5 years .* are refused, to protect people"):
        drawn(gazette=head + young)


def test_five_years_and_a_day_is_old_enough(drawn):
    """The rule counts days, up to the same day five years before."""
    drawn(gazette=NEW + route("hill river", 'since = "2021-01-01"'))


def test_yearly_totals_of_late_are_exempt(drawn):
    """How many arrived says nothing of where to wait for them."""
    flow = '[[flow]]\nthrough = "KOR"\npeople = 1000\ncounted = "arrivals"\nsince = 2024\nuntil = 2024\nclaim = "c"\n'
    assert drawn(gazette=NEW + ROUTE + flow).reports["gazette"].flows[0].low == 1000


OPEN = 'people_at_risk = false\npeople_at_risk_reason = "Announced by the authorities themselves."\n'


def test_openly_announced_routes_are_exempt_with_a_reason(drawn, draw):
    """Young claims, late dates and fine coordinates are kept, and the reason with them."""
    settings = (draw(gazette=ROUTE) / "dataset.toml").read_text(encoding="utf-8")
    places = "hill origin PRK 0.123 0\nriver crossing PRK:CHN 1 0"
    dataset = drawn(
        places=places, settings=OPEN + settings, gazette=NEW + route("hill river", "since = 2024")
    )
    assert dataset.info.people_at_risk_reason
    assert dataset.places["hill"].lon == 0.123
    assert dataset.notices == ()
    assert build_network(dataset, "2025").number_of_edges() == 1


def test_protection_is_not_lifted_without_a_reason(drawn, draw):
    """`false` alone is a fault."""
    settings = (draw(gazette=ROUTE) / "dataset.toml").read_text(encoding="utf-8")
    with pytest.raises(DatasetError, match="protection is only lifted with a reason"):
        drawn(settings="people_at_risk = false\n" + settings, gazette=ROUTE)
    with pytest.raises(DatasetError, match="protection is only lifted with a reason"):
        drawn(settings='people_at_risk = false\npeople_at_risk_reason = " "\n' + settings, gazette=ROUTE)


def test_fine_coordinates_are_rounded_with_a_notice(drawn):
    """One decimal of a degree, said once, with the places."""
    places = "hill origin PRK 0.1234 -0.26\nriver crossing PRK:CHN 1.1 0"
    dataset = drawn(places=places, gazette=route("hill river"))
    assert dataset.places["hill"].lonlat == (0.1, -0.3)
    (notice,) = dataset.notices
    assert notice == (
        "coordinates of 1 place were rounded to one decimal of a degree, to protect people on the move: hill"
    )
    assert notice in build_network(dataset).graph["notices"]


def test_a_network_of_which_nothing_is_claimed_says_so(drawn):
    """One claim on one part of one leg is enough to be silent; no leg, nothing to say."""
    river = {"places": "hill origin PRK 0 0\nriver crossing PRK:CHN 1 0\ntown city CHN 2 0"}
    way = route("hill river town", "since = 2000\nuntil = 2010")
    told = "no report tells of danger as of then: risks are defaults of the dataset, marked assumed"
    claimed = (
        f'{way}\n[[hazard]]\non = "CHN-PRK"\nlevel = "low"\nsince = 2004\nuntil = 2005\nclaim = "Said."\n'
    )
    for day, expected in (("2003", (told,)), ("2004-06", ()), ("2015", ())):
        assert build_network(drawn(**river, gazette=claimed), day).graph["notices"] == expected, day


def test_the_notice_names_five_places_at_most(drawn):
    """And says that there are more."""
    places = "\n".join(f"p{n} city CHN {n}.55 0" for n in range(7))
    (notice,) = drawn(places=places, gazette=route("p0 p1")).notices
    assert notice.startswith("coordinates of 7 places were rounded")
    assert notice.endswith(": p0, p1, p2, p3, p4 ...")


# harms and havens


def test_harms_are_shown_where_they_were_reported_and_not_mixed_into_risk(network):
    """On the place, on the places of a country, on the legs of a border; risk stays as it was."""
    harms = "".join(
        f'[[harm]]\non = "{on}"\nkind = "cold"\nclaim = "Cold."\n'
        for on in ("town", "MNG", "CHN-PRK", "town:pass")
    )
    G, without = network(gazette=ROUTE + harms), network(gazette=ROUTE)
    assert {n: data["harms"] for n, data in G.nodes(data=True) if data["harms"]} == {
        "town": ("gazette#harm-1",),
        "camp": ("gazette#harm-2",),
    }
    assert G.edges["river", "town", "unspecified"]["harms"] == ("gazette#harm-3",)
    assert "gazette#harm-4" in G.edges["town", "pass", "unspecified"]["harms"]
    for u, v, key in G.edges(keys=True):
        assert G.edges[u, v, key]["risk_cost"] == without.edges[u, v, key]["risk_cost"]


def test_harms_and_havens_hold_from_their_first_day_to_their_last(network):
    """A haven is named on its places only while it is one."""
    times = 'since = "2003-03"\nuntil = "2004-06"'
    claims = f'[[haven]]\non = "MNG"\nclaim = "c"\n{times}\n[[harm]]\non = "MNG"\nkind = "cold"\nclaim = "c"\n{times}\n'
    for as_of, there in (("2003-02-28", 0), ("2003-03-01", 1), ("2004-06-30", 1), ("2004-07-01", 0)):
        camp = network(as_of, gazette=ROUTE + claims).nodes["camp"]
        assert (len(camp["haven"]), len(camp["harms"])) == (there, there)


# any date


@pytest.fixture(scope="module")
def shipped():
    """The shipped dataset."""
    return read_dataset(shipped_dataset_path(), today=TODAY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(dt.date(1990, 1, 1), dt.date(2021, 1, 1)))
def test_on_any_day_the_shipped_network_keeps_its_contract(shipped, day):
    """Costs lie inside their intervals, and open legs are in use and passable."""
    G = build_network(shipped, day)
    validate_network(G)
    for _, _, data in G.edges(data=True):
        assert data["first_reported"] <= day <= data["last_reported"]
        assert all(math.isfinite(part.cost_high) for part in data["parts"].values())
