"""Targets: one grammar for what a claim or a scenario is about.

``CHN-MNG`` a border both ways, ``CHN:MNG`` from the first into the second, ``MNG`` a country,
``erenhot`` a place, ``yanji:shenyang`` a leg, ``mission@CHN`` a kind of place in a country,
``rail@CHN`` a mode: on the ground in the country that the leg runs through, by air and sea in that of
departure. Nothing in it needs quoting in a shell.

Reading a target is forgiving about names and strict about existence: a target that names
nothing is an error that offers the nearest, never a silent no-op.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geodata import (
    AmbiguousNameError,
    Place,
    PlaceKind,
    TargetError,
    UnknownNameError,
    country_name,
    find_place,
    fold_name,
    near_matches,
    near_spellings,
)

from .faults import shown
from .words import TravelMode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class TargetKind(StrEnum):
    """What a target names."""

    BORDER = "border"
    DIRECTED_BORDER = "directed border"
    COUNTRY = "country"
    PLACE = "place"
    LEG = "leg"
    KIND_IN_COUNTRY = "kind of place"
    MODE_IN_COUNTRY = "mode"


@dataclass(frozen=True, slots=True)
class Target:
    """A target that exists. ``first`` and ``second`` are its two halves (``second`` may be empty).

    Examples
    --------
    >>> str(Target(TargetKind.BORDER, "CHN", "MNG")), str(Target(TargetKind.PLACE, "yanji"))
    ('CHN-MNG', 'yanji')
    """

    kind: TargetKind
    first: str
    second: str = ""

    def __str__(self) -> str:
        """Return the target as it is written."""
        return f"{self.first}{_JOINTS[self.kind]}{self.second}"


_JOINTS = {
    TargetKind.BORDER: "-",
    TargetKind.DIRECTED_BORDER: ":",
    TargetKind.COUNTRY: "",
    TargetKind.PLACE: "",
    TargetKind.LEG: ":",
    TargetKind.KIND_IN_COUNTRY: "@",
    TargetKind.MODE_IN_COUNTRY: "@",
}
_BORDER = re.compile(r"([A-Za-z]{3})([-:])([A-Za-z]{3})")
_GRAMMAR = "CHN-MNG, CHN:MNG, MNG, a place, place:place, mission@CHN or rail@CHN"


def read_target(text: str, places: Mapping[str, Place], legs: Collection[tuple[str, str]]) -> Target:
    """Return the target that a text names.

    Parameters
    ----------
    text
        A target as written by a person.
    places
        Places that can be named, by id.
    legs
        Pairs of place ids that are joined by a leg, in use or not.

    Raises
    ------
    TargetError
        If it follows no form of the grammar, or names a border, leg or kind that does not exist.
    UnknownNameError, AmbiguousNameError
        If a place or country in it is unknown, or fits several.

    Examples
    --------
    >>> river = Place(id="tumen-river", name="Tumen River", country="PRK", other_country="CHN",
    ...               kind=PlaceKind.CROSSING, lon=129.5, lat=42.6)
    >>> str(read_target("CHN-PRK", {"tumen-river": river}, ()))
    'CHN-PRK'
    """
    text = text.strip()
    if text in places:
        return Target(TargetKind.PLACE, text)
    countries = _countries(places)
    if "@" in text:
        return _read_kind(text, places, countries)
    border = _BORDER.fullmatch(text)
    if border and {border[1].upper(), border[3].upper()} <= countries:
        return _read_border(border, places)
    if border and text.isupper():
        unknown = next(c for c in (border[1], border[3]) if c not in countries)
        raise _unknown_country(unknown, countries)
    if text.count(":") == 1:
        return _read_leg(text, places, legs)
    if text.upper() in countries and len(text) == 3:
        return Target(TargetKind.COUNTRY, text.upper())
    return _read_name(text, places, countries)


def border_targets(country: str, into: str) -> tuple[Target, Target]:
    """Return the targets of a passage from one country into another, the more specific first.

    Examples
    --------
    >>> [str(target) for target in border_targets("PRK", "CHN")]
    ['PRK:CHN', 'CHN-PRK']
    """
    first, second = sorted((country, into))
    return (
        Target(TargetKind.DIRECTED_BORDER, country, into),
        Target(TargetKind.BORDER, first, second),
    )


def list_targets(
    places: Mapping[str, Place], legs: Collection[tuple[str, str]], departures: Collection[tuple[str, str]]
) -> tuple[Target, ...]:
    """Return every target that can be named, by kind and then by name.

    ``departures`` are pairs ``(mode, country)`` that occur among the legs; on the ground, the
    country is the one that the leg runs through.
    """
    borders = sorted(_borders(places))
    kinds = {(str(p.kind), p.country) for p in places.values()}
    return (
        *(Target(TargetKind.COUNTRY, c) for c in sorted(_countries(places))),
        *(Target(TargetKind.BORDER, a, b) for a, b in sorted({(min(b), max(b)) for b in borders})),
        *(Target(TargetKind.DIRECTED_BORDER, a, b) for a, b in borders),
        *(Target(TargetKind.KIND_IN_COUNTRY, k, c) for k, c in sorted(kinds)),
        *(Target(TargetKind.MODE_IN_COUNTRY, m, c) for m, c in sorted(departures)),
        *(Target(TargetKind.PLACE, p) for p in sorted(places)),
        *(Target(TargetKind.LEG, u, v) for u, v in sorted(legs)),
    )


def _countries(places: Mapping[str, Place]) -> set[str]:
    """Return the countries that places lie in, or that crossings lead into."""
    return {c for p in places.values() for c in (p.country, p.other_country) if c}


def _borders(places: Mapping[str, Place]) -> set[tuple[str, str]]:
    """Return the directed borders that the crossings lie on."""
    return {(p.country, p.other_country) for p in places.values() if p.other_country}


def _read_name(text: str, places: Mapping[str, Place], countries: set[str]) -> Target:
    """Return the place, country or border (``China-Mongolia``) that bears a name; a place comes first."""
    try:
        return Target(TargetKind.PLACE, find_place(text, places))
    except AmbiguousNameError:
        raise
    except UnknownNameError:
        named = [c for c in sorted(countries) if fold_name(country_name(c)) == fold_name(text) != ""]
        if named:
            return Target(TargetKind.COUNTRY, named[0])
        for first, second in sorted(_borders(places)):
            names = country_name(first), country_name(second)
            if fold_name(text) in {fold_name("".join(names)), fold_name("".join(reversed(names)))}:
                return Target(TargetKind.BORDER, min(first, second), max(first, second))
        if len(text) == 3 and text.isupper():
            raise _unknown_country(text, countries) from None
        if "," in text:
            raise _several(text) from None
        near = near_spellings(text[:60].casefold(), _spellings(places, countries))
        raise UnknownNameError(
            f"'{shown(text)}' is not a place of the dataset, nor another target "
            f"({_GRAMMAR}).{near} 'safepassage targets' lists them."
        ) from None


def _spellings(places: Mapping[str, Place], countries: set[str]) -> dict[str, str]:
    """Return by what names targets can be called, each with what it means."""
    spelt = {country_name(c): c for c in countries} | {c: c for c in countries}
    spelt |= {f"{country_name(a)}-{country_name(b)}": f"{min(a, b)}-{max(a, b)}" for a, b in _borders(places)}
    of_places = {n: p.id for p in places.values() for n in p.names}
    return {word.casefold(): meant for word, meant in (spelt | of_places).items()}


def _several(text: str) -> TargetError:
    return TargetError(
        f"'{shown(text)}' holds a comma; name one target at a time, as --close CHN-MNG --close mission@CHN"
    )


def _read_border(match: re.Match[str], places: Mapping[str, Place]) -> Target:
    first, joint, second = match[1].upper(), match[2], match[3].upper()
    directed = _borders(places)
    if joint == "-" and {(first, second), (second, first)} & directed:
        return Target(TargetKind.BORDER, min(first, second), max(first, second))
    if joint == ":" and (first, second) in directed:
        return Target(TargetKind.DIRECTED_BORDER, first, second)
    known = sorted({f"{min(b)}-{max(b)}" if joint == "-" else ":".join(b) for b in directed})
    raise TargetError(
        f"'{match[0]}' is no border of this dataset: no crossing lies on it. "
        f"Borders are: {', '.join(known) or 'none'}."
    )


def _read_kind(text: str, places: Mapping[str, Place], countries: set[str]) -> Target:
    word, _, country = text.partition("@")
    word, country = word.strip().lower(), country.strip().upper()
    if "," in text:
        raise _several(text)
    if country not in countries:
        raise _unknown_country(country, countries)
    if word in set(PlaceKind):
        if not any(p.kind == word and p.country == country for p in places.values()):
            found = sorted({p.country for p in places.values() if p.kind == word})
            raise TargetError(
                f"'{shown(text)}': no {word} lies in {country}. "
                f"Countries with one: {', '.join(found) or 'none'}."
            )
        return Target(TargetKind.KIND_IN_COUNTRY, word, country)
    if word in set(TravelMode):
        return Target(TargetKind.MODE_IN_COUNTRY, word, country)
    words = [*PlaceKind, *TravelMode]
    raise TargetError(
        f"'{shown(word)}' is neither a kind of place nor a mode.{near_matches(word[:60], words)} "
        f"Words are: {', '.join(words)}."
    )


def _read_leg(text: str, places: Mapping[str, Place], legs: Collection[tuple[str, str]]) -> Target:
    first, _, second = text.partition(":")
    u, v = find_place(first, places), find_place(second, places)
    if (u, v) not in legs:
        from_u = sorted(b for a, b in legs if a == u)
        onward = f"Legs from {u} lead to: {', '.join(from_u)}." if from_u else f"No leg starts at {u}."
        raise TargetError(f"'{shown(text)}' is no leg that a report supports. {onward}")
    return Target(TargetKind.LEG, u, v)


def _unknown_country(code: str, countries: Collection[str]) -> UnknownNameError:
    if not code:
        return UnknownNameError(f"a target needs a country here; targets are {_GRAMMAR}.")
    return UnknownNameError(
        f"'{shown(code)}' is no country of this dataset.{near_matches(code[:60], countries)} "
        f"Countries are: {', '.join(sorted(countries))}."
    )
