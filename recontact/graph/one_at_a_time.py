"""People use one mobile number, one messenger account and one dwelling at a time: each point is judged beside the
person's others of its type."""

import numpy as np

from recontact.graph.scene import Flags, Floats, Ints, Scene
from recontact.graph.settings import InUse
from recontact.schema import CONTACT_TYPES, USAGES

_EDGE = 1e-9


def beside_the_others(scene: Scene, own: Floats) -> Floats:
    """Return per holding the probability that it is the person's own, told the person's other points of its type.

    Types without an entry in `one_at_a_time` of the settings, and points without another, stay as they are.
    """
    result, wanted = own.copy(), candidates(scene)
    for name, settings in scene.settings.one_at_a_time.items():
        rows = np.flatnonzero(wanted & (scene.holdings.type == CONTACT_TYPES.index(name)))
        identity = scene.holdings.identity[rows]
        rows = rows[np.bincount(identity, minlength=1)[identity] > 1]
        result[rows] = _excluding(own[rows], scene.holdings.identity[rows], settings)
    return result


def _excluding(own: Floats, identity: Ints, settings: InUse) -> Floats:
    """Return the probabilities of points that exclude one another within an identity.

    Each by itself has the odds o = p / (1 - p). That a set of points is in use, and no other, weighs the product of
    its odds, times `some` for the first and `second` for each further one: with s = `second`, c = `some` / s, and the
    sum over all sets 1 + c (Π (1 + s o) - 1), the sets that hold point i weigh `some` · o_i · Π_{j≠i} (1 + s o_j).
    At `some` = `second` = 1 the points do not matter to one another.
    """
    odds = np.clip(own, _EDGE, 1.0 - _EDGE)
    odds /= 1.0 - odds
    together = np.log1p(settings.second * odds)
    every = np.bincount(identity, weights=together)[identity] if len(identity) else together
    all_sets = 1.0 + settings.some / settings.second * np.expm1(every)
    result: Floats = settings.some * odds * np.exp(every - together) / all_sets
    return result


def candidates(scene: Scene) -> Flags:
    """Return which holdings a person gave as the point in use: not as a second one, and not what looks like an agent's,
    an employer's or a relative's."""
    held, seen = scene.holdings, scene.sightings
    first = np.bincount(seen.holding[seen.usage != USAGES.index("alternate")], minlength=len(held)) > 0
    another = scene.workplace | scene.named_other | (scene.people >= scene.settings.sharing.hub)
    result: Flags = held.listed & first & ~another
    return result
