"""Answers as pages, each one file that makes no network request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis import PathResult
from routes import Dataset, read_as_of
from safepassage.facade import load_dataset

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import networkx as nx

    from analysis import Bottlenecks, Comparison, Ensemble, ParetoFront


def save_map(
    G: nx.MultiDiGraph[str],
    path: str | Path,
    *,
    paths: Sequence[PathResult] = (),
    front: ParetoFront | None = None,
    bottlenecks: Bottlenecks | None = None,
    ensemble: Ensemble | None = None,
) -> Path:
    """Write the network as one self-contained HTML page and return its path.

    The page makes no network request. A failed run leaves an existing file whole.

    Parameters
    ----------
    G
        The network.
    path
        The file to write.
    paths
        Answers to path questions; each is highlighted and has a card.
    front
        The answer of `pareto_paths`: a chart whose points can be chosen, and a table.
    bottlenecks
        The answer of `find_bottlenecks`: two layers and a table of what all ways depend on.
    ensemble
        The answer of `ensemble`: a layer in which each leg is as wide as the share of draws that has it on
        the best way, and tables of exits and ways with their shares.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from maps import save_route_map  # noqa: PLC0415 - folium is slow to import

    return save_route_map(G, path, paths=paths, front=front, bottlenecks=bottlenecks, ensemble=ensemble)


def save_comparison_map(comparison: Comparison, path: str | Path) -> Path:
    """Write a comparison as one self-contained HTML page and return its path.

    Legs kept, lost and new on a map, the best ways before and after side by side or parted by a line that
    moves, and all of it in words. The page makes no network request. A failed run leaves an existing file
    whole.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    from maps import save_comparison as save  # noqa: PLC0415 - folium is slow to import

    return save(comparison, path)


def save_explorer(
    path: str | Path,
    *,
    dataset: Dataset | str | Path | None = None,
    closures: Sequence[str] | None = None,
    origins: Sequence[str] | None = None,
    destinations: Sequence[str] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Path:
    """Write a page on which closures can be tried out, year by year, and return its path.

    It is one self-contained HTML file that makes no network request. A year means its 1 July. A failed run
    leaves an existing file whole.

    Parameters
    ----------
    path
        The file to write.
    dataset
        A dataset or its folder; without one, the shipped dataset.
    closures
        Targets that can be shut; without any, those that reports tell of (`analysis.reported_closures`).
    origins, destinations
        Places by any name; without any, those of the dataset.
    since, until
        The first and the last year; without them, the years from the first with a way through to the last.

    Raises
    ------
    DatasetError
        If the dataset cannot be used.
    DateError
        If a year lies outside the dataset or in its protected last years, or no year is left.
    QuestionError
        If there is no origin or destination.
    TargetError, UnknownNameError, AmbiguousNameError
        If a closure or place names nothing that exists.
    OSError
        If the file cannot be written.
    """
    from analysis import reported_closures  # noqa: PLC0415 - no path needs it
    from maps import save_explorer as save  # noqa: PLC0415 - folium is slow to import
    from safepassage.years import yearly_networks  # noqa: PLC0415

    data = dataset if isinstance(dataset, Dataset) else load_dataset(dataset)
    networks = yearly_networks(data, since=since, until=until)
    return save(
        networks,
        reported_closures(data) if closures is None else closures,
        path,
        origins=origins,
        destinations=destinations,
        first=read_as_of(data.info.as_of)[0].year,
    )


def save_report(
    path: str | Path,
    origins: str | Sequence[str] | None = None,
    destinations: str | Sequence[str] | None = None,
    as_of: str | int | dt.date | None = None,
    *,
    dataset: Dataset | str | Path | None = None,
    close: str | Sequence[str] | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> Path:
    """Write one page to hand on and return its path: the answer in words, its map, and all it rests on.

    The page is one self-contained HTML file in English and Korean: the answer in plain words, the map, how
    the answer changed over the years, on what the ways depend, what closures would change and what would
    help, how sure it is, its limits, its sources with BibTeX. It makes no network request, and on paper a
    still picture takes the place of the map. A failed run leaves an existing file whole.

    Parameters
    ----------
    path
        The file to write.
    origins, destinations
        Places by any name, each origin asked alone; without any, the first that the dataset names.
    as_of
        A year, a month ("2004-06") or a day; without one, the dataset's default.
    dataset
        A dataset or its folder; without one, the shipped dataset.
    close
        Closures to tell of, each by itself, and of several also all together; without any, those that
        reports tell of.
    draws
        How many draws of all risks say how sure the answer is, 0 for none.
    seed
        Which draws: the same number gives the same ones.

    Raises
    ------
    DatasetError, DateError
        If the dataset or the date cannot be used.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or closure names nothing that exists, or none is given and the dataset names none.
    QuestionError
        If the number of draws or the seed is none.
    OSError
        If the file cannot be written.
    """
    from maps import save_report as save  # noqa: PLC0415 - folium is slow to import
    from safepassage.reporting import ask_for_report  # noqa: PLC0415

    answers = ask_for_report(dataset, origins, destinations, as_of, close=close, draws=draws, seed=seed)
    return save(answers, path)
