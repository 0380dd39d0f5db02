"""From the networks of several years to the data of the explorer: all answers, computed beforehand.

For every year there is a tree of closures for each origin and objective (`analysis.closure_tree`); the
page walks it. Legs, ways and reports are numbered once over all years. What a way costs depends on the
year, so its totals stand with every year in which it is an answer. Numbers that sentences tell are
settled here: whole km, risk with two decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis import Leg, PathResult, Question, Way, closure_tree, read_sentences
from geodata import QuestionError
from routes import TravelMode, edge_data, legs_shut_by_claims, matches_leg

from .countries import country_names
from .evidence import report_values, sorted_reports
from .explorer_borders import closure_values, read_closure, state_values
from .geometry import drawn_points, leg_line, pixel_shifts
from .payload import meta_values, view_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from analysis import ClosureTree
    from geodata import LonLat
    from routes import Target


def build_explorer_payload(
    networks: Sequence[nx.MultiDiGraph[str]],
    closures: Sequence[str],
    *,
    origins: Sequence[str] | None = None,
    destinations: Sequence[str] | None = None,
    first: int | None = None,
    today: dt.date | None = None,
) -> dict[str, Any]:
    """Return what the explorer shows, ready for JSON.

    Parameters
    ----------
    networks
        The networks of one dataset, each of another year, in order.
    closures
        Targets that can be shut on the page.
    origins, destinations
        Places by any name; without any, those of the dataset.
    first
        The year that is shown first; without one, or where no network is of it, the middle one.
    today
        Printed as the day on which the page was made.

    Raises
    ------
    QuestionError
        If no network is given, two are of one year, or there is no origin or destination.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or a closure is unknown.
    """
    years = [G.graph["as_of"].year for G in networks]
    if not years or len(set(years)) < len(years):
        raise QuestionError("the explorer shows one network a year; give one or more, each of another year")
    origins = networks[0].graph["dataset"].origins if origins is None else origins
    if not origins:
        raise QuestionError("the dataset names no origins: say where the ways begin")
    trees = [closure_tree(G, closures, origins=origins, destinations=destinations) for G in networks]
    tree, G = trees[0], networks[0]
    nodes: dict[str, Any] = dict(G.nodes.items())
    points = drawn_points(nodes)
    targets = [read_closure(G, text) for text in tree.closures]
    edges = {Leg(*leg): edge_data(G, leg) for G in networks for leg in G.edges(keys=True)}
    legs = {leg: number for number, leg in enumerate(sorted(edges))}
    covers = [
        {leg: number for leg, number in legs.items() if matches_leg(G, target, leg, edges[leg])}
        for target in targets
    ]
    drawn = [closure_values(G, target, cover, points) for target, cover in zip(targets, covers, strict=True)]
    reports = sorted_reports(G.graph["reports"].values())
    answers = _Answers(legs, {report.id: number for number, report in enumerate(reports)})
    marked = {place for closure in drawn for place in closure["places"]}
    shown = {end for leg in legs for end in leg[:2]} | {*tree.origins, *tree.destinations}
    return {
        "meta": meta_values(G, today),
        "scale": [[level.value, *ends] for level, ends in G.graph["scale"].items()],
        "sentences": read_sentences(),
        "countries": country_names(_countries(nodes, targets)),
        "places": _places(nodes, points, shown),
        "legs": [
            {
                "u": leg.u,
                "v": leg.v,
                "mode": leg.key,
                "km": round(edges[leg]["length_km"], 1),
                "line": leg_line(points[leg.u], points[leg.v], TravelMode(leg.key)),
            }
            for leg in legs
        ],
        "reports": {report.id: report_values(report) | {"claims": []} for report in reports},
        "closures": drawn,
        "origins": list(tree.origins),
        "destinations": list(tree.destinations),
        "objectives": list(tree.objectives),
        "years": [_year(tree, targets, legs, answers) for tree in trees],
        "ways": answers.numbered(),
        "first": years.index(first) if first in years else len(years) // 2,
        "view": view_of([nodes[place] for place in sorted({*answers.places(), *marked})]),
    }


@dataclass(frozen=True)
class _Answers:
    """The ways that are answers in some year, numbered as they are met."""

    legs: Mapping[Leg, int]
    reports: Mapping[str, int]
    ways: dict[tuple[Leg, ...], int] = field(default_factory=dict)

    def number(self, chain: tuple[Leg, ...]) -> int:
        return self.ways.setdefault(chain, len(self.ways))

    def numbered(self) -> list[list[int]]:
        """Return the ways as numbers of legs; asked for when all years are done."""
        return [[self.legs[leg] for leg in way] for way in self.ways]

    def places(self) -> set[str]:
        """Return the places of all ways."""
        return {end for way in self.ways for leg in way for end in (leg.u, leg.v)}

    def totals(self, tree: ClosureTree, chain: tuple[Leg, ...]) -> list[Any]:
        """Return km, days, risk index and its interval, risk cost, borders, exit and reports of a way."""
        places = (chain[0].u, *(leg.v for leg in chain)) if chain else tree.destinations[:1]
        question = Question(
            network=tree.network, origins=places[:1], destinations=tree.destinations, weight=tree.weights[0]
        )
        path = PathResult(question=question, way=Way(0, places, chain))  # nobody asks what it is best in
        exit_ = path.exit
        return [
            round(path.length_km),
            round(path.days, 1),
            [f"{value:.2f}" for value in (path.risk_index, path.risk_index_low, path.risk_index_high)],
            path.totals.risk_cost,
            list(path.totals.borders),
            [exit_.country, exit_.way] if exit_ else None,
            [self.reports[report] for report in path.reports],
        ]


def _year(
    tree: ClosureTree, targets: Sequence[Target], legs: Mapping[Leg, int], answers: _Answers
) -> dict[str, Any]:
    """Return what holds in one year: its legs, the state of each closure, its trees and totals.

    A tree is a list of nodes; a node is the number of its way (-1: no way through) and then, in pairs, a
    closure and the node to which shutting it leads.
    """
    G = tree.network
    shut = legs_shut_by_claims(G)
    flat = [
        [_flat(tree, origin, objective, answers) for objective in tree.objectives] for origin in tree.origins
    ]
    return {
        "year": G.graph["as_of"].year,
        "as_of": G.graph["as_of"].isoformat(),
        "as_of_text": G.graph["as_of_text"],
        "legs": sorted(legs[Leg(*leg)] for leg in G.edges(keys=True)),
        "states": [state_values(G, shut, target) for target in targets],
        "trees": flat,
        "totals": {answers.number(chain): answers.totals(tree, chain) for chain in tree.chains},
    }


def _flat(tree: ClosureTree, origin: str, objective: str, answers: _Answers) -> list[list[int]]:
    return [
        [
            -1 if node["way"] is None else answers.number(tree.chains[node["way"]]),
            *(number for pair in node["next"] for number in pair),
        ]
        for node in tree.nodes(origin, objective)
    ]


def _countries(nodes: Mapping[str, Mapping[str, Any]], targets: Iterable[Target]) -> list[str]:
    named = {c for data in nodes.values() for c in (data["country"], data["other_country"]) if c}
    ends = {end for target in targets for end in (target.first, target.second)}
    return sorted(named | {end for end in ends if len(end) == 3 and end.isupper()})


def _places(
    nodes: Mapping[str, Mapping[str, Any]], points: Mapping[str, LonLat], shown: Iterable[str]
) -> list[dict[str, Any]]:
    shifts = pixel_shifts(nodes)
    return [
        {
            "id": node,
            "name": nodes[node]["name"],
            "ko": nodes[node]["name_ko"],
            "country": nodes[node]["country"],
            "other": nodes[node]["other_country"],
            "kind": str(nodes[node]["kind"]),
            "at": points[node],
            "shift": list(shifts.get(node, (0.0, 0.0))),
        }
        for node in sorted(shown)
    ]
