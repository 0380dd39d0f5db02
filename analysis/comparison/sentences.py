"""What changed from one answer to another and why, in a sentence; English or Korean.

The templates stand in ``sentences.json`` beside this module: by key and language a text with named slots in
braces. The script of a page fills the same templates with the same plain data, so this is the algorithm
that both follow, step by step. All numbers come as texts or whole numbers; nothing is formatted but whole
km, with commas between thousands. A slot is filled once: braces in what fills it mean nothing.

*An answer* (`Answer`) is the origin, the legs ``[from, to, mode]`` of the best way (None if there is none),
whole km, the risk index with two decimals, the risk cost, the borders crossed ``from:into`` in order, and the
exit ``[country, manner]`` or None.

*The opening* (see `analysis.comparison.openings`) is "opening.closed" over a list of closures,
"opening.nothing" if it is empty. A closure is named by its text, by the first rule that fits: with an
"@" it is "closed.kind" of "kind.<left of it>" and the country right of it; ``AAA-BBB`` (capitals) is
"closed.border", ``AAA:BBB`` "closed.directed border", any other with a ":" "closed.leg"; else it is the
name of a country or place. What has no name stands as it is. A list of one is that one; else all but
the last are joined by "list.others" from the left, and the last by "list.last". (The other openings are
for other dates and scenarios; a page of closures needs none.)

*The case*: neither answer has a way, "none"; only the later has one, "again"; only the earlier,
"cut_off"; the legs are the same, and so are km and risk index, "same"; only the legs, "weighed";
else "changed", of which the template is "changed.at_once" if ``place`` is the origin.

*The slots.* ``best``: "best.<objective>". ``before`` and ``after``: the risk indices. ``km``: of the way that
is told, in "cut_off" the former. ``place``: where the legs first differ, the place from which the later
way goes on: the end of the common beginning, the origin if there is none. ``length``: "length.longer",
"length.shorter" or "length.same", by the difference of the whole km. ``risk``: "risk.same" if the two texts
are equal, else "risk.changed". ``close``: "close" if the two risk costs differ by less than "close_call",
else nothing.

*The exit*: nothing if the way that is told has none; else a template over ``by``, which is "by.<manner>" of
its country. In all cases but "changed" and "weighed" that is "exit". In those two, let ``others`` be the
countries that borders of the later way lead into, in order and each once, without its exit and without those
that borders of the former way lead into: if there are any it is "exit.over", with them joined by
"list.others"; else "exit.still" if the former exit is the same, and "exit.now" if not.

(Where several destinations are asked apart, the origin is told as "pair"; a page has one question.)
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geodata import QuestionError, country_codes, country_name, country_name_ko

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from analysis.paths.results import PathResult

Language = Literal["en", "ko"]
LANGUAGES = ("en", "ko")

_FILE = Path(__file__).with_name("sentences.json")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a sentence needs to know of an answer; a page has it too.

    ``legs`` are ``(from, to, mode)``, None where there is no way through; ``km`` is whole, ``risk`` the risk
    index with two decimals, ``borders`` are those crossed (``CHN:VNM``), in order, ``exit`` is the code of a
    country and the manner (mission, air, sea, ground).
    """

    origin: str
    legs: tuple[tuple[str, str, str], ...] | None
    km: int = 0
    risk: str = ""
    risk_cost: float = 0.0
    borders: tuple[str, ...] = ()
    exit: tuple[str, str] | None = None

    @property
    def entered(self) -> tuple[str, ...]:
        """Return the countries into which the borders crossed lead, in order, each once."""
        return tuple(dict.fromkeys(border.partition(":")[2] for border in self.borders))

    @property
    def found(self) -> bool:
        """Return whether there is a way."""
        return self.legs is not None


def answer_of(path: PathResult) -> Answer:
    """Return what a sentence needs to know of an answer to a question from one origin."""
    if path.way is None:
        return Answer(origin=path.source, legs=None)
    return Answer(
        origin=path.source,
        legs=tuple((leg.u, leg.v, leg.key) for leg in path.legs),
        km=round(path.length_km),
        risk=f"{path.risk_index:.2f}",
        risk_cost=path.totals.risk_cost,
        borders=path.totals.borders,
        exit=(path.exit.country, path.exit.way) if path.exit else None,
    )


def sentence_of(
    before: Answer,
    after: Answer,
    *,
    by: str,
    opening: str,
    names: Mapping[str, str],
    language: Language = "en",
    destination: str = "",
) -> str:
    """Return in one sentence what became of the best way from an origin.

    Parameters
    ----------
    before, after
        The two answers, from one origin and by one objective.
    by
        The name of the objective (length, risk, balanced, days).
    opening
        What was changed: see `analysis.comparison.openings`.
    names
        The names of places and countries in the language, by id and code: see `names_in`.
    language
        "en" or "ko".
    destination
        The place that both lead to, to be told beside the origin; not told if empty.

    Examples
    --------
    >>> from analysis.comparison.openings import closed_in_words
    >>> names = {"hill": "Hill", "town": "Town", "VNM": "Vietnam", "CHN": "China"}
    >>> before = Answer(origin="hill", legs=(("hill", "town", "road"), ("town", "port", "entry")), km=900,
    ...                 risk="0.17", risk_cost=0.19, exit=("CHN", "mission"))
    >>> after = Answer(origin="hill", legs=(("hill", "town", "road"), ("town", "camp", "air")), km=3800,
    ...                risk="0.31", risk_cost=0.37, exit=("VNM", "air"))
    >>> opening = closed_in_words(["mission@CHN"], names)
    >>> print(sentence_of(before, after, by="risk", opening=opening, names=names).partition(": ")[0])
    With diplomatic missions in China closed, the safest way from Hill leaves the former one at Town
    >>> print(sentence_of(before, after, by="risk", opening=opening, names=names).partition(": ")[2])
    2,900 km longer, risk index 0.17 → 0.31, now through Vietnam, by air.
    """
    case = case_of(before, after)
    told = before if case == "cut_off" else after
    origin = names.get(before.origin, before.origin)
    if destination:
        ends = {"origin": origin, "destination": names.get(destination, destination)}
        origin = fill("pair", ends, language)
    slots = {
        "opening": opening,
        "origin": origin,
        "best": word_for(f"best.{by}", by, language),
        "km": f"{told.km:,}",
        "before": before.risk,
        "after": after.risk,
        "exit": _exit(before, after, case, names, language),
    }
    if case in ("changed", "weighed"):
        slots |= {
            "length": _length(after.km - before.km, language),
            "risk": fill("risk.same" if before.risk == after.risk else "risk.changed", slots, language),
        }
    if case == "changed":
        near = abs(after.risk_cost - before.risk_cost) < read_sentences()["close_call"]
        place = parting(before, after)
        slots |= {
            "place": names.get(place, place),
            "close": fill("close", {}, language) if near else "",
        }
        if place == after.origin:
            case = "changed.at_once"
    return fill(case, slots, language)


def names_in(G: nx.MultiDiGraph[str], language: Language = "en") -> dict[str, str]:
    """Return the names of all countries and of a network's places in a language, by code and id.

    A place without a Korean name keeps its other one.
    """
    name_of_country = country_name_ko if language == "ko" else country_name
    names = {code: name_of_country(code) for code in country_codes()}
    key = "name_ko" if language == "ko" else "name"
    return names | {place: data[key] or data["name"] for place, data in G.nodes(data=True)}


def fill(key: str, slots: Mapping[str, str], language: Language = "en") -> str:
    """Return a template with its slots filled.

    Raises
    ------
    QuestionError
        If there is no such template, language or slot.

    Examples
    --------
    >>> fill("risk.changed", {"before": "0.17", "after": "0.31"})
    'risk index 0.17 → 0.31'
    """
    try:
        return _SLOT.sub(lambda slot: slots[slot[1]], read_sentences()["templates"][key][language])
    except KeyError as error:
        raise QuestionError(
            f"sentence '{key}' in '{language}' lacks {error}; "
            "analysis/comparison/sentences.json has the keys and slots"
        ) from None


@cache
def read_sentences() -> dict[str, Any]:
    """Return the templates as they stand in the file, for pages that fill them themselves."""
    read: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


def case_of(before: Answer, after: Answer) -> str:
    """Return which of the cases a pair of answers is: the key of its sentence."""
    if not after.found:
        return "cut_off" if before.found else "none"
    if not before.found:
        return "again"
    if before.legs != after.legs:
        return "changed"
    return "same" if (before.km, before.risk) == (after.km, after.risk) else "weighed"


def parting(before: Answer, after: Answer) -> str:
    """Return the place at which the later way leaves the earlier: the last of their common beginning."""
    ours, theirs = before.legs or (), after.legs or ()
    common = next((i for i, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    if common is None:
        common = min(len(ours), len(theirs))
    return theirs[common - 1][1] if common else after.origin


def _length(longer_km: int, language: Language) -> str:
    if not longer_km:
        return fill("length.same", {}, language)
    key = "length.longer" if longer_km > 0 else "length.shorter"
    return fill(key, {"km": f"{abs(longer_km):,}"}, language)


def _exit(before: Answer, after: Answer, case: str, names: Mapping[str, str], language: Language) -> str:
    """Return the words on the exit of the way that a sentence tells; none if it has none."""
    told = before if case == "cut_off" else after
    if told.exit is None:
        return ""
    country, manner = told.exit
    slots = {"by": fill(f"by.{manner}", {"country": names.get(country, country)}, language)}
    if case not in ("changed", "weighed"):
        return fill("exit", slots, language)
    others = [code for code in after.entered if code not in (*before.entered, country)]
    if others:
        slots["others"] = listed([names.get(code, code) for code in others], language)
        return fill("exit.over", slots, language)
    return fill("exit.still" if before.exit == after.exit else "exit.now", slots, language)


def listed(told: Sequence[str], language: Language) -> str:
    """Return one or several texts as a list with commas."""
    joined, *others = told
    for following in others:
        joined = fill("list.others", {"others": joined, "next": following}, language)
    return joined


def word_for(key: str, otherwise: str, language: Language) -> str:
    """Return the text of a template without slots, or another text if there is no such template."""
    return fill(key, {}, language) if key in read_sentences()["templates"] else otherwise
