"""Scenarios in words: what an entry supposes, and how two scenarios differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from routes.dates import day_in_words

from .change import Action, Change

if TYPE_CHECKING:
    from .scenario import Scenario


def change_words(action: Action, change: Change, *, on: str = "") -> str:
    """Return what an entry of a scenario supposes, without its dates.

    ``on`` is how to write the target; without it, as the scenario does.

    Examples
    --------
    >>> change_words(Action.CLOSE, Change("CHN-MNG"))
    'CHN-MNG closed'
    >>> change_words(Action.ADD, Change("CHN-MNG", risk_cost=0.5, length_km=-20))
    'CHN-MNG risk cost +0.5 and length -20 km'
    """
    on = on or change.on
    match action:
        case Action.OPEN:
            return f"{on} opened"
        case Action.CLOSE:
            return f"{on} closed"
        case Action.LEVEL:
            return f"{on} set to {change.level}"
        case Action.FACTOR:
            given = (("risk", change.risk), ("length", change.length))
            told = [f"{name} \N{MULTIPLICATION SIGN}{by:.12g}" for name, by in given if by is not None]
        case Action.ADD:
            amounts = (("risk cost", change.risk_cost, ""), ("length", change.length_km, " km"))
            told = [f"{name} {by:+.12g}{unit}" for name, by, unit in amounts if by is not None]
    return f"{on} {' and '.join(told)}"


def time_words(change: Change) -> str:
    """Return when a change holds; an empty text if always.

    Examples
    --------
    >>> time_words(Change("CHN", since="2004-07", until=2004))
    'from 1 July 2004 until 31 December 2004'
    """
    since = f"from {day_in_words(change.first_day)}" if change.first_day else ""
    until = f"until {day_in_words(change.last_day)}" if change.last_day else ""
    return " ".join(filter(None, (since, until)))


def scenario_words(scenario: Scenario) -> tuple[str, ...]:
    """Return every entry of a scenario in words, with its dates; nothing for an empty one.

    Examples
    --------
    >>> from routes import Scenario
    >>> scenario_words(Scenario(close=["CHN-MNG", Change("VNM", until=2004)]))
    ('CHN-MNG closed', 'VNM closed until 31 December 2004')
    """
    return tuple(_entry_words(action, change) for action, change in scenario.entries())


def diff_scenarios(a: Scenario, b: Scenario) -> tuple[str, ...]:
    """Return in words what differs from one scenario to another, one line an entry.

    Names, reasons and the order of entries are no difference; targets are compared as they are
    written. Nothing is returned for scenarios that suppose the same.

    Examples
    --------
    >>> from routes import Scenario
    >>> before = Scenario("spring", close=["CHN-MNG"], level={"CHN-VNM": "high"})
    >>> after = Scenario("autumn", close=["mission@CHN"], level={"CHN-VNM": "severe"})
    >>> for line in diff_scenarios(before, after):
    ...     print(line)
    changed: CHN-VNM set to high -> CHN-VNM set to severe
    only in 'spring': CHN-MNG closed
    only in 'autumn': mission@CHN closed
    """
    ours, theirs = list(a.entries()), list(b.entries())
    for entry in a.entries():
        if entry in theirs:
            ours.remove(entry)
            theirs.remove(entry)
    left, right = _by_subject(ours), _by_subject(theirs)
    changed, only_a, only_b = [], [], []
    for subject in dict.fromkeys((*left, *right)):
        before, after = left.get(subject, []), right.get(subject, [])
        if len(before) == len(after) == 1:
            changed.append(f"changed: {before[0]} -> {after[0]}")
        else:
            only_a += before
            only_b += after
    first, second = _names(a, b)
    only = [(first, only_a), (second, only_b)]
    return (*changed, *(f"only in {name}: {words}" for name, entries in only for words in entries))


def _entry_words(action: Action, change: Change) -> str:
    return " ".join(filter(None, (change_words(action, change), time_words(change))))


def _by_subject(entries: list[tuple[Action, Change]]) -> dict[tuple[Action, str], list[str]]:
    """Return the words of entries by what they do and to what."""
    words: dict[tuple[Action, str], list[str]] = defaultdict(list)
    for action, change in entries:
        words[action, change.on].append(_entry_words(action, change))
    return words


def _names(a: Scenario, b: Scenario) -> tuple[str, str]:
    """Return how to call two scenarios apart."""
    if a.name == b.name:
        return "the first", "the second"
    return (f"'{a.name}'" if a.name else "the first"), (f"'{b.name}'" if b.name else "the second")
