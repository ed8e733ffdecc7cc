"""Blocks: rows that share a key of a rule; each has a number, and a pair belongs to its first common block."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from recontact.linkage.keys import keyed
from recontact.linkage.model import Rule
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


def block(e: Encoded, rules: tuple[Rule, ...]) -> Blocks:
    """Return the blocks of `rules` with at least two rows; oversized ones are left out and reported."""
    rows_of, sizes_of, report = [], [], []
    for rule in rules:
        members, sizes = _group(*keyed(e, rule.keys))
        fits = sizes <= rule.cap
        report.append(_describe(rule, sizes, fits))
        rows_of.append(members[np.repeat(fits, sizes)])
        sizes_of.append(sizes[fits])
    members, sizes = np.concatenate(rows_of).astype(np.int32), np.concatenate(sizes_of)
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    number = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    order = np.argsort(members, kind="stable")  # stable: the blocks of a row stay ascending
    per_row = np.bincount(members, minlength=len(e.names))
    held_bounds = np.concatenate([[0], np.cumsum(per_row)]).astype(np.int64)
    first = np.concatenate([[0], np.cumsum([len(each) for each in sizes_of])]).astype(np.int64)
    return Blocks(members, bounds, first, number[order], held_bounds, report)


def pairs_before(blocks: Blocks) -> Array:
    """Return how many pairs lie in the blocks before each block (int64 [blocks + 1])."""
    sizes = np.diff(blocks.bounds)
    return np.concatenate([[0], np.cumsum(sizes * (sizes - 1) // 2)])


def _group(rows: Array, hashes: Array) -> tuple[Array, Array]:
    """Return the rows sorted by hash, rows that stand alone dropped, and the sizes of the groups."""
    from recontact.linkage.tally import sorted_by_hash

    rows, hashes = sorted_by_hash(rows, hashes)  # keys come row by row: within a hash the rows stay ascending
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])  # a row counts once in a block
    rows, hashes = rows[fresh], hashes[fresh]
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(rows) else np.zeros(0, int)
    sizes = np.diff(np.concatenate([starts, [len(rows)]]))
    return rows[np.repeat(sizes > 1, sizes)], sizes[sizes > 1]


def _describe(rule: Rule, sizes: Array, fits: Array) -> dict[str, Any]:
    pairs = sizes * (sizes - 1) // 2
    return {
        "rule": rule.name,
        "blocks": int(fits.sum()),
        "pairs": int(pairs[fits].sum()),
        "blocks_over_cap": int((~fits).sum()),
        "pairs_over_cap": int(pairs[~fits].sum()),
    }
