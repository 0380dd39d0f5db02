"""Writing a file whole or not at all.

What is written goes to a temporary file beside its target, which is then renamed: a run that fails leaves
an old file as it was. It lives at the bottom of the house because every package writes files.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LOG = logging.getLogger("safepassage.geodata")


def read_suffix(path: str | os.PathLike[str], known: Sequence[str], what: str) -> str:
    """Return the suffix of a file name, in lower case, if it is one of the known ones.

    Raises
    ------
    FormatError
        If it is not; the message names ``what`` was to be written.

    Examples
    --------
    >>> read_suffix("timeline.SVG", (".svg", ".html"), "this picture")
    '.svg'
    """
    suffix = Path(path).suffix.lower()
    if suffix not in known:
        ending = f"ends in '{suffix}'" if suffix else "has no suffix"
        raise FormatError(
            f"'{Path(path).name or path}' {ending}; "
            f"{what} is written as {' or '.join(known)}. Name the file accordingly."
        )
    return suffix


def write_text_whole(path: str | os.PathLike[str], text: str) -> Path:
    """Write a text file in UTF-8 by way of a temporary one, and return its path.

    Raises
    ------
    OSError
        If the file cannot be written; it names the file asked for, and the folder is left as it was.
    """

    def write(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)

    return write_whole(path, write)


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], object]) -> Path:
    """Let ``write`` fill a temporary file, rename it to the path asked for, and return that path.

    The temporary file is empty, lies in the same folder and has the same suffix, by which some libraries
    choose the format.

    Raises
    ------
    OSError
        If the file cannot be written; it names the file asked for, and the folder is left as it was.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.stem}.", suffix=f".tmp{target.suffix}"
        )
        os.close(handle)
    except OSError as error:
        error.filename = str(target)  # a user knows nothing of the temporary file
        raise
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)  # mkstemp makes it private
        temporary.replace(target)
        _LOG.info("wrote %s, %s bytes", target, f"{target.stat().st_size:,}")
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target
