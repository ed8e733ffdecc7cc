"""Runs the compiled scan over blocks in threads; the result does not depend on their number."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.block import Blocks, pairs_before
from recontact.linkage.bound import most_of
from recontact.linkage.compare import Weights
from recontact.linkage.glance import glances
from recontact.linkage.people import People
from recontact.linkage.scan import Ready, scan, weigh_given
from recontact.linkage.weigh import odds

Array = np.ndarray[Any, Any]
CHUNK = 400_000
"""Pairs per task: seconds of work are cut into dozens of tasks, and the buffers of a task stay small."""


class Pairs(NamedTuple):
    """Weighed pairs."""

    left: Array
    right: Array
    match: Array
    """float64: bits for one person against strangers, without the prior."""
    kin: Array
    """float64: bits for kin against strangers, without the prior."""
    pattern: Array
    rule: Array
    """int32: which rule brought the pair, -1 if none."""
    compared: Array
    """int64 per rule: pairs compared."""


def scan_blocks(
    people: People,
    w: Weights,
    blocks: Blocks,
    floor: float,
    threads: int,
    step: Callable[[float], None],
    ready: Ready | None = None,
) -> Pairs:
    """Return every pair of the blocks that weighs `floor` or more, once; `step` hears the share that is done.

    `ready` is what `ready_for` returns, if it is at hand.
    """
    before, ready = pairs_before(blocks), ready or ready_for(people, w, threads)
    tasks = [
        (rule, lo, hi)
        for rule in range(len(blocks.rules) - 1)
        for lo, hi in _cut(before, *blocks.rules[rule : rule + 2])
    ]
    done = 0

    def run(task: tuple[int, int, int]) -> tuple[int, list[Array], int]:
        rule, lo, hi = task
        found, compared = scan_range(people, ready, w, blocks, lo, hi, floor, int(before[hi] - before[lo]))
        return rule, found, compared

    parts: list[list[Array]] = []
    rules: list[Array] = []
    compared = np.zeros(len(blocks.rules) - 1, np.int64)
    with ThreadPoolExecutor(threads) as executor:
        for rule, found, count in executor.map(run, tasks):
            parts.append(found)
            rules.append(np.full(len(found[0]), rule, np.int32))
            compared[rule] += count
            done += 1
            step(done / len(tasks))
    left, right, match, kin, pattern = (
        np.concatenate([e, *(part[k] for part in parts)]) for k, e in enumerate(_buffers(0))
    )
    return Pairs(left, right, match, kin, pattern, np.concatenate([np.zeros(0, np.int32), *rules]), compared)


def sample_blocks(
    people: People, w: Weights, blocks: Blocks, before: Array, rule: int, most: int
) -> tuple[Array, Array]:
    """Return weights and patterns of an even sample of about `most` pairs of one rule, whatever other rules hold them.

    `before` is what `pairs_before` tells. The pairs come by their left rows, so that memory is read in order.
    """
    lo, hi = before[blocks.rules[rule : rule + 2]]
    stride = max(-(-int(hi - lo) // most), 1)
    left, right = pairs_at(blocks, before, np.arange(lo + stride - 1, hi, stride))
    order = np.argsort(left)
    return weigh_rows(people, w, left[order], right[order])


def pairs_at(blocks: Blocks, before: Array, number: Array) -> tuple[Array, Array]:
    """Return the rows of pairs by their number: block after block, in each by the left member, then by the right."""
    block = np.searchsorted(before, number, side="right") - 1
    begin, size = blocks.bounds[block], np.diff(blocks.bounds)[block]
    rest = number - before[block]
    # the pairs whose left member is before member i are i * size - i * (i + 1) / 2: its inverse, rounding put right
    i = (size - 0.5 - np.sqrt((size - 0.5) ** 2 - 2.0 * rest)).astype(np.int64)
    i -= _pairs_left_of(i, size) > rest
    i += _pairs_left_of(i + 1, size) <= rest
    j = rest - _pairs_left_of(i, size) + i + 1
    return blocks.members[begin + i], blocks.members[begin + j]


def _pairs_left_of(i: Array, size: Array) -> Array:
    pairs: Array = i * size - i * (i + 1) // 2
    return pairs


def weigh_rows(people: People, w: Weights, left: Array, right: Array) -> tuple[Array, Array]:
    """Return weights and patterns of the given pairs of rows."""
    out = _buffers(len(left))
    weigh_given(people, w, np.stack([left, right]).astype(np.int32), out)
    _, _, match, kin, pattern = out
    return odds(match, kin, w.prior), pattern


def kept(pairs: Pairs, keep: Array) -> Pairs:
    """Return the pairs that `keep` (bool) says."""
    fields = [name for name in Pairs._fields if name != "compared"]
    return pairs._replace(**{name: getattr(pairs, name)[keep] for name in fields})


def ready_for(people: People, w: Weights, threads: int) -> Ready:
    """Return what scans of `people` under `w` look at first: to be made once."""
    return Ready(glances(people, threads), most_of(w.match, w.rarity))


def scan_range(
    people: People, ready: Ready, w: Weights, blocks: Blocks, lo: int, hi: int, floor: float, room: int
) -> tuple[list[Array], int]:
    """Return `Pairs` from `left` to `pattern` of blocks lo..hi, which hold `room` pairs, and how many were compared."""
    out = _buffers(room)
    members, bounds, held, held_bounds = blocks.members, blocks.bounds, blocks.held, blocks.held_bounds
    written, compared = scan(people, ready, w, members, bounds, held, held_bounds, lo, hi, float(floor), out)
    return [each[:written].copy() for each in out], compared


def _buffers(room: int) -> tuple[Array, ...]:
    kinds = (np.int32, np.int32, np.float64, np.float64, np.int64)
    return tuple(np.empty(room, kind) for kind in kinds)


def _cut(before: Array, first: int, last: int) -> list[tuple[int, int]]:
    """Return ranges of blocks with about `CHUNK` pairs each."""
    cuts = [int(first)]
    while cuts[-1] < last:
        reach = int(np.searchsorted(before, before[cuts[-1]] + CHUNK))
        cuts.append(min(max(reach, cuts[-1] + 1), int(last)))
    return list(zip(cuts[:-1], cuts[1:], strict=True))
