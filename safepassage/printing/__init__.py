"""What the command line prints."""

from .answers import print_evidence, print_timeline
from .base import in_draws, print_json, stamp_of
from .lists import print_faults, print_places, print_reports, print_targets, targets_of
from .manner import note, say, set_manner, with_progress
from .paths import print_path, print_paths

__all__ = [
    "in_draws",
    "note",
    "print_evidence",
    "print_faults",
    "print_json",
    "print_path",
    "print_paths",
    "print_places",
    "print_reports",
    "print_targets",
    "print_timeline",
    "say",
    "set_manner",
    "stamp_of",
    "targets_of",
    "with_progress",
]
