"""Analyze published escape routes: the front door for scripts and notebooks.

>>> import safepassage as sp
>>> G = sp.load_network(as_of="2004-06")
>>> path = sp.safest_path(G, "onsong", "seoul")
>>> path.found
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from analysis import (
    KM_PER_RISK,
    Objective,
    PathList,
    PathResult,
    balanced_path,
    best_by,
    k_shortest_paths,
    nearest_haven,
    safest_path,
    shortest_path,
)
from geodata import Place, SafePassageError
from routes import (
    Dataset,
    DatasetError,
    build_network,
    read_dataset,
    validate_network,
)

from .facade import evidence, load_dataset, load_network
from .saving import (
    save_bottlenecks,
    save_comparison,
    save_comparison_map,
    save_explorer,
    save_figure,
    save_hindcast,
    save_map,
    save_paths,
    save_report,
    save_timeline,
)

if TYPE_CHECKING:
    from analysis import (
        Bottlenecks,
        ClosureTree,
        Comparison,
        Ensemble,
        Hindcast,
        ParetoFront,
        closure_tree,
        compare,
        dissimilar_paths,
        ensemble,
        find_bottlenecks,
        hindcast_flows,
        large_front,
        large_path,
        leave_one_out,
        pareto_paths,
        sampled_criticality,
        sweep_closures,
        timeline,
        tolerance,
        trace_path,
        write_sweep,
    )
    from geodata import ScenarioError
    from routes import (
        Change,
        Scenario,
        Source,
        apply_scenario,
        arrays_from_edges,
        diff_scenarios,
        network_to_gdfs,
        read_edges,
        read_scenario,
        validate_dataset,
        write_dataset,
        write_network,
        write_new_dataset,
        write_scenario,
    )

    from .certainties import Certainty, certainty
    from .drawing import draw_figure
    from .importing import import_flee
    from .network_files import read_network
    from .networks import network_from_edges, network_from_gdfs, network_from_osmnx

    __version__: str

__all__ = [
    "KM_PER_RISK",
    "Bottlenecks",
    "Certainty",
    "Change",
    "ClosureTree",
    "Comparison",
    "Dataset",
    "DatasetError",
    "Ensemble",
    "Hindcast",
    "Objective",
    "ParetoFront",
    "PathList",
    "PathResult",
    "Place",
    "SafePassageError",
    "Scenario",
    "ScenarioError",
    "Source",
    "__version__",
    "apply_scenario",
    "arrays_from_edges",
    "balanced_path",
    "best_by",
    "build_network",
    "certainty",
    "closure_tree",
    "compare",
    "diff_scenarios",
    "dissimilar_paths",
    "draw_figure",
    "ensemble",
    "evidence",
    "find_bottlenecks",
    "hindcast_flows",
    "import_flee",
    "k_shortest_paths",
    "large_front",
    "large_path",
    "leave_one_out",
    "load_dataset",
    "load_network",
    "nearest_haven",
    "network_from_edges",
    "network_from_gdfs",
    "network_from_osmnx",
    "network_to_gdfs",
    "pareto_paths",
    "read_dataset",
    "read_edges",
    "read_network",
    "read_scenario",
    "safest_path",
    "sampled_criticality",
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
    "shortest_path",
    "sweep_closures",
    "timeline",
    "tolerance",
    "trace_path",
    "validate_dataset",
    "validate_network",
    "write_dataset",
    "write_network",
    "write_new_dataset",
    "write_scenario",
    "write_sweep",
]


# A path question needs none of these, and some import what is slow (pydantic, geopandas).
_WHEN_ASKED_FOR = {
    "Bottlenecks": "analysis",
    "Certainty": "safepassage.certainties",
    "certainty": "safepassage.certainties",
    "closure_tree": "analysis",
    "ClosureTree": "analysis",
    "compare": "analysis",
    "Comparison": "analysis",
    "dissimilar_paths": "analysis",
    "draw_figure": "safepassage.drawing",
    "ensemble": "analysis",
    "Ensemble": "analysis",
    "find_bottlenecks": "analysis",
    "Hindcast": "analysis",
    "hindcast_flows": "analysis",
    "import_flee": "safepassage.importing",
    "large_front": "analysis",
    "large_path": "analysis",
    "leave_one_out": "analysis",
    "pareto_paths": "analysis",
    "sampled_criticality": "analysis",
    "ParetoFront": "analysis",
    "sweep_closures": "analysis",
    "timeline": "analysis",
    "tolerance": "analysis",
    "trace_path": "analysis",
    "write_sweep": "analysis",
    "ScenarioError": "geodata",
    "apply_scenario": "routes",
    "arrays_from_edges": "routes",
    "Change": "routes",
    "diff_scenarios": "routes",
    "network_from_edges": "safepassage.networks",
    "network_from_gdfs": "safepassage.networks",
    "network_from_osmnx": "safepassage.networks",
    "network_to_gdfs": "routes",
    "read_network": "safepassage.network_files",
    "read_edges": "routes",
    "read_scenario": "routes",
    "Scenario": "routes",
    "Source": "routes",
    "validate_dataset": "routes",
    "write_network": "routes",
    "write_dataset": "routes",
    "write_new_dataset": "routes",
    "write_scenario": "routes",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        return version("safepassage")
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(_WHEN_ASKED_FOR[name]), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    """Return the public names, also those imported only when asked for."""
    return __all__
