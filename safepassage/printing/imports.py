"""What an import has made: how much was read, what was repaired or dropped, and what to ask next."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import typer

from geodata import PlaceKind, country_name, printable
from routes import build_network

from .base import print_json
from .manner import say

if TYPE_CHECKING:
    from pathlib import Path

    from routes import Dataset, FleeImport


def print_import(imported: FleeImport, folder: Path, *, as_json: bool) -> None:
    """Print what an import read, everything that it changed on the way, and commands to go on with."""
    dataset, instance = imported.dataset, imported.instance
    kinds = [dataset.places[key].kind for key in imported.places.values()]
    counts = {
        "locations": len(imported.places),
        "origins": kinds.count(PlaceKind.ORIGIN),
        "camps": kinds.count(PlaceKind.DESTINATION),
        "routes": len({frozenset((line.a, line.b)) for line in dataset.skeleton})
        - 3 * len(imported.crossings),
        "routes_over_borders": len(imported.crossings),
        "closures": len(instance.closures),
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
        f"Read {counts['locations']} locations ({counts['origins']} conflict zones, {counts['camps']} camps), "
        f"{counts['routes']} routes ({counts['routes_over_borders']} over borders) and "
        f"{counts['closures']} closures, {first} to {last}."
    )
    told = {name: f"{country_name(code)} ({code})" for name, (code, _) in imported.countries.items()}
    typer.echo(printable("Countries: " + ", ".join(f"{name} = {code}" for name, code in told.items())))
    for remark in imported.remarks:
        typer.echo(f"  {remark}")
    say(f"Written to {folder.resolve()}. Nothing is claimed of risk: all of it is assumed. Try:")
    for command in commands:
        say(f"  {command}")


def next_commands(dataset: Dataset, folder: str) -> list[str]:
    """Return commands that work on an imported dataset, with names that exist in it."""
    import networkx as nx  # noqa: PLC0415 - no question needs it here

    where = f"--dataset {shlex.quote(folder)}"
    commands = [f"safepassage validate {shlex.quote(folder)}"]
    G = build_network(dataset)
    for origin in dataset.info.origins:
        steps = nx.single_source_shortest_path_length(G, origin)
        reached = sorted((steps[camp], camp) for camp in dataset.info.destinations if camp in steps)
        if reached:
            commands.append(f"safepassage path {origin} {reached[0][1]} {where}")
            break
    commands.append(f"safepassage bottlenecks {where}")
    borders = sorted(
        {"-".join(sorted((p.country, p.other_country))) for p in dataset.places.values() if p.other_country}
    )
    if borders:
        commands.append(f"safepassage compare --close {borders[0]} {where}")
    commands.append(f"safepassage map -o map.html {where}")
    return commands
