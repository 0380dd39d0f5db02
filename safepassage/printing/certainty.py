"""How sure an answer is, in print: draws, then the numbers it hangs on, then closures, then reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from analysis import NumberKind, names_in, target_in_words
from geodata import printable
from routes import cite

from .base import in_draws, print_table, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis import Ensemble, Exit, LeaveOneOut, PathResult, Quantiles, Standing, Tolerance, Tolerances
    from safepassage.certainties import Certainty

_SHOWN = 5  # ways
_NUMBERS_SHOWN = 8
_LEGEND = """\
Draws: every number of risk is drawn in its stated interval, claims that feed several legs once; the best way
of each draw is found exactly. A share of draws is a statement about these intervals, not a probability of
what happened. Turns at: the chance of return at which, all else as it is, another exit has the safest way.
Past reports, not advice. Read docs/limits.md before you quote it."""
_DRAWS = "of draws"


def print_certainty(found: Certainty) -> None:
    """Print how sure the safest way from each origin is."""
    asked = found.ensemble
    G = asked.network
    info = G.graph["dataset"]
    names = names_in(G)
    stamp(f"{info.title}, version {info.version}", G.graph["notices"], info)
    scenario = f" with {', '.join(G.graph['scenario'])}" if G.graph["scenario"] else ""
    ends = ", ".join(names[place] for place in asked.destinations)
    typer.echo(printable(f"How sure is the safest way to {ends}, as of {G.graph['as_of_text']}{scenario}?"))
    for i, path in enumerate(found.paths):
        origin = asked.origins[i]
        typer.echo(f"\n{printable(names[origin])}")
        if not path.found:
            typer.echo(f"No way through, in any draw: {path.reason}")
        else:
            _print_standing(path, asked, asked.standing(origin), names)
            _print_numbers(found.tolerances[i])
        if asked.closures:
            _print_closures(asked, origin, names)
        if found.left_out:
            _print_left_out(found.left_out[i])
    typer.echo(f"\n{_LEGEND}")


def _print_standing(path: PathResult, asked: Ensemble, standing: Standing, names: Mapping[str, str]) -> None:
    by = f"by {path.exit.in_words}, " if path.exit else ""
    typer.echo(
        f"The safest way for the central numbers, {by}risk index {path.risk_index:.3f}: "
        f"{in_draws(asked, standing.origin)}."
    )
    typer.echo(
        f"Regret: over all draws it is worse than the best by {standing.regret:.3f} of risk cost, on average."
    )
    print_table(
        ("exit", _DRAWS),
        [(_exit(found), _share(share)) for found, share in standing.exits.items()],
        right=(1,),
    )
    typer.echo("")
    rows = []
    for way in standing.ways[:_SHOWN]:
        mark = " *" if way.legs == path.legs else ""
        rows.append((f"{_share(way.share)}{mark}", _exit(way.exit), _way(way.places, names)))
    print_table((_DRAWS, "by", "way (* for the central numbers)"), rows)
    if len(standing.ways) > _SHOWN:
        typer.echo(f"and {len(standing.ways) - _SHOWN} more ways (--json has all).")
    quantiles = (
        ("risk index", standing.risk_index, 3),
        ("km", standing.length_km, 0),
        ("days", standing.days, 1),
    )
    typer.echo("")
    told = [
        (name, *(f"{value:,.{digits}f}" for value in found)) for name, found, digits in quantiles if found
    ]
    print_table(("the best way's", "5 %", "25 %", "median", "75 %", "95 %"), told, right=range(1, 6))


def _print_numbers(found: Tolerances) -> None:
    """Print the numbers that turn the exit, most fragile first; single legs are left to JSON."""
    typer.echo("")
    turning = [one for one in found.for_exit if one.number.kind is not NumberKind.LEG]
    if not turning:
        typer.echo("No number, moved alone, changes the exit.")
        return
    inside = sum(one.exit_within for one in turning)
    count = "1 number turns" if len(turning) == 1 else f"{len(turning)} numbers turn"
    typer.echo(f"{count} the exit when moved alone, {inside} inside their own interval:")
    rows = [row for one in turning[:_NUMBERS_SHOWN] for row in _number_rows(one)]
    header = ("number", "chance", "interval", "turns at", "level", "then by", "inside")
    print_table(header, rows, right=(1,))
    if len(turning) > _NUMBERS_SHOWN:
        typer.echo(f"and {len(turning) - _NUMBERS_SHOWN} more that must move further (--json has all).")


def _number_rows(one: Tolerance) -> list[tuple[str, ...]]:
    number = one.number
    who = (number.in_words, f"{number.p:.3f}", f"{number.p_low:.3f}-{number.p_high:.3f}")
    rows: list[tuple[str, ...]] = []
    for side, point in (("below", one.exit_down), ("above", one.exit_up)):
        if point:
            level = str(point.level or "beyond all") if number.levels else ""
            turn = (f"{side} {point.p:.3f}", level, _exit(point.exit), "INSIDE" if point.within else "")
            rows.append((*(("", "", "") if rows else who), *turn))
    return rows


def _print_closures(asked: Ensemble, origin: str, names: Mapping[str, str]) -> None:
    """Print what each closure does, in the order in which they were asked: they are not ranked."""
    typer.echo("")
    rows = []
    for closed in asked.closures:
        effect = asked.effect(origin, closed)
        if effect.cut_off:
            told = ("in all", "", "", "", "")
        else:
            told = (
                "in none" if asked.standing(origin).found else "",
                _share(effect.loses_way),
                _share(effect.loses_exit),
                _spread(effect.more_risk, 3),
                _spread(effect.more_km, 0),
            )
        rows.append((target_in_words(closed, names), *told))
    header = ("closed alone", "no way left", "another way", "another exit", "more risk index", "more km")
    print_table(header, rows, right=(2, 3))
    typer.echo("More: the 5th, 50th and 95th of a hundred draws, each beside itself without the closure.")


def _print_left_out(found: LeaveOneOut) -> None:
    typer.echo(f"\n{found.in_words}.")
    for one in found.changes:
        typer.echo(printable(f"- {one.in_words}."))
        for report in one.reports:
            typer.echo(printable(f"  {report.id}: {cite(report)}"))


def _share(share: float) -> str:
    """Return a share in per cent; only none and all are printed as 0 and 100."""
    if share in (0, 1):
        return f"{100 * share:.0f} %"
    if share < 0.01 or share > 0.99:
        return "< 1 %" if share < 0.5 else "> 99 %"
    return f"{100 * share:.0f} %"


def _spread(found: Quantiles | None, digits: int) -> str:
    if found is None:
        return ""
    return ", ".join(f"{value:z,.{digits}f}" for value in (found.p05, found.p50, found.p95))


def _exit(found: Exit | None) -> str:
    return found.in_words if found else "on the ground"


def _way(places: tuple[str, ...], names: Mapping[str, str]) -> str:
    return " > ".join(names[place] for place in places)
