"""Kernels: what a comparison asks of a row first, row by row, so that most values are told without their text."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.signs import CLASSES, HEAD, ONE, ZERO, bits

HUB = np.uint64(1 << 60)
"""Bit of an item's head: on too many people's records to say anything."""
MASK = np.uint64(1 << 61)
"""Bit of an item's head: partly hidden."""
_PLUS = 43
_DIGIT_0 = 48
_FOUR = np.uint64(4)
_EIGHT = np.uint64(8)
_LOW = np.uint64(15)


@kernel
def item_signs(
    starts: Any, items: Any, rarity: Any, nothing: Any, chars: Any, offsets: Any, hidden: Any, signs: Any, found: Any
) -> None:
    """Fill `found` (uint64 [items, 2], zeros) with the signs of each item's text; a telephone has packed digits for
    classes."""
    for row in range(starts.shape[0]):
        for i in range(starts[row, 0], starts[row, 3]):
            code = items[i]
            if code < 0:
                continue
            found[i, HEAD] = signs[code, HEAD]
            if rarity[code] < nothing:
                found[i, HEAD] |= HUB
            if hidden[code]:
                found[i, HEAD] |= MASK
            if i < starts[row, 1]:
                found[i, CLASSES] = _packed(chars, offsets[code], offsets[code + 1])
            else:
                found[i, CLASSES] = signs[code, CLASSES]


@leaf
def _packed(chars: Any, begin: Any, end: Any) -> Any:
    """Return up to 16 digits, a plus among them, four bits each, the first one lowest; 0 for any other text."""
    if end - begin > 16:
        return ZERO
    packed = ZERO
    for i in range(begin, end):
        c = np.int64(chars[i])
        if c != _PLUS and not _DIGIT_0 <= c < _DIGIT_0 + 10:
            return ZERO
        packed |= np.uint64(c - _DIGIT_0 + 1 if c != _PLUS else 11) << np.uint64(4 * (i - begin))
    return packed


@leaf
def packed_slip(left: Any, right: Any) -> Any:
    """Return whether two packed numbers differ by one digit more, less or other, or by two that swapped places."""
    unlike = left ^ right
    if unlike == ZERO:
        return True
    same = np.uint64(bits((unlike & (~unlike + ONE)) - ONE)) & ~np.uint64(3)
    x = left >> same
    y = right >> same
    if x >> _FOUR == y >> _FOUR or x >> _FOUR == y or x == y >> _FOUR:
        return True
    swapped = x & _LOW == y >> _FOUR & _LOW and y & _LOW == x >> _FOUR & _LOW
    return swapped and x >> _EIGHT == y >> _EIGHT


@kernel
def known_bits(rows: Any, starts: Any, columns: Any) -> Any:
    """Return per row (uint16) the comparisons, as bits, that have something to compare on it.

    columns: for every comparison up to three columns of `rows` that it reads, -1 none; -2 - k stands for set k of
    `starts` (3 the addresses).
    """
    found = np.zeros(rows.shape[0], np.uint16)
    for row in range(rows.shape[0]):
        for c in range(columns.shape[0]):
            known = False
            for column in columns[c]:
                if column >= 0:
                    known |= rows[row, column] != -1
                elif column < -1:
                    at = -2 - column + (column == -5)
                    known |= starts[row, at + 1] > starts[row, at]
            found[row] |= np.uint16(known) << np.uint16(c)
    return found
