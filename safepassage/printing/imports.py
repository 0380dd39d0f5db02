"""What an import has made: how much was read, what was repaired or dropped, and what to ask next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from analysis import nearest_haven
from geodata import PlaceKind, country_name, printable
from routes import build_network

from .base import print_json
from .manner import say

if TYPE_CHECKING:
    from pathlib import Path

    from routes import Dataset, FleeImport


def print_import(imported: FleeImport, folder: Path, *, as_json: bool) -> None:
    """Print what an import read, everything that it changed on the way, and commands to go on with."""
    dataset = imported.dataset
    kinds = [dataset.places[key].kind for key in imported.places.values()]
    counts = {
        "locations": len(imported.places),
        "origins": kinds.count(PlaceKind.ORIGIN),
        "camps": kinds.count(PlaceKind.DESTINATION),
        "routes": sum(len(report.routes) for report in dataset.reports.values()),
        "routes_over_borders": len(imported.crossings),
        "closures": imported.closures,
    }
    first, last = dataset.info.period.start, dataset.info.period.end
    commands = next_commands(dataset, str(folder))
    if as_json:
        print_json(
            {
                "folder": str(folder),
                "period": [str(first), str(last)],
                **counts,
                "countries": {
                    name: {"code": code, "found": how} for name, (code, how) in imported.countries.items()
                },
                "places": imported.places,
                "remarks": [
                    {"kind": str(one.kind), "file": one.file, "line": one.line, "text": printable(one.text)}
                    for one in imported.remarks
                ],
                "next": commands,
            }
        )
        return
    typer.echo(
        f"Read {_count(counts['locations'], 'location')} ({_count(counts['origins'], 'conflict zone')}, "
        f"{_count(counts['camps'], 'camp')}), {_count(counts['routes'], 'route')} "
        f"({counts['routes_over_borders']} over borders) and {_count(counts['closures'], 'closure')}, "
        f"{first} to {last}."
    )
    told = [f"{name} = {country_name(code)} ({code})" for name, (code, _) in imported.countries.items()]
    if told:
        typer.echo(printable(f"Countries: {', '.join(told)}"))
    for remark in imported.remarks:
        typer.echo(f"  {remark}")
    say(f"Written to {folder.resolve()}. Nothing is claimed of risk: all of it is assumed. Try:")
    for command in commands:
        say(f"  {command}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def next_commands(dataset: Dataset, folder: str) -> list[str]:
    """Return commands that work on an imported dataset, with names that exist in it."""
    where = f"--dataset {shlex.quote(folder)}"
    commands = [f"safepassage validate {shlex.quote(folder)}"]
    G = build_network(dataset)
    origins = dataset.info.origins if dataset.info.destinations else ()
    ways = (nearest_haven(G, origin) for origin in origins)
    if way := next((way for way in ways if way.found), None):
        commands.append(f"safepassage path {way.places[0]} {way.places[-1]} {where}")
        for border in way.totals.borders[:1]:
            closing = f"--close {'-'.join(sorted(border.split(':')))}"
            commands.append(f"safepassage compare {closing} --from {way.places[0]} {where}")
            commands.append(f"safepassage sweep {closing} -o sweep.csv {where}")
    return [*commands, f"safepassage bottlenecks {where}", f"safepassage map -o map.html {where}"]
