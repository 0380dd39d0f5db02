"""Reading a dataset: quick where it is sound, thorough where it is not.

A question about a sound dataset passes through plain parsing and the rules of `routes.dataset.check`.
Only when one of them objects is the full validation (pydantic models, every fault with its
place) imported, so that it can explain.
"""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import SafePassageError
from routes.faults import DatasetError
from routes.records import Dataset

from .check import check_parsed
from .files import read_raw
from .parse import parse_raw

if TYPE_CHECKING:
    from collections.abc import Sequence


_LOG = logging.getLogger("safepassage.routes")


def shipped_dataset_path() -> Path:
    """Return the folder of the shipped dataset on the routes of North Korean refugees."""
    return Path(__file__).parents[1] / "data" / "north_korea"


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
                _LOG.info(
                    "read %s: %d reports, %d places, %d reported legs",
                    *(folder, len(parsed.reports), len(parsed.places), len(legs)),
                )
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
                    notices=rounding_notices(rounded),
                )
    from .validate import find_faults  # noqa: PLC0415 - pydantic, only to explain

    raise DatasetError(str(folder), find_faults(raw, today))


def rounding_notices(rounded: Sequence[str]) -> tuple[str, ...]:
    """Return what is said of places whose coordinates were rounded: one notice, or none."""
    if not rounded:
        return ()
    some = ", ".join(rounded[:5]) + (" ..." if len(rounded) > 5 else "")
    count = "1 place" if len(rounded) == 1 else f"{len(rounded)} places"
    notice = (
        f"coordinates of {count} were rounded to one decimal of a degree, "
        f"to protect people on the move: {some}"
    )
    return (notice,)
