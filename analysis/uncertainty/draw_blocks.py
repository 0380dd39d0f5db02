"""Blocks of draws: the unit of work, the same whoever does it.

A block is `BLOCK` draws, whatever the number of workers, and is drawn and solved from its first number
alone. So results do not depend on who solves which block, and a block that was lost is simply solved again.
What comes back names ways by their legs, in the order in which they are first needed.
"""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import UNITS
from geodata import NetworkError, QuestionError

from .draw_search import Settled, settle, walk
from .risk_draws import draw_risk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

    import numpy as np
    from numpy.typing import NDArray

    from analysis.paths.weights import Weight
    from analysis.search.arcs import Leg

    from .draw_plan import DrawSearch
    from .risk_draws import Law, RiskDraws

BLOCK = 2048
"""Draws that are solved at once."""

_MOST_COST = 1 << 62
_FEW_CODES = 1 << 14  # up to so many numbers are counted in a table, more are sorted

Rows = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that is needed to draw and solve a network; it can be sent to a worker.

    ``legs`` are those of the rows. ``weight`` is None for risk itself; else it is asked with ``numbers``,
    those of each leg, and the risk that was drawn. ``central`` are the rows of the ways for the central
    numbers, by state and origin; None without one.
    """

    search: DrawSearch
    legs: tuple[Leg, ...]
    draws: RiskDraws
    weight: Weight | None
    numbers: tuple[Mapping[str, float], ...]
    central: tuple[tuple[Rows | None, ...], ...]
    seed: int
    law: Law


class Found(NamedTuple):
    """What a block says of one state and origin.

    ``ways`` are those that are best in some draw, ``number`` which of them it is by draw; ``cost`` is its
    cost and ``risk`` its risk, in thousand-millionths; ``regret`` the sum over the draws of what the central
    way costs more.
    """

    ways: tuple[Rows, ...]
    number: NDArray[np.int32]
    cost: NDArray[np.int64]
    risk: NDArray[np.int64]
    regret: int


Answers = tuple[tuple[Found | None, ...], ...]


def costs_of(problem: Problem, risk: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the cost of each leg (row) in each draw (column) by the weight, in thousand-millionths.

    Raises
    ------
    NetworkError
        If a weight is negative, infinite, no number, or too large to be added up.
    QuestionError
        If the weight asks for what is not drawn.
    """
    import numpy as np  # noqa: PLC0415 - a path question does without it

    costs = risk
    if problem.weight is not None:
        values = np.empty(risk.shape)
        for row, numbers in enumerate(problem.numbers):
            try:
                values[row] = problem.weight.value({**numbers, "risk_cost": risk[row] / UNITS})
            except (KeyError, TypeError, ValueError) as error:
                raise QuestionError(
                    f"the weight '{problem.weight.name}' cannot be taken of draws ({error!r}); let it add "
                    f"and multiply the numbers of legs: {', '.join(numbers)}"
                ) from None
        wrong = ~((values >= 0) & (values < _MOST_COST / UNITS / problem.search.places))
        if wrong.any():
            row = int(np.flatnonzero(wrong.any(axis=1))[0])
            u, v, key = problem.legs[row]
            raise NetworkError(
                f"leg '{u}'-'{v}' ({key}) weighs {values[row][wrong[row]][0]}; weights are finite and "
                "at least 0: mend the weight, or close the leg in a scenario"
            )
        costs = np.rint(values * UNITS).astype(np.int64)
    check_sums(problem.search, int(costs.max()) if costs.size else 0)
    return costs


def check_sums(search: DrawSearch, most: int) -> None:
    """Refuse costs whose sums might not fit into 64 bits; ``most`` is the largest.

    Raises
    ------
    NetworkError
        If they might not.
    """
    if most * search.places >= _MOST_COST // search.one_leg:
        raise NetworkError(
            f"a leg weighs {most / UNITS:.6g}, and sums of such weights are not exact; weigh in a larger unit"
        )


def solve_block(problem: Problem, start: int, count: int) -> Answers:
    """Return what ``count`` draws from number ``start`` on say, by state and origin; None without a way."""
    risk = draw_risk(problem.draws, problem.seed, start, count, law=problem.law)
    return _Block(problem, risk).solve()


class _Block:
    """The work on one block, and what it remembers: ways by number, and their costs."""

    def __init__(self, problem: Problem, risk: NDArray[np.int64]) -> None:
        self._problem = problem
        self._risk = risk
        self._costs = costs_of(problem, risk)
        self._steps = self._costs * problem.search.one_leg + 1
        self._ways: dict[tuple[int, int], Rows] = {}
        self._sums: dict[Rows, NDArray[np.int64]] = {}

    def solve(self) -> Answers:
        answers: list[tuple[Found | None, ...]] = []
        first: Settled | None = None
        for number, settled in enumerate(settle(self._problem.search, self._steps)):
            row: list[Found | None] = []
            for n, origin in enumerate(self._problem.search.origins):
                if n not in settled.state.found:
                    row.append(None)
                elif first is not None and settled.left[origin] is first.left[origin]:
                    row.append(answers[0][n])  # the closure does not matter to it
                else:
                    row.append(self._answer(settled, origin, self._problem.central[number][n] or ()))
            answers.append(tuple(row))
            first = first or settled
        return tuple(answers)

    def _answer(self, settled: Settled, origin: int, central: Rows) -> Found:
        import numpy as np  # noqa: PLC0415

        draws = self._risk.shape[1]
        ways, number = self._ways_of(settled, origin)
        cost = np.broadcast_to(settled.left[origin], (draws,)) // self._problem.search.one_leg
        risk = cost
        if self._problem.weight is not None:
            risk = np.empty(draws, dtype=np.int64)
            for way, rows in enumerate(ways):
                there = number == way
                risk[there] = self._risk[list(rows)][:, there].sum(axis=0)
        if central not in self._sums:
            self._sums[central] = self._costs[list(central)].sum(axis=0)
        return Found(ways, number, cost, risk, int((self._sums[central] - cost).sum()))

    def _ways_of(self, settled: Settled, origin: int) -> tuple[tuple[Rows, ...], NDArray[np.int32]]:
        """Return the ways that are best in some draw, by their numbers, and which it is by draw."""
        import numpy as np  # noqa: PLC0415

        search = self._problem.search
        codes = np.broadcast_to(settled.codes[origin], (self._risk.shape[1],))
        if search.sizes[origin] <= _FEW_CODES:
            there = np.flatnonzero(np.bincount(codes))
            places = np.empty(int(there[-1]) + 1, dtype=np.int32)
            places[there] = np.arange(there.size)
            number = places[codes]
        else:
            there, inverse = np.unique(codes, return_inverse=True)
            number = inverse.astype(np.int32)
        ways = []
        for place, code in enumerate(there.tolist()):
            key = origin, code
            way = self._ways.get(key) if search.stable else None
            if way is None:
                draw = int(np.argmax(number == place))
                way = self._ways[key] = walk(search, settled, self._steps, origin, draw)
            ways.append(way)
        return tuple(ways), number


def solve_all(
    problems: tuple[Problem, ...],
    draws: int,
    executor: Executor | None,
    progress: Callable[[Sequence[int]], Iterable[int]],
) -> Iterator[tuple[int, list[Answers]]]:
    """Yield the first number of each block, in order, and what it says of each problem."""
    starts = range(0, draws, BLOCK)
    sizes = {start: min(BLOCK, draws - start) for start in starts}
    if executor is None:
        for start in progress(starts):
            yield start, _solve(problems, start, sizes[start])
        return
    waiting = {start: _submit(executor, problems, start, sizes[start]) for start in starts}
    try:
        for start in progress(starts):
            yield start, _result(waiting.pop(start)) or _solve(problems, start, sizes[start])
    finally:
        for future in waiting.values():
            if future:
                future.cancel()


def _submit(
    executor: Executor, problems: tuple[Problem, ...], start: int, count: int
) -> Future[list[Answers]] | None:
    try:
        return executor.submit(_solve, problems, start, count)
    except BrokenExecutor:
        return None


def _result(future: Future[list[Answers]] | None) -> list[Answers] | None:
    """Return what was solved elsewhere; None if a worker was killed, for the block is the same anywhere."""
    try:
        return future.result() if future else None
    except BrokenExecutor:
        return None


def _solve(problems: tuple[Problem, ...], start: int, count: int) -> list[Answers]:
    return [solve_block(problem, start, count) for problem in problems]
