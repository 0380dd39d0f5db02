"""Writing a file whole or not at all.

Text is written to a temporary file beside its target, which is then renamed: a run that fails leaves
an old file as it was. It lives at the bottom of the house because every package writes files.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_text_whole(path: str | os.PathLike[str], text: str) -> Path:
    """Write a text file in UTF-8 by way of a temporary one, and return its path.

    Raises
    ------
    OSError
        If the file cannot be written; it names the file asked for, and the folder is left as it was.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    except OSError as error:
        error.filename = str(target)  # a user knows nothing of the temporary file
        raise
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(0o644)  # mkstemp makes it private
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return target
