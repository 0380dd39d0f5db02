"""Rows of somebody's tables as places and legs, read strictly, with every fault and its row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geodata import Place, PlaceKind, distance_km, near_matches
from routes.dataset.values import MAX_NAME, read_country, read_word
from routes.exchange.flat.cells import (
    line_in,
    list_in,
    optional_amount_in,
    text_in,
)
from routes.exchange.flat.records import Readers, at_row, read_rows
from routes.faults import ClaimError
from routes.words import TravelMode

from .crossings import TableLeg
from .positions import line_lengths_km, point_positions, read_position
from .sources import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from routes.faults import Fault


_WITH_HINTS = 50  # comparing each of thousands of names with all others takes minutes
_TELL = "add it, or give its name to the column that holds it (in Python also: columns=)"
_OR_PLACES = "add it, or give a table of places"


def renamed(table: pd.DataFrame, columns: Mapping[str, str] | None, name: str, faults: list[Fault]) -> Any:  # noqa: ANN401
    """Return a table whose columns are called as they are here; one that comes twice is a fault."""
    if columns:
        table = table.rename(columns={theirs: ours for ours, theirs in columns.items()})
    names = [column for column in table.columns if isinstance(column, str)]
    twice = sorted({column for column in names if names.count(column) > 1})
    faults += [
        ClaimError("", "the column comes twice", "keep one of them", field=column).at(name)
        for column in twice
    ]
    return table.loc[:, ~table.columns.duplicated()] if twice else table


def read_places(table: pd.DataFrame, country: str, faults: list[Fault]) -> dict[str, Place]:
    """Return the places of a table by id; rows with a fault are left out of them."""
    readers: Readers = {"place": id_in}
    optional: Readers = {
        "name": line_in,
        "country": lambda value: read_country(value or country),
        "kind": lambda value: read_word(PlaceKind, value) if value else PlaceKind.CITY,
        "other_country": lambda value: read_country(value) if value else None,
        "name_local": line_in,
        "name_ko": line_in,
        "variants": list_in,
        "note": text_in,
    }
    readers |= {name: read for name, read in optional.items() if name in table.columns}
    if "country" not in table.columns and not country:
        remedy = "add it, or say country= for all places"
        faults.append(ClaimError("", "the column is missing", remedy, field="country").at("places"))
    positions = point_positions(table, faults)
    if _lacks(table, "places", ("place",), faults):
        return {}
    places: dict[str, Place] = {}
    called: dict[str, object] = {}
    records = _records(table, readers)
    for number, cells in read_rows("places", records, readers, faults):
        row = {"kind": PlaceKind.CITY, "country": country, **cells}
        place, theirs = row.pop("place")
        if place in places:
            rule = f"is the id '{place}', which another row has too ('{called[place]}')"
            error = ClaimError(theirs, rule, "give each place an id of its own", field="place")
            faults.append(at_row(error, "places", number, records[number - 1]))
        row["name"] = row.get("name") or str(theirs)
        if (row["kind"] is PlaceKind.CROSSING) != bool(row.get("other_country")):
            rule = (
                f"a crossing has a country on its far side, other places have none; this is a {row['kind']}"
            )
            remedy = "fill it in for kind crossing, leave it empty otherwise"
            error = ClaimError(row.get("other_country") or "", rule, remedy, field="other_country")
            faults.append(at_row(error, "places", number, records[number - 1]))
        lon, lat = positions[number - 1] or (0.0, 0.0)  # a fault was told
        called[place] = theirs
        places[place] = Place(id=place, lon=lon, lat=lat, **row)
    return places


def ends_of(edges: pd.DataFrame, country: str, faults: list[Fault]) -> dict[str, Place]:
    """Return the places at the ends of legs, of whose positions the table of legs tells itself."""
    wanted = [f"{side}_{what}" for side in ("from", "to") for what in ("lon", "lat")]
    wanted += [] if country else ["from_country", "to_country"]
    places: dict[str, Place] = {}
    if _lacks(edges, "legs", wanted, faults, _OR_PLACES):
        return places
    for side in ("from", "to"):
        readers: Readers = {f"{side}_place": id_in, f"{side}_lon": lambda v: v, f"{side}_lat": lambda v: v}
        if f"{side}_country" in edges.columns:
            readers[f"{side}_country"] = lambda value: read_country(value or country)
        unsaid: list[Fault] = []  # ids are told when the legs are read
        records = _records(edges, readers)
        for number, row in read_rows("legs", records, readers, unsaid):
            place, theirs = row[f"{side}_place"]
            lonlat = read_position(
                row[f"{side}_lon"], row[f"{side}_lat"], ("legs", "row", number), faults, prefix=f"{side}_"
            )
            lon, lat = lonlat or (0.0, 0.0)
            found = Place(
                id=place,
                name=str(theirs),
                country=row.get(f"{side}_country", country),
                kind=PlaceKind.CITY,
                lon=lon,
                lat=lat,
            )
            if lonlat and places.setdefault(place, found).lonlat != found.lonlat:
                rule = f"lies at {places[place].lonlat} in another row, here at {found.lonlat}"
                error = ClaimError(theirs, rule, "give each place one position", field=f"{side}_place")
                faults.append(at_row(error, "legs", number, records[number - 1]))
        faults += [fault for fault in unsaid if not fault.field.endswith("_place")]
    return places


def mark(places: dict[str, Place], kind: PlaceKind, ids: Sequence[str], faults: list[Fault]) -> None:
    """Make places origins or destinations, in place."""
    for text in [ids] if isinstance(ids, str) else ids:
        place = slug(str(text))
        if place in places:
            places[place] = replace(places[place], kind=kind, other_country=None)
        else:
            near = near_matches(place, places)
            error = ClaimError(
                text, "is no place of the tables", f"name one by its id.{near}", field=f"{kind}s"
            )
            faults.append(error.at("places"))


def read_legs(
    table: pd.DataFrame, places: Mapping[str, Place], faults: list[Fault], *, two_way: bool
) -> list[TableLeg]:
    """Return the legs of a table; rows with a fault are left out of them."""
    readers = _leg_readers(table, faults)
    lines = line_lengths_km(table, faults)
    if _lacks(table, "legs", ("from_place", "to_place"), faults):
        return []
    legs: list[TableLeg] = []
    seen: dict[tuple[str, str, TravelMode], int] = {}
    records = _records(table, readers)
    for number, row in read_rows("legs", records, readers, faults):
        errors = []
        ends = [row["from_place"], row["to_place"]]
        mode = row.get("mode", TravelMode.UNSPECIFIED)
        for column, (end, theirs) in zip(("from_place", "to_place"), ends, strict=True):
            if end not in places:
                near = near_matches(end, places) if len(faults) < _WITH_HINTS else ""
                remedy = f"add it there, or mend the id.{near}"
                errors.append(ClaimError(theirs, "is no place of the table places", remedy, field=column))
        (u, _), (v, _) = ends
        chance, wrong = _chance(row)
        errors += wrong
        if u == v:
            errors.append(ClaimError(u, "leads back to its own start", "leave the row out", field="to_place"))
        for a, b in ((u, v), (v, u)) if two_way else ((u, v),):
            if seen.setdefault((a, b, mode), number) != number:
                rule = f"stands in row {seen[a, b, mode]} too"
                remedy = "keep one, or give the two different modes"
                errors.append(ClaimError(f"{a}:{b} ({mode})", rule, remedy))
            elif not errors:
                km = _length_km(row, lines[number - 1])
                km = distance_km(places[a].lonlat, places[b].lonlat) if km is None else km
                legs.append(
                    TableLeg(
                        told_in=f"Row {number} of the table", u=a, v=b, mode=mode, length_km=km, chance=chance
                    )
                )
        faults += [at_row(error, "legs", number, records[number - 1]) for error in errors]
    return legs


def _leg_readers(table: pd.DataFrame, faults: list[Fault]) -> Readers:
    """Return how the columns of a table of legs are read; tell those that do not go together."""
    readers: Readers = {"from_place": id_in, "to_place": id_in}
    optional: Readers = {
        "mode": lambda value: read_word(TravelMode, value) if value else TravelMode.UNSPECIFIED,
        "length_km": optional_amount_in,
        "length_m": optional_amount_in,
        "p_low": _chance_in,
        "p_high": _chance_in,
    }
    readers |= {name: read for name, read in optional.items() if name in table.columns}
    if "risk_cost" in table.columns and "p_low" not in table.columns:
        rule = "the legs tell risk costs, but not what they rest on (legs.attrs was lost on the way)"
        remedy = "keep legs.attrs['safepassage'], give p_low and p_high, or drop the column"
        faults.append(ClaimError("", rule, remedy, field="risk_cost").at("legs"))
    if {"length_km", "length_m"} <= set(table.columns):
        rule = "length_km and length_m say the same thing twice"
        faults.append(ClaimError("", rule, "keep one of them", field="length_m").at("legs"))
    return readers


def _length_km(row: Mapping[str, Any], of_line_km: float | None) -> float | None:
    """Return the length that a row states, else that of its line, in km."""
    metres = row.get("length_m")
    stated = row.get("length_km") if metres is None else metres / 1000
    return of_line_km if stated is None else stated


def _chance(row: Mapping[str, Any]) -> tuple[tuple[float, float] | None, list[ClaimError]]:
    """Return the chance of forcible return that a row states, and what is wrong with it."""
    low, high = row.get("p_low"), row.get("p_high")
    low, high = (high if low is None else low), (low if high is None else high)
    if low is None or high is None:
        return None, []
    if low > high:
        return None, [ClaimError(low, f"is more than p_high ({high})", "swap them", field="p_low")]
    if low == 0 < high:
        remedy = "write a small chance, such as 0.001, or 0 in both"
        return None, [ClaimError(low, f"no multiple leads from 0 to {high}", remedy, field="p_low")]
    return (low, high), []


def _chance_in(value: object) -> float | None:
    found = optional_amount_in(value)
    if found is not None and found >= 1:
        remedy = "write a chance from 0 to below 1; leave closed legs out, or close them by a scenario"
        raise ClaimError(value, "is no chance below 1", remedy)
    return found


def id_in(value: object) -> tuple[str, object]:
    """Return an id of this program and the one in the table: text, or a whole number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ClaimError("" if value is None else value, "is no id", "write text or a whole number")
    text = line_in(str(value).strip())
    place = slug(text)
    if not place:
        raise ClaimError(value, "leaves no letter a-z or digit for an id", "give an id, and this as its name")
    if len(place) > MAX_NAME:
        raise ClaimError(value, f"is longer than {MAX_NAME} characters", "shorten it")
    return place, value


def _lacks(
    table: pd.DataFrame, name: str, columns: Sequence[str], faults: list[Fault], remedy: str = _TELL
) -> bool:
    """Return whether a table lacks one of some columns, each of which is a fault."""
    missing = [column for column in columns if column not in table.columns]
    faults += [ClaimError("", "the column is missing", remedy, field=c).at(name) for c in missing]
    return bool(missing)


def _records(table: pd.DataFrame, readers: Readers) -> tuple[dict[str, object], ...]:
    """Return the rows of a table, only with the columns that are read; a missing one is left missing."""
    columns = [name for name in readers if name in table.columns]
    cells = [table[name].tolist() for name in columns]
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))
