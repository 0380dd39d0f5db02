"""Published shares: what reports count of the people who took each exit, as intervals.

Reports count different things: who arrived, who came into a country, who was arrested, who was waiting.
What a count says of an exit is a reading, and this module states it. A number bounds a share from both
sides only if it speaks of all who arrived by, or came into, the whole exit in the whole time; every
other number (a part of the country, a part of the time, arrests, people waiting) is a lower bound.

- *Arrivals* through an exit are people who took it.
- *Entries*, *arrests* and *waiting* count where ways end: at missions, or in a country that no border is
  passed to leave. Those who came into China or Laos had not taken their exit yet.
- *Arrests* count only where a haven was in force: there, those arrested had come in and were not sent back.
- *Returns* and *residents* say nothing about exits, and are left out.

The time of a count is its own, if arrivals in the country of destination are printed for exactly that
time; otherwise the calendar years that it touches, of which it is then a part. Where reports print a number
of arrivals, those that print only "at least" are set aside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from routes import Counted

from .flow_reading import Count, FlowReading
from .flow_windows import People, PublishedShare, PublishedShares, UnusedFlow, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes import Dataset


def published_shares(dataset: Dataset) -> PublishedShares:
    """Return what the flows of a dataset say about the share of each exit, window by window.

    Windows outside the years that the dataset can be asked about are left out; so is a window for
    which arrivals are not printed. A dataset without flows gives no shares.

    Examples
    --------
    >>> import safepassage as sp
    >>> known = published_shares(sp.load_dataset()).shares
    >>> thailand = next(s for s in known if s.exit == "THA" and str(s.window) == "2009")
    >>> thailand.people, round(thailand.low, 2), thailand.counted_in_words
    (People(low=1849.0, high=1849.0), 0.63, 'arrests (2), arrivals (1), entries (1)')
    """
    reading = FlowReading(dataset)
    counts: dict[tuple[Window, str], list[Count]] = {}
    left_out = []
    for report in dataset.reports.values():
        for flow in report.flows:
            found = reading.read(flow)
            if isinstance(found, Count):
                counts.setdefault((found.window, found.exit), []).append(found)
            elif found:
                left_out.append(UnusedFlow(flow.id, flow.through, found))
    shares = [
        _share(exit_, window, several, reading.arrivals_in(window))
        for (window, exit_), several in sorted(counts.items())
    ]
    windows = {share.window for share in shares}
    years = {Window.of_years(year, year) for window in windows for year in window.years}
    arrivals = {window: reading.arrivals_in(window) for window in sorted(windows | years)}
    return PublishedShares(tuple(shares), arrivals, tuple(sorted(left_out)))


def _share(exit_: str, window: Window, counts: Sequence[Count], arrivals: People) -> PublishedShare:
    both = [c.flow for c in counts if c.bound == "both" and c.flow.high is not None]
    least = max(c.flow.low for c in counts)
    if both:
        low = min(flow.low for flow in both)
        people = People(low, max(least, *(flow.high or 0 for flow in both)))
    else:
        people = People(least, None)
    high = 1.0 if people.high is None or not arrivals.low else min(1.0, people.high / arrivals.low)
    tally = Counter(c.flow.counted for c in counts)
    return PublishedShare(
        exit=exit_,
        window=window,
        low=min(1.0, people.low / arrivals.high) if arrivals.high else 0.0,
        high=high,
        people=people,
        arrivals=arrivals,
        counted=tuple(sorted(tally.items(), key=lambda item: (-item[1], list(Counted).index(item[0])))),
        claims=tuple(sorted(c.flow.id for c in counts)),
    )
