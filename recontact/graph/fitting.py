"""Fits corrections to what was found out: weighted, shrunken towards no correction, tried on borrowers held out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from recontact.graph.learned import Correction
from recontact.graph.scene import Floats, Ints
from recontact.graph.settings import Learning

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out of points of one kind, row by row."""

    logit: Floats
    """Log-odds before any correction."""
    matrix: "csr_array"
    """(rows, features), see `learned.features`."""
    names: tuple[str, ...]
    if_own: Floats
    """Likelihood of what was found if the point reaches the borrower; 1 or 0 where that is what was found."""
    if_not: Floats
    weight: Floats
    """How many points this one stands for; mean 1."""
    borrower: Ints
    level_known: bool
    """Whether it tells how many points reach the borrower: labels do; outcomes do not, since the lost do not answer as
    others do. Then the mean stays as it was, and a step is tried and reported but never taken."""

    def take(self, rows: Any) -> "Findings":
        """Return these rows."""
        columns = {
            name: getattr(self, name)[rows] for name in ("logit", "matrix", "if_own", "if_not", "weight", "borrower")
        }
        return replace(self, **columns)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a step did to borrowers on whom it was not fitted; losses are mean negative log-likelihoods a point."""

    step: str
    """calibration | weights"""
    before: float
    after: float
    gain: float
    error: float
    """Standard error of the gain, over borrowers."""
    harmed: tuple[str, ...]
    """Groups of points (features) that it makes worse beyond chance."""
    taken: bool


def fit(found: Findings, settings: Learning, *, weighed: bool) -> Correction:
    """Return the most probable correction: slope around 1, intercept and weights around 0, normal priors.

    Without `weighed` slope and intercept alone (Platt 1999); with it a weight for every feature that holds for at least
    `least_rows` points and not for nearly all of them.
    """
    from scipy.optimize import minimize

    count = np.asarray(found.matrix.sum(axis=0)).ravel()
    usable = np.flatnonzero((count >= settings.least_rows) & (count <= len(found.logit) - settings.least_rows))
    columns = usable if weighed else usable[:0]
    x = np.hstack([found.logit[:, None], np.ones((len(found.logit), 1)), found.matrix[:, columns].toarray()])
    start = np.zeros(x.shape[1])
    start[0] = 1.0
    spread = np.full(x.shape[1], settings.weight_spread)
    spread[:2] = settings.slope_spread, settings.intercept_spread
    answer = minimize(_loss, start, (x, found, start, spread), method="L-BFGS-B", jac=True)
    weights = {found.names[column]: float(w) for column, w in zip(columns, answer.x[2:], strict=True)}
    intercept = float(answer.x[1]) if found.level_known else _keeping_mean(found, x @ answer.x - answer.x[1])
    return Correction(float(answer.x[0]), intercept, weights, len(np.unique(found.borrower)))


def _keeping_mean(found: Findings, logit: Floats) -> float:
    """Return the intercept with which the mean probability is what it was without a correction."""
    from scipy.optimize import brentq

    wanted = (_logistic(found.logit) * found.weight).sum()
    return float(brentq(lambda shift: (_logistic(logit + shift) * found.weight).sum() - wanted, -30.0, 30.0))


def tried(found: Findings, settings: Learning, step: str, base: Correction | None) -> Trial:
    """Fit on all borrowers but a fifth and try on that fifth, five times over; `base` None: against no correction.

    Taken if it gains more than `gain_errors` standard errors and harms no group of points beyond `harm_errors`; never
    where the level is not known: a gain in foretelling who answers is no proof of a gain in whom a point reaches.
    """
    weighed = step == "weights"
    fold = found.borrower % settings.folds
    before, after = np.zeros(len(fold)), np.zeros(len(fold))
    for each in range(settings.folds):
        rest, held_out = np.flatnonzero(fold != each), np.flatnonzero(fold == each)
        if not len(rest) or not len(held_out):
            continue
        test = found.take(held_out)
        simple = fit(found.take(rest), settings, weighed=False) if base else Correction()
        before[held_out] = _losses(_score(simple, test), test)
        after[held_out] = _losses(_score(fit(found.take(rest), settings, weighed=weighed), test), test)
    gain = (before - after) * found.weight
    mean, error = _per_borrower(gain, found.borrower)
    harmed = tuple(_harmed(gain, found, settings))
    total = found.weight.sum()
    losses = ((before * found.weight).sum() / total, (after * found.weight).sum() / total)
    return Trial(
        step,
        float(losses[0]),
        float(losses[1]),
        mean,
        error,
        harmed,
        found.level_known and bool(mean > settings.gain_errors * error and not harmed),
    )


def _harmed(gain: Floats, found: Findings, settings: Learning) -> Iterator[str]:
    count = np.asarray(found.matrix.sum(axis=0)).ravel()
    for column in np.flatnonzero(count >= settings.least_rows):
        rows = found.matrix[:, [column]].nonzero()[0]
        mean, error = _per_borrower(gain[rows], found.borrower[rows])
        if mean < -settings.harm_errors * error:
            yield found.names[column]


def _per_borrower(gain: Floats, borrower: Ints) -> tuple[float, float]:
    """Mean of a point's gain and its standard error; the points of one borrower stand and fall together."""
    _, place = np.unique(borrower, return_inverse=True)
    sums = np.bincount(place, weights=gain)
    error = float(np.sqrt(len(sums)) * sums.std() / len(gain))
    return float(gain.mean()), max(error, 1e-12)


def _score(correction: Correction, found: Findings) -> Floats:
    weights = np.array([correction.weights.get(name, 0.0) for name in found.names])
    result: Floats = correction.slope * found.logit + correction.intercept + found.matrix @ weights
    return result


def _losses(logit: Floats, found: Findings) -> Floats:
    own = _logistic(logit)
    result: Floats = -np.log(np.maximum(own * found.if_own + (1.0 - own) * found.if_not, 1e-9))
    return result


def _loss(theta: Floats, x: Floats, found: Findings, centre: Floats, spread: Floats) -> tuple[float, Floats]:
    """Negative log posterior and its gradient: the chance of a finding is a mixture of own and not own."""
    own = _logistic(x @ theta)
    chance = np.maximum(own * found.if_own + (1.0 - own) * found.if_not, 1e-9)
    slope = -(found.if_own - found.if_not) * own * (1.0 - own) / chance * found.weight
    away = (theta - centre) / spread
    loss = -(np.log(chance) * found.weight).sum() + 0.5 * (away**2).sum()
    return float(loss), x.T @ slope + away / spread


def _logistic(logit: Floats) -> Floats:
    result: Floats = 1.0 / (1.0 + np.exp(-np.clip(logit, -30.0, 30.0)))
    return result
