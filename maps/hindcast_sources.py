"""What a hindcast rests on: which numbers were counted, by which reports, with which choices."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from routes import Counted

from .markup import Markup, tag
from .timeline_page import cited, page_end

if TYPE_CHECKING:
    from analysis import Hindcast
    from routes import Dataset, Report


def section(name: str, title: str, *content: Markup | list[Markup]) -> Markup:
    """Return a part of the page that a link can lead to."""
    heading = tag("h2", title, id=f"{name}-title")
    return tag(
        "section", heading, *content, id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title"
    )


def sources_section(dataset: Dataset, found: Hindcast) -> Markup:
    """Return what was counted, what of it says nothing of exits, and the reports that it is from."""
    used = {claim for window in found.windows for share in window.said for claim in share.claims}
    vague = {claim for share in found.too_few for claim in share.claims}
    why = Counter(one.reason for one in found.left_out)
    reports = _reports(dataset, used)
    return section(
        "sources",
        "What was counted, and by whom",
        tag(
            "p",
            f"{len(used)} published numbers of people are used, in {len(found.windows)} windows of time. "
            f"{len(vague)} give bounds so wide that they are too few to say anything. {len(found.left_out)} "
            "say nothing that tells exits apart:",
        ),
        tag("ul", [tag("li", f"{number}: {reason}") for reason, number in why.most_common()], class_="plain"),
        tag(
            "details",
            tag("summary", f"{len(reports)} reports with the numbers that are used, arrivals included"),
            tag("ul", [tag("li", cited(report)) for report in reports], class_="plain cites"),
            class_="long",
        ),
    )


def _reports(dataset: Dataset, used: set[str]) -> list[Report]:
    """Return the reports of the claims that are used and of printed arrivals, in the dataset's order."""
    ends = {dataset.places[place].country for place in dataset.info.destinations}
    return [
        report
        for report in dataset.reports.values()
        if any(
            flow.id in used or (flow.through in ends and flow.counted is Counted.ARRIVALS)
            for flow in report.flows
        )
    ]


def about_page(dataset: Dataset, found: Hindcast) -> Markup:
    """Return the foot of the page: what it rests on, and what it does not say."""
    info = dataset.info
    fit = f"fitted on windows that end by {found.fit_until}" if found.fitted else "as given, not fitted"
    told = "as given" if found.origins_told else "equal parts, since the dataset does not tell"
    facts: list[tuple[str, str]] = [
        ("Dataset", f"{info.title}, version {info.version}"),
        ("Model", "share of an exit as exp(-theta x risk cost of its safest way), for each origin"),
        ("Theta", f"{found.theta.central:g}, {fit}"),
        ("Origins", told),
        ("Closed in all years", ", ".join(found.closures) or "nothing"),
        ("Draws", f"{found.draws:,} of all risks in their intervals, seed {found.seed}"),
        (
            "Negative control",
            f"levels of all claims shuffled, number of orders: {found.control.shuffles}"
            if found.control
            else "not made",
        ),
        ("Distance", "Suleimenova et al. 2017, doi:10.1038/s41598-017-13828-9"),
        ("Risk", "stated assumptions about the words of reports, not measured probabilities"),
        ("Licence of the data", info.licence),
        ("How to cite", info.citation),
        ("Corrections", info.contact),
        *([] if info.people_at_risk else [("Not about people at risk", info.people_at_risk_reason)]),
        *(("Notice", notice) for notice in dataset.notices),
    ]
    caveat = "Published reports only; no forecast; not for navigation, not for enforcement."
    scope = (
        " The page asks whether published risks would have told where refugees and people on the move went, "
        "years ago and in sum. It says nothing about today, and nothing about any one person."
    )
    return page_end(caveat, scope, facts)
