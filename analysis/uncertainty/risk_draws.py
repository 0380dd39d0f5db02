"""Draws of risk: one uniform number a source and draw, from which every leg that rests on it follows.

A level is an interval of probability. Which number in it is right is unknown, but it is *one* number
wherever the same words are used: a report that calls a border dangerous says so of all legs over it.
So a number is drawn for each *source*, and all that rests on the source moves together:

- a part of risk that rests on claims is drawn by the newest of its pooled claims, which is in force
  because of it (of claims that began on one day, the one whose id comes last);
- a part that no report speaks of by the default that stands for it, and what that is about (all legs
  on the ground in a country whose exposure is assumed, say);
- a part that a scenario set to a level by the scenario's target;
- a leg that has risk but no parts, as one of a plain table of legs, by itself.

Different sources are independent. That is a choice: a mistake that all reports share is not in it.

The law of a source is *log-uniform*, ``p = p_low * (p_high / p_low) ** u``: words of danger order
multiples, the median is the geometric mean that stands for a level elsewhere, and no multiple within the
interval is likelier than another. A part costs ``-ln(1 - p)`` times its share, rounded as costs are.

Each source has a stream of its own, seeded by its name, from which draw number n takes the n-th number:
neither other sources nor blocks of draws change it. The raw output of PCG64 is used, which numpy promises
to keep as it is.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from analysis.search.arcs import UNITS
from geodata import QuestionError
from routes import RiskPartName, TravelMode, edge_data, risk_cost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from analysis.search.arcs import Leg
    from routes import RiskPart

    Law = Callable[[float, float, NDArray[np.float64]], NDArray[np.float64]]
    """A law: from the two ends of an interval and uniform numbers in [0, 1) to probabilities."""

_ROUNDING = 1e-9  # costs are rounded to so much


class Drawn(NamedTuple):
    """Something that is drawn: by the number of a source, between two probabilities."""

    source: int
    p_low: float
    p_high: float


class Share(NamedTuple):
    """What something that is drawn adds to a leg: ``scale * -ln(1 - p) + shift``."""

    drawn: int
    scale: float
    shift: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskDraws:
    """How the risk of some legs is drawn.

    ``sources`` are names; ``drawn`` what is drawn, each once; ``fixed`` the risk of each leg that is not
    drawn, in thousand-millionths of risk cost; ``shares`` what is drawn of each leg.
    """

    sources: tuple[str, ...]
    drawn: tuple[Drawn, ...]
    fixed: tuple[int, ...]
    shares: tuple[tuple[Share, ...], ...] = field(repr=False)

    @property
    def legs(self) -> int:
        """Return the number of legs."""
        return len(self.fixed)


def log_uniform(p_low: float, p_high: float, u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``p_low * (p_high / p_low) ** u``, for numbers u in [0, 1).

    Raises
    ------
    QuestionError
        If the lower end is 0, below which there is no multiple.

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(p), 6) for p in log_uniform(0.01, 0.09, np.array([0, 0.5]))]
    [0.01, 0.03]
    """
    import numpy as np  # noqa: PLC0415 - a path question does without it

    if not p_low > 0:
        raise QuestionError(
            f"the interval {p_low} to {p_high} has no logarithm at its lower end; give another law"
        )
    return np.minimum(p_low * np.exp(u * math.log(p_high / p_low)), p_high)


def read_risk_draws(G: nx.MultiDiGraph[str], legs: Sequence[Leg]) -> RiskDraws:
    """Return how the risk of some legs of a network is drawn.

    Raises
    ------
    QuestionError
        If an interval is upside down, or leaves [0, 1).
    """
    sources: dict[str, int] = {}
    drawn: dict[Drawn, int] = {}
    fixed, shares = [], []
    for leg in legs:
        rest = 0
        of_leg = []
        for name, p_low, p_high, low, cost, high in _amounts(G, leg):
            if not 0 <= p_low <= p_high < 1:
                u, v, key = leg
                raise QuestionError(
                    f"the risk of leg '{u}'-'{v}' ({key}) lies between {p_low} and {p_high}; "
                    "the lower end comes first, and both are at least 0 and below 1"
                )
            scale, shift = _affine(risk_cost(p_low), risk_cost(p_high), low, high)
            if scale:
                number = sources.setdefault(name, len(sources))
                one = drawn.setdefault(Drawn(number, p_low, p_high), len(drawn))
                of_leg.append(Share(one, scale, shift))
            else:
                rest += round(cost * UNITS)
        fixed.append(rest)
        shares.append(tuple(of_leg))
    return RiskDraws(sources=tuple(sources), drawn=tuple(drawn), fixed=tuple(fixed), shares=tuple(shares))


def source_of(G: nx.MultiDiGraph[str], leg: Leg, name: RiskPartName, part: RiskPart) -> str:
    """Return the source by which a part of a leg's risk is drawn: the id of a claim, or a default."""
    if part.claims:
        claims, reports = G.graph["claims"], G.graph["reports"]
        found = (claims[claim] for claim in part.claims)
        _, newest = max((reports[claim.report].start_of(claim), claim.id) for claim in found)
        return str(newest)
    if "assumed" not in part.flags:
        return f"scenario {part.target}"
    departs = name is RiskPartName.EXPOSURE and not TravelMode(leg.key).is_surface
    return f"default {'departure' if departs else name} {part.target}"


def _amounts(G: nx.MultiDiGraph[str], leg: Leg) -> Iterator[tuple[str, float, float, float, float, float]]:
    """Yield for each part the source, both ends of its probability, and the three costs."""
    data = edge_data(G, leg)
    parts = data["parts"]
    for name in sorted(parts):
        part = parts[name]
        source = source_of(G, leg, name, part)
        yield source, part.p_low, part.p_high, part.cost_low, part.cost, part.cost_high
    if not parts:
        low, cost, high = data["risk_low"], data["risk_cost"], data["risk_high"]
        p_low, p_high = (-math.expm1(-end) for end in (low, high))
        yield f"leg {leg.u}:{leg.v}:{leg.key}", p_low, p_high, low, cost, high


def _affine(x_low: float, x_high: float, low: float, high: float) -> tuple[float, float]:
    """Return the scale and shift that lead from two costs to those of a part; (0, 0) if nothing varies.

    A part is a share of a cost; the share is not in the network, and follows from the upper end, where
    rounding is least felt. Only what a scenario added to a part gives a shift.
    """
    if high == low:
        return 0.0, 0.0
    if abs(high / x_high * x_low - low) <= _ROUNDING:
        return high / x_high, 0.0
    scale = (high - low) / (x_high - x_low)
    return scale, low - scale * x_low


def read_seed(seed: int) -> int:
    """Return a seed.

    Raises
    ------
    QuestionError
        If it is no whole number of at least 0.
    """
    if isinstance(seed, bool) or not hasattr(seed, "__index__") or seed < 0:
        raise QuestionError(f"the seed is {seed!r}; give a whole number of at least 0")
    return seed.__index__()


def uniforms(source: str, seed: int, start: int, count: int) -> NDArray[np.float64]:
    """Return the uniform numbers in [0, 1) of a source for the draws from ``start`` on.

    Examples
    --------
    >>> whole = uniforms("a#hazard-1", 0, 0, 10)
    >>> bool((whole[4:] == uniforms("a#hazard-1", 0, 4, 6)).all())
    True
    """
    import numpy as np  # noqa: PLC0415

    digest = hashlib.sha256(source.encode()).digest()
    words = [int.from_bytes(digest[a:b], "big") for a, b in pairwise(range(0, 33, 4))]
    stream = np.random.PCG64(np.random.SeedSequence([*words, seed]))
    raw = stream.advance(start).random_raw(count)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53


def draw_risk(
    draws: RiskDraws, seed: int, start: int, count: int, *, law: Law = log_uniform
) -> NDArray[np.int64]:
    """Return the risk of each leg (row) in each draw (column), in thousand-millionths of risk cost.

    Raises
    ------
    QuestionError
        If the law gives something else than one probability of at least 0 and below 1 a draw.

    Examples
    --------
    >>> none = RiskDraws(sources=(), drawn=(), fixed=(7,), shares=((),))
    >>> draw_risk(none, seed=0, start=0, count=3).tolist()
    [[7, 7, 7]]
    """
    import numpy as np  # noqa: PLC0415

    numbers = [uniforms(source, seed, start, count) for source in draws.sources]
    costs = []
    for one in draws.drawn:
        p = np.asarray(law(one.p_low, one.p_high, numbers[one.source]), dtype=np.float64)
        if p.shape != (count,) or not (p.min() >= 0 and p.max() < 1):
            raise QuestionError(
                f"the law of the draws does not give one probability a draw for {one.p_low} to {one.p_high}; "
                "let it return as many numbers of at least 0 and below 1 as it is given"
            )
        costs.append(np.log1p(-p) * -UNITS)
    risk = np.empty((draws.legs, count), dtype=np.int64)
    for row, shares in enumerate(draws.shares):
        risk[row] = draws.fixed[row]
        for drawn, scale, shift in shares:
            part = costs[drawn] * scale
            if shift:
                part += shift * UNITS
            risk[row] += np.rint(part, out=part).astype(np.int64)
    return np.maximum(risk, 0, out=risk)
