"""By what margin a way is the best, in a sentence: how far the next one by another exit is behind.

The margin is in the unit of what was asked. In risk cost less than `CLOSE_CALL` is told as a close call,
since the order of the two then rests on the assumptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.paths.totals import CLOSE_CALL

from .sentences import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.paths.results import PathResult

    from .sentences import Language

_RISK = "of risk cost"


def margin_in_words(path: PathResult, names: Mapping[str, str], language: Language = "en") -> str:
    """Return how far the best way by another exit is behind a path; nothing for a path without an exit.

    ``names`` are those of countries in the language, as of `analysis.names_in`.

    Examples
    --------
    >>> import safepassage as sp
    >>> path = sp.safest_path(sp.load_network("2004-06", close=["mission@CHN"]), "onsong", "seoul")
    >>> margin_in_words(path, {"VNM": "Vietnam"})
    'The next by another exit, through Vietnam, by air, is 0.107 of risk cost behind.'
    """
    if path.exit is None:
        return ""
    rival = path.other_exit
    if rival is None or rival.exit is None:
        return fill("margin.none", {}, language)
    country = names.get(rival.exit.country, rival.exit.country)
    unit = path.question.weight.unit
    close = unit == _RISK and rival.gap < CLOSE_CALL
    slots = {
        "by": fill(f"by.{rival.exit.way}", {"country": country}, language),
        "gap": _gap(rival.gap, unit, language),
        "close": fill("margin.close", {}, language) if close else "",
    }
    return fill("margin", slots, language)


def _gap(gap: float, unit: str, language: Language) -> str:
    if unit == "km":
        return fill("gap.km", {"gap": f"{gap:,.0f}"}, language)
    if unit == "days":
        return fill("gap.days", {"gap": f"{gap:.1f}"}, language)
    if unit == _RISK:
        return fill("gap.risk", {"gap": f"{gap:.3f}"}, language)
    return f"{gap:.3f} {unit}".rstrip()
