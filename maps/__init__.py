"""Pictures of a network: self-contained maps and timelines that open anywhere and tell nobody."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .comparison_map import build_comparison, render_comparison, save_comparison
    from .explorer import render_explorer, save_explorer
    from .hindcast_picture import render_hindcast, render_hindcast_page, save_hindcast
    from .page import PageError, SelfContainedFigure
    from .report import ReportAnswers, render_report, save_report
    from .route_map import build_route_map, render_route_map, save_route_map
    from .timeline import render_timeline, render_timeline_page, save_timeline

__all__ = [
    "PageError",
    "ReportAnswers",
    "SelfContainedFigure",
    "build_comparison",
    "build_route_map",
    "render_comparison",
    "render_explorer",
    "render_hindcast",
    "render_hindcast_page",
    "render_report",
    "render_route_map",
    "render_timeline",
    "render_timeline_page",
    "save_comparison",
    "save_explorer",
    "save_hindcast",
    "save_report",
    "save_route_map",
    "save_timeline",
]

# Each picture is drawn alone, and some are slow to import.
_WHEN_ASKED_FOR = {
    "PageError": "page",
    "ReportAnswers": "report",
    "SelfContainedFigure": "page",
    "build_comparison": "comparison_map",
    "build_route_map": "route_map",
    "render_comparison": "comparison_map",
    "render_explorer": "explorer",
    "render_hindcast": "hindcast_picture",
    "render_hindcast_page": "hindcast_picture",
    "render_report": "report",
    "render_route_map": "route_map",
    "render_timeline": "timeline",
    "render_timeline_page": "timeline",
    "save_comparison": "comparison_map",
    "save_explorer": "explorer",
    "save_hindcast": "hindcast_picture",
    "save_report": "report",
    "save_route_map": "route_map",
    "save_timeline": "timeline",
}


def __getattr__(name: str) -> object:
    """Import a picture only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
