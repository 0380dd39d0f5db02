"""What would undo a change: which closures, opened again alone, and what safety, would help whom.

For each closure of a scenario, two things: that it alone is opened again, with the dangers that reports
tell of there, and that it is opened and made safe besides (`routes.relieve`). For any network, also of
another date: the borders and countries whose safety alone would help (`analysis.dependence.relief`).
All of it is counted from the network after the change, by what each origin would have then.

What helps nobody is left out. Nothing is ranked but by order of asking: closures as the scenario names
them, then countries and borders by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from analysis.closures.targets import read_closures
from analysis.dependence.relief import Gain, gains
from analysis.search.arcs import UNITS, cost_of_steps, leg_costs, number_legs, steps_of, steps_to
from routes import Action, Scenario, Target, TargetKind, apply_scenario, relieve, risk_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx


class Undoing(StrEnum):
    """What is done to a target to help those whom a change hits."""

    OPENED = "opened again"
    OPENED_SAFE = "opened again and safe"
    SAFE = "safe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """What one target would give back, and to whom; origins that gain nothing are absent.

    The gains are counted from the network after the change, to all destinations together.
    """

    target: Target
    how: Undoing
    gains: tuple[Gain, ...]

    @property
    def connected(self) -> tuple[str, ...]:
        """Return the origins that would have a way again."""
        return tuple(gain.origin for gain in self.gains if gain.connected)


def find_reliefs(
    G: nx.MultiDiGraph[str],
    H: nx.MultiDiGraph[str],
    scenario: Scenario | None,
    origins: Sequence[str],
    destinations: Sequence[str],
) -> tuple[Relief, ...]:
    """Return what would help the origins of a network that a scenario changed.

    Parameters
    ----------
    G, H
        The network before and after.
    scenario
        What made H of G; None for networks of which that is not known, for which only safety counts.
    origins, destinations
        Ids of places, as for `analysis.dependence.relief.gains`.
    """
    found = []
    for target, reopened in _reopened(G, scenario) if scenario is not None else ():
        for how, network in (
            (Undoing.OPENED, reopened),
            (Undoing.OPENED_SAFE, relieve(reopened, target)),
        ):
            if won := _gains_between(H, network, origins, destinations):
                found.append(Relief(target=target, how=how, gains=won))
    wide = (TargetKind.COUNTRY, TargetKind.BORDER)
    return (
        *found,
        *(
            Relief(target=target, how=Undoing.SAFE, gains=won)
            for target, won in gains(H, origins, destinations).items()
            if target.kind in wide
        ),
    )


def _reopened(G: nx.MultiDiGraph[str], scenario: Scenario) -> list[tuple[Target, nx.MultiDiGraph[str]]]:
    """Return for each closure in force the network in which all of the scenario holds but this."""
    entries = scenario.entries()
    closed = {
        entry: read_closures(G, [entry[1].on])[0]
        for entry in entries
        if entry[0] is Action.CLOSE and entry[1].holds_on(G.graph["as_of"])
    }
    found = []
    for target in dict.fromkeys(closed.values()):
        rest = [entry for entry in entries if closed.get(entry) != target]
        others = Scenario(**{str(a): [c for action, c in rest if action is a] for a in Action})  # type: ignore[arg-type]
        found.append((target, apply_scenario(G, others)))
    return found


def _gains_between(
    worse: nx.MultiDiGraph[str],
    better: nx.MultiDiGraph[str],
    origins: Sequence[str],
    destinations: Sequence[str],
) -> tuple[Gain, ...]:
    before, after = (_costs(network, origins, destinations) for network in (worse, better))
    return tuple(
        _gain(origin, before[origin], now)
        for origin, now in after.items()
        if origin not in destinations and now is not None and _is_better(now, before[origin])
    )


def _costs(
    G: nx.MultiDiGraph[str], origins: Sequence[str], destinations: Sequence[str]
) -> dict[str, tuple[int, int] | None]:
    """Return the costs of the shortest and of the safest way from each origin; None without a way."""
    arcs = number_legs(G)
    goals = [arcs.number[place] for place in destinations]
    by_length, by_risk = (
        steps_to(arcs, steps_of(leg_costs(G, arcs, itemgetter(key))), goals)
        for key in ("length_km", "risk_cost")
    )
    found: dict[str, tuple[int, int] | None] = {}
    for origin in origins:
        length, risk = by_length[arcs.number[origin]], by_risk[arcs.number[origin]]
        found[origin] = (
            None if length is None or risk is None else (cost_of_steps(length), cost_of_steps(risk))
        )
    return found


def _is_better(now: tuple[int, int], before: tuple[int, int] | None) -> bool:
    return before is None or now[0] < before[0] or now[1] < before[1]


def _gain(origin: str, before: tuple[int, int] | None, now: tuple[int, int]) -> Gain:
    after = risk_index(now[1] / UNITS)
    if before is None:
        return Gain(origin, None, None, None, after)
    shorter, milder = ((then - new) / UNITS for then, new in zip(before, now, strict=True))
    return Gain(origin, shorter, milder, risk_index(before[1] / UNITS), after)
