"""The command that answers: which way, and which others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import Objective, PathList, best_by, k_shortest_paths, nearest_haven
from geodata import UnknownNameError
from safepassage.facade import load_network, save_paths
from safepassage.printing import print_json, print_path, print_paths

from .app import app
from .options import AsOfOption, CloseOption, DatasetOption, JsonOption, TableOption, listed

if TYPE_CHECKING:
    import networkx as nx

    from analysis import PathResult

_DISSIMILAR = 3  # how many ways are shown if nobody says


@app.command("path")
def find_path(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A place, by any of its names; several with commas.")
    ],
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="[TO]",
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
            help="Pass this place, border or country. Several are passed in their order.",
            show_default=False,
        ),
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(
            "--avoid",
            metavar="TARGET",
            help="Go round this, without closing it. May be given several times.",
            show_default=False,
        ),
    ] = None,
    dataset: DatasetOption = None,
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
    if len(asked) > 1:
        raise typer.BadParameter(f"{' and '.join(asked)} are different questions: give one of them")
    if k is not None and (pareto or haven):
        raise typer.BadParameter(f"-k does not go with {asked[0]}, which says itself how many there are")
    if pareto and by is not None:
        raise typer.BadParameter("--by does not go with --pareto, which weighs length, risk and borders")
    if haven and target is not None:
        raise typer.BadParameter("--nearest-haven finds the destination itself: leave TO out")
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
    return _tell(best_by(G, *ends, by, **limits), output, json=json)


def _tell(answer: PathResult | PathList, output: Path | None, *, json: bool) -> None:
    if output:
        written = save_paths(answer, output)
        count = len(answer) if isinstance(answer, PathList) else int(answer.found)
        if json:
            print_json({"file": str(written), "bytes": written.stat().st_size, "paths": count})
        else:
            typer.echo(f"{written.resolve()}\n{count} {'path' if count == 1 else 'paths'}.")
            if not answer.found:
                typer.echo(f"No way through: {answer.reason}")
    elif json:
        from analysis import trace_path, trace_paths  # noqa: PLC0415

        if isinstance(answer, PathList):
            print_json(trace_paths(answer))
        else:
            print_json(trace_path(answer.network, answer))
    elif isinstance(answer, PathList):
        print_paths(answer)
    else:
        print_path(answer)


def _destination(G: nx.MultiDiGraph[str]) -> list[str]:
    known = G.graph["dataset"].destinations[:1]
    if not known:
        raise UnknownNameError("the dataset names no destination: say where the ways lead, FROM TO")
    return list(known)
