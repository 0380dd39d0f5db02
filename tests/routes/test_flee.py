"""From an instance of Flee to a dataset: contract the crossings, and the instance is back, day by day."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import PlaceKind, distance_km, middle_of
from routes import (
    DatasetError,
    FleeError,
    TravelMode,
    build_network,
    find_warnings,
    flee_to_dataset,
    read_dataset,
    read_flee,
    validate_dataset,
    write_dataset,
    write_flee_example,
    write_new_dataset,
)
from routes.flee.placing import split_km

TODAY = dt.date(2026, 1, 1)
START = dt.date(2014, 3, 1)
# Invented towns, drawn where the countries lie, so that positions and names agree.
LOCATIONS = """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Alpha,North,Chad,9.04,17.02,conflict_zone,0,1000
Beta_Town,North,Chad,8.81,17.43,town,,
Camp,South,CAR,7.22,17.94,camp,,500
Delta,South,CAR,6.93,18.31,forwarding_hub,,
Camp2,South,CAR,6.51,18.02,camp,,
"""
ROUTES = """\
#name1,name2,distance,forced_redirection
Alpha,Beta_Town,40,0
Beta_Town,Camp,250,0
Beta_Town,Delta,300,0
Camp,Delta,90,0
Delta,Camp2,70,0
Camp,Camp2,110,0
"""
CLOSURES = "#closure_type,name1,name2,closure_start,closure_end\n"
PERIOD = "StartDate,2014-03-01\nLength,100\n"


@pytest.fixture
def made(tmp_path):
    """Make the dataset of an instance with these files; options go to the import."""

    def _made(locations=LOCATIONS, routes=ROUTES, closures=CLOSURES, sim_period=PERIOD, **options):
        texts = {"locations": locations, "routes": routes, "closures": closures, "sim_period": sim_period}
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return flee_to_dataset(read_flee(tmp_path), today=TODAY, **options)

    return _made


def told(imported, word=""):
    return [str(remark) for remark in imported.remarks if word in str(remark)]


def contracted(imported, day):
    """Return Flee's directed links that are open on a day, with their km, and the camps that are open."""
    G = build_network(imported.dataset, imported.dataset.info.period.start + dt.timedelta(days=day))
    name_of = {key: name for name, key in imported.places.items()}
    links = {}
    for u, v, data in G.edges(data=True):
        if u in name_of and v in name_of:
            links[name_of[u], name_of[v]] = data["length_km"]
        elif u in name_of:
            for w, onward in G[v].items():
                if w != u:
                    links[name_of[u], name_of[w]] = (
                        data["length_km"] + onward[next(iter(onward))]["length_km"]
                    )
    havens = {name_of[key] for key, data in G.nodes(data=True) if data["haven"]}
    return links, havens


# what becomes of places and routes


def test_locations_become_places_with_all_that_flee_says_of_them(made):
    imported = made()
    places = imported.dataset.places
    assert [(p.name, p.country, p.kind, p.lonlat) for p in places.values()][:3] == [
        ("Alpha", "TCD", PlaceKind.ORIGIN, (17.0, 9.0)),
        ("Beta Town", "TCD", PlaceKind.CITY, (17.4, 8.8)),
        ("Camp", "CAF", PlaceKind.DESTINATION, (17.9, 7.2)),
    ]
    assert (
        places["alpha"].note
        == "Type in Flee: conflict_zone, in conflict from day 0 on (1 March 2014), population 1000, region North."
    )
    assert places["camp"].note == "Type in Flee: camp, capacity 500, region South."
    assert places["beta-town"].variants == ("Beta_Town",)
    assert imported.dataset.info.origins == ("alpha",)
    assert imported.dataset.info.destinations == ("camp", "camp2")
    assert imported.dataset.info.people_at_risk
    assert told(imported, "rounded") == [
        "locations.csv: coordinates are rounded to one decimal of a degree, to protect people on the move: 5 of 5 places (repaired)"
    ]


def test_routes_keep_their_length_also_over_borders(made):
    """Two links over the border become four crossings; both parts of each add to the length."""
    imported = made()
    links, _ = contracted(imported, 0)
    km = {("Alpha", "Beta_Town"): 40, ("Beta_Town", "Camp"): 250, ("Beta_Town", "Delta"): 300}
    km |= {("Camp", "Delta"): 90, ("Delta", "Camp2"): 70, ("Camp", "Camp2"): 110}
    assert links == km | {(b, a): length for (a, b), length in km.items()}
    crossings = [p for p in imported.dataset.places.values() if p.kind is PlaceKind.CROSSING]
    assert [(p.country, p.other_country) for p in crossings] == [("TCD", "CAF"), ("CAF", "TCD")] * 2
    assert all("Not in Flee" in p.note for p in crossings)
    assert imported.crossings["Beta_Town", "Camp"] == ("beta-town-to-camp", "camp-to-beta-town")


def test_what_is_made_is_a_sound_dataset(made, tmp_path):
    """Every report, place and line passes the thorough reader, and reads back the same."""
    closures = (
        f"{CLOSURES}country,Chad,CAR,5,10\nlocation,Camp,,20,30\nlink,Camp,Delta,40,50\ncamp,Camp2,,0,60\n"
    )
    imported = made(closures=closures)
    folder = write_dataset(imported.dataset, tmp_path / "new")
    assert validate_dataset(folder, today=TODAY) == ()
    assert find_warnings(imported.dataset) == ()
    assert read_dataset(folder, today=TODAY) == imported.dataset


def test_nothing_is_claimed_of_risk(made):
    """Where nothing is shut, every part of every leg is a default or lies between two havens."""
    G = build_network(made().dataset)
    for u, v, data in G.edges(data=True):
        both_havens = G.nodes[u]["haven"] and G.nodes[v]["haven"]
        assert all(part.assumed or both_havens for part in data["parts"].values()), (u, v)
        assert both_havens or "assumed" in data["flags"]


def test_what_flee_does_not_say_is_as_in_the_template_of_a_new_dataset(made, tmp_path):
    """Scale, defaults and reference length; only the speeds are Flee's own."""
    template = read_dataset(write_new_dataset(tmp_path / "template"), today=TODAY).risk
    risk = made().dataset.risk
    assert (risk.scale, risk.defaults, risk.reference_km) == (
        template.scale,
        template.defaults,
        template.reference_km,
    )


def test_the_same_places_spelled_carelessly_give_the_same_bytes(made, tmp_path):
    clean = write_dataset(made(title="T").dataset, tmp_path / "clean")
    careless = made(
        locations=LOCATIONS.removeprefix("#").replace("\n", "\r\n"),
        routes=ROUTES.removeprefix("#").replace("Alpha,", '"Alpha ",'),
        closures=CLOSURES.removeprefix("#"),
        title="T",
    )
    dirty = write_dataset(careless.dataset, tmp_path / "dirty")
    files = [p.relative_to(clean) for p in clean.rglob("*") if p.is_file()]
    assert len(files) == 4
    assert all((clean / f).read_bytes() == (dirty / f).read_bytes() for f in files)


def test_modes_follow_the_types_of_links(made):
    imported = made(routes="Alpha,Beta_Town,40,drive\nBeta_Town,Camp,250,crossing\nCamp,Delta,90,0,walk\n")
    G = build_network(imported.dataset)
    modes = {key for _, _, key in G.edges(keys=True)}
    assert modes == {TravelMode.ROAD, TravelMode.RIVER, TravelMode.FOOT}
    assert G.edges["alpha", "beta-town", "road"]["days"] == pytest.approx(40 / 360, abs=1e-3)


def test_a_stated_length_of_more_than_800_km_is_believed(made):
    links, _ = contracted(made(routes="Alpha,Beta_Town,950\nBeta_Town,Camp,1200\n"), 0)
    assert links["Alpha", "Beta_Town"] == 950
    assert links["Camp", "Beta_Town"] == 1200


def test_a_length_below_the_great_circle_is_kept_and_told(made):
    imported = made(routes="Alpha,Beta_Town,40\nBeta_Town,Camp,20\n")
    straight = distance_km((17.43, 8.81), (17.94, 7.22))
    assert told(imported, "great circle") == [
        "routes.csv, line 1: 'Alpha'-'Beta_Town': 40 km is shorter than the great circle, 51.8 km; kept (noted)",
        f"routes.csv, line 2: 'Beta_Town'-'Camp': 20 km is shorter than the great circle, {straight:.1f} km; kept (noted)",
    ]
    assert contracted(imported, 0)[0]["Beta_Town", "Camp"] == 20


def test_an_unknown_length_is_the_great_circle(made):
    links, _ = contracted(made(routes="Alpha,Beta_Town,\nBeta_Town,Camp,?\n"), 0)
    assert links["Alpha", "Beta_Town"] == distance_km((17.02, 9.04), (17.43, 8.81))
    assert links["Beta_Town", "Camp"] == pytest.approx(distance_km((17.43, 8.81), (17.94, 7.22)), abs=2e-3)


@given(
    metres=st.integers(10, 40_000_000),
    where=st.tuples(*[st.tuples(st.floats(-179, 179), st.floats(-89, 89))] * 3),
)
def test_the_parts_of_a_length_add_to_it(metres, where):
    km = metres / 1000
    first, second = split_km(km, *where)
    assert first > 0
    assert second > 0
    assert round(first + second, 3) == km
    assert round(first, 3) == first
    assert round(second, 3) == second


def test_coordinates_that_are_missing_come_from_the_neighbours(made):
    """A chain of two without coordinates: first the one beside known places, then the one behind it."""
    locations = f"{LOCATIONS}Gap,,Chad,,,town,,\nBehind,,Chad,,,town,,\n"
    imported = made(locations=locations, routes=f"{ROUTES}Alpha,Gap,9\nGap,Beta_Town,9\nGap,Behind,9\n")
    places = imported.dataset.places
    lon, lat = middle_of([(17.02, 9.04), (17.43, 8.81)])
    assert places["gap"].lonlat == places["behind"].lonlat == (round(lon, 1), round(lat, 1))
    assert told(imported, "no coordinates") == [
        "locations.csv, line 7: 'Gap' has no coordinates: put at (8.9, 17.2), between Alpha, Beta_Town (repaired)",
        "locations.csv, line 8: 'Behind' has no coordinates: put at (8.9, 17.2), between Gap (repaired)",
    ]


def test_what_lies_nowhere_is_left_out_and_told(made):
    imported = made(
        locations=f"{LOCATIONS}One,,Chad,,,town,,\nTwo,,Chad,,,town,,\n", routes=f"{ROUTES}One,Two,9\n"
    )
    assert "one" not in imported.dataset.places
    assert told(imported, "left out") == [
        "locations.csv, line 7: 'One' has no coordinates, nor has any place that it is joined with: left out (dropped)",
        "locations.csv, line 8: 'Two' has no coordinates, nor has any place that it is joined with: left out (dropped)",
        "routes.csv, line 8: 'One' was left out, and this route with it (dropped)",
    ]
    imported = made(locations=f"{LOCATIONS}One,,Chad,,,town,,\n", closures=f"{CLOSURES}location,One,,0,5\n")
    assert told(imported, "closures.csv") == ["closures.csv, line 2: location: 'One' was left out (dropped)"]
    with pytest.raises(FleeError, match="has coordinates"):
        made(locations="Alpha,,Chad,,,town,,\nBeta_Town,,Chad,,,town,,\n", routes="Alpha,Beta_Town,9\n")


def test_names_that_look_alike_stay_places_of_their_own(made):
    imported = made(
        locations=f"{LOCATIONS}Alphá,,Chad,9.5,17.5,town,,\nMli,,Chad,9.6,17.5,town,,\n阿,,Chad,9.7,17.5,town,,\n",
        routes=f"{ROUTES}Alphá,Mli,9\nMli,阿,9\n",
    )
    assert [imported.places[name] for name in ("Alpha", "Alphá", "Mli", "阿")] == [
        "alpha",
        "alpha-2",
        "mli-place",
        "place",
    ]


# countries


def test_countries_are_found_by_code_name_abbreviation_and_place(made):
    imported = made(
        locations=LOCATIONS.replace("CAR", "Bangui Land")
        .replace(",Chad,8", ",TCD,8")
        .replace("North,Chad", "North,")
    )
    assert imported.countries == {
        "TCD": ("TCD", "by its code"),
        "Bangui Land": ("CAF", "by where its places lie"),
    }
    assert imported.dataset.places["alpha"].country == "TCD"
    assert told(imported, "has no country") == [
        "locations.csv, line 2: 'Alpha' has no country: Chad (TCD), by where it lies (repaired)"
    ]
    assert (
        "locations.csv: 'Bangui Land' is Central African Republic (CAF), by where its places lie (noted)"
        in told(imported)
    )


def test_closures_name_countries_that_the_locations_do_not(made):
    """Where places have no country but lie in one, a closure may call it by any name."""
    imported = made(
        locations=LOCATIONS.replace("Chad", "").replace("CAR", ""),
        closures=f"{CLOSURES}country,Chad,CAR,0,10\n",
    )
    assert imported.closures == 1
    assert ("Beta_Town", "Camp") not in contracted(imported, 9)[0]


def test_the_user_has_the_last_word_on_countries(made):
    imported = made(countries={"CAR": "CMR"})
    assert imported.countries["CAR"] == ("CMR", "as chosen")
    assert told(imported, "outside Cameroon")
    with pytest.raises(FleeError, match="no location lies in a country 'DRC'; the names are: Chad, CAR"):
        made(countries={"DRC": "COD"})
    with pytest.raises(FleeError, match="'car' is no ISO 3166-1 alpha-3 code"):
        made(countries={"CAR": "car"})


def test_a_name_that_lies_in_several_countries_is_asked_back(made):
    locations = (
        LOCATIONS.replace("Chad", "Here")
        .replace("CAR", "Here")
        .replace("Camp2,South,Here", "Camp2,South,Chad")
    )
    with pytest.raises(
        FleeError, match=r"'Here' is no known country, and its places lie in CAF, TCD; .*--country 'Here'="
    ):
        made(locations=locations)


def test_countries_whose_places_lie_elsewhere_are_told(made):
    """Latitude and longitude swapped: every place lies in the desert."""
    rows = [row.split(",") for row in LOCATIONS.splitlines()[1:]]
    swapped = "\n".join(",".join([*row[:3], row[4], row[3], *row[5:]]) for row in rows)
    assert told(made(locations=swapped), "check latitude and longitude") == [
        "locations.csv: 2 of 2 places of 'Chad' lie more than 100 km outside Chad: check latitude and longitude, or choose with --country (noted)",
        "locations.csv: 3 of 3 places of 'CAR' lie more than 100 km outside Central African Republic: check latitude and longitude, or choose with --country (noted)",
    ]


# closures, day by day


@pytest.mark.parametrize(
    ("row", "shut", "days", "remark"),
    [
        ("country,Chad,CAR,5,10", "border", (5, 10), None),
        ("country,CAR,Chad,5,10", "border", (5, 10), None),
        ("country ,Chad,CAR,5,10", "border", (5, 10), "blanks round 'country' are cut"),
        ("Country,Chad,CAR,5,10", "border", (5, 10), None),
        ("location,Delta,,0,7", "delta", (0, 7), None),
        ("location,Delta,Camp,0,7", "delta", (0, 7), "the second name 'Camp' means nothing here"),
        ("link,Delta,Camp,3,4", "link", (3, 4), "Flee ignores closures of the type 'link'; this one is kept"),
        (
            "link,Camp,Beta_Town,3,4",
            "over",
            (3, 4),
            "Flee ignores closures of the type 'link'; this one is kept",
        ),
        ("location,Delta,,50,-1", "delta", (50, 100), "its end is -1: it never reopens"),
        ("location,Delta,,50,0", "delta", (50, 100), "its end is 0: it never reopens"),
        ("location,Delta,,0,0", "delta", (0, 100), "its end is 0: it never reopens"),
        ("location,Delta,,50,", "delta", (50, 100), "its end is missing: it never reopens"),
        ("location,Delta,,50,20", "delta", (50, 100), "its end is 20, before the start: it never reopens"),
        (
            "location,Delta,,-3,20",
            "delta",
            (0, 20),
            "it starts on day -3: taken from day 0 on, which Flee never does",
        ),
        (
            "location,Delta,,90,300",
            "delta",
            (90, 100),
            "it ends on day 300, behind the period: shut until the period's end",
        ),
        ("location,Delta,,20,20", "", (0, 0), "it starts and ends on day 20, so nothing is ever shut"),
        ("location,Delta,,100,120", "", (0, 0), "it starts on day 100, behind the 100 days of the period"),
        ("location,Omega,,5,10", "", (0, 0), "location: 'Omega' is no location"),
        ("link,Alpha,Delta,5,10", "", (0, 0), "link: no route joins 'Alpha' and 'Delta'"),
        ("country,Chad,Mali,5,10", "", (0, 0), "country: no location lies in a country 'Mali'"),
        ("country,Chad,Chad,5,10", "", (0, 0), "both names mean Chad, and only borders are shut here"),
        ("country,Chad,,5,10", "", (0, 0), "country: no location lies in a country ''"),
        (
            "location,,,5,10",
            "",
            (0, 0),
            "location: '' is no location of locations.csv",
        ),
        ("location,DELTA,,0,7", "delta", (0, 7), "'DELTA' is read as 'Delta'"),
        ("country,TCD,CAR,5,10", "border", (5, 10), "'TCD' is read as Chad (TCD)"),
        ("country,car,Chad,5,10", "border", (5, 10), "'car' is read as Central African Republic (CAF)"),
        ("camp,Delta,,5,10", "", (0, 0), "camp: 'Delta' is no camp"),
    ],
)
def test_a_closure_shuts_what_it_names_from_its_start_to_before_its_end(made, row, shut, days, remark):
    imported = made(closures=f"{CLOSURES}{row}\n")
    everything, _ = contracted(made(), 0)
    covered = {
        "border": {("Beta_Town", "Camp"), ("Beta_Town", "Delta")},
        "delta": {pair for pair in everything if "Delta" in pair},
        "link": {("Camp", "Delta")},
        "over": {("Beta_Town", "Camp")},
        "": set(),
    }[shut]
    covered |= {(b, a) for a, b in covered}
    for day in {0, 99, *(min(max(d + shift, 0), 99) for d in days for shift in (-1, 0))}:
        links, _ = contracted(imported, day)
        expected = covered if days[0] <= day < days[1] else set()
        assert everything.keys() - links.keys() == expected, day
    assert len(told(imported, "closures.csv, line 2: ")) == (remark is not None)
    assert remark is None or told(imported, remark)


def test_a_camp_that_is_shut_is_no_haven_but_its_links_stay_open(made):
    imported = made(closures=f"{CLOSURES}camp,Camp,,0,30\ncamp,Camp2,,50,-1\n")
    everything, _ = contracted(made(), 0)
    for day, open_camps in (
        (0, {"Camp2"}),
        (29, {"Camp2"}),
        (30, {"Camp", "Camp2"}),
        (49, {"Camp", "Camp2"}),
        (50, {"Camp"}),
        (99, {"Camp"}),
    ):
        links, havens = contracted(imported, day)
        assert (links, havens) == (everything, open_camps), day


def test_two_camps_beside_each_other_can_be_shut_off(made):
    """Between two havens exposure is minimal whatever is claimed: the closure must hold all the same."""
    links, havens = contracted(made(closures=f"{CLOSURES}location,Camp2,,0,30\n"), 3)
    assert havens == {"Camp", "Camp2"}
    assert ("Camp", "Camp2") not in links
    assert ("Camp2", "Camp") not in links


def test_overlapping_closures_of_one_thing_are_united_and_told(made):
    imported = made(closures=f"{CLOSURES}location,Delta,,0,10\nlocation,Delta,,5,20\nlocation,Delta,,20,25\n")
    assert told(imported, "overlaps") == [
        "closures.csv, line 3: it overlaps with another closure of the same: shut from day 0 until both have ended, on day 20; Flee opens it when the first one ends (repaired)"
    ]
    for day in (0, 10, 19, 20, 24):
        assert ("Camp", "Delta") not in contracted(imported, day)[0]
    assert ("Camp", "Delta") in contracted(imported, 25)[0]


def test_closures_that_end_together_are_no_difference_to_flee(made):
    """Flee opens a thing when the first of its closures ends: here that is the last one, too."""
    closures = f"{CLOSURES}location,Camp,,0,20\nlocation,Camp,,5,20\ncountry,Chad,CAR,9,20\n"
    assert told(made(closures=closures), "closures.csv") == []


def test_of_a_link_flee_opens_nothing_too_soon(made):
    """It never shuts one, which is told of each, and is all that is different."""
    closures = f"{CLOSURES}link,Camp,Delta,0,20\nlink,Camp,Delta,5,30\nlocation,Camp,,10,15\n"
    remarks = told(made(closures=closures), "closures.csv")
    assert [text.partition(": ")[2] for text in remarks] == [
        "Flee ignores closures of the type 'link'; this one is kept (noted)"
    ] * 2


def test_a_border_and_a_place_shut_at_once_are_told(made):
    """In Flee the link to the place would open on day 5, though the border is shut until day 10."""
    imported = made(closures=f"{CLOSURES}country,Chad,CAR,0,10\nlocation,Camp,,0,5\n")
    assert told(imported, "at once") == [
        "closures.csv: lines 2 and 3 shut 'Beta_Town'-'Camp' at once: shut here as long as either lasts, unlike in Flee (noted)"
    ]
    assert ("Beta_Town", "Camp") not in contracted(imported, 7)[0]


def test_of_two_things_shut_at_once_the_lines_are_told_that_meet(made):
    """The border is shut twice and the camp twice, but at once only by lines 3 and 4."""
    closures = "country,Chad,CAR,0,10\ncountry,Chad,CAR,40,50\nlocation,Camp,,45,60\nlocation,Camp,,20,30\n"
    imported = made(closures=CLOSURES + closures)
    assert [text.partition(" shut")[0] for text in told(imported, "at once")] == [
        "closures.csv: lines 3 and 4"
    ]
    assert imported.closures == 4


def test_a_conflict_date_that_is_no_day_stays_a_text(made):
    imported = made(locations=LOCATIONS.replace("conflict_zone,0", "conflict_zone,May"))
    assert "conflict date May, population" in imported.dataset.places["alpha"].note
    assert told(imported, "May") == [
        "locations.csv, line 2: 'Alpha' has the conflict date 'May', which is no day; kept in its note (noted)"
    ]


def _is_shut(closure, day, a, b, countries):
    """Say by the words of docs/flee.md alone whether a closure shuts a link on a day."""
    kind, first, second, start, end = closure
    if end is not None and end == start and end > 0:
        return False
    for_good = end is None or end <= 0 or end < start
    if day < start or not (for_good or day < end):
        return False
    match kind:
        case "country":
            return {countries[a], countries[b]} == {first, second} and first != second
        case "location":
            return first in (a, b)
        case _:
            return kind == "link" and {a, b} == {first, second}


NAMES = ["Alpha", "Beta", "Camp", "Delta", "Eps"]
DAYS = st.integers(-2, 12)


@st.composite
def instances(draw):
    countries = {name: draw(st.sampled_from(["Chad", "CAR"])) for name in NAMES}
    types = {name: draw(st.sampled_from(["conflict_zone", "town", "camp"])) for name in NAMES}
    pairs = draw(
        st.lists(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a < b]), min_size=1, unique=True)
    )
    km = {pair: draw(st.integers(1, 2000)) / draw(st.sampled_from([1, 8, 10])) for pair in pairs}
    closure = st.one_of(
        st.tuples(
            st.just("country"),
            st.sampled_from(["Chad", "CAR"]),
            st.sampled_from(["Chad", "CAR"]),
            DAYS,
            st.none() | DAYS,
        ),
        st.tuples(
            st.sampled_from(["location", "camp"]), st.sampled_from(NAMES), st.just(""), DAYS, st.none() | DAYS
        ),
        st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES), DAYS, st.none() | DAYS),
    )
    return countries, types, km, draw(st.lists(closure, max_size=5))


@settings(max_examples=50)
@given(drawn=instances())
def test_any_instance_is_the_same_graph_on_every_day(drawn, tmp_path_factory):
    """Against a second implementation: which links are open on each of ten days, how long, and the ways."""
    countries, types, km, closures = drawn
    folder = tmp_path_factory.mktemp("flee")
    rows = [f"{n},,{countries[n]},{8 + i / 3},{17 + i / 5},{types[n]},0," for i, n in enumerate(NAMES)]
    (folder / "locations.csv").write_text("\n".join(rows))
    (folder / "routes.csv").write_text("\n".join(f"{a},{b},{length}" for (a, b), length in km.items()))
    (folder / "closures.csv").write_text(
        "\n".join(",".join("" if c is None else str(c) for c in row) for row in closures)
    )
    imported = flee_to_dataset(read_flee(folder), today=TODAY, start=START, days=10)
    write_dataset(imported.dataset, folder / "new")
    for day in range(10):
        links, havens = contracted(imported, day)
        expected = {
            pair: length
            for (a, b), length in km.items()
            for pair in ((a, b), (b, a))
            if not any(_is_shut(c, day, a, b, countries) for c in closures)
        }
        assert links.keys() == expected.keys(), day
        assert all(links[pair] == pytest.approx(expected[pair], abs=1e-9) for pair in links)
        shut_camps = {
            c[1]
            for c in closures
            if c[0] == "camp" and _is_shut(("location", *c[1:]), day, c[1], c[1], countries)
        }
        assert havens == {n for n in NAMES if types[n] == "camp"} - shut_camps, day
    G = nx.Graph()
    G.add_weighted_edges_from((a, b, length) for (a, b), length in km.items())
    full = build_network(
        flee_to_dataset(read_flee(_without_closures(folder)), today=TODAY, start=START, days=10).dataset
    )
    for a, b in pairwise(n for n in NAMES if n in G):
        direct = nx.dijkstra_path_length(G, a, b) if nx.has_path(G, a, b) else math.inf
        try:
            ours = nx.dijkstra_path_length(full, a.lower(), b.lower(), weight="length_km")
        except nx.NetworkXNoPath:
            ours = math.inf
        assert ours == pytest.approx(direct, abs=1e-6)


def _without_closures(folder):
    (folder / "closures.csv").unlink()
    return folder


# the period, and how it is cited


def test_the_period_may_be_given_and_wins(made):
    imported = made(start=dt.date(2014, 4, 1), days=10)
    period = imported.dataset.info.period
    assert (period.start, period.end) == (dt.date(2014, 4, 1), dt.date(2014, 4, 10))
    assert told(imported, "as given") == [
        "start 2014-04-01 is taken as given, not 2014-03-01 of sim_period.csv (noted)",
        "days 10 is taken as given, not 100 of sim_period.csv (noted)",
    ]
    assert len(contracted(imported, 9)[0]) == 12
    assert contracted(imported, 10)[0] == {}


def test_without_a_period_one_is_asked_for(made):
    with pytest.raises(
        FleeError, match="give its first day and its length, such as --start 2013-12-01 --days 820"
    ):
        made(sim_period="")
    with pytest.raises(FleeError, match="a period of 0 days cannot be"):
        made(days=0)
    with pytest.raises(FleeError, match="mend the year"):
        made(start=dt.date(2990, 1, 1))


@pytest.mark.parametrize(
    ("start", "days", "remedy"),
    [
        (dt.date(2020, 12, 1), 60, "give --days 32 to leave them out"),
        (dt.date(2023, 1, 1), 5, "wait until it is older"),
    ],
)
def test_the_last_five_years_are_refused(made, start, days, remedy):
    with pytest.raises(FleeError, match=f"reaches into the last 5 years.*{remedy}"):
        made(start=start, days=days)
    made(start=dt.date(2020, 12, 1), days=32)


def test_the_instance_is_cited_as_the_user_says_or_by_its_folder(made, tmp_path):
    (report,) = made().dataset.reports.values()
    assert report.title == f"Input files of a Flee simulation: {tmp_path.name}"
    assert (report.publisher, report.date_text, report.kind, report.url) == (
        "Flee simulation input",
        "2014-06-08",
        "academic",
        "",
    )
    imported = made(title="T", publisher="P", date=dt.date(2025, 7, 1), url="https://example.org/x")
    (report,) = imported.dataset.reports.values()
    assert (report.title, report.publisher, report.date_text, report.url) == (
        "T",
        "P",
        "2025-07-01",
        "https://example.org/x",
    )
    assert imported.dataset.info.title == "T"
    with pytest.raises(ValueError, match="is no web address"):
        made(url="javascript:alert(1)")


def test_hostile_names_stay_text(made, tmp_path):
    """Quotes, TOML, formulas and markup in names come back as they were."""
    name = '=cmd|"x"; ]]\\ <script>'
    cell = '"' + name.replace('"', '""') + '"'
    imported = made(locations=LOCATIONS.replace("Delta", cell), routes=ROUTES.replace("Delta", cell))
    folder = write_dataset(imported.dataset, tmp_path / "new")
    assert read_dataset(folder, today=TODAY).places[imported.places[name]].name == name


def test_a_large_instance_becomes_several_report_files(made, tmp_path):
    """A file holds 256 KiB: 450 routes with long names are three files of one voice."""
    long_name = "Place_" + "x" * 150
    rows = [
        f"{long_name}{i},,Chad,{8 + i / 100:.2f},17.0,{'conflict_zone' if i % 2 else 'camp'},0,"
        for i in range(451)
    ]
    routes = [f"{long_name}{i},{long_name}{i + 1},5" for i in range(450)]
    imported = made(locations="\n".join(rows), routes="\n".join(routes))
    reports = imported.dataset.reports
    assert list(reports) == ["flee-instance-0001", "flee-instance-0002", "flee-instance-0003"]
    assert [len(report.routes) for report in reports.values()] == [200, 200, 50]
    assert {report.publisher for report in reports.values()} == {"Flee simulation input"}
    assert reports["flee-instance-0002"].title.endswith("(2 of 3)")
    write_dataset(imported.dataset, tmp_path / "new")


def test_without_conflict_zones_or_camps_that_is_told(made):
    imported = made(locations=LOCATIONS.replace("conflict_zone", "town").replace(",camp,", ",town,"))
    assert told(imported, "no location is") == [
        "locations.csv: no location is a conflict zone: name places with --from in questions (noted)",
        "locations.csv: no location is a camp: name places with --to in questions (noted)",
    ]


def test_the_example_lies_where_nobody_lives(tmp_path):
    """Its five towns are in the open ocean, which the import says."""
    imported = flee_to_dataset(read_flee(write_flee_example(tmp_path / "flee")), today=TODAY)
    assert len(imported.places) == 5
    assert len(told(imported, "outside")) == 2


def test_a_title_that_no_dataset_can_have_is_refused(made):
    with pytest.raises((ValueError, DatasetError), match="longer than 200"):
        made(title="x" * 201)
