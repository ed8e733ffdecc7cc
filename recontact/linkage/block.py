"""Blocks: rows that share a key of a rule; each has a number, and a pair belongs to its first common block."""

from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

import numpy as np

from recontact.linkage.keys import KEYS, Hashes, joint
from recontact.linkage.model import Rule
from recontact.linkage.parallel import in_order
from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Blocks:
    """All live blocks, rule after rule."""

    members: Array
    """int32: the rows of block after block, ascending within each."""
    bounds: Array
    """int64 [blocks + 1]: where each block begins in `members`."""
    rules: Array
    """int64 [rules + 1]: the first block of each rule."""
    held: Array
    """int32: the blocks of row after row, ascending."""
    held_bounds: Array
    report: list[dict[str, Any]]
    """Per rule: blocks, pairs (repeats of other rules included), and what the cap left out."""


def block(e: Encoded, rules: tuple[Rule, ...], threads: int = 1) -> Blocks:
    """Return the blocks of `rules` with at least two rows; oversized ones are left out and reported."""
    from recontact.linkage.tally import turned

    keys = Keys(e, rules)
    found = list(in_order([partial(of_rule, keys, rule) for rule in rules], threads))
    members = np.concatenate([np.zeros(0, np.int32), *(each[0] for each in found)])
    bounds = np.cumsum(np.concatenate([np.zeros(1, np.int64), *(each[1] for each in found)]))
    first = np.cumsum([0, *(len(each[1]) for each in found)]).astype(np.int64)
    held, held_bounds = turned(members, bounds, len(e.names))
    return Blocks(members, bounds, first, held, held_bounds, [each[2] for each in found])


def pairs_before(blocks: Blocks) -> Array:
    """Return how many pairs lie in the blocks before each block (int64 [blocks + 1])."""
    sizes = np.diff(blocks.bounds)
    return np.concatenate([[0], np.cumsum(sizes * (sizes - 1) // 2)])


class Keys:
    """The hashes of each key, found once and held until the last rule that needs them."""

    def __init__(self, e: Encoded, rules: tuple[Rule, ...]) -> None:
        self._e, self._lock = e, Lock()
        self._left = Counter(key for rule in rules for key in rule.keys)
        self._found: dict[str, Future[Hashes]] = {}

    def take(self, rule: Rule) -> tuple[Array, Array]:
        """Return what `keyed` does; to be called once per rule."""
        rows, hashes = joint([self._hashes(key) for key in rule.keys], len(self._e.names))
        with self._lock:
            self._left.subtract(rule.keys)
            for key in rule.keys:
                if not self._left[key]:
                    self._found.pop(key, None)
        return rows, hashes

    def _hashes(self, key: str) -> Hashes:
        with self._lock:
            mine = key not in self._found
            future = self._found.setdefault(key, Future())
        if mine:
            try:
                future.set_result(KEYS[key](self._e))
            except BaseException as error:  # for those who wait
                future.set_exception(error)
        return future.result()


def of_rule(keys: Keys, rule: Rule) -> tuple[Array, Array, dict[str, Any]]:
    """Return the rows of the rule's blocks, the size of each block, and the report."""
    from recontact.linkage.tally import groups

    members, sizes = groups(*keys.take(rule))
    fits = sizes <= rule.cap
    report = _describe(rule, sizes, fits)
    return (members, sizes, report) if fits.all() else (members[np.repeat(fits, sizes)], sizes[fits], report)


def _describe(rule: Rule, sizes: Array, fits: Array) -> dict[str, Any]:
    pairs = sizes * (sizes - 1) // 2
    return {
        "rule": rule.name,
        "blocks": int(fits.sum()),
        "pairs": int(pairs[fits].sum()),
        "blocks_over_cap": int((~fits).sum()),
        "pairs_over_cap": int(pairs[~fits].sum()),
    }
