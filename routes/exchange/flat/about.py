"""What a network says of itself besides places, legs and reports, read back from text.

Each entry of ``about`` is a text or JSON. Whatever is wrong with one is told with its name, and
does not keep the others from being read.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from routes.dataset.values import (
    check_keys,
    read_flag,
    read_list,
    read_number,
    read_probabilities,
    read_word,
)
from routes.dates import YEARS_PROTECTED, add_years, day_in_words
from routes.faults import ClaimError
from routes.records import DatasetInfo, Family, Period
from routes.words import RiskLevel, TravelMode

from .cells import day_in, line_in, long_line_in, needed_line_in, text_in
from .columns import ABOUT, FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from routes.faults import Fault

CRS = "EPSG:4326"


def read_about(about: Mapping[str, object], today: dt.date, faults: list[Fault]) -> dict[str, Any]:
    """Return the attributes of the graph that ``about`` tells; what cannot be read becomes a fault."""
    found: dict[str, Any] = {}
    for name in ABOUT:
        try:
            if name not in about:
                raise ClaimError("", "is missing", "export the network anew, with all its tables")  # noqa: TRY301
            found[name] = _READERS[name](about[name])
        except ClaimError as error:
            faults.append(ClaimError(error.value, error.rule, error.remedy, field=name).at("about"))
    if "dataset" in found and "as_of" in found:
        faults += [error.at("about") for error in _protection(found["dataset"], found["as_of"], today)]
    found.pop("format", None)
    return found


def _protection(info: DatasetInfo, day: dt.date, today: dt.date) -> list[ClaimError]:
    """Return what speaks against showing a network as of a day."""
    latest = add_years(today, -YEARS_PROTECTED)
    if not info.people_at_risk and not info.people_at_risk_reason.strip():
        rule = "protection is only lifted with a reason"
        return [ClaimError("", rule, "say why nobody is at risk in people_at_risk_reason", field="dataset")]
    if info.people_at_risk and day > latest:
        rule = (
            f"lies in the last {YEARS_PROTECTED} years, in which routes are not shown, "
            "to protect people who may still use them"
        )
        return [
            ClaimError(day, rule, f"export a network as of {day_in_words(latest)} or earlier", field="as_of")
        ]
    return []


def read_json(value: object) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what a JSON text holds."""
    if not isinstance(value, str):
        raise ClaimError(value, "is no JSON text", "export the network anew")
    try:
        return json.loads(value)
    except (ValueError, RecursionError) as error:
        told = type(error).__name__ if isinstance(error, RecursionError) else error
        raise ClaimError(value, f"is no JSON ({told})", "export the network anew") from None


def _table(value: object) -> dict[str, Any]:
    found = read_json(value)
    if not isinstance(found, dict):
        raise ClaimError(found, "is no table", 'write {"name": value}')
    return found


def _info(value: object) -> DatasetInfo:
    table = _table(value)
    texts = ("title", "version", "as_of", "licence", "citation", "contact")
    known = (*texts, "period", "people_at_risk", "people_at_risk_reason", "origins", "destinations")
    check_keys(table, known)
    missing = [name for name in known if name not in table]
    if missing:
        raise ClaimError("", f"lacks {', '.join(missing)}", "export the network anew")
    start, end = _two(table["period"])
    return DatasetInfo(
        **{name: text_in(table[name]) for name in texts},
        period=Period(start=day_in(start), end=None if end is None else day_in(end)),
        people_at_risk=read_flag(table["people_at_risk"]),
        people_at_risk_reason=text_in(table["people_at_risk_reason"]),
        origins=tuple(map(needed_line_in, read_list(table["origins"]))),
        destinations=tuple(map(needed_line_in, read_list(table["destinations"]))),
    )


def _two(value: object) -> list[Any]:
    items = read_list(value)
    if len(items) != 2:
        raise ClaimError(value, "is no pair", "write [first, last]")
    return items


def _families(value: object) -> tuple[Family, ...]:
    families = []
    for table in read_list(read_json(value)):
        if not isinstance(table, dict) or set(table) != {"id", "name", "name_ko"}:
            raise ClaimError(table, "is no family", 'write {"id": .., "name": .., "name_ko": ..}')
        families.append(Family(**{key: line_in(text) for key, text in table.items()}))
    return tuple(families)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(long_line_in, read_list(read_json(value))))


def _crs(value: object) -> str:
    if value != CRS:
        raise ClaimError(value, "is not the CRS of networks", f"bring the coordinates to {CRS} (WGS 84)")
    return CRS


def _format(value: object) -> str:
    if value != FORMAT:
        raise ClaimError(value, "is no form of networks known here", f"this program reads '{FORMAT}'")
    return FORMAT


_READERS: dict[str, Callable[[object], Any]] = {
    "format": _format,
    "dataset": _info,
    "version": line_in,
    "as_of": day_in,
    "as_of_text": line_in,
    "crs": _crs,
    "scale": lambda v: {read_word(RiskLevel, k): read_probabilities(p) for k, p in _table(v).items()},
    "reference_km": lambda v: {line_in(k): read_number(km, 1, 1e6) for k, km in _table(v).items()},
    "defaults": lambda v: {line_in(k): read_word(RiskLevel, word) for k, word in _table(v).items()},
    "km_per_day": lambda v: {
        read_word(TravelMode, k): read_number(km, 0.1, 1e6) for k, km in _table(v).items()
    },
    "families": _families,
    "scenario": _texts,
    "notices": _texts,
}
