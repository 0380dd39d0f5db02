"""What the picture of a timeline is drawn with: texts, bars, marks, and how wide a text is.

Widths of text are estimated, since nothing measures fonts where the picture is made; the
estimate is generous. Lengths are in pixels of a picture that is 1,000 wide.
"""

from __future__ import annotations

import unicodedata

from .markup import Markup, join, tag

WIDTH = 1000
LEFT, RIGHT = 168.0, 982.0
INK, SOFT, RULE, BLUE = "#20262d", "#535c67", "#d9dcdd", "#17486f"
FILL = {"clear": BLUE, "lead": "#9dbdd6", "close": "url(#tl-close)", "none": "url(#tl-none)"}
_WIDE = 2.0  # a character of a wide script, against a narrow one
_LETTER = 0.56  # mean width of a letter, as a share of the font size

PATTERNS = tag(
    "defs",
    tag(
        "pattern",
        tag("rect", width=7, height=7, fill="#ffffff"),
        tag("path", d="M-1 8L8 -1M-2 2L2 -2M5 9L9 5", stroke=BLUE, stroke_width=1.6),
        id="tl-close",
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
    ),
    tag(
        "pattern",
        tag("rect", width=8, height=8, fill="#ffffff"),
        tag("circle", cx=4, cy=4, r=1.3, fill=SOFT),
        id="tl-none",
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
    ),
)


def filled_bar(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    """Return a bar of a class of lead, told by its tint, its hatching and its outline."""
    return tag(
        "rect",
        x=x,
        y=y,
        width=round(width, 1),
        height=height,
        rx=2,
        class_="bar",
        fill=FILL[kind],
        stroke=SOFT if kind == "none" else BLUE,
        stroke_width=1.5,
        stroke_dasharray="4 3" if kind in {"close", "none"} else None,
    )


def next_bar(left: float, right: float, y: float) -> Markup:
    """Return the outline in which the next exit is drawn."""
    return tag(
        "rect",
        x=left + 1,
        y=y + 7,
        width=round(max(right - left - 2, 1), 1),
        height=6,
        rx=3,
        fill="#ffffff",
        stroke="#6a737d",
        stroke_width=1.2,
    )


def numbered_mark(number: int, x: float, y: float, *, alone: bool) -> Markup:
    """Return the mark of a change; on a page it leads to what is said of it."""
    mark = join(
        tag("circle", cx=x, cy=y, r=10, fill=INK),
        text_at(x, y + 4.2, str(number), size=12, weight=650, fill="#ffffff", anchor="middle"),
    )
    if alone:
        return mark
    return tag("a", mark, href=f"#change-{number}", aria_label=f"Change {number}: why", class_="pick")


def text_lines(
    parts: list[Markup],
    text: str,
    x: float,
    y: float,
    *,
    size: float = 12.5,
    weight: int | None = None,
    fill: str = INK,
) -> float:
    """Add a text, wrapped, below what there is, and return where the next line goes."""
    for line in wrap(text, RIGHT - x, size):
        parts.append(text_at(x, y, line, size=size, weight=weight, fill=fill))
        y += size * 1.28
    return y


def rule(x1: float, x2: float, y: float) -> Markup:
    """Return a thin horizontal line."""
    return tag("line", x1=x1, x2=x2, y1=y, y2=y, stroke=RULE, stroke_width=1)


def text_at(
    x: float,
    y: float,
    text: str,
    *,
    size: float | None = None,
    weight: int | None = None,
    fill: str | None = None,
    anchor: str | None = None,
    halo: bool = False,
) -> Markup:
    """Return one line of text; ``halo`` sets it off from lines that it crosses."""
    return tag(
        "text",
        text,
        x=round(x, 1),
        y=round(y, 1),
        font_size=size,
        font_weight=weight,
        fill=fill,
        text_anchor=anchor,
        unicode_bidi="isolate",
        stroke="#ffffff" if halo else None,
        stroke_width=3 if halo else None,
        paint_order="stroke" if halo else None,
    )


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in pixels; wide scripts count double.

    Examples
    --------
    >>> text_width("seoul", 10.0) < text_width("서울서울서", 10.0)
    True
    """
    letters = sum(_WIDE if unicodedata.east_asian_width(c) in "WF" else 1.0 for c in text)
    return letters * size * _LETTER


def wrap(text: str, width: float, size: float, limit: int = 12) -> list[str]:
    """Break a text into lines of at most a width; a word that is longer is broken anywhere."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        while text_width(f"{line} {rest}".strip(), size) > width:
            if line:
                lines.append(line)
                line = ""
                continue
            fits = max(1, int(width / (size * _LETTER * _WIDE)))
            while fits < len(rest) and text_width(rest[: fits + 1], size) <= width:
                fits += 1
            lines.append(rest[:fits])
            rest = rest[fits:]
        line = f"{line} {rest}".strip()
    lines += [line] if line else []
    return [*lines[: limit - 1], f"{lines[limit - 1]} …"] if len(lines) > limit else lines
