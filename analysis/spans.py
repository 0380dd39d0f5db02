"""The safest way month by month, and which dated claim made it change.

The network as of the 15th of each month is solved anew whenever a claim began, ended or went stale
since the month before; in between nothing can have changed. Months with the same exit and the
same borders are folded into a *span*: towns beside a line of travel are no news.

A change is explained by undoing. Of the claims that changed in that month, each is taken back
alone (as if it had not begun, or had not ended); it is a *cause* if the former way is then the
safest again. Where no single one brings it back, several did it together: as many of them are
named as must be taken back at once, preferably claims on one of the two ways.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from routes import (
    YEARS_PROTECTED,
    YEARS_UNTIL_STALE,
    Dataset,
    HavenClaim,
    HazardClaim,
    RouteClaim,
    Scenario,
    add_years,
    apply_scenario,
    build_network,
    claims_of,
    edge_data,
)

from .paths.best import safest_path
from .paths.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from routes import Claim, Report

    from .paths.results import PathResult

Key = tuple[bool, Exit | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A claim that changed the safest way: its id, what happened to it, and on which day."""

    claim: str
    report: str
    event: str  # begins | ends | goes stale | falls out of use
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Months in which the safest way had one exit and crossed the same borders.

    ``first`` and ``last`` are the 15th of its first and last month; ``path`` is the answer of the
    first. ``risk_index`` and ``gap`` are the smallest and largest of the span: the risk index of
    the way (no number where there is none), and by how much risk cost the best way by another exit was
    worse (None where there was none). ``causes`` changed the way of the month before into this one: each
    alone, or, if ``together``, only all of them.
    """

    first: dt.date
    last: dt.date
    path: PathResult
    risk_index: tuple[float, float]
    gap: tuple[float, float] | None
    causes: tuple[Cause, ...] = ()
    together: bool = False


def timeline(
    dataset: Dataset,
    source: str,
    target: str,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    scenario: Scenario | None = None,
    progress: Callable[[Iterable[dt.date]], Iterable[dt.date]] = iter,
) -> tuple[Span, ...]:
    """Return the safest way from source to target, month by month, folded into spans.

    Parameters
    ----------
    dataset
        A dataset; the network is built from it as of the 15th of every month.
    source, target
        Places, by any name.
    first, last
        The months to begin and end with, both included; any day of them. Without them, those of
        the dataset's period, as far as they are not protected.
    scenario
        What is closed in every month.
    progress
        Wraps the months, to show how far the work has come.

    Returns
    -------
    tuple of Span
        In the order of time, without gaps. Months without a way through have a path that is not
        found and no exit. If ``last`` lies before ``first`` it is empty.

    Raises
    ------
    DateError
        If a month lies in the protected last five years.
    UnknownNameError, AmbiguousNameError, TargetError
        If a place or closure is unknown, or a name fits several.
    """

    def solve(data: Dataset, day: dt.date) -> PathResult:
        G = build_network(data, day)
        return safest_path(apply_scenario(G, scenario) if scenario else G, source, target)

    spans: list[Span] = []
    before: dt.date | None = None
    path: PathResult | None = None
    months = list(_months(first or dataset.info.period.start, last or _last_month(dataset)))
    if months:
        # Months without a change are not solved, so protected years are refused before any is.
        build_network(dataset, months[-1])
    for month in progress(months):
        changed = _changes(dataset, before, month) if before else ()
        if path is None or changed:
            path = solve(dataset, month)
        if spans and _key(path) == _key(spans[-1].path):
            spans[-1] = _longer(spans[-1], month, path)
        else:
            old = spans[-1].path if spans else None
            causes, together = _explain(dataset, solve, changed, month, old, path) if old else ((), False)
            spans.append(_new_span(month, path, causes, together=together))
        before = month
    return tuple(spans)


def _key(path: PathResult) -> Key:
    return path.found, path.exit, path.totals.borders


def _last_month(dataset: Dataset) -> dt.date:
    """Return the last month of a dataset's period that may be asked about."""
    end = dataset.info.period.end or dataset.today
    if not dataset.info.people_at_risk:
        return end
    latest = add_years(dataset.today, -YEARS_PROTECTED)
    # A month is asked about as of its 15th.
    return min(end, latest if latest.day >= 15 else latest.replace(day=1) - dt.timedelta(days=1))


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=15)
    while month <= last.replace(day=15):
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def _new_span(month: dt.date, path: PathResult, causes: tuple[Cause, ...], *, together: bool) -> Span:
    gap = path.other_exit.gap if path.other_exit else None
    return Span(
        first=month,
        last=month,
        path=path,
        risk_index=(path.risk_index, path.risk_index),
        gap=None if gap is None else (gap, gap),
        causes=causes,
        together=together,
    )


def _longer(span: Span, month: dt.date, path: PathResult) -> Span:
    low, high = span.risk_index
    gaps = [*(span.gap or ()), *([path.other_exit.gap] if path.other_exit else [])]
    return replace(
        span,
        last=month,
        risk_index=(min(low, path.risk_index), max(high, path.risk_index)),
        gap=(min(gaps), max(gaps)) if gaps else None,
    )


def _events(claim: Claim, report: Report) -> Iterator[tuple[str, dt.date]]:
    """Yield what happens to a claim in time: the first day on which it is so."""
    one_day = dt.timedelta(days=1)
    if not isinstance(claim, (RouteClaim, HazardClaim, HavenClaim)):
        return
    start = report.start_of(claim)
    yield "begins", start
    if claim.until is not None:
        yield "ends", claim.until + one_day
    elif isinstance(claim, RouteClaim):
        yield "falls out of use", add_years(report.last_day, YEARS_UNTIL_STALE) + one_day
    else:
        yield "goes stale", add_years(max(start, report.last_day), YEARS_UNTIL_STALE) + one_day


def _changes(dataset: Dataset, before: dt.date, day: dt.date) -> tuple[Cause, ...]:
    """Return what happened to claims after one day and up to another, in order."""
    found = [
        Cause(claim=claim.id, report=report.id, event=event, day=when)
        for report in dataset.reports.values()
        for claim in report.claims
        for event, when in _events(claim, report)
        if before < when <= day
    ]
    return tuple(sorted(found, key=lambda cause: (cause.day, cause.claim)))


def _explain(
    dataset: Dataset,
    solve: Callable[[Dataset, dt.date], PathResult],
    changed: tuple[Cause, ...],
    month: dt.date,
    old: PathResult,
    new: PathResult,
) -> tuple[tuple[Cause, ...], bool]:
    """Return the causes of a change, and whether only all of them together explain it."""

    def brings_back(causes: Iterable[Cause]) -> bool:
        undone = dataset
        for cause in causes:
            undone = _undone(undone, cause, month)
        return _key(solve(undone, month)) == _key(old)

    single = tuple(cause for cause in changed if brings_back([cause]))
    if single:
        return single, False
    touched = _claims_on(dataset, month, old) | _claims_on(dataset, month, new)
    on_ways = [cause for cause in changed if cause.claim in touched]
    needed = on_ways if brings_back(on_ways) else list(changed)
    for cause in tuple(needed):
        rest = [other for other in needed if other != cause]
        if brings_back(rest):
            needed = rest
    return tuple(needed), True


def _undone(dataset: Dataset, cause: Cause, day: dt.date) -> Dataset:
    """Return the dataset as if one claim had not begun, or had not ended or aged, by a day."""
    report = dataset.reports[cause.report]

    def mended(claim: Claim) -> Claim:
        if claim.id != cause.claim:
            return claim
        if cause.event == "begins":
            # It begins later rather than never: its legs stay known, and claims may speak of them.
            return replace(claim, since=day + dt.timedelta(days=1))
        return replace(claim, until=day)

    tables = {
        name: tuple(mended(claim) for claim in getattr(report, name))
        for name in ("routes", "hazards", "havens")
    }
    routes = {claim.id: claim for claim in tables["routes"] if isinstance(claim, RouteClaim)}
    legs = tuple(
        replace(leg, claim=routes[leg.claim.id]) if leg.claim.id in routes else leg for leg in dataset.legs
    )
    return replace(dataset, reports={**dataset.reports, report.id: replace(report, **tables)}, legs=legs)  # type: ignore[arg-type]


def _claims_on(dataset: Dataset, day: dt.date, path: PathResult) -> set[str]:
    """Return the claims that support or weigh the legs of a path, as far as they exist on a day."""
    G = build_network(dataset, day)
    dormant = {(leg.u, leg.v, str(leg.mode)): leg.data for leg in G.graph["dormant"]}
    found: set[str] = set()
    for leg in path.legs:
        data = edge_data(G, leg) if G.has_edge(*leg) else dormant.get(leg)
        if data:
            found.update(claims_of(data))
    return found
