"""Reading the folder of a Flee instance: locations, links, closures and the period.

What can be understood is kept, and every repair or loss is told with file and line. Of a location that is
listed twice the first row counts, of a pair of places the shorter link.
"""

from __future__ import annotations

from pathlib import Path

from geodata import printable
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
_KNOWN_TYPES = ("conflict", "camp", "forward", "marker", "flood_zone", "default", "town")  # or parts of them


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
    of_period = inside if (inside / PERIOD).exists() else folder
    start, days = read_period(of_period, notes)
    read = {inside, of_period / PERIOD, *(inside / name for name in (LOCATIONS, ROUTES, CLOSURES))}
    _tell_others({path for where in {folder, inside} for path in where.iterdir()} - read, notes)
    return FleeInstance(
        name=printable(folder.resolve().name),
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
        kind = cells["location_type"].lower()
        if not any(word in kind for word in _KNOWN_TYPES):
            text = f"'{name}' has the type '{shown(kind)}', which is not known: a town like others"
            notes.add(RemarkKind.NOTED, text, LOCATIONS, row.line)
        found[name] = Location(
            line=row.line,
            name=name,
            region=cells["region"],
            country=cells["country"],
            lonlat=_lonlat(name, row, notes),
            type=kind,
            conflict_day=cells["conflict_date"],
            people=cells["population"],
        )
    if not found:
        raise FleeError(f"{LOCATIONS} holds no location; its lines begin with name,region,country,...")
    if not any(location.lonlat for location in found.values()):
        raise FleeError(f"no location of {LOCATIONS} has coordinates; columns four and five are lat and lon")
    return found


def _lonlat(name: str, row: Row, notes: Notes) -> tuple[float, float] | None:
    """Return where a location lies; None, and told, where the file gives no place on Earth."""
    texts = row.cells["longitude"], row.cells["latitude"]
    if not any(texts):
        return None  # told where a place is found for it
    lon, lat = (read_number(text) for text in texts)
    if lon is None or lat is None or abs(lon) > 180 or abs(lat) > 90:
        text = (
            f"'{name}' lies at latitude '{shown(texts[1])}', longitude '{shown(texts[0])}': no place on Earth"
        )
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, row.line)
        return None
    if any("," in text for text in texts):
        text = f"'{name}': latitude '{texts[1]}', longitude '{texts[0]}' are read with decimal commas"
        notes.add(RemarkKind.REPAIRED, text, LOCATIONS, row.line)
    if lon == lat == 0:
        text = f"'{name}' lies at (0, 0), which stands for coordinates that are missing"
        notes.add(RemarkKind.DROPPED, text, LOCATIONS, row.line)
        return None
    return lon, lat


def _tell_others(paths: set[Path], notes: Notes) -> None:
    """Tell what else lies in the folder: conflicts, flows and settings have no place in a dataset."""
    if others := sorted(path.name for path in paths):
        names = ", ".join(shown(name) for name in others[:20]) + (", ..." if len(others) > 20 else "")
        notes.add(RemarkKind.DROPPED, f"files that are not read: {names}")
