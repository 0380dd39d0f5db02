"""From claims to the risk of a leg: levels, what is in force, and the three parts that add.

Risk is the chance of being forcibly returned on one use of a leg. Reports speak in words; a
level is an interval of probability, its centre the geometric mean. ``cost = -ln(1 - p)`` adds
along a path, so that the path of least cost is the most reliable one.

*Parts.* ``passage`` of a border, on the leg that leaves a crossing into the next country;
``entry`` into a place; ``exposure`` of surface travel inside a country, spread by length over
``reference_km``. Air and sea legs have neither border nor exposure; what departure costs stands
in their exposure part, once a leg. Within a part the most specific target with a claim in force
decides: leg > directed border > border; leg > place > kind@country; leg > mode@country > country.
A level claimed on a leg itself is for that leg as a whole and is not spread.

*In force on a day* is what was true then, not what had been published: of the claims on a target
whose time covers the day, the newest, pooled with those that began at most twelve months before
it, but with none from before the last that supersedes. Pooled levels form an envelope. ``closed``
holds only if all agree; otherwise the leg is passable, up to severe, and *contested*. A claim
without an end is *stale* five years after the later of its start and its report: one level wider
each way; a stale ``closed`` is therefore no longer sure to close.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind

from .contract import RiskPart
from .dates import YEARS_UNTIL_STALE, add_years
from .records import HazardClaim, RiskLevel, RiskPartName, TravelMode
from .targets import Target, TargetKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from .records import HavenClaim, Report, RiskModel

COST_DIGITS = 9
STALE = "stale"
CONTESTED = "contested"
DISPUTED = "disputed"
ASSUMED = "assumed"

_PASSABLE = [level for level in RiskLevel if level is not RiskLevel.CLOSED]


def risk_cost(p: float) -> float:
    """Return the additive cost ``-ln(1 - p)`` of a probability of return in [0, 1].

    A certain return costs infinity, and no path uses it.

    Examples
    --------
    >>> round(risk_cost(0.5), 6)
    0.693147
    >>> risk_cost(1.0)
    inf
    """
    return math.inf if p >= 1 else -math.log1p(-p)


def risk_index(cost: float) -> float:
    """Return ``1 - exp(-cost)``: the chance of return that an additive cost stands for, in [0, 1].

    Examples
    --------
    >>> round(risk_index(risk_cost(0.2) + risk_cost(0.5)), 3)
    0.6
    """
    return -math.expm1(-cost)


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
        (c for c in claims if _covers(c, reports[c.report], day)),
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
    spans = [_span(c.level, stale=c.id in found.stale) for c in found.claims]
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


def _span(level: RiskLevel, *, stale: bool) -> tuple[RiskLevel, RiskLevel]:
    """Return the mildest and the worst level that a claim may stand for."""
    if not stale:
        return level, level
    ladder = list(RiskLevel)
    at = ladder.index(level)
    worst = ladder[at] if level is RiskLevel.CLOSED else _PASSABLE[min(at + 1, len(_PASSABLE) - 1)]
    return ladder[max(at - 1, 0)], worst


def _covers(claim: HazardClaim | HavenClaim, report: Report, day: dt.date) -> bool:
    return report.start_of(claim) <= day and (claim.until is None or day <= claim.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRules:
    """The claims of a dataset as they stand on one day, ready to price legs.

    ``hazards`` are the hazard claims by target; ``havens`` the haven claims in force by place
    or country, each with whether it is stale.
    """

    model: RiskModel
    reports: Mapping[str, Report]
    hazards: Mapping[Target, Sequence[HazardClaim]]
    havens: Mapping[str, tuple[tuple[str, bool], ...]]
    day: dt.date

    def price(self, u: Place, v: Place, mode: TravelMode, length_km: float) -> dict[RiskPartName, RiskPart]:
        """Return the risk parts of the leg from u to v; a part that does not apply is absent."""
        parts: dict[RiskPartName, RiskPart] = {}
        if border := border_of(u, v, mode):
            targets = [
                Target(TargetKind.LEG, u.id, v.id),
                Target(TargetKind.DIRECTED_BORDER, *border),
                Target(TargetKind.BORDER, min(border), max(border)),
            ]
            parts[RiskPartName.PASSAGE] = self._part(RiskPartName.PASSAGE, targets, default="passage")
        if entry := self._entry(u, v):
            parts[RiskPartName.ENTRY] = entry
        if mode.is_surface:
            parts[RiskPartName.EXPOSURE] = self._exposure(u, v, mode, length_km)
        elif mode is not TravelMode.ENTRY:
            targets = [
                Target(TargetKind.LEG, u.id, v.id),
                Target(TargetKind.MODE_IN_COUNTRY, str(mode), u.country),
            ]
            parts[RiskPartName.EXPOSURE] = self._part(RiskPartName.EXPOSURE, targets, default="departure")
        return parts

    def _entry(self, u: Place, v: Place) -> RiskPart | None:
        targets = [
            Target(TargetKind.LEG, u.id, v.id),
            Target(TargetKind.PLACE, v.id),
            Target(TargetKind.KIND_IN_COUNTRY, str(v.kind), v.country),
        ]
        part = self._part(RiskPartName.ENTRY, targets, default="entry")
        # Only diplomatic missions are hard to enter unless a report says otherwise.
        return part if part.claims or v.kind is PlaceKind.MISSION else None

    def _exposure(self, u: Place, v: Place, mode: TravelMode, length_km: float) -> RiskPart:
        country = v.country
        leg = Target(TargetKind.LEG, u.id, v.id)
        targets = [
            leg,
            Target(TargetKind.MODE_IN_COUNTRY, str(mode), country),
            Target(TargetKind.COUNTRY, country),
        ]
        reference_km = self.model.reference_km.get(country, self.model.reference_km["*"])
        share = length_km / reference_km
        part = self._part(RiskPartName.EXPOSURE, targets, default="exposure", share=share, whole=leg)
        haven, stale = self._haven(country, u, v)
        if not haven:
            return part
        # A haven holds against every hazard, but where one is reported beside it, output says so.
        flags = (*([STALE] if stale else []), *([DISPUTED] if part.claims else []))
        scale = self.model.scale
        low, high = _span(RiskLevel.MINIMAL, stale=stale)
        return _priced(
            (RiskLevel.MINIMAL,),
            scale[low][0],
            scale[high][1],
            share=share,
            target=country if country in self.havens else v.id,
            claims=haven,
            overridden=(*part.claims, *part.overridden),
            flags=flags,
        )

    def _haven(self, country: str, u: Place, v: Place) -> tuple[tuple[str, ...], bool]:
        """Return the claims by which a leg runs in a haven, and whether one of its grounds is stale.

        A leg runs in a haven if its country is one, or if both its ends are: a safe town does not
        make the way to it safe. One fresh claim keeps a country or place from going stale.
        """
        if country in self.havens:
            grounds = [self.havens[country]]
        elif u.id in self.havens and v.id in self.havens:
            grounds = [self.havens[u.id], self.havens[v.id]]
        else:
            return (), False
        stale = any(all(is_old for _, is_old in ground) for ground in grounds)
        return tuple(claim for ground in grounds for claim, _ in ground), stale

    def _part(
        self,
        name: RiskPartName,
        targets: Sequence[Target],
        *,
        default: str,
        share: float = 1.0,
        whole: Target | None = None,
    ) -> RiskPart:
        """Price one part: the first target with a claim in force decides, else the default."""
        found = [
            (target, in_force)
            for target in targets
            if (in_force := claims_in_force(self._claims_on(target, name), self.reports, self.day))
        ]
        if not found:
            level = self.model.defaults[default]
            if level is RiskLevel.CLOSED:
                low, high = 1.0, 1.0
            else:
                low, high = self.model.scale[level]
            return _priced((level,), low, high, share=share, target=str(targets[-1]), flags=(ASSUMED,))
        target, in_force = found[0]
        levels, low, high, flags = pool_levels(in_force, self.model.scale)
        return _priced(
            levels,
            low,
            high,
            share=1.0 if target == whole else share,
            target=str(target),
            claims=tuple(c.id for c in in_force.claims),
            overridden=tuple(c.id for _, less in found[1:] for c in less.claims),
            flags=flags,
        )

    def _claims_on(self, target: Target, name: RiskPartName) -> Iterable[HazardClaim]:
        """Return the claims on a target; a claim on a leg says which part it means."""
        claims = self.hazards.get(target, ())
        if target.kind is TargetKind.LEG:
            return [c for c in claims if c.part is name]
        return claims


def border_of(u: Place, v: Place, mode: TravelMode) -> tuple[str, str] | None:
    """Return the border, from and into, that a leg passes; None if it passes none.

    A border is charged once, on the leg that leaves a crossing into the next country. Going
    back to the side one came from is not a passage.
    """
    if not mode.is_surface or u.kind is not PlaceKind.CROSSING or v.country != u.other_country:
        return None
    return u.country, v.country


def _priced(
    levels: tuple[RiskLevel, ...],
    p_low: float,
    p_high: float,
    *,
    share: float,
    target: str,
    claims: tuple[str, ...] = (),
    overridden: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
) -> RiskPart:
    def cost(p: float) -> float:
        return round(risk_cost(p) * share, COST_DIGITS) if p < 1 else math.inf

    return RiskPart(
        levels=levels,
        p_low=p_low,
        p_high=p_high,
        cost=cost(math.sqrt(p_low * p_high)),
        cost_low=cost(p_low),
        cost_high=cost(p_high),
        target=target,
        claims=claims,
        overridden=overridden,
        flags=flags,
    )
