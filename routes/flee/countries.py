"""The countries of a Flee instance, which names them as its authors liked.

A name is looked up in this order: as the user says, as an ISO code, as a name of the table of countries, as
another name that instances of Flee use, and at last by where its places lie. Which way was taken is told,
and so is a name whose places lie elsewhere.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from geodata import (
    GeodataError,
    backdrop_polygons,
    country_codes,
    country_name,
    country_polygons,
    distance_to_country_km,
    fold_name,
    is_country,
    near_matches,
)
from routes.faults import shown

from .records import LOCATIONS, FleeError, Location, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .tables import Notes

# Other names than those of the table, folded. CAR, DRC and RC stand in the instance on the Central African
# Republic that is published with Flee, DRC in the one on Burundi too; others are formal or former names.
_ALIASES = {
    "car": "CAF",
    "drc": "COD",
    "democraticrepublicofcongo": "COD",
    "democraticrepublicofthecongo": "COD",
    "congokinshasa": "COD",
    "rc": "COG",
    "roc": "COG",
    "republicofcongo": "COG",
    "republicofthecongo": "COG",
    "congobrazzaville": "COG",
    "ssudan": "SSD",
    "unitedrepublicoftanzania": "TZA",
    "syrianarabrepublic": "SYR",
    "turkiye": "TUR",
    "cotedivoire": "CIV",
    "russianfederation": "RUS",
    "republicofmoldova": "MDA",
}
_FAR_KM = 100.0  # outlines outside the detailed basemap are tens of km off


def find_countries(
    locations: Sequence[Location],
    lonlats: Mapping[str, tuple[float, float]],
    chosen: Mapping[str, str],
    notes: Notes,
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Return the code of each location's country, and by name of a country its code and how it was found.

    Parameters
    ----------
    locations
        The locations of an instance; a country may be empty.
    lonlats
        Where each location lies (lon, lat), EPSG:4326, by its name.
    chosen
        Codes by names of countries, as the user says; they come first.

    Raises
    ------
    FleeError
        If a choice names no country of the files or no code, or a location lies in no known country.
    """
    named = dict.fromkeys(location.country for location in locations if location.country)
    choice = _read_choice(chosen, named)
    by_name: dict[str, tuple[str, str]] = {}
    for name in named:
        there = [lonlats[location.name] for location in locations if location.country == name]
        by_name[name] = choice.get(name) or _look_up(name) or _by_places(name, there)
        _tell_if_elsewhere(name, by_name[name], there, notes)
    by_location = {}
    for location in locations:
        if location.country:
            by_location[location.name] = by_name[location.country][0]
            continue
        code, far = _nearest(lonlats[location.name])
        km = f", {far:.0f} km away" if far else ""
        text = f"'{location.name}' has no country: {country_name(code)} ({code}), by where it lies{km}"
        notes.add(RemarkKind.REPAIRED, text, LOCATIONS, location.line)
        by_location[location.name] = code
    return by_location, by_name


def _read_choice(chosen: Mapping[str, str], named: Mapping[str, None]) -> dict[str, tuple[str, str]]:
    choice = {}
    for name, code in chosen.items():
        if name not in named:
            known = ", ".join(map(shown, named)) or "none"
            raise FleeError(f"no location lies in a country '{shown(name)}'; the names are: {known}")
        if not is_country(code):
            near = near_matches(code.upper(), country_codes())
            raise FleeError(f"'{shown(code)}' is no ISO 3166-1 alpha-3 code; write {name}=CAF, say.{near}")
        choice[name] = code, "as chosen"
    return choice


def _look_up(name: str) -> tuple[str, str] | None:
    if is_country(name):
        return name, "by its code"
    folded = fold_name(name)
    if code := _codes_by_name().get(folded):
        return code, "by its name"
    return (_ALIASES[folded], "by another name of it") if folded in _ALIASES else None


@cache
def _codes_by_name() -> dict[str, str]:
    return {fold_name(country_name(code)): code for code in country_codes()}


def find_country(
    name: str, countries: Mapping[str, str], codes: Collection[str], notes: Notes, file: str, line: int
) -> str | None:
    """Return the code of a country by any of its names, telling of another spelling than the known ones.

    ``countries`` gives codes by the names in the files, ``codes`` has all that may be found: the files may
    name none for places that lie in one.
    """
    if name in countries:
        return countries[name]
    folded = {fold_name(known): code for known, code in countries.items()}
    code = folded.get(fold_name(name)) or (_look_up(name) or ("",))[0]
    if not name or code not in codes:
        return None
    notes.add(RemarkKind.REPAIRED, f"'{shown(name)}' is read as {country_name(code)} ({code})", file, line)
    return code


def _by_places(name: str, lonlats: Sequence[tuple[float, float]]) -> tuple[str, str]:
    """Return the country in which most of the places lie; ties go by the alphabet."""
    counts = Counter(_nearest(lonlat)[0] for lonlat in lonlats)
    code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    if most * 2 <= len(lonlats):
        raise FleeError(
            f"'{shown(name)}' is no known country, and its places lie in {', '.join(sorted(counts))}; "
            f"say which is meant: --country '{shown(name)}'={code}"
        )
    return code, "by where its places lie"


def _nearest(lonlat: tuple[float, float]) -> tuple[str, float]:
    """Return the country in which a point lies, or the nearest one, and how far away that is in km."""
    from shapely import Point  # noqa: PLC0415 - only where a name is not known

    point = Point(lonlat)
    shown_countries = [
        item for polygons in (country_polygons(), backdrop_polygons()) for item in polygons.items()
    ]
    inside = sorted(code for code, polygon in shown_countries if polygon.covers(point))
    if inside:
        return inside[0], 0.0
    near = sorted(shown_countries, key=lambda item: (item[1].distance(point), item[0]))[:3]
    return min(((code, distance_to_country_km(lonlat, code)) for code, _ in near), key=lambda one: one[::-1])


def _tell_if_elsewhere(
    name: str, found: tuple[str, str], lonlats: Sequence[tuple[float, float]], notes: Notes
) -> None:
    """Tell how a country was found, and whether more than half of its places lie far from it."""
    code, how = found
    notes.add(RemarkKind.NOTED, f"'{name}' is {country_name(code)} ({code}), {how}", LOCATIONS)
    try:
        far = sum(distance_to_country_km(lonlat, code) > _FAR_KM for lonlat in lonlats)
    except GeodataError:
        return  # too small for the basemap
    if far * 2 > len(lonlats):
        text = (
            f"{far} of {len(lonlats)} places of '{name}' lie more than {_FAR_KM:.0f} km outside "
            f"{country_name(code)}: check latitude and longitude, or choose with --country"
        )
        notes.add(RemarkKind.NOTED, text, LOCATIONS)
