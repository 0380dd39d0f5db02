"""Type: which characters can be drawn, how wide a text is, and where its lines break.

Figures are set in DejaVu Sans, which comes with matplotlib, so that a figure has the same lines on every
machine. It has Latin, Greek and Cyrillic letters with all their marks. For Chinese, Japanese and Korean
names a font of the machine is taken if it has one of those below. What no font has, or what must be
shaped (Arabic, Thai, Burmese, ...), is not drawn: a box or a wrong order of letters would be worse than
the other name of a place (`drawable_name`).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOUSE = "DejaVu Sans"
# fonts with Chinese, Japanese and Korean letters, as they are called on Linux, Windows and macOS
_EASTERN = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "NanumGothic",
    "Malgun Gothic",
    "Microsoft YaHei",
    "Apple SD Gothic Neo",
    "PingFang SC",
    "Hiragino Sans",
)
_MISSING = "\N{REPLACEMENT CHARACTER}"


def drawable(text: str) -> bool:
    """Return whether every character of a text can be drawn as it should look.

    Examples
    --------
    >>> drawable("Lạng Sơn"), drawable("กรุงเทพ")
    (True, False)
    """
    return all(_is_plain(c) and (ord(c) in _house() or _eastern_for(c)) for c in clean(text))


def drawable_name(*names: str) -> str:
    """Return the first of several names that can be drawn; of the last, what can be drawn of it.

    Examples
    --------
    >>> drawable_name("กรุงเทพ", "Bangkok")
    'Bangkok'
    """
    given = [clean(name) for name in names if clean(name)]
    return next((name for name in given if drawable(name)), printed(given[-1]) if given else "")


def printed(text: str) -> str:
    """Return a text for one line of a figure: characters that cannot be drawn are marked as missing."""
    return "".join(c if drawable(c) else _MISSING for c in clean(text))


def clean(text: str) -> str:
    """Return a text in composed form, in one line, without what is no letter: controls and overrides."""
    composed = unicodedata.normalize("NFC", text)
    kept = (c for c in composed if c.isspace() or not unicodedata.category(c).startswith("C"))
    return " ".join("".join(kept).split())


def font_for(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> FontProperties:
    """Return the font of a text; a font of the machine beside the house's only where it is needed."""
    others = dict.fromkeys(found for c in text if ord(c) not in _house() and (found := _eastern_for(c)))
    return FontProperties(
        family=[*([_HOUSE] if others else []), *others, "sans-serif"] if others else ["sans-serif"],
        size=size_pt,
        weight="bold" if bold else "normal",
        style="italic" if italic and not others else "normal",
    )


@lru_cache(maxsize=8192)
def width_mm(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return how wide a line of text is, in mm.

    Examples
    --------
    >>> width_mm("", 7) == 0 and 0 < width_mm("i", 7) < width_mm("W", 7) < 3
    True
    """
    if not text:
        return 0.0
    font = font_for(text, size_pt, bold=bold, italic=italic)
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) * MM_PER_PT


MM_PER_PT = 25.4 / 72
"""A point of print in mm."""


def wrapped(text: str, room_mm: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than the room; a word that is wider is broken anywhere.

    Examples
    --------
    >>> wrapped("one two three", 12, 7)
    ['one two', 'three']
    """
    lines: list[str] = []
    line = ""
    for word in printed(text).split():
        longer = f"{line} {word}".strip()
        if width_mm(longer, size_pt, bold=bold) <= room_mm:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, room_mm, size_pt, bold=bold)
        lines += full
    return [*lines, line] if line else lines


def shortened(text: str, room_mm: float, size_pt: float, *, most: int, bold: bool = False) -> list[str]:
    """Break a text into at most some lines; what is left out is told by an ellipsis, which has its room.

    Examples
    --------
    >>> shortened("one two three four", 12, 7, most=1)
    ['one …']
    """
    lines = wrapped(text, room_mm, size_pt, bold=bold)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_mm(f"{last} …", size_pt, bold=bold) > room_mm:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last} …".strip()]


def _broken(word: str, room_mm: float, size_pt: float, *, bold: bool) -> list[str]:
    parts = [""]
    for c in word:
        if parts[-1] and width_mm(parts[-1] + c, size_pt, bold=bold) > room_mm:
            parts.append("")
        parts[-1] += c
    return parts


def _is_plain(c: str) -> bool:
    """Return whether a character is set letter by letter, from left to right."""
    if unicodedata.category(c) in {"Mn", "Mc", "Me"}:
        return "\u0300" <= c <= "\u036f"  # marks of Latin, Greek and Cyrillic letters
    return unicodedata.bidirectional(c) not in {"R", "AL", "AN"} and not _must_be_shaped(c)


def _must_be_shaped(c: str) -> bool:
    """Return whether a letter is of a script whose letters change shape or place (Brahmic, Mongolian)."""
    return "\u0900" <= c <= "\u109f" or "\u1700" <= c <= "\u1cff" or "\ua800" <= c <= "\uabff"


@cache
def _house() -> frozenset[int]:
    """Return the characters that every face used of the house's font has."""
    faces = (
        FontProperties(family=_HOUSE),
        FontProperties(family=_HOUSE, weight="bold"),
        FontProperties(family=_HOUSE, style="italic"),
    )
    maps = [set(get_font(fontManager.findfont(face)).get_charmap()) for face in faces]
    return frozenset(set.intersection(*maps))


def must_be_outlined(family: Sequence[str]) -> bool:
    """Return whether a PDF cannot hold text in these fonts, so that it has to be drawn as outlines there.

    Matplotlib puts TrueType fonts into a PDF; what it makes of PostScript outlines (as in Noto Sans CJK on
    Linux) other programs show as nothing.
    """
    return any(name in _EASTERN and _is_postscript(name) for name in family)


@cache
def _is_postscript(name: str) -> bool:
    """Return whether a font has PostScript outlines, by the first bytes of its file or of its first face."""
    with Path(fontManager.findfont(FontProperties(family=name))).open("rb") as file:
        head = file.read(16)
        if head[:4] == b"ttcf":
            file.seek(int.from_bytes(head[12:16], "big"))
            head = file.read(4)
    return head[:4] == b"OTTO"


@cache
def _eastern_for(c: str) -> str:
    """Return the first font of the machine that has an eastern letter; an empty name if none has it."""
    if unicodedata.east_asian_width(c) not in {"W", "F", "H"}:
        return ""
    return next((name for name, has in _eastern_fonts().items() if ord(c) in has), "")


@cache
def _eastern_fonts() -> dict[str, frozenset[int]]:
    installed = {entry.name for entry in fontManager.ttflist}
    return {
        name: frozenset(get_font(fontManager.findfont(FontProperties(family=name))).get_charmap())
        for name in _EASTERN
        if name in installed
    }
