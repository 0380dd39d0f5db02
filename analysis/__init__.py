"""Answers about a network: paths, trade-offs, bottlenecks, with totals, intervals, margins and reports."""

from importlib import import_module
from typing import TYPE_CHECKING

from .exits import Exit, exit_of
from .path_list import PathList
from .paths import (
    balanced_path,
    best_by,
    evidence_on_path,
    k_shortest_paths,
    nearest_haven,
    safest_path,
    shortest_path,
)
from .question import Question, Way
from .results import CLEAR_LEAD, CLOSE_CALL, PathResult, Rival, Totals, sum_legs
from .search import Leg
from .timeline import Cause, Span, timeline
from .weights import KM_PER_RISK, Objective, Weight

if TYPE_CHECKING:
    from .dissimilar import dissimilar_paths
    from .pareto import ParetoFront, pareto_paths
    from .tables import path_legs_to_gdf, path_row, paths_to_gdf, paths_to_geojson
    from .trace import trace_path

__all__ = [
    "CLEAR_LEAD",
    "CLOSE_CALL",
    "KM_PER_RISK",
    "Cause",
    "Exit",
    "Leg",
    "Objective",
    "ParetoFront",
    "PathList",
    "PathResult",
    "Question",
    "Rival",
    "Span",
    "Totals",
    "Way",
    "Weight",
    "balanced_path",
    "best_by",
    "dissimilar_paths",
    "evidence_on_path",
    "exit_of",
    "k_shortest_paths",
    "nearest_haven",
    "pareto_paths",
    "path_legs_to_gdf",
    "path_row",
    "paths_to_gdf",
    "paths_to_geojson",
    "safest_path",
    "shortest_path",
    "sum_legs",
    "timeline",
    "trace_path",
]

# A path question needs none of these.
_WHEN_ASKED_FOR = {
    "ParetoFront": "pareto",
    "dissimilar_paths": "dissimilar",
    "pareto_paths": "pareto",
    "path_legs_to_gdf": "tables",
    "path_row": "tables",
    "paths_to_gdf": "tables",
    "paths_to_geojson": "tables",
    "trace_path": "trace",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
