"""How fast points age here beside how fast the settings presume: what a run learned, to be read by people."""

from dataclasses import dataclass

import numpy as np

from recontact.graph.ageing import Decay, habit_prior, hazards
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES

YEARS = (1, 2, 4)
_MONTHS = 12.0


@dataclass(frozen=True, slots=True)
class Ageing:
    """Of one type of contact; `None`: nothing was learned, the presumed stands."""

    type: str
    pairs: int
    """Pairs of independent records that were compared."""
    presumed: tuple[float, ...]
    """Share of points still their owners' after YEARS, without default and evidence, by the settings."""
    learned: tuple[float, ...] | None
    presumed_issue: float | None
    """Months that a number given up and rested is free on average; None: it is not issued again."""
    learned_issue: float | None


def compared(settings: RankingSettings, decay: Decay) -> tuple[Ageing, ...]:
    """Return one row per contact type, in the order of CONTACT_TYPES."""
    return tuple(_of_type(settings, decay, name) for name in CONTACT_TYPES)


def _of_type(settings: RankingSettings, decay: Decay, name: str) -> Ageing:
    ageing, factor = settings.points[name], decay.factors.get(name)
    return Ageing(
        type=name,
        pairs=decay.pairs.get(name, 0),
        presumed=_kept(settings, name, Decay()),
        learned=None if factor is None and not decay.tilt else _kept(settings, name, decay),
        presumed_issue=_MONTHS / ageing.reissued if ageing.reissued and not ageing.at_once else None,
        learned_issue=_MONTHS / decay.reissued[name] if name in decay.reissued else None,
    )


def _kept(settings: RankingSettings, name: str, decay: Decay) -> tuple[float, ...]:
    """Shares kept after YEARS: the habits' exponentials, mixed."""
    losses = hazards(settings, name) * decay.factors.get(name, 1.0)
    kept = np.exp(-np.outer(YEARS, losses)) @ habit_prior(settings, decay.tilt)
    return tuple(round(float(share), 4) for share in kept)
