"""The command that draws for print."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata import UnknownNameError, read_suffix
from routes import build_network
from safepassage.facade import load_dataset
from safepassage.printing import print_json, say, stamp_of, with_progress
from safepassage.years import SHIPPED_MONTHS

from .app import app
from .completing import complete_places, complete_targets
from .options import DatasetOption, JsonOption, listed
from .supposing import ScenarioOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from maps.figures import PaperFigure
    from routes import Dataset, Scenario

_BESIDE = 6  # how many ways, unlike one another, are looked for to stand beside a front


class FigureKind(StrEnum):
    """What can be drawn."""

    NETWORK = "network"
    SCENARIO = "scenario"
    FRONT = "front"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was asked for, read."""

    data: Dataset
    sources: list[str]
    targets: list[str]
    days: list[str]
    close: list[str]
    scenarios: list[Path]
    years: str | None
    width_mm: float

    @property
    def network(self) -> nx.MultiDiGraph[str]:
        """Return the one network asked about, with what is closed."""
        if len(self.days) > 1:
            raise typer.BadParameter("one date can be drawn: give --as-of once, or --kind scenario")
        G = build_network(self.data, *self.days)
        if not (self.close or self.scenarios):
            return G
        from routes import apply_scenario  # noqa: PLC0415 - most close nothing

        return apply_scenario(G, self.supposed)

    @property
    def supposed(self) -> Scenario:
        """Return everything that is supposed, at once."""
        from routes import Scenario, read_scenario  # noqa: PLC0415

        closed = Scenario(close=[target for text in self.close for target in listed(text)])
        return sum((read_scenario(file) for file in self.scenarios), closed)

    def needs_from(self, kind: FigureKind) -> None:
        """Refuse a figure of ways that begin nowhere."""
        if not self.sources:
            raise typer.BadParameter(f"--kind {kind} needs --from: say where the ways begin")


@app.command("figure")
def draw_figure(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write: .svg, .pdf or .png.")
    ] = Path("routes.svg"),
    kind: Annotated[
        FigureKind,
        typer.Option(
            "--kind",
            help="network: a map; scenario: before and after as small multiples; front: shorter or safer; "
            "timeline: the safest exit over the years.",
        ),
    ] = FigureKind.NETWORK,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PLACE",
            autocompletion=complete_places,
            help="Where the ways begin; several with commas, each asked alone but for a front. A network can "
            "be drawn without.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            autocompletion=complete_places,
            help="Where they lead.  [default: the dataset's destination]",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        list[str] | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The network as of a year, a month (2004-06) or a day; with --kind scenario, two or more "
            "are compared with the first.  [default: the dataset's own]",
            show_default=False,
        ),
    ] = None,
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close",
            metavar="TARGET",
            autocompletion=complete_targets,
            help="Close a border (CHN-MNG), country (MNG), place, leg (a:b), kind (mission@CHN) or mode "
            "(rail@CHN). With --kind scenario each --close is a panel; "
            "targets with commas are closed together.",
            show_default=False,
        ),
    ] = None,
    scenario: ScenarioOption = None,
    years: Annotated[
        str | None,
        typer.Option(
            "--years",
            metavar="YEARS",
            help="Of --kind timeline: 2001-2010, or one year.  "
            "[default: 1997-2019; with --dataset, its period]",
            show_default=False,
        ),
    ] = None,
    dataset: DatasetOption = None,
    width: Annotated[
        float, typer.Option("--width", metavar="MM", help="The width on paper, 80 to 400 mm.")
    ] = 180.0,
    dpi: Annotated[float, typer.Option("--dpi", metavar="N", help="Dots per inch of a .png.")] = 300.0,
    json: JsonOption = False,
) -> None:
    """Draw a figure for print, legible in grey, with legend, sources and date on it.

    Example: safepassage figure -o routes.svg --from onsong --as-of 2004-06

    Example: safepassage figure -o closed.pdf --kind scenario --from onsong --close CHN-MNG --close LAO
    """
    from maps.figures import FIGURE_FORMATS, write_figure  # noqa: PLC0415 - matplotlib is slow to import

    read_suffix(output, FIGURE_FORMATS, "a figure")  # before long work is done
    if years is not None and kind is not FigureKind.TIMELINE:
        raise typer.BadParameter("--years is for --kind timeline: give --as-of DATE")
    if target is not None and source is None:
        raise typer.BadParameter("--to needs --from: say where the ways begin")
    data = load_dataset(dataset)
    targets = listed(target) if target is not None else list(data.info.destinations[:1])
    if source is not None and not targets:
        raise UnknownNameError("the dataset names no destination: say where the ways lead with --to PLACE")
    asked = _Asked(
        data=data,
        sources=listed(source or ""),
        targets=targets,
        days=as_of or [],
        close=close or [],
        scenarios=scenario or [],
        years=years,
        width_mm=width,
    )
    if kind is not FigureKind.NETWORK:
        asked.needs_from(kind)
    shipped = dataset is None
    figure, told = _timeline(asked, shipped=shipped) if kind is FigureKind.TIMELINE else _DRAWN[kind](asked)
    written = write_figure(figure, output, dpi=dpi)
    wide, high = (round(float(inches) * 25.4) for inches in figure.get_size_inches())
    if json:
        size = {"width_mm": wide, "height_mm": high}
        print_json({"file": str(written), "bytes": written.stat().st_size, "kind": str(kind), **size, **told})
    else:
        say(f"{written.resolve()}\n{figure.headline}; {wide} x {high} mm.")


def _network(asked: _Asked) -> tuple[PaperFigure, dict[str, object]]:
    from analysis import safest_path  # noqa: PLC0415
    from maps.figures import draw_network  # noqa: PLC0415

    G = asked.network
    paths = [safest_path(G, source, asked.targets) for source in asked.sources]
    return draw_network(G, paths, width_mm=asked.width_mm), stamp_of(G)


def _front(asked: _Asked) -> tuple[PaperFigure, dict[str, object]]:
    from analysis import dissimilar_paths, pareto_paths  # noqa: PLC0415
    from maps.figures import draw_front  # noqa: PLC0415

    G = asked.network
    front = pareto_paths(G, asked.sources, asked.targets)
    beside = dissimilar_paths(G, asked.sources, asked.targets, _BESIDE) if front.paths else ()
    return draw_front(front, beside, width_mm=asked.width_mm), stamp_of(G)


def _scenario(asked: _Asked) -> tuple[PaperFigure, dict[str, object]]:
    from analysis import Objective, compare  # noqa: PLC0415
    from maps.figures import draw_scenarios  # noqa: PLC0415
    from routes import Scenario, read_scenario  # noqa: PLC0415

    cases = [Scenario(close=listed(text)) for text in asked.close]
    cases += [read_scenario(file) for file in asked.scenarios]
    if len(asked.days) > 1 and cases:
        raise typer.BadParameter(
            "several --as-of compare dates as reported, --close and --scenario suppose something on one "
            "date: ask for one of the two"
        )
    if len(asked.days) < 2 and not cases:
        raise typer.BadParameter(
            "there is nothing to compare: give --close TARGET (each is a panel), --scenario FILE, "
            "or --as-of twice"
        )
    first, *others = _networks(asked.data, asked.days)
    found = compare(
        first, *cases, *others, origins=asked.sources, destinations=asked.targets, by=[Objective.RISK]
    )
    return draw_scenarios(found, width_mm=asked.width_mm), {**stamp_of(first), "cases": len(found.cases)}


def _networks(data: Dataset, days: Sequence[str]) -> list[nx.MultiDiGraph[str]]:
    return [build_network(data, day) for day in days] or [build_network(data)]


def _timeline(asked: _Asked, *, shipped: bool) -> tuple[PaperFigure, dict[str, object]]:
    from analysis import timeline  # noqa: PLC0415
    from maps.figures import draw_timeline_figure  # noqa: PLC0415

    if asked.days:
        raise typer.BadParameter("a timeline runs over years: give --years 2001-2010 instead of --as-of")
    if len(asked.sources) > 1 or len(asked.targets) > 1:
        raise typer.BadParameter("a timeline tells of one way: give one place with --from, and one with --to")
    first, last = _read_years(asked.years) if asked.years else SHIPPED_MONTHS if shipped else (None, None)
    spans = timeline(
        asked.data,
        asked.sources[0],
        asked.targets[0],
        first=first,
        last=last,
        scenario=asked.supposed if asked.close or asked.scenarios else None,
        progress=with_progress,
    )
    info = asked.data.info
    told = {"dataset": info.title, "version": info.version, "spans": len(spans)}
    return draw_timeline_figure(asked.data, spans, width_mm=asked.width_mm), told


_DRAWN = {FigureKind.NETWORK: _network, FigureKind.FRONT: _front, FigureKind.SCENARIO: _scenario}


def _read_years(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last month of "2001-2010" or "2004"."""
    found = re.fullmatch(r"\s*(\d{4})\s*(?:-\s*(\d{4})\s*)?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1000 <= first <= last:
        raise typer.BadParameter(f"--years '{text}' is no stretch of years: write 2001-2010, or one year")
    return dt.date(first, 1, 15), dt.date(last, 12, 15)
