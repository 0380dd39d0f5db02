"""The exit of a path: where people leave the ground, on their way to safety.

Reports tell routes apart by their exits: the missions in China, Mongolia, Vietnam, Thailand. The
exit of a path is the country in which travel on the ground ends, and how: into a diplomatic
mission, by air, by sea, or over the last border on the ground. A flight inside one country is no
exit, since travel on the ground goes on behind it. Missions and airports of one
country are variants of one route; the sea is a route of its own. The next *route* is therefore
the best path that leaves the ground in another country, or by sea instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import country_name
from routes import TravelMode

from .question import ways_in_order
from .search import Leg

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import networkx as nx

    from .question import Question, Way
    from .search import Arcs
    from .states import Rule

_WAYS = {
    "mission": "by its diplomatic missions",
    "air": "by air",
    "sea": "by sea",
    "ground": "on the ground",
}


@dataclass(frozen=True, slots=True)
class Exit:
    """Where and how a path leaves the ground: ``way`` is mission, air, sea or ground.

    Examples
    --------
    >>> str(Exit("CHN", "mission")), Exit("MNG", "air").in_words
    ('mission@CHN', 'Mongolia, by air')
    """

    country: str
    way: str

    def __str__(self) -> str:
        """Return the exit in the form of a target."""
        return f"{self.way}@{self.country}"

    @property
    def route(self) -> tuple[str, bool]:
        """Return what tells routes apart: the country, and whether it is left by sea."""
        return self.country, self.way == "sea"

    @property
    def in_words(self) -> str:
        """Return the exit as people say it."""
        return f"{country_name(self.country)}, {_WAYS[self.way]}"


def exit_of(
    G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]], destinations: Collection[str] = ()
) -> Exit | None:
    """Return the exit of a path; None if it never leaves the countries that it may end in.

    ``destinations`` are the places at which the path might have ended; without any, its own last one.
    """
    ends = destinations or ([legs[-1][1]] if legs else [])
    countries = {G.nodes[place]["country"] for place in ends}
    return next((found for leg in legs if (found := _leaving(G, Leg(*leg), countries))), None)


def best_by_other_exit(question: Question, taken: Exit) -> Way | None:
    """Return the best way whose route is another than the given exit's; None if there is none.

    Exact: the search remembers whether the ground was left, since a path that flies from one country
    may land in the other before it goes on.
    """

    def rules(arcs: Arcs) -> Sequence[Rule]:
        return [_OtherExit(question, arcs, taken)]

    return next(ways_in_order(question, rules=rules), None)


class _OtherExit:
    """Leave the ground elsewhere: stage 1 behind the first leg that leaves it, never by the one taken."""

    def __init__(self, question: Question, arcs: Arcs, taken: Exit) -> None:
        G = question.network
        countries = {G.nodes[place]["country"] for place in question.destinations}
        self._exits = [_leaving(G, leg, countries) for leg in arcs.legs]
        self._taken = taken.route

    def start(self, _place: int) -> int:
        return 0

    def advance(self, stage: int, leg: int) -> int | None:
        found = self._exits[leg]
        if stage or found is None:
            return stage
        return None if found.route == self._taken else 1

    def accepts(self, _stage: int) -> bool:
        return True


def _leaving(G: nx.MultiDiGraph[str], leg: Leg, destinations: Collection[str]) -> Exit | None:
    """Return the exit that a leg is, if it leaves the ground or passes the last border on it."""
    country = G.nodes[leg.u]["country"]
    match TravelMode(leg.key):
        case TravelMode.ENTRY:
            return Exit(country, "mission")
        case TravelMode.AIR | TravelMode.SEA if country != G.nodes[leg.v]["country"]:
            return Exit(country, leg.key)
        case _ if (border := G.edges[leg]["border"]) and border.split(":")[1] in destinations:
            return Exit(country, "ground")
    return None
