"""Kernel: on which level two names agree, in Han characters where both are, else by their folded spelling."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.coding import HIDDEN
from recontact.linkage.people import GIVEN, HAN, SURNAME
from recontact.linkage.signs import HEAD, LENGTH, ONE
from recontact.linkage.texts import close_spelling, known_agreeing, may_be_close

# Levels in the order of configs/models/person.yaml.
UNKNOWN, SAME_HAN, SAME, MASKED, GIVEN_CLOSE, MIDDLE_DIFFERS, SURNAME_CLOSE, SWAPPED, BOTH_CLOSE = range(9)
INITIAL, GIVEN_MISSING, SURNAME_MISSING, ONE_CHARACTER, HOMOPHONE, GIVEN_ONLY, CROSSED = range(9, 16)
SURNAME_ONLY, SURNAME_NEAR, GIVEN_NEAR, GIVEN_HAN, SURNAME_HAN, DIFFERENT_HAN = range(16, 22)
PARTLY_SURNAME, PARTLY_DIFFERENT, DIFFERENT = range(22, 25)
# How two surnames or two given names stand to each other.
MISSING, EQUAL, CLOSE, INITIALS, OTHER, MAYBE = range(6)
"""MAYBE: close or other, which only the texts would tell."""
STAND = 7
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
    found = stands(p, surname_a, given_a, surname_b, given_b, True)
    surname, given = found & STAND, found >> 3 & STAND
    middle = surname == EQUAL and given == CLOSE and _middle_differs(p, given_a, given_b)
    partly_given = partly(p, given_a) or partly(p, given_b)
    level = level_of(found, middle, partly_given, partly_given or partly(p, surname_a) or partly(p, surname_b))
    if surname == EQUAL:
        rarity = p.rarity[shared(p, surname_a, surname_b)]
        if given == EQUAL:
            return level, rarity + p.given_rarity[shared(p, given_a, given_b)]
        return level, rarity + p.given_rarity[p.parts[given_a, 0]] if middle else rarity
    left, right = found >> 6 & STAND, found >> 9 & STAND
    if level == SWAPPED:
        both = left == EQUAL and right == EQUAL
        return level, p.rarity[surname_a] + p.given_rarity[given_a] if both else np.float32(0.0)
    if level == CROSSED:
        one = p.rarity[surname_a] if left == EQUAL else np.float32(0.0)
        return level, p.rarity[surname_b] if left != EQUAL and right == EQUAL else one
    return level, p.given_rarity[shared(p, given_a, given_b)] if given == EQUAL else np.float32(0.0)


@leaf
def level_of(found: Any, middle: Any, partly_given: Any, any_partly: Any) -> Any:
    """Return the level that four stands give (see `stands`).

    middle: close given names begin alike and go on differently; partly_given, any_partly: a given name, or any of the
    names, is missing or but an initial.
    """
    surname, given, left, right = found & STAND, found >> 3 & STAND, found >> 6 & STAND, found >> 9 & STAND
    if surname == EQUAL:
        return _same_surname(given, middle, partly_given)
    if given == EQUAL and surname != OTHER:
        return SURNAME_CLOSE if surname == CLOSE else INITIAL if surname == INITIALS else SURNAME_MISSING
    if surname == MISSING and given in (CLOSE, INITIALS):
        return SURNAME_MISSING
    if surname == CLOSE and given == CLOSE:
        return BOTH_CLOSE
    if surname in (CLOSE, INITIALS) and given == INITIALS:
        return INITIAL
    there = left in (EQUAL, CLOSE)
    back = right in (EQUAL, CLOSE)
    if there and back:
        return SWAPPED
    if given == EQUAL:
        return GIVEN_ONLY
    if there or back:
        return CROSSED
    if surname == MISSING and given == MISSING:
        return UNKNOWN
    if any_partly:
        return PARTLY_DIFFERENT
    return SURNAME_NEAR if surname == CLOSE else GIVEN_NEAR if given == CLOSE else DIFFERENT


@leaf
def _same_surname(given: Any, middle: Any, partly_given: Any) -> Any:
    if given == EQUAL:
        return SAME
    if given == CLOSE:
        return MIDDLE_DIFFERS if middle else GIVEN_CLOSE
    if given == INITIALS:
        return INITIAL
    if given == MISSING:
        return GIVEN_MISSING
    return PARTLY_SURNAME if partly_given else SURNAME_ONLY


@leaf
def stands(p: Any, surname_a: Any, given_a: Any, surname_b: Any, given_b: Any, read: Any) -> Any:
    """Return how the surnames, the given names, and each surname and the other's given name stand, three bits each.

    Equal surnames settle the level, and the crosswise stands are left out. Unless `read`, no text is read: then a stand
    may be MAYBE. In a loop, since `_stand` is long: four of it would be compiled.
    """
    found = 0
    for k in range(4):
        if k == 2 and found & STAND == EQUAL:
            break
        left = given_a if k & 1 else surname_a
        right = surname_b if k == 0 or k == 3 else given_b
        found |= _stand(p, left, right, read) << 3 * k
    return found


@leaf
def _stand(p: Any, left: Any, right: Any, read: Any) -> Any:
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
    first = _spelt(p, a, b, read)
    if first != OTHER or (left == a and right == b):
        return first
    token = _common(p.parts, left, right, 0)
    if token >= 0 and p.offsets[token + 1] - p.offsets[token] >= 3:
        return CLOSE
    return _spelt(p, left, right, read)


@leaf
def _spelt(p: Any, left: Any, right: Any, read: Any) -> Any:
    if read:
        return CLOSE if close_spelling(p.chars, p.offsets, p.signs, left, right, CLOSE_NAME) else OTHER
    return MAYBE if may_be_close(p.signs, left, right, CLOSE_NAME) else OTHER


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
def partly(p: Any, code: Any) -> Any:
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
def shared(p: Any, left: Any, right: Any) -> Any:
    """Return the code of what two equal names share: the whole, or the first token."""
    return left if left == right else p.parts[left, 0]
