"""What closures would change: one at a time, in the order of their names, each with what would help.

Effect and relief are never told apart, and closures are not ranked. Those that change nothing for anyone
asked about are named in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import Undoing, cells_of, change_in_words, target_in_words
from maps.markup import Markup, tag
from routes import pairs_of, places_of, read_target

from .answer import name_in_both, names_of
from .words import both, grid, pair, part, tell, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from analysis import Compared, Comparison, Difference, Gain, Relief

    from .answer import Names
    from .answers import ReportAnswers

_SAFE_SHOWN = 3
_ARROW = "\N{RIGHTWARDS ARROW}"


def closures_section(answers: ReportAnswers) -> Markup:
    """Return the table of closures, and in a sentence those that change nothing."""
    found = answers.closures
    if found is None:
        return part("closures", tag("p", tell("closures.none")))
    if not any(path.found for path in answers.paths) and not any(case.again for case in found.cases):
        return part("closures", tag("p", tell("closures.no_way")))
    changed = [c for c in found.cases if any(d.case not in {"same", "none"} for d in c.differences)]
    kept = [case for case in found.cases if case not in changed]
    names = names_of(answers)
    note = "closures.note_given" if answers.closures_given else "closures.note"
    columns = ("closed", "safest", "shortest", "helps")
    rows = [_row(found, case, names) for case in changed]
    return part(
        "closures",
        tag("p", tell(note), class_="faint"),
        grid("closures.title", columns, rows) if rows else None,
        tag("p", _unchanged(kept, names)) if kept else None,
    )


def _unchanged(cases: Sequence[Compared], names: Names) -> Markup:
    english, korean = zip(*(_closed(case, names) for case in cases), strict=True)
    return tell("closures.unchanged", closed=("; ".join(english), "; ".join(korean)))


def _closed(case: Compared, names: Names) -> tuple[str, str]:
    """Return what is closed, as people say it in both languages."""
    G = case.baseline
    texts = [change.on for _, change in case.scenario.entries()] if case.scenario else []
    targets = [str(read_target(text, places_of(G), pairs_of(G))) for text in texts]
    english = [target_in_words(target, names[0]) for target in targets]
    korean = [target_in_words(target, names[1], "ko") for target in targets]
    return " and ".join(english), ", ".join(korean)


def _row(found: Comparison, case: Compared, names: Names) -> tuple[Markup, ...]:
    by = {name: [d for d in case.differences if d.objective == name] for name in ("risk", "length")}
    closed, closed_ko = _closed(case, names)
    return (
        both(upper_first(closed), closed_ko),
        tag("ul", _sentences(case, by["risk"], margin=True), class_="plain"),
        tag("ul", _sentences(case, by["length"], margin=False), class_="plain"),
        _helps(found, case.reliefs, names),
    )


def _sentences(case: Compared, some: Sequence[Difference], *, margin: bool) -> Iterator[Markup]:
    """Return what becomes of each way; the closure itself, with which a sentence opens, is told beside."""
    english, korean = case.sentences("en", of=some), case.sentences("ko", of=some)
    following = zip(case.margins("en", of=some), case.margins("ko", of=some), strict=True)
    for d, sentence, sentence_ko, after in zip(some, english, korean, following, strict=True):
        told = upper_first(sentence.removeprefix(f"{case.opening('en')}, "))
        told_ko = sentence_ko.removeprefix(f"{case.opening('ko')} ")
        interval = cells_of(d)[3].replace("-", "\N{EN DASH}").replace(">", _ARROW)
        yield tag(
            "li",
            tag("p", both(told, told_ko), class_="warn" if d.case == "cut_off" else None),
            tag("p", tell("closures.interval", interval=interval, margin=after), class_="faint")
            if margin and d.after.found
            else None,
        )


# what would help ------------------------------------------------------------------------------


def _helps(found: Comparison, reliefs: Sequence[Relief], names: Names) -> Markup:
    """Return what would help: the closures opened again, and what safety would help most."""
    opened = [relief for relief in reliefs if relief.how is not Undoing.SAFE]
    safe = sorted(
        (relief for relief in reliefs if relief.how is Undoing.SAFE),
        key=lambda relief: (-len(relief.connected), -_milder(_best(relief)), str(relief.target)),
    )
    several = len(found.origins) > 1
    items = [_help(relief, names, several=several) for relief in (*opened, *safe[:_SAFE_SHOWN])]
    if not items:
        return tell("closures.no_help")
    return tag("ul", [tag("li", item) for item in items], class_="plain helps")


def _help(relief: Relief, names: Names, *, several: bool) -> Markup:
    gain = _best(relief)
    target = str(relief.target)
    origin = name_in_both(names, gain.origin)
    return tell(
        "closures.help_way" if gain.connected else "closures.help",
        what=(upper_first(target_in_words(target, names[0])), target_in_words(target, names[1], "ko")),
        how=pair(f"how.{relief.how}"),
        risk=_risk(gain),
        km=pair("closures.shorter", km=f"{gain.shorter_km:,.0f}") if gain.shorter_km else "",
        who=pair("closures.who", origin=origin) if several else "",
    )


def _risk(gain: Gain) -> tuple[str, str]:
    """Return the risk index before and after; only the one after where no way was, or where it stays."""
    before, _, after = change_in_words(gain.risk_index_before, gain.risk_index_after).partition(" > ")
    if before == after:
        return pair("closures.as_before", risk=after)
    told = after if gain.connected else f"{before} {_ARROW} {after}"
    return told, told


def _best(relief: Relief) -> Gain:
    return max(relief.gains, key=lambda gain: (gain.connected, _milder(gain), gain.shorter_km or 0.0))


def _milder(gain: Gain) -> float:
    return gain.milder_cost or 0.0
