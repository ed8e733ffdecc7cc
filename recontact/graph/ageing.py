"""How fast points age: the settings' hazards, changed by what was learned, as the table that the filter reads."""

from dataclasses import dataclass, field, replace

import numpy as np

from recontact.graph.scene import Floats
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES

_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Decay:
    """What a population says of the hazards and habits in the settings; the default changes nothing."""

    factors: dict[str, float] = field(default_factory=dict)
    """By contact type: multiplies the hazards."""
    tilt: float = 0.0
    """Above 0: more people change often; the habits' weights times exp(-tilt), 1, exp(tilt)."""
    copy_lag: dict[str, float] = field(default_factory=dict)
    """By source that derives from others: days by which a value of its own is older than it shows, since it may well be
    a copy of a record that is not here."""
    pairs: dict[str, int] = field(default_factory=dict)
    """By contact type: pairs of independent records that were compared."""
    level: dict[str, float] = field(default_factory=dict)
    """By contact type: agreement of two independent records of the same day."""
    reissued: dict[str, float] = field(default_factory=dict)
    """By contact type: rate per year at which a number that rested is issued again, instead of the settings'."""

    def issued_again(self, rates: dict[str, float]) -> "Decay":
        """Return the same with these rates of issuing again."""
        return replace(self, reissued=rates)


def rates(settings: RankingSettings, decay: Decay) -> Floats:
    """Return (types, habits, filter.RATES)."""
    return np.array([_of_type(settings, name, decay) for name in CONTACT_TYPES])


def hazards(settings: RankingSettings, name: str) -> Floats:
    """Return the yearly rates of loss of a type, one per habit: a chance c per year is the rate -ln(1 - c)."""
    result: Floats = -np.log1p(-np.minimum(settings.points[name].hazard, 0.999))
    return result


def habit_prior(settings: RankingSettings, tilt: float) -> Floats:
    """Return the weights of the habits before any evidence."""
    habits = settings.habits
    weights = np.array([habits.stable, habits.mid, habits.churner]) * np.exp(tilt * np.array([-1.0, 0.0, 1.0]))
    result: Floats = weights / weights.sum()
    return result


def opening(settings: RankingSettings) -> Floats:
    """Return (types, 6): the states of a point before anything is known of it."""
    own = settings.start.own
    unread = [settings.points[name].unread for name in CONTACT_TYPES]
    return np.array([[own * (1 - u), own * u, 0.0, 0.0, 0.0, 1.0 - own] for u in unread])


def _of_type(settings: RankingSettings, name: str, decay: Decay) -> list[list[float]]:
    ageing = settings.points[name]
    losses = hazards(settings, name) * decay.factors.get(name, 1.0)
    stranger = float(np.dot(habit_prior(settings, decay.tilt), losses))
    reissued = decay.reissued.get(name, ageing.reissued)
    shared = [
        ageing.suspended,
        _YEAR / ageing.silent_days,
        ageing.recovers,
        _YEAR / ageing.rest_days if reissued > 0 else 0.0,
        reissued,
        float(ageing.at_once),
        stranger,
        ageing.default_factor,
    ]
    return [[float(loss), *shared] for loss in losses]
