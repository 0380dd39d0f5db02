r"""What every way must pass: places, legs, borders and countries on which all ways depend.

Places and legs are the *dominators* of the destinations: node d dominates node t if every walk
from the start to t passes d (Lengauer and Tarjan 1979, doi:10.1145/357062.357071). The dominators
of one node form a chain, since of two of them every way meets the same one first: if one way met
d before e and another e before d, the first up to d and the second from d on would make a way
that avoids e. So the order in which they are given is the order in which *every* way meets
them. To have legs among them, each leg is a node between its two places; networkx then answers by
the algorithm of Cooper, Harvey and Kennedy (hdl:1911/96345).

A border or a country consists of many legs, of which each way may use another. It must be passed
if no way is left without its legs. Only those that one way passes can be so, hence one search
each along the first way decides, and the order is that in which this way meets them; others may
meet them in another.

Country X covers the legs that run in it, fly or sail from or to it, or pass one of its borders, as
the target ``X`` of a scenario does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from analysis.search.arcs import Leg

from .ways import END, START, Node, Ways, first_way, ways_between

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


@dataclass(frozen=True, slots=True)
class MustPass:
    """What every way from an origin must pass, each in the order in which it is met.

    ``origin`` is as asked, several in the order of their ids. ``borders`` are written both ways,
    as ``CHN-MNG``. Origins and destinations and their countries are not counted: every way
    passes them by definition.
    """

    origin: str | tuple[str, ...]
    places: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = ()
    borders: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def must_pass(
    G: nx.MultiDiGraph[str], origin: str | Collection[str], destinations: str | Collection[str]
) -> MustPass:
    r"""Return the places, legs, borders and countries that every way must pass.

    .. math:: \{x : W \text{ passes } x \text{ for every way } W \text{ from origin to destination}\}

    How risky or long a way is does not count; legs that are out of use or shut are no part of a
    network. With several origins, what is returned lies on every way from any of them.

    Returns
    -------
    MustPass
        Empty if there is no way at all, or if an origin is a destination.

    Raises
    ------
    UnknownNameError
        If a place is no place of the network.

    Examples
    --------
    >>> G = nx.MultiDiGraph()
    >>> for u, v, border in [("hill", "river", None), ("river", "east", "PRK:CHN"), ("east", "port", None),
    ...                      ("river", "west", "PRK:CHN"), ("west", "port", None)]:
    ...     _ = G.add_edge(u, v, "road", border=border)
    >>> found = must_pass(G, "hill", "port")
    >>> found.places, found.legs, found.borders
    (('river',), (Leg(u='hill', v='river', key='road'),), ('CHN-PRK',))
    """
    name = origin if isinstance(origin, str) else tuple(sorted(set(origin)))
    ways = ways_between(G, origin, destinations)
    first = first_way(ways)
    if not first:
        return MustPass(name)
    chain = _dominators(ways)
    at_the_ends = {G.nodes[place].get("country") for place in ways.origins | ways.destinations}
    countries = _groups_to_pass(ways, first, lambda leg: countries_of_leg(G, leg))
    return MustPass(
        name,
        places=tuple(node for node in chain if isinstance(node, str)),
        legs=tuple(node for node in chain if isinstance(node, Leg)),
        borders=_groups_to_pass(ways, first, lambda leg: borders_of_leg(G, leg)),
        countries=tuple(country for country in countries if country not in at_the_ends),
    )


def borders_of_leg(G: nx.MultiDiGraph[str], leg: Leg) -> tuple[str, ...]:
    """Return the border that a leg passes, written both ways, or nothing."""
    border = G.edges[leg].get("border")
    return ("-".join(sorted(border.split(":"))),) if border else ()


def countries_of_leg(G: nx.MultiDiGraph[str], leg: Leg) -> tuple[str, ...]:
    """Return the countries that a leg touches, in the order of travel: runs in, or flies between."""
    data = G.edges[leg]
    if country := data.get("country"):
        touched = [*(data.get("border") or country).split(":"), country]
    else:
        touched = [G.nodes[leg.u].get("country"), G.nodes[leg.v].get("country")]
    return tuple(dict.fromkeys(country for country in touched if country))


def _dominators(ways: Ways) -> list[Node]:
    """Return the places and legs between start and end that every way passes, in order."""
    H: nx.DiGraph[Node] = nx.DiGraph()
    for leg in ways.legs:
        H.add_edge(ways.tail(leg), leg)
        H.add_edge(leg, ways.head(leg))
    parent: dict[Node, Node] = nx.immediate_dominators(H, START)
    chain = []
    node = parent[END]
    while node != START:
        chain.append(node)
        node = parent[node]
    return chain[::-1]


def _groups_to_pass(
    ways: Ways, first: tuple[Leg, ...], groups_of: Callable[[Leg], tuple[str, ...]]
) -> tuple[str, ...]:
    """Return the groups of legs, of those that the first way passes, without which no way is left."""
    groups = {leg: groups_of(leg) for leg in ways.legs}
    met = dict.fromkeys(group for leg in first for group in groups[leg])
    return tuple(
        group
        for group in met
        if first_way(ways, without={leg for leg in ways.legs if group in groups[leg]}) is None
    )
