"""Kernels on packed texts: similarity of Jaro and Winkler, one typing error, agreement of partly hidden values."""

from typing import Any

import numpy as np

from recontact.compiled import called, leaf
from recontact.linkage.coding import HIDDEN
from recontact.linkage.positions import holding
from recontact.linkage.signs import CLASSES, HEAD, LENGTH, MAYBE, NEVER, ONE, SURELY, ZERO, bits, closeness, needed

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@called
def similarity(chars: Any, s: Any, m: Any, t: Any, n: Any, low: Any) -> Any:
    """Return the similarity of Jaro and Winkler (0..1) of chars[s:s+m] and chars[t:t+n], or 0 if it is below `low`.

    Winkler 1990: prefix of up to 4 characters, weight 0.1, boost only above 0.7. At most 64 characters count.
    """
    m = min(m, 64)
    n = min(n, 64)
    if m == 0 or n == 0:
        return 0.0
    prefix = 0
    while prefix < min(4, m, n) and chars[s + prefix] == chars[t + prefix]:
        prefix += 1
    spare = m - needed(prefix, low) * (m * n) / (m + n)
    reach = max(max(m, n) // 2 - 1, 0)
    seen_left = ZERO
    seen_right = ZERO
    common = 0
    for i in range(m):
        window = (_ALL >> np.uint64(64 - min(n, i + reach + 1))) & (_ALL << np.uint64(max(0, i - reach)))
        free = holding(chars, t, n, chars[s + i]) & window & ~seen_right
        if free == ZERO:
            spare -= 1.0
            if spare < 0.0:
                return 0.0
        else:
            seen_right |= free & (~free + ONE)
            seen_left |= ONE << np.uint64(i)
            common += 1
    if common == 0:
        return 0.0
    moved = 0
    for _ in range(common):
        i = bits((seen_left & (~seen_left + ONE)) - ONE)  # the lowest bit left
        j = bits((seen_right & (~seen_right + ONE)) - ONE)
        moved += chars[s + i] != chars[t + j]
        seen_left &= seen_left - ONE
        seen_right &= seen_right - ONE
    score = (common / m + common / n + (common - moved // 2) / common) / 3.0
    score = score + prefix * 0.1 * (1.0 - score) if score > 0.7 else score
    return score if score >= low else 0.0


@leaf
def one_edit(chars: Any, s: Any, m: Any, t: Any, n: Any) -> Any:
    """Return whether the texts differ by one character more, less or other, or by two that swapped places."""
    if abs(m - n) > 1:
        return False
    i = 0
    while i < m and i < n and chars[s + i] == chars[t + i]:
        i += 1
    k = 0
    while k < m - i and k < n - i and chars[s + m - 1 - k] == chars[t + n - 1 - k]:
        k += 1
    left = m - i - k
    right = n - i - k
    if left <= 1 and right <= 1:
        return True
    return left == 2 and right == 2 and chars[s + i] == chars[t + i + 1] and chars[s + i + 1] == chars[t + i]


@leaf
def known_agreeing(chars: Any, s: Any, m: Any, t: Any, n: Any) -> Any:
    """Return on how many positions both texts are known and equal, -1 if they conflict or differ in length."""
    if m != n:
        return -1
    count = 0
    for i in range(m):
        x = chars[s + i]
        y = chars[t + i]
        if x != HIDDEN and y != HIDDEN:
            if x != y:
                return -1
            count += 1
    return count


@leaf
def close_spelling(chars: Any, offsets: Any, signs: Any, left: Any, right: Any, low: Any) -> Any:
    """Return whether two texts (codes) are one typing error apart, similar by `low`, or of the same letters."""
    classes_left = signs[left, CLASSES]
    classes_right = signs[right, CLASSES]
    head_left = signs[left, HEAD]
    head_right = signs[right, HEAD]
    told = closeness(classes_left, head_left, classes_right, head_right, low)
    if told < MAYBE:
        return told == SURELY
    return settle(chars, offsets[left], head_left & LENGTH, offsets[right], head_right & LENGTH, low)


@leaf
def may_be_close(signs: Any, left: Any, right: Any, low: Any) -> Any:
    """Return False for two texts (codes) that are not close by `close_spelling`, told by their signs alone."""
    return closeness(signs[left, CLASSES], signs[left, HEAD], signs[right, CLASSES], signs[right, HEAD], low) != NEVER


@called
def settle(chars: Any, s: Any, m: Any, t: Any, n: Any, low: Any) -> Any:
    """Return whether two texts of at most 64 characters are similar by `low` or one typing error apart."""
    m = np.int64(m)
    n = np.int64(n)
    return similarity(chars, s, m, t, n, low) >= low or (min(m, n) >= 5 and one_edit(chars, s, m, t, n))
