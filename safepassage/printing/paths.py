"""Paths in print: one with all that it rests on, or several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from analysis import CLOSE_CALL, Objective
from geodata import printable
from routes import cite, risk_index

from .base import in_draws, print_table, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis import Ensemble, PathList, PathResult, Rival

_REPORTS_SHOWN = 8
_LEGEND = """\
Risk index: chance of forcible return as read from reports, with its interval. Evidence: named, partly
or inferred, as a report names both ends of the leg, one or none. Flags: assumed (no report says anything),
disputed, contested (reports differ), stale (five years old). docs/model.md tells all of it."""


_LISTED = """\
Risk index: chance of forcible return as read from reports, with its interval. Past reports, not advice.
For the legs and reports of one way ask for it alone (--via), for all of them --json or -o FILE.gpkg."""
_LIMITS = "Neither use nor capacity is weighed: read docs/limits.md before you quote an answer."


def print_path(path: PathResult, drawn: Ensemble | None = None) -> None:
    """Print a path: what it is, its legs, its totals, its margins, its share of draws, its reports."""
    G = path.network
    stamp(path.dataset, G.graph["notices"], G.graph["dataset"])
    typer.echo(f"{path.label}: {path.summary}" if path.found else path.summary)
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
    typer.echo(_LEGEND)
    leaving = ""
    if path.exit:
        by_ground = path.exit.way == "ground"
        leaving = f"Crosses the last border from {path.exit.in_words}. " if by_ground else ""
        leaving = leaving or f"Leaves the ground in {path.exit.in_words}. "
    typer.echo(f"{leaving}Borders: {', '.join(total.borders) or 'none'}.")
    _print_rivals(path, names)
    if drawn:
        best = in_draws(drawn, path.source)
        typer.echo(f"{best[0].upper()}{best[1:]}, each risk somewhere in its interval.")
    _print_reports(path)
    typer.echo(_LIMITS)


def _print_reports(path: PathResult) -> None:
    typer.echo(f"Reports ({len(path.reports)}):")
    for report in path.sources[:_REPORTS_SHOWN]:
        typer.echo(printable(f"  {report.id}: {cite(report)}"))
    more = len(path.reports) - _REPORTS_SHOWN
    if more <= 0:
        return
    if path.objective == Objective.RISK and not (path.question.via or path.question.avoid):
        asked = f"'safepassage evidence {path.source}..{path.target}'"
        typer.echo(f"  and {more} more; {asked} with the same date and")
        typer.echo("  closures tells all claims on the safest path.")
    else:
        # That command knows only the safest path between two places, which is another one.
        typer.echo(f"  and {more} more; --json tells all of them, with their claims.")


def _print_rivals(path: PathResult, names: Mapping[str, str]) -> None:
    """Print the runner-up and the next route by another exit, and whether the order can be relied on."""
    unit = path.question.weight.unit
    told: Rival | None = None
    for word, rival in (("Runner-up", path.runner_up), ("Next by another exit", path.other_exit)):
        if rival is None:
            typer.echo(f"{word}: none.")
        elif told and rival.legs == told.legs:
            typer.echo(f"{word}: the same.")
        else:
            gap = _gap(rival.gap, unit)
            other = rival.exit and path.exit and rival.exit.route != path.exit.route
            close = "; a CLOSE CALL" if other and unit == "of risk cost" and rival.gap < CLOSE_CALL else ""
            typer.echo(f"{word}: {rival.in_words}, worse by {gap}{close}.")
            typer.echo(f"  {' > '.join(names[place] for place in rival.places)}")
        told = rival


def print_paths(paths: PathList) -> None:
    """Print several paths: a table with a row each, then the places of each, then what it all means."""
    G = paths.network
    info = G.graph["dataset"]
    stamp(f"{info.title}, version {info.version}", G.graph["notices"], info)
    asked = f"as of {G.graph['as_of_text']}{_with(G.graph['scenario'])}{paths.question.in_words}"
    if not paths.found:
        typer.echo(f"No way through {paths.question.ends_in_words} {asked}: {paths.reason}")
        return
    found = f"{len(paths)} {'path' if len(paths) == 1 else 'paths'}"
    typer.echo(f"{paths.title} {asked}: {found}. {paths.note}".rstrip())
    named = any(path.role for path in paths)
    weight = paths.question.weight
    rows = []
    for path in paths:
        total = path.totals
        worse = path.value - paths[0].value
        last = path.role if named else f"{worse:,.0f}" if weight.is_length else f"{worse:.3f}"
        rows.append(
            (
                str(path.rank),
                path.exit.in_words if path.exit else "",
                f"{total.length_km:,.0f}",
                f"{total.days:.1f}",
                f"{total.risk_index:.3f}",
                f"{total.risk_index_low:.3f}-{total.risk_index_high:.3f}",
                str(len(total.borders)),
                str(len(path.reports)),
                last,
            )
        )
    header = ("", "exit", "km", "days", "risk index", "interval", "borders", "reports")
    last_header = "" if named else f"worse by, {weight.unit.removeprefix('of ')}"
    print_table((*header, last_header), rows, right=(0, 2, 3, 4, 5, 6, 7, *(() if named else (8,))))
    names = {node: data["name"] for node, data in G.nodes(data=True)}
    for path in paths:
        way = " > ".join(names[place] for place in path.places)
        typer.echo(f"{path.rank}  {way}{_modes(path)}")
    typer.echo(_LISTED)
    typer.echo(_LIMITS)


def _modes(path: PathResult) -> str:
    """Return the modes of a path, each stretch once: "(unspecified, rail, air)"."""
    modes = [leg.key for leg in path.legs]
    told = [mode for i, mode in enumerate(modes) if i == 0 or mode != modes[i - 1]]
    return f" ({', '.join(told)})" if told else ""


def _with(scenario: tuple[str, ...]) -> str:
    return f" with {', '.join(scenario)}" if scenario else ""


def _gap(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if unit == "km" else f"{value:.3f} {unit}"
