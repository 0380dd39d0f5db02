"""A dataset described as a Frictionless Data Package, for catalogues and other programs.

The tables (places, skeleton) have a schema with types and constraints; report files are listed as
they are. The description is generated from the models of the format, never edited by hand, and a
test compares it to the files. See https://datapackage.org (version 2).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata import PlaceKind
from routes.words import TravelMode

from .values import MAX_KM

if TYPE_CHECKING:
    from routes.records import Dataset

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DATAPACKAGE = "datapackage.json"

_ID = {"pattern": "^[a-z0-9-]+$"}
_COUNTRY = {"pattern": "^[A-Z]{3}$"}

_PLACES: list[dict[str, Any]] = [
    {
        "name": "id",
        "type": "string",
        "description": "id of the place",
        "constraints": {"required": True, "unique": True, **_ID},
    },
    {"name": "name", "type": "string", "description": "English name", "constraints": {"required": True}},
    {"name": "name_local", "type": "string", "description": "name in the script of its country"},
    {"name": "name_ko", "type": "string", "description": "Korean name"},
    {"name": "variants", "type": "string", "description": "other spellings, separated by |"},
    {
        "name": "country",
        "type": "string",
        "description": "ISO 3166-1 alpha-3; of a crossing, the side that people come from",
        "constraints": {"required": True, **_COUNTRY},
    },
    {
        "name": "other_country",
        "type": "string",
        "description": "of a crossing, the side into which people leave",
        "constraints": _COUNTRY,
    },
    {
        "name": "kind",
        "type": "string",
        "description": "what the place is",
        "constraints": {"required": True, "enum": [*PlaceKind]},
    },
    {
        "name": "lon",
        "type": "number",
        "description": "longitude in degrees, WGS 84, one decimal",
        "constraints": {"required": True, "minimum": -180, "maximum": 180},
    },
    {
        "name": "lat",
        "type": "number",
        "description": "latitude in degrees, WGS 84, one decimal",
        "constraints": {"required": True, "minimum": -90, "maximum": 90},
    },
    {"name": "note", "type": "string", "description": "what should be known about it"},
]
_SKELETON: list[dict[str, Any]] = [
    {
        "name": "from",
        "type": "string",
        "description": "id of a place",
        "constraints": {"required": True, **_ID},
    },
    {
        "name": "to",
        "type": "string",
        "description": "id of a place",
        "constraints": {"required": True, **_ID},
    },
    {
        "name": "mode",
        "type": "string",
        "description": "mode of travel",
        "constraints": {"required": True, "enum": [*TravelMode]},
    },
]


_LENGTH: dict[str, Any] = {
    "name": "length_km",
    "type": "number",
    "description": "length along the way in km; empty where the geodesic counts",
    "constraints": {"minimum": 0, "maximum": MAX_KM},
}


def datapackage_json(dataset: Dataset, folder: str | Path) -> str:
    """Return the description of a dataset folder as JSON text.

    It is the same for the same files: nothing of the machine or the day is in it.

    Raises
    ------
    OSError
        If a file of the dataset is no longer in the folder.
    """
    folder = Path(folder)
    info = dataset.info
    place_keys = [
        {"fields": ["from"], "reference": {"resource": "places", "fields": ["id"]}},
        {"fields": ["to"], "reference": {"resource": "places", "fields": ["id"]}},
    ]
    package = {
        "$schema": PROFILE,
        # a title in another script than the Latin leaves nothing that a name may hold
        "name": re.sub(r"[^a-z0-9]+", "-", info.title.casefold()).strip("-") or "dataset",
        "title": info.title,
        "version": info.version,
        "description": "What published reports say of escape routes, one file a report. Paraphrased, at "
        "city level; not for navigation, not for enforcement.",
        "licenses": [{"name": info.licence}],
        "contributors": [{"title": info.citation.partition(":")[0]}],
        "resources": [
            _table("places", folder, {"fields": _PLACES, "primaryKey": ["id"], "missingValues": [""]}),
            _table(
                "skeleton",
                folder,
                {"fields": _line_fields(folder), "foreignKeys": place_keys, "missingValues": [""]},
            ),
            {
                "name": "dataset",
                "path": "dataset.toml",
                "format": "toml",
                "mediatype": "application/toml",
                **_digest(folder / "dataset.toml"),
                "description": "what the dataset is, and the stated numbers of its risk model",
            },
            *(
                {
                    "name": f"report-{report.id}",
                    "path": f"reports/{report.id}.toml",
                    "format": "toml",
                    "mediatype": "application/toml",
                    **_digest(folder / "reports" / f"{report.id}.toml"),
                    "sources": [
                        {"title": f"{report.publisher}: {report.title}"}
                        | ({"path": report.url} if report.url else {})
                    ],
                }
                for report in sorted(dataset.reports.values(), key=lambda r: r.id)
            ),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _table(name: str, folder: Path, schema: dict[str, Any]) -> dict[str, Any]:
    path = f"{name}.csv"
    return {
        "name": name,
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_digest(folder / path),
        "schema": schema,
    }


def _line_fields(folder: Path) -> list[dict[str, Any]]:
    """Return the columns of a skeleton: the length only where the file has it, in the file's order."""
    with (folder / "skeleton.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    known = {str(field["name"]): field for field in (*_SKELETON, _LENGTH)}
    return [known[name] for name in map(str.strip, header) if name in known] or _SKELETON


def _digest(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
