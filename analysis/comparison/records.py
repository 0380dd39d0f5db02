"""What a comparison consists of: differences of two answers, what all ways pass, what was compared.

Both sides of a difference are answers like any other, and know the network in which they were found: totals,
reports and reasons are read from there. Nothing is counted from anything but the two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.closures.targets import read_closures
from analysis.search.arcs import Leg
from routes import Action, Scenario, scenario_words

from .margins import margin_in_words
from .openings import closed_in_words, supposed_in_words
from .sentences import answer_of, case_of, names_in, sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd
    import networkx as nx

    from analysis.paths.results import PathResult
    from analysis.paths.weights import Weight

    from .sentences import Language
    from .undoing import Relief


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The best way from one origin to one destination by one objective, before and after."""

    origin: str
    destination: str
    before: PathResult
    after: PathResult

    @property
    def objective(self) -> str:
        """Return the name of the weight that both are best in."""
        return self.before.objective

    @property
    def case(self) -> str:
        """Return what became of the way: same, weighed, changed, cut_off, again or none.

        "weighed" has the same legs with another length or risk; "again" is a way where there was none.
        """
        return case_of(answer_of(self.before), answer_of(self.after))

    @property
    def longer_km(self) -> float | None:
        """Return by how much the way is longer; None unless there is one before and after."""
        return round(self.after.length_km - self.before.length_km, 3) if self._both else None

    @property
    def more_days(self) -> float | None:
        """Return by how much its moving time is longer; None unless there is a way before and after."""
        return round(self.after.days - self.before.days, 3) if self._both else None

    @property
    def riskier_cost(self) -> float | None:
        """Return by how much its risk cost is greater; None unless there is a way before and after."""
        before, after = self.before.totals, self.after.totals
        return round(after.risk_cost - before.risk_cost, 9) if self._both else None

    @property
    def borders_left(self) -> tuple[str, ...]:
        """Return the borders that the former way crosses and the new one does not."""
        return tuple(b for b in self.before.totals.borders if b not in self.after.totals.borders)

    @property
    def borders_new(self) -> tuple[str, ...]:
        """Return the borders that the new way crosses and the former one does not."""
        return tuple(b for b in self.after.totals.borders if b not in self.before.totals.borders)

    @property
    def broken(self) -> tuple[tuple[Leg, str], ...]:
        """Return the legs of the former way that are not open any more, each with what shut it."""
        G = self.after.network
        shut = {(leg.u, leg.v, str(leg.mode)): leg.reason for leg in G.graph["dormant"]}
        gone = (leg for leg in self.before.legs if not G.has_edge(*leg))
        return tuple((leg, shut.get(leg, "not in the other network")) for leg in gone)

    @property
    def _both(self) -> bool:
        return self.before.found and self.after.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Borders and countries that every way from an origin to a destination passes now, or no longer does.

    Only told where there is a way before and after: where there is none, every way passes anything.
    """

    origin: str
    destination: str
    appear: tuple[str, ...]
    vanish: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Compared:
    """One network held against the baseline: what differs, what all ways pass, what would undo it.

    ``scenario`` is what was supposed on top of the baseline, None for a network that was given as it is.
    ``differences`` come by origin, destination and objective, in the order asked; ``passed`` has only
    those for whom something appears or vanishes.
    """

    baseline: nx.MultiDiGraph[str] = field(compare=False)
    network: nx.MultiDiGraph[str] = field(compare=False)
    scenario: Scenario | None
    differences: tuple[Difference, ...]
    passed: tuple[Passed, ...]
    reliefs: tuple[Relief, ...]

    def __repr__(self) -> str:
        """Return in a line what is compared with what."""
        return f"<Compared {self.label}, with {self.baseline.graph['as_of_text']}>"

    @property
    def label(self) -> str:
        """Return a short name: that of the scenario, or what it supposes, or the date of the network."""
        if self.scenario and self.scenario.name:
            return self.scenario.name
        supposed = ", ".join(self.words)
        if self.scenario is not None:  # what is not in force is told with its dates
            return supposed or ", ".join(scenario_words(self.scenario))
        return " with ".join(filter(None, (f"as of {self.network.graph['as_of_text']}", supposed)))

    @property
    def words(self) -> tuple[str, ...]:
        """Return what is supposed beyond the baseline, in words; nothing for a date as it was."""
        known = self.baseline.graph["scenario"]
        return tuple(words for words in self.network.graph["scenario"] if words not in known)

    @property
    def cut_off(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of origin and destination that have no way any more."""
        return self._pairs("cut_off")

    @property
    def again(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of origin and destination that have a way where there was none."""
        return self._pairs("again")

    def _pairs(self, case: str) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((d.origin, d.destination) for d in self.differences if d.case == case))

    @cached_property
    def lost(self) -> tuple[Leg, ...]:
        """Return the legs that are open in the baseline alone, by places and mode."""
        return _only_in(self.baseline, self.network)

    @cached_property
    def new(self) -> tuple[Leg, ...]:
        """Return the legs that are open in the other network alone, by places and mode."""
        return _only_in(self.network, self.baseline)

    @cached_property
    def kept(self) -> tuple[Leg, ...]:
        """Return the legs that are open in both, by places and mode."""
        both = (leg for leg in self.baseline.edges(keys=True) if self.network.has_edge(*leg))
        return tuple(sorted(Leg(*leg) for leg in both))

    def opening(self, language: Language = "en") -> str:
        """Return how a sentence about it begins: what is closed or supposed, or which day it is."""
        day = self.network.graph["as_of"]
        if day != self.baseline.graph["as_of"]:
            return supposed_in_words(self.words, language, day=day)
        if self.scenario is None:
            return supposed_in_words(self.words, language)
        in_force = [(action, c) for action, c in self.scenario.entries() if c.holds_on(day)]
        if not in_force or any(action is not Action.CLOSE for action, _ in in_force):
            return supposed_in_words(self.words, language)
        closed = read_closures(self.baseline, [change.on for _, change in in_force])
        return closed_in_words(
            [str(target) for target in closed], names_in(self.baseline, language), language
        )

    def sentences(
        self, language: Language = "en", *, of: Iterable[Difference] | None = None
    ) -> tuple[str, ...]:
        """Return what became of the best ways, a sentence each, or of those of some differences."""
        names = names_in(self.baseline, language)
        opening = self.opening(language)
        several = len({d.destination for d in self.differences}) > 1
        return tuple(
            sentence_of(
                answer_of(d.before),
                answer_of(d.after),
                by=d.objective,
                opening=opening,
                names=names,
                language=language,
                destination=d.destination if several else "",
            )
            for d in (self.differences if of is None else of)
        )

    def margins(
        self, language: Language = "en", *, of: Iterable[Difference] | None = None
    ) -> tuple[str, ...]:
        """Return how far the next way by another exit is behind each way after; empty without an exit."""
        names = names_in(self.baseline, language)
        some = self.differences if of is None else of
        return tuple(margin_in_words(d.after, names, language) for d in some)


@dataclass(frozen=True, kw_only=True, repr=False)
class Comparison:
    """The answer to "what changes?": one `Compared` for each scenario or network, in the order given."""

    network: nx.MultiDiGraph[str] = field(compare=False)
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    weights: tuple[Weight, ...]
    cases: tuple[Compared, ...]

    def __repr__(self) -> str:
        """Return in a line what is compared with what."""
        asked = f"{', '.join(self.origins)} to {', '.join(self.destinations)}"
        with_what = "; ".join(case.label for case in self.cases)
        return f"<Comparison of {self.network.graph['as_of_text']} with {with_what}: {asked}>"

    def _repr_html_(self) -> str:
        """Return the comparison as a table, for notebooks."""
        from .tables import comparison_to_html  # noqa: PLC0415 - for notebooks only

        return comparison_to_html(self)

    def sentences(self, language: Language = "en") -> tuple[str, ...]:
        """Return what became of every best way, a sentence each, case by case."""
        return tuple(said for case in self.cases for said in case.sentences(language))

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a difference as a GeoDataFrame, EPSG:4326; the lines are the ways after."""
        from .tables import comparison_to_gdf  # noqa: PLC0415 - half a second

        return comparison_to_gdf(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return one feature a difference as a GeoJSON feature collection, EPSG:4326."""
        from .tables import comparison_to_geojson  # noqa: PLC0415

        return comparison_to_geojson(self)


def _only_in(one: nx.MultiDiGraph[str], other: nx.MultiDiGraph[str]) -> tuple[Leg, ...]:
    return tuple(sorted(Leg(*leg) for leg in one.edges(keys=True) if not other.has_edge(*leg)))
