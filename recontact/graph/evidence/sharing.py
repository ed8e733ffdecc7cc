"""Other people use the point: at the same time, or after the borrower."""

import numpy as np

from recontact.graph.scene import Flags, Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps
from recontact.schema import CONTACT_TYPES


def shared(scene: Scene) -> Steps:
    """Return a step per holding with others on it in the same period: -weight · ln(1 + people), little among kin.

    A household shares its address and its landline by design: that says nothing."""
    held, sharing = scene.holdings, scene.settings.sharing
    kin = np.where(_is(scene, "landline"), 0, scene.kin)
    rows = np.flatnonzero(held.listed & (scene.people + kin > 0) & ~_is(scene, "address"))
    lost = sharing.weight * np.log1p(scene.people[rows])
    lost += sharing.weight * sharing.household_weight * np.log1p(kin[rows])
    loglik_ = np.zeros((len(rows), 6))
    loglik_[:, :5] = -lost[:, None]
    alone = np.where(scene.people[rows] > 0, code_of("shared"), code_of("household"))
    code = np.where(scene.people[rows] >= sharing.hub, code_of("hub"), alone)
    return steps(rows.astype(np.int32), held.value_first[rows], loglik_, code)


def seen_with_other_later(scene: Scene) -> Steps:
    """Return a step on the day the point is seen with somebody else, after it was last seen with the borrower."""
    held, sharing = scene.holdings, scene.settings.sharing
    by_design = _is(scene, "address") | (_is(scene, "landline") & scene.later_kin)
    rows = np.flatnonzero(held.listed & (scene.later_day >= 0) & ~by_design)
    kin = scene.later_kin[rows]
    gone = np.array(loglik(sharing.seen_with_other_later))
    passed_on = np.array(loglik(sharing.passed_on_in_household))
    trust = scene.later_trust[rows, None]
    row = np.log(trust * np.exp(np.where(kin[:, None], passed_on, gone)) + 1.0 - trust)
    code = np.where(kin, code_of("passed_on_in_household"), code_of("seen_with_other_later"))
    return steps(rows.astype(np.int32), np.maximum(scene.later_day[rows], held.value_first[rows]), row, code)


def _is(scene: Scene, type_: str) -> Flags:
    result: Flags = scene.holdings.type == CONTACT_TYPES.index(type_)
    return result
