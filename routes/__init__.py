"""The network: from published reports to a weighted graph as of a date, and scenarios on it."""

from importlib import import_module
from typing import TYPE_CHECKING

from .citations import cite, to_bibtex, to_csl
from .contract import (
    DormantLeg,
    EdgeData,
    GraphData,
    NodeData,
    RiskPart,
    claims_of,
    edge_data,
    node_data,
    validate_network,
)
from .cover import matches_leg
from .dataset.read import read_dataset, shipped_dataset_path
from .dataset.values import A_FEW, A_FEW_PEOPLE
from .dates import YEARS_PROTECTED, YEARS_UNTIL_STALE, add_years, day_in_words, read_as_of, read_period
from .evidence import EvidenceList, Grade, collect_evidence, evidence_on, grade_of, voice_of
from .faults import DatasetError, Fault
from .network import build_network, pairs_of, places_of
from .records import (
    Assumption,
    Claim,
    Dataset,
    DatasetInfo,
    Family,
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    JourneyClaim,
    Line,
    Period,
    Report,
    ReportedLeg,
    RiskModel,
    RouteClaim,
)
from .risk import risk_cost, risk_index
from .targets import Target, TargetKind, list_targets, read_target
from .words import Access, Counted, Evidence, ReportKind, RiskLevel, RiskPartName, TravelMode

if TYPE_CHECKING:
    from .arrays import NetworkArrays, legs_to_arrays, network_to_arrays
    from .dataset.datapackage import DATAPACKAGE, datapackage_json
    from .dataset.new import write_new_dataset
    from .dataset.quality import find_warnings
    from .dataset.validate import validate_dataset
    from .dataset.write import FolderTakenError, check_folder_free, dataset_texts, write_dataset
    from .exchange.antimeridian import cut_line
    from .exchange.csv_tables import NETWORK_TABLES
    from .exchange.flat import FlatNetwork, flat_to_network, network_to_flat
    from .exchange.formats import (
        NETWORK_FORMATS,
        Written,
        check_network_format,
        losses,
        read_network,
        write_network,
    )
    from .exchange.gdfs import leg_points, legs_to_gdf, network_to_gdfs
    from .exchange.guard.refusals import BadFileError
    from .flee import (
        FleeError,
        FleeImport,
        FleeInstance,
        Remark,
        RemarkKind,
        flee_to_dataset,
        read_flee,
        write_flee_example,
    )
    from .foreign.edge_arrays import arrays_from_edges
    from .foreign.edge_files import read_edges
    from .foreign.osmnx import network_from_osmnx
    from .foreign.sources import Source
    from .foreign.tables import network_from_edges, network_from_gdfs
    from .layers import LAYER_FORMATS, check_layer_format, write_layers
    from .scenarios.apply import apply_scenario
    from .scenarios.change import Action, Change
    from .scenarios.files import read_scenario, write_scenario
    from .scenarios.levels import at_level, legs_shut_by_claims, parts_on, relieve
    from .scenarios.scenario import Scenario
    from .scenarios.text import diff_scenarios, scenario_words
    from .tables import TABLES, claim_row, table_csv, table_rows

__all__ = [
    "A_FEW",
    "A_FEW_PEOPLE",
    "DATAPACKAGE",
    "LAYER_FORMATS",
    "NETWORK_FORMATS",
    "NETWORK_TABLES",
    "TABLES",
    "YEARS_PROTECTED",
    "YEARS_UNTIL_STALE",
    "Access",
    "Action",
    "Assumption",
    "BadFileError",
    "Change",
    "Claim",
    "Counted",
    "Dataset",
    "DatasetError",
    "DatasetInfo",
    "DormantLeg",
    "EdgeData",
    "Evidence",
    "EvidenceList",
    "Family",
    "Fault",
    "FlatNetwork",
    "FleeError",
    "FleeImport",
    "FleeInstance",
    "FlowClaim",
    "FolderTakenError",
    "Grade",
    "GraphData",
    "HarmClaim",
    "HavenClaim",
    "HazardClaim",
    "JourneyClaim",
    "Line",
    "NetworkArrays",
    "NodeData",
    "Period",
    "Remark",
    "RemarkKind",
    "Report",
    "ReportKind",
    "ReportedLeg",
    "RiskLevel",
    "RiskModel",
    "RiskPart",
    "RiskPartName",
    "RouteClaim",
    "Scenario",
    "Source",
    "Target",
    "TargetKind",
    "TravelMode",
    "Written",
    "add_years",
    "apply_scenario",
    "arrays_from_edges",
    "at_level",
    "build_network",
    "check_folder_free",
    "check_layer_format",
    "check_network_format",
    "cite",
    "claim_row",
    "claims_of",
    "collect_evidence",
    "cut_line",
    "datapackage_json",
    "dataset_texts",
    "day_in_words",
    "diff_scenarios",
    "edge_data",
    "evidence_on",
    "find_warnings",
    "flat_to_network",
    "flee_to_dataset",
    "grade_of",
    "leg_points",
    "legs_shut_by_claims",
    "legs_to_arrays",
    "legs_to_gdf",
    "list_targets",
    "losses",
    "matches_leg",
    "network_from_edges",
    "network_from_gdfs",
    "network_from_osmnx",
    "network_to_arrays",
    "network_to_flat",
    "network_to_gdfs",
    "node_data",
    "pairs_of",
    "parts_on",
    "places_of",
    "read_as_of",
    "read_dataset",
    "read_edges",
    "read_flee",
    "read_network",
    "read_period",
    "read_scenario",
    "read_target",
    "relieve",
    "risk_cost",
    "risk_index",
    "scenario_words",
    "shipped_dataset_path",
    "table_csv",
    "table_rows",
    "to_bibtex",
    "to_csl",
    "validate_dataset",
    "validate_network",
    "voice_of",
    "write_dataset",
    "write_flee_example",
    "write_layers",
    "write_network",
    "write_new_dataset",
    "write_scenario",
]


# A path question needs none of these, and some import what is slow (pydantic, geopandas).
_WHEN_ASKED_FOR = {
    "Action": "scenarios.change",
    "Change": "scenarios.change",
    "DATAPACKAGE": "dataset.datapackage",
    "LAYER_FORMATS": "layers",
    "NetworkArrays": "arrays",
    "legs_to_arrays": "arrays",
    "network_to_arrays": "arrays",
    "FolderTakenError": "dataset.write",
    "check_folder_free": "dataset.write",
    **dict.fromkeys(("FleeError", "FleeImport", "FleeInstance", "Remark", "RemarkKind"), "flee"),
    **dict.fromkeys(("flee_to_dataset", "read_flee", "write_flee_example"), "flee"),
    "Scenario": "scenarios.scenario",
    "TABLES": "tables",
    "apply_scenario": "scenarios.apply",
    "arrays_from_edges": "foreign.edge_arrays",
    "at_level": "scenarios.levels",
    "check_layer_format": "layers",
    "claim_row": "tables",
    "NETWORK_FORMATS": "exchange.formats",
    "NETWORK_TABLES": "exchange.csv_tables",
    "Written": "exchange.formats",
    "check_network_format": "exchange.formats",
    "losses": "exchange.formats",
    "read_network": "exchange.formats",
    "write_network": "exchange.formats",
    "datapackage_json": "dataset.datapackage",
    "dataset_texts": "dataset.write",
    "diff_scenarios": "scenarios.text",
    "find_warnings": "dataset.quality",
    "cut_line": "exchange.antimeridian",
    "FlatNetwork": "exchange.flat",
    "flat_to_network": "exchange.flat",
    "network_to_flat": "exchange.flat",
    "Source": "foreign.sources",
    "network_from_edges": "foreign.tables",
    "network_from_gdfs": "foreign.tables",
    "network_from_osmnx": "foreign.osmnx",
    "legs_shut_by_claims": "scenarios.levels",
    "leg_points": "exchange.gdfs",
    "legs_to_gdf": "exchange.gdfs",
    "network_to_gdfs": "exchange.gdfs",
    "BadFileError": "exchange.guard.refusals",
    "parts_on": "scenarios.levels",
    "read_edges": "foreign.edge_files",
    "read_scenario": "scenarios.files",
    "relieve": "scenarios.levels",
    "scenario_words": "scenarios.text",
    "table_csv": "tables",
    "table_rows": "tables",
    "validate_dataset": "dataset.validate",
    "write_dataset": "dataset.write",
    "write_layers": "layers",
    "write_new_dataset": "dataset.new",
    "write_scenario": "scenarios.files",
}


def __getattr__(name: str) -> object:
    """Import what is not needed for a path question only when it is asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(f".{_WHEN_ASKED_FOR[name]}", __name__), name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
