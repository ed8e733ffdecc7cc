"""Kernel that gives texts codes: one pass over a column's UTF-8, eight bytes at a time, finds its distinct texts."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from recontact.compiled import kernel, leaf

HIDDEN = 42  # "*", an unknown character
_ZERO = np.uint64(0)
_ONE = np.uint64(1)
_BATCH = 256
_FEW = 1 << 13
_TAG = np.uint64(0xFFFFFFFF00000000)
_CODE = np.uint64(0x00000000FFFFFFFF)
_BEYOND_ASCII = np.uint64(0x8080808080808080)
_CAPITALS = np.uint64(0x4040404040404040)
_SMALL = np.uint64(0x2020202020202020)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_AGAIN = np.uint64(0xBF58476D1CE4E5B9)


@kernel
def code_texts(data: Any, begins: Any, known: Any, codes: Any) -> Any:
    """Fill `codes` (int32) with a number per distinct text, in order of appearance; -1 where unknown or empty.

    data: UTF-8 (uint8); text v lies from begins[v] to begins[v + 1]; known: uint8 per text, or empty if all are.
    Returns the first row of each distinct text (int32), how many characters all of them have, and whether one may have
    a lower case. Texts of one 64-bit hash are taken for equal: two different ones among ten million meet by a chance of
    one in 400,000.
    """
    rows = begins.shape[0] - 1
    first, hashes = np.empty(rows, np.int32), np.empty(rows, np.uint64)  # pages that are never written cost nothing
    slots = np.zeros(_FEW, np.uint64)  # open addressing: the hash's upper half, and code + 1
    batch = np.empty(_BATCH, np.uint64)
    count = 0
    length = 0
    folds = _ZERO
    for begin in range(0, rows, _BATCH):
        end = min(begin + _BATCH, rows)
        if 2 * (count + _BATCH) > slots.shape[0]:
            slots = _slots(hashes, count, 4 * slots.shape[0])
        mask = np.uint64(slots.shape[0] - 1)
        folds |= _hash(data, begins, known, begin, end, batch)
        codes[begin] = _ahead(slots, batch, end - begin, mask)  # written again below
        for v in range(begin, end):
            text = batch[v - begin]
            if text == _ZERO:
                codes[v] = -1
                continue
            at = text & mask
            slot = slots[at]
            while slot != _ZERO and ((slot ^ text) & _TAG != _ZERO or hashes[(slot & _CODE) - _ONE] != text):
                at = (at + _ONE) & mask
                slot = slots[at]
            if slot == _ZERO:
                first[count], hashes[count] = v, text
                length += _length(data, np.int64(begins[v]), np.int64(begins[v + 1]))
                count += 1
                slot = text & _TAG | np.uint64(count)
                slots[at] = slot
            codes[v] = np.int32(slot & _CODE) - 1
    return first[:count], length, folds != _ZERO


@kernel
def shift_codes(codes: Any, by: Any) -> None:
    """Add `by` to all codes from 0 on."""
    for i in range(codes.shape[0]):
        codes[i] = codes[i] + by if codes[i] >= 0 else -1


@leaf
def code_point(data: Any, lead: Any, at: Any) -> Any:
    """Return the character that begins with `lead`, whose other bytes come from `at` on, and where they end."""
    more = 1 if lead < np.uint64(0xE0) else 2 if lead < np.uint64(0xF0) else 3
    c = lead & (np.uint64(0x3F) >> np.uint64(more))
    for k in range(more):
        c = (c << np.uint64(6)) | np.uint64(data[at + k] & 0x3F)
    return c, at + more


@leaf
def _hash(data: Any, begins: Any, known: Any, begin: Any, end: Any, batch: Any) -> Any:
    """Fill `batch` with the hashes of some texts, 0 for unknown ones; return not 0 if one may have a lower case."""
    folds = _ZERO
    for v in range(begin, end):
        lo = np.int64(begins[v])
        hi = np.int64(begins[v + 1])
        mixed = _ZERO
        if lo < hi and (known.shape[0] == 0 or known[v] != 0):
            mixed = np.uint64(hi - lo) * _MIX_AGAIN
            while lo < hi:
                word = _word_of(data, lo, hi)
                folds |= word & _BEYOND_ASCII | word & _CAPITALS & ~((word & _SMALL) << _ONE)
                mixed = (mixed ^ word) * _MIX
                mixed ^= mixed >> np.uint64(32)
                lo += 8
            mixed *= _MIX_AGAIN
            mixed ^= mixed >> np.uint64(29)
            mixed = max(mixed, _ONE)
        batch[v - begin] = mixed
    return folds


@leaf
def _ahead(slots: Any, batch: Any, count: Any, mask: Any) -> Any:
    """Read the slots of all hashes, so that they come from memory together, not one after the other."""
    read = _ZERO
    for i in range(count):
        read |= slots[batch[i] & mask]
    return np.int32(read & _ONE)


def _loaded(_: Any, data: Any, at: Any) -> Any:
    """Return the eight bytes of an array of bytes from `at` on, as one number."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        begin = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        here = builder.bitcast(builder.gep(begin, [arguments[1]]), ir.IntType(64).as_pointer())
        return builder.load(here, align=1)

    return types.uint64(data, types.int64), build


_eight: Any = intrinsic(_loaded)


@leaf
def _word_of(data: Any, lo: Any, hi: Any) -> Any:
    """Return up to eight bytes of data[lo:hi], the rest 0."""
    if lo + 8 <= hi:
        return _eight(data, lo)
    if lo + 8 <= data.shape[0]:
        return _eight(data, lo) & ((_ONE << np.uint64(8 * (hi - lo))) - _ONE)
    word = _ZERO
    for at in range(lo, hi):
        word |= np.uint64(data[at]) << np.uint64(8 * (at - lo))
    return word


@leaf
def _length(data: Any, lo: Any, hi: Any) -> Any:
    """Return how many characters data[lo:hi] has."""
    beyond = _ZERO
    for at in range(lo, hi, 8):
        beyond |= _word_of(data, at, hi) & _BEYOND_ASCII
    if beyond == _ZERO:
        return hi - lo
    count = 0
    while lo < hi:
        lead = np.uint64(data[lo])
        lo += 1
        if lead >= np.uint64(0x80):
            _, lo = code_point(data, lead, lo)
        count += 1
    return count


@kernel
def _slots(hashes: Any, count: Any, size: Any) -> Any:
    """Return new slots for the hashes that there are."""
    slots, mask = np.zeros(size, np.uint64), np.uint64(size - 1)
    for code in range(count):
        at = hashes[code] & mask
        while slots[at] != _ZERO:
            at = (at + _ONE) & mask
        slots[at] = hashes[code] & _TAG | np.uint64(code + 1)
    return slots
