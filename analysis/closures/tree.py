"""The exact best path for every subset of some closures, from a handful of searches.

A closure is a target, and to close it is to remove the legs that it covers. Of n closures there are 2^n
subsets; most of them change nothing, because what is closed does not lie on the best path.

*Order.* Paths are compared by cost (whole numbers), then by the number of their legs, then by place ids in
order, then by modes: a total order that does not look at what else the network holds. So the best path
of a network is unique.

*Lemma.* If P is the best path of a network and legs that P does not use are removed, P is still the best:
the paths that are left are some of those that were there, and P is one of them.

*Tree.* The root is the best path with nothing closed. A node is a set of removed legs with the best path
that it leaves; only closures that cover a leg of that path have a child. To find the answer to a subset C,
begin at the root and go, as long as the path uses a closure of C, to the child of the first of these,
by number.

*Invariant.* At every node that the walk for C passes, only legs that C removes are removed, and the path
is the best of those that this leaves.

*Proof sketch.* The path at a node uses no leg that is removed there, so each step of the walk takes a
closure that was not taken before, and removes only legs that C removes: the invariant holds, and
the walk ends after as many steps as C has closures, at most. Where it ends the path uses no leg that C
removes. From the node's network to that of C only such legs go, so by the lemma the path is the best
of C. If a node has no way left, none is left when more is removed.

*Sharing.* Subsets that remove the same legs are one node: searches are remembered by the union of removed
legs, so that overlapping closures (a country and its border) are not searched twice. One search, backwards
from the destinations, serves all origins. A walk takes the *first* closure that it meets: behind the child
of the second the first is known to be open, and nothing is searched for the two together.

Only removals enter a tree; what makes a leg longer, riskier, milder or open is a `routes.Scenario`. The
closures are those that reports tell of or that a user names. Nothing here looks for closures that would
cut people off, or ranks sets of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.paths.question import Question, read_places
from analysis.paths.results import PathResult
from analysis.paths.weights import OBJECTIVES, Weight, read_weights
from analysis.search.arcs import leg_costs, number_legs, steps_of
from geodata import QuestionError, UnknownNameError
from routes import Scenario, apply_scenario, matches_leg

from .search import ClosureSearch
from .targets import read_closures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

    from analysis.paths.question import Way
    from analysis.paths.weights import By
    from analysis.search.arcs import Leg

    from .search import Cube, Node


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class ClosureTree:
    """The best ways of a network under every subset of some closures; made by `closure_tree`.

    It searches when it is asked and remembers what it found; what was asked before changes no answer.
    ``closures`` are targets as they are written in full, each once; their order numbers them, from 0.
    """

    network: nx.MultiDiGraph[str]
    closures: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    weights: tuple[Weight, ...]
    search: ClosureSearch = field(repr=False)

    def __repr__(self) -> str:
        """Return in a line what the tree is about."""
        asked = f"from {', '.join(self.origins)} to {', '.join(self.destinations)}"
        return f"<ClosureTree of {len(self.closures)} closures, {asked}, {self.searches} searches so far>"

    @property
    def objectives(self) -> tuple[str, ...]:
        """Return the names of the weights asked about, in order."""
        return tuple(weight.name for weight in self.weights)

    @property
    def searches(self) -> int:
        """Return how many searches were made so far; one serves all origins."""
        return self.search.searches

    def best(self, origin: str, objective: str, closed: str | Iterable[str] = ()) -> Way | None:
        """Return the best way when some of the closures hold; None if there is no way through.

        It is the way of `analysis.best_by` in the network in which these targets are closed.

        Raises
        ------
        UnknownNameError, TargetError
            If the origin, the objective or a closure is none of the tree's.
        """
        return self.search.walk(self._root(origin, objective), self.bits_of(closed))[0].way

    def met(self, origin: str, objective: str, closed: str | Iterable[str] = ()) -> tuple[str, ...]:
        """Return the closures that the walk to an answer meets, in the order in which it meets them.

        With these closed and all others open the answer is the same: they changed the way, or cut it off;
        fewer of them may do as well. Empty if the best way of all is still open.
        """
        _, met = self.search.walk(self._root(origin, objective), self.bits_of(closed))
        return tuple(self.closures[number] for number in met)

    def path(self, origin: str, objective: str, closed: str | Iterable[str] = ()) -> PathResult:
        """Return the answer of `best` with its totals, reports and rivals, or the reason for none."""
        texts = self.texts_of(self.bits_of(closed))
        root = self._root(origin, objective)
        question = Question(
            network=apply_scenario(self.network, Scenario(close=texts)) if texts else self.network,
            origins=(self._origin(origin),),
            destinations=self.destinations,
            weight=self.weights[root.weight],
        )
        return PathResult(question=question, way=self.best(origin, objective, texts))

    def every(self, origin: str, objective: str) -> list[Way | None]:
        """Return the best ways under all subsets; that of a subset stands at its bits (see `bits_of`).

        The list has 2 ** n entries for n closures: for more than some twenty ask for single subsets.
        """
        ways: list[Way | None] = [None] * (1 << len(self.closures))
        for node, shut, free in self._cubes(origin, objective):
            way, some = node.way, free
            ways[shut] = way
            while some:  # all subsets of the free closures, the largest first
                ways[shut | some] = way
                some = (some - 1) & free
        return ways

    def bits_of(self, closed: str | Iterable[str]) -> int:
        """Return some of the closures as a number: closure i counts 2 ** i.

        Raises
        ------
        UnknownNameError
            If one is none of the tree's.
        """
        bits = 0
        for text in (closed,) if isinstance(closed, str) else closed:
            bits |= 1 << self._closure(text)
        return bits

    def texts_of(self, bits: int) -> tuple[str, ...]:
        """Return the closures of a number in their order: the contrary of `bits_of`."""
        return tuple(text for number, text in enumerate(self.closures) if bits >> number & 1)

    @cached_property
    def chains(self) -> tuple[tuple[Leg, ...], ...]:
        """Return the legs of every way that is an answer to some subset, origin and objective, each once."""
        return tuple(self._numbers)

    def nodes(self, origin: str, objective: str) -> list[dict[str, Any]]:
        """Return the tree of an origin and an objective in a form fit for JSON; node 0 is the root.

        ``way`` is the number in `chains` of the best way, None where there is no way through; ``next`` are
        pairs of the number of a closure and that of a node, by closure. The answer to a set of closures
        is found by going from the root on to the first pair of ``next`` whose closure is in the set,
        until there is none.
        """
        found = self._nodes(origin, objective)
        return [
            {
                "way": None if node.way is None else self._numbers[node.way.legs],
                "next": [[closure, found[node.below[closure]]] for closure in sorted(node.below)],
            }
            for node in found
        ]

    def to_json(self) -> dict[str, Any]:
        """Return all trees in a form fit for JSON, for a page that only walks them.

        ``closures``, ``origins``, ``destinations`` and ``objectives`` are lists of texts; ``legs`` are
        ``[from, to, mode]``, those that occur; ``ways`` are lists of numbers in ``legs``, empty where the
        origin is a destination; ``nodes`` holds by origin and objective what `nodes` returns.
        """
        taken = sorted({leg for chain in self.chains for leg in chain})
        legs = {leg: number for number, leg in enumerate(taken)}
        return {
            "closures": list(self.closures),
            "origins": list(self.origins),
            "destinations": list(self.destinations),
            "objectives": list(self.objectives),
            "legs": [list(leg) for leg in taken],
            "ways": [[legs[leg] for leg in chain] for chain in self.chains],
            "nodes": {o: {name: self.nodes(o, name) for name in self.objectives} for o in self.origins},
        }

    @cached_property
    def _numbers(self) -> dict[tuple[Leg, ...], int]:
        asked = ((origin, objective) for origin in self.origins for objective in self.objectives)
        ways = (node.way for some in asked for node in self._nodes(*some))
        return {legs: i for i, legs in enumerate(dict.fromkeys(way.legs for way in ways if way))}

    def _nodes(self, origin: str, objective: str) -> dict[Node, int]:
        """Return all nodes that a walk can reach, numbered as they are first met."""
        met = dict.fromkeys(cube.node for cube in self._cubes(origin, objective))
        return {node: number for number, node in enumerate(met)}

    def _cubes(self, origin: str, objective: str) -> Iterator[Cube]:
        everything = (1 << len(self.closures)) - 1
        return self.search.cubes(self._root(origin, objective), 0, everything)

    def _root(self, origin: str, objective: str) -> Node:
        number = _number(objective, self.objectives, "objective")
        return self.search.root(self._origin(origin), number)

    def _origin(self, origin: str) -> str:
        place = origin if origin in self.origins else read_places(self.network, origin)[0]
        return self.origins[_number(place, self.origins, "origin")]

    def _closure(self, text: str) -> int:
        target = text if text in self.closures else str(read_closures(self.network, (text,))[0])
        return _number(target, self.closures, "closure")


def _number(name: str, known: tuple[str, ...], what: str) -> int:
    if name not in known:
        raise UnknownNameError(f"'{name}' is no {what} of this tree; ask for: {', '.join(known) or 'none'}")
    return known.index(name)


def closure_tree(
    G: nx.MultiDiGraph[str],
    closures: str | Sequence[str],
    *,
    origins: str | Sequence[str],
    destinations: str | Sequence[str] | None = None,
    by: By | Sequence[By] = OBJECTIVES,
) -> ClosureTree:
    """Return the tree of the best ways under every subset of some closures.

    It searches only when it is asked. A closure that covers no open leg changes nothing, and is no error.

    Parameters
    ----------
    G
        A network; it is not changed.
    closures
        Targets, one or several or none; those that reports tell of are `reported_closures`.
    origins
        Places by any name, each asked alone.
    destinations
        Places by any name, those of the dataset without any; a way ends at the first that it reaches.
    by
        Objectives or other weights, one or several (see `analysis.paths.weights.read_weight`).

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or closure is unknown, or a name fits several.
    QuestionError
        If no weight is named, one is none, two have one name, or the dataset names no destination.
    NetworkError
        If the weight of a leg is negative, infinite or no number.

    Examples
    --------
    >>> import safepassage as sp
    >>> tree = closure_tree(sp.load_network("2004-06"), ["CHN-MNG", "mission@CHN"], origins="onsong")
    >>> [str(tree.path("onsong", "risk", closed).exit) for closed in ([], ["mission@CHN"], tree.closures)]
    ['mission@CHN', 'air@MNG', 'air@VNM']
    >>> tree.searches
    3
    """
    weights = read_weights(by)
    if destinations is None:
        destinations = G.graph["dataset"].destinations
        if not destinations:
            raise QuestionError("the dataset names no destinations; name one")
    ends = read_places(G, _several(destinations))
    targets = read_closures(G, _several(closures))
    arcs = number_legs(G)
    return ClosureTree(
        network=G,
        closures=tuple(map(str, targets)),
        origins=read_places(G, _several(origins)),
        destinations=ends,
        weights=weights,
        search=ClosureSearch(
            arcs,
            [steps_of(leg_costs(G, arcs, weight.value)) for weight in weights],
            [frozenset(i for i, leg in enumerate(arcs.legs) if matches_leg(G, t, leg)) for t in targets],
            [arcs.number[place] for place in ends],
        ),
    )


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)
