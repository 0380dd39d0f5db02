"""The answer in plain words: which way, by what margin, how sure, and what stands or falls with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from analysis import margin_in_words, names_in, read_sentences, target_in_words
from maps.markup import Markup, join, tag
from maps.timeline_page import said
from maps.timeline_words import month_text, range_text

from .words import LANGUAGES, both, grid, link, pair, part, tell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from analysis import Exit, PathResult

    from .answers import ReportAnswers

    Names = tuple[Mapping[str, str], Mapping[str, str]]

_COLUMNS = ("way", "km", "days", "risk_interval", "exit", "borders")


def answer_section(answers: ReportAnswers) -> Markup:
    """Return the answer: some sentences, the ways side by side, the safest one place by place."""
    names = names_of(answers)
    return part(
        "answer",
        tag("p", tag("strong", tell("answer.caveat")), class_="warn"),
        *(_told(answers, origin, names) for origin in answers.origins),
        *_ways(answers, names),
    )


def names_of(answers: ReportAnswers) -> Names:
    """Return the names of places and countries in both languages."""
    return names_in(answers.network), names_in(answers.network, "ko")


def name_in_both(names: Names, key: str) -> tuple[str, str]:
    """Return the name of a place or country in both languages."""
    return names[0][key], names[1][key]


def day_in_both(answers: ReportAnswers) -> tuple[str, str]:
    """Return the day that is asked about, as each language says it."""
    day = answers.network.graph["as_of"]
    return str(answers.network.graph["as_of_text"]), f"{day.year}년 {day.month}월 {day.day}일"


# sentences ------------------------------------------------------------------------------------


def _told(answers: ReportAnswers, origin: str, names: Names) -> Markup:
    path = answers.safest(origin)
    several = len(answers.origins) > 1
    head = tag("h3", tell("answer.from", origin=name_in_both(names, origin))) if several else Markup()
    if not path.found:
        return join(head, tag("p", tell("answer.none"), said(path.reason), class_="lead"))
    if not path.legs:
        return join(head, tag("p", tell("answer.same_place"), class_="lead"))
    lines = [
        both(margin_in_words(path, names[0]), margin_in_words(path, names[1], "ko")),
        _drawn(answers, origin),
        _passed(answers, origin, names),
        _closed(answers, origin),
        _changed(answers) if origin == answers.origins[0] else None,
        _attested(path),
    ]
    return join(
        head,
        tag("p", _lead(answers, path, names), class_="lead"),
        tag("ul", [tag("li", line) for line in lines if line], class_="points"),
    )


def _lead(answers: ReportAnswers, path: PathResult, names: Names) -> Markup:
    return tell(
        "answer.lead" if path.exit else "answer.lead_within",
        day=day_in_both(answers),
        origin=name_in_both(names, path.source),
        destination=name_in_both(names, path.target),
        exit=exit_in_both(path.exit, names) if path.exit else "",
        km=f"{path.length_km:,.0f}",
        days=f"{path.days:,.1f}",
        risk=f"{path.risk_index:.2f}",
        low=f"{path.risk_index_low:.2f}",
        high=f"{path.risk_index_high:.2f}",
    )


def exit_in_both(exit_: Exit, names: Names) -> tuple[str, str]:
    """Return an exit by the templates of comparisons: "China, by its diplomatic missions"."""
    templates = read_sentences()["templates"][f"by.{exit_.way}"]
    english, korean = (
        str(templates[language]).replace("{country}", name[exit_.country])
        for language, name in zip(LANGUAGES, names, strict=True)
    )
    return english, korean


def _drawn(answers: ReportAnswers, origin: str) -> Markup | None:
    if answers.ensemble is None:
        return None
    central = answers.ensemble.standing(origin).central
    share = link("answer.share", "#ensemble", percent=_percent(central.share if central else 0.0))
    return tell("answer.drawn", draws=answers.ensemble.draws, share=share)


def _percent(share: float) -> str:
    """Return a share of draws in per cent; it never rounds to none or all."""
    if 0 < share < 0.01:
        return "< 1"
    return "> 99" if 0.99 < share < 1 else f"{100 * share:.0f}"


def _passed(answers: ReportAnswers, origin: str, names: Names) -> Markup | None:
    must = (must for must in answers.bottlenecks.must_pass if must.origin == origin)
    borders = [border for one in must for border in one.borders]
    if not borders:
        return None
    told = (
        " and ".join(target_in_words(border, names[0]) for border in borders),
        ", ".join(target_in_words(border, names[1], "ko") for border in borders),
    )
    return tell("answer.passes", passes=link("answer.passes_link", "#bottlenecks"), borders=told)


def _closed(answers: ReportAnswers, origin: str) -> Markup | None:
    """Return how many closures change the safest way; which ones, their section tells."""
    if answers.closures is None:
        return None
    single = [
        case for case in answers.closures.cases if case.scenario and len(list(case.scenario.entries())) == 1
    ]
    outcomes = Counter(
        _gravest({d.case for d in case.differences if d.origin == origin and d.objective == "risk"})
        for case in single
    )
    none, same = outcomes["cut_off"], outcomes["same"]
    return tell(
        "answer.closures",
        closures=link("answer.closures_link", "#closures", n=len(single)),
        none=none,
        same=same,
        other=len(single) - none - same,
    )


def _gravest(cases: Collection[str]) -> str:
    """Return the gravest of what became of the ways to several destinations."""
    return next((case for case in ("cut_off", "changed", "weighed") if case in cases), "same")


def _changed(answers: ReportAnswers) -> Markup | None:
    """Return how often the safest way from the first origin changed over the years."""
    spans = answers.spans
    if not spans:
        return None
    first, last = (
        (month_text(day), f"{day.year}년 {day.month}월") for day in (spans[0].first, spans[-1].last)
    )
    key = "answer.changed_link" if len(spans) > 1 else "answer.unchanged_link"
    return tell("answer.changed", first=first, last=last, changed=link(key, "#timeline", n=len(spans) - 1))


def _attested(path: PathResult) -> Markup:
    G = path.network
    kinds = Counter(str(G.edges[leg]["evidence"]) for leg in path.legs)
    told = tell(
        "answer.attested",
        named=kinds["named"],
        partly=kinds["partly"],
        inferred=kinds["inferred"],
        assumed=sum("assumed" in G.edges[leg]["flags"] for leg in path.legs),
    )
    reports = pair("reports", n=len(path.reports))
    return join(told, " ", tell("answer.rests", reports=reports))


# tables ---------------------------------------------------------------------------------------


def _ways(answers: ReportAnswers, names: Names) -> list[Markup]:
    found = [path for path in answers.paths if path.legs]
    if not found:
        return []
    several = len(answers.origins) > 1
    rows = [_row(path, names, several=several) for path in found]
    table = grid("answer.ways", ("from", *_COLUMNS) if several else _COLUMNS, rows)
    return [table, *(_steps(answers.safest(origin), names) for origin in answers.origins)]


def _row(path: PathResult, names: Names, *, several: bool) -> list[Markup]:
    interval = f" ({range_text(path.risk_index_low, path.risk_index_high)})"
    row = [
        tell(f"best.{path.objective}"),
        tell("unit.km", km=f"{path.length_km:,.0f}"),
        tell("unit.days", days=f"{path.days:,.1f}"),
        join(tag("strong", f"{path.risk_index:.2f}"), interval),
        _left_by(path, names),
        join(str(len(path.totals.borders))),
    ]
    return [both(*name_in_both(names, path.source)), *row] if several else row


def _left_by(path: PathResult, names: Names) -> Markup:
    if path.exit is None:
        return tell("exit.none")
    return tell(f"exit.{path.exit.way}", country=name_in_both(names, path.exit.country))


def _steps(path: PathResult, names: Names) -> Markup:
    if not path.legs:
        return Markup()
    places = [tag("li", both(*name_in_both(names, place))) for place in path.places]
    heading = tag("h3", tell("answer.steps", origin=name_in_both(names, path.source)))
    return join(heading, tag("ol", places, class_="steps"))
