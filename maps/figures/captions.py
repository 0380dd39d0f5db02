"""What a figure says of itself: title, caption, and the foot with date, dataset, sources and limits.

The sentences on answers are the ones that the command line prints too; the foot stands on every figure,
since a figure leaves its page: it is cut out, sent on, shown on a slide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import names_in, target_in_words
from routes import claims_of, edge_data

from .looks import SOFT
from .type_setting import drawable_name, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from analysis import PathResult
    from routes import DatasetInfo, Report

    from .sheet import Sheet

CAVEAT = (
    "Past reports, not advice: published reports only; not for navigation, not for enforcement. Risk is the "
    "chance of being forcibly returned, read from the words of reports by stated assumptions; it was not "
    "measured."
)
_FOOT_PT = 6.0
_MOST_NOTICES = 2
_MOST_LINES = 8  # of one paragraph: a citation may be long


def place_name(G: nx.MultiDiGraph[str], place: str) -> str:
    """Return the name of a place as it can be drawn; its id if its name cannot."""
    return drawable_name(G.nodes[place]["name"], place) if place in G else drawable_name(place)


def day_of(G: nx.MultiDiGraph[str]) -> str:
    """Return the date of a network as it was asked for, without what it was taken as."""
    return str(G.graph["as_of_text"]).partition(" (")[0]


def supposing(G: nx.MultiDiGraph[str]) -> str:
    """Return what is supposed of a network, as the end of a clause; nothing of a reported one."""
    names = names_in(G)
    told = []
    for words in G.graph["scenario"]:  # "CHN-MNG closed"
        target, blank, done = words.partition(" ")
        told.append(f"{target_in_words(target, names)}{blank}{done}")
    return f", with {listed(told)}" if told else ""


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence counts them up.

    Examples
    --------
    >>> listed(["Onsong", "Hyesan", "Musan"])
    'Onsong, Hyesan and Musan'
    """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def numbers_of(path: PathResult, *, days: bool = True) -> str:
    """Return length, moving time and risk index of a path, with the interval of the latter."""
    if not path.found:
        return "no way through"
    risk = f"risk index {path.risk_index:.2f} ({path.risk_index_low:.2f}–{path.risk_index_high:.2f})"  # noqa: RUF001
    moving = f", {path.days:,.1f} days of moving" if days else ""
    return f"{path.length_km:,.0f} km{moving}, {risk}"


def network_title(G: nx.MultiDiGraph[str], paths: Sequence[PathResult]) -> str:
    """Return the title of the figure of a network."""
    when = f"as of {day_of(G)}{supposing(G)}"
    if not paths:
        return f"Ways that published reports describe, {when}"
    ends = dict.fromkeys((_side(path, path.source), _side(path, path.target)) for path in paths)
    sources, targets = (list(dict.fromkeys(side)) for side in zip(*ends, strict=True))
    labels = listed(dict.fromkeys(path.label.lower() for path in paths))
    if len(targets) == 1:
        said = f"{labels} from {listed(sources)} to {targets[0]}"
    else:
        said = f"{labels} from {listed(f'{source} to {target}' for source, target in ends)}"
    return f"{said[0].upper()}{said[1:]}, {when}"


def map_caption(G: nx.MultiDiGraph[str], paths: Sequence[PathResult]) -> str:
    """Return what stands below the title: the answers in a sentence each, or the size of the network."""
    if not paths:
        count = G.number_of_edges()
        places = sum(1 for _, degree in G.degree() if degree)
        return (
            f"{count} {'leg' if count == 1 else 'legs'} between {places} places, "
            f"as of {G.graph['as_of_text']}{supposing(G)}."
        )
    told: list[str] = []
    several = len({path.source for path in paths}) > 1
    for path in paths:
        if path.summary not in told:
            told.append(path.summary)
        if path.found:
            source = f"{_side(path, path.source)}: " if several else ""
            by = f", exit: {path.exit.in_words}" if path.exit else ""
            told.append(f"{source}{numbers_of(path)}{by}.")
    return " ".join(told)


def network_foot(
    sheet: Sheet, y: float, G: nx.MultiDiGraph[str], paths: Sequence[PathResult], projection: str
) -> float:
    """Set the foot of a map and return where it ends."""
    legs = [edge_data(G, (u, v, str(key))) for u, v, key in G.edges(keys=True)]
    cited = {report for data in legs for report in data["reports"]}
    cited |= {G.graph["claims"][claim].report for data in legs for claim in claims_of(data)}
    on_way = {report for path in paths for report in path.reports}
    rests = f"The legs rest on {_counted(G.graph['reports'][r] for r in sorted(cited))}"
    way = "way" if len(paths) == 1 else "ways"
    rests += f", the {way} drawn on {len(on_way)} of them." if 0 < len(on_way) < len(cited) else "."
    info = G.graph["dataset"]
    return foot(sheet, y, info, (rests, map_note(projection, info)), notices=G.graph["notices"])


def map_note(projection: str, info: DatasetInfo) -> str:
    """Return what has to be said of a map."""
    rounded = " Places are rounded to a tenth of a degree, about 11 km." if info.people_at_risk else ""
    return (
        f"{projection} projection; scale true in the middle. Basemap: Natural Earth (public domain), borders "
        f"as controlled on the ground.{rounded} Lines join places and show no roads."
    )


def foot(
    sheet: Sheet, y: float, info: DatasetInfo, notes: Sequence[str], *, notices: Sequence[str] = ()
) -> float:
    """Set what stands below every figure: dataset, version, notes of its own, notices, the caveat."""
    sheet.rule(y)
    version = "" if info.version in info.citation else f" Version {info.version}."
    told = "".join(filter(str.isalnum, info.citation)).casefold()
    licence = (
        ""
        if "".join(filter(str.isalnum, info.licence)).casefold() in told
        else f" Licence: {info.licence.rstrip('.')}."
    )
    source = f"Data: {info.citation.rstrip('.')}.{version}{licence}"
    reason = () if info.people_at_risk else (f"Not about people at risk: {info.people_at_risk_reason}",)
    noted = [f"Note: {notice}" for notice in notices[:_MOST_NOTICES]]
    if len(notices) > _MOST_NOTICES:
        noted.append(f"Further notes on the data: {len(notices) - _MOST_NOTICES}.")
    y += 0.8
    for text in (source, " ".join(notes), *reason, *noted, CAVEAT):
        lines = shortened(text, sheet.room, _FOOT_PT, most=_MOST_LINES)
        y = sheet.lines(sheet.left, y, lines, size=_FOOT_PT, color=SOFT) + 0.3
    return y


def _side(path: PathResult, end: str) -> str:
    """Return the names of the places where a path begins or ends; without a way, of all asked about."""
    return " or ".join(place_name(path.network, place) for place in end.split(", "))


def _counted(reports: Iterable[Report]) -> str:
    """Return how many reports there are, and from which years."""
    years = [report.date.start.year for report in reports]
    if not years:
        return "no report"
    span = f"{min(years)}" if min(years) == max(years) else f"{min(years)}–{max(years)}"  # noqa: RUF001
    return f"{len(years)} published {'report' if len(years) == 1 else 'reports'} ({span})"
