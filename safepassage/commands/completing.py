"""What a shell offers when a name has been begun: places and targets of the dataset that is asked about.

Completion answers while somebody types, so whatever is wrong with a dataset is left for the command to say:
then nothing is offered. Ids alone are offered, since shells complete only what begins as the word does,
and no legs (``a:b``), since shells part words at colons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer  # noqa: TC002 - typer reads the annotations

from geodata import SafePassageError, country_name

if TYPE_CHECKING:
    from routes import Dataset


def complete_places(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the ids of places that begin so, with their names; of a list with commas, its last one."""
    before, comma, begun = incomplete.rpartition(",")
    dataset = _dataset(context)
    places = dataset.places.values() if dataset else ()
    return [(before + comma + place.id, place.name) for place in places if place.id.startswith(begun)]


def complete_targets(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return targets that begin so: countries, borders, kinds and modes in a country, places."""
    from routes import TargetKind  # noqa: PLC0415 - completion alone needs it
    from safepassage.printing import targets_of  # noqa: PLC0415

    dataset = _dataset(context)
    if dataset is None:
        return []
    offered = [target for target in targets_of(dataset) if target.kind is not TargetKind.LEG]
    names = {str(t): country_name(str(t)) for t in offered if t.kind is TargetKind.COUNTRY}
    names |= {place.id: place.name for place in dataset.places.values()}
    return [(str(t), names.get(str(t), str(t.kind))) for t in offered if str(t).startswith(incomplete)]


def _dataset(context: typer.Context) -> Dataset | None:
    from safepassage.facade import load_dataset  # noqa: PLC0415

    try:
        return load_dataset(context.params.get("dataset"))
    except (SafePassageError, OSError):
        return None
