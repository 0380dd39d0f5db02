"""Pictures of a network: self-contained maps that open anywhere and tell nobody."""

from .page import PageError, SelfContainedFigure
from .route_map import build_route_map, render_route_map, save_route_map

__all__ = [
    "PageError",
    "SelfContainedFigure",
    "build_route_map",
    "render_route_map",
    "save_route_map",
]
