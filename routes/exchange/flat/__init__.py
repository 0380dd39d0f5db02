"""The flat form of a network, by which every format goes: plain tables, and the network again.

What a network consists of is told in three places: `routes.exchange.flat.columns` (tables and
columns), `routes.exchange.flat.write` and `routes.exchange.flat.read`. This is their one door.
"""

from .columns import (
    ABOUT,
    COLUMNS,
    LEG_COLUMNS,
    PLACE_COLUMNS,
    TOLD,
    Cell,
    ColumnKind,
    FlatNetwork,
    Row,
)
from .read import flat_to_network
from .write import network_to_flat

__all__ = [
    "ABOUT",
    "COLUMNS",
    "LEG_COLUMNS",
    "PLACE_COLUMNS",
    "TOLD",
    "Cell",
    "ColumnKind",
    "FlatNetwork",
    "Row",
    "flat_to_network",
    "network_to_flat",
]
