"""On what the ways depend: what all of them pass, how many are left, what a loss costs, what safety gives.

Every origin is asked alone, to the destinations together: which countries, borders, places and legs
does *every* way pass (`dominators`), how many ways are there that do not hang together (`cuts`,
`border_number`), which share of the best ways passes X (`betweenness`), who loses what without X
(`criticality`), and who gains what if X were made safe (`relief`).

The last two stand side by side, always: what would hurt people is not told without what would help
them. One thing is looked at at a time: sets of closures are not ranked, and no set that would cut people
off is searched for.

Countries and borders come first; places and legs are the proof of what hangs on them. Within each,
what cuts off the most origins comes first, then what adds the most risk, then the name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from analysis.paths.question import Named, read_places
from analysis.paths.weights import Objective
from geodata import UnknownNameError
from routes import Target, TargetKind

from .betweenness import od_betweenness
from .border_number import BorderNumber, smallest_border_number
from .criticality import Loss, losses
from .cuts import Cut, minimum_cut
from .dominators import MustPass, must_pass
from .relief import Gain, gains

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What depends on one country, border, place or leg.

    ``through`` is the share of the best ways that pass it, by weight ("length", "risk"), in [0, 1], as a
    mean over the pairs of an origin and a destination (`analysis.dependence.betweenness`);
    ``losses`` are those of the origins that would lose something without it, ``gains`` those of the
    origins that would gain something if it were safe.
    """

    target: Target
    through: Mapping[str, float]
    losses: tuple[Loss, ...]
    gains: tuple[Gain, ...]

    @property
    def every_way_of(self) -> tuple[str, ...]:
        """Return the origins all of whose ways pass it: those that would have no way left without it."""
        return tuple(loss.origin for loss in self.losses if loss.cut_off)

    @property
    def connected(self) -> tuple[str, ...]:
        """Return the origins that have no way now and would have one if it were safe."""
        return tuple(gain.origin for gain in self.gains if gain.connected)

    @property
    def longest_detour_km(self) -> float:
        """Return by how much the shortest way grows at most, of the origins that are not cut off."""
        return max((loss.longer_km or 0.0 for loss in self.losses), default=0.0)

    @property
    def greatest_rise(self) -> float:
        """Return by how much risk cost the safest way grows at most, of the origins that are not cut off."""
        return max((loss.riskier_cost or 0.0 for loss in self.losses), default=0.0)

    @property
    def greatest_relief(self) -> float:
        """Return by how much risk cost the safest way shrinks at most if it were safe."""
        return max((gain.milder_cost or 0.0 for gain in self.gains), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysLeft:
    """How many ways an origin has that do not hang together, with the ways that prove it."""

    origin: str
    places: Cut
    legs: Cut
    borders: BorderNumber


@dataclass(frozen=True, kw_only=True, repr=False)
class Bottlenecks:
    """The answer to "on what do the ways depend?" for some origins and destinations.

    ``countries``, ``borders``, ``places`` and ``legs`` hold what at least one origin depends on or would gain
    by, in the stated order. ``must_pass`` and ``ways_left`` have one record an origin, in the order asked.
    """

    network: nx.MultiDiGraph[str] = field(compare=False)
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    countries: tuple[Dependence, ...]
    borders: tuple[Dependence, ...]
    places: tuple[Dependence, ...]
    legs: tuple[Dependence, ...]
    must_pass: tuple[MustPass, ...]
    ways_left: tuple[WaysLeft, ...]

    def __repr__(self) -> str:
        """Return the answer in a line."""
        asked = f"{', '.join(self.origins)} to {', '.join(self.destinations)}"
        return f"<Bottlenecks from {asked}, as of {self.network.graph['as_of_text']}>"

    def _repr_html_(self) -> str:
        """Return countries and borders as a table, for notebooks."""
        from .tables import bottlenecks_to_html  # noqa: PLC0415 - for notebooks only

        return bottlenecks_to_html(self)

    @property
    def all(self) -> tuple[Dependence, ...]:
        """Return countries, borders, places and legs, in this order."""
        return (*self.countries, *self.borders, *self.places, *self.legs)

    def to_gdf(self) -> gpd.GeoDataFrame:
        """Return one row a target as a GeoDataFrame, EPSG:4326."""
        from .tables import bottlenecks_to_gdf  # noqa: PLC0415 - half a second

        return bottlenecks_to_gdf(self)

    def to_geojson(self) -> dict[str, Any]:
        """Return one feature a target as a GeoJSON feature collection, EPSG:4326."""
        from .tables import bottlenecks_to_geojson  # noqa: PLC0415

        return bottlenecks_to_geojson(self)


def find_bottlenecks(
    G: nx.MultiDiGraph[str], origins: Named | None = None, destinations: Named | None = None
) -> Bottlenecks:
    """Return on what the ways from each origin to the destinations depend.

    Parameters
    ----------
    G
        A network that keeps the network contract.
    origins, destinations
        Places by any name, one or several; None for those of the dataset. A way ends at the first
        destination that it reaches.

    Returns
    -------
    Bottlenecks
        An origin without a way depends on nothing, but may gain by what would open one.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If a place is unknown, a name fits several, a list is empty, or the dataset names no place and
        none is given.
    NetworkError
        If a length or risk cost is negative, infinite or no number.

    Examples
    --------
    >>> import safepassage as sp
    >>> found = sp.find_bottlenecks(sp.load_network(2004), "onsong")
    >>> found.must_pass[0].borders, [str(d.target) for d in found.borders][:1]
    (('CHN-PRK',), ['CHN-PRK'])
    """
    starts = read_places(G, _of_dataset(G, "origins", "--from") if origins is None else origins)
    ends = read_places(G, _of_dataset(G, "destinations", "--to") if destinations is None else destinations)
    passed = tuple(must_pass(G, origin, ends) for origin in starts)
    lost, gained = losses(G, starts, ends), gains(G, starts, ends)
    shares = {str(by): od_betweenness(G, starts, ends, by) for by in (Objective.LENGTH, Objective.RISK)}
    found = [
        Dependence(
            target=target,
            through={by: share.get(target, 0.0) for by, share in shares.items()},
            losses=lost.get(target, ()),
            gains=gained.get(target, ()),
        )
        for target in dict.fromkeys((*lost, *gained))
    ]
    found.sort(key=lambda d: (-len(d.every_way_of), -round(d.greatest_rise, 9), str(d.target)))
    return Bottlenecks(
        network=G,
        origins=starts,
        destinations=ends,
        countries=_of_kind(found, TargetKind.COUNTRY),
        borders=_of_kind(found, TargetKind.BORDER),
        places=_of_kind(found, TargetKind.PLACE),
        legs=_of_kind(found, TargetKind.LEG),
        must_pass=passed,
        ways_left=tuple(
            WaysLeft(
                origin=origin,
                places=minimum_cut(G, origin, ends, "places"),
                legs=minimum_cut(G, origin, ends, "legs"),
                borders=smallest_border_number(G, origin, ends),
            )
            for origin in starts
        ),
    )


def _of_dataset(G: nx.MultiDiGraph[str], ends: str, option: str) -> tuple[str, ...]:
    known: tuple[str, ...] = getattr(G.graph.get("dataset"), ends, ())
    if not known:
        raise UnknownNameError(f"the dataset names no {ends} by itself: name a place, with {option} PLACE")
    return known


def _of_kind(found: list[Dependence], kind: TargetKind) -> tuple[Dependence, ...]:
    return tuple(dependence for dependence in found if dependence.target.kind is kind)
