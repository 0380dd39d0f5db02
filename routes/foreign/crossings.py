"""Crossings for legs that lead into another country and name none.

This program knows a border by its crossings: places on it that are entered from one country and
left into another. A leg on the ground between two countries gets one, on the border between the two
where geodata knows the line, else halfway. Its length is parted there, so that the parts add to the
whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind, distance_km, place_crossing
from routes.expand import leg_country

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routes.words import TravelMode

KM_DIGITS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLeg:
    """A leg as a table names it: where it stands, its ends, its length in km, a chance if one is stated."""

    told_in: str
    u: str
    v: str
    mode: TravelMode
    length_km: float
    chance: tuple[float, float] | None = None


def over_the_border(
    leg: TableLeg, known: dict[str, Place], added: dict[str, Place], *, digits: int
) -> list[TableLeg]:
    """Return the leg, or its two pieces before and behind a crossing that is added to the places."""
    u, v = known[leg.u], known[leg.v]
    if not leg.mode.is_surface or leg_country(u, v) is not None:
        return [leg]
    name = f"{u.id}-{v.id}-border"
    if name not in added:
        added[name] = _crossing(name, u, v, digits)
        known[name] = added[name]
    lonlat = known[name].lonlat
    before, behind = distance_km(u.lonlat, lonlat), distance_km(lonlat, v.lonlat)
    share = before / (before + behind) if before + behind else 0.5
    first_km = round(leg.length_km * share, KM_DIGITS)
    # A chance that is stated for the whole leg stands where the border is passed.
    first_chance = None if leg.chance is None else (0.0, 0.0)
    return [
        replace(leg, v=name, length_km=first_km, chance=first_chance),
        replace(leg, u=name, length_km=leg.length_km - first_km),
    ]


def _crossing(name: str, u: Place, v: Place, digits: int) -> Place:
    """Return a section of the border between the countries of two places, near the line that joins them."""
    country = u.other_country or u.country
    (lon, lat), _ = place_crossing(u.lonlat, v.lonlat, country, v.country)
    return Place(
        id=name,
        name=f"Border on the way from {u.name or u.id} to {v.name or v.id}"[:200],
        country=country,
        other_country=v.country,
        kind=PlaceKind.CROSSING,
        lon=round(lon, digits),
        lat=round(lat, digits),
        note="Added on reading: the table names no crossing.",
    )


def told_of_crossings(added: Mapping[str, Place]) -> list[str]:
    """Return the notice of the crossings that were added, if there are any."""
    if not added:
        return []
    borders = sorted({f"{place.country}:{place.other_country}" for place in added.values()})
    some = ", ".join(borders[:5]) + (" ..." if len(borders) > 5 else "")
    count = "1 crossing was" if len(added) == 1 else f"{len(added):,} crossings were"
    return [f"{count} added where legs on the ground lead into another country: {some}"]
