"""The answer to a path question: a path with all that it rests on, or the reason for none.

A path knows the question that it answers, and through it the network: totals, reports, rivals and
tables are read from there when they are asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from analysis.search.arcs import UNITS, cost_of_steps
from routes import Claim, Report, cite, claims_of, edge_data, to_bibtex, to_csl

from .exits import best_by_other_exit, exit_of
from .question import ways_in_order
from .totals import NO_TOTALS, Rival, sum_legs
from .unreachable import why_no_way

if TYPE_CHECKING:
    import geopandas as gpd
    import networkx as nx

    from analysis.search.arcs import Leg

    from .exits import Exit
    from .question import Question, Way
    from .totals import Totals


@dataclass(frozen=True, kw_only=True, repr=False)
class PathResult:
    """The answer to "which way?": a path with all that it rests on, or the reason for none.

    ``way`` is None where there is no way through. ``rank`` is its place among several answers to one
    question, from 1; ``role`` says what it is among them ("knee", say), if anything.
    """

    question: Question
    way: Way | None
    rank: int = 1
    role: str = ""

    def __repr__(self) -> str:
        """Return the answer in a line; the whole of it would fill screens."""
        way = f"{' > '.join(self.places)}; risk index {self.risk_index:.3f}"
        return f"<PathResult {self.label}, as of {self.as_of}: {way if self.found else 'no way through'}>"

    def _repr_html_(self) -> str:
        """Return the answer as a table, for notebooks."""
        from .tables import path_to_html  # noqa: PLC0415 - for notebooks only

        return path_to_html(self)

    @property
    def network(self) -> nx.MultiDiGraph[str]:
        """Return the network in which the path was sought."""
        return self.question.network

    @property
    def found(self) -> bool:
        """Return whether there is a way through."""
        return self.way is not None

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of the places passed, in order; the origin alone if it is the destination."""
        return self.way.places if self.way else ()

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Return the legs, in order."""
        return self.way.legs if self.way else ()

    @property
    def source(self) -> str:
        """Return the place where the path begins; without a path, all origins asked about."""
        return self.places[0] if self.places else ", ".join(self.question.origins)

    @property
    def target(self) -> str:
        """Return the place where the path ends; without a path, all destinations asked about."""
        return self.places[-1] if self.places else ", ".join(self.question.destinations)

    @property
    def objective(self) -> str:
        """Return the name of the weight that the path is best in."""
        return self.question.weight.name

    @cached_property
    def totals(self) -> Totals:
        """Return the sums over the legs: zero for a path without any, no number where there is no way."""
        return sum_legs(self.network, self.legs) if self.found else NO_TOTALS

    @cached_property
    def exit(self) -> Exit | None:
        """Return where and how the path leaves the ground."""
        return exit_of(self.network, self.legs)

    @cached_property
    def sources(self) -> tuple[Report, ...]:
        """Return the reports of the claims that support or weigh the legs, oldest first."""
        cited = {claim.report for claim in claims_on(self.network, self.legs)}
        reports = self.network.graph["reports"]
        return tuple(sorted((reports[r] for r in cited), key=lambda r: (r.date.start, r.id)))

    @property
    def reports(self) -> tuple[str, ...]:
        """Return the ids of the reports that the answer rests on, oldest first."""
        return tuple(report.id for report in self.sources)

    @property
    def flags(self) -> tuple[str, ...]:
        """Return the flags of the legs, each once."""
        return tuple(
            dict.fromkeys(flag for leg in self.legs for flag in edge_data(self.network, leg)["flags"])
        )

    @cached_property
    def runner_up(self) -> Rival | None:
        """Return the next path behind this one that passes other places; None without one.

        Of a chain of places only its best legs count, so that what is better by those comes no more.
        """
        if self.way is None:
            return None
        others = ways_in_order(self.question, one_leg_a_hop=True)
        way = next((way for way in others if way.places != self.way.places and way > self.way), None)
        return self._rival(way)

    @cached_property
    def other_exit(self) -> Rival | None:
        """Return the best path of another route: by another exit; None without one."""
        if self.exit is None:
            return None
        into = self.network.nodes[self.target]["country"]
        return self._rival(best_by_other_exit(self.question, self.exit, into))

    def _rival(self, way: Way | None) -> Rival | None:
        if way is None or self.way is None:
            return None
        G = self.network
        return Rival(
            legs=way.legs,
            exit=exit_of(G, way.legs),
            totals=sum_legs(G, way.legs),
            gap=(cost_of_steps(way.steps) - cost_of_steps(self.way.steps)) / UNITS,
        )

    @property
    def value(self) -> float:
        """Return the sum of the weight over the legs, in its unit; no number where there is no way."""
        if not self.found:
            return math.nan
        return math.fsum(self.question.weight.value(self.network.edges[leg]) for leg in self.legs)

    @property
    def margin(self) -> float | None:
        """Return by how much the runner-up is worse, in the unit of the weight; None without one."""
        return self.runner_up.gap if self.runner_up else None

    @cached_property
    def reason(self) -> str:
        """Return why there is no way through; empty for a path that was found."""
        return "" if self.found else why_no_way(self.question)

    @property
    def as_of(self) -> str:
        """Return the date of the network, in words."""
        return str(self.network.graph["as_of_text"])

    @property
    def scenario(self) -> tuple[str, ...]:
        """Return what was closed, in words."""
        return tuple(self.network.graph["scenario"])

    @property
    def dataset(self) -> str:
        """Return the title and version of the dataset."""
        info = self.network.graph["dataset"]
        return f"{info.title}, version {info.version}"

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
    def label(self) -> str:
        """Return a short name of the answer; of several, only the first is called the best."""
        if self.role or self._is_best:
            return self.role or self.question.weight.label
        return f"Path {self.rank} by {self.question.weight.name}"

    @property
    def _is_best(self) -> bool:
        return self.rank == 1 or self.question.weight.for_all

    @property
    def summary(self) -> str:
        """Return the answer in one sentence, with its date and its caveat."""
        closed = f" with {', '.join(self.scenario)}" if self.scenario else ""
        when = f"as of {self.as_of}{closed}{self.question.in_words}"
        if not self.found:
            return f"No way through {self.question.ends_in_words} {when}: {self.reason}"
        claim = self.question.weight.claim if self._is_best else f"{self.label}, of the ways reported"
        return f"{claim} {when}; past reports, not advice."

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return the legs as a GeoDataFrame, in order, EPSG:4326; see `analysis.path_legs_to_gdf`."""
        from .tables import path_legs_to_gdf  # noqa: PLC0415 - half a second that a path question has not

        return path_legs_to_gdf([self])

    def to_geojson(self) -> dict[str, Any]:
        """Return the path as a GeoJSON feature collection; see `analysis.paths.tables.paths_to_geojson`."""
        from .tables import paths_to_geojson  # noqa: PLC0415

        return paths_to_geojson([self])


def claims_on(G: nx.MultiDiGraph[str], legs: Sequence[tuple[str, str, str]]) -> tuple[Claim, ...]:
    """Return the claims that support a chain of legs or weigh them, each once, in the order of the legs."""
    found: dict[str, Claim] = {}
    for leg in legs:
        found |= {claim: G.graph["claims"][claim] for claim in claims_of(edge_data(G, leg))}
    return tuple(found.values())
