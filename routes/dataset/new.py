"""A new dataset: the files of `routes.dataset.template`, and the schemas that complete them in an editor."""

from __future__ import annotations

from pathlib import Path

from .schema import write_schemas
from .template import TEMPLATE
from .write import check_folder_free


def write_new_dataset(folder: str | Path) -> Path:
    """Write a small commented dataset that validates, and the schemas that editors use.

    Returns the folder.

    Raises
    ------
    FolderTakenError
        If the folder exists and is not empty; nothing is ever overwritten.
    """
    folder = check_folder_free(folder)
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    (folder / "schema").mkdir()
    for name, text in TEMPLATE.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    write_schemas(folder / "schema")
    return folder
