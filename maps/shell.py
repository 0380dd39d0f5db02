"""Folium's part of a page: the map element and its options, and nothing that is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium

from .page import SelfContainedFigure

if TYPE_CHECKING:
    from geodata import LonLat

    from .page import PageParts


def map_shell(parts: PageParts, center: LonLat) -> folium.Map:
    """Return an empty map on a page of its own; the page's script draws what is on it.

    Its root is the page. Elements of folium that link to a server cannot be added to it.
    """
    lon, lat = center
    shell = folium.Map(
        location=_folium_location(lon, lat),
        zoom_start=4,
        tiles=None,
        zoom_control="bottomright",
        zoom_snap=0.25,
        zoom_delta=1,
        wheel_px_per_zoom_level=90,
        fade_animation=False,
        attribution_control=False,
    )
    SelfContainedFigure(parts).add_child(shell)
    return shell


def _folium_location(lon: float, lat: float) -> tuple[float, float]:
    """Turn (lon, lat) into folium's (lat, lon): the one place where this is done in Python."""
    return (lat, lon)
