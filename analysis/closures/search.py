"""The nodes of a tree of closures: searched when they are asked for, and remembered.

A node stands for the legs that are removed, an origin and a weight. What was searched is kept by removed
legs and weight alone, since one search backwards from the destinations serves all origins. Why this
gives exact answers is told in `analysis.closures.tree`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.paths.question import Way
from analysis.search.arcs import places_on, steps_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis.search.arcs import Arcs

_JOINING = 2  # the steps of a `Way` count the two joints at its ends, as those of `ways_in_order` do


class Node:
    """The best way from an origin by a weight when the legs ``gone`` are removed; None without one.

    ``uses`` are the closures that cover a leg of the way, as bits. ``below`` are the nodes that were
    reached from here, by closure.
    """

    __slots__ = ("below", "gone", "origin", "uses", "way", "weight")

    def __init__(self, origin: int, weight: int, gone: frozenset[int], way: Way | None, uses: int) -> None:
        self.origin = origin
        self.weight = weight
        self.gone = gone
        self.way = way
        self.uses = uses
        self.below: dict[int, Node] = {}


class Cube(NamedTuple):
    """The sets of closures, as bits, that hold all of ``shut``, any of ``free`` and no other: one answer."""

    node: Node
    shut: int
    free: int


class ClosureSearch:
    """The best ways of a network in numbers, under any of some closures.

    Parameters
    ----------
    arcs
        The network.
    steps
        The steps of each leg, by weight.
    covers
        The legs that each closure removes.
    goals
        The numbers of the destinations.
    """

    def __init__(
        self,
        arcs: Arcs,
        steps: Sequence[Sequence[int]],
        covers: Sequence[frozenset[int]],
        goals: Sequence[int],
    ) -> None:
        self._arcs = arcs
        self._steps = steps
        self._covers = covers
        self._goals = goals
        self._covering = [0] * len(arcs.legs)
        for closure, legs in enumerate(covers):
            for leg in legs:
                self._covering[leg] |= 1 << closure
        self._left: dict[tuple[int, frozenset[int]], list[int | None]] = {}
        self._nodes: dict[tuple[int, int, frozenset[int]], Node] = {}

    @property
    def searches(self) -> int:
        """Return how many searches were made."""
        return len(self._left)

    def root(self, origin: str, weight: int) -> Node:
        """Return the node with nothing closed, of a place by its id and a weight by its number."""
        return self._node(self._arcs.number[origin], weight, frozenset())

    def walk(self, node: Node, shut: int) -> tuple[Node, list[int]]:
        """Return the node with the answer to a set of closures, and the closures met on the way, in order."""
        met = []
        while hit := node.uses & shut:
            closure = _first(hit)
            met.append(closure)
            node = self._child(node, closure)
        return node, met

    def cubes(self, node: Node, shut: int, free: int) -> Iterator[Cube]:
        """Yield all sets of closures below a node in groups with one answer; each set is in one group.

        ``shut`` are closed, those of ``free`` may be, as far as they are not among them. The first group
        is that of the node itself, then come those of its children in their order, each with all below.
        """
        hit = node.uses & free
        yield Cube(node, shut, free & ~hit)
        while hit:
            closure = _first(hit)
            bit = 1 << closure
            hit ^= bit
            free ^= bit  # behind the next child this one is open: a walk would have taken it first
            yield from self.cubes(self._child(node, closure), shut | bit, free)

    def _child(self, node: Node, closure: int) -> Node:
        below = node.below.get(closure)
        if below is None:
            below = self._node(node.origin, node.weight, node.gone | self._covers[closure])
            node.below[closure] = below
        return below

    def _node(self, origin: int, weight: int, gone: frozenset[int]) -> Node:
        key = origin, weight, gone
        node = self._nodes.get(key)
        if node is None:
            legs = self._best(origin, weight, gone)
            uses = 0
            for leg in legs or ():
                uses |= self._covering[leg]
            way = None if legs is None else self._way(origin, weight, legs)
            node = self._nodes[key] = Node(origin, weight, gone, way, uses)
        return node

    def _best(self, origin: int, weight: int, gone: frozenset[int]) -> list[int] | None:
        """Return the legs of the best way, as numbers.

        Legs are numbered by their names, so that of the legs that lead on at least cost the first by its
        number leads to the place that comes first, by the mode that comes first.
        """
        left = self._left.get((weight, gone))
        if left is None:
            left = steps_to(self._arcs, self._steps[weight], self._goals, without=gone)
            self._left[weight, gone] = left
        rest = left[origin]
        if rest is None:
            return None
        steps, head, out = self._steps[weight], self._arcs.head, self._arcs.out
        legs = []
        here = origin
        while rest:
            leg = next(i for i in out[here] if left[head[i]] == rest - steps[i] and i not in gone)
            legs.append(leg)
            rest -= steps[leg]
            here = head[leg]
        return legs

    def _way(self, origin: int, weight: int, legs: Sequence[int]) -> Way:
        taken = tuple(self._arcs.legs[leg] for leg in legs)
        steps = self._steps[weight]
        return Way(
            sum(steps[leg] for leg in legs) + _JOINING,
            places_on(taken) or (self._arcs.places[origin],),
            taken,
        )


def _first(bits: int) -> int:
    """Return the number of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1
