"""Reading the folder of a Flee instance: locations, links, closures and the period.

What can be understood is kept, and every repair or loss is told with file and line. Of a location that is
listed twice the first row counts, of a pair of places the shorter link.
"""

from __future__ import annotations

from pathlib import Path

from routes.faults import shown

from .days import read_closures, read_period
from .links import read_links
from .records import CLOSURES, LOCATIONS, PERIOD, ROUTES, FleeError, FleeInstance, Location, RemarkKind
from .tables import Columns, Notes, Row, read_number, read_table

_LOCATION_COLUMNS: Columns = {
    "name": ("name", "location", "location_name"),
    "region": ("region",),
    "country": ("country",),
    "latitude": ("latitude", "lat", "gps_x"),  # Flee's old name for the first of the two
    "longitude": ("longitude", "lon", "lng", "long", "gps_y"),
    "location_type": ("location_type", "type"),
    "conflict_date": ("conflict_date",),
    "population": ("population", "pop/cap", "pop", "capacity", "population/capacity"),
}
_KNOWN_TYPES = ("conflict_zone", "conflict", "town", "camp", "idpcamp", "forwarding_hub", "marker")


def read_flee(folder: str | Path) -> FleeInstance:
    """Read the input files of a Flee instance.

    Parameters
    ----------
    folder
        The folder that holds ``locations.csv`` and ``routes.csv``, or whose folder ``input_csv`` does;
        ``closures.csv`` and ``sim_period.csv`` may be missing.

    Raises
    ------
    FleeError
        If a file that is needed is missing or no table, or no location or route can be read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FleeError(f"'{shown(str(folder))}' is no folder; name the one that holds {LOCATIONS}")
    inner = folder / "input_csv"
    inside = inner if not (folder / LOCATIONS).exists() and (inner / LOCATIONS).exists() else folder
    notes = Notes()
    locations = _read_locations(inside, notes)
    links = read_links(inside, locations, notes)
    closures = read_closures(inside, notes)
    start, days = read_period(inside if (inside / PERIOD).exists() else folder, notes)
    _tell_others(inside, notes)
    return FleeInstance(
        name=folder.resolve().name,
        locations=tuple(locations.values()),
        links=links,
        closures=closures,
        start=start,
        days=days,
        remarks=tuple(notes.remarks),
    )


def _read_locations(folder: Path, notes: Notes) -> dict[str, Location]:
    found: dict[str, Location] = {}
    for row in read_table(folder, LOCATIONS, _LOCATION_COLUMNS, notes):
        cells = row.cells
        name = cells["name"]
        if not name:
            notes.add(RemarkKind.DROPPED, "a location without a name", LOCATIONS, row.line)
            continue
        if first := found.get(name):
            text = f"'{name}' stands in line {first.line} already, which counts"
            notes.add(RemarkKind.DROPPED, text, LOCATIONS, row.line)
            continue
        kind = cells.get("location_type", "").lower()
        if kind not in _KNOWN_TYPES:
            text = f"'{name}' has the type '{shown(kind)}', which is not known: a town like others"
            notes.add(RemarkKind.NOTED, text, LOCATIONS, row.line)
        found[name] = Location(
            line=row.line,
            name=name,
            region=cells.get("region", ""),
            country=cells.get("country", ""),
            lonlat=_lonlat(name, row, notes),
            type=kind,
            conflict_day=cells.get("conflict_date", ""),
            people=cells.get("population", ""),
        )
    if not found:
        raise FleeError(f"{LOCATIONS} holds no location; its lines begin with name,region,country,...")
    return found


def _lonlat(name: str, row: Row, notes: Notes) -> tuple[float, float] | None:
    """Return where a location lies; None, and told, where the file gives no place on Earth."""
    texts = row.cells.get("longitude", ""), row.cells.get("latitude", "")
    if not all(texts):
        return None  # told where a place is found for it
    lon, lat = (read_number(text) for text in texts)
    if lon is None or lat is None or abs(lon) > 180 or abs(lat) > 90:
        text = (
            f"'{name}' lies at latitude '{shown(texts[1])}', longitude '{shown(texts[0])}': no place on Earth"
        )
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, row.line)
        return None
    if lon == lat == 0:
        text = f"'{name}' lies at (0, 0), which stands for coordinates that are missing"
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, row.line)
        return None
    return lon, lat


def _tell_others(folder: Path, notes: Notes) -> None:
    """Tell what else lies in the folder: conflicts, flows and settings have no place in a dataset."""
    read = {LOCATIONS, ROUTES, CLOSURES, PERIOD}
    others = sorted(path.name for path in folder.iterdir() if path.name not in read)
    if others:
        names = ", ".join(shown(name) for name in others[:20]) + (", ..." if len(others) > 20 else "")
        notes.add(RemarkKind.DROPPED, f"files that are not read: {names}")
