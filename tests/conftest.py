"""A dataset drawn in a few lines, for tests of the rules.

The places lie on the equator, one degree (111.319 km) apart, so that lengths can be checked in
the head. Country codes are real, what they name here is not.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from routes import Dataset, build_network, read_dataset

# The same examples on every run: a suite that fails by chance teaches people to run it again.
settings.register_profile("same", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("same")

TODAY = dt.date(2026, 1, 1)

SETTINGS = """
title = "Drawn"
version = "1"
period = ["1990", "2020"]
as_of = "2004"
licence = "CC-BY-4.0"
citation = "nobody"
contact = "nobody"

[scale]
minimal = [0.001, 0.01]
low = [0.01, 0.05]
moderate = [0.05, 0.15]
high = [0.15, 0.35]
severe = [0.35, 0.70]

[defaults]
passage = "moderate"
entry = "high"
exposure = "low"
departure = "minimal"

[reference_km]
"*" = 1000
CHN = 3000

[km_per_day]
foot = 25
road = 300
rail = 600
river = 60
sea = 400
air = 8000
unspecified = 300

[[assumption]]
name = "scale"
value = "test"
reason = "test"
[[assumption]]
name = "defaults"
value = "test"
reason = "test"
[[assumption]]
name = "reference_km"
value = "test"
reason = "test"
[[assumption]]
name = "km_per_day"
value = "test"
reason = "test"

[[family]]
id = "north"
name = "North"
"""

#   PRK      |      CHN      |      MNG            KOR
#   hill -- river -- town -- pass -- camp ~~air~~ port
PLACES = """
hill origin      PRK      0 0
river crossing   PRK:CHN  1 0
town city        CHN      2 0
pass crossing    CHN:MNG  3 0
camp city        MNG      4 0
port destination KOR     14 0
"""

REPORT = """
publisher = "The Gazette"
title = "A report"
date = 2003-01-01
kind = "news"
access = "full"
"""

ROUTE = """
[[route]]
via = ["hill", "river", "town", "pass", "camp", "port"]
since = 2000
claim = "People go north."
"""


def write_dataset(
    folder: Path, *, places: str = PLACES, skeleton: str = "", settings: str = SETTINGS, **reports: str
) -> Path:
    """Write a dataset folder; each report is given as TOML behind its common head."""
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    rows = []
    for line in places.strip().splitlines():
        place, kind, country, lon, lat = line.split()
        country, _, other = country.partition(":")
        rows.append(f"{place},{place.title()},,,,{country},{other},{kind},{lon},{lat},")
    header = "id,name,name_local,name_ko,variants,country,other_country,kind,lon,lat,note"
    (folder / "places.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    lines = [",".join(line.split()) for line in skeleton.strip().splitlines()]
    (folder / "skeleton.csv").write_text("\n".join(["from,to,mode", *lines]) + "\n", encoding="utf-8")
    (folder / "dataset.toml").write_text(settings, encoding="utf-8")
    for name, text in (reports or {"gazette": ROUTE}).items():
        head = "" if "publisher" in text else REPORT
        (folder / "reports" / f"{name}.toml").write_text(head + text, encoding="utf-8")
    return folder


@pytest.fixture
def draw(tmp_path):
    """Return a function that writes a drawn dataset and returns its folder."""

    def _draw(**parts: str) -> Path:
        return write_dataset(tmp_path / "drawn", **parts)

    return _draw


@pytest.fixture
def drawn(draw):
    """Return a function that draws a dataset and reads it."""

    def _drawn(**parts: str) -> Dataset:
        return read_dataset(draw(**parts), today=TODAY)

    return _drawn


@pytest.fixture(scope="session")
def network(tmp_path_factory):
    """Return a function that draws a dataset and builds its network as of a date."""

    def _network(as_of: str = "2004", **parts: str):
        folder = write_dataset(tmp_path_factory.mktemp("drawn"), **parts)
        return build_network(read_dataset(folder, today=TODAY), as_of)

    return _network


def find_chromium() -> str | None:
    """Return the Chromium to test with: the one named, else the usual ones."""
    named = os.environ.get("SAFEPASSAGE_CHROMIUM")
    candidates = (
        [named] if named else ["/usr/bin/chromium", shutil.which("chromium"), shutil.which("google-chrome")]
    )
    return next((c for c in candidates if c and Path(c).exists()), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests of a process: two drivers cannot run side by side in one."""
    executable = find_chromium()
    if executable is None:
        message = (
            "no Chromium found: browser tests did NOT run. Install chromium or set SAFEPASSAGE_CHROMIUM."
        )
        if os.environ.get("SAFEPASSAGE_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield chromium
        chromium.close()
