"""Faults of a dataset: all of them at once, each with where, value, rule and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata import SafePassageError, printable

if TYPE_CHECKING:
    from .records import Claim

_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a dataset, told so that it can be mended without reading code.

    Examples
    --------
    >>> print(Fault(file="places.csv", table="line", index=3, field="lat", value="95",
    ...             rule="lies outside [-90, 90]", remedy="check that lon and lat are not swapped"))
    places.csv, line 3, lat: '95' - lies outside [-90, 90]; check that lon and lat are not swapped
    """

    file: str
    rule: str
    remedy: str
    table: str = ""
    index: int | None = None
    field: str = ""
    value: str = ""

    def __str__(self) -> str:
        """Return the fault in one line of printable characters, whatever the dataset holds."""
        table = f"{self.table} {self.index}" if self.table and self.index is not None else self.table
        where = ", ".join(shown(part) for part in (self.file, table, self.field) if part)
        value = f"'{shown(self.value)}' - " if self.value else ""
        return f"{where}: {value}{printable(self.rule)}; {printable(self.remedy)}"


class DatasetError(ValueError, SafePassageError):
    """Raise when a dataset cannot be used; carries every fault that was found."""

    def __init__(self, folder: str, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; the message counts them and tells the first."""
        self.faults = faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"dataset '{printable(folder)}' has {count}: {faults[0]}")


class ClaimError(ValueError, SafePassageError):
    """Raise when one value of a dataset breaks a rule; becomes a `Fault` where the place is known."""

    def __init__(self, value: object, rule: str, remedy: str, *, field: str = "") -> None:
        """Keep value, rule and remedy apart, so that a fault can name each."""
        self.value, self.rule, self.remedy, self.field = as_text(value), rule, remedy, field
        super().__init__(f"'{shown(self.value)}': {rule}; {remedy}")

    def at(self, file: str, table: str = "", index: int | None = None) -> Fault:
        """Return the fault, placed in a file."""
        return Fault(
            file=file,
            table=table,
            index=index,
            field=self.field,
            value=self.value,
            rule=self.rule,
            remedy=self.remedy,
        )


def fault_at(claim: Claim, error: ClaimError) -> Fault:
    """Return the fault of one claim, placed by the claim's id."""
    table, _, number = claim.id.rpartition("#")[2].rpartition("-")
    return error.at(f"reports/{claim.report}.toml", table, int(number))


def as_text(value: object) -> str:
    """Return any value of a file as text, also one that Python itself would refuse to print.

    Examples
    --------
    >>> as_text(True), as_text(0x1_0000)
    ('true', '65536')
    """
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(value)
    except (ValueError, RecursionError):  # numbers beyond 4,300 digits, lists of lists of lists ...
        return f"{type(value).__name__} too large to show"


def shown(value: str) -> str:
    """Return a value fit for one line: printable characters only, cut if long."""
    text = printable(value[:_SHOWN])
    return text if len(value) <= _SHOWN else f"{text}... ({len(value)} characters)"
