"""All faults of a dataset at once, each with file, table, index, value, rule and remedy.

A faulty table is reported and set aside; the rules that span files then run over what is left,
so that one typing error does not hide the next. A fault that only follows from a table set aside
(a route through a place whose row is faulty) is not reported a second time.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from geodata import SafePassageError

from .check import check_parsed
from .faults import Fault
from .files import RawDataset, read_raw
from .read import parse_raw
from .schema import CLAIM_MODELS, DatasetFile, LineRow, PlaceRow, ReportFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


def validate_dataset(folder: str | Path, *, today: dt.date) -> tuple[Fault, ...]:
    """Return every fault of a dataset folder; an empty tuple means that it can be used.

    ``today`` is the day against which the five-year rule of protection is applied.
    """
    return find_faults(read_raw(Path(folder)), today)


def find_faults(raw: RawDataset, today: dt.date) -> tuple[Fault, ...]:
    """Return every fault of the files of a dataset, in the order of the files."""
    faults = list(raw.faults)
    sound = copy.copy(raw)
    before = len(faults)
    if raw.dataset:
        faults += _faults_of(DatasetFile, raw.dataset, "dataset.toml")
    settings_sound = bool(raw.dataset) and len(faults) == before
    sound.places, lost = _sound_rows(PlaceRow, raw.places, "places.csv", faults)
    sound.lines, _ = _sound_rows(LineRow, raw.lines, "skeleton.csv", faults)
    sound.reports = {key: _sound_report(key, table, faults) for key, table in raw.reports.items()}
    if not settings_sound or any(fault.file == "places.csv" and not fault.table for fault in faults):
        # Without settings or places, every other file would only seem faulty.
        return _in_order(faults)
    try:
        parsed, _ = parse_raw(sound)
    except (SafePassageError, KeyError, TypeError, ValueError, AttributeError) as error:
        if not faults:  # the two readers must never disagree
            faults.append(Fault(file=raw.folder, rule=str(error), remedy="please report this message to the project"))
        return _in_order(faults)
    _, more = check_parsed(parsed, today)
    faults += [fault for fault in more if not any(place and place in fault.value for place in lost)]
    return _in_order(faults)


def _sound_rows(
    model: type[BaseModel], rows: list[dict[str, str]], file: str, faults: list[Fault]
) -> tuple[list[dict[str, str]], set[str]]:
    """Return the rows without fault, and the ids of those set aside."""
    sound, lost = [], set()
    for row in rows:
        cells = {column: cell for column, cell in row.items() if column != "line"}
        found = _faults_of(model, cells, file, "line", int(row["line"]))
        if found:
            faults += found
            lost.add(row.get("id", ""))
        else:
            sound.append(row)
    return sound, lost


def _sound_report(key: str, table: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    """Add the faults of one report file; return it with the faulty claims set aside."""
    file = f"reports/{key}.toml"
    if not all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in key):
        faults.append(
            Fault(file=file, value=key, rule="a file name is the report's id", remedy="use only a-z, 0-9 and hyphens")
        )
    claims = {name: table[name] for name in CLAIM_MODELS if isinstance(table.get(name), list)}
    head = {name: value for name, value in table.items() if name not in claims}
    found = _faults_of(ReportFile, head, file)
    faults += found
    # An unsound head is replaced, so that the claims below it can still be checked together.
    sound = dict(_STAND_IN) if found else head
    for name, items in claims.items():
        kept: list[Any] = []
        for index, item in enumerate(items, start=1):
            wrong = _faults_of(CLAIM_MODELS[name], item, file, name, index)
            faults += wrong
            if not wrong:
                kept.append(item)
        sound[name] = kept
    return sound


_STAND_IN = {"publisher": "?", "title": "?", "date": 1990, "kind": "news", "access": "full"}


def _faults_of(model: type[BaseModel], data: object, file: str, table: str = "", index: int | None = None) -> list[Fault]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        found = []
        for detail in error.errors():
            location = [str(part) for part in detail["loc"] if str(part) not in _NOISE]
            rule, remedy = _in_words(detail)
            found.append(
                Fault(
                    file=file,
                    table=table,
                    index=index,
                    field=".".join(_plain(location)),
                    value="" if detail["type"] == "missing" or isinstance(detail["input"], dict) else str(detail["input"]),
                    rule=rule,
                    remedy=remedy,
                )
            )
        return _one_a_field(found)
    return []


_NOISE = {"[key]"}


def _plain(location: list[str]) -> list[str]:
    """Return the path of a value without the marks that pydantic adds for unions."""
    return [part for part in location if part.isidentifier() and "-" not in part or part.isdigit()]


def _one_a_field(faults: list[Fault]) -> list[Fault]:
    """Keep one fault a value: a union reports one for each of its members."""
    kept: dict[str, Fault] = {}
    for fault in faults:
        kept.setdefault(fault.field.split(".")[0] + fault.value, fault)
    return list(kept.values())


def _in_words(detail: Mapping[str, Any]) -> tuple[str, str]:
    """Return rule and remedy for one error of pydantic, in the words of the format."""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is missing", "add it; docs/format.md shows the table"
        case "extra_forbidden":
            return "is no key of this table", "check its spelling in docs/format.md, or delete it"
        case "enum" | "literal_error":
            return "is not one of the words", f"use one of: {context['expected']}".replace("'", "")
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            bound = context.get("ge", context.get("le", context.get("gt", context.get("lt"))))
            word = "at least" if "greater" in detail["type"] else "at most"
            strict = "" if detail["type"].endswith("equal") else " (excluded)"
            return f"must be {word} {bound:g}{strict}", "check it; lon comes before lat"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters", "shorten it"
        case "string_too_short":
            return "is empty", "fill it in"
        case "string_pattern_mismatch":
            return f"does not have the form {context['pattern']}", "ids are lower case, countries like CHN"
        case "value_error":
            rule, _, remedy = str(context["error"]).partition("; ")
            return rule, remedy or "mend it"
        case kind if kind.endswith(("_type", "_parsing")):
            return f"is no {_TYPES.get(kind.removesuffix('_type').removesuffix('_parsing'), kind)}", "see docs/format.md"
        case _:
            return str(detail["msg"]), "see docs/format.md"


_TYPES = {
    "string": "text (put it in quotes)",
    "float": "number",
    "int": "number",
    "bool": "true or false",
    "list": "list",
    "model": "table",
    "model_attributes": "table",
    "dict": "table",
}


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults by file, in the order in which a person would open them."""
    order = {"dataset.toml": 0, "places.csv": 1, "skeleton.csv": 2}
    return tuple(
        sorted(dict.fromkeys(faults), key=lambda f: (order.get(f.file, 3), f.file, f.table, f.index or 0, f.field))
    )
