"""Bottlenecks in print: countries and borders, then places and legs as their proof, then the ways left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from analysis import best_gain, name_of, worst_loss
from geodata import printable

from .base import print_table, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Bottlenecks, Cut, Dependence, WaysLeft

_LEGEND = """\
Every way of: origins all of whose ways pass it, so that they have none without it. Through: the part of
the shortest and of the safest ways that pass it. Without it, for the other origins: the greatest growth of
the shortest way, and of the safest way's risk index. Made safe: the risk index if the danger there were
minimal, for the origin that gains most. Closed and safe stand side by side: past reports, not advice."""


def print_bottlenecks(found: Bottlenecks) -> None:
    """Print on what the ways depend, and how many are left."""
    G = found.network
    info = G.graph["dataset"]
    names = {node: data["name"] for node, data in G.nodes(data=True)}
    stamp(f"{info.title}, version {info.version}", G.graph["notices"], info)
    scenario = f" with {', '.join(G.graph['scenario'])}" if G.graph["scenario"] else ""
    origins = ", ".join(names[place] for place in found.origins)
    ends = ", ".join(names[place] for place in found.destinations)
    when = f"as of {G.graph['as_of_text']}{scenario}"
    typer.echo(printable(f"On what the ways from {origins} to {ends} depend, {when}."))
    for title, some in (("country", found.countries), ("border", found.borders)):
        if some:
            typer.echo("")
            _print_dependences(found, title, some, names)
    if not (found.countries or found.borders):
        ways = any(left.legs.size for left in found.ways_left)
        typer.echo(
            "The ways depend on no country and no border between."
            if ways
            else "There is no way that could depend on anything."
        )
    if found.all:
        typer.echo(_LEGEND)
    for title, some in (("place", found.places), ("leg", found.legs)):
        needed = [dependence for dependence in some if dependence.every_way_of]
        if needed:
            typer.echo(f"\nProof: each {title} that every way of some origin passes")
            _print_dependences(found, title, needed, names)
    typer.echo("\nWays left (--json has every cut and the ways that prove it)")
    header = ("from", "disjoint by places", "disjoint by legs", "borders", "so")
    rows = [
        (
            names[left.origin],
            _size(left.places, "it is there" if left.legs.size is None else "a leg leads straight there"),
            _size(left.legs, "it is there"),
            _borders(left),
            _so(left),
        )
        for left in found.ways_left
    ]
    print_table(header, rows)


def _print_dependences(
    found: Bottlenecks, title: str, some: Sequence[Dependence], names: dict[str, str]
) -> None:
    header = (title, "every way of", "through, %", "km longer", "risk index without it", "made safe")
    several = len(found.origins)
    rows = [
        (
            f"{name_of(found, dependence)}",
            _origins(dependence.every_way_of, names, several),
            f"{100 * dependence.through['length']:.0f}, {100 * dependence.through['risk']:.0f}",
            f"{dependence.longest_detour_km:,.0f}" if dependence.longest_detour_km else "",
            worst_loss(found, dependence),
            best_gain(found, dependence),
        )
        for dependence in some
    ]
    print_table(header, rows, right=(2, 3))


def _origins(origins: Sequence[str], names: dict[str, str], several: int) -> str:
    if several > 1 and len(origins) == several:
        return f"all {several}"
    return ", ".join(names[origin] for origin in origins)


def _size(cut: Cut, unbounded: str) -> str:
    return unbounded if cut.size is None else str(cut.size)


def _borders(left: WaysLeft) -> str:
    if left.borders.number is None:
        return "passes none"
    return f"{'' if left.borders.exact else 'at least '}{left.borders.number}"


def _so(left: WaysLeft) -> str:
    """Return what the number of borders means. Sets that would cut people off are never named."""
    number = left.borders.number
    if left.legs.size is None:
        return "nothing to travel"
    if number == 0:
        return "no way through"
    if number is None:
        return "a way is left whichever borders close"
    if number == 1:
        return "every way hangs on one border"
    return f"whichever {number - 1} close, a way is left"
