"""Which claims hold on a day, and what they say together.

In force on a day is what was true then, not what had been published: of the claims on a target
whose time covers the day, the newest, pooled with those that began at most twelve months before
it, but with none from before the last that supersedes. Pooled levels form an envelope. ``closed``
holds only if all agree; otherwise the leg is passable, up to severe, and *contested*. A claim
without an end is *stale* five years after the later of its start and its report: one level wider
each way; a stale ``closed`` is therefore no longer sure to close.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import YEARS_UNTIL_STALE, add_years
from .words import RiskLevel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from .records import Claim, HavenClaim, HazardClaim, Report

STALE = "stale"
CONTESTED = "contested"
DISPUTED = "disputed"

_PASSABLE = [level for level in RiskLevel if level is not RiskLevel.CLOSED]


@dataclass(frozen=True, slots=True)
class InForce:
    """The claims on one target that hold on a day, newest first, and which of them are stale."""

    claims: tuple[HazardClaim, ...]
    stale: frozenset[str]


def claims_in_force(
    claims: Iterable[HazardClaim], reports: Mapping[str, Report], day: dt.date
) -> InForce | None:
    """Return the pooled claims on one target that hold on a day; None if there are none."""
    covering = sorted(
        (c for c in claims if covers(c, reports[c.report], day)),
        key=lambda c: (reports[c.report].start_of(c), c.id),
        reverse=True,
    )
    if not covering:
        return None
    starts = {c.id: reports[c.report].start_of(c) for c in covering}
    # What was superseded stays so when a later report confirms the new state.
    breaks = [starts[c.id] for c in covering if c.supersedes]
    earliest = max([add_years(starts[covering[0].id], -1), *breaks])
    pooled = tuple(c for c in covering if starts[c.id] >= earliest)
    return InForce(pooled, frozenset(c.id for c in pooled if is_stale(c, reports[c.report], day)))


def is_stale(claim: HazardClaim | HavenClaim, report: Report, day: dt.date) -> bool:
    """Return whether a claim without an end is too old, on a day, to be taken at its word."""
    said = max(report.start_of(claim), report.last_day)
    return claim.until is None and day > add_years(said, YEARS_UNTIL_STALE)


def pool_levels(
    found: InForce, scale: Mapping[RiskLevel, tuple[float, float]]
) -> tuple[tuple[RiskLevel, ...], float, float, tuple[str, ...]]:
    """Return ``(levels, p_low, p_high, flags)`` of pooled claims; ``p`` is 1 where all say closed."""
    spans = [span_of(c.level, stale=c.id in found.stale) for c in found.claims]
    levels = tuple(level for level in RiskLevel if level in {c.level for c in found.claims})
    flags = [STALE] if found.stale else []
    if all(low is high is RiskLevel.CLOSED for low, high in spans):
        return levels, 1.0, 1.0, tuple(flags)
    if any(RiskLevel.CLOSED in span for span in spans):
        flags.append(CONTESTED)
    elif len(levels) > 1:
        flags.append(DISPUTED)
    p_low = min(scale[low if low is not RiskLevel.CLOSED else RiskLevel.SEVERE][0] for low, _ in spans)
    p_high = max(scale[high if high is not RiskLevel.CLOSED else RiskLevel.SEVERE][1] for _, high in spans)
    return levels, p_low, p_high, tuple(flags)


def span_of(level: RiskLevel, *, stale: bool) -> tuple[RiskLevel, RiskLevel]:
    """Return the mildest and the worst level that a claim may stand for."""
    if not stale:
        return level, level
    ladder = list(RiskLevel)
    at = ladder.index(level)
    worst = ladder[at] if level is RiskLevel.CLOSED else _PASSABLE[min(at + 1, len(_PASSABLE) - 1)]
    return ladder[max(at - 1, 0)], worst


def covers(claim: Claim, report: Report, day: dt.date) -> bool:
    """Return whether a claim holds on a day: begun, and not ended."""
    return report.start_of(claim) <= day and (claim.until is None or day <= claim.until)
