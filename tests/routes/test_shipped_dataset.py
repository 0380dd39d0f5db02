"""The shipped dataset says what the founding reports say, and nothing about persons."""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from geodata import distance_to_border_km, distance_to_country_km, fold_name
from routes import build_network, read_dataset, shipped_dataset_path, validate_dataset, validate_network

FOLDER = shipped_dataset_path()
DOCS = Path(__file__).parents[2] / "docs"
TODAY = dt.date(2026, 1, 1)  # fixed: the five-year rule must not depend on the day of the test
CLAIMS = ("route", "hazard", "harm", "haven", "flow", "journey")
FOUNDING = {
    "cnsnews-2002-05-10",
    "cnsnews-2002-05-22",
    "independent-2002-05-10",
    "latimes-2002-06-24",
    "taipei-times-2004-08-02",
}
# Places at sea lie in no country and on no border on land.
AT_SEA = {"yellow-sea", "east-sea"}
ROUNDING_KM = 10


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PLACES = {row["id"]: row for row in _rows(FOLDER / "places.csv")}
SKELETON = _rows(FOLDER / "skeleton.csv")
REPORTS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (FOLDER / "reports").glob("*.toml")
}
SETTINGS = tomllib.loads((FOLDER / "dataset.toml").read_text(encoding="utf-8"))
EVERY_CLAIM = [
    (f"{report}#{table}-{number}", claim)
    for report, tables in sorted(REPORTS.items())
    for table in CLAIMS
    for number, claim in enumerate(tables.get(table, []), 1)
]
LONLAT = {i: (float(row["lon"]), float(row["lat"])) for i, row in PLACES.items()}


def _routes(report: str) -> list[list[str]]:
    """Return the ways of a report without gaps and marks of the coder."""
    return [
        [step.removeprefix("?") for step in route["via"] if step != "..."]
        for route in REPORTS[report].get("route", [])
    ]


def _reported(*places: str, by: str | None = None) -> bool:
    """Return whether some route passes the places in this order."""

    def passes(via: list[str]) -> bool:
        steps = iter(via)
        return all(place in steps for place in places)

    return any(passes(via) for report in REPORTS if by in (None, report) for via in _routes(report))


# the folder as a whole


def test_dataset_is_clean():
    """`validate` finds no fault in the shipped dataset."""
    assert validate_dataset(FOLDER, today=TODAY) == ()


@pytest.mark.parametrize("as_of", ["1998", "2001", "2002-06", "2004-06", "2004", "2008", "2020"])
def test_network_keeps_its_contract_on_any_date(as_of):
    """A network can be built from it as of any date of its period."""
    validate_network(build_network(read_dataset(FOLDER, today=TODAY), as_of=as_of))


def test_reading_changes_nothing():
    """Coordinates are rounded in the file already, so that reading has nothing to say."""
    assert read_dataset(FOLDER, today=TODAY).notices == ()


def test_founding_reports_are_there():
    """The five founding reports are coded, each from its full text."""
    assert set(REPORTS) >= FOUNDING
    assert {REPORTS[report]["access"] for report in FOUNDING} == {"full"}


def test_people_at_risk_are_protected():
    """The shipped dataset never lifts the protection of people."""
    assert SETTINGS["people_at_risk"] is True


def test_every_number_has_its_reason():
    """Each number of the risk model is a stated assumption with a reason of a sentence at least."""
    stated = {a["name"]: a["reason"] for a in SETTINGS["assumption"]}
    tables = ("defaults", "reference_km", "km_per_day", "scale")
    assert {f"{table}.{name}" for table in tables for name in SETTINGS[table]} | {"scale"} == set(stated)
    assert all(len(reason) > 40 for reason in stated.values())


def test_defaults_favour_no_route():
    """Where nothing is claimed, passage, entry and exposure have the same level."""
    assert len({SETTINGS["defaults"][part] for part in ("passage", "entry", "exposure")}) == 1


# places


@pytest.mark.parametrize("place", sorted(set(PLACES) - AT_SEA))
def test_place_lies_where_it_says(place):
    """A place lies in its country, a crossing on its border, within the rounding."""
    row = PLACES[place]
    if row["kind"] == "crossing":
        away_km = distance_to_border_km(LONLAT[place], row["country"], row["other_country"])
    else:
        away_km = distance_to_country_km(LONLAT[place], row["country"])
    assert away_km <= ROUNDING_KM


def test_coordinates_have_one_decimal():
    """No place is finer than a tenth of a degree."""
    assert all(re.fullmatch(r"\d+\.\d", row[axis]) for row in PLACES.values() for axis in ("lon", "lat"))


def test_places_have_korean_and_local_names():
    """Each place can be found in English, in Korean, and in the language of its country."""
    assert not [i for i, row in PLACES.items() if not (row["name"] and row["name_ko"] and row["name_local"])]
    assert all(re.search("[가-힣]", row["name_ko"]) for row in PLACES.values())


def test_missions_stand_beside_their_city():
    """A mission has the coordinates and the country of the city of its name."""
    for place, row in PLACES.items():
        if row["kind"] == "mission":
            city = place.removesuffix("-missions")
            assert (LONLAT[place], row["country"]) == (LONLAT[city], PLACES[city]["country"])


def test_ambiguous_names_are_the_intended_ones():
    """Only rivers, a town on one, and sections of one river share a name."""
    bearers: dict[str, set[str]] = {}
    for place, row in PLACES.items():
        for name in (place, row["name"], row["name_local"], row["name_ko"], *row["variants"].split("|")):
            if name:
                bearers.setdefault(fold_name(name), set()).add(place)
    shared = {frozenset(places) for places in bearers.values() if len(places) > 1}
    assert shared == {
        frozenset({"tumen", "tumen-river"}),
        frozenset({"yalu-river-lower", "yalu-river-upper"}),
        frozenset({"laos-thailand-north", "laos-thailand-northeast"}),
    }


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Mukden", "shenyang"),
        ("Saigon", "ho-chi-minh-city"),
        ("Peking", "beijing"),
        ("Ulan Bator", "ulaanbaatar"),
    ],
)
def test_old_spellings_are_known(name, place):
    """Spellings that reports of other decades use are variants of a place."""
    assert name in PLACES[place]["variants"].split("|")


def test_evidence_ids_map_to_places():
    """The mapping table names each older id once, and only places that exist."""
    rows = _rows(DOCS / "evidence-ids.csv")
    assert len({row["evidence_id"] for row in rows}) == len(rows) == 89
    assert {row["place_id"] for row in rows} <= set(PLACES)


# the skeleton


def test_lines_stand_once():
    """A line is travelled both ways, so it stands once and in one direction."""
    pairs = [frozenset((row["from"], row["to"])) for row in SKELETON]
    assert len(set(pairs)) == len(pairs)


def test_crossings_are_reached_and_left():
    """Each land crossing that reports use has lines on both of its sides."""
    sides: dict[str, set[str]] = {}
    for row in SKELETON:
        for here, there in ((row["from"], row["to"]), (row["to"], row["from"])):
            sides.setdefault(here, set()).add(PLACES[there]["country"])
    used = {place for report in REPORTS for via in _routes(report) for place in via}
    for place in used:
        row = PLACES[place]
        if row["kind"] == "crossing":
            # The inter-Korean line is where a way begins: no line of travel leads to it.
            start = set() if place == "inter-korean-line" else {row["country"]}
            assert sides[place] == start | {row["other_country"]}


def test_gaps_stay_on_land():
    """No line by sea joins two towns, where a gap of an overland way could slip across water."""
    for row in SKELETON:
        if row["mode"] == "sea":
            assert "crossing" in {PLACES[row["from"]]["kind"], PLACES[row["to"]]["kind"]}


# what the reports say


@pytest.mark.parametrize(
    "way",
    [
        ("onsong", "tumen-river", "yanji"),
        ("hoeryong", "tumen-river"),
        ("musan", "tumen-river"),
        ("hyesan", "yalu-river-upper", "changbai"),
        ("sinuiju", "yalu-river-lower", "dandong"),
        ("beijing", "beijing-missions", "bangkok", "seoul"),
        ("beijing", "beijing-missions", "manila", "seoul"),
        ("shenyang", "shenyang-missions", "manila", "seoul"),
        ("tumen-river", "china-mongolia-gobi", "ulaanbaatar", "ulaanbaatar-missions", "seoul"),
        ("tumen-river", "china-mongolia-east", "ulaanbaatar", "ulaanbaatar-missions", "seoul"),
        ("tumen-river", "nanning", "china-vietnam", "ho-chi-minh-city", "seoul"),
        ("tumen-river", "kunming", "china-laos", "laos-thailand-north", "bangkok", "seoul"),
        ("tumen-river", "kunming", "china-myanmar", "myanmar-thailand", "bangkok", "seoul"),
        ("yalu-river-lower", "bangkok", "seoul"),
        ("yalu-river-upper", "bangkok", "seoul"),
    ],
    ids="-".join,
)
def test_route_system_is_reported(way):
    """Every route system of the founding reports is there."""
    assert _reported(*way)


def test_every_origin_reaches_seoul():
    """From each shown origin some way to South Korea is in use in the year shown by default."""
    import networkx as nx

    G = build_network(read_dataset(FOLDER, today=TODAY))
    assert all(nx.has_path(G, origin, "seoul") for origin in SETTINGS["origins"])


def test_south_east_asian_and_mongolian_ways_exist_since_1997():
    """AFP dates the South-east Asian way, and the Mongolian one taken instead of it, from 1997."""
    routes = REPORTS["taipei-times-2004-08-02"]["route"]
    dated = {r["family"]: r.get("since") for r in routes if r["family"] != "missions"}
    assert dated == dict.fromkeys(("border", "vietnam", "laos-myanmar-thailand", "mongolia"), 1997)


def test_trains_cross_china_but_no_border():
    """Railway legs are those across China; the crossing of a river or border has no mode."""
    G = build_network(read_dataset(FOLDER, today=TODAY), as_of="2004")
    by_rail = [(u, v) for u, v, mode in G.edges(keys=True) if mode == "rail"]
    assert ("wuhan", "changsha") in by_rail
    assert all(
        PLACES[end]["kind"] == "city" and PLACES[end]["country"] == "CHN" for leg in by_rail for end in leg
    )


def test_numbers_of_afp():
    """AFP tells of 450 people by way of Vietnam and of three to ten days to south-east China."""
    afp = REPORTS["taipei-times-2004-08-02"]
    assert [f["people"] for f in afp["flow"] if f["through"] == "VNM"] == [450]
    assert [j["days"] for j in afp["journey"]] == [[3, 10]]


def test_numbers_of_2002():
    """The reports of 2002 count 26 people let go, 38 and 28 before, and 583 arrivals in 2001."""
    flows = [f for report in FOUNDING for f in REPORTS[report].get("flow", [])]
    printed = {(f["through"], f["people"]) for f in flows if isinstance(f["people"], int)}
    assert printed >= {
        ("beijing-missions", 26),
        ("bangkok", 24),
        ("mission@CHN", 38),
        ("mission@CHN", 28),
        ("KOR", 583),
        ("KOR", 312),
    }


@pytest.mark.parametrize(
    ("report", "on", "level"),
    [
        ("taipei-times-2004-08-02", "CHN-VNM", "low"),
        ("taipei-times-2004-08-02", "CHN-MNG", "high"),
        ("taipei-times-2004-08-02", "CHN-PRK", "moderate"),
        ("taipei-times-2004-08-02", "ulaanbaatar-missions", "minimal"),
        ("latimes-2002-06-24", "beijing-missions", "high"),
        ("cnsnews-2002-05-10", "KOR-PRK", "severe"),
        ("independent-2002-05-10", "CHN-PRK", "high"),
    ],
)
def test_level_follows_the_table_of_the_codebook(report, on, level):
    """Words and level agree with section 5 of the codebook."""
    assert [h["level"] for h in REPORTS[report]["hazard"] if h["on"] == on] == [level]


def test_nothing_is_said_to_be_closed():
    """No founding report says that a border is shut to everybody."""
    assert "closed" not in {h["level"] for report in FOUNDING for h in REPORTS[report].get("hazard", [])}


def test_mongolia_is_the_haven_of_2004():
    """AFP calls Mongolia safe; the reports of 2002 tell that people inside missions were let go."""
    havens = {(report, h["on"]) for report in FOUNDING for h in REPORTS[report].get("haven", [])}
    assert ("taipei-times-2004-08-02", "MNG") in havens
    assert {on for report, on in havens if "2002" in report} == {"beijing-missions"}


# how it is coded


def test_every_claim_is_in_words_of_the_coder():
    """A claim is a sentence without quotation marks, and no longer than two or three sentences."""
    for name, claim in EVERY_CLAIM:
        assert 15 < len(claim["claim"]) < 600, name
        assert not set(claim["claim"]) & set('"“”‘’'), name


def test_locators_stand_where_the_text_was_read_and_nowhere_else():
    """Paragraphs are given for reports read in full; of others nobody here knows them."""
    for name, claim in EVERY_CLAIM:
        if REPORTS[name.partition("#")[0]]["access"] == "full":
            assert re.fullmatch(r"(title, )?par\. \d+(-\d+)?(, \d+(-\d+)?)*", claim["where"]), name
        else:
            assert "where" not in claim, name


def test_no_claim_speaks_of_a_person():
    """No claim speaks of single persons, of ages, prices or papers, and none uses words that judge."""
    forbidden = (
        r"wife|husband|sons?|daughters?|toddlers?|couple|aged|years? old|[Hh]e|[Ss]he|[Hh]is|[Hh]er|passports?|"
        r"bribes?|prices?|paid|dollars?|illegals?|defectors?|my|I"
    )
    found = {
        name: match[0]
        for name, claim in EVERY_CLAIM
        if (match := re.search(rf"\b({forbidden})\b", claim["claim"]))
    }
    assert found == {}


def test_no_route_stands_after_january_2020():
    """Route evidence ends in January 2020; only yearly totals run on."""
    for report in read_dataset(FOLDER, today=TODAY).reports.values():
        for claim in (*report.routes, *report.hazards, *report.havens):
            assert report.start_of(claim) <= dt.date(2020, 1, 31), claim.id
            assert claim.until is None or claim.until <= dt.date(2020, 1, 31), claim.id


@pytest.mark.parametrize("report", sorted(FOUNDING))
def test_codebook_says_what_was_left_out(report):
    """The codebook tells for each founding report what was left out on purpose."""
    assert f"`{report}`" in (DOCS / "codebook.md").read_text(encoding="utf-8")


def test_families_are_used():
    """Every family of the legend has a route, and every route that leaves China's border a family."""
    families = {f["id"] for f in SETTINGS["family"]}
    used = {r.get("family") for tables in REPORTS.values() for r in tables.get("route", [])}
    assert used - {None} == families
