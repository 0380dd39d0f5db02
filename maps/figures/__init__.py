"""Figures for print: networks, scenarios, fronts and timelines by matplotlib, as SVG, PDF or PNG.

Made for papers and reports: measured in mm, legible in grey and for every kind of colour vision, with text
that stays text, sources and date on the figure itself, and the same bytes for the same answer. Nothing here
touches pyplot: the figures are plain objects, and notebooks show them.
"""

from .front_figure import draw_front
from .network_figure import draw_network
from .saving import FIGURE_FORMATS, write_figure
from .scenario_figure import MOST_CASES, draw_scenarios
from .sheet import WIDTHS_MM, PaperFigure
from .timeline_figure import draw_timeline_figure

__all__ = [
    "FIGURE_FORMATS",
    "MOST_CASES",
    "WIDTHS_MM",
    "PaperFigure",
    "draw_front",
    "draw_network",
    "draw_scenarios",
    "draw_timeline_figure",
    "write_figure",
]
