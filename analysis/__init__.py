"""Answers about a network: paths, trade-offs, bottlenecks, with totals, intervals, margins and reports."""

from importlib import import_module
from typing import TYPE_CHECKING

from .paths.best import (
    balanced_path,
    best_by,
    evidence_on_path,
    k_shortest_paths,
    nearest_haven,
    safest_path,
    shortest_path,
)
from .paths.exits import Exit, exit_of
from .paths.path_list import PathList
from .paths.question import Question, Way
from .paths.results import PathResult
from .paths.totals import CLEAR_LEAD, CLOSE_CALL, Rival, Totals, sum_legs
from .paths.weights import KM_PER_RISK, Objective, Weight
from .search.arcs import Leg

if TYPE_CHECKING:
    from .closures.sweep import SweepRow, check_sweep_format, sweep_closures, write_sweep
    from .closures.targets import reported_closures
    from .closures.tree import ClosureTree, closure_tree
    from .comparison.comparing import compare
    from .comparison.margins import margin_in_words
    from .comparison.openings import closed_in_words, supposed_in_words, target_in_words
    from .comparison.records import Compared, Comparison, Difference, Passed
    from .comparison.sentences import (
        Answer,
        answer_of,
        names_in,
        read_sentences,
        sentence_of,
    )
    from .comparison.tables import (
        baseline_to_gdf,
        cells_of,
        comparison_to_gdf,
        reliefs_to_df,
    )
    from .comparison.trace import trace_comparison
    from .comparison.undoing import Relief, Undoing
    from .dependence.betweenness import od_betweenness
    from .dependence.border_number import BorderNumber, smallest_border_number
    from .dependence.bottlenecks import Bottlenecks, Dependence, WaysLeft, find_bottlenecks
    from .dependence.criticality import Loss, losses
    from .dependence.cuts import Cut, minimum_cut
    from .dependence.dominators import MustPass, must_pass
    from .dependence.relief import Gain, gains
    from .dependence.tables import (
        best_gain,
        bottlenecks_to_gdf,
        bottlenecks_to_geojson,
        change_in_words,
        name_of,
        origins_to_df,
        trace_bottlenecks,
        worst_loss,
    )
    from .hindsight.hindcast import hindcast_flows
    from .hindsight.hindcast_records import Control, Hindcast, Score, Spread, WindowHindcast
    from .hindsight.hindcast_tables import (
        HINDSIGHT,
        exit_in_words,
        hindcast_in_words,
        interval_in_words,
        trace_hindcast,
        window_rows,
    )
    from .hindsight.published_shares import published_shares
    from .paths.dissimilar import dissimilar_paths
    from .paths.pareto import ParetoFront, pareto_paths
    from .paths.tables import path_legs_to_gdf, path_row, paths_to_gdf, paths_to_geojson
    from .paths.trace import trace_path, trace_paths
    from .search.large import LargePath, LargeWeight, large_front, large_path
    from .search.sampled import Critical, SampledCriticality, sampled_criticality
    from .spans import Cause, Span, timeline
    from .uncertainty.ensemble_results import ClosureEffect, Ensemble
    from .uncertainty.ensembles import ensemble
    from .uncertainty.leaving_out import LeaveOneOut, leave_one_out
    from .uncertainty.risk_numbers import NumberKind
    from .uncertainty.standings import Quantiles, Standing, WayShare, share_in_words
    from .uncertainty.tolerances import Tolerance, Tolerances, tolerance

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
    "Critical",
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
    "SampledCriticality",
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
    "sampled_criticality",
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
    "Answer": "comparison.sentences",
    "BorderNumber": "dependence.border_number",
    "Bottlenecks": "dependence.bottlenecks",
    "Cause": "spans",
    "ClosureEffect": "uncertainty.ensemble_results",
    "ClosureTree": "closures.tree",
    "Compared": "comparison.records",
    "Comparison": "comparison.records",
    "Control": "hindsight.hindcast_records",
    "Cut": "dependence.cuts",
    "Dependence": "dependence.bottlenecks",
    "Difference": "comparison.records",
    "Ensemble": "uncertainty.ensemble_results",
    "Gain": "dependence.relief",
    "HINDSIGHT": "hindsight.hindcast_tables",
    "Hindcast": "hindsight.hindcast_records",
    "LargePath": "search.large",
    "LargeWeight": "search.large",
    "Critical": "search.sampled",
    "SampledCriticality": "search.sampled",
    "sampled_criticality": "search.sampled",
    "LeaveOneOut": "uncertainty.leaving_out",
    "Loss": "dependence.criticality",
    "MustPass": "dependence.dominators",
    "NumberKind": "uncertainty.risk_numbers",
    "ParetoFront": "paths.pareto",
    "Passed": "comparison.records",
    "Quantiles": "uncertainty.standings",
    "Relief": "comparison.undoing",
    "Score": "hindsight.hindcast_records",
    "Span": "spans",
    "Spread": "hindsight.hindcast_records",
    "Standing": "uncertainty.standings",
    "SweepRow": "closures.sweep",
    "Tolerance": "uncertainty.tolerances",
    "Tolerances": "uncertainty.tolerances",
    "Undoing": "comparison.undoing",
    "WayShare": "uncertainty.standings",
    "WaysLeft": "dependence.bottlenecks",
    "WindowHindcast": "hindsight.hindcast_records",
    "answer_of": "comparison.sentences",
    "baseline_to_gdf": "comparison.tables",
    "best_gain": "dependence.tables",
    "bottlenecks_to_gdf": "dependence.tables",
    "bottlenecks_to_geojson": "dependence.tables",
    "cells_of": "comparison.tables",
    "change_in_words": "dependence.tables",
    "check_sweep_format": "closures.sweep",
    "closed_in_words": "comparison.openings",
    "closure_tree": "closures.tree",
    "compare": "comparison.comparing",
    "comparison_to_gdf": "comparison.tables",
    "dissimilar_paths": "paths.dissimilar",
    "ensemble": "uncertainty.ensembles",
    "exit_in_words": "hindsight.hindcast_tables",
    "find_bottlenecks": "dependence.bottlenecks",
    "gains": "dependence.relief",
    "hindcast_flows": "hindsight.hindcast",
    "hindcast_in_words": "hindsight.hindcast_tables",
    "interval_in_words": "hindsight.hindcast_tables",
    "large_front": "search.large",
    "large_path": "search.large",
    "leave_one_out": "uncertainty.leaving_out",
    "losses": "dependence.criticality",
    "margin_in_words": "comparison.margins",
    "minimum_cut": "dependence.cuts",
    "must_pass": "dependence.dominators",
    "name_of": "dependence.tables",
    "names_in": "comparison.sentences",
    "od_betweenness": "dependence.betweenness",
    "origins_to_df": "dependence.tables",
    "pareto_paths": "paths.pareto",
    "path_legs_to_gdf": "paths.tables",
    "path_row": "paths.tables",
    "paths_to_gdf": "paths.tables",
    "paths_to_geojson": "paths.tables",
    "published_shares": "hindsight.published_shares",
    "read_sentences": "comparison.sentences",
    "reliefs_to_df": "comparison.tables",
    "reported_closures": "closures.targets",
    "sentence_of": "comparison.sentences",
    "share_in_words": "uncertainty.standings",
    "smallest_border_number": "dependence.border_number",
    "supposed_in_words": "comparison.openings",
    "sweep_closures": "closures.sweep",
    "target_in_words": "comparison.openings",
    "timeline": "spans",
    "tolerance": "uncertainty.tolerances",
    "trace_bottlenecks": "dependence.tables",
    "trace_comparison": "comparison.trace",
    "trace_hindcast": "hindsight.hindcast_tables",
    "trace_path": "paths.trace",
    "trace_paths": "paths.trace",
    "window_rows": "hindsight.hindcast_tables",
    "worst_loss": "dependence.tables",
    "write_sweep": "closures.sweep",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
