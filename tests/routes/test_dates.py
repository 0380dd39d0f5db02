"""Vague dates are closed intervals of days; what is no day is refused in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from geodata import DateError
from routes import Period, day_in_words, read_as_of, read_period
from routes.dates import FIRST_YEAR, LAST_YEAR, add_years


def days(start: str, end: str) -> Period:
    return Period(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))


@pytest.mark.parametrize(
    ("written", "interval"),
    [
        (2004, days("2004-01-01", "2004-12-31")),
        ("2004", days("2004-01-01", "2004-12-31")),
        ("2004-08", days("2004-08-01", "2004-08-31")),
        ("2004-02", days("2004-02-01", "2004-02-29")),
        ("1900-02", days("1900-02-01", "1900-02-28")),
        ("2000-02", days("2000-02-01", "2000-02-29")),
        ("2004-08-02", days("2004-08-02", "2004-08-02")),
        ("2004-02-29", days("2004-02-29", "2004-02-29")),
        (dt.date(2004, 8, 2), days("2004-08-02", "2004-08-02")),
        (dt.datetime(2004, 8, 2, 23, 59), days("2004-08-02", "2004-08-02")),  # noqa: DTZ001
        ("c. 2012", days("2012-01-01", "2012-12-31")),
        ("c.2012-03", days("2012-03-01", "2012-03-31")),
        (" 2004 ", days("2004-01-01", "2004-12-31")),
    ],
)
def test_a_date_is_the_interval_of_days_that_it_may_mean(written, interval):
    """A year, a month, a day, about a year: each is read as a closed interval."""
    assert read_period(written) == interval


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "04",
        "2004-8",
        "2004-8-2",
        "2004/08/02",
        "02.08.2004",
        "2004-08-02T10:00",
        "c 2004",
        "-2004",
        "20045",
    ],
)
def test_what_is_no_date_is_answered_with_the_forms_of_one(written):
    """The message shows the value and how to write a date."""
    with pytest.raises(DateError, match=r"is no date; write 2004-08-02, 2004-08, 2004 or 'c\. 2004'$"):
        read_period(written)


@pytest.mark.parametrize("written", [True, 2004.5, None, [2004], {"year": 2004}, dt.time(10, 0)])
def test_what_is_neither_text_nor_number_nor_date_is_no_date(written):
    """`true` is not the year 1."""
    with pytest.raises(DateError, match="is no date"):
        read_period(written)


@pytest.mark.parametrize(
    "written", ["2003-02-29", "1900-02-29", "2004-13", "2004-00", "2004-04-31", "2004-01-00"]
)
def test_impossible_days_are_refused(written):
    """29 February exists in leap years only; no month has a day 0."""
    with pytest.raises(DateError, match=rf"^'{written}' is no day of the calendar"):
        read_period(written)


@pytest.mark.parametrize(
    "written",
    [0, 999, 3000, 9999, "0000", "0999-12", dt.date.min, dt.date.max, pytest.param(10**5000, id="huge")],
)
def test_years_beyond_any_history_are_refused(written):
    """Years outside 1000 to 2999 are mistakes, and sums of years could leave the calendar."""
    with pytest.raises(DateError):
        read_period(written)


def test_digits_of_other_scripts_are_no_year():
    """Only 0 to 9 are digits of a date, as editors with the schema say too."""
    with pytest.raises(DateError):
        read_period("２００４")


def test_a_hostile_date_is_shown_in_one_printable_line():
    """Line breaks, control characters and ten thousand letters do not reach the message."""
    with pytest.raises(DateError) as caught:
        read_period("20\n04\x1b[31m" + "x" * 10_000)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


vague = st.builds(
    lambda day, form: day.isoformat()[:form] if form else day,
    st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)),
    st.sampled_from([4, 7, 10, 0]),
)


@given(vague)
def test_every_interval_begins_before_it_ends(written):
    """Start and end are in order, whatever is written."""
    period = read_period(written)
    assert period.start <= period.end
    assert period.covers(period.start)
    assert period.covers(period.end)


@given(st.text("0123456789-c. ", max_size=12))
@example("2004-02-30")
def test_any_text_is_an_interval_in_order_or_a_date_error(written):
    """No text brings anything but an interval or a `DateError`."""
    try:
        period = read_period(written)
    except DateError:
        return
    assert period.start <= period.end


@given(vague)
def test_about_does_not_change_the_interval(written):
    """`c.` says that the report is unsure, and is kept as text only."""
    assume(isinstance(written, str))
    assert read_period(f"c. {written}") == read_period(f"c.{written}") == read_period(written)


@given(vague)
def test_a_question_about_a_time_is_about_a_day_inside_it(written):
    """The day asked about lies in the interval that was named, and the words end with it."""
    day, words = read_as_of(written)
    assert read_period(written).covers(day)
    assert day_in_words(day) in words


@pytest.mark.parametrize(
    ("asked", "day", "words"),
    [
        ("2004", "2004-07-01", "2004 (taken as 1 July 2004)"),
        (2004, "2004-07-01", "2004 (taken as 1 July 2004)"),
        ("2004-06", "2004-06-15", "2004-06 (taken as 15 June 2004)"),
        ("2004-12", "2004-12-15", "2004-12 (taken as 15 December 2004)"),
        ("2004-06-03", "2004-06-03", "3 June 2004"),
        (dt.date(2004, 2, 29), "2004-02-29", "29 February 2004"),
    ],
)
def test_a_year_means_its_first_of_july_and_a_month_its_fifteenth(asked, day, words):
    """The middle is taken, and the output says so."""
    assert read_as_of(asked) == (dt.date.fromisoformat(day), words)


@given(st.dates(dt.date(1100, 1, 1), dt.date(2800, 12, 31)), st.integers(-99, 99))
def test_adding_years_keeps_month_and_day_but_for_29_february(day, years):
    """29 February becomes 28 where the year has none."""
    later = add_years(day, years)
    assert later.year == day.year + years
    assert later.month == day.month
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


def test_an_open_period_covers_all_that_follows():
    """A period without an end includes its first day and every later one."""
    open_end = Period(start=dt.date(2004, 1, 1))
    assert open_end.covers(dt.date(2004, 1, 1))
    assert open_end.covers(dt.date(2999, 1, 1))
    assert not open_end.covers(dt.date(2003, 12, 31))
