"""Kernels on packed texts: similarity of Jaro and Winkler, one typing error, agreement of partly hidden values."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.coding import HIDDEN

_ONE = np.uint64(1)
_ZERO = np.uint64(0)


@leaf
def similarity(chars: Any, s: Any, m: Any, t: Any, n: Any) -> Any:
    """Return the similarity of Jaro and Winkler (0..1) of chars[s:s+m] and chars[t:t+n]; at most 64 characters count.

    Winkler 1990: prefix of up to 4 characters, weight 0.1, boost only above 0.7.
    """
    m = min(m, 64)
    n = min(n, 64)
    if m == 0 or n == 0:
        return 0.0
    reach = max(max(m, n) // 2 - 1, 0)
    seen_left = _ZERO
    seen_right = _ZERO
    common = 0
    for i in range(m):
        for j in range(max(0, i - reach), min(n, i + reach + 1)):
            bit = _ONE << np.uint64(j)
            if seen_right & bit == _ZERO and chars[s + i] == chars[t + j]:
                seen_left |= _ONE << np.uint64(i)
                seen_right |= bit
                common += 1
                break
    if common == 0:
        return 0.0
    moved = 0
    j = 0
    for i in range(m):
        if (seen_left >> np.uint64(i)) & _ONE != _ZERO:
            while (seen_right >> np.uint64(j)) & _ONE == _ZERO:
                j += 1
            if chars[s + i] != chars[t + j]:
                moved += 1
            j += 1
    score = (common / m + common / n + (common - moved // 2) / common) / 3.0
    prefix = 0
    while prefix < min(4, m, n) and chars[s + prefix] == chars[t + prefix]:
        prefix += 1
    return score + prefix * 0.1 * (1.0 - score) if score > 0.7 else score


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
def close_spelling(chars: Any, offsets: Any, letters: Any, left: Any, right: Any, low: Any) -> Any:
    """Return whether two texts (codes) are one typing error apart, similar by `low`, or of the same letters."""
    s = offsets[left]
    t = offsets[right]
    m = offsets[left + 1] - s
    n = offsets[right + 1] - t
    if m > 64 or n > 64 or min(m, n) < 3:
        return False
    # letters that the other does not have bound the similarity from above without touching the texts
    lone_left = letters[left] & ~letters[right]
    lone_right = letters[right] & ~letters[left]
    if lone_left == _ZERO and lone_right == _ZERO and m == n and m >= 4:
        return True  # the same letters in another order
    common = min(m - _bits(lone_left), n - _bits(lone_right))
    if common <= 0:
        return False
    bound = (common / m + common / n + 1.0) / 3.0
    if bound + 0.4 * (1.0 - bound) < low:
        return False
    return _similar(chars, s, m, t, n, low, common) or (min(m, n) >= 5 and one_edit(chars, s, m, t, n))


@leaf
def _similar(chars: Any, s: Any, m: Any, t: Any, n: Any, low: Any, most: Any) -> Any:
    """Return whether `similarity` is at least `low`; stops once it cannot be. At most `most` letters are shared."""
    prefix = 0
    while prefix < min(4, m, n) and chars[s + prefix] == chars[t + prefix]:
        prefix += 1
    # letters in common that `low` takes, if none of them has moved; a little less, so that rounding decides nothing
    needed = (3.0 * max((low - 0.1 * prefix) / (1.0 - 0.1 * prefix), 0.7) - 1.0) * m * n / (m + n) - 1e-6
    if most < needed:
        return False
    reach = max(max(m, n) // 2 - 1, 0)
    spare = m - needed
    seen = _ZERO
    for i in range(m):
        same = _ZERO
        for j in range(max(0, i - reach), min(n, i + reach + 1)):
            same |= np.uint64(chars[s + i] == chars[t + j]) << np.uint64(j)
        same &= ~seen
        if same == _ZERO:
            spare -= 1.0
            if spare < 0.0:
                return False
        seen |= same & (~same + _ONE)
    return similarity(chars, s, m, t, n) >= low


@leaf
def _bits(x: Any) -> Any:
    """Return how many bits of `x` are set, added up in parallel."""
    x -= (x >> np.uint64(1)) & np.uint64(0x5555555555555555)
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))
