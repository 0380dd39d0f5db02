"""Multigraphs drawn at random with questions about their paths, and the answers by brute force.

Up to eight places whose legs have whole numbers from 0 to 3 as length and risk, so that ties and
legs that cost nothing are common, and any border at all. `ways_of` lists every way that answers
a question, by trying them all, in the order that the documentation states.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import networkx as nx
from hypothesis import strategies as st

from analysis import Leg
from geodata import PlaceKind
from routes import Evidence, matches_leg, places_of, read_target

CROSSING, CITY = PlaceKind.CROSSING, PlaceKind.CITY
PLACES = {
    "a": (PlaceKind.ORIGIN, "PRK", None),
    "b": (CROSSING, "PRK", "CHN"),
    "c": (CITY, "CHN", None),
    "d": (CROSSING, "CHN", "MNG"),
    "e": (CITY, "MNG", None),
    "f": (CITY, "CHN", None),
    "g": (PlaceKind.MISSION, "CHN", None),
    "h": (PlaceKind.DESTINATION, "KOR", None),
}
BORDERS = (None, None, "PRK:CHN", "CHN:MNG")
MODES = ("air", "rail", "road")
ENDS = ("a-h", "a-h", "a-h", "a-h", "a-h", "b-eh", "a-gh", "ab-h", "abc-eh", "ah-ch", "c-c")
TARGETS = ("b", "c", "d", "e", "f", "CHN-MNG", "CHN:MNG", "CHN-PRK", "CHN", "MNG", "mission@CHN", "air@CHN")

# A leg is one number: digits for its ends, mode, length, risk and border.
_SHAPE = len(MODES) * 64
_POOLS = [
    [(u, v) for u in some for v in some if u != v and reach(some.index(v) - some.index(u))]
    for some in ("abch", "abceh", "abcdeh", "abcdefh", "abcdefgh")
    for reach in (bool, lambda hops: 0 < hops < 4, lambda hops: -2 < hops < 4)
]


class Asked(NamedTuple):
    """A network and a question about it, as it is given to a public function."""

    G: nx.MultiDiGraph
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    @property
    def ends(self):
        return self.G, self.origins, self.destinations

    @property
    def past(self):
        return {"via": self.via, "avoid": self.avoid}


def network_of(legs, *, havens=(), names=None):
    """Return a network of legs ``{(u, v, mode): (length, risk, border)}`` with what path answers read."""
    G = nx.MultiDiGraph(dormant=(), scenario=(), as_of_text="2004", reports={}, claims={})
    for name, (kind, country, other) in PLACES.items():
        shown = (names or {}).get(name, name.upper())
        texts = dict.fromkeys(("name_ko", "name_local", "note"), "")
        G.add_node(name, name=shown, **texts, variants=(), kind=kind, country=country, other_country=other)
        G.nodes[name].update(lon=ord(name) - 97.0, lat=0.0, haven=("x",) if name in havens else (), harms=())
    for (u, v, mode), (length, risk, border) in legs.items():
        numbers = dict.fromkeys(("risk_cost", "risk_low", "risk_high"), risk) | {"days": 3 - length}
        country = None if mode == "air" else PLACES[u][1]
        G.add_edge(u, v, key=mode, length_km=length, **numbers, border=border, country=country)
        G.edges[u, v, mode].update(parts={}, claims=(), reports=(), flags=(), evidence=Evidence.NAMED)
    return G


@st.composite
def networks(draw, *, most=24, havens=()):
    """Draw a network; its legs lead anywhere, or only to places near by and mostly onward, so that ways abound."""
    pairs = draw(st.sampled_from(_POOLS))
    numbers = st.integers(0, len(pairs) * _SHAPE - 1)
    fewest = draw(st.sampled_from([most - 2, most - 5, most - 9, 0]))
    legs = {}
    for number in draw(st.lists(numbers, min_size=fewest, max_size=most)):
        rest, border = divmod(number, 4)
        rest, risk = divmod(rest, 4)
        rest, length = divmod(rest, 4)
        mode, pair = divmod(rest, len(pairs))
        legs[*pairs[pair], MODES[mode]] = (length, risk, BORDERS[border])
    return network_of(legs, havens=havens)


@st.composite
def questions(draw, *, most=24, via=0, avoid=0):
    """Draw a question, with up to so many targets to pass and to avoid."""
    G = draw(networks(most=most))
    origins, destinations = (tuple(ends) for ends in draw(st.sampled_from(ENDS)).split("-"))
    targets = st.sampled_from([*TARGETS, *sorted({f"{u}:{v}" for u, v in G.edges()})])
    return Asked(
        G,
        origins,
        destinations,
        tuple(draw(st.lists(targets, max_size=via))) if via else (),
        tuple(draw(st.lists(targets, max_size=avoid))) if avoid else (),
    )


def ways_of(asked, value):
    """Return every way that answers a question as its legs, best first by the stated order.

    A way begins at the last origin that it leaves, ends at the first destination that it reaches,
    passes no place twice, touches nothing that is avoided, and passes what is named, in that order.
    """
    G, origins, destinations, via, avoid = asked
    pairs, places = {(u, v) for u, v in G.edges()}, places_of(G)
    via = [read_target(text, places, pairs) for text in via]
    avoid = [read_target(text, places, pairs) for text in avoid]
    legs = [
        leg for leg in map(Leg._make, G.edges(keys=True)) if not any(matches_leg(G, t, leg) for t in avoid)
    ]
    onward = {place: [leg for leg in legs if leg.u == place and leg.v not in origins] for place in G}

    def extend(way, here, seen):
        if here in destinations:
            yield way
            return
        for leg in onward[here]:
            if leg.v not in seen:
                yield from extend((*way, leg), leg.v, seen | {leg.v})

    found = [
        (sum(map(Fraction, (value(G.edges[leg]) for leg in way))), len(way), places_on(start, way), way)
        for start in set(origins) - {str(target) for target in avoid}
        for way in extend((), start, {start})
        if passes(G, start, way, via)
    ]
    return [way for *_, way in sorted(found, key=lambda f: (*f[:3], [leg.key for leg in f[3]]))]


def passes(G, start, way, via):
    """Return whether a way passes all targets in their order: times can be given to them that never fall.

    Place number i is passed at time 2i, leg number i, which joins the places i and i + 1, at 2i + 1.
    """
    places = places_on(start, way)
    earliest = 0
    for target in via:
        if str(target) in PLACES:
            times = [2 * i for i, place in enumerate(places) if place == str(target)]
        else:
            times = [2 * i + 1 for i, leg in enumerate(way) if matches_leg(G, target, leg)]
        later = [time for time in times if time >= earliest]
        if not later:
            return False
        earliest = min(later)
    return True


def places_on(start, way):
    """Return the places of a way that begins at a place."""
    return (start, *(leg.v for leg in way))


def sums(asked, way, *names):
    """Return sums over the legs of a way; "borders" counts them."""
    data = [asked.G.edges[leg] for leg in way]
    return tuple(sum(bool(d["border"]) if name == "borders" else d[name] for d in data) for name in names)
