"""A broken dataset gets one clear report: every fault with file, table, value, rule and remedy.

The faults stand here as a user reads them. None brings a traceback, a line end or a control
character, whatever the dataset holds.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

import pytest

from routes import DatasetError, Fault, read_dataset, validate_dataset
from routes.dataset.files import MAX_FILE_BYTES, MAX_REPORT_BYTES

TODAY = dt.date(2026, 1, 1)


def told(folder) -> list[str]:
    """Return the faults of a folder as printed; reading it raises the same ones."""
    faults = validate_dataset(folder, today=TODAY)
    for fault in faults:
        assert fault.file
        assert fault.rule
        assert fault.remedy
        assert (fault.index is None) == (not fault.table)
        assert str(fault).isprintable()
        assert "please report" not in fault.remedy
    if faults:
        with pytest.raises(DatasetError) as caught:
            read_dataset(folder, today=TODAY)
        assert caught.value.faults == faults
        assert str(caught.value).isprintable()
    else:
        read_dataset(folder, today=TODAY)
    return [str(fault) for fault in faults]


def edit(folder, name: str, old: str, new: str):
    """Replace a text of a file, which must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def claim(table: str, body: str) -> str:
    """Return one more claim for a report that has a route already."""
    return ROUTE + f'\n[[{table}]]\nclaim = "Said."\n{body}\n'


ROUTE = '[[route]]\nvia = ["hill", "river", "town", "pass", "camp", "port"]\nsince = 2000\nclaim = "North."\n'


def test_the_drawn_dataset_has_no_fault(draw):
    """The dataset that the others are broken from is sound."""
    assert told(draw(gazette=ROUTE)) == []


# files


def test_a_folder_that_is_not_there(tmp_path):
    """One fault, which says how to make a dataset."""
    (fault,) = told(tmp_path / "nowhere")
    assert fault.endswith(
        "there is no such folder; name the folder that holds dataset.toml; "
        "'safepassage new-dataset DIR' makes one"
    )


def test_an_empty_folder(tmp_path):
    """What is missing is listed."""
    assert told(tmp_path) == [
        "dataset.toml: the file is missing; docs/format.md shows what it holds",
        "places.csv: the file is missing; docs/format.md shows what it holds",
        "skeleton.csv: the file is missing; docs/format.md shows what it holds",
        "reports/: a dataset holds at least one report; add a file reports/ID.toml; docs/format.md shows one",
    ]


@pytest.mark.parametrize("name", ["dataset.toml", "places.csv", "skeleton.csv", "reports/gazette.toml"])
def test_empty_files(draw, name):
    """An empty file is a fault of that file only, and never a traceback."""
    folder = draw()
    (folder / name).write_text("", encoding="utf-8")
    faults = told(folder)
    assert faults
    assert {fault.partition(",")[0] for fault in faults} == {name}


def test_a_file_that_is_no_toml(draw):
    """Line and column come from the parser."""
    assert told(draw(gazette="[[route]\nvia = hill")) == [
        (
            "reports/gazette.toml: the file is not valid TOML (Expected ']]' at the end of an array declaration "
            "(at line 7, column 8): [[route]); text stands in straight quotes, tables in [[double brackets]]; see docs/format.md"
        )
    ]


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000], ids=["brackets", "digits"])
def test_toml_made_to_break_a_parser(draw, text):
    """Thousands of brackets or digits are no TOML, in so many words."""
    (fault,) = told(draw(gazette=text))
    assert "the file is not valid TOML (" in fault


def test_a_huge_number_that_cannot_be_printed(draw):
    """Hexadecimal numbers may be longer than Python prints; they are refused like others."""
    faults = told(draw(gazette=f"date = 0x{'f' * 9000}\npublisher = 0x{'f' * 9000}\n"))
    assert "reports/gazette.toml, publisher: 'int too large to show' - is no text; put it in quotes" in faults


def test_latin_1_text(draw):
    """The line, what stands before it, and what to do."""
    folder = draw()
    path = folder / "places.csv"
    path.write_bytes(path.read_bytes().replace(b"Town", "Tówn".encode("latin-1")))
    (fault,) = told(folder)
    assert fault.startswith("places.csv, line 4: ',0,")
    assert fault.endswith(
        "town,Tó' - this is not UTF-8; save the file as UTF-8 "
        "(it may be Latin-1 or a spreadsheet's own encoding)"
    )


def test_utf_16_and_a_byte_order_mark(draw):
    """UTF-16 is refused; UTF-8 with a mark, as spreadsheets write it, is read."""
    folder = draw()
    path = folder / "places.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-16")
    assert "this is not UTF-8" in told(folder)[0]
    path.write_text(text, encoding="utf-8-sig")
    assert told(folder) == []


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=["Windows", "old Mac", "Unix"])
def test_line_ends_of_any_system_in_tables(draw, end):
    """Tables come from spreadsheets of any system."""
    folder = draw()
    path = folder / "places.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    assert told(folder) == []


@pytest.mark.parametrize(
    ("name", "limit"), [("reports/gazette.toml", MAX_REPORT_BYTES), ("places.csv", MAX_FILE_BYTES)]
)
def test_a_file_beyond_the_size_limit(draw, name, limit):
    """The limit itself may be reached; one byte more is too much."""
    folder = draw()
    path = folder / name
    blank = (b" " * 999 + b"\n") * (limit // 1000)  # blank lines say nothing in either format
    path.write_bytes((path.read_bytes() + blank)[:limit].ljust(limit))
    assert told(folder) == []
    path.write_bytes(path.read_bytes() + b" ")
    assert told(folder) == [
        f"{name}: the file is larger than {limit // 1024} KiB; split it, or shorten its notes"
    ]


links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


@links
@pytest.mark.parametrize("whole", [False, True], ids=["file", "folder"])
def test_a_link_out_of_the_folder(draw, tmp_path, whole):
    """Neither a file nor the folder of reports may lead out of the dataset."""
    folder = draw()
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / "reports" / "gazette.toml").rename(outside / "gazette.toml")
    if whole:
        (folder / "reports").rmdir()
        (folder / "reports").symlink_to(outside)
    else:
        (folder / "reports" / "gazette.toml").symlink_to(outside / "gazette.toml")
    assert told(folder) == [
        "reports/gazette.toml: the file is a link that leads out of the dataset; put a copy of the file in its place"
    ]


@links
def test_links_that_stay_inside_are_read(draw, tmp_path):
    """A link within the folder is harmless, and so is one to the folder itself."""
    folder = draw()
    (folder / "reports" / "gazette.toml").rename(folder / "gazette.text")
    (folder / "reports" / "gazette.toml").symlink_to(folder / "gazette.text")
    (tmp_path / "alias").symlink_to(folder)
    assert told(tmp_path / "alias") == []


@links
def test_links_that_lead_nowhere(draw):
    """A link to itself and a link to what is not there are faults like others."""
    folder = draw()
    (folder / "reports" / "round.toml").symlink_to(folder / "reports" / "round.toml")
    (folder / "reports" / "gone.toml").symlink_to(folder / "reports" / "went.toml")
    gone, circle = told(folder)
    assert gone.startswith("reports/gone.toml: the file is missing")
    assert circle.startswith("reports/round.toml: the file cannot be read (")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_or_a_folder_in_place_of_a_file(draw):
    """Reading a pipe would wait for ever."""
    folder = draw()
    os.mkfifo(folder / "reports" / "pipe.toml")
    (folder / "reports" / "folder.toml").mkdir()
    assert told(folder) == [
        "reports/folder.toml: this is no regular file; put a text file in its place",
        "reports/pipe.toml: this is no regular file; put a text file in its place",
    ]


@pytest.mark.parametrize("name", ["Gazette", "a b", "a.b", "x" * 101, "é", "\x1b[31m", "a\nb"])
def test_the_name_of_a_report_file_is_its_id(draw, name):
    """Faults inside the file are told all the same."""
    folder = draw(gazette=ROUTE.replace('"hill"', '"hil"'))
    (folder / "reports" / "gazette.toml").rename(folder / "reports" / f"{name}.toml")
    named, place = told(folder)
    assert "a report's file name is its id; rename it: a-z, 0-9 and hyphens, at most 100" in named
    assert "route 1, via: 'hil' - is no place of places.csv" in place


# tables of places and lines


def test_a_missing_column(draw):
    """The fault names the column and the line that was expected; rows are not blamed for it."""
    folder = edit(draw(), "places.csv", "name_ko,variants", "variants")
    assert told(edit(folder, "places.csv", "note", "remark")) == [
        f"places.csv, line 1, {column}: the column is {what}; "
        "the first line must read id,name,name_local,name_ko,variants,country,other_country,kind,lon,lat,note"
        for column, what in (("name_ko", "missing"), ("note", "missing"), ("remark", "unknown"))
    ] + [
        f"places.csv, line {n}: {row} - the row has 11 cells where the header has 10; "
        "put text that holds a comma in double quotes"
        for n, row in ROWS
    ]


ROWS = [
    (2, "'hill,Hill,,,,PRK,,origin,0,0,'"),
    (3, "'river,River,,,,PRK,CHN,crossing,1,0,'"),
    (4, "'town,Town,,,,CHN,,city,2,0,'"),
    (5, "'pass,Pass,,,,CHN,MNG,crossing,3,0,'"),
    (6, "'camp,Camp,,,,MNG,,city,4,0,'"),
    (7, "'port,Port,,,,KOR,,destination,14,0,'"),
]


def test_columns_that_are_not_parted_by_commas(draw):
    """One fault for the whole table, not one for each column."""
    folder = draw()
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    (fault,) = told(folder)
    assert "there is no header, or its columns are not parted by commas" in fault


def test_a_column_that_stands_twice(draw):
    """Two columns of one name would hide one another."""
    assert (
        "places.csv, line 1, note: the column stands twice"
        in told(edit(draw(), "places.csv", "name_ko,", "note,"))[1]
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("city,2,0", "city,2,95", "line 4, lat: '95' - lies outside [-90, 90]; check it; lon is east-west, lat north-south"),
        ("city,2,0", "city,2000,0", "line 4, lon: '2000' - lies outside [-180, 180]"),
        ("city,2,0", 'city,"2,5",0', "line 4, lon: '2,5' - is no number of degrees; write it like 129.5"),
        ("city,2,0", "city,nan,0", "line 4, lon: 'nan' - is no number of degrees"),
        ("CHN,,city", "CHI,,city", "line 4, country: 'CHI' - is no ISO 3166-1 alpha-3 code; write, for example, CHN"),
        ("CHN,,city", "China,,city", "line 4, country: 'China' - is no ISO 3166-1 alpha-3 code; write, for example, CHN. Did you mean CHN?"),
        ("CHN,,city", "chn,,city", "line 4, country: 'chn' - is no ISO 3166-1 alpha-3 code; write, for example, CHN. Did you mean CHN?"),
        ("CHN,,city", "CHN,,hamlet", "line 4, kind: 'hamlet' - is not one of the words; use one of: origin, crossing, city"),
        ("CHN,,city", "CHN,MNG,city", "line 4, other_country: 'MNG' - a crossing has a country on its far side, other places have none; this is a city"),
        ("PRK,CHN,crossing", "PRK,,crossing", "line 3, other_country: a crossing has a country on its far side"),
        ("PRK,CHN,crossing", "PRK,PRK,crossing", "line 3, other_country: 'PRK' - a crossing joins two countries; write the far side"),
        ("town,Town", "Town,Town", "line 4, id: 'Town' - is no id; use only a-z, 0-9 and hyphens"),
        ("town,Town", "town,", "line 4, name: is empty; fill it in"),
        ("town,Town", "town,Town,or so", "line 4: 'town,Town,or so,,,,CHN,,city,2,0,' - the row has 12 cells where the header has 11"),
        ("town,Town", f"town,{'x' * 10_000}", f"line 4, name: '{'x' * 80}... (10000 characters)' - is longer than 200 characters; shorten it"),
        ("town,Town", "town,To\x00wn", "line 4, name: 'To�wn' - holds the control character or bidirectional override U+0000"),
        ("town,Town", "town,To\u202ewn", "line 4, name: 'To�wn' - holds the control character or bidirectional override U+202E"),
        ("town,Town", 'town,"To\nwn"', "line 5, name: 'To�wn' - has a line end or tab in it; write it in one line"),
    ],
)  # fmt: skip
def test_one_faulty_row(draw, old, new, fault):
    """The row is told by its line; routes through its place are not blamed as well."""
    (only,) = told(edit(draw(gazette=ROUTE), "places.csv", old, new))
    assert only.startswith(f"places.csv, {fault}")


def test_duplicate_ids(draw):
    """Both rows are told, since either may be the wrong one."""
    folder = edit(draw(), "places.csv", "camp,Camp", "town,Camp")
    faults = [fault for fault in told(folder) if "places.csv" in fault.partition(",")[0]]
    assert faults == [
        f"places.csv, line {line}, id: 'town' - the id stands more than once; give each place an id of its own"
        for line in (4, 6)
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "town twon road",
            "'twon' - is no place of places.csv; add it there or mend the id. Did you mean town?",
        ),
        (
            "town pass boat",
            "mode: 'boat' - is not one of the words; use one of: foot, road, rail, river, sea",
        ),
        ("town town road", "to: 'town' - the line leads back to its own start; delete it"),
        ("town camp road", "'town,camp,road' - a leg on the ground stays in one country"),
    ],
)
def test_one_faulty_line_of_the_skeleton(draw, line, fault):
    """Told by its line in skeleton.csv; gaps that it leaves open are not blamed as well."""
    route = ROUTE.replace('"town", "pass"', '"town", "...", "pass"')
    (only,) = told(draw(skeleton=line, gazette=route))
    assert only.startswith(("skeleton.csv, line 2, ", "skeleton.csv, line 2: "))
    assert fault in only


# settings


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('title = "Drawn"', "", "dataset.toml, title: is missing; add it; docs/format.md shows the table"),
        ('title = "Drawn"', "title = 1", "dataset.toml, title: '1' - is no text; put it in quotes"),
        ('title = "Drawn"', 'tittle = "Drawn"\ntitle = "D"', "dataset.toml, tittle: 'tittle' - is no key of this table; use only: as_of, assumption"),
        ('["1990", "2020"]', '["2020", "1990"]', "dataset.toml, period: '['2020', '1990']' - is upside down; write the earlier date first"),
        ('["1990", "2020"]', '"1990-2020"', "dataset.toml, period: '1990-2020' - is no time from one date to another"),
        ('as_of = "2004"', 'as_of = "today"', "dataset.toml, as_of: 'today' - is no date; write 2004-08-02"),
        ('as_of = "2004"', "as_of = 2024", "dataset.toml, as_of: '2024' - the last 5 years (after 1 January 2021) are not shown; write an earlier date"),
        ('as_of = "2004"', 'as_of = 2004\norigins = ["hil"]', "dataset.toml, origins: 'hil' - is no place of places.csv; add it there or mend the id. Did you mean hill?"),
        ('as_of = "2004"', 'as_of = 2004\norigins = "hill"', "dataset.toml, origins: 'hill' - is no list; write [ ... ]"),
        ('as_of = "2004"', "as_of = 2004\npeople_at_risk = 'no'", "dataset.toml, people_at_risk: 'no' - is neither true nor false; write true or false, without quotes"),
        ('as_of = "2004"', "as_of = 2004\npeople_at_risk = false", "dataset.toml, people_at_risk_reason: protection is only lifted with a reason; say why nobody on these routes is at risk"),
        ("low = [0.01, 0.05]", "low = [0.05, 0.01]", "dataset.toml, scale.low: '[0.05, 0.01]' - is upside down; write [low, high]"),
        ("low = [0.01, 0.05]", "low = 0.01", "dataset.toml, scale.low: '0.01' - is no list"),
        ("low = [0.01, 0.05]", "low = [0, 0.05]", "dataset.toml, scale.low: '[0, 0.05]' - reaches 0 or 1; write chances above 0 and below 1"),
        ("low = [0.01, 0.05]", "low = [0.01, 5]", "dataset.toml, scale.low: '5' - lies outside [0, 1]"),
        ("low = [0.01, 0.05]", "", "dataset.toml, scale: 'minimal, moderate, high, severe' - a scale gives each level but closed; give: minimal, low"),
        ("low = [0.01, 0.05]", "low = [0.01, 0.04]", "dataset.toml, scale.moderate: '[0.05, 0.15]' - leaves a gap above low, which ends at 0.04; let the intervals touch or overlap"),
        ("low = [0.01, 0.05]", "low = [0.01, 0.3]", "dataset.toml, scale.moderate: '[0.05, 0.15]' - is milder than low; let the levels ascend"),
        ("low = [0.01, 0.05]", "lowest = [0.01, 0.05]", "dataset.toml, scale.lowest: 'lowest' - is not one of the words; use one of: minimal, low, moderate, high, severe, closed. Did you mean low?"),
        ('entry = "high"', 'entry = "hight"', "dataset.toml, defaults.entry: 'hight' - is not one of the words; use one of: minimal, low, moderate, high, severe, closed. Did you mean high?"),
        ('entry = "high"', "", "dataset.toml, defaults: 'passage, exposure, departure' - one level for each default is needed; give: passage, entry"),
        ('"*" = 1000', "", 'dataset.toml, reference_km: a length for all other countries is needed; add "*" = 1000'),
        ("CHN = 3000", "CHI = 3000", "dataset.toml, reference_km: 'CHI' - is no ISO 3166-1 alpha-3 code"),
        ("CHN = 3000", 'CHN = "3000"', "dataset.toml, reference_km.CHN: '3000' - is no number; write it without quotes"),
        ("foot = 25", "", "dataset.toml, km_per_day: the speed of foot is missing; add foot = ..."),
        ("foot = 25", "foot = 0", "dataset.toml, km_per_day.foot: '0' - lies outside [0.1, 1000000]; check the number and its unit"),
        ("foot = 25", "foot = -1e400", "dataset.toml, km_per_day.foot: '-inf' - lies outside"),
        ('name = "scale"', 'name = "skale"', 'dataset.toml, scale.high: a number that no report gives needs its reason; add [[assumption]] with name = "scale.high" (or "scale")'),
        ('name = "scale"', "name = 1", "dataset.toml, assumption 1, name: '1' - is no text; put it in quotes"),
        ('id = "north"', 'id = "The North"', "dataset.toml, family 1, id: 'The North' - is no id"),
    ],
)  # fmt: skip
def test_one_faulty_setting(draw, old, new, fault):
    """The key is told as it is written; other files are not blamed."""
    faults = told(edit(draw(), "dataset.toml", old, new))
    assert faults[0].startswith(fault)
    assert all(f.startswith("dataset.toml, scale.") for f in faults[1:])


def test_two_families_of_one_id(draw):
    """Both are told."""
    folder = draw()
    path = folder / "dataset.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + '[[family]]\nid = "north"\nname = "Again"\n', encoding="utf-8"
    )
    assert [fault.partition(" - ")[0] for fault in told(folder)] == [
        f"dataset.toml, family {number}, id: 'north'" for number in (1, 2)
    ]


# reports


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('publisher = "The Gazette"', 'publisher = ""', "publisher: is empty; fill it in"),
        ('publisher = "The Gazette"', "", "publisher: is missing; add it; docs/format.md shows the table"),
        ("date = 2003-01-01", 'date = "1 May 2003"', "date: '1 May 2003' - is no date; write 2004-08-02, 2004-08, 2004 or 'c. 2004'"),
        ("date = 2003-01-01", 'date = "2003-02-29"', "date: '2003-02-29' - is no day of the calendar"),
        ("date = 2003-01-01", "date = 9999-01-01", "date: '9999-01-01' - lies outside the years 1000 to 2999; mend the year"),
        ('kind = "news"', 'kind = "newspaper"', "kind: 'newspaper' - is not one of the words; use one of: news, ngo, government, un, academic, book, encyclopedia."),
        ('access = "full"', 'access = "all"', "access: 'all' - is not one of the words; use one of: full, opening, secondhand."),
        ('access = "full"', 'access = "full"\nurl = "javascript:alert(1)"', "url: 'javascript:alert(1)' - is no web address; begin it with https:// or http://"),
        ('access = "full"', 'access = "full"\nrepost_of = "gazete"', "repost_of: 'gazete' - is no report of this dataset; write the file name without .toml. Did you mean gazette?"),
        ('access = "full"', 'access = "full"\nrepost_of = "gazette"', "repost_of: 'gazette' - a report does not repeat itself"),
        ('access = "full"', 'access = "full"\nroutes = 1', "routes: 'routes' - is no key of this table; use only: access, agency, author, date, flow, harm, haven, hazard, journey, kind, note, publisher, repost_of, route, title, url. Did you mean route, note?"),
        ("[[route]]", "[route]", "route: \"{'via': ['hill', 'river', 'town', 'pass', 'camp', 'port'],".replace('"', "'")),
    ],
)  # fmt: skip
def test_one_faulty_head_of_a_report(draw, old, new, fault):
    """What is said of the report as a whole is told with its key."""
    faults = told(edit(draw(gazette=ROUTE), "reports/gazette.toml", old, new))
    assert faults[0].startswith(f"reports/gazette.toml, {fault}")


@pytest.mark.parametrize(
    ("table", "body", "fault"),
    [
        ("hazard", 'on = "CHN"\nlevel = "low"\nsince = 2004\nuntil = 2003', "hazard 1, until: '2003' - until lies before since (2004); swap or mend the two dates"),
        ("hazard", 'on = "CHN"\nlevel = "low"\nuntil = 2002', "hazard 1, until: '2002-12-31' - without since a claim starts with its report (2003-01-01); this one ends before; add since"),
        ("haven", 'on = "CHN"\nuntil = 2023', "haven 1, until: '2023-12-31' - routes, hazards and havens of the last 5 years (after 1 January 2021) are refused, to protect people who may still use them; leave until out"),
        ("hazard", 'on = "CHN"\nlevel = "dire"', "hazard 1, level: 'dire' - is not one of the words; use one of: minimal, low, moderate, high, severe, closed. docs/codebook.md, section 5, tells which words mean what."),
        ("hazard", 'on = "CHN"', "hazard 1, level: is missing; add it"),
        ("hazard", 'on = "CHN"\nlevel = "low"\nuntil-when = 2004', "hazard 1, until-when: 'until-when' - is no key of this table; use only: claim, level, on, part, since, supersedes, until, where. Did you mean until?"),
        ("hazard", 'on = "CHN"\nlevel = "low"\nsupersedes = 1', "hazard 1, supersedes: '1' - is neither true nor false"),
        ("hazard", 'on = "town:pass"\nlevel = "low"', 'hazard 1, part: part says what a hazard on a leg speaks of; other targets imply it; add part = "passage"'),
        ("hazard", 'on = "CHN"\nlevel = "low"\npart = "entry"', "hazard 1, part: 'entry' - part says what a hazard on a leg speaks of"),
        ("hazard", 'on = "CHN"\nlevel = "low"\npart = "way"', "hazard 1, part: 'way' - is not one of the words; use one of: passage, entry, exposure."),
        ("hazard", 'on = "CHN-MNH"\nlevel = "low"', "hazard 1, on: 'CHN-MNH' - 'MNH' is no country of this dataset; mend it, or add what it names. Did you mean MNG? Countries are: CHN, KOR, MNG, PRK"),
        ("hazard", 'on = "CHN-KOR"\nlevel = "low"', "hazard 1, on: 'CHN-KOR' - is no border of this dataset: no crossing lies on it; mend it, or add what it names. Borders are: CHN-MNG, CHN-PRK"),
        ("hazard", 'on = "MNG-CHN"\nlevel = "low"', "hazard 1, on: 'MNG-CHN' - is not how the target is written; write CHN-MNG"),
        ("harm", 'on = "Town"\nkind = "cold"', "harm 1, on: 'Town' - is not how the target is written; write town"),
        ("harm", 'on = "twon"\nkind = "cold"', "harm 1, on: 'twon' - is not a place of the dataset, nor another target (CHN-MNG, CHN:MNG, MNG, a place, place:place, mission@CHN or rail@CHN); mend it, or add what it names. Did you mean town?"),
        ("harm", 'on = "hill:camp"\nkind = "cold"', "harm 1, on: 'hill:camp' - is no leg that a report supports; mend it, or add what it names. Legs from hill lead to: river"),
        ("haven", 'on = "CHN-MNG"', "haven 1, on: 'CHN-MNG' - a haven is a country or a place; name one"),
        ("flow", 'through = "CHN"\npeople = 3\ncounted = "arrivals"', "flow 1, people: '3' - counts under five could point at persons; write people = \"a few\""),
        ("flow", 'through = "CHN"\npeople = [1, 4]\ncounted = "arrivals"', "flow 1, people: '[1, 4]' - counts under five could point at persons"),
        ("flow", 'through = "CHN"\npeople = "several"\ncounted = "arrivals"', "flow 1, people: 'several' - is no number of people; write a number, [low, high] or \"a few\""),
        ("flow", 'through = "CHN"\npeople = [50, 20]\ncounted = "arrivals"', "flow 1, people: '[50, 20]' - is upside down; write [low, high]"),
        ("flow", 'through = "CHN"\npeople = true\ncounted = "arrivals"', "flow 1, people: 'true' - is no number"),
        ("flow", 'through = "CHN"\npeople = 50\ncounted = "heads"', "flow 1, counted: 'heads' - is not one of the words; use one of: arrivals, arrests"),
        ("journey", 'from = "hill"\nto = "town"', "journey 1, days: a journey has either km or days; give one of them"),
        ("journey", 'from = "hill"\nto = "town"\nkm = 3\ndays = 4', "journey 1, days: a journey has either km or days; give one of them"),
        ("journey", 'from = "hill"\nto = "town"\ndays = [3, 4, 5]', "journey 1, days: '[3, 4, 5]' - is no interval; write one number or [low, high]"),
        ("journey", 'from = "hill"\nto = "town"\ndays = -1', "journey 1, days: '-1' - lies outside [0, 1000000000]"),
        ("route", 'via = ["hill"]', "route 2, via: '['hill']' - has too few parts; name two places at least"),
        ("route", 'via = ["hill", 5]', "route 2, via.2: '5' - is no text; put it in quotes"),
        ("route", 'via = ["hill", "river", "twon"]', "route 2, via: 'twon' - is no place of places.csv; add it there or mend the id. Did you mean town?"),
        ("route", 'via = ["hill", "river"]\nfamily = "nort"', "route 2, family: 'nort' - is no [[family]] of dataset.toml; use one of: north"),
        ("route", 'via = ["hill", "river"]\nmode = "boat"', "route 2, mode: 'boat' - is not one of the words; use one of: foot, road, rail, river, sea"),
        ("route", 'via = ["hill", "river"]\nmode = { "hill:river" = "boat" }', "route 2, mode: 'boat' - is not one of the words"),
        ("route", 'via = ["hill", "river"]\nmode = { "river:hill" = "road" }', "route 2, mode: 'river:hill' - is no pair of places that follow each other in via; use one of: hill:river"),
        ("route", 'via = ["camp", "pass"]', "route 2, via: 'camp:pass' - a leg on the ground reaches pass from CHN only; name the crossing between the two countries, or add one for the other direction"),
        ("route", 'via = ["river", "...", "pass"]', "route 2, via: 'river ... pass' - the skeleton has no way between them inside CHN; add the missing lines to skeleton.csv, or name the places between"),
        ("route", 'via = ["town", "port"]\nmode = { "town:port" = "road" }', "route 2, via: 'town:port' - a leg on the ground stays in one country; name the border crossing between the two places"),
    ],
)  # fmt: skip
def test_one_faulty_claim(draw, table, body, fault):
    """The claim is told by the name and number of its table, and it is the only fault."""
    (only,) = told(draw(gazette=claim(table, body)))
    assert only.startswith(f"reports/gazette.toml, {fault}")


def test_a_leg_on_the_ground_of_more_than_800_km(draw):
    """The length is told, and that a gap would do."""
    places = "hill origin PRK 0 0\nfar city PRK 12 0"
    (only,) = told(draw(places=places, gazette='[[route]]\nvia = ["hill", "far"]\nclaim = "On."\n'))
    assert only == (
        "reports/gazette.toml, route 1, via: 'hill:far' - a leg on the ground is at most 800 km long, "
        "this one is 1336; write '...' between the two places"
    )


def test_a_claim_that_is_no_table(draw):
    """A list of words in place of tables is told for each of them."""
    assert told(draw(gazette='hazard = ["CHN", 5]\n' + ROUTE)) == [
        f"reports/gazette.toml, hazard {number}: '{value}' - is no table; "
        "write it as [[name]], with lines of key = value below"
        for number, value in ((1, "CHN"), (2, 5))
    ]


# hostile text


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% raw %}", "${x}", "`id`", "</script>", "<img src=x onerror=y>", "a\u200fb"]
)
def test_text_that_would_be_code_elsewhere_is_only_text(draw, text):
    """It is read as it stands; pages show it literally."""
    folder = draw(gazette=ROUTE.replace("North.", text))
    edit(folder, "places.csv", "town,Town", f'town,"{text}"')
    assert told(folder) == []
    dataset = read_dataset(folder, today=TODAY)
    assert dataset.places["town"].name == text
    assert dataset.reports["gazette"].routes[0].claim == text


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9B, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069])
@pytest.mark.parametrize(
    ("old", "where"),
    [
        ('claim = "North', "route 1, claim"),
        ('via = ["hill', "route 1, via.1"),
        ('title = "A', "title"),
        ('publisher = "The', "publisher"),
    ],
)
def test_control_characters_and_overrides_are_refused_by_number(draw, code, old, where):
    """What cannot be seen is named by its code."""
    folder = edit(draw(gazette=ROUTE), "reports/gazette.toml", old, f"{old}\\u{code:04x}")
    assert any(
        fault.startswith(f"reports/gazette.toml, {where}: ") and f"override U+{code:04X}; delete" in fault
        for fault in told(folder)
    )


@pytest.mark.parametrize("key", ["x" * 10_000, "\\u0000", "\\u202e", "a\\nb", "<script>", " "])
def test_hostile_keys_are_told_in_one_line(draw, key):
    """Unknown keys of every table are cut, and shown without what cannot be printed."""
    folder = draw(gazette=f'"{key}" = 1\n' + claim("haven", f'on = "MNG"\n"{key}" = {{ "{key}" = 1 }}'))
    edit(folder, "dataset.toml", "[scale]", f'[scale]\n"{key}" = [0.1, 0.2]')
    edit(folder, "dataset.toml", "title", f'"{key}" = 1\ntitle')
    faults = told(folder)
    assert len(faults) == 4
    assert all(len(fault) < 700 for fault in faults)


def test_a_hostile_header_is_told_in_one_line(draw):
    """A column of ten thousand letters, and one with a control character."""
    folder = edit(draw(), "skeleton.csv", "from,to,mode", f"from,to,mode,{'x' * 10_000},\x1b[2J")
    faults = told(folder)
    assert [("is unknown" in fault, len(fault) < 300) for fault in faults] == [(True, True)] * 2


def test_any_fault_is_one_printable_line():
    """Whatever its parts hold."""
    ugly = "a\nb\r\x1b[31m\u202e\udcff" + "x" * 500
    fault = Fault(file=ugly, table=ugly, index=1, field=ugly, value=ugly, rule=ugly, remedy=ugly)
    assert str(fault).isprintable()


# all at once


def test_all_faults_of_all_files_come_at_once_and_in_order(draw):
    """One fault in each of five files; a sixth that follows from one of them is left out."""
    folder = draw(
        skeleton="town twon road",
        gazette=claim("hazard", 'on = "CHN"\nlevel = "dire"') + '[[haven]]\non = "CHN-MNG"\nclaim = "No."\n',
        herald=ROUTE.replace('"hill", ', '"nowhere", ')
        + '[[hazard]]\non = "nowhere:river"\nlevel = "low"\npart = "entry"\nclaim = "x"\n',
        times="this is no TOML",
    )
    edit(folder, "dataset.toml", "foot = 25", "foot = 0")
    edit(folder, "places.csv", "destination,14,0", "destination,14,95")
    assert [fault.partition(" - ")[0].partition("(")[0] for fault in told(folder)] == [
        "dataset.toml, km_per_day.foot: '0'",
        "places.csv, line 7, lat: '95'",
        "skeleton.csv, line 2, to: 'twon'",
        "reports/gazette.toml, haven 1, on: 'CHN-MNG'",
        "reports/gazette.toml, hazard 1, level: 'dire'",
        "reports/herald.toml, route 1, via: 'nowhere'",
        "reports/times.toml: the file is not valid TOML ",
    ]


def test_a_claim_keeps_its_number_when_one_before_it_is_faulty(draw):
    """The second hazard stays the second."""
    two = (
        claim("hazard", 'on = "CHN"\nlevel = "dire"') + '[[hazard]]\non = "XXX"\nlevel = "low"\nclaim = "x"\n'
    )
    first, second = told(draw(gazette=two))
    assert first.startswith("reports/gazette.toml, hazard 1, level")
    assert second.startswith("reports/gazette.toml, hazard 2, on")


def test_two_faults_of_one_table_are_both_told(draw):
    """A wrong type does not hide a missing key, nor an unknown one."""
    body = 'on = 5\nsince = "soon"\nextra = 1'
    assert [fault.partition(": ")[0] for fault in told(draw(gazette=claim("hazard", body)))] == [
        f"reports/gazette.toml, hazard 1, {key}" for key in ("extra", "level", "on", "since")
    ]


@pytest.mark.parametrize("lost", ["places.csv", "dataset.toml"])
def test_one_unreadable_file_does_not_make_the_others_seem_faulty(draw, lost):
    """Without places or settings only what stands inside the other files can be told."""
    folder = draw(gazette=claim("hazard", 'on = "CHN"\nlevel = "dire"'))
    (folder / lost).unlink()
    missing, dire = told(folder)
    assert missing.startswith(f"{lost}: the file is missing")
    assert "hazard 1, level: 'dire'" in dire


def test_what_only_follows_is_not_told(draw):
    """A country, a leg and a repost that stand in what was set aside are not blamed."""
    more = '[[hazard]]\non = "MNG"\nlevel = "low"\nclaim = "x"\n[[harm]]\non = "town:pass"\nkind = "cold"\nclaim = "x"\n'
    folder = draw(gazette='repost_of = "times"\n' + more, times=ROUTE + "[[")
    edit(folder, "places.csv", "camp,Camp", "camp,")
    name, toml = told(folder)
    assert name.startswith("places.csv, line 6, name: is empty")
    assert toml.startswith("reports/times.toml: the file is not valid TOML")


def test_a_fault_that_shares_letters_with_a_lost_place_is_still_told(draw):
    """Only whole ids count: the lost `a` does not hide the unknown `camps`."""
    folder = draw(gazette=claim("harm", 'on = "camps"\nkind = "cold"'))
    path = folder / "places.csv"
    path.write_text(path.read_text(encoding="utf-8") + "a,,,,,CHN,,city,1,1,\n", encoding="utf-8")
    name, unknown = told(folder)
    assert "line 8, name: is empty" in name
    assert "harm 1, on: 'camps'" in unknown


def test_the_error_counts_the_faults_and_tells_the_first(draw):
    """One line for those who only want to know what to mend first."""
    folder = draw(gazette=claim("hazard", 'on = "CHN"\nlevel = "dire"'))
    with pytest.raises(DatasetError, match=r"has 1 fault: reports/gazette\.toml, hazard 1, level: 'dire'"):
        read_dataset(folder, today=TODAY)
    edit(folder, "places.csv", "city,2,0", "city,2,95")
    with pytest.raises(ValueError, match=r"has 2 faults: places\.csv, line 4, lat: '95'"):
        read_dataset(folder, today=TODAY)
