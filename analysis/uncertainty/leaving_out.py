"""Which single report, if it were wrong, would change the answer.

Each report in turn is left out of the dataset with all that it claims, the network is built anew, and the
question asked again: the answer changes if there is a way where there was none or none where there was one,
if it leaves by another exit, or if it takes other legs. A claim that the report had set aside (an older
one, a less specific one, a default) holds then again; legs that it alone supported are gone.

A report is left out alone, as if its copies stood on their own. Copies repeat what may be wrong, so
``voices`` leaves out a report together with all that has its voice (see `routes.voice_of`).

*Reports that need no new network.* What a leg costs follows from its places, its mode, its length and
the claims that its parts of risk cite; whether it is there from its route claims. A claim that is not
cited was set aside by a more specific target or a haven, or on its own target by newer claims, and
these do so without it too: the newest claim in force stays the newest, and the last that supersedes among
those older than all pooled ones cuts nothing off that was pooled. So a report that no leg, in use or
dormant, cites for its use or its risk changes no leg and no cost, and the answer stays.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from analysis.paths.best import best_by
from analysis.paths.results import PathResult
from analysis.paths.weights import Objective
from routes import Scenario, apply_scenario, build_network, claims_of, edge_data, voice_of

from .without_reports import network_without

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    import networkx as nx

    from analysis.paths.question import Named
    from analysis.paths.weights import LegValue, Weight
    from routes import Dataset, EdgeData, Report


class Changed(StrEnum):
    """What about an answer is another without a report; the gravest first."""

    FOUND = "found"
    EXIT = "exit"
    WAY = "way"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """What the answer is without some reports: without one, or without all of one voice."""

    reports: tuple[Report, ...]
    changed: Changed
    path: PathResult

    @property
    def in_words(self) -> str:
        """Return in a sentence what changes."""
        without = f"Without {', '.join(report.id for report in self.reports)}"
        if not self.path.found:
            return f"{without} there is no way through"
        if self.changed is Changed.FOUND:
            return f"{without} there is a way through, risk index {self.path.risk_index:.3f}"
        by = f"by {self.path.exit.in_words}" if self.path.exit else "without leaving the country"
        kind = {Changed.EXIT: f"the exit is {by}", Changed.WAY: f"another way {by} is the best"}
        return f"{without} {kind[self.changed]}, risk index {self.path.risk_index:.3f}"


@dataclass(frozen=True, kw_only=True, repr=False)
class LeaveOneOut:
    """An answer, and the reports without which it is another, gravest changes first.

    ``asked`` counts what was left out one after the other (reports, or voices), ``solved`` for how many
    of these a new network had to be built. ``voices`` says that whole voices were left out.
    """

    path: PathResult
    changes: tuple[LeftOut, ...]
    asked: int
    solved: int
    voices: bool = False

    def __repr__(self) -> str:
        """Return the answer in a line."""
        return f"<LeaveOneOut {self.in_words}>"

    def of(self, changed: Changed) -> tuple[LeftOut, ...]:
        """Return the changes of one kind."""
        return tuple(one for one in self.changes if one.changed is changed)

    @property
    def in_words(self) -> str:
        """Return in a sentence on how many single reports the answer hangs."""
        things = "voices" if self.voices else "reports"
        counts = {
            "whether there is a way": len(self.of(Changed.FOUND)),
            "the exit": len(self.of(Changed.EXIT)),
            "only the way": len(self.of(Changed.WAY)),
        }
        told = [f"{n} change{'s' if n == 1 else ''} {what}" for what, n in counts.items() if n]
        return f"Of {self.asked} {things} left out one by one, {', '.join(told) or 'none changes the answer'}"

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the changes as rows of a table, with what JSON can hold; empty if there are none."""
        return [
            {
                "reports": [report.id for report in one.reports],
                "changed": str(one.changed),
                "found": one.path.found,
                "exit": str(one.path.exit) if one.path.exit else None,
                "places": list(one.path.places),
                "risk_index": one.path.risk_index if one.path.found else None,
                "length_km": one.path.length_km if one.path.found else None,
            }
            for one in self.changes
        ]


def leave_one_out(
    dataset: Dataset,
    source: Named,
    target: Named,
    as_of: str | int | dt.date | None = None,
    by: Objective | str | Weight | LegValue = Objective.RISK,
    *,
    scenario: Scenario | None = None,
    via: Named = (),
    avoid: Named = (),
    voices: bool = False,
    progress: Callable[[Iterable[tuple[str, ...]]], Iterable[tuple[str, ...]]] = iter,
) -> LeaveOneOut:
    """Return which single reports would change an answer if they were left out.

    Parameters
    ----------
    dataset
        A dataset; a network is built from it without each report that matters.
    source, target
        The ends of the question, as for `best_by`.
    as_of
        The date, as for `build_network`.
    by
        What the way is best in.
    scenario
        What is supposed in every network.
    via, avoid
        Targets to pass and to go round, as for `best_by`.
    voices
        Leave out whole voices: a report together with its copies and all that repeats its agency.
    progress
        Wraps what is left out, as ids of reports, to show how far the work has come.

    Returns
    -------
    LeaveOneOut
        No changes for a dataset without reports, or where no single one changes the answer.

    Raises
    ------
    DateError
        If the date cannot be read, or lies in the protected last five years.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or target is unknown, or a name fits several.
    QuestionError
        If the weight is none.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = leave_one_out(sp.load_dataset(), "onsong", "seoul", "2004-06")
    >>> found.in_words, len(found.of(Changed.EXIT))
    ('Of 160 reports left out one by one, 1 changes only the way', 0)
    """

    def answer(G: nx.MultiDiGraph[str]) -> PathResult:
        return best_by(G, source, target, by, via=via, avoid=avoid)

    reported = build_network(dataset, as_of)
    path = answer(apply_scenario(reported, scenario) if scenario else reported)
    cited = _cited(reported)
    groups = _groups(dataset, voices=voices)
    changes, solved = [], 0
    for group in progress(groups):
        if cited.isdisjoint(group):
            continue
        solved += 1
        other = answer(network_without(dataset, group, reported, scenario))
        if changed := _changed(path, other):
            reports = tuple(dataset.reports[report] for report in group)
            changes.append(LeftOut(reports=reports, changed=changed, path=other))
    order = list(Changed)
    changes.sort(key=lambda one: (order.index(one.changed), [report.id for report in one.reports]))
    return LeaveOneOut(path=path, changes=tuple(changes), asked=len(groups), solved=solved, voices=voices)


def _groups(dataset: Dataset, *, voices: bool) -> list[tuple[str, ...]]:
    """Return what is left out together: each report alone, or all reports of a voice."""
    if not voices:
        return [(report,) for report in sorted(dataset.reports)]
    same: dict[str, list[str]] = defaultdict(list)
    for key in sorted(dataset.reports):
        same[voice_of(dataset.reports[key], dataset.reports)].append(key)
    return sorted(map(tuple, same.values()))


def _cited(G: nx.MultiDiGraph[str]) -> set[str]:
    """Return the reports that any leg, in use or dormant, cites for its use or its risk."""
    legs: list[EdgeData] = [edge_data(G, leg) for leg in G.edges(keys=True)]
    legs += [leg.data for leg in G.graph["dormant"]]
    return {G.graph["claims"][claim].report for data in legs for claim in claims_of(data)}


def _changed(path: PathResult, other: PathResult) -> Changed | None:
    """Return what is another in an answer; None if it is the same."""
    if path.found != other.found:
        return Changed.FOUND
    if (path.exit and path.exit.route) != (other.exit and other.exit.route):
        return Changed.EXIT
    return Changed.WAY if path.legs != other.legs else None
