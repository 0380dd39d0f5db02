r"""How many borders would have to close before no way is left; as a number, with its proof.

For places and legs a minimum cut is as large as the number of disjoint ways (`analysis.dependence.cuts`). For
borders this duality does not hold: a border is many legs at once, and one way passes several, so
that of three ways each two may share a border and no single border lies on all three. To find the
smallest number is hard in general (coloured cuts: Coudert, Datta, Perennes, Rivano and Voge 2007,
Parallel Processing Letters 17(2), hal-00371100). There are few borders, so sets are taken one
after the other by their size. The proof of the number is what is returned: for every smaller set a
way that it leaves open.

*Which* sets of borders would leave no way is not returned, to protect people: this program
searches for no closures that would cut people off.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from analysis.search.arcs import Leg

from .dominators import borders_of_leg
from .ways import Ways, first_way, ways_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

_Way = tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderNumber:
    """The smallest number of borders whose closing leaves no way, and the ways that prove it.

    Attributes
    ----------
    number
        None if some way passes no border; 0 if there is no way as it is.
    checked
        How many sets of borders were shown to leave a way: all that are smaller than ``number``, or,
        where a way passes no border, the set of all.
    exact
        False if there were too many sets to look at: then the number is at least ``number``.
    ways
        These sets, by size and in the order of the alphabet, each with a way that it leaves.
    """

    number: int | None
    checked: int
    ways: tuple[tuple[tuple[str, ...], _Way], ...]
    exact: bool = True


def smallest_border_number(
    G: nx.MultiDiGraph[str],
    origin: str | Collection[str],
    destinations: str | Collection[str],
    cap: int = 100_000,
) -> BorderNumber:
    r"""Return the smallest number of borders that, closed both ways, leave no way.

    .. math:: \min_B |B| \text{ with } B \cap \text{borders}(W) \ne \emptyset \text{ for every way } W

    Only borders on the way from an origin to a destination are considered. By air and sea no
    border is passed. The work grows with the number of sets, :math:`\sum_{i \le k} \binom{n}{i}` of n
    borders for the answer k; a search is needed only for a set that no way known so far avoids.

    Parameters
    ----------
    cap
        The most sets to look at, at least 1. A size is begun only if all its sets fit under it.

    Raises
    ------
    UnknownNameError
        If a place is no place of the network.
    ValueError
        If ``cap`` is less than 1.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.MultiDiGraph()
    >>> G.add_edge("a", "b", "road", border="CHN:MNG")
    'road'
    >>> G.add_edge("a", "b", "rail", border="CHN:RUS")
    'rail'
    >>> found = smallest_border_number(G, "a", "b")
    >>> found.number, [(closed, way[0].key) for closed, way in found.ways]
    (2, [((), 'rail'), (('CHN-MNG',), 'rail'), (('CHN-RUS',), 'road')])
    """
    if cap < 1:
        raise ValueError(f"cap is {cap}; it is the most sets of borders to look at, at least 1")
    ways = ways_between(G, origin, destinations)
    passed = {leg: frozenset(borders_of_leg(G, leg)) for leg in ways.legs}
    borders = sorted(frozenset().union(*passed.values()))
    way = _way_left(ways, passed, frozenset(borders))
    if way is not None:
        return BorderNumber(number=None, checked=1, ways=((tuple(borders), way),))
    known: list[tuple[frozenset[str], _Way]] = []
    proof: list[tuple[tuple[str, ...], _Way]] = []
    number = 0  # every smaller set leaves a way
    while len(proof) + comb(len(borders), number) <= cap:
        left = _ways_left(ways, passed, combinations(borders, number), known)
        if left is None:  # at the set of all borders at the latest
            return BorderNumber(number=number, checked=len(proof), ways=tuple(proof))
        proof += left
        number += 1
    return BorderNumber(number=number, checked=len(proof), ways=tuple(proof), exact=False)


def _ways_left(
    ways: Ways,
    passed: Mapping[Leg, frozenset[str]],
    sets: Iterable[tuple[str, ...]],
    known: list[tuple[frozenset[str], _Way]],
) -> list[tuple[tuple[str, ...], _Way]] | None:
    """Return a way that is left for each set of closed borders; None if one of them leaves none.

    ``known`` are the ways found so far with the borders that each passes; it grows by what is found.
    """
    left = []
    for closed in sets:
        way = next((way for borders, way in known if borders.isdisjoint(closed)), None)
        if way is None:
            way = _way_left(ways, passed, frozenset(closed))
            if way is None:
                return None
            known.append((frozenset().union(*(passed[leg] for leg in way)), way))
        left.append((closed, way))
    return left


def _way_left(ways: Ways, passed: Mapping[Leg, frozenset[str]], closed: frozenset[str]) -> _Way | None:
    return first_way(ways, without={leg for leg, borders in passed.items() if borders & closed})
