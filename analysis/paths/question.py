"""A question about ways: from where, to where, by which weight, past what, and without what.

Reading a question settles every name in it; after that it can only be answered. `ways_in_order` is
the answer in its barest form, on which all path answers are built: the simple paths of the network
that fit the question, best first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import index
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import Arcs, Leg, leg_costs, number_legs, steps_of
from analysis.search.ranked import ranked_paths
from analysis.search.states import Rule, States, build_states
from geodata import QuestionError, UnknownNameError, find_place
from routes import Target, TargetKind, matches_leg, pairs_of, places_of, read_target

from .weights import LegValue, Objective, Weight, read_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import networkx as nx

Named = str | tuple[str, ...] | list[str]

_NAMED = 6  # how many places are named in a sentence; the havens of a date are many


class Way(NamedTuple):
    """A way through a network; of two ways the lesser is the better, by the rule for ties."""

    steps: int
    places: tuple[str, ...]
    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question whose names are settled: ids of places, targets, a weight.

    ``origins`` and ``destinations`` count as one each: the best way from any to any. ``via`` are
    targets that a way must pass, in their order; ``avoid`` are targets that it must not touch. A place is
    touched by beginning there too, anything else by the legs that it covers.
    """

    network: nx.MultiDiGraph[str] = field(repr=False, compare=False)
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    weight: Weight
    via: tuple[Target, ...] = ()
    avoid: tuple[Target, ...] = ()

    @property
    def ends_in_words(self) -> str:
        """Return from where to where is asked: "from onsong, hyesan to seoul"."""
        return f"from {_some(self.origins)} to {_some(self.destinations)}"

    @property
    def in_words(self) -> str:
        """Return what is asked beside the ends: via, avoiding; an empty text for nothing."""
        via = f" via {', then '.join(map(str, self.via))}" if self.via else ""
        return via + (f" avoiding {', '.join(map(str, self.avoid))}" if self.avoid else "")


def _some(places: tuple[str, ...]) -> str:
    more = len(places) - _NAMED
    return ", ".join(places) if more <= 0 else f"{', '.join(places[:_NAMED])} or {more} more"


def read_question(
    G: nx.MultiDiGraph[str],
    source: Named,
    target: Named,
    by: Objective | str | Weight | LegValue,
    *,
    via: Named = (),
    avoid: Named = (),
) -> Question:
    """Return a question with its names settled; each may be one or several.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.
    QuestionError
        If the weight is none.
    """
    return Question(
        network=G,
        origins=read_places(G, source),
        destinations=read_places(G, target),
        weight=read_weight(by),
        via=_targets(G, via),
        avoid=_targets(G, avoid),
    )


def read_places(G: nx.MultiDiGraph[str], names: Named) -> tuple[str, ...]:
    """Return the ids of one or several places, each once, in the order given.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If there is none, one is unknown, or a name fits several.
    """
    several = (names,) if isinstance(names, str) else tuple(names)
    if not several:
        raise UnknownNameError("no place is named; name one at least")
    if not G:
        raise UnknownNameError(
            f"the network has no places, so '{several[0]}' is none of them; load a dataset with places"
        )
    if all(name in G for name in several):
        return tuple(dict.fromkeys(several))
    places = places_of(G)
    return tuple(dict.fromkeys(find_place(name, places) for name in several))


def read_count(k: int) -> int:
    """Return how many answers are wanted.

    Raises
    ------
    QuestionError
        If it is no whole number of at least 1.
    """
    try:
        count = index(k)
    except TypeError:
        raise QuestionError(f"k is {k!r}; it must be a whole number: ask for 1 path or more") from None
    if count < 1:
        raise QuestionError(f"k is {k}; ask for 1 path or more")
    return count


def _targets(G: nx.MultiDiGraph[str], texts: Named) -> tuple[Target, ...]:
    several = (texts,) if isinstance(texts, str) else tuple(texts)
    if not several:
        return ()
    places, pairs = places_of(G), pairs_of(G)
    return tuple(read_target(text, places, pairs) for text in several)


def legs_avoided(question: Question) -> dict[Leg, Target]:
    """Return the legs that a question leaves out, each with the target by which it does."""
    found: dict[Leg, Target] = {}
    for leg in question.network.edges(keys=True) if question.avoid else ():
        for target in question.avoid:
            if matches_leg(question.network, target, leg):
                found.setdefault(Leg(*leg), target)
    return found


def origins_left(question: Question) -> tuple[str, ...]:
    """Return the origins of a question that it does not avoid itself."""
    avoided = {target.first for target in question.avoid if target.kind is TargetKind.PLACE}
    return tuple(place for place in question.origins if place not in avoided)


def number_question(question: Question) -> tuple[Arcs, list[int]]:
    """Return the network of a question in numbers, and its costs by leg.

    Raises
    ------
    NetworkError
        If a weight is negative, infinite or no number; the message names the leg.
    """
    arcs = number_legs(question.network)
    return arcs, leg_costs(question.network, arcs, question.weight.value)


def states_of(
    question: Question,
    arcs: Arcs,
    steps: Sequence[int],
    *,
    rules: Callable[[Arcs], Sequence[Rule]] | None = None,
    one_leg_a_hop: bool = False,
) -> States:
    """Return the states of a question, under rules of its own and further ones."""
    avoided = legs_avoided(question)
    own: list[Rule] = [_Via(question, arcs)] if question.via else []
    return build_states(
        arcs,
        steps,
        {arcs.number[place] for place in origins_left(question)},
        {arcs.number[place] for place in question.destinations},
        without={i for i, leg in enumerate(arcs.legs) if leg in avoided} if avoided else (),
        rules=[*own, *(rules(arcs) if rules else ())],
        one_leg_a_hop=one_leg_a_hop,
    )


def ways_in_order(
    question: Question,
    *,
    rules: Callable[[Arcs], Sequence[Rule]] | None = None,
    one_leg_a_hop: bool = False,
) -> Iterator[Way]:
    """Yield the ways that fit a question, best first; nothing if there is none.

    With ``one_leg_a_hop`` ways are told apart by their places alone, each by its best legs.
    """
    arcs, costs = number_question(question)
    states = states_of(question, arcs, steps_of(costs), rules=rules, one_leg_a_hop=one_leg_a_hop)
    known = set()
    for ranked in ranked_paths(states):
        places = tuple(arcs.places[i] for i in ranked.places)
        if one_leg_a_hop and not states.plain:
            # A rule may keep two legs between the same places apart.
            if places in known:
                continue
            known.add(places)
        yield Way(ranked.steps, places, tuple(arcs.legs[i] for i in ranked.legs))


class _Via:
    """Pass targets in their order: the stage counts those that were passed.

    A place is passed on arriving at it or beginning there, anything else by a leg that it covers. One
    leg may pass several: a border, then the country behind it, then the place at its end.
    """

    def __init__(self, question: Question, arcs: Arcs) -> None:
        self._arcs = arcs
        self._targets = question.via
        self._covered = [
            {i for i, leg in enumerate(arcs.legs) if matches_leg(question.network, target, leg)}
            for target in question.via
        ]

    def start(self, place: int) -> int:
        return self._arrive(0, self._arcs.places[place])

    def advance(self, stage: int, leg: int) -> int:
        while stage < len(self._targets):
            if self._targets[stage].kind is TargetKind.PLACE:
                return self._arrive(stage, self._arcs.legs[leg].v)
            if leg not in self._covered[stage]:
                break
            stage += 1
        return stage

    def accepts(self, stage: int) -> bool:
        return stage == len(self._targets)

    def _arrive(self, stage: int, place: str) -> int:
        while stage < len(self._targets) and self._targets[stage] == Target(TargetKind.PLACE, place):
            stage += 1
        return stage
