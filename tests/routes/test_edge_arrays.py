"""Tables of legs that others made, as networks in array form: what they say, and what is refused."""

from __future__ import annotations

import sys
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import safepassage as sp
from geodata import FormatError, NetworkError, SafePassageError
from routes import arrays_from_edges, network_to_arrays, network_to_gdfs, read_edges
from routes.arrays import NetworkArrays
from routes.foreign.edge_files import MOST_LEGS

COLUMNS = ("indptr", "tails", "heads", "modes", "length_km", "risk_cost", "risk_low", "risk_high", "border")


def edges(**changes):
    """Draw a --1-- b --2-- c --3-- a, one way round."""
    columns = {"from_place": ["a", "b", "c"], "to_place": ["b", "c", "a"], "length_km": [1.0, 2.0, 3.0]}
    return pd.DataFrame(columns | changes)


def is_same(one: NetworkArrays, other: NetworkArrays) -> bool:
    return (one.places, one.mode_names, one.risk_known) == (
        other.places,
        other.mode_names,
        other.risk_known,
    ) and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)


def faults_of(*tables, **options):
    """Return the lines of a refusal, without the first."""
    with pytest.raises(NetworkError) as refusal:
        arrays_from_edges(*tables, **options)
    return [line.removeprefix("- ") for line in str(refusal.value).splitlines()[1:]]


# what a table says


def test_a_table_is_the_network_of_its_rows():
    arrays = arrays_from_edges(edges())

    assert [arrays.leg(row) for row in range(3)] == [
        ("a", "b", "unspecified"),
        ("b", "c", "unspecified"),
        ("c", "a", "unspecified"),
    ]
    assert arrays.length_km.tolist() == [1, 2, 3]
    assert not arrays.border.any()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdé中"), st.sampled_from("xyz가"), st.sampled_from(["road", "rail"])),
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()),
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_and_the_kind_of_table_do_not_matter(legs, rng):
    """Text, categories, Arrow's strings and dictionaries give the arrays that the legs themselves give."""
    pa = pytest.importorskip("pyarrow")
    names = ("from_place", "to_place", "mode", "length_km", "risk_cost", "border")
    rows = [(*ends, *amounts) for ends, amounts in legs.items()]
    given_order = pd.DataFrame(rows, columns=names)
    rng.shuffle(rows)
    table = pd.DataFrame(rows, columns=names, index=[7] * len(rows))
    table = table.astype({"length_km": float, "risk_cost": float, "border": bool})
    categories = table.astype(dict.fromkeys(names[:3], "category"))

    arrays = arrays_from_edges(table)
    assert {arrays.leg(i): float(arrays.length_km[i]) for i in range(len(rows))} == {
        ends: float(km) for ends, (km, _, _) in legs.items()
    }
    for other in (given_order.astype({"length_km": float, "risk_cost": float, "border": bool}), categories):
        assert is_same(arrays_from_edges(other), arrays)
    for other in (table, categories):
        assert is_same(arrays_from_edges(pa.Table.from_pandas(other)), arrays)


def test_the_tables_of_a_network_give_the_arrays_of_the_network():
    """What `network_to_gdfs` writes needs no telling, down to which legs pass a border."""
    G = sp.load_network(2004)
    places, legs = network_to_gdfs(G)

    assert is_same(arrays_from_edges(legs, places), network_to_arrays(G))


def test_other_names_and_metres_are_told():
    table = pd.DataFrame({"u": [10, 9], "v": [9, 10], "length": [500, 1500]})
    arrays = arrays_from_edges(table, columns={"from_place": "u", "to_place": "v", "length_m": "length"})

    assert arrays.places == ("10", "9")  # in the order of text
    assert arrays.length_km.tolist() == [0.5, 1.5]


def test_a_row_may_be_a_leg_both_ways():
    arrays = arrays_from_edges(edges(border=[True, False, False]), two_way=True)

    assert [arrays.leg(row)[:2] for row in np.flatnonzero(arrays.border)] == [("a", "b"), ("b", "a")]
    assert arrays.length_km.tolist() == [1, 3, 1, 2, 3, 2]


def test_chances_become_costs_as_everywhere():
    """The cost is that of the geometric mean, sqrt(0.1 * 0.4) = 0.2, and the bounds those of the ends."""
    arrays = arrays_from_edges(edges(p_low=0.1, p_high=0.4))

    assert arrays.risk_known
    assert arrays.risk_cost[0] == pytest.approx(-np.log(0.8), abs=1e-9)
    assert arrays.risk_low[0] == pytest.approx(-np.log(0.9), abs=1e-9)
    assert arrays.risk_high[0] == pytest.approx(-np.log(0.6), abs=1e-9)


def test_a_cost_without_bounds_is_its_own_bound():
    arrays = arrays_from_edges(edges(risk_cost=[0.1, 0.2, 0.3]))

    assert arrays.risk_low.tolist() == arrays.risk_high.tolist() == [0.1, 0.2, 0.3]


def test_where_nothing_is_said_of_risk_the_arrays_say_so():
    """Zeros would read as safety."""
    assert not arrays_from_edges(edges()).risk_known


def test_places_of_their_own_may_be_without_legs_and_say_what_is_a_border():
    places = pd.DataFrame({"place": ["d", "c", "b", "a"], "country": ["XXB", "XXB", "XXA", "XXA"]})
    arrays = arrays_from_edges(edges(), places)

    assert arrays.places == ("a", "b", "c", "d")
    assert [arrays.leg(row)[:2] for row in np.flatnonzero(arrays.border)] == [("b", "c"), ("c", "a")]


@pytest.mark.parametrize("said", [[True, False, False], [1, 0, 0], ["yes", "no", ""], ["CHN:MNG", None, ""]])
def test_what_passes_a_border_is_read_in_several_words(said):
    """A false that a file holds as text stays false."""
    assert arrays_from_edges(edges(border=said)).border.tolist() == [True, False, False]


def test_a_mode_that_is_missing_is_unspecified():
    assert arrays_from_edges(edges(mode=["road", None, " "])).mode_names == ("road", "unspecified")


def test_a_table_without_rows_is_a_network_without_legs():
    assert repr(arrays_from_edges(edges().iloc[:0])) == "<NetworkArrays: 0 places, 0 legs>"
    assert repr(arrays_from_edges(edges().iloc[:0], pd.DataFrame({"place": ["a"]}))) == (
        "<NetworkArrays: 1 places, 0 legs>"
    )


def test_categories_that_no_row_has_are_no_places():
    table = edges().astype({"from_place": "category", "to_place": "category"}).iloc[:1]

    assert arrays_from_edges(table).places == ("a", "b")


def test_loops_and_copies_are_left_out_when_asked_and_told():
    """Of a leg that comes three times the shortest stays, of equals the less risky."""
    table = pd.DataFrame(
        {
            "from_place": ["a", "a", "a", "b", "a"],
            "to_place": ["b", "b", "b", "b", "b"],
            "mode": ["road", "road", "road", "road", "rail"],
            "length_km": [3.0, 2.0, 2.0, 1.0, 9.0],
            "risk_cost": [0.1, 0.3, 0.2, 0.1, 0.1],
        }
    )
    arrays = arrays_from_edges(table, mend=True)

    assert [arrays.leg(row) for row in range(2)] == [("a", "b", "rail"), ("a", "b", "road")]
    assert (arrays.length_km[1], arrays.risk_cost[1]) == (2, 0.2)
    assert arrays.notices == (
        "legs that lead back to their own start: 1, the first in row 4; left out",
        "legs that come twice, with the same ends and mode: 2, the first in row 1; left out, all but the shortest",
    )


# what is refused


def test_all_faults_are_told_at_once():
    table = edges(
        from_place=["a", None, " "],
        length_km=[-1.0, np.nan, np.inf],
        p_low=[0.5, 0.1, 0.1],
        p_high=[0.4, 0.2, 1.0],
        border=["maybe", "", ""],
    )

    assert faults_of(table) == [
        "from_place is missing in row 2 (of 2 such rows); every row needs one",
        "length_km is missing or no number in row 2; fill it in, or leave the row out",
        "length_km is -1.0 in row 1 (of 2 such rows); it must be finite and at least 0",
        "p_high is 1.0 in row 3; a chance is at least 0 and less than 1",
        "p_low is above p_high in row 1; exchange them",
        "border is 'maybe' in row 1; say true or false",
    ]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"length_km": ["1", "2", "3"]}, "length_km holds numbers as values of kind"),
        ({"length_km": ["1", "long", None]}, "length_km is 'long' in row 2; it must be a number"),
        ({"length_km": [True, True, False]}, "length_km is True in row 1"),
        ({"length_km": [1 + 2j] * 3}, "length_km is (1+2j) in row 1"),
        ({"length_km": [[1], [2], [3]]}, "length_km is [1] in row 1"),
        ({"from_place": [1.0, np.nan, 3.0]}, "one that is missing turns whole numbers into floats"),
        ({"from_place": [["a"], ["b"], ["c"]]}, "from_place holds lists or objects"),
        ({"mode": [1.5, 2.5, 3.5]}, "mode holds values of kind 'floating'"),
        ({"to_place": ["b", "b", "c"]}, "legs that lead back to their own start: 2, the first in row 2;"),
        ({"risk_cost": 0.1, "p_low": 0.1, "p_high": 0.1}, "risk_cost and p_low say the same thing twice"),
        ({"length_m": 1.0}, "length_km and length_m say the same thing twice; keep one of them"),
        ({"p_low": 0.1}, "p_low needs the column p_high beside it"),
        ({"risk_low": 0.1, "risk_high": 0.2}, "risk_low needs the column risk_cost beside it"),
        ({"risk_cost": 0.1, "risk_low": 0.2, "risk_high": 0.3}, "risk_low is above risk_cost in row 1"),
        ({"from_place": ["\x1b[31m" * 20, None, "c"]}, "from_place is missing in row 2"),
    ],
)
def test_what_is_no_leg_is_refused(change, fault):
    assert any(fault in line for line in faults_of(edges(**change)))


def test_a_leg_that_comes_twice_is_refused():
    twice = pd.concat([edges(), edges()])

    assert faults_of(twice) == [
        (
            "legs that come twice, with the same ends and mode: 3, the first in row 4; "
            "leave them out, or say mend=True"
        )
    ]


def test_columns_that_are_missing_or_come_twice_are_named():
    assert faults_of(edges().rename(columns={"to_place": "to", "length_km": "km"})) == [
        (
            "it has no column to_place, length_km (or length_m); "
            "add what is missing, or tell its name by columns="
        )
    ]
    assert "it has the column 'length_km' twice; keep one" in faults_of(
        pd.concat([edges(), edges()[["length_km"]]], axis=1)
    )
    assert faults_of(edges(), columns={"from": "u"})[0].startswith(
        "'from' is none of the columns from_place,"
    )


def test_places_that_are_unknown_missing_or_come_twice_are_told():
    places = pd.DataFrame({"place": ["a", "b", "b"], "country": ["XXA", None, "XXB"]})

    assert faults_of(edges(), places) == [
        "in the table of places: place repeats 'b' in row 3; give each place one row",
        "in the table of places: country is missing in row 2; every row needs one",
        "from_place is the unknown place 'c' in row 3; add it to the table of places, or leave the leg out",
        "to_place is the unknown place 'c' in row 2; add it to the table of places, or leave the leg out",
    ]
    assert faults_of(edges(), pd.DataFrame({"id": ["a"]})) == [
        "the table of places has no column 'place'; add it, or tell its name by columns="
    ]


def test_what_is_shown_of_a_value_cannot_steer_a_terminal():
    assert "\x1b" not in "".join(faults_of(edges(length_km=["\x1b[31m", "2", "3"])))


# files


@pytest.fixture(params=[".parquet", ".csv"])
def written(request, tmp_path):
    """Return a function that writes a table in either format."""
    if request.param == ".parquet":
        pytest.importorskip("pyarrow")

    def write(table):
        path = tmp_path / f"legs{request.param}"
        if request.param == ".parquet":
            table.to_parquet(path, index=False)
        else:
            table.to_csv(path, index=False)
        return path

    return write


def test_a_file_says_what_its_table_says(written):
    """Ids that look like numbers or like nothing stay what they are; other columns are not read."""
    table = edges(
        from_place=["007", "NA", "nan"], to_place=["NA", "nan", "007"], note="x" * 99, p_low=0.1, p_high=0.2
    )
    found = read_edges(written(table))

    assert list(found) == ["from_place", "to_place", "length_km", "p_low", "p_high"]
    assert is_same(arrays_from_edges(found), arrays_from_edges(table))


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_file_of_this_program_is_read_as_it_is(tmp_path, suffix):
    """The legs of a network that was written as a file, border and risk with them."""
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    G = sp.load_network(2004)
    sp.write_network(G, tmp_path / f"routes{suffix}")
    places, _ = network_to_gdfs(G)

    assert is_same(arrays_from_edges(read_edges(tmp_path / f"routes{suffix}"), places), network_to_arrays(G))


def test_a_file_may_have_other_names(written):
    names = {"from_place": "u", "to_place": "v", "length_m": "length", "border": "crosses"}
    table = pd.DataFrame({"u": ["a", "b"], "v": ["b", "c"], "length": [1, 2], "crosses": [True, False]})
    arrays = arrays_from_edges(read_edges(written(table), columns=names), columns=names)

    assert arrays.length_km.tolist() == [0.001, 0.002]
    assert arrays.border.tolist() == [True, False]


def test_whole_numbers_are_ids_in_files_too(written):
    table = pd.DataFrame({"from_place": [10**12, 9], "to_place": [9, 10], "length_km": [1.0, 2.0]})

    assert arrays_from_edges(read_edges(written(table))).places == ("10", "1000000000000", "9")


def test_a_file_without_the_columns_is_refused_before_it_is_read(written):
    with pytest.raises(NetworkError, match="it has no column to_place"):
        read_edges(written(edges().drop(columns="to_place")))


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no archives", b"<html><body>not found", b"\xff\xfea\0,\0"]
)
@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_that_is_no_table_is_refused_in_a_line(tmp_path, suffix, content):
    path = tmp_path / f"legs{suffix}"
    path.write_bytes(content)

    with pytest.raises(SafePassageError) as refusal:
        read_edges(path)
    assert "legs" in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_cut_file_is_refused(tmp_path):
    pytest.importorskip("pyarrow")
    path = tmp_path / "legs.parquet"
    edges().to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(SafePassageError, match=r"legs\.parquet"):
        read_edges(path)


def test_rows_of_different_length_and_other_alphabets_are_refused(tmp_path):
    path = tmp_path / "legs.csv"
    path.write_text("from_place,to_place,length_km\na,b,1\na,b,1,2,3\n", encoding="utf-8")
    with pytest.raises(NetworkError, match=r"'legs\.csv' cannot be read \(.*line 3"):
        read_edges(path)

    path.write_text("from_place,to_place,length_km,length_km\na,b,1,2\n", encoding="utf-8")
    with pytest.raises(NetworkError, match="it has the column 'length_km' twice; keep one"):
        read_edges(path)

    path.write_text("\n\n\n", encoding="utf-8")
    with pytest.raises(NetworkError, match=r"'legs\.csv' cannot be read \(No columns"):
        read_edges(path)

    path.write_text("from_place,to_place,length_km\na,b,1,4\na,b,1,4\n", encoding="utf-8")
    with pytest.raises(NetworkError, match="its rows have more cells than its header has names"):
        read_edges(path)

    path.write_bytes("from_place,to_place,length_km\nÉvreux,b,1\n".encode("latin-1"))
    with pytest.raises(NetworkError, match=r"'legs\.csv' cannot be read"):
        read_edges(path)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.binary(max_size=6), st.booleans())
def test_a_file_with_bytes_changed_is_read_or_refused(written, at, put, cut):
    """Cut anywhere, or with other bytes put in: a table, or one error of ours, and nothing else."""
    path = written(edges(mode=["road", "rail", "road"], border=[True, False, False]))
    data = path.read_bytes()
    at %= len(data)
    path.write_bytes(data[:at] + put + (b"" if cut else data[at + len(put) :]))

    with suppress(SafePassageError):
        arrays_from_edges(read_edges(path))


def test_text_among_the_numbers_of_a_file_is_told_by_its_row(tmp_path):
    path = tmp_path / "legs.csv"
    path.write_text("from_place,to_place,length_km\na,b,1\nb,c,far\nc,a,\n", encoding="utf-8")

    assert faults_of(read_edges(path)) == ["length_km is 'far' in row 2; it must be a number"]


def test_other_formats_and_too_many_legs_are_refused(tmp_path, monkeypatch):
    with pytest.raises(FormatError, match=r"'legs.xlsx' ends in '.xlsx'; .* \.parquet or \.csv"):
        read_edges(tmp_path / "legs.xlsx")

    assert MOST_LEGS >= 2_500_000
    monkeypatch.setattr("routes.foreign.edge_files.MOST_LEGS", 2)
    edges().to_csv(tmp_path / "legs.csv", index=False)
    with pytest.raises(NetworkError, match=r"'legs\.csv' holds more than 2 legs"):
        read_edges(tmp_path / "legs.csv")


def test_without_the_package_parquet_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(FormatError, match=r"needs the package pyarrow.*give a \.csv"):
        read_edges(tmp_path / "legs.parquet")
