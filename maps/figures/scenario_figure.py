"""The figure of scenarios: small multiples, the network as it was and each case beside it.

Every panel has the same view and the same marks, so that panels can be compared at a glance: the legs
that are open, what is shut, the best way, and where it differs the former one. Cases stand in the order in
which they were asked for, never by how much they do; below each stands what would undo it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import Undoing, names_in, target_in_words
from geodata import QuestionError
from routes import Action, pairs_of, places_of, read_target

from .captions import day_of, foot, listed, map_note, numbers_of, place_name, supposing
from .legend import (
    barrier_swatch,
    former_swatch,
    hatch_swatch,
    leg_swatch,
    set_groups,
    shut_swatch,
    way_swatch,
)
from .looks import INK
from .network_marks import lonlat_of
from .scenario_panels import Panel, draw_panel, shut_legs
from .sheet import Box, Sheet, leading
from .type_setting import wrapped
from .views import view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Compared, Comparison, Difference, PathResult, Weight
    from geodata import LonLat
    from routes import Target

    from .network_marks import LegId
    from .sheet import PaperFigure
    from .views import View

MOST_CASES = 11
"""More panels than these and the one before do not fit on a page."""

_GAP_MM = 4.0
_PT = 6.2


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
    caption = (
        f"{_weighed(comparison).claim} as of {G.graph['as_of_text']}, and in each case what it becomes; past "
        "reports, not advice. Cases stand in the order in which they were asked for."
    )
    y = sheet.head(headline, caption) + 2.0
    panels = [_before(comparison), *(_after(comparison, case) for case in comparison.cases)]
    columns = _columns(len(panels), width_mm)
    wide = (sheet.room - _GAP_MM * (columns - 1)) / columns
    view = view_of(_shown(panels), wide, ratio=(0.62, 0.9), pad=0.07)
    marks: set[str] = set()
    for start in range(0, len(panels), columns):
        y = _row(sheet, y, panels, range(start, min(start + columns, len(panels))), view, marks)
    y = _legend(sheet, y + 1.0, marks)
    notes = (map_note(view.name, G.graph["dataset"]),)
    y = foot(sheet, y + 1.0, G.graph["dataset"], notes, notices=G.graph["notices"])
    told = " ".join(text for panel in panels for text in (f"{panel.title}.", *panel.told))
    return sheet.finish(y, headline=headline, told=f"{caption} {told}")


def _headline(comparison: Comparison) -> str:
    G = comparison.network
    origins = listed([place_name(G, place) for place in comparison.origins])
    ends = " or ".join(place_name(G, place) for place in comparison.destinations)
    return f"What changes? {_weighed(comparison).label} from {origins} to {ends}, as of {day_of(G)}"


def _weighed(comparison: Comparison) -> Weight:
    return next(w for w in comparison.weights if w.name == _weight(comparison))


def _weight(comparison: Comparison) -> str:
    names = [weight.name for weight in comparison.weights]
    return "risk" if "risk" in names else names[0]


def _chosen(comparison: Comparison, case: Compared) -> list[Difference]:
    return [d for d in case.differences if d.objective == _weight(comparison)]


def _before(comparison: Comparison) -> Panel:
    G = comparison.network
    ways = tuple(d.before for d in _chosen(comparison, comparison.cases[0])) if comparison.cases else ()
    return Panel(
        title=f"As reported, {day_of(G)}{supposing(G)}",
        network=G,
        former=(),
        ways=ways,
        shut=(),
        told=tuple(_way_told(path, several=len(ways) > 1) for path in ways),
    )


def _after(comparison: Comparison, case: Compared) -> Panel:
    chosen = _chosen(comparison, case)
    told = [_way_told(d.after, several=len(chosen) > 1, same=d.case == "same") for d in chosen]
    return Panel(
        title=_title(case),
        network=case.network,
        former=tuple(d.before for d in chosen if d.before.legs != d.after.legs),
        ways=tuple(d.after for d in chosen),
        shut=_closed(case),
        told=(*told, *_undone(case, [d.origin for d in chosen])),
    )


def _title(case: Compared) -> str:
    if case.scenario is None:
        return f"As reported, {day_of(case.network)}{supposing(case.network)}"
    if case.scenario.name:
        return case.scenario.name
    said = case.opening().removeprefix("With ")
    return f"{said[:1].upper()}{said[1:]}"


def _way_told(path: PathResult, *, several: bool, same: bool = False) -> str:
    source = f"{place_name(path.network, path.source)}: " if several else ""
    if not path.found:
        return f"{source}no way through." if several else "No way through."
    exit_ = f"; {path.exit.in_words}" if path.exit else ""
    before = "" if not same else "as before, " if several else "As before: "
    return f"{source}{before}{numbers_of(path, days=False)}{exit_}."


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
    fit = 1 if width_mm < 110 else 2 if width_mm < 150 or panels in {2, 4} else 3
    return min(fit, max(panels, 1))


def _shown(panels: Sequence[Panel]) -> list[tuple[float, float]]:
    """Return the points that every panel holds: all ways, before and after, and what is shut near them."""
    G = panels[0].network
    legs: set[LegId] = {
        (leg.u, leg.v, leg.key)
        for panel in panels
        for path in (*panel.ways, *panel.former)
        for leg in path.legs
    }
    ways = lonlat_of(G, sorted(legs))
    nodes = {n: (d["lon"], d["lat"]) for n, d in G.nodes(data=True)}
    shut = sorted({leg[0] for panel in panels if panel.shut for leg in shut_legs(panel)} & nodes.keys())
    return [*ways, *_near([nodes[n] for n in shut], ways)] or list(nodes.values())


def _near(points: Sequence[LonLat], ways: Sequence[LonLat]) -> list[LonLat]:
    """Return the points no farther from ways than these are wide: beside others a way would be a dot."""
    if not ways:
        return list(points)
    (west, south), (east, north) = (tuple(map(f, zip(*ways, strict=True))) for f in (min, max))
    reach = max(east - west, north - south, 1.0)
    return [
        (lon, lat)
        for lon, lat in points
        if west - reach <= lon <= east + reach and south - reach <= lat <= north + reach
    ]


def _row(
    sheet: Sheet, y: float, panels: Sequence[Panel], numbers: range, view: View, marks: set[str]
) -> float:
    """Set panels side by side, add to the marks those that they show, and return where the lowest ends."""
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
        marks |= draw_panel(axes, panels[number], view)
        end = top + view.height_mm + 0.8
        for text in panels[number].told:
            end = sheet.paragraph(x, end, text, room=view.width_mm, size=_PT, color=INK) + 0.2
        lowest = max(lowest, end)
    return lowest + 2.5


def _legend(sheet: Sheet, y: float, marks: set[str]) -> float:
    """Set what the panels are drawn with, in a row of columns."""
    ways = [(way_swatch, "the way")]
    ways += [(former_swatch, "the way before")] if "former" in marks else []
    legs = [(leg_swatch, "other legs that are open")]
    legs += [(shut_swatch, "shut")] if "shut" in marks else []
    areas = [(barrier_swatch, "shut border")] if "barrier" in marks else []
    areas += [(hatch_swatch, "shut country")] if "country" in marks else []
    return set_groups(sheet, y, [("", group) for group in (ways, legs, areas) if group])
