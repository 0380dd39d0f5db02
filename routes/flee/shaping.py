"""The places, crossings and links of a Flee instance, as a dataset holds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind, distance_km, is_country, place_crossing
from routes.dates import day_in_words
from routes.faults import shown
from routes.foreign.sources import slug

from .claims import Shaped
from .countries import find_countries
from .days import MAX_DAYS
from .placing import place_locations, rounded, split_km
from .records import LOCATIONS, ROUTES, FleeError, FleeInstance, Link, Location, RemarkKind
from .tables import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata import LonLat

    from .tables import Notes

_MAX_ID = 60


def shape_instance(
    instance: FleeInstance, chosen: Mapping[str, str], first: dt.date, notes: Notes
) -> tuple[Shaped, dict[str, tuple[str, str]]]:
    """Return places, crossings and links of the dataset, still under the names that the files use."""
    lonlats = place_locations(instance.locations, instance.links, notes)
    locations = {one.name: one for one in instance.locations if one.name in lonlats}
    links = []
    for link in instance.links:
        lost = [end for end in (link.a, link.b) if end not in lonlats]
        if lost:
            notes.add(
                RemarkKind.DROPPED, f"'{lost[0]}' was left out, and this route with it", ROUTES, link.line
            )
            continue
        links.append(_with_length(link, lonlats, notes))
    if not links:
        raise FleeError("no route is left between places that have coordinates; see docs/flee.md")
    country, by_country = find_countries([*locations.values()], lonlats, chosen, notes)
    taken: set[str] = set()
    places = {
        name: _place(one, lonlats[name], country[name], first, taken, notes)
        for name, one in locations.items()
    }
    finer = sum(places[name].lonlat != lonlats[name] for name in locations)
    if finer:
        text = (
            "coordinates are rounded to one decimal of a degree, to protect people on the move: "
            f"{finer} of {len(places)} places"
        )
        notes.add(RemarkKind.REPAIRED, text, LOCATIONS)
    shaped = Shaped(locations=locations, links=tuple(links), country=country, places=places)
    _add_crossings(shaped, lonlats, taken, notes)
    for kind, what, option in (
        (PlaceKind.ORIGIN, "conflict zone", "--from"),
        (PlaceKind.DESTINATION, "camp", "--to"),
    ):
        if not any(place.kind is kind for place in places.values()):
            text = f"no location is a {what}: name places with {option} in questions"
            notes.add(RemarkKind.NOTED, text, LOCATIONS)
    return shaped, by_country


def _with_length(link: Link, lonlats: Mapping[str, LonLat], notes: Notes) -> Link:
    """Return a link with a length; tell where the one stated is shorter than the way of the crow."""
    straight = distance_km(lonlats[link.a], lonlats[link.b])
    if link.km is None:
        return replace(link, km=max(straight, 0.01))
    if link.km < straight:
        text = (
            f"'{link.a}'-'{link.b}': {link.km:g} km is shorter than the great circle, {straight:.1f} km; kept"
        )
        notes.add(RemarkKind.NOTED, text, ROUTES, link.line)
    return link


def _place(
    location: Location, lonlat: LonLat, country: str, first: dt.date, taken: set[str], notes: Notes
) -> Place:
    kind = PlaceKind.CITY
    if location.is_conflict_zone:
        kind = PlaceKind.ORIGIN
    elif location.is_camp:
        kind = PlaceKind.DESTINATION
    name = location.name.replace("_", " ").strip() or location.name
    told = [f"Type in Flee: {location.type or 'none'}"]
    if location.is_conflict_zone and location.conflict_day:
        told.append(_conflict_words(location, first, notes))
    if location.people:
        told.append(f"{'capacity' if location.is_camp else 'population'} {location.people}")
    if location.region:
        told.append(f"region {location.region.replace('_', ' ')}")
    lon, lat = rounded(lonlat)
    return Place(
        id=make_id(location.name, taken),
        name=name,
        variants=(location.name,) if name != location.name and "|" not in location.name else (),
        country=country,
        kind=kind,
        lon=lon,
        lat=lat,
        note=", ".join(told) + ".",
    )


def _conflict_words(location: Location, first: dt.date, notes: Notes) -> str:
    """Return since when there is conflict in a place; what is no day stays as it is, and is told."""
    text = location.conflict_day
    number = read_number(text)
    if number is None or not number.is_integer() or not 0 <= number <= MAX_DAYS:
        told = f"'{location.name}' has the conflict date '{shown(text)}', which is no day; kept in its note"
        notes.add(RemarkKind.NOTED, told, LOCATIONS, location.line)
        return f"conflict date {text}"
    return f"in conflict from day {number:g} on ({day_in_words(first + dt.timedelta(days=int(number)))})"


def make_id(name: str, taken: set[str]) -> str:
    """Return an id for a name, and add it to those that are taken.

    Letters of other scripts are left out. A code of a country is no id, since targets would mean the country.

    Examples
    --------
    >>> taken = set()
    >>> [make_id(name, taken) for name in ("Adi_Gudom", "Adi Gudóm", "Mli", "")]
    ['adi-gudom', 'adi-gudom-2', 'mli-place', 'place']
    """
    stem = slug(name)[:_MAX_ID].strip("-") or "place"
    if is_country(stem.upper()):
        stem += "-place"
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(found)
    return found


def _add_crossings(shaped: Shaped, lonlats: Mapping[str, LonLat], taken: set[str], notes: Notes) -> None:
    """Add two directed crossings for each link between two countries."""
    on_line = 0
    for link in shaped.links:
        one, other = shaped.country[link.a], shaped.country[link.b]
        if one == other:
            continue
        at, known = place_crossing(lonlats[link.a], lonlats[link.b], one, other)
        on_line += known
        where = (
            "on the border line nearest to the middle of the route" if known else "halfway along the route"
        )
        ids = []
        for u, v in ((link.a, link.b), (link.b, link.a)):
            key = make_id(f"{shaped.places[u].id}-to-{shaped.places[v].id}", taken)
            lon, lat = rounded(at)
            shaped.borders[key] = Place(
                id=key,
                name=f"Border from {shaped.places[u].name} to {shaped.places[v].name}"[:200],
                country=shaped.country[u],
                other_country=shaped.country[v],
                kind=PlaceKind.CROSSING,
                lon=lon,
                lat=lat,
                note=f"Not in Flee: supplied where the route leaves the country, {where}.",
            )
            ids.append(key)
        shaped.crossings[link.a, link.b] = ids[0], ids[1]
        shaped.parts[link.a, link.b] = split_km(link.km or 0.0, lonlats[link.a], at, lonlats[link.b])
    if shaped.crossings:
        number = len(shaped.crossings)
        text = (
            f"routes from one country into another: {number}; each gets two supplied crossings, "
            f"on the border line of the basemap ({on_line}) or halfway ({number - on_line})"
        )
        notes.add(RemarkKind.NOTED, text, ROUTES)
