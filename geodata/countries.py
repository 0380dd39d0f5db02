"""Countries by ISO 3166-1 alpha-3 code, in English and, where known, in Korean.

The codes are the whole of ISO 3166-1, in which Hong Kong (HKG) is an entry of its own, as it is
in the reports. Names are those by which reports know a country, not its formal title.
Every path question passes here, so this is a small table read once and nothing else.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .errors import UnknownNameError, near_matches

_TABLE = Path(__file__).with_name("data") / "countries.csv"  # importlib.resources costs 5 ms to import


class _Country(NamedTuple):
    name: str
    name_ko: str


@lru_cache(maxsize=1)
def _countries() -> dict[str, _Country]:
    with _TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["iso"]: _Country(row["name"], row["name_ko"]) for row in csv.DictReader(stream)}


def country_codes() -> tuple[str, ...]:
    """Return every ISO 3166-1 alpha-3 code, in alphabetical order.

    Examples
    --------
    >>> len(country_codes()), country_codes()[0]
    (249, 'ABW')
    """
    return tuple(_countries())


def is_country(code: str) -> bool:
    """Return whether ``code`` is an ISO 3166-1 alpha-3 code; case counts.

    Examples
    --------
    >>> is_country("HKG"), is_country("hkg"), is_country("XKX")
    (True, False, False)
    """
    return code in _countries()


def country_name(code: str) -> str:
    """Return the English name of a country.

    Raises
    ------
    UnknownNameError
        If the code is not of ISO 3166-1 alpha-3; the message offers near matches.

    Examples
    --------
    >>> country_name("MNG")
    'Mongolia'
    """
    return _country(code).name


def country_name_ko(code: str) -> str:
    """Return the Korean name of a country, or its English name where no Korean one is shipped.

    Raises
    ------
    UnknownNameError
        If the code is not of ISO 3166-1 alpha-3; the message offers near matches.

    Examples
    --------
    >>> country_name_ko("MNG")
    '몽골'
    """
    country = _country(code)
    return country.name_ko or country.name


def _country(code: str) -> _Country:
    known = _countries()
    if code in known:
        return known[code]
    shown = code if code.isprintable() and len(code) <= 20 else f"{ascii(code[:20])[1:-1]}..."
    by_name = {c.name.casefold(): iso for iso, c in known.items()} | {iso.casefold(): iso for iso in known}
    asked = code[:60].casefold()
    near = f" Did you mean {by_name[asked]}?" if asked in by_name else near_matches(code[:60].upper(), known)
    raise UnknownNameError(f"'{shown}' is not an ISO 3166-1 alpha-3 country code, such as CHN or HKG.{near}")
