"""The codebook and the models speak the same words, and its reliability study can be repeated."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from geodata import PlaceKind
from routes import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode

ROOT = Path(__file__).parents[1]
FORMAT = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
CODEBOOK = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")


def words_of(row: str) -> list[str]:
    """The words in the row of a name in the table of words of docs/format.md."""
    line = next(line for line in FORMAT.splitlines() if line.startswith(f"| {row} |"))
    return re.findall(r"`([a-z]+)`", line)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("kind of place", PlaceKind),
        ("mode", TravelMode),
        ("level", RiskLevel),
        ("risk part", RiskPartName),
        ("kind of report", ReportKind),
        ("access", Access),
        ("counted", Counted),
    ],
)
def test_the_words_of_the_format_are_those_of_the_models(row, words):
    assert words_of(row) == [str(word) for word in words]


def test_the_codebook_gives_every_level_a_row_and_no_other():
    section = CODEBOOK[CODEBOOK.index("## 5.") : CODEBOOK.index("## 6.")]
    rows = re.findall(r"^\| `([a-z]+)` \|", section, flags=re.MULTILINE)
    assert rows == [str(level) for level in RiskLevel]


def test_the_codebook_uses_no_word_that_the_models_do_not_know():
    """Every word in the form `level = "..."` or counted = `...` is one of the vocabulary."""
    for name, words in (("level", RiskLevel), ("counted", Counted), ("access", Access), ("mode", TravelMode)):
        used = set(re.findall(rf'{name} = "([a-z]+)"', CODEBOOK))
        assert used <= {str(word) for word in words}, name


@pytest.fixture(scope="module")
def reliability():
    path = ROOT / "scripts" / "reliability.py"
    spec = importlib.util.spec_from_file_location("reliability", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_published_reliability_is_what_the_script_computes(reliability):
    published = reliability.PAGE.read_text(encoding="utf-8")
    assert published == reliability.page(), "run: python scripts/reliability.py"


def test_at_least_ten_reports_were_coded_twice(reliability):
    assert len(list(reliability.SECOND.glob("*.toml"))) >= 10


def test_alpha_is_one_for_equal_codings_and_falls_with_every_difference(reliability):
    coding = {
        "a": {"hazard": [{"on": "CHN", "level": "high"}, {"on": "CHN-MNG", "level": "low"}]},
        "b": {"hazard": [{"on": "CHN", "level": "severe"}]},
    }
    other = {
        "a": {"hazard": [{"on": "CHN", "level": "minimal"}, {"on": "MNG:CHN", "level": "low"}]},
        "b": {"hazard": [{"on": "CHN", "level": "severe"}]},
    }
    assert reliability.alpha_of_levels(coding, coding)[0] == 1.0
    assert reliability.alpha_of_levels(coding, other)[0] < 1.0
    assert reliability.alpha_of_targets(coding, other, "hazard")[0] == 1.0  # a border is one target both ways
