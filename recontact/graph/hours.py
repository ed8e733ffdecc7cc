"""At which hours a borrower answers calls: own outcomes, shrunk to what all borrowers of the run do."""

from dataclasses import dataclass

import numpy as np

from recontact.graph.scene import Flags, Floats, Ints
from recontact.graph.settings import Hours


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls whose hour is known, at numbers of listed borrowers, row by row."""

    borrower: Ints
    """Number of the borrower for whom the call was made."""
    hour: Ints
    """0..23."""
    answered: Floats
    """1 where the borrower answered, else 0."""
    weight: Floats
    """Probability that the number is the borrower's; 1 where the borrower answered. Of a stranger's telephone that
    rings in vain nothing is learned of the borrower's hours."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours of a day, and how one borrower answers in them."""

    since: int
    until: int
    """Whole hours, `since` <= hour < `until`."""
    tried: int
    answered: int
    """The borrower's own calls."""
    chance: float
    """That a call at an own number is answered."""
    usual: float
    """The same for all borrowers of the run."""


def answering(calls: Calls, borrower: int, lawful: tuple[int, int], settings: Hours) -> tuple[Slot, ...]:
    """Return the slots within the lawful hours (`since` <= hour < `until`) in which the borrower answered, likeliest
    first; none where no call at a known lawful hour was answered.

    Calls outside the lawful hours count for nothing. The chance is the mean of the Beta posterior whose prior is the
    rate of the run in the slot, itself shrunk to the rate of the run, worth `strength` calls (Beta-binomial; Gelman et
    al., BDA, ch. 2).
    """
    slots = _slots(lawful, settings.slots)
    place = np.searchsorted([until for _, until in slots], calls.hour, side="right")
    inside = (calls.hour >= lawful[0]) & (calls.hour < lawful[1])
    own = inside & (calls.borrower == borrower)
    if not slots or not calls.answered[own].any():
        return ()

    def sums(rows: Flags, weight: Floats) -> Floats:
        return np.bincount(place[rows], weights=weight[rows], minlength=len(slots)).astype(np.float64)

    hits, trials = sums(inside, calls.answered), sums(inside, calls.weight)
    overall = hits.sum() / trials.sum()
    usual = (hits + settings.strength * overall) / (trials + settings.strength)
    mine, made = sums(own, calls.answered), sums(own, np.ones(len(own)))
    chance = (mine + settings.strength * usual) / (sums(own, calls.weight) + settings.strength)
    found = [
        Slot(*slots[at], int(made[at]), int(mine[at]), float(chance[at]), float(usual[at]))
        for at in np.flatnonzero(mine)
    ]
    return tuple(sorted(found, key=lambda slot: (-slot.chance, slot.since)))


def _slots(lawful: tuple[int, int], ends: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return (since, until) of every slot of which something is lawful."""
    bounds = [lawful[0], *(end for end in ends if lawful[0] < end < lawful[1]), lawful[1]]
    return [(since, until) for since, until in zip(bounds, bounds[1:], strict=False) if since < until]
