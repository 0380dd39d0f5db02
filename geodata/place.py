"""A place: a city, a border section, a set of missions, known to one decimal of a degree.

Places are as coarse as published reports are. A *crossing* is a section of a border, never a
point where somebody crossed; a *mission* stands for all diplomatic missions of a city.
Coordinates are ``(lon, lat)`` in degrees on WGS 84 (EPSG:4326), everywhere in this program.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is in the network."""

    ORIGIN = "origin"
    CROSSING = "crossing"
    CITY = "city"
    MISSION = "mission"
    DESTINATION = "destination"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One row of ``places.csv``.

    A crossing is directed: people come from ``country`` and leave into ``other_country``.
    A border section that is used both ways is two places. Countries are ISO 3166-1 alpha-3.

    Examples
    --------
    >>> Place(id="seoul", name="Seoul", country="KOR", kind=PlaceKind.DESTINATION,
    ...       lon=127.0, lat=37.6).lonlat
    (127.0, 37.6)
    """

    id: str
    name: str
    country: str
    kind: PlaceKind
    lon: float
    lat: float
    name_local: str = ""
    name_ko: str = ""
    variants: tuple[str, ...] = ()
    other_country: str | None = None
    note: str = ""

    @property
    def lonlat(self) -> tuple[float, float]:
        """Return ``(lon, lat)`` in degrees, EPSG:4326."""
        return (self.lon, self.lat)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name by which the place can be found, its id first."""
        return tuple(n for n in (self.id, self.name, self.name_local, self.name_ko, *self.variants) if n)
