"""What would help most: the expected worth of each next piece of evidence about one borrower."""

from dataclasses import dataclass

import numpy as np

from recontact.graph.listing import CHANNEL, advisable
from recontact.graph.rank import Ranking
from recontact.graph.scene import Floats
from recontact.graph.settings import Row
from recontact.schema import CONTACT_TYPES


@dataclass(frozen=True, slots=True)
class Option:
    """A piece of evidence that could be had."""

    action: str
    """check_status | check_three_elements | verify_link | ask_at_login"""
    row: int
    """Of the ranking's contacts; -1 where no single point is meant."""
    worth: float
    """By how much the best attempt gets better on average, less its cost; in the currency of the settings."""


def next_evidence(ranking: Ranking, borrower_id: str, *, options: int = 5) -> tuple[Option, ...]:
    """Return what is worth having, best first; nothing that costs more than it brings.

    Expected value of sample information (Raiffa and Schlaifer 1961): the mean, over what might be found, of the worth
    of the best attempt then, less that of the best attempt now.
    """
    here = np.flatnonzero(np.array(ranking.contacts["borrower_id"].to_pylist()) == borrower_id)
    settings = ranking.scene.settings
    holding = np.asarray(ranking.contacts["holding"].to_numpy())[here]
    worth = _worth(ranking, holding, ranking.own[holding], ranking.belief.states[holding])
    best = max(float(worth.max(initial=0.0)), 0.0)
    found: list[Option] = [Option("ask_at_login", -1, _login(ranking, best))]
    for place, row in enumerate(holding):
        others = max(float(np.delete(worth, place).max(initial=0.0)), 0.0)
        type_ = CONTACT_TYPES[int(ranking.scene.holdings.type[row])]
        costs = settings.next_evidence
        if type_ in ("mobile", "landline"):
            gain = _gain(ranking, int(row), settings.status, others) - best - costs.check_status
            found.append(Option("check_status", int(here[place]), gain))
            gain = _gain(ranking, int(row), settings.three_element, others) - best - costs.check_three_elements
            found.append(Option("check_three_elements", int(here[place]), gain))
        found.append(
            Option("verify_link", int(here[place]), _link(ranking, int(row), others) - best - costs.verify_link)
        )
    return tuple(sorted((o for o in found if o.worth > 0.0), key=lambda o: (-o.worth, o.action, o.row))[:options])


def _gain(ranking: Ranking, holding: int, table: dict[str, Row], others: float) -> float:
    """Mean worth of the best attempt after a check of one point whose answers have these likelihoods."""
    states = ranking.belief.states[holding]
    rows = np.array([table[word] for word in sorted(table)])
    rows = rows / rows.sum(axis=0)  # one of the answers comes
    joint = rows * states
    chance = joint.sum(axis=1)
    after = joint / np.maximum(chance[:, None], 1e-12)
    same = np.full(len(after), holding)
    worth = _worth(ranking, same, after[:, 0], after)
    return float((chance * np.maximum(worth, others)).sum())


def _link(ranking: Ranking, holding: int, others: float) -> float:
    """Mean worth of the best attempt once it is known whether the surest record of the point is the borrower's."""
    seen = ranking.scene.sightings
    belief = float(ranking.scene.graph.belief[seen.mention[seen.holding == holding]].max(initial=0.0))
    belief = min(max(belief, 1e-3), 1.0)
    states = ranking.belief.states[holding]
    sure = min(float(ranking.own[holding]) / belief, 1.0)
    if_so = states.copy()
    if_so[5] = max(states[5] - (1.0 - belief), 0.0)
    if_so /= if_so.sum()
    worth = float(_worth(ranking, np.array([holding]), np.array([sure]), if_so[None, :])[0])
    return belief * max(worth, others) + (1.0 - belief) * others


def _login(ranking: Ranking, best: float) -> float:
    """Gain of asking the borrower at the next login: with some chance it comes, and then a call reaches them."""
    settings = ranking.scene.settings
    voice = settings.channels["voice"]
    certain = voice.answers * settings.value - voice.cost
    return settings.next_evidence.login_chance * (certain - best) - settings.next_evidence.ask_at_login


def _worth(ranking: Ranking, holding: Floats, own: Floats, states: Floats) -> Floats:
    settings, scene = ranking.scene.settings, ranking.scene
    types = scene.holdings.type[np.asarray(holding, dtype=np.int64)]
    channels = [settings.channels[CHANNEL[name]] for name in CONTACT_TYPES]
    answers, harm, cost = (
        np.array([getattr(c, part) for c in channels])[types] for part in ("answers", "harm", "cost")
    )
    alive = np.array([settings.points[name].alive for name in CONTACT_TYPES])[types]
    wrong = states[:, 4] + alive * states[:, 5]
    result: Floats = own * answers * settings.value - wrong * harm - cost
    return np.where(advisable(settings, types, own, wrong), result, 0.0)
