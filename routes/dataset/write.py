"""Writing a dataset as a folder: the inverse of reading it.

One dataset has one spelling: the same records give the same bytes, on every machine and day. What only a
person's hand puts into the files (comments, the order of keys, a month where the record holds its first day)
is not in the records, and so not in the copy. Nothing is believed of the copy: it is read back before it gets
its name, and a folder that would say something else never appears.
"""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import SafePassageError, printable
from routes.faults import DatasetError, Fault

from .files import LINE_COLUMNS, LINE_OPTIONS, PLACE_COLUMNS
from .read import read_dataset
from .toml import report_toml, settings_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geodata import Place
    from routes.records import Dataset, Line


class FolderTakenError(FileExistsError, SafePassageError):
    """Raise when a new dataset would be written over something that exists."""


def write_dataset(dataset: Dataset, folder: str | Path) -> Path:
    """Write a dataset into a new folder, whole or not at all, and return the folder.

    `read_dataset` of it, with the same ``today``, equals the dataset but for its notices: coordinates
    that were rounded on reading are written rounded, which needs no notice any more.

    Raises
    ------
    FolderTakenError
        If the folder exists and is not empty; nothing is ever overwritten.
    DatasetError
        If the dataset breaks a rule of the format, or would read back as another one (records that were
        made in memory and hold what no file can); carries every fault.
    OSError
        If the folder cannot be written.
    """
    folder = check_folder_free(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the new name or, since an empty folder may be one that somebody stands in, inside of it.
    beside = folder if folder.exists() else folder.parent
    try:
        temporary = tempfile.TemporaryDirectory(dir=beside, prefix=f".{folder.name}.")
    except OSError as error:
        error.filename = str(folder)  # a user knows nothing of the temporary folder
        raise
    with temporary as name:
        made = Path(name) / "made"  # not the temporary folder itself, which nobody else may read
        (made / "reports").mkdir(parents=True)
        _write_texts(dataset, made, folder)
        _check_copy(dataset, made, folder)
        if beside is not folder:
            made.rename(folder)
        else:
            for path in sorted(made.iterdir(), reverse=True):  # dataset.toml last: a part is no dataset
                path.rename(folder / path.name)
    return folder


def dataset_texts(dataset: Dataset) -> dict[str, str]:
    """Return the files of a dataset by their names in its folder, as text.

    Nothing is checked: `write_dataset` does that. A dataset without reports gives no file under ``reports/``.
    """
    return {
        "dataset.toml": settings_toml(dataset),
        "places.csv": _places_csv(dataset.places.values()),
        "skeleton.csv": _skeleton_csv(dataset.skeleton),
        **{f"reports/{key}.toml": report_toml(report) for key, report in sorted(dataset.reports.items())},
    }


def check_folder_free(folder: str | Path) -> Path:
    """Return the path of a folder that does not exist yet, or is empty.

    Raises
    ------
    FolderTakenError
        If something is there.
    """
    folder = Path(folder)
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise FolderTakenError(
            f"'{printable(str(folder))}' exists already; name a folder that does not, nothing is overwritten"
        )
    return folder


def _write_texts(dataset: Dataset, made: Path, folder: Path) -> None:
    for name, text in dataset_texts(dataset).items():
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            rule, value = (
                "holds half of a character, which no file can hold",
                text[max(error.start - 30, 0) : error.end],
            )
            fault = Fault(file=name, rule=rule, remedy="type the text anew", value=value)
            raise DatasetError(str(folder), (fault,)) from None
        (made / name).write_bytes(data)


def _check_copy(dataset: Dataset, made: Path, folder: Path) -> None:
    """Raise `DatasetError` unless what was written reads back as the dataset."""
    try:
        copy = read_dataset(made, today=dataset.today)
    except DatasetError as error:
        raise DatasetError(str(folder), error.faults) from None
    before, after = replace(dataset, notices=()), replace(copy, notices=())
    names = [f.name for f in fields(dataset) if getattr(before, f.name) != getattr(after, f.name)]
    if names:
        rule = f"{', '.join(names)} would read back as something else than was to be written"
        remedy = (
            "make the records as docs/format.md tells: claims numbered from 1 by table, lengths to the metre"
        )
        raise DatasetError(str(folder), (Fault(file=str(folder), rule=rule, remedy=remedy),))


def _places_csv(places: Iterable[Place]) -> str:
    rows = [
        (
            place.id,
            place.name,
            place.name_local,
            place.name_ko,
            "|".join(place.variants),
            place.country,
            place.other_country or "",
            str(place.kind),
            _degrees(place.lon),
            _degrees(place.lat),
            place.note,
        )
        for place in places
    ]
    return _csv(PLACE_COLUMNS, rows)


def _skeleton_csv(lines: Sequence[Line]) -> str:
    """Return the lines; the column of stated lengths only where there is one."""
    stated = any(line.length_km is not None for line in lines)
    rows = [
        (line.a, line.b, str(line.mode))
        + (("" if line.length_km is None else _decimal(line.length_km),) if stated else ())
        for line in lines
    ]
    return _csv((*LINE_COLUMNS, *(LINE_OPTIONS if stated else ())), rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _degrees(number: float) -> str:
    text = _decimal(number)
    return text if "." in text else f"{text}.0"


def _decimal(number: float) -> str:
    """Return the shortest decimal number that reads back the same, without exponent."""
    whole = float(number).is_integer()
    return format(Decimal(int(number) if whole else repr(number)), "f")
