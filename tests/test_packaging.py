"""The wheel holds the five packages, what they read, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("analysis", "geodata", "maps", "routes", "safepassage")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> set[str]:
    """The names of the files in a wheel, built from this checkout without the network."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = out.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_only_the_five_packages_are_at_the_top(wheel):
    """Neither tests nor benchmarks nor docs are installed beside other projects' folders."""
    top = {name.partition("/")[0] for name in wheel}
    (info,) = {name for name in top if name.endswith(".dist-info")}
    assert top == {*PACKAGES, info}


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_typed_and_whole(wheel, package):
    """Every file of the package that git knows is there, and the marker of its types."""
    known = subprocess.run(
        ["git", "ls-files", package], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert f"{package}/py.typed" in wheel
    assert f"{package}/__init__.py" in wheel
    if known.returncode == 0:  # a source archive has no git
        assert set(known.stdout.split()) <= wheel


@pytest.mark.parametrize(
    "pattern",
    [
        "routes/data/north_korea/dataset.toml",
        "routes/data/north_korea/places.csv",
        "routes/data/north_korea/skeleton.csv",
        "routes/data/north_korea/reports/*.toml",
        "geodata/data/*.json",
        "geodata/data/countries.csv",
        "maps/web/*.js",
        "maps/web/*.css",
    ],
)
def test_what_the_packages_read_is_inside(wheel, pattern):
    """Data files and the scripts of the page travel with the code."""
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}
    assert files
    assert files <= wheel


def test_nothing_of_a_machine_is_inside(wheel):
    """No caches, no compiled files, no page that was written while trying things."""
    assert not [name for name in wheel if "__pycache__" in name or name.endswith(".pyc")]
    assert {name for name in wheel if name.endswith(".html")} <= {
        f"maps/web/{page}.html" for page in ("route_map", "explorer", "comparison")
    }


def test_licences_and_the_command_are_declared(wheel):
    """Both licences, and the entry point that makes the command."""
    inside = {name.partition(".dist-info/")[2] for name in wheel if ".dist-info/" in name}
    assert {"METADATA", "entry_points.txt", "licenses/LICENSE", "licenses/LICENSE-DATA"} <= inside
