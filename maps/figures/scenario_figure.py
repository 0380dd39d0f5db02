"""The figure of scenarios: small multiples, the network as it was and each case beside it.

Every panel has the same view and the same marks, so that panels can be compared at a glance: the legs
that are open, what is shut, the best way, and where it differs the former one. Cases stand in the order in
which they were asked for, never by how much they do; below each stands what would undo it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis import Undoing, names_in, target_in_words
from geodata import GeodataError, PlaceKind, QuestionError, UnknownNameError, border_line
from routes import Action, TargetKind, pairs_of, places_of, read_target

from .captions import day_of, foot, map_note, numbers_of, place_name
from .ground import draw_ground, hatch_country
from .labels import Layout, Name
from .legend import (
    barrier_swatch,
    cross_swatch,
    former_swatch,
    hatch_swatch,
    leg_swatch,
    set_groups,
    way_swatch,
)
from .looks import FORMER, INK, PAPER, SOFT, TRAVEL, travel_class
from .network_marks import draw_cross, draw_place, draw_way, lay_out, lonlat_of, middle_of, stroke
from .sheet import MARGIN_MM, Box, Sheet, leading
from .type_setting import wrapped
from .views import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    from matplotlib.axes import Axes

    from analysis import Compared, Comparison, Difference, PathResult, Weight
    from routes import Target

    from .network_marks import Drawn, LegId
    from .sheet import PaperFigure
    from .views import View

MOST_CASES = 11
"""More panels than these and the one before do not fit on a page."""

_GAP_MM = 4.0
_PT = 6.2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One panel: its title, its network, the ways before and after, what is shut, what is said below it."""

    title: str
    network: nx.MultiDiGraph[str]
    former: tuple[PathResult, ...]
    ways: tuple[PathResult, ...]
    shut: tuple[Target, ...]
    told: tuple[str, ...]


def draw_scenarios(comparison: Comparison, *, width_mm: float = 180.0) -> PaperFigure:
    """Return the figure of a comparison as small multiples; a figure of matplotlib.

    Parameters
    ----------
    comparison
        The answer of `analysis.compare`, with up to eleven cases. Of several objectives the ways by risk
        are drawn, or else those by the first.
    width_mm
        The width on paper, from 80 to 400 mm; the height follows.

    Raises
    ------
    QuestionError
        If there are more cases than fit, or the width does not fit.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = sp.compare(sp.load_network("2004-06"), sp.Scenario(close="CHN-MNG"), origins=["onsong"])
    >>> draw_scenarios(found).headline
    'What changes? Safest path from Onsong to Seoul, as of 2004-06'
    """
    if len(comparison.cases) > MOST_CASES:
        raise QuestionError(
            f"{len(comparison.cases)} cases do not fit on a page: ask for at most {MOST_CASES} in one figure"
        )
    sheet = Sheet(width_mm)
    G = comparison.network
    headline = _headline(comparison)
    y = sheet.paragraph(sheet.left, MARGIN_MM, headline, size=9.5, bold=True)
    caption = (
        f"{_weighed(comparison).claim} as of {G.graph['as_of_text']}, and in each case what it becomes; past "
        "reports, not advice. Cases stand in the order in which they were asked for."
    )
    y = sheet.paragraph(sheet.left, y + 0.6, caption, size=7, color=SOFT) + 2.0
    panels = [_before(comparison), *(_after(comparison, case) for case in comparison.cases)]
    columns = _columns(len(panels), width_mm)
    wide = (sheet.room - _GAP_MM * (columns - 1)) / columns
    view = view_of(_shown(panels), wide, ratio=(0.62, 0.9), pad=0.07)
    for start in range(0, len(panels), columns):
        y = _row(sheet, y, panels, range(start, min(start + columns, len(panels))), view)
    y = _legend(sheet, y + 1.0, panels)
    notes = (map_note(view.name, G.graph["dataset"]),)
    y = foot(sheet, y + 1.0, G.graph["dataset"], notes)
    told = " ".join(text for panel in panels for text in (f"{panel.title}.", *panel.told))
    return sheet.finish(y + MARGIN_MM, headline=headline, told=f"{caption} {told}")


def _headline(comparison: Comparison) -> str:
    G = comparison.network
    ends = (
        ", ".join(place_name(G, place) for place in comparison.origins),
        " or ".join(place_name(G, place) for place in comparison.destinations),
    )
    return f"What changes? {_weighed(comparison).label} from {ends[0]} to {ends[1]}, as of {day_of(G)}"


def _weighed(comparison: Comparison) -> Weight:
    return next(w for w in comparison.weights if w.name == _weight(comparison))


def _weight(comparison: Comparison) -> str:
    names = [weight.name for weight in comparison.weights]
    return "risk" if "risk" in names else names[0]


def _chosen(comparison: Comparison, case: Compared) -> list[Difference]:
    return [d for d in case.differences if d.objective == _weight(comparison)]


def _before(comparison: Comparison) -> _Panel:
    G = comparison.network
    ways = tuple(d.before for d in _chosen(comparison, comparison.cases[0])) if comparison.cases else ()
    supposed = f", with {', '.join(G.graph['scenario'])}" if G.graph["scenario"] else ""
    return _Panel(
        title=f"As reported, {day_of(G)}{supposed}",
        network=G,
        former=(),
        ways=ways,
        shut=(),
        told=tuple(_way_told(path, several=len(ways) > 1) for path in ways),
    )


def _after(comparison: Comparison, case: Compared) -> _Panel:
    chosen = _chosen(comparison, case)
    told = [_way_told(d.after, several=len(chosen) > 1, same=d.case == "same") for d in chosen]
    return _Panel(
        title=_title(case),
        network=case.network,
        former=tuple(d.before for d in chosen if d.before.legs != d.after.legs),
        ways=tuple(d.after for d in chosen),
        shut=_closed(case),
        told=(*told, *_undone(case, [d.origin for d in chosen])),
    )


def _title(case: Compared) -> str:
    if case.scenario and case.scenario.name:
        return case.scenario.name
    said = case.opening().removeprefix("With ")
    return f"{said[:1].upper()}{said[1:]}"


def _way_told(path: PathResult, *, several: bool, same: bool = False) -> str:
    source = f"{place_name(path.network, path.source)}: " if several else ""
    if not path.found:
        return f"{source}no way through."
    exit_ = f"; {path.exit.in_words}" if path.exit else ""
    return f"{source}{'as before, ' if same else ''}{numbers_of(path, days=False)}{exit_}."


def _undone(case: Compared, origins: Sequence[str]) -> list[str]:
    """Return what would undo a closure for the origins that are drawn, the closure's own relief only."""
    names = names_in(case.baseline)
    told = []
    for relief in case.reliefs:
        if relief.how is not Undoing.OPENED_SAFE:
            continue
        gains = [gain for gain in relief.gains if gain.origin in origins]
        if gains:
            changes = ", ".join(
                (
                    "a way again"
                    if gain.connected
                    else f"risk index {gain.risk_index_before:.2f} → {gain.risk_index_after:.2f}"
                )
                + (f" from {place_name(case.network, gain.origin)}" if len(origins) > 1 else "")
                for gain in gains[:3]
            )
            told.append(f"With {target_in_words(str(relief.target), names)} open and safe: {changes}.")
    return told[:2]


def _closed(case: Compared) -> tuple[Target, ...]:
    """Return the targets that a case shuts on its day."""
    if case.scenario is None:
        return ()
    G, day = case.baseline, case.network.graph["as_of"]
    places, pairs = places_of(G), pairs_of(G)
    texts = [c.on for action, c in case.scenario.entries() if action is Action.CLOSE and c.holds_on(day)]
    return tuple(dict.fromkeys(read_target(text, places, pairs) for text in texts))


def _columns(panels: int, width_mm: float) -> int:
    """Return how many panels stand side by side: none is narrower than can be read."""
    fit = 1 if width_mm < 110 else 2 if width_mm < 150 or panels <= 4 else 3
    return min(fit, max(panels, 1))


def _shown(panels: Sequence[_Panel]) -> list[tuple[float, float]]:
    """Return the points that every panel holds: all ways, before and after, and where shut legs begin."""
    G = panels[0].network
    legs: set[LegId] = {
        (leg.u, leg.v, leg.key)
        for panel in panels
        for path in (*panel.ways, *panel.former)
        for leg in path.legs
    }
    shut = {leg[0] for panel in panels if panel.shut for leg in _shut_legs(panel)}
    nodes = {n: (d["lon"], d["lat"]) for n, d in G.nodes(data=True)}
    return [*lonlat_of(G, sorted(legs)), *(nodes[n] for n in sorted(shut) if n in nodes)] or list(
        nodes.values()
    )


def _shut_legs(panel: _Panel) -> list[LegId]:
    legs = ((leg.u, leg.v, str(leg.mode)) for leg in panel.network.graph["dormant"] if leg.closed_by)
    return sorted(leg for leg in legs if leg[0] in panel.network and leg[1] in panel.network)


def _row(sheet: Sheet, y: float, panels: Sequence[_Panel], numbers: range, view: View) -> float:
    """Set panels side by side and return where the lowest ends."""
    heads = [
        wrapped(f"({chr(ord('a') + number)}) {panels[number].title}", view.width_mm, 7.0, bold=True)
        for number in numbers
    ]
    top = y + max(map(len, heads)) * leading(7.0) + 0.6
    lowest = top
    for column, number in enumerate(numbers):
        x = sheet.left + column * (view.width_mm + _GAP_MM)
        sheet.lines(x, top - 0.6 - len(heads[column]) * leading(7.0), heads[column], size=7.0, bold=True)
        axes = sheet.panel(Box(x, top, view.width_mm, view.height_mm))
        _draw(axes, panels[number], view)
        end = top + view.height_mm + 0.8
        for text in panels[number].told:
            end = sheet.paragraph(x, end, text, room=view.width_mm, size=_PT, color=INK) + 0.2
        lowest = max(lowest, end)
    return lowest + 2.5


def _draw(axes: Axes, panel: _Panel, view: View) -> None:
    G = panel.network
    draw_ground(axes, view)
    opened: list[LegId] = sorted((u, v, str(key)) for u, v, key in G.edges(keys=True))
    shut = _shut_legs(panel)
    former: list[LegId] = [(leg.u, leg.v, leg.key) for path in panel.former for leg in path.legs]
    now: list[LegId] = [(leg.u, leg.v, leg.key) for path in panel.ways for leg in path.legs]
    drawn = lay_out(G, [*opened, *shut, *former, *now], view)
    for leg in opened:
        stroke(axes, drawn.legs[leg], FORMER, 0.6, dashes=TRAVEL[travel_class(leg[2])][1], zorder=2)
    for leg in shut:
        stroke(axes, drawn.legs[leg], SOFT, 0.7, dashes=(0.8, 1.6), zorder=2.2)
    for leg in former:
        draw_former(axes, drawn, leg)
    draw_way(axes, [drawn.legs[leg] for leg in now], width=3.6)
    for leg in now:
        stroke(axes, drawn.legs[leg], INK, 1.0, dashes=TRAVEL[travel_class(leg[2])][1], zorder=3)
    for target in panel.shut:
        _draw_shut(axes, panel, target, drawn, view)
    on_ways = {place for leg in (*now, *former) for place in leg[:2]}
    for place in sorted(on_ways):
        draw_place(axes, drawn.points[place], G.nodes[place]["kind"])
    _names(panel, drawn, view).draw(axes)


def draw_former(axes: Axes, drawn: Drawn, leg: LegId) -> None:
    """Draw a leg of a way as it was before: an empty band."""
    stroke(axes, drawn.legs[leg], INK, 3.0, zorder=2.3, dashes=(3.0, 1.6))
    stroke(axes, drawn.legs[leg], PAPER, 2.0, zorder=2.4)


def _draw_shut(axes: Axes, panel: _Panel, target: Target, drawn: Drawn, view: View) -> None:
    """Draw what is shut: a border as a barrier, a country hatched, anything else with crosses."""
    G, first, second = panel.network, target.first, target.second
    match target.kind:
        case TargetKind.BORDER | TargetKind.DIRECTED_BORDER:
            _draw_barrier(axes, first, second, view)
            crossings = {frozenset((d["country"], d["other_country"])): n for n, d in G.nodes(data=True)}
            at = [
                drawn.points[n]
                for pair, n in crossings.items()
                if pair == {first, second} and n in drawn.points
            ]
        case TargetKind.COUNTRY:
            hatch_country(axes, first, view)
            at = []
        case TargetKind.PLACE:
            at = [drawn.points[n] for n in (first,) if n in drawn.points]
        case TargetKind.KIND_IN_COUNTRY:
            at = [
                drawn.points[n]
                for n, d in G.nodes(data=True)
                if n in drawn.points and d["kind"] == first and d["country"] == second
            ]
        case _:
            at = [
                middle_of(drawn.legs[leg.u, leg.v, str(leg.mode)])
                for leg in G.graph["dormant"]
                if str(target) in leg.closed_by and (leg.u, leg.v, str(leg.mode)) in drawn.legs
            ]
    for point in at:
        draw_cross(axes, point)


def _draw_barrier(axes: Axes, first: str, second: str, view: View) -> None:
    """Draw the whole border of two countries as a barrier; nothing where the basemap knows none."""
    try:
        border = border_line(first, second)
    except (GeodataError, UnknownNameError):
        return
    import numpy as np  # noqa: PLC0415 - only where something is drawn

    for part in border.geoms:
        line = view.to_mm(np.asarray(part.coords))
        stroke(axes, line, INK, 2.2, zorder=3.2)
        stroke(axes, line, PAPER, 1.2, zorder=3.3, dashes=(2.0, 2.0))


def _names(panel: _Panel, drawn: Drawn, view: View) -> Layout:
    """Name the ends of the ways and the crossings, missions and places of departure on the way."""
    G = panel.network
    layout = Layout(view.width_mm, view.height_mm, lines=[*drawn.legs.values()])
    ends = {
        place for path in (*panel.ways, *panel.former) for place in (path.source, path.target) if place in G
    }
    stops = {place for path in panel.ways for place in path.places} - ends
    for place in sorted(ends | stops):
        layout.block(*drawn.points[place], 0.7)
    kept = sorted(
        stops,
        key=lambda n: (G.nodes[n]["kind"] != PlaceKind.MISSION, G.nodes[n]["kind"] != PlaceKind.CROSSING, n),
    )
    layout.place(
        [
            Name(
                text=place_name(G, place).partition(" (")[0],
                at=drawn.points[place],
                clear_mm=0.8,
                size=6.5 if place in ends else 6.0,
                bold=place in ends,
                italic=G.nodes[place]["kind"] == PlaceKind.CROSSING,
                must=place in ends,
            )
            for place in (*sorted(ends), *kept)
        ]
    )
    return layout


def _legend(sheet: Sheet, y: float, panels: Sequence[_Panel]) -> float:
    """Set what the panels are drawn with, in a row of columns."""
    kinds = {target.kind for panel in panels for target in panel.shut}
    ways = [(way_swatch, "the way"), (former_swatch, "the way before")]
    legs = [(leg_swatch, "other legs that are open")]
    shut = (
        [(barrier_swatch, "shut border")] if kinds & {TargetKind.BORDER, TargetKind.DIRECTED_BORDER} else []
    )
    shut += [(hatch_swatch, "shut country")] if TargetKind.COUNTRY in kinds else []
    shut += [(cross_swatch, "shut")] if kinds else []
    groups = [("", ways), ("", [*legs, *shut[2:]]), ("", shut[:2])]
    return set_groups(sheet, y, [group for group in groups if group[1]])
