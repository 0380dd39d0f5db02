"""The earth: places, countries, distances, basemap. Knows nothing of reports or graphs."""

from .distance import distance_km
from .errors import (
    AmbiguousNameError,
    DateError,
    GeodataError,
    NetworkError,
    SafePassageError,
    TargetError,
    UnknownNameError,
    near_matches,
)
from .gazetteer import build_name_index, find_place, fold_name
from .place import Place, PlaceKind

__all__ = [
    "AmbiguousNameError",
    "DateError",
    "GeodataError",
    "NetworkError",
    "Place",
    "PlaceKind",
    "SafePassageError",
    "TargetError",
    "UnknownNameError",
    "build_name_index",
    "distance_km",
    "find_place",
    "fold_name",
    "near_matches",
]
