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
from .results import PathResult
from .search import Leg
from .totals import CLEAR_LEAD, CLOSE_CALL, Rival, Totals, sum_legs
from .weights import KM_PER_RISK, Objective, Weight

if TYPE_CHECKING:
    from .betweenness import od_betweenness
    from .border_number import BorderNumber, smallest_border_number
    from .bottleneck_tables import (
        best_gain,
        bottlenecks_to_gdf,
        bottlenecks_to_geojson,
        change_in_words,
        name_of,
        origins_to_df,
        trace_bottlenecks,
        worst_loss,
    )
    from .bottlenecks import Bottlenecks, Dependence, WaysLeft, find_bottlenecks
    from .closure_targets import reported_closures
    from .closures import ClosureTree, closure_tree
    from .compare_tables import (
        baseline_to_gdf,
        cells_of,
        comparison_to_gdf,
        reliefs_to_df,
    )
    from .compare_trace import trace_comparison
    from .comparing import compare
    from .comparison import Compared, Comparison, Difference, Passed
    from .criticality import Loss, losses
    from .cuts import Cut, minimum_cut
    from .dissimilar import dissimilar_paths
    from .dominators import MustPass, must_pass
    from .ensemble_results import ClosureEffect, Ensemble
    from .ensembles import ensemble
    from .hindcast import hindcast_flows
    from .hindcast_records import Control, Hindcast, Score, Spread, WindowHindcast
    from .hindcast_tables import (
        HINDSIGHT,
        exit_in_words,
        hindcast_in_words,
        interval_in_words,
        trace_hindcast,
        window_rows,
    )
    from .large import LargePath, LargeWeight, large_front, large_path
    from .leaving_out import LeaveOneOut, leave_one_out
    from .margins import margin_in_words
    from .openings import closed_in_words, supposed_in_words, target_in_words
    from .pareto import ParetoFront, pareto_paths
    from .published_shares import published_shares
    from .relief import Gain, gains
    from .risk_numbers import NumberKind
    from .sentences import (
        Answer,
        answer_of,
        names_in,
        read_sentences,
        sentence_of,
    )
    from .spans import Cause, Span, timeline
    from .standings import Quantiles, Standing, WayShare, share_in_words
    from .sweep import SweepRow, check_sweep_format, sweep_closures, write_sweep
    from .tables import path_legs_to_gdf, path_row, paths_to_gdf, paths_to_geojson
    from .tolerances import Tolerance, Tolerances, tolerance
    from .trace import trace_path, trace_paths
    from .undoing import Relief, Undoing

__all__ = [
    "CLEAR_LEAD",
    "CLOSE_CALL",
    "HINDSIGHT",
    "KM_PER_RISK",
    "Answer",
    "BorderNumber",
    "Bottlenecks",
    "Cause",
    "ClosureEffect",
    "ClosureTree",
    "Compared",
    "Comparison",
    "Control",
    "Cut",
    "Dependence",
    "Difference",
    "Ensemble",
    "Exit",
    "Gain",
    "Hindcast",
    "LargePath",
    "LargeWeight",
    "LeaveOneOut",
    "Leg",
    "Loss",
    "MustPass",
    "NumberKind",
    "Objective",
    "ParetoFront",
    "Passed",
    "PathList",
    "PathResult",
    "Quantiles",
    "Question",
    "Relief",
    "Rival",
    "Score",
    "Span",
    "Spread",
    "Standing",
    "SweepRow",
    "Tolerance",
    "Tolerances",
    "Totals",
    "Undoing",
    "Way",
    "WayShare",
    "WaysLeft",
    "Weight",
    "WindowHindcast",
    "answer_of",
    "balanced_path",
    "baseline_to_gdf",
    "best_by",
    "best_gain",
    "bottlenecks_to_gdf",
    "bottlenecks_to_geojson",
    "cells_of",
    "change_in_words",
    "check_sweep_format",
    "closed_in_words",
    "closure_tree",
    "compare",
    "comparison_to_gdf",
    "dissimilar_paths",
    "ensemble",
    "evidence_on_path",
    "exit_in_words",
    "exit_of",
    "find_bottlenecks",
    "gains",
    "hindcast_flows",
    "hindcast_in_words",
    "interval_in_words",
    "k_shortest_paths",
    "large_front",
    "large_path",
    "leave_one_out",
    "losses",
    "margin_in_words",
    "minimum_cut",
    "must_pass",
    "name_of",
    "names_in",
    "nearest_haven",
    "od_betweenness",
    "origins_to_df",
    "pareto_paths",
    "path_legs_to_gdf",
    "path_row",
    "paths_to_gdf",
    "paths_to_geojson",
    "published_shares",
    "read_sentences",
    "reliefs_to_df",
    "reported_closures",
    "safest_path",
    "sentence_of",
    "share_in_words",
    "shortest_path",
    "smallest_border_number",
    "sum_legs",
    "supposed_in_words",
    "sweep_closures",
    "target_in_words",
    "timeline",
    "tolerance",
    "trace_bottlenecks",
    "trace_comparison",
    "trace_hindcast",
    "trace_path",
    "trace_paths",
    "window_rows",
    "worst_loss",
    "write_sweep",
]

# A path question needs none of these.
_WHEN_ASKED_FOR = {
    "Answer": "sentences",
    "BorderNumber": "border_number",
    "Bottlenecks": "bottlenecks",
    "Cause": "spans",
    "ClosureEffect": "ensemble_results",
    "ClosureTree": "closures",
    "Compared": "comparison",
    "Comparison": "comparison",
    "Control": "hindcast_records",
    "Cut": "cuts",
    "Dependence": "bottlenecks",
    "Difference": "comparison",
    "Ensemble": "ensemble_results",
    "Gain": "relief",
    "HINDSIGHT": "hindcast_tables",
    "Hindcast": "hindcast_records",
    "LargePath": "large",
    "LargeWeight": "large",
    "LeaveOneOut": "leaving_out",
    "Loss": "criticality",
    "MustPass": "dominators",
    "NumberKind": "risk_numbers",
    "ParetoFront": "pareto",
    "Passed": "comparison",
    "Quantiles": "standings",
    "Relief": "undoing",
    "Score": "hindcast_records",
    "Span": "spans",
    "Spread": "hindcast_records",
    "Standing": "standings",
    "SweepRow": "sweep",
    "Tolerance": "tolerances",
    "Tolerances": "tolerances",
    "Undoing": "undoing",
    "WayShare": "standings",
    "WaysLeft": "bottlenecks",
    "WindowHindcast": "hindcast_records",
    "answer_of": "sentences",
    "baseline_to_gdf": "compare_tables",
    "best_gain": "bottleneck_tables",
    "bottlenecks_to_gdf": "bottleneck_tables",
    "bottlenecks_to_geojson": "bottleneck_tables",
    "cells_of": "compare_tables",
    "change_in_words": "bottleneck_tables",
    "check_sweep_format": "sweep",
    "closed_in_words": "openings",
    "closure_tree": "closures",
    "compare": "comparing",
    "comparison_to_gdf": "compare_tables",
    "dissimilar_paths": "dissimilar",
    "ensemble": "ensembles",
    "exit_in_words": "hindcast_tables",
    "find_bottlenecks": "bottlenecks",
    "gains": "relief",
    "hindcast_flows": "hindcast",
    "hindcast_in_words": "hindcast_tables",
    "interval_in_words": "hindcast_tables",
    "large_front": "large",
    "large_path": "large",
    "leave_one_out": "leaving_out",
    "losses": "criticality",
    "margin_in_words": "margins",
    "minimum_cut": "cuts",
    "must_pass": "dominators",
    "name_of": "bottleneck_tables",
    "names_in": "sentences",
    "od_betweenness": "betweenness",
    "origins_to_df": "bottleneck_tables",
    "pareto_paths": "pareto",
    "path_legs_to_gdf": "tables",
    "path_row": "tables",
    "paths_to_gdf": "tables",
    "paths_to_geojson": "tables",
    "published_shares": "published_shares",
    "read_sentences": "sentences",
    "reliefs_to_df": "compare_tables",
    "reported_closures": "closure_targets",
    "sentence_of": "sentences",
    "share_in_words": "standings",
    "smallest_border_number": "border_number",
    "supposed_in_words": "openings",
    "sweep_closures": "sweep",
    "target_in_words": "openings",
    "timeline": "spans",
    "tolerance": "tolerances",
    "trace_bottlenecks": "bottleneck_tables",
    "trace_comparison": "compare_trace",
    "trace_hindcast": "hindcast_tables",
    "trace_path": "trace",
    "trace_paths": "trace",
    "window_rows": "hindcast_tables",
    "worst_loss": "bottleneck_tables",
    "write_sweep": "sweep",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
