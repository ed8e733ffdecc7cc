"""What linking will cost, from the blocking keys alone: pairs by rule, seconds and memory, and what grows too fast."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from recontact.linkage import memory
from recontact.linkage.block import Blocks, block
from recontact.linkage.model import Model
from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]
SAMPLE = 4000
"""Rows whose pairs are counted one by one, to know how many pairs several rules share."""
PROBE = 20_000
"""Pairs that are weighed to know how fast this machine is."""
LARGE = 10
"""Rows of a block beyond what one person's records fill: its pairs grow with the square of the records."""
PAIR_BYTES, LINK_BYTES = 36, 64
"""Bytes per pair that is kept: while it is weighed, and in the table of links."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `link` is expected to do."""

    rows: int
    rules: tuple[Mapping[str, Any], ...]
    """Per rule: `pairs` in its blocks, `compared` (expected, pairs of earlier rules left out), `pairs_over_cap`,
    `largest` block in rows, and whether it `grows` with the square of the records: most of its pairs lie in blocks
    larger than a person's own records fill."""
    pairs: int
    """Pairs to compare, over all rules."""
    seconds: float
    """From here on: training, comparing and resolving."""
    mib: int
    """Peak of this process."""


def plan(e: Encoded, model: Model, *, threads: int = 2) -> Plan:
    """Return what linking `e` under `model` will cost; nothing is compared but a small sample, to time it."""
    blocks = block(e, model.rules, threads)
    left, right, number = _sampled(blocks, len(e.names))
    rule = np.searchsorted(blocks.rules, number, side="right") - 1
    share = max(len(e.names) / SAMPLE, 1.0)
    expected = np.bincount(rule, minlength=len(model.rules)) * share
    sizes = np.diff(blocks.bounds)
    rules = tuple(
        _rule(each, sizes[lo:hi], min(float(count), each["pairs"]))
        for each, lo, hi, count in zip(blocks.report, blocks.rules, blocks.rules[1:], expected, strict=False)
    )
    pairs = round(sum(each["compared"] for each in rules))
    second = _seconds_per_pair(e, model, left, right)
    trained = 0.0 if model.trained else model.training["pairs_per_rule"] * len(rules) + model.training["random_pairs"]
    kept = min(pairs, 2 * len(e.names))
    need = memory.held() + kept * (PAIR_BYTES + LINK_BYTES) + sum(each.nbytes for each in _arrays(blocks)) // 2
    return Plan(len(e.names), rules, pairs, second * (pairs / threads + trained), -(-need // memory.MIB))


def _arrays(blocks: Blocks) -> tuple[Array, ...]:
    return blocks.members, blocks.bounds, blocks.held, blocks.held_bounds


def _rule(report: Mapping[str, Any], sizes: Array, compared: float) -> dict[str, Any]:
    large = sizes[sizes > LARGE]
    return {
        **{name: report[name] for name in ("rule", "pairs", "pairs_over_cap")},
        "compared": round(compared),
        "largest": int(sizes.max(initial=0)),
        "grows": bool(int((large * (large - 1) // 2).sum()) * 2 > report["pairs"] > 0),
    }


def _sampled(blocks: Blocks, rows: int) -> tuple[Array, Array, Array]:
    """Return the pairs of rows drawn at even distances with later rows, each with the first block that holds it."""
    chosen = np.unique(np.linspace(0, rows - 1, min(rows, SAMPLE)).astype(np.int64)) if rows else np.zeros(0, np.int64)
    left, right, number = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for row in chosen.tolist():
        mine = blocks.held[blocks.held_bounds[row] : blocks.held_bounds[row + 1]].astype(np.int64)
        spans = [blocks.members[blocks.bounds[each] : blocks.bounds[each + 1]] for each in mine]
        if not spans:
            continue
        others = np.concatenate(spans).astype(np.int64)
        of = np.repeat(mine, [len(span) for span in spans])
        later = others > row
        found, first = np.unique(others[later], return_index=True)
        left.append(np.full(len(found), row))
        right.append(found)
        number.append(of[later][first])
    return np.concatenate(left), np.concatenate(right), np.concatenate(number)


def _seconds_per_pair(e: Encoded, model: Model, left: Array, right: Array) -> float:
    """Return how long one pair takes here, measured on some."""
    from recontact.linkage.score import weigh_rows
    from recontact.linkage.weigh import weights

    if not len(left):
        return 0.0
    w, at = weights(model), np.linspace(0, len(left) - 1, min(len(left), PROBE)).astype(np.int64)
    weigh_rows(e.people, w, left[at[:1]], right[at[:1]])  # so that loading the compiled code does not count
    began = time.perf_counter()
    weigh_rows(e.people, w, left[at], right[at])
    return (time.perf_counter() - began) / len(at)
