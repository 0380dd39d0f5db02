"""The earth: places, countries, distances, basemap. Knows nothing of reports or graphs."""

from .basemap import (
    CLIP,
    Basemap,
    Topology,
    backdrop_polygons,
    basemap_json,
    country_polygons,
    decode_arc,
    decode_line,
    load_basemap,
)
from .borders import (
    border_line,
    border_section,
    distance_to_border_km,
    distance_to_country_km,
    neighbours,
    snap_to_border,
)
from .countries import country_codes, country_name, country_name_ko, is_country
from .distance import LonLat, distance_km, geodesic_points
from .errors import (
    AmbiguousNameError,
    DateError,
    FormatError,
    GeodataError,
    NetworkError,
    QuestionError,
    SafePassageError,
    TargetError,
    UnknownNameError,
    near_matches,
    printable,
)
from .gazetteer import build_name_index, find_place, fold_name
from .place import Place, PlaceKind
from .writing import read_suffix, write_text_whole, write_whole

__all__ = [
    "CLIP",
    "AmbiguousNameError",
    "Basemap",
    "DateError",
    "FormatError",
    "GeodataError",
    "LonLat",
    "NetworkError",
    "Place",
    "PlaceKind",
    "QuestionError",
    "SafePassageError",
    "TargetError",
    "Topology",
    "UnknownNameError",
    "backdrop_polygons",
    "basemap_json",
    "border_line",
    "border_section",
    "build_name_index",
    "country_codes",
    "country_name",
    "country_name_ko",
    "country_polygons",
    "decode_arc",
    "decode_line",
    "distance_km",
    "distance_to_border_km",
    "distance_to_country_km",
    "find_place",
    "fold_name",
    "geodesic_points",
    "is_country",
    "load_basemap",
    "near_matches",
    "neighbours",
    "printable",
    "read_suffix",
    "snap_to_border",
    "write_text_whole",
    "write_whole",
]
