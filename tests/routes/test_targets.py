"""One grammar of targets: forgiving about names, strict about existence.

hill -- river == town -- embassy        hill, river: PRK   town, embassy: CHN   camp: MNG
                  |
                 pass -- camp           Tumen: a town and a river
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import AmbiguousNameError, Place, PlaceKind, SafePassageError, TargetError, UnknownNameError
from routes import Target, TargetKind, list_targets, read_dataset, read_target, shipped_dataset_path


def place(name: str, country: str, kind: str, shown: str = "", *variants: str, ko: str = "") -> Place:
    country, _, other = country.partition(":")
    return Place(
        id=name,
        name=shown or name.title(),
        name_ko=ko,
        variants=variants,
        country=country,
        other_country=other or None,
        kind=PlaceKind(kind),
        lon=0,
        lat=0,
    )


PLACES = {
    p.id: p
    for p in (
        place("hill", "PRK", "origin"),
        place("tumen-river", "PRK:CHN", "crossing", "Tumen River", "Tumen", ko="두만강"),
        place("tumen-back", "CHN:PRK", "crossing", "Tumen (back)"),
        place("tumen", "CHN", "city", "Tumen"),
        place("town", "CHN", "city", "Hô Town", "Old Town", ko="마을"),
        place("embassy", "CHN", "mission", "Missions in Town"),
        place("pass", "CHN:MNG", "crossing"),
        place("camp", "MNG", "city"),
        place("sea-lane", "PRK:KOR", "crossing", "Sea Lane"),
    )
}
LEGS = {
    ("hill", "tumen-river"),
    ("tumen-river", "town"),
    ("town", "embassy"),
    ("town", "pass"),
    ("pass", "camp"),
}


def read(text: str) -> Target:
    return read_target(text, PLACES, LEGS)


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("CHN-MNG", TargetKind.BORDER, "CHN-MNG"),
        ("MNG-CHN", TargetKind.BORDER, "CHN-MNG"),
        ("chn-mng", TargetKind.BORDER, "CHN-MNG"),
        ("PRK:CHN", TargetKind.DIRECTED_BORDER, "PRK:CHN"),
        ("chn:prk", TargetKind.DIRECTED_BORDER, "CHN:PRK"),
        ("MNG", TargetKind.COUNTRY, "MNG"),
        ("mng", TargetKind.COUNTRY, "MNG"),
        ("Mongolia", TargetKind.COUNTRY, "MNG"),
        ("mongolia", TargetKind.COUNTRY, "MNG"),
        ("South Korea", TargetKind.COUNTRY, "KOR"),
        ("town", TargetKind.PLACE, "town"),
        ("  town ", TargetKind.PLACE, "town"),
        ("Hô Town", TargetKind.PLACE, "town"),
        ("ho town", TargetKind.PLACE, "town"),
        ("OLD-TOWN", TargetKind.PLACE, "town"),
        ("마을", TargetKind.PLACE, "town"),
        ("Tumen River", TargetKind.PLACE, "tumen-river"),
        ("tumen", TargetKind.PLACE, "tumen"),
        ("hill:tumen-river", TargetKind.LEG, "hill:tumen-river"),
        ("두만강:마을", TargetKind.LEG, "tumen-river:town"),
        ("Tumen River:Old Town", TargetKind.LEG, "tumen-river:town"),
        ("mission@CHN", TargetKind.KIND_IN_COUNTRY, "mission@CHN"),
        ("Mission@chn", TargetKind.KIND_IN_COUNTRY, "mission@CHN"),
        ("crossing@PRK", TargetKind.KIND_IN_COUNTRY, "crossing@PRK"),
        ("rail@CHN", TargetKind.MODE_IN_COUNTRY, "rail@CHN"),
        (" air @ mng ", TargetKind.MODE_IN_COUNTRY, "air@MNG"),
    ],
)
def test_every_form_is_read_and_written_back_in_one_way(text, kind, written):
    """Case, accents, spaces, the order of a border and the script of a name do not matter."""
    target = read(text)
    assert (target.kind, str(target)) == (kind, written)
    assert read(written) == target


@pytest.mark.parametrize("text", ["China-Mongolia", "mongolia-china", "China Mongolia"])
def test_a_border_is_known_by_the_names_of_its_countries(text):
    """So does the program call it in its answers; the order does not matter."""
    assert str(read(text)) == "CHN-MNG"


def test_an_exact_id_wins_over_a_name_that_several_bear():
    """`tumen` is the town's id, `Tumen` is also a name of the river."""
    assert str(read("tumen")) == "tumen"
    with pytest.raises(AmbiguousNameError) as caught:
        read("Tumen")
    assert str(caught.value) == "'Tumen' names several places: tumen-river, tumen. Use one of these ids."


def test_an_ambiguous_end_of_a_leg_lists_its_candidates_too():
    """The candidates are those of the end, not of the leg."""
    with pytest.raises(AmbiguousNameError, match="'Tumen' names several places: tumen-river, tumen"):
        read("Tumen:town")


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("CHN-KOR", TargetError, "no crossing lies on it. Borders are: CHN-MNG, CHN-PRK, KOR-PRK."),
        ("MNG:CHN", TargetError, "Borders are: CHN:MNG, CHN:PRK, PRK:CHN, PRK:KOR."),
        ("CHN-MNH", UnknownNameError, "'MNH' is no country of this dataset. Did you mean MNG?"),
        ("CHN:XXX", UnknownNameError, "Countries are: CHN, KOR, MNG, PRK."),
        ("JPN", UnknownNameError, "'JPN' is no country of this dataset."),
        ("twon", UnknownNameError, "Did you mean town?"),
        ("hill:camp", TargetError, "is no leg that a report supports. Legs from hill lead to: tumen-river."),
        ("camp:pass", TargetError, "No leg starts at camp."),
        ("hill:camb", UnknownNameError, "'camb' is not a place of the dataset. Did you mean camp?"),
        ("hill:", UnknownNameError, "is not a place of the dataset"),
        ("a:b:c", UnknownNameError, "is not a place of the dataset"),
        ("mission@MNG", TargetError, "no mission lies in MNG. Countries with one: CHN."),
        ("destination@CHN", TargetError, "Countries with one: none."),
        ("missoin@CHN", TargetError, "neither a kind of place nor a mode. Did you mean mission?"),
        ("mission@CHM", UnknownNameError, "'CHM' is no country of this dataset. Did you mean CHN?"),
        ("mission@", UnknownNameError, "a target needs a country here"),
        ("@CHN", TargetError, "neither a kind of place nor a mode"),
        ("", UnknownNameError, "is not a place of the dataset"),
        ("...", UnknownNameError, "is not a place of the dataset"),
        ("mongola", UnknownNameError, "Did you mean mongolia"),
        ("chna-mongolia", UnknownNameError, "Did you mean china-mongolia"),
        ("CHN-MNG,MNG", TargetError, "holds a comma; name one target at a time, as --close CHN-MNG --close"),
        ("CHN-MNG,mission@CHN", TargetError, "holds a comma; name one target at a time"),
    ],
)
def test_what_names_nothing_is_an_error_that_offers_the_nearest(text, error, told):
    """Never a silent no-op."""
    with pytest.raises(error) as caught:
        read(text)
    assert told in str(caught.value)


def test_a_country_is_not_mistaken_for_a_border_of_places():
    """Three letters on both sides of a hyphen are a border only if both are countries here."""
    places = {"uch-ral": place("uch-ral", "MNG", "city"), **PLACES}
    assert read_target("uch-ral", places, LEGS).kind is TargetKind.PLACE
    assert read_target("Uch-Ral", places, LEGS).kind is TargetKind.PLACE


def test_every_listed_target_is_read_as_itself():
    """What `list_targets` gives can be named, on a drawn dataset and on the shipped one."""
    shipped = read_dataset(shipped_dataset_path(), today=dt.date(2026, 1, 1))
    legs = {(leg.u, leg.v) for leg in shipped.legs}
    departures = {(str(leg.mode), shipped.places[leg.u].country) for leg in shipped.legs}
    for places, pairs, modes in ((PLACES, LEGS, {("rail", "CHN")}), (shipped.places, legs, departures)):
        listed = list_targets(places, pairs, modes)
        assert [read_target(str(target), places, pairs) for target in listed] == list(listed)
        assert len(set(listed)) == len(listed)


def test_the_list_goes_by_kind_and_then_by_name():
    """Also a country that crossings only lead into can be named."""
    listed = [str(target) for target in list_targets(PLACES, LEGS, {("rail", "CHN")})]
    assert listed[:11] == [
        *("CHN", "KOR", "MNG", "PRK"),
        *("CHN-MNG", "CHN-PRK", "KOR-PRK"),
        *("CHN:MNG", "CHN:PRK", "PRK:CHN", "PRK:KOR"),
    ]
    assert listed[-5:] == sorted(":".join(leg) for leg in LEGS)


def test_nothing_can_be_named_where_nothing_is():
    """An empty dataset lists no targets."""
    assert list_targets({}, (), ()) == ()


@given(st.text(max_size=30) | st.text("@:-.CHNMG town\n\0\x1b\u202e", max_size=30))
def test_any_text_is_a_target_or_an_error_in_one_line(text):
    """No text brings a traceback, a line break or a control character into the message."""
    try:
        target = read(text)
    except SafePassageError as error:
        told = str(error)
    else:
        told = str(target)
        assert read(told) == target
    assert told.isprintable()


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "x" * 10_000 + "@CHN", "mission@" + "y" * 10_000, "town:" + "z" * 10_000]
)
def test_a_name_of_ten_thousand_letters_is_cut_in_the_message(text):
    """Messages stay short whatever is asked."""
    with pytest.raises(SafePassageError) as caught:
        read(text)
    assert len(str(caught.value)) < 400
