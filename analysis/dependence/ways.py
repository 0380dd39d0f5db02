"""Every way between two sets of places, as the legs that lie on one; and the first of these ways.

A way begins at the last origin that it leaves and ends at the first destination that it reaches,
so no leg into an origin and none out of a destination belongs to one. Of the others, those are
kept that can be reached from an origin and lead on to a destination. A detour there and back
(a road into a valley without another exit) passes this test, though no way that passes no place
twice uses it. This does no harm to questions about what *every* way must pass: any walk that
returns to a place holds a shorter way whose legs are all legs of the walk, so what separates
the ways that pass no place twice separates all walks, and the reverse.

An origin that is a destination too has arrived: its way has no legs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from analysis.search.arcs import Leg
from geodata import UnknownNameError, near_matches, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx

_N = TypeVar("_N")

Node = str | tuple[str, ...]
"""A place, a leg, or one of the two ends, in the graphs that are built from ways."""

START: Node = ("", "start")
"""The one node that stands for all origins."""

END: Node = ("", "end")
"""The one node that stands for all destinations."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The legs, in order, that lead from one of the origins on to one of the destinations."""

    origins: frozenset[str]
    destinations: frozenset[str]
    legs: tuple[Leg, ...]

    @property
    def arrived(self) -> bool:
        """Return whether an origin is a destination itself."""
        return bool(self.origins & self.destinations)

    def tail(self, leg: Leg) -> Node:
        """Return the node in which a leg begins, all origins being one."""
        return START if leg.u in self.origins else leg.u

    def head(self, leg: Leg) -> Node:
        """Return the node in which a leg ends, all destinations being one."""
        return END if leg.v in self.destinations else leg.v


def ways_between(
    G: nx.MultiDiGraph[str], origin: str | Collection[str], destinations: str | Collection[str]
) -> Ways:
    """Return the ways from an origin, or any of several, to any of the destinations.

    Without legs if there is none, if either set is empty, or if an origin is a destination.

    Raises
    ------
    UnknownNameError
        If a place is no place of the network.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.MultiDiGraph([("a", "b", "road"), ("b", "c", "road"), ("c", "a", "air"), ("b", "x", "foot")])
    >>> ways_between(G, "a", "c").legs
    (Leg(u='a', v='b', key='road'), Leg(u='b', v='c', key='road'))
    """
    origins, ends = _known(G, origin), _known(G, destinations)
    if origins & ends:
        return Ways(origins, ends, ())
    legs = sorted(
        Leg(u, v, key)
        for u, v, key in G.edges(keys=True)
        if u != v and v not in origins and u not in ends  # a loop is on no way either
    )
    onward, into = defaultdict(list), defaultdict(list)
    for leg in legs:
        onward[leg.u].append(leg.v)
        into[leg.v].append(leg.u)
    reached, useful = reach(onward, origins), reach(into, ends)
    return Ways(origins, ends, tuple(leg for leg in legs if leg.u in reached and leg.v in useful))


def reach(onward: Mapping[_N, Iterable[_N]], starts: Collection[_N]) -> set[_N]:
    """Return all nodes to which a mapping from node to next nodes leads, with the starts themselves."""
    found = set(starts)
    stack = list(starts)
    while stack:
        for node in onward.get(stack.pop(), ()):
            if node not in found:
                found.add(node)
                stack.append(node)
    return found


def first_way(ways: Ways, *, without: Collection[Leg] = frozenset()) -> tuple[Leg, ...] | None:
    """Return the way of fewest legs that uses none of some legs; None if there is none.

    Ties go to the way whose places, in order, come first in the alphabet, then to the one whose
    modes do. It has no legs if an origin is a destination.

    Examples
    --------
    >>> legs = (Leg("a", "b", "rail"), Leg("a", "b", "road"), Leg("b", "c", "road"))
    >>> ways = Ways(frozenset("a"), frozenset("c"), legs)
    >>> [leg.key for leg in first_way(ways)], [leg.key for leg in first_way(ways, without={legs[0]})]
    (['rail', 'road'], ['road', 'road'])
    >>> first_way(ways, without={legs[2]}) is None
    True
    """
    if ways.arrived:
        return ()
    onward: dict[str, list[Leg]] = defaultdict(list)
    into: dict[str, list[str]] = defaultdict(list)
    for leg in ways.legs:
        if leg not in without:
            onward[leg.u].append(leg)
            into[leg.v].append(leg.u)
    left = _legs_left(into, ways.destinations)
    starts = [(left[origin], origin) for origin in ways.origins if origin in left]
    if not starts:
        return None
    count, here = min(starts)
    way = []
    while count:
        count -= 1
        leg = next(leg for leg in onward[here] if left.get(leg.v) == count)  # legs are in order
        way.append(leg)
        here = leg.v
    return tuple(way)


def _legs_left(into: Mapping[str, Iterable[str]], ends: Iterable[str]) -> dict[str, int]:
    """Return the fewest legs from each place to an end, by breadth-first search backwards."""
    left = dict.fromkeys(ends, 0)
    layer = list(left)
    count = 0
    while layer:
        count += 1
        farther = []
        for place in layer:
            for tail in into.get(place, ()):
                if tail not in left:
                    left[tail] = count
                    farther.append(tail)
        layer = farther
    return left


def _known(G: nx.MultiDiGraph[str], places: str | Collection[str]) -> frozenset[str]:
    """Return places as a set, all of which the network knows."""
    asked = frozenset((places,) if isinstance(places, str) else places)
    for place in sorted(asked - set(G)):
        raise UnknownNameError(
            f"'{printable(place)}' is no place of the network; name a place by its id."
            f"{near_matches(place, G.nodes)}"
        )
    return asked
