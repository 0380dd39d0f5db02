"""Writing a picture: whole or not at all.

A picture is written to a temporary file beside its target, which is then renamed: a run that
fails leaves an old file as it was.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from geodata import SafePassageError


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


def write_whole(path: str | os.PathLike[str], text: str) -> Path:
    """Write a text file in UTF-8 by way of a temporary one, and return its path.

    Raises
    ------
    OSError
        If the file cannot be written; the folder is left as it was.
    """
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)  # mkstemp makes it private; a picture is for showing
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target
