"""docs/findings.md is what its script writes, and its figures are found again without the analysis.

The second count goes through every way, one by one, as networkx lists them on the network. It knows no
dominators, cuts, labels or trees: only what a way is, and what its legs are.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

import safepassage as sp
from routes import matches_leg, places_of, read_target, relieve, risk_index

YEARS = (2004, 2008, 2012)
FIVE = ("onsong", "hoeryong", "musan", "hyesan", "sinuiju")
INSIDE = ("yanji", "shenyang")
NO_MISSIONS = ("mission@CHN",)
NAMES = {"CHN-PRK": "China - North Korea", "CHN-MNG": "China - Mongolia", "CHN-LAO": "China - Laos"}


def _read_script():
    path = Path(__file__).parents[1] / "scripts" / "findings.py"
    spec = importlib.util.spec_from_file_location("findings", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


findings = _read_script()
PAGE = findings.PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```\n\n```text\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)
PROSE = " ".join(re.sub(r"^```.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE).split())


@cache
def network(year, close=()):
    return sp.load_network(year, close=close)


@cache
def ways_of(G, origin):
    """Return every way from an origin to Seoul as a tuple of legs; parallel legs make several."""
    return tuple(tuple(way) for way in nx.all_simple_edge_paths(G, origin, "seoul"))


def total(G, way, attribute):
    return sum(G.edges[leg][attribute] for leg in way)


def borders_of(G, way):
    return [G.edges[leg]["border"] for leg in way if G.edges[leg]["border"]]


def passes(G, way, target):
    return any(matches_leg(G, target, leg) for leg in way)


def target_named(G, text):
    return read_target(text, places_of(G), set(G.edges()))


def rows_of(heading, first=0):
    """Return the header and the rows of a table of the page, as lines."""
    section = PAGE.partition(f"## {heading}")[2]
    text = re.search(r"^```text\n(.*?)^```", section, flags=re.DOTALL | re.MULTILINE)[1]
    lines = text.split("\n\n")[first].splitlines()
    return lines[0], lines[1:]


def test_the_page_is_what_the_script_writes():
    assert findings.page() == PAGE, "run: python scripts/findings.py"


def test_a_command_that_fails_writes_no_page():
    with pytest.raises(RuntimeError, match="ended with 2"):
        findings.run("safepassage path nowhere seoul")


def test_a_sentence_that_no_longer_holds_writes_no_page():
    with pytest.raises(RuntimeError, match="rewrite"):
        findings._hold([], "nobody is cut off")


@pytest.mark.parametrize(("commands", "table"), BLOCKS, ids=range(len(BLOCKS)))
def test_every_command_works_and_prints_the_numbers_of_its_table(commands, table):
    """Kilometres and changes of risk stand in print too, in an answer for the year of their row.

    The script runs a command in this process, once, and raises if it does not end with 0.
    """
    printed = dict.fromkeys(map(str, YEARS), "")
    for command in commands.splitlines():
        printed[re.search(r"--as-of (\d+)", command)[1]] += findings.run(command)
    own = table.splitlines()[0].find("km on the ground")
    checked = 0
    for row in table.splitlines():
        if year := re.match(r"(20\d\d)  ", row):
            for number in re.findall(r"\d,\d{3}|\d\.\d\d > \d\.\d\d", row[: own if own > 0 else None]):
                assert number in printed[year[1]], (row, number)
                checked += 1
    assert checked or "every way of" in table


def test_there_are_as_many_ways_as_the_page_says():
    counts = [len(ways_of(network(year), "yanji")) for year in YEARS]
    assert "From Yanji to Seoul, {} ways in 2004, {} in 2008 and {} in 2012".format(*counts) in PROSE


@pytest.mark.parametrize("year", YEARS)
def test_what_every_way_passes_is_on_every_way(year):
    """For each origin, the table's borders and places are those on all of its ways, and no others."""
    G = network(year)
    name = dict(G.nodes(data="name"))
    for number, what in enumerate(("borders", "places")):
        header, rows = rows_of("Where all routes meet", number)
        cuts = [header.index(str(y)) for y in YEARS] + [None]
        i = YEARS.index(year)
        told = {row[: cuts[0]].strip(): row[cuts[i] : cuts[i + 1]].strip() for row in rows}
        assert set(told) == {name[origin] for origin in (*FIVE, *INSIDE)}
        for origin in (*FIVE, *INSIDE):
            ways = ways_of(G, origin)
            if what == "borders":
                sets = [{"-".join(sorted(b.split(":"))) for b in borders_of(G, way)} for way in ways]
            else:
                sets = [{v for _, v, _ in way if v != "seoul"} for way in ways]
            common = set.intersection(*sets) if sets else set()
            words = {NAMES[x] if what == "borders" else name[x] for x in common}
            expected = words or ({"none"} if ways else {"no way reported"})
            assert set(told[name[origin]].split(", ")) == expected


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", ["border", "country"])
def test_what_is_lost_and_gained_is_found_by_trying_every_way(year, kind):
    """Loss: the best of the ways that avoid it. Gain: the best way of the network in which it is safe."""
    G = network(year)
    origins = (*FIVE, *INSIDE)
    compared = 0
    for origin in origins:
        answer = findings._asked(year, origin)
        ways = ways_of(G, origin)
        told = {
            row["target"]: row
            for row in answer["by_origin"]
            if row["origin"] == origin and row["kind"] == kind
        }
        sides = {tuple(sorted(b.split(":"))) for *_, b in G.edges(data="border") if b}
        countries = {country for _, country in G.nodes(data="country")}
        targets = {"-".join(pair) for pair in sides} if kind == "border" else countries
        ends = {G.nodes[place]["country"] for place in answer["question"]["from"]} | {"KOR"}
        assert set(told) <= targets
        for text in targets - (ends if kind == "country" else set()):
            target = target_named(G, text)
            left = [way for way in ways if not passes(G, way, target)]
            safe = relieve(G, target)
            best = {
                by: min((total(G, w, by) for w in ways), default=None) for by in ("length_km", "risk_cost")
            }
            milder = min((total(safe, w, "risk_cost") for w in ways_of(safe, origin)), default=None)
            row = told.get(text)
            if not ways:
                assert row is None or row["connected"]
                continue
            lost = len(left) < len(ways) and (
                not left or any(min(total(G, w, by) for w in left) > best[by] + 1e-8 for by in best)
            )
            gained = milder < best["risk_cost"] - 1e-8
            assert (row is not None) == (lost or gained), (origin, text)
            if row is None:
                continue
            compared += 1
            assert row["cut_off"] == (not left)
            assert row["risk_index_made_safe"] == pytest.approx(risk_index(milder), abs=1e-6)
            if left:
                longer = min(total(G, w, "length_km") for w in left) - best["length_km"]
                without = min(total(G, w, "risk_cost") for w in left)
                assert row["longer_km"] == pytest.approx(longer, abs=1e-6)
                assert row["risk_index_without"] == pytest.approx(risk_index(without), abs=1e-6)
    assert compared >= 8


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("close", [(), NO_MISSIONS], ids=["open", "closed"])
def test_the_number_of_borders_is_the_smallest(year, close):
    """Whichever borders close, one less than the number, some way passes none of them."""
    G = network(year, close)
    scenario = findings.NO_MISSIONS if close else ""
    for origin in INSIDE:
        number = findings._asked(year, origin, scenario)["ways_left"][origin]["borders"]["number"]
        sets = [{frozenset(b.split(":")) for b in borders_of(G, way)} for way in ways_of(G, origin)]
        if number is None:
            assert set() in sets
            continue
        assert set() not in sets
        every = set().union(*sets)
        smaller, enough = (combinations(every, n) for n in (number - 1, number))
        assert all(any(way.isdisjoint(some) for way in sets) for some in smaller)
        assert any(all(way & set(some) for way in sets) for some in enough)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("origin", "close"), [("onsong", ()), ("yanji", ()), ("yanji", NO_MISSIONS)])
def test_the_front_is_that_of_all_ways(year, origin, close):
    """No way is as short, as safe and as poor in borders as one of the front, and better in one."""
    G = network(year, close)
    points = {
        (round(total(G, way, "length_km"), 3), round(total(G, way, "risk_cost"), 9), len(borders_of(G, way)))
        for way in ways_of(G, origin)
    }
    front = {
        p
        for p in points
        if not any(q != p and all(a <= b for a, b in zip(q, p, strict=True)) for q in points)
    }
    told = findings._paths(year, origin, "--pareto", findings.NO_MISSIONS if close else "")
    found = [(p["length_km"], p["risk_cost"][1], len(p["borders"])) for p in told]
    assert len(found) == len(front)
    for point, other in zip(sorted(found), sorted(front), strict=True):
        assert point == pytest.approx(other, abs=1e-2)


@pytest.mark.parametrize("year", YEARS)
def test_really_different_ways_are_the_best_that_share_half_at_most(year):
    """Taken greedily from all ways in the order of their risk, hop by hop between points of the map."""
    G = network(year)
    spot = {place: (data["lon"], data["lat"]) for place, data in G.nodes(data=True)}
    found = []
    for way in sorted(ways_of(G, "yanji"), key=lambda way: total(G, way, "risk_cost")):
        hops = {(spot[u], spot[v]): G.edges[u, v, key]["length_km"] for u, v, key in way}
        shares = [
            sum(km for hop, km in other.items() if hop in hops) / sum(other.values()) for other in found
        ]
        if all(share <= 0.5 for share in shares):
            found.append(hops)
    told = findings._paths(year, "yanji", findings.DIFFERENT)
    assert [p["length_km"] for p in told] == pytest.approx([sum(h.values()) for h in found], abs=1e-2)


def test_the_page_names_no_set_of_borders_and_says_what_it_is_not():
    """No line names two closures with their effect, and the words of caution stand."""
    assert "no set is named, searched for or ranked" in PROSE
    assert "Past reports, not advice" in PROSE
    closures = re.findall(r"--close ([\w@:-]+)", PAGE)
    assert set(closures) == set(NO_MISSIONS)
    assert all(line.count("--close") <= 1 for line in PAGE.splitlines())


def test_no_line_of_the_page_begins_with_a_sign_that_wrapping_put_there():
    """A dash or an angle bracket at the start of a line would be read as a point or a quotation."""
    text = re.sub(r"^```.*?^```", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    assert not re.findall(r"^[ ]+- |^[ ]*> ", text, flags=re.MULTILINE)
