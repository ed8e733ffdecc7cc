"""Kernels: levels and weight of a pair."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import called, leaf
from recontact.linkage.name_level import name_level
from recontact.linkage.people import CUSTOMER, DERIVED, EMPLOYER, GENDER
from recontact.linkage.place_level import place_level
from recontact.linkage.value_level import (
    NOTHING,
    accounts_level,
    born_level,
    id_level,
    phones_level,
    text_level,
)

COMPARISONS = (
    *("name", "id", "born", "phones", "emails", "handles"),
    *("address", "gender", "employer", "birth_place", "occupation", "customer"),
)
"""The comparisons in the order of the kernel's levels."""
COUNT = len(COMPARISONS)


class Weights(NamedTuple):
    """The model as the kernel reads it, in bits."""

    match: np.ndarray[Any, Any]
    """float32 [comparisons, levels]: log2(match / chance); level 0 is 0."""
    kin: np.ndarray[Any, Any]
    """float32 [comparisons, levels]: log2(kin / chance)."""
    rarity: np.ndarray[Any, Any]
    """float32 [comparisons, levels]: 1 where the shared value's rarity counts, else 0."""
    radix: np.ndarray[Any, Any]
    """int64 [comparisons]: place value of a level in the pattern."""
    prior: np.ndarray[Any, Any]
    """float64 [2]: log2 odds of a match, and of kin, for two random rows."""


@called
def compare(p: Any, a: Any, b: Any, levels: Any, rarities: Any) -> Any:
    """Fill the level and the shared value's rarity of every comparison of rows `a` and `b`."""
    compare_here(p, a, b, levels, rarities)


@leaf
def compare_here(p: Any, a: Any, b: Any, levels: Any, rarities: Any) -> Any:
    """Do what `compare` does, without a call."""
    known = np.int64(p.known[a] & p.known[b])
    for c in range(levels.shape[0]):
        levels[c] = 0
        rarities[c] = 0.0
    if known & 1 << 0:
        levels[0], rarities[0] = name_level(p, a, b)
    if known & 1 << 1:
        levels[1], rarities[1] = id_level(p, a, b)
    # a birth date that both sides read off identity numbers already compared would be the same fact twice
    if known & 1 << 2 and (levels[1] == 0 or p.rows[a, DERIVED] == 0 or p.rows[b, DERIVED] == 0):
        levels[2], rarities[2] = born_level(p, a, b)
    if known & 1 << 3:
        levels[3], rarities[3] = phones_level(p, a, b)
    for kind in range(1, 3):
        if known & 1 << 3 + kind:
            levels[3 + kind], rarities[3 + kind] = accounts_level(p, a, b, kind)
    if known & 1 << 6:
        levels[6], rarities[6] = place_level(p, a, b)
    if known & 1 << 7:
        levels[7] = 1 if p.rows[a, GENDER] == p.rows[b, GENDER] else 2
    for i in range(3):
        if known & 1 << 8 + i:
            levels[8 + i], rarities[8 + i] = text_level(p, a, b, EMPLOYER + i)
    if known & 1 << 11:
        left = p.rows[a, CUSTOMER]
        right = p.rows[b, CUSTOMER]
        if p.rarity[left] > NOTHING and p.rarity[right] > NOTHING:
            levels[11] = 1 if left == right else 2
            rarities[11] = p.rarity[left] if left == right else 0.0


@leaf
def weigh(w: Any, levels: Any, rarities: Any) -> Any:
    """Return the bits that speak for one person and for kin, each against strangers, and the pattern of levels."""
    match = 0.0
    kin = 0.0
    pattern = np.int64(0)
    for c in range(levels.shape[0]):
        level = levels[c]
        if level != 0:
            rarity = w.rarity[c, level] * rarities[c]
            match += w.match[c, level] + rarity
            kin += w.kin[c, level] + rarity
            pattern += level * w.radix[c]
    return match, kin, pattern


@leaf
def odds(match: Any, kin: Any, prior: Any) -> Any:
    """Return the log2 odds that a pair is one person, against kin and strangers together."""
    return match + prior[0] - np.log2(1.0 + 2.0 ** min(kin + prior[1], 500.0))
