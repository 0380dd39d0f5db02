"""Reading ``routes.csv`` of a Flee instance: undirected links with a length in km, and perhaps a type."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from routes.faults import shown
from routes.words import TravelMode

from .names import find_name, index_names, why_unknown
from .records import LOCATIONS, ROUTES, FleeError, Link, RemarkKind
from .tables import NUMBER, Columns, Notes, Row, read_number, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MIN_KM, MAX_KM = 0.01, 40_000

_ROUTE_COLUMNS: Columns = {
    "name1": ("name1",),
    "name2": ("name2",),
    "distance": ("distance", "distance_km", "distance_[km]", "distance_(km)", "length"),
    "forced_redirection": ("forced_redirection",),
    "link_type": ("link_type",),
}
_LINK_TYPES = {
    "drive": TravelMode.ROAD,
    "road": TravelMode.ROAD,
    "walk": TravelMode.FOOT,
    "foot": TravelMode.FOOT,
    "crossing": TravelMode.RIVER,  # by boat or wading, says Flee's settings file
    "river": TravelMode.RIVER,
    "train": TravelMode.RAIL,
    "rail": TravelMode.RAIL,
}
_KM = re.compile(rf"({NUMBER.pattern})\s*(?:km)?")


def read_links(folder: Path, locations: Iterable[str], notes: Notes) -> tuple[Link, ...]:
    """Return the links between two locations that are known, each pair once.

    Raises
    ------
    FleeError
        If there is none, or the file cannot be read.
    """
    index = index_names(locations)
    found: dict[tuple[str, str], Link] = {}
    for row in read_table(folder, ROUTES, _ROUTE_COLUMNS, notes):
        a, b = (find_name(row.cells[end], index, notes, ROUTES, row.line) for end in ("name1", "name2"))
        if a is None or b is None:
            for end, name in (("name1", a), ("name2", b)):
                if name is None:
                    notes.add(RemarkKind.DROPPED, why_unknown(row.cells[end], index), ROUTES, row.line)
            continue
        if a == b:
            notes.add(RemarkKind.DROPPED, f"'{a}' is joined with itself", ROUTES, row.line)
            continue
        link = Link(line=row.line, a=a, b=b, km=_km(row, notes), mode=_mode(row, notes))
        pair = min(a, b), max(a, b)
        first = found.setdefault(pair, link)
        if first is not link:
            found[pair] = min(first, link, key=lambda one: math.inf if one.km is None else one.km)
            lengths = " and ".join("unknown" if one.km is None else f"{one.km:g} km" for one in (first, link))
            which = "first" if first.km == link.km else "shorter"
            text = f"'{a}'-'{b}' stands in line {first.line} too ({lengths}): the {which} counts"
            notes.add(RemarkKind.DROPPED, text, ROUTES, row.line)
    if not found:
        raise FleeError(
            f"{ROUTES} holds no route between two locations of {LOCATIONS}; "
            "its lines read name1,name2,distance"
        )
    return tuple(found.values())


def _km(row: Row, notes: Notes) -> float | None:
    text = row.cells["distance"]
    match = _KM.fullmatch(text.strip())
    km = read_number(match[1]) if match else None
    if km is None or not MIN_KM <= km <= MAX_KM:
        told = (
            f"the length '{shown(text)}' is no number of km from {MIN_KM:g} to {MAX_KM}: "
            "the great circle is taken"
        )
        notes.add(RemarkKind.REPAIRED, told, ROUTES, row.line)
        return None
    if text != match[1] or "," in text:  # type: ignore[index]  # km is read, so it matched
        notes.add(RemarkKind.REPAIRED, f"the length '{shown(text)}' is read as {km:g} km", ROUTES, row.line)
    return round(km, 3)


def _mode(row: Row, notes: Notes) -> TravelMode:
    """Return the mode of a link; its type stands in the fourth or in the fifth column."""
    fourth, fifth = row.cells["forced_redirection"], row.cells["link_type"]
    number = read_number(fourth)
    if number is None and fourth and not fifth:
        fourth, fifth = "", fourth
    if fourth and number != 0:
        text = f"forced redirection '{shown(fourth)}' is a rule of movement, which is not read"
        notes.add(RemarkKind.DROPPED, text, ROUTES, row.line)
    if fifth and fifth.lower() not in _LINK_TYPES:
        text = f"the link type '{shown(fifth)}' is not known: the mode is left open"
        notes.add(RemarkKind.NOTED, text, ROUTES, row.line)
    return _LINK_TYPES.get(fifth.lower(), TravelMode.UNSPECIFIED)
