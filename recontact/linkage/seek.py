"""Kernels of a look-up: who shares a key with one person, and what each of them weighs."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import kernel
from recontact.linkage.compare import compare, odds, weigh

Array = np.ndarray[Any, Any]
PER_BUCKET = 4
"""Keys that share a bucket of the directory: one cache line holds them."""


class Index(NamedTuple):
    """The keys of all rules, rule after rule, as the kernel reads them."""

    tails: Array
    """uint32: the lower half of each key's hash; within a rule ordered by the whole hash."""
    rows: Array
    """int32: the row that has the key; rows of one key ascend."""
    begins: Array
    """int64 [rules + 1]: where each rule begins in `tails`."""
    heads: Array
    """int64: per bucket of hashes (by their upper bits) where it begins within its rule."""
    head_begins: Array
    """int64 [rules]: where each rule's buckets begin in `heads`."""
    shifts: Array
    """int64 [rules]: by how many bits a hash is shifted to give its bucket."""
    caps: Array
    """int64 [rules]: most rows that may share a key, the one asked for included."""


def index_of(keys: list[tuple[Array, Array]], caps: list[int]) -> Index:
    """Return the index of each rule's (rows, hashes); what no question can reach within a rule's cap is left out."""
    from recontact.linkage.tally import sorted_by_hash

    tails, rows, heads, shifts = [], [], [], []
    for (holders, hashes), cap in zip(keys, caps, strict=True):
        holders, hashes = sorted_by_hash(holders, hashes)
        fresh = np.ones(len(holders), np.bool_)
        fresh[1:] = (hashes[1:] != hashes[:-1]) | (holders[1:] != holders[:-1])
        holders, hashes = holders[fresh], hashes[fresh]
        starts = (
            np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(hashes) else np.zeros(0, int)
        )
        sizes = np.diff(np.append(starts, len(hashes)))
        fits = np.repeat(sizes <= cap, sizes)
        holders, hashes = holders[fits], hashes[fits]
        bits = max(int(np.log2(max(len(hashes) // PER_BUCKET, 1))), 1)
        counts = np.bincount((hashes >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
        tails.append((hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32))
        rows.append(holders.astype(np.int32))
        heads.append(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
        shifts.append(64 - bits)
    begins, head_begins = (np.cumsum([0, *(len(each) for each in parts)]).astype(np.int64) for parts in (rows, heads))
    numbers = (np.array(each, np.int64) for each in (shifts, caps))
    return Index(np.concatenate(tails), np.concatenate(rows), begins, np.concatenate(heads), head_begins[:-1], *numbers)


@kernel
def seek(p: Any, w: Any, index: Any, keys: Any, rules: Any, asked: Any, scratch: Any, floor: Any, out: Any) -> Any:
    """Weigh the person in the arrays' row `asked[0]` against all who share a key; return (written, compared).

    `keys` are the person's hashes, `rules` the rule of each. asked: the row; its place in the order of the store's
    rows; the store's own row of the same record, -1 if it has none; the number of this question. scratch: per row of
    the store the number of the last question that met it, and its place among those met then. Writes to `out`, which
    has room for all who can be met: row, bits for one person, bits for kin, and bit by bit the rules that bring the
    row, of all whose odds are `floor` or more.
    """
    row, match, kin, met = out
    seen, place = scratch
    found = 0
    for k in range(keys.shape[0]):
        rule = rules[k]
        lo, hi = _held(index, rule, keys[k])
        size = hi - lo
        own = False
        if size == index.caps[rule]:  # as in a batch: the block holds the person asked for, too
            for i in range(lo, hi):
                own |= index.rows[i] == asked[2]
            if not own:
                continue
        for i in range(lo, hi):
            other = index.rows[i]
            if other == asked[2]:
                continue
            if seen[other] != asked[3]:
                seen[other] = asked[3]
                place[other] = found
                row[found] = other
                met[found] = 0
                found += 1
            met[place[other]] |= np.int64(1) << rule
    levels = np.zeros(w.match.shape[0], np.int64)
    rarities = np.zeros(w.match.shape[0], np.float64)
    written = 0
    for i in range(found):
        other = np.int64(row[i])
        if other < asked[1]:  # the order of a batch: some levels look at the first row of a pair
            compare(p, other, asked[0], levels, rarities)
        else:
            compare(p, asked[0], other, levels, rarities)
        bits, kindred, _ = weigh(w, levels, rarities)
        if odds(bits, kindred, w.prior) >= floor:
            row[written] = other
            match[written] = bits
            kin[written] = kindred
            met[written] = met[i]
            written += 1
    return written, found


@kernel
def _held(index: Any, rule: Any, key: Any) -> Any:
    """Return where in the index the rows of a key begin and end."""
    head = index.head_begins[rule] + np.int64(key >> np.uint64(index.shifts[rule]))
    tail = np.uint32(key & np.uint64(0xFFFFFFFF))
    lo = index.begins[rule] + index.heads[head]
    end = index.begins[rule] + index.heads[head + 1]
    while lo < end and index.tails[lo] != tail:
        lo += 1
    hi = lo
    while hi < end and index.tails[hi] == tail:
        hi += 1
    return lo, hi
