"""All that a report tells, asked at once for one network and one question.

A report answers one question - which way was the safest, from here to there, on that day - and what its
reader asks next: by what margin, how sure, how it changed, on what it depends, what a closed border would
do, who says so. Each origin is asked alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import Objective, best_by
from geodata import UnknownNameError
from routes import Dataset, build_network

from .facade import load_dataset
from .years import SHIPPED_MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from analysis import Comparison, PathResult
    from maps import ReportAnswers

    from .certainties import Progress

_BY = (Objective.RISK, Objective.LENGTH, Objective.BALANCED)


def ask_for_report(
    dataset: Dataset | str | Path | None = None,
    origins: str | Sequence[str] | None = None,
    destinations: str | Sequence[str] | None = None,
    as_of: str | int | dt.date | None = None,
    *,
    close: str | Sequence[str] | None = None,
    draws: int = 2000,
    seed: int = 0,
    progress: Progress | None = None,
) -> ReportAnswers:
    """Return all that a report tells, for `maps.save_report`.

    Parameters
    ----------
    dataset
        A dataset or its folder; without one, the shipped dataset.
    origins, destinations
        Places by any name; without any, the first that the dataset names.
    as_of
        The date, as for `build_network`.
    close
        Closures to tell of, each by itself, and of several also all together; without any, those that
        reports tell of (`analysis.reported_closures`). The answer itself is that of the network as reported.
    draws
        How many draws of all risks, 0 for none.
    seed
        Which draws: the same number gives the same ones.
    progress
        Wraps the steps of long work, to show how far it has come; without one nothing is shown.

    Raises
    ------
    DatasetError, DateError
        If the dataset or the date cannot be used.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or closure names nothing that exists, or the dataset names no origin or destination and
        none is given.
    QuestionError
        If the number of draws or the seed is none.

    Examples
    --------
    >>> answers = ask_for_report(origins="onsong", as_of="2004-06", draws=0)
    >>> answers.safest("onsong").exit.in_words, len(answers.closures.cases)
    ('China, by its diplomatic missions', 12)
    """
    from analysis import ensemble, find_bottlenecks, timeline  # noqa: PLC0415 - no path needs them
    from maps import ReportAnswers  # noqa: PLC0415 - folium is slow to import

    shown: Progress = progress or iter
    data = dataset if isinstance(dataset, Dataset) else load_dataset(dataset)
    G = build_network(data, as_of)
    starts = _named(origins, data.info.origins[:1], "origin", "say where the ways begin")
    ends = _named(destinations, data.info.destinations[:1], "destination", "say where the ways lead")
    found = find_bottlenecks(G, starts, ends)
    starts, ends = found.origins, found.destinations  # by their ids from here on
    paths = tuple(best_by(G, origin, ends, by) for origin in starts for by in _BY)
    drawn = paths if len(starts) == 1 else tuple(_named_by_origin(path) for path in paths[:: len(_BY)])
    first, last = (None, None) if dataset is not None else SHIPPED_MONTHS
    return ReportAnswers(
        dataset=data,
        network=G,
        origins=starts,
        destinations=ends,
        paths=paths,
        drawn=drawn,
        bottlenecks=found,
        closures=_closures(data, G, close, starts, ends),
        closures_given=bool(close),
        ensemble=ensemble(G, starts, ends, draws=draws, seed=seed, progress=shown) if draws else None,
        spans=timeline(data, starts[0], ends[0], first=first, last=last, progress=shown),
    )


def _named_by_origin(path: PathResult) -> PathResult:
    """Return a path with a label that tells it from the same answer from elsewhere."""
    name = path.network.nodes[path.question.origins[0]]["name"]
    return replace(path, role=f"{path.label} from {name}")


def _named(
    given: str | Sequence[str] | None, known: tuple[str, ...], what: str, remedy: str
) -> tuple[str, ...]:
    """Return the places that were named, or those of the dataset."""
    named = known if given is None else (given,) if isinstance(given, str) else tuple(given)
    if not named:
        missing = f"the dataset names no {what}" if given is None else f"no {what} is named"
        raise UnknownNameError(f"{missing}: {remedy}")
    return named


def _closures(
    data: Dataset,
    G: nx.MultiDiGraph[str],
    close: str | Sequence[str] | None,
    origins: tuple[str, ...],
    destinations: tuple[str, ...],
) -> Comparison | None:
    from analysis import compare, reported_closures  # noqa: PLC0415 - no path needs them
    from routes import Scenario  # noqa: PLC0415

    given = (close,) if isinstance(close, str) else tuple(dict.fromkeys(close or ()))
    scenarios = [Scenario(close=[target]) for target in given or reported_closures(data)]
    if len(given) > 1:
        scenarios.append(Scenario(close=given))
    if not scenarios:
        return None
    by = (Objective.RISK, Objective.LENGTH)
    return compare(G, *scenarios, origins=origins, destinations=destinations, by=by)
