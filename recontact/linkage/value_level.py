"""Kernels: on which level two identity numbers, birth dates, sets of contact values and plain texts agree."""

from typing import Any

import numpy as np

from recontact.compiled import called, leaf
from recontact.linkage.coding import HIDDEN
from recontact.linkage.mailbox_level import apart_from_name
from recontact.linkage.people import BORN, ID, SEEN
from recontact.linkage.sight import HUB, MASK, packed_slip
from recontact.linkage.signs import CLASSES, HEAD, LENGTH, MAYBE, SURELY, ZERO, bits, closeness
from recontact.linkage.texts import close_spelling, known_agreeing, one_edit, settle

NOTHING = -500.0  # below it a rarity means: on too many people's records to say anything
CLOSE_VALUE = 0.93  # Jaro-Winkler
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
_UNKNOWN = np.uint32(0xFFFFFFFF)
_ONE, _TWO = np.uint32(1), np.uint32(2)
_DIGITS = np.uint32(0x11111111)


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
    """Return the level of two birth dates and the rarity."""
    level = born_stand(np.uint32(p.rows[a, BORN]), np.uint32(p.rows[b, BORN]))
    return level, p.born_rarity[a] if level == 1 else 0.0


@leaf
def born_stand(left: Any, right: Any) -> Any:
    """Return the level of two birth dates (uint32, see `People.rows`): same, compatible, close, two parts, year, partly
    different, different."""
    if left == _UNKNOWN or right == _UNKNOWN:
        return 0
    hidden = _full(left) | _full(right)
    unlike = left ^ right
    unlike = (unlike | unlike >> _TWO) & np.uint32(0x33333333)
    unlike = (unlike | unlike >> _ONE) & _DIGITS & ~hidden
    unknown = bits(np.uint64(hidden))
    off = bits(np.uint64(unlike))
    if off == 0:
        if unknown == 0:
            return 1
        return 2 if unknown <= 4 else 0
    if unknown > 0:
        return 6
    year = left >> np.uint32(16) == right >> np.uint32(16)
    month_left = (left >> np.uint32(8)) & np.uint32(255)
    month_right = (right >> np.uint32(8)) & np.uint32(255)
    day_left = left & np.uint32(255)
    day_right = right & np.uint32(255)
    if off == 1 or (year and month_left == day_right and day_left == month_right):
        return 3
    if int(year) + int(month_left == month_right) + int(day_left == day_right) == 2:
        return 4
    return 5 if year else 7


@leaf
def _full(packed: Any) -> Any:
    """Return the lowest bit of each four that are all set: digits that are unknown."""
    pairs = packed & packed >> _ONE
    return pairs & pairs >> _TWO & _DIGITS


@leaf
def phones_level(p: Any, a: Any, b: Any) -> Any:
    """Return the best level of two sets of telephones and the rarity of what they share."""
    best = 0
    rarity = np.float32(0.0)
    for i in range(p.starts[a, 0], p.starts[a, 1]):
        for j in range(p.starts[b, 0], p.starts[b, 1]):
            stand = _stand(p, i, j, True)
            if stand == SAME and (best != SAME or p.rarity[p.items[i]] > rarity):
                rarity = p.rarity[p.items[i]]
            if stand != 0 and (best == 0 or stand < best):
                best = stand
    seen_a = p.rows[a, SEEN]
    seen_b = p.rows[b, SEEN]
    return PHONE_LEVELS[far_apart(seen_a, seen_b, p.gaps[0]) + far_apart(seen_a, seen_b, p.gaps[1])][best], rarity


@leaf
def accounts_level(p: Any, a: Any, b: Any, kind: Any) -> Any:
    """Return the best level of two sets of e-mail addresses or messenger accounts and the rarity of what they share."""
    best = 0
    rarity = np.float32(0.0)
    for i in range(p.starts[a, kind], p.starts[a, kind + 1]):
        for j in range(p.starts[b, kind], p.starts[b, kind + 1]):
            stand = _stand(p, i, j, False)
            if stand == CLOSE and apart_from_name(p, a, b, p.items[i], p.items[j]):
                stand = DIFFERENT
            if stand == SAME and (best != SAME or p.rarity[p.items[i]] > rarity):
                rarity = p.rarity[p.items[i]]
            if stand != 0 and (best == 0 or stand < best):
                best = stand
    return SET_LEVELS[best], rarity


@leaf
def far_apart(left: Any, right: Any, gap: Any) -> Any:
    """Return 1 if the days on which two records were seen, -1 if unknown, are further apart than `gap`, else 0."""
    return 1 if left >= 0 and right >= 0 and abs(left - right) > gap else 0


@leaf
def _stand(p: Any, i: Any, j: Any, phones: Any) -> Any:
    """Return how two items stand, 0 if nothing can be said."""
    left = p.items[i]
    right = p.items[j]
    head_left = p.item_signs[i, HEAD]
    head_right = p.item_signs[j, HEAD]
    if left < 0 or right < 0 or (head_left | head_right) & HUB != ZERO:
        return 0
    if (head_left | head_right) & MASK != ZERO:
        return _known_stand(p.chars, p.offsets, left, right)
    if left == right:
        return SAME
    if phones:
        return CLOSE if _slip(p, i, j, left, right) else DIFFERENT
    told = closeness(p.item_signs[i, CLASSES], head_left, p.item_signs[j, CLASSES], head_right, CLOSE_VALUE)
    if told == MAYBE:
        close = settle(p.chars, p.offsets[left], head_left & LENGTH, p.offsets[right], head_right & LENGTH, CLOSE_VALUE)
        return CLOSE if close else DIFFERENT
    return CLOSE if told == SURELY else DIFFERENT


@called
def _known_stand(chars: Any, offsets: Any, left: Any, right: Any) -> Any:
    """Return how two values stand of which one or both are partly hidden."""
    m = offsets[left + 1] - offsets[left]
    n = offsets[right + 1] - offsets[right]
    known = known_agreeing(chars, offsets[left], m, offsets[right], n)
    if known >= LONG_AGREEMENT:
        return MASKED
    return PARTLY_DIFFERENT if known < 0 and m == n else 0


@leaf
def _slip(p: Any, i: Any, j: Any, left: Any, right: Any) -> Any:
    """Return whether two different telephone numbers are one typing error apart."""
    x = p.item_signs[i, CLASSES]
    y = p.item_signs[j, CLASSES]
    if x != ZERO and y != ZERO:
        return packed_slip(x, y)
    m = p.offsets[left + 1] - p.offsets[left]
    n = p.offsets[right + 1] - p.offsets[right]
    return one_edit(p.chars, p.offsets[left], m, p.offsets[right], n)


@leaf
def text_level(p: Any, a: Any, b: Any, column: Any) -> Any:
    """Return the level of two plain texts and the rarity: same, close, different."""
    left = p.rows[a, column]
    right = p.rows[b, column]
    if left < 0 or right < 0:
        return 0, 0.0
    if left == right:
        return 1, p.rarity[left]
    return (2, 0.0) if close_spelling(p.chars, p.offsets, p.signs, left, right, 0.9) else (3, 0.0)
