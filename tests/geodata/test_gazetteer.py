"""Finding a place by its names.

The gazetteer of these tests: a town and a river of one name, and a city of many names.

    Tumen (town)     tumen         图们 도문
    Tumen (river)    tumen-river   图们江 두만강
    Ho Chi Minh City ho-chi-minh-city  Thành phố Hồ Chí Minh  | Saigon
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import (
    AmbiguousNameError,
    Place,
    PlaceKind,
    SafePassageError,
    UnknownNameError,
    build_name_index,
    find_place,
    fold_name,
)


def _place(place_id, name, *, kind=PlaceKind.CITY, **names):
    return Place(id=place_id, name=name, country="CHN", kind=kind, lon=129.8, lat=43.0, **names)


PLACES = {
    place.id: place
    for place in (
        _place("tumen", "Tumen", name_local="图们", name_ko="도문"),
        _place("tumen-river", "Tumen River", name_ko="두만강", variants=("Tumen",), kind=PlaceKind.CROSSING),
        _place(
            "ho-chi-minh-city", "Ho Chi Minh City", name_local="Thành phố Hồ Chí Minh", variants=("Saigon",)
        ),
        _place("yanji", "Yanji", name_local="延吉", name_ko="연길", variants=("Yŏn'gil", "Yeon-gil")),
    )
}


@pytest.mark.parametrize(
    "name",
    [
        "yanji", "YANJI", " Yanji ", "yan-ji", "延吉", "연길", unicodedata.normalize("NFD", "연길"),
        "Yŏn'gil", "yongil", "yeongil", "Ｙａｎｊｉ",
    ],
)  # fmt: skip
def test_forgives_spelling(name):
    """Case, accents, hyphens, spaces, scripts and decomposed Korean letters do not matter."""
    assert find_place(name, PLACES) == "yanji"


def test_vietnamese_name_without_marks():
    """A local name is found without its tone marks."""
    assert find_place("thanh pho ho chi minh", PLACES) == "ho-chi-minh-city"


def test_an_exact_id_wins():
    """'tumen' is an id, so it is the town, though the river bears the name too."""
    assert find_place("tumen", PLACES) == "tumen"


def test_ambiguous_name_lists_its_candidates():
    """'Tumen' (not an id: upper case) names two places; neither is guessed."""
    with pytest.raises(AmbiguousNameError, match="'Tumen' names several places: tumen, tumen-river"):
        find_place("Tumen", PLACES)


@pytest.mark.parametrize(
    ("wrong", "right"), [("yanjj", "yanji"), ("Saigonn", "saigon"), ("Tumen Rivr", "tumen-river")]
)
def test_near_matches_are_offered(wrong, right):
    """A misspelled name is refused with the nearest known one."""
    with pytest.raises(UnknownNameError, match=f"Did you mean {right}"):
        find_place(wrong, PLACES)


def test_each_place_is_offered_once():
    """Two spellings of one place that are near are one offer; the id goes before a name in accents."""
    with pytest.raises(UnknownNameError, match=r"Did you mean yanji\?"):
        find_place("yanjil", PLACES)
    onsong = _place("onsong", "Onsong", variants=("Onsŏng", "Onseong"))
    with pytest.raises(UnknownNameError, match=r"Did you mean onsong\?"):
        find_place("onsng", {"onsong": onsong})


def test_a_country_is_answered_with_places_in_it():
    """Ways begin at places; whoever names a country learns which."""
    with pytest.raises(UnknownNameError, match=r"It is a country; name a place in it, as tumen, "):
        find_place("china", PLACES)


def test_unknown_name_without_anything_near():
    """A name like none of them is refused without a guess, and says where to look."""
    with pytest.raises(UnknownNameError) as caught:
        find_place("Qqqqq", PLACES)
    assert str(caught.value) == "'Qqqqq' is not a place of the dataset. 'safepassage places' lists them all."


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "-",
        "x" * 10_000,
        "연" * 10_000,
        "\x00" * 10_000,
        "\u202eyanji" * 1_500,
        "{{ 7*7 }}",
        "${x}\n</script>",
    ],
    ids=["empty", "space", "hyphen", "long", "long-ko", "nul", "rtl", "jinja", "script"],
)
def test_hostile_names_give_one_short_printable_line(name):
    """Whatever is asked for, the refusal is one line of bounded length without control characters."""
    with pytest.raises(UnknownNameError) as caught:
        find_place(name, PLACES)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


def test_no_places():
    """In an empty gazetteer nothing is found, and nothing is offered."""
    with pytest.raises(UnknownNameError):
        find_place("yanji", {})
    assert build_name_index([]) == {}


def test_unknown_name_is_both_a_key_error_and_of_this_program():
    """Callers may catch coarse or fine."""
    assert issubclass(UnknownNameError, KeyError)
    assert issubclass(UnknownNameError, SafePassageError)
    assert issubclass(AmbiguousNameError, UnknownNameError)


@given(
    st.sampled_from([(p.id, n) for p in PLACES.values() for n in p.names if fold_name(n) != "tumen"]),
    st.data(),
)
def test_every_name_of_a_place_finds_it(pair, data):
    """Any name finds its place, in any mixture of case and with spaces strewn in."""
    place_id, name = pair
    flips = data.draw(st.lists(st.booleans(), min_size=len(name), max_size=len(name)))
    strewn = "".join((c.upper() + " ") if flip else c for c, flip in zip(name, flips, strict=True))
    assert find_place(strewn, PLACES) == place_id


@given(st.text(st.characters(max_codepoint=0x2FFF)).map(lambda text: unicodedata.normalize("NFKC", text)))
def test_folding_twice_changes_nothing(name):
    """Folded names stay as they are, so an index can be asked with either."""
    assert fold_name(fold_name(name)) == fold_name(name)
