"""The report: one self-contained page for people who want one file to hand on.

It is the page of the route map - its map, its words in two languages, its tables of bottlenecks and draws,
its claims - with the answer in plain words before it and what closures would change, how the answer changed
over the years, its limits and its sources behind it. What is told in words stands in the markup, so that it
can be read without a script; on paper a still picture takes the place of the map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata import write_text_whole
from maps.basemap import basemap_text
from maps.markup import Markup, join, tag
from maps.page import PageParts, dump_json, quiet_json, read_web_text
from maps.payload import build_payload
from maps.route_map import SCRIPTS, STYLES
from maps.shell import map_shell
from maps.timeline_page import said

from .answer import answer_section, names_of
from .closures import closures_section
from .sources import limits_section, sources_section
from .still import still_picture
from .timeline import timeline_section
from .words import both, fill, pair, tell

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from .answers import ReportAnswers

# the route map's own script starts the page; what a report has besides stands before it
_SCRIPTS = (*SCRIPTS[:-1], "report.js", SCRIPTS[-1])
_STYLES = (*STYLES, "timeline.css", "report.css")

_CONTENTS = (
    *("answer", "map-section", "timeline", "bottlenecks", "closures", "ensemble"),
    *("limits", "sources", "appendix", "about"),
)


def render_report(answers: ReportAnswers) -> str:
    """Return the report as the text of one self-contained HTML file.

    The same answers give the same bytes. An origin without a way gets a page that says so.

    Raises
    ------
    PageError
        If the page would not be self-contained.
    """
    payload = build_payload(
        answers.network, answers.drawn, bottlenecks=answers.bottlenecks, ensemble=answers.ensemble
    )
    meta = payload["meta"]
    parts = PageParts(
        title=f"{_question(answers)[0]} {meta['title']}, as of {meta['as_of_text']}",
        description="The way with the lowest risk index among those that published reports describe, with "
        "its sources and limits. Past reports, not advice; not for navigation, not for enforcement.",
        body=_body(answers),
        style=read_web_text(*_STYLES),
        script=f"(() => {{\n'use strict';\n{read_web_text(*_SCRIPTS)}\n}})();",
        data={"route-data": dump_json(payload), "basemap-data": quiet_json(basemap_text())},
    )
    return str(map_shell(parts, payload["view"]["center"]).get_root().render())


def save_report(answers: ReportAnswers, path: str | os.PathLike[str]) -> Path:
    """Write the report to a file and return its path.

    A run that fails leaves an old file whole. See `render_report`.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    return write_text_whole(path, render_report(answers))


def _question(answers: ReportAnswers) -> tuple[str, str]:
    """Return the question that the page answers, in both languages."""
    english, korean = names_of(answers)
    origins, ends = answers.origins, answers.destinations
    asked = {
        "origins": (_listed([english[o] for o in origins], "and"), ", ".join(korean[o] for o in origins)),
        "destinations": (_listed([english[d] for d in ends], "or"), ", ".join(korean[d] for d in ends)),
    }
    return fill("page.question", "en", **asked), fill("page.question", "ko", **asked)


def _listed(names: Sequence[str], last: str) -> str:
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final


def _body(answers: ReportAnswers) -> Markup:
    """Return the body of the page; what its script fills is empty, and named as on the route map."""
    return join(
        tag("a", tell("page.skip"), class_="skip", href="#answer"),
        _header(answers),
        _unscripted(),
        tag(
            "main",
            answer_section(answers),
            _map(),
            still_picture(answers),
            timeline_section(answers),
            _filled("bottlenecks"),
            closures_section(answers),
            _filled("ensemble"),
            limits_section(answers),
            sources_section(answers),
            _appendix(),
        ),
        tag("footer", id="about", class_="about", tabindex=-1),
        tag("p", "", id="status", class_="unseen", role="status"),
    )


def _header(answers: ReportAnswers) -> Markup:
    links = [tag("a", tell(f"contents.{name}"), href=f"#{name}") for name in _CONTENTS]
    # the script of the route map knows these parts too; a report has none
    hidden = tag("a", href="#front", hidden=True)
    buttons = [
        tag("button", "English", type="button", lang="en", aria_pressed="true"),
        tag("button", "한국어", type="button", lang="ko", aria_pressed="false"),
    ]
    day = answers.network.graph["as_of_text"]
    return tag(
        "header",
        tag(
            "div",
            tag("h1", both(*_question(answers))),
            tag(
                "p",
                tag("span", tag("noscript", said(answers.dataset.info.title)), id="title"),
                tag("span", tag("noscript", f"As of {day}"), id="subtitle"),
                class_="of",
            ),
            class_="titles",
        ),
        tag(
            "div",
            tag("div", buttons, class_="languages", role="group", data_label_word="page.language"),
            class_="tools",
        ),
        tag("nav", links, hidden, data_label_word="page.parts"),
        class_="top",
    )


def _map() -> Markup:
    """Return the map with its panel, as on the page of the route map."""
    return tag(
        "section",
        tag("aside", "", class_="panel", id="panel", data_label_word="page.panel"),
        tag(
            "div",
            Markup("<!--map-->"),
            tag(
                "section",
                "",
                class_="card",
                id="card",
                role="dialog",
                aria_labelledby="card-title",
                hidden=True,
            ),
            tag("p", "", class_="credit", data_word="page.credit"),
            class_="map-frame",
            id="map-frame",
            role="region",
            data_label_word="page.frame",
        ),
        id="map-section",
        class_="stage",
        tabindex=-1,
        data_label_word="page.map_section",
    )


def _filled(name: str) -> Markup:
    """Return an empty part that the script fills, or leaves hidden if there is nothing to tell."""
    return tag(
        "section", "", id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title", hidden=True
    )


def _appendix() -> Markup:
    """Return what holds the twin of the map in tables: folded, since it is long."""
    return tag(
        "section",
        tag(
            "h2", both("All that the map shows, as tables", "지도에 보이는 모든 것의 표"), id="appendix-title"
        ),
        tag(
            "div",
            tag(
                "details",
                tag("summary", tell("appendix.fold")),
                *(
                    tag("section", "", id=name, class_="sheet", tabindex=-1, aria_labelledby=f"{name}-title")
                    for name in ("legs", "places", "reports")
                ),
                class_="long",
            ),
        ),
        tag("section", "", id="front", hidden=True),
        id="appendix",
        class_="sheet",
        tabindex=-1,
        aria_labelledby="appendix-title",
    )


def _unscripted() -> Markup:
    """Return what is said where no script runs, in both languages at once: nothing turns them there."""
    english, korean = pair("page.unscripted")
    hidden = ".stage, .languages, .top nav [href='#bottlenecks'], .top nav [href='#ensemble']"
    style = Markup(f"<style>{hidden} {{ display: none; }} .still {{ display: block; }}</style>")
    told = tag("p", tag("span", english, lang="en"), tag("span", korean, lang="ko"), class_="notice")
    return tag("noscript", style, told)
