"""Pictures of a network: self-contained maps and timelines that open anywhere and tell nobody."""

from .comparison_map import build_comparison, render_comparison, save_comparison
from .explorer import render_explorer, save_explorer
from .hindcast_picture import render_hindcast, render_hindcast_page, save_hindcast
from .page import PageError, SelfContainedFigure
from .route_map import build_route_map, render_route_map, save_route_map
from .timeline import render_timeline, render_timeline_page, save_timeline

__all__ = [
    "PageError",
    "SelfContainedFigure",
    "build_comparison",
    "build_route_map",
    "render_comparison",
    "render_explorer",
    "render_hindcast",
    "render_hindcast_page",
    "render_route_map",
    "render_timeline",
    "render_timeline_page",
    "save_comparison",
    "save_explorer",
    "save_hindcast",
    "save_route_map",
    "save_timeline",
]
