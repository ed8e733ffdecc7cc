"""Links as a table: who, how likely, by which rule, and the level of every comparison."""

from typing import Any

import numpy as np
import pyarrow as pa

from recontact.linkage.compare import COMPARISONS
from recontact.linkage.model import Model
from recontact.linkage.radix import ascending
from recontact.linkage.score import Pairs
from recontact.linkage.weigh import probability, unpack

Array = np.ndarray[Any, Any]


def link_table(pairs: Pairs, weight: Array, model: Model, rows: Array) -> pa.Table:
    """Return `Linkage.links`; `rows` says which row given each row of the pairs is."""
    left, right = rows[pairs.left], rows[pairs.right]
    left, right = np.minimum(left, right), np.maximum(left, right)
    order = ascending(by_rows(left, right))
    levels = unpack(pairs.pattern[order], model)
    names = pa.array([rule.name for rule in model.rules], pa.string())
    rule = pairs.rule[order]
    columns = {
        "left": left[order].astype(np.int32),
        "right": right[order].astype(np.int32),
        "weight": weight[order].astype(np.float32),
        "probability": probability(weight[order]),
        "rule": names.take(pa.array(rule, pa.int32(), mask=rule < 0)),
        **{name: levels[c] for c, name in enumerate(COMPARISONS)},
    }
    return pa.table(columns)


def by_rows(left: Array, right: Array) -> Array:
    """Return a number per pair that orders pairs by the left row, then by the right (uint64)."""
    return left.astype(np.uint64) << np.uint64(32) | right.astype(np.uint64)
