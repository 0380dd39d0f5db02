"""What a hindcast is told with on a picture and its page: the question, the roles, the baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import exit_in_words, hindcast_flows, hindcast_in_words, interval_in_words

if TYPE_CHECKING:
    from analysis import Hindcast, WindowHindcast
    from routes import Dataset

TITLE = "Would the risks have told by which exits people left?"
"""What the picture asks."""

ROLES = {"fit": "fitted on", "test": "tested on", "across": "neither: it reaches over the split"}
"""What a window is used for, in words."""

Baselines = dict[tuple[str, str], tuple[float, float | None]]
"""By window and exit: its equal share, and the share last published before, None if there was none."""


def baselines(dataset: Dataset, found: Hindcast) -> Baselines:
    """Return what the two baselines say of each published share that is held against a prediction.

    Equal shares are those of the model with theta 0. Of an interval last published the middle is taken, in
    a window that ended before the one that is told of.
    """
    if not found.windows:
        return {}
    even = hindcast_flows(
        dataset,
        fit_until=found.fit_until,
        theta=0,
        origin_shares=found.origin_shares,
        closures=found.closures,
        draws=0,
        shuffles=0,
    )
    return {
        (str(one.window), share.exit): (other.shares[share.exit].central, _last(found, one, share.exit))
        for one, other in zip(found.windows, even.windows, strict=True)
        for share in one.said
    }


def _last(found: Hindcast, window: WindowHindcast, name: str) -> float | None:
    earlier = [
        (other.window.until, (share.low + share.high) / 2)
        for other in found.windows
        if other.window.until < window.window.since
        for share in other.said
        if share.exit == name
    ]
    return max(earlier)[1] if earlier else None


def predicted_in_words(window: WindowHindcast, name: str) -> str:
    """Return a predicted share with its interval: "20 % (18-22 %)"."""
    central, low, high = (f"{100 * share:.0f}" for share in window.shares[name])
    return f"{central} % ({low}-{high} %)"


def unheld_in_words(window: WindowHindcast) -> str:
    """Return what is predicted of exits of which too little was published; empty if there are none."""
    told = {share.exit for share in window.said}
    rest = [
        f"{exit_in_words(name)} {100 * share.central:.0f} %"
        for name, share in window.shares.items()
        if name not in told
    ]
    return f"Predicted, with too little published to say: {', '.join(rest)}." if rest else ""


def describe(found: Hindcast) -> str:
    """Return the picture in sentences, for those who do not see it: the verdict, then line by line."""
    lines = [
        f"{window.window}, {exit_in_words(share.exit)}: "
        f"published {interval_in_words(share.low, share.high)}, "
        f"predicted {predicted_in_words(window, share.exit)}"
        for window in found.windows
        for share in window.said
    ]
    return " ".join([*hindcast_in_words(found), *(f"{line}." for line in lines)])
