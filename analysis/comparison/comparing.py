"""What a scenario or another date changes: the best ways before and after, side by side, and why.

A baseline network is held against others: the network in which a scenario holds, or that of another date.
Each origin is asked alone, and so is each destination; by each objective the best way in the one network
stands beside the best way in the other. Nothing is measured twice: both are answers like any other
(`analysis.best_by`), with their reports, and a difference is the difference of two answers.

Beside what changed stands why (the legs of the former way that are not open any more, each with what
shut it), what all ways pass now and did not before, and what would undo it
(`analysis.comparison.undoing`): effect and relief are never told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from analysis.dependence.dominators import must_pass
from analysis.paths.best import best_by
from analysis.paths.question import read_places
from analysis.paths.weights import OBJECTIVES, read_weights
from geodata import QuestionError, ScenarioError
from routes import Scenario, apply_scenario

from .records import Compared, Comparison, Difference, Passed
from .undoing import find_reliefs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analysis.paths.question import Named
    from analysis.paths.results import PathResult
    from analysis.paths.weights import By, Weight


def compare(
    G: nx.MultiDiGraph[str],
    *others: Scenario | nx.MultiDiGraph[str],
    origins: Named | None = None,
    destinations: Named | None = None,
    by: By | Sequence[By] = OBJECTIVES,
) -> Comparison:
    """Return what becomes of the best ways of a network under scenarios, or in other networks.

    Parameters
    ----------
    G
        The baseline; it is not changed.
    others
        Scenarios, each applied to the baseline alone, or networks, say of another date.
    origins, destinations
        Places by any name, each asked alone; without any, those of the dataset.
    by
        Objectives or other weights, one or several (see `analysis.paths.weights.read_weight`).

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.
    ScenarioError
        If a scenario supposes nothing, or cannot be applied.
    QuestionError
        If there is nothing to compare with, a weight is none or asked twice, or no place is known.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = compare(sp.load_network("2004-06"), sp.Scenario(close="mission@CHN"), origins="onsong")
    >>> [(d.objective, d.case) for d in found.cases[0].differences]
    [('length', 'same'), ('risk', 'changed'), ('balanced', 'same')]
    """
    if not others:
        raise QuestionError(
            "there is nothing to compare with: give a scenario, or the network of another date"
        )
    weights = read_weights(by)
    info = G.graph["dataset"]
    starts = read_places(G, _given(origins, info.origins, "origins"))
    ends = read_places(G, _given(destinations, info.destinations, "destinations"))
    before = {(o, d, w.name): best_by(G, o, d, w) for o in starts for d in ends for w in weights}
    return Comparison(
        network=G,
        origins=starts,
        destinations=ends,
        weights=weights,
        cases=tuple(_compared(G, other, before, weights) for other in others),
    )


def _given(named: Named | None, known: tuple[str, ...], what: str) -> Named:
    if named is None and not known:
        raise QuestionError(f"the dataset names no {what}; name one or more")
    return known if named is None else named


def _compared(
    G: nx.MultiDiGraph[str],
    other: Scenario | nx.MultiDiGraph[str],
    before: dict[tuple[str, str, str], PathResult],
    weights: Sequence[Weight],
) -> Compared:
    scenario, H = _read(G, other)
    by_name = {weight.name: weight for weight in weights}
    pairs = list(dict.fromkeys((origin, end) for origin, end, _ in before))
    starts, ends = (tuple(dict.fromkeys(places)) for places in zip(*pairs, strict=True))
    return Compared(
        baseline=G,
        network=H,
        scenario=scenario,
        differences=tuple(
            Difference(origin=o, destination=d, before=path, after=best_by(H, o, d, by_name[name]))
            for (o, d, name), path in before.items()
        ),
        passed=tuple(_passed(G, H, pairs)),
        reliefs=find_reliefs(G, H, scenario, starts, ends),
    )


def _read(
    G: nx.MultiDiGraph[str], other: Scenario | nx.MultiDiGraph[str]
) -> tuple[Scenario | None, nx.MultiDiGraph[str]]:
    if isinstance(other, nx.MultiDiGraph):
        return None, other
    if not isinstance(other, Scenario):
        raise QuestionError(
            f"{type(other).__name__} is neither a scenario nor a network; give one of the two"
        )
    if not other:
        raise ScenarioError(f"{other.label} supposes nothing; name something to close, open or change")
    return other, apply_scenario(G, other)


def _passed(
    G: nx.MultiDiGraph[str], H: nx.MultiDiGraph[str], pairs: Iterable[tuple[str, str]]
) -> Iterator[Passed]:
    for origin, end in pairs:
        was, now = (must_pass(network, origin, end) for network in (G, H))
        if not (was.places or was.legs) or not (now.places or now.legs):
            continue
        old, new = ((*found.countries, *found.borders) for found in (was, now))
        appear, vanish = tuple(x for x in new if x not in old), tuple(x for x in old if x not in new)
        if appear or vanish:
            yield Passed(origin=origin, destination=end, appear=appear, vanish=vanish)
