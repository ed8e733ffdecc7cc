"""How fast points age, as the table of rates that the filter reads."""

from collections.abc import Mapping

import numpy as np

from recontact.graph.scene import Floats
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES

_YEAR = 365.25


def rates(settings: RankingSettings, factors: Mapping[str, float]) -> Floats:
    """Return (types, habits, filter.RATES); `factors` multiplies the hazard of a type, 1 where it is silent."""
    return np.array([_of_type(settings, name, factors.get(name, 1.0)) for name in CONTACT_TYPES])


def opening(settings: RankingSettings) -> Floats:
    """Return the states of a point before anything is known of it."""
    start = settings.start
    return np.array([start.own, 0.0, 0.0, start.void, 0.0, 1.0 - start.own - start.void])


def _of_type(settings: RankingSettings, name: str, factor: float) -> list[list[float]]:
    ageing, weights = settings.points[name], settings.habits.weights
    hazards = [-np.log1p(-min(chance, 0.999)) * factor for chance in ageing.hazard]  # a chance per year as a rate
    stranger = float(np.dot(weights, hazards))
    shared = [
        ageing.suspended,
        _YEAR / ageing.silent_days,
        ageing.recovers,
        _YEAR / ageing.rest_days if ageing.reissued > 0 else 0.0,
        ageing.reissued,
        float(ageing.at_once),
        stranger,
        ageing.default_factor,
    ]
    return [[hazard, *shared] for hazard in hazards]
