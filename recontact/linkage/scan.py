"""Kernels: the scan, which bounds the pairs of blocks at a glance and weighs those that can weigh enough."""

from typing import Any, NamedTuple

import numpy as np

from recontact.compiled import called, kernel, leaf
from recontact.linkage.bound import Most, reaches
from recontact.linkage.compare import compare_here, odds, weigh
from recontact.linkage.fetch import fetch_glance, fetch_held, fetch_row, fetch_texts, fetch_values

Array = np.ndarray[Any, Any]
AHEAD, SOON = 24, 12  # members of blocks
FAR, NEAR, NEXT = 24, 12, 6  # pairs that wait to be weighed
WAITING = 256
MARKS = 256  # room for the blocks of a row, a power of two; more is made where a row has more
_EMPTY = -1


class Ready(NamedTuple):
    """What a scan looks at before it looks at the rows."""

    glances: Array
    """See linkage/glance.py."""
    most: Most


@kernel
def scan(
    p: Any,
    ready: Any,
    w: Any,
    members: Any,
    bounds: Any,
    held: Any,
    held_bounds: Any,
    lo: Any,
    hi: Any,
    floor: Any,
    out: Any,
) -> Any:
    """Compare the pairs of blocks lo..hi, each in the first block that holds it; write those of weight `floor` or more
    to `out`; return (written, compared)."""
    g, u = ready
    marks = np.full(MARKS, _EMPTY, np.int32)
    waiting = np.empty((2, WAITING), np.int32)
    levels = np.zeros(w.match.shape[0], np.int64)
    rarities = np.zeros(w.match.shape[0], np.float64)
    count = 0
    written = 0
    compared = 0
    far = near = bounds[lo]
    for block in range(lo, hi):
        end = bounds[block + 1]
        while far < min(end + AHEAD, bounds[hi]):
            fetch_glance(g, held_bounds, np.int64(members[far]))
            far += 1
        while near < min(end + SOON, bounds[hi]):
            fetch_held(held, held_bounds, np.int64(members[near]))
            near += 1
        for i in range(bounds[block], end - 1):
            a = np.int64(members[i])  # one integer type everywhere: the kernels below are compiled once
            while 2 * (held_bounds[a + 1] - held_bounds[a]) > marks.shape[0]:
                marks = np.full(2 * marks.shape[0], _EMPTY, np.int32)
            earlier = _mark(held, held_bounds[a], block, marks)
            for j in range(i + 1, end):
                b = np.int64(members[j])
                if _met(held, held_bounds[b], block, marks):
                    continue
                compared += 1
                if reaches(p, g, w, u, a, b, floor):
                    waiting[0, count] = a
                    waiting[1, count] = b
                    count += 1
                    if count == WAITING:
                        written = _weigh(p, w, waiting, count, floor, levels, rarities, out, written)
                        count = 0
            _unmark(held, held_bounds[a], earlier, marks)
    written = _weigh(p, w, waiting, count, floor, levels, rarities, out, written)
    return written, compared


@leaf
def _mark(held: Any, begin: Any, block: Any, marks: Any) -> Any:
    """Put a row's blocks before `block` into the table; return where in `held` they end."""
    while held[begin] < block:
        at = held[begin] & (marks.shape[0] - 1)
        while marks[at] != _EMPTY:
            at = (at + 1) & (marks.shape[0] - 1)
        marks[at] = held[begin]
        begin += 1
    return begin


@leaf
def _met(held: Any, begin: Any, block: Any, marks: Any) -> Any:
    """Return whether a row has a block before `block`, of which it is a member, that is in the table."""
    while held[begin] < block:
        at = held[begin] & (marks.shape[0] - 1)
        while marks[at] != _EMPTY:
            if marks[at] == held[begin]:
                return True
            at = (at + 1) & (marks.shape[0] - 1)
        begin += 1
    return False


@leaf
def _unmark(held: Any, begin: Any, end: Any, marks: Any) -> Any:
    """Empty the table, last in first out: those put in before are still found where they were."""
    while end > begin:
        end -= 1
        at = held[end] & (marks.shape[0] - 1)
        while marks[at] != held[end]:
            at = (at + 1) & (marks.shape[0] - 1)
        marks[at] = _EMPTY


@called
def _weigh(
    p: Any, w: Any, pairs: Any, count: Any, floor: Any, levels: Any, rarities: Any, out: Any, written: Any
) -> Any:
    """Weigh the first `count` of `pairs` (int32 [2, pairs]); write from `written` on those of weight `floor` or more;
    return how many are written then."""
    left, right, matches, kins, pattern = out
    far = near = soon = 0
    for k in range(count):
        while far < min(k + FAR, count):
            fetch_row(p, np.int64(pairs[0, far]))
            fetch_row(p, np.int64(pairs[1, far]))
            far += 1
        while near < min(k + NEAR, count):
            fetch_values(p, np.int64(pairs[0, near]))
            fetch_values(p, np.int64(pairs[1, near]))
            near += 1
        while soon < min(k + NEXT, count):
            fetch_texts(p, np.int64(pairs[0, soon]))
            fetch_texts(p, np.int64(pairs[1, soon]))
            soon += 1
        a = np.int64(pairs[0, k])
        b = np.int64(pairs[1, k])
        compare_here(p, a, b, levels, rarities)
        match, kin, code = weigh(w, levels, rarities)
        if match + w.prior[0] >= floor and odds(match, kin, w.prior) >= floor:
            left[written] = a
            right[written] = b
            matches[written] = match
            kins[written] = kin
            pattern[written] = code
            written += 1
    return written


@kernel
def weigh_given(p: Any, w: Any, pairs: Any, out: Any) -> Any:
    """Weigh the given pairs of rows (int32 [2, pairs])."""
    levels = np.zeros(w.match.shape[0], np.int64)
    rarities = np.zeros(w.match.shape[0], np.float64)
    _weigh(p, w, pairs, pairs.shape[1], -np.inf, levels, rarities, out, 0)
