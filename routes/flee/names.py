"""Names of locations as routes and closures spell them.

Flee compares letter by letter. Here a name that is spelled like exactly one location, but for case, accents,
blanks and punctuation, is that location, and told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import fold_name
from routes.faults import shown

from .records import LOCATIONS, RemarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .tables import Notes

NameIndex = dict[str, list[str]]
"""Names by what is left of them when folded."""


def index_names(names: Iterable[str]) -> NameIndex:
    """Return names by their folded form.

    Examples
    --------
    >>> index_names(["Hill_Town", "hill town", "Port"])
    {'hilltown': ['Hill_Town', 'hill town'], 'port': ['Port']}
    """
    index: NameIndex = {}
    for name in names:
        index.setdefault(fold_name(name), []).append(name)
    return index


def find_name(name: str, index: NameIndex, notes: Notes, file: str, line: int) -> str | None:
    """Return the name that is meant, telling of another spelling; None if there is none or more than one."""
    alike = index.get(fold_name(name), []) if name else []
    if name in alike:
        return name
    if len(alike) != 1:
        return None
    notes.add(RemarkKind.REPAIRED, f"'{shown(name)}' is read as '{alike[0]}'", file, line)
    return alike[0]


def why_unknown(name: str, index: NameIndex) -> str:
    """Return why a name is no location, in words."""
    alike = index.get(fold_name(name), []) if name else []
    several = " and ".join(f"'{one}'" for one in alike[:3])
    return f"'{shown(name)}' is no location of {LOCATIONS}" + (
        f", but spelled like {several}" if alike else ""
    )
