"""Kernels of blocking keys: a hash per row, or per value of a row; 0 where nothing is known."""

from typing import Any

import numpy as np

from recontact.compiled import kernel
from recontact.linkage.coding import HIDDEN
from recontact.linkage.digest import UNKNOWN_DIGIT, mixed

_AT = 64  # "@"
_FIRST = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


@kernel
def looked_up(codes: Any, table: Any) -> Any:
    """Return what `table` (uint64) says of each code, 0 for codes below 0."""
    found = np.empty(codes.shape[0], np.uint64)
    for i in range(codes.shape[0]):
        found[i] = table[codes[i]] if codes[i] >= 0 else np.uint64(0)
    return found


@kernel
def telling(codes: Any, digests: Any, hidden: Any, rarity: Any, hub: Any) -> Any:
    """Return each code's hash, 0 if it is partly hidden or on too many people's records."""
    found = np.empty(codes.shape[0], np.uint64)
    for i in range(codes.shape[0]):
        code = codes[i]
        known = code >= 0 and not hidden[code] and rarity[code] > hub
        found[i] = digests[code] if known else np.uint64(0)
    return found


@kernel
def listed(lo: Any, hi: Any, hashes: Any) -> Any:
    """Return where each row's hashes begin (int64, one more at the end), and those of lo..hi that are not 0."""
    begin = np.empty(lo.shape[0] + 1, np.int64)
    kept = np.empty(hashes.shape[0], np.uint64)
    count = 0
    for row in range(lo.shape[0]):
        begin[row] = count
        for at in range(lo[row], hi[row]):
            if hashes[at] != 0:
                kept[count] = hashes[at]
                count += 1
    begin[lo.shape[0]] = count
    return begin, kept[:count]


@kernel
def token_hashes(rows: Any, columns: Any, parts: Any, tokens: Any, offsets: Any, digests: Any) -> Any:
    """Return (as `listed`) the hashes of all tokens of the names in `columns` that are longer than an initial."""
    begin = np.empty(rows.shape[0] + 1, np.int64)
    kept = np.empty(rows.shape[0] * tokens * len(columns), np.uint64)  # pages that are never written cost nothing
    count = 0
    for row in range(rows.shape[0]):
        begin[row] = count
        for column in columns:
            name = rows[row, column]
            for t in range(tokens if name >= 0 else 0):
                token = parts[name, t]
                if token >= 0 and offsets[token + 1] - offsets[token] > 1:
                    kept[count] = digests[token]
                    count += 1
    begin[rows.shape[0]] = count
    return begin, kept[:count].copy()


@kernel
def day_hashes(packed: Any, mask: Any) -> Any:
    """Return the digits of each birth date (see `People.rows`) under a mask, plus 1; 0 if one of them is unknown."""
    found = np.empty(packed.shape[0], np.uint64)
    for i in range(packed.shape[0]):
        digits = np.uint32(packed[i])
        known = True
        for at in range(8):
            wanted = (mask >> np.uint32(4 * at)) & np.uint32(15)
            known &= wanted == 0 or (digits >> np.uint32(4 * at)) & np.uint32(15) != UNKNOWN_DIGIT
        found[i] = np.uint64(digits & mask) + np.uint64(1) if known else np.uint64(0)
    return found


@kernel
def end_hashes(codes: Any, chars: Any, offsets: Any, head: Any, tail: Any) -> Any:
    """Return a hash of the first `head` and last `tail` characters, 0 where one is unknown or the text is short."""
    found = np.zeros(codes.shape[0], np.uint64)
    for i in range(codes.shape[0]):
        if codes[i] < 0:
            continue
        begin = offsets[codes[i]]
        end = offsets[codes[i] + 1]
        if end - begin < head + tail:
            continue
        digest = np.uint64(0)
        known = True
        for at in range(head + tail):
            c = chars[begin + at] if at < head else chars[end - 1 - (at - head)]
            known &= c != HIDDEN
            digest = mixed(digest, np.uint64(c))
        found[i] = digest if known else np.uint64(0)
    return found


@kernel
def mailbox_hashes(codes: Any, chars: Any, offsets: Any) -> Any:
    """Return a hash of what stands before the @, 0 if that is shorter than three characters or partly hidden."""
    found = np.zeros(codes.shape[0], np.uint64)
    for i in range(codes.shape[0]):
        if codes[i] < 0:
            continue
        at = offsets[codes[i]]
        end = offsets[codes[i] + 1]
        length = 0
        digest = _FIRST
        known = True
        while at < end and chars[at] != _AT:
            known &= chars[at] != HIDDEN
            digest = (digest ^ np.uint64(chars[at])) * _PRIME
            at += 1
            length += 1
        if known and length > 2 and at < end:
            found[i] = mixed(np.uint64(0), digest)
    return found


@kernel
def with_each(rows: Any, before: Any, begin: Any, hashes: Any) -> Any:
    """Return rows and mixed hashes, once per hash that the row has in `hashes` (as of `listed`)."""
    count = 0
    for i in range(rows.shape[0]):
        count += begin[rows[i] + 1] - begin[rows[i]]
    rows_out = np.empty(count, np.int32)
    out = np.empty(count, np.uint64)
    at = 0
    for i in range(rows.shape[0]):
        for k in range(begin[rows[i]], begin[rows[i] + 1]):
            rows_out[at] = rows[i]
            out[at] = mixed(before[i], hashes[k])
            at += 1
    return rows_out, out


@kernel
def with_own(rows: Any, before: Any, hashes: Any) -> Any:
    """Return the rows that have a hash in `hashes` (one per row), and the mixed hashes; changes what it is given."""
    count = 0
    for i in range(rows.shape[0]):
        digest = hashes[rows[i]]
        if digest != 0:
            rows[count] = rows[i]
            before[count] = mixed(before[i], digest)
            count += 1
    return rows[:count], before[:count]
