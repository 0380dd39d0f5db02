"""One page to hand on: the answer in words, its map, and all that it rests on and leaves open."""

from .answers import ReportAnswers
from .page import render_report, save_report

__all__ = ["ReportAnswers", "render_report", "save_report"]
