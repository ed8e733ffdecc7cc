"""People use one mobile number at a time: each of a person's numbers is judged beside the others."""

import numpy as np

from recontact.graph.scene import Flags, Floats, Scene
from recontact.schema import CONTACT_TYPES, USAGES

_EDGE = 1e-9


def beside_the_others(scene: Scene, own: Floats) -> Floats:
    """Return per holding the probability that it is the person's own, told the person's other mobile numbers.

    Each by itself has the odds o = p / (1 - p). That a set of numbers is in use, and no other, weighs the product of
    its odds, times `some` for the first and `second` for each further one: with s = `second`, c = `some` / s, and the
    sum over all sets 1 + c (Π (1 + s o) - 1), the sets that hold number i weigh `some` · o_i · Π_{j≠i} (1 + s o_j).
    At `some` = `second` = 1 the numbers do not matter to one another. A number without another stays as it is.
    """
    wanted, identity = numbers_in_use(scene), scene.holdings.identity
    count = np.bincount(identity[wanted], minlength=int(identity.max(initial=-1)) + 1)
    rows = np.flatnonzero(wanted & (count[identity] > 1))
    settings = scene.settings.one_number
    odds = np.clip(own[rows], _EDGE, 1.0 - _EDGE)
    odds /= 1.0 - odds
    together = np.log1p(settings.second * odds)
    every = np.bincount(identity[rows], weights=together, minlength=len(count))[identity[rows]]
    result = own.copy()
    all_sets = 1.0 + settings.some / settings.second * np.expm1(every)
    result[rows] = settings.some * odds * np.exp(every - together) / all_sets
    return result


def numbers_in_use(scene: Scene) -> Flags:
    """Return which holdings are mobile numbers that a person gave as the number: not as a second one, and not what
    looks like an agent's, an employer's or a relative's."""
    held, seen = scene.holdings, scene.sightings
    first = np.bincount(seen.holding[seen.usage != USAGES.index("alternate")], minlength=len(held)) > 0
    another = scene.workplace | scene.named_other | (scene.people >= scene.settings.sharing.hub)
    result: Flags = held.listed & (held.type == CONTACT_TYPES.index("mobile")) & first & ~another
    return result
