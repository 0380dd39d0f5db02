"""What many draws say of one origin: shares of draws, quantiles, regret.

A *share* is the part of the draws in which something is on the best way: a statement about the stated
intervals of published words, not a probability that people will go there. All draws of one ensemble are
counted, so that shares and quantiles (of the nearest rank) are exact for it; with n draws a share of s is
that of endlessly many to within ``sqrt(s * (1 - s) / n)``, its standard error.

*Regret* is what it costs, on average over the draws, to go by the central answer where another way would
have been best: in the unit of the weight, 0 if the central answer is best in every draw.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from analysis.paths.exits import exit_of
from analysis.paths.totals import sum_legs
from analysis.search.arcs import UNITS, places_on
from routes import node_data, risk_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from analysis.paths.exits import Exit
    from analysis.paths.totals import Totals
    from analysis.search.arcs import Leg

    Legs = tuple[Leg, ...]

T = TypeVar("T")

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are told."""


class Quantiles(NamedTuple):
    """The 5th, 25th, 50th, 75th and 95th of a hundred draws, in order of their values."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


def share_in_words(share: float) -> str:
    """Return a share of draws in words; it never rounds to none or all.

    Examples
    --------
    >>> [share_in_words(share) for share in (0, 0.002, 0.834, 0.998, 1)]
    ['no draw', 'less than 1 % of draws', '83 % of draws', 'more than 99 % of draws', 'all draws']
    """
    if share in (0, 1):
        return "all draws" if share else "no draw"
    if share < 0.01 or share > 0.99:
        return "less than 1 % of draws" if share < 0.5 else "more than 99 % of draws"
    return f"{100 * share:.0f} % of draws"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShare:
    """A way that is best in some draws: its share of them, its exit, its totals for the central numbers."""

    legs: Legs
    share: float
    draws: int
    exit: Exit | None
    totals: Totals

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places passed, in order."""
        return places_on(self.legs)

    @property
    def standard_error(self) -> float:
        """Return by how much the share may differ from that of endlessly many draws: one standard error."""
        return math.sqrt(self.share * (1 - self.share) / self.draws)

    @property
    def in_words(self) -> str:
        """Return how often it is best: "best in 83 % of draws"."""
        return f"best in {share_in_words(self.share)}"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Standing:
    """What the draws say of one origin, with nothing changed or under one closure.

    ``central`` is the answer for the central numbers, whatever its share; None where there is no way.
    ``closed`` is empty for the network as it is. ``regret`` is in the unit of the weight. ``known`` are exits
    and totals of ways in this network, kept for all that ask about it.
    """

    network: nx.MultiDiGraph[str] = field(repr=False)
    origin: str
    closed: str
    draws: int
    legs_of_ways: tuple[Legs, ...]
    number: NDArray[np.int32] | None
    risk: NDArray[np.int64] | None
    central_legs: Legs | None
    regret: float | None
    known: dict[Legs, tuple[Exit | None, Totals]] = field(repr=False)

    def __repr__(self) -> str:
        """Return what is said in a line."""
        when = f" with {self.closed} closed" if self.closed else ""
        return f"<Standing of {self.origin}{when}: {self.in_words}>"

    @property
    def found(self) -> bool:
        """Return whether there is a way; it does not depend on the draw."""
        return self.number is not None

    @cached_property
    def _counts(self) -> dict[int, int]:
        import numpy as np  # noqa: PLC0415 - a path question does without it

        counts = np.bincount(self.number) if self.number is not None else np.array([], dtype=int)
        return {way: int(counts[way]) for way in np.flatnonzero(counts).tolist()}

    @cached_property
    def ways(self) -> tuple[WayShare, ...]:
        """Return the ways that are best in some draw, the most frequent first, then by their legs."""
        found = (self._way(self.legs_of_ways[way], count) for way, count in self._counts.items())
        return tuple(sorted(found, key=lambda way: (-way.share, way.legs)))

    @cached_property
    def central(self) -> WayShare | None:
        """Return the answer for the central numbers with its share."""
        if self.central_legs is None:
            return None
        counts = (n for way, n in self._counts.items() if self.legs_of_ways[way] == self.central_legs)
        return self._way(self.central_legs, next(counts, 0))

    def _way(self, legs: Legs, count: int) -> WayShare:
        exit_, totals = self._known(legs)
        return WayShare(legs=legs, share=count / self.draws, draws=self.draws, exit=exit_, totals=totals)

    def _known(self, legs: Legs) -> tuple[Exit | None, Totals]:
        if legs not in self.known:
            self.known[legs] = exit_of(self.network, legs), sum_legs(self.network, legs)
        return self.known[legs]

    @cached_property
    def exits(self) -> dict[Exit | None, float]:
        """Return the share of draws in which the best way leaves by each exit, the most frequent first."""
        return self._shares(lambda way: [way.exit])

    @cached_property
    def borders(self) -> dict[str, float]:
        """Return the share of draws in which the best way passes each border, as ``CHN:MNG``."""
        return self._shares(lambda way: way.totals.borders)

    @cached_property
    def countries(self) -> dict[str, float]:
        """Return the share of draws in which the best way touches each country, that of its ends too."""
        return self._shares(lambda way: (node_data(self.network, p)["country"] for p in self._passed(way)))

    @cached_property
    def places(self) -> dict[str, float]:
        """Return the share of draws in which the best way passes each place, its ends too."""
        return self._shares(self._passed)

    @cached_property
    def legs(self) -> dict[Leg, float]:
        """Return the share of draws in which each leg is on the best way."""
        return self._shares(lambda way: way.legs)

    def _passed(self, way: WayShare) -> tuple[str, ...]:
        return way.places or (self.origin,)

    def _shares(self, of: Callable[[WayShare], Iterable[T]]) -> dict[T, float]:
        counts: dict[T, int] = defaultdict(int)
        for way in self.ways:
            for thing in dict.fromkeys(of(way)):
                counts[thing] += round(way.share * self.draws)
        ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
        return {thing: count / self.draws for thing, count in ordered}

    @cached_property
    def risk_index(self) -> Quantiles | None:
        """Return quantiles of the risk index of the best way; None where there is no way."""
        return None if self.risk is None else Quantiles(*(risk_index(r / UNITS) for r in ranked(self.risk)))

    @cached_property
    def length_km(self) -> Quantiles | None:
        """Return quantiles of the length of the best way in km."""
        return self._quantiles("length_km")

    @cached_property
    def days(self) -> Quantiles | None:
        """Return quantiles of the moving time of the best way in days."""
        return self._quantiles("days")

    def _quantiles(self, name: str) -> Quantiles | None:
        return None if self.number is None else Quantiles(*ranked(self.amounts(name)))

    def amounts(self, name: str) -> NDArray[np.float64]:
        """Return ``length_km`` or ``days`` of the best way by draw; empty where there is no way."""
        import numpy as np  # noqa: PLC0415

        if self.number is None:
            return np.empty(0)
        by_way = np.zeros(max(self._counts) + 1)
        for way in self._counts:
            by_way[way] = getattr(self._known(self.legs_of_ways[way])[1], name)
        return by_way[self.number]

    def exit_numbers(self, known: dict[Exit | None, int]) -> NDArray[np.int64]:
        """Return the exit of the best way by draw, as a number in ``known``, to which new ones are added."""
        import numpy as np  # noqa: PLC0415

        if self.number is None:
            return np.empty(0, dtype=np.int64)
        by_way = np.zeros(max(self._counts) + 1, dtype=np.int64)
        for way in self._counts:
            by_way[way] = known.setdefault(self._known(self.legs_of_ways[way])[0], len(known))
        return by_way[self.number]

    @property
    def in_words(self) -> str:
        """Return how sure the central answer is: "best in 83 % of draws", or that there is no way."""
        return self.central.in_words if self.central else "no way through in any draw"

    def to_json(self) -> dict[str, Any]:
        """Return all of it in a form fit for JSON; shares are between 0 and 1."""
        quantiles = {name: getattr(self, name) for name in ("risk_index", "length_km", "days")}
        return {
            "origin": self.origin,
            "closed": self.closed,
            "found": self.found,
            "central": None if self.central is None else _way_json(self.central),
            "regret": self.regret,
            "ways": [_way_json(way) for way in self.ways],
            "exits": {str(found or ""): share for found, share in self.exits.items()},
            "borders": self.borders,
            "countries": self.countries,
            **{name: q and {k: round(v, 9) for k, v in q._asdict().items()} for name, q in quantiles.items()},
        }


def _way_json(way: WayShare) -> dict[str, Any]:
    found = {"places": list(way.places), "modes": [leg.key for leg in way.legs], "share": way.share}
    return {**found, "exit": str(way.exit or ""), "risk_index": round(way.totals.risk_index, 9)}


def ranked(values: NDArray[Any]) -> list[float]:
    """Return the quantiles `LEVELS` of some values: those of the nearest rank, which occur.

    Examples
    --------
    >>> import numpy as np
    >>> ranked(np.arange(100, 0, -1))
    [5.0, 25.0, 50.0, 75.0, 95.0]
    """
    import numpy as np  # noqa: PLC0415

    ranks = [math.ceil(round(level * values.size, 9)) - 1 for level in LEVELS]
    return [float(value) for value in np.partition(values, ranks)[ranks]]
