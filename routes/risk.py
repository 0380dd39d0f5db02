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

Which claims hold on a day is told in `routes.in_force`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import Place, PlaceKind

from .contract import RiskPart
from .in_force import DISPUTED, STALE, claims_in_force, pool_levels, span_of
from .targets import Target, TargetKind, border_targets
from .words import RiskLevel, RiskPartName, TravelMode

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from .records import HazardClaim, Report, RiskModel

COST_DIGITS = 9
ASSUMED = "assumed"


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
            targets = [Target(TargetKind.LEG, u.id, v.id), *border_targets(*border)]
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
        share = share_of(self.model.reference_km, country, length_km)
        part = self._part(RiskPartName.EXPOSURE, targets, default="exposure", share=share, whole=leg)
        haven, stale = self._haven(country, u, v)
        if not haven:
            return part
        # A haven holds against every hazard, but where one is reported beside it, output says so.
        flags = (*([STALE] if stale else []), *([DISPUTED] if part.claims else []))
        scale = self.model.scale
        low, high = span_of(RiskLevel.MINIMAL, stale=stale)
        return priced(
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
            low, high = bounds_of(level, self.model.scale)
            return priced((level,), low, high, share=share, target=str(targets[-1]), flags=(ASSUMED,))
        target, in_force = found[0]
        levels, low, high, flags = pool_levels(in_force, self.model.scale)
        return priced(
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


def bounds_of(level: RiskLevel, scale: Mapping[RiskLevel, tuple[float, float]]) -> tuple[float, float]:
    """Return the interval of probability that a level stands for; `closed` is 1, whatever the scale."""
    return (1.0, 1.0) if level is RiskLevel.CLOSED else scale[level]


def share_of(reference_km: Mapping[str, float], country: str, length_km: float) -> float:
    """Return how many passages of a country a length on the ground stands for."""
    return length_km / reference_km.get(country, reference_km["*"])


def priced(
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
    """Return the part of a leg's risk that an interval of probability makes, ``share`` times over."""

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
