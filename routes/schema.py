"""The shapes of dataset files as pydantic models, and as JSON Schema for editors.

These models say what one file may hold; rules that span files live in `routes.check`. They are
imported only by `validate`, by the schema command and to explain a refused dataset: pydantic
takes longer to import than a path question takes to answer.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from geodata import PlaceKind

from .dates import read_period
from .files import FORBIDDEN
from .parse import A_FEW, A_FEW_PEOPLE, MAX_NAME, MAX_PROSE
from .records import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode

SCHEMA_NAMES = ("dataset", "report")


def _clean(value: str) -> str:
    if FORBIDDEN.search(value):
        raise ValueError("holds control characters or bidirectional overrides; type the text anew")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; fill it in")
    return value


def _date(value: object) -> object:
    read_period(value)
    return value


def _ordered(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, list) and len(value) == 2 and value[0] > value[1]:
        raise ValueError("is upside down; write [low, high]")
    return value


def _countable(value: Any) -> Any:  # noqa: ANN401
    high = value[1] if isinstance(value, list) else value
    if high != A_FEW and high < A_FEW_PEOPLE[1] + 1:
        raise ValueError(f'counts under five could point at persons; write people = "{A_FEW}"')
    return value


Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME), AfterValidator(_clean), AfterValidator(_filled)]
Prose = Annotated[str, Field(min_length=1, max_length=MAX_PROSE), AfterValidator(_clean), AfterValidator(_filled)]
Optional = Annotated[str, Field(max_length=MAX_PROSE), AfterValidator(_clean)]
ShortOptional = Annotated[str, Field(max_length=MAX_NAME), AfterValidator(_clean)]
PlaceId = Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=MAX_NAME)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Date = Annotated[
    Any,
    BeforeValidator(_date),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1900, "maximum": 2100},
                {"type": "string", "pattern": r"^(c\. ?)?\d{4}(-\d{2}(-\d{2})?)?$"},
            ],
            "description": "2004-08-02, \"2004-08\", 2004 or \"c. 2012\"",
        }
    ),
]
Amount = Annotated[float, Field(ge=0, le=1e9, strict=True)]
Interval = Annotated[Amount | Annotated[list[Amount], Field(min_length=2, max_length=2)], AfterValidator(_ordered)]
People = Annotated[Literal["a few"] | Interval, AfterValidator(_countable)]
Probability = Annotated[float, Field(gt=0, lt=1, strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", use_enum_values=False)


class PlaceRow(_Table):
    """One row of places.csv."""

    id: PlaceId
    name: Name
    name_local: ShortOptional
    name_ko: ShortOptional
    variants: Annotated[str, Field(max_length=10 * MAX_NAME), AfterValidator(_clean)]
    country: Country
    other_country: Literal[""] | Country
    kind: PlaceKind
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    note: Optional


class LineRow(_Table):
    """One row of skeleton.csv."""

    a: Annotated[PlaceId, Field(alias="from")]
    b: Annotated[PlaceId, Field(alias="to")]
    mode: TravelMode


class _Claim(_Table):
    claim: Annotated[Prose, Field(description="what the report says, in the coder's own words")]
    where: Annotated[ShortOptional, Field(description="paragraph or page, only where the text could be read")] = ""
    since: Annotated[Date, Field(description="first day; without it, the report's date")] = None
    until: Annotated[Date, Field(description="last day, inclusive; leave out if the report gives no end")] = None

    @model_validator(mode="after")
    def _in_order(self) -> _Claim:
        if self.since is not None and self.until is not None:
            end = read_period(self.until).end
            if end is not None and end < read_period(self.since).start:
                raise ValueError(f"until ({self.until}) lies before since ({self.since}); swap or mend the two dates")
        return self


class RouteTable(_Claim):
    """A way that the report describes."""

    via: Annotated[list[Name], Field(min_length=2, description="place ids; '?id' coder-supplied, '...' along the skeleton")]
    mode: TravelMode | dict[str, TravelMode] = TravelMode.UNSPECIFIED
    family: ShortOptional = ""


class HazardTable(_Claim):
    """Danger of forcible return on a target."""

    on: Annotated[Name, Field(description="CHN-MNG, CHN:MNG, MNG, place, place:place, mission@CHN, rail@CHN")]
    level: RiskLevel
    part: RiskPartName | None = None
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
    counted: Counted
    at_least: Flag = False


class JourneyTable(_Claim):
    """A reported distance or duration."""

    source: Annotated[Name, Field(alias="from")]
    target: Annotated[Name, Field(alias="to")]
    km: Interval | None = None
    days: Interval | None = None

    @model_validator(mode="after")
    def _one_measure(self) -> JourneyTable:
        if (self.km is None) == (self.days is None):
            raise ValueError("a journey has either km or days; give one of them")
        return self


class ReportFile(_Table):
    """One published report and what it claims."""

    publisher: Name
    title: Prose
    date: Date
    kind: ReportKind
    access: Access
    url: Optional = ""
    agency: Optional = ""
    repost_of: Optional = ""
    author: Optional = ""
    note: Optional = ""
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

    id: PlaceId
    name: Name
    name_ko: ShortOptional = ""


class DatasetFile(_Table):
    """dataset.toml: what the dataset is, and the stated numbers of its risk model."""

    title: Name
    version: Name
    period: Annotated[list[Date], Field(min_length=2, max_length=2)]
    as_of: Date
    licence: Name
    citation: Prose
    contact: Prose
    people_at_risk: Flag = True
    people_at_risk_reason: Optional = ""
    origins: list[PlaceId] = []
    destinations: list[PlaceId] = []
    scale: dict[RiskLevel, Annotated[list[Probability], Field(min_length=2, max_length=2), AfterValidator(_ordered)]]
    defaults: dict[str, RiskLevel]
    reference_km: dict[str, Annotated[float, Field(ge=1, le=1e6, strict=True)]]
    km_per_day: dict[TravelMode, Annotated[float, Field(ge=0.1, le=1e6, strict=True)]]
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
    """Return the JSON Schema of a dataset file ("dataset" or "report") as text.

    It is committed under docs/schema/, so that editors complete and check the files.
    """
    model = {"dataset": DatasetFile, "report": ReportFile}[name]
    schema = model.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
