"""Lists in print: what can be named, and what is wrong with a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from geodata import country_name
from routes import Target, TargetKind, TravelMode, list_targets

from .base import print_json, print_table, stamp_dataset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from routes import Dataset, Fault


def print_places(dataset: Dataset, *, as_json: bool) -> None:
    """Print the places that can be named."""
    places = sorted(dataset.places.values(), key=lambda p: (p.country, p.kind, p.id))
    if as_json:
        print_json(
            [
                {
                    "id": p.id,
                    "names": list(p.names[1:]),
                    "country": p.country,
                    "other_country": p.other_country,
                    "kind": str(p.kind),
                    "lon": p.lon,
                    "lat": p.lat,
                }
                for p in places
            ]
        )
        return
    stamp_dataset(dataset)
    rows = [
        (p.id, p.name, p.name_ko, p.country + (f":{p.other_country}" if p.other_country else ""), str(p.kind))
        for p in places
    ]
    print_table(("id", "name", "Korean", "country", "kind"), rows)


def print_reports(dataset: Dataset, *, as_json: bool) -> None:
    """Print the reports, oldest first, with what they claim."""
    reports = sorted(dataset.reports.values(), key=lambda r: (r.date.start, r.id))
    if as_json:
        print_json(
            [
                {
                    "id": r.id,
                    "publisher": r.publisher,
                    "agency": r.agency,
                    "title": r.title,
                    "date": r.date_text,
                    "url": r.url,
                    "kind": str(r.kind),
                    "access": str(r.access),
                    "claims": [{"id": c.id, "claim": c.claim, "where": c.where} for c in r.claims],
                }
                for r in reports
            ]
        )
        return
    stamp_dataset(dataset)
    rows = [
        (r.id, r.date_text, r.publisher, r.title, str(r.kind), str(r.access), str(len(r.claims)))
        for r in reports
    ]
    print_table(("id", "date", "publisher", "title", "kind", "access", "claims"), rows, right=(6,))


def targets_of(dataset: Dataset) -> tuple[Target, ...]:
    """Return the targets that a claim or a closure can name."""
    pairs = {(leg.u, leg.v) for leg in dataset.legs}
    # On the ground a mode belongs to the country that the leg runs through, which is where it arrives.
    departures = {
        (str(leg.mode), dataset.places[leg.v if leg.mode.is_surface else leg.u].country)
        for leg in dataset.legs
        if leg.mode is not TravelMode.UNSPECIFIED
    }
    return list_targets(dataset.places, pairs, departures)


def print_targets(dataset: Dataset, *, legs: bool, as_json: bool) -> None:
    """Print the targets that a claim or a closure can name, with places and legs if asked."""
    single = (TargetKind.LEG, TargetKind.PLACE)
    targets = [target for target in targets_of(dataset) if legs or target.kind not in single]
    if as_json:
        print_json([{"target": str(t), "kind": str(t.kind)} for t in targets])
        return
    stamp_dataset(dataset)
    rows = [
        (str(t), str(t.kind), country_name(str(t)) if t.kind is TargetKind.COUNTRY else "") for t in targets
    ]
    print_table(("target", "kind", "name"), rows)
    if not legs:
        typer.echo("Places and legs can be named too: 'safepassage targets --legs' lists them.")


def print_faults(
    folder: Path,
    dataset: Dataset | None,
    faults: Sequence[Fault],
    warnings: Sequence[Fault],
    *,
    as_json: bool,
) -> None:
    """Print every fault of a dataset, or that it has none, and what should be looked at."""
    if as_json:
        keys = ("file", "table", "index", "field", "value", "rule", "remedy")
        told = [("fault", fault) for fault in faults] + [("warning", warning) for warning in warnings]
        print_json([{"severity": kind, **{key: getattr(f, key) for key in keys}} for kind, f in told])
    elif faults:
        for fault in faults:
            typer.echo(str(fault))
        typer.echo(f"{folder}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}.")
    elif dataset:
        for warning in warnings:
            typer.echo(f"look at: {warning}")
        count = f"{len(dataset.reports)} {'report' if len(dataset.reports) == 1 else 'reports'}"
        typer.echo(f"{folder}: {count}, no faults{f', {len(warnings)} to look at' if warnings else ''}.")
