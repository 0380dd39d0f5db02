"""Vague dates as closed intervals of days.

Reports speak of days, months, years and "about 2012". Each is an interval; ``since`` takes its
first day, ``until`` its last. A question asked of a year means 1 July of it, of a month its
15th: the middle, so that a claim that begins or ends within the year counts for the half of it.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from geodata import DateError

from .faults import as_text, shown
from .records import Period

_DATE = re.compile(r"(?:c\. ?)?([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")

# Wide enough for any history of flight; inside it, no sum of years leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1000, 2999
YEARS_UNTIL_STALE = 5
YEARS_PROTECTED = 5


def read_period(value: object) -> Period:
    """Return the closed interval of days that a date of a dataset means.

    Parameters
    ----------
    value
        A date, a year as a number, or text: "2004", "2004-08", "2004-08-02", "c. 2012".

    Raises
    ------
    DateError
        If it is none of these, no day of the calendar, or outside the years 1000 to 2999.

    Examples
    --------
    >>> period = read_period("2004-02")
    >>> str(period.start), str(period.end)
    ('2004-02-01', '2004-02-29')
    """
    first, last = _ends(value)
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise DateError(
            f"'{shown(as_text(value))}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}; mend the year"
        )
    return Period(start=first, end=last)


def _ends(value: object) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date may mean."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value, value
    text = "" if isinstance(value, bool) else as_text(value).strip()
    match = _DATE.fullmatch(text) if isinstance(value, str | int) else None
    if match is None:
        raise DateError(f"'{shown(as_text(value))}' is no date; write 2004-08-02, 2004-08, 2004 or 'c. 2004'")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        # "00" is no month and no day: only what is missing is open.
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last = first.replace(month=month or 12)
        last = last.replace(day=day or monthrange(last.year, last.month)[1])
    except ValueError as error:
        raise DateError(f"'{text}' is no day of the calendar ({error}); mend it") from None
    return first, last


def read_as_of(value: str | int | dt.date) -> tuple[dt.date, str]:
    """Return the day that a question is about, and the words in which output says so.

    Raises
    ------
    DateError
        As `read_period`.

    Examples
    --------
    >>> read_as_of("2004")
    (datetime.date(2004, 7, 1), '2004 (taken as 1 July 2004)')
    >>> read_as_of("2004-06-03")[1]
    '3 June 2004'
    """
    period = read_period(value)
    words = as_text(value).strip()
    if period.start == period.end:
        return period.start, day_in_words(period.start)
    whole_year = period.start.month == 1 and period.end is not None and period.end.month == 12
    day = period.start.replace(month=7, day=1) if whole_year else period.start.replace(day=15)
    return day, f"{words} (taken as {day_in_words(day)})"


def day_in_words(day: dt.date) -> str:
    """Return a day as people write it, independent of the machine's locale.

    Examples
    --------
    >>> day_in_words(dt.date(2004, 7, 1))
    '1 July 2004'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def add_years(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 29 February becomes 28.

    Examples
    --------
    >>> str(add_years(dt.date(2004, 2, 29), 5))
    '2009-02-28'
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
