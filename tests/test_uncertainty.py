"""docs/uncertainty.md is what its script writes, and the hindcast's figures are found again without it.

The second computation knows no arrays: it takes every way as networkx lists them, the numbers as the
reports print them, and a linear program for the nearest distribution.
"""

from __future__ import annotations

import importlib.util
import math
import re
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from scipy.optimize import linprog

import safepassage as sp

ORIGINS = ("onsong", "hoeryong", "musan", "hyesan", "sinuiju")

# What reports print of the years of the test: window, arrivals in South Korea by year, people by exit.
# A pair is a number with both ends; a number alone is "at least".
PRINTED = (
    ((2008,), (2081, 2804), {"THA": 1500}),
    (
        tuple(range(2008, 2014)),
        (2081 + 2914 + 2376 + 2706 + 1500 + 1514, 2804 + 2929 + 2401 + 2706 + 1509 + 1516),
        {"THA": 5000},
    ),
    ((2009,), (2914, 2929), {"THA": (1849, 1849), "sea@PRK": (11, 11), "RUS": 12, "VNM": 9}),
    ((2010,), (2376, 2401), {"THA": (2482, 2500), "sea@PRK": (9, 9), "RUS": 1}),
    ((2010, 2011), (2376 + 2706, 2401 + 2706), {"THA": 899}),
    ((2016,), (1414, 1418), {"THA": (535, 535)}),
    ((2017,), (593, 593), {"THA": (385, 385)}),
)
WEIGHTS = {2008: 2442.5, 2009: 2921.5, 2010: 2388.5, 2011: 2706, 2012: 1504.5, 2013: 1515}


def _read_script():
    path = Path(__file__).parents[1] / "scripts" / "uncertainty.py"
    spec = importlib.util.spec_from_file_location("uncertainty", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


uncertainty = _read_script()
PAGE = uncertainty.PAGE.read_text(encoding="utf-8")
PROSE = " ".join(PAGE.split())


def exit_name(G, way):
    """Return where a way leaves the ground: into a mission, by air or sea out of a country."""
    for u, v, mode in way:
        country, other = G.nodes[u]["country"], G.nodes[v]["country"]
        if mode == "sea" and country != other:
            return f"sea@{country}"
        if mode == "entry" or (mode == "air" and country != other):
            return country
        if (G.edges[u, v, mode]["border"] or "").endswith(":KOR"):
            return country
    raise AssertionError(way)


@cache
def least_costs(year):
    """Return for each origin that has a way the least risk cost by exit."""
    G = sp.load_network(year)
    found = {}
    for origin in ORIGINS:
        best = {}
        for way in nx.all_simple_edge_paths(G, origin, "seoul") if origin in G else ():
            name = exit_name(G, way)
            best[name] = min(best.get(name, math.inf), sum(G.edges[leg]["risk_cost"] for leg in way))
        if best:
            found[origin] = best
    return found


def shares(years, theta):
    weights = [WEIGHTS[year] if len(years) > 1 else 1 for year in years]
    total = {}
    for year, weight in zip(years, weights, strict=True):
        origins = least_costs(year)
        for best in origins.values():
            pull = {name: math.exp(-theta * cost) for name, cost in best.items()}
            for name, value in pull.items():
                part = weight / sum(weights) / len(origins) * value / sum(pull.values())
                total[name] = total.get(name, 0) + part
    return total


def distance(years, arrivals, people, theta):
    """Return the least sum of differences to shares that agree with what is printed."""
    predicted = shares(years, theta)
    names = sorted(predicted.keys() | people)
    low, high = dict.fromkeys(names, 0.0), dict.fromkeys(names, 1.0)
    for name, number in people.items():
        least, most = number if isinstance(number, tuple) else (number, None)
        low[name] = min(1, least / arrivals[1])
        high[name] = min(1, most / arrivals[0]) if most else 1
    if sum(low.values()) > 1:  # 2010: more came in than arrived, so the others are left nothing
        low = {name: max(0, 1 - (sum(low.values()) - low[name])) if name == "THA" else 0 for name in names}
    n = len(names)
    rows = [
        [sign * (i == k) for k in range(n)] + [-float(i == k) for k in range(n)]
        for sign in (1, -1)
        for i in range(n)
    ]
    right = [sign * predicted.get(name, 0) for sign in (1, -1) for name in names]
    answer = linprog(
        [0] * n + [1] * n,
        A_ub=rows,
        b_ub=right,
        A_eq=[[1] * n + [0] * n],
        b_eq=[1],
        bounds=[(low[name], high[name]) for name in names] + [(0, None)] * n,
    )
    return answer.fun


def mean_distance(theta):
    return sum(distance(*printed, theta) for printed in PRINTED) / len(PRINTED)


def row_of(name):
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {name}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_page_is_what_the_script_writes():
    assert uncertainty.page() == PAGE, "run: python scripts/uncertainty.py"


@pytest.mark.parametrize(("name", "theta"), [("choice by risk", 0.5), ("equal shares", 0)])
def test_the_distances_are_found_again_by_going_through_every_way(name, theta):
    assert row_of(name)[1].startswith(f"{mean_distance(theta):.2f} ")


def test_the_first_exit_is_thailand_where_it_is_known_and_never_the_one_predicted():
    known = [p for p in PRINTED if len(p[0]) == 1 and p[0] != (2016,)]

    # with more than half of all people, nobody else can be first
    assert all(
        (p[2]["THA"] if isinstance(p[2]["THA"], int) else p[2]["THA"][0]) / p[1][1] > 0.5 for p in known
    )
    first = [max(shares(p[0], 0.5), key=shares(p[0], 0.5).get) for p in known]
    assert "THA" not in first
    assert row_of("choice by risk")[3] == f"0 of {len(known)}"


def test_the_page_says_that_levels_were_coded_with_hindsight_and_that_the_model_fails():
    assert "coded with hindsight" in PROSE
    assert "**The model fails.**" in PROSE
    assert "**Shuffled levels do as well.**" in PROSE


def test_nothing_about_one_person_or_a_machine_is_on_the_page():
    assert not re.search(r"/(?:work|tmp|home|root)\b", PAGE)
