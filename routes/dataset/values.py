"""Values of dataset files: text, ids, words, numbers, dates; read strictly, refused with a reason.

Both readers, the quick one (`routes.dataset.parse`) and the thorough one (`routes.dataset.schema`), read
every value through these functions, so that they cannot disagree about what a sound value is. Each
takes what a TOML or CSV parser gave, whatever that may be, and raises `ClaimError` if it is not
what the format asks for.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, TypeVar

from geodata import DateError, country_codes, country_name, fold_name, is_country, near_matches
from routes.dates import read_period
from routes.faults import ClaimError, as_text, shown
from routes.records import Period
from routes.words import RiskLevel, TravelMode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from enum import StrEnum

MAX_NAME = 200
MAX_PROSE = 2000
MAX_NUMBER = 1e9
MAX_KM = 40_000  # once round the Earth
A_FEW = "a few"
A_FEW_PEOPLE = (1.0, 4.0)

_ID = re.compile(r"[a-z0-9-]+")
_URL = re.compile(r"https?://[^\s<>\"']+")
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
# Tab and line ends are text, but not in names. Bidirectional overrides can make a sentence read
# as another one.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"[\t\n\r]")
_E = TypeVar("_E", bound="StrEnum")


# text


def read_prose(value: object, *, empty: bool = False) -> str:
    """Return a text of up to 2,000 characters, which may have several lines."""
    return _text(value, MAX_PROSE, empty=empty)


def read_line(value: object, *, empty: bool = False, limit: int = MAX_PROSE) -> str:
    """Return a text in one line of up to 2,000 characters: a title, say."""
    text = _text(value, limit, empty=empty)
    if _LINE_END.search(text):
        raise ClaimError(value, "has a line end or tab in it", "write it in one line")
    return text


def read_name(value: object, *, empty: bool = False) -> str:
    """Return a text in one line of up to 200 characters."""
    return read_line(value, empty=empty, limit=MAX_NAME)


def read_variants(value: object) -> tuple[str, ...]:
    """Return the names that a cell of places.csv separates by ``|``."""
    parts = _text(value, MAX_PROSE, empty=True).split("|")
    return tuple(read_name(part.strip()) for part in parts if part.strip())


def read_url(value: object) -> str:
    """Return a web address, or an empty text; no other scheme, since maps link to it."""
    text = read_line(value, empty=True)
    if text and not _URL.fullmatch(text):
        raise ClaimError(value, "is no web address", "begin it with https:// or http://")
    return text


def read_id(value: object) -> str:
    """Return an id: a-z, 0-9 and hyphens."""
    text = read_name(value)
    if not _ID.fullmatch(text):
        raise ClaimError(value, "is no id", "use only a-z, 0-9 and hyphens")
    return text


def read_country(value: object) -> str:
    """Return a country code."""
    text = read_name(value)
    if not is_country(text):
        named = (c for c in country_codes() if fold_name(country_name(c)) == fold_name(text))
        meant = text.upper() if is_country(text.upper()) else next(named, "")
        near = f" Did you mean {meant}?" if meant else ""
        raise ClaimError(value, "is no ISO 3166-1 alpha-3 code", f"write, for example, CHN.{near}")
    return text


def read_word(words: type[_E], value: object) -> _E:
    """Return one of the words of a vocabulary."""
    if isinstance(value, str) and value in set(words):
        return words(value)
    near = near_matches(value, list(words)) if isinstance(value, str) and len(value) <= MAX_NAME else ""
    # A level is a judgement: whoever is at a loss for the word needs the table, not the spelling.
    table = " docs/codebook.md, section 5, tells which words mean what." if words is RiskLevel else ""
    raise ClaimError(value, "is not one of the words", f"use one of: {', '.join(words)}.{near}{table}")


def _text(value: object, limit: int, *, empty: bool) -> str:
    if not isinstance(value, str):
        raise ClaimError(value, "is no text", "put it in quotes")
    if not value.strip() and not empty:
        raise ClaimError(value, "is empty", "fill it in")
    if len(value) > limit:
        raise ClaimError(value, f"is longer than {limit} characters", "shorten it")
    if found := _FORBIDDEN.search(value):
        raise ClaimError(
            value,
            f"holds the control character or bidirectional override U+{ord(found[0]):04X}",
            "delete that character, or type the text anew",
        )
    return value


# numbers


def read_flag(value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ClaimError(value, "is neither true nor false", "write true or false, without quotes")
    return value


def read_number(value: object, low: float = 0, high: float = MAX_NUMBER) -> float:
    """Return a number between two bounds, both included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ClaimError(value, "is no number", "write it without quotes, with a decimal point")
    # Compared before converting: a whole number may be too large for a float.
    if not low <= value <= high:
        raise ClaimError(value, f"lies outside [{low:.15g}, {high:.15g}]", "check the number and its unit")
    return float(value)


def read_degrees(value: object, limit: float) -> float:
    """Return a longitude or latitude of places.csv, in degrees."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ClaimError(value, "is no number of degrees", "write it like 129.5, with a decimal point")
    if not -limit <= float(value) <= limit:
        remedy = "check it; lon is east-west, lat north-south, in degrees"
        raise ClaimError(value, f"lies outside [-{limit:g}, {limit:g}]", remedy)
    return float(value)


def read_km(value: object) -> float:
    """Return a stated length of skeleton.csv in km, to the metre, as all lengths are."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise ClaimError(value, "is no length in km", "write it like 120 or 12.5, or leave it empty")
    km = round(float(value), 3)
    if not 0 < km <= MAX_KM:
        raise ClaimError(value, f"lies outside (0, {MAX_KM:g}] km", "check the number and its unit")
    return km


def read_interval(value: object, high: float = MAX_NUMBER) -> tuple[float, float]:
    """Return one number or [low, high] as a closed interval."""
    bounds = value if isinstance(value, list) else [value, value]
    if len(bounds) != 2:
        raise ClaimError(value, "is no interval", "write one number or [low, high]")
    lower, upper = (read_number(bound, 0, high) for bound in bounds)
    if lower > upper:
        raise ClaimError(value, "is upside down", "write [low, high]")
    return lower, upper


def read_probabilities(value: object) -> tuple[float, float]:
    """Return [low, high], both between 0 and 1 and neither of them 0 or 1."""
    lower, upper = read_interval(read_list(value), 1)
    if not (lower > 0 and upper < 1):
        raise ClaimError(value, "reaches 0 or 1", "write chances above 0 and below 1; 'closed' needs none")
    return lower, upper


def read_people(value: object) -> tuple[float, float]:
    """Return how many people; fewer than five are never told exactly."""
    if value == A_FEW:
        return A_FEW_PEOPLE
    if isinstance(value, str):
        raise ClaimError(value, "is no number of people", f'write a number, [low, high] or "{A_FEW}"')
    low, high = read_interval(value)
    if high <= A_FEW_PEOPLE[1]:
        raise ClaimError(value, "counts under five could point at persons", f'write people = "{A_FEW}"')
    if 0 < low <= A_FEW_PEOPLE[1]:
        raise ClaimError(
            value, "its lower end is a count under five", "write [0, high], or a number from five on"
        )
    return low, high


# dates


def read_date(value: object) -> Period:
    """Return the days that a date may mean."""
    try:
        return read_period(value)
    except DateError as error:
        told = str(error).removeprefix(f"'{shown(as_text(value))}' ")
        rule, _, remedy = told.partition("; ")
        raise ClaimError(value, rule, remedy) from None


def read_date_text(value: object) -> str:
    """Return a date in the words of the file, once it has been found to be one."""
    read_date(value)
    return as_text(value.date() if isinstance(value, dt.datetime) else value).strip()


def read_times(table: Mapping[str, Any]) -> tuple[Period | None, Period | None]:
    """Return `since` and `until` of a claim, in order; None for what it does not give."""
    since, until = (read_date(table[key]) if key in table else None for key in ("since", "until"))
    if since and until and until.end and until.end < since.start:
        raise ClaimError(
            table["until"],
            f"until lies before since ({as_text(table['since'])})",
            "swap or mend the two dates",
            field="until",
        )
    return since, until


def read_span(value: object) -> Period:
    """Return the time from the first of two dates to the last of them."""
    if not isinstance(value, list) or len(value) != 2:
        raise ClaimError(value, "is no time from one date to another", 'write ["1996", "2020-01"]')
    first, last = (read_date(part) for part in value)
    if last.end and last.end < first.start:
        raise ClaimError(value, "is upside down", "write the earlier date first")
    return Period(start=first.start, end=last.end)


# tables


def read_list(value: object) -> list[Any]:
    """Return a list, or tables that stand in double brackets."""
    if not isinstance(value, list):
        raise ClaimError(value, "is no list", "write [ ... ], and tables as [[name]]")
    return value


def read_modes(value: object) -> tuple[TravelMode, tuple[tuple[str, TravelMode], ...]]:
    """Return the mode of a route, and those of single pairs of its places."""
    if not isinstance(value, dict):
        return read_word(TravelMode, value), ()
    modes = {pair: read_word(TravelMode, mode) for pair, mode in value.items()}
    general = modes.pop("*", TravelMode.UNSPECIFIED)
    return general, tuple(modes.items())


def check_measure(table: Mapping[str, Any]) -> None:
    """Raise `ClaimError` unless a journey has either a distance or a duration."""
    if ("km" in table) == ("days" in table):
        raise ClaimError("", "a journey has either km or days", "give one of them", field="km")


def check_keys(table: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise `ClaimError` if a table has a key that the format does not know."""
    for key in table:
        if key not in known:
            raise unknown_key(key, known)


def unknown_key(key: str, known: Collection[str]) -> ClaimError:
    """Return the error for a key that the format does not know."""
    near = near_matches(key[:MAX_NAME], known)
    return ClaimError(key, "is no key of this table", f"use only: {', '.join(sorted(known))}.{near}")
