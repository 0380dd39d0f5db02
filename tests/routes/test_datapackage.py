"""The description for data catalogues: valid, equal to the files, and its promises kept by every row."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys

import pytest

from routes import DATAPACKAGE, datapackage_json, read_dataset, shipped_dataset_path

FOLDER = shipped_dataset_path()
TODAY_TEXT = "2026-01-01"

# What version 2 of the Data Package standard demands of the parts used here.
PACKAGE_SCHEMA = {
    "type": "object",
    "required": ["resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "pattern": r"^[-a-z0-9._/]+$"},
        "title": {"type": "string", "minLength": 1},
        "version": {"type": "string", "minLength": 1},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"required": ["name"]}, {"required": ["path"]}]},
        },
        "contributors": {"type": "array", "minItems": 1, "items": {"anyOf": [{"required": ["title"]}]}},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path"],
                "properties": {
                    "name": {"type": "string", "pattern": r"^[-a-z0-9._/]+$"},
                    # inside the folder: neither absolute nor upwards
                    "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^~:]+$"},
                    "bytes": {"type": "integer", "minimum": 1},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "sources": {"type": "array", "items": {"anyOf": [{"required": ["title"]}]}},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {"fields": {"items": {"required": ["name", "type"]}}},
                    },
                },
            },
        },
    },
}


def describe(folder):
    import datetime as dt

    dataset = read_dataset(folder, today=dt.date.fromisoformat(TODAY_TEXT))
    return datapackage_json(dataset, folder)


@pytest.fixture(scope="module")
def package():
    return json.loads(describe(FOLDER))


def test_the_committed_description_is_that_of_the_files():
    committed = (FOLDER / DATAPACKAGE).read_text(encoding="utf-8")
    again = "describe the files anew: safepassage export routes/data/north_korea/datapackage.json"
    if committed != describe(FOLDER):
        pytest.fail(f"{DATAPACKAGE} is not what the files say; {again}")


def test_it_keeps_the_form_of_the_standard(package):
    from jsonschema import Draft202012Validator

    assert [e.message for e in Draft202012Validator(PACKAGE_SCHEMA).iter_errors(package)] == []
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))


def test_every_file_of_the_dataset_is_listed_with_its_size_and_hash(package):
    listed = {resource["path"]: resource for resource in package["resources"]}
    files = {p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*") if p.suffix in (".csv", ".toml")}
    assert listed.keys() == files
    for path, resource in listed.items():
        data = (FOLDER / path).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(data),
            f"sha256:{hashlib.sha256(data).hexdigest()}",
        )


@pytest.mark.parametrize("table", ["places", "skeleton"])
def test_every_row_keeps_the_types_and_constraints(package, table):
    (resource,) = [r for r in package["resources"] if r["name"] == table]
    fields = resource["schema"]["fields"]
    rows = list(csv.DictReader((FOLDER / resource["path"]).read_text(encoding="utf-8").splitlines()))
    assert rows
    assert [field["name"] for field in fields] == list(rows[0])
    for field in fields:
        rules = field.get("constraints", {})
        assert rules.keys() <= {"required", "unique", "pattern", "enum", "minimum", "maximum"}
        column = [row[field["name"]] for row in rows]
        told = [cell for cell in column if cell]
        assert not rules.get("required") or told == column
        assert not rules.get("unique") or len(set(column)) == len(column)
        assert all(re.fullmatch(rules["pattern"], cell) for cell in told if "pattern" in rules)
        assert all(cell in rules["enum"] for cell in told if "enum" in rules)
        if field["type"] == "number":
            assert all(rules["minimum"] <= float(cell) <= rules["maximum"] for cell in told)
        else:
            assert field["type"] == "string"


def test_every_key_of_another_table_is_found_there(package):
    tables = {r["path"]: r for r in package["resources"] if "schema" in r}
    rows = {
        r["name"]: list(csv.DictReader((FOLDER / path).read_text(encoding="utf-8").splitlines()))
        for path, r in tables.items()
    }
    keys = [(r["name"], key) for r in tables.values() for key in r["schema"].get("foreignKeys", [])]
    assert len(keys) == 2
    for name, key in keys:
        (here,), (there,) = key["fields"], key["reference"]["fields"]
        known = {row[there] for row in rows[key["reference"]["resource"]]}
        assert {row[here] for row in rows[name]} <= known


def test_frictionless_finds_the_package_valid(tmp_path):
    """The reference program of the standard, in a process of its own: it may not reach the network."""
    shutil.copytree(FOLDER, tmp_path / "dataset")
    (tmp_path / "dataset" / DATAPACKAGE).write_text(describe(FOLDER), encoding="utf-8")
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('reaches for the network')\n"
        "socket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "from frictionless import validate\n"
        "report = validate(sys.argv[1])\n"
        "print(report.valid, report.stats['tasks'], report.flatten(['name', 'type', 'note']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(tmp_path / "dataset" / DATAPACKAGE)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    count = len(json.loads(describe(FOLDER))["resources"])
    assert (done.stdout.strip(), done.stderr) == (f"True {count} []", "")


def test_a_row_that_breaks_its_promise_is_seen_by_frictionless_too(tmp_path):
    """The check above is no formality: a changed cell is found, by its hash and by its type."""
    from frictionless import validate

    shutil.copytree(FOLDER, tmp_path / "dataset")
    path = tmp_path / "dataset" / DATAPACKAGE
    path.write_text(describe(FOLDER), encoding="utf-8")
    places = tmp_path / "dataset" / "places.csv"
    places.write_text(
        places.read_text(encoding="utf-8").replace(",129.4,41.9,", ",east,41.9,", 1), encoding="utf-8"
    )
    report = validate(str(path))
    assert {"type-error", "hash-count"} & {kind for (kind,) in report.flatten(["type"])}


def test_it_is_the_same_for_the_same_files_wherever_they_lie(draw, tmp_path):
    folder = draw()
    copy = shutil.copytree(folder, tmp_path / "elsewhere")
    assert describe(folder) == describe(copy)
    assert str(tmp_path) not in describe(folder)


def test_a_title_in_another_script_still_gives_a_name(draw):
    import datetime as dt
    from dataclasses import replace

    folder = draw()
    data = read_dataset(folder, today=dt.date.fromisoformat(TODAY_TEXT))
    korean = replace(data, info=replace(data.info, title="탈북 경로"))
    told = json.loads(datapackage_json(korean, folder))
    assert (told["name"], told["title"]) == ("dataset", "탈북 경로")
