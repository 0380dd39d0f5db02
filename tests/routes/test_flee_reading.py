"""Files of Flee in every spelling: what is understood, and what is told of each repair and loss.

Alpha --40-- Beta --50-- Camp       Alpha, Beta in Chad; Camp and Delta in the country that files call CAR
               \\--90-- Delta        (drawn on the spot where both lie, but invented)
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes import FleeError, TravelMode, read_flee

LOCATIONS = """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Alpha,North,Chad,9.0,17.0,conflict_zone,0,1000
Beta_Town,North,Chad,8.8,17.4,town,,
Camp,South,CAR,7.2,17.9,camp,,500
Delta,South,CAR,6.9,18.3,forwarding_hub,,
"""
ROUTES = """\
#name1,name2,distance,forced_redirection
Alpha,Beta_Town,40,0
Beta_Town,Camp,50,0
Beta_Town,Delta,90,0
"""
CLOSURES = "#closure_type,name1,name2,closure_start,closure_end\ncountry,Chad,CAR,5,10\n"
PERIOD = "StartDate,2014-03-01\nLength,100\n"


@pytest.fixture
def flee(tmp_path):
    """Read an instance whose files are these, with those given in their place; None leaves one out."""

    def _read(**files):
        texts = {"locations": LOCATIONS, "routes": ROUTES, "closures": CLOSURES, "sim_period": PERIOD} | files
        for name, text in texts.items():
            data = text.encode() if isinstance(text, str) else text
            if data is not None:
                (tmp_path / f"{name}.csv").write_bytes(data)
        return read_flee(tmp_path)

    return _read


def told(instance):
    return [str(remark) for remark in instance.remarks]


def without_remarks(instance):
    return instance.locations, instance.links, instance.closures, instance.start, instance.days


def test_a_clean_instance_is_read_without_a_remark(flee):
    instance = flee()
    assert told(instance) == []
    assert [(one.name, one.country, one.lonlat, one.type) for one in instance.locations][:2] == [
        ("Alpha", "Chad", (17.0, 9.0), "conflict_zone"),
        ("Beta_Town", "Chad", (17.4, 8.8), "town"),
    ]
    assert [(link.a, link.b, link.km, link.mode) for link in instance.links] == [
        ("Alpha", "Beta_Town", 40.0, TravelMode.UNSPECIFIED),
        ("Beta_Town", "Camp", 50.0, TravelMode.UNSPECIFIED),
        ("Beta_Town", "Delta", 90.0, TravelMode.UNSPECIFIED),
    ]
    (closure,) = instance.closures
    assert (closure.type, closure.name1, closure.name2, closure.start, closure.end) == (
        "country",
        "Chad",
        "CAR",
        5,
        10,
    )
    assert (instance.start, instance.days) == (dt.date(2014, 3, 1), 100)


# spellings of the same


def _spellings(text):
    """Yield what a table looks like in the wild, with what is told of it."""
    header, *rows = text.splitlines()
    yield "\r\n".join((header, *rows)), []
    yield "\n".join((header, *rows)), []  # no end of the last line
    yield "\ufeff" + text, []
    yield "\n\n".join((header, *rows)) + "\n\n\n", []
    quoted = [",".join(f'"{cell}"' for cell in row.split(",")) for row in rows]
    yield "\n".join((f'#"{header[1:].replace(",", chr(34) + "," + chr(34))}"', *quoted)), []
    yield "\n".join((f'"#{header[1:].replace(",", chr(34) + "," + chr(34))}"', *quoted)), []
    yield "\n".join(rows), []
    yield "\n".join((header.upper().replace("_", " "), *rows)), []
    yield "\n".join((header[1:], *rows)), ["a header without '#', which Flee reads as data (repaired)"]
    yield text.replace(",", ", "), ["blanks after commas are cut (repaired)"]
    yield text.replace(",", ";"), ["cells are parted by semicolons, not commas (repaired)"]
    yield text.replace(",", "\t"), ["cells are parted by tabs, not commas (repaired)"]
    yield f"# made by hand\n{text}", ["a comment: '# made by hand' (dropped)"]


@pytest.mark.parametrize("number", range(13))
@pytest.mark.parametrize(
    ("name", "text"), [("locations", LOCATIONS), ("routes", ROUTES), ("closures", CLOSURES)]
)
def test_a_file_says_the_same_in_every_spelling(flee, name, text, number):
    plain = flee()
    spelled, remarks = list(_spellings(text))[number]
    instance = flee(**{name: spelled})
    strip = [one.partition(": ")[2] for one in told(instance)]
    assert strip == remarks
    lines = [one.line for one in (*instance.locations, *instance.links, *instance.closures)]
    assert all(lines)
    ours, theirs = (
        [
            tuple(getattr(one, field) for field in one.__dataclass_fields__ if field != "line")
            for group in without_remarks(which)[:3]
            for one in group
        ]
        for which in (instance, plain)
    )
    assert ours == theirs


def test_blanks_round_names_are_cut_and_told(flee):
    """In `car_old_dirty` style: Flee would look for a place called "Beta_Town "."""
    instance = flee(routes=ROUTES.replace("Alpha,Beta_Town,", "Alpha,Beta_Town ,"))
    assert without_remarks(instance) == without_remarks(flee())
    assert told(instance) == ["routes.csv, line 2: blanks round 'Beta_Town' are cut (repaired)"]


def test_a_quote_that_stands_alone_is_left_out_of_its_line(flee):
    """Read as one table, everything behind it would be a single cell."""
    instance = flee(routes=ROUTES.replace("Beta_Town,Camp", '"Beta_Town,Camp'))
    assert told(instance) == [
        "routes.csv, line 3: a quote stands alone in '\"Beta_Town,Camp,50,0': read without quotes (repaired)"
    ]
    assert without_remarks(instance) == without_remarks(flee())


def test_semicolons_go_with_decimal_commas(flee):
    """A spreadsheet of Europe writes both; the more frequent mark parts the cells."""
    locations = LOCATIONS.replace(",", ";").replace(".", ",")
    instance = flee(locations=locations, routes=ROUTES.replace(",", ";").replace("40", "40,5"))
    assert instance.locations == flee().locations
    assert told(instance)[1:2] + told(instance)[-1:] == [
        "locations.csv, line 2: 'Alpha': latitude '9,0', longitude '17,0' are read with decimal commas (repaired)",
        "routes.csv, line 2: the length '40,5' is read as 40.5 km (repaired)",
    ]
    assert [link.km for link in instance.links] == [40.5, 50.0, 90.0]
    spelled = flee(routes="# one; two; three; four; five; six; seven; eight; nine; ten\n" + ROUTES)
    assert [link.km for link in spelled.links] == [40.0, 50.0, 90.0]


def test_blanks_behind_a_comma_in_quotes_are_part_of_a_name(flee):
    instance = flee(locations=LOCATIONS.replace("Alpha,North", 'Alpha,"North, East"'))
    assert instance.locations[0].region == "North, East"
    assert told(instance) == []


def test_columns_go_by_the_header_and_old_names_of_it(flee):
    """gps_x is the latitude in the files of Flee; a header that names lon first is believed."""
    rows = [row.split(",") for row in LOCATIONS.splitlines()]
    old = LOCATIONS.replace("latitude,longitude", "gps_x,gps_y").replace("population", "pop/cap")
    assert without_remarks(flee(locations=old)) == without_remarks(flee())
    swapped = "\n".join(",".join([*row[:3], row[4], row[3], *row[5:]]) for row in rows)
    instance = flee(locations=swapped)
    assert without_remarks(instance) == without_remarks(flee(locations=LOCATIONS))
    assert told(instance) == [
        "locations.csv, line 1: columns are taken as the header names them; Flee itself goes by their position (noted)"
    ]


def test_more_columns_and_other_files_are_told(flee, tmp_path):
    (tmp_path / "refugees.csv").write_text("2014-03-01,17\n")
    wider = "\n".join(f"{row},{'area' if row.startswith('#') else 7}" for row in LOCATIONS.splitlines())
    assert told(flee(locations=wider)) == [
        "locations.csv, line 1: column 'area' is not read (dropped)",
        "files that are not read: refugees.csv (dropped)",
    ]


def test_cells_without_a_column_are_told_with_their_line(flee):
    instance = flee(
        closures=f"{CLOSURES}location,Camp,,0,5,,rain,flood\n", sim_period=PERIOD.replace("100", "100,days")
    )
    assert told(instance) == [
        "closures.csv, line 3: cells behind the last column are not read: 'rain', 'flood' (dropped)",
        "sim_period.csv, line 2: cells behind the last column are not read: 'days' (dropped)",
    ]


@pytest.mark.parametrize(
    ("header", "row", "mode"),
    [
        ("#name1,name2,distance,forced_redirection,link_type", "Alpha,Beta_Town,40,0,drive", "road"),
        ("#name1,name2,distance,link_type", "Alpha,Beta_Town,40,walk", "foot"),
        ("#name1,name2,distance,forced_redirection", "Alpha,Beta_Town,40,crossing", "river"),
        ("#name1,name2,distance", "Alpha,Beta_Town,40,,train", "rail"),
        ("", "Alpha,Beta_Town,40,Walk", "foot"),
        ("", "Alpha,Beta_Town,40,,DRIVE", "road"),
        ("", "Alpha,Beta_Town,40", "unspecified"),
    ],
)
def test_the_type_of_a_link_stands_in_the_fourth_or_fifth_column(flee, header, row, mode):
    instance = flee(routes=f"{header}\n{row}\n")
    assert [str(link.mode) for link in instance.links] == [mode]
    assert told(instance) == []


def test_the_folder_may_be_the_one_above_input_csv(flee, tmp_path):
    plain = flee()
    inner = tmp_path / "above" / "input_csv"
    inner.mkdir(parents=True)
    for name in ("locations", "routes", "closures"):
        (tmp_path / f"{name}.csv").rename(inner / f"{name}.csv")
    (tmp_path / "sim_period.csv").rename(tmp_path / "above" / "sim_period.csv")
    for path in (tmp_path / "above" / "simsetting.yml", inner / "conflicts.csv"):
        path.write_text("")
    instance = read_flee(tmp_path / "above")
    assert without_remarks(instance) == without_remarks(plain)
    assert told(instance) == ["files that are not read: conflicts.csv, simsetting.yml (dropped)"]


def test_a_file_of_a_spreadsheet_is_read_in_its_encoding(flee):
    data = LOCATIONS.replace("Delta", "Délta").encode("cp1252")
    instance = flee(locations=data, routes=ROUTES.replace("Delta", "Délta"))
    assert "Délta" in [one.name for one in instance.locations]
    assert told(instance) == [
        "locations.csv: not in UTF-8: read as Windows-1252; check names with accents (repaired)"
    ]


# repairs and losses


@pytest.mark.parametrize(
    ("row", "remark", "left"),
    [
        (
            "Beta_Town,Alpha,30,0",
            "'Beta_Town'-'Alpha' stands in line 2 too (40 km and 30 km): the shorter counts (dropped)",
            30.0,
        ),
        (
            "Alpha,Beta_Town,60,0",
            "'Alpha'-'Beta_Town' stands in line 2 too (40 km and 60 km): the shorter counts (dropped)",
            40.0,
        ),
        (
            "Beta_Town,Alpha,40,0,walk",
            "'Beta_Town'-'Alpha' stands in line 2 too (40 km and 40 km): the first counts (dropped)",
            40.0,
        ),
        ("Alpha,Alpha,5,0", "'Alpha' is joined with itself (dropped)", 40.0),
        (
            "Camp,Delta,50000,0",
            "the length '50000' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        ("Alpha,Omega,5,0", "'Omega' is no location of locations.csv (dropped)", 40.0),
        (",Alpha,5,0", "'' is no location of locations.csv (dropped)", 40.0),
        ("alpha,BETA TOWN,35,0", None, 35.0),
        (
            "Camp,Delta,near,0",
            "the length 'near' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        (
            "Camp,Delta,-7,0",
            "the length '-7' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        (
            "Camp,Delta,0,0",
            "the length '0' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        (
            "Camp,Delta,nan,0",
            "the length 'nan' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        (
            "Camp,Delta",
            "the length '' is no number of km from 0.01 to 40000: the great circle is taken (repaired)",
            40.0,
        ),
        ("Camp,Delta,55 km,0", "the length '55 km' is read as 55 km (repaired)", 40.0),
        ('Camp,Delta,"55,5",0', "the length '55,5' is read as 55.5 km (repaired)", 40.0),
        (
            "Camp,Delta,55,2",
            "forced redirection '2' is a rule of movement, which is not read (dropped)",
            40.0,
        ),
        ("Camp,Delta,55,0,fly", "the link type 'fly' is not known: the mode is left open (noted)", 40.0),
    ],
)
def test_what_is_wrong_with_a_route_is_told_with_its_line(flee, row, remark, left):
    instance = flee(routes=f"{ROUTES}{row}\n")
    remarks = told(instance)
    if remark is None:  # other spellings of two names, and the pair a second time
        assert remarks[:2] == [
            "routes.csv, line 5: 'alpha' is read as 'Alpha' (repaired)",
            "routes.csv, line 5: 'BETA TOWN' is read as 'Beta_Town' (repaired)",
        ]
    else:
        assert remarks == [f"routes.csv, line 5: {remark}"]
    assert instance.links[0].km == left
    assert len({frozenset((link.a, link.b)) for link in instance.links}) == len(instance.links)


def test_a_name_that_is_spelled_like_two_locations_is_neither(flee):
    instance = flee(
        locations=f"{LOCATIONS}alpha,,Chad,9,17,town,,\n", routes=f"{ROUTES}ALPHA,Camp,5\n---,Camp,5\n"
    )
    assert told(instance) == [
        "routes.csv, line 5: 'ALPHA' is no location of locations.csv, but spelled like 'Alpha' and 'alpha' (dropped)",
        "routes.csv, line 6: '---' is no location of locations.csv (dropped)",
    ]


@pytest.mark.parametrize(
    ("kind", "zone", "camp"),
    [
        ("conflict_zone", True, False),
        ("Conflict", True, False),
        ("camp", False, True),
        ("refugee_camp", False, True),
        ("idpcamp", False, False),
        ("forwarding_hub", False, False),
        ("marker", False, False),
    ],
)
def test_the_type_of_a_location_is_known_by_a_part_of_it(flee, kind, zone, camp):
    """As in Flee, which asks whether a type holds the word."""
    instance = flee(locations=LOCATIONS.replace("conflict_zone", kind))
    assert (instance.locations[0].is_conflict_zone, instance.locations[0].is_camp) == (zone, camp)
    assert told(instance) == []


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        ("Eps,,CAR,7,,town,,", "'Eps' lies at latitude '7', longitude '': no place on Earth (dropped)"),
        ("Alpha,Far,CAR,1,2,town,,", "'Alpha' stands in line 2 already, which counts (dropped)"),
        (",Far,CAR,1,2,town,,", "a location without a name (dropped)"),
        ("Eps,,CAR,95,2,town,,", "'Eps' lies at latitude '95', longitude '2': no place on Earth (dropped)"),
        ("Eps,,CAR,nan,2,town,,", "'Eps' lies at latitude 'nan', longitude '2': no place on Earth (dropped)"),
        (
            "Eps,,CAR,0,0.0,town,,",
            "'Eps' lies at (0, 0), which stands for coordinates that are missing (dropped)",
        ),
        (
            "Eps,,CAR,7,18,castle,,",
            "'Eps' has the type 'castle', which is not known: a town like others (noted)",
        ),
    ],
)
def test_what_is_wrong_with_a_location_is_told_with_its_line(flee, row, remark):
    instance = flee(locations=f"{LOCATIONS}{row}\n")
    assert told(instance) == [f"locations.csv, line 6: {remark}"]
    assert instance.locations[0].region == "North"


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (
            "remove_forced_redirection,Alpha,Camp,0,5",
            "remove_forced_redirection: forced redirection is a rule of movement, which is not read (dropped)",
        ),
        (
            "idpcamp,Camp,,0,5",
            "'idpcamp' is no closure that is read here (known: country, location, camp, link) (dropped)",
        ),
        ("location,Camp,,soon,5", "days 'soon' to '5' are no whole numbers (dropped)"),
        ("location,Camp,,1.5,5", "days '1.5' to '5' are no whole numbers (dropped)"),
        ("location,Camp,,,5", "days '' to '5' are no whole numbers (dropped)"),
        ("location,Camp,,1,1_0", "days '1' to '1_0' are no whole numbers (dropped)"),
    ],
)
def test_what_is_wrong_with_a_closure_is_told_with_its_line(flee, row, remark):
    instance = flee(closures=f"{CLOSURES}{row}\n")
    assert told(instance) == [f"closures.csv, line 3: {remark}"]
    assert len(instance.closures) == 1


def test_days_may_be_written_as_spreadsheets_do(flee):
    (closure,) = flee(closures="Country,Chad,CAR,5.0,\n").closures
    assert (closure.type, closure.start, closure.end) == ("country", 5, None)


@pytest.mark.parametrize(
    ("text", "start", "days", "remarks"),
    [
        ("startdate,2014-3-1\nlength,100.0\n", dt.date(2014, 3, 1), 100, 0),
        ("Start Date,2014-03-01\nLength,100\n", None, 100, 2),
        ("StartDate,1 March\nLength,0\n", None, None, 2),
        ("StartDate,2014-03-01\nLength,100\nlength,50\n", dt.date(2014, 3, 1), 100, 1),
        ("", None, None, 2),
        (None, None, None, 0),
    ],
)
def test_a_period_that_cannot_be_read_is_left_to_the_user(flee, text, start, days, remarks):
    instance = flee(sim_period=text)
    assert (instance.start, instance.days) == (start, days)
    assert len(instance.remarks) == remarks


def test_without_closures_nothing_is_closed_and_that_is_told(flee):
    instance = flee(closures=None)
    assert instance.closures == ()
    assert told(instance) == ["closures.csv: there is no such file: nothing is ever closed (noted)"]


# what cannot be used


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"locations": None}, "locations.csv: the file is missing; name the folder that holds it"),
        ({"routes": None}, "routes.csv: the file is missing"),
        ({"locations": ""}, "holds no location"),
        ({"routes": "#name1,name2,distance\n"}, "holds no route between two locations"),
        ({"routes": "Ping,Pong,3\n"}, "holds no route between two locations"),
        ({"locations": "<!doctype html>\n<html>\n"}, "no location of locations.csv has coordinates"),
        ({"locations": b"PK\x03\x04\x00\x00"}, "holds NUL bytes, so it is no text"),
        ({"routes": b"x," * 9_000_000}, "larger than"),
        ({"routes": b"x" * 200_000}, "routes.csv, line 1: this is no table"),
        ({"locations": "country,latitude,name\nChad,9,\n"}, "holds no location"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(flee, files, message):
    with pytest.raises(FleeError, match=message) as caught:
        flee(**files)
    assert "\n" not in str(caught.value)


def test_a_link_out_of_the_folder_and_a_pipe_are_refused(flee, tmp_path):
    import os

    flee()
    routes = tmp_path / "routes.csv"
    routes.unlink()
    routes.symlink_to("/etc/hostname")
    with pytest.raises(FleeError, match="a link that leads out"):
        read_flee(tmp_path)
    routes.unlink()
    os.mkfifo(routes)
    with pytest.raises(FleeError, match="no regular file"):
        read_flee(tmp_path)
    with pytest.raises(FleeError, match="is no folder"):
        read_flee(tmp_path / "nowhere")


def test_text_that_could_steer_a_terminal_is_taken_out_and_told(flee):
    """Escapes and bidirectional overrides neither reach a remark nor a name."""
    instance = flee(
        locations=LOCATIONS.replace("Delta", "De\x1b[31mlta\u202e"),
        routes=ROUTES.replace("Delta", "De [31mlta"),
    )
    assert "De [31mlta" in [one.name for one in instance.locations]
    assert all(text.isprintable() for text in told(instance))
    assert any("is read as 'De [31mlta'" in text for text in told(instance))


@given(data=st.binary(max_size=300), name=st.sampled_from(["locations", "routes", "closures", "sim_period"]))
def test_any_bytes_are_read_or_refused_in_one_line(data, name, tmp_path_factory):
    folder = tmp_path_factory.mktemp("flee")
    texts = {"locations": LOCATIONS, "routes": ROUTES, "closures": CLOSURES, "sim_period": PERIOD}
    for key, text in texts.items():
        (folder / f"{key}.csv").write_bytes(data if key == name else text.encode())
    try:
        lines = [str(remark) for remark in read_flee(folder).remarks]
    except FleeError as error:
        lines = [str(error)]
    assert all(line.isprintable() for line in lines)
