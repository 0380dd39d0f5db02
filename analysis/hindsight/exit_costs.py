"""What the safest way by each exit costs: the numbers that a choice between exits would rest on.

An exit is told as reports tell routes apart: by the country in which the ground is left, or by the sea
from it (`analysis.paths.exits`). For every exit the least risk cost of a way that leaves the ground there is
found, for all origins and any number of weightings of the legs at once: one sweep over the legs relaxes
all weightings in numpy (Bellman 1958, doi:10.1090/qam/102435), first for what is left of a way once the
ground was left, then for the way to each exit. Costs are whole thousand-millionths, as everywhere.

A way may come back to a place here after it has left the ground, which a path may not. Where legs run
toward safety, as reports tell them, that never pays; a test holds the shipped networks to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.paths.exits import exit_on
from analysis.paths.question import read_places
from analysis.paths.weights import RISK
from analysis.search.arcs import UNITS, leg_costs, number_legs
from geodata import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from analysis.paths.exits import Exit
    from analysis.paths.question import Named
    from analysis.search.arcs import Arcs

_NO_WAY = 1 << 60  # in thousand-millionths; two of them still fit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExitCosts:
    """The least risk cost by exit: ``cost[draw, origin, exit]``; infinite where there is no way.

    ``exits`` holds countries ("THA") and the sea from one ("sea@PRK"), in alphabetical order, and only
    those by which some origin has a way.
    """

    origins: tuple[str, ...]
    exits: tuple[str, ...]
    cost: NDArray[np.float64]

    def __repr__(self) -> str:
        """Return the size; the costs would fill screens."""
        draws, *_ = self.cost.shape
        return (
            f"<ExitCosts: {draws:,} weightings, {len(self.origins)} origins, exits {', '.join(self.exits)}>"
        )


def name_of_exit(found: Exit) -> str:
    """Return the name by which an exit is told from others: a country, or the sea from it.

    Examples
    --------
    >>> from analysis import Exit
    >>> name_of_exit(Exit("CHN", "mission")), name_of_exit(Exit("CHN", "sea"))
    ('CHN', 'sea@CHN')
    """
    country, by_sea = found.route
    return f"sea@{country}" if by_sea else country


def exit_costs(
    G: nx.MultiDiGraph[str],
    origins: Named,
    destinations: Named,
    *,
    costs: NDArray[np.int64] | None = None,
) -> ExitCosts:
    """Return the least risk cost from each origin by each exit.

    Parameters
    ----------
    G
        The network.
    origins, destinations
        Places by any name; a way may end at any destination.
    costs
        Weightings, one column each: the risk costs of the legs in thousand-millionths, in the order of
        `analysis.search.arcs.number_legs`, as `draw_risk` gives them. Without them, the central risk costs.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a place is unknown, or a name fits several.
    QuestionError
        If the weightings are not one number of at least 0 a leg.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = exit_costs(sp.load_network(2004), "yanji", "seoul")
    >>> best = sp.safest_path(sp.load_network(2004), "yanji", "seoul")
    >>> best.exit.country, round(float(found.cost.min()) - best.totals.risk_cost, 6)
    ('CHN', 0.0)
    """
    import numpy as np  # noqa: PLC0415 - a path question does without it

    starts, ends = read_places(G, origins), read_places(G, destinations)
    arcs = number_legs(G)
    if costs is None:
        costs = np.array([[cost] for cost in leg_costs(G, arcs, RISK.value)], dtype=np.int64).reshape(-1, 1)
    if costs.ndim != 2 or costs.shape[0] != len(arcs.legs):
        raise QuestionError(
            f"the weightings have the shape {costs.shape}; give one column each, with one row "
            f"for each of the {len(arcs.legs)} legs"
        )
    if costs.size and costs.min() < 0:
        raise QuestionError(f"a leg weighs {costs.min()} thousand-millionths; costs are at least 0")
    names: tuple[str, ...] = ()
    best: dict[str, NDArray[np.int64]] = {}
    for country in sorted({G.nodes[place]["country"] for place in ends}):
        here = [arcs.number[place] for place in ends if G.nodes[place]["country"] == country]
        exits = [exit_on(G, leg, country) for leg in arcs.legs]
        names = tuple(sorted({name_of_exit(found) for found in exits if found}))
        left = _relaxed(arcs, costs, exits, names, here)
        for row, name in enumerate(names):
            found = left[row][[arcs.number[place] for place in starts]]
            best[name] = np.minimum(best[name], found) if name in best else found
    used = tuple(name for name in sorted(best) if (best[name] < _NO_WAY).any())
    shape = (costs.shape[1], len(starts), len(used))
    cost = np.full(shape, np.inf)
    for column, name in enumerate(used):
        known = best[name] < _NO_WAY
        cost[:, :, column] = np.where(known, best[name] / UNITS, np.inf).T
    return ExitCosts(origins=starts, exits=used, cost=cost)


def _relaxed(
    arcs: Arcs,
    by_leg: NDArray[np.int64],
    exits: Sequence[Exit | None],
    names: Sequence[str],
    ends: Sequence[int],
) -> NDArray[np.int64]:
    """Return the least cost from every place by every exit: by exit, place and weighting."""
    import numpy as np  # noqa: PLC0415

    draws = by_leg.shape[1]
    behind = np.full((len(arcs.places), draws), _NO_WAY, dtype=np.int64)  # once the ground was left
    behind[ends] = 0
    _sweep(behind, [(arcs.tail[leg], arcs.head[leg], by_leg[leg]) for leg in range(len(arcs.legs))])
    before = np.full((len(names), len(arcs.places), draws), _NO_WAY, dtype=np.int64)
    ground = []
    for leg, found in enumerate(exits):
        u, v = arcs.tail[leg], arcs.head[leg]
        if found:
            by = before[list(names).index(name_of_exit(found))]
            np.minimum(by[u], _sum(by_leg[leg], behind[v]), out=by[u])
        else:
            ground.append((u, v, by_leg[leg]))
    # by place first, so that one leg relaxes all exits at once
    turned = np.ascontiguousarray(before.transpose(1, 0, 2))
    _sweep(turned, ground)
    return turned.transpose(1, 0, 2)


def _sweep(left: NDArray[np.int64], legs: Sequence[tuple[int, int, NDArray[np.int64]]]) -> None:
    """Relax the legs, backwards, until nothing changes; in as many rounds as a way has legs, at most."""
    import numpy as np  # noqa: PLC0415

    changed = True
    while changed:
        changed = False
        for u, v, cost in legs:
            through = _sum(cost, left[v])
            if (through < left[u]).any():
                np.minimum(left[u], through, out=left[u])
                changed = True


def _sum(cost: NDArray[np.int64], rest: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np  # noqa: PLC0415

    total: NDArray[np.int64] = np.minimum(cost + rest, _NO_WAY)
    return total
