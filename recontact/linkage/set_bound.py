"""Kernels: the most bits that two sets of telephones or accounts can tell, from their codes and signs."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.glance import ACCOUNTS, EMAIL_SIGNS, NUMBER_AT, OWN_NAME, PHONE, WHEN, lower, upper
from recontact.linkage.people import SEEN
from recontact.linkage.sight import HUB, MASK, packed_slip
from recontact.linkage.signs import CLASSES, HEAD, NEVER, ZERO, closeness
from recontact.linkage.value_level import (
    CLOSE,
    CLOSE_VALUE,
    DIFFERENT,
    MASKED,
    PARTLY_DIFFERENT,
    PHONE_LEVELS,
    SAME,
    SET_LEVELS,
    far_apart,
)

Array = np.ndarray[Any, Any]
NOTHING, UNLIKE, ALIKE, SHARED, RARITY = range(5)
"""What is told of two sets: nothing; that all values differ; that one may be close or is partly hidden; one shared."""
GAPS = len(PHONE_LEVELS)


def sets_most(match: Array, rarity: Array) -> Array:
    """Return (float32 [sets, 5]) the most bits, without rarity, of what may be told, and 1 where the rarity of a shared
    value counts: of telephones by gap of time, of e-mail addresses, of messenger accounts, whose weights are given."""
    levels = [*((0, each) for each in PHONE_LEVELS), (1, SET_LEVELS), (2, SET_LEVELS)]
    alike = (0, MASKED, CLOSE, DIFFERENT, PARTLY_DIFFERENT)
    found = np.zeros((len(levels), 5), np.float32)
    for row, (kind, level) in enumerate(levels):
        bits = match[kind]
        found[row, UNLIKE], found[row, SHARED] = bits[level[DIFFERENT]], bits[level[SAME]]
        found[row, ALIKE] = max(bits[level[each]] for each in alike)
        found[row, RARITY] = rarity[kind, level[SAME]]
    return found


@leaf
def phone_most_at_glance(p: Any, g: Any, u: Any, a: Any, b: Any, gap: Any) -> Any:
    """Return what `set_most` does, of two rows with one telephone each, which their glances hold."""
    code = lower(g[a, ACCOUNTS])
    if code == lower(g[b, ACCOUNTS]):
        return u.sets[gap, SHARED] + np.float64(u.sets[gap, RARITY] * p.rarity[code])
    return np.float64(u.sets[gap, ALIKE if packed_slip(g[a, PHONE], g[b, PHONE]) else UNLIKE])


@leaf
def email_most_at_glance(p: Any, g: Any, u: Any, a: Any, b: Any) -> Any:
    """Return what `set_most` does, of two rows with one e-mail address each, which their glances hold."""
    code = upper(g[a, ACCOUNTS])
    if code == upper(g[b, ACCOUNTS]):
        return u.sets[GAPS, SHARED] + np.float64(u.sets[GAPS, RARITY] * p.rarity[code])
    if (g[a, WHEN] | g[b, WHEN]) & OWN_NAME != ZERO and g[a, WHEN] >> NUMBER_AT != g[b, WHEN] >> NUMBER_AT:
        return np.float64(u.sets[GAPS, UNLIKE])  # alike in nothing but the names
    x, y = EMAIL_SIGNS + CLASSES, EMAIL_SIGNS + HEAD
    alike = closeness(g[a, x], g[a, y], g[b, x], g[b, y], CLOSE_VALUE) != NEVER
    return np.float64(u.sets[GAPS, ALIKE if alike else UNLIKE])


@leaf
def set_most(p: Any, u: Any, a: Any, b: Any, kind: Any) -> Any:
    """Return the most bits of set `kind` of rows `a` and `b`."""
    told = NOTHING
    rarity = np.float32(0.0)
    for i in range(p.starts[a, kind], p.starts[a, kind + 1]):
        for j in range(p.starts[b, kind], p.starts[b, kind + 1]):
            head_left = p.item_signs[i, HEAD]
            head_right = p.item_signs[j, HEAD]
            marks = head_left | head_right
            if marks & HUB != ZERO or p.items[i] < 0 or p.items[j] < 0:
                continue
            if marks & MASK != ZERO:
                told = max(told, ALIKE)
            elif p.items[i] == p.items[j]:
                rarity = max(p.rarity[p.items[i]], rarity) if told == SHARED else p.rarity[p.items[i]]
                told = SHARED
            elif told < ALIKE:
                left = p.item_signs[i, CLASSES]
                right = p.item_signs[j, CLASSES]
                if kind > 0:
                    alike = closeness(left, head_left, right, head_right, CLOSE_VALUE) != NEVER
                else:
                    alike = left == ZERO or right == ZERO or packed_slip(left, right)
                told = ALIKE if alike else UNLIKE
    row = GAPS - 1 + kind
    if kind == 0:
        seen_a = p.rows[a, SEEN]
        seen_b = p.rows[b, SEEN]
        row = far_apart(seen_a, seen_b, p.gaps[0]) + far_apart(seen_a, seen_b, p.gaps[1])
    return u.sets[row, told] + u.sets[row, RARITY] * rarity
