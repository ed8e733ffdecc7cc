"""Working within a memory cap: the blocks lie in a file, and are compared range by range; the pairs are the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.errors import RecontactError
from recontact.linkage.block import Blocks, Keys, of_rule
from recontact.linkage.compare import Weights
from recontact.linkage.memory import MIB, give_back, held
from recontact.linkage.model import Rule
from recontact.linkage.parallel import in_order
from recontact.linkage.people import Encoded, People
from recontact.linkage.score import CHUNK, Pairs, ready_for, scan_blocks

Array = np.ndarray[Any, Any]
ENCODING = (2, 200)
"""Bytes that encoding takes at its peak, per byte of PERSONS and per row: measured on a million generated people."""
PAIR = 40
"""Bytes per pair in the buffers of a thread."""
READ = 1 << 20
"""Members read from the file at once."""
PER_MEMBER, PER_ROW, PER_READ = 16, 25, 40
"""Bytes per member of a part (its row and its block, and what turns one into the other), per row of the whole (where
its blocks begin, and what its pairs count), and per member read."""


def refuse_to_encode(persons: pa.Table, cap: int) -> None:
    """Raise TooLittleMemoryError if the records alone, as the kernels read them, take more than `cap` bytes."""
    from recontact.linkage.warm import link_few

    link_few()  # so that compiled code, which is needed in any case, is among what is held
    give_back()
    needed = held() + ENCODING[0] * persons.nbytes + ENCODING[1] * persons.num_rows
    if needed > cap:
        raise TooLittleMemoryError(needed)


def scan_parts(
    people: People, w: Weights, spilled: "Spilled", floor: float, threads: int, step: Callable[[float], None], cap: int
) -> Pairs:
    """Return what `score.scan_blocks` does of all blocks, the process staying within `cap` bytes."""
    found, ready = [], ready_for(people, w, threads)
    for share, part in spilled.parts(cap, threads):
        found.append(scan_blocks(people, w, part, floor, threads, lambda _: None, ready))
        step(share)
    if not found:  # no blocks at all
        return scan_blocks(people, w, spilled.sampled(), floor, threads, step)
    names = [name for name in Pairs._fields if name != "compared"]
    columns = {name: np.concatenate([getattr(pairs, name) for pairs in found]) for name in names}
    return Pairs(**columns, compared=np.sum([pairs.compared for pairs in found], axis=0))


class TooLittleMemoryError(RecontactError):
    """The cap leaves too little for even the smallest part of the work."""

    def __init__(self, needed: int) -> None:
        super().__init__(
            f"linking needs about {-(-needed // MIB):,} MiB even in the smallest partitions: allow more (--memory), or "
            "link fewer records"
        )


@dataclass(frozen=True, slots=True)
class Spilled:
    """Blocks whose members lie in a file (int32, block after block), rule after rule."""

    path: Path
    rows: int
    bounds: Array
    """int64 [blocks + 1]: where each block begins."""
    rules: Array
    """int64 [rules + 1]: the first block of each rule."""
    report: list[dict[str, Any]]

    @classmethod
    def write(cls, e: Encoded, rules: tuple[Rule, ...], folder: Path) -> "Spilled":
        """Find the blocks of `rules`, one rule at a time, and put their members into a file in `folder`."""
        keys, sizes, report = Keys(e, rules), [np.zeros(0, np.int64)], []
        path = folder / "members"
        with path.open("wb") as file:
            for members, each, described in in_order([partial(of_rule, keys, rule) for rule in rules], 1):
                members.tofile(file)
                sizes.append(each)
                report.append(described)
        bounds = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))
        return cls(path, len(e.names), bounds, np.cumsum([len(each) for each in sizes]).astype(np.int64), report)

    def sampled(self) -> Blocks:
        """Return all blocks to draw pairs from: members are read from the file where they are looked at."""
        members = np.zeros(0, np.int32)
        if self.bounds[-1]:
            members = np.asarray(np.memmap(self.path, np.int32, mode="c"))
        return Blocks(members, self.bounds, self.rules, members[:0], np.zeros(self.rows + 1, np.int64), self.report)

    def parts(self, cap: int, threads: int = 1) -> Iterator[tuple[float, Blocks]]:
        """Yield ranges of blocks, in order, so small that the process stays within `cap` bytes, each with what its rows
        share in earlier blocks: a pair that an earlier block brought is told as in the whole. A part's `rules` name
        the blocks of its own range alone. Beside each part the share of blocks done after it. The process includes the
        buffers of `threads` that compare a part.

        TooLittleMemoryError if a single block takes more.
        """
        sizes = np.diff(self.bounds)
        most = min(threads * CHUNK, int((sizes * (sizes - 1) // 2).sum()))
        besides = PER_ROW * self.rows + PER_READ * min(READ, int(self.bounds[-1])) + PAIR * most
        waiting = [(rule, *self.rules[rule : rule + 2].tolist()) for rule in reversed(range(len(self.rules) - 1))]
        while waiting:
            rule, lo, hi = waiting.pop()
            if lo == hi:
                continue
            give_back()
            part = self._part(rule, lo, hi, (cap - held() - besides) // PER_MEMBER)
            if part is not None:
                yield hi / max(int(self.rules[-1]), 1), part
            elif hi - lo > 1:
                middle = (lo + hi) // 2
                waiting += [(rule, middle, hi), (rule, lo, middle)]  # the lower half comes next
            else:
                raise TooLittleMemoryError(held() + besides + PER_MEMBER * self.rows)

    def _part(self, rule: int, lo: int, hi: int, most: int) -> Blocks | None:
        """Return the blocks lo..hi of a rule, None if they and what they share have more than `most` members."""
        from recontact.linkage.tally import turned

        count = int(self.bounds[hi] - self.bounds[lo])
        if count > most:
            return None
        own, members, sizes = self._members(lo, hi), [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
        wanted = np.zeros(self.rows, bool)
        wanted[own] = True
        for begin, end in _cut(self.bounds, 0, lo):
            shared, size = _shared(self._members(begin, end), np.diff(self.bounds[begin : end + 1]), wanted)
            members.append(shared)
            sizes.append(size)
            count += len(shared)
            if count > most:
                return None
        before = sum(len(size) for size in sizes)
        everybody = np.concatenate([*members, own])
        bounds = np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes, np.diff(self.bounds[lo : hi + 1])]))
        rules = np.full(len(self.rules), before, np.int64)
        rules[rule + 1 :] += hi - lo
        numbers, held_bounds = turned(everybody, bounds, self.rows)
        return Blocks(everybody, bounds, rules, numbers, held_bounds, self.report)

    def _members(self, lo: int, hi: int) -> Array:
        begin, end = int(self.bounds[lo]), int(self.bounds[hi])
        return np.fromfile(self.path, np.int32, end - begin, offset=4 * begin)


def _cut(bounds: Array, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of blocks with about `READ` members each."""
    while first < last:
        reach = int(np.searchsorted(bounds, bounds[first] + READ))
        begin, first = first, min(max(reach, first + 1), last)
        yield begin, first


def _shared(members: Array, sizes: Array, wanted: Array) -> tuple[Array, Array]:
    """Return of each block the members that are wanted, if they are two or more; and the sizes."""
    keep = wanted[members]
    left = np.add.reduceat(keep, np.cumsum(sizes) - sizes, dtype=np.int64)
    return members[keep & np.repeat(left > 1, sizes)], left[left > 1]
