"""Answers about a network: paths, with totals, intervals, margins and reports."""

from .exits import Exit, exit_of
from .paths import (
    KM_PER_RISK,
    balanced_path,
    best_by,
    evidence_on_path,
    safest_path,
    shortest_path,
    sum_legs,
)
from .results import CLEAR_LEAD, CLOSE_CALL, Objective, PathResult, Rival, Totals
from .search import Leg
from .timeline import Cause, Span, timeline
from .trace import trace_path

__all__ = [
    "CLEAR_LEAD",
    "CLOSE_CALL",
    "KM_PER_RISK",
    "Cause",
    "Exit",
    "Leg",
    "Objective",
    "PathResult",
    "Rival",
    "Span",
    "Totals",
    "balanced_path",
    "best_by",
    "evidence_on_path",
    "exit_of",
    "safest_path",
    "shortest_path",
    "sum_legs",
    "timeline",
    "trace_path",
]
