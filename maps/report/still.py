"""A still picture in place of the map: on paper, and where no script runs.

It is the figure of the network (`maps.figures`), inside the page as an image, so that none of its names can
meet those of the page.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import quote

from maps.figures import draw_network
from maps.markup import Markup, tag

from .words import fill

if TYPE_CHECKING:
    from .answers import ReportAnswers


def still_picture(answers: ReportAnswers) -> Markup:
    """Return the network with the safest way from each origin as a picture of a page's width."""
    ways = [answers.safest(origin) for origin in answers.origins]
    with BytesIO() as file:
        draw_network(answers.network, ways).savefig(file, format="svg")
        drawn = file.getvalue().decode("utf-8")
    address = "data:image/svg+xml;charset=utf-8," + quote(drawn, safe=" /:;,.=()!*'@$&+?-_~")
    told = fill("still.alt", "en", day=str(answers.network.graph["as_of_text"]))
    return tag("figure", tag("img", src=address, alt=told), class_="still")
