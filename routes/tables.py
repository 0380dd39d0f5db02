"""The claims of a dataset as flat tables, for people who work in spreadsheets.

One row a claim, in the order of time; every row carries its citation, so that a line copied out of
the table can still be traced. Cells that a spreadsheet would take for a formula get a leading
apostrophe, as spreadsheets themselves write it: text of a dataset must not run on opening.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geodata import TargetError, near_matches

from .citations import cite
from .evidence import subjects, voice_of
from .records import FlowClaim, HarmClaim, HavenClaim, HazardClaim, JourneyClaim, RouteClaim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .records import Claim, Dataset

Row = dict[str, str]

_COMMON = ("id", "report", "publisher", "agency", "published", "since", "until", "claim", "where", "citation")
TABLES: dict[str, tuple[str, ...]] = {
    "claims": (*_COMMON[:5], "voice", "kind", "about", "level", *_COMMON[5:]),
    "flows": (*_COMMON[:5], "through", "low", "high", "counted", *_COMMON[5:]),
    "journeys": (*_COMMON[:5], "from", "to", "km_low", "km_high", "days_low", "days_high", *_COMMON[5:]),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


def table_rows(dataset: Dataset, table: str) -> list[Row]:
    """Return the rows of one of the `TABLES`, oldest first.

    ``claims`` holds every claim (routes, hazards, harms, havens, flows, journeys), ``flows`` the
    numbers of people, ``journeys`` the reported distances (km) and durations (days). Dates are
    ISO days; an open end and an unknown number are empty. A dataset without such claims gives
    no rows.

    Raises
    ------
    TargetError
        If there is no such table.
    """
    if table not in TABLES:
        raise TargetError(
            f"'{table}' is no table.{near_matches(table, TABLES)} Tables are: {', '.join(TABLES)}."
        )
    make: dict[str, Callable[[Claim, Dataset], Row | None]] = {
        "claims": _claim_cells,
        "flows": _flow_cells,
        "journeys": _journey_cells,
    }
    rows = []
    for claim in _in_order(dataset):
        cells = make[table](claim, dataset)
        if cells is not None:
            row = _common_cells(claim, dataset) | cells
            rows.append({column: row.get(column, "") for column in TABLES[table]})
    return rows


def table_csv(dataset: Dataset, table: str) -> str:
    """Return one of the `TABLES` as CSV text (comma, one header line, which stands alone without claims).

    Raises
    ------
    TargetError
        If there is no such table.
    """
    rows = table_rows(dataset, table)
    out = io.StringIO()
    writer = csv.DictWriter(out, TABLES[table], lineterminator="\n")
    writer.writeheader()
    writer.writerows({column: inert(cell) for column, cell in row.items()} for row in rows)
    return out.getvalue()


def claim_row(claim: Claim, dataset: Dataset) -> Row:
    """Return one claim as a row of the table ``claims``."""
    row = _common_cells(claim, dataset) | _claim_cells(claim, dataset)
    return {column: row.get(column, "") for column in TABLES["claims"]}


def _in_order(dataset: Dataset) -> Iterator[Claim]:
    claims = [(report.start_of(c), c.id, c) for report in dataset.reports.values() for c in report.claims]
    return (claim for _, _, claim in sorted(claims, key=lambda item: item[:2]))


def _common_cells(claim: Claim, dataset: Dataset) -> Row:
    report = dataset.reports[claim.report]
    return {
        "id": claim.id,
        "report": claim.report,
        "publisher": report.publisher,
        "agency": report.agency,
        "published": report.date_text,
        "since": report.start_of(claim).isoformat(),
        "until": claim.until.isoformat() if claim.until else "",
        "claim": claim.claim,
        "where": claim.where,
        "citation": cite(report),
    }


def _claim_cells(claim: Claim, dataset: Dataset) -> Row:
    match claim:
        case RouteClaim():
            about = claim.via
        case JourneyClaim():  # from comes before to
            about = (claim.source, claim.target)
        case _:
            about = tuple(subjects(claim))
    kinds = {
        RouteClaim: "route",
        HazardClaim: "hazard",
        HarmClaim: "harm",
        HavenClaim: "haven",
        FlowClaim: "flow",
        JourneyClaim: "journey",
    }
    return {
        "voice": voice_of(dataset.reports[claim.report], dataset.reports),
        "kind": kinds[type(claim)],
        "about": " > ".join(about),
        "level": str(claim.level) if isinstance(claim, HazardClaim) else "",
    }


def _flow_cells(claim: Claim, _: Dataset) -> Row | None:
    if not isinstance(claim, FlowClaim):
        return None
    return {
        "through": claim.through,
        "low": _number(claim.low),
        "high": "" if claim.high is None else _number(claim.high),
        "counted": str(claim.counted),
    }


def _journey_cells(claim: Claim, _: Dataset) -> Row | None:
    if not isinstance(claim, JourneyClaim):
        return None
    cells = {"from": claim.source, "to": claim.target}
    for unit, span in (("km", claim.km), ("days", claim.days)):
        if span:
            cells |= {f"{unit}_low": _number(span[0]), f"{unit}_high": _number(span[1])}
    return cells


def _number(value: float) -> str:
    """Return a number as a spreadsheet reads it: all its digits, no exponent below a million millions."""
    return f"{value:.12g}"


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula and no reader of CSV ends the row at."""
    # A lone carriage return would end the row for some readers: csv does not quote it before Python 3.13.
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
