"""A second opinion on the risk model: written from the words of docs/model.md alone.

It is naive on purpose: no index, no cache, nothing shared with `routes.risk`; every rule is one
function that walks over all claims. Random datasets must come out the same, leg by leg.
"""

from __future__ import annotations

import math
import runpy
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from geodata import DateError, PlaceKind, distance_km
from routes import Dataset, RiskLevel, build_network, validate_network

_random = runpy.run_path(str(Path(__file__).parents[1] / "drawn_at_random.py"))
datasets, as_of_days = _random["datasets"], _random["as_of_days"]

SURFACE = {"foot", "road", "rail", "river", "unspecified"}
WORDS = ["minimal", "low", "moderate", "high", "severe", "closed"]


def years_later(day, years):
    """The same day of another year; what has no 29 February takes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass
class Opinion:
    """What the words make of one part of a leg."""

    p_low: float
    p_high: float
    claims: set = field(default_factory=set)
    flags: set = field(default_factory=set)
    share: float = 1.0
    shut: bool = False

    @property
    def costs(self):
        middle = math.sqrt(self.p_low * self.p_high)
        return [-math.log(1 - p) * self.share for p in (self.p_low, middle, self.p_high)]


class Words:
    """The rules of the model, read one by one, for one dataset on one day."""

    def __init__(self, dataset: Dataset, day):
        self.dataset, self.day = dataset, day

    def begins(self, claim):
        """A claim without `since` starts when its report was published."""
        return claim.since or self.dataset.reports[claim.report].date.start

    def covers(self, claim):
        """`until` is inclusive; an open end holds on."""
        return self.begins(claim) <= self.day and (claim.until is None or self.day <= claim.until)

    def is_stale(self, claim):
        """Without an end: five years after the later of its start and its report."""
        report = self.dataset.reports[claim.report]
        published = report.date.end or report.date.start
        return claim.until is None and self.day > years_later(max(self.begins(claim), published), 5)

    def in_force(self, claims):
        """The newest holds, with the twelve months before it, but nothing that was superseded."""
        covering = [c for c in claims if self.covers(c)]
        if not covering:
            return []
        newest = max(self.begins(c) for c in covering)
        pool = [c for c in covering if self.begins(c) >= years_later(newest, -1)]
        breaks = [self.begins(c) for c in pool if c.supersedes]
        return [c for c in pool if not breaks or self.begins(c) >= max(breaks)]

    def pooled(self, claims):
        """The envelope of the claims, each stale one a level wider either way."""
        scale = self.dataset.risk.scale
        lows, highs, flags, sure = [], [], set(), []
        for claim in claims:
            first = last = WORDS.index(claim.level)
            if self.is_stale(claim):
                flags.add("stale")
                first, last = max(first - 1, 0), min(last + 1, 5)
            sure.append(first == 5)
            lows.append(scale[RiskLevel(WORDS[min(first, 4)])][0])
            highs.append(scale[RiskLevel(WORDS[min(last, 4)])][1])
        if any(c.level == "closed" for c in claims) and not all(sure):
            flags.add("contested")
        elif len({c.level for c in claims}) > 1:
            flags.add("disputed")
        return Opinion(min(lows), max(highs), {c.id for c in claims}, flags, shut=all(sure))

    def hazards(self, target, part=None):
        every = [h for r in self.dataset.reports.values() for h in r.hazards]
        return self.in_force([h for h in every if h.on == target and (part is None or h.part == part)])

    def decide(self, *targets, default):
        """The most specific target with a claim in force decides."""
        for target, part in targets:
            if found := self.hazards(target, part):
                return self.pooled(found)
        low, high = self.dataset.risk.scale[self.dataset.risk.defaults[default]]
        return Opinion(low, high, flags={"assumed"})

    def havens(self, *targets):
        """The claims by which any of the targets is a haven."""
        every = [h for r in self.dataset.reports.values() for h in r.havens]
        return [h for h in every if h.on in targets and self.covers(h)]

    def haven(self, country, u, v):
        """A country in which a leg runs, or else both of its ends: a list of claims for each ground."""
        if found := self.havens(country):
            return [found]
        both = [self.havens(u.id), self.havens(v.id)]
        return both if all(both) else []

    def parts(self, u, v, mode):
        """The three parts of a leg: passage, entry, exposure."""
        u, v = self.dataset.places[u], self.dataset.places[v]
        leg, parts = f"{u.id}:{v.id}", {}
        if border := self.border(u, v, mode):
            undirected = "-".join(sorted(border.split(":")))
            parts["passage"] = self.decide(
                (leg, "passage"), (border, None), (undirected, None), default="passage"
            )
        entry = self.decide((leg, "entry"), (v.id, None), (f"{v.kind}@{v.country}", None), default="entry")
        if entry.claims or v.kind == PlaceKind.MISSION:
            parts["entry"] = entry
        if mode in SURFACE:
            parts["exposure"] = self.exposure(u, v, mode)
        elif mode in ("air", "sea"):
            parts["exposure"] = self.decide(
                (leg, "exposure"), (f"{mode}@{u.country}", None), default="departure"
            )
        return parts

    def exposure(self, u, v, mode):
        """Spread over the reference length of the country; a claim on one leg is not spread."""
        leg, country = f"{u.id}:{v.id}", v.country
        reference = self.dataset.risk.reference_km
        share = distance_km(u.lonlat, v.lonlat) / reference.get(country, reference["*"])
        if safe := self.haven(country, u, v):
            stale = any(all(self.is_stale(h) for h in found) for found in safe)
            low, _ = self.dataset.risk.scale[RiskLevel.MINIMAL]
            _, high = self.dataset.risk.scale[RiskLevel.LOW if stale else RiskLevel.MINIMAL]
            claims = {h.id for found in safe for h in found}
            flags = {"stale"} if stale else set()
            # Whatever a hazard says beside it, a haven holds; but the leg is then disputed.
            spoken = [(leg, "exposure"), (f"{mode}@{country}", None), (country, None)]
            if any(self.hazards(*target) for target in spoken):
                flags.add("disputed")
            return Opinion(low, high, claims, flags, share=share)
        found = self.decide(
            (leg, "exposure"), (f"{mode}@{country}", None), (country, None), default="exposure"
        )
        if not self.hazards(leg, "exposure"):
            found.share = share
        return found

    def border(self, u, v, mode):
        """A border is charged on the leg that leaves a crossing into the next country."""
        if mode in SURFACE and u.other_country and v.country == u.other_country:
            return f"{u.country}:{u.other_country}"
        return None

    def legs(self):
        """Every leg with its claims; no mode given means every mode given for it on the ground."""
        told = [(x.u, x.v, x.mode.value, x) for x in self.dataset.legs]
        found = {}
        for u, v, mode, x in told:
            given = {m for a, b, m, _ in told if (a, b) == (u, v)} & SURFACE - {"unspecified"}
            for m in (given or {"unspecified"}) if mode == "unspecified" else {mode}:
                found.setdefault((u, v, m), []).append(x)
        return found

    def use(self, supports):
        """From the first report to the last; an open end holds five years past the report."""
        first = min(self.begins(x.claim) for x in supports)
        ends = []
        for x in supports:
            report = self.dataset.reports[x.claim.report]
            ends.append(x.claim.until or years_later(report.date.end or report.date.start, 5))
        return first, max(ends)


def agree(words, G, leg, data, *, shut):
    """Compare one leg of the network with what the words make of it."""
    u, v, mode = leg
    supports = words.legs()[leg]
    assert set(data["claims"]) == {x.claim.id for x in supports}
    assert (data["first_reported"], data["last_reported"]) == words.use(supports)
    assert data["evidence"] == ["inferred", "partly", "named"][max(x.named_ends for x in supports)]
    place_u, place_v = words.dataset.places[u], words.dataset.places[v]
    assert data["length_km"] == pytest.approx(distance_km(place_u.lonlat, place_v.lonlat))
    assert data["border"] == words.border(place_u, place_v, mode)
    parts = words.parts(u, v, mode)
    assert set(data["parts"]) == set(parts)
    for name, mine in parts.items():
        theirs = data["parts"][name]
        note(f"{name}: {theirs}\n{mine}")
        assert set(theirs.claims) == mine.claims
        assert set(theirs.flags) == mine.flags
        if not mine.shut:
            assert (theirs.p_low, theirs.p_high) == pytest.approx((mine.p_low, mine.p_high))
            assert [theirs.cost_low, theirs.cost, theirs.cost_high] == pytest.approx(mine.costs, abs=1e-8)
    assert set(data["flags"]) == set().union(*(p.flags for p in parts.values()))
    assert any(p.shut for p in parts.values()) == shut
    if not shut:
        sums = [sum(p.costs[i] for p in parts.values()) for i in range(3)]
        assert [data["risk_low"], data["risk_cost"], data["risk_high"]] == pytest.approx(sums, abs=1e-8)


@settings(max_examples=800, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_network_is_what_the_words_say(data):
    """Every leg, open or dormant, has the parts, intervals, costs and flags that the words give it."""
    dataset = data.draw(datasets())
    day = data.draw(as_of_days(dataset))
    if dataset.info.people_at_risk and day > years_later(dataset.today, -5):
        with pytest.raises(DateError):
            build_network(dataset, day)
        return
    words = Words(dataset, day)
    G = build_network(dataset, day)
    validate_network(G)
    dormant = {(x.u, x.v, str(x.mode)): x for x in G.graph["dormant"]}
    assert {(*e[:2], str(e[2])) for e in G.edges(keys=True)} | dormant.keys() == words.legs().keys()
    for leg in words.legs():
        first, last = words.use(words.legs()[leg])
        shut = any(p.shut for p in words.parts(*leg).values())
        in_use = first <= day <= last
        note(f"{leg} as of {day}: in use {first} to {last}, shut {shut}")
        assert G.has_edge(*leg) == (in_use and not shut)
        assert (leg in dormant) == (not in_use or shut)
        agree(words, G, leg, G.edges[leg] if leg not in dormant else dormant[leg].data, shut=shut)
    for place in dataset.places.values():
        havens = words.havens(place.id, place.country)
        assert set(G.nodes[place.id]["haven"]) == {h.id for h in havens}
