"""Kernels that count and group codes and hashes in linear time, where sorting them would take most of a run."""

from typing import Any

import numpy as np

from recontact.compiled import kernel

_SMALL = 24  # items that insertion sorts faster than anything else


@kernel
def count_codes(codes: Any) -> Any:
    """Return how often each code (from 0 to the highest) occurs; codes below 0 do not count."""
    most = np.int64(-1)
    for i in range(codes.shape[0]):
        if codes[i] > most:
            most = codes[i]
    counts = np.zeros(most + 1, np.int64)
    for i in range(codes.shape[0]):
        if codes[i] >= 0:
            counts[codes[i]] += 1
    return counts


@kernel
def holders(codes: Any, who: Any, people: Any) -> Any:
    """Return the codes that occur, how many different people stand beside each, how many do beside any of them.

    codes: below 0 do not count; who: int32 beside each code, below `people`, -1 for nobody known. A code has at least
    one holder; the names of those of several are gathered and sorted.
    """
    most = np.int64(-1)
    for i in range(codes.shape[0]):
        most = max(most, np.int64(codes[i]))
    occurs, beside = np.zeros(most + 1, np.uint8), np.zeros(most + 1, np.int32)
    seen = np.zeros(people, np.uint8)
    for i in range(codes.shape[0]):
        if codes[i] >= 0:
            occurs[codes[i]] = 1
            if who[i] >= 0:
                beside[codes[i]] += 1
                seen[who[i]] = 1
    values, held = np.empty(most + 1, np.int64), np.empty(most + 1, np.int64)
    begins = np.empty(most + 1, np.int64)
    found = 0
    several = 0
    for code in range(most + 1):
        if occurs[code]:
            values[found], held[found] = code, 1
            found += 1
        begins[code] = several
        if beside[code] > 1:
            several += beside[code]
    gathered = np.empty(several, np.int32)
    for i in range(codes.shape[0]):
        if codes[i] >= 0 and who[i] >= 0 and beside[codes[i]] > 1:
            gathered[begins[codes[i]]] = who[i]
            begins[codes[i]] += 1
    for k in range(found):
        code = values[k]
        if beside[code] > 1:
            held[k] = _different(gathered[begins[code] - beside[code] : begins[code]])
    alive = np.int64(0)
    for i in range(people):
        alive += seen[i]
    return values[:found], held[:found], alive


@kernel
def _different(values: Any) -> Any:
    """Return how many different values there are; sorts them."""
    if values.shape[0] > _SMALL:
        values.sort()
    else:
        _insert(values)
    count = 1
    for i in range(1, values.shape[0]):
        count += values[i] != values[i - 1]
    return count


@kernel
def numbered(digests: Any, numbers: Any) -> Any:
    """Fill `numbers` (int32) with one number per distinct hash, in order of appearance, -1 for 0; return the hashes."""
    size = 16
    while size < 2 * digests.shape[0]:
        size *= 2
    slots = np.zeros(size, np.int32)  # number + 1
    distinct = np.empty(digests.shape[0], np.uint64)
    count = 0
    for i in range(digests.shape[0]):
        numbers[i] = -1
        if digests[i] == 0:
            continue
        at = np.int64((digests[i] ^ (digests[i] >> np.uint64(32))) & np.uint64(size - 1))
        while slots[at] != 0 and distinct[slots[at] - 1] != digests[i]:
            at = (at + 1) & (size - 1)
        if slots[at] == 0:
            distinct[count] = digests[i]
            count += 1
            slots[at] = count
        numbers[i] = slots[at] - 1
    return distinct[:count].copy()


@kernel
def piece_digests(chars: Any, offsets: Any, codes: Any, heads: Any, rests: Any) -> Any:
    """Fill the hashes (FNV-1a over four bytes per character) of each text's first character and of the others."""
    for i in range(codes.shape[0]):
        begin = offsets[codes[i]]
        heads[i] = _digest(chars, begin, begin + 1)
        rests[i] = _digest(chars, begin + 1, offsets[codes[i] + 1])


@kernel
def _digest(chars: Any, lo: Any, hi: Any) -> Any:
    h = np.uint64(0xCBF29CE484222325)
    for at in range(lo, hi):
        c = np.uint64(chars[at])
        for _ in range(4):
            h = (h ^ (c & np.uint64(255))) * np.uint64(0x100000001B3)
            c >>= np.uint64(8)
    return h


@kernel
def groups(rows: Any, hashes: Any) -> Any:
    """Return the rows of each hash that several have, ascending, hash after hash ascending, and how many each has.

    rows: int32, ascending, a row counts once per hash; hashes: uint64, well mixed.
    """
    rows, hashes = _not_alone(rows, hashes)
    rows, hashes = sorted_by_hash(rows, hashes)
    members = np.empty(rows.shape[0], np.int32)
    sizes = np.empty(rows.shape[0] // 2 + 1, np.int64)
    written = 0
    count = 0
    begin = 0
    for i in range(rows.shape[0]):
        if i == 0 or hashes[i] != hashes[i - 1]:
            begin = written
        if begin == written or rows[i] != rows[i - 1]:
            members[written] = rows[i]
            written += 1
        if i + 1 == rows.shape[0] or hashes[i + 1] != hashes[i]:
            if written - begin > 1:
                sizes[count] = written - begin
                count += 1
            else:
                written = begin
    return members[:written].copy(), sizes[:count].copy()


@kernel
def _not_alone(rows: Any, hashes: Any) -> Any:
    """Return what is left without most of the hashes that occur once."""
    size = 1 << 10
    while size < 4 * hashes.shape[0]:
        size *= 2
    met = np.zeros(size, np.uint8)
    mask = np.uint64(size - 1)
    left = 0
    for i in range(hashes.shape[0]):
        at = hashes[i] & mask
        left += 0 if met[at] == 0 else 2 if met[at] == 1 else 1
        met[at] = min(met[at] + 1, 2)
    rows_out = np.empty(left, np.int32)
    hashes_out = np.empty(left, np.uint64)
    at_out = 0
    for i in range(hashes.shape[0]):
        if met[hashes[i] & mask] == 2:
            rows_out[at_out] = rows[i]
            hashes_out[at_out] = hashes[i]
            at_out += 1
    return rows_out, hashes_out


@kernel
def turned(members: Any, bounds: Any, count: Any) -> Any:
    """Return the groups of each of `count` rows (int32, ascending) and where each row's begin (int64, one more)."""
    begin = np.zeros(count + 2, np.int64)
    for i in range(members.shape[0]):
        begin[members[i] + 2] += 1
    for row in range(count):
        begin[row + 2] += begin[row + 1]
    held = np.empty(members.shape[0], np.int32)
    for group in range(bounds.shape[0] - 1):
        for i in range(bounds[group], bounds[group + 1]):
            held[begin[members[i] + 1]] = group
            begin[members[i] + 1] += 1
    return held, begin[: count + 1]


@kernel
def first_groups(held: Any, bounds: Any, left: Any, right: Any) -> Any:
    """Return the first group that holds both rows of each pair, as `turned` tells; there must be one."""
    first = np.empty(left.shape[0], np.int64)
    for pair in range(left.shape[0]):
        i = bounds[left[pair]]
        j = bounds[right[pair]]
        while held[i] != held[j]:
            ahead = held[i] < held[j]
            i += ahead
            j += not ahead
        first[pair] = held[i]
    return first


@kernel
def sorted_by_hash(rows: Any, hashes: Any) -> Any:
    """Return rows and hashes ordered by hash, rows of one hash in the order given; hashes must be well mixed."""
    bits = 0
    while bits < 24 and (1 << bits) < hashes.shape[0]:
        bits += 1
    shift = np.uint64(64 - max(bits, 1))
    bounds = np.zeros((1 << max(bits, 1)) + 1, np.int64)
    for i in range(hashes.shape[0]):
        bounds[np.int64(hashes[i] >> shift) + 1] += 1
    for i in range(bounds.shape[0] - 1):
        bounds[i + 1] += bounds[i]
    at = bounds[:-1].copy()
    rows_out = np.empty_like(rows)
    hashes_out = np.empty_like(hashes)
    for i in range(hashes.shape[0]):
        bucket = np.int64(hashes[i] >> shift)
        rows_out[at[bucket]] = rows[i]
        hashes_out[at[bucket]] = hashes[i]
        at[bucket] += 1
    for i in range(bounds.shape[0] - 1):
        if bounds[i + 1] - bounds[i] > 1:
            _settle(rows_out, hashes_out, bounds[i], bounds[i + 1])
    return rows_out, hashes_out


@kernel
def _settle(rows: Any, hashes: Any, lo: Any, hi: Any) -> Any:
    """Sort the bucket lo..hi by hash, stably."""
    ascending = True
    for i in range(lo + 1, hi):
        ascending &= hashes[i - 1] <= hashes[i]
    if ascending:
        return
    if hi - lo > _SMALL:
        order = np.argsort(hashes[lo:hi], kind="mergesort")
        rows[lo:hi] = rows[lo:hi][order]
        hashes[lo:hi] = hashes[lo:hi][order]
        return
    for i in range(lo + 1, hi):
        row = rows[i]
        value = hashes[i]
        j = i
        while j > lo and hashes[j - 1] > value:
            rows[j] = rows[j - 1]
            hashes[j] = hashes[j - 1]
            j -= 1
        rows[j] = row
        hashes[j] = value


@kernel
def _insert(values: Any) -> Any:
    for i in range(1, values.shape[0]):
        value = values[i]
        j = i
        while j > 0 and values[j - 1] > value:
            values[j] = values[j - 1]
            j -= 1
        values[j] = value
