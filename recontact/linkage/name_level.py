"""Kernel: on which level two names agree, in Han characters where both are, else by their folded spelling."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.coding import HIDDEN
from recontact.linkage.people import GIVEN, HAN, SURNAME
from recontact.linkage.signs import HEAD, LENGTH, ONE
from recontact.linkage.texts import close_spelling, known_agreeing

# Levels in the order of configs/models/person.yaml.
UNKNOWN, SAME_HAN, SAME, MASKED, GIVEN_CLOSE, MIDDLE_DIFFERS, SURNAME_CLOSE, SWAPPED, BOTH_CLOSE = range(9)
INITIAL, GIVEN_MISSING, SURNAME_MISSING, ONE_CHARACTER, HOMOPHONE, GIVEN_ONLY, CROSSED = range(9, 16)
SURNAME_ONLY, SURNAME_NEAR, GIVEN_NEAR, GIVEN_HAN, SURNAME_HAN, DIFFERENT_HAN = range(16, 22)
PARTLY_SURNAME, PARTLY_DIFFERENT, DIFFERENT = range(22, 25)
# How two surnames or two given names stand to each other.
MISSING, EQUAL, CLOSE, INITIALS, OTHER = range(5)
CLOSE_NAME = 0.88  # Jaro-Winkler; Splink's and recordlinkage's usual 0.88-0.92, short names need the lower


@leaf
def name_level(p: Any, a: Any, b: Any) -> Any:
    """Return the level of rows `a` and `b` and the rarity of what they share."""
    han_a = p.rows[a, HAN]
    han_b = p.rows[b, HAN]
    if han_a >= 0 and han_b >= 0:
        return _han_level(p, a, b, han_a, han_b)
    return _spelling_level(p, p.rows[a, SURNAME], p.rows[a, GIVEN], p.rows[b, SURNAME], p.rows[b, GIVEN])


@leaf
def _han_level(p: Any, a: Any, b: Any, han_a: Any, han_b: Any) -> Any:
    if han_a == han_b and not p.hidden[han_a]:
        return SAME_HAN, p.rarity[han_a]
    s = p.offsets[han_a]
    t = p.offsets[han_b]
    m = p.offsets[han_a + 1] - s
    n = p.offsets[han_b + 1] - t
    first = p.chars[s] == p.chars[t] and p.chars[s] != HIDDEN
    shared = p.rarity[p.rows[a, SURNAME]] if first and p.rows[a, SURNAME] >= 0 else 0.0
    if p.hidden[han_a] or p.hidden[han_b]:
        known = known_agreeing(p.chars, s, m, t, n)
        if known >= 2 and first:
            return MASKED, 0.0
        if known >= 1:
            return (GIVEN_MISSING, shared) if first else (SURNAME_MISSING, 0.0)
        if known == 0:
            return UNKNOWN, 0.0
        return (PARTLY_SURNAME, shared) if first else (PARTLY_DIFFERENT, 0.0)
    same_surname = p.rows[a, SURNAME] == p.rows[b, SURNAME] and p.rows[a, SURNAME] >= 0
    same_given = p.rows[a, GIVEN] == p.rows[b, GIVEN] and p.rows[a, GIVEN] >= 0
    if same_surname and same_given:
        return HOMOPHONE, p.rarity[p.rows[a, SURNAME]] + p.given_rarity[p.rows[a, GIVEN]]
    if first and m == 3 and n == 3 and (p.chars[s + 1] == p.chars[t + 1] or p.chars[s + 2] == p.chars[t + 2]):
        return ONE_CHARACTER, shared
    if first:
        return SURNAME_HAN, shared
    if m == n and m >= 3 and known_agreeing(p.chars, s + 1, m - 1, t + 1, n - 1) > 0:
        return GIVEN_HAN, p.given_rarity[p.rows[a, GIVEN]] if p.rows[a, GIVEN] >= 0 else 0.0
    return DIFFERENT_HAN, 0.0


@leaf
def _spelling_level(p: Any, surname_a: Any, given_a: Any, surname_b: Any, given_b: Any) -> Any:
    surname = _stand(p, surname_a, surname_b)
    given = _stand(p, given_a, given_b)
    shared = p.given_rarity[_shared(p, given_a, given_b)] if given == EQUAL else np.float32(0.0)
    if surname == EQUAL:
        if given == CLOSE and _middle_differs(p, given_a, given_b):
            return MIDDLE_DIFFERS, p.rarity[_shared(p, surname_a, surname_b)] + p.given_rarity[p.parts[given_a, 0]]
        partly = _partly(p, given_a) or _partly(p, given_b)
        return _same_surname(given, p.rarity[_shared(p, surname_a, surname_b)], shared, partly)
    if given == EQUAL and surname != OTHER:
        if surname == CLOSE:
            return SURNAME_CLOSE, shared
        return (INITIAL, shared) if surname == INITIALS else (SURNAME_MISSING, shared)
    if surname == MISSING and given in (CLOSE, INITIALS):
        return SURNAME_MISSING, 0.0
    if surname == CLOSE and given == CLOSE:
        return BOTH_CLOSE, 0.0
    if surname in (CLOSE, INITIALS) and given == INITIALS:
        return INITIAL, 0.0
    level, crossed = _crossed(p, surname_a, given_a, surname_b, given_b)
    if level == SWAPPED:
        return level, crossed
    if given == EQUAL:
        return GIVEN_ONLY, shared
    if level == CROSSED:
        return level, crossed
    if surname == MISSING and given == MISSING:
        return UNKNOWN, 0.0
    if _partly(p, surname_a) or _partly(p, surname_b) or _partly(p, given_a) or _partly(p, given_b):
        return PARTLY_DIFFERENT, 0.0
    if surname == CLOSE:
        return SURNAME_NEAR, 0.0
    return (GIVEN_NEAR, 0.0) if given == CLOSE else (DIFFERENT, 0.0)


@leaf
def _same_surname(given: Any, surname_rarity: Any, given_rarity: Any, partly: Any) -> Any:
    if given == EQUAL:
        return SAME, surname_rarity + given_rarity
    if given == CLOSE:
        return GIVEN_CLOSE, surname_rarity
    if given == INITIALS:
        return INITIAL, surname_rarity
    if given == MISSING:
        return GIVEN_MISSING, surname_rarity
    return (PARTLY_SURNAME if partly else SURNAME_ONLY), surname_rarity


@leaf
def _crossed(p: Any, surname_a: Any, given_a: Any, surname_b: Any, given_b: Any) -> Any:
    """Return SWAPPED or CROSSED if a surname of one is a given name of the other, else UNKNOWN, and the rarity."""
    left = _stand(p, surname_a, given_b)
    right = _stand(p, given_a, surname_b)
    there = left in (EQUAL, CLOSE)
    back = right in (EQUAL, CLOSE)
    if there and back:
        return SWAPPED, p.rarity[surname_a] + p.given_rarity[given_a] if left == EQUAL and right == EQUAL else 0.0
    if left == EQUAL:
        return CROSSED, p.rarity[surname_a]
    if right == EQUAL:
        return CROSSED, p.rarity[surname_b]
    return (CROSSED, 0.0) if there or back else (UNKNOWN, 0.0)


@leaf
def _stand(p: Any, left: Any, right: Any) -> Any:
    """Return how two surnames or given names stand to each other: first tokens decide, the others may object."""
    if left < 0 or right < 0:
        return MISSING
    a = p.parts[left, 0]
    b = p.parts[right, 0]
    lone = _lone(p, a) or _lone(p, b)
    if left == right:
        return INITIALS if lone else EQUAL
    if lone:
        return INITIALS if p.chars[p.offsets[a]] == p.chars[p.offsets[b]] else OTHER
    if a == b:
        return EQUAL if _middle_agrees(p, p.parts[left, 1], p.parts[right, 1]) else CLOSE
    if p.parts[a, 3] >= 0 and p.parts[b, 3] >= 0 and _common(p.parts, a, b, 3) >= 0:
        return CLOSE  # short forms of one name
    if close_spelling(p.chars, p.offsets, p.signs, a, b, CLOSE_NAME):
        return CLOSE
    if left == a and right == b:
        return OTHER
    token = _common(p.parts, left, right, 0)
    if token >= 0 and p.offsets[token + 1] - p.offsets[token] >= 3:
        return CLOSE
    return CLOSE if close_spelling(p.chars, p.offsets, p.signs, left, right, CLOSE_NAME) else OTHER


@leaf
def _common(parts: Any, left: Any, right: Any, begin: Any) -> Any:
    """Return the first of the three parts from `begin` on that both codes have, -1 if none."""
    for i in range(begin, begin + 3):
        for j in range(begin, begin + 3):
            if parts[left, i] >= 0 and parts[left, i] == parts[right, j]:
                return parts[left, i]
    return -1


@leaf
def _lone(p: Any, code: Any) -> Any:
    return p.signs[code, HEAD] & LENGTH == ONE


@leaf
def _partly(p: Any, code: Any) -> Any:
    """Return whether a surname or given name is missing or but an initial."""
    return code < 0 or _lone(p, p.parts[code, 0])


@leaf
def _middle_agrees(p: Any, left: Any, right: Any) -> Any:
    """Return whether second tokens are equal, missing on a side, or one is the other's initial."""
    if left < 0 or right < 0 or left == right:
        return True
    return (_lone(p, left) or _lone(p, right)) and p.chars[p.offsets[left]] == p.chars[p.offsets[right]]


@leaf
def _middle_differs(p: Any, left: Any, right: Any) -> Any:
    """Return whether two close given names begin with the same one, and what follows is not even close."""
    a = p.parts[left, 1]
    b = p.parts[right, 1]
    if p.parts[left, 0] != p.parts[right, 0] or a < 0 or b < 0:
        return False
    if _lone(p, a) or _lone(p, b):
        return not _middle_agrees(p, a, b)
    return not close_spelling(p.chars, p.offsets, p.signs, a, b, CLOSE_NAME)


@leaf
def _shared(p: Any, left: Any, right: Any) -> Any:
    """Return the code of what two equal names share: the whole, or the first token."""
    return left if left == right else p.parts[left, 0]
