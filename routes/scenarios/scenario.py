"""A scenario: what a user supposes about the network, named and kept apart from what reports say.

Five things can be supposed of a target (see `routes.targets`): that it is closed, or open; that
it is as dangerous as a level; that its risk or length is a multiple, or that something is added.
Each may hold for a time only (see `routes.scenarios.change`). A scenario is a frozen value without
a network: it can be compared, hashed, added to another, saved (`routes.scenarios.files`) and
applied to any network (`routes.scenarios.apply`). Scenarios hold what a user names; the program never
searches for closures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import cast

from geodata import ScenarioError
from routes.faults import ClaimError, as_text, shown
from routes.words import RiskLevel

from .change import Action, Change, check_effects, in_words, read_text, refusal

Entries = Iterable["str | Change"] | Change


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of changes; adding two gives one that supposes both.

    Each entry is the text of a target, or a `Change` with dates. One alone needs no list.

    Parameters
    ----------
    name
        What to call it, in one line.
    close
        Closed: every leg that the target covers is taken out of the network.
    open
        Opened: what is out of use or shut comes back.
    level
        Set to a level of risk: changes with a ``level``, or a mapping of targets to levels.
        The level `closed` is kept as a closure.
    factor
        Changes with a factor of ``risk``, of ``length``, or both.
    add
        Changes that add ``risk_cost``, ``length_km``, or both.
    reason
        Why one would suppose this, in one line.

    Raises
    ------
    ScenarioError
        If a value cannot be read, or two entries contradict each other: the same target closed
        and opened, or set to two levels, at the same time. Tells all faults.

    Examples
    --------
    >>> shut = Scenario("Mongolia shut", close="CHN-MNG")
    >>> both = shut + Scenario("missions guarded", level={"mission@CHN": "severe"})
    >>> both.name, both.close, len(both.entries())
    ('Mongolia shut + missions guarded', ('CHN-MNG',), 2)
    >>> bool(Scenario())
    False
    """

    name: str = ""
    close: Entries = ()
    open: Entries = ()
    level: Entries | Mapping[str, str] = ()
    factor: Entries = ()
    add: Entries = ()
    reason: str = ""

    def __post_init__(self) -> None:
        """Read all entries, keep them as tuples, and refuse what contradicts itself."""
        faults: list[str] = []
        for name in ("name", "reason"):
            try:
                object.__setattr__(self, name, read_text(getattr(self, name)))
            except ClaimError as error:
                faults.append(f"{name}: {in_words(error)}")
        found: list[tuple[Action, Change]] = []
        for action in Action:
            read, told = _read_entries(action, getattr(self, action))
            found += read
            faults += told
        for action, entries in by_action(found).items():
            object.__setattr__(self, action, entries)
        same = contradictions((action, c.on.casefold(), c) for action, c in self.entries())
        faults += map(in_words, same)
        if faults:
            raise refusal(self.label, faults)

    def __add__(self, other: Scenario) -> Scenario:
        """Return a scenario that supposes what both suppose, under both names."""
        if not isinstance(other, Scenario):
            return NotImplemented
        theirs, ours = by_action(other.entries()), by_action(self.entries())
        return Scenario(
            name=" + ".join(filter(None, (self.name, other.name))),
            reason="; ".join(filter(None, (self.reason, other.reason))),
            **{str(action): (*ours[action], *theirs[action]) for action in Action},
        )

    def __bool__(self) -> bool:
        """Return whether it changes anything."""
        return bool(self.entries())

    @property
    def label(self) -> str:
        """Return how messages call it."""
        named = isinstance(self.name, str) and self.name
        return f"scenario '{shown(self.name)}'" if named else "the scenario"

    def entries(self) -> tuple[tuple[Action, Change], ...]:
        """Return every entry as a change with its action, in the order in which they are applied."""
        return tuple(
            (action, Change(entry) if isinstance(entry, str) else entry)
            for action in Action
            for entry in cast("tuple[str | Change, ...]", getattr(self, action))
        )


def by_action(entries: Iterable[tuple[Action, Change]]) -> dict[Action, tuple[str | Change, ...]]:
    """Return entries under their actions; plain ones as text, the level `closed` as a closure."""
    sorted_out: dict[Action, list[str | Change]] = {action: [] for action in Action}
    for action, change in entries:
        if action is Action.LEVEL and change.level is RiskLevel.CLOSED:
            action, change = Action.CLOSE, Change(change.on, since=change.since, until=change.until)  # noqa: PLW2901
        sorted_out[action].append(change.on if change.is_plain else change)
    return {action: tuple(entries) for action, entries in sorted_out.items()}


def contradictions(entries: Iterable[tuple[Action, str, Change]]) -> list[ClaimError]:
    """Return what contradicts itself: one target closed and opened, or at two levels, at one time.

    The entries are given with a key that says which are about the same target.
    """
    by_key: dict[str, list[tuple[Action, Change]]] = defaultdict(list)
    for action, key, change in entries:
        by_key[key].append((action, change))
    faults: dict[tuple[str, str], ClaimError] = {}
    for key, same in by_key.items():
        for (action, one), (other_action, other) in combinations(same, 2):
            rule = ""
            if {action, other_action} == {Action.CLOSE, Action.OPEN}:
                rule = "is both closed and opened at the same time"
            elif action is other_action is Action.LEVEL and one.level != other.level:
                rule = f"is set to {one.level} and to {other.level} at the same time"
            if rule and _overlap(one, other):
                error = ClaimError(one.on, rule, "keep one of the two, or give them other dates")
                faults.setdefault((key, rule), error)
    return list(faults.values())


def _read_entries(action: Action, given: object) -> tuple[list[tuple[Action, Change]], list[str]]:
    """Return the changes that an argument holds, and what is wrong with the others."""
    if isinstance(given, str | Change):
        given = (given,)
    if action is Action.LEVEL and isinstance(given, Mapping):
        entries: list[object] = [{"on": on, "level": level} for on, level in given.items()]
    elif isinstance(given, Iterable) and not isinstance(given, Mapping):
        entries = list(given)
    else:
        wrong = ClaimError(given, "is no list of targets or changes", f"write {action}=[...]")
        return [], [f"{action}: {in_words(wrong)}"]
    found, faults = [], []
    for i, entry in enumerate(entries, start=1):
        try:
            if isinstance(entry, dict):
                change = Change(**entry)
            else:
                change = entry if isinstance(entry, Change) else Change(cast("str", entry))
        except TypeError:
            faults.append(f"{action} {i}: '{shown(as_text(entry))}' is no change; write Change(on=..., ...)")
            continue
        except ScenarioError as error:
            faults.append(f"{action} {i}, {str(error).removeprefix('the change: ')}")
            continue
        told = check_effects(action, change.given)
        faults += [f"{action} {i}, '{shown(change.on)}': {in_words(error)}" for error in told]
        if not told:
            found.append((action, change))
    return found, faults


def _overlap(one: Change, other: Change) -> bool:
    """Return whether two times have a day in common."""

    def begins_by_the_end(a: Change, b: Change) -> bool:
        return a.first_day is None or b.last_day is None or a.first_day <= b.last_day

    return begins_by_the_end(one, other) and begins_by_the_end(other, one)
