"""How sure the answers are, told to someone who is no statistician, as a page that is generated and tested.

Every number in the page is computed here from the shipped dataset. Where a sentence says something that a
number could turn round ("the model is no better"), `_hold` refuses to write the page once that is no
longer so.

Run: python scripts/uncertainty.py (writes docs/uncertainty.md)
"""

# ruff: noqa: E501 - sentences with slots: the page is wrapped once they are filled

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import safepassage as sp
from analysis import CLOSE_CALL
from analysis.hindsight.exit_costs import exit_costs
from analysis.hindsight.hindcast import hindcast_flows
from analysis.hindsight.hindcast_controls import flows_by_model
from analysis.hindsight.hindcast_tables import exit_in_words, window_rows
from analysis.hindsight.published_shares import published_shares
from analysis.paths.exits import Exit
from analysis.search.arcs import number_legs
from analysis.uncertainty.ensembles import DRAWS, ensemble
from analysis.uncertainty.leaving_out import Changed, leave_one_out
from analysis.uncertainty.risk_draws import draw_risk, read_risk_draws
from analysis.uncertainty.risk_numbers import NumberKind
from analysis.uncertainty.tolerances import tolerance
from geodata import country_name
from routes import places_of, read_target, relieve, risk_index

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from analysis.hindsight.hindcast_records import Hindcast, Score, Spread
    from analysis.paths.results import PathResult
    from analysis.uncertainty.ensemble_results import Ensemble
    from analysis.uncertainty.leaving_out import LeaveOneOut
    from analysis.uncertainty.tolerances import Tolerance, Tolerances
    from routes import Dataset

PAGE = Path(__file__).parents[1] / "docs" / "uncertainty.md"
DATES = ("2004-06", "2012", "2019")
ORIGIN, END = "onsong", "seoul"
SPLITS = range(2004, 2011)
BORDERS = ("CHN-LAO", "CHN-MNG", "CHN-VNM")
MADE_UP_THETA = 5.0


# ------------------------------------------------------------------------------------- what is asked


@cache
def dataset() -> Dataset:
    return sp.load_dataset()


@cache
def network(date: str) -> nx.MultiDiGraph[str]:
    return sp.load_network(date)


@cache
def best(date: str) -> PathResult:
    return sp.safest_path(network(date), ORIGIN, END)


@cache
def draws(date: str) -> Ensemble:
    return ensemble(network(date), ORIGIN, END, closures=BORDERS)


@cache
def tolerances(date: str) -> Tolerances:
    return tolerance(network(date), best(date))


@cache
def without_one(date: str) -> LeaveOneOut:
    return leave_one_out(dataset(), ORIGIN, END, date)


@cache
def cast() -> Hindcast:
    return hindcast_flows(dataset())


@cache
def cast_from(year: int) -> Hindcast:
    return hindcast_flows(dataset(), fit_until=year, draws=0, shuffles=0)


@cache
def cast_without_missions() -> Hindcast:
    return hindcast_flows(dataset(), closures=["mission@CHN"], shuffles=0)


@cache
def cast_on_made_up_flows() -> Hindcast:
    told = hindcast_flows(dataset(), theta=MADE_UP_THETA, draws=0, shuffles=0)
    return hindcast_flows(flows_by_model(dataset(), told), draws=0, shuffles=19)


# ------------------------------------------------------------------------------------- words and tables


def _hold(condition: object, sentence: str) -> None:
    if not condition:
        raise RuntimeError(
            f"the page says '{sentence}', which no longer holds: rewrite scripts/uncertainty.py"
        )


def _listed(words: Iterable[object]) -> str:
    *most, last = map(str, words)
    return f"{', '.join(most)} and {last}" if most else last


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def _percent(share: float) -> str:
    if 0 < share < 0.005:
        return "under 1 %"
    return "over 99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"


def _exit(found: Exit | None) -> str:
    if found is None:
        return "no exit"
    return (
        f"missions in {country_name(found.country)}"
        if found.way == "mission"
        else country_name(found.country)
    )


def _exit_shares(date: str) -> dict[str, float]:
    """Return the share of draws by country of exit, the greatest first."""
    shares: Counter[str] = Counter()
    for found, share in draws(date).standing(ORIGIN).exits.items():
        shares[_exit(found)] += share
    return dict(shares.most_common())


def _drawn_by_exit(date: str) -> dict[str, tuple[float, float]]:
    """Return the 5th and 95th of a hundred draws of the risk index of the safest way by each exit."""
    G = network(date)
    drawn = draw_risk(read_risk_draws(G, number_legs(G).legs), 0, 0, DRAWS)
    found = exit_costs(G, ORIGIN, END, costs=drawn)

    def ends(costs: NDArray) -> tuple[float, float]:
        ordered = sorted(map(float, costs))
        return risk_index(ordered[DRAWS // 20 - 1]), risk_index(ordered[DRAWS - DRAWS // 20 - 1])

    return {name: ends(found.cost[:, 0, k]) for k, name in enumerate(found.exits)}


def _origins_by_sea(year: int) -> set[str]:
    G = network(str(year))
    found = exit_costs(G, [place for place in dataset().info.origins if place in G], END)
    columns = [k for k, name in enumerate(found.exits) if name.startswith("sea@PRK")]
    return {
        place for n, place in enumerate(found.origins) for k in columns if found.cost[0, n, k] < float("inf")
    }


def _ends(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.2f} and {pair[1]:.2f}"


def _windows(count: int) -> str:
    return "window" if count == 1 else "windows"


def _spread(spread: Spread | None, digits: int = 2) -> str:
    if spread is None:
        return "too few to say"
    return f"{spread.central:.{digits}f} ({spread.low:.{digits}f} to {spread.high:.{digits}f})"


def _wrapped(text: str) -> str:
    """Return Markdown with its paragraphs and points filled anew, since slots change their length."""
    parts = []
    for paragraph in filter(None, re.split(r"\n{2,}", text.strip())):
        if paragraph.startswith(("|", "#", "```")):
            parts.append(paragraph)
            continue
        points = re.split(r"\n(?=- |\d\. )", paragraph)
        parts.append("\n".join(_filled(" ".join(point.split())) for point in points))
    return "\n\n".join(parts)


def _filled(line: str) -> str:
    mark = re.match(r"- |\d\. |", line)
    indent = " " * len(mark[0]) if mark else ""
    return textwrap.fill(line, 110, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


# ------------------------------------------------------------------------------------- the sections


def _head() -> str:
    return f"""\
# How sure is it?

The program gives a safest way for every question. This page tells how much such an answer is worth: how
often another would come out if the stated numbers were a little different, on which report it hangs, and
whether it says anything about where people really went. It is written for readers who know no statistics.
Every number in it is computed by `scripts/uncertainty.py` from the shipped dataset (version
{dataset().info.version}), and a test computes all of them again.

*Past reports, not advice.* What is said here of ways is about reports of {_listed(DATES)} and other past dates.
All examples ask for the safest way from Onsong to Seoul."""


def _in_short() -> str:
    found = {date: draws(date).standing(ORIGIN) for date in DATES}
    sure = "; ".join(f"{date}: {found[date].in_words}" for date in DATES)
    test = cast().models["risk"]["test"]
    equal, last = (cast().models[name]["test"].nearest.central for name in ("equal", "last"))
    _hold(test.nearest.central > max(equal, last), "no nearer than either")
    mine = f"{test.nearest.central:.2f}"
    _hold(test.first_right.central == 0, "it never names the exit that most people took")
    return f"""\
## In short

1. *An answer may be firm or close to a coin toss*, and the program says which. The safest way of the central
   numbers is the safest in this share of {DRAWS:,} draws of the numbers: {sure}.
2. *Many answers hang on few numbers.* In 2012 there are {len(_counted(tolerances("2012").within))} numbers of which each alone, moved inside its own
   interval, would lead to another exit; in 2019 there are {len(_counted(tolerances("2019").within)) or "none"}.
3. *The risk index does not tell where people went.* Held against published numbers of people after
   {cast().fit_until}, a choice by risk comes no nearer than equal shares for all exits (a distance of at least {mine}, against
   {equal:.2f}) or than the shares last published ({last:.2f}). It never names the exit that most people took. The program
   does not forecast flows, and should not be used for it."""


def _doubts() -> str:
    return """\
## Four doubts, and what answers each

| the doubt | what the program does about it | what that cannot tell |
|---|---|---|
| A word ("dangerous") is no number | every level is an interval, and totals carry it along | whether the intervals are right |
| All numbers may be off at once, each in its own way | *draws*: the answer in thousands of networks at random | how likely a danger *was* |
| One number may be off by much | *tolerance*: how far it may move before another way wins | whether it did |
| One report may be wrong | *leaving one out*: the answer without it | what a report that is missing would have said |

Whether the whole idea fits what happened is another question. The last part of this page, the *hindcast*, asks it."""


def _intervals() -> str:
    totals = best("2012").totals
    quantiles = draws("2012").standing(ORIGIN).risk_index
    return f"""\
## The interval beside a risk index

Reports say "difficult" or "heavily guarded", not "one in ten". Each word stands for an interval of chances
([model.md](model.md)), and the risk index is computed three times: with all chances at their low ends, in their
middles, and at their high ends. For 2012 that gives {totals.risk_index:.2f}, between {totals.risk_index_low:.2f} and {totals.risk_index_high:.2f}.

This is the widest that it can be, since *all* words would have to be read too mildly, or all too
severely. It is no confidence interval. Draws give a narrower one, in which some are read too mildly and
some too severely: for 2012 nine draws in ten have a safest way with a risk index between
{quantiles.p05:.2f} and {quantiles.p95:.2f}. Its upper end is lower for a second reason as well: in each draw the way is chosen anew."""


def _draws() -> str:
    rows = []
    for date in DATES:
        standing = draws(date).standing(ORIGIN)
        exits = ", ".join(f"{name} {_percent(share)}" for name, share in _exit_shares(date).items())
        q = standing.risk_index
        rows.append(
            (
                date,
                f"{_exit(best(date).exit)}, {best(date).risk_index:.2f}",
                _percent(standing.central.share),
                exits,
                f"{q.p05:.2f} - {q.p50:.2f} - {q.p95:.2f}",
                f"{standing.regret:.2f}",
            )
        )
    shares = _exit_shares("2012")
    first, central = next(iter(shares)), _exit(best("2012").exit)
    _hold(
        first == "Mongolia" and central == "Laos",
        "in 2012 Laos is the central answer, and Mongolia more often the best",
    )
    firm = draws("2019").standing(ORIGIN).central.share
    _hold(firm > 0.99, "the answer of 2019 is firm")
    stray = round((1 - firm) * DRAWS)
    lead = best("2012").other_exit.gap
    _hold(lead < CLOSE_CALL, "the lead of 2012 is a close call")
    by_exit_2012 = _drawn_by_exit("2012")
    (m_low, m_high), (l_low, l_high) = by_exit_2012["MNG"], by_exit_2012["LAO"]
    _hold(
        l_low < m_low < m_high < l_high and l_high - m_high > m_low - l_low,
        "Laos has more room, most of it upwards",
    )
    way, by_exit = (
        draws("2004-06").standing(ORIGIN).central.share,
        _exit_shares("2004-06")[_exit(best("2004-06").exit)],
    )
    _hold(by_exit > way + 0.1, "the exit of June 2004 is surer than the way")
    return f"""\
## "Best in 83 % of draws"

Imagine that for every statement a die is thrown, which says where in its interval the true chance lay. With
these chances the safest way is sought. Then all dice are thrown again: {DRAWS:,} times. *Best in 83 % of draws*
means that in 83 of 100 such networks this way came out.

- *One die a statement, not a leg.* If a report calls a border dangerous, all legs over it are dangerous together.
- *The die is not even*: it makes half and double equally likely, because words of danger order multiples.
- *It is a share of draws, not a chance of arriving.* A way that is best in all draws may be deadly: it is only
  that all others are worse.
- *The same seed gives the same random numbers*, on every machine.

{_table(("as of", "central answer: exit, risk index", "best in", "exits that were best", "risk index in 5 - 50 - 95 of 100 draws", "regret"), rows)}

*Regret* is what it costs, in risk cost and on average over the draws, to have followed the central answer
where another way would have been better.

- *2019 is firm*: all but {stray} of {DRAWS:,} draws lead to the same way.
- *2012 is open.* The central answer is {central}, by {lead:.3f} of risk cost, which is a close call; over all draws, {first} is more
  often the best ({_percent(shares[first])} against {_percent(shares[central])}). Nine draws in ten put the safest way by {first} at a risk index between
  {_ends(by_exit_2012["MNG"])}, that by {central} between {_ends(by_exit_2012["LAO"])}: what is said of {central} leaves more room, most of it upwards.
  Both are answers of the same numbers. Neither should be quoted without the other.
- *June 2004*: the way is the best in {_percent(way)}, but its exit in {_percent(by_exit)}. Which of several missions is a
  detail; that missions were entered at all is what the reports carry."""


def _closures() -> str:
    rows = []
    for date in DATES:
        for border in BORDERS:
            effect = draws(date).effect(ORIGIN, border)
            target = read_target(border, places_of(network(date)), set(network(date).edges()))
            safe = sp.safest_path(relieve(network(date), target), ORIGIN, END).risk_index
            more = effect.more_risk
            rows.append(
                (
                    date,
                    " and ".join(country_name(code) for code in border.split("-")),
                    _percent(effect.loses_exit),
                    f"{more.p50:.2f}, {more.p95:.2f}",
                    f"{best(date).risk_index:.2f} to {safe:.2f}",
                )
            )
    return f"""\
## One border closed, or safe, in all draws

The same draws, with one border closed: draw by draw, so that the dice are the same before and after. Beside it
stands what would be gained if the border were safe (for the central numbers; more in [findings.md](findings.md)).

{_table(("as of", "border of", "closed: another exit is best in", "risk index grows by, in 50 and 95 of 100 draws", "safe: risk index from, to"), rows)}

A closure that changes nothing in most draws and much in a few is told apart from one that changes a little in
all. None of this plays through how people or police would react."""


def _counted(found: Sequence[Tolerance]) -> list[Tolerance]:
    """Return the numbers that the command tells: single legs repeat the claims that feed them."""
    return [one for one in found if one.number.kind is not NumberKind.LEG]


def _tolerance() -> str:
    kinds = (NumberKind.CLAIMS, NumberKind.ASSUMED, NumberKind.DEFAULT)
    points = []
    for date in DATES:
        several = [one for one in tolerances(date).of_kind(*kinds) if one.exit_down or one.exit_up][:3]
        told = "; ".join(one.in_words.replace("'", "*") for one in several)
        points.append(f"- *{date}*: {told}.")
    within = {date: len(_counted(tolerances(date).within)) for date in DATES}
    counts = _listed(
        f"{len(_counted(tolerances(date).for_exit))} in {date} ({within[date]} of them inside their own intervals)"
        for date in DATES
    )
    return f"""\
## How far may one number move?

Now one number moves alone, and all others stay in their middles. The program finds, exactly and without
chance, where another way begins to win. The three numbers on which the exit hangs most, of those that
rest on
claims or on the lack of them. In brackets stands the nearest level whose middle lies beyond the bound:

{chr(10).join(points)}

Of all numbers, single legs left out, those that can change the exit at all are {counts}. A bound that lies
inside the interval of its number means: the word itself leaves the answer open. A bound far outside means
that the report would have to have said something else."""


def _leaving_out() -> str:
    found = {date: without_one(date) for date in DATES}
    points = []
    for date in DATES:
        gravest = [one for one in found[date].changes if one.changed is not Changed.WAY]
        told = ". ".join(
            one.in_words.replace("Without ", "Without `", 1).replace(" ", "` ", 2).replace("` ", " ", 1)
            for one in gravest
        )
        points.append(f"- *{date}*: {found[date].in_words}.{f' {told}.' if told else ''}")
    asked = found[DATES[0]].asked
    _hold(all(one.asked == asked for one in found.values()), "all reports are left out one by one")
    return f"""\
## What if one report were wrong?

Each of the {asked} reports is left out with all that it says, and the question is asked again.

{chr(10).join(points)}

Leaving out is hard on a network: a leg that only one report tells of is gone with it. That an answer survives
says that several reports carry it, not that they are right: they may repeat one source
(`safepassage evidence` counts *voices*)."""


def _flows() -> str:
    known = published_shares(dataset())
    flows = [f for report in dataset().reports.values() for f in report.flows]
    used = {claim for share in known.shares if share.says for claim in share.claims}
    few = {claim for share in known.shares if not share.says for claim in share.claims}
    reasons = Counter(one.reason for one in known.left_out)
    arrivals = len(flows) - len(used) - len(few) - len(known.left_out)
    inside = sum(n for reason, n in reasons.items() if "may still go on" in reason)
    returned = sum(n for reason, n in reasons.items() if "say nothing about exits" in reason)
    rest = len(known.left_out) - inside - returned
    windows = cast().windows
    alone = sum({share.exit for share in window.said} == {"THA"} for window in windows)
    rows = [
        (
            *list(row.values())[:1],
            {"fit": "fitted on", "test": "tested on"}.get(row["used to"], row["used to"]),
            *list(row.values())[2:],
        )
        for row in window_rows(cast())
    ]
    header = (
        "window",
        "used",
        "exit",
        "what was counted (number of claims)",
        "people",
        "of arrivals",
        "published share",
        "predicted share",
        "agree",
    )
    registered = next(
        share
        for window in windows
        for share in window.said
        if (str(window.window), share.exit) == ("2010", "THA")
    )
    _hold(registered.people.low > registered.arrivals.high, "in 2010 more came into Thailand than arrived")
    return f"""\
## The hindcast: would risk have told where people went?

If people had chosen their exit by the danger that reports tell of, published numbers of people should show
it. The test: for each year the program computes the risk cost of the safest way by each exit (the country
in which the ground is left, or the sea). A formula with *one* parameter, theta, makes shares of them: with theta 0
all exits are alike, and the greater theta is, the more the safest is preferred. Theta is fitted on numbers
up to {cast().fit_until} and tested on later ones.

**Levels were coded with hindsight**: by people who could know how things went, from reports of which some were
written later. So the hindcast can show that the model fails. It can never show that the model would have
foretold anything.

*What is known is little.* The dataset holds {len(flows)} published numbers of people. {arrivals} are arrivals in South Korea, of which the
shares are shares. {returned} count returns or people who live somewhere, and say nothing about exits; {inside} count
people who were in a country from which ways lead on; {rest} more have no stated start, or were counted where no exit was taken. {len(few)} give bounds so wide that they are *too few to say* anything.
{len(used)} are left, in {len(windows)} windows of time, some of which overlap; in {alone} of them only Thailand was counted. The test is
therefore mostly one of Thailand.

*Intervals against intervals.* A number that counts all who came by an exit in the whole window bounds its share
from both sides. A part of them (a town, some months, people arrested where nobody was sent back, people
waiting) bounds it from below only. The predicted share stands with the interval of nine draws in ten.

{_table(header, rows)}

In 2010 more people were registered on coming into Thailand than arrived in South Korea, so that the share is
capped at 100 %. Arrests in Thailand count people who had come in: by the reports that
are coded, nobody was sent back from there."""


def _scores() -> str:
    found, missions, made_up = cast(), cast_without_missions(), cast_on_made_up_flows()
    names = {"risk": "choice by risk", "equal": "equal shares", "last": "shares last published"}

    def row(name: str, score: Score) -> tuple[str, ...]:
        return (
            name,
            _spread(score.nearest),
            f"{score.farthest.central:.2f}",
            f"{score.first_right.central:.0f} of {score.first_known}",
            _spread(score.ranks),
        )

    control = found.control
    rows = [row(label, found.models[name]["test"]) for name, label in names.items()]
    rows.append(
        (
            f"levels shuffled, {control.shuffles} times",
            _spread(control.nearest),
            "",
            f"{control.first_right.central:.1f} of {found.models['risk']['test'].first_known}",
            _spread(control.ranks),
        )
    )
    test, fit = found.models["risk"]["test"], found.models["risk"]["fit"]
    even = found.thetas[0][1]
    _hold(not control.clearly_worse, "shuffled levels do no worse than the coded ones")
    _hold(found.theta.low == 0, "theta 0 is inside the interval")
    _hold(even - fit.nearest.central < 0.01, "the fit can hardly tell theta from 0")
    _hold(
        made_up.control.as_good == 0 and made_up.theta.central == MADE_UP_THETA,
        "choices by risk would have shown",
    )
    other = missions.models["risk"]["test"]
    _hold(
        other.nearest.central > missions.models["equal"]["test"].nearest.central,
        "closed missions do not help",
    )
    thailand = [
        (window.shares["THA"].central, share)
        for window in found.windows
        for share in window.said
        if share.exit == "THA"
    ]
    early = next((predicted, share.high) for predicted, share in thailand if str(share.window) == "2004")
    later = [
        (predicted, share)
        for predicted, share in thailand
        if share.window.since.year >= 2005 and share.low > 0
    ]
    below, known = sum(predicted < share.low for predicted, share in later), len(later)
    low, high = (f(predicted for predicted, _ in later) for f in (min, max))
    told = [share.low for _, share in later if share.high - share.low < 0.1]
    sea = [
        (window.shares["sea@PRK"].central, share.high)
        for window in found.windows
        for share in window.said
        if share.exit == "sea@PRK"
    ]
    by_sea = {
        place for window in found.windows for year in window.window.years for place in _origins_by_sea(year)
    }
    _hold(by_sea == {"sinuiju"}, "one origin has a way by sea")
    splits = {year: cast_from(year).models for year in SPLITS}
    _hold(
        all(
            m["risk"]["test"].nearest.central > m["equal"]["test"].nearest.central - 1e-9
            for m in splits.values()
        ),
        "no other year helps",
    )
    _hold(
        not any(m["risk"]["test"].first_right.central for m in splits.values()),
        "no other year names a first exit",
    )
    first = Counter(window.first for window in found.windows if window.first and window.role == "test")
    return f"""\
### What came out

Theta is {found.theta.central:g} when fitted on {fit.windows} windows up to {found.fit_until}, and anything from {found.theta.low:g} to {found.theta.high:g} over the draws. That is next to nothing: with
theta 0, where danger plays no part, the distance on these windows is {even:.3f} instead of {fit.nearest.central:.3f}.

The distance is the *averaged relative difference* by which the simulation Flee is judged (Suleimenova et al. 2017,
doi:10.1038/s41598-017-13828-9): the differences of all exits added up, as a part of all people. 0 is perfect, 2 means
that nobody went where predicted. As published numbers leave much open, it is told as *at least* (the nearest
distribution that agrees with them) and *at most*. On the {test.windows} windows after {found.fit_until}:

{_table(("model", "distance, at least", "at most", "first exit right", "rank correlation"), rows)}

*First exit right*: in how many windows the exit that most people took is named, of those in which published
numbers tell it. *Rank correlation*: over {test.rank_pairs} pairs of exits of which one had more people for certain; 1 if all are
in the right order, -1 if all are in the wrong one, 0 for a coin. In brackets nine draws, or shuffles, in ten.

- **The model fails.** It comes no nearer than equal shares, which know nothing, and less near than the shares last
  published. It never names the first exit. (*At least* and *at most* lie far apart for all models: the numbers leave much
  open. They do not favour the model anywhere.)
- **Shuffled levels do as well.** {control.as_good} of {control.shuffles} random orders of the same levels come as near as the coded ones, or nearer. By
  this test the coded levels hold nothing about where people went.
- *Other splits say the same.* With the fit ending in any year from {SPLITS[0]} to {SPLITS[-1]}, the model never comes nearer than equal
  shares, and never names a first exit.
- *The numbers are not too few to see it.* Had people chosen by these risks with a theta of {MADE_UP_THETA:g}, numbers as sparse as
  the published ones would have shown it: theta is found again, the distance is {made_up.models["risk"]["test"].nearest.central:.2f} (equal shares
  {made_up.models["equal"]["test"].nearest.central:.2f}), and {made_up.control.as_good or "none"} of {made_up.control.shuffles} shuffles come as near. (No chance is in these made-up numbers; real ones would
  blur it.)

### Where it is wrong, and why that may be

- *Thailand* is predicted too low in {below} of the {known} windows from 2005 on that bound its share from below: at {_percent(low)} to {_percent(high)}
  of the people, where full counts give {_percent(min(told))} to {_percent(max(told))}. In 2004 it is the other way round: {_percent(early[0])} predicted,
  {_percent(early[1])} counted.
- *What is predicted first after {found.fit_until}*: {_listed(f"{exit_in_words(name)} ({count} {_windows(count)})" for name, count in first.most_common())}. Missions in China could take
  a few hundred people in all; a network knows no limit of space. Closing them for all years does not help (distance {_spread(other.nearest)},
  equal shares {missions.models["equal"]["test"].nearest.central:.2f}).
- *The sea* is predicted for {_listed(_percent(predicted) for predicted, _ in sea)}, and counted for {_listed(f"{100 * most:.1f} %" for _, most in sea)}. Little was
  reported of its dangers as chances of return (drowning is a *harm* and not in the risk), and the one origin with a way by sea (Sinuiju) has as great a part as the others.
- *Most danger is shared.* All ways by land pass a river into China and much of China, and there most of their danger lies. What tells
  exits apart is the rest, and there the intervals overlap.
- *Reports of use weigh nothing* ([codebook.md](codebook.md)): that many had gone by a country, what they knew of it, and what
  a way cost is no hazard. The shares last published do hold such things, and do best.
- *Counts are made where police and embassies count.* A country that registers people is seen; one that lets them
  pass in silence is not.

### Choices in the test

- A year asks the network as of 1 July. Several years are weighed by their arrivals.
- *Origins*: the dataset does not tell how many set out from each town, so the five origins have equal parts. (One report says that
  more than six in ten come from North Hamgyong, in which three of the five lie.) Origins without a reported way are left out for that year.
- People who came into Thailand in a year are held against those who arrived in South Korea in the same year, though some
  waited for months.
- Counts of people who came in are taken as complete, also where the police said that theirs were not.
- A published share whose interval is wider than nine tenths counts as too few to say.
- Where reports print a number of arrivals, those that print only "more than" are set aside."""


def _end() -> str:
    return """\
## What none of this can tell

- *Whether the intervals are right.* If "difficult" meant one in two and not one in ten, all draws are wrong together.
- *What was never reported.* A way without a report is in no draw.
- *Mistakes that reports share.* Different statements are drawn independently; a rumour that all repeat is not.
- *Any person's chance.* A risk index is a reading of words about many people; it belongs to nobody."""


@cache
def page() -> str:
    """Return the text of docs/uncertainty.md."""
    sections = (
        _head,
        _in_short,
        _doubts,
        _intervals,
        _draws,
        _closures,
        _tolerance,
        _leaving_out,
        _flows,
        _scores,
        _end,
    )
    return "\n\n".join(_wrapped(section()) for section in sections) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"docs/{PAGE.name} written")
