"""What the input files of the Flee simulation say, as frozen data, and what was made of them.

Flee moves people over an undirected graph: *locations* (conflict zones, towns, camps) joined by *links* with
a length in km, some of which *closures* shut from one day to another, days counted from the start of a
period. A `Remark` tells one thing that the reader repaired, dropped or wants known; nothing is mended
silently.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from geodata import SafePassageError, printable
from routes.records import Dataset
from routes.words import TravelMode

LOCATIONS, ROUTES, CLOSURES, PERIOD = "locations.csv", "routes.csv", "closures.csv", "sim_period.csv"


class FleeError(ValueError, SafePassageError):
    """Raise when the files of a Flee instance cannot be used at all; says what to do."""


class RemarkKind(StrEnum):
    """What was done about something that was met in the files."""

    REPAIRED = "repaired"
    DROPPED = "dropped"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to know about the import, with the file and line where it stands.

    Examples
    --------
    >>> print(Remark(kind=RemarkKind.DROPPED, file="routes.csv", line=7, text="'Hill' leads to itself"))
    routes.csv, line 7: 'Hill' leads to itself (dropped)
    """

    kind: RemarkKind
    text: str
    file: str = ""
    line: int | None = None

    def __str__(self) -> str:
        """Return the remark in one line of printable characters, whatever the files hold."""
        line = "" if self.line is None else f", line {self.line}"
        where = f"{self.file}{line}: " if self.file else ""
        return printable(f"{where}{self.text} ({self.kind})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One row of ``locations.csv``; coordinates in degrees, None where the file gives none.

    ``conflict_day`` and ``people`` (population, or capacity of a camp) are texts as they stand in the file.
    """

    line: int
    name: str
    region: str
    country: str
    lonlat: tuple[float, float] | None
    type: str
    conflict_day: str = ""
    people: str = ""

    @property
    def is_conflict_zone(self) -> bool:
        """Return whether people flee from here: Flee asks whether the type holds "conflict"."""
        return "conflict" in self.type

    @property
    def is_camp(self) -> bool:
        """Return whether people flee to here; a camp for people of the same country ("idpcamp") is none."""
        return "camp" in self.type and "idp" not in self.type and not self.is_conflict_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One row of ``routes.csv``: two names, both ways; ``km`` is None where no length can be read."""

    line: int
    a: str
    b: str
    km: float | None
    mode: TravelMode = TravelMode.UNSPECIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """One row of ``closures.csv``; shut from day ``start`` to the day before ``end`` (None: for good)."""

    line: int
    type: str
    name1: str
    name2: str
    start: int
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FleeInstance:
    """The files of one instance, read: ``start`` and ``days`` are None without ``sim_period.csv``."""

    name: str
    locations: tuple[Location, ...]
    links: tuple[Link, ...]
    closures: tuple[Closure, ...]
    start: dt.date | None
    days: int | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FleeImport:
    """A dataset made of a Flee instance, and all that was repaired, dropped or decided on the way.

    ``places`` gives the id of each location by its name, ``crossings`` the two directed crossings of each
    link over a border (there, back), by the names of its two ends. ``countries`` gives the code of each
    country by its name in the files, with the way in which it was found; ``closures`` counts the rows of
    ``closures.csv`` that shut something.
    """

    dataset: Dataset
    instance: FleeInstance
    places: dict[str, str]
    crossings: dict[tuple[str, str], tuple[str, str]]
    countries: dict[str, tuple[str, str]]
    closures: int
    remarks: tuple[Remark, ...]
