"""Lengths that the skeleton states, for legs whose way is known better than by its two ends.

A leg is as long as the geodesic between its places, unless a line of ``skeleton.csv`` on the ground states
its length: kilometres of road, say. A line speaks of legs of its own mode, in both directions; where either
the line or the leg is `unspecified`, it speaks of the leg too, unless a line of the leg's own mode stands
beside it. Of several that speak, the shortest counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .words import TravelMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .records import Line

Lengths = dict[tuple[str, str], dict[TravelMode, float | None]]


def read_lengths(lines: Iterable[Line]) -> Lengths:
    """Return what lines on the ground state of their length in km, by pair of places, both ways.

    Pairs without a stated length are left out, so that a dataset that states none gives an empty answer.

    Examples
    --------
    >>> from .records import Line
    >>> read_lengths([Line(a="hill", b="town", mode=TravelMode.ROAD)])
    {}
    """
    lines = [line for line in lines if line.mode.is_surface]
    stated = {pair for line in lines if line.length_km for pair in ((line.a, line.b), (line.b, line.a))}
    lengths: Lengths = {}
    for line in lines:
        for pair in ((line.a, line.b), (line.b, line.a)):
            if pair in stated:
                lengths.setdefault(pair, {})[line.mode] = line.length_km
    return lengths


def stated_km(
    lengths: Mapping[tuple[str, str], Mapping[TravelMode, float | None]], u: str, v: str, mode: TravelMode
) -> float | None:
    """Return the length that is stated for a leg in km; None if the geodesic counts.

    Examples
    --------
    >>> lengths = {("hill", "town"): {TravelMode.ROAD: 120.0}}
    >>> stated_km(lengths, "hill", "town", TravelMode.UNSPECIFIED)
    120.0
    >>> stated_km(lengths, "hill", "town", TravelMode.FOOT) is None
    True
    """
    by_mode = lengths.get((u, v))
    if by_mode is None or not mode.is_surface:
        return None
    if mode in by_mode:
        return by_mode[mode]
    open_to = by_mode if mode is TravelMode.UNSPECIFIED else [TravelMode.UNSPECIFIED]
    return min((km for other in open_to if (km := by_mode.get(other))), default=None)
