"""The page of a hindcast: the verdict, the scores, the picture, all of it as tables, and the sources.

It is plain markup, made where the data is, so that it can be read without a script.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analysis import HINDSIGHT, hindcast_in_words, window_rows
from routes import Counted

from .hindcast_svg import ROLES, TITLE, draw_hindcast
from .markup import Markup, join, tag
from .timeline_page import cited, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Hindcast, Spread
    from routes import Dataset, Report

_MODELS = {"risk": "choice by risk", "equal": "equal shares", "last": "shares last published"}
_SETS = {"test": "tested on", "fit": "fitted on"}
_NONE = "too few to say"


def hindcast_body(dataset: Dataset, found: Hindcast) -> Markup:
    """Return the body of the page."""
    parts = {
        "verdict": "Verdict",
        "picture": "Picture",
        "table": "Table",
        "sources": "Sources",
        "about": "About",
    }
    return join(
        tag("a", "Skip the picture: go to the table", class_="skip", href="#table"),
        tag(
            "header",
            tag(
                "div",
                tag("h1", TITLE),
                tag("p", "A model of choice by risk, held against published numbers; it is no forecast"),
                class_="titles",
            ),
            tag(
                "nav",
                [tag("a", name, href=f"#{part}") for part, name in parts.items()],
                aria_label="Parts of this page",
            ),
            class_="top",
        ),
        tag("main", _verdict(found), _picture(dataset, found), _table(found), _sources(dataset, found)),
        _about(dataset, found),
        tag("p", "", id="status", class_="unseen", role="status"),
    )


def _section(name: str, title: str, *content: Markup | list[Markup]) -> Markup:
    heading = tag("h2", title, id=f"{name}-title")
    return tag(
        "section", heading, *content, id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title"
    )


def _grid(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table whose rows become cards on a phone; each begins with its name."""
    head = tag("tr", [tag("th", name, scope="col", role="columnheader") for name in columns], role="row")
    body = [
        tag(
            "tr",
            [
                tag(
                    "td" if i else "th",
                    tag("div", cell, class_="cell"),
                    role="cell" if i else "rowheader",
                    scope=None if i else "row",
                    data_label=columns[i],
                )
                for i, cell in enumerate(row)
            ],
            role="row",
        )
        for row in rows
    ]
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head, role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        role="table",
    )


def _verdict(found: Hindcast) -> Markup:
    words = [sentence for sentence in hindcast_in_words(found) if sentence != HINDSIGHT]
    scores = [
        row
        for role, told in _SETS.items()
        if role in found.models["risk"]
        for row in _score_rows(found, role, told)
    ]
    table = [
        tag(
            "p",
            "Distance is the averaged relative difference, from 0 (all agree) to 2 (nobody went where "
            "predicted): from the nearest and from the farthest distribution that agrees with the published "
            "numbers. In brackets 90 % of the draws; for shuffled levels, of the shuffles.",
            class_="faint",
        ),
        _grid(
            "Scores of the model, of the baselines and of the negative control",
            ("Model", "Windows", "Distance, at least", "at most", "First exit right", "Rank correlation"),
            scores,
        ),
    ]
    return _section(
        "verdict",
        "What came out",
        tag("p", tag("strong", HINDSIGHT), class_="warn"),
        tag("ul", [tag("li", sentence) for sentence in words], class_="plain"),
        table if scores else [],
    )


def _score_rows(found: Hindcast, role: str, told: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for name, model in _MODELS.items():
        score = found.models[name][role]
        first = f"{score.first_right.central:.0f} of {score.first_known}" if score.first_known else _NONE
        ranks = f"{_spread(score.ranks)}, {score.rank_pairs} pairs" if score.ranks else _NONE
        windows = f"{told} {score.windows}"
        rows.append((model, windows, _spread(score.nearest), _spread(score.farthest), first, ranks))
    if role == "test" and found.control:
        control, known = found.control, found.models["risk"][role].first_known
        rows.append(
            (
                f"levels shuffled, {control.shuffles} times",
                f"{told} {found.models['risk'][role].windows}",
                _spread(control.nearest),
                "\N{EN DASH}",
                f"{control.first_right.central:.1f} of {known}" if known else _NONE,
                _spread(control.ranks) if control.ranks else _NONE,
            )
        )
    return rows


def _spread(spread: Spread) -> str:
    return f"{spread.central:.2f} ({spread.low:.2f} to {spread.high:.2f})"


def _picture(dataset: Dataset, found: Hindcast) -> Markup:
    return _section(
        "picture",
        "Published and predicted shares, window by window",
        tag("p", "Shares are of all who arrived in the same time.", class_="faint"),
        tag(
            "div",
            draw_hindcast(dataset, found, alone=False),
            class_="strips",
            tabindex=0,
            role="region",
            aria_label="Picture of the hindcast. The table below holds the same shares.",
        ),
    )


def _table(found: Hindcast) -> Markup:
    rows = [{**row, "used to": ROLES.get(row["used to"], row["used to"])} for row in window_rows(found)]
    if not rows:
        return _section("table", "The same as a table", tag("p", "Too few to say.", class_="warn"))
    columns = {
        "window": "Window",
        "used to": "Used",
        "exit": "Exit",
        "counted": "What was counted (claims)",
        "people": "People",
        "of arrivals": "of arrivals",
        "published": "Published share",
        "predicted": "Predicted share (90 % of draws)",
        "agree": "Agree",
    }
    note = (
        "Published numbers count different things. One that covers all who came by an exit in the whole "
        "window bounds its share from both sides, any other from below only."
    )
    return _section(
        "table",
        "The same as a table",
        tag("p", note, class_="faint"),
        _grid(
            "Published and predicted shares",
            tuple(columns.values()),
            [tuple(row[key] for key in columns) for row in rows],
        ),
    )


def _sources(dataset: Dataset, found: Hindcast) -> Markup:
    used = {claim for window in found.windows for share in window.said for claim in share.claims}
    vague = {claim for share in found.too_few for claim in share.claims}
    why = Counter(one.reason for one in found.left_out)
    reports = _reports(dataset, used)
    return _section(
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


def _about(dataset: Dataset, found: Hindcast) -> Markup:
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
            f"levels of all claims shuffled {found.control.shuffles} times" if found.control else "not made",
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
    quiet = (
        "This page is one file. It loads nothing and tells nobody that it was opened; a link to a report "
        "acts only when you follow it."
    )
    return tag(
        "footer",
        tag("h2", "About this page"),
        tag("p", tag("strong", caveat), scope, class_="lead"),
        tag("dl", [tag("div", tag("dt", name), tag("dd", said(text))) for name, text in facts]),
        tag("p", quiet, class_="faint"),
        id="about",
        class_="about",
        tabindex=-1,
    )
