"""How sure is the best way: the same question in thousands of draws of the risks.

Each draw is a network whose risks lie somewhere in their stated intervals
(`analysis.uncertainty.risk_draws` says how); in each the best way is found exactly, from all origins,
with nothing changed and under each closure alone (`analysis.uncertainty.draw_search`). What comes out
is how often the central answer is the best, which other ways are, and what totals, regret and closures
look like over all draws (`analysis.uncertainty.ensemble_results`).

Draws are solved in blocks of fixed size that any `concurrent.futures.Executor` can spread. The same seed
gives the same answer, bit by bit, whoever solves the blocks and in whatever order; closures and origins that
are asked about beside do not change it. A scenario is drawn from the same sources, so that what it does is
told draw by draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from analysis.closures.targets import read_closures
from analysis.paths.question import read_places
from analysis.paths.weights import RISK, Objective, Weight, read_weight
from analysis.search.arcs import UNITS, leg_costs, number_legs
from geodata import QuestionError
from routes import Scenario, Target, apply_scenario, matches_leg

from .draw_blocks import Answers, Problem, check_sums, solve_all
from .draw_plan import plan_draws
from .draw_search import settle, walk
from .ensemble_results import Ensemble
from .risk_draws import log_uniform, read_risk_draws, read_seed
from .standings import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Executor

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from analysis.paths.exits import Exit
    from analysis.paths.totals import Totals
    from analysis.paths.weights import LegValue
    from analysis.search.arcs import Leg

    from .risk_draws import Law

    Progress = Callable[[Sequence[int]], Iterable[int]]

DRAWS = 10_000

MOST_DRAWS = 5_000_000
"""More draws than this are not asked for at once: all are held in memory."""
"""Draws without a word: a share is told to within half a per cent, one standard error."""

_NUMBERS = ("length_km", "days", "risk_low", "risk_high")


class _World(NamedTuple):
    """A network, what is asked of it under which labels, and the problem that it poses."""

    network: nx.MultiDiGraph[str]
    labels: tuple[str, ...]
    problem: Problem


def ensemble(
    G: nx.MultiDiGraph[str],
    origins: str | Sequence[str],
    destinations: str | Sequence[str] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    closures: str | Scenario | Sequence[str | Scenario] = (),
    by: Objective | str | Weight | LegValue = Objective.RISK,
    law: Law = log_uniform,
    executor: Executor | None = None,
    progress: Progress = iter,
) -> Ensemble:
    """Return how the best ways of a network fare in many draws of its risks.

    Parameters
    ----------
    G
        A network; it is not changed.
    origins
        Places by any name, each asked alone.
    destinations
        Places by any name, those of the dataset without any; a way ends at the first that it reaches.
    draws
        How many draws.
    seed
        A whole number; the same gives the same draws.
    closures
        Targets and scenarios, each supposed alone; those that reports tell of are `reported_closures`.
    by
        What the best way is best in. Only risk is drawn: the shortest way is the same in every draw, its
        risk is not. A function is given all draws of a leg's ``risk_cost`` at once, as an array.
    law
        Probabilities from the two ends of an interval and uniform numbers; to processes it must be sent,
        so let it be a function of a module.
    executor
        Spreads blocks of draws over threads, processes or machines; without one, they are solved here. A
        block that an executor lost because it broke is solved here too.
    progress
        Wraps the first numbers of the blocks, to show how far the work has come.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError, ScenarioError
        If a place, closure or scenario names nothing that exists, or a name fits several.
    QuestionError
        If the number of draws or the seed is none, an interval is upside down, the weight or the law cannot
        be used, a closure is asked twice, or the dataset names no destination.
    NetworkError
        If the weight of a leg is negative, infinite or no number.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = ensemble(sp.load_network("2004-06"), "onsong", draws=100, closures="mission@CHN")
    >>> found
    <Ensemble of 100 draws, from onsong to seoul, 1 closures>
    >>> list(found.standing("onsong", "mission@CHN").exits.values())[0] > 0.5
    True
    """
    count = _read_draws(draws)
    weight = read_weight(by)
    if destinations is None:
        destinations = G.graph["dataset"].destinations
        if not destinations:
            raise QuestionError("the dataset names no destinations; name one")
    ends = read_places(G, _several(destinations))
    starts = read_places(G, _several(origins))
    worlds = _worlds(G, starts, ends, closures, weight, read_seed(seed), law)
    problems = tuple(world.problem for world in worlds)
    merged = _Merged(worlds, count)
    for start, answers in solve_all(problems, count, executor, progress):
        merged.add(start, answers)
    return Ensemble(
        network=G,
        origins=starts,
        destinations=ends,
        weight=weight,
        draws=count,
        seed=read_seed(seed),
        closures=tuple(label for world in worlds for label in world.labels if label),
        sources=tuple(sorted({source for problem in problems for source in problem.draws.sources})),
        standings=merged.standings(starts),
    )


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _read_draws(draws: int) -> int:
    if isinstance(draws, bool) or not hasattr(draws, "__index__"):
        raise QuestionError(f"the number of draws is {draws!r}; give a whole number of at least 1")
    if draws < 1:
        raise QuestionError(f"the number of draws is {draws}; ask for 1 or more, 10,000 to tell shares by")
    if draws > MOST_DRAWS:
        raise QuestionError(
            f"the number of draws is {draws}; ask for {MOST_DRAWS:,} at most: they are held in memory"
        )
    return draws.__index__()


def _worlds(
    G: nx.MultiDiGraph[str],
    origins: tuple[str, ...],
    ends: tuple[str, ...],
    closures: str | Scenario | Sequence[str | Scenario],
    weight: Weight,
    seed: int,
    law: Law,
) -> tuple[_World, ...]:
    """Return the network with its closures, then that of each scenario."""
    asked = (closures,) if isinstance(closures, (str, Scenario)) else tuple(closures)
    targets = read_closures(G, [some for some in asked if not isinstance(some, Scenario)])
    scenarios = [some for some in asked if isinstance(some, Scenario)]
    names = [scenario.name for scenario in scenarios]
    if "" in names:
        raise QuestionError("a scenario has no name; give it one, by which to ask for it")
    labels = [*map(str, targets), *names]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise QuestionError(f"'{twice[0]}' is asked twice; give each scenario a name of its own")
    supposed = [(G, ("", *map(str, targets)), targets)]
    supposed += [(apply_scenario(G, scenario), (scenario.name,), ()) for scenario in scenarios]
    return tuple(
        _World(network, labels, _problem(network, origins, ends, closed, weight, seed, law))
        for network, labels, closed in supposed
    )


def _problem(
    G: nx.MultiDiGraph[str],
    origins: tuple[str, ...],
    ends: tuple[str, ...],
    closures: Sequence[Target],
    weight: Weight,
    seed: int,
    law: Law,
) -> Problem:
    import numpy as np  # noqa: PLC0415 - a path question does without it

    arcs = number_legs(G)
    closed = [
        frozenset(i for i, leg in enumerate(arcs.legs) if matches_leg(G, target, leg)) for target in closures
    ]
    search = plan_draws(
        arcs, [arcs.number[place] for place in origins], (arcs.number[place] for place in ends), closed
    )
    central = leg_costs(G, arcs, weight.value)
    check_sums(search, max((central[leg] for leg in search.legs), default=0))
    costs = np.array([central[leg] for leg in search.legs], dtype=np.int64)
    steps = costs[:, np.newaxis] * search.one_leg + 1
    legs = tuple(arcs.legs[leg] for leg in search.legs)
    return Problem(
        search=search,
        legs=legs,
        draws=read_risk_draws(G, legs),
        weight=None if weight.value is RISK.value else weight,
        numbers=tuple(
            {name: G.edges[leg][name] for name in _NUMBERS if name in G.edges[leg]} for leg in legs
        ),
        central=tuple(
            tuple(
                walk(search, found, steps, origin, 0) if n in found.state.found else None
                for n, origin in enumerate(search.origins)
            )
            for found in settle(search, steps)
        ),
        seed=seed,
        law=law,
    )


class _Merged:
    """What the blocks said, put together: ways are numbered as they are first met, in the order of draws."""

    def __init__(self, worlds: Sequence[_World], draws: int) -> None:
        import numpy as np  # noqa: PLC0415

        self._worlds = worlds
        self._draws = draws
        self._known: dict[tuple[Leg, ...], int] = {}
        shapes = [(len(world.labels), len(world.problem.search.origins), draws) for world in worlds]
        self._number: list[NDArray[np.int32]] = [np.zeros(shape, dtype=np.int32) for shape in shapes]
        self._risk: list[NDArray[np.int64]] = [np.zeros(shape, dtype=np.int64) for shape in shapes]
        self._regret: list[list[list[int]]] = [[[0] * shape[1] for _ in range(shape[0])] for shape in shapes]

    def add(self, start: int, answers: Sequence[Answers]) -> None:
        """Take in the block that begins with draw ``start``."""
        import numpy as np  # noqa: PLC0415

        for w, world in enumerate(self._worlds):
            legs = world.problem.legs
            for s, row in enumerate(answers[w]):
                for n, found in enumerate(row):
                    if found is None:
                        continue
                    ways = (tuple(legs[i] for i in rows) for rows in found.ways)
                    numbers = [self._known.setdefault(way, len(self._known)) for way in ways]
                    there = slice(start, start + found.number.size)
                    self._number[w][s, n, there] = np.array(numbers, dtype=np.int32)[found.number]
                    self._risk[w][s, n, there] = found.risk
                    self._regret[w][s][n] += found.regret

    def standings(self, origins: Sequence[str]) -> dict[tuple[str, str], Standing]:
        """Return what was found by origin and closure; the arrays can no longer be changed."""
        for number, risk in zip(self._number, self._risk, strict=True):
            number.setflags(write=False)
            risk.setflags(write=False)
        ways = tuple(self._known)
        standings = {}
        for w, world in enumerate(self._worlds):
            legs = world.problem.legs
            known: dict[tuple[Leg, ...], tuple[Exit | None, Totals]] = {}
            for s, label in enumerate(world.labels):
                for n, origin in enumerate(origins):
                    rows = world.problem.central[s][n]
                    found = rows is not None
                    standings[origin, label] = Standing(
                        network=world.network,
                        origin=origin,
                        closed=label,
                        draws=self._draws,
                        legs_of_ways=ways,
                        number=self._number[w][s, n] if found else None,
                        risk=self._risk[w][s, n] if found else None,
                        central_legs=None if rows is None else tuple(legs[i] for i in rows),
                        regret=self._regret[w][s][n] / self._draws / UNITS if found else None,
                        known=known,
                    )
        return standings
