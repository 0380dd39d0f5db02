"""What is closed: targets that a user names, or what reports speak of as something that can be shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import PlaceKind
from routes import Target, TargetKind, pairs_of, places_of, read_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from routes import Dataset


def read_closures(G: nx.MultiDiGraph[str], texts: Iterable[str]) -> tuple[Target, ...]:
    """Return closures as targets, each once, in the order given.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, TargetError
        If one names nothing that exists, or a name fits several places.
    """
    places, pairs = places_of(G), pairs_of(G)
    return tuple(dict.fromkeys(read_target(text, places, pairs) for text in texts))


def reported_closures(dataset: Dataset) -> tuple[str, ...]:
    """Return what reports speak of as something that can be shut: borders, then kinds of places.

    These are the borders that legs of the dataset pass, on whatever date, and the kinds of places
    (``mission@CHN``) on which a hazard was reported; by name. A dataset without legs has no borders.

    Examples
    --------
    >>> import safepassage as sp
    >>> closures = reported_closures(sp.load_dataset())
    >>> len(closures), closures[0], closures[-1]
    (12, 'CHN-LAO', 'mission@CHN')
    """
    places = dataset.places
    borders = {
        # A border is passed on the leg that leaves a crossing into the next country.
        Target(TargetKind.BORDER, *sorted((places[leg.u].country, places[leg.v].country)))
        for leg in dataset.legs
        if leg.mode.is_surface
        and places[leg.u].kind is PlaceKind.CROSSING
        and places[leg.u].other_country == places[leg.v].country
    }
    pairs = {(leg.u, leg.v) for leg in dataset.legs}
    hazards = (hazard.on for report in dataset.reports.values() for hazard in report.hazards)
    about = {read_target(text, places, pairs) for text in hazards if "@" in text}
    kinds = {target for target in about if target.kind is TargetKind.KIND_IN_COUNTRY}
    return (*sorted(map(str, borders)), *sorted(map(str, kinds)))
