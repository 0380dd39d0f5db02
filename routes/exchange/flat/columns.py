"""The columns of a network in tables, each with the one kind of cell that it holds.

Kinds are fixed, not guessed from the rows, so that an empty table has the same columns as a full
one and a column of blanks is still a column of numbers. Some columns are for readers only
(`TOLD`): they repeat what other columns say and are never read as the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata import LonLat

Cell = str | float | int | bool | None
Row = dict[str, Cell]


class ColumnKind(StrEnum):
    """What the cells of a column are, where they are not empty."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


def _columns(text: str = "", number: str = "", flag: str = "") -> dict[str, ColumnKind]:
    kinds = {ColumnKind.TEXT: text, ColumnKind.NUMBER: number, ColumnKind.FLAG: flag}
    return {name: kind for kind, names in kinds.items() for name in names.split()}


PLACES = {
    **_columns("place name name_ko name_local country other_country kind haven"),
    **_columns(number="lon lat"),
    **_columns("variants note harms"),
}
LEGS = {
    **_columns("from_place to_place mode country border"),
    **_columns(number="length_km days risk_cost risk_low risk_high risk_index passage entry exposure"),
    **_columns("evidence flags families first_reported last_reported reports claims"),
    **_columns("harms citations parts"),
}
DORMANT = {**LEGS, **_columns("reason closed_by")}
REPORTS = {
    **_columns("id publisher title date date_from date_to kind access"),
    **_columns("url agency repost_of author note citation"),
}
CLAIMS = {
    **_columns("id report kind claim where since until"),
    **_columns("via mode modes family on level part", flag="supersedes"),
    **_columns("harm through", number="low high"),
    **_columns("counted source target", number="km_low km_high days_low days_high"),
}
# every table of a network, in the order in which files hold them
COLUMNS: dict[str, dict[str, ColumnKind]] = {
    "places": PLACES,
    "legs": LEGS,
    "dormant": DORMANT,
    "reports": REPORTS,
    "claims": CLAIMS,
}
ABOUT = (
    *("format", "dataset", "version", "as_of", "as_of_text", "crs", "scale", "reference_km"),
    *("defaults", "km_per_day", "families", "scenario", "notices"),
)
# for readers: what other columns say, told once more
TOLD: dict[str, tuple[str, ...]] = {
    "places": (),
    "legs": ("risk_index", "passage", "entry", "exposure", "citations"),
    "dormant": ("risk_index", "passage", "entry", "exposure", "citations"),
    "reports": ("citation",),
    "claims": (),
}
PLACE_COLUMNS = tuple(PLACES)
LEG_COLUMNS = tuple(LEGS)
FORMAT = "safepassage network 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatNetwork:
    """A network as tables: every cell a text, a number, a flag or empty (`None`).

    ``places`` and ``legs`` are the nodes and edges, ``dormant`` the legs that are known but not
    open, ``reports`` and ``claims`` what all of them rest on; `COLUMNS` names the columns of each.
    Lists stand in one cell, parted by "; " (`routes.exchange.flat.cells`), dates are ISO text.
    Lengths are in km, moving times in days, coordinates in degrees, EPSG:4326. A cost of a dormant
    leg that is infinite is an empty cell. ``parts`` holds a leg's exact parts of risk as JSON text,
    in which "inf" stands for infinity. ``about`` says everything else, by the names in `ABOUT`:
    texts as they are, all else as JSON text. ``drawn`` says where a program drew the places, in their
    order, as points ``(lon, lat)``, None where it drew none; it tells a place that somebody moved.
    """

    places: tuple[Row, ...] = ()
    legs: tuple[Row, ...] = ()
    dormant: tuple[Row, ...] = ()
    reports: tuple[Row, ...] = ()
    claims: tuple[Row, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    drawn: tuple[LonLat | None, ...] = field(default=(), compare=False)

    def table(self, name: str) -> tuple[Row, ...]:
        """Return one of the tables by its name in `COLUMNS`."""
        rows: tuple[Row, ...] = getattr(self, name)
        return rows
