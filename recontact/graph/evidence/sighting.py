"""A source's record names the point."""

import numpy as np

from recontact.graph.scene import Floats, Scene
from recontact.graph.steps import Steps, code_of, steps


def sighting(scene: Scene) -> Steps:
    """Return one step per sighting of a listed holding.

    Against "never theirs" a sighting counts as far as it raises the trust in the point: repetition by one source, or on
    one doubtful link, raises it little. Against "theirs once, given up" every sighting counts anew, with
    LR = π · p / (1 - p) + (1 - π), p the chance that such a value is right and π the belief in the link. A copy says
    nothing.
    """
    seen = scene.sightings
    first = np.ones(len(seen.holding), dtype=np.bool_)
    first[1:] = seen.holding[1:] != seen.holding[:-1]
    log_odds = np.log(seen.trust / (1.0 - seen.trust))
    gain = log_odds - np.where(first, 0.0, np.roll(log_odds, 1))
    belief = scene.graph.belief[seen.mention]
    odds = np.maximum(seen.strength / (1.0 - seen.strength), 1.0)  # a weak usage says nothing, not the contrary
    fresh = -np.log(belief * odds + 1.0 - belief)
    is_copy = seen.copied_from >= 0
    loglik = np.zeros((len(seen.holding), 6))
    loglik[:, :2] = gain[:, None]
    loglik[:, 2:5] = (gain + fresh)[:, None]
    loglik[is_copy] = 0.0
    rows = np.flatnonzero(scene.holdings.listed[seen.holding])
    named = _codes(scene, first, is_copy, gain)
    return steps(seen.holding[rows], seen.day[rows], loglik[rows], named[rows], observation=seen.observation[rows])


def _codes(scene: Scene, first: np.ndarray, is_copy: np.ndarray, gain: Floats) -> np.ndarray:
    named = np.where(gain > 0.0, code_of("corroboration"), code_of("repeated"))
    named[first] = code_of("sighting")
    named[is_copy] = code_of("copy")
    return named
