"""How soon a number that was given up is issued again: learned from what checks and attempts met there."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay, opening, rates
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import Ranking, rank
from recontact.graph.scene import Floats, Ints, matches
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES

_STEPS = 15
_VOID, _OTHER = 3, 4


def reissued(
    graph: ContactGraph, borrowers: pa.Table, settings: RankingSettings, *, as_of: date, decay: Decay
) -> dict[str, float]:
    """Return by contact type the most probable rate per year at which numbers given up are issued again.

    A number that nobody holds is vacant, one that was issued again is answered by somebody: the rate is the one under
    which all that was met at the borrowers' numbers is likeliest (marginal likelihood of the filter), with a normal
    prior on its logarithm around the settings' rate. Types without such evidence are left out. Of a long list a
    part is looked at, evenly over the borrowers' numbers.
    """
    learning = settings.decay.reissue
    every = max(1, -(-borrowers.num_rows // learning.borrowers))
    part = np.asarray(pc.sort_indices(borrowers["borrower_id"]))[::every]
    ranking = rank(graph, borrowers.take(pa.array(part)), settings, as_of=as_of, decay=decay)
    return {name: rate for name in learning.types if (rate := _rate(ranking, name, settings)) is not None}


def _rate(ranking: Ranking, name: str, settings: RankingSettings) -> float | None:
    """The rate of one type; None if it is never issued again, or nothing tells a vacant number from somebody else's."""
    steps, held = ranking.steps, ranking.scene.holdings
    telling = np.unique(steps.holding[steps.loglik[:, _VOID] != steps.loglik[:, _OTHER]])
    rows = telling[held.type[telling] == CONTACT_TYPES.index(name)]
    learning, given = settings.decay.reissue, settings.points[name].reissued
    if not len(rows) or given == 0.0:
        return None
    grid = np.log(np.geomspace(*learning.bounds, _STEPS))
    score = np.array([_likelihood(ranking, rows, name, float(np.exp(rate)), settings) for rate in grid])
    score -= 0.5 * ((grid - np.log(given)) / learning.spread) ** 2
    best = int(np.argmax(score))
    rate = np.exp(grid[best] + _summit(score[best - 1 : best + 2]) * (grid[1] - grid[0]))
    return round(float(rate), 4)  # what lies behind depends on the order of a sum


def _summit(score: Floats) -> float:
    """Where a parabola through three scores is highest, in steps from the middle one; 0 at the edge of the grid."""
    if len(score) < 3:
        return 0.0
    bend = score[0] - 2.0 * score[1] + score[2]
    return float(0.5 * (score[0] - score[2]) / bend) if bend < 0.0 else 0.0


def _likelihood(ranking: Ranking, rows: Ints, name: str, rate: float, settings: RankingSettings) -> float:
    """Logarithm of how likely the steps of these holdings are, their persons' habits as the ranking has them."""
    from recontact.graph.filter import forward

    steps, scene = ranking.steps, ranking.scene
    row, taken = matches(steps.holding, rows)
    start = np.searchsorted(row, np.arange(len(rows) + 1)).astype(np.int64)
    decay = ranking.decay.issued_again({name: rate})
    _, total = forward(
        start,
        scene.holdings.type[rows],
        ranking.default_day[rows],
        steps.day[taken],
        steps.loglik[taken],
        rates(settings, decay),
        opening(settings),
        scene.as_of,
        settings.default_days,
    )
    highest = total.max(axis=1, keepdims=True)
    return float((np.log((ranking.belief.habit[rows] * np.exp(total - highest)).sum(axis=1)) + highest[:, 0]).sum())
