"""How to solve a network for any costs: an order of its places, and numbers for its ways.

A place is settled when all that its legs lead to is settled; places that lie on circles together (strongly
connected) form a group. One plan, made backwards from the destinations, serves all origins and draws.

*Ways as numbers.* The ways from a place are numbered through the legs it chooses from: those by the first
leg, then those by the second (Ball and Larus, doi:10.1109/MICRO.1996.566449). On circles the numbers count
the first choices, as many as there are places on them, more than which no best way makes.

*Closures* take legs out. Places from which no closed leg can be reached keep what was found when all was
open, and the numbers of ways stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from analysis.search.arcs import Arcs

MOST_CODES = 1 << 40  # beyond so many, the ways that occur are numbered anew


class Branch(NamedTuple):
    """A leg that a place may choose: its row of costs, where it leads, the first number of its ways."""

    row: int
    head: int
    offset: int


class Group(NamedTuple):
    """Places that are settled together, one by itself unless they lie on circles.

    ``branches`` are those of each place in the order of the legs. ``rounds`` are the branches with the
    numbering of each round, if the places lie on circles.
    """

    places: tuple[int, ...]
    branches: tuple[tuple[Branch, ...], ...]
    rounds: tuple[tuple[tuple[Branch, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is left when some legs are closed.

    ``groups`` are to be settled anew; ``found`` are the origins that have a way, by their order; ``choices``
    the branches of all places.
    """

    groups: tuple[Group, ...]
    found: tuple[int, ...]
    choices: dict[int, tuple[Branch, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSearch:
    """How to solve a network: made once, for any costs.

    ``legs`` are the numbers of the legs on ways from origins to goals, row by row of the costs;
    ``states`` are the network as it is, then under each closure; ``sizes`` bound the numbers of ways by
    place; ``stable`` says whether a number means the same way in all draws and states.
    """

    origins: tuple[int, ...]
    goals: frozenset[int]
    places: int
    legs: tuple[int, ...]
    states: tuple[State, ...]
    sizes: dict[int, int]
    stable: bool

    @property
    def one_leg(self) -> int:
        """Return by how much a unit of cost outweighs the number of legs of any way."""
        return 1 << self.places.bit_length()


def plan_draws(
    arcs: Arcs, origins: Sequence[int], goals: Iterable[int], closures: Sequence[Collection[int]] = ()
) -> DrawSearch:
    """Return how to solve a network for some origins and goals; closures are legs by their numbers."""
    ends = frozenset(goals)
    onward = [[] if place in ends else legs for place, legs in enumerate(arcs.out)]
    ahead = _reached(origins, lambda place: (arcs.head[leg] for leg in onward[place]))
    used = _leading(arcs, ahead - ends, ends, ())
    H = nx.DiGraph((arcs.tail[leg], arcs.head[leg]) for leg in used)
    order = [] if not H else _in_order(H, ends)
    tails = [place for group in order for place in group]
    legs = [leg for place in tails for leg in onward[place] if leg in used]
    row = {leg: number for number, leg in enumerate(legs)}
    sizes: dict[int, int] = dict.fromkeys(ends, 1)
    stable = True
    groups = []
    for places in order:
        choices = {p: [(row[leg], arcs.head[leg]) for leg in onward[p] if leg in row] for p in places}
        group, few = _number(places, choices, sizes, circle=len(places) > 1)
        stable &= few
        groups.append(group)
    found = tuple(number for number, origin in enumerate(origins) if origin in sizes)
    whole = State(groups=tuple(groups), found=found, choices=_choices(groups))
    states = [whole]
    for closed in closures:
        left = _leading(arcs, ahead - ends, ends, closed)
        states.append(_without(whole, arcs, origins, ends, {row[leg] for leg in left}, legs))
    return DrawSearch(
        origins=tuple(origins),
        goals=ends,
        places=len(arcs.places),
        legs=tuple(legs),
        states=tuple(states),
        sizes=sizes,
        stable=stable,
    )


def _reached(start: Iterable[int], onward: Callable[[int], Iterable[int]]) -> set[int]:
    found = set(start)
    stack = list(found)
    while stack:
        for place in onward(stack.pop()):
            if place not in found:
                found.add(place)
                stack.append(place)
    return found


def _leading(arcs: Arcs, tails: Collection[int], ends: Collection[int], closed: Collection[int]) -> set[int]:
    """Return the open legs from some places from which an end can be reached without closed ones."""
    back = _reached(
        ends,
        lambda place: (
            arcs.tail[leg]
            for leg in arcs.into[place]
            if leg not in closed and arcs.tail[leg] in tails and arcs.tail[leg] != place
        ),
    )
    return {
        leg
        for place in back
        if place in tails
        for leg in arcs.out[place]
        if leg not in closed and arcs.head[leg] in back and arcs.head[leg] != place
    }


def _in_order(H: nx.DiGraph[int], ends: Collection[int]) -> list[tuple[int, ...]]:
    """Return the places in groups, each behind all to which its legs lead; the ends are left out."""
    met = nx.condensation(H)
    order = reversed(
        list(nx.lexicographical_topological_sort(met, key=lambda n: -min(met.nodes[n]["members"])))
    )
    found = (tuple(sorted(set(met.nodes[n]["members"]) - set(ends))) for n in order)
    return [group for group in found if group]


def _number(
    places: tuple[int, ...],
    choices: dict[int, list[tuple[int, int]]],
    sizes: dict[int, int],
    *,
    circle: bool,
) -> tuple[Group, bool]:
    """Return a group with its ways numbered, whose sizes are added, and whether no number grew too large."""
    known = dict.fromkeys(places, 1)
    few = True
    rounds = []
    for _ in range(len(places) if circle else 1):
        grown = {}
        numbered = []
        for place in places:
            offset = 0
            branches = []
            for row, head in choices[place]:
                branches.append(Branch(row, head, offset))
                offset += known[head] if head in known else sizes[head]
            numbered.append(tuple(branches))
            few &= offset <= MOST_CODES
            grown[place] = min(offset, MOST_CODES)
        known = grown
        rounds.append(tuple(numbered))
    sizes |= known
    return Group(places, rounds[0], tuple(rounds) if circle else ()), few


def _without(
    whole: State,
    arcs: Arcs,
    origins: Sequence[int],
    ends: Collection[int],
    left: set[int],
    legs: Sequence[int],
) -> State:
    """Return the state in which some rows are left: groups that lead to none that is gone are as before."""
    alive = {arcs.tail[legs[row]] for row in left} | set(ends)
    changed: set[int] = set()
    groups = []
    for group in whole.groups:
        all_branches = [branch for branches in group.branches for branch in branches]
        if all(b.row in left and b.head not in changed for b in all_branches):
            continue
        changed.update(group.places)
        open_ = tuple(place in alive for place in group.places)
        if any(open_):
            groups.append(_filtered(group, left, open_))
    found = tuple(n for n, o in enumerate(origins) if o in alive)
    return State(groups=tuple(groups), found=found, choices=whole.choices | _choices(groups))


def _choices(groups: Iterable[Group]) -> dict[int, tuple[Branch, ...]]:
    pairs = (pair for group in groups for pair in zip(group.places, group.branches, strict=True))
    return dict(pairs)


def _filtered(group: Group, left: set[int], open_: tuple[bool, ...]) -> Group:
    def keep(numbered: tuple[tuple[Branch, ...], ...]) -> tuple[tuple[Branch, ...], ...]:
        pairs = zip(numbered, open_, strict=True)
        return tuple(tuple(b for b in branches if b.row in left) for branches, is_open in pairs if is_open)

    return Group(
        tuple(place for place, is_open in zip(group.places, open_, strict=True) if is_open),
        keep(group.branches),
        tuple(keep(numbered) for numbered in group.rounds),
    )
