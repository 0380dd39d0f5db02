"""Records of a dataset: what published reports say, as frozen data.

Nothing here computes. A `Dataset` is what a folder of reports says once it has been read;
`routes.network` turns it into a graph as of a date. Dates are closed intervals of days
(`Period`), `until` inclusive. The words are those of ``docs/format.md``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geodata import Place

from .words import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A closed interval of days; an open end is `None`."""

    start: dt.date
    end: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Return whether ``day`` lies in the interval, both ends included."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every kind of claim has: its id, its report, its time, its words.

    ``id`` is ``<report id>#<table>-<number>``, counted from 1 within the file. ``since`` and
    ``until`` are as coded, `None` where the report gives none.
    """

    id: str
    report: str
    claim: str
    where: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteClaim(Claim):
    """A way that a report describes. ``via`` holds ids, ``?ids`` and ``...`` as coded."""

    via: tuple[str, ...]
    mode: TravelMode = TravelMode.UNSPECIFIED
    modes: tuple[tuple[str, TravelMode], ...] = ()
    family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardClaim(Claim):
    """The danger of forcible return on a target."""

    on: str
    level: RiskLevel
    part: RiskPartName | None = None
    supersedes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmClaim(Claim):
    """Another danger (drowning, cold, hunger, trafficking): shown, never mixed into risk."""

    on: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HavenClaim(Claim):
    """A country or place from which people were not sent back."""

    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowClaim(Claim):
    """A published number of people, as a closed interval (``None``: open above)."""

    through: str
    low: float
    high: float | None
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyClaim(Claim):
    """A reported distance (km) or duration (days) between two targets."""

    source: str
    target: str
    km: tuple[float, float] | None = None
    days: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published report and all that it claims."""

    id: str
    publisher: str
    title: str
    date: Period
    date_text: str
    kind: ReportKind
    access: Access
    url: str = ""
    agency: str = ""
    repost_of: str = ""
    author: str = ""
    note: str = ""
    routes: tuple[RouteClaim, ...] = ()
    hazards: tuple[HazardClaim, ...] = ()
    harms: tuple[HarmClaim, ...] = ()
    havens: tuple[HavenClaim, ...] = ()
    flows: tuple[FlowClaim, ...] = ()
    journeys: tuple[JourneyClaim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Return all claims of the report, in the order of the tables."""
        return (*self.routes, *self.hazards, *self.harms, *self.havens, *self.flows, *self.journeys)

    def start_of(self, claim: Claim) -> dt.date:
        """Return the day from which one of its claims holds: `since`, else the report's date."""
        return claim.since or self.date.start

    @property
    def last_day(self) -> dt.date:
        """Return the last day on which it may have been published."""
        return self.date.end or self.date.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of ``skeleton.csv``: a main line of travel. Geography, not a claim.

    ``length_km`` is a length that somebody measured along the way; `None` stands for the geodesic.
    """

    a: str
    b: str
    mode: TravelMode
    length_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number that no report gives, with the reason for choosing it."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskModel:
    """The stated numbers of ``dataset.toml`` by which words become risk.

    ``scale`` maps each level but `closed` to ``(low, high)``, probabilities of forcible
    return on one use; ``defaults`` gives the level where nothing is claimed, by name of the
    risk part or of a departure (``passage``, ``entry``, ``exposure``, ``departure``);
    ``reference_km`` is the length of the one passage that an exposure level speaks of, by
    country, with ``"*"`` for all others; ``km_per_day`` is moving speed by mode.
    """

    scale: dict[RiskLevel, tuple[float, float]]
    defaults: dict[str, RiskLevel]
    reference_km: dict[str, float]
    km_per_day: dict[TravelMode, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of routes that the map draws as one layer."""

    id: str
    name: str
    name_ko: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetInfo:
    """What every output says about the dataset that it rests on."""

    title: str
    version: str
    period: Period
    as_of: str
    licence: str
    citation: str
    contact: str
    people_at_risk: bool = True
    people_at_risk_reason: str = ""
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLeg:
    """One step of a route claim after `?` and `...` were read: a report supports this leg.

    ``mode`` is `UNSPECIFIED` where the report gives none: it then supports every mode on
    the ground that other reports give. ``named_ends`` counts the ends that the report itself names (0 to 2).
    """

    u: str
    v: str
    mode: TravelMode
    named_ends: int
    claim: RouteClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A folder of reports, read and checked.

    ``today`` is the day against which the five-year rule was applied; ``notices`` are what
    reading changed or wants said (rounded coordinates, say), in words for the user.
    """

    info: DatasetInfo
    risk: RiskModel
    places: dict[str, Place]
    skeleton: tuple[Line, ...]
    reports: dict[str, Report]
    legs: tuple[ReportedLeg, ...]
    today: dt.date
    assumptions: tuple[Assumption, ...] = ()
    families: tuple[Family, ...] = ()
    notices: tuple[str, ...] = ()
