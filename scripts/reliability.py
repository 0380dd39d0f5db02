"""Agreement of two blind codings of the same reports, as Krippendorff's alpha.

The first coding is the shipped dataset, the second stands in docs/reliability/second/: its coder had
seen the codebook, the format, the list of places and the texts, and none of the first coding.

Two questions are asked of the hazards, and one of the other tables:

- *Which targets?* Every target that either coder names in any of the reports is a yes-or-no
  question about each report (nominal alpha).
- *Which level?* Where both name the same target in the same report, the strongest level that each
  gives it (ordinal alpha).

A border counts as one target in whichever direction it was written: the rule that settles this
was made after the second coding.

Run: python scripts/reliability.py (writes docs/reliability/README.md)
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import krippendorff

from routes import RiskLevel, shipped_dataset_path

ROOT = Path(__file__).parents[1]
FIRST = shipped_dataset_path() / "reports"
SECOND = ROOT / "docs" / "reliability" / "second"
PAGE = ROOT / "docs" / "reliability" / "README.md"

LEVELS = tuple(RiskLevel)
TABLES = {"hazard": "on", "haven": "on", "harm": "on", "flow": "through"}

Coding = dict[str, dict[str, list[dict[str, object]]]]


def read(folder: Path, names: list[str]) -> Coding:
    return {name: tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8")) for name in names}


def target(claim: dict[str, object], key: str) -> str:
    text = str(claim[key])
    border = re.fullmatch(r"([A-Z]{3})[-:]([A-Z]{3})", text)
    return "-".join(sorted(border.groups())) if border else text


def strongest(coding: Coding, report: str) -> dict[str, int]:
    """Return the strongest level by target, as its rank."""
    found: dict[str, int] = {}
    for claim in coding[report].get("hazard", []):
        on = target(claim, "on")
        found[on] = max(found.get(on, -1), LEVELS.index(RiskLevel(str(claim["level"]))))
    return found


def named(coding: Coding, report: str, table: str) -> set[str]:
    return {target(claim, TABLES[table]) for claim in coding[report].get(table, [])}


def alpha_of_targets(first: Coding, second: Coding, table: str) -> tuple[float, int, int, int]:
    """Return alpha, and how many pairs of report and target both named, either named, were asked."""
    every = {t for coding in (first, second) for report in coding for t in named(coding, report, table)}
    pairs = [(report, t) for report in first for t in sorted(every)]
    rows = [[int(t in named(coding, report, table)) for report, t in pairs] for coding in (first, second)]
    both = sum(a and b for a, b in zip(*rows, strict=True))
    either = sum(a or b for a, b in zip(*rows, strict=True))
    alpha = krippendorff.alpha(reliability_data=rows, level_of_measurement="nominal")
    return float(alpha), both, either, len(pairs)


def alpha_of_levels(first: Coding, second: Coding) -> tuple[float, list[tuple[str, str, int, int]]]:
    """Return alpha, and report, target and both ranks of every hazard that both coders named."""
    units = [
        (report, on, a[on], b[on])
        for report in first
        for a, b in [(strongest(first, report), strongest(second, report))]
        for on in sorted(a.keys() & b.keys())
    ]
    rows = [[unit[2] for unit in units], [unit[3] for unit in units]]
    alpha = krippendorff.alpha(
        reliability_data=rows, level_of_measurement="ordinal", value_domain=list(range(len(LEVELS)))
    )
    return float(alpha), units


def page() -> str:
    """Return the published page: the figures, whatever they are."""
    names = sorted(path.stem for path in SECOND.glob("*.toml"))
    first, second = read(FIRST, names), read(SECOND, names)
    level_alpha, units = alpha_of_levels(first, second)
    same = sum(a == b for *_, a, b in units)
    near = sum(abs(a - b) <= 1 for *_, a, b in units)
    lines = [
        "# Reliability: two blind codings",
        "",
        f"{len(names)} reports were coded a second time by somebody who had seen only the codebook, the",
        "format, the list of places and the texts. The figures below are computed from the files by",
        "`scripts/reliability.py` and checked by a test; they are published whatever they are.",
        "",
        "## Levels",
        "",
        f"Krippendorff's alpha (ordinal): **{level_alpha:.2f}**, over {len(units)} hazards that both coders",
        f"put on the same target of the same report. The level is the same in {same} of them, and at most",
        f"one step apart in {near}.",
        "",
        "| report | target | first | second |",
        "|---|---|---|---|",
        *(f"| {report} | `{on}` | {LEVELS[a]} | {LEVELS[b]} |" for report, on, a, b in units),
        "",
        "## Targets",
        "",
        "| table | alpha (nominal) | named by both | by one or both | questions asked |",
        "|---|---|---|---|---|",
    ]
    for table in TABLES:
        alpha, both, either, asked = alpha_of_targets(first, second, table)
        lines.append(f"| {table} | {alpha:.2f} | {both} | {either} | {asked} |")
    lines += ["", *NOTES, ""]
    return "\n".join(lines)


NOTES = (
    "A question is: does this report name this target? It is asked of every report for every target",
    "that one of the coders names in any of them. Alpha is 1 for perfect agreement and 0 for what",
    "chance would give.",
    "",
    "## How to read this",
    "",
    "- *It is one study of a few reports.* Alpha over so few units moves a good deal with each of them.",
    "- *It was not perfectly blind.* The examples of the codebook are taken from the founding reports,",
    "  so the second coder had seen some of their sentences, in paraphrase, beside a level. The openings",
    "  of later reports are the cleaner test.",
    "- *The coders had learnt alike.* Both worked in the same way and on the same day. Strangers would",
    "  agree less; a coding by people from outside the project is still owed.",
    "- *The rules have changed since.* The second coder's doubts became rules of the codebook (borders",
    "  both ways, single incidents, havens, approximate numbers). The first coding was brought in line",
    "  with them, which may have moved it towards the second; the second is left as it was, apart from",
    "  two phrases about people.",
    "- Alpha below 0.67 is commonly held too low for firm conclusions (Krippendorff 2004,",
    "  doi:10.1111/j.1468-2958.2004.tb00738.x). Where a figure above is lower, treat single targets and",
    "  levels as one reading, and look at the interval and at the margin to the next way.",
)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.relative_to(ROOT)} written")
