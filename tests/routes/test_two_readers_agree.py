"""The quick reader and the thorough one agree about every dataset, however broken.

A dataset is drawn that uses every table of the format; then one value of it is changed, dropped
or added, and both readers are asked. The quick one may only refuse what the thorough one can
explain, and the other way round.
"""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import SafePassageError
from routes import shipped_dataset_path
from routes.dataset.check import check_parsed
from routes.dataset.files import RawDataset, read_raw
from routes.dataset.parse import parse_raw
from routes.dataset.validate import find_faults

TODAY = dt.date(2026, 1, 1)

EVERYTHING = """
url = "https://example.org/report"
agency = "Wire"
author = "somebody"
note = "a note"

[[route]]
via = ["hill", "river", "...", "?town", "pass", "camp", "port"]
mode = { "*" = "road", "river:town" = "rail" }
family = "north"
since = 2000
until = "2012-03"
claim = "People go north."
where = "par. 1"

[[hazard]]
on = "town:pass"
part = "exposure"
level = "high"
since = "2001-05"
supersedes = true
claim = "It is dangerous."

[[hazard]]
on = "rail@CHN"
level = "low"
claim = "Trains are not."

[[harm]]
on = "river"
kind = "drowning"
claim = "The water is deep."

[[haven]]
on = "MNG"
since = "c. 2002"
claim = "Nobody is sent back."

[[flow]]
through = "CHN-MNG"
people = [20, 450]
counted = "arrivals"
at_least = true
claim = "Many."

[[flow]]
through = "camp"
people = "a few"
counted = "waiting"
claim = "Some wait."

[[journey]]
from = "river"
to = "camp"
days = [3, 10]
claim = "It takes days."

[[journey]]
from = "hill"
to = "town"
km = 300.5
claim = "It is far."
"""


@pytest.fixture
def sound(draw) -> RawDataset:
    """The parsed files of a dataset that uses every table, without a fault."""
    raw = read_raw(draw(skeleton="river town rail\ntown pass road", gazette=EVERYTHING))
    assert read_quickly(raw)
    assert find_faults(raw, TODAY) == ()
    return raw


def read_quickly(raw: RawDataset) -> bool:
    """Return whether the quick reader takes the dataset, with the errors that reading catches."""
    if raw.faults:
        return False
    try:
        parsed, _ = parse_raw(raw)
    except (SafePassageError, ArithmeticError, KeyError, TypeError, ValueError, AttributeError):
        return False
    return not check_parsed(parsed, TODAY)[1]


def assert_agree(raw: RawDataset) -> None:
    faults = find_faults(raw, TODAY)
    told = "\n".join(map(str, faults))
    assert read_quickly(raw) == (not faults), told
    assert "please report" not in told
    for fault in faults:
        assert str(fault).isprintable()
        assert fault.file
        assert fault.rule
        assert fault.remedy


def paths_of(value: object, *, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value of a tree of lists and tables, inner nodes included."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        inner = []
    return [path, *(p for key, child in inner for p in paths_of(child, path=(*path, key)))]


def change(raw: RawDataset, path: tuple[Any, ...], how: str, value: object) -> RawDataset:
    """Return a copy of the files with one value dropped, replaced or added."""
    raw = copy.deepcopy(raw)
    part, *keys = path
    tree = {part: getattr(raw, part)}
    where: Any = tree
    for key in [part, *keys][:-1]:
        where = where[key]
    last = [part, *keys][-1]
    if how == "drop" and keys:
        del where[last]
    elif how == "add" and isinstance(where[last], list):
        where[last].append(value)
    elif how == "add" and isinstance(where[last], dict):
        where[last]["extra" if not isinstance(value, str) else value] = value
    else:
        where[last] = value
    setattr(raw, part, tree[part])
    return raw


PARTS = ("dataset", "reports")
TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "x" * 201,
                "x" * 2001,
                "a\nb",
                "a\tb",
                "\0",
                "\u202e",
                "\x1b[31m",
                "...",
                "?town",
                "?...",
            ),
            *(
                "CHN-MNG",
                "CHN:PRK",
                "MNG",
                "XXX",
                "town:pass",
                "camp:hill",
                "mission@CHN",
                "air@MNG",
                "@",
                ":",
            ),
            *(
                "2004",
                "2004-00",
                "2031",
                "c. 2012",
                "closed",
                "entry",
                "air",
                "sea",
                "rail",
                "a few",
                "javascript:x",
            ),
            *("1e3", "nan", "true", "gazette", "north", "camp", "Camp", "*", "closed"),
        ]
    ),
)
NUMBERS = st.one_of(
    st.integers(-5, 10),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from([0, 0.0, -0.0, 4, 5, 2004, 2031, 10**9, 10**9 + 1, 10**400, -(10**400), 10**5000, 1e308]),
)
SCALARS = st.one_of(
    TEXTS,
    NUMBERS,
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(TEXTS, SCALARS, max_size=2),
    st.lists(st.dictionaries(TEXTS, SCALARS, max_size=2), max_size=2),
)
MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(st.data())
def test_one_changed_value_of_a_toml_file(sound, data):
    """A key dropped, a value of another type, a number or a text from nowhere, a key too many."""
    part = data.draw(st.sampled_from(PARTS))
    inside = [path for path in paths_of(getattr(sound, part)) if path]
    if part == "reports":
        inside = [path for path in inside if len(path) > 1]
    path = data.draw(st.sampled_from(inside))
    how = data.draw(st.sampled_from(["drop", "replace", "add"]))
    assert_agree(change(sound, (part, *path), how, data.draw(VALUES)))


@MANY
@given(st.data())
def test_one_changed_cell_of_a_csv_file(sound, data):
    """Any text in any cell, which CSV always gives as text."""
    part = data.draw(st.sampled_from(["places", "lines"]))
    cells = [path for path in paths_of(getattr(sound, part)) if len(path) == 2 and path[1] != "line"]
    text = st.one_of(
        TEXTS, st.sampled_from(["95", "-200", "1_0", "١", "1,5", "CHN", "PRK", "crossing", "mission", "ab|c"])
    )
    raw = change(sound, (part, *data.draw(st.sampled_from(cells))), "replace", data.draw(text).strip())
    assert_agree(raw)


@MANY
@given(st.data())
def test_several_changed_values_at_once(sound, data):
    """Faults of several files do not hide one another from one reader only."""
    raw = sound
    for part in ("dataset", "reports"):
        paths = [path for path in paths_of(getattr(raw, part)) if len(path) > (part == "reports")]
        raw = change(raw, (part, *data.draw(st.sampled_from(paths))), "replace", data.draw(SCALARS))
    assert_agree(raw)


def test_each_key_dropped_in_turn(sound):
    """A missing key is a fault for both readers, or for none where it is optional."""
    for part in PARTS:
        for path in paths_of(getattr(sound, part)):
            if len(path) > (part == "reports"):
                assert_agree(change(sound, (part, *path), "drop", None))


def test_each_value_of_another_type_in_turn(sound):
    """No value of the format may be of every type."""
    for part in PARTS:
        for path in paths_of(getattr(sound, part)):
            if len(path) > (part == "reports"):
                for value in (7, "?", True, [], {}, [7, 8], dt.time(1, 2), dt.datetime(2001, 1, 1, 5)):  # noqa: DTZ001
                    assert_agree(change(sound, (part, *path), "replace", value))


def test_the_shipped_dataset_is_taken_by_both():
    """Both readers take the shipped dataset."""
    assert_agree(read_raw(shipped_dataset_path()))
