"""Kernels that give texts codes: one pass over a column's UTF-8 finds its distinct texts and what is known of each."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf

HIDDEN = 42  # "*", an unknown character
HIDES, NUMBERED, FOLDS = 1, 2, 4
"""Flags of a text: a character is unknown; one is a digit; one may have a lower case (or is not ASCII)."""
_ONE = np.uint64(1)
_TAG = np.uint64(0xFFFFFFFF00000000)
_CODE = np.uint64(0xFFFFFFFF)


@kernel
def code_texts(data: Any, begins: Any, known: Any, codes: Any) -> Any:
    """Fill `codes` (int32) with a number per distinct text, in order of appearance; -1 where unknown or empty.

    data: UTF-8 (uint8); text v lies from begins[v] to begins[v + 1]; known: uint8 per text, or empty if all are.
    Returns per distinct text: its first row, end in the characters, 64-bit hash (never 0), 64-bit set of the classes of
    characters that occur, flags; and the characters (uint16) of all, one after the other.
    """
    slots = np.zeros(1 << 10, np.uint64)  # upper half of the hash and code + 1, open addressing
    first = np.empty(1 << 9, np.int32)
    ends = np.empty(1 << 9, np.int64)
    digests = np.empty(1 << 9, np.uint64)
    letters = np.empty(1 << 9, np.uint64)
    flags = np.empty(1 << 9, np.uint8)
    rows = begins.shape[0] - 1
    chars = np.empty(begins[rows] - begins[0], np.uint16)  # pages that are never written cost nothing
    count = 0
    written = 0
    for v in range(rows):
        lo = np.int64(begins[v])
        hi = np.int64(begins[v + 1])
        if lo == hi or (known.shape[0] > 0 and known[v] == 0):
            codes[v] = -1
            continue
        digest = _digest(data, lo, hi)
        code, at = _find(slots, digests, digest, data, begins, first, lo, hi)
        codes[v] = code if code >= 0 else count
        if code >= 0:
            continue
        slots[at] = (digest & _TAG) | np.uint64(count + 1)
        first[count] = v
        digests[count] = digest
        letters[count], flags[count], written = _write(data, lo, hi, chars, written)
        ends[count] = written
        count += 1
        if count == first.shape[0]:
            first, ends = _twice(first), _twice(ends)
            digests, letters, flags = _twice(digests), _twice(letters), _twice(flags)
            slots = _slots(digests)
    return (
        first[:count].copy(),
        ends[:count].copy(),
        digests[:count].copy(),
        letters[:count].copy(),
        flags[:count].copy(),
        chars[:written],
    )


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
def _find(slots: Any, digests: Any, digest: Any, data: Any, begins: Any, first: Any, lo: Any, hi: Any) -> Any:
    """Return the code of the text data[lo:hi] and its slot; -1 and a free slot if it is new."""
    mask = slots.shape[0] - 1
    at = np.int64(digest & np.uint64(mask))
    while slots[at] != np.uint64(0):
        if slots[at] & _TAG == digest & _TAG:
            code = np.int64(slots[at] & _CODE) - 1
            begin = np.int64(begins[first[code]])
            if digests[code] == digest and np.int64(begins[first[code] + 1]) - begin == hi - lo:
                same = 0
                while same < hi - lo and data[begin + same] == data[lo + same]:
                    same += 1
                if same == hi - lo:
                    return code, at
        at = (at + 1) & mask
    return np.int64(-1), at


@leaf
def _write(data: Any, lo: Any, hi: Any, chars: Any, written: Any) -> Any:
    """Append the characters of data[lo:hi] to `chars`; return letters, flags and the new end."""
    seen = np.uint64(0)
    flag = 0
    at = lo
    while at < hi:
        c = np.uint64(data[at])
        at += 1
        if c >= np.uint64(0x80):
            c, at = _code_point(data, c, at)
            flag |= FOLDS
        elif np.uint64(65) <= c <= np.uint64(90):
            flag |= FOLDS
        elif c == np.uint64(HIDDEN):
            flag |= HIDES
        elif np.uint64(48) <= c <= np.uint64(57):
            flag |= NUMBERED
        seen |= _ONE << (c % np.uint64(64))
        # beyond the basic plane (rare Han characters) 2048 units that no text uses must do for all
        chars[written] = c if c < np.uint64(0x10000) else np.uint64(0xD800) + c % np.uint64(2048)
        written += 1
    return seen, flag, written


@kernel
def _twice(values: Any) -> Any:
    """Return `values` with room for as many again."""
    wider = np.empty(2 * values.shape[0], values.dtype)
    wider[: values.shape[0]] = values
    return wider


@kernel
def _slots(digests: Any) -> Any:
    """Return the slots of the first half of `digests`, the half that is filled."""
    slots = np.zeros(2 * digests.shape[0], np.uint64)
    for code in range(digests.shape[0] // 2):
        at = np.int64(digests[code] & np.uint64(slots.shape[0] - 1))
        while slots[at] != np.uint64(0):
            at = (at + 1) & (slots.shape[0] - 1)
        slots[at] = (digests[code] & _TAG) | np.uint64(code + 1)
    return slots
