"""Scenarios as TOML files: read strictly, with all faults at once, and written to read back the same.

The form is told in ``docs/scenarios.md``. A file is read as reports are: unknown keys, wrong types and
vague words are refused with a remedy. Whether the targets exist is known only beside a network,
so it is asked when the scenario is applied.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from geodata import ScenarioError, write_text_whole
from routes.dataset.values import unknown_key
from routes.faults import ClaimError, Fault, shown

from .change import EFFECTS, Action, Change, check_effects, read_text, read_values, refusal
from .scenario import Scenario, by_action, contradictions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

MAX_BYTES = 256 * 1024
_TIMES = ("since", "until")


def read_scenario(path: str | os.PathLike[str]) -> Scenario:
    """Read a scenario from a TOML file.

    Raises
    ------
    ScenarioError
        If the file cannot be read, breaks the form, contradicts itself or changes nothing; tells
        every fault with its place.
    """
    file = Path(path)
    name = shown(file.name)
    table = _read_toml(file)
    faults: list[Fault] = []
    texts = {}
    for key in ("name", "reason"):
        try:
            texts[key] = read_text(table.get(key, ""))
        except ClaimError as error:
            faults.append(error.at(name, key))
    known = ("name", "reason", *map(str, Action))
    faults += [unknown_key(key, known).at(name) for key in table if key not in known]
    entries: list[tuple[Action, Change]] = []
    for action in Action:
        for place, value in _entries_of(action, table.get(action, [])):
            change, errors = (None, [value]) if isinstance(value, ClaimError) else _read_change(action, value)
            faults += [error.at(name, *place) for error in errors]
            if change:
                entries.append((action, change))
    sorted_out = by_action(entries)
    # Sorted out first: a level `closed` is a closure.
    same = [(a, Change(e) if isinstance(e, str) else e) for a in Action for e in sorted_out[a]]
    faults += [error.at(name) for error in contradictions((a, c.on.casefold(), c) for a, c in same)]
    if not entries and not faults:
        remedy = f"name a target under one of {', '.join(Action)}"
        faults.append(Fault(file=name, rule="the scenario changes nothing", remedy=remedy))
    if faults:
        told = [str(fault).removeprefix(name).lstrip(",: ") for fault in faults]
        raise refusal(f"scenario file '{name}'", told)
    return Scenario(**texts, **{str(action): sorted_out[action] for action in Action})  # type: ignore[arg-type]


def write_scenario(scenario: Scenario, path: str | os.PathLike[str]) -> Path:
    """Write a scenario as a TOML file, whole or not at all, and return its path.

    What is written reads back as an equal scenario.

    Raises
    ------
    ScenarioError
        If the scenario changes nothing, so that it could not be read back.
    OSError
        If the file cannot be written.
    """
    if not scenario:
        raise refusal(scenario.label, ["it changes nothing; name something to change before writing it"])
    return write_text_whole(path, _toml(scenario))


def _read_toml(file: Path) -> dict[str, Any]:
    """Return what a file holds, or raise why it cannot be read."""

    def refused(why: str, remedy: str) -> ScenarioError:
        return ScenarioError(f"scenario file '{shown(file.name or str(file))}' {why}; {remedy}")

    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise refused(f"cannot be read ({error.strerror})", "check its name and permissions") from None
    if len(data) > MAX_BYTES:
        raise refused(f"is larger than {MAX_BYTES // 1024} KiB", "split it into several scenarios")
    try:
        return tomli.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("is not in UTF-8", "save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        told = shown(str(error) or type(error).__name__)
        raise refused(f"is no TOML ({told})", "docs/scenarios.md shows the form") from None


def _entries_of(action: Action, value: object) -> Iterator[tuple[tuple[str, int | None], Any]]:
    """Return the entries under an action, each with its place; a `ClaimError` for what is none."""
    if isinstance(value, str):
        value = [value]
    if action is Action.LEVEL and isinstance(value, dict):
        value = [{"on": on, "level": level} for on, level in value.items()]
    if not isinstance(value, list):
        remedy = f"write {action} = [ ... ], or [[{action}]] above each entry"
        yield (str(action), None), ClaimError(value, "is no list", remedy)
        return
    for i, entry in enumerate(value, start=1):
        plain = isinstance(entry, str) and not EFFECTS[action]
        if plain or isinstance(entry, dict):
            yield (str(action), i), {"on": entry} if plain else entry
        else:
            form = "a target or a table" if not EFFECTS[action] else "a table"
            yield (str(action), i), ClaimError(entry, f"is not {form}", "docs/scenarios.md shows the form")


def _read_change(action: Action, table: dict[str, Any]) -> tuple[Change | None, list[ClaimError]]:
    """Return the change of one table, or all that is wrong with it."""
    effects = {name for names in EFFECTS.values() for name in names}
    known = ("on", *_TIMES, *EFFECTS[action])
    errors = [unknown_key(key, known) for key in table if key not in known and key not in effects]
    errors += check_effects(action, table)
    given = {key: value for key, value in table.items() if key in known}
    if not str(given.setdefault("on", "")).strip():
        errors.append(ClaimError("", "an entry needs a target", 'write on = "CHN-MNG", say', field="on"))
    values, faults = read_values(given)
    errors += faults
    return (None, errors) if errors else (Change(**values), [])


def _toml(scenario: Scenario) -> str:
    """Return the text of a file: names and plain lists first, then tables."""
    head = [f"{key} = {_quoted(text)}" for key in ("name", "reason") if (text := getattr(scenario, key))]
    tables = []
    sorted_out = by_action(scenario.entries())
    for action in sorted(Action, key=lambda action: action is not Action.CLOSE):  # what most scenarios do
        entries = sorted_out[action]
        if entries and all(isinstance(entry, str) for entry in entries):
            head.append(f"{action} = [{', '.join(_quoted(str(entry)) for entry in entries)}]")
            continue
        for entry in entries:
            change = Change(entry) if isinstance(entry, str) else entry
            lines = [f"{name} = {_value(getattr(change, name))}" for name in ("on", *change.given)]
            tables.append("\n".join([f"[[{action}]]", *lines]))
    return "\n\n".join(["\n".join(head), *tables] if head else tables) + "\n"


def _value(value: object) -> str:
    """Return a value of a change as TOML writes it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else _quoted(str(value))


def _quoted(text: str) -> str:
    """Return a text in quotes; what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False)
