"""What a report tells: answers of other modules, found for one network and one question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis import Objective

if TYPE_CHECKING:
    import networkx as nx

    from analysis import Bottlenecks, Comparison, Ensemble, PathResult, Span
    from routes import Dataset, Report


@dataclass(frozen=True, kw_only=True)
class ReportAnswers:
    """Answers to one question - which way, from these origins to these destinations - for a page.

    Parameters
    ----------
    dataset, network
        The dataset, and the network as of the day that is asked about.
    origins, destinations
        Ids of places. Each origin is asked alone, for the way to the destination that is best reached.
    paths
        For each origin the answers by one objective after the other, in the order of ``origins``.
    drawn
        The answers that the map highlights: those of ``paths`` where there is one origin, else the safest
        way from each.
    bottlenecks
        What all ways depend on, with what would be gained beside what would be lost.
    closures
        The network with one closure at a time, in the order of their names; None if there is none to tell of.
    closures_given
        Whether somebody named these closures; else they are those that reports tell of.
    ensemble
        What many draws of the risks say; None if it was not asked for.
    spans
        The safest way month by month, from the first origin to the first destination; it may be empty.
    """

    dataset: Dataset
    network: nx.MultiDiGraph[str] = field(compare=False)
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    paths: tuple[PathResult, ...]
    drawn: tuple[PathResult, ...]
    bottlenecks: Bottlenecks
    closures: Comparison | None
    ensemble: Ensemble | None
    closures_given: bool = False
    spans: tuple[Span, ...] = ()

    def of(self, origin: str) -> tuple[PathResult, ...]:
        """Return the answers from an origin, by one objective after the other."""
        each = len(self.paths) // max(len(self.origins), 1)
        start = self.origins.index(origin) * each
        return self.paths[start : start + each]

    def safest(self, origin: str) -> PathResult:
        """Return the answer by risk from an origin.

        Raises
        ------
        StopIteration
            If risk was not asked about.
        """
        return next(path for path in self.of(origin) if path.objective == Objective.RISK)

    @property
    def reports(self) -> tuple[Report, ...]:
        """Return the reports on which the ways told and the changes of the timeline rest, oldest first."""
        cited = {report.id for path in self.paths for report in path.sources}
        cited |= {cause.report for span in self.spans for cause in span.causes}
        known = self.dataset.reports
        return tuple(
            sorted((known[r] for r in cited if r in known), key=lambda report: (report.date.start, report.id))
        )
