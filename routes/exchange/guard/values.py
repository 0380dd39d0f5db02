"""Whether coordinates that could be right were exchanged on the way.

Numbers outside the earth are refused where they are read. But a longitude below 90 does as a latitude
too, and a table of which the columns were taken for one another then looks sound: its places lie in a
desert or an ocean far away. What gives it away is the country that it names beside.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from geodata import GeodataError, UnknownNameError, distance_to_country_km

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata import Place

FAR_KM = 300.0  # coasts of the coarse basemap are some tens of km off, islands some hundred
MOST = 200  # places that are looked at: columns are exchanged for all rows or for none
NEAR_KM = 20.0  # a point rounded to a tenth of a degree lies up to 8 km off


def exchanged_places(places: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """Return the places whose lon and lat seem exchanged, each with the reason in words.

    These are places that lie far from their country (of a crossing: from both) but would lie in it the
    other way round. Countries that the basemap does not show prove nothing. Of many places the
    first `MOST` are looked at; no places give no answer.

    Examples
    --------
    >>> from geodata import Place, PlaceKind
    >>> town = Place(id="ankara", name="Ankara", country="TUR", kind=PlaceKind.CITY, lon=39.9, lat=32.9)
    >>> exchanged_places([town])
    (('ankara', 'lies 423 km from TUR; with lon and lat exchanged it lies in it'),)
    """
    found = []
    for place in islice(places, MOST):
        lon, lat = place.lonlat
        if abs(lon) > 90 or lon == lat:
            continue
        countries = [country for country in (place.country, place.other_country) if country]
        away = min((_distance_km((lon, lat), country) for country in countries), default=0.0)
        if away > FAR_KM and min(_distance_km((lat, lon), country) for country in countries) <= NEAR_KM:
            reason = f"lies {away:,.0f} km from {' and '.join(countries)}"
            found.append((place.id, f"{reason}; with lon and lat exchanged it lies in it"))
    return tuple(found)


def _distance_km(lonlat: tuple[float, float], country: str) -> float:
    """Return how far a point lies from a country in km; 0 where the basemap cannot tell."""
    try:
        return distance_to_country_km(lonlat, country)
    except (GeodataError, UnknownNameError):
        return 0.0
