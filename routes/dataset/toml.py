"""The TOML files of a dataset as text: its settings, and its reports.

The order of keys and tables is that of docs/format.md. What is empty, or what the reader would fill in
anyway, is left out. Dates stand as days, since records hold days.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

from routes.records import FlowClaim, HarmClaim, HavenClaim, HazardClaim, JourneyClaim, RouteClaim
from routes.words import TravelMode

from .parse import CLAIM_TABLES
from .values import A_FEW, A_FEW_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.records import Claim, Dataset, Report

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[0-9]{4}")


def settings_toml(dataset: Dataset) -> str:
    """Return ``dataset.toml`` as text."""
    info, risk = dataset.info, dataset.risk
    head = {
        "title": info.title,
        "version": info.version,
        "period": [info.period.start, info.period.end or info.period.start],
        "as_of": _date_value(info.as_of),
        "licence": info.licence,
        "citation": info.citation,
        "contact": info.contact,
        "people_at_risk": info.people_at_risk,
        "people_at_risk_reason": info.people_at_risk_reason or None,
        "origins": list(info.origins) or None,
        "destinations": list(info.destinations) or None,
    }
    numbers: dict[str, Mapping[str, object]] = {
        "scale": {str(level): list(bounds) for level, bounds in risk.scale.items()},
        "defaults": risk.defaults,
        "reference_km": risk.reference_km,
        "km_per_day": {str(mode): km for mode, km in risk.km_per_day.items()},
    }
    parts = [_pairs(head)]
    parts += [f"[{name}]\n{_pairs(table)}" for name, table in numbers.items()]
    for assumption in dataset.assumptions:
        table = {"name": assumption.name, "value": assumption.value, "reason": assumption.reason}
        parts.append(f"[[assumption]]\n{_pairs(table)}")
    for family in dataset.families:
        table = {"id": family.id, "name": family.name, "name_ko": family.name_ko}
        parts.append(f"[[family]]\n{_pairs({k: v for k, v in table.items() if v})}")
    return "\n".join(parts)


def report_toml(report: Report) -> str:
    """Return one report file as text."""
    head = {
        "publisher": report.publisher,
        "agency": report.agency or None,
        "author": report.author or None,
        "title": report.title,
        "date": _date_value(report.date_text),
        "url": report.url or None,
        "kind": str(report.kind),
        "access": str(report.access),
        "repost_of": report.repost_of or None,
        "note": report.note or None,
    }
    claims: Sequence[Sequence[Claim]] = (
        *(report.routes, report.hazards, report.harms),
        *(report.havens, report.flows, report.journeys),
    )
    tables = [
        f"[[{name}]]\n{_pairs(_claim_table(claim))}"
        for name, group in zip(CLAIM_TABLES, claims, strict=True)
        for claim in group
    ]
    return "\n".join([_pairs(head), *tables])


def _claim_table(claim: Claim) -> dict[str, Any]:
    """Return the keys of one claim, what it speaks of first."""
    return {
        **_own_keys(claim),
        "since": claim.since,
        "until": claim.until,
        "claim": claim.claim,
        "where": claim.where or None,
    }


def _own_keys(claim: Claim) -> dict[str, Any]:
    match claim:
        case RouteClaim():
            return {"via": list(claim.via), "mode": _modes(claim), "family": claim.family or None}
        case HazardClaim():
            part = str(claim.part) if claim.part else None
            supersedes = claim.supersedes or None
            return {"on": claim.on, "level": str(claim.level), "part": part, "supersedes": supersedes}
        case HarmClaim():
            return {"on": claim.on, "kind": claim.kind}
        case HavenClaim():
            return {"on": claim.on}
        case FlowClaim():
            at_least = True if claim.high is None else None
            return {
                "through": claim.through,
                "people": _people(claim.low, claim.high),
                "at_least": at_least,
                "counted": str(claim.counted),
            }
        case JourneyClaim():
            km, days = (_interval(*measure) if measure else None for measure in (claim.km, claim.days))
            return {"from": claim.source, "to": claim.target, "km": km, "days": days}
    raise TypeError(f"{type(claim).__name__} is no kind of claim; write it as one of {CLAIM_TABLES}")


def _modes(route: RouteClaim) -> str | dict[str, str] | None:
    """Return the mode as one word, or by pair where pairs have their own; None where none is told."""
    told = None if route.mode is TravelMode.UNSPECIFIED else str(route.mode)
    if not route.modes:
        return told
    return {**{pair: str(mode) for pair, mode in route.modes}, **({"*": told} if told else {})}


def _people(low: float, high: float | None) -> object:
    """Return a number of people as the format takes it; of an open one the upper end is made up."""
    few_low, few_high = A_FEW_PEOPLE
    if low == few_low and high in {None, few_high}:
        return A_FEW
    if high is None:
        return low or [low, few_high + 1]
    return _interval(low, high)


def _interval(low: float, high: float) -> object:
    return low if low == high else [low, high]


def _date_value(text: str) -> object:
    """Return a date in the words of a file as the TOML value that reads back as these words."""
    if _DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    return int(text) if _YEAR.fullmatch(text) else text


def _pairs(table: Mapping[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items() if value is not None)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    """Return a value in TOML; what JSON escapes in a text, TOML reads alike."""
    match value:
        case bool():
            return str(value).lower()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case int():
            return str(value)
        case dt.date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{_key(k)} = {_value(v)}' for k, v in value.items())} }}"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
