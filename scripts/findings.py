"""What the program finds in the shipped network of 2004, 2008 and 2012, as a page that is generated and tested.

Every table is made from the ``--json`` of the commands printed above it, and every number in the prose
is a slot that is filled from the same answers. Where a sentence says something that a number could
turn round ("nobody is cut off"), `_hold` refuses to write the page once that is no longer so.

Run: python scripts/findings.py (writes docs/findings.md)
"""

# ruff: noqa: E501 - sentences with slots: the page is wrapped once they are filled

from __future__ import annotations

import io
import json
import re
import shlex
import textwrap
from collections.abc import Collection, Iterable, Sequence
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import safepassage as sp
from analysis import CLOSE_CALL
from geodata import country_name
from safepassage.cli import main

if TYPE_CHECKING:
    import networkx as nx

PAGE = Path(__file__).parents[1] / "docs" / "findings.md"
YEARS = (2004, 2008, 2012)
INSIDE = ("yanji", "shenyang")
NO_MISSIONS = "--close mission@CHN"
IN_THE_AIR = ("air", "sea", "entry")

Answer = dict[str, Any]


@cache
def run(command: str) -> str:
    """Return what a command prints; raise if it does not end well."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8")
    code: object = None
    with redirect_stdout(out):
        try:
            main(shlex.split(command)[1:])
        except SystemExit as stop:
            code = stop.code
    if code:
        raise RuntimeError(f"'{command}' ended with {code}")
    out.flush()
    return raw.getvalue().decode("utf-8")


@cache
def ask(command: str) -> Answer:
    """Return the answer of a command as data."""
    found: Answer = json.loads(run(f"{command} --json"))
    return found


def bottlenecks(year: int, who: str = "", scenario: str = "") -> str:
    return " ".join(filter(None, ("safepassage bottlenecks", who, f"--as-of {year}", scenario)))


def path(year: int, origin: str, kind: str = "", scenario: str = "") -> str:
    return " ".join(filter(None, (f"safepassage path {origin} seoul", kind, f"--as-of {year}", scenario)))


DIFFERENT = "--dissimilar 0.5 -k 20"
ALL_WAYS = "-k 1000"


# ---------------------------------------------------------------------------------- words and tables


def _hold(condition: object, sentence: str) -> None:
    if not condition:
        raise RuntimeError(f"the page says '{sentence}', which no longer holds: rewrite scripts/findings.py")


@cache
def _names() -> dict[str, str]:
    networks = [sp.load_network(year) for year in YEARS]
    return {place: str(data["name"]) for G in networks for place, data in G.nodes(data=True)}


def _name(place: str) -> str:
    return _names()[place]


def _border(target: str) -> str:
    return " - ".join(country_name(code) for code in target.replace(":", "-").split("-"))


def _listed(words: Iterable[object]) -> str:
    *most, last = map(str, words)
    return f"{', '.join(most)} and {last}" if most else last


def _count(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else f"{number:,}"


def _by_year(values: Iterable[object], noun: str = "") -> str:
    """Return "2 ways in 2004 and 2008 and 3 in 2012", or "2 ways in each year"."""
    years: dict[str, list[int]] = {}
    for year, value in zip(YEARS, values, strict=True):
        years.setdefault(str(value), []).append(year)
    told = [(value, "each year" if len(years) == 1 else _listed(some)) for value, some in years.items()]
    nouns = [f" {noun}" if noun else "", *("" for _ in told)]
    return _listed(f"{value}{word} in {when}" for (value, when), word in zip(told, nouns, strict=False))


def _wrapped(text: str) -> str:
    """Return Markdown with its paragraphs and points filled anew, since slots change their length."""
    parts = []
    for part in re.split(r"(^```\w+\n.*?^```$)", text, flags=re.DOTALL | re.MULTILINE):
        if part.startswith("```"):
            parts.append(part)
            continue
        for paragraph in filter(None, part.strip("\n").split("\n\n")):
            points = re.split(r"\n(?=- |\d\. )", paragraph)
            parts.append("\n".join(_filled(" ".join(point.split())) for point in points))
    return "\n\n".join(parts)


def _filled(line: str) -> str:
    mark = re.match(r"- |\d\. |", line)
    indent = " " * len(mark[0]) if mark else ""
    # A line that began with the dash of "China - Laos" would be a point of its own.
    kept = indent + line[len(indent) :].replace(" - ", "\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}")
    lines = textwrap.wrap(kept, 110, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return line[: len(indent)] + "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")[len(indent) :]


def _exit(target: str) -> str:
    way, _, country = target.partition("@")
    how = {"mission": ", missions", "air": ", by air", "sea": ", by sea", "ground": ""}[way]
    return f"{country_name(country)}{how}"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> str:
    lines = [tuple(header), *(tuple(map(str, row)) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _block(commands: Iterable[str], *tables: str) -> str:
    return "```sh\n" + "\n".join(commands) + "\n```\n\n```text\n" + "\n\n".join(tables) + "\n```"


# ------------------------------------------------------------------------------------------ numbers


def _has_way(answer: Answer, origin: str) -> bool:
    return bool(answer["ways_left"][origin]["legs"]["size"])


def _asked(year: int, origin: str, scenario: str = "") -> Answer:
    """Return the bottlenecks in which an origin was asked about."""
    return ask(bottlenecks(year, f"--from {origin}" if origin in INSIDE else "", scenario))


def _five() -> list[str]:
    found: list[str] = ask(bottlenecks(YEARS[0]))["question"]["from"]
    return found


def _of(answer: Answer, target: str, origins: Collection[str]) -> list[Answer]:
    return [row for row in answer["by_origin"] if row["target"] == target and row["origin"] in origins]


def _targets(answer: Answer, kind: str, origins: Collection[str]) -> list[str]:
    """Return the targets of a kind on which some origins depend, or by which they would gain."""
    rows = [row for row in answer["by_origin"] if row["kind"] == kind and row["origin"] in origins]
    return list(dict.fromkeys(row["target"] for row in rows))


def _change(row: Answer | None, key: str) -> str:
    return f"{row['risk_index']:.2f} > {row[key]:.2f}" if row else ""


def _from_to(row: Answer | None, key: str = "risk_index_made_safe") -> str:
    return _change(row, key).replace(" > ", " to ")


def _by_origin(rows: Sequence[Answer]) -> list[Answer]:
    """Return rows in the order in which the program breaks ties."""
    return sorted(rows, key=lambda row: row["origin"])


def _best_gain(rows: Sequence[Answer]) -> Answer | None:
    gains = [row for row in _by_origin(rows) if (row["milder_cost"] or 0) > 0]
    return max(gains, key=lambda row: row["milder_cost"], default=None)


def _worst_loss(rows: Sequence[Answer]) -> Answer | None:
    losses = [row for row in _by_origin(rows) if (row["riskier_cost"] or 0) > 0]
    return max(losses, key=lambda row: row["riskier_cost"], default=None)


def _longer_km(rows: Sequence[Answer]) -> float:
    return max((row["longer_km"] or 0.0 for row in rows), default=0.0)


def _dependence(kind: str, who: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, ...]]:
    """Return the rows of what is lost without a country or border, and what its safety gives."""
    found: list[tuple[str, ...]] = []
    for year in YEARS:
        for name, origins in who:
            answer = _asked(year, origins[0])
            alive = [origin for origin in origins if _has_way(answer, origin)]
            for target in _targets(answer, kind, origins):
                rows = _of(answer, target, origins)
                cut = sum(row["cut_off"] for row in rows)
                longer = _longer_km(rows)
                found.append(
                    (
                        str(year),
                        name,
                        _border(target),
                        f"{cut} of {len(alive)}" if cut else "nobody",
                        f"{longer:,.0f}" if longer else "",
                        _change(_worst_loss(rows), "risk_index_without"),
                        _change(_best_gain(rows), "risk_index_made_safe"),
                    )
                )
    return found


def _cells(found: Answer) -> tuple[str, ...]:
    low, middle, high = found["risk_index"]
    km, borders = f"{found['length_km']:,.0f}", str(len(found["borders"]))
    return _exit(found["exit"]), km, borders, f"{middle:.2f}", f"{low:.2f}-{high:.2f}"


def _overlap(one: Answer, other: Answer) -> bool:
    return bool(
        one["risk_index"][0] <= other["risk_index"][2] and other["risk_index"][0] <= one["risk_index"][2]
    )


def _paths(year: int, origin: str, kind: str, scenario: str = "") -> list[Answer]:
    found: list[Answer] = ask(path(year, origin, kind, scenario))["paths"]
    return found


def _ground(found: Answer) -> dict[tuple[str, str], float]:
    """Return the hops of a path that are travelled on the ground, with their km."""
    return {
        (leg["from"], leg["to"]): leg["length_km"] for leg in found["legs"] if leg["mode"] not in IN_THE_AIR
    }


def same_ground(paths: Sequence[Answer]) -> list[float]:
    """Return for each path the part of its ground that one earlier path has too, at most; in [0, 1]."""
    shares: list[float] = []
    earlier: list[dict[tuple[str, str], float]] = []
    for found in paths:
        ground = _ground(found)
        whole = sum(ground.values()) or 1.0
        shared = [sum(km for hop, km in ground.items() if hop in other) for other in earlier]
        shares.append(max(shared, default=0.0) / whole)
        earlier.append(ground)
    return shares


# ----------------------------------------------------------------------------------------- sections


def _number_of_borders(G: nx.MultiDiGraph[str]) -> int:
    directed = {data["border"] for *_, data in G.edges(data=True) if data["border"]}
    return len({"-".join(sorted(border.split(":"))) for border in directed})


def _before_all() -> str:
    networks = [sp.load_network(year) for year in YEARS]
    legs = _by_year((G.number_of_edges() for G in networks), "legs")
    named = _by_year(
        sum(str(data["evidence"]) == "named" for *_, data in G.edges(data=True)) for G in networks
    )
    borders = _by_year(
        (_number_of_borders(G) for G in networks),
        "borders",
    )
    ways = _by_year((len(_paths(year, "yanji", ALL_WAYS)) for year in YEARS), "ways")
    info = networks[0].graph["dataset"]
    return f"""\
# Findings

Where did all reported routes meet, on which borders did they hang, what was the price of safety in
length, how many really different ways were there, and what would one safe border have given? The answers of
the program for the shipped network as of {_listed(YEARS)}. This page is written by
`scripts/findings.py`: each number in it is computed, each table is made from the `--json` of the commands
above it, and a test runs all of them and counts the main figures again by going through every way, one by one.

**Read this first.**

- *Past reports, not advice.* {info.title}, version {info.version}. A year means 1 July of it.
- *Risk index*: the chance of forcible return, as read from the words of reports by a stated table, with its
  interval ([model.md](model.md)). It is no measured probability. Where two ways lie less than {CLOSE_CALL} of
  risk cost apart, their order is a *close call*: nothing should be built on it. In tables, `0.32 > 0.28` reads
  "from 0.32 to 0.28".
- *The networks are small*: {legs}, over {borders}. Reports name both ends of {named}; the other legs are
  partly or wholly supplied by coders. From Yanji to Seoul, {ways} can be put together from them. A way that nobody
  reported is not there.
- *Made safe* means: if the danger there were `minimal` on the table of the dataset, and all else as it was. It
  stands beside *without it* everywhere; neither is a forecast.
- *Asked from*: the {_count(len(_five()))} origins of the dataset ({_listed(map(_name, _five()))}) and, since the ways
  part there only, two towns inside China: {_listed(map(_name, INSIDE))}."""


def _in_short() -> str:
    cut = _by_year(
        (
            f"{sum(row['cut_off'] for row in _of(_asked(year, 'onsong'), 'CHN-PRK', _five()))} of {_alive(year)}"
            for year in YEARS
        ),
        "origins",
    )
    for year in YEARS:
        rows = _of(_asked(year, "onsong"), "CHN-PRK", _five())
        _hold(
            all(row["milder_cost"] > 0 for row in rows if row["cut_off"]),
            "its safety helps all who are cut off",
        )
    fronts = _by_year((len(_paths(year, "yanji", "--pareto")) for year in YEARS), "ways")
    several = [_paths(year, "yanji", DIFFERENT) for year in YEARS]
    lands = _by_year((len({_country(found) for found in some}) for some in several), "countries")
    gains = _listed(f"{_from_to(_gain(year, 'MNG'))} in {year}" for year in YEARS)
    return f"""\
## In short

1. *All ways over land begin at one border.* Without *China - North Korea* no way is left to {cut}, of those that had
   one. Made safe, it would have helped all of them.
2. *From inside China, no single border* cuts anybody off in any of the three years.
3. *There is little to trade.* Of all ways from Yanji, the exact front of length, risk and borders holds {fronts}.
   Their intervals overlap throughout.
4. *Few ways are really different*: {_by_year(map(len, several))} share at most half of their length, but they leave
   by {lands} only, and several go over the same ground.
5. *The greatest relief* that one country outside China could have given is Mongolia's, in each year: from Yanji,
   the risk index would have gone from {gains}."""


def _alive(year: int) -> int:
    return sum(_has_way(_asked(year, "onsong"), origin) for origin in _five())


def _country(found: Answer) -> str:
    country: str = found["exit"].partition("@")[2]
    return country


def _gain(year: int, target: str, origin: str = "yanji") -> Answer | None:
    return _best_gain(_of(_asked(year, origin), target, [origin]))


def _passed(origin: str, year: int, what: str) -> list[str] | None:
    """Return the borders or places on every way of an origin; None if it has no way."""
    answer = _asked(year, origin)
    return list(answer["every_way_passes"][origin][what]) if _has_way(answer, origin) else None


def _meeting() -> str:
    def cell(origin: str, year: int, what: str) -> str:
        told = _passed(origin, year, what)
        if told is None:
            return "no way reported"
        return ", ".join(map(_border if what == "borders" else _name, told)) or "none"

    everyone = [*_five(), *INSIDE]
    borders, places = (
        _table(
            (f"{what} on every way of", *map(str, YEARS)),
            [(_name(origin), *(cell(origin, year, what) for year in YEARS)) for origin in everyone],
        )
        for what in ("borders", "places")
    )
    lost = [origin for origin in _five() if _passed(origin, 2012, "borders") is None]
    reasons = {ask(path(2012, origin))["reason"].partition(": ")[2].rstrip(".") for origin in lost}
    by_sea = [origin for origin in _five() if _passed(origin, 2012, "borders") == []]
    _hold(all(ask(path(2012, o))["exit"] == "sea@PRK" for o in by_sea), "the exception is a way by sea")
    leg = _paths(2004, "yanji", "--pareto")[0]["legs"][0]
    _hold((leg["from"], leg["to"]) == ("yanji", "jilin"), "the leg from Yanji to Jilin City is on every way")
    for year in YEARS:
        _hold("jilin" in (_passed("yanji", year, "places") or ()), "Jilin City is on every way from Yanji")
        _hold(_passed("shenyang", year, "places") == [], "no place is on every way from Shenyang")
        _hold(not any(_passed(origin, year, "borders") for origin in INSIDE), "nor is any border")
    hang = [
        year
        for year in YEARS
        if _asked(year, "shenyang", NO_MISSIONS)["ways_left"]["shenyang"]["places"]["size"] == 1
    ]
    _hold(len(hang) == 1, "with the missions closed, all ways from Shenyang meet in one of the years")
    apart = _by_year(
        (_asked(year, "shenyang")["ways_left"]["shenyang"]["places"]["size"] for year in YEARS), "ways"
    )
    commands = [
        *(bottlenecks(year) for year in YEARS),
        *(bottlenecks(year, f"--from {origin}") for origin in INSIDE for year in YEARS),
    ]
    return f"""\
## Where all routes meet

{_block([*commands, *(path(2012, origin) for origin in lost)], borders, places)}

- *One border.* Every way over land begins with the Tumen or the Yalu, and so with *China - North Korea*. In 2012
  {_listed(map(_name, by_sea))} is the exception: a way by sea was reported.
- *{_listed(map(_name, lost))} have no way in 2012*: the only way on is {_listed(sorted(reasons))}. That is a gap in
  the reports that could be read, not a statement that nobody came from there.
- *Then one line of towns.* {_name("yanji")} and {_name("jilin")} are on every way from the Tumen. Read this with care:
  reports name only one end of the leg between them (it is graded *{leg["evidence"]}*), and the line from town to town
  is the coders'. This is a fact about the network, not about where people went ([limits.md](limits.md)).
- *From Shenyang on, no place and no border is on every way*: {apart} share no place between their ends.
  In {hang[0]} that holds only as long as missions in China can be entered (last table of the next section)."""


def _borders() -> str:
    who = (("the origins", _five()), ("Yanji", ["yanji"]))
    header = (
        "year",
        "from",
        "border",
        "cut off without it",
        "km longer",
        "risk index without it",
        "made safe",
    )
    table = _table(header, _dependence("border", who), right=(4,))
    rows = []
    for scenario, word in (("", "open"), (NO_MISSIONS, "closed")):
        for year in YEARS:
            for origin in INSIDE:
                left = _asked(year, origin, scenario)["ways_left"]
                number = left[origin]["borders"]["number"]
                so = "whichever close" if number is None else f"whichever {number - 1} close"
                sizes = (left[origin][what]["size"] for what in ("places", "legs"))
                rows.append((word, year, _name(origin), f"a way is left, {so}", *sizes))
    left_header = ("missions in China", "year", "from", "borders", "disjoint by places", "by legs")
    for year in YEARS:
        inside, outside = (_asked(year, origin)["by_origin"] for origin in ("yanji", "onsong"))
        _hold(not any(r["cut_off"] for r in inside if r["kind"] == "border"), "nobody inside is cut off")
        cutting = {r["target"] for r in outside if r["kind"] == "border" and r["cut_off"]}
        _hold(cutting == {"CHN-PRK"}, "no other border cuts an origin off")
        border_gains = [r for r in inside if r["kind"] == "border"]
        most = max(border_gains, key=lambda r: r["milder_cost"] or 0)["target"]
        _hold(most == "CHN-MNG", "the safety of China - Mongolia would have given most")
    river = _listed(
        f"{_from_to(_best_gain(_of(_asked(y, 'onsong'), 'CHN-PRK', _five())))} in {y}" for y in YEARS
    )
    over_river = _by_year(_river(year) for year in YEARS)
    laos = _riskier()[2012, "CHN-LAO"]
    _hold(set(_riskier()) == {(2012, "CHN-LAO")}, "China - Laos in 2012 alone makes the safest way riskier")
    _hold(laos["riskier_cost"] < CLOSE_CALL, "that is a close call")
    free = [year for year in YEARS if _gain(year, "CHN-VNM") and not _costs(year, "CHN-VNM")]
    _hold(free == [2008, 2012], "Vietnam gives relief in 2008 and 2012 and costs nothing")
    vietnam = _listed(f"{_from_to(_gain(year, 'CHN-VNM'))} in {year}" for year in free)
    shut = [_asked(year, "yanji", NO_MISSIONS) for year in YEARS]
    numbers = {answer["ways_left"]["yanji"]["borders"]["number"] - 1 for answer in shut}
    _hold(len(numbers) == 1, "it is the same number of borders in each year")
    without_missions = [
        f"from {_from_to(loss, 'risk_index_without')} without it, from {_from_to(loss)} made safe, in {year}"
        for year, answer in zip(YEARS, shut, strict=True)
        if (loss := _worst_loss(_of(answer, "CHN-MNG", ["yanji"])))
    ]
    _hold(len(without_missions) == 2, "without missions it carries the safest way of 2004 and 2008")
    no_border = [y for y in YEARS if _asked(y, "yanji")["ways_left"]["yanji"]["borders"]["number"] is None]
    _hold(no_border == [2004, 2008], "in 2004 and 2008 some way passes no border")
    commands = [
        *(bottlenecks(year) for year in YEARS),
        *(
            bottlenecks(year, f"--from {origin}", scenario)
            for scenario in ("", NO_MISSIONS)
            for origin in INSIDE
            for year in YEARS
        ),
    ]
    return f"""\
## Which borders were critical, and what their safety would have given

{_block(commands, table, _table(left_header, rows, right=(4, 5)))}

*Cut off*: origins that had a way and have none without it. *km longer*: the growth of the shortest way, at most.
*Without it* and *made safe*: the risk index of the safest way, for the origin that loses or gains most.

- *China - North Korea* is the only border that cuts anybody off. For the origin that gains most, its safety would
  have brought the risk index from {river}. It counts for more
  from 2008 on, because the leg over the Tumen does: alone, it has a risk index of {over_river}.
- *China - Mongolia* carries the shortest way from Yanji in each year. Without it that way grows by {_mongolia()}. The
  safest way lies elsewhere, so that its loss adds no risk; still no other border's safety would have given as much.
  With the missions in China closed it carries the safest way too: {"; ".join(without_missions)}.
- *China - Laos* carries the safest way of 2012, and is the only border whose loss makes the safest way from Yanji
  riskier: from {_from_to(laos, "risk_index_without")}, {laos["riskier_cost"]:.3f} of risk cost: a close call.
- *China - Vietnam* is on no best way: its loss costs nothing. Its safety would have helped: from Yanji, the risk index would have gone from {vietnam}. Who
  looks at dependence alone does not see it.
- *Ways left.* In {_listed(no_border)}, people in China could enter a mission without passing another border. With the
  missions closed, a way from Yanji is left whichever {_count(*numbers)} borders close, in each year."""


def _river(year: int) -> str:
    """Return the risk index of the leg over the river, on the safest way from Onsong."""
    legs = ask(path(year, "onsong"))["legs"]
    return next(f"{leg['risk_index'][1]:.2f}" for leg in legs if leg["border"] == "PRK:CHN")


def _riskier() -> dict[tuple[int, str], Answer]:
    """Return the borders without which the safest way from Yanji is riskier, by year."""
    return {
        (year, target): loss
        for year in YEARS
        for target in _targets(_asked(year, "yanji"), "border", ["yanji"])
        if (loss := _worst_loss(_of(_asked(year, "yanji"), target, ["yanji"])))
    }


def _mongolia() -> str:
    """Return by how much the shortest way from Yanji grows without China - Mongolia."""
    told = []
    for year in YEARS:
        answer = _asked(year, "yanji")
        grown = {
            target: _longer_km(_of(answer, target, ["yanji"]))
            for target in _targets(answer, "border", ["yanji"])
        }
        _hold([t for t in grown if grown[t]] == ["CHN-MNG"], "no other border makes the shortest way longer")
        shortest = min(found["length_km"] for found in _paths(year, "yanji", "--pareto"))
        told.append(f"{grown['CHN-MNG']:,.0f} km ({100 * grown['CHN-MNG'] / shortest:.0f} %)")
    return _by_year(told)


def _costs(year: int, target: str) -> bool:
    rows = _of(_asked(year, "yanji"), target, ["yanji"])
    return bool(_worst_loss(rows) or _longer_km(rows) or any(row["cut_off"] for row in rows))


def _width(found: Answer) -> float:
    low, _, high = found["risk_index"]
    return float(high - low)


def _fronts() -> str:
    rows, told = [], []
    for origin in ("onsong", "yanji"):
        for year in YEARS:
            front = _paths(year, origin, "--pareto")
            rows += [(year, _name(origin), *_cells(found), found["label"]) for found in front]
            _hold(all(_overlap(a, b) for a in front for b in front), "all intervals on a front overlap")
            first, last = front[0], front[-1]
            _hold((first["label"], last["label"]) == ("Shortest path", "Safest path"), "shortest first")
            _hold(len(last["borders"]) <= len(first["borders"]), "the safest way passes no more borders")
            if origin == "yanji":
                gap = first["risk_cost"][1] - last["risk_cost"][1]
                close = (
                    "a close call" if gap < CLOSE_CALL else f"{gap - CLOSE_CALL:.3f} more than a close call"
                )
                told.append(
                    f"- *{year}*, {_exit(first['exit'])} against {_exit(last['exit'])}: the safest way is"
                    f" {last['length_km'] - first['length_km']:,.0f} km longer, its risk index"
                    f" {last['risk_index'][1]:.2f} and not {first['risk_index'][1]:.2f}."
                    f" The gap is {gap:.3f} of risk cost, {close}."
                )
    inside = [_paths(year, "yanji", "--pareto") for year in YEARS]
    shut = [_paths(year, "yanji", "--pareto", NO_MISSIONS) for year in YEARS]
    single = [year for year, front in zip(YEARS, shut, strict=True) if len(front) == 1]
    _hold({_country(front[0]) for front in shut if len(front) == 1} == {"MNG"}, "the one way is Mongolia's")
    flags = sorted({flag for front in inside for found in front for flag in found["flags"]})
    stale = [y for y, front in zip(YEARS, inside, strict=True) if all("stale" in p["flags"] for p in front)]
    widest = max((found for front in inside for found in front), key=_width)
    _hold(stale == [2012] and widest in inside[2], "the widest interval of all stands in 2012")
    header = ("year", "from", "exit", "km", "borders", "risk index", "interval", "")
    commands = [
        *(path(year, origin, "--pareto") for origin in ("onsong", "yanji") for year in YEARS),
        *(path(year, "yanji", "--pareto", NO_MISSIONS) for year in YEARS),
    ]
    return f"""\
## What the Pareto front looks like

All ways to which no other is at least equal in length, risk and number of borders, and better in one of them.

{_block(commands, _table(header, rows, right=(3, 4, 5, 6)))}

From Yanji, the shortest way against the safest:

{chr(10).join(told)}

What to make of it:

- *The fronts are short*, and no sample: {_by_year(map(len, inside), "ways")} are all there is. With the missions in
  China closed it is {_by_year(map(len, shut))}: one way through Mongolia is then the shortest and the safest of
  {_listed(single)} at once.
- *Borders are hardly a price*: the safest way never passes more of them than the shortest.
- *Every interval on a front overlaps with every other on it.* The order of the central values is what the codebook
  makes of words, and no proof that one way was safer.
- *Flags* on these ways from Yanji: {", ".join(flags)}. In {_listed(stale)} every one rests in part on claims that are
  over five years old. The widest interval of all stands there: {widest["risk_index"][0]:.2f}-{widest["risk_index"][2]:.2f},
  {_exit(widest["exit"])}."""


def _different() -> str:
    rows, apart, lands, near = [], [], [], []
    for year in YEARS:
        several = _paths(year, "yanji", DIFFERENT)
        shares = same_ground(several)
        apart.append(sum(share >= 0.5 for share in shares))
        lands.append(f"{_listed(dict.fromkeys(country_name(_country(p)) for p in several))} in {year}")
        for found, share in zip(several, shares, strict=True):
            worse = found["risk_cost"][1] - several[0]["risk_cost"][1]
            km = f"{sum(_ground(found).values()):,.0f}"
            rows.append((year, found["rank"], *_cells(found), f"{worse:.3f}", km, f"{100 * share:.0f}"))
            if found is not several[0] and worse < CLOSE_CALL:
                near.append(f"{_exit(found['exit'])} ({year}, {worse:.3f})")
    last = _paths(2012, "yanji", DIFFERENT)[-1]
    _hold({"changchun", "shenyang"} <= set(last["places"]), "the last way goes by Changchun to Shenyang")
    all_ways = _by_year((len(_paths(year, "yanji", ALL_WAYS)) for year in YEARS), "ways")
    counts = _by_year(len(_paths(year, "yanji", DIFFERENT)) for year in YEARS)
    legs_left = {_asked(year, "yanji")["ways_left"]["yanji"]["legs"]["size"] for year in YEARS}
    _hold(legs_left == {1}, "one leg leads out of Yanji")
    header = (
        *("year", "", "exit", "km", "borders", "risk index", "interval", "worse by"),
        *("km on the ground", "same ground, %"),
    )
    commands = [path(year, "yanji", kind) for kind in (DIFFERENT, ALL_WAYS) for year in YEARS]
    return f"""\
## How many really different ways there were

Ways of which each shares at most half of its better ones' length, safest first.

{_block(commands, _table(header, rows, right=(1, 3, 4, 5, 6, 7, 8, 9)))}

*Worse by*: risk cost, against the first. *Same ground*: how much of its km on the ground one way before it has as
well, at most.

- *Of {all_ways}, {counts} are different* by this measure. They leave the ground in {"; ".join(lands)}.
- *The measure is kind, since flights count.* On the ground, half or more is that of a way before them for
  {_by_year(apart, "of them")}. Where it is all, only the last step differs: into a mission, and on from there.
  The last way of 2012 goes round by Changchun, and so shares a little less.
- *Close calls* with the safest way: {_listed(near)}.
- *All begin alike*: one leg by train leads from Yanji to Jilin City, so that no two are wholly apart."""


def _relief() -> str:
    who = (("Onsong", ["onsong"]), ("Yanji", ["yanji"]))
    header = (
        "year",
        "from",
        "country",
        "cut off without it",
        "km longer",
        "risk index without it",
        "made safe",
    )
    table = _table(header, _dependence("country", who), right=(4,))
    order = {
        (origin, year): sorted(
            (-gain["milder_cost"], target)
            for target in _targets(_asked(year, origin), "country", [origin])
            if (gain := _gain(year, target, origin))
        )
        for origin in ("onsong", "yanji")
        for year in YEARS
    }
    for year in YEARS:
        best = [target for _, target in order["onsong", year]][:2]
        _hold(best == ["CHN", "MNG"], "China gives most to Onsong, Mongolia comes next")
        _hold(order["yanji", year][0][1] == "MNG", "Mongolia gives most to Yanji")
    _hold(
        not any("PHL" in {target for _, target in some} for some in order.values()),
        "the Philippines give nothing",
    )
    for year in (2004, 2008):
        _hold("manila" in ask(path(year, "yanji"))["places"], "the safest way goes through Manila")
    china, mongolia = (
        _listed(f"{_from_to(_gain(y, code, 'onsong'))} in {y}" for y in YEARS) for code in ("CHN", "MNG")
    )
    told = "; ".join(
        f"{year}: {', '.join(f'{country_name(target)} {-cost:.2f}' for cost, target in order['yanji', year])}"
        for year in YEARS
    )
    return f"""\
## What relief would have given

{_block([bottlenecks(year, f"--from {origin}") for origin in ("onsong", "yanji") for year in YEARS], table)}

- *Most of the risk is in China, on the way into it and at the doors of its missions.* Had that been safe, the
  risk index from Onsong would have gone from {china}. Mongolia comes next: {mongolia}.
- *From Yanji* China cannot be asked about, since people are in it. The other countries, by the risk cost that their
  safety would have taken away: {told}.
- *The Philippines* are on the safest way of 2004 and 2008 because people who had entered a mission were flown on
  through Manila. The least danger is assumed there, so that there is something to lose and nothing to gain.
- *Relief is not the mirror of dependence.* China cuts off and relieves, Vietnam only relieves, the Philippines only
  cost. That is why the program prints both."""


def _not_said() -> str:
    several = _paths(2012, "yanji", DIFFERENT)
    _hold(_country(several[-1]) == "THA", "Thailand is the last of the ways of 2012")
    return f"""\
## What the findings do not say

- *Not who went where.* Thailand is the last of the {_count(len(several))} ways of 2012, and nearly everybody went
  through it. Use is no hazard: reports of use weigh nothing ([limits.md](limits.md)).
- *Not how many could go.* Far fewer people entered missions than went to Thailand; the network knows no capacity, so that
  a mission looks like a way for all. Hence the lines with `{NO_MISSIONS}`.
- *Not that a way was safe.* The safest way from Onsong has a risk index of
  {_by_year(f"{ask(path(y, 'onsong'))['risk_index'][1]:.2f}" for y in YEARS)}.
- *Not what closing several things would do.* One thing is looked at at a time. Of several, the page gives only how many
  may close with a way left: no set is named, searched for or ranked.
- *Not what would happen.* Neither closing nor safety is played through: people and police do not react here.
- *Not where people were.* Towns on every way follow from main lines of travel that coders supplied.
- *Not that nothing else existed.* {_listed(YEARS)} are three days. Other dates give other answers
  (`safepassage timeline`), and what was not reported is not in any of them."""


@cache
def page() -> str:
    """Return the text of docs/findings.md."""
    sections = (_before_all, _in_short, _meeting, _borders, _fronts, _different, _relief, _not_said)
    return "\n\n".join(_wrapped(section()) for section in sections) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"docs/{PAGE.name} written")
