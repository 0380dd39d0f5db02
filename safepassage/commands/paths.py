"""The command that answers: which way, and which others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import Objective, PathList, best_by, k_shortest_paths, nearest_haven
from geodata import UnknownNameError
from safepassage.facade import load_network
from safepassage.printing import print_json, print_path, print_paths, say, stamp_of, with_progress
from safepassage.saving import save_paths

from .app import app
from .completing import complete_places, complete_targets
from .options import (
    AsOfOption,
    CloseOption,
    FromArgument,
    JsonOption,
    NetworkOption,
    SeedOfDrawsOption,
    TableOption,
    listed,
)

if TYPE_CHECKING:
    import networkx as nx

    from analysis import Ensemble, PathResult

_DISSIMILAR = 3  # how many ways are shown if nobody says


@app.command("path")
def find_path(
    source: FromArgument,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TO]",
            autocompletion=complete_places,
            help="A place; several with commas.  [default: the dataset's destination]",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        Objective | None,
        typer.Option("--by", help="What the path is best in.  [default: risk]", show_default=False),
    ] = None,
    k: Annotated[
        int | None,
        typer.Option(
            "-k",
            metavar="N",
            help="The N best paths, best first; two modes are two paths.",
            show_default=False,
        ),
    ] = None,
    dissimilar: Annotated[
        float | None,
        typer.Option(
            "--dissimilar",
            metavar="SHARE",
            help="Paths that share at most this part of the length of any better one (0.5: half); "
            f"-k says how many.  [default: {_DISSIMILAR}]",
            show_default=False,
        ),
    ] = None,
    pareto: Annotated[
        bool,
        typer.Option("--pareto", help="All trade-offs between length, risk and number of borders."),
    ] = False,
    haven: Annotated[
        bool,
        typer.Option(
            "--nearest-haven", help="To the first place from which people were not sent back; no TO."
        ),
    ] = False,
    via: Annotated[
        list[str] | None,
        typer.Option(
            "--via",
            metavar="TARGET",
            autocompletion=complete_targets,
            help="Pass this place, border or country. Several are passed in their order.",
            show_default=False,
        ),
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(
            "--avoid",
            metavar="TARGET",
            autocompletion=complete_targets,
            help="Go round this, without closing it. May be given several times.",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws",
            metavar="N",
            help="Say in how many of N draws of the risks in their intervals the path is the best; "
            "'certainty' tells more.",
            show_default=False,
        ),
    ] = None,
    seed: SeedOfDrawsOption = None,
    dataset: NetworkOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    output: TableOption = None,
    json: JsonOption = False,
) -> None:
    """Find the shortest or safest path among the ways that were reported, its rivals and its trade-offs.

    Example: safepassage path onsong seoul --by risk --as-of 2004-06 --close CHN-MNG

    Example: safepassage path onsong --dissimilar 0.5 -k 4 -o ways.gpkg
    """
    kinds = {"--pareto": pareto, "--nearest-haven": haven, "--dissimilar": dissimilar is not None}
    asked = [name for name, given in kinds.items() if given]
    _check_kind(asked, k, by, target)
    if draws is not None:
        others = {"-k": k is not None, "--via": via, "--avoid": avoid, "-o": output}
        _check_draws(source, by, [*asked, *(name for name, given in others.items() if given)])
    elif seed is not None:
        raise typer.BadParameter("--seed says which draws: give --draws N with it")
    if output:
        from routes import check_layer_format  # noqa: PLC0415 - before long work is done

        check_layer_format(output)
    G = load_network(as_of, dataset=dataset, close=close or ())
    by = by or Objective.RISK
    origins, limits = listed(source), {"via": via or [], "avoid": avoid or []}
    if haven:
        return _tell(nearest_haven(G, origins, by, **limits), output, json=json)
    ends = origins, (listed(target) if target is not None else _destination(G))
    if pareto:
        from analysis import pareto_paths  # noqa: PLC0415 - one path needs no label setting

        return _tell(pareto_paths(G, *ends, **limits), output, json=json)
    if dissimilar is not None:
        from analysis import dissimilar_paths  # noqa: PLC0415

        several = dissimilar_paths(G, *ends, _DISSIMILAR if k is None else k, by, share=dissimilar, **limits)
        return _tell(several, output, json=json)
    if k is not None:
        return _tell(k_shortest_paths(G, *ends, k, by, **limits), output, json=json)
    path = best_by(G, *ends, by, **limits)
    return _tell(path, output, None if draws is None else _drawn(path, draws, seed or 0), json=json)


def _check_kind(asked: list[str], k: int | None, by: Objective | None, target: str | None) -> None:
    """Refuse two questions at once, and what does not go with the one."""
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)} are different questions: give one of them")
    kind = asked[0] if asked else ""
    if k is not None and kind in {"--pareto", "--nearest-haven"}:
        raise typer.BadParameter(f"-k does not go with {kind}, which says itself how many there are")
    if kind == "--pareto" and by is not None:
        raise typer.BadParameter("--by does not go with --pareto, which weighs length, risk and borders")
    if kind == "--nearest-haven" and target is not None:
        raise typer.BadParameter("--nearest-haven finds the destination itself: leave TO out")


def _check_draws(source: str, by: Objective | None, others: list[str]) -> None:
    """Refuse draws with a question of which they say nothing, or something else than is asked."""
    if others:
        raise typer.BadParameter(f"--draws tells of one path, from place to place: leave {others[0]} out")
    if by in {Objective.LENGTH, Objective.DAYS}:
        raise typer.BadParameter(f"--draws draws risks, on which --by {by} does not depend: ask --by risk")
    if len(listed(source)) > 1:
        raise typer.BadParameter("--draws asks one FROM alone; 'certainty' takes several")


def _drawn(path: PathResult, draws: int, seed: int) -> Ensemble:
    from analysis import ensemble  # noqa: PLC0415 - a path alone needs no numpy

    asked = path.question
    return ensemble(
        path.network,
        asked.origins,
        asked.destinations,
        draws=draws,
        seed=seed,
        by=asked.weight,
        progress=with_progress,
    )


def _tell(
    answer: PathResult | PathList, output: Path | None, drawn: Ensemble | None = None, *, json: bool
) -> None:
    if output:
        written = save_paths(answer, output)
        count = len(answer) if isinstance(answer, PathList) else int(answer.found)
        if json:
            told = {"file": str(written), "bytes": written.stat().st_size, "paths": count}
            print_json(told | stamp_of(answer.network))
        else:
            say(f"{written.resolve()}\n{count} {'path' if count == 1 else 'paths'}.")
            if not answer.found:
                say(f"No way through: {answer.reason}")
    elif json:
        from analysis import trace_path, trace_paths  # noqa: PLC0415

        if isinstance(answer, PathList):
            print_json(trace_paths(answer))
        else:
            print_json(trace_path(answer.network, answer) | (_drawn_data(drawn) if drawn else {}))
    elif isinstance(answer, PathList):
        print_paths(answer)
    else:
        print_path(answer, drawn)


def _drawn_data(drawn: Ensemble) -> dict[str, object]:
    standing = drawn.standing(drawn.origins[0])
    return {"ensemble": {"draws": drawn.draws, "seed": drawn.seed, **standing.to_json()}}


def _destination(G: nx.MultiDiGraph[str]) -> list[str]:
    known = G.graph["dataset"].destinations[:1]
    if not known:
        raise UnknownNameError("the dataset names no destination: say where the ways lead, FROM TO")
    return list(known)
