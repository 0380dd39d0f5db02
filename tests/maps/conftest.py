"""A network drawn by hand to the contract, small enough to know every line of it.

sinuiju --+                                    ulaanbaatar ----air----+
          | lower-yalu                              |                 |
       dandong ----rail----+                  china-mongolia          |
                           |                        |                 |
onsong - tumen-river - yanji - shenyang - beijing - erenhot           |
                                            |  \\                      |
                                          entry  +- nanning           seoul
                                            |          |              |
                                    beijing-missions   china-vietnam  |
                                            |          |              |
                                           air         hanoi ---air---+
                                            |                         |
                                          manila --------air----------+

kunming - china-laos - bokeo - laos-thailand - chiang-rai - bangkok --air-- seoul
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from analysis import find_bottlenecks
from geodata import PlaceKind, distance_km
from maps import save_route_map
from routes import (
    Access,
    Counted,
    DatasetInfo,
    DormantLeg,
    Evidence,
    Family,
    FlowClaim,
    HarmClaim,
    HavenClaim,
    HazardClaim,
    Period,
    Report,
    ReportKind,
    RiskLevel,
    RiskPart,
    RiskPartName,
    RouteClaim,
    TravelMode,
)

SCALE = {
    RiskLevel.MINIMAL: (0.001, 0.01),
    RiskLevel.LOW: (0.01, 0.05),
    RiskLevel.MODERATE: (0.05, 0.15),
    RiskLevel.HIGH: (0.15, 0.35),
    RiskLevel.SEVERE: (0.35, 0.70),
}

# id, name, Korean name, country, other country, kind, lon, lat
PLACES = [
    ("onsong", "Onsong", "온성", "PRK", None, "origin", 130.0, 43.0),
    ("sinuiju", "Sinuiju", "신의주", "PRK", None, "origin", 124.4, 40.1),
    ("tumen-river", "Tumen river", "두만강", "PRK", "CHN", "crossing", 129.8, 42.9),
    ("lower-yalu", "Lower Yalu", "압록강 하류", "PRK", "CHN", "crossing", 124.4, 40.1),
    ("dandong", "Dandong", "단둥", "CHN", None, "city", 124.4, 40.1),
    ("yanji", "Yanji", "연길", "CHN", None, "city", 129.5, 42.9),
    ("shenyang", "Shenyang", "선양", "CHN", None, "city", 123.4, 41.8),
    ("beijing", "Beijing", "베이징", "CHN", None, "city", 116.4, 39.9),
    ("beijing-missions", "Missions in Beijing", "베이징 공관", "CHN", None, "mission", 116.4, 39.9),
    ("erenhot", "Erenhot", "에렌호트", "CHN", None, "city", 112.0, 43.7),
    ("china-mongolia", "China-Mongolia border, Gobi", "", "CHN", "MNG", "crossing", 111.9, 43.7),
    ("ulaanbaatar", "Ulaanbaatar", "울란바토르", "MNG", None, "city", 106.9, 47.9),
    ("nanning", "Nanning", "난닝", "CHN", None, "city", 108.3, 22.8),
    ("china-vietnam", "China-Vietnam border", "", "CHN", "VNM", "crossing", 106.7, 22.0),
    ("hanoi", "Hanoi", "하노이", "VNM", None, "city", 105.8, 21.0),
    ("kunming", "Kunming", "쿤밍", "CHN", None, "city", 102.7, 25.0),
    ("china-laos", "China-Laos border", "", "CHN", "LAO", "crossing", 101.6, 21.2),
    ("bokeo", "Bokeo", "보케오", "LAO", None, "city", 100.4, 20.3),
    ("laos-thailand", "Mekong, Golden Triangle", "메콩강", "LAO", "THA", "crossing", 100.3, 20.3),
    ("chiang-rai", "Chiang Rai", "치앙라이", "THA", None, "city", 99.8, 19.9),
    ("bangkok", "Bangkok", "방콕", "THA", None, "city", 100.5, 13.8),
    ("manila", "Manila", "마닐라", "PHL", None, "city", 121.0, 14.5),
    ("seoul", "Seoul", "서울", "KOR", None, "destination", 127.0, 37.6),
]

# from, to, mode, level, evidence, families
LEGS = [
    ("onsong", "tumen-river", "foot", "low", "named", "missions mongolia vietnam laos"),
    ("tumen-river", "yanji", "foot", "high", "named", "missions mongolia vietnam laos"),
    ("sinuiju", "lower-yalu", "foot", "low", "partly", "missions"),
    ("lower-yalu", "dandong", "river", "moderate", "named", "missions"),
    ("dandong", "shenyang", "rail", "low", "inferred", "missions"),
    ("yanji", "shenyang", "rail", "moderate", "partly", "missions mongolia vietnam laos"),
    ("yanji", "shenyang", "road", "moderate", "named", "missions"),
    ("shenyang", "beijing", "rail", "moderate", "named", "missions mongolia vietnam laos"),
    ("beijing", "beijing-missions", "entry", "severe", "named", "missions"),
    ("beijing-missions", "manila", "air", "minimal", "named", "missions"),
    ("manila", "seoul", "air", "minimal", "named", "missions"),
    ("beijing", "erenhot", "road", "moderate", "inferred", "mongolia"),
    ("erenhot", "china-mongolia", "foot", "low", "partly", "mongolia"),
    ("china-mongolia", "ulaanbaatar", "unspecified", "high", "partly", "mongolia"),
    ("ulaanbaatar", "seoul", "air", "minimal", "named", "mongolia"),
    ("beijing", "nanning", "rail", "moderate", "inferred", "vietnam"),
    ("nanning", "china-vietnam", "road", "low", "inferred", "vietnam"),
    ("china-vietnam", "hanoi", "road", "moderate", "partly", "vietnam"),
    ("hanoi", "seoul", "air", "minimal", "named", "vietnam"),
    ("beijing", "kunming", "rail", "moderate", "inferred", "laos"),
    ("kunming", "china-laos", "road", "low", "inferred", "laos"),
    ("china-laos", "bokeo", "foot", "moderate", "partly", "laos"),
    ("bokeo", "laos-thailand", "river", "low", "named", "laos"),
    ("laos-thailand", "chiang-rai", "river", "low", "named", "laos"),
    ("chiang-rai", "bangkok", "unspecified", "minimal", "partly", "laos"),
    ("bangkok", "seoul", "air", "minimal", "named", "laos"),
]

FAMILIES = (
    Family(id="missions", name="Missions in Beijing", name_ko="공관"),
    Family(id="mongolia", name="Mongolia", name_ko="몽골"),
    Family(id="vietnam", name="Vietnam", name_ko="베트남"),
    Family(id="laos", name="Laos and Thailand", name_ko="라오스와 태국"),
)


@dataclass(frozen=True, kw_only=True)
class DrawnPath:
    """A result of a path question, as far as the map relies on one."""

    legs: tuple[tuple[str, str, str], ...]
    label: str
    length_km: float = 4321.0
    days: float = 11.5
    risk_index: float = 0.31
    risk_index_low: float = 0.12
    risk_index_high: float = 0.55
    found: bool = True
    summary: str = ""


def _claims() -> dict[str, Any]:
    route = RouteClaim(
        id="wire-2004#route-1",
        report="wire-2004",
        claim="People travel from the river through Yanji and on by train.",
        where="par. 3",
        via=("tumen-river", "yanji", "...", "?nanning", "china-vietnam"),
        family="vietnam",
    )
    hazard = HazardClaim(
        id="wire-2004#hazard-1",
        report="wire-2004",
        claim="Guards on the river turned many back.",
        since=dt.date(2002, 7, 1),
        on="PRK:CHN",
        level=RiskLevel.HIGH,
    )
    harm = HarmClaim(
        id="wire-2004#harm-1",
        report="wire-2004",
        claim="Some drown in the river.",
        on="tumen-river",
        kind="drowning",
    )
    haven = HavenClaim(
        id="ngo-2003#haven-1", report="ngo-2003", claim="Nobody was sent back from there.", on="MNG"
    )
    flow = FlowClaim(
        id="ngo-2003#flow-1",
        report="ngo-2003",
        claim="About 450 people arrived at once.",
        through="seoul",
        low=450,
        high=450,
        counted=Counted.ARRIVALS,
    )
    return {claim.id: claim for claim in (route, hazard, harm, haven, flow)}


def _reports(claims: dict[str, Any]) -> dict[str, Report]:
    def of(kind: type, report: str) -> tuple[Any, ...]:
        return tuple(c for c in claims.values() if isinstance(c, kind) and c.report == report)

    wire = Report(
        id="wire-2004",
        publisher="The Example Times",
        agency="Wire",
        title="How the routes have moved",
        date=Period(start=dt.date(2004, 8, 2), end=dt.date(2004, 8, 2)),
        date_text="2004-08-02",
        kind=ReportKind.NEWS,
        access=Access.FULL,
        url="https://example.org/2004/routes",
        routes=of(RouteClaim, "wire-2004"),
        hazards=of(HazardClaim, "wire-2004"),
        harms=of(HarmClaim, "wire-2004"),
    )
    ngo = Report(
        id="ngo-2003",
        publisher="Example Watch",
        title="A year on the border",
        date=Period(start=dt.date(2003, 1, 1), end=dt.date(2003, 12, 31)),
        date_text="2003",
        kind=ReportKind.NGO,
        access=Access.OPENING,
        havens=of(HavenClaim, "ngo-2003"),
        flows=of(FlowClaim, "ngo-2003"),
    )
    return {wire.id: wire, ngo.id: ngo}


def _part(level: str, target: str, *, claims: tuple[str, ...] = ()) -> RiskPart:
    low, high = SCALE[RiskLevel(level)]
    cost = [-math.log1p(-p) for p in (math.sqrt(low * high), low, high)]
    return RiskPart(
        levels=(RiskLevel(level),),
        p_low=low,
        p_high=high,
        cost=cost[0],
        cost_low=cost[1],
        cost_high=cost[2],
        target=target,
        claims=claims,
        flags=() if claims else ("assumed",),
    )


def edge_data(
    G: nx.MultiDiGraph, u: str, v: str, mode: str, level: str, evidence: str, families: str
) -> dict[str, Any]:
    a, b = G.nodes[u], G.nodes[v]
    border = f"{a['country']}:{a['other_country']}" if a["kind"] == PlaceKind.CROSSING else None
    name = (
        RiskPartName.PASSAGE if border else RiskPartName.ENTRY if mode == "entry" else RiskPartName.EXPOSURE
    )
    claims = ("wire-2004#hazard-1",) if u == "tumen-river" else ()
    part = _part(level, border or b["country"], claims=claims)
    km = distance_km((a["lon"], a["lat"]), (b["lon"], b["lat"]))
    return {
        "length_km": km,
        "days": km / {"foot": 25, "river": 60, "rail": 800, "air": 8000}.get(mode, 300),
        "risk_cost": part.cost,
        "risk_low": part.cost_low,
        "risk_high": part.cost_high,
        "parts": {name: part},
        "border": border,
        "country": a["country"] if a["country"] == b["country"] else None,
        "evidence": Evidence(evidence),
        "reports": ("ngo-2003", "wire-2004") if evidence == "named" else ("wire-2004",),
        "claims": ("wire-2004#route-1",),
        "families": tuple(families.split()),
        "first_reported": dt.date(2000, 1, 1),
        "last_reported": dt.date(2009, 1, 1),
        "flags": part.flags,
        "harms": ("wire-2004#harm-1",) if u == "tumen-river" else (),
    }


def draw_network(
    places: list[tuple[Any, ...]] = PLACES, legs: list[tuple[str, ...]] = LEGS
) -> nx.MultiDiGraph:
    """Build the drawn network; the contract's every attribute is there."""
    G = nx.MultiDiGraph()
    for node, name, name_ko, country, other, kind, lon, lat in places:
        G.add_node(
            node,
            name=name,
            name_ko=name_ko,
            name_local="",
            variants=("Yenchi",) if node == "yanji" else (),
            country=country,
            other_country=other,
            kind=PlaceKind(kind),
            lon=lon,
            lat=lat,
            note="",
            haven=("ngo-2003#haven-1",) if country == "MNG" else (),
            harms=("wire-2004#harm-1",) if node == "tumen-river" else (),
        )
    for u, v, mode, level, evidence, families in legs:
        G.add_edge(u, v, key=TravelMode(mode), **edge_data(G, u, v, mode, level, evidence, families))
    claims = _claims()
    dormant = ()
    if {"hanoi", "bangkok"} <= set(G):
        data = edge_data(G, "hanoi", "bangkok", "road", "moderate", "partly", "vietnam")
        dormant = (
            DormantLeg(
                u="hanoi", v="bangkok", mode=TravelMode.ROAD, reason="last reported in 1999", data=data
            ),
        )
    G.graph.update(
        dataset=DatasetInfo(
            title="Reported routes, drawn for a test",
            version="0.1.0",
            period=Period(start=dt.date(1996, 1, 1), end=dt.date(2004, 12, 31)),
            as_of="2004-06",
            licence="CC-BY-4.0",
            citation="The example dataset, 2004",
            contact="corrections@example.org",
            origins=("onsong",),
            destinations=("seoul",),
        ),
        version="0.1.0",
        as_of=dt.date(2004, 6, 15),
        as_of_text="2004-06 (15 June 2004)",
        crs="EPSG:4326",
        scale=SCALE,
        reference_km={"*": 1000.0, "CHN": 3000.0},
        defaults={"passage": RiskLevel.MODERATE},
        km_per_day={},
        families=FAMILIES,
        reports=_reports(claims),
        claims=claims,
        dormant=dormant,
        scenario=(),
        notices=(),
    )
    return G


@pytest.fixture
def network() -> nx.MultiDiGraph:
    return draw_network()


@pytest.fixture
def drawn() -> Any:
    """Return the function that draws a network from rows like `PLACES` and `LEGS`."""
    return draw_network


SAFEST = DrawnPath(
    label="Safest path",
    legs=(
        ("onsong", "tumen-river", "foot"),
        ("tumen-river", "yanji", "foot"),
        ("yanji", "shenyang", "rail"),
        ("shenyang", "beijing", "rail"),
        ("beijing", "nanning", "rail"),
        ("nanning", "china-vietnam", "road"),
        ("china-vietnam", "hanoi", "road"),
        ("hanoi", "seoul", "air"),
    ),
    summary="Onsong to Seoul through Vietnam.",
)


@dataclass(frozen=True, kw_only=True)
class DrawnTotals:
    """The part of a path's totals on which the chart relies."""

    borders: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DrawnPoint(DrawnPath):
    """A point of a front, as far as the map relies on one."""

    role: str = ""
    totals: DrawnTotals


@dataclass(frozen=True)
class DrawnFront:
    """A front, as far as the map relies on one."""

    points: tuple[DrawnPoint, ...]
    knee: int | None = None
    reason: str = ""

    def __iter__(self):
        return iter(self.points)


def draw_front() -> DrawnFront:
    """Return four ways to Seoul, of which the second and the third nearly share a point of the chart."""
    common = SAFEST.legs[:4]
    ends = [
        (["erenhot", "china-mongolia", "ulaanbaatar"], "road foot unspecified air", 4356, (0.57, 0.33, 0.80)),
        (["nanning", "china-vietnam", "hanoi"], "rail road road air", 4810, (0.44, 0.25, 0.70)),
        (["nanning", "china-vietnam", "hanoi"], "rail road road air", 4840, (0.43, 0.25, 0.69)),
        (["beijing-missions", "manila"], "entry air air", 6666, (0.40, 0.12, 0.90)),
    ]
    roles = ["Shortest path", "", "Knee of the front", "Safest path"]
    crossed = ["CHN:MNG", "CHN:VNM", "CHN:VNM", None]
    points = []
    for (places, modes, km, (risk, low, high)), role, border in zip(ends, roles, crossed, strict=True):
        chain = ["beijing", *places, "seoul"]
        points.append(
            DrawnPoint(
                label=role or "Trade-off",
                role=role,
                legs=(*common, *zip(chain, chain[1:], modes.split(), strict=False)),
                length_km=km,
                risk_index=risk,
                risk_index_low=low,
                risk_index_high=high,
                totals=DrawnTotals(borders=tuple(filter(None, ("PRK:CHN", border)))),
            )
        )
    return DrawnFront(points=tuple(points), knee=2)


@pytest.fixture
def front() -> DrawnFront:
    return draw_front()


def ask_for_bottlenecks(G: nx.MultiDiGraph) -> Any:
    """Return on what all ways of the drawn network depend, with two places of departure."""
    return find_bottlenecks(G, ["onsong", "sinuiju"], "seoul")


@pytest.fixture
def bottlenecks(network) -> Any:
    return ask_for_bottlenecks(network)


@pytest.fixture
def safest() -> DrawnPath:
    return SAFEST


DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


class Visit:
    """A page that was opened with the network cut, with all that it asked for and said."""

    def __init__(self, browser, path, viewport=DESKTOP, *, fragment="", **context):
        self.path = path
        self.context = browser.new_context(viewport=viewport, offline=True, **context)
        self.page = self.context.new_page()
        self.requests, self.console = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]", timeout=10_000)

    def call(self, script):
        return self.page.evaluate(script)

    def zoom(self, lon, lat, zoom):
        self.call(f"safepassage.map.setView([{lat}, {lon}], {zoom}, {{animate: false}});0")

    def open_leg(self, **wanted):
        """Open the card of the first leg with these values."""
        test = " && ".join(f"l.leg.{key} === '{value}'" for key, value in wanted.items())
        self.call(f"safepassage.state.open({{ leg: safepassage.state.legs.find((l) => {test}) }});0")

    def load_again(self):
        """Load the page as it was at first, whatever was done to it."""
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri())
        self.page.wait_for_selector("html[data-ready]", timeout=10_000)

    def axe(self):
        """Return what axe-core finds serious or critical."""
        # as a script element the policy of the page would refuse it, as it should
        script = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
        self.call(f"{script};0")
        return self.call(_AXE)

    def has_kept_quiet(self):
        """Check that nothing was asked for but the file itself, and nothing said."""
        asked = {url.split("#")[0] for url in self.requests if not url.startswith(("data:", "about:"))}
        assert asked == {self.path.as_uri()}
        assert self.console == []


_AXE = """async () => (await axe.run({ resultTypes: ['violations'] })).violations
  .filter((v) => ['serious', 'critical'].includes(v.impact))
  .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' | ')}`)"""


@pytest.fixture
def visit(browser, tmp_path):
    """Return a function that draws a network, or takes a file, and opens the page."""
    visits = []

    def open_page(G, *, viewport=DESKTOP, paths=(), front=None, bottlenecks=None, **context):
        path = G
        if not isinstance(G, Path):
            path = save_route_map(
                G, tmp_path / "routes.html", paths=paths, front=front, bottlenecks=bottlenecks
            )
        visits.append(Visit(browser, path, viewport, **context))
        return visits[-1]

    yield open_page
    for one in visits:
        one.has_kept_quiet()
        one.context.close()


@pytest.fixture(scope="session")
def standard(browser, tmp_path_factory):
    """Return the drawn network with its path, opened once for all tests."""
    path = save_route_map(draw_network(), tmp_path_factory.mktemp("maps") / "routes.html", paths=[SAFEST])
    visit = Visit(browser, path)
    yield visit
    visit.has_kept_quiet()
    visit.context.close()


@pytest.fixture(scope="session")
def answered_visit(browser, tmp_path_factory):
    """Return the drawn network with all answers that a map can hold, opened once for all tests."""
    G = draw_network()
    path = save_route_map(
        G,
        tmp_path_factory.mktemp("maps") / "routes.html",
        paths=[SAFEST],
        front=draw_front(),
        bottlenecks=ask_for_bottlenecks(G),
    )
    visit = Visit(browser, path)
    yield visit
    visit.has_kept_quiet()
    visit.context.close()


@pytest.fixture
def answered(answered_visit):
    """Return the shared page with answers as it was at first; the test may do with it what it likes."""
    if answered_visit.call("safepassage.touched"):
        answered_visit.load_again()
    answered_visit.call("safepassage.touched = true")
    return answered_visit


@pytest.fixture
def still(standard):
    """Return the shared page for a test that only reads it."""
    if standard.call("safepassage.touched"):
        standard.load_again()
    return standard


@pytest.fixture
def page(standard):
    """Return the shared page as it was at first; the test may do with it what it likes."""
    if standard.call("safepassage.touched"):
        standard.load_again()
    standard.call("safepassage.touched = true")
    return standard


@pytest.fixture(scope="session")
def answers():
    """Return all that a report tells of June 2004; the whole of the years takes some seconds."""
    from safepassage.reporting import ask_for_report

    return ask_for_report(origins="onsong", as_of="2004-06", draws=200)
