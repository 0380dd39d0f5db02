"""What an answer consists of: totals, rivals, and the path with its reasons, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from routes import Report, cite, risk_index, to_bibtex, to_csl

from .search import places_on

if TYPE_CHECKING:
    from .exits import Exit
    from .search import Leg


CLOSE_CALL = 0.05
"""Lead in risk cost below which the order of two ways should not be relied on: a stated choice."""

CLEAR_LEAD = 0.20
"""Lead in risk cost from which the order of two ways stands out: a stated choice."""


class Objective(StrEnum):
    """What a best path is best in."""

    LENGTH = "length"
    RISK = "risk"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums over the legs of a path: km, days of moving time, additive risk cost and its interval."""

    length_km: float
    days: float
    risk_cost: float
    risk_low: float
    risk_high: float
    borders: tuple[str, ...]

    @property
    def risk_index(self) -> float:
        """Return the central risk index in [0, 1]."""
        return risk_index(self.risk_cost)

    @property
    def risk_index_low(self) -> float:
        """Return the lower end of the risk index."""
        return risk_index(self.risk_low)

    @property
    def risk_index_high(self) -> float:
        """Return the upper end of the risk index."""
        return risk_index(self.risk_high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A path that lost: its legs, its exit, its totals, and by how much it lost.

    ``gap`` is in the unit of the objective: km for length, risk cost for risk and balanced.
    """

    legs: tuple[Leg, ...]
    exit: Exit | None
    totals: Totals
    gap: float

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places passed, in order."""
        return places_on(self.legs)

    @property
    def in_words(self) -> str:
        """Return the rival in a few words: its exit, its risk index and its length."""
        by = f"{self.exit.in_words}: " if self.exit else ""
        return f"{by}risk index {self.totals.risk_index:.3f}, {self.totals.length_km:,.0f} km"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PathResult:
    """The answer to "which way?": a path with all that it rests on, or the reason for none.

    ``runner_up`` is the next best chain of places, ``other_exit`` the next best route by
    another exit; None where there is none. ``reason`` is empty for a path that was found.
    """

    source: str
    target: str
    objective: Objective
    legs: tuple[Leg, ...]
    totals: Totals
    exit: Exit | None
    sources: tuple[Report, ...]
    flags: tuple[str, ...]
    as_of: str
    scenario: tuple[str, ...]
    dataset: str
    runner_up: Rival | None = None
    other_exit: Rival | None = None
    reason: str = ""

    def __repr__(self) -> str:
        """Return the answer in a line; the whole of it would fill screens."""
        way = " > ".join(self.places) if self.found else "no way through"
        return f"<PathResult {self.label}, as of {self.as_of}: {way}; risk index {self.risk_index:.3f}>"

    @property
    def found(self) -> bool:
        """Return whether there is a way through."""
        return not self.reason

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places passed, in order; the origin alone if it is the destination."""
        return places_on(self.legs) or ((self.source,) if self.found else ())

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the ids of the reports that the answer rests on, oldest first."""
        return tuple(report.id for report in self.sources)

    def cite(self, style: Literal["text", "bibtex", "csl"] = "text") -> str:
        """Return the reports that the answer rests on as citations, oldest first.

        One line each as text, BibTeX entries, or CSL-JSON; empty if there is no way through.

        Raises
        ------
        ValueError
            If the style is another.
        """
        if style == "text":
            return "\n".join(cite(report) for report in self.sources)
        if style not in ("bibtex", "csl"):
            raise ValueError(f"'{style}' is no style of citation; use text, bibtex or csl")
        return to_bibtex(self.sources) if style == "bibtex" else to_csl(self.sources)

    @property
    def length_km(self) -> float:
        """Return the length in km."""
        return self.totals.length_km

    @property
    def days(self) -> float:
        """Return the moving time in days; waiting is not in it."""
        return self.totals.days

    @property
    def risk_index(self) -> float:
        """Return the central risk index in [0, 1]."""
        return self.totals.risk_index

    @property
    def risk_index_low(self) -> float:
        """Return the lower end of the risk index."""
        return self.totals.risk_index_low

    @property
    def risk_index_high(self) -> float:
        """Return the upper end of the risk index."""
        return self.totals.risk_index_high

    @property
    def margin(self) -> float | None:
        """Return by how much the runner-up is worse, in the unit of the objective; None without one."""
        return self.runner_up.gap if self.runner_up else None

    @property
    def label(self) -> str:
        """Return a short name of the answer."""
        return _LABELS[self.objective]

    @property
    def summary(self) -> str:
        """Return the answer in one sentence, with its date and its caveat."""
        closed = f" with {', '.join(self.scenario)}" if self.scenario else ""
        when = f"as of {self.as_of}{closed}"
        if not self.found:
            return f"No way through from {self.source} to {self.target} {when}: {self.reason}"
        return f"{_CLAIMS[self.objective]} {when}; past reports, not advice."


_LABELS = {
    Objective.LENGTH: "Shortest path",
    Objective.RISK: "Safest path",
    Objective.BALANCED: "Balanced path",
}
_CLAIMS = {
    Objective.LENGTH: "Least length among the ways reported",
    Objective.RISK: "Lowest risk index among the ways reported",
    Objective.BALANCED: "Least sum of risk and length among the ways reported",
}
