"""The words in which published flows are told: windows of time, numbers of people, shares of exits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from routes import Counted

TOO_WIDE = 0.9
"""Width from which an interval of a share says too little to be held against anything: a stated choice."""


class Window(NamedTuple):
    """The time that a comparison speaks of: first and last day, and the years whose networks it asks.

    Examples
    --------
    >>> str(Window(dt.date(2009, 1, 1), dt.date(2009, 12, 31))), Window.of_years(1999, 2003).years
    ('2009', (1999, 2000, 2001, 2002, 2003))
    >>> str(Window.of_years(1999, 2003)), str(Window(dt.date(2017, 1, 1), dt.date(2017, 6, 30)))
    ('1999-2003', '2017-01-01 to 2017-06-30')
    """

    since: dt.date
    until: dt.date

    @classmethod
    def of_years(cls, first: int, last: int) -> Window:
        """Return the time of whole calendar years."""
        return cls(dt.date(first, 1, 1), dt.date(last, 12, 31))

    @property
    def years(self) -> tuple[int, ...]:
        """Return the calendar years that it touches."""
        return tuple(range(self.since.year, self.until.year + 1))

    def __str__(self) -> str:
        """Return "2009", "1999-2003" or the two days."""
        first, last = self.since.year, self.until.year
        if self != Window.of_years(first, last):
            return f"{self.since} to {self.until}"
        return str(first) if first == last else f"{first}-{last}"


class People(NamedTuple):
    """A published number of people as a closed interval; ``high`` is None where it is open above."""

    low: float
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedShare:
    """What reports say of one exit in one window: between which shares of the arrivals it lies.

    ``exit`` is a country ("THA": by air, missions or over its border) or the sea from one ("sea@PRK").
    ``arrivals`` are those in the country of destination in the same window. ``counted`` says what was
    counted, and in how many claims; ``claims`` are their ids, those on arrivals left out.
    """

    exit: str
    window: Window
    low: float
    high: float
    people: People
    arrivals: People
    counted: tuple[tuple[Counted, int], ...]
    claims: tuple[str, ...]

    @property
    def says(self) -> bool:
        """Return whether the interval is narrow enough to say anything (`TOO_WIDE`)."""
        return self.high - self.low < TOO_WIDE

    @property
    def counted_in_words(self) -> str:
        """Return what was counted, and by how many claims: "arrests (2), entries (1)"."""
        return ", ".join(f"{counted} ({number})" for counted, number in self.counted)


class UnusedFlow(NamedTuple):
    """A published number that no share could be read from, and why."""

    claim: str
    through: str
    reason: str


class PublishedShares(NamedTuple):
    """All published shares, by window and exit; the arrivals by window and year; and what was left out."""

    shares: tuple[PublishedShare, ...]
    arrivals: dict[Window, People]
    left_out: tuple[UnusedFlow, ...]
