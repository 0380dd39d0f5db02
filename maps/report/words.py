"""The words of a report in two languages: each stands twice in the page, and one of them is shown.

They are in ``words.json`` as ``[English, Korean]``, with slots in braces; a bar parts singular and plural by
the slot ``n``. So the page can be read without a script, which only turns from one language to the other.
Texts of the data are never translated.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from maps.markup import Markup, join, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maps.markup import Child

    Language = Literal["en", "ko"]
    Slot = str | int | tuple[str, str]

LANGUAGES: tuple[Literal["en"], Literal["ko"]] = ("en", "ko")
_SLOT = re.compile(r"\{(\w+)\}")


def both(english: str, korean: str) -> Markup:
    """Return a text in both languages.

    Examples
    --------
    >>> both("Map", "지도")
    '<span lang="en" class="in-en">Map</span><span lang="ko" class="in-ko">지도</span>'
    """
    return join(
        tag("span", english, lang="en", class_="in-en"), tag("span", korean, lang="ko", class_="in-ko")
    )


def tell(key: str, **slots: Slot) -> Markup:
    """Return a text of the page in both languages, its slots filled.

    A slot is a text or a number, or a pair of texts, one for each language; markup in it stays markup.

    Examples
    --------
    >>> tell("answer.from", origin=("Onsong", "온성"))
    '<span lang="en" class="in-en">From Onsong</span><span lang="ko" class="in-ko">온성에서</span>'
    """
    return both(*(text_of(key, language, **slots) for language in LANGUAGES))


def pair(key: str, **slots: Slot) -> tuple[str, str]:
    """Return a text in both languages to fill a slot of another with."""
    return text_of(key, "en", **slots), text_of(key, "ko", **slots)


def text_of(key: str, language: Language, **slots: Slot) -> Markup:
    """Return a text of the page in one language as markup; what is no markup in its slots is escaped.

    Examples
    --------
    >>> text_of("answer.from", "en", origin="<b>")
    'From &lt;b&gt;'
    """
    return join(_parts(key, language, slots))


def fill(key: str, language: Language, **slots: Slot) -> str:
    """Return a text of the page in one language as plain text.

    Examples
    --------
    >>> fill("reports", "en", n=1), fill("reports", "ko", n=2)
    ('1 published report', '공개 자료 2건')
    """
    return "".join(_parts(key, language, slots))


def _parts(key: str, language: Language, slots: Mapping[str, Slot]) -> list[str]:
    at = LANGUAGES.index(language)
    template = _words()[key][at]
    if "|" in template:
        one, many = template.split("|")
        template = one if slots["n"] == 1 else many
    parts: list[str] = []
    for i, text in enumerate(_SLOT.split(template)):
        slot = slots[text] if i % 2 else text
        if isinstance(slot, tuple):
            slot = slot[at]
        parts.append(f"{slot:,}" if isinstance(slot, int) else slot)
    return parts


@cache
def _words() -> dict[str, list[str]]:
    read: dict[str, list[str]] = json.loads(
        (resources.files(__package__) / "words.json").read_text(encoding="utf-8")
    )
    return read


def link(key: str, href: str, **slots: Slot) -> tuple[str, str]:
    """Return a link to a part of the page, in both languages, to fill a slot with."""
    english, korean = pair(key, **slots)
    return tag("a", english, href=href), tag("a", korean, href=href)


def part(name: str, *content: Child | Iterable[Child]) -> Markup:
    """Return a part of the page that a link can lead to; its title is the word ``<name>.title``."""
    heading = tag("h2", tell(f"{name}.title"), id=f"{name}-title")
    return tag(
        "section", heading, *content, id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title"
    )


def grid(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[Child]], *, ids: Sequence[str] = ()
) -> Markup:
    """Return a table whose rows become cards on a narrow screen; each begins with its name.

    Caption and columns are keys of words; ``ids``, if given, are those of the rows, to which links lead.
    """
    head = [tag("th", tell(f"column.{column}"), scope="col", role="columnheader") for column in columns]
    body = [
        tag(
            "tr",
            [_cell(columns[i], cell, first=i == 0) for i, cell in enumerate(row)],
            role="row",
            id=ids[number] if ids else None,
            tabindex=-1 if ids else None,
        )
        for number, row in enumerate(rows)
    ]
    return tag(
        "table",
        tag("caption", tell(caption), class_="unseen"),
        tag("thead", tag("tr", head, role="row"), role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        role="table",
    )


def _cell(column: str, content: Child, *, first: bool) -> Markup:
    label, label_ko = pair(f"column.{column}")
    return tag(
        "th" if first else "td",
        tag("div", content, class_="cell"),
        role="rowheader" if first else "cell",
        scope="row" if first else None,
        data_label=label,
        data_label_ko=label_ko,
    )


def upper_first(text: str) -> str:
    """Return a text with a capital at its beginning.

    Examples
    --------
    >>> upper_first("the safest way")
    'The safest way'
    """
    return text[:1].upper() + text[1:]
