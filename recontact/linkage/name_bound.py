"""Kernels: the most bits that two names can tell, from their codes and signs."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.glance import GIVEN_SIGNS, NAMES, SURNAME_SIGNS, lower, upper
from recontact.linkage.name_level import (
    CLOSE,
    CLOSE_NAME,
    DIFFERENT_HAN,
    EQUAL,
    GIVEN_CLOSE,
    GIVEN_HAN,
    GIVEN_MISSING,
    GIVEN_ONLY,
    HOMOPHONE,
    MASKED,
    MAYBE,
    ONE_CHARACTER,
    OTHER,
    PARTLY_DIFFERENT,
    PARTLY_SURNAME,
    SAME,
    STAND,
    SURNAME_HAN,
    SURNAME_MISSING,
    SURNAME_ONLY,
    UNKNOWN,
    level_of,
    partly,
    shared,
    stands,
)
from recontact.linkage.people import GIVEN, HAN, SURNAME
from recontact.linkage.signs import CLASSES, HEAD, NEVER, closeness, first_equal

Array = np.ndarray[Any, Any]
GIVEN_PARTLY, ANY_PARTLY = 1 << 12, 1 << 13
"""Marks beside four stands in the index of the table."""
# What two unequal names in Han characters may share, beginning with the least; each may turn out to be less.
NONE, REST, FIRST, FIRST_AND_MORE, SOUND, HIDDEN = range(6)


@kernel
def stands_most(match: Any) -> Any:
    """Return per four stands with marks (float32) the most bits, without rarity, of all levels that they leave open."""
    found = np.zeros(2 * ANY_PARTLY, np.float32)
    for entry in range(found.shape[0]):
        most = np.float32(-np.inf)
        for told in range(32):
            stand = entry & (GIVEN_PARTLY - 1)
            for k in range(4):
                if stand >> 3 * k & STAND == MAYBE:
                    stand += ((CLOSE if told >> k & 1 else OTHER) - MAYBE) << 3 * k
            level = level_of(stand, told >> 4 & 1, entry & GIVEN_PARTLY, entry & ANY_PARTLY)
            most = max(most, match[level])
        found[entry] = most
    return found


def han_most(match: Array) -> Array:
    """Return per what two unequal names in Han characters may share (float32) the most bits, without rarity."""
    reached = np.maximum.accumulate(match[[DIFFERENT_HAN, GIVEN_HAN, SURNAME_HAN, ONE_CHARACTER, HOMOPHONE]])
    hidden = match[[UNKNOWN, MASKED, GIVEN_MISSING, SURNAME_MISSING, PARTLY_SURNAME, PARTLY_DIFFERENT]].max()
    return np.append(reached, hidden).astype(np.float32)


@leaf
def name_most_at_glance(p: Any, g: Any, w: Any, u: Any, a: Any, b: Any) -> Any:
    """Return what `name_most` does, of two rows with one surname and one given name each, which their glances hold."""
    surname_a, given_a = lower(g[a, NAMES]), upper(g[a, NAMES])
    surname_b, given_b = lower(g[b, NAMES]), upper(g[b, NAMES])
    if surname_a == surname_b:
        rarity = p.rarity[surname_a]
        if given_a == given_b:
            return _weight(w, SAME, rarity + p.given_rarity[given_a])
        only = _weight(w, SURNAME_ONLY, rarity)
        told = _stand(g, a, GIVEN_SIGNS, b, GIVEN_SIGNS)
        return only if told == OTHER else max(only, _weight(w, GIVEN_CLOSE, rarity))
    rarity = 0.0
    surname, given = _stand(g, a, SURNAME_SIGNS, b, SURNAME_SIGNS), EQUAL
    left, right = EQUAL, EQUAL
    if given_a == given_b:
        rarity += max(p.given_rarity[given_a], 0.0)
    else:
        given = _stand(g, a, GIVEN_SIGNS, b, GIVEN_SIGNS)
    if surname_a == given_b:
        rarity += max(p.rarity[surname_a], 0.0)
    else:
        left = _stand(g, a, SURNAME_SIGNS, b, GIVEN_SIGNS)
    if given_a == surname_b:
        rarity += max(p.rarity[surname_b], 0.0) + max(p.given_rarity[given_a], 0.0)
    else:
        right = _stand(g, a, GIVEN_SIGNS, b, SURNAME_SIGNS)
    if given == EQUAL and surname == OTHER and left == OTHER and right == OTHER:
        return _weight(w, GIVEN_ONLY, p.given_rarity[given_a])
    return u.names[surname | given << 3 | left << 6 | right << 9] + rarity


@leaf
def _weight(w: Any, level: Any, rarity: Any) -> Any:
    return np.float64(w.match[0, level]) + w.rarity[0, level] * rarity


@leaf
def _stand(g: Any, a: Any, x: Any, b: Any, y: Any) -> Any:
    """Return how two unequal single names may stand whose signs lie at `x` and `y` of the glances."""
    told = closeness(g[a, x + CLASSES], g[a, x + HEAD], g[b, y + CLASSES], g[b, y + HEAD], CLOSE_NAME)
    return OTHER if told == NEVER else MAYBE


@leaf
def name_most(p: Any, u: Any, a: Any, b: Any) -> Any:
    """Return the most bits of the names of rows `a` and `b`."""
    if p.rows[a, HAN] >= 0 and p.rows[b, HAN] >= 0:
        return _han_most(p, u, a, b)
    surname_a, given_a, surname_b, given_b = p.rows[a, SURNAME], p.rows[a, GIVEN], p.rows[b, SURNAME], p.rows[b, GIVEN]
    found = stands(p, surname_a, given_a, surname_b, given_b, False)
    surname, given, left, right = found & STAND, found >> 3 & STAND, found >> 6 & STAND, found >> 9 & STAND
    rarity = 0.0
    if surname == EQUAL:
        rarity += max(p.rarity[shared(p, surname_a, surname_b)], 0.0)
    if given == EQUAL:
        rarity += max(p.given_rarity[shared(p, given_a, given_b)], 0.0)
    elif surname == EQUAL and given_a >= 0:
        rarity += max(p.given_rarity[p.parts[given_a, 0]], 0.0)  # if no more than the middle names differ
    if left == EQUAL:
        rarity += max(p.rarity[surname_a], 0.0)
    if right == EQUAL:
        rarity += max(p.rarity[surname_b], 0.0) + max(p.given_rarity[given_a], 0.0)
    given_partly = partly(p, given_a) or partly(p, given_b)
    any_partly = given_partly or partly(p, surname_a) or partly(p, surname_b)
    return u.names[found + given_partly * GIVEN_PARTLY + any_partly * ANY_PARTLY] + rarity


@leaf
def _han_most(p: Any, u: Any, a: Any, b: Any) -> Any:
    left, right = p.rows[a, HAN], p.rows[b, HAN]
    if left == right:
        return np.inf
    first = first_equal(p.signs[left, HEAD], p.signs[right, HEAD], 0)
    second = first_equal(p.signs[left, HEAD], p.signs[right, HEAD], 1)
    third = first_equal(p.signs[left, HEAD], p.signs[right, HEAD], 2)
    surname, given = p.rows[a, SURNAME], p.rows[a, GIVEN]
    share = FIRST_AND_MORE if first and (second or third) else FIRST if first else REST if second else NONE
    if surname == p.rows[b, SURNAME] and given == p.rows[b, GIVEN]:
        share = SOUND
    if p.hidden[left] or p.hidden[right]:
        share = HIDDEN
    rarity = max(p.rarity[surname], 0.0) if share >= FIRST and surname >= 0 else 0.0
    if share in (REST, SOUND) and given >= 0:
        rarity += max(p.given_rarity[given], 0.0)
    return u.han[share] + rarity
