"""One self-contained HTML file that makes no network request, with or without folium's map.

folium writes links to four content delivery networks and compiles what it is given a second
time as template code. So this module keeps two rules. Every link that folium asks for is looked
up by name in an explicit table and replaced by inlined text, or dropped; an unknown name is an
error, so that no plugin can smuggle one in. And no text of the data ever reaches a template: it
stands once in the page, as escaped JSON that is no script, written here by plain concatenation.

The page's policy allows exactly the scripts that are hashed here. They are counted first:
a script that came in by another way is refused, not blessed. A page without a map keeps the
same rules (`render_page`).
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from branca.element import CssLink, Element, Figure, JavascriptLink

from geodata import SafePassageError

_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_FOLIUM_VIEWPORT = re.compile(r'<meta name="viewport"[^>]*>', re.DOTALL)
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_JSON_TYPE = 'type="application/json"'

# folium's own inline scripts: the touch switches in the head, the map itself in the body
_FOLIUM_SCRIPTS = 2

# what folium.Icon, folium.Popup and two time plugins need; these pages use none of them
_UNUSED_LINKS = frozenset(
    {
        "jquery",
        "bootstrap",
        "awesome_markers",
        "bootstrap_css",
        "glyphicons_css",
        "awesome_markers_font_css",
        "awesome_markers_css",
        "awesome_rotate_css",
    }
)


class PageError(ValueError, SafePassageError):
    """Raise when a page would not be self-contained, or holds a script nobody vouched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """What a page is made of besides folium's map.

    ``body`` is static markup, or markup made by `maps.markup`, with one ``<!--map-->`` where the
    map goes if there is one; ``data`` maps element ids to JSON text made by `dump_json`. Of
    the rest only ``title`` and ``description`` may hold text of the data: they are escaped here.
    """

    title: str
    description: str
    body: str
    style: str
    script: str
    data: dict[str, str]
    lang: str = "en"


class SelfContainedFigure(Figure):
    """A folium figure that renders to one HTML file without any request.

    Parameters
    ----------
    parts
        Everything on the page but the map, which is added as a child.
    """

    def __init__(self, parts: PageParts) -> None:
        super().__init__(height="720px")
        self.parts = parts

    def render(self, **kwargs: object) -> str:
        """Return the whole page.

        Raises
        ------
        PageError
            If a child asks for a link that is not in the table, or brings a script of its own.
        """
        if self.parts.body.count("<!--map-->") != 1:
            raise PageError("the body of a page with a map needs exactly one <!--map-->.")
        _number_ids(self)
        for child in _children(self).values():
            child.render(**kwargs)
        head = "\n".join(_render_head(name, child) for name, child in _children(self.header).items())
        head, replaced = _FOLIUM_VIEWPORT.subn(_VIEWPORT, head)
        if replaced != 1:
            raise PageError(f"folium wrote {replaced} viewports where one was known. Use folium 0.20.")
        body = self.parts.body.replace("<!--map-->", self.html.render().strip())
        # leaflet.js, folium's two and the page's own
        return _assemble(
            self.parts, head, body, [self.script.render(), self.parts.script], 1 + _FOLIUM_SCRIPTS + 1
        )


def render_page(parts: PageParts) -> str:
    """Return a page without a map, under the same policy as one with a map.

    Raises
    ------
    PageError
        If the body asks for a map, or brings a script of its own.
    """
    if "<!--map-->" in parts.body:
        raise PageError("the body holds <!--map-->, but this page has no map. Use SelfContainedFigure.")
    return _assemble(parts, _VIEWPORT, parts.body, [parts.script], 1)


def dump_json(value: object) -> str:
    r"""Return JSON that can stand in an HTML script element and in a template without effect.

    Besides what would end the element, a brace before a brace, a percent or a hash sign is
    escaped, so that not even a template engine would find anything to do.

    Raises
    ------
    ValueError
        If the value holds a number that JSON cannot say (infinity, not a number).

    Examples
    --------
    >>> dump_json("</script> & {{ 7*7 }}")
    '"\\u003c/script\\u003e \\u0026 \\u007b{ 7*7 }}"'
    """
    return quiet_json(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def quiet_json(text: str) -> str:
    r"""Return JSON text with everything escaped that HTML or a template would act on.

    These characters occur only inside the strings of JSON, so the value stays the same.

    Examples
    --------
    >>> quiet_json('{"a":"<b>"}')
    '{"a":"\\u003cb\\u003e"}'
    """
    text = re.sub(r"\{(?=[{%#])", r"\\u007b", text)
    return re.sub("[<>&\u2028\u2029\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def read_web_text(*names: str) -> str:
    """Return the named files of the package's ``web`` folder, one after the other."""
    folder = resources.files(__package__) / "web"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _number_ids(figure: Figure) -> None:
    """Replace branca's random ids by a counter, so that the same input gives the same bytes."""
    queue: list[Element] = [*_children(figure).values()]
    number = 0
    while queue:
        element = queue.pop(0)
        number += 1
        element._id = str(number)  # noqa: SLF001  # branca draws it at random
        queue.extend(_children(element).values())


def _children(element: Element) -> dict[str, Element]:
    """Return what branca keeps under an element; it gives no public way to it."""
    children: dict[str, Element] = element._children  # noqa: SLF001
    return children


def _render_head(name: str, child: Element) -> str:
    if isinstance(child, (JavascriptLink, CssLink)):
        if name in _UNUSED_LINKS:
            return ""
        inlined = _leaflet().get(name)
        if inlined is None:
            raise PageError(
                f"'{name}' links to {child.url}, which is not part of this page. "
                "Pages make no network request: leave this element out."
            )
        return inlined
    return str(child.render())


def _assemble(parts: PageParts, head: str, body: str, scripts: list[str], known: int) -> str:
    """Put the page together; the policy comes last, when all scripts are known."""
    blocks = "\n".join(
        f'<script {_JSON_TYPE} id="{name}">{text}</script>' for name, text in parts.data.items()
    )
    page = "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{parts.lang}">',
            "<head>",
            '<meta charset="utf-8">',
            "<!--policy-->",
            f"<title>{html.escape(parts.title)}</title>",
            f'<meta name="description" content="{html.escape(parts.description)}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta http-equiv="x-dns-prefetch-control" content="off">',
            '<meta name="robots" content="noindex">',
            '<link rel="icon" href="data:,">',
            head,
            f"<style>\n{parts.style}\n</style>",
            "</head>",
            "<body>",
            body,
            *([blocks] if blocks else []),
            *(f"<script>\n{text}\n</script>" for text in scripts),
            "</body>",
            "</html>",
            "",
        ]
    )
    expected = known + len(parts.data)  # the data is no script, but is written as one
    found = len(re.findall(r"<script", page, re.IGNORECASE))
    whole = list(_SCRIPT.finditer(page))
    if not found == len(whole) == expected:
        raise PageError(
            f"the page holds {found} scripts where {expected} are known; "
            "an element brought one of its own. Leave it out."
        )
    policy = _policy([s["text"] for s in whole if _JSON_TYPE not in s["attributes"]])
    return page.replace("<!--policy-->", policy, 1)


def _policy(scripts: list[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        '<meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'\">"
    )


@cache
def _leaflet() -> dict[str, str]:
    """Return Leaflet's script and style, inlined, by the names folium gives their links."""
    folder = _leaflet_folder()
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    style = (folder / "leaflet.css").read_text(encoding="utf-8")
    # a source map would be asked for by developer tools; VML is of Internet Explorer
    script = re.sub(r"//# sourceMappingURL=\S+", "", script).strip()
    style = style.replace("behavior: url(#default#VML);", "")
    style = re.sub(r"url\((images/[\w.-]+)\)", lambda found: _data_uri(folder / found[1]), style)
    return {"leaflet": f"<script>{script}</script>", "leaflet_css": f"<style>{style}</style>"}


def _leaflet_folder() -> Path:
    """Return the folder of XStatic-Leaflet's files, found without its old namespace shim."""
    for file in metadata.files("XStatic-Leaflet") or ():
        if file.name == "leaflet.js":
            return Path(str(file.locate())).parent
    raise PageError("XStatic-Leaflet holds no leaflet.js. Install XStatic-Leaflet 1.9.3.0.")


def _data_uri(path: Path) -> str:
    encoded = base64.b64encode(path.read_bytes()).decode()
    return f"url(data:image/png;base64,{encoded})"
