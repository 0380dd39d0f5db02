"""What one published number of people says of an exit: of which, over which time, and what it bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from geodata import DateError, PlaceKind
from routes import Counted, FlowClaim, Target, TargetKind, build_network, edge_data, node_data, read_target

from .flow_windows import People, Window

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from routes import Dataset

Bound = Literal["both", "low"]


class Count(NamedTuple):
    """A flow that counts: of which exit and window, and whether it bounds from both sides."""

    exit: str
    window: Window
    flow: FlowClaim
    bound: Bound


class FlowReading:
    """Reads counts: where they were taken, over which time, and what they bound."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.places = dataset.places
        self.ends = {dataset.places[place].country for place in dataset.info.destinations}
        self._pairs = {(leg.u, leg.v) for leg in dataset.legs}
        self._networks: dict[int, nx.MultiDiGraph[str] | None] = {}

    def read(self, flow: FlowClaim) -> Count | str:
        """Return what a flow counts; the reason, if it counts nothing that tells exits apart.

        An empty reason means that it counts arrivals in the country of destination, which are used.
        """
        target = read_target(flow.through, self.places, self._pairs)
        if flow.counted in {Counted.RETURNS, Counted.RESIDENTS}:
            return f"{flow.counted} say nothing about exits"
        if target.kind is TargetKind.COUNTRY and target.first in self.ends:
            return "" if flow.counted is Counted.ARRIVALS else "counted at the destination, not at an exit"
        if flow.since is None:
            return "a number to date, without a start"
        where = self._where(target, flow.counted)
        if isinstance(where, str):
            return where
        window = self._window(flow)
        if window is None:
            return "no arrivals are printed for its time"
        networks = [self._network(year) for year in window.years]
        if any(G is None for G in networks):
            return "its time lies outside the years that can be asked about"
        last = networks[-1]
        if reason := where.reason_against(last, flow.counted) if last is not None else "":
            return reason
        whole = where.whole and flow.counted in {Counted.ARRIVALS, Counted.ENTRIES}
        exact = (flow.since, flow.until) == window
        return Count(where.exit, window, flow, "both" if whole and exact else "low")

    def _network(self, year: int) -> nx.MultiDiGraph[str] | None:
        if year not in self._networks:
            try:
                self._networks[year] = build_network(self.dataset, year)
            except DateError:
                self._networks[year] = None
        return self._networks[year]

    def _where(self, target: Target, counted: Counted) -> _Where | str:
        """Return the exit that a target stands for; the reason, if it stands for none."""
        match target.kind:
            case TargetKind.COUNTRY:
                return _Where(target.first, target.first, whole=True)
            case TargetKind.KIND_IN_COUNTRY:
                return _Where(target.second, target.second, mission=target.first == PlaceKind.MISSION)
            case TargetKind.MODE_IN_COUNTRY if target.first == "sea":
                return _Where(str(target), target.second, whole=True)
            case TargetKind.PLACE:
                return self._at_place(target.first, counted)
            case TargetKind.DIRECTED_BORDER if counted is Counted.ENTRIES:
                return _Where(target.second, target.second)
        return "a border, leg or mode does not say by which exit people went on"

    def _at_place(self, place: str, counted: Counted) -> _Where | str:
        found = self.places[place]
        if found.country in self.ends:
            return "counted at the destination, not at an exit"
        if found.other_country in self.ends:
            return _Where(found.country, found.country)
        if found.other_country and counted is not Counted.ENTRIES:
            return "counted on a border, before an exit was taken"
        country = found.other_country or found.country
        return _Where(country, country, mission=found.kind is PlaceKind.MISSION)

    def _window(self, flow: FlowClaim) -> Window | None:
        last = self.dataset.reports[flow.report].last_day
        since, until = flow.since or last, flow.until or last
        own, years = Window(since, max(since, until)), Window.of_years(since.year, max(since, until).year)
        return next((window for window in (own, years) if self.arrivals_in(window).low), None)

    def arrivals_in(self, window: Window) -> People:
        """Return the published arrivals of a window, year by year if none are printed for all of it."""
        if window in self._arrivals:
            return self._arrivals[window]
        parts = [self._arrivals.get(Window.of_years(year, year)) for year in window.years]
        if window != Window.of_years(window.years[0], window.years[-1]) or None in parts:
            return People(0, None)
        known = [part for part in parts if part]
        highs = [part.high for part in known if part.high is not None]
        return People(sum(part.low for part in known), sum(highs) if len(highs) == len(known) else None)

    @cached_property
    def _arrivals(self) -> dict[Window, People]:
        printed: dict[Window, list[FlowClaim]] = {}
        for report in self.dataset.reports.values():
            for flow in report.flows:
                if (
                    flow.through in self.ends
                    and flow.counted is Counted.ARRIVALS
                    and flow.since
                    and flow.until
                ):
                    printed.setdefault(Window(flow.since, flow.until), []).append(flow)
        return {window: _envelope(flows) for window, flows in printed.items()}


def _envelope(flows: Iterable[FlowClaim]) -> People:
    """Return the least and the most that is printed; "at least" counts only where nothing else is printed."""
    several = list(flows)
    closed = [(flow.low, flow.high) for flow in several if flow.high is not None]
    if not closed:
        return People(max(flow.low for flow in several), None)
    return People(min(low for low, _ in closed), max(high for _, high in closed))


@dataclass(frozen=True, slots=True)
class _Where:
    """A place of counting: the exit it stands for, its country, and whether it is all of the exit."""

    exit: str
    country: str
    whole: bool = False
    mission: bool = False

    def reason_against(self, G: nx.MultiDiGraph[str], counted: Counted) -> str:
        """Return why a count here says nothing about exits; empty if it does."""
        if counted is Counted.ARRIVALS:
            return ""
        if not self.mission and _leads_on(G, self.country):
            return f"people who are in {self.country} may still go on to another exit"
        if counted is Counted.ARRESTS and not _is_haven(G, self.country):
            return f"arrests in {self.country}, where no haven was in force, count people who were stopped"
        return ""


def _leads_on(G: nx.MultiDiGraph[str], country: str) -> bool:
    """Return whether a border is passed to leave a country on the ground."""
    borders = (edge_data(G, leg)["border"] for leg in G.edges(keys=True))
    return any(border.startswith(f"{country}:") for border in borders if border)


def _is_haven(G: nx.MultiDiGraph[str], country: str) -> bool:
    """Return whether a whole country was a haven: its places that are no missions all are."""
    inside = [data for data in (node_data(G, node) for node in G) if data["country"] == country]
    ground = [data for data in inside if data["kind"] != PlaceKind.MISSION]
    return bool(ground) and all(data["haven"] for data in ground)
