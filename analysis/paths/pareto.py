"""The trade-off between length, risk and borders: the exact front of efficient paths.

A path is on the front if no other way is at least as short, as safe and crosses as few borders, and better
in one of them. Points that are best by no weighting of the three ("unsupported") are among them, which is why
weighted sums would miss them. One path a point is given, the first by the rule for ties.

The *knee* is where giving up a little of one stops buying much of the other: of the points between
the shortest and the safest, the one that lies farthest on the good side of the straight line between
those two, length and risk cost each measured from 0 at their best to 1 at their worst on that
line (Das 1999, doi:10.1007/BF01195985). A front without a point on the good side has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from analysis.search.arcs import leg_costs
from analysis.search.labels import efficient_paths

from .flat import Flat, only_paths
from .path_list import PathList
from .question import Named, Question, Way, number_question, read_question
from .results import PathResult
from .weights import RISK, Weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

FRONT = Weight(
    name="front",
    label="Trade-off",
    claim="No way reported is as good in length, risk and borders and better in one",
    unit="km",
    value=itemgetter("length_km"),
    for_all=True,
)


@dataclass(frozen=True, kw_only=True, repr=False)
class ParetoFront(PathList):
    """The efficient paths, shortest first; ``knee`` is the position of the knee, or None.

    ``role`` of a path says whether it is the shortest, the safest or the knee. What a `PathResult` calls its
    margin is here by how much the next path is longer: on a front nothing is better on the whole.
    """

    knee: int | None = None


def pareto_paths(
    G: nx.MultiDiGraph[str], source: Named, target: Named, *, via: Named = (), avoid: Named = ()
) -> ParetoFront:
    """Return the exact front of length x risk x number of borders between two places.

    Label setting with dominance (see `analysis.search.labels`). Empty where there is no way through;
    if source and target are one place, its one point is the path without legs. Arguments as in
    `analysis.shortest_path`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.
    NetworkError
        If a length or risk cost is negative, infinite or no number.

    Examples
    --------
    >>> import safepassage as sp
    >>> front = sp.pareto_paths(sp.load_network(2004), "onsong", "seoul")
    >>> front[0].length_km == min(path.length_km for path in front)
    True
    >>> min(path.risk_index for path in front) == sp.safest_path(front.network, "onsong", "seoul").risk_index
    True
    """
    question = read_question(G, source, target, FRONT, via=via, avoid=avoid)
    paths = [
        PathResult(question=question, way=way, rank=i) for i, way in enumerate(_front(question), start=1)
    ]
    knee = knee_of([(path.totals.length_km, path.totals.risk_cost) for path in paths])
    safest = min(paths, key=lambda path: path.totals.risk_cost, default=None)
    return ParetoFront(
        question=question,
        paths=tuple(
            PathResult(
                question=question, way=path.way, rank=path.rank, role=_role(i, knee, safest=path is safest)
            )
            for i, path in enumerate(paths)
        ),
        title="Front of length, risk and borders",
        note="No other way is at least as good in all three and better in one.",
        knee=knee,
    )


def knee_of(points: Sequence[tuple[float, float]]) -> int | None:
    """Return the position of the knee among points of two criteria, both to be small; None without one.

    Examples
    --------
    >>> knee_of([(0, 10), (1, 2), (5, 1), (10, 0)])
    1
    >>> knee_of([(0, 10), (10, 0)]) is None
    True
    """
    if not points:
        return None
    left, right = min(points), min(points, key=lambda point: (point[1], point[0]))
    wide, high = right[0] - left[0], left[1] - right[1]
    if wide <= 0 or high <= 0:
        return None
    gains = [1 - (x - left[0]) / wide - (y - right[1]) / high for x, y in points]
    best = max(range(len(points)), key=lambda i: (gains[i], -i))
    return best if gains[best] > _ROUNDING else None


_ROUNDING = 1e-9  # the two ends lie on the line, but for rounding


def _role(at: int, knee: int | None, *, safest: bool) -> str:
    if at == 0:
        return "Shortest and safest path" if safest else "Shortest path"
    return "Safest path" if safest else "Knee of the front" if at == knee else ""


def _front(question: Question) -> list[Way]:
    arcs, length = number_question(question)
    G = question.network
    criteria = (
        length,
        leg_costs(G, arcs, RISK.value),
        [int(bool(G.edges[leg]["border"])) for leg in arcs.legs],
    )

    def search(flat: Flat) -> list[tuple[int, ...]]:
        by_arc = [flat.by_arc(criterion) for criterion in criteria]
        found = efficient_paths(
            flat.out, flat.head, by_arc, flat.sources, flat.targets, places=flat.states.place
        )
        return [flat.legs(chain) for _, chain in found]

    return only_paths(question, arcs, length, search)
