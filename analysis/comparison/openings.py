"""How a sentence about a change begins: "With the China-Mongolia border closed", "As of 1 July 2006".

The templates and the rules by which closures are named are those of `analysis.comparison.sentences`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routes import day_in_words

from .sentences import fill, listed, word_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from .sentences import Language

_BORDER = re.compile(r"([A-Z]{3})([-:])([A-Z]{3})")


def closed_in_words(
    closed: Sequence[str],
    names: Mapping[str, str],
    language: Language = "en",
    *,
    day: dt.date | None = None,
) -> str:
    """Return the opening of a sentence that tells what is closed, and on which day if one is given.

    Examples
    --------
    >>> names = {"CHN": "China", "MNG": "Mongolia", "yanji": "Yanji"}
    >>> closed_in_words(["CHN-MNG", "rail@CHN", "yanji"], names)
    'With the China-Mongolia border, railways in China and Yanji closed'
    >>> closed_in_words([], names)
    'With nothing closed'
    """
    return _opening("closed", [target_in_words(text, names, language) for text in closed], day, language)


def supposed_in_words(words: Sequence[str], language: Language = "en", *, day: dt.date | None = None) -> str:
    """Return the opening of a sentence under a scenario of any kind; its words stay as they are.

    Examples
    --------
    >>> supposed_in_words(["CHN-VNM set to severe", "MNG closed"])
    'With CHN-VNM set to severe and MNG closed'
    """
    return _opening("supposed", words, day, language)


def _opening(kind: str, told: Sequence[str], day: dt.date | None, language: Language) -> str:
    when = _day(day, language) if day else ""
    if not told:
        undated = "opening.nothing" if kind == "closed" else "opening.unchanged"
        return fill("opening.dated" if day else undated, {"day": when}, language)
    slots = {kind: _listed(told, language), "day": when}
    return fill(f"opening.dated_{kind}" if day else f"opening.{kind}", slots, language)


def target_in_words(text: str, names: Mapping[str, str], language: Language = "en") -> str:
    """Return a target as people say it, by the text in which it is written."""
    left, at, right = text.partition("@")
    if at:
        slots = {"kind": word_for(f"kind.{left}", left, language), "country": names.get(right, right)}
        return fill("closed.kind", slots, language)
    border = _BORDER.fullmatch(text)
    ends = (border[1], border[3]) if border else tuple(text.split(":", 1))
    if len(ends) == 1:
        return names.get(text, text)
    kind = "leg" if not border else "border" if border[2] == "-" else "directed border"
    first, second = (names.get(end, end) for end in ends)
    return fill(f"closed.{kind}", {"first": first, "second": second}, language)


def _listed(told: Sequence[str], language: Language) -> str:
    *others, last = told
    return fill("list.last", {"others": listed(others, language), "last": last}, language) if others else last


def _day(day: dt.date, language: Language) -> str:
    if language == "en":
        return day_in_words(day)
    return fill("day", {"year": str(day.year), "month": str(day.month), "day": str(day.day)}, language)
