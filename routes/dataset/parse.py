"""From parsed files to records, quickly: the first thing that is off raises.

This is the path that every question takes, so it is plain Python without a validation library.
It is strict (unknown keys, wrong types and over-long text are refused) but explains little:
`routes.dataset.validate` tells all faults in full when this module has refused something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata import Place, PlaceKind
from routes.records import (
    Assumption,
    DatasetInfo,
    Family,
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    JourneyClaim,
    Line,
    Report,
    RiskModel,
    RouteClaim,
)
from routes.words import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode

from .values import (
    check_keys,
    check_measure,
    read_country,
    read_date,
    read_date_text,
    read_degrees,
    read_flag,
    read_id,
    read_interval,
    read_km,
    read_line,
    read_list,
    read_modes,
    read_name,
    read_number,
    read_people,
    read_probabilities,
    read_prose,
    read_span,
    read_times,
    read_url,
    read_variants,
    read_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .files import RawDataset

CLAIM_TABLES = ("route", "hazard", "harm", "haven", "flow", "journey")

_COMMON = ("claim", "where", "since", "until")
_INFO_KEYS = (
    *("title", "version", "period", "as_of", "licence", "citation", "contact"),
    *("people_at_risk", "people_at_risk_reason", "origins", "destinations"),
    *("scale", "defaults", "reference_km", "km_per_day", "assumption", "family"),
)
_REPORT_KEYS = (
    *("publisher", "title", "date", "kind", "access"),
    *("url", "agency", "repost_of", "author", "note"),
    *CLAIM_TABLES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a dataset folder holds, as records, before the rules that span its files."""

    info: DatasetInfo
    risk: RiskModel
    places: Sequence[tuple[str, Place]]  # line in places.csv, place
    lines: Sequence[tuple[str, Line]]
    reports: Mapping[str, Report]
    assumptions: tuple[Assumption, ...]
    families: tuple[Family, ...]


def parse_raw(raw: RawDataset) -> tuple[Parsed, list[str]]:
    """Return a dataset's files as records, and the ids of places that had to be rounded."""
    places, rounded = [], []
    info = parse_info(raw.dataset)
    for row in raw.places:
        place, was_finer = parse_place(row, coarse=info.people_at_risk)
        places.append((row["line"], place))
        if was_finer:
            rounded.append(place.id)
    parsed = Parsed(
        info=info,
        risk=parse_risk(raw.dataset),
        places=places,
        lines=[(row["line"], parse_line(row)) for row in raw.lines],
        reports={key: parse_report(key, table) for key, table in raw.reports.items()},
        assumptions=tuple(parse_assumption(table) for table in _tables(raw, "assumption")),
        families=tuple(parse_family(table) for table in _tables(raw, "family")),
    )
    return parsed, rounded


def _tables(raw: RawDataset, name: str) -> list[dict[str, Any]]:
    """Return tables of dataset.toml; None stands for one that `routes.dataset.validate` has set aside."""
    return [table for table in read_list(raw.dataset.get(name, [])) if table is not None]


def parse_place(row: dict[str, str], *, coarse: bool) -> tuple[Place, bool]:
    """Return the place of one row of places.csv, and whether its coordinates were rounded.

    With ``coarse`` they are rounded to one decimal of a degree, about 11 km: city level.
    """
    lon, lat = read_degrees(row["lon"], 180), read_degrees(row["lat"], 90)
    place = Place(
        id=read_id(row["id"]),
        name=read_name(row["name"]),
        name_local=read_name(row["name_local"], empty=True),
        name_ko=read_name(row["name_ko"], empty=True),
        variants=read_variants(row["variants"]),
        country=read_country(row["country"]),
        other_country=read_country(row["other_country"]) if row["other_country"] else None,
        kind=read_word(PlaceKind, row["kind"]),
        lon=round(lon, 1) if coarse else lon,
        lat=round(lat, 1) if coarse else lat,
        note=read_prose(row["note"], empty=True),
    )
    return place, place.lonlat != (lon, lat)


def parse_line(row: dict[str, str]) -> Line:
    """Return one row of skeleton.csv."""
    stated = row.get("length_km", "")
    return Line(
        a=read_id(row["from"]),
        b=read_id(row["to"]),
        mode=read_word(TravelMode, row["mode"]),
        length_km=read_km(stated) if stated else None,
    )


def parse_info(table: dict[str, Any]) -> DatasetInfo:
    """Return what dataset.toml says about the dataset as a whole."""
    check_keys(table, _INFO_KEYS)
    return DatasetInfo(
        title=read_name(table["title"]),
        version=read_name(table["version"]),
        period=read_span(table["period"]),
        as_of=read_date_text(table["as_of"]),
        licence=read_name(table["licence"]),
        citation=read_prose(table["citation"]),
        contact=read_prose(table["contact"]),
        people_at_risk=read_flag(table.get("people_at_risk", True)),
        people_at_risk_reason=read_prose(table.get("people_at_risk_reason", ""), empty=True),
        origins=tuple(read_id(p) for p in read_list(table.get("origins", []))),
        destinations=tuple(read_id(p) for p in read_list(table.get("destinations", []))),
    )


def parse_risk(table: dict[str, Any]) -> RiskModel:
    """Return the stated numbers of the risk model."""
    return RiskModel(
        scale={read_word(RiskLevel, k): read_probabilities(v) for k, v in table["scale"].items()},
        defaults={k: read_word(RiskLevel, v) for k, v in table["defaults"].items()},
        reference_km={k: read_number(v, 1, 1e6) for k, v in table["reference_km"].items()},
        km_per_day={
            read_word(TravelMode, k): read_number(v, 0.1, 1e6) for k, v in table["km_per_day"].items()
        },
    )


def parse_assumption(table: dict[str, Any]) -> Assumption:
    """Return one [[assumption]] of dataset.toml."""
    keys = ("name", "value", "reason")
    check_keys(table, keys)
    return Assumption(**{key: read_prose(table[key]) for key in keys})


def parse_family(table: dict[str, Any]) -> Family:
    """Return one [[family]] of dataset.toml."""
    check_keys(table, ("id", "name", "name_ko"))
    return Family(
        id=read_id(table["id"]),
        name=read_name(table["name"]),
        name_ko=read_name(table.get("name_ko", ""), empty=True),
    )


def parse_report(report_id: str, table: dict[str, Any]) -> Report:
    """Return one report file."""
    check_keys(table, _REPORT_KEYS)
    optional = {key: read_line(table.get(key, ""), empty=True) for key in ("agency", "repost_of", "author")}
    claims = {
        name: tuple(
            parse_claim(report_id, name, number, item)
            for number, item in enumerate(read_list(table.get(name, [])), start=1)
            if item is not None  # set aside by `routes.dataset.validate`
        )
        for name in CLAIM_TABLES
    }
    return Report(
        id=report_id,
        publisher=read_name(table["publisher"]),
        title=read_line(table["title"]),
        date=read_date(table["date"]),
        date_text=read_date_text(table["date"]),
        kind=read_word(ReportKind, table["kind"]),
        access=read_word(Access, table["access"]),
        url=read_url(table.get("url", "")),
        note=read_prose(table.get("note", ""), empty=True),
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
    since, until = read_times(item)
    common = {
        "id": f"{report_id}#{name}-{number}",
        "report": report_id,
        "claim": read_prose(item["claim"]),
        "where": read_name(item.get("where", ""), empty=True),
        "since": since.start if since else None,
        "until": until.end if until else None,
    }
    return _CLAIMS[name](item, common)


def _route(item: dict[str, Any], common: dict[str, Any]) -> RouteClaim:
    check_keys(item, (*_COMMON, "via", "mode", "family"))
    mode, modes = read_modes(item.get("mode", "unspecified"))
    return RouteClaim(
        **common,
        via=tuple(read_name(step) for step in read_list(item["via"])),
        mode=mode,
        modes=modes,
        family=read_name(item.get("family", ""), empty=True),
    )


def _hazard(item: dict[str, Any], common: dict[str, Any]) -> HazardClaim:
    check_keys(item, (*_COMMON, "on", "level", "part", "supersedes"))
    return HazardClaim(
        **common,
        on=read_name(item["on"]),
        level=read_word(RiskLevel, item["level"]),
        part=read_word(RiskPartName, item["part"]) if "part" in item else None,
        supersedes=read_flag(item.get("supersedes", False)),
    )


def _harm(item: dict[str, Any], common: dict[str, Any]) -> HarmClaim:
    check_keys(item, (*_COMMON, "on", "kind"))
    return HarmClaim(**common, on=read_name(item["on"]), kind=read_name(item["kind"]))


def _haven(item: dict[str, Any], common: dict[str, Any]) -> HavenClaim:
    check_keys(item, (*_COMMON, "on"))
    return HavenClaim(**common, on=read_name(item["on"]))


def _flow(item: dict[str, Any], common: dict[str, Any]) -> FlowClaim:
    check_keys(item, (*_COMMON, "through", "people", "counted", "at_least"))
    low, high = read_people(item["people"])
    return FlowClaim(
        **common,
        through=read_name(item["through"]),
        low=low,
        high=None if read_flag(item.get("at_least", False)) else high,
        counted=read_word(Counted, item["counted"]),
    )


def _journey(item: dict[str, Any], common: dict[str, Any]) -> JourneyClaim:
    check_keys(item, (*_COMMON, "from", "to", "km", "days"))
    check_measure(item)
    return JourneyClaim(
        **common,
        source=read_name(item["from"]),
        target=read_name(item["to"]),
        km=read_interval(item["km"]) if "km" in item else None,
        days=read_interval(item["days"]) if "days" in item else None,
    )


_CLAIMS: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "route": _route,
    "hazard": _hazard,
    "harm": _harm,
    "haven": _haven,
    "flow": _flow,
    "journey": _journey,
}
