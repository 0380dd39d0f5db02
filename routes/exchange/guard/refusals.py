"""How a file is refused: one line with value, rule and remedy, fit to be shown to a user."""

from __future__ import annotations

from typing import NoReturn

from geodata import SafePassageError, printable
from routes.faults import shown

AGAIN = "export it again from the program that wrote it"


class BadFileError(ValueError, SafePassageError):
    """Raise when a file is refused: it is not what its name says, too large, broken, or no plain file."""


def refuse(what: str, rule: str, remedy: str) -> NoReturn:
    """Raise a `BadFileError` of one printable line: value, rule, remedy.

    Raises
    ------
    BadFileError
        Always.
    """
    raise BadFileError(f"'{shown(what)}' {printable(rule)}; {remedy}")
