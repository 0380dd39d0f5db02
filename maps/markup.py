"""Elements of SVG and HTML, written so that text of the data can only ever be text.

Every child that is a plain string is escaped; only what `tag` itself has made is taken as markup.
Each element is closed by an end tag, so the same text is read alike by an XML and by
an HTML parser. Characters that XML 1.0 cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Markup(str):
    """Text that is markup already: made by `tag`, or written down in this program."""

    __slots__ = ()


Child = str | None


def tag(name: str, /, *children: Child | Iterable[Child], **attributes: str | float | bool | None) -> Markup:
    """Return one element; plain strings among its children and all attributes are escaped.

    An underscore at the end of an attribute's name is dropped (``class_``), others become
    hyphens; `None` and `False` leave the attribute or child out, `True` gives its bare name as value.

    Examples
    --------
    >>> tag("p", "a < b ", tag("b", "c"), class_="note")
    '<p class="note">a &lt; b <b>c</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_quoted(key if value is True else value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{given}>{_inside(children)}</{name}>")


def join(*children: Child | Iterable[Child]) -> Markup:
    """Return children as markup without an element around them."""
    return Markup(_inside(children))


def _inside(children: Iterable[Child | Iterable[Child]]) -> str:
    parts = []
    for child in children:
        if isinstance(child, Markup):
            parts.append(str(child))
        elif isinstance(child, str):
            parts.append(escape(_xml_text(child)))
        elif child is not None:
            parts.append(_inside(child))
    return "".join(parts)


def _quoted(value: str | float) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return escape(_xml_text(text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
