"""Which years of a dataset are told, and its networks year by year, each as of 1 July."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from geodata import DateError
from routes import YEARS_PROTECTED, Dataset, add_years, build_network, day_in_words

if TYPE_CHECKING:
    import networkx as nx

SHIPPED_MONTHS = (dt.date(1997, 1, 15), dt.date(2019, 12, 15))
"""Over which the shipped dataset is told: first report to last whole year. Others over their period."""


def yearly_networks(
    dataset: Dataset, *, since: int | None = None, until: int | None = None
) -> list[nx.MultiDiGraph[str]]:
    """Return the networks as of 1 July of the years of a dataset, in order.

    Without ``since`` they begin with the first year in which a way leads from an origin of the dataset to a
    destination, without ``until`` they end with the last such year; if there is none, all years are
    given. Years that cannot be asked about because they are too recent are left out.

    Raises
    ------
    DateError
        If the first or last year lies outside the dataset's period or in its protected last years, or no
        year is left.

    Examples
    --------
    >>> import safepassage as sp
    >>> [G.graph["as_of_text"] for G in yearly_networks(sp.load_dataset(), since=2003, until=2004)]
    ['2003 (taken as 1 July 2003)', '2004 (taken as 1 July 2004)']
    """
    period = dataset.info.period
    newest = min(period.end or dt.date.max, dataset.today)
    if dataset.info.people_at_risk:
        newest = min(newest, add_years(dataset.today, -YEARS_PROTECTED))
    years = range(period.start.year, newest.year + 1)
    known = [year for year in years if period.start <= dt.date(year, 7, 1) <= newest]
    for year in (since, until):
        if year is not None and year not in known:
            told = f"{known[0]} to {known[-1]}" if known else "none"
            raise DateError(f"{year} is no year that can be asked about with 1 July in it; these are: {told}")
    asked = [y for y in known if (since is None or y >= since) and (until is None or y <= until)]
    if not known:
        raise DateError(
            f"years are asked about as of 1 July, and none lies between {day_in_words(period.start)} and "
            f"{day_in_words(newest)}; ask about a day instead, which maps and comparisons do"
        )
    if not asked:
        raise DateError(f"no year lies between {since} and {until}: give them in their order")
    networks = [build_network(dataset, year) for year in asked]
    used = [i for i, G in enumerate(networks) if _has_way(G, dataset)]
    low = used[0] if used and since is None else 0
    high = used[-1] + 1 if used and until is None else len(networks)
    return networks[low:high]


def _has_way(G: nx.MultiDiGraph[str], dataset: Dataset) -> bool:
    import networkx as nx  # noqa: PLC0415 - it is there, once there is a network

    origins, destinations = dataset.info.origins, dataset.info.destinations
    return any(nx.has_path(G, origin, end) for origin in origins for end in destinations)
