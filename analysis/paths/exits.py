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

from analysis.search.arcs import Leg
from geodata import country_name
from routes import TravelMode

from .question import ways_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import networkx as nx

    from analysis.search.arcs import Arcs
    from analysis.search.states import Rule

    from .question import Question, Way

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


def exit_of(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> Exit | None:
    """Return the exit of a path; None if it never leaves the country that it ends in."""
    end = G.nodes[legs[-1][1]]["country"] if legs else ""
    return next((found for leg in legs if (found := exit_on(G, Leg(*leg), end))), None)


def best_by_other_exit(question: Question, taken: Exit, into: str) -> Way | None:
    """Return the best way whose route is another than the given exit's; None if there is none.

    ``into`` is the country that the given path ends in: over the last border on the ground, another
    country is another route.

    Exact: the search remembers whether the ground was left, since a path that flies from one country
    may land in the other before it goes on. The exit of a path depends on the country that it ends
    in, so each country with destinations is searched for itself.
    """
    G = question.network
    countries = sorted({G.nodes[place]["country"] for place in question.destinations})
    found = (
        next(ways_in_order(question, rules=_rules(G, taken, end, same_end=end == into)), None)
        for end in countries
    )
    return min((way for way in found if way), default=None)


def _rules(
    G: nx.MultiDiGraph[str], taken: Exit, end: str, *, same_end: bool
) -> Callable[[Arcs], Sequence[Rule]]:
    return lambda arcs: [_OtherExit(G, arcs, taken, end, same_end=same_end)]


class _OtherExit:
    """Leave the ground elsewhere, and end in one country.

    A stage counts 1 where the ground was left, by another route than the one taken, and 2 where the
    way stands in the country that it must end in.
    """

    def __init__(self, G: nx.MultiDiGraph[str], arcs: Arcs, taken: Exit, end: str, *, same_end: bool) -> None:
        self._ends = [2 if G.nodes[place]["country"] == end else 0 for place in arcs.places]
        self._exits = [exit_on(G, leg, end) for leg in arcs.legs]
        self._taken = {
            number
            for number, found in enumerate(self._exits)
            if found and found.route == taken.route and (same_end or "ground" not in (found.way, taken.way))
        }
        self._head = arcs.head

    def start(self, place: int) -> int:
        return self._ends[place]

    def advance(self, stage: int, leg: int) -> int | None:
        left = stage & 1
        if not left and self._exits[leg]:
            if leg in self._taken:
                return None
            left = 1
        return left | self._ends[self._head[leg]]

    def accepts(self, stage: int) -> bool:
        return stage >= 2


def exit_on(G: nx.MultiDiGraph[str], leg: Leg, end: str) -> Exit | None:
    """Return the exit that a leg is, if it leaves the ground or passes into the country of the end."""
    country = G.nodes[leg.u]["country"]
    match TravelMode(leg.key):
        case TravelMode.ENTRY:
            return Exit(country, "mission")
        case TravelMode.AIR | TravelMode.SEA if country != G.nodes[leg.v]["country"]:
            return Exit(country, leg.key)
        case _ if (border := G.edges[leg]["border"]) and border.endswith(f":{end}"):
            return Exit(country, "ground")
    return None
