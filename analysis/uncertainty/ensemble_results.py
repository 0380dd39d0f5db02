"""An ensemble: what many draws say of all origins, and what each closure does over all of them.

A closure is judged draw by draw: the draw that is dangerous at one border is so with another closed. Its
effect is told for each origin, beside what holds without it. Closures are not ranked, and not combined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.paths.question import read_places
from analysis.search.arcs import UNITS
from geodata import UnknownNameError

from .standings import Quantiles, ranked, share_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from analysis.paths.exits import Exit
    from analysis.paths.weights import Weight

    from .standings import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureEffect:
    """What a closure, or a scenario, does to one origin over all draws.

    ``cut_off`` is the probability that no way is left: 0 or 1, since it does not depend on the numbers.
    ``loses_way`` is the share of draws in which the best way is another then, ``loses_exit`` that in which
    it leaves by another exit; having no way left is both. ``more_risk``, ``more_km`` and ``more_days`` are
    quantiles, draw by draw, of how much more the best way has: risk index, km, days of moving time. They are
    None where no way is left, or none was.
    """

    origin: str
    closed: str
    cut_off: float
    loses_way: float
    loses_exit: float
    more_risk: Quantiles | None
    more_km: Quantiles | None
    more_days: Quantiles | None

    @property
    def in_words(self) -> str:
        """Return what it does in a few words."""
        if self.cut_off:
            return "no way is left, in any draw"
        return (
            f"another way is best in {share_in_words(self.loses_way)}, "
            f"another exit in {share_in_words(self.loses_exit)}"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it in a form fit for JSON."""
        more = {name: getattr(self, name) for name in ("more_risk", "more_km", "more_days")}
        names = ("origin", "closed", "cut_off", "loses_way", "loses_exit")
        return {name: getattr(self, name) for name in names} | {
            name: q and {k: round(v, 9) for k, v in q._asdict().items()} for name, q in more.items()
        }


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Ensemble:
    """The best ways of a network in many draws of its risks; made by `analysis.ensemble`.

    ``closures`` are targets as they are written in full, and the labels of scenarios. ``sources`` are the
    names of what was drawn: claims and defaults.
    """

    network: nx.MultiDiGraph[str]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    weight: Weight
    draws: int
    seed: int
    closures: tuple[str, ...]
    sources: tuple[str, ...]
    standings: Mapping[tuple[str, str], Standing] = field(repr=False)

    def __repr__(self) -> str:
        """Return what it is about in a line."""
        asked = f"from {', '.join(self.origins)} to {', '.join(self.destinations)}"
        return f"<Ensemble of {self.draws:,} draws, {asked}, {len(self.closures)} closures>"

    def standing(self, origin: str, closed: str = "") -> Standing:
        """Return what the draws say of an origin, with nothing changed or under one of the closures.

        Raises
        ------
        UnknownNameError
            If the origin or the closure is none of the ensemble's.
        """
        if origin not in self.origins:
            origin = read_places(self.network, origin)[0]
        for name, known, what in (
            (origin, self.origins, "origin"),
            (closed, ("", *self.closures), "closure"),
        ):
            if name not in known:
                asked = ", ".join(filter(None, known)) or "none"
                raise UnknownNameError(f"'{name}' is no {what} of this ensemble; ask for: {asked}")
        return self.standings[origin, closed]

    def effect(self, origin: str, closed: str) -> ClosureEffect:
        """Return what a closure does to an origin over all draws.

        Raises
        ------
        UnknownNameError
            If the origin or the closure is none of the ensemble's.
        """
        import numpy as np  # noqa: PLC0415

        before, after = self.standing(origin), self.standing(origin, closed)
        if before.number is None or after.number is None:
            lost = float(before.found)  # where no way was, none is lost
            return ClosureEffect(
                origin=before.origin,
                closed=closed,
                cut_off=lost,
                loses_way=lost,
                loses_exit=lost,
                more_risk=None,
                more_km=None,
                more_days=None,
            )
        exits: dict[Exit | None, int] = {}
        left_by = [standing.exit_numbers(exits) for standing in (before, after)]
        indices = [
            -np.expm1(-standing.risk / UNITS) for standing in (before, after) if standing.risk is not None
        ]
        return ClosureEffect(
            origin=before.origin,
            closed=closed,
            cut_off=0.0,
            loses_way=float(np.mean(before.number != after.number)),
            loses_exit=float(np.mean(left_by[0] != left_by[1])),
            more_risk=Quantiles(*ranked(indices[1] - indices[0])),
            more_km=Quantiles(*ranked(after.amounts("length_km") - before.amounts("length_km"))),
            more_days=Quantiles(*ranked(after.amounts("days") - before.amounts("days"))),
        )

    def to_json(self) -> dict[str, Any]:
        """Return all standings and effects in a form fit for JSON."""
        return {
            "draws": self.draws,
            "seed": self.seed,
            "weight": self.weight.name,
            "origins": list(self.origins),
            "destinations": list(self.destinations),
            "closures": list(self.closures),
            "sources": list(self.sources),
            "standings": [standing.to_json() for standing in self.standings.values()],
            "effects": [self.effect(o, closed).to_json() for o in self.origins for closed in self.closures],
        }
