"""Reading a dataset: quick where it is sound, thorough where it is not.

A question about a sound dataset passes through plain parsing and the rules of `routes.check`.
Only when one of them objects is the full validation (pydantic models, every fault with its
place) imported, so that it can explain.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import SafePassageError

from .check import Parsed, check_parsed
from .faults import DatasetError
from .files import RawDataset, read_raw
from .parse import (
    parse_assumption,
    parse_family,
    parse_info,
    parse_line,
    parse_place,
    parse_report,
    parse_risk,
)
from .records import Dataset
from .values import read_list

if TYPE_CHECKING:
    from collections.abc import Sequence


def shipped_dataset_path() -> Path:
    """Return the folder of the shipped dataset on the routes of North Korean refugees."""
    return Path(__file__).parent / "data" / "north_korea"


def read_dataset(folder: str | Path, *, today: dt.date) -> Dataset:
    """Read and check a dataset folder.

    Parameters
    ----------
    folder
        A folder as described in docs/format.md.
    today
        The day against which the five-year rule of protection is applied.

    Raises
    ------
    DatasetError
        If anything is wrong with it; carries every fault.
    """
    raw = read_raw(Path(folder))
    if not raw.faults:
        try:
            parsed, rounded = parse_raw(raw)
        except (SafePassageError, ArithmeticError, KeyError, TypeError, ValueError, AttributeError):
            pass  # told in full below
        else:
            legs, faults = check_parsed(parsed, today)
            if not faults:
                return Dataset(
                    info=parsed.info,
                    risk=parsed.risk,
                    places={place.id: place for _, place in parsed.places},
                    skeleton=tuple(line for _, line in parsed.lines),
                    reports=dict(parsed.reports),
                    legs=legs,
                    today=today,
                    assumptions=parsed.assumptions,
                    families=parsed.families,
                    notices=_notices(rounded),
                )
    from .validate import find_faults  # noqa: PLC0415 - pydantic, only to explain

    raise DatasetError(str(folder), find_faults(raw, today))


def parse_raw(raw: RawDataset) -> tuple[Parsed, list[str]]:
    """Return a dataset's files as records, and the ids of places that had to be rounded."""
    places, rounded = [], []
    info = parse_info(raw.dataset)
    for row in raw.places:
        place, was_finer = parse_place(row, coarse=info.people_at_risk)
        places.append((row["line"], place))
        if was_finer:
            rounded.append(place.id)
    parsed = Parsed(
        info=info,
        risk=parse_risk(raw.dataset),
        places=places,
        lines=[(row["line"], parse_line(row)) for row in raw.lines],
        reports={key: parse_report(key, table) for key, table in raw.reports.items()},
        assumptions=tuple(parse_assumption(table) for table in _tables(raw, "assumption")),
        families=tuple(parse_family(table) for table in _tables(raw, "family")),
    )
    return parsed, rounded


def _tables(raw: RawDataset, name: str) -> list[dict[str, Any]]:
    """Return tables of dataset.toml; None stands for one that `routes.validate` has set aside."""
    return [table for table in read_list(raw.dataset.get(name, [])) if table is not None]


def _notices(rounded: Sequence[str]) -> tuple[str, ...]:
    if not rounded:
        return ()
    some = ", ".join(rounded[:5]) + (" ..." if len(rounded) > 5 else "")
    count = "1 place" if len(rounded) == 1 else f"{len(rounded)} places"
    notice = (
        f"coordinates of {count} were rounded to one decimal of a degree, "
        f"to protect people on the move: {some}"
    )
    return (notice,)
