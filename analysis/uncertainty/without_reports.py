"""A dataset, and a network, as they would be without some reports.

A report that is left out takes along all that it claims: hazards, havens, and its support of legs. A leg
that nobody else supports is gone from the dataset, and with it what others claim on that leg. In the
network it stays known as dormant, with the reason, so that questions and scenarios may still name it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.closures.targets import read_closures
from routes import (
    Action,
    DormantLeg,
    TargetKind,
    TravelMode,
    apply_scenario,
    build_network,
    edge_data,
    read_target,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from routes import Change, Dataset, EdgeData, HazardClaim, Scenario


def without_reports(dataset: Dataset, reports: Collection[str]) -> Dataset:
    """Return a dataset without some reports and all that they claim; the given one is unchanged.

    Hazards that others claim on a leg that nobody else reports go with the leg: they would name nothing.
    Ids that are none of the dataset's leave out nothing.
    """
    legs = tuple(leg for leg in dataset.legs if leg.claim.report not in reports)
    gone = _pairs(dataset) - {(leg.u, leg.v) for leg in legs}
    kept = {key: report for key, report in dataset.reports.items() if key not in reports}
    if gone:
        pairs = _pairs(dataset)

        def holds(hazard: HazardClaim) -> bool:
            if ":" not in hazard.on:
                return True
            on = read_target(hazard.on, dataset.places, pairs)
            return on.kind is not TargetKind.LEG or (on.first, on.second) not in gone

        kept = {
            key: replace(report, hazards=tuple(filter(holds, report.hazards))) for key, report in kept.items()
        }
    return replace(dataset, legs=legs, reports=kept)


def _pairs(dataset: Dataset) -> set[tuple[str, str]]:
    return {(leg.u, leg.v) for leg in dataset.legs}


def network_without(
    dataset: Dataset,
    reports: Collection[str],
    reported: nx.MultiDiGraph[str],
    scenario: Scenario | None = None,
) -> nx.MultiDiGraph[str]:
    """Return the network of a dataset without some reports.

    Parameters
    ----------
    dataset
        The dataset with all its reports.
    reports
        Ids of the reports to leave out.
    reported
        The network of the whole dataset, whose date is kept.
    scenario
        What is supposed in the new network. It does not open legs that nobody reports any more.
    """
    G = build_network(without_reports(dataset, reports), reported.graph["as_of"])
    G.graph["as_of_text"] = reported.graph["as_of_text"]
    known = _known(G)
    gone = {leg: data for leg, data in _known(reported).items() if leg not in known}
    if scenario:
        G = apply_scenario(G, _on_what_is_left(scenario, reported, known))
    reason = f"reported only by {', '.join(sorted(reports))}, left out"
    G.graph["dormant"] = (
        *G.graph["dormant"],
        *(
            DormantLeg(u=u, v=v, mode=TravelMode(mode), reason=reason, data=data)
            for (u, v, mode), data in gone.items()
        ),
    )
    return G


def _known(G: nx.MultiDiGraph[str]) -> dict[tuple[str, str, str], EdgeData]:
    """Return all legs of a network, in use or dormant."""
    return {leg: edge_data(G, leg) for leg in G.edges(keys=True)} | {
        (leg.u, leg.v, str(leg.mode)): leg.data for leg in G.graph["dormant"]
    }


def _on_what_is_left(
    scenario: Scenario, reported: nx.MultiDiGraph[str], known: Collection[tuple[str, str, str]]
) -> Scenario:
    """Return a scenario without what it supposes of legs that nobody reports any more."""
    pairs = {(u, v) for u, v, _ in known}

    def is_left(change: Change) -> bool:
        (on,) = read_closures(reported, [change.on])
        return on.kind is not TargetKind.LEG or (on.first, on.second) in pairs

    entries = [entry for entry in scenario.entries() if is_left(entry[1])]
    kept = {str(a): tuple(change for action, change in entries if action is a) for a in Action}
    return replace(scenario, **kept)  # type: ignore[arg-type]
