"""The few calls that a script needs, with the defaults that the command line has too.

This is the only place where the clock is read: the protection of people on the move (no routes of
the last five years) needs to know today's date.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import evidence_on_path, safest_path
from geodata import DateError, printable
from routes import (
    Dataset,
    EvidenceList,
    build_network,
    evidence_on,
    read_as_of,
    read_dataset,
    shipped_dataset_path,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx


def load_dataset(folder: str | Path | None = None, *, today: dt.date | None = None) -> Dataset:
    """Read a dataset folder; without one, the shipped dataset.

    Raises
    ------
    DatasetError
        If anything is wrong with it; carries every fault.
    """
    return read_dataset(folder or shipped_dataset_path(), today=today or clock_today())


def load_network(
    as_of: str | int | dt.date | None = None,
    *,
    dataset: str | Path | None = None,
    close: Sequence[str] = (),
    today: dt.date | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the network that reports describe, as of a date.

    Parameters
    ----------
    as_of
        A year, a month ("2004-06") or a day; without one, the dataset's default.
    dataset
        A dataset folder, or a file of one network (see `read_network`); without one, the shipped dataset.
    close
        Targets to close, such as ``["CHN-MNG", "mission@CHN"]``, or one alone.
    today
        The day for the five-year rule; without one, the clock's.

    Raises
    ------
    DatasetError, DateError, TargetError, UnknownNameError
        If the dataset, the date or a closure cannot be used; a file holds the network of one date alone.

    Examples
    --------
    >>> load_network(as_of=2004).graph["as_of_text"]
    '2004 (taken as 1 July 2004)'
    """
    (G,) = load_networks([as_of], dataset=dataset, today=today)
    return _with_closed(G, close) if close else G


def load_networks(
    days: Sequence[str | int | dt.date | None],
    *,
    dataset: str | Path | None = None,
    today: dt.date | None = None,
) -> list[nx.MultiDiGraph[str]]:
    """Return the networks of several dates, each as `load_network` gives it; the dataset is read once."""
    if dataset is not None and Path(dataset).is_file():
        return [_network_of_file(Path(dataset), day, today) for day in days]
    data = load_dataset(dataset, today=today)
    return [build_network(data, day) for day in days]


def _network_of_file(
    file: Path, as_of: str | int | dt.date | None, today: dt.date | None
) -> nx.MultiDiGraph[str]:
    from routes import read_network  # noqa: PLC0415 - most questions are about a dataset

    G = read_network(file, today=today or clock_today())
    if as_of is not None and read_as_of(as_of)[0] != G.graph["as_of"]:
        raise DateError(
            f"'{printable(file.name)}' holds the network as of {G.graph['as_of_text']} alone; leave the date "
            "out, or name the dataset folder"
        )
    return G


def evidence(
    target: str,
    *,
    dataset: Dataset | str | Path | None = None,
    as_of: str | int | dt.date | None = None,
    close: Sequence[str] = (),
) -> EvidenceList:
    """Return every claim that reports make about something, oldest first, with its grade.

    Parameters
    ----------
    target
        A target of the grammar ("CHN-MNG", "MNG", "erenhot", "yanji:jilin", "mission@CHN"), for
        which the claims of all years count, or two places ("onsong..seoul"), for which the safest
        path between them is asked as of a date.
    dataset
        A dataset or its folder; without one, the shipped dataset.
    as_of
        The date for two places; without one, the dataset's default.
    close
        What is closed on the way between two places.

    Raises
    ------
    DatasetError, DateError
        If the dataset or the date cannot be used.
    TargetError, UnknownNameError, AmbiguousNameError
        If the target names nothing that exists.

    Examples
    --------
    >>> evidence("CHN-VNM").target
    'CHN-VNM'
    """
    data = dataset if isinstance(dataset, Dataset) else load_dataset(dataset)
    source, dots, end = target.partition("..")
    if not dots:
        return evidence_on(data, target)
    G = build_network(data, as_of)
    if close:
        G = _with_closed(G, close)
    return evidence_on_path(G, safest_path(G, source, end))


def _with_closed(G: nx.MultiDiGraph[str], close: Sequence[str]) -> nx.MultiDiGraph[str]:
    from routes import Scenario, apply_scenario  # noqa: PLC0415 - most questions close nothing

    return apply_scenario(G, Scenario(close=close))


def clock_today() -> dt.date:
    """Return today's date (UTC)."""
    return dt.datetime.now(tz=dt.UTC).date()
