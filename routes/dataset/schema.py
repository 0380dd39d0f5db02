"""The shapes of dataset files as pydantic models, and as JSON Schema for editors.

These models say what one file may hold; rules that span files live in `routes.dataset.check`. Values
are read by the functions of `routes.dataset.values`, so that this reader and the quick one agree; the
bounds and patterns beside them are what JSON Schema can say of the same rules. The models are
imported only by `validate`, for the schemas of a new dataset and to explain a refused one: pydantic
takes longer to import than a path question takes to answer.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema

from geodata import PlaceKind
from routes.dates import FIRST_YEAR, LAST_YEAR
from routes.words import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode

from .values import (
    A_FEW,
    A_FEW_PEOPLE,
    MAX_NAME,
    MAX_NUMBER,
    MAX_PROSE,
    check_measure,
    read_country,
    read_date,
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
    from collections.abc import Callable

SCHEMA_NAMES = ("dataset", "report")


def _by(read: Callable[[Any], object]) -> BeforeValidator:
    """Return a check that a value can be read; the value itself stays as it is in the file."""

    def check(value: Any) -> Any:  # noqa: ANN401
        read(value)
        return value

    return BeforeValidator(check)


def _size(limit: int, *, empty: bool = False) -> Any:  # noqa: ANN401
    return Field(max_length=limit) if empty else Field(min_length=1, max_length=limit)


_DATE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
        {"type": "string", "pattern": r"^(c\. ?)?[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?$"},
    ],
    "description": '2004-08-02, "2004-08", 2004 or "c. 2012"',
}
_AMOUNT_SCHEMA: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": MAX_NUMBER}
_INTERVAL_SCHEMA: dict[str, Any] = {
    "anyOf": [_AMOUNT_SCHEMA, {"type": "array", "items": _AMOUNT_SCHEMA, "minItems": 2, "maxItems": 2}],
    "description": "one number or [low, high]",
}
_PEOPLE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"const": A_FEW},
        {**_AMOUNT_SCHEMA, "exclusiveMinimum": A_FEW_PEOPLE[1]},
        {"type": "array", "items": _AMOUNT_SCHEMA, "minItems": 2, "maxItems": 2},
    ],
    "description": f'a number, [low, high], or "{A_FEW}": fewer than five, never the number',
}


def _check_until(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    # A `since` that is no date itself is missing here, and has been told already.
    since = info.data.get("since")
    read_times({"until": value} if since is None else {"since": since, "until": value})
    return value


def _check_days(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    if value is not None:
        read_interval(value)
    if "km" in info.data:  # else it is faulty, and has been told already
        measures = {"km": info.data["km"], "days": value}
        check_measure({name: given for name, given in measures.items() if given is not None})
    return value


# The check stands last: pydantic then runs it first, and the rest is for JSON Schema.
Name = Annotated[str, _size(MAX_NAME), _by(read_name)]
OptionalName = Annotated[str, _size(MAX_NAME, empty=True), _by(partial(read_name, empty=True))]
Line = Annotated[str, _size(MAX_PROSE), _by(read_line)]
OptionalLine = Annotated[str, _size(MAX_PROSE, empty=True), _by(partial(read_line, empty=True))]
Prose = Annotated[str, _size(MAX_PROSE), _by(read_prose)]
OptionalProse = Annotated[str, _size(MAX_PROSE, empty=True), _by(partial(read_prose, empty=True))]
Url = Annotated[str, Field(pattern=r"^(https?://.*)?$", max_length=MAX_PROSE), _by(read_url)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=MAX_NAME), _by(read_id)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), _by(read_country)]
Date = Annotated[Any, _by(read_date), WithJsonSchema(_DATE_SCHEMA)]
Span = Annotated[
    Any,
    _by(read_span),
    WithJsonSchema({"type": "array", "items": _DATE_SCHEMA, "minItems": 2, "maxItems": 2}),
]
Interval = Annotated[Any, _by(read_interval), WithJsonSchema(_INTERVAL_SCHEMA)]
Until = Annotated[Any, BeforeValidator(_check_until), WithJsonSchema(_DATE_SCHEMA)]
Days = Annotated[Any, BeforeValidator(_check_days), WithJsonSchema(_INTERVAL_SCHEMA)]
People = Annotated[Any, _by(read_people), WithJsonSchema(_PEOPLE_SCHEMA)]
Flag = Annotated[bool, _by(read_flag)]
Probabilities = Annotated[
    list[Annotated[float, Field(gt=0, lt=1)]],
    Field(min_length=2, max_length=2, description="[low, high]"),
    _by(read_probabilities),
]
Km = Annotated[float, Field(ge=1, le=1e6), _by(partial(read_number, low=1, high=1e6))]
KmPerDay = Annotated[float, Field(ge=0.1, le=1e6), _by(partial(read_number, low=0.1, high=1e6))]
Kind = Annotated[PlaceKind, _by(partial(read_word, PlaceKind))]
Mode = Annotated[TravelMode, _by(partial(read_word, TravelMode))]
Level = Annotated[RiskLevel, _by(partial(read_word, RiskLevel))]
Part = Annotated[Any, _by(partial(read_word, RiskPartName)), WithJsonSchema({"enum": list(RiskPartName)})]


def _tidy(schema: dict[str, Any]) -> None:
    """Leave out what would mislead an editor: made-up titles, and null, which TOML has not."""
    for described in schema.get("properties", {}).values():
        described.pop("title", None)
        if described.get("default", "") is None:
            del described["default"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra=_tidy)


class PlaceRow(_Table):
    """One row of places.csv."""

    id: Id
    name: Name
    name_local: OptionalName
    name_ko: OptionalName
    variants: Annotated[str, _by(read_variants)]
    country: Country
    other_country: Annotated[str, _by(lambda cell: cell and read_country(cell))]
    kind: Kind
    lon: Annotated[str, _by(partial(read_degrees, limit=180))]
    lat: Annotated[str, _by(partial(read_degrees, limit=90))]
    note: OptionalProse


class LineRow(_Table):
    """One row of skeleton.csv."""

    a: Annotated[Id, Field(alias="from")]
    b: Annotated[Id, Field(alias="to")]
    mode: Mode
    length_km: Annotated[str, _by(lambda cell: cell and read_km(cell))] = ""


class _Claim(_Table):
    claim: Annotated[Prose, Field(description="what the report says, in the coder's own words")]
    where: Annotated[
        OptionalName, Field(description="paragraph or page, only where the text could be read")
    ] = ""
    since: Annotated[Date, Field(description="first day; without it, the report's date")] = None
    until: Annotated[
        Until, Field(description="last day, inclusive; leave out if the report gives no end")
    ] = None


class RouteTable(_Claim):
    """A way that the report describes."""

    via: Annotated[
        list[Name],
        Field(min_length=2, description="place ids; '?id' coder-supplied, '...' along the skeleton"),
    ]
    mode: Annotated[TravelMode | dict[str, TravelMode], _by(read_modes)] = TravelMode.UNSPECIFIED
    family: OptionalName = ""


class HazardTable(_Claim):
    """Danger of forcible return on a target."""

    on: Annotated[Name, Field(description="CHN-MNG, CHN:MNG, MNG, place, place:place, mission@CHN, rail@CHN")]
    level: Level
    part: Part = None
    supersedes: Flag = False


class HarmTable(_Claim):
    """Another danger, recorded and shown, not mixed into risk."""

    on: Name
    kind: Name


class HavenTable(_Claim):
    """A country or place from which people were not sent back."""

    on: Name


class FlowTable(_Claim):
    """How many people."""

    through: Name
    people: People
    counted: Annotated[Counted, _by(partial(read_word, Counted))]
    at_least: Flag = False


class JourneyTable(_Claim):
    """A reported distance or duration."""

    source: Annotated[Name, Field(alias="from")]
    target: Annotated[Name, Field(alias="to")]
    km: Interval = None
    days: Annotated[Days, Field(validate_default=True)] = None


class ReportFile(_Table):
    """One published report and what it claims."""

    publisher: Name
    title: Line
    date: Date
    kind: Annotated[ReportKind, _by(partial(read_word, ReportKind))]
    access: Annotated[Access, _by(partial(read_word, Access))]
    url: Url = ""
    agency: OptionalLine = ""
    repost_of: OptionalLine = ""
    author: OptionalLine = ""
    note: OptionalProse = ""
    route: list[RouteTable] = []
    hazard: list[HazardTable] = []
    harm: list[HarmTable] = []
    haven: list[HavenTable] = []
    flow: list[FlowTable] = []
    journey: list[JourneyTable] = []


class AssumptionTable(_Table):
    """A number that no report gives, with the reason for it."""

    name: Prose
    value: Prose
    reason: Prose


class FamilyTable(_Table):
    """A family of routes, drawn as one layer."""

    id: Id
    name: Name
    name_ko: OptionalName = ""


class DatasetFile(_Table):
    """dataset.toml: what the dataset is, and the stated numbers of its risk model."""

    title: Name
    version: Name
    period: Annotated[Span, Field(description="what the reports cover")]
    as_of: Date
    licence: Name
    citation: Prose
    contact: Prose
    people_at_risk: Flag = True
    people_at_risk_reason: OptionalProse = ""
    origins: Annotated[list[Id], _by(read_list)] = []
    destinations: Annotated[list[Id], _by(read_list)] = []
    scale: dict[Level, Probabilities]
    defaults: dict[str, Level]
    reference_km: dict[str, Km]
    km_per_day: dict[Mode, KmPerDay]
    assumption: list[AssumptionTable] = []
    family: list[FamilyTable] = []


CLAIM_MODELS: dict[str, type[_Claim]] = {
    "route": RouteTable,
    "hazard": HazardTable,
    "harm": HarmTable,
    "haven": HavenTable,
    "flow": FlowTable,
    "journey": JourneyTable,
}


def schema_json(name: str) -> str:
    """Return the JSON Schema of a dataset file ("dataset" or "report") as text."""
    models: dict[str, type[BaseModel]] = {"dataset": DatasetFile, "report": ReportFile}
    model = models[name]
    schema = model.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write_schemas(folder: str | Path) -> None:
    """Write the JSON Schemas into a folder that exists, over those that are there.

    They are committed under docs/schema/, so that editors complete and check dataset files.
    """
    for name in SCHEMA_NAMES:
        path = Path(folder) / f"{name}.schema.json"
        path.write_text(schema_json(name), encoding="utf-8", newline="\n")
