"""The JSON Schemas that editors use are those of the models, and fit the files that are there."""

from __future__ import annotations

import copy
import datetime as dt
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from routes import shipped_dataset_path, write_new_dataset
from routes.dataset.schema import SCHEMA_NAMES, schema_json, write_schemas

COMMITTED = Path(__file__).parents[2] / "docs" / "schema"
WRITE_THEM = "python -c \"from routes.dataset.schema import write_schemas; write_schemas('docs/schema')\""


def as_editors_see(value: object) -> object:
    """Return a parsed TOML file as an editor checks it: dates are text."""
    if isinstance(value, dict):
        return {key: as_editors_see(child) for key, child in value.items()}
    if isinstance(value, list):
        return [as_editors_see(child) for child in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def errors(name: str, table: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(json.loads(schema_json(name)))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(as_editors_see(table))]


def load(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


SHIPPED = [
    ("dataset", shipped_dataset_path() / "dataset.toml"),
    *(("report", path) for path in sorted((shipped_dataset_path() / "reports").glob("*.toml"))),
]


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_committed_schemas_are_those_of_the_models(name):
    """docs/schema holds what `schema_json` gives."""
    committed = (COMMITTED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == schema_json(name), f"the models have changed: run {WRITE_THEM} and commit docs/schema"


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schemas_are_sound(name):
    """They are JSON Schema themselves, and hold no null, which TOML does not have."""
    schema = json.loads(schema_json(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "null" not in schema_json(name)


@pytest.mark.parametrize(("name", "path"), SHIPPED, ids=[path.stem for _, path in SHIPPED])
def test_shipped_files_pass(name, path):
    """No editor marks anything in the shipped dataset."""
    assert errors(name, load(path)) == []


def test_the_dataset_to_start_from_passes(tmp_path):
    """No editor marks anything in a new dataset."""
    folder = write_new_dataset(tmp_path / "mine")
    assert errors("dataset", load(folder / "dataset.toml")) == []
    for path in folder.glob("reports/*.toml"):
        assert errors("report", load(path)) == []


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("", "kind", "rumour"),
        ("", "date", "soon"),
        ("", "date", 20040802),
        ("", "url", "javascript:alert(1)"),
        ("", "extra", "key"),
        ("route", "via", ["one"]),
        ("route", "mode", {"a:b": "balloon"}),
        ("route", "claim", ""),
        ("hazard", "level", "dire"),
        ("hazard", "supersedes", "yes"),
        ("flow", "people", 3),
        ("flow", "people", "few"),
        ("flow", "people", [1, 2, 3]),
        ("journey", "days", [1, 2, 3]),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(table, key, value):
    """Words, dates, types, unknown keys and counts under five are checked while typing."""
    claims = {
        "route": {"via": ["a", "b"], "claim": "c"},
        "hazard": {"on": "a", "level": "low", "claim": "c"},
        "flow": {"through": "a", "people": 7, "counted": "arrivals", "claim": "c"},
        "journey": {"from": "a", "to": "b", "days": 3, "claim": "c"},
    }
    report = {"publisher": "p", "title": "t", "date": 2004, "kind": "news", "access": "full"}
    report |= {name: [copy.deepcopy(claim)] for name, claim in claims.items()}
    assert errors("report", report) == []
    (report[table][0] if table else report)[key] = value
    assert errors("report", report)


def test_schemas_are_written_with_the_same_bytes_everywhere(tmp_path):
    """UTF-8 and one kind of line end, so that they can be compared."""
    write_schemas(tmp_path)
    for name in SCHEMA_NAMES:
        data = (tmp_path / f"{name}.schema.json").read_bytes()
        assert data == schema_json(name).encode()
        assert b"\r" not in data
