"""Two controls of a hindcast: datasets in which the levels mean nothing, or the flows follow from them.

*Shuffled levels* are the negative control: a model that does as well with them has learnt nothing from the
levels. *Flows by the model* are the positive one: if people had chosen as the model says, would numbers as
few and as vague as those that were published have shown it? Only if so does a bad score speak against the
model, and not against the numbers.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from routes import Counted, FlowClaim

if TYPE_CHECKING:
    from routes import Dataset

    from .hindcast_records import Hindcast


def shuffle_levels(dataset: Dataset, seed: int) -> Dataset:
    """Return a dataset with the levels of its hazard claims shuffled among them.

    Targets, dates and all else stay. The same seed gives the same order on every machine.

    Examples
    --------
    >>> import safepassage as sp
    >>> levels = lambda dataset: [h.level for r in dataset.reports.values() for h in r.hazards]
    >>> coded = levels(sp.load_dataset())
    >>> shuffled = levels(shuffle_levels(sp.load_dataset(), 1))
    >>> sorted(shuffled) == sorted(coded), shuffled == coded
    (True, False)
    """
    from hashlib import sha256  # noqa: PLC0415 - for the control only

    hazards = [hazard for report in dataset.reports.values() for hazard in report.hazards]
    order = sorted(hazards, key=lambda hazard: sha256(f"{seed} {hazard.id}".encode()).digest())
    levels = {hazard.id: other.level for hazard, other in zip(hazards, order, strict=True)}
    reports = {
        name: dataclasses.replace(
            report, hazards=tuple(dataclasses.replace(h, level=levels[h.id]) for h in report.hazards)
        )
        for name, report in dataset.reports.items()
    }
    return dataclasses.replace(dataset, reports=reports)


def flows_by_model(dataset: Dataset, found: Hindcast) -> Dataset:
    """Return a dataset whose numbers of people are what a hindcast of it predicts, where any were published.

    For each window and exit of which something was published, the predicted share of the arrivals stands
    instead; what was open above, is. Arrivals at the destinations stay, all other numbers go. Nothing is
    rounded, and no chance is in them: this is the clearest trace that the model could have left.

    Examples
    --------
    >>> import safepassage as sp
    >>> from analysis.hindsight.hindcast import hindcast_flows
    >>> told = hindcast_flows(sp.load_dataset(), theta=5, draws=0, shuffles=0)
    >>> again = hindcast_flows(flows_by_model(sp.load_dataset(), told), draws=0, shuffles=0)
    >>> again.theta.central
    5.0
    """
    flows: list[FlowClaim] = []
    for window in found.windows:
        for share in window.said:
            low, high = share.arrivals
            people = window.shares[share.exit].central * (low if high is None else (low + high) / 2)
            flows.append(
                FlowClaim(
                    id=f"model#flow-{len(flows) + 1}",
                    report="model",
                    claim="What the model predicts.",
                    since=window.window.since,
                    until=window.window.until,
                    through=share.exit,
                    low=people,
                    high=None if share.people.high is None else people,
                    counted=Counted.ARRIVALS,
                )
            )
    ends = {dataset.places[place].country for place in dataset.info.destinations}
    reports = {
        name: dataclasses.replace(report, flows=tuple(f for f in report.flows if f.through in ends))
        for name, report in dataset.reports.items()
    }
    first = next(iter(dataset.reports.values()), None)
    if first and flows:
        model = dataclasses.replace(first, id="model", flows=tuple(flows), routes=(), hazards=())
        reports["model"] = dataclasses.replace(model, harms=(), havens=(), journeys=())
    return dataclasses.replace(dataset, reports=reports)
