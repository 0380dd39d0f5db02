"""Other people's data into a dataset of one's own, by today's date.

The clock is read in `safepassage.facade` alone; the five-year rule of protection holds for imports, too.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import routes

from .facade import clock_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routes import FleeImport


def import_flee(
    folder: str | Path,
    new_folder: str | Path,
    *,
    start: str | dt.date | None = None,
    days: int | None = None,
    countries: Mapping[str, str] | None = None,
    title: str = "",
    publisher: str = "",
    date: str | dt.date | None = None,
    url: str = "",
    today: dt.date | None = None,
) -> FleeImport:
    """Read an instance of the Flee simulation, write it as a new dataset, and tell what was done on the way.

    Parameters
    ----------
    folder
        The folder with ``locations.csv``, ``routes.csv`` and perhaps ``closures.csv`` and
        ``sim_period.csv``.
    new_folder
        The dataset to write; it must not exist, or be empty.
    start, days
        First day ("2013-12-01") and length of the period, where ``sim_period.csv`` does not tell them.
    countries
        Codes by names of countries in the files (``{"RC": "COG"}``), where another was chosen.
    title, publisher, date, url
        How the instance is cited; docs/flee.md tells what stands there without them.
    today
        The day for the five-year rule; without one, the clock's.

    Returns
    -------
    FleeImport
        The dataset, and in ``remarks`` everything that was repaired, dropped or decided, with file and line.

    Raises
    ------
    FleeError
        If the files cannot be used, or their period lies in the protected last five years.
    FolderTakenError
        If the new folder holds something.
    DatasetError
        If what comes out breaks a rule of the format.

    Examples
    --------
    >>> import tempfile
    >>> import safepassage as sp
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     example = routes.write_flee_example(f"{folder}/flee")
    ...     done = import_flee(example, f"{folder}/mine")
    ...     G = sp.load_network(dataset=f"{folder}/mine")
    >>> sp.shortest_path(G, "hill-town", "camp-east").length_km
    210.0
    >>> print(done.remarks[-1])
    closures.csv, line 3: its end is -1: it never reopens (repaired)
    """
    routes.check_folder_free(new_folder)  # before the work, not after it
    imported = routes.flee_to_dataset(
        routes.read_flee(folder),
        today=today or clock_today(),
        start=_day(start, "start"),
        days=days,
        countries=countries,
        title=title,
        publisher=publisher,
        date=_day(date, "date"),
        url=url,
    )
    routes.write_dataset(imported.dataset, new_folder)
    return imported


def _day(value: str | dt.date | None, what: str) -> dt.date | None:
    """Return a day that is given as text or as a date."""
    if value is None or isinstance(value, dt.date):
        return value
    period = routes.read_period(value)
    if period.start != period.end:
        raise routes.FleeError(f"{what} '{value}' is no single day; write it like 2013-12-01")
    return period.start
