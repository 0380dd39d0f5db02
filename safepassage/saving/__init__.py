"""Answers into files: pages, pictures and tables, each written whole or not at all.

What draws or tabulates is slow to import and only imported by the call that needs it.
"""

from .pages import save_comparison_map, save_explorer, save_map, save_report
from .pictures import HINDCAST_FORMATS, save_figure, save_hindcast, save_timeline
from .tables import save_bottlenecks, save_comparison, save_paths

__all__ = [
    "HINDCAST_FORMATS",
    "save_bottlenecks",
    "save_comparison",
    "save_comparison_map",
    "save_explorer",
    "save_figure",
    "save_hindcast",
    "save_map",
    "save_paths",
    "save_report",
    "save_timeline",
]
