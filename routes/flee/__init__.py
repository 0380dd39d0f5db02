"""Instances of the Flee simulation: read as they are found, made into datasets. See docs/flee.md."""

from .building import flee_to_dataset
from .example import write_flee_example
from .reading import read_flee
from .records import FleeError, FleeImport, FleeInstance, Remark, RemarkKind

__all__ = [
    "FleeError",
    "FleeImport",
    "FleeInstance",
    "Remark",
    "RemarkKind",
    "flee_to_dataset",
    "read_flee",
    "write_flee_example",
]
