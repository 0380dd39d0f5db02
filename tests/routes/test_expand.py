"""How `via` becomes legs: marks, gaps, grades, modes, and what cannot be travelled.

hill -- river -- town -- pass -- camp ~~air~~ port
PRK      |       CHN      |      MNG          KOR
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import Place, PlaceKind, distance_km
from routes import Evidence, Line, RouteClaim, TravelMode
from routes.expand import build_neighbours, check_line, expand_route, leg_country
from routes.faults import ClaimError


def place(name: str, country: str, lon: float, lat: float = 0, kind: str = "city") -> Place:
    country, _, other = country.partition(":")
    return Place(
        id=name,
        name=name,
        country=country,
        other_country=other or None,
        kind=PlaceKind(kind),
        lon=lon,
        lat=lat,
    )


PLACES = {
    p.id: p
    for p in (
        place("hill", "PRK", 0, kind="origin"),
        place("river", "PRK:CHN", 1, kind="crossing"),
        place("town", "CHN", 2),
        place("north", "CHN", 3, 1),
        place("south", "CHN", 3, -1),
        place("east", "CHN", 4),
        place("east-missions", "CHN", 4, kind="mission"),
        place("pass", "CHN:MNG", 5, kind="crossing"),
        place("ford", "CHN:MNG", 5, 2, kind="crossing"),
        place("camp", "MNG", 6),
        place("far", "CHN", 12),
        place("port", "KOR", 16, kind="destination"),
    )
}
# Two ways of one length from town to east: by north and by south.
LINES = ["river:town", "town:south", "town:north", "south:east", "north:east", "east:pass", "pass:camp"]


def line(pair: str, mode: str = "road") -> Line:
    a, b = pair.split(":")
    return Line(a=a, b=b, mode=TravelMode(mode))


def route(via: str, mode: str = "unspecified", **modes: str) -> RouteClaim:
    pairs = tuple((pair.replace("__", ":"), TravelMode(m)) for pair, m in modes.items())
    return RouteClaim(
        id="r#route-1", report="r", claim="...", via=tuple(via.split()), mode=TravelMode(mode), modes=pairs
    )


def expand(claim: RouteClaim, *, lines=LINES):
    neighbours = build_neighbours([line(pair) for pair in lines], PLACES)
    return expand_route(claim, PLACES, neighbours, {})


def way(legs) -> str:
    assert all(a.v == b.u for a, b in pairwise(legs))
    return " ".join([legs[0].u, *(leg.v for leg in legs)])


def modes(legs) -> list[str]:
    return [str(leg.mode) for leg in legs]


# marks and grades


def test_named_places_are_joined_one_by_one():
    """Without marks, each place is joined to the next, and both ends are named."""
    legs = expand(route("hill river town"))
    assert way(legs) == "hill river town"
    assert [leg.named_ends for leg in legs] == [2, 2]


def test_a_question_mark_makes_an_end_the_coders():
    """A leg is named by both, one or none of its ends."""
    legs = expand(route("hill ?river ?town south"))
    assert [leg.named_ends for leg in legs] == [1, 0, 1]


def test_places_along_a_gap_are_not_named():
    """The ends of a gap keep their names; what lies between has none."""
    legs = expand(route("river ... ?east"))
    assert way(legs) == "river town north east"
    assert [leg.named_ends for leg in legs] == [1, 0, 0]


def test_a_gap_over_one_line_keeps_both_names():
    """Where the skeleton joins the two places directly, the gap is an ordinary leg."""
    (leg,) = expand(route("river ... town"))
    assert leg.named_ends == 2


def test_the_best_report_of_a_leg_grades_it(network):
    """Grades are named, partly and inferred, in the words of the contract."""
    G = network(
        places="hill origin PRK 0 0\nriver crossing PRK:CHN 1 0\ntown city CHN 2 0\neast city CHN 3 0",
        skeleton="river town road\ntown east road",
        gazette='[[route]]\nvia = ["hill", "?river", "...", "?east"]\nclaim = "c"\n',
    )
    grades = {(u, v): data["evidence"] for u, v, data in G.edges(data=True)}
    assert grades == {
        ("hill", "river"): Evidence.PARTLY,
        ("river", "town"): Evidence.INFERRED,
        ("town", "east"): Evidence.INFERRED,
    }


# gaps


def test_ways_of_one_length_tie_by_place_ids_whatever_the_order_of_the_lines():
    """North comes before south, in whichever order skeleton.csv has them."""
    for lines in (LINES, LINES[::-1]):
        assert way(expand(route("town ... east"), lines=lines)) == "town north east"


def test_a_gap_does_not_pass_through_borders_or_missions():
    """The way inside China stays away from the crossing and from the missions."""
    lines = ["town:pass", "pass:east", "town:east-missions", "town:south", "south:north", "north:east"]
    assert way(expand(route("town ... east"), lines=lines)) == "town south north east"


def test_a_gap_may_end_at_a_crossing_and_begin_at_one():
    """A crossing is reached from its own country and left into the other."""
    assert way(expand(route("town ... pass ... camp"))) == "town north east pass camp"


def test_lines_by_air_and_sea_fill_no_gap():
    """A gap is filled on the ground only."""
    neighbours = build_neighbours([line("town:east", "air"), line("town:east", "sea")], PLACES)
    with pytest.raises(ClaimError, match="the skeleton has no way between them inside CHN"):
        expand_route(route("town ... east"), PLACES, neighbours, {})


NODES = ("a", "b", "c", "d", "e", "f")
coordinates = st.tuples(st.integers(0, 4), st.integers(-2, 2))  # no leg above 800 km


@given(
    st.lists(coordinates, min_size=6, max_size=6, unique=True),
    st.sets(
        st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda p: p[0] < p[1]), max_size=12
    ),
)
def test_a_gap_is_filled_as_by_trying_every_way(spots, pairs):
    """A second opinion: of all simple ways on a random skeleton, the shortest, then the first by ids."""
    places = {n: place(n, "CHN", *spot) for n, spot in zip(NODES, spots, strict=True)}
    joined = pairs | {(b, a) for a, b in pairs}

    def length(way: tuple[str, ...]) -> int:
        lengths = [distance_km(places[u].lonlat, places[v].lonlat) for u, v in pairwise(way)]
        return sum(round(km * 1000) for km in lengths)

    ways = [
        ("a", *between, "f")
        for count in range(5)
        for between in permutations("bcde", count)
        if all(leg in joined for leg in zip(("a", *between), (*between, "f"), strict=True))
    ]
    neighbours = build_neighbours([line(f"{a}:{b}") for a, b in pairs], places)
    try:
        legs = expand_route(route("a ... f"), places, neighbours, {})
    except ClaimError:
        assert not ways
        return
    assert tuple(way(legs).split()) == min(ways, key=lambda w: (length(w), w))


# modes


def test_two_countries_without_a_crossing_are_joined_by_air():
    """Whatever the mode of the route says of its other legs."""
    legs = expand(route("town far port", "rail", town__far="air"))
    assert modes(legs) == ["air", "air"]
    assert modes(expand(route("pass camp port", "road"))) == ["road", "air"]


def test_they_are_joined_by_sea_where_the_report_says_so():
    """For the pair, or for the route as a whole."""
    assert modes(expand(route("camp port", camp__port="sea"))) == ["sea"]
    assert modes(expand(route("camp port", "sea"))) == ["sea"]


def test_a_leg_into_a_mission_is_an_entry():
    """Whatever mode is given to the others, and also at the end of a gap."""
    assert modes(expand(route("town south east east-missions", "rail"))) == ["rail", "rail", "entry"]
    lines = [*LINES, "east:east-missions"]
    legs = expand(route("town ... east-missions", **{"town__east-missions": "rail"}), lines=lines)
    assert modes(legs) == ["rail", "rail", "entry"]


def test_a_mode_of_a_pair_holds_for_all_legs_of_its_gap():
    """The pair is that of the two places beside the gap."""
    legs = expand(route("river ... east pass", "road", river__east="rail"))
    assert modes(legs) == ["rail", "rail", "rail", "road"]


# what cannot be


@pytest.mark.parametrize(
    ("via", "told"),
    [
        ("hill", "a route joins two places at least"),
        ("hill ...", "a route joins two places at least"),
        ("hill river ...", "a gap stands between two places"),
        ("... river town", "a gap stands between two places"),
        ("river ... ... east", "a gap stands between two places"),
        (
            "hill rivver",
            "'rivver': is no place of places.csv; add it there or mend the id. Did you mean river?",
        ),
        ("hill ?... town", "is no place of places.csv"),
        ("hill hill", "a leg joins two different places"),
        ("town ... town", "a gap joins two different places"),
        ("hill town", None),  # by air
        ("river camp", "'river:camp': a leg on the ground stays in one country; name the border crossing"),
        ("camp pass", "'camp:pass': a leg on the ground reaches pass from CHN only"),
        ("camp ... pass", "'camp ... pass': a gap reaches pass from CHN only"),
        ("river ... camp", "'river ... camp': a gap stays in one country"),
        ("hill ... river", "the skeleton has no way between them inside PRK; add the missing lines"),
        ("town far", "at most 800 km long, this one is 1113; write '...' between the two places"),
        ("camp east-missions", "an entry leads into a mission, from a place of the same country"),
    ],
)
def test_what_cannot_be_travelled_is_told_with_its_remedy(via, told):
    """Each rule of travel has a message that names the two places."""
    if told is None:
        assert modes(expand(route(via))) == ["air"]
        return
    with pytest.raises(ClaimError) as caught:
        expand(route(via))
    assert told in str(caught.value)
    assert caught.value.field in ("via", "mode")
    assert caught.value.remedy


def test_nobody_flies_from_a_border_section():
    """A mode by air for the whole route must not carry people over a border unpriced."""
    with pytest.raises(ClaimError, match="nobody boards or leaves an aircraft on a border section"):
        expand(route("hill river town", "air"))


def test_a_mode_for_a_pair_that_is_none_names_the_pairs():
    """The pairs that follow each other in `via` are listed, in order."""
    with pytest.raises(ClaimError, match=r"'town:hill': is no pair .*; use one of: hill:river, river:town"):
        expand(route("hill river town", town__hill="rail"))


def test_entry_is_no_way_between_towns():
    """Only missions are entered."""
    with pytest.raises(ClaimError, match="an entry leads into a mission"):
        expand(route("town south", town__south="entry"))


# lines of the skeleton


@pytest.mark.parametrize(
    "pair", ["river:town", "town:river", "hill:river", "pass:camp", "camp:pass", "pass:ford", "east:pass"]
)
def test_a_line_may_be_written_in_either_direction(pair):
    """A line into a crossing from its far side is a line out of it."""
    check_line(line(pair), PLACES)


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("hill:nowhere", "'nowhere': is no place of places.csv"),
        ("town:town", "the line leads back to its own start"),
        ("town:far", "at most 800 km long, this one is 1113; add places between the two, or delete the line"),
        ("town:camp", "a leg on the ground stays in one country"),
        ("hill:pass", "'hill,pass,road'"),
    ],
)
def test_a_line_that_cannot_be_travelled_is_refused(pair, told):
    """The message quotes the row, and speaks of lines, not of routes."""
    with pytest.raises(ClaimError) as caught:
        check_line(line(pair), PLACES)
    assert told in str(caught.value)
    assert "'...'" not in str(caught.value)


def test_the_country_of_a_leg_is_that_of_its_end():
    """Into a crossing from its own country, out of it into either; never in from the far side."""
    assert leg_country(PLACES["hill"], PLACES["river"]) == "PRK"
    assert leg_country(PLACES["river"], PLACES["town"]) == "CHN"
    assert leg_country(PLACES["river"], PLACES["hill"]) == "PRK"
    assert leg_country(PLACES["town"], PLACES["river"]) is None
    assert leg_country(PLACES["river"], PLACES["pass"]) == "CHN"


def test_missions_are_entered_from_their_own_city_and_never_from_a_border(draw):
    """Else an entry would carry people over a border or across a country for nothing."""
    from routes import DatasetError, read_dataset

    places = "hill origin PRK 0 0\nriver crossing PRK:CHN 1 0\ntown city CHN 2 0\nembassy mission CHN 6 0"
    for via, rule in (
        ('["hill", "river", "embassy"]', "from a place of the same country"),
        ('["town", "embassy"]', "at most 30 km away"),
    ):
        with pytest.raises(DatasetError, match=rule):
            read_dataset(
                draw(places=places, a=f'[[route]]\nvia = {via}\nclaim = "In."\n'), today=dt.date(2026, 1, 1)
            )


def test_no_ship_passes_a_border_on_land(draw):
    from routes import DatasetError, read_dataset

    folder = draw(
        skeleton="hill river road",
        a='[[route]]\nvia = ["hill", "river", "town"]\nmode = "sea"\nclaim = "By boat?"\n',
    )
    with pytest.raises(DatasetError, match="river is a border section on land"):
        read_dataset(folder, today=dt.date(2026, 1, 1))


def test_a_hazard_that_could_never_weigh_anything_is_refused(draw):
    from routes import validate_dataset

    route = '[[route]]\nvia = ["hill", "river", "town"]\nclaim = "On."\n'
    folder = draw(
        a=route
        + '[[hazard]]\non = "entry@CHN"\nlevel = "high"\nclaim = "x"\n'
        + '[[hazard]]\non = "hill:river"\npart = "passage"\nlevel = "high"\nclaim = "x"\n'
    )
    faults = [str(f) for f in validate_dataset(folder, today=dt.date(2026, 1, 1))]
    assert len(faults) == 2
    assert "write mission@CHN" in faults[0]
    assert "the leg passes no border" in faults[1]
