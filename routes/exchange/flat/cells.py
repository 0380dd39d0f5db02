r"""What stands in one cell: lists as text, empty cells, and what others' programs make of both.

A list is its items parted by "; ". An item may hold a semicolon or a backslash of its own, or outer
blanks: a backslash before it says so, and a lone ``\-`` is an item without text. Who edits a table
by hand may leave out the blank after the semicolon.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from routes.dataset.values import read_date, read_flag, read_line, read_number, read_prose, read_word
from routes.faults import ClaimError

if TYPE_CHECKING:
    from collections.abc import Iterable

_Word = TypeVar("_Word", bound=StrEnum)
_PIECE = re.compile(r"\\.|[^\\;]|\\\Z|(;)", re.DOTALL)
_NOTHING = r"\-"
MAX_TEXT = 10_000_000
MAX_AMOUNT = 1e300


def join_list(items: Iterable[str]) -> str:
    r"""Return a list of texts as one cell, from which `split_list` makes the same list again.

    Examples
    --------
    >>> join_list(["a", "b"])
    'a; b'
    >>> join_list([])
    ''
    >>> print(join_list(["one; two"]))
    one\; two
    """
    return "; ".join(_escaped(item) for item in items)


def split_list(text: str) -> tuple[str, ...]:
    r"""Return the list that stands in a cell; an empty cell holds none.

    Examples
    --------
    >>> split_list("a;b; c ")
    ('a', 'b', 'c')
    >>> split_list(join_list(["one; two", "", " three\\"]))
    ('one; two', '', ' three\\')
    """
    if "\\" not in text:  # nearly always
        return tuple(item for item in map(str.strip, text.split(";")) if item)
    items: list[list[str]] = [[]]
    for piece in _PIECE.finditer(text):
        if piece[1]:
            items.append([])
        else:
            items[-1].append(piece[0])
    return tuple(found for found in map(_unescaped, items) if found is not None)


def _escaped(item: str) -> str:
    if item and item == item.strip() and "\\" not in item and ";" not in item:  # nearly always
        return item
    outer = {0, len(item) - 1}
    blanks = (i in outer and c.isspace() for i, c in enumerate(item))
    return (
        "".join("\\" + c if blank or c in "\\;" else c for c, blank in zip(item, blanks, strict=True))
        or _NOTHING
    )


def _unescaped(pieces: list[str]) -> str | None:
    """Return an item without its escapes; None for nothing but blanks between two semicolons."""
    start, end = 0, len(pieces)
    while start < end and pieces[start].isspace():
        start += 1
    while end > start and pieces[end - 1].isspace():
        end -= 1
    inner = pieces[start:end]
    if not inner:
        return None
    if inner == [_NOTHING]:
        return ""
    return "".join(piece[1:] if len(piece) == 2 else piece for piece in inner)


def plain(value: object) -> object:
    """Return a cell as Python has it: numpy's scalars as numbers, NaN, NaT and NA as empty."""
    if getattr(value, "ndim", None) == 0:  # a scalar of numpy
        value = value.item()  # type: ignore[attr-defined]
    if type(value).__name__ in {"NAType", "NaTType"}:
        return None
    return None if isinstance(value, float) and math.isnan(value) else value


# readers of cells: each returns a value, or raises `ClaimError` with rule and remedy


def text_in(value: object) -> str:
    """Return a text; an empty cell is an empty text."""
    return _whole(read_prose("" if value is None else value, empty=True))


def line_in(value: object) -> str:
    """Return a text in one line, which may be empty."""
    return _whole(read_line("" if value is None else value, empty=True))


def long_line_in(value: object) -> str:
    """Return a text in one line that a program wrote, so that it may be long."""
    return _whole(read_line("" if value is None else value, empty=True, limit=MAX_TEXT))


def needed_line_in(value: object) -> str:
    """Return a text in one line that may not be empty: an id, say."""
    return _whole(read_line("" if value is None else value))


def optional_line_in(value: object) -> str | None:
    """Return a text in one line, or None for an empty cell."""
    return line_in(value) or None


def list_in(value: object) -> tuple[str, ...]:
    """Return the list that stands in a cell."""
    return split_list(long_line_in(value))


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        shown = text.encode(errors="replace").decode()
        raise ClaimError(shown, "holds half a character (a lone surrogate)", "type the text anew") from None
    return text


def amount_in(value: object) -> float:
    """Return a number from 0 on."""
    if value is None:
        raise ClaimError("", "is empty", "write a number")
    return read_number(value, 0, MAX_AMOUNT)


def optional_amount_in(value: object) -> float | None:
    """Return a number from 0 on, or None for an empty cell."""
    return None if value is None else amount_in(value)


def word_in(words: type[_Word], value: object) -> _Word:
    """Return one of the words of a vocabulary; an empty cell is none."""
    if value is None:
        raise ClaimError("", "is empty", f"use one of: {', '.join(words)}")
    return read_word(words, value)


def flag_in(value: object) -> bool:
    """Return true or false; an empty cell is false. Formats without flags write 1 and 0."""
    if value is None:
        return False
    return bool(value) if type(value) in (int, float) and value in (0, 1) else read_flag(value)


def day_in(value: object) -> dt.date:
    """Return a day from ISO text, or from what a reader of files made of it."""
    period = read_date(value if isinstance(value, dt.date) else needed_line_in(value))
    if period.start != period.end:
        raise ClaimError(value, "is no day", "write it like 2004-08-02")
    return period.start


def optional_day_in(value: object) -> dt.date | None:
    """Return a day, or None for an empty cell."""
    return None if value in (None, "") else day_in(value)
