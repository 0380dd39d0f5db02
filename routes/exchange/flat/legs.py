"""A leg's row read back: its columns, the exact parts of its risk, and whether the two agree.

Columns are what people edit, parts are what they rest on. A leg whose columns and parts tell two
stories is refused with both numbers. Who means the columns to count empties the cell `parts`: the
costs in `passage`, `entry` and `exposure` then stand as they are, on no claim.
"""

from __future__ import annotations

import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from routes.contract import RiskPart
from routes.dataset.values import read_country, read_list, read_number, read_word
from routes.faults import ClaimError
from routes.risk import COST_DIGITS, risk_index
from routes.words import Evidence, RiskLevel, RiskPartName, TravelMode

from .about import read_json
from .cells import (
    MAX_AMOUNT,
    amount_in,
    day_in,
    line_in,
    list_in,
    long_line_in,
    needed_line_in,
    optional_amount_in,
    optional_line_in,
    plain,
    word_in,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from .records import Readers

SCENARIO = "scenario"
_REMEDY = (
    "write the risk alike in all its columns and empty the cell parts, or take the leg's old row back; "
    "to suppose other risks, use a scenario"
)
_SAME = 1e-6  # as in the contract: costs are rounded to 9 digits, part by part


def leg_errors(
    G: nx.MultiDiGraph[str], u: str, v: str, cells: Mapping[str, object], row: Mapping[str, Any]
) -> list[ClaimError]:
    """Return what is wrong with a leg beyond its single cells."""
    errors = [
        ClaimError(end, "is no place of the table places", "add it there, or mend the id", field=column)
        for column, end in (("from_place", u), ("to_place", v))
        if end not in G
    ]
    if u == v:
        errors.append(ClaimError(u, "leads back to its own start", "delete the leg", field="to_place"))
    if not row["reports"]:
        errors.append(ClaimError("", "a leg cites a report at least", "name one by its id", field="reports"))
    low, cost, high = row["risk_low"], row["risk_cost"], row["risk_high"]
    if not low <= cost <= high:
        rule = f"lies outside its interval, {low:.9g} to {high:.9g}"
        errors.append(ClaimError(f"{cost:.9g}", rule, "let low <= cost <= high", field="risk_cost"))
    return [*errors, *_risk_errors(cells, row)]


def _risk_errors(cells: Mapping[str, object], row: Mapping[str, Any]) -> list[ClaimError]:
    """Return where columns and parts tell two stories of a leg's risk."""
    errors = []
    cost, parts = row["risk_cost"], row["parts"]
    of_parts = math.fsum(part.cost for part in parts.values())
    if not _same(cost, of_parts):
        rule = f"passage, entry and exposure (or parts) add to {of_parts:.9g}"
        errors.append(ClaimError(f"{cost:.9g}", rule, _REMEDY, field="risk_cost"))
    told = {str(name): parts[name].cost if name in parts else 0.0 for name in RiskPartName}
    for column, known in (told | {"risk_index": risk_index(cost)}).items():
        value = plain(cells.get(column))
        if value is None:
            continue  # these only repeat: a leg that was drawn by hand need not have them
        if not isinstance(value, int | float) or not _same(float(value), known):
            source = "risk_cost stands for" if column == "risk_index" else "parts says"
            errors.append(ClaimError(value, f"{source} {known:.9g}", _REMEDY, field=column))
    return errors


def parts_by_hand(
    leg: str,
    cells: Mapping[str, object],
    row: Mapping[str, Any],
    scale: Mapping[RiskLevel, tuple[float, float]],
) -> dict[RiskPartName, RiskPart]:
    """Return the parts of a leg's risk as its columns tell them: somebody supposes them, no claim does.

    Each part takes its share of ``risk_low`` and ``risk_high``.

    Raises
    ------
    ClaimError
        If a cost is infinite or no number: only the parts know what shut a leg.
    """
    total = row["risk_cost"]
    if math.isinf(row["risk_high"]) or math.isinf(total):
        raise ClaimError("", "only the parts say what shuts a leg", "take the old cell back", field="parts")
    parts = {}
    for name in RiskPartName:
        try:
            cost = optional_amount_in(plain(cells.get(name))) or 0.0
        except ClaimError as error:
            raise ClaimError(error.value, error.rule, error.remedy, field=name) from None
        if cost:
            share = cost / total if total else 0.0
            parts[name] = RiskPart(
                levels=(nearest_level(risk_index(cost), scale),) if scale else (),
                p_low=risk_index(row["risk_low"] * share),
                p_high=risk_index(row["risk_high"] * share),
                cost=cost,
                cost_low=round(row["risk_low"] * share, COST_DIGITS),
                cost_high=round(row["risk_high"] * share, COST_DIGITS),
                target=leg,
                flags=(SCENARIO,),
            )
    return parts


def nearest_level(p: float, scale: Mapping[RiskLevel, tuple[float, float]]) -> RiskLevel:
    """Return the level whose middle (the geometric mean) is the fewest multiples away from a probability.

    Examples
    --------
    >>> scale = {RiskLevel.LOW: (0.01, 0.04), RiskLevel.HIGH: (0.2, 0.3)}
    >>> nearest_level(0.05, scale), nearest_level(0.0, scale)
    (<RiskLevel.LOW: 'low'>, <RiskLevel.LOW: 'low'>)
    """
    if not p:
        return min(scale, key=lambda level: scale[level])
    return min(scale, key=lambda level: abs(math.log(p) - math.log(math.sqrt(math.prod(scale[level])))))


def _same(a: float, b: float) -> bool:
    return a == b or math.isclose(a, b, rel_tol=0, abs_tol=_SAME)


def _parts(value: object) -> dict[RiskPartName, RiskPart] | None:
    """Return the exact parts of a leg's risk from their JSON text; None from an empty cell."""
    if value in (None, ""):
        return None
    table = read_json(value)
    if not isinstance(table, dict):
        raise ClaimError(value, "is no table of parts", "take the old cell back")
    return {read_word(RiskPartName, name): _part(part) for name, part in table.items()}


def _part(table: object) -> RiskPart:
    names = [f.name for f in fields(RiskPart)]
    if not isinstance(table, dict) or set(table) != set(names):
        raise ClaimError(table, f"a part has {', '.join(names)}", "take the old cell back")
    claims, overridden, flags = (
        tuple(map(needed_line_in, read_list(table[name]))) for name in ("claims", "overridden", "flags")
    )
    return RiskPart(
        levels=tuple(read_word(RiskLevel, level) for level in read_list(table["levels"])),
        p_low=read_number(table["p_low"], 0, 1),
        p_high=read_number(table["p_high"], 0, 1),
        cost=_cost(table["cost"]),
        cost_low=_cost(table["cost_low"]),
        cost_high=_cost(table["cost_high"]),
        target=line_in(table["target"]),
        claims=claims,
        overridden=overridden,
        flags=flags,
    )


def _cost(value: object) -> float:
    return math.inf if value == "inf" else read_number(value, 0, MAX_AMOUNT)


def _infinite_if_empty(value: object) -> float:
    found = optional_amount_in(value)
    return math.inf if found is None else found


def optional_country(value: object) -> str | None:
    """Return the code of a country, or None for an empty cell."""
    return read_country(value) if value not in (None, "") else None


def _border(value: object) -> str | None:
    text = optional_line_in(value)
    if text is not None:
        ends = text.split(":")
        if len(ends) != 2 or ends[0] == ends[1]:
            raise ClaimError(text, "is no directed border", "write it like CHN:MNG")
        for code in ends:
            read_country(code)
    return text


LEG: Readers = {
    "from_place": needed_line_in,
    "to_place": needed_line_in,
    "mode": lambda value: word_in(TravelMode, value),
    "country": optional_country,
    "border": _border,
    **dict.fromkeys(("length_km", "days", "risk_cost", "risk_low", "risk_high"), amount_in),
    "evidence": lambda value: word_in(Evidence, value),
    **dict.fromkeys(("flags", "families", "reports", "claims", "harms"), list_in),
    "first_reported": day_in,
    "last_reported": day_in,
    "parts": _parts,
}
DORMANT: Readers = {
    **LEG,
    **dict.fromkeys(("risk_cost", "risk_low", "risk_high"), _infinite_if_empty),
    "reason": long_line_in,
    "closed_by": list_in,
}
