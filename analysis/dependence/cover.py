"""Which legs each country, border, place and leg of a network covers, for all of them at once.

What can be lost, gained by or passed is named by ``(rank, first, second)``, which sorts as answers are
told: countries first, then borders, both ways, places and legs, all modes of a pair.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from routes import Target, TargetKind, node_data

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import networkx as nx

    from analysis.search.arcs import Arcs

Name = tuple[int, str, str]
_KINDS = (TargetKind.COUNTRY, TargetKind.BORDER, TargetKind.PLACE, TargetKind.LEG)
COUNTRY, BORDER, PLACE, LEG = range(4)


class Cover(NamedTuple):
    """The numbers of the legs that each target covers, and by number the targets that cover a leg."""

    legs: dict[Name, list[int]]
    names: list[tuple[Name, ...]]


def countries_of(G: nx.MultiDiGraph[str], places: Iterable[str]) -> set[str]:
    """Return the countries in which places lie."""
    return {node_data(G, place)["country"] for place in places}


def names_at(G: nx.MultiDiGraph[str], place: str) -> tuple[Name, Name]:
    """Return the names of a place and of the country in which it lies."""
    return (PLACE, place, ""), (COUNTRY, node_data(G, place)["country"], "")


def cover_of(
    G: nx.MultiDiGraph[str],
    arcs: Arcs,
    *,
    places_left_out: Collection[str],
    countries_left_out: Collection[str],
) -> Cover:
    """Return the countries, borders (both ways), places and legs of a network with the legs they cover.

    It says of all targets at once what `routes.matches_leg` says of one.
    """
    country = {place: data["country"] for place, data in G.nodes(data=True)}
    as_place = {place: () if place in places_left_out else ((PLACE, place, ""),) for place in country}
    as_passed: dict[tuple[str | None, ...], tuple[Name, ...]] = {}
    data_of = {(u, v, key): data for u, v, key, data in G.edges(keys=True, data=True)}
    legs: dict[Name, list[int]] = defaultdict(list)
    names = []
    for number, leg in enumerate(arcs.legs):
        u, v, _ = leg
        data = data_of[leg]
        passed = data["border"], data["country"], country[u], country[v]
        if passed not in as_passed:
            as_passed[passed] = tuple(_passed(*passed, countries_left_out))
        covering = ((LEG, u, v), *as_place[u], *as_place[v], *as_passed[passed])
        names.append(covering)
        for name in covering:
            legs[name].append(number)
    return Cover(legs, names)


def _passed(
    border: str | None, inside: str | None, left: str, reached: str, left_out: Collection[str]
) -> Iterator[Name]:
    """Yield the border that a leg passes and the countries that it touches."""
    sides = border.split(":") if border else []
    if border:
        yield BORDER, min(sides), max(sides)
    touched = {left, reached} if inside is None else {inside, *sides}
    yield from ((COUNTRY, code, "") for code in touched if code not in left_out)


def target_of(name: Name) -> Target:
    """Return the target that a name stands for.

    Examples
    --------
    >>> str(target_of((1, "CHN", "MNG")))
    'CHN-MNG'
    """
    rank, first, second = name
    return Target(_KINDS[rank], first, second)
