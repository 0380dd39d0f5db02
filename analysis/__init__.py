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
from .weights import KM_PER_RISK, Objective, Weight

if TYPE_CHECKING:
    from .betweenness import od_betweenness
    from .border_number import BorderNumber, smallest_border_number
    from .bottleneck_tables import (
        best_gain,
        bottlenecks_to_gdf,
        bottlenecks_to_geojson,
        name_of,
        origins_to_gdf,
        trace_bottlenecks,
        worst_loss,
    )
    from .bottlenecks import Bottlenecks, Dependence, WaysLeft, find_bottlenecks
    from .closure_targets import reported_closures
    from .closures import ClosureTree, closure_tree
    from .criticality import Loss, losses
    from .cuts import Cut, minimum_cut
    from .dissimilar import dissimilar_paths
    from .dominators import MustPass, must_pass
    from .large import LargePath, LargeWeight, large_front, large_path
    from .openings import closed_in_words, supposed_in_words
    from .pareto import ParetoFront, pareto_paths
    from .relief import Gain, gains
    from .sentences import (
        Answer,
        answer_of,
        names_in,
        read_sentences,
        sentence_of,
    )
    from .spans import Cause, Span, timeline
    from .tables import path_legs_to_gdf, path_row, paths_to_gdf, paths_to_geojson
    from .trace import trace_path, trace_paths

__all__ = [
    "CLEAR_LEAD",
    "CLOSE_CALL",
    "KM_PER_RISK",
    "Answer",
    "BorderNumber",
    "Bottlenecks",
    "Cause",
    "ClosureTree",
    "Cut",
    "Dependence",
    "Exit",
    "Gain",
    "LargePath",
    "LargeWeight",
    "Leg",
    "Loss",
    "MustPass",
    "Objective",
    "ParetoFront",
    "PathList",
    "PathResult",
    "Question",
    "Rival",
    "Span",
    "Totals",
    "Way",
    "WaysLeft",
    "Weight",
    "answer_of",
    "balanced_path",
    "best_by",
    "best_gain",
    "bottlenecks_to_gdf",
    "bottlenecks_to_geojson",
    "closed_in_words",
    "closure_tree",
    "dissimilar_paths",
    "evidence_on_path",
    "exit_of",
    "find_bottlenecks",
    "gains",
    "k_shortest_paths",
    "large_front",
    "large_path",
    "losses",
    "minimum_cut",
    "must_pass",
    "name_of",
    "names_in",
    "nearest_haven",
    "od_betweenness",
    "origins_to_gdf",
    "pareto_paths",
    "path_legs_to_gdf",
    "path_row",
    "paths_to_gdf",
    "paths_to_geojson",
    "read_sentences",
    "reported_closures",
    "safest_path",
    "sentence_of",
    "shortest_path",
    "smallest_border_number",
    "sum_legs",
    "supposed_in_words",
    "timeline",
    "trace_bottlenecks",
    "trace_path",
    "trace_paths",
    "worst_loss",
]

# A path question needs none of these.
_WHEN_ASKED_FOR = {
    "Answer": "sentences",
    "answer_of": "sentences",
    "closed_in_words": "openings",
    "supposed_in_words": "openings",
    "names_in": "sentences",
    "read_sentences": "sentences",
    "sentence_of": "sentences",
    "Cause": "spans",
    "Span": "spans",
    "timeline": "spans",
    "LargePath": "large",
    "LargeWeight": "large",
    "large_front": "large",
    "large_path": "large",
    "BorderNumber": "border_number",
    "ClosureTree": "closures",
    "closure_tree": "closures",
    "reported_closures": "closure_targets",
    "Bottlenecks": "bottlenecks",
    "Cut": "cuts",
    "Dependence": "bottlenecks",
    "Gain": "relief",
    "Loss": "criticality",
    "MustPass": "dominators",
    "ParetoFront": "pareto",
    "WaysLeft": "bottlenecks",
    "best_gain": "bottleneck_tables",
    "od_betweenness": "betweenness",
    "bottlenecks_to_gdf": "bottleneck_tables",
    "bottlenecks_to_geojson": "bottleneck_tables",
    "dissimilar_paths": "dissimilar",
    "find_bottlenecks": "bottlenecks",
    "gains": "relief",
    "losses": "criticality",
    "minimum_cut": "cuts",
    "must_pass": "dominators",
    "name_of": "bottleneck_tables",
    "origins_to_gdf": "bottleneck_tables",
    "pareto_paths": "pareto",
    "path_legs_to_gdf": "tables",
    "path_row": "tables",
    "paths_to_gdf": "tables",
    "paths_to_geojson": "tables",
    "smallest_border_number": "border_number",
    "trace_bottlenecks": "bottleneck_tables",
    "trace_path": "trace",
    "trace_paths": "trace",
    "worst_loss": "bottleneck_tables",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
