"""What a hindcast consists of: predictions beside what was published, scores, the control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .flow_windows import People, PublishedShare, UnusedFlow, Window


class Spread(NamedTuple):
    """A number as computed from the central risks, and between which 90 % of the draws lie."""

    central: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How predictions compare with what was published, over some windows.

    ``nearest`` and ``farthest`` are means of the averaged relative difference (0 to 2) from the nearest and
    the farthest distribution that agrees with the published numbers. ``first_right`` counts the windows
    whose first exit was predicted, of ``first_known`` in which published numbers tell it. ``ranks`` is the
    rank correlation over ``rank_pairs`` pairs of exits in one window, ``ranks_in_time`` over ``time_pairs``
    pairs of windows of one exit; None where no order is certain.
    """

    windows: int
    nearest: Spread
    farthest: Spread
    first_right: Spread
    first_known: int
    ranks: Spread | None
    rank_pairs: int
    ranks_in_time: Spread | None
    time_pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHindcast:
    """One window: what was published, what is predicted, and how far the two are apart.

    ``role`` is "fit", "test" or "across" (it reaches over the end of the fitted years). ``shares`` are the
    predicted ones by exit; ``first`` is the exit predicted first, ``first_published`` the one that had most
    people, None if published numbers do not tell.
    """

    window: Window
    role: str
    published: tuple[PublishedShare, ...]
    shares: dict[str, Spread]
    nearest: Spread
    farthest: Spread
    first: str | None
    first_published: str | None

    @property
    def said(self) -> tuple[PublishedShare, ...]:
        """Return the published shares whose interval says something."""
        return tuple(share for share in self.published if share.says)

    def agrees(self, share: PublishedShare) -> bool:
        """Return whether the predicted interval of an exit and the published one have a share in common."""
        _, low, high = self.shares[share.exit]
        return low <= share.high and share.low <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The negative control: the same with the levels of all hazard claims shuffled, again and again.

    ``nearest``, ``ranks`` and ``first_right`` are means over the shuffles, with the interval of 90 % of them;
    ``as_good`` counts the shuffles that come at least as near on the windows of the test as the model does.
    """

    shuffles: int
    as_good: int
    nearest: Spread
    first_right: Spread
    ranks: Spread | None

    @property
    def chance(self) -> float:
        """Return the chance to come as near by shuffled levels: (1 + as_good) / (1 + shuffles)."""
        return (1 + self.as_good) / (1 + self.shuffles)

    @property
    def clearly_worse(self) -> bool:
        """Return whether at most one in twenty comes as near as the model."""
        return self.chance <= 0.05

    @property
    def says(self) -> bool:
        """Return whether there are shuffles enough to call any model better: 19 or more."""
        return self.shuffles >= 19


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Hindcast:
    """The model held against published flows.

    ``theta`` is fitted on windows that end by ``fit_until`` unless ``fitted`` is False; ``thetas`` gives for
    each value tried how near it comes on them. ``models`` holds the scores of the model ("risk") and
    of the naive ones ("equal", "last") by role; the sets of windows may overlap in time. ``too_few`` are
    published shares whose interval says too little, ``left_out`` numbers from which no share can be read.
    """

    title: str
    version: str
    origin_shares: dict[str, float]
    origins_told: bool
    closures: tuple[str, ...]
    fit_until: int
    theta: Spread
    fitted: bool
    thetas: tuple[tuple[float, float], ...]
    windows: tuple[WindowHindcast, ...]
    models: dict[str, dict[str, Score]]
    control: Control | None
    draws: int
    seed: int
    arrivals: dict[Window, People]
    too_few: tuple[PublishedShare, ...]
    left_out: tuple[UnusedFlow, ...]

    def __repr__(self) -> str:
        """Return the answer in a line."""
        test = self.models["risk"].get("test")
        told = f"{test.nearest.central:.2f} from {test.windows} windows" if test else "no window to test on"
        return f"<Hindcast of {self.title}: theta {self.theta.central:g}, {told}>"

    @property
    def too_few_to_say(self) -> bool:
        """Return whether nothing was published on which the model could be tested."""
        return "test" not in self.models["risk"]
