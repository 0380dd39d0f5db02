"""Applying a scenario: from the network that reports describe to the one that somebody supposes.

Only what is in force on the network's date is applied, in one order whatever the order of writing:
open, level, factor, add, close. Closing has the last word: a leg is in the network only if no
closure in force covers it, so that closures overlap as they would on the ground (a border shut
until December stays shut when the town behind it opens in May).

Closing is structural: a closed leg leaves the graph and is kept as dormant, with the reason. It
is never given a large weight, which would leave it on the best path where nothing else is open.
A dormant leg remembers every closure that covers it; only `open` lifts them.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata import ScenarioError, TargetError, UnknownNameError
from routes.contract import DormantLeg, edge_data
from routes.cover import matches_leg
from routes.dates import day_in_words
from routes.network import pairs_of, places_of
from routes.targets import Target, read_target
from routes.words import TravelMode

from .change import Action, in_words, refusal
from .scenario import contradictions
from .text import change_words, time_words

if TYPE_CHECKING:
    import networkx as nx

    from .change import Change
    from .scenario import Scenario

_TOLD_EACH_TIME = (Action.FACTOR, Action.ADD)  # doing it twice is not doing it once


def apply_scenario(G: nx.MultiDiGraph[str], scenario: Scenario) -> nx.MultiDiGraph[str]:
    """Return a new network in which a scenario holds; the given one is unchanged.

    What is in force on the network's date is applied: opened, set to levels, multiplied, added,
    closed, in this order. Closing what is not in use on that date closes nothing, and is no error;
    naming what the dataset does not know is. An empty scenario changes nothing. Where none of the
    entries is in force, the network gets a notice that says so.

    Raises
    ------
    TargetError, UnknownNameError, AmbiguousNameError
        If an entry names nothing that exists.
    ScenarioError
        If dates lie outside the years of the dataset, two entries about one target contradict each
        other, a number would fall below zero or grow beyond all bounds, or several entries are at fault.
    """
    found = _resolve(G, scenario)
    dated = any(change.first_day or change.last_day for _, _, change in found)
    in_force = [entry for entry in found if not dated or entry[2].holds_on(G.graph["as_of"])]
    changed = G.copy()
    _make_changes(changed, [entry for entry in in_force if entry[0] is not Action.CLOSE])
    _close(changed, tuple(dict.fromkeys(t for action, t, _ in in_force if action is Action.CLOSE)))
    changed.graph["scenario"] = _words(G.graph["scenario"], in_force)
    if found and not in_force:
        notice = f"nothing of {scenario.label} is in force on {day_in_words(G.graph['as_of'])}"
        changed.graph["notices"] = tuple(dict.fromkeys((*G.graph["notices"], notice)))
    return changed


def _resolve(G: nx.MultiDiGraph[str], scenario: Scenario) -> list[tuple[Action, Target, Change]]:
    """Return the entries of a scenario with the targets that they name, or raise what is wrong."""
    places = places_of(G) if scenario else {}
    pairs = pairs_of(G) if scenario else set()
    found: list[tuple[Action, Target, Change]] = []
    errors: list[TargetError | UnknownNameError | ScenarioError] = []
    for action, change in scenario.entries():
        try:
            found.append((action, read_target(change.on, places, pairs), change))
        except (TargetError, UnknownNameError) as error:
            errors.append(error)
        if change.first_day or change.last_day:
            errors += _outside_period(G, scenario, change)
    faults = contradictions((action, str(target), change) for action, target, change in found)
    errors += [refusal(scenario.label, [in_words(fault)]) for fault in faults]
    if len(errors) == 1 and (not scenario.name or isinstance(errors[0], ScenarioError)):
        raise errors[0]
    if errors:
        raise refusal(scenario.label, [str(error).removeprefix(f"{scenario.label}: ") for error in errors])
    return found


def _outside_period(G: nx.MultiDiGraph[str], scenario: Scenario, change: Change) -> list[ScenarioError]:
    """Return the error for dates that no report of the dataset could speak of, by the year."""
    period = G.graph["dataset"].period
    first, last = period.start.year, period.end.year if period.end else math.inf
    days = [day for day in (change.first_day, change.last_day) if day]
    if all(first <= day.year <= last for day in days):
        return []
    covered = f"{first} to {last}" if period.end else f"{first} on"
    rule = f"'{change.on}' {time_words(change)} reaches outside the dataset, which covers {covered}"
    return [refusal(scenario.label, [f"{rule}; mend the date, or leave it out for an open end"])]


def _words(earlier: tuple[str, ...], entries: list[tuple[Action, Target, Change]]) -> tuple[str, ...]:
    """Return what holds now; what is said again moves to the end, so that the last word comes last."""
    told: list[str] = []
    once: set[str] = set()
    for action, target, change in entries:
        words = change_words(action, change, on=str(target))
        if action in _TOLD_EACH_TIME or words not in once:
            told.append(words)
        if action not in _TOLD_EACH_TIME:
            once.add(words)
    return (*(words for words in earlier if words not in once), *told)


def _make_changes(G: nx.MultiDiGraph[str], entries: list[tuple[Action, Target, Change]]) -> None:
    """Open, set levels, multiply and add, in place. The module for it is slow to load for mere closures."""
    if not entries:
        return
    from .supposed import add_risk, open_legs, set_length, set_level, specificity, times_risk  # noqa: PLC0415

    def of(*wanted: Action) -> list[tuple[Target, Change]]:
        return [(target, change) for action, target, change in entries if action in wanted]

    for target, _ in of(Action.OPEN):
        open_legs(G, target)
    # The more specific target decides, as among claims; so it comes later.
    for target, change in sorted(of(Action.LEVEL), key=lambda entry: specificity(entry[0])):
        set_level(G, target, change)
    # Exposure follows the length, so lengths are settled before risks are.
    for target, change in of(Action.FACTOR, Action.ADD):
        set_length(G, target, change)
    for target, change in of(Action.FACTOR):
        times_risk(G, target, change)
    for target, change in of(Action.ADD):
        add_risk(G, target, change)


def _close(G: nx.MultiDiGraph[str], targets: tuple[Target, ...]) -> None:
    """Take the legs that targets cover out of the network, in place; dormant ones are marked as closed."""
    if not targets:
        return
    dormant = []
    for sleeper in G.graph["dormant"]:
        leg = (sleeper.u, sleeper.v, str(sleeper.mode))
        hit = tuple(str(t) for t in targets if matches_leg(G, t, leg, sleeper.data))
        closed_by = tuple(dict.fromkeys((*sleeper.closed_by, *hit)))
        dormant.append(replace(sleeper, closed_by=closed_by) if hit else sleeper)
    for leg in list(G.edges(keys=True)):
        if hit := tuple(str(target) for target in targets if matches_leg(G, target, leg)):
            u, v, key = leg
            reason = f"scenario: {hit[0]} closed"
            dormant.append(
                DormantLeg(
                    u=u, v=v, mode=TravelMode(key), reason=reason, data=edge_data(G, leg), closed_by=hit
                )
            )
            G.remove_edge(u, v, key=key)
    G.graph["dormant"] = tuple(dormant)
