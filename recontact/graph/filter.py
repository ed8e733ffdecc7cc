"""Owns time: runs the steps of all holdings in order, four fates and three habits at once, and books every change."""

import math
from typing import Any

import numpy as np

from recontact.compiled import kernel

_YEAR = 365.25
_STRIDE = 30
"""Days per stride of time: short against every rate in the settings."""
RATES = (
    "hazard",
    "suspended",
    "silence_ends",
    "recovers",
    "rests",
    "reissued",
    "at_once",
    "stranger_hazard",
    "default",
)
"""Columns of the table of rates: per year, or shares; one row per type and habit."""


@kernel
def forward(
    start: Any,
    type_: Any,
    default_day: Any,
    day: Any,
    loglik: Any,
    rates: Any,
    opening: Any,
    as_of: int,
    factor_days: int,
) -> Any:
    """Run the steps of every holding up to `as_of`.

    Shapes: `start` (holdings + 1) offsets into the steps; `type_`, `default_day` (holdings; -1: no default);
    `day` (steps); `loglik` (steps, 6); `rates` (types, habits, RATES); `opening` (types, 6).
    Returns the states (holdings, habits, 6) and the log-likelihood of all steps (holdings, habits).
    """
    holdings, habits = len(start) - 1, rates.shape[1]
    states = np.zeros((holdings, habits, 6))
    total = np.zeros((holdings, habits))
    for i in range(holdings):
        if start[i] == start[i + 1]:
            continue
        for habit in range(habits):
            state = opening[type_[i]].copy()
            now = day[start[i]]
            for step in range(start[i], start[i + 1]):
                advance(state, now, day[step], rates[type_[i], habit], default_day[i], factor_days)
                now = day[step]
                total[i, habit] += update(state, loglik[step])
            advance(state, now, as_of, rates[type_[i], habit], default_day[i], factor_days)
            states[i, habit] = state
    return states, total


@kernel
def trace(day: Any, loglik: Any, rates: Any, opening: Any, as_of: int, default_day: int, factor_days: int) -> Any:
    """Run the steps of one holding as `forward` does, and keep what it was before and after each.

    `rates` (habits, RATES), `opening` (6). Returns states (habits, steps + 1, 2, 6): before and after each step's
    evidence, the last row on `as_of`; and the cumulated log-likelihood (habits, steps + 1).
    """
    steps, habits = len(day), rates.shape[0]
    states = np.zeros((habits, steps + 1, 2, 6))
    total = np.zeros((habits, steps + 1))
    for habit in range(habits):
        state = opening.copy()
        now = day[0]
        for step in range(steps):
            advance(state, now, day[step], rates[habit], default_day, factor_days)
            now = day[step]
            states[habit, step, 0] = state
            before = total[habit, step - 1] if step else 0.0
            total[habit, step] = before + update(state, loglik[step])
            states[habit, step, 1] = state
        advance(state, now, as_of, rates[habit], default_day, factor_days)
        states[habit, steps, :] = state
        total[habit, steps] = total[habit, steps - 1]
    return states, total


@kernel
def update(state: Any, loglik: Any) -> float:
    """Weigh the states by what was seen; returns the logarithm of how likely it was."""
    highest = loglik[0]
    for k in range(1, 6):
        highest = max(highest, loglik[k])
    sum_ = 0.0
    for k in range(6):
        state[k] *= math.exp(loglik[k] - highest)
        sum_ += state[k]
    for k in range(6):
        state[k] /= sum_
    return math.log(sum_) + highest


@kernel
def advance(state: Any, since: int, until: int, rates: Any, default_day: int, factor_days: int) -> None:
    """Let time pass from day `since` to day `until`; the hazard is raised for `factor_days` after a default."""
    now = since
    while now < until:
        stop = until
        raised = default_day >= 0 and default_day <= now < default_day + factor_days
        if raised:
            stop = min(stop, default_day + factor_days)
        elif default_day > now:
            stop = min(stop, default_day)
        factor = rates[8] if raised else 1.0
        strides = (stop - now) // _STRIDE
        if strides > 0:
            _pass(state, _STRIDE / _YEAR, strides, rates, factor)
        rest = stop - now - strides * _STRIDE
        if rest > 0:
            _pass(state, rest / _YEAR, 1, rates, factor)
        now = stop


@kernel
def _pass(state: Any, years: float, times: int, rates: Any, factor: float) -> None:
    lost = 1.0 - math.exp(-rates[0] * factor * years)
    given_up = 1.0 - math.exp(-rates[2] * years)
    back = (1.0 - math.exp(-rates[3] * years)) * (1.0 - given_up)
    rested = 1.0 - math.exp(-rates[4] * years)
    reissued = 1.0 - math.exp(-rates[5] * years)
    ended = (1.0 - math.exp(-rates[7] * years)) * (1.0 - rates[6])  # others give their points up as well
    for _ in range(times):
        own, silent, resting, void, other, stranger = state[0], state[1], state[2], state[3], state[4], state[5]
        leaving = own * lost
        silenced = silent * given_up
        stopped = leaving * (1.0 - rates[1]) + silenced
        state[0] = own - leaving + silent * back
        state[1] = silent + leaving * rates[1] - silenced - silent * back
        state[4] = other - other * ended + void * reissued + stopped * rates[6]
        state[3] = void - void * reissued + resting * rested
        state[2] = resting - resting * rested + stopped * (1.0 - rates[6]) + (other + stranger) * ended
        state[5] = stranger - stranger * ended
