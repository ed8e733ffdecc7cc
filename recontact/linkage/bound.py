"""Kernels: the most bits that a pair can reach, told from codes and signs without a text: most pairs need no more."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.glance import (
    ABOUT,
    FROM_ID,
    NICKNAMED,
    ONE_EMAIL,
    ONE_NAME,
    ONE_PHONE,
    ONE_PLACE,
    WHEN,
    lower,
)
from recontact.linkage.name_bound import han_most, name_most, name_most_at_glance, stands_most
from recontact.linkage.people import EMPLOYER, GENDER, ID
from recontact.linkage.place_bound import place_most, place_most_at_glance, places_most
from recontact.linkage.set_bound import email_most_at_glance, phone_most_at_glance, set_most, sets_most
from recontact.linkage.signs import ZERO
from recontact.linkage.value_level import born_stand, far_apart

Array = np.ndarray[Any, Any]
KNOWN, BORN_AT = np.uint64(0xFFFF), np.uint64(32)
ROUNDING = 1e-4  # bits; sums of single precision must not make a bound less than what it bounds


class Most(NamedTuple):
    """The most bits of what can be told of a pair without its texts, by model."""

    names: Array
    """float32 per four stands (linkage/name_level.py) and marks of partly known names."""
    han: Array
    """float32 by what two names in Han characters may share (linkage/name_bound.py)."""
    sets: Array
    """float32 [sets and gaps of time, 5]: see linkage/set_bound.py."""
    places: Array
    """float32 [2, 6]: seen far apart or not; see linkage/place_bound.py."""
    unequal: Array
    """float32 [comparisons]: of two values that are not equal."""


def most_of(match: Array, rarity: Array) -> Most:
    """Return the tables for the weights `match` and `rarity` of `compare.Weights`."""
    unequal = np.maximum(match[:, 2:].max(axis=1), 0)
    sets = sets_most(match[3:6], rarity[3:6])
    return Most(stands_most(match[0]), han_most(match[0]), sets, places_most(match[6]), unequal)


@leaf
def reaches(p: Any, g: Any, w: Any, u: Any, a: Any, b: Any, floor: Any) -> Any:
    """Return False only if rows `a` and `b`, at a glance `g`, cannot weigh `floor` bits, whatever their texts are."""
    both = g[a, ABOUT] & g[b, ABOUT]
    known = np.int64(both & KNOWN)
    bits = w.prior[0] + ROUNDING
    if known & 1 << 0:
        if both & (ONE_NAME | NICKNAMED) == ONE_NAME:
            bits += name_most_at_glance(p, g, w, u, a, b)
        else:
            bits += name_most(p, u, a, b)
    if known & 1 << 2:
        level = born_stand(np.uint32(g[a, ABOUT] >> BORN_AT), np.uint32(g[b, ABOUT] >> BORN_AT))
        born = np.float64(w.match[2, level])
        if level == 1:
            born += w.rarity[2, 1] * p.born_rarity[a]
        bits += max(born, 0.0) if known & 1 << 1 and both & FROM_ID != ZERO else born  # it may count for nothing
    seen_a, seen_b = lower(g[a, WHEN]) - 1, lower(g[b, WHEN]) - 1
    if known & 1 << 3:
        if both & ONE_PHONE != ZERO:
            gap = far_apart(seen_a, seen_b, p.gaps[0]) + far_apart(seen_a, seen_b, p.gaps[1])
            bits += phone_most_at_glance(p, g, u, a, b, gap)
        else:
            bits += set_most(p, u, a, b, 0)
    if known & 1 << 4:
        if both & ONE_EMAIL != ZERO:
            bits += email_most_at_glance(p, g, u, a, b)
        else:
            bits += set_most(p, u, a, b, 1)
    if known & 1 << 5:
        bits += set_most(p, u, a, b, 2)
    if known & 1 << 6:
        if both & ONE_PLACE != ZERO:
            bits += place_most_at_glance(p, g, u, a, b, far_apart(seen_a, seen_b, p.gaps[2]))
        else:
            bits += place_most(p, u, a, b)
    if known & 1 << 7:
        bits += w.match[7, 1 if p.rows[a, GENDER] == p.rows[b, GENDER] else 2]
    if known & 1 << 1:
        bits += _plain_most(p, u, a, b, ID, 1)
    if known >> 8:
        for i in range(4):
            if known & 1 << 8 + i:
                bits += _plain_most(p, u, a, b, EMPLOYER + i, 8 + i)
    return bits >= floor


@leaf
def _plain_most(p: Any, u: Any, a: Any, b: Any, column: Any, comparison: Any) -> Any:
    """Return the most bits of two values of which a row has one: no bound if they are equal."""
    return np.inf if p.rows[a, column] == p.rows[b, column] else np.float64(u.unequal[comparison])
