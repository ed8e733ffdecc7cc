"""In which order to try a borrower's own points, each miss told to the next choice."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from recontact.graph.listing import CHANNEL, advisable
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt of a plan."""

    row: int
    """Of the contacts given."""
    channel: str
    probability: float
    """That the point reaches the borrower, all misses before it told."""
    worth: float
    """Expected gain less harm and cost, in the currency of the settings."""


def after_miss(probability: float, answers: float) -> float:
    """Return the probability after an attempt that nobody answered: p (1 - a) / (1 - p a); Blackwell's search rule."""
    return probability * (1.0 - answers) / (1.0 - probability * answers)


def plan(contacts: pa.Table, settings: RankingSettings, *, attempts: int = 6) -> tuple[Attempt, ...]:
    """Return the next attempts at one borrower's points (rows of `listing.contacts`).

    Always the point whose index (p_own · answers · value - p_wrong · harm) / cost is highest (Weitzman 1979); the plan
    ends where no attempt brings more than its harm and cost, or none is advisable. A miss says nothing for p_wrong.
    """
    own = np.asarray(contacts["probability"].to_numpy(), dtype=np.float64).copy()
    wrong = np.asarray(contacts["p_wrong"].to_numpy(), dtype=np.float64)
    usable = ~np.asarray(contacts["hub"].to_numpy(zero_copy_only=False), dtype=np.bool_)
    types = contacts["type"].to_pylist()
    names, type_ = [CHANNEL[each] for each in types], np.array([CONTACT_TYPES.index(each) for each in types], np.int64)
    channels = [settings.channels[name] for name in names]
    answers, harm, cost = (np.array([getattr(c, part) for c in channels]) for part in ("answers", "harm", "cost"))
    planned: list[Attempt] = []
    for _ in range(attempts):
        worth = own * answers * settings.value - wrong * harm
        index = np.where(usable & advisable(settings, type_, own, wrong), worth / cost, -1.0)
        if not len(index) or index.max() <= 1.0:  # no gain beyond the cost
            break
        row = int(np.argmax(index))
        planned.append(Attempt(row, names[row], float(own[row]), float(worth[row] - cost[row])))
        own[row] = after_miss(own[row], answers[row])
    return tuple(planned)
