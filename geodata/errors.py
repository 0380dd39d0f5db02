"""Errors of the whole program, in one tree.

They live at the bottom of the house so that every package can raise them. Each also inherits
the built-in that it refines, so that callers may catch coarse or fine. A message states the
value, the rule it breaks, and the remedy, in one line that is fit to be shown to a user.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class SafePassageError(Exception):
    """Base of every error that this program raises on purpose."""


# what a user named


class UnknownNameError(KeyError, SafePassageError):
    """Raise when a place, country or target does not exist in the dataset."""

    def __str__(self) -> str:
        """Return the message itself; `KeyError` would print its repr."""
        return str(self.args[0]) if self.args else ""


class AmbiguousNameError(UnknownNameError):
    """Raise when a name fits several places; the message lists their ids."""


class TargetError(ValueError, SafePassageError):
    """Raise when a target does not follow the grammar of targets."""


class DateError(ValueError, SafePassageError):
    """Raise when a date cannot be read, or may not be asked about."""


class QuestionError(ValueError, SafePassageError):
    """Raise when a question cannot be answered as it was asked: a number or a choice is out of range."""


class ScenarioError(ValueError, SafePassageError):
    """Raise when a scenario cannot be used: empty, out of range, in contradiction; lists every fault."""


class FormatError(ValueError, SafePassageError):
    """Raise when a file name asks for a format in which something cannot be written."""


# what a user handed in


class NetworkError(ValueError, SafePassageError):
    """Raise when a graph does not keep the network contract; lists every fault."""


class GeodataError(ValueError, SafePassageError):
    """Raise when shipped or given geographic data cannot be used."""


def printable(text: str) -> str:
    """Return a text in one line in which nothing can steer a terminal.

    What cannot be printed becomes a replacement character; an empty text stays empty.

    Examples
    --------
    >>> len(printable("one" + chr(10) + "two").splitlines())
    1
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def near_matches(name: str, known: Iterable[str], *, limit: int = 3) -> str:
    """Return a hint that names the closest known words, or an empty string.

    Examples
    --------
    >>> near_matches("yanj", ["yanji", "beijing", "seoul"])
    ' Did you mean yanji?'
    >>> near_matches("qqqq", ["yanji"])
    ''
    """
    return near_spellings(name, {word: word for word in known}, limit=limit)


def near_spellings(name: str, meanings: Mapping[str, str], *, limit: int = 3) -> str:
    """Return a hint that names the closest spellings, one for each thing meant, or an empty string.

    Of the spellings of one thing that are near, the one that is its id is told, else the nearest.

    Examples
    --------
    >>> near_spellings("onsng", {"onseong": "onsong", "onsong": "onsong", "musan": "musan"})
    ' Did you mean onsong?'
    """
    told: dict[str, str] = {}
    for word in get_close_matches(name, [*meanings], n=8 * limit, cutoff=0.6):
        meant = meanings[word]
        told[meant] = word if word == meant else told.get(meant, word)
    return f" Did you mean {', '.join([*told.values()][:limit])}?" if told else ""
