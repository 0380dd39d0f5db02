"""From the way that a report describes to the legs of the network.

A report names some places and jumps over others. ``?x`` is a place that the coder supplies,
``...`` is filled along the skeleton by the shortest way that stays in the one country shared
by the two places beside it: a coder's judgement, so such legs are graded lower.

A surface leg runs in the country of the place it arrives at; a crossing is reached from its own
``country`` and left into either side. Two places of different countries, none a crossing, can
only be joined by air or sea.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind, distance_km, near_matches

from .faults import ClaimError
from .lengths import Lengths, stated_km
from .records import Line, ReportedLeg, RouteClaim
from .words import TravelMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_SURFACE_KM = 800
MAX_ENTRY_KM = 30
GAP = "..."
_FILL_IT = f"write '{GAP}' between the two places"

Neighbours = dict[str, list[tuple[float, str]]]


def build_neighbours(lines: Iterable[Line], places: Mapping[str, Place]) -> Neighbours:
    """Return the surface lines of the skeleton as neighbours with lengths in km, both ways."""
    neighbours: Neighbours = {}
    for line in lines:
        if line.mode.is_surface and line.a in places and line.b in places:
            length = line.length_km or distance_km(places[line.a].lonlat, places[line.b].lonlat)
            neighbours.setdefault(line.a, []).append((length, line.b))
            neighbours.setdefault(line.b, []).append((length, line.a))
    return neighbours


def expand_route(
    route: RouteClaim,
    places: Mapping[str, Place],
    neighbours: Neighbours,
    fills: dict[tuple[str, str], tuple[str, ...]],
    lengths: Lengths | None = None,
) -> tuple[ReportedLeg, ...]:
    """Return the legs that a route claim supports, in order.

    Parameters
    ----------
    route
        A route as coded.
    places
        Places of the dataset, by id.
    neighbours
        The skeleton, see `build_neighbours`.
    fills
        Ways found so far, by their two ends; shared between routes to save work.
    lengths
        What the skeleton states of lengths, see `read_lengths`; such a leg may be of any length.

    Raises
    ------
    ClaimError
        If a place is unknown, a gap cannot be filled, or a leg breaks a rule of travel.
    """
    steps = [_read_step(step, places) for step in route.via]
    if sum(step is not None for step in steps) < 2:
        raise ClaimError(
            ", ".join(route.via), "a route joins two places at least", "name where it ends", field="via"
        )
    modes = dict(route.modes)
    legs: list[ReportedLeg] = []
    used: set[str] = set()
    i = 0
    while i < len(steps) - 1:
        here, there = steps[i], steps[i + 1]
        gap = there is None
        there = steps[i + 2] if gap and i + 2 < len(steps) else there
        if here is None or there is None:
            raise ClaimError(
                GAP, "a gap stands between two places", "name the places before and after it", field="via"
            )
        (a, a_named), (b, b_named) = here, there
        pair = f"{a}:{b}"
        used.add(pair)
        between = fill_gap(a, b, places, neighbours, fills) if gap else (a, b)
        named = {a: a_named, b: b_named}
        legs += [
            ReportedLeg(
                u=u,
                v=v,
                mode=_leg_mode(places[u], places[v], modes.get(pair), route.mode),
                named_ends=named.get(u, False) + named.get(v, False),
                claim=route,
            )
            for u, v in pairwise(between)
        ]
        i += 2 if gap else 1
    for pair in sorted(modes.keys() - used):
        follow = f"use one of: {', '.join(sorted(used))}"
        raise ClaimError(pair, "is no pair of places that follow each other in via", follow, field="mode")
    for leg in legs:
        stated = stated_km(lengths or {}, leg.u, leg.v, leg.mode) is not None
        _check_leg(places[leg.u], places[leg.v], leg.mode, stated=stated)
        for end in (leg.u, leg.v):
            # A border section that roads or rails lead to lies on land.
            if leg.mode is TravelMode.SEA and places[end].kind is PlaceKind.CROSSING and end in neighbours:
                rule = f"{end} is a border section on land, which no ship passes"
                raise ClaimError(f"{leg.u}:{leg.v}", rule, "give the mode of each pair", field="mode")
    return tuple(legs)


def check_line(line: Line, places: Mapping[str, Place]) -> None:
    """Raise `ClaimError` if a line of the skeleton could not be travelled in either direction."""
    for end, name in ((line.a, "from"), (line.b, "to")):
        if end not in places:
            raise unknown_place(end, places, field=name)
    a, b = places[line.a], places[line.b]
    if a is b:
        raise ClaimError(line.a, "the line leads back to its own start", "delete it", field="to")
    if line.length_km is not None and not line.mode.is_surface:
        rule = f"a length is stated of travel on the ground, and this line is by {line.mode}"
        raise ClaimError(line.length_km, rule, "leave it empty: the geodesic counts", field="length_km")
    for u, v in ((a, b), (b, a)):
        try:
            # A line into a crossing from its far side is a line out of it: one direction will do.
            _check_leg(u, v, line.mode, stated=line.length_km is not None)
        except ClaimError as error:
            told = error
        else:
            return
    remedy = told.remedy.replace(
        _FILL_IT, "add places between the two, or delete the line (or state its length_km)"
    )
    raise ClaimError(f"{line.a},{line.b},{line.mode}", told.rule, remedy)


def unknown_place(name: str, places: Mapping[str, Place], *, field: str) -> ClaimError:
    """Return the error for a place id that places.csv does not have."""
    near = near_matches(name, places)
    return ClaimError(name, "is no place of places.csv", f"add it there or mend the id.{near}", field=field)


def leg_country(u: Place, v: Place) -> str | None:
    """Return the country that a surface leg from u to v runs through; None if it cannot.

    Examples
    --------
    >>> from geodata import PlaceKind
    >>> river = Place(id="tumen-river", name="Tumen", country="PRK", other_country="CHN",
    ...               kind=PlaceKind.CROSSING, lon=129.5, lat=42.6)
    >>> yanji = Place(id="yanji", name="Yanji", country="CHN", kind=PlaceKind.CITY, lon=129.5, lat=42.9)
    >>> leg_country(river, yanji), leg_country(yanji, river)
    ('CHN', None)
    """
    return v.country if v.country in (u.country, u.other_country) else None


def _read_step(step: str, places: Mapping[str, Place]) -> tuple[str, bool] | None:
    """Return ``(place id, named by the report)``, or None for a gap."""
    if step == GAP:
        return None
    name = step.removeprefix("?")
    if name not in places:
        raise unknown_place(name, places, field="via")
    return name, not step.startswith("?")


def _leg_mode(u: Place, v: Place, stated: TravelMode | None, general: TravelMode) -> TravelMode:
    """Return the mode of one leg: as stated for the pair, else what geography leaves open."""
    if v.kind is PlaceKind.MISSION:
        return TravelMode.ENTRY
    if stated is not None:
        return stated
    crossing = PlaceKind.CROSSING in (u.kind, v.kind)
    if leg_country(u, v) is None and not crossing and general is not TravelMode.SEA:
        return TravelMode.AIR
    return general


def _check_leg(u: Place, v: Place, mode: TravelMode, *, stated: bool = False) -> None:
    """Raise `ClaimError` if nobody can travel so; a ``stated`` length is believed, however long."""
    leg = f"{u.id}:{v.id}"
    if u.id == v.id:
        raise ClaimError(leg, "a leg joins two different places", "name the place once", field="via")
    if mode is TravelMode.ENTRY:
        _check_entry(leg, u, v)
        return
    if mode is TravelMode.AIR and PlaceKind.CROSSING in (u.kind, v.kind):
        # It would slip over the border unpriced.
        rule = "nobody boards or leaves an aircraft on a border section"
        raise ClaimError(leg, rule, "name the mode of each pair, or leave the crossing out", field="mode")
    if not mode.is_surface:
        return
    if leg_country(u, v) is None:
        rule, remedy = _why_not_on_foot(v)
        raise ClaimError(leg, f"a leg on the ground {rule}", remedy, field="via")
    length = 0.0 if stated else distance_km(u.lonlat, v.lonlat)
    if length > MAX_SURFACE_KM:
        raise ClaimError(
            leg,
            f"a leg on the ground is at most {MAX_SURFACE_KM} km long, this one is {length:.0f}",
            _FILL_IT,
            field="via",
        )


def _check_entry(leg: str, u: Place, v: Place) -> None:
    """Refuse an entry that would carry people over a border or across a country for nothing."""
    if v.kind is not PlaceKind.MISSION or u.kind is PlaceKind.CROSSING or leg_country(u, v) is None:
        rule = "an entry leads into a mission, from a place of the same country"
        raise ClaimError(leg, rule, "name another mode or place", field="mode")
    if distance_km(u.lonlat, v.lonlat) > MAX_ENTRY_KM:
        rule = f"missions are entered from their own city, at most {MAX_ENTRY_KM} km away"
        raise ClaimError(leg, rule, "name the city before its missions", field="via")


def _why_not_on_foot(v: Place) -> tuple[str, str]:
    """Return rule and remedy where no country is shared on the way to a place."""
    if v.kind is PlaceKind.CROSSING:
        rule = f"reaches {v.id} from {v.country} only"
        return rule, "name the crossing between the two countries, or add one for the other direction"
    return "stays in one country", "name the border crossing between the two places"


def fill_gap(
    a: str,
    b: str,
    places: Mapping[str, Place],
    neighbours: Neighbours,
    fills: dict[tuple[str, str], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the shortest way along the skeleton inside one country; ties go by place ids.

    Raises
    ------
    ClaimError
        If there is none, or the two places share no country.
    """
    if (a, b) in fills:
        return fills[a, b]
    if a == b:
        raise ClaimError(
            f"{a} {GAP} {b}", "a gap joins two different places", "name one between", field="via"
        )
    country = leg_country(places[a], places[b])
    if country is None:
        rule, remedy = _why_not_on_foot(places[b])
        raise ClaimError(f"{a} {GAP} {b}", f"a gap {rule}", remedy, field="via")
    heap: list[tuple[float, tuple[str, ...]]] = [(0.0, (a,))]
    done: set[str] = set()
    while heap:
        length, way = heappop(heap)
        here = way[-1]
        if here == b:
            fills[a, b] = way
            return way
        if here in done:
            continue
        done.add(here)
        for step, there in neighbours.get(here, ()):
            inside = places[there].country == country and places[there].kind not in (
                PlaceKind.CROSSING,
                PlaceKind.MISSION,
            )
            if there == b or (inside and there not in done):
                # To the metre, as the lengths are, so that ways of one length tie exactly.
                heappush(heap, (round(length + step, 3), (*way, there)))
    raise ClaimError(
        f"{a} {GAP} {b}",
        f"the skeleton has no way between them inside {country}",
        "add the missing lines to skeleton.csv, or name the places between",
        field="via",
    )
