"""Comparisons in print: the ways before and after, then why in words, then what would undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from analysis import Objective, Undoing, cells_of, change_in_words, names_in, target_in_words
from geodata import printable

from .base import print_table, stamp
from .manner import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analysis import Compared, Comparison, Difference, Gain, Relief

_SAFE_SHOWN = 5
_LEGEND = """\
Each column: before > after; what stays is told once. Risk index: chance of forcible return as read from
reports, with its interval. What would help: the risk index of the safest way, as it is > with this one thing
done, for who gains most. Among the ways reported; past reports, not advice. Read docs/limits.md before you
quote it."""


def print_comparison(found: Comparison) -> None:
    """Print what changes, case by case."""
    G = found.network
    info = G.graph["dataset"]
    names = names_in(G)
    stamp(f"{info.title}, version {info.version}", G.graph["notices"], info)
    scenario = f" with {', '.join(G.graph['scenario'])}" if G.graph["scenario"] else ""
    asked = f"from {_list(found.origins, names)} to {_list(found.destinations, names)}"
    typer.echo(printable(f"Best ways {asked}, as of {G.graph['as_of_text']}{scenario}, and what changes:"))
    for case in found.cases:
        for notice in case.network.graph["notices"]:
            if notice not in G.graph["notices"]:
                note(notice)
        typer.echo(f"\n{printable(case.label)}")
        _print_ways(case, names, several=len(found.destinations) > 1)
        _print_words(case, names, [weight.name for weight in found.weights])
        _print_reliefs(case.reliefs, names)
    typer.echo(f"\n{_LEGEND}")


def _print_ways(case: Compared, names: Mapping[str, str], *, several: bool) -> None:
    header = ("from", *(("to",) if several else ()), "by", "km", "days", "risk index", "interval", "exit")
    rows = [
        (names[d.origin], *((names[d.destination],) if several else ()), d.objective, *cells_of(d))
        for d in case.differences
    ]
    at = len(header)
    print_table(header, rows, right=range(at - 5, at - 1))
    for title, pairs in (("Cut off", case.cut_off), ("A way again", case.again)):
        if pairs:
            told = [f"{names[o]} to {names[d]}" if several else names[o] for o, d in pairs]
            typer.echo(printable(f"{title}: {', '.join(told)}."))


def _print_words(case: Compared, names: Mapping[str, str], objectives: Sequence[str]) -> None:
    """Print in words what changed by the leading objective (risk, if asked), and what all ways pass.

    Who has no way is told why, the others by what margin theirs is the best.
    """
    by = Objective.RISK if Objective.RISK in objectives else objectives[0]
    told = [d for d in case.differences if d.objective == by]
    for d, sentence, margin in zip(told, case.sentences(of=told), case.margins(of=told), strict=True):
        more = margin if d.after.found else f"Why: {d.after.reason.replace('scenario: ', '')}"
        typer.echo(printable(f"- {sentence} {more}".rstrip()))
    _print_why(told, names)
    for passed in case.passed:
        who = names[passed.origin]
        for word, targets in (("now passes", passed.appear), ("no longer has to pass", passed.vanish)):
            if targets:
                some = ", ".join(target_in_words(target, names) for target in targets)
                typer.echo(printable(f"Every way from {who} {word}: {some}."))


def _print_why(differences: Iterable[Difference], names: Mapping[str, str]) -> None:
    """Print which legs of the former ways are not open any more, by what shut them."""
    broken = dict.fromkeys(pair for difference in differences for pair in difference.broken)
    reasons: dict[str, list[str]] = {}
    for leg, reason in broken:
        reasons.setdefault(reason, []).append(f"{names[leg.u]} - {names[leg.v]}")
    for reason, legs in reasons.items():
        typer.echo(printable(f"Not open any more: {', '.join(legs)}: {reason.removeprefix('scenario: ')}."))


def _print_reliefs(reliefs: Sequence[Relief], names: Mapping[str, str]) -> None:
    """Print what would help: all closures opened again, and what safety would help most."""
    opened = [relief for relief in reliefs if relief.how is not Undoing.SAFE]
    safe = sorted(
        (relief for relief in reliefs if relief.how is Undoing.SAFE),
        key=lambda relief: (-len(relief.connected), -_milder(_best(relief.gains)), str(relief.target)),
    )
    rows = []
    for relief in (*opened, *safe[:_SAFE_SHOWN]):
        best = _best(relief.gains)
        rows.append(
            (
                f"{target_in_words(str(relief.target), names)} {relief.how}",
                change_in_words(best.risk_index_before, best.risk_index_after),
                f"{best.shorter_km:,.0f}" if best.shorter_km else "",
                names[best.origin],
                _list(relief.connected, names),
            )
        )
    if not rows:
        typer.echo("Nothing helps that is one closure opened again, or one border or country made safe.")
        return
    header = ("what would help", "risk index", "km shorter", "from", "who has a way again")
    columns = len(header) if any(row[-1] for row in rows) else len(header) - 1
    print_table(header[:columns], [row[:columns] for row in rows], right=(2,))
    if len(safe) > _SAFE_SHOWN:
        typer.echo(f"and {len(safe) - _SAFE_SHOWN} more whose safety would help less (--json has all).")


def _best(gains: Sequence[Gain]) -> Gain:
    return max(gains, key=lambda gain: (gain.connected, _milder(gain), gain.shorter_km or 0.0))


def _milder(gain: Gain) -> float:
    return gain.milder_cost or 0.0


def _list(places: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[place] for place in places)
