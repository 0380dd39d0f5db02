"""The list below a timeline: each change of the safest way, with the claims and reports that caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps import timeline_words as words

from .looks import SOFT
from .sheet import leading
from .type_setting import shortened, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.timeline_words import CauseText, Change

    from .sheet import Sheet

_PT = 6.4
_MOST_CAUSES = 3


def set_changes(sheet: Sheet, y: float, changes: Sequence[Change]) -> float:
    """Set the changes with their causes, in two columns where there is room for them."""
    y = sheet.lines(sheet.left, y, ["What changed it"], size=7.4, bold=True) + 0.4
    if not changes:
        return sheet.paragraph(sheet.left, y, "Nothing: the same exit was the safest all the time.", size=_PT)
    columns = 2 if sheet.width_mm >= 150 else 1
    gap = 5.0
    room = (sheet.room - gap * (columns - 1)) / columns
    blocks = [_block(change, room - 5.0) for change in changes]
    heights = [len(head) * leading(_PT) + len(rest) * leading(6.0) + 1.2 for head, rest in blocks]
    half = sum(heights) / columns
    tops, column = [y] * columns, 0
    for change, (head, rest), height in zip(changes, blocks, heights, strict=True):
        if column + 1 < columns and tops[column] - y + height / 2 > half:
            column += 1
        x, at = sheet.left + column * (room + gap), tops[column]
        sheet.badge(x + 1.6, at + 1.5, change.number)
        at = sheet.lines(x + 5.0, at, head, size=_PT, bold=True)
        sheet.lines(x + 5.0, at, rest, size=6.0, color=SOFT)
        tops[column] += height
    return max(tops)


def _block(change: Change, room: float) -> tuple[list[str], list[str]]:
    head = wrapped(
        f"{words.month_text(change.month)}: {change.before} → {change.after}", room, _PT, bold=True
    )
    rest: list[str] = []
    for cause in change.causes[:_MOST_CAUSES]:
        rest += shortened(_cause(cause), room, 6.0, most=3)
    if (more := len(change.causes) - _MOST_CAUSES) > 0:
        rest.append(f"and {more} more")
    return head, rest or wrapped(change.why, room, 6.0)


def _cause(cause: CauseText) -> str:
    source = f"{cause.report.publisher}, {cause.report.date_text}" if cause.report else cause.citation
    return f"{source} – {cause.about or 'a claim'} {cause.event}"  # noqa: RUF001
