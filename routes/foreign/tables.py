"""Networks of small tables that others made: one row a place, one row a leg.

What a column must hold is told in `PLACE_COLUMNS` and `LEG_COLUMNS`; other columns are not looked
at. Nothing is guessed and no row is left out: what cannot be a network is refused with all its
faults, each with its row. Tables of hundreds of thousands of legs go by way of
`routes.arrays_from_edges`, which keeps amounts only.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geodata import PlaceKind
from routes.exchange.flat.read import refused
from routes.exchange.gdfs import ATTRS, read_own_gdfs
from routes.exchange.guard.values import exchanged_places
from routes.faults import ClaimError

from .assemble import Assembly, assemble, kept_coarse
from .rows import ends_of, mark, read_legs, read_places, renamed
from .sources import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from routes.records import Report, RiskModel

    from .sources import Source

PLACE_COLUMNS = {
    "place": "its id: text or a whole number",
    "name": "its name; the id where there is none",
    "country": "ISO 3166-1 alpha-3, such as CHN; may be given for all places by country=",
    "lon": "longitude in degrees, EPSG:4326; a table with geometry needs none",
    "lat": "latitude in degrees",
    "kind": "origin, city, crossing, mission or destination; city where nothing is said",
    "other_country": "of a crossing, the country that it leads into",
    "name_local": "its name in the language of the place",
    "name_ko": "its name in Korean",
    "variants": "other spellings, parted by semicolons",
    "note": "a remark",
}
LEG_COLUMNS = {
    "from_place": "the id of the place that the leg leaves",
    "to_place": "the id of the place that it leads to",
    "mode": "foot, road, rail, river, sea, air, entry or unspecified; unspecified where nothing is said",
    "length_km": "its length in km; that of its line, or else of the geodesic, where nothing is said",
    "length_m": "its length in m, instead of length_km",
    "p_low": "the least chance of forcible return on one use, with p_high; else the defaults",
    "p_high": "the greatest",
}


def network_from_gdfs(
    places: pd.DataFrame,
    legs: pd.DataFrame,
    *,
    today: dt.date,
    source: Report | Source | None = None,
    country: str = "",
    columns: Mapping[str, str] | None = None,
    two_way: bool = False,
    origins: Sequence[str] = (),
    destinations: Sequence[str] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
) -> nx.MultiDiGraph[str]:
    """Return the network that two tables hold: those of this program, or those of others.

    Tables that `network_to_gdfs` made, edited or not, give the very network back; nothing besides
    ``today`` is read then. All others are read as `network_from_edges` reads them, which
    tells the parameters; points say where places are, in any CRS.

    Raises
    ------
    NetworkError
        If anything is wrong with the tables; tells every fault.

    Examples
    --------
    >>> import datetime as dt
    >>> import networkx as nx
    >>> import safepassage as sp
    >>> G = sp.load_network(2004)
    >>> places, legs = sp.network_to_gdfs(G)
    >>> nx.utils.graphs_equal(G, network_from_gdfs(places, legs, today=dt.date(2026, 1, 1)))
    True
    """
    if ATTRS in legs.attrs and source is None:
        return read_own_gdfs(places, legs, today=today)
    return network_from_edges(
        legs,
        places,
        today=today,
        source=source,
        country=country,
        columns=columns,
        two_way=two_way,
        origins=origins,
        destinations=destinations,
        risk=risk,
        people_at_risk_reason=people_at_risk_reason,
    )


def network_from_edges(
    edges: pd.DataFrame,
    places: pd.DataFrame | None = None,
    *,
    today: dt.date,
    source: Report | Source | None = None,
    country: str = "",
    columns: Mapping[str, str] | None = None,
    two_way: bool = False,
    origins: Sequence[str] = (),
    destinations: Sequence[str] = (),
    risk: RiskModel | None = None,
    people_at_risk_reason: str = "",
) -> nx.MultiDiGraph[str]:
    """Return the network that a table of legs and a table of places describe.

    ``today`` is the day against which the five-year rule of protection is applied. The other
    parameters are told at the front door, `safepassage.network_from_edges`, which knows the day.
    Ids become lower-case letters a-z, digits and hyphens; a table without rows gives a network without legs.

    Raises
    ------
    NetworkError
        If anything is wrong with the tables or their source; tells every fault.

    Examples
    --------
    >>> import datetime as dt
    >>> import pandas as pd
    >>> from routes import Source
    >>> places = pd.DataFrame({"place": ["Hill", "Town"], "country": "CHN", "lon": [100, 101], "lat": 0})
    >>> legs = pd.DataFrame({"from_place": ["Hill"], "to_place": ["Town"], "mode": ["road"]})
    >>> source = Source(publisher="Mapping Office", title="Roads", date=2015)
    >>> G = network_from_edges(legs, places, source=source, today=dt.date(2026, 1, 1))
    >>> G.edges["hill", "town", "road"]["length_km"]
    111.319
    """
    how = Assembly(
        report=read_source(source),
        model=risk or default_risk(),
        today=today,
        people_at_risk_reason=people_at_risk_reason,
    )
    faults = how.protection_faults()
    edges = renamed(edges, columns, "legs", faults)
    if places is None:
        known = ends_of(edges, country, faults)
    else:
        known = read_places(renamed(places, columns, "places", faults), country, faults)
    for kind, ids in ((PlaceKind.ORIGIN, origins), (PlaceKind.DESTINATION, destinations)):
        mark(known, kind, ids, faults)
    known, rounded = kept_coarse(known, how)
    faults += [
        ClaimError(place, reason, "exchange the two columns", field="lon, lat").at("places")
        for place, reason in exchanged_places(known.values())
    ]
    legs = read_legs(edges, known, faults, two_way=two_way)
    if faults:
        raise refused(faults, "the tables have")
    return assemble(known, legs, how, rounded)


def default_risk() -> RiskModel:
    """Return the risk model of a new dataset: its scale, defaults, speeds and lengths."""
    import tomli  # noqa: PLC0415

    from routes.dataset.parse import parse_risk  # noqa: PLC0415
    from routes.dataset.template import DATASET_TOML  # noqa: PLC0415 - read only here

    return parse_risk(tomli.loads(DATASET_TOML))
