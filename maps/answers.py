"""What the route map needs to know of the answers that it draws: paths, a front, bottlenecks.

Protocols, so that the map draws any answer with these properties: those of `analysis`, and those
that a notebook or a test makes up. Legs are ``(u, v, key)`` of the network that is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from routes import Target

Leg = tuple[str, str, str]


class PathAnswer(Protocol):
    """What the map needs to know of a result of a path question."""

    @property
    def legs(self) -> Sequence[Leg]:
        """Return the legs as (u, v, key)."""

    @property
    def label(self) -> str:
        """Return what the path is: shortest, safest, ..."""

    @property
    def summary(self) -> str:
        """Return the result in a sentence."""

    @property
    def found(self) -> bool:
        """Return whether there is a way through."""

    @property
    def length_km(self) -> float:
        """Return the length in km."""

    @property
    def days(self) -> float:
        """Return the moving time in days."""

    @property
    def risk_index(self) -> float:
        """Return the risk index."""

    @property
    def risk_index_low(self) -> float:
        """Return the lower end of its interval."""

    @property
    def risk_index_high(self) -> float:
        """Return the upper end of its interval."""


class BordersPassed(Protocol):
    """The part of a path's totals that tells the borders."""

    @property
    def borders(self) -> Sequence[str]:
        """Return the borders passed, in order, each as often as it is passed."""


class FrontPath(PathAnswer, Protocol):
    """A point of a front: a path that says what it is among the others."""

    @property
    def role(self) -> str:
        """Return whether it is the shortest, the safest, the knee; empty if none of them."""

    @property
    def totals(self) -> BordersPassed:
        """Return the sums over the legs."""


class FrontAnswer(Protocol):
    """The points of a trade-off between length, risk and borders, shortest first."""

    @property
    def knee(self) -> int | None:
        """Return the position of the knee, or None."""

    @property
    def reason(self) -> str:
        """Return why there is no way through; empty if there is one."""

    def __iter__(self) -> Iterator[FrontPath]:
        """Iterate over the points."""


class LossAnswer(Protocol):
    """What an origin loses if a target is lost."""

    @property
    def origin(self) -> str:
        """Return the id of the origin."""

    @property
    def cut_off(self) -> bool:
        """Return whether it has no way left."""

    @property
    def longer_km(self) -> float | None:
        """Return by how much its shortest way grows; None if it is cut off."""

    @property
    def risk_index_before(self) -> float:
        """Return the risk index of its safest way as things are."""

    @property
    def risk_index_after(self) -> float | None:
        """Return that of its safest way then; None if it is cut off."""


class GainAnswer(Protocol):
    """What an origin gains if a target becomes safe."""

    @property
    def origin(self) -> str:
        """Return the id of the origin."""

    @property
    def connected(self) -> bool:
        """Return whether it had no way before."""

    @property
    def shorter_km(self) -> float | None:
        """Return by how much its shortest way shrinks; None if it had no way."""

    @property
    def risk_index_before(self) -> float | None:
        """Return the risk index of its safest way as things are; None if it has none."""

    @property
    def risk_index_after(self) -> float:
        """Return that of its safest way then."""


class DependenceAnswer(Protocol):
    """What depends on one country, border, place or leg."""

    @property
    def target(self) -> Target:
        """Return on what."""

    @property
    def every_way_of(self) -> Sequence[str]:
        """Return the origins all of whose ways pass it."""

    @property
    def through(self) -> Mapping[str, float]:
        """Return the share of the best ways that pass it, by "length" and by "risk"."""

    @property
    def losses(self) -> Sequence[LossAnswer]:
        """Return what its loss would cost, by origin."""

    @property
    def gains(self) -> Sequence[GainAnswer]:
        """Return what its safety would bring, by origin."""


class MustPassAnswer(Protocol):
    """What every way of an origin passes, in the order of travel."""

    @property
    def origin(self) -> str | tuple[str, ...]:
        """Return the id of the origin; several are not told apart."""

    @property
    def places(self) -> Sequence[str]:
        """Return ids of places."""

    @property
    def borders(self) -> Sequence[str]:
        """Return borders."""

    @property
    def countries(self) -> Sequence[str]:
        """Return codes of countries."""


class CutAnswer(Protocol):
    """The smallest sets of places or legs that meet every way, with the disjoint ways."""

    @property
    def size(self) -> int | None:
        """Return their size; None if no set separates."""

    @property
    def cuts(self) -> Sequence[Sequence[str | Leg]]:
        """Return the sets."""

    @property
    def complete(self) -> bool:
        """Return whether these are all of them."""

    @property
    def paths(self) -> Sequence[Sequence[Leg]]:
        """Return as many ways as the size, disjoint pair by pair."""


class BorderNumberAnswer(Protocol):
    """How many borders would have to close before no way is left."""

    @property
    def number(self) -> int | None:
        """Return the number; None if a way passes no border."""

    @property
    def exact(self) -> bool:
        """Return whether it is that number, or at least that number."""

    @property
    def ways(self) -> Sequence[tuple[Sequence[str], Sequence[Leg]]]:
        """Return every smaller set with a way that it leaves."""


class WaysLeftAnswer(Protocol):
    """How many ways an origin has that do not hang together."""

    @property
    def origin(self) -> str:
        """Return the id of the origin."""

    @property
    def places(self) -> CutAnswer:
        """Return the smallest sets of places."""

    @property
    def legs(self) -> CutAnswer:
        """Return the smallest sets of legs."""

    @property
    def borders(self) -> BorderNumberAnswer:
        """Return the number of borders."""


class BottlenecksAnswer(Protocol):
    """On what all ways depend, each list in the order in which it is told."""

    @property
    def origins(self) -> Sequence[str]:
        """Return the ids of the origins asked about."""

    @property
    def destinations(self) -> Sequence[str]:
        """Return the ids of the destinations."""

    @property
    def countries(self) -> Sequence[DependenceAnswer]:
        """Return what depends on each country."""

    @property
    def borders(self) -> Sequence[DependenceAnswer]:
        """Return what depends on each border."""

    @property
    def places(self) -> Sequence[DependenceAnswer]:
        """Return what depends on each place."""

    @property
    def legs(self) -> Sequence[DependenceAnswer]:
        """Return what depends on each leg."""

    @property
    def must_pass(self) -> Sequence[MustPassAnswer]:
        """Return what every way passes, by origin."""

    @property
    def ways_left(self) -> Sequence[WaysLeftAnswer]:
        """Return the ways left, by origin."""
