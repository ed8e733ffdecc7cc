"""Kernels: levels and weight of a pair, and the scan that compares and weighs blocks without keeping candidates."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import called, kernel, leaf
from recontact.linkage.fetch import fetch_row, fetch_texts, fetch_values
from recontact.linkage.name_level import name_level
from recontact.linkage.people import CUSTOMER, DERIVED, EMPLOYER, GENDER
from recontact.linkage.place_level import place_level
from recontact.linkage.value_level import (
    ACCOUNTS_CLOSE,
    ACCOUNTS_DIFFERENT,
    NOTHING,
    accounts_level,
    accounts_meet,
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
FAR, NEAR, NEXT = 24, 12, 6  # members ahead
ROUNDING = 1e-6  # bits; a bound must not be below what it bounds


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
    compare_most(p, a, b, levels, rarities)
    compare_accounts(p, a, b, levels, rarities)


@leaf
def compare_most(p: Any, a: Any, b: Any, levels: Any, rarities: Any) -> Any:
    """Fill levels and rarities, those of e-mail addresses and messenger accounts as unknown."""
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
def compare_accounts(p: Any, a: Any, b: Any, levels: Any, rarities: Any) -> Any:
    """Fill levels and rarities of e-mail addresses and messenger accounts."""
    known = np.int64(p.known[a] & p.known[b])
    for kind in range(1, 3):
        if known & 1 << 3 + kind:
            levels[3 + kind], rarities[3 + kind] = accounts_level(p, a, b, kind)


@leaf
def accounts_most(p: Any, w: Any, a: Any, b: Any) -> Any:
    """Return the most bits that `compare_accounts` can add, told without reading the accounts."""
    known = np.int64(p.known[a] & p.known[b])
    most = 0.0
    for kind in range(1, 3):
        if known & 1 << 3 + kind:
            close, different = w.match[3 + kind, ACCOUNTS_CLOSE], w.match[3 + kind, ACCOUNTS_DIFFERENT]
            most += np.inf if accounts_meet(p, a, b, kind) else max(0.0, close, different)
    return most


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


@kernel
def scan(
    p: Any,
    w: Any,
    members: Any,
    bounds: Any,
    held: Any,
    held_bounds: Any,
    lo: Any,
    hi: Any,
    first_only: Any,
    floor: Any,
    out: Any,
) -> Any:
    """Compare the pairs of blocks lo..hi, write those of weight `floor` or more to `out`; return (written, compared).

    With `first_only` a pair counts only in the first block that holds it.
    """
    left, right, matches, kins, pattern = out
    levels = np.zeros(w.match.shape[0], np.int64)
    rarities = np.zeros(w.match.shape[0], np.float64)
    written = 0
    compared = 0
    far = near = soon = bounds[lo]
    for block in range(lo, hi):
        while far < min(bounds[block + 1] + FAR, bounds[hi]):
            fetch_row(p, held_bounds, np.int64(members[far]))
            far += 1
        while near < min(bounds[block + 1] + NEAR, bounds[hi]):
            fetch_values(p, held, held_bounds, np.int64(members[near]))
            near += 1
        while soon < min(bounds[block + 1] + NEXT, bounds[hi]):
            fetch_texts(p, np.int64(members[soon]))
            soon += 1
        for i in range(bounds[block], bounds[block + 1] - 1):
            a = np.int64(members[i])  # one integer type everywhere: the kernels below are compiled once
            for j in range(i + 1, bounds[block + 1]):
                b = np.int64(members[j])
                if first_only and _first_shared(held, held_bounds, a, b) != block:
                    continue
                compared += 1
                compare_most(p, a, b, levels, rarities)
                match, kin, code = weigh(w, levels, rarities)
                if match + w.prior[0] + accounts_most(p, w, a, b) + ROUNDING < floor:
                    continue
                compare_accounts(p, a, b, levels, rarities)
                match, kin, code = weigh(w, levels, rarities)
                if match + w.prior[0] >= floor and odds(match, kin, w.prior) >= floor:
                    left[written] = a
                    right[written] = b
                    matches[written] = match
                    kins[written] = kin
                    pattern[written] = code
                    written += 1
    return written, compared


@leaf
def _first_shared(held: Any, bounds: Any, a: Any, b: Any) -> Any:
    """Return the first block that holds both rows, of which there must be one; each row's blocks are ascending."""
    i = bounds[a]
    j = bounds[b]
    while held[i] != held[j]:
        ahead = held[i] < held[j]
        i += ahead  # no branch that a processor would have to guess
        j += not ahead
    return held[i]
