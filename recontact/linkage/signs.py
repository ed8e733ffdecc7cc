"""Kernels: what is known of a text without its characters, enough to tell most texts apart that are not alike."""

from typing import Any

import numpy as np

from recontact.compiled import leaf

CLASSES, HEAD = range(2)
"""Columns of the signs of a text. Classes: which of 32 classes of characters occur (even bits), and which of them more
than once (odd bits). Head: length in the lowest 8 bits (LONGEST stands for all that is longer), then the first four
characters, by their last 13 bits."""
FIRST = 4
LONGEST = 255
NEVER, SURELY, MAYBE = range(3)
"""What signs tell of two texts being close."""
ZERO = np.uint64(0)
ONE = np.uint64(1)
LENGTH = np.uint64(LONGEST)
_WIDTH = 13
_FIRST = np.uint64((1 << _WIDTH) - 1)


@leaf
def with_class(classes: Any, char: Any) -> Any:
    """Return `classes` with one more character (uint64)."""
    at = char % np.uint64(32) << ONE
    return classes | ONE << at + (classes >> at & ONE)


@leaf
def first_sign(char: Any, at: Any) -> Any:
    """Return what character number `at` (below FIRST) adds to the head."""
    return (char & _FIRST) << np.uint64(8 + _WIDTH * at)


@leaf
def closeness(classes_left: Any, head_left: Any, classes_right: Any, head_right: Any, low: Any) -> Any:
    """Return what the signs of two texts tell of their being close: they bound what the texts can have in common."""
    m = np.int64(head_left & LENGTH)
    n = np.int64(head_right & LENGTH)
    if max(m, n) > 64 or min(m, n) < 3:
        return NEVER
    lone_left = bits(classes_left & ~classes_right)
    lone_right = bits(classes_right & ~classes_left)
    if classes_left == classes_right and m == n and m >= 4:
        return SURELY  # the same letters in another order
    common = min(m - lone_left, n - lone_right) * (m + n)
    if common < needed(4, low) * (m * n):
        return NEVER
    unlike = (head_left ^ head_right) >> np.uint64(8)
    prefix = 0
    while prefix < 4 and unlike & _FIRST == ZERO:
        unlike >>= np.uint64(_WIDTH)
        prefix += 1
    if common >= needed(prefix, low) * (m * n):
        return MAYBE
    edit = min(m, n) >= 5 and abs(m - n) <= 1 and lone_left <= 1 and lone_right <= 1
    return MAYBE if edit else NEVER


@leaf
def needed(prefix: Any, low: Any) -> Any:
    """Return how many characters in common a similarity of `low` takes, if none of them has moved, times the harmonic
    mean of the lengths; a little less, so that rounding decides nothing."""
    return 3.0 * max((low - 0.1 * prefix) / (1.0 - 0.1 * prefix), min(low, 0.7)) - 1.0 - 1e-7


@leaf
def bits(x: Any) -> Any:
    """Return how many bits of `x` are set, added up in parallel."""
    x -= (x >> np.uint64(1)) & np.uint64(0x5555555555555555)
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((x * np.uint64(0x0101010101010101)) >> np.uint64(56))


@leaf
def first_equal(head_left: Any, head_right: Any, at: Any) -> Any:
    """Return False if the characters number `at` (below FIRST) of two texts differ."""
    return (head_left ^ head_right) >> np.uint64(8 + _WIDTH * at) & _FIRST == ZERO


@leaf
def first_half(head: Any) -> Any:
    """Return the length and the first three characters (uint64): unlike for texts that differ in them."""
    return head << np.uint64(64 - 8 - 3 * _WIDTH)
