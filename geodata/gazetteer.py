"""Finding a place by any of its names, forgiving of case, accents, spaces and hyphens.

A name that fits several places is never guessed: the error lists the candidates. An exact id
always wins, so that scripts stay unambiguous.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .countries import country_name, is_country
from .errors import AmbiguousNameError, UnknownNameError, near_spellings, printable
from .place import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .place import Place


def fold_name(name: str) -> str:
    """Return a name without case, accents, spaces and punctuation, for comparing.

    Examples
    --------
    >>> fold_name("Ho-Chi-Minh City") == fold_name("hô chí minh city")
    True
    """
    # Styled letters only fold once they are decomposed, and folding may compose new ones.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c.isalnum()))


def build_name_index(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    """Map each folded name to the ids of the places that bear it, in the order given."""
    index: dict[str, tuple[str, ...]] = {}
    for place in places:
        for name in place.names:
            ids = index.get(key := fold_name(name), ())
            if place.id not in ids:
                index[key] = (*ids, place.id)
    return index


def find_place(name: str, places: Mapping[str, Place]) -> str:
    """Return the id of the place that bears a name.

    Parameters
    ----------
    name
        An id, or any name of a place, in any script.
    places
        Places by id.

    Raises
    ------
    AmbiguousNameError
        If several places bear the name.
    UnknownNameError
        If none does; the message offers near matches.

    Examples
    --------
    >>> from geodata import Place, PlaceKind
    >>> yanji = Place(id="yanji", name="Yanji", name_ko="연길", country="CHN",
    ...               kind=PlaceKind.CITY, lon=129.5, lat=42.9)
    >>> find_place("연길", {"yanji": yanji})
    'yanji'
    """
    if not isinstance(name, str):
        raise UnknownNameError(f"{name!r} is no name of a place: give text, such as 'seoul'")
    if name in places:
        return name
    index = build_name_index(places.values())
    ids = index.get(fold_name(name), ())
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise AmbiguousNameError(
            f"'{_short(name)}' names several places: {', '.join(ids)}. Use one of these ids."
        )
    spellings = {n.casefold(): p.id for p in places.values() for n in p.names}
    hint = _in_country(name, places) or near_spellings(name.casefold(), spellings)
    raise UnknownNameError(
        f"'{_short(name)}' is not a place of the dataset.{hint} 'safepassage places' lists them all."
    )


def _in_country(name: str, places: Mapping[str, Place]) -> str:
    """Return a hint that names places of a country, if it is a country that was named."""
    countries = {c for c in {p.country for p in places.values()} if is_country(c)}
    named_so = {c for c in countries if fold_name(country_name(c)) == fold_name(name) != ""}
    inside = [p for p in places.values() if p.country in named_so]
    # Where ways begin and end comes first: whoever names a country asks from or to there.
    ends = {PlaceKind.ORIGIN, PlaceKind.DESTINATION}
    inside.sort(key=lambda place: (place.kind not in ends, place.kind is PlaceKind.CROSSING))
    named = ", ".join(place.id for place in inside[:3])
    return f" It is a country; name a place in it, as {named}." if named else ""


def _short(name: str, *, limit: int = 60) -> str:
    """Return a name fit for a one-line message: printable, and cut if very long."""
    shown = printable(name)
    return shown if len(shown) <= limit else f"{shown[:limit]}..."
