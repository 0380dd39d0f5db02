"""Ways that are really different: each shares at most a given part of the length of any better one.

The second-best path is mostly the best one with another town on the way. Here the first is the best path,
and each further one the best of all that share at most ``share`` of the length of every path before it. What
counts as shared is a hop between two points of the map, by whatever mode: the train and the road
beside it are one way, and so are the flights of a town and of its missions. These are the k shortest
paths with limited overlap of Chondrogiannis et al. (2020, doi:10.1007/s00778-020-00604-x), solved
exactly: the length on each earlier path is a resource that a label uses up, and a label is dropped
only where another is better and has used no more of any.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from analysis.search.arcs import leg_costs
from analysis.search.labels import first_path_within
from geodata import QuestionError

from .flat import Flat, only_paths
from .path_list import PathList
from .question import Named, Question, Way, number_question, read_count, read_question
from .results import PathResult
from .weights import LENGTH, LegValue, Objective, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx


def dissimilar_paths(
    G: nx.MultiDiGraph[str],
    source: Named,
    target: Named,
    k: int,
    by: Objective | str | Weight | LegValue = Objective.RISK,
    *,
    share: float = 0.5,
    via: Named = (),
    avoid: Named = (),
) -> PathList:
    """Return up to ``k`` paths of which each shares little of the length of any better one.

    Parameters
    ----------
    G, source, target, by, via, avoid
        As in `analysis.best_by`.
    k
        How many paths are wanted; fewer come back where no more fit.
    share
        The part of the length of an earlier path, at least 0 and below 1, that a later one may share with it.

    Returns
    -------
    PathList
        The best path first; empty where there is no way through.

    Raises
    ------
    QuestionError
        If ``k`` is no whole number of at least 1, ``share`` is not in [0, 1), or the weight is none.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.

    Examples
    --------
    >>> import safepassage as sp
    >>> paths = sp.dissimilar_paths(sp.load_network(2004), "onsong", "seoul", 3)
    >>> [path.rank for path in paths]
    [1, 2, 3]
    """
    k = read_count(k)
    part = _read_share(share)
    question = read_question(G, source, target, by, via=via, avoid=avoid)
    ways = _dissimilar(question, k, part)
    return PathList(
        question=question,
        paths=tuple(PathResult(question=question, way=way, rank=i) for i, way in enumerate(ways, start=1)),
        title=f"Dissimilar paths by {question.weight.name}",
        note=f"Each shares at most {float(100 * part):g} % of the length of any before it.",
    )


def _read_share(share: float) -> Fraction:
    """Return the share that was written: 0.1 is a tenth, though no binary fraction is."""
    try:
        part = Fraction(str(share))
    except (ValueError, ZeroDivisionError):
        part = Fraction(-1)
    if not 0 <= part < 1:
        raise QuestionError(
            f"the share is {share}; it must be at least 0 and below 1: 0.5 for half of the length"
        )
    return part


def _dissimilar(question: Question, k: int, share: Fraction) -> list[Way]:
    arcs, costs = number_question(question)
    length = leg_costs(question.network, arcs, LENGTH.value)
    spots = [_spot(question.network, place) for place in arcs.places]
    hop = [(spots[u], spots[v]) for u, v in zip(arcs.tail, arcs.head, strict=True)]
    number = {leg: i for i, leg in enumerate(arcs.legs)}
    found: list[Way] = []
    shared: list[list[int]] = []  # for each path so far, how much of it each leg shares ...
    limits: list[int] = []  # ... and how much of it may be shared
    while len(found) < k:
        ways = only_paths(question, arcs, costs, partial(_next, costs, shared, limits))
        found += ways
        if not ways or not ways[0].legs:
            break  # without legs, origin and destination are one place: there is no other path
        legs = [number[leg] for leg in ways[0].legs]
        amounts = {hop[leg]: length[leg] for leg in legs}
        if not any(amounts.values()):
            # A path of no length (into a mission of the same town) is measured by its hops.
            amounts = dict.fromkeys(amounts, 1)
        shared.append([amounts.get(ends, 0) for ends in hop])
        limits.append(int(share * sum(amounts.values())))
    return found


def _spot(G: nx.MultiDiGraph[str], place: str) -> object:
    """Return the point at which a place lies; the place itself where that is not known."""
    data = G.nodes[place]
    return (data["lon"], data["lat"]) if "lon" in data and "lat" in data else place


def _next(
    costs: Sequence[int], shared: Sequence[Sequence[int]], limits: Sequence[int], flat: Flat
) -> list[tuple[int, ...]]:
    """Return the best chain of states that shares no more than the limits; none if there is none."""
    found = first_path_within(
        flat.out,
        flat.head,
        flat.by_arc(costs),
        [flat.by_arc(amounts) for amounts in shared],
        limits,
        flat.sources,
        flat.targets,
        places=flat.states.place,
    )
    return [flat.legs(found[1])] if found else []
