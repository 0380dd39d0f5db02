"""What the command line prints: tables made for reading, JSON made for programs.

Every output is stamped with dataset, version, as-of date and scenario. Text of a dataset is
escaped before rich sees it, since rich reads square brackets as markup.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from geodata import country_name
from routes import TargetKind, TravelMode, list_targets, risk_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import networkx as nx

    from analysis import PathResult
    from routes import Dataset, Fault


def print_json(data: object) -> None:
    """Print data as JSON, readable and with every script of names kept."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_path(G: nx.MultiDiGraph[str], path: PathResult) -> None:
    """Print a path: what it is, its legs, its totals, its margins, its reports."""
    _stamp(path.dataset, G.graph["notices"], G.graph["dataset"])
    typer.echo(f"{path.label}: {path.summary}")
    if not path.found:
        return
    if not path.legs:
        typer.echo("Origin and destination are the same place: nothing to travel.")
        return
    names = {node: data["name"] for node, data in G.nodes(data=True)}
    rows = []
    for leg in path.legs:
        data = G.edges[leg]
        rows.append(
            (
                names[leg.u],
                names[leg.v],
                leg.key,
                f"{data['length_km']:,.0f}",
                f"{data['days']:.1f}",
                f"{risk_index(data['risk_cost']):.3f}",
                f"{risk_index(data['risk_low']):.3f}-{risk_index(data['risk_high']):.3f}",
                str(data["evidence"]),
                ", ".join(data["flags"]),
            )
        )
    total = path.totals
    footer = (
        *("total", "", "", f"{total.length_km:,.0f}", f"{total.days:.1f}", f"{total.risk_index:.3f}"),
        *(f"{total.risk_index_low:.3f}-{total.risk_index_high:.3f}", "", ""),
    )
    header = ("from", "to", "mode", "km", "days", "risk index", "interval", "evidence", "flags")
    print_table(header, rows, right=(3, 4, 5, 6), footer=footer)
    leaving = ""
    if path.exit:
        verb = "Comes from" if path.exit.way == "ground" else "Leaves the ground in"
        leaving = f"{verb} {path.exit.in_words}. "
    typer.echo(f"{leaving}Borders: {', '.join(total.borders) or 'none'}.")
    unit = "km" if path.objective == "length" else "of cost"
    for word, rival in (("Runner-up", path.runner_up), ("Next by another exit", path.other_exit)):
        if rival:
            gap = f"{rival.gap:,.0f}" if unit == "km" else f"{rival.gap:.3f}"
            typer.echo(f"{word}: {rival.in_words} (worse by {gap} {unit}).")
            typer.echo(f"  {' > '.join(names[place] for place in rival.places)}")
        else:
            typer.echo(f"{word}: none.")
    typer.echo("Reports:")
    for report_id in path.reports:
        report = G.graph["reports"][report_id]
        typer.echo(f"  {report_id}: {report.publisher}, {report.title}, {report.date_text}")


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
    _stamp_dataset(dataset)
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
    _stamp_dataset(dataset)
    rows = [
        (r.id, r.date_text, r.publisher, r.title, str(r.kind), str(r.access), str(len(r.claims)))
        for r in reports
    ]
    print_table(("id", "date", "publisher", "title", "kind", "access", "claims"), rows, right=(6,))


def print_targets(dataset: Dataset, *, legs: bool, as_json: bool) -> None:
    """Print the targets that a claim or a closure can name."""
    pairs = {(leg.u, leg.v) for leg in dataset.legs}
    # On the ground a mode belongs to the country that the leg runs through, which is where it arrives.
    departures = {
        (str(leg.mode), dataset.places[leg.v if leg.mode.is_surface else leg.u].country)
        for leg in dataset.legs
        if leg.mode is not TravelMode.UNSPECIFIED
    }
    targets = [
        target
        for target in list_targets(dataset.places, pairs, departures)
        if legs or target.kind not in (TargetKind.LEG, TargetKind.PLACE)
    ]
    if as_json:
        print_json([{"target": str(t), "kind": str(t.kind)} for t in targets])
        return
    _stamp_dataset(dataset)
    rows = [
        (str(t), str(t.kind), country_name(str(t)) if t.kind is TargetKind.COUNTRY else "") for t in targets
    ]
    print_table(("target", "kind", "name"), rows)
    if not legs:
        typer.echo("Places and legs can be named too: 'safepassage targets --legs' lists them.")


def print_faults(folder: Path, faults: Sequence[Fault], *, as_json: bool) -> None:
    """Print every fault of a dataset, or that it has none."""
    if as_json:
        keys = ("file", "table", "index", "field", "value", "rule", "remedy")
        print_json([{key: getattr(fault, key) for key in keys} for fault in faults])
    elif faults:
        for fault in faults:
            typer.echo(str(fault))
        typer.echo(f"{folder}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}.")
    else:
        typer.echo(f"{folder}: no faults.")


def print_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[int] = (),
    footer: Sequence[str] | None = None,
) -> None:
    """Print an aligned table; ``right`` are the columns of numbers."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - not needed for JSON
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, show_footer=footer is not None, pad_edge=False)
    for i, title in enumerate(header):
        table.add_column(
            title,
            justify="right" if i in right else "left",
            footer=footer[i] if footer else "",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    console = Console(highlight=False)
    if not console.is_terminal:
        # A pipe has no width: let no cell be broken that a program may read.
        console = Console(highlight=False, width=240)
    console.print(table)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _stamp_dataset(dataset: Dataset) -> None:
    _stamp(f"{dataset.info.title}, version {dataset.info.version}", dataset.notices, dataset.info)


def _stamp(dataset: str, notices: Iterable[str], info: Any) -> None:  # noqa: ANN401
    typer.echo(f"{dataset}.")
    if not info.people_at_risk:
        typer.echo(f"Protection of people at risk is lifted for this dataset: {info.people_at_risk_reason}")
    for notice in notices:
        typer.echo(f"Note: {notice}.", err=True)
