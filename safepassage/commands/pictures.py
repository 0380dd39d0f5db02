"""Commands that draw."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis import Objective, best_by
from geodata import read_suffix
from safepassage.facade import load_network
from safepassage.printing import in_draws, print_json, say, stamp_of, with_progress
from safepassage.saving import save_map

from .app import app
from .completing import complete_places
from .options import AsOfOption, CloseOption, JsonOption, NetworkOption, SeedOfDrawsOption, listed

# the order of the cards beside a map; the first is highlighted
_CARDS = (Objective.RISK, Objective.LENGTH, Objective.BALANCED)


@app.command("map")
def draw_map(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")] = Path(
        "routes.html"
    ),
    dataset: NetworkOption = None,
    as_of: AsOfOption = None,
    close: CloseOption = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PLACE",
            autocompletion=complete_places,
            help="Draw the best paths, the trade-offs and the bottlenecks from here; several with commas.",
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            autocompletion=complete_places,
            help="... to here.  [default: the dataset's destination]",
            show_default=False,
        ),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(
            "--draws",
            metavar="N",
            help="Draw as width in how many of N draws of the risks in their intervals each leg is on the "
            "best way from there.",
            show_default=False,
        ),
    ] = None,
    seed: SeedOfDrawsOption = None,
    show: Annotated[bool, typer.Option("--show", help="Open the page in a browser.")] = False,
    json: JsonOption = False,
) -> None:
    """Draw the network as one self-contained HTML page that makes no network request.

    Example: safepassage map -o routes.html --as-of 2004 --from onsong --to seoul
    """
    read_suffix(output, (".html",), "a page")  # before long work is done
    _check_asked(source, target, draws, seed)
    G = load_network(as_of, dataset=dataset, close=close or ())
    paths, front, found, drawn = [], None, None, None
    if source is not None:
        from analysis import ensemble, find_bottlenecks, pareto_paths  # noqa: PLC0415 - a bare map asks nothing

        ends = listed(source), listed(target) if target is not None else G.graph["dataset"].destinations[:1]
        if target is None and not ends[1]:
            raise typer.BadParameter("the dataset names no destination: say where the ways lead with --to")
        paths = [best_by(G, *ends, by) for by in _CARDS]
        if draws is not None:
            drawn = ensemble(G, *ends, draws=draws, seed=seed or 0, progress=with_progress)
        front, found = pareto_paths(G, *ends), find_bottlenecks(G, *ends)
    written = save_map(G, output, paths=paths, front=front, bottlenecks=found, ensemble=drawn)
    if json:
        print_json(
            {
                "file": str(written),
                "bytes": written.stat().st_size,
                **stamp_of(G),
                "legs": G.number_of_edges(),
                **({} if drawn is None else {"draws": drawn.draws, "seed": drawn.seed}),
            }
        )
    else:
        count = G.number_of_edges()
        legs = f"{count} {'leg' if count == 1 else 'legs'} as of {G.graph['as_of_text']}"
        say(f"{written.resolve()}\n{legs}; open it in any browser.")
        for path in paths[:1]:  # found by every objective, or by none
            if not path.found:
                say(path.summary)
        if drawn is not None:
            for origin in drawn.origins:
                say(f"From {G.nodes[origin]['name']}: {in_draws(drawn, origin)}.")
    if show:
        typer.launch(str(written.resolve()))


def _check_asked(source: str | None, target: str | None, draws: int | None, seed: int | None) -> None:
    """Refuse options that say nothing without another."""
    if source is None and target is not None:
        raise typer.BadParameter("--to needs --from: say where the ways begin")
    if source is None and draws is not None:
        raise typer.BadParameter("--draws needs --from: say where the ways begin")
    if draws is None and seed is not None:
        raise typer.BadParameter("--seed says which draws: give --draws N with it")
