"""All faults of a dataset at once, each with file, table, index, value, rule and remedy.

A faulty table is reported and set aside; the rules that span files then run over what is left,
so that one typing error does not hide the next. A fault that only follows from what was set
aside (a route through a place whose row is faulty) is not reported a second time.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from geodata import SafePassageError
from routes.expand import GAP
from routes.faults import ClaimError, Fault

from .check import check_parsed
from .files import RawDataset, read_raw
from .parse import parse_raw
from .schema import CLAIM_MODELS, AssumptionTable, DatasetFile, FamilyTable, LineRow, PlaceRow, ReportFile
from .values import unknown_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

_SETTING_TABLES: dict[str, type[BaseModel]] = {"assumption": AssumptionTable, "family": FamilyTable}
_TARGET_FIELDS = frozenset({"on", "through", "from", "to"})


def validate_dataset(folder: str | Path, *, today: dt.date) -> tuple[Fault, ...]:
    """Return every fault of a dataset folder; an empty tuple means that it can be used.

    ``today`` is the day against which the five-year rule of protection is applied.
    """
    return find_faults(read_raw(Path(folder)), today)


def find_faults(raw: RawDataset, today: dt.date) -> tuple[Fault, ...]:
    """Return every fault of the files of a dataset, in the order of the files."""
    faults = list(raw.faults)
    sound = copy.copy(raw)
    sound.dataset = _sound_settings(raw, faults)
    sound.places = _sound_rows(PlaceRow, raw.places, "places.csv", faults)
    sound.lines = _sound_rows(LineRow, raw.lines, "skeleton.csv", faults)
    sound.reports = {key: _sound_report(key, table, faults) for key, table in raw.reports.items()}
    if not sound.places and any(fault.file in ("places.csv", raw.folder) for fault in faults):
        # Without places, every other file would only seem faulty.
        return _in_order(faults)
    try:
        parsed, _ = parse_raw(sound)
    except (SafePassageError, ArithmeticError, KeyError, TypeError, ValueError, AttributeError) as error:
        # The two readers must never disagree; a test holds them to it.
        faults.append(
            Fault(file=raw.folder, rule=str(error), remedy="please report this message to the project")
        )
        return _in_order(faults)
    _, more = check_parsed(parsed, today)
    return _in_order(faults + _not_following(more, faults, raw, sound))


# what is sound


def _sound_settings(raw: RawDataset, faults: list[Fault]) -> dict[str, Any]:
    """Add the faults of dataset.toml; return it, or a stand-in that raises no further ones."""
    before = len(faults)
    sound: dict[str, Any] = {}
    if not any(fault.file in ("dataset.toml", raw.folder) for fault in faults):
        sound = _sound_tables(DatasetFile, _SETTING_TABLES, raw.dataset, "dataset.toml", faults)
    if sound and len(faults) == before:
        return sound
    known = {name: sound[name] for name in _SETTING_TABLES if name in sound}
    # While nobody can say whether people are at risk, the rules of protection have to wait.
    protected = bool(raw.dataset) and raw.dataset.get("people_at_risk", True) is True
    return {**_STAND_IN_SETTINGS, **known, "people_at_risk": protected}


def _sound_rows(
    model: type[BaseModel], rows: list[dict[str, str]], file: str, faults: list[Fault]
) -> list[dict[str, str]]:
    """Add the faults of a table; return its rows without fault."""
    sound = []
    for row in rows:
        cells = {column: cell for column, cell in row.items() if column != "line"}
        found = _faults_of(model, cells, file, "line", int(row["line"]))
        faults += found
        if not found:
            sound.append(row)
    return sound


def _sound_report(key: str, table: dict[str, Any], faults: list[Fault]) -> dict[str, Any]:
    """Add the faults of one report file; return it with the faulty claims set aside."""
    before = len(faults)
    sound = _sound_tables(ReportFile, CLAIM_MODELS, table, f"reports/{key}.toml", faults)
    of_head = {fault.field for fault in faults[before:] if not fault.table}
    if of_head:
        # An unsound head is replaced, so that the claims below it can still be checked together.
        claims = {name: sound[name] for name in CLAIM_MODELS if name in sound}
        date = {"date": sound["date"]} if "date" in sound and "date" not in of_head else {}
        sound = _STAND_IN_HEAD | date | claims
    return sound


def _sound_tables(
    head: type[BaseModel],
    tables: Mapping[str, type[BaseModel]],
    data: dict[str, Any],
    file: str,
    faults: list[Fault],
) -> dict[str, Any]:
    """Add the faults of a TOML file; return it with None for those of its tables that are faulty.

    So the others keep their numbers, by which later faults are told.
    """
    lists = {name: data[name] for name in tables if isinstance(data.get(name), list)}
    faults += _faults_of(head, {name: value for name, value in data.items() if name not in lists}, file)
    sound = {name: value for name, value in data.items() if name not in tables}
    for name, items in lists.items():
        sound[name] = []
        for index, item in enumerate(items, start=1):
            found = _faults_of(tables[name], item, file, name, index)
            faults += found
            sound[name].append(None if found else item)
    return sound


_STAND_IN_HEAD = {"publisher": "?", "title": "?", "date": 1990, "kind": "news", "access": "full"}
_STAND_IN_SETTINGS: dict[str, Any] = {
    **dict.fromkeys(("title", "version", "licence", "citation", "contact"), "?"),
    "period": [1990, 1990],
    "as_of": 1990,
    **{table: {} for table in ("scale", "defaults", "reference_km", "km_per_day")},
}


# what only follows


def _not_following(more: list[Fault], faults: list[Fault], raw: RawDataset, sound: RawDataset) -> list[Fault]:
    """Return the faults between files that do not merely follow from those inside them."""
    files = {fault.file for fault in faults}
    faulty_lines = {str(fault.index) for fault in more if fault.file == "places.csv"}
    lost = _lost_names(raw, sound) | {row["id"] for row in raw.places if row["line"] in faulty_lines}
    unread = any(fault.file.startswith("reports/") for fault in raw.faults)
    routes_lost = unread or any(fault.table == "route" for fault in faults)
    lines_lost = any(fault.file == "skeleton.csv" for fault in (*faults, *more))

    def follows(fault: Fault) -> bool:
        if fault.file == "places.csv":
            return False
        if "dataset.toml" in files and (fault.file == "dataset.toml" or fault.field == "family"):
            return True
        if lines_lost and f" {GAP} " in fault.value:
            return True
        if routes_lost and fault.field in _TARGET_FIELDS and ":" in fault.value:
            return True  # a leg that perhaps stands in what was set aside
        return bool(lost & set(re.findall(r"[a-z0-9-]+|[A-Z]{3}", fault.value)))

    return [fault for fault in more if not follows(fault)]


def _lost_names(raw: RawDataset, sound: RawDataset) -> set[str]:
    """Return the ids of places and reports, and the countries, that were set aside."""
    kept = {row["id"] for row in sound.places}
    countries = {row[side] for row in sound.places for side in ("country", "other_country")}
    lost = {row["id"].lower() for row in raw.places} - kept
    lost |= {row[side] for row in raw.places for side in ("country", "other_country")} - countries
    for fault in raw.faults:
        if fault.file == "places.csv":  # a row with too many or too few cells
            lost.add(fault.value.partition(",")[0].strip())
        lost.add(fault.file.removeprefix("reports/").removesuffix(".toml"))
    return lost - {""}


# in words


def _faults_of(
    model: type[BaseModel], data: object, file: str, table: str = "", index: int | None = None
) -> list[Fault]:
    """Return the faults of one table, as its model finds them."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    faults = []
    for detail in details:
        # Lists count from 1, as tables do.
        path = [str(p + 1) if isinstance(p, int) else p for p in detail["loc"] if p != "[key]"]
        told = _in_words(detail, model, path)
        field = ".".join(path) or told.field
        value = told.value if detail["type"] != "missing" else ""
        faults.append(
            Fault(
                file=file,
                table=table,
                index=index,
                field=field,
                value=value,
                rule=told.rule,
                remedy=told.remedy,
            )
        )
    return faults


def _in_words(detail: ErrorDetails, model: type[BaseModel], path: list[str]) -> ClaimError:
    """Return value, rule and remedy of one error of pydantic, in the words of the format."""
    told = detail.get("ctx", {}).get("error")
    if isinstance(told, ClaimError):
        return told
    value = detail["input"]
    match detail["type"]:
        case "missing":
            return ClaimError("", "is missing", "add it; docs/format.md shows the table")
        case "extra_forbidden":
            known = [field.alias or name for name, field in model.model_fields.items()]
            return unknown_key(path[-1], known)
        case "dict_type":
            return ClaimError(value, "is no table", "write it as [name], with lines of key = value below")
        case "list_type":
            return ClaimError(value, "is no list", "write [ ... ], and tables as [[name]]")
        case "model_type":
            return ClaimError(value, "is no table", "write it as [[name]], with lines of key = value below")
        case "too_short":
            return ClaimError(value, "has too few parts", "name two places at least")
        case _:
            return ClaimError(value, str(detail["msg"]), "see docs/format.md")


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults by file, in the order in which a person would open them."""
    order = {"dataset.toml": 0, "places.csv": 1, "skeleton.csv": 2}
    return tuple(
        sorted(
            dict.fromkeys(faults),
            key=lambda f: (order.get(f.file, 3), f.file, f.table, f.index or 0, f.field),
        )
    )
