"""Rows of reports and claims as records again, each fault with its table, row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.dataset.values import read_url, read_word
from routes.faults import ClaimError
from routes.records import (
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    JourneyClaim,
    Period,
    Report,
    RouteClaim,
)
from routes.words import Access, Counted, ReportKind, RiskLevel, RiskPartName, TravelMode

from .cells import (
    day_in,
    flag_in,
    line_in,
    list_in,
    needed_line_in,
    optional_amount_in,
    optional_day_in,
    plain,
    text_in,
    word_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from routes.faults import Fault

Readers = dict[str, "Callable[[object], Any]"]


def at_row(error: ClaimError, table: str, number: int, row: Mapping[str, object]) -> Fault:
    """Return a fault placed in a row, told by its number from 1 and by its ids.

    Programs that show a table sort it and number its rows in their own way.
    """
    told = (row.get(name) for name in ("place", "id", "from_place", "to_place"))
    ids = ":".join(name for name in told if isinstance(name, str) and name)
    return error.at(table, f"row {number} ({ids})" if ids else f"row {number}")


def read_rows(
    table: str, rows: Sequence[Mapping[str, object]], readers: Readers, faults: list[Fault]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each sound row with its number, from 1, and its values; what is wrong becomes faults.

    A column that no row of the table has is told once.
    """
    lost = sorted(column for column in readers if rows and any(column not in row for row in rows))
    for column in lost:
        error = ClaimError("", "the column is missing", "export the network anew", field=column)
        faults.append(error.at(table))
    if lost:
        return
    for number, row in enumerate(rows, start=1):
        values, wrong = _read_row(row, readers)
        faults += [at_row(error, table, number, row) for error in wrong]
        if not wrong:
            yield number, values


def _read_row(row: Mapping[str, object], readers: Readers) -> tuple[dict[str, Any], list[ClaimError]]:
    values, wrong = {}, []
    for column, read in readers.items():
        try:
            values[column] = read(plain(row[column]))
        except ClaimError as error:
            wrong.append(ClaimError(error.value, error.rule, error.remedy, field=column))
    return values, wrong


def read_reports(
    rows: Sequence[Mapping[str, object]], claim_rows: Sequence[Mapping[str, object]], faults: list[Fault]
) -> dict[str, Report]:
    """Return the reports of a network with their claims, by id, in the order of the rows."""
    claims = _read_claims(claim_rows, faults)
    reports: dict[str, Report] = {}
    for number, row in read_rows("reports", rows, _REPORT, faults):
        start, end = row.pop("date_from"), row.pop("date_to")
        if row["id"] in reports:
            error = ClaimError(row["id"], "the id stands more than once", "delete one row", field="id")
            faults.append(at_row(error, "reports", number, row))
        row |= {name: tuple(of_kind) for name, of_kind in claims.pop(row["id"], {}).items()}
        reports[row["id"]] = Report(date=Period(start=start, end=end), date_text=row.pop("date"), **row)
    for report in claims:
        error = ClaimError(
            report, "is no report of the table reports", "add it there, or delete its claims", field="report"
        )
        faults.append(error.at("claims"))
    return reports


def _read_claims(
    rows: Sequence[Mapping[str, object]], faults: list[Fault]
) -> dict[str, dict[str, list[Any]]]:
    """Return the claims by report, and in each by the name of the field that holds them."""
    claims: dict[str, dict[str, list[Any]]] = {}
    seen: set[str] = set()
    for number, row in read_rows("claims", rows, _CLAIM, faults):
        if row["id"] in seen:
            error = ClaimError(row["id"], "the id stands more than once", "delete one row", field="id")
            faults.append(at_row(error, "claims", number, row))
        seen.add(row["id"])
        kind = row["kind"]
        try:
            claim = _MAKERS[kind](row)
        except ClaimError as error:
            faults.append(at_row(error, "claims", number, row))
            continue
        claims.setdefault(row["report"], {}).setdefault(_FIELDS[kind], []).append(claim)
    return claims


def _common(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("id", "report", "claim", "where", "since", "until")}


def _route(row: dict[str, Any]) -> RouteClaim:
    modes = []
    for text in row["modes"]:
        pair, equals, mode = text.rpartition("=")
        if not equals:
            raise ClaimError(text, "is no mode of a pair", "write it like a:b=rail", field="modes")
        modes.append((pair, read_word(TravelMode, mode)))
    mode = _word(TravelMode, row, "mode")
    return RouteClaim(**_common(row), via=row["via"], mode=mode, modes=tuple(modes), family=row["family"])


def _hazard(row: dict[str, Any]) -> HazardClaim:
    return HazardClaim(
        **_common(row),
        on=row["on"],
        level=_word(RiskLevel, row, "level"),
        part=_word(RiskPartName, row, "part") if row["part"] else None,
        supersedes=row["supersedes"],
    )


def _flow(row: dict[str, Any]) -> FlowClaim:
    counted = _word(Counted, row, "counted")
    if row["low"] is None:
        raise ClaimError("", "is empty", "write a number", field="low")
    return FlowClaim(
        **_common(row), through=row["through"], low=row["low"], high=row["high"], counted=counted
    )


def _journey(row: dict[str, Any]) -> JourneyClaim:
    return JourneyClaim(
        **_common(row),
        source=row["source"],
        target=row["target"],
        km=_span(row, "km"),
        days=_span(row, "days"),
    )


def _span(row: dict[str, Any], unit: str) -> tuple[float, float] | None:
    low, high = row[f"{unit}_low"], row[f"{unit}_high"]
    if (low is None) != (high is None):
        raise ClaimError("", "half of an interval is empty", "write both ends", field=f"{unit}_low")
    return None if low is None else (low, high)


def _word(words: type[Any], row: dict[str, Any], column: str) -> Any:  # noqa: ANN401
    try:
        return read_word(words, row[column])
    except ClaimError as error:
        raise ClaimError(error.value, error.rule, error.remedy, field=column) from None


def _kind(value: object) -> str:
    if not isinstance(value, str) or value not in _FIELDS:
        raise ClaimError(value or "", "is no kind of claim", f"use one of: {', '.join(_FIELDS)}")
    return value


_FIELDS = {
    "route": "routes",
    "hazard": "hazards",
    "harm": "harms",
    "haven": "havens",
    "flow": "flows",
    "journey": "journeys",
}
_MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "route": _route,
    "hazard": _hazard,
    "harm": lambda row: HarmClaim(**_common(row), on=row["on"], kind=row["harm"]),
    "haven": lambda row: HavenClaim(**_common(row), on=row["on"]),
    "flow": _flow,
    "journey": _journey,
}
_REPORT: Readers = {
    "id": needed_line_in,
    "publisher": line_in,
    "title": line_in,
    "date": line_in,
    "date_from": day_in,
    "date_to": optional_day_in,
    "kind": lambda value: word_in(ReportKind, value),
    "access": lambda value: word_in(Access, value),
    "url": lambda value: read_url("" if value is None else value),
    "agency": line_in,
    "repost_of": line_in,
    "author": line_in,
    "note": text_in,
}
_CLAIM: Readers = {
    "id": needed_line_in,
    "report": needed_line_in,
    "kind": _kind,
    "claim": text_in,
    "where": line_in,
    "since": optional_day_in,
    "until": optional_day_in,
    "via": list_in,
    **dict.fromkeys(("mode", "family", "on", "level", "part", "harm"), line_in),
    **dict.fromkeys(("through", "counted", "source", "target"), line_in),
    "modes": list_in,
    "supersedes": flag_in,
    **dict.fromkeys(("low", "high", "km_low", "km_high", "days_low", "days_high"), optional_amount_in),
}
