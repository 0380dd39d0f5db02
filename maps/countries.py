"""Names of countries for the page, and where their names stand on the map.

The anchors are a cartographer's choice - where a name disturbs the routes least - and say
nothing about countries. A country without one is named at a point inside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geodata

if TYPE_CHECKING:
    from collections.abc import Iterable

# (lon, lat); several where a name may have to give way
_ANCHORS: dict[str, tuple[tuple[float, float], ...]] = {
    "CHN": ((101.5, 33.5), (97.0, 36.0), (109.0, 30.5)),
    "MNG": ((100.5, 46.3), (99.0, 48.0), (112.0, 46.5)),
    "RUS": ((117.0, 53.0), (100.0, 54.0), (132.0, 52.0)),
    "PRK": ((126.6, 39.6), (127.2, 40.2)),
    "KOR": ((128.2, 36.3), (127.8, 35.6)),
    "JPN": ((138.0, 36.3), (140.5, 39.0), (131.5, 33.5)),
    "MMR": ((95.6, 21.4), (96.5, 19.0), (97.5, 24.5)),
    "THA": ((101.3, 15.9), (102.8, 15.6), (99.5, 17.0)),
    "LAO": ((102.9, 19.6), (105.8, 15.5), (104.0, 18.0)),
    "VNM": ((108.3, 14.0), (107.6, 16.3), (105.4, 20.0)),
    "KHM": ((104.6, 12.9), (105.4, 13.4)),
    "PHL": ((121.3, 16.8), (122.5, 12.5), (125.0, 8.0)),
    "IND": ((93.2, 26.0),),
    "BGD": ((90.3, 24.0),),
    "MYS": ((102.2, 4.3), (114.0, 3.5)),
    "IDN": ((113.5, 0.0), (101.5, 0.5)),
    "TWN": ((121.0, 23.7),),
    "KAZ": ((80.0, 47.0),),
}


def country_names(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return name, Korean name and anchors of the given countries and of those labelled anyway.

    A code that is not known is its own name.
    """
    known = sorted({*codes, *_ANCHORS})
    return {
        code: {"name": _name(code), "ko": _name_ko(code), "at": list(_ANCHORS.get(code) or _middle(code))}
        for code in known
    }


def _middle(code: str) -> tuple[tuple[float, float], ...]:
    """Return a point inside a country for which nobody has chosen an anchor, if the basemap shows it."""
    shown = geodata.country_polygons().get(code) or geodata.backdrop_polygons().get(code)
    if shown is None:
        return ()
    point = shown.representative_point()
    return ((round(point.x, 1), round(point.y, 1)),)


def _name(code: str) -> str:
    return geodata.country_name(code) if geodata.is_country(code) else code


def _name_ko(code: str) -> str:
    return geodata.country_name_ko(code) if geodata.is_country(code) else code
