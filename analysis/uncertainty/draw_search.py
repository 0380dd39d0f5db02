"""The best ways in thousands of draws at once: a row of an array is a place in all draws.

The recursion of Bellman (doi:10.1090/qam/102435) and Ford, backwards from the destinations, in the order
that `analysis.uncertainty.draw_plan` gives: a network without circles takes one pass; places that lie on
circles together are relaxed until nothing changes. Costs are integers, and one more a leg (see
`analysis.search.arcs`), so that the answer of each draw is that of the plain search with its costs; of
the legs that lead on at least cost the first by its number is taken, which is the rule for ties.

The number of a draw's way is carried along with its cost. Where there are more ways than numbers, those that
occur are numbered anew, place by place: who has the same number still has the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .draw_plan import MOST_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from .draw_plan import DrawSearch, Group, State

    Codes = NDArray[np.int64] | int

_FAR = 1 << 62


class Settled(NamedTuple):
    """What was found of one state: steps left to a goal, and the number of the way, by place and draw."""

    state: State
    left: dict[int, NDArray[np.int64] | int]
    codes: dict[int, Codes]


def settle(search: DrawSearch, steps: NDArray[np.int64]) -> Iterator[Settled]:
    """Yield what is found of each state; ``steps`` are those of a leg (row) in a draw (column)."""
    left: dict[int, NDArray[np.int64] | int] = dict.fromkeys(search.goals, 0)
    codes: dict[int, Codes] = dict.fromkeys(search.goals, 0)
    for number, state in enumerate(search.states):
        found = Settled(state, left.copy() if number else left, codes.copy() if number else codes)
        for group in state.groups:
            if group.rounds:
                _settle_circle(group, steps, found, stable=search.stable)
            else:
                _settle_place(group, steps, found, stable=search.stable)
        yield found


def _settle_place(group: Group, steps: NDArray[np.int64], found: Settled, *, stable: bool) -> None:
    import numpy as np  # noqa: PLC0415 - a path question does without it

    _, left, codes = found
    (place,), (branches,) = group.places, group.branches
    first = branches[0]
    best = left[first.head] + steps[first.row]
    code = codes[first.head] + first.offset if first.offset else codes[first.head]
    if len(branches) > 1:
        code = np.array(np.broadcast_to(code, best.shape))
        for row, head, offset in branches[1:]:
            other = left[head] + steps[row]
            better = other < best  # of equals the first stays
            np.copyto(best, other, where=better)
            np.copyto(code, codes[head] + offset, where=better)
    left[place] = best
    codes[place] = code if stable else _renumbered(code)


def _settle_circle(group: Group, steps: NDArray[np.int64], found: Settled, *, stable: bool) -> None:
    import numpy as np  # noqa: PLC0415

    _, left, codes = found
    pairs = list(zip(group.places, group.branches, strict=True))
    for place in group.places:
        left[place] = np.full(steps.shape[1], _FAR)
    changing = True
    while changing:
        changing = False
        for place, branches in pairs:
            best = left[place]
            for row, head, _ in branches:
                other = left[head] + steps[row]
                if (other < best).any():
                    best = np.minimum(best, other)
                    changing = True
            left[place] = best
    known: dict[int, Codes] = dict.fromkeys(group.places, 0)
    for numbered in group.rounds:
        grown: dict[int, Codes] = {}
        for place, branches in zip(group.places, numbered, strict=True):
            code = np.zeros(steps.shape[1], dtype=np.int64)
            for row, head, offset in reversed(branches):
                tight = left[head] + steps[row] == left[place]
                onward = known[head] if head in known else codes[head]
                np.copyto(code, onward + offset, where=tight)  # the first comes last, and stays
            grown[place] = code if stable else _renumbered(code)
        known = grown
    codes.update(known)


def _renumbered(code: Codes) -> Codes:
    """Return numbers of ways, those that occur numbered anew if they grew too large."""
    import numpy as np  # noqa: PLC0415

    if isinstance(code, int) or not code.size or code.max() < MOST_CODES:
        return code
    return np.unique(code, return_inverse=True)[1].astype(np.int64)


def walk(
    search: DrawSearch, found: Settled, steps: NDArray[np.int64], origin: int, draw: int
) -> tuple[int, ...]:
    """Return the rows of the best way from an origin in one draw; of equals the first by its number."""
    state, left, _ = found
    rows = []
    here = origin
    while here not in search.goals:
        rest = _in_draw(left[here], draw)
        row, here, _ = next(
            b for b in state.choices[here] if _in_draw(left[b.head], draw) + int(steps[b.row, draw]) == rest
        )
        rows.append(row)
    return tuple(rows)


def _in_draw(values: NDArray[np.int64] | int, draw: int) -> int:
    return values if isinstance(values, int) else int(values[draw])
