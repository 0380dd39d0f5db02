"""The model of a hindcast: predicted shares by window and draw, and how they compare with what was published.

The first draw is always the central one; the others give the intervals. The model, the naive ones and the
negative control are all scored here, by the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .flow_windows import People, PublishedShare, Window
from .hindcast_records import Score, Spread, WindowHindcast
from .hindcast_scores import (
    Bounds,
    bounds_of,
    farthest,
    first_of,
    nearest,
    ordered_pairs,
    rank_correlation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .exit_costs import ExitCosts

    Predictions = Sequence[NDArray[np.float64]]
    """For each window the predicted shares, by draw and exit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be predicted: windows with what was published about them, and who sets out where."""

    windows: tuple[Window, ...]
    published: dict[Window, tuple[PublishedShare, ...]]
    arrivals: dict[Window, People]
    roles: tuple[str, ...]
    parts: dict[str, float]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years whose networks are asked."""
        return tuple(sorted({year for window in self.windows for year in window.years}))


class Scored(NamedTuple):
    """Predictions beside what was published, window by window, and the scores by role."""

    windows: tuple[WindowHindcast, ...]
    by_role: dict[str, Score]


class Model:
    """The logit on some exit costs, for all windows and draws; the first draw is the central one."""

    def __init__(self, asked: Asked, costs: Mapping[int, ExitCosts]) -> None:
        self.asked = asked
        self.costs = costs
        self.draws = next(iter(costs.values())).cost.shape[0] if costs else 1
        self.bounds = [self._bounds(window) for window in asked.windows]

    def _bounds(self, window: Window) -> Bounds:
        known = {share.exit: (share.low, share.high) for share in self.asked.published[window]}
        open_ = {name for year in window.years for name in self.costs[year].exits}
        return bounds_of(sorted(known.keys() | open_), known)

    def constant(self, theta: float) -> NDArray[np.float64]:
        """Return the same theta for all draws."""
        import numpy as np  # noqa: PLC0415

        return np.full(self.draws, theta)

    def predicted(self, theta: NDArray[np.float64], *, some: Sequence[int] | None = None) -> Predictions:
        """Return the predicted shares for each window, or for some, with one theta a draw."""
        numbers = range(len(self.asked.windows)) if some is None else some
        windows = [(self.asked.windows[i], self.bounds[i].exits) for i in numbers]
        asked = {year for window, _ in windows for year in window.years}
        years = {year: self._in_year(self.costs[year], theta) for year in asked}
        return [self._in_window(window, exits, years) for window, exits in windows]

    def _in_year(self, costs: ExitCosts, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the shares of a year by draw and exit; of origins without a way nothing is said."""
        import numpy as np  # noqa: PLC0415

        if not costs.exits:
            return np.zeros((self.draws, 0))
        best = costs.cost.min(axis=2, keepdims=True)
        open_ = np.isfinite(costs.cost)
        worse = np.where(open_, costs.cost - np.where(np.isfinite(best), best, 0.0), 0.0)
        pull = np.where(open_, np.exp(-theta[:, None, None] * worse), 0.0)
        total = pull.sum(axis=2, keepdims=True)
        shares = np.divide(pull, total, out=np.zeros_like(pull), where=total > 0)
        parts = np.array([self.asked.parts.get(place, 0.0) for place in costs.origins])
        weights = np.where(total[:, :, 0] > 0, parts, 0.0)
        whole = weights.sum(axis=1, keepdims=True)
        weights = np.divide(weights, whole, out=np.zeros_like(weights), where=whole > 0)
        found: NDArray[np.float64] = (shares * weights[:, :, None]).sum(axis=1)
        return found

    def _in_window(
        self, window: Window, exits: Sequence[str], years: Mapping[int, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """Return the shares of a window: the mean of its years, by the arrivals of each."""
        import numpy as np  # noqa: PLC0415

        several = len(window.years) > 1
        weights = [self._arrivals(year) if several else 1.0 for year in window.years]
        found = np.zeros((self.draws, len(exits)))
        for year, weight in zip(window.years, weights, strict=True):
            for column, name in enumerate(self.costs[year].exits):
                found[:, exits.index(name)] += years[year][:, column] * weight / sum(weights)
        return found

    def _arrivals(self, year: int) -> float:
        low, high = self.asked.arrivals[Window.of_years(year, year)]
        return low if high is None else (low + high) / 2

    def losses(self, thetas: Iterable[float]) -> NDArray[np.float64]:
        """Return for each theta and draw the mean distance on the windows that are fitted on."""
        import numpy as np  # noqa: PLC0415

        fit = [i for i, role in enumerate(self.asked.roles) if role == "fit"]
        found = []
        for theta in thetas:
            predicted = self.predicted(self.constant(theta), some=fit)
            near = [nearest(shares, self.bounds[i]) for i, shares in zip(fit, predicted, strict=True)]
            found.append(np.mean(near, axis=0) if near else np.zeros(self.draws))
        return np.array(found)

    def last_published(self) -> Predictions:
        """Return for each window what was published last, before it, of each exit; the rest spread equally.

        Of an interval its middle is taken. Where nothing was published before, shares are equal.
        """
        import numpy as np  # noqa: PLC0415

        equal = self.predicted(self.constant(0.0))
        found = []
        for window, bounds, even in zip(self.asked.windows, self.bounds, equal, strict=True):
            last: dict[str, float] = {}
            for earlier in sorted(self.asked.windows, key=lambda w: w.until):
                if earlier.until < window.since:
                    for share in self.asked.published[earlier]:
                        if share.says:
                            last[share.exit] = (share.low + share.high) / 2
            known = np.array([last.get(name, 0.0) for name in bounds.exits])
            rest = np.array([name not in last for name in bounds.exits]) * even
            left = max(0.0, 1 - known.sum())
            total = rest.sum(axis=1, keepdims=True)
            spread = np.divide(rest * left, total, out=np.zeros_like(rest), where=total > 0)
            shares = known + spread
            found.append(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12))
        return found

    def score(self, predicted: Predictions) -> Scored:
        """Return how predictions compare with what was published, window by window and in all."""
        near = [nearest(p, b) for p, b in zip(predicted, self.bounds, strict=True)]
        far = [farthest(p, b) for p, b in zip(predicted, self.bounds, strict=True)]
        windows = tuple(self._window(i, p, near[i], far[i]) for i, p in enumerate(predicted))
        roles = sorted(set(self.asked.roles))
        return Scored(windows, {role: self._in_role(role, predicted, near, far) for role in roles})

    def _window(
        self, i: int, predicted: NDArray[np.float64], near: NDArray[np.float64], far: NDArray[np.float64]
    ) -> WindowHindcast:
        window, bounds = self.asked.windows[i], self.bounds[i]
        most = first_of(bounds)
        return WindowHindcast(
            window=window,
            role=self.asked.roles[i],
            published=self.asked.published[window],
            shares={name: spread_over(predicted[:, k]) for k, name in enumerate(bounds.exits)},
            nearest=spread_over(near),
            farthest=spread_over(far),
            first=_predicted_first(predicted[0], bounds.exits),
            first_published=None if most is None else bounds.exits[most],
        )

    def _in_role(
        self,
        role: str,
        predicted: Predictions,
        near: Sequence[NDArray[np.float64]],
        far: Sequence[NDArray[np.float64]],
    ) -> Score:
        import numpy as np  # noqa: PLC0415

        some = [i for i, found in enumerate(self.asked.roles) if found == role]
        first = {i: most for i in some if (most := first_of(self.bounds[i])) is not None}
        right = np.zeros(self.draws)
        for i, most in first.items():
            others = np.delete(predicted[i], most, axis=1)
            right += (predicted[i][:, [most]] > others + 1e-12).all(axis=1)
        ranks = [
            predicted[i][:, more] - predicted[i][:, less]
            for i in some
            for more, less in ordered_pairs(self.bounds[i])
        ]
        in_time = self._in_time(some, predicted)
        return Score(
            windows=len(some),
            nearest=spread_over(np.mean([near[i] for i in some], axis=0)),
            farthest=spread_over(np.mean([far[i] for i in some], axis=0)),
            first_right=spread_over(right),
            first_known=len(first),
            ranks=spread_of(rank_correlation(ranks)),
            rank_pairs=len(ranks),
            ranks_in_time=spread_of(rank_correlation(in_time)),
            time_pairs=len(in_time),
        )

    def _in_time(self, some: Sequence[int], predicted: Predictions) -> list[NDArray[np.float64]]:
        """Return by how much more is predicted for an exit in the windows in which it had more for certain.

        Only shares that were published count, not those that follow from others.
        """
        found: dict[str, list[tuple[PublishedShare, NDArray[np.float64]]]] = {}
        for i in some:
            for share in self.asked.published[self.asked.windows[i]]:
                column = self.bounds[i].exits.index(share.exit)
                found.setdefault(share.exit, []).append((share, predicted[i][:, column]))
        return [
            more - less
            for several in found.values()
            for known, more in several
            for other, less in several
            if known.low > other.high
        ]


def _predicted_first(shares: NDArray[np.float64], exits: Sequence[str]) -> str | None:
    """Return the exit with the greatest share; None if several share it."""
    most = [name for name, share in zip(exits, shares, strict=True) if share > shares.max() - 1e-12]
    return most[0] if len(most) == 1 else None


def least_theta(thetas: Sequence[float], losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each draw the theta of the least loss; of equally good ones the least."""
    import numpy as np  # noqa: PLC0415

    good = losses <= losses.min(axis=0) + 1e-9
    found: NDArray[np.float64] = np.array(thetas)[good.argmax(axis=0)]
    return found


def spread_over(values: NDArray[np.float64]) -> Spread:
    """Return the central value, which comes first, and the interval of the draws behind it."""
    import numpy as np  # noqa: PLC0415

    central, drawn = float(values[0]), values[1:] if len(values) > 1 else values
    low, high = np.quantile(drawn, [0.05, 0.95])
    return Spread(central, float(low), float(high))


def spread_of(values: NDArray[np.float64] | None) -> Spread | None:
    """Return the spread of values, if there are any."""
    return None if values is None else spread_over(values)
