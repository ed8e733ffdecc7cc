"""Kernels: on which level two identity numbers, birth dates, sets of contact values and plain texts agree."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.coding import HIDDEN
from recontact.linkage.digest import UNKNOWN_DIGIT
from recontact.linkage.mailbox_level import apart_from_name
from recontact.linkage.people import BORN, ID, SEEN
from recontact.linkage.texts import close_spelling, known_agreeing, one_edit

NOTHING = -500.0  # below it a rarity means: on too many people's records to say anything
LONG_AGREEMENT = 8  # known characters; with fewer, two partly hidden contact values agree by chance
# How two contact values stand, the best pair of two sets counting.
SAME, MASKED, CLOSE, DIFFERENT, PARTLY_DIFFERENT = range(1, 6)
# Their numbers in the model: of e-mail addresses and messenger accounts; of telephones seen at about the same time, far
# apart and very far apart in time.
SET_LEVELS = (0, 1, 2, 3, 5, 4)
PHONE_LEVELS = ((0, 1, 4, 5, 9, 6), (0, 2, 4, 5, 8, 6), (0, 3, 4, 5, 7, 6))
TAIL = 4  # hidden characters at the beginning: nothing but the end is known
# Bits told by the agreeing positions of two partly known identity numbers.
MOSTLY_BITS, PARTLY_BITS = 22.0, 9.0


@leaf
def id_level(p: Any, a: Any, b: Any) -> Any:
    """Return the level of two identity numbers and the rarity: same, mostly known, partly, one off, little, two off,
    partly different, different."""
    left = p.rows[a, ID]
    right = p.rows[b, ID]
    if left < 0 or right < 0 or p.rarity[left] < NOTHING or p.rarity[right] < NOTHING:
        return 0, 0.0
    masked = p.hidden[left] or p.hidden[right]
    if left == right and not masked:
        return 1, p.rarity[left]
    s = p.offsets[left]
    t = p.offsets[right]
    m = p.offsets[left + 1] - s
    n = p.offsets[right + 1] - t
    if not masked and one_edit(p.chars, s, m, t, n):
        return 4, 0.0
    if m != n:
        if not masked:  # registers give numbers of one length: those of others are of other documents
            return (8, 0.0) if abs(m - n) == 1 else (0, 0.0)
        if not (_tail_only(p.chars, s, m) or _tail_only(p.chars, t, n)):
            return 0, 0.0
        s += max(m - n, 0)  # of a tail nobody knows how long the number was: the ends are compared
        t += max(n - m, 0)
        m = min(m, n)
    told = 0.0
    off = 0
    for i in range(m):
        x = p.chars[s + i]
        y = p.chars[t + i]
        if x != HIDDEN and y != HIDDEN:
            off += x != y
            told += p.id_bits[min(m - 1 - i, 31)]
    if off > 0:
        if masked:
            return 7, 0.0
        return (6, 0.0) if off == 2 and m >= 7 else (8, 0.0)
    if told == 0.0:
        return 0, 0.0
    if told >= MOSTLY_BITS:
        return 2, 0.0
    return (3, 0.0) if told >= PARTLY_BITS else (5, 0.0)


@leaf
def _tail_only(chars: Any, s: Any, m: Any) -> Any:
    """Return whether a number of `m` characters hides its beginning."""
    hidden = 0
    for i in range(min(TAIL, m)):
        hidden += chars[s + i] == HIDDEN
    return hidden == TAIL


@leaf
def born_level(p: Any, a: Any, b: Any) -> Any:
    """Return the level of two birth dates and the rarity: same, compatible, close, two parts, year, partly different,
    different."""
    left = np.uint32(p.rows[a, BORN])
    right = np.uint32(p.rows[b, BORN])
    if p.rows[a, BORN] == -1 or p.rows[b, BORN] == -1:
        return 0, 0.0
    off = 0
    unknown = 0
    for i in range(8):
        x = (left >> np.uint32(4 * i)) & np.uint32(15)
        y = (right >> np.uint32(4 * i)) & np.uint32(15)
        if x == UNKNOWN_DIGIT or y == UNKNOWN_DIGIT:
            unknown += 1
        elif x != y:
            off += 1
    if off == 0:
        if unknown == 0:
            return 1, p.born_rarity[a]
        return (2, 0.0) if unknown <= 4 else (0, 0.0)
    if unknown > 0:
        return 6, 0.0
    year = left >> np.uint32(16) == right >> np.uint32(16)
    month_left = (left >> np.uint32(8)) & np.uint32(255)
    month_right = (right >> np.uint32(8)) & np.uint32(255)
    day_left = left & np.uint32(255)
    day_right = right & np.uint32(255)
    if off == 1 or (year and month_left == day_right and day_left == month_right):
        return 3, 0.0
    if int(year) + int(month_left == month_right) + int(day_left == day_right) == 2:
        return 4, 0.0
    return (5, 0.0) if year else (7, 0.0)


@leaf
def set_level(p: Any, a: Any, b: Any, kind: Any) -> Any:
    """Return the best level of two sets of contact values and the rarity of what they share."""
    best = 0
    rarity = np.float32(0.0)
    for i in range(p.starts[a, kind], p.starts[a, kind + 1]):
        left = p.items[i]
        if left < 0 or p.rarity[left] < NOTHING:
            continue
        for j in range(p.starts[b, kind], p.starts[b, kind + 1]):
            right = p.items[j]
            if right < 0 or p.rarity[right] < NOTHING:
                continue
            stand = _stand(p, left, right, kind)
            if stand == CLOSE and kind > 0 and apart_from_name(p, a, b, left, right):
                stand = DIFFERENT
            if stand == SAME and (best != SAME or p.rarity[left] > rarity):
                rarity = p.rarity[left]
            if stand != 0 and (best == 0 or stand < best):
                best = stand
    if kind == 0:
        return PHONE_LEVELS[far_apart(p, a, b, 0) + far_apart(p, a, b, 1)][best], rarity
    return SET_LEVELS[best], rarity


@leaf
def far_apart(p: Any, a: Any, b: Any, which: Any) -> Any:
    """Return 1 if the days on which two records were seen are further apart than the model's gap, else 0."""
    left = p.rows[a, SEEN]
    right = p.rows[b, SEEN]
    return 1 if left >= 0 and right >= 0 and abs(left - right) > p.gaps[which] else 0


@leaf
def _stand(p: Any, left: Any, right: Any, kind: Any) -> Any:
    hidden = p.hidden[left] or p.hidden[right]
    if left == right and not hidden:
        return SAME
    s = p.offsets[left]
    t = p.offsets[right]
    m = p.offsets[left + 1] - s
    n = p.offsets[right + 1] - t
    if hidden:
        known = known_agreeing(p.chars, s, m, t, n)
        if known >= LONG_AGREEMENT:
            return MASKED
        return PARTLY_DIFFERENT if known < 0 and m == n else 0
    if kind == 0:
        return CLOSE if one_edit(p.chars, s, m, t, n) else DIFFERENT
    return CLOSE if close_spelling(p.chars, p.offsets, p.letters, left, right, 0.93) else DIFFERENT


@leaf
def text_level(p: Any, a: Any, b: Any, column: Any) -> Any:
    """Return the level of two plain texts and the rarity: same, close, different."""
    left = p.rows[a, column]
    right = p.rows[b, column]
    if left < 0 or right < 0:
        return 0, 0.0
    if left == right:
        return 1, p.rarity[left]
    return (2, 0.0) if close_spelling(p.chars, p.offsets, p.letters, left, right, 0.9) else (3, 0.0)
