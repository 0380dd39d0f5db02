"""How sure is the safest way: all that can be said of it, asked at once.

Three questions are put to the same network, each origin alone: how often the answer is the best while every
number is drawn in its interval (`analysis.ensemble`), how far each number may move alone before another exit
wins (`analysis.tolerance`), and on request which single report it hangs on (`analysis.leave_one_out`).
Closures are asked about in the same draws. All of it is about the safest way: length and days have no
intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from analysis import Objective, best_by, ensemble, leave_one_out, tolerance
from geodata import QuestionError
from routes import apply_scenario, build_network

if TYPE_CHECKING:
    import datetime as dt
    from concurrent.futures import Executor

    from analysis import Ensemble, LeaveOneOut, PathResult, Tolerances
    from routes import Dataset, Scenario

T = TypeVar("T")

NOTE = (
    "Shares of draws are statements about the stated intervals of published words, not probabilities of what "
    "happened. Past reports, not advice; not for navigation, not for enforcement."
)


class Progress(Protocol):
    """What wraps the steps of a long work, to show how far it has come."""

    def __call__(self, steps: Iterable[T], /) -> Iterable[T]:
        """Return the steps."""
        ...


def _silent(steps: Iterable[T]) -> Iterable[T]:
    return steps


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Certainty:
    """How sure the safest way from each origin is.

    ``paths``, ``tolerances`` and ``left_out`` stand in the order of the origins; ``left_out`` is empty if it
    was not asked for.
    """

    ensemble: Ensemble
    paths: tuple[PathResult, ...]
    tolerances: tuple[Tolerances, ...]
    left_out: tuple[LeaveOneOut, ...] = ()

    def __repr__(self) -> str:
        """Return how sure each way is, in a line."""
        told = (f"{o}: {self.ensemble.standing(o).in_words}" for o in self.ensemble.origins)
        return f"<Certainty of {'; '.join(told)}>"

    def to_json(self) -> dict[str, Any]:
        """Return all of it in a form fit for JSON; shares and probabilities are between 0 and 1."""
        asked = self.ensemble.to_json()
        left_out = self.left_out or (None,) * len(self.paths)
        return {
            **{name: asked[name] for name in ("origins", "destinations", "closures", "draws", "seed")},
            "sources": asked["sources"],
            "answers": [
                {
                    "origin": origin,
                    "found": path.found,
                    "reason": path.reason,
                    "exit": str(path.exit) if path.exit else None,
                    "places": list(path.places),
                    "ensemble": self.ensemble.standing(origin).to_json(),
                    "closures": [self.ensemble.effect(origin, c).to_json() for c in self.ensemble.closures],
                    "tolerances": [one.to_row() for one in tolerances.tolerances],
                    "left_out": without
                    and {"asked": without.asked, "words": without.in_words, "changes": without.to_rows()},
                }
                for origin, path, tolerances, without in zip(
                    self.ensemble.origins, self.paths, self.tolerances, left_out, strict=True
                )
            ],
            "note": NOTE,
        }


def certainty(
    dataset: Dataset,
    origins: str | Sequence[str],
    destinations: str | Sequence[str] | None = None,
    as_of: str | int | dt.date | None = None,
    *,
    scenario: Scenario | None = None,
    draws: int = 10_000,
    seed: int = 0,
    closures: str | Sequence[str] = (),
    reports: bool = False,
    executor: Executor | None = None,
    progress: Progress = _silent,
) -> Certainty:
    """Return how sure the safest way from each origin is.

    Parameters
    ----------
    dataset
        A dataset; a network is built from it.
    origins
        Places by any name, each asked alone.
    destinations
        Places by any name; without any, those of the dataset.
    as_of
        The date, as for `build_network`.
    scenario
        What is supposed throughout.
    draws
        How many draws of all risks in their intervals.
    seed
        Which draws: the same number gives the same ones.
    executor
        Spreads the draws over workers, as for `analysis.ensemble`.
    closures
        Targets, each closed alone in every draw.
    reports
        Ask also which single report the answer hangs on: a few seconds for each origin.
    progress
        Wraps the steps of each question, to show how far it has come.

    Raises
    ------
    DateError, UnknownNameError, AmbiguousNameError, TargetError, ScenarioError
        If the date, a place, a target or the scenario cannot be used.
    QuestionError
        If the number of draws or the seed is none, no origin is named, or the dataset names no destination.

    Examples
    --------
    >>> import safepassage as sp
    >>> certainty(sp.load_dataset(), "onsong", "seoul", "2004-06", draws=1000)
    <Certainty of onsong: best in 53 % of draws>
    """
    G = build_network(dataset, as_of)
    if scenario:
        G = apply_scenario(G, scenario)
    if not origins:
        raise QuestionError("no origin is named: say where the ways begin, by any name of a place")
    closed = (closures,) if isinstance(closures, str) else tuple(closures)
    found = ensemble(
        G,
        origins,
        destinations,
        draws=draws,
        seed=seed,
        closures=closed,
        executor=executor,
        progress=progress,
    )
    ends = found.destinations
    paths = tuple(best_by(G, origin, ends, Objective.RISK) for origin in found.origins)
    return Certainty(
        ensemble=found,
        paths=paths,
        tolerances=tuple(tolerance(G, path, progress=progress) for path in paths),
        left_out=tuple(
            leave_one_out(dataset, origin, ends, as_of, scenario=scenario, progress=progress)
            for origin in found.origins
        )
        if reports
        else (),
    )
