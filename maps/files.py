"""In which formats a picture can be written: the suffix of its file name decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geodata import SafePassageError

if TYPE_CHECKING:
    import os


class PictureFormatError(ValueError, SafePassageError):
    """Raise when a file name asks for a format in which a picture cannot be written."""


def read_suffix(path: str | os.PathLike[str], known: tuple[str, ...]) -> str:
    """Return the suffix of a file name, in lower case, if it is one of the known ones.

    Raises
    ------
    PictureFormatError
        If it is not.

    Examples
    --------
    >>> read_suffix("timeline.SVG", (".svg", ".html"))
    '.svg'
    """
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        raise PictureFormatError(
            f"'{Path(path).name}' ends in {suffix or 'no suffix'!r}; "
            f"this picture is written as {' or '.join(known)}. Name the file accordingly."
        )
    return suffix
