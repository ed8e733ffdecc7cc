"""What linking will cost, from the blocking keys alone: pairs by rule, seconds and memory, and what grows too fast."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from recontact.linkage import memory
from recontact.linkage.block import Blocks, block, pairs_before
from recontact.linkage.model import Model
from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]
SAMPLE = 2000
"""Pairs per rule that are looked at, to know how many of them an earlier rule brings: half of them are, give or take a
fiftieth."""
PROBE = 40_000
"""Pairs that are compared to know how fast this machine is."""
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
    """Pairs to compare, over all rules: within 1 % of those of a million generated people."""
    seconds: float
    """From here on: training, comparing and resolving, at the speed that the machine has just now; loading compiled
    code, which takes a second or two, is not in it."""
    mib: int
    """Peak of this process: within 5 % there."""


def plan(e: Encoded, model: Model, *, threads: int = 2) -> Plan:
    """Return what linking `e` under `model` will cost; nothing is compared but a small sample, to time it."""
    blocks = block(e, model.rules, threads)
    before, sizes = pairs_before(blocks), np.diff(blocks.bounds)
    rules = tuple(
        _rule(each, sizes[lo:hi], _compared(blocks, before, lo, hi))
        for each, lo, hi in zip(blocks.report, blocks.rules, blocks.rules[1:], strict=False)
    )
    pairs = sum(each["compared"] for each in rules)
    scanned, whole, share, beside = _speed(e, model, blocks, before)
    kept = min(share * pairs, pairs)
    most = model.training["pairs_per_rule"]
    drawn = sum(min(each["pairs"], most) for each in rules) + (model.training["random_pairs"] if pairs else 0)
    seconds = scanned * pairs / threads + whole * (kept + (0 if model.trained else drawn / threads))
    need = memory.held() + beside + kept * (PAIR_BYTES + LINK_BYTES)
    return Plan(len(e.names), rules, pairs, float(seconds), -(-int(need) // memory.MIB))


def _rule(report: Mapping[str, Any], sizes: Array, compared: int) -> dict[str, Any]:
    large = sizes[sizes > LARGE]
    return {
        **{name: report[name] for name in ("rule", "pairs", "pairs_over_cap")},
        "compared": compared,
        "largest": int(sizes.max(initial=0)),
        "grows": bool(int((large * (large - 1) // 2).sum()) * 2 > report["pairs"] > 0),
    }


def _compared(blocks: Blocks, before: Array, first: int, last: int) -> int:
    """Return how many pairs of blocks first..last no earlier block holds, as an even sample of them tells."""
    from recontact.linkage.score import pairs_at
    from recontact.linkage.tally import first_groups

    lo, hi = int(before[first]), int(before[last])
    if lo == hi:
        return 0
    number = np.linspace(lo, hi - 1, min(hi - lo, SAMPLE)).astype(np.int64)
    left, right = pairs_at(blocks, before, number)
    own = np.searchsorted(before, number, side="right") - 1
    new = first_groups(blocks.held, blocks.held_bounds, left, right) == own
    return round((hi - lo) * float(new.mean()))


def _speed(e: Encoded, model: Model, blocks: Blocks, before: Array) -> tuple[float, float, float, int]:
    """Return seconds per pair of the scan, and of comparing it to the end, the share of pairs that the scan keeps, and
    the bytes that the scan holds beside the people.

    Measured here and now: the scan on some blocks of every rule, by their share of all pairs.
    """
    from recontact.linkage.link import SLACK
    from recontact.linkage.score import ready_for, scan_range, weigh_rows
    from recontact.linkage.weigh import weights

    if not before[-1]:
        return 0.0, 0.0, 0.0, 0
    if not model.trained:  # as training will find, if a person has about two records
        model = replace(model, prior={**model.prior, "match": min(model.prior["match"], 1 / len(e.names))})
    keep, w = model.thresholds["keep"], weights(model)
    floor = float(np.log2(keep / (1 - keep))) - SLACK
    spans = [_span(before, *blocks.rules[at : at + 2].tolist()) for at in range(len(model.rules))]
    found, compared, spent = [], 0, 0.0
    ready = ready_for(e.people, w, 1)
    scan_range(e.people, ready, w, blocks, 0, 0, floor, 0)  # so that loading the compiled code does not count
    for lo, hi in spans:
        room = int(before[hi] - before[lo])
        (pairs, count), seconds = _timed(scan_range, e.people, ready, w, blocks, lo, hi, floor, room)
        found.append(len(pairs[0]))
        compared, spent = compared + count, spent + seconds
    rows = np.random.default_rng(1).integers(0, len(e.names), (2, PROBE // 10))
    weigh_rows(e.people, w, *rows[:, :1])
    _, seconds = _timed(weigh_rows, e.people, w, *rows)
    whole = seconds / rows.shape[1]
    return spent / compared if compared else whole, whole, sum(found) / max(compared, 1), ready.glances.nbytes


def _span(before: Array, first: int, last: int) -> tuple[int, int]:
    """Return the first blocks of a rule that hold its share of the pairs to try, none if the first block holds more;
    blocks lie in no order of meaning."""
    wanted = PROBE * (before[last] - before[first]) / before[-1]
    return first, min(int(np.searchsorted(before, before[first] + wanted, side="right")) - 1, last)


def _timed(call: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    began = time.perf_counter()
    answer = call(*arguments)
    return answer, time.perf_counter() - began
