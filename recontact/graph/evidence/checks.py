"""What number checks answered: the line's status, how long it has been on the network, whose it is by name."""

import numpy as np
import pyarrow.compute as pc

from recontact.graph.evidence.answers import answers
from recontact.graph.evidence.same_person import OTHER, SAME, verified_person
from recontact.graph.scene import Ints, Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps

_MONTH = 30.44


def status(scene: Scene) -> Steps:
    """Return a step per status check; a live line says nothing of whose it is."""
    rows = np.flatnonzero(scene.happenings.kind == "status")
    return answers(scene, rows, "status", scene.settings.status)


def tenure(scene: Scene) -> Steps:
    """Return a step per check of the months that a line has been on the network, against the days we saw it."""
    happened, held, settings = scene.happenings, scene.holdings, scene.settings.tenure
    rows = np.flatnonzero(happened.kind == "tenure")
    holding, on = happened.holding[rows], happened.day[rows]
    low, high = (_months(scene, name, rows) for name in ("months_low", "months_high"))
    begins_after = np.where(high < 0, -(1 << 30), on - np.ceil(high * _MONTH).astype(np.int64))
    begins_before = np.where(low < 0, 1 << 30, on - np.floor(low * _MONTH).astype(np.int64))
    last_before = np.minimum(held.value_last[holding], on)
    shorter = begins_after > last_before + settings.slack_days
    younger = ~shorter & (begins_after > held.value_first[holding] + settings.slack_days)
    longer = begins_before < last_before
    parts = []
    for name, holds, row in (
        ("tenure_shorter", shorter, settings.shorter),
        ("tenure_younger", younger, settings.younger),
        ("tenure_longer", longer & ~shorter & ~younger, settings.longer),
    ):
        these = np.flatnonzero(holds)
        event = happened.event[rows[these]]
        parts.append(steps(holding[these], on[these], np.array(loglik(row)), code_of(name), event=event))
    return Steps(*(np.concatenate([getattr(part, name) for part in parts]) for name in Steps.__slots__))


def three_element(scene: Scene) -> Steps:
    """Return a step per check of name, identity number and telephone number together.

    It speaks of the borrower only if the person asked about is the borrower; a match with another speaks against."""
    happened = scene.happenings
    rows = np.flatnonzero(happened.kind == "three_element")
    who = verified_person(scene, rows)
    result = happened.result[rows].astype(object)
    result[(who == OTHER) & (result == "match")] = "match_other"
    told = (who == SAME) | (result == "match_other")
    return answers(scene, rows[told], "three_element", scene.settings.three_element, result[told])


def _months(scene: Scene, name: str, rows: np.ndarray) -> Ints:
    months = pc.fill_null(scene.graph.events[name], -1).to_numpy(zero_copy_only=False)
    return np.asarray(months, dtype=np.int32)[scene.happenings.event[rows]]
