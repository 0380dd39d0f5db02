"""Best paths: the best one, the k best ones, and the way to the nearest haven.

An answer is never only the best path. It says how far off the next one is (another chain of
places), and how far off the next *route* is (another exit), because where the margin is small
the order of the two rests on the assumptions.

Every function takes one place or several at either end: the best way from any to any.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from geodata import PlaceKind, QuestionError
from routes import EvidenceList, collect_evidence, node_data

from .path_list import PathList
from .question import Named, Question, read_count, read_question, ways_in_order
from .results import PathResult, claims_on
from .weights import KM_PER_RISK, LegValue, Objective, Weight, balanced_by, read_weight

if TYPE_CHECKING:
    import networkx as nx


def shortest_path(
    G: nx.MultiDiGraph[str], source: Named, target: Named, *, via: Named = (), avoid: Named = ()
) -> PathResult:
    """Return the path of least length between two places, in km on WGS 84.

    Places may be given by any of their names, one or several at either end. Ties go to the path with
    fewer legs, then by place ids. Where there is no way through, the result says why
    (``result.found`` is False); it is no error. If source and target are one place, the path has no legs.

    Parameters
    ----------
    G
        A network.
    source, target
        One place or several, by any name.
    via
        Targets (places, borders, countries ...) that the path must pass, in their order.
    avoid
        Targets that it must not touch.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.
    """
    return best_by(G, source, target, Objective.LENGTH, via=via, avoid=avoid)


def safest_path(
    G: nx.MultiDiGraph[str], source: Named, target: Named, *, via: Named = (), avoid: Named = ()
) -> PathResult:
    """Return the path of the lowest risk index among the ways reported.

    It has the least sum of ``-ln(1 - p)`` over its legs, the most reliable path of the
    literature (Frank 1969, doi:10.1287/opre.17.4.583, treats its random form); ``p`` is the central
    chance of forcible return on a leg. Otherwise as `shortest_path`.
    """
    return best_by(G, source, target, Objective.RISK, via=via, avoid=avoid)


def balanced_path(
    G: nx.MultiDiGraph[str],
    source: Named,
    target: Named,
    *,
    km_per_risk: float = KM_PER_RISK,
    via: Named = (),
    avoid: Named = (),
) -> PathResult:
    """Return the path of the least sum ``risk_cost + length_km / km_per_risk``.

    ``km_per_risk`` is the length that weighs as much as one unit of risk cost. Otherwise as
    `shortest_path`.

    Raises
    ------
    QuestionError
        If ``km_per_risk`` is not positive.
    """
    return best_by(G, source, target, balanced_by(km_per_risk), via=via, avoid=avoid)


def best_by(
    G: nx.MultiDiGraph[str],
    source: Named,
    target: Named,
    by: Objective | str | Weight | LegValue,
    *,
    via: Named = (),
    avoid: Named = (),
) -> PathResult:
    """Return the best path by any weight: an objective, a number of the legs, or a function of them.

    Otherwise as `shortest_path`.

    Raises
    ------
    QuestionError
        If the weight is none (see `analysis.paths.weights.read_weight`).
    NetworkError
        If the weight of a leg is negative, infinite or no number.
    """
    question = read_question(G, source, target, by, via=via, avoid=avoid)
    return _answer(question)


def k_shortest_paths(
    G: nx.MultiDiGraph[str],
    source: Named,
    target: Named,
    k: int,
    by: Objective | str | Weight | LegValue = Objective.LENGTH,
    *,
    via: Named = (),
    avoid: Named = (),
) -> PathList:
    """Return the ``k`` best simple paths by any weight, best first.

    Exact on the multigraph: two modes between the same places are two legs, and two paths. Ties go to the
    path with fewer legs, then by place ids, then by modes. Fewer than ``k`` come back where there are no
    more, none where there is no way through. (Yen 1971, doi:10.1287/mnsc.17.11.712; Lawler 1972,
    doi:10.1287/mnsc.18.7.401.) Otherwise as `best_by`.

    Raises
    ------
    QuestionError
        If ``k`` is no whole number of at least 1, or the weight is none.

    Examples
    --------
    >>> import safepassage as sp
    >>> paths = sp.k_shortest_paths(sp.load_network(2004), "onsong", "seoul", 3, by="risk")
    >>> [path.rank for path in paths], paths[0].value <= paths[1].value <= paths[2].value
    ([1, 2, 3], True)
    """
    k = read_count(k)
    question = read_question(G, source, target, by, via=via, avoid=avoid)
    ways = islice(ways_in_order(question), k)
    return PathList(
        question=question,
        paths=tuple(PathResult(question=question, way=way, rank=i) for i, way in enumerate(ways, start=1)),
        title=f"Best paths by {question.weight.name}",
    )


def nearest_haven(
    G: nx.MultiDiGraph[str],
    source: Named,
    by: Objective | str | Weight | LegValue = Objective.RISK,
    *,
    via: Named = (),
    avoid: Named = (),
) -> PathResult:
    """Return the best path to the first place from which, by reports, people were not sent back.

    Such places are the havens in force on the network's date and the dataset's destinations. "Nearest"
    is by the given weight. Where none can be reached the result says why. Otherwise as `best_by`.

    Raises
    ------
    QuestionError
        If the network knows neither a haven nor a destination.
    """
    safe = tuple(
        place
        for place in sorted(G)
        if (data := node_data(G, place))["haven"] or data["kind"] is PlaceKind.DESTINATION
    )
    if G and not safe:
        raise QuestionError(
            "no report names a haven on this date and the network has no destination; ask for a place instead"
        )
    weight = read_weight(by)
    weight = replace(
        weight,
        label="Nearest haven",
        claim=f"{weight.claim} to a place from which, by reports, people were not sent back,",
    )
    return _answer(read_question(G, source, safe or ("haven",), weight, via=via, avoid=avoid))


def evidence_on_path(G: nx.MultiDiGraph[str], path: PathResult) -> EvidenceList:
    """Return the claims that an answer rests on, oldest first, with the grade of the whole.

    An answer that found no way through rests on none of them.
    """
    target = f"{path.source}..{path.target}"
    return collect_evidence(target, claims_on(G, path.legs), G.graph["reports"])


def _answer(question: Question) -> PathResult:
    return PathResult(question=question, way=next(ways_in_order(question), None))
