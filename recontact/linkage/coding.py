"""Kernels that give texts codes: one pass over a column's UTF-8 finds its distinct texts and what is known of each."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.signs import CLASSES, FIRST, HEAD, LONGEST, first_sign, with_class

HIDDEN = 42  # "*", an unknown character
HIDES, NUMBERED, FOLDS = 1, 2, 4
"""Flags of a text: a character is unknown; one is a digit; one may have a lower case (or is not ASCII)."""
_ONE = np.uint64(1)
_BATCH = 256
_FEW = 4096
_FLAGS = np.zeros(128, np.uint8)
_FLAGS[ord("A") : ord("Z") + 1] = FOLDS
_FLAGS[ord("0") : ord("9") + 1] = NUMBERED
_FLAGS[HIDDEN] = HIDES


@kernel
def code_texts(data: Any, begins: Any, known: Any, codes: Any) -> Any:
    """Fill `codes` (int32) with a number per distinct text, in order of appearance; -1 where unknown or empty.

    data: UTF-8 (uint8); text v lies from begins[v] to begins[v + 1]; known: uint8 per text, or empty if all are.
    Returns per distinct text: its first row, end in the characters, 64-bit hash (never 0), its signs (see
    linkage/signs.py), flags; and the characters (uint16) of all, one after the other. Texts of one hash are taken
    for equal: two different ones among ten million meet by a chance of one in 400,000.
    """
    rows = begins.shape[0] - 1
    room = _FEW
    first, ends = np.empty(room, np.int32), np.empty(room, np.int64)
    digests, signs, flags = np.empty(room, np.uint64), np.empty((room, 2), np.uint64), np.empty(room, np.uint8)
    slots, numbers = np.zeros(4 * room, np.uint64), np.empty(4 * room, np.int32)  # open addressing
    chars = np.empty(begins[rows] - begins[0], np.uint16)  # pages that are never written cost nothing
    batch = np.empty(_BATCH, np.uint64)
    count = 0
    written = 0
    for begin in range(0, rows, _BATCH):
        end = min(begin + _BATCH, rows)
        if count + _BATCH > room:
            room *= 4
            first, ends, flags = _wider(first, room), _wider(ends, room), _wider(flags, room)
            digests, signs = _wider(digests, room), _wider_pairs(signs, room)
            slots, numbers = _slots(digests, count, 4 * room)
        mask = np.uint64(slots.shape[0] - 1)
        if _hash(data, begins, known, begin, end, batch, slots, mask) == 1:
            codes[begin] = -1  # written again below; but the slots are read ahead, all at once, not one after the other
        for v in range(begin, end):
            digest = batch[v - begin]
            if digest == 0:
                codes[v] = -1
                continue
            at = digest & mask
            while slots[at] != 0 and slots[at] != digest:
                at = (at + _ONE) & mask
            if slots[at] == 0:
                slots[at], numbers[at] = digest, count
                first[count], digests[count] = v, digest
                found = _write(data, begins[v], begins[v + 1], chars, written)
                signs[count, CLASSES], signs[count, HEAD], flags[count], written = found
                ends[count] = written
                count += 1
            codes[v] = numbers[at]
    return (
        first[:count].copy(),
        ends[:count].copy(),
        digests[:count].copy(),
        signs[:count].copy(),
        flags[:count].copy(),
        chars[:written],
    )


@leaf
def _hash(data: Any, begins: Any, known: Any, begin: Any, end: Any, batch: Any, slots: Any, mask: Any) -> Any:
    """Fill `batch` with the hashes of some texts, 0 for unknown ones, and read their slots; return no slot's value."""
    for v in range(begin, end):
        lo = np.int64(begins[v])
        hi = np.int64(begins[v + 1])
        batch[v - begin] = 0
        if lo < hi and (known.shape[0] == 0 or known[v] != 0):
            batch[v - begin] = _digest(data, lo, hi)
    read = np.uint64(0)
    for i in range(end - begin):
        read |= slots[batch[i] & mask]
    return read


@leaf
def _digest(data: Any, lo: Any, hi: Any) -> Any:
    """Return FNV-1a over the code points, mixed: the same over runs, machines and ways of storing."""
    h = np.uint64(0xCBF29CE484222325)
    at = lo
    while at < hi:
        c = np.uint64(data[at])
        at += 1
        if c >= np.uint64(0x80):
            c, at = _code_point(data, c, at)
        h = (h ^ c) * np.uint64(0x100000001B3)
    h ^= h >> np.uint64(32)
    h *= np.uint64(0x9E3779B97F4A7C15)
    h ^= h >> np.uint64(29)
    return h if h != np.uint64(0) else _ONE


@leaf
def _code_point(data: Any, lead: Any, at: Any) -> Any:
    """Return the character that begins with `lead`, whose other bytes come from `at` on, and where they end."""
    more = 1 if lead < np.uint64(0xE0) else 2 if lead < np.uint64(0xF0) else 3
    c = lead & (np.uint64(0x3F) >> np.uint64(more))
    for k in range(more):
        c = (c << np.uint64(6)) | np.uint64(data[at + k] & 0x3F)
    return c, at + more


@leaf
def _write(data: Any, lo: Any, hi: Any, chars: Any, written: Any) -> Any:
    """Append the characters of data[lo:hi] to `chars`; return both signs, flags and the new end."""
    classes = np.uint64(0)
    head = np.uint64(0)
    begin = written
    flag = np.uint8(0)
    at = np.int64(lo)
    while at < hi:
        c = np.uint64(data[at])
        at += 1
        if c >= np.uint64(0x80):
            c, at = _code_point(data, c, at)
            flag |= np.uint8(FOLDS)
        else:
            flag |= _FLAGS[c]
        classes = with_class(classes, c)
        if written < begin + FIRST:
            head |= first_sign(c, written - begin)
        # beyond the basic plane (rare Han characters) 2048 units that no text uses must do for all
        chars[written] = c if c < np.uint64(0x10000) else np.uint64(0xD800) + c % np.uint64(2048)
        written += 1
    return classes, head | np.uint64(min(written - begin, LONGEST)), flag, written


@kernel
def _wider(values: Any, room: Any) -> Any:
    """Return `values` with more room behind them."""
    wider = np.empty(room, values.dtype)
    for i in range(values.shape[0]):  # compiled much sooner than an assignment to a slice
        wider[i] = values[i]
    return wider


@kernel
def _wider_pairs(values: Any, room: Any) -> Any:
    wider = np.empty((room, 2), values.dtype)
    for i in range(values.shape[0]):
        wider[i, 0], wider[i, 1] = values[i, 0], values[i, 1]
    return wider


@kernel
def _slots(digests: Any, count: Any, size: Any) -> Any:
    """Return new slots for the hashes that there are, and the number of each."""
    slots, numbers, mask = np.zeros(size, np.uint64), np.empty(size, np.int32), np.uint64(size - 1)
    for code in range(count):
        at = digests[code] & mask
        while slots[at] != 0:
            at = (at + _ONE) & mask
        slots[at], numbers[at] = digests[code], code
    return slots, numbers
