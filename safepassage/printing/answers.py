"""Answers in print: the evidence on something, the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from geodata import printable
from routes import A_FEW, A_FEW_PEOPLE, FlowClaim, JourneyClaim, cite, day_in_words

from .base import print_json, stamp_dataset

if TYPE_CHECKING:
    from analysis import Cause, Span
    from routes import Claim, Dataset, EvidenceList


def print_evidence(dataset: Dataset, found: EvidenceList, *, as_json: bool) -> None:
    """Print the claims on something, oldest first, each with its report, and the grade of the whole."""
    if as_json:
        print_json(
            {
                "target": found.target,
                "grade": {
                    "reports": found.grade.reports,
                    "independent": found.grade.voices,
                    "kinds": dict(found.grade.kinds),
                    "agreement": found.grade.agreement,
                },
                "claims": [_claim_data(claim, dataset) for claim in found.claims],
            }
        )
        return
    stamp_dataset(dataset)
    typer.echo(f"Evidence on {found.target}: {found.grade.in_words}.")
    for claim in found.claims:
        data = _claim_data(claim, dataset)
        level = f" {data['level']}" if data["level"] else ""
        number = f" {data['number']}" if data["number"] else ""
        about = f" on {data['about']}" if data["about"] else ""
        until = f" until {data['until']}" if data["until"] else ""
        where = f" ({claim.where})" if claim.where else ""
        typer.echo(f"\n{data['since']}{until}  {data['kind']}{level}{number}{printable(about)}")
        typer.echo(f"  {printable(claim.claim)}")
        typer.echo(printable(f"  {cite(dataset.reports[claim.report])}{where} [{claim.report}]"))


def print_timeline(dataset: Dataset, spans: tuple[Span, ...], *, as_json: bool) -> None:
    """Print the spans of a timeline and, under each, the claims that brought it about."""
    if as_json:
        print_json([_span_data(span, dataset) for span in spans])
        return
    stamp_dataset(dataset)
    if not spans:
        typer.echo("No month to tell of.")
        return
    first = spans[0].path
    typer.echo(
        f"Safest way from {first.source} to {first.target}, month by month: lowest risk index among the ways "
        "reported; past reports, not advice."
    )
    for span in spans:
        data = _span_data(span, dataset)
        months = f" to {data['last']}" if data["first"] != data["last"] else ""
        typer.echo(f"\n{data['first']}{months}  {data['words']}")
        if data["next"]:
            typer.echo(f"  next by another exit: {data['next']}")
        if span is spans[0]:
            typer.echo(f"  since {data['first']} or before: earlier months were not asked about")
        if span.causes:
            together = "only together" if span.together else "each of them was needed"
            typer.echo(f"  because ({together}):" if len(span.causes) > 1 else "  because:")
        for cause in span.causes:
            claim = _claims(dataset)[cause.claim]
            typer.echo(
                printable(f"  - {cause.claim} {cause.event} ({day_in_words(cause.day)}): {claim.claim}")
            )
            typer.echo(printable(f"    {cite(dataset.reports[cause.report])}"))


def _claims(dataset: Dataset) -> dict[str, Claim]:
    return {claim.id: claim for report in dataset.reports.values() for claim in report.claims}


def _claim_data(claim: Claim, dataset: Dataset) -> dict[str, Any]:
    from routes import claim_row  # noqa: PLC0415 - no path needs tables

    row = claim_row(claim, dataset)
    row["number"] = _number_in_words(claim)
    return {
        key: row[key]
        for key in ("id", "kind", "about", "level", "number", "since", "until", "claim", "where")
    } | {
        "report": claim.report,
        "citation": row["citation"],
    }


def _number_in_words(claim: Claim) -> str:
    """Return the number that a flow or journey tells, in words; an empty text for other claims."""
    if isinstance(claim, FlowClaim):
        if claim.high is None:
            people = f"at least {claim.low:,.0f}"
        elif (claim.low, claim.high) == A_FEW_PEOPLE:
            people = A_FEW
        else:
            people = _span_in_words(claim.low, claim.high)
        return f"{people} {claim.counted}"
    if isinstance(claim, JourneyClaim):
        return (
            f"{_span_in_words(*claim.km)} km"
            if claim.km
            else f"{_span_in_words(*(claim.days or (0, 0)))} days"
        )
    return ""


def _span_in_words(low: float, high: float) -> str:
    return f"{low:,g}" if low == high else f"{low:,g}-{high:,g}"


def _span_data(span: Span, dataset: Dataset) -> dict[str, Any]:
    path = span.path
    low, high = span.risk_index
    risk = _over_months(low, high, 2)
    if path.found and path.exit:
        words = f"{path.exit.in_words}; borders {', '.join(path.totals.borders)}; risk index {risk}"
    else:
        words = f"risk index {risk}" if path.found else f"no way through: {path.reason}"
    rival = path.other_exit
    # Which exit comes next is known of the first month, how far behind it was of all.
    by = (rival.exit.in_words if rival.exit else "on the ground") if rival else ""
    at_first = " at first" if by and span.first != span.last else ""
    gap = f"worse in risk cost by {_over_months(*span.gap, 3)}" if span.gap else ""
    return {
        "first": span.first.isoformat()[:7],
        "last": span.last.isoformat()[:7],
        "exit": str(path.exit) if path.exit else None,
        "words": words,
        "borders": list(path.totals.borders),
        "places": list(path.places),
        "risk_index": [round(low, 6), round(high, 6)] if span.path.found else None,
        "gap": list(span.gap) if span.gap else None,
        "next": "; ".join(part for part in (f"{by}{at_first}", gap) if part),
        "together": span.together,
        "causes": [_cause_data(cause, dataset) for cause in span.causes],
    }


def _over_months(low: float, high: float, digits: int) -> str:
    """Return what a number moved between in a span; one number where the two ends print alike."""
    a, b = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return a if a == b else f"{a} to {b} over its months"


def _cause_data(cause: Cause, dataset: Dataset) -> dict[str, str]:
    return {
        "claim": cause.claim,
        "event": cause.event,
        "day": cause.day.isoformat(),
        "words": _claims(dataset)[cause.claim].claim,
        "citation": cite(dataset.reports[cause.report]),
    }
