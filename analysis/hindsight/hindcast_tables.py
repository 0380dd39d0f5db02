"""A hindcast in words and as plain data: what a table, a page or a JSON file says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata import country_name

if TYPE_CHECKING:
    from .flow_windows import PublishedShare
    from .hindcast_records import Hindcast, Score, Spread, WindowHindcast

HINDSIGHT = (
    "Levels were coded long after the events, by people who could know how things went: "
    "the hindcast can show that the model fails, and never that it would have foretold anything."
)
"""What every output of a hindcast says."""

MODELS = {"risk": "risk (logit)", "equal": "equal shares", "last": "shares last published"}
"""The models that are scored, with their names."""


def exit_in_words(name: str) -> str:
    """Return an exit as people say it.

    Examples
    --------
    >>> exit_in_words("THA"), exit_in_words("sea@PRK")
    ('Thailand', 'the sea from North Korea')
    """
    by_sea, _, country = name.rpartition("@")
    return f"the sea from {country_name(country)}" if by_sea else country_name(name)


def interval_in_words(low: float, high: float) -> str:
    """Return an interval of shares in per cent; an interval that is open says so.

    Examples
    --------
    >>> interval_in_words(0.144, 1), interval_in_words(0, 0.5), interval_in_words(0.2, 0.4)
    ('at least 14 %', 'at most 50 %', '20-40 %')
    >>> interval_in_words(1, 1), interval_in_words(0.631, 0.634), interval_in_words(0.0037, 0.0038)
    ('100 %', '63 %', '0.4 %')
    """
    if low < high == 1:
        return f"at least {_percent(low)} %"
    if low == 0 < high:
        return f"at most {_percent(high)} %"
    ends = (_percent(low), _percent(high))
    return f"{ends[0]} %" if ends[0] == ends[1] else f"{ends[0]}-{ends[1]} %"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}" if 0 < share < 0.01 else f"{100 * share:.0f}"


def hindcast_in_words(found: Hindcast) -> tuple[str, ...]:
    """Return what a hindcast comes to, sentence by sentence; that it was made with hindsight comes last.

    Nothing here is said of the model that the scores do not say: whether it comes nearer than the naive
    ones, whether it knows the first exit, and whether shuffled levels would have done as well.
    """
    test = found.models["risk"].get("test")
    if test is None:
        return ("Too few to say: no published share falls into the years of the test.", HINDSIGHT)
    words = [_verdict(found, test), _theta(found), _against_naive(found, test), _first(test), _ranks(test)]
    if found.control:
        beaten = f"{found.control.as_good} of {found.control.shuffles} shuffles come as near or nearer"
        worse = "it is clearly worse" if found.control.clearly_worse else "it is not clearly worse"
        told = f"{worse} than the model" if found.control.says else "too few shuffles to say more; ask for 19"
        words.append(f"Negative control (levels shuffled): {beaten}; {told}.")
    return (*words, HINDSIGHT)


def _verdict(found: Hindcast, test: Score) -> str:
    """Return plainly whether the model stood the test: nearer than the naive ones and shuffled levels."""
    mine = test.nearest.central
    nearer = all(mine < found.models[name]["test"].nearest.central for name in ("equal", "last"))
    if nearer and not (found.control and found.control.says):
        return "The model comes nearer than models without risk; too few shuffles were tried to say more."
    if nearer and found.control and found.control.clearly_worse:
        return "The model stands the test: it comes nearer to the published shares than models without risk."
    return "The model fails the test: risk, as reports tell of it, does not say by which exits people left."


def _theta(found: Hindcast) -> str:
    theta, low, high = found.theta
    if not found.fitted:
        return f"Theta is {theta:g}, as given; nothing was fitted."
    windows = found.models["risk"]["fit"].windows
    even = found.thetas[0][1]
    best = min(loss for _, loss in found.thetas)
    return (
        f"Theta is {theta:g} ({low:g} to {high:g} over the draws), fitted on {windows} windows up to "
        f"{found.fit_until}: a mean difference of {best:.3f} there, against {even:.3f} with theta 0."
    )


def _against_naive(found: Hindcast, test: Score) -> str:
    naive = {name: found.models[name]["test"].nearest.central for name in ("equal", "last")}
    mine = test.nearest.central
    told = ", ".join(f"{MODELS[name]} {value:.2f}" for name, value in naive.items())
    beaten = sum(mine < value for value in naive.values())
    verdict = {0: "no less than with either", 1: "less than with one of the two", 2: "less than with both"}[
        beaten
    ]
    return (
        f"On {test.windows} windows after {found.fit_until} the averaged relative difference is at least "
        f"{_told(test.nearest)}, {verdict} of the naive models ({told})."
    )


def _first(test: Score) -> str:
    if not test.first_known:
        return "Which exit came first: too few to say."
    right = test.first_right.central
    known = f"{test.first_known} windows in which it is known"
    return f"The exit that came first is predicted in {right:.0f} of {known}."


def _ranks(test: Score) -> str:
    if test.ranks is None:
        return "Rank correlation: too few to say."
    return (
        f"Rank correlation over {test.rank_pairs} pairs of exits whose order is known: {_told(test.ranks)}."
    )


def _told(spread: Spread) -> str:
    return f"{spread.central:.2f} ({spread.low:.2f} to {spread.high:.2f})"


def window_rows(found: Hindcast) -> list[dict[str, str]]:
    """Return one row for each published share that says something, in order; all cells are texts.

    A hindcast without windows gives no rows.
    """
    return [_row(window, share) for window in found.windows for share in window.said]


def _row(window: WindowHindcast, share: PublishedShare) -> dict[str, str]:
    central, low, high = map(_percent, window.shares[share.exit])
    return {
        "window": str(window.window),
        "used to": window.role,
        "exit": exit_in_words(share.exit),
        "counted": share.counted_in_words,
        "people": _people(*share.people),
        "of arrivals": _people(*share.arrivals),
        "published": interval_in_words(share.low, share.high),
        "predicted": f"{central} % ({low}-{high} %)",
        "agree": "yes" if window.agrees(share) else "no",
    }


def _people(low: float, high: float | None) -> str:
    if high is None:
        return f"at least {low:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f}-{high:,.0f}"


def trace_hindcast(found: Hindcast) -> dict[str, Any]:
    """Return a hindcast as plain data for JSON: every number with what it rests on."""
    return {
        "dataset": {"title": found.title, "version": found.version},
        "in_words": list(hindcast_in_words(found)),
        "origins": {"shares": found.origin_shares, "told": found.origins_told},
        "closures": list(found.closures),
        "theta": {
            "value": found.theta._asdict(),
            "fitted": found.fitted,
            "fit_until": found.fit_until,
            "tried": [{"theta": theta, "nearest": loss} for theta, loss in found.thetas],
        },
        "draws": found.draws,
        "seed": found.seed,
        "windows": [_trace_window(window) for window in found.windows],
        "models": {
            name: {role: _trace_score(score) for role, score in scores.items()}
            for name, scores in found.models.items()
        },
        "control": _trace_control(found),
        "too_few": [_trace_share(share) for share in found.too_few],
        "left_out": [one._asdict() for one in found.left_out],
    }


def _trace_window(window: WindowHindcast) -> dict[str, Any]:
    return {
        "window": str(window.window),
        "role": window.role,
        "published": [
            {**_trace_share(share), "agrees": window.agrees(share) if share.says else None}
            for share in window.published
        ],
        "predicted": {name: spread._asdict() for name, spread in window.shares.items()},
        "nearest": window.nearest._asdict(),
        "farthest": window.farthest._asdict(),
        "first": window.first,
        "first_published": window.first_published,
    }


def _trace_share(share: PublishedShare) -> dict[str, Any]:
    return {
        "exit": share.exit,
        "window": str(share.window),
        "share": [share.low, share.high],
        "people": list(share.people),
        "arrivals": list(share.arrivals),
        "counted": {str(counted): number for counted, number in share.counted},
        "claims": list(share.claims),
        "too_few_to_say": not share.says,
    }


def _trace_score(score: Score) -> dict[str, Any]:
    return {
        "windows": score.windows,
        "nearest": score.nearest._asdict(),
        "farthest": score.farthest._asdict(),
        "first_right": score.first_right._asdict(),
        "first_known": score.first_known,
        "ranks": score.ranks and score.ranks._asdict(),
        "rank_pairs": score.rank_pairs,
        "ranks_in_time": score.ranks_in_time and score.ranks_in_time._asdict(),
        "time_pairs": score.time_pairs,
    }


def _trace_control(found: Hindcast) -> dict[str, Any] | None:
    control = found.control
    if control is None:
        return None
    return {
        "shuffles": control.shuffles,
        "as_good": control.as_good,
        "chance": control.chance,
        "clearly_worse": control.clearly_worse,
        "nearest": control.nearest._asdict(),
        "first_right": control.first_right._asdict(),
        "ranks": control.ranks and control.ranks._asdict(),
    }
