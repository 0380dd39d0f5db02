"""The hindcast: whether the risks that reports tell of would have told by which exits people left.

The model is as plain as can be. In each year the safest way by each exit has a risk cost c (as of 1 July),
and people are spread over the exits by a logit (McFadden 1974, "Conditional logit analysis of qualitative
choice behavior"), with one parameter:

    share(exit) = exp(-theta * c(exit)) / sum over exits of exp(-theta * c)

from each origin that has a way, and over origins as told (equally, if nothing is). With theta = 0 all exits
are alike; the greater it is, the more the safest is preferred. It is fitted on stated years, by the mean
averaged relative difference from the nearest distribution that agrees with what was published, and
tested on later ones. Safety may attract and not repel: theta is at least 0.

Beside the model stand two that know nothing of risk (equal shares; the shares last published), and a negative
control: the levels of all hazard claims are shuffled among them, theta is fitted anew, and the whole is
scored again. A model that does no better than shuffled levels has learnt nothing from them.

Levels were coded long after the events, by people who could know how things went: a hindcast can show that
the model fails, and never that it would have foretold anything.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from analysis.search.arcs import number_legs
from analysis.uncertainty.risk_draws import draw_risk, read_risk_draws, read_seed
from geodata import QuestionError
from routes import build_network

from .exit_costs import ExitCosts, exit_costs
from .hindcast_controls import shuffle_levels
from .hindcast_model import Asked, Model, Scored, least_theta, spread_over
from .hindcast_records import Control, Hindcast
from .published_shares import published_shares

MOST_DRAWS = 100_000  # of the intervals of a hindcast, which builds networks for every year

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

    from routes import Dataset

    from .flow_windows import Window

FIT_UNTIL = 2007
"""The last year on which theta is fitted, by default: half of the windows with something published."""

THETAS = tuple(i / 2 for i in range(121))
"""The values of theta that are tried, 0 to 60; of equally good ones the least is taken."""


def hindcast_flows(
    dataset: Dataset,
    *,
    fit_until: int = FIT_UNTIL,
    theta: float | None = None,
    origin_shares: Mapping[str, float] | None = None,
    closures: Sequence[str] = (),
    draws: int = 500,
    shuffles: int = 49,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Hindcast:
    """Return how well the risks of a dataset tell by which exits people left.

    Parameters
    ----------
    dataset
        The dataset; its origins and destinations are asked about.
    fit_until
        Windows that end by this year are fitted on, those that begin later tested on.
    theta
        The parameter, of at least 0; without one it is fitted.
    origin_shares
        What part of the people came from each origin, in any unit; without it, equal parts.
    closures
        Targets that are closed in all years ("mission@CHN").
    draws
        How many draws of the risks the intervals rest on; without any, 0, an interval is its central number.
    shuffles
        How often the negative control is made; 0 for not at all.
    seed
        The seed of draws and shuffles.
    progress
        Called with what is done and what is to do, in shuffles.

    Returns
    -------
    Hindcast
        If nothing was published that could be compared, it has no windows: too few to say.

    Raises
    ------
    QuestionError
        If the dataset names no origins or destinations, a number is out of range, ``origin_shares`` names
        another place than an origin, or something was published, but nothing on which theta could be fitted.
    TargetError, UnknownNameError
        If a closure names nothing that exists.
    """
    _check(dataset, theta, origin_shares, draws, shuffles)
    seed = read_seed(seed)
    known = published_shares(dataset)
    said = sorted({share.window for share in known.shares if share.says})
    parts = origin_shares or dict.fromkeys(dataset.info.origins, 1.0)
    asked = Asked(
        windows=tuple(said),
        published={w: tuple(s for s in known.shares if s.window == w) for w in said},
        arrivals=known.arrivals,
        roles=tuple(_role(window, fit_until) for window in said),
        parts={origin: part / sum(parts.values()) for origin, part in parts.items()},
    )
    fitted = theta is None
    if fitted and said and "fit" not in asked.roles:
        raise QuestionError(
            f"nothing was published on which theta could be fitted up to {fit_until}; the first window with "
            f"published shares is {said[0]}: give a later year"
        )
    model = Model(asked, _costs(dataset, asked, closures, draws, seed))
    losses = model.losses(THETAS)
    chosen = least_theta(THETAS, losses) if fitted else model.constant(theta or 0.0)
    scored = model.score(model.predicted(chosen))
    models = {
        "risk": scored.by_role,
        "equal": model.score(model.predicted(model.constant(0.0))).by_role,
        "last": model.score(model.last_published()).by_role,
    }
    return Hindcast(
        title=dataset.info.title,
        version=dataset.info.version,
        origin_shares=asked.parts,
        origins_told=origin_shares is not None,
        closures=tuple(closures),
        fit_until=fit_until,
        theta=spread_over(chosen),
        fitted=fitted,
        thetas=tuple((tried, float(loss[0])) for tried, loss in zip(THETAS, losses, strict=True)),
        windows=scored.windows,
        models=models,
        control=_control(dataset, asked, scored, closures, theta, shuffles, seed, progress),
        draws=draws,
        seed=seed,
        arrivals=known.arrivals,
        too_few=tuple(share for share in known.shares if not share.says),
        left_out=known.left_out,
    )


def _check(
    dataset: Dataset,
    theta: float | None,
    origin_shares: Mapping[str, float] | None,
    draws: int,
    shuffles: int,
) -> None:
    for name, places in (("origins", dataset.info.origins), ("destinations", dataset.info.destinations)):
        if not places:
            raise QuestionError(f"the dataset has no {name}; name them in its dataset.toml")
    if theta is not None and not 0 <= theta < float("inf"):
        raise QuestionError(
            f"theta is {theta}; safety may attract and not repel: give a number of at least 0"
        )
    for name, number in (("draws", draws), ("shuffles", shuffles)):
        if not isinstance(number, int) or not 0 <= number <= MOST_DRAWS:
            raise QuestionError(f"{name} is {number!r}; give a whole number from 0 to {MOST_DRAWS:,}")
    if origin_shares is None:
        return
    if unknown := sorted(set(origin_shares) - set(dataset.info.origins)):
        raise QuestionError(
            f"'{unknown[0]}' is no origin of the dataset; origins are: {', '.join(dataset.info.origins)}"
        )
    if not all(part >= 0 for part in origin_shares.values()) or not sum(origin_shares.values()) > 0:
        raise QuestionError("the parts of the origins are negative or all 0; give numbers of at least 0")


def _role(window: Window, fit_until: int) -> str:
    if window.years[-1] <= fit_until:
        return "fit"
    return "test" if window.years[0] > fit_until else "across"


def _costs(
    dataset: Dataset, asked: Asked, closures: Sequence[str], draws: int, seed: int
) -> dict[int, ExitCosts]:
    """Return the exit costs of each year: the central ones first, then one for each draw."""
    import numpy as np  # noqa: PLC0415 - a path question does without it

    found = {}
    for year in asked.years:
        G = _network(dataset, year, closures)
        origins = [place for place in dataset.info.origins if place in G]
        ends = [place for place in dataset.info.destinations if place in G]
        if not origins or not ends:
            found[year] = ExitCosts(origins=(), exits=(), cost=np.zeros((draws + 1, 0, 0)))
            continue
        central = exit_costs(G, origins, ends)
        if draws:
            legs = number_legs(G).legs
            drawn = draw_risk(read_risk_draws(G, legs), seed, 0, draws)
            spread = exit_costs(G, origins, ends, costs=drawn).cost
            central = dataclasses.replace(central, cost=np.concatenate([central.cost, spread]))
        found[year] = central
    return found


def _network(dataset: Dataset, year: int, closures: Sequence[str]) -> nx.MultiDiGraph[str]:
    G = build_network(dataset, year)
    if not closures:
        return G
    from routes import Scenario, apply_scenario  # noqa: PLC0415 - most questions close nothing

    return apply_scenario(G, Scenario(close=closures))


def _control(
    dataset: Dataset,
    asked: Asked,
    scored: Scored,
    closures: Sequence[str],
    theta: float | None,
    shuffles: int,
    seed: int,
    progress: Callable[[int, int], None] | None,
) -> Control | None:
    """Score the model on shuffled levels, fitted anew each time; None if there is nothing to test on."""
    import numpy as np  # noqa: PLC0415

    if not shuffles or "test" not in scored.by_role:
        return None
    near, right, ranks = [], [], []
    for number in range(shuffles):
        other = shuffle_levels(dataset, seed * 1_000_003 + number + 1)
        model = Model(asked, _costs(other, asked, closures, 0, seed))
        chosen = least_theta(THETAS, model.losses(THETAS)) if theta is None else model.constant(theta)
        test = model.score(model.predicted(chosen)).by_role["test"]
        near.append(test.nearest.central)
        right.append(test.first_right.central)
        if test.ranks:
            ranks.append(test.ranks.central)
        if progress:
            progress(number + 1, shuffles)
    mine = scored.by_role["test"].nearest.central
    return Control(
        shuffles=shuffles,
        as_good=sum(value <= mine + 1e-9 for value in near),
        nearest=spread_over(np.array([np.mean(near), *near])),
        first_right=spread_over(np.array([np.mean(right), *right])),
        ranks=spread_over(np.array([np.mean(ranks), *ranks])) if ranks else None,
    )
