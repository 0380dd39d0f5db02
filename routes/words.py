"""The vocabularies of a dataset: every word that a file may use where it has a choice.

They are the words of ``docs/format.md``; a test holds the two together.
"""

from __future__ import annotations

from enum import StrEnum


class TravelMode(StrEnum):
    """How a leg is travelled. `ENTRY` is going into a diplomatic mission from its city."""

    FOOT = "foot"
    ROAD = "road"
    RAIL = "rail"
    RIVER = "river"
    SEA = "sea"
    AIR = "air"
    ENTRY = "entry"
    UNSPECIFIED = "unspecified"

    @property
    def is_surface(self) -> bool:
        """Return whether the leg runs through countries and over borders."""
        return self not in {TravelMode.SEA, TravelMode.AIR, TravelMode.ENTRY}


class RiskLevel(StrEnum):
    """Ordinal chance of being forcibly returned, from the words of a report."""

    MINIMAL = "minimal"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    SEVERE = "severe"
    CLOSED = "closed"


class RiskPartName(StrEnum):
    """The three parts of a leg's risk; they add."""

    PASSAGE = "passage"
    ENTRY = "entry"
    EXPOSURE = "exposure"


class ReportKind(StrEnum):
    """What kind of publication a report is."""

    NEWS = "news"
    NGO = "ngo"
    GOVERNMENT = "government"
    UN = "un"
    ACADEMIC = "academic"
    BOOK = "book"
    ENCYCLOPEDIA = "encyclopedia"


class Access(StrEnum):
    """How much of a report the coder could read."""

    FULL = "full"
    OPENING = "opening"
    SECONDHAND = "secondhand"


class Counted(StrEnum):
    """What a published number of people counts."""

    ARRIVALS = "arrivals"
    ARRESTS = "arrests"
    WAITING = "waiting"
    RETURNS = "returns"
    ENTRIES = "entries"
    RESIDENTS = "residents"


class Evidence(StrEnum):
    """How well a leg's two ends are attested by the best of its reports."""

    NAMED = "named"
    PARTLY = "partly"
    INFERRED = "inferred"
