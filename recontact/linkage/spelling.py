"""Kernel that writes distinct texts into the pool: their characters, hashes and what is known without reading them."""

from typing import Any

import numpy as np

from recontact.compiled import kernel
from recontact.linkage.coding import HIDDEN, code_point
from recontact.linkage.signs import CLASSES, FIRST, HEAD, LONGEST, first_sign, with_class

_DIGIT_0 = np.uint64(48)


@kernel
def write_texts(data: Any, begins: Any, first: Any, at: Any, begin: Any, texts: Any) -> None:
    """Write the distinct texts of a column (see `coding.code_texts`) as codes from `at`, characters from `begin` on.

    texts: chars (uint16), offsets (int64, the end of each goes behind its begin), signs (uint64 [codes, 2], see
    linkage/signs.py), digests (uint64: FNV-1a over the code points, mixed, never 0: the same over runs, machines and
    ways of storing), and whether a character is unknown and whether one is a digit.
    """
    chars, offsets, signs, digests, hidden, numbered = texts
    written = begin
    for k in range(first.shape[0]):
        lo = np.int64(begins[first[k]])
        hi = np.int64(begins[first[k] + 1])
        begin = written
        classes, head, digest = np.uint64(0), np.uint64(0), np.uint64(0xCBF29CE484222325)
        hides: Any = False
        digit: Any = False
        while lo < hi:
            c = np.uint64(data[lo])
            lo += 1
            if c >= np.uint64(0x80):
                c, lo = code_point(data, c, lo)
            hides |= c == np.uint64(HIDDEN)
            digit |= c - _DIGIT_0 < np.uint64(10)
            classes = with_class(classes, c)
            if written < begin + FIRST:
                head |= first_sign(c, written - begin)
            digest = (digest ^ c) * np.uint64(0x100000001B3)
            # beyond the basic plane (rare Han characters) 2048 units that no text uses must do for all
            chars[written] = c if c < np.uint64(0x10000) else np.uint64(0xD800) + c % np.uint64(2048)
            written += 1
        digest ^= digest >> np.uint64(32)
        digest *= np.uint64(0x9E3779B97F4A7C15)
        digest ^= digest >> np.uint64(29)
        offsets[at + k + 1] = written
        signs[at + k, CLASSES], signs[at + k, HEAD] = classes, head | np.uint64(min(written - begin, LONGEST))
        digests[at + k] = max(digest, np.uint64(1))
        hidden[at + k], numbered[at + k] = hides, digit
