"""From answers to the data of a page: paths, a front, what all ways depend on, and what many draws say.

Legs become their numbers in the network that is drawn; a leg that this network does not have
cannot be drawn, but its answer is still told. Of the borders that would leave no way if they
closed, only the number goes to the page, with ways that smaller sets leave - never a set, to protect people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes import Target, TargetKind, matches_leg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from analysis import (
        BorderNumber,
        Bottlenecks,
        Cut,
        Dependence,
        Ensemble,
        Leg,
        ParetoFront,
        PathResult,
        Quantiles,
        Standing,
        WayShare,
        WaysLeft,
    )

_ROLES = ("shortest", "safest", "knee")
_MOST_WAYS = 12  # of those that smaller sets of borders leave; more would only repeat the point
_MOST_SHARES = 40  # ways that are best in some draws, for each origin; of the rest the page says how many


def path_values(path: PathResult, index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    """Return a path as the page tells and draws it; without numbers if there is no way through."""
    out: dict[str, Any] = {"label": path.label, "summary": path.summary, "found": path.found, "legs": []}
    if path.found:
        out |= {
            "legs": _numbers(path.legs, index),
            "km": round(path.length_km, 1),
            "days": round(path.days, 1),
            "risk": [
                round(value, 4) for value in (path.risk_index, path.risk_index_low, path.risk_index_high)
            ],
        }
    return out


def front_values(
    front: ParetoFront | None, index: Mapping[tuple[str, str, str], int]
) -> dict[str, Any] | None:
    """Return the points of a trade-off in their order; None if none was asked for."""
    if front is None:
        return None
    return {
        "reason": front.reason,
        "points": [_point(path, index, knee=i == front.knee) for i, path in enumerate(front)],
    }


def _point(path: PathResult, index: Mapping[tuple[str, str, str], int], *, knee: bool) -> dict[str, Any]:
    roles = [role for role in _ROLES if role in path.role.lower() or (knee and role == "knee")]
    legs = path.legs
    return {
        **path_values(path, index),
        "roles": roles,
        "borders": list(path.totals.borders),
        "places": [legs[0][0], *(v for _, v, _ in legs)] if legs else [],
    }


def bottleneck_values(
    found: Bottlenecks | None, G: nx.MultiDiGraph[str], index: Mapping[tuple[str, str, str], int]
) -> dict[str, Any] | None:
    """Return what all ways depend on, each list in its order; None if it was not asked for."""
    if found is None:
        return None
    by_pair: dict[tuple[str, str], list[int]] = {}
    for (u, v, _), number in index.items():
        by_pair.setdefault((u, v), []).append(number)

    def legs_of(target: Target) -> list[int]:
        if target.kind == TargetKind.PLACE:
            return []
        if target.kind == TargetKind.LEG:
            return by_pair.get((target.first, target.second), [])
        return [number for leg, number in index.items() if matches_leg(G, target, leg)]

    def told(items: Iterable[Dependence]) -> list[dict[str, Any]]:
        return [_dependence(item, legs_of(item.target)) for item in items]

    return {
        "origins": list(found.origins),
        "destinations": list(found.destinations),
        "countries": told(found.countries),
        "borders": told(found.borders),
        "places": told(found.places),
        "legs": told(found.legs),
        "must": [
            {
                "origin": must.origin,
                "places": list(must.places),
                "borders": [border.split("-") for border in must.borders],
                "countries": list(must.countries),
            }
            for must in found.must_pass
        ],
        "ways": [_ways_left(left, index) for left in found.ways_left],
    }


def _dependence(item: Dependence, legs: list[int]) -> dict[str, Any]:
    target = item.target
    return {
        "id": str(target),
        "kind": target.kind.value,
        "ends": [end for end in (target.first, target.second) if end],
        "legs": legs,
        "every": list(item.every_way_of),
        "through": {name: round(item.through.get(name, 0.0), 4) for name in ("length", "risk")},
        "lost": [
            {
                "origin": loss.origin,
                "cut_off": loss.cut_off,
                "km": _rounded(loss.longer_km, 1),
                "risk": [_rounded(loss.risk_index_before, 4), _rounded(loss.risk_index_after, 4)],
            }
            for loss in item.losses
        ],
        "gained": [
            {
                "origin": gain.origin,
                "connected": gain.connected,
                "km": _rounded(gain.shorter_km, 1),
                "risk": [_rounded(gain.risk_index_before, 4), _rounded(gain.risk_index_after, 4)],
            }
            for gain in item.gains
        ],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _ways_left(left: WaysLeft, index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    return {
        "origin": left.origin,
        "places": _cut(left.places, index),
        "legs": _cut(left.legs, index),
        "borders": _border_number(left.borders, index),
    }


def _cut(cut: Cut, index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    return {
        "size": cut.size,
        "cuts": [
            [member if isinstance(member, str) else [str(part) for part in member] for member in one]
            for one in cut.cuts
        ],
        "complete": cut.complete,
        "paths": [_way(path, index) for path in cut.paths],
    }


def _border_number(found: BorderNumber, index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    ways = list(dict.fromkeys(tuple(way) for _, way in found.ways))[:_MOST_WAYS]
    return {"number": found.number, "exact": found.exact, "paths": [_way(way, index) for way in ways]}


def _way(legs: Sequence[Leg], index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    places = [legs[0][0], *(v for _, v, _ in legs)] if legs else []
    return {"legs": _numbers(legs, index), "places": places}


def ensemble_values(
    found: Ensemble | None, index: Mapping[tuple[str, str, str], int]
) -> dict[str, Any] | None:
    """Return what many draws say of each origin with nothing closed; None if it was not asked for."""
    if found is None:
        return None
    return {
        "draws": found.draws,
        "seed": found.seed,
        "weight": found.weight.name,
        "destinations": list(found.destinations),
        "standings": [_standing(found.standing(origin), index) for origin in found.origins],
    }


def _standing(standing: Standing, index: Mapping[tuple[str, str, str], int]) -> dict[str, Any]:
    central = standing.central
    ways = standing.ways[:_MOST_SHARES]
    keys = (((leg.u, leg.v, str(leg.key)), share) for leg, share in standing.legs.items())
    return {
        "origin": standing.origin,
        "found": standing.found,
        "central": None
        if central is None
        else {"share": central.share, "legs": _numbers(central.legs, index)},
        "regret": None if standing.regret is None else round(standing.regret, 6),
        "exits": [
            [None if exit_ is None else [exit_.country, exit_.way], share]
            for exit_, share in standing.exits.items()
        ],
        "ways": [
            _way_share(way, index, central=central is not None and way.legs == central.legs) for way in ways
        ],
        "more": len(standing.ways) - len(ways),
        "borders": [[border.split(":"), share] for border, share in standing.borders.items()],
        "countries": [[country, share] for country, share in standing.countries.items()],
        "places": standing.places,
        "legs": [[index[key], share] for key, share in keys if key in index],
        "quantiles": {
            "risk": _quantiles(standing.risk_index, 4),
            "km": _quantiles(standing.length_km, 1),
            "days": _quantiles(standing.days, 2),
        },
    }


def _way_share(way: WayShare, index: Mapping[tuple[str, str, str], int], *, central: bool) -> dict[str, Any]:
    totals = way.totals
    return {
        **_way(way.legs, index),
        "share": way.share,
        "central": central,
        "exit": None if way.exit is None else [way.exit.country, way.exit.way],
        "km": round(totals.length_km, 1),
        "days": round(totals.days, 1),
        "risk": [
            round(value, 4) for value in (totals.risk_index, totals.risk_index_low, totals.risk_index_high)
        ],
    }


def _quantiles(values: Quantiles | None, digits: int) -> list[float] | None:
    return None if values is None else [round(value, digits) for value in values]


def _numbers(legs: Iterable[Leg], index: Mapping[tuple[str, str, str], int]) -> list[int]:
    keys = ((u, v, str(key)) for u, v, key in legs)
    return [index[key] for key in keys if key in index]
