"""The page of a hindcast: the verdict, the scores, the picture, all of it as tables, and the sources.

It is plain markup, made where the data is, so that it can be read without a script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import HINDSIGHT, hindcast_in_words, interval_in_words, window_rows

from .hindcast_sources import about_page, section, sources_section
from .hindcast_svg import draw_hindcast
from .hindcast_words import ROLES, TITLE, baselines, unheld_in_words
from .markup import Markup, join, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis import Hindcast, Spread
    from routes import Dataset

    from .hindcast_words import Baselines

_MODELS = {"risk": "choice by risk", "equal": "equal shares", "last": "shares last published"}
_SETS = {"test": "tested on", "fit": "fitted on"}
_NONE = "too few to say"


def hindcast_body(dataset: Dataset, found: Hindcast) -> Markup:
    """Return the body of the page."""
    base = baselines(dataset, found)
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
        tag(
            "main",
            _verdict(found),
            _picture(dataset, found, base),
            _table(found, base),
            sources_section(dataset, found),
        ),
        about_page(dataset, found),
        tag("p", "", id="status", class_="unseen", role="status"),
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
    return section(
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
                f"levels shuffled ({'once' if control.shuffles == 1 else f'{control.shuffles} times'})",
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


def _picture(dataset: Dataset, found: Hindcast, base: Baselines) -> Markup:
    return section(
        "picture",
        "Published and predicted shares, window by window",
        tag("p", "Shares are of all who arrived in the same time.", class_="faint"),
        tag(
            "div",
            draw_hindcast(dataset, found, base, alone=False),
            class_="strips",
            tabindex=0,
            role="region",
            aria_label="Picture of the hindcast. The table below holds the same shares.",
        ),
    )


def _table(found: Hindcast, base: Baselines) -> Markup:
    rows = [
        (
            row["window"],
            ROLES[row["used to"]],
            row["exit"],
            row["counted"],
            f"{row['people']} of {row['of arrivals']}",
            row["published"],
            row["predicted"],
            row["agree"],
            *("\N{EN DASH}" if share is None else _unbroken(share) for share in baseline),
        )
        for row, baseline in zip(window_rows(found), base.values(), strict=True)
    ]
    if not rows:
        return section("table", "The same as a table", tag("p", "Too few to say.", class_="warn"))
    columns = (
        "Window",
        "Used",
        "Exit",
        "Counted (claims)",
        "People, of arrivals",
        "Published share",
        "Predicted (90 % of draws)",
        "Agree",
        "Equal",
        "Last",
    )
    note = (
        "Published numbers count different things. One that covers all who came by an exit in the whole "
        "window bounds its share from both sides, any other from below only. Equal: with equal shares of all "
        "exits. Last: the share last published before, of an interval the middle."
    )
    return section(
        "table",
        "The same as a table",
        tag("p", note, class_="faint"),
        _grid(
            "Published and predicted shares",
            columns,
            rows,
        ),
        tag("h3", "Exits of which too little was published"),
        tag(
            "ul",
            [
                tag("li", f"{window.window}. {told}")
                for window in found.windows
                if (told := unheld_in_words(window))
            ],
            class_="plain",
        ),
    )


def _unbroken(share: float) -> str:
    return interval_in_words(share, share).replace(" ", "\N{NO-BREAK SPACE}")
