"""From parsed files to records, quickly: the first thing that is off raises.

This is the path that every question takes, so it is plain Python without a validation library.
It is strict (unknown keys, wrong types and over-long text are refused) but explains little:
`routes.validate` tells all faults in full when this module has refused something.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from geodata import Place, PlaceKind

from .dates import read_period
from .faults import ClaimError
from .files import FORBIDDEN
from .records import (
    Access,
    Assumption,
    Counted,
    DatasetInfo,
    Family,
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    JourneyClaim,
    Line,
    Period,
    Report,
    ReportKind,
    RiskLevel,
    RiskModel,
    RiskPartName,
    RouteClaim,
    TravelMode,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

MAX_NAME = 200
MAX_PROSE = 2000
A_FEW = "a few"
A_FEW_PEOPLE = (1.0, 4.0)
CLAIM_TABLES = ("route", "hazard", "harm", "haven", "flow", "journey")

_ID = re.compile(r"[a-z0-9-]+")
_COMMON = frozenset({"claim", "where", "since", "until"})
_E = TypeVar("_E", bound="StrEnum")


def parse_place(row: dict[str, str], *, coarse: bool) -> tuple[Place, bool]:
    """Return the place of one row of places.csv, and whether its coordinates were rounded.

    With ``coarse`` they are rounded to one decimal of a degree, about 11 km: city level.
    """
    lon, lat = _number(row["lon"], -180, 180), _number(row["lat"], -90, 90)
    place = Place(
        id=_id(row["id"]),
        name=_text(row["name"], MAX_NAME),
        name_local=_text(row["name_local"], MAX_NAME, empty=True),
        name_ko=_text(row["name_ko"], MAX_NAME, empty=True),
        variants=tuple(_text(v.strip(), MAX_NAME) for v in row["variants"].split("|") if v.strip()),
        country=row["country"],
        other_country=row["other_country"] or None,
        kind=_word(PlaceKind, row["kind"]),
        lon=round(lon, 1) if coarse else lon,
        lat=round(lat, 1) if coarse else lat,
        note=_text(row["note"], MAX_PROSE, empty=True),
    )
    return place, place.lonlat != (lon, lat)


def parse_line(row: dict[str, str]) -> Line:
    """Return one row of skeleton.csv."""
    return Line(a=_id(row["from"]), b=_id(row["to"]), mode=_word(TravelMode, row["mode"]))


def parse_info(table: dict[str, Any]) -> DatasetInfo:
    """Return what dataset.toml says about the dataset as a whole."""
    start, end = (read_period(value) for value in table["period"])
    return DatasetInfo(
        title=_text(table["title"], MAX_NAME),
        version=_text(table["version"], MAX_NAME),
        period=Period(start=start.start, end=end.end),
        as_of=str(table["as_of"]),
        licence=_text(table["licence"], MAX_NAME),
        citation=_text(table["citation"], MAX_PROSE),
        contact=_text(table["contact"], MAX_PROSE),
        people_at_risk=_flag(table.get("people_at_risk", True)),
        people_at_risk_reason=_text(table.get("people_at_risk_reason", ""), MAX_PROSE, empty=True),
        origins=tuple(_id(p) for p in table.get("origins", [])),
        destinations=tuple(_id(p) for p in table.get("destinations", [])),
    )


def parse_risk(table: dict[str, Any]) -> RiskModel:
    """Return the stated numbers of the risk model."""
    return RiskModel(
        scale={_word(RiskLevel, k): _interval(v, high=1) for k, v in table["scale"].items()},
        defaults={k: _word(RiskLevel, v) for k, v in table["defaults"].items()},
        reference_km={k: _number(v, 1, 1e6) for k, v in table["reference_km"].items()},
        km_per_day={_word(TravelMode, k): _number(v, 0.1, 1e6) for k, v in table["km_per_day"].items()},
    )


def parse_assumption(table: dict[str, Any]) -> Assumption:
    """Return one [[assumption]] of dataset.toml."""
    return Assumption(**{key: _text(str(table[key]), MAX_PROSE) for key in ("name", "value", "reason")})


def parse_family(table: dict[str, Any]) -> Family:
    """Return one [[family]] of dataset.toml."""
    return Family(
        id=_id(table["id"]),
        name=_text(table["name"], MAX_NAME),
        name_ko=_text(table.get("name_ko", ""), MAX_NAME, empty=True),
    )


def parse_report(report_id: str, table: dict[str, Any]) -> Report:
    """Return one report file."""
    known = {"publisher", "title", "date", "kind", "access", "url", "agency", "repost_of", "author", "note"}
    _only(table, known | set(CLAIM_TABLES))
    optional = {
        key: _text(table.get(key, ""), MAX_PROSE, empty=True)
        for key in ("url", "agency", "repost_of", "author", "note")
    }
    claims = {
        name: tuple(
            parse_claim(report_id, name, number, item)
            for number, item in enumerate(_list(table.get(name, [])), start=1)
        )
        for name in CLAIM_TABLES
    }
    return Report(
        id=_id(report_id),
        publisher=_text(table["publisher"], MAX_NAME),
        title=_text(table["title"], MAX_PROSE),
        date=read_period(table["date"]),
        date_text=str(table["date"]),
        kind=_word(ReportKind, table["kind"]),
        access=_word(Access, table["access"]),
        **optional,
        routes=claims["route"],
        hazards=claims["hazard"],
        harms=claims["harm"],
        havens=claims["haven"],
        flows=claims["flow"],
        journeys=claims["journey"],
    )


def parse_claim(report_id: str, name: str, number: int, item: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return one claim of a report: the record that belongs to the table's name."""
    since, until = (read_period(item[key]) if key in item else None for key in ("since", "until"))
    if since and until and until.end and until.end < since.start:
        raise ClaimError(
            item["until"], f"until lies before since ({item['since']})", "swap or mend the two dates", field="until"
        )
    common = {
        "id": f"{report_id}#{name}-{number}",
        "report": report_id,
        "claim": _text(item["claim"], MAX_PROSE),
        "where": _text(item.get("where", ""), MAX_NAME, empty=True),
        "since": since.start if since else None,
        "until": until.end if until else None,
    }
    return _CLAIMS[name](item, common)


def _route(item: dict[str, Any], common: dict[str, Any]) -> RouteClaim:
    _only(item, _COMMON | {"via", "mode", "family"})
    mode = item.get("mode", "unspecified")
    pairs = mode if isinstance(mode, dict) else {"*": mode}
    return RouteClaim(
        **common,
        via=tuple(_text(step, MAX_NAME) for step in _list(item["via"])),
        mode=_word(TravelMode, pairs.get("*", "unspecified")),
        modes=tuple((pair, _word(TravelMode, m)) for pair, m in pairs.items() if pair != "*"),
        family=_text(item.get("family", ""), MAX_NAME, empty=True),
    )


def _hazard(item: dict[str, Any], common: dict[str, Any]) -> HazardClaim:
    _only(item, _COMMON | {"on", "level", "part", "supersedes"})
    return HazardClaim(
        **common,
        on=_text(item["on"], MAX_NAME),
        level=_word(RiskLevel, item["level"]),
        part=_word(RiskPartName, item["part"]) if "part" in item else None,
        supersedes=_flag(item.get("supersedes", False)),
    )


def _harm(item: dict[str, Any], common: dict[str, Any]) -> HarmClaim:
    _only(item, _COMMON | {"on", "kind"})
    return HarmClaim(**common, on=_text(item["on"], MAX_NAME), kind=_text(item["kind"], MAX_NAME))


def _haven(item: dict[str, Any], common: dict[str, Any]) -> HavenClaim:
    _only(item, _COMMON | {"on"})
    return HavenClaim(**common, on=_text(item["on"], MAX_NAME))


def _flow(item: dict[str, Any], common: dict[str, Any]) -> FlowClaim:
    _only(item, _COMMON | {"through", "people", "counted", "at_least"})
    low, high = A_FEW_PEOPLE if item["people"] == A_FEW else _interval(item["people"])
    if item["people"] != A_FEW and high < A_FEW_PEOPLE[1] + 1:
        raise ClaimError(
            item["people"], "counts under five could point at persons", f'write people = "{A_FEW}"', field="people"
        )
    return FlowClaim(
        **common,
        through=_text(item["through"], MAX_NAME),
        low=low,
        high=None if _flag(item.get("at_least", False)) else high,
        counted=_word(Counted, item["counted"]),
    )


def _journey(item: dict[str, Any], common: dict[str, Any]) -> JourneyClaim:
    _only(item, _COMMON | {"from", "to", "km", "days"})
    if ("km" in item) == ("days" in item):
        raise ClaimError(
            ", ".join(sorted(item)), "a journey has either km or days", "give one of them", field="km"
        )
    return JourneyClaim(
        **common,
        source=_text(item["from"], MAX_NAME),
        target=_text(item["to"], MAX_NAME),
        km=_interval(item["km"]) if "km" in item else None,
        days=_interval(item["days"]) if "days" in item else None,
    )


_CLAIMS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "route": _route,
    "hazard": _hazard,
    "harm": _harm,
    "haven": _haven,
    "flow": _flow,
    "journey": _journey,
}


# values


def _text(value: Any, limit: int, *, empty: bool = False) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        raise ClaimError(value, "is no text", "put it in quotes")
    if not value.strip() and not empty:
        raise ClaimError(value, "is empty", "fill it in")
    if len(value) > limit:
        raise ClaimError(value, f"is longer than {limit} characters", "shorten it")
    if FORBIDDEN.search(value):
        raise ClaimError(value, "holds control characters or bidirectional overrides", "type the text anew")
    return value


def _id(value: Any) -> str:  # noqa: ANN401
    text = _text(value, MAX_NAME)
    if not _ID.fullmatch(text):
        raise ClaimError(text, "is no id", "use only a-z, 0-9 and hyphens")
    return text


def _word(enum: type[_E], value: Any) -> _E:  # noqa: ANN401
    try:
        return enum(value)
    except ValueError:
        raise ClaimError(value, "is not one of the words", f"use one of: {', '.join(enum)}") from None


def _flag(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise ClaimError(value, "is neither true nor false", "write true or false, without quotes")
    return value


def _number(value: Any, low: float, high: float) -> float:  # noqa: ANN401
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ClaimError(value, "is no number", "write it with a decimal point") from None
    if not low <= number <= high:
        raise ClaimError(value, f"lies outside [{low:g}, {high:g}]", "check it")
    return number


def _interval(value: Any, *, high: float = 1e9) -> tuple[float, float]:  # noqa: ANN401
    bounds = value if isinstance(value, list) else [value, value]
    if len(bounds) != 2 or any(isinstance(b, bool) for b in bounds):
        raise ClaimError(value, "is no interval", "write one number or [low, high]")
    lower, upper = (_number(b, 0, high) for b in bounds)
    if lower > upper:
        raise ClaimError(value, "is upside down", "write [low, high]")
    return lower, upper


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise ClaimError(value, "is no list", "write [ ... ], and tables as [[name]]")
    return value


def _only(item: dict[str, Any], allowed: set[str] | frozenset[str]) -> None:
    unknown = sorted(set(item) - allowed)
    if unknown:
        raise ClaimError(unknown[0], "is no key of this table", f"use only: {', '.join(sorted(allowed))}")

