"""The hindcast as a picture: what was published of each exit, and what the risks would have told.

Each window of time has a row, and each exit of which something telling was published a line in it. Three
lanes, one above the other, hold what is compared, so that place and shape tell it and no colour has to: a
bar for the published interval, a diamond with its whisker for the prediction, a ring and a tick for two
baselines that know nothing of risk. What is predicted without a number beside it stands as text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import HINDSIGHT, exit_in_words, hindcast_in_words, interval_in_words

from . import hindcast_words as words
from .hindcast_marks import AXIS_LEFT, draw_axis, draw_key, draw_lanes
from .markup import Markup, join, tag
from .timeline_marks import INK, PATTERNS, RIGHT, SOFT, WIDTH, rule, text_at, text_lines, wrap

if TYPE_CHECKING:
    from analysis import Hindcast, WindowHindcast
    from routes import Dataset

    from .hindcast_words import Baselines

_LINE = 46.0  # an exit: three lanes
_HEAD_WIDTH = 145.0
_WORDS = 775.0  # where the numbers in words begin


def draw_hindcast(dataset: Dataset, found: Hindcast, base: Baselines, *, alone: bool) -> Markup:
    """Return the picture as one SVG element.

    ``base`` is the answer of `hindcast_words.baselines`. ``alone`` says that the picture stands by itself:
    then the verdict and the caveats are part of it. Otherwise the page around it has them.
    """
    head: list[Markup] = []
    y = 14.0
    if alone:
        head.append(text_at(20, 32, words.TITLE, size=19, weight=650))
        y = 54.0
        for sentence in hindcast_in_words(found):
            y = text_lines(head, sentence, 20, y, fill=SOFT if sentence == HINDSIGHT else INK) + 3
        y += 12
    if found.windows:
        chart, y = _chart(found, base, y)
        key, y = draw_key(y + 24)
        body = join(chart, key)
    else:
        body = text_at(20, y + 12, "Too few to say: no published share can be compared.", size=15)
        y += 30
    if alone:
        foot, y = _foot(dataset, y + 22)
        body = join(body, foot)
    height = round(y + 16)
    return tag(
        "svg",
        tag("title", words.TITLE, id="hc-title"),
        tag("desc", words.describe(found), id="hc-desc"),
        PATTERNS,
        tag("rect", width=WIDTH, height=height, fill="#ffffff"),
        *head,
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH if alone else None,
        height=height if alone else None,
        role="img" if alone else "group",
        aria_labelledby="hc-title",
        aria_describedby="hc-desc",
        font_family="Helvetica, Arial, sans-serif",
        font_size="12.5",
        fill=INK,
        class_="timeline",
    )


def _chart(found: Hindcast, base: Baselines, top: float) -> tuple[Markup, float]:
    """Return the windows with their lines below an axis, and where they end."""
    y = top + 22
    parts: list[Markup] = []
    for window in found.windows:
        name = str(window.window)
        below = _head(parts, window, y)
        for share in window.said:
            told = f"published {interval_in_words(share.low, share.high)}"
            agrees = "they agree" if window.agrees(share) else "they do not agree"
            predicted = f"predicted {words.predicted_in_words(window, share.exit)}"
            lanes = draw_lanes(
                y,
                (share.low, share.high),
                window.shares[share.exit],
                *base[name, share.exit],
            )
            parts.append(
                tag(
                    "g",
                    tag("title", f"{name}, {exit_in_words(share.exit)}: {told}, {predicted}; {agrees}"),
                    lanes,
                )
            )
            for i, text in enumerate(wrap(exit_in_words(share.exit), AXIS_LEFT - 190, 12.5)):
                parts.append(text_at(180, y + 14 + 15 * i, text))
            for i, text in enumerate((told, predicted, agrees)):
                parts.append(
                    text_at(_WORDS, y + 11 + 14 * i, text, size=11.5, weight=650 if i == 2 else None)
                )
            y += _LINE
        if rest := words.unheld_in_words(window):
            y = text_lines(parts, rest, 180, y + 10, fill=SOFT, size=11.5)
        y = max(y, below) + 4
        parts.append(rule(20, RIGHT, y))
        y += 6
    return join(draw_axis(top + 10, y - 6), parts), y


def _head(parts: list[Markup], window: WindowHindcast, y: float) -> float:
    """Add the window and what it is used for, and return where that ends."""
    for line in wrap(str(window.window), _HEAD_WIDTH, 13.5):
        parts.append(text_at(20, y + 14, line, size=13.5, weight=650))
        y += 15.5
    for line in wrap(words.ROLES[window.role], _HEAD_WIDTH, 11.5):
        parts.append(text_at(20, y + 14, line, size=11.5, fill=SOFT))
        y += 15.5
    return y


def _foot(dataset: Dataset, y: float) -> tuple[Markup, float]:
    """Return the caveats and the source, and where they end."""
    parts = [rule(20, RIGHT, y)]
    info = dataset.info
    caveat = (
        "Shares are of the people who arrived in the same time. Published numbers count different things and "
        "are mostly bounds; reports count where police and embassies count. Published reports only; no "
        "forecast, not for navigation, not for enforcement."
    )
    source = (
        f"{info.title}, version {info.version}. {len(dataset.reports)} published reports. {info.licence}. "
        f"Corrections: {info.contact}"
    )
    reason = [] if info.people_at_risk else [f"Not about people at risk: {info.people_at_risk_reason}"]
    y += 8
    for text in (caveat, source, *reason):
        y = text_lines(parts, text, 20, y + 15, fill=SOFT, size=11.5)
    return join(parts), y
