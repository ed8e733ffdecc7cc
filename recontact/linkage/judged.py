"""What people decided about pairs of rows, put in the place of what the weights say."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.compare import Weights
from recontact.linkage.link import APART, SAME, UNSURE
from recontact.linkage.people import People
from recontact.linkage.score import Pairs, kept, weigh_rows

Array = np.ndarray[Any, Any]
CERTAIN = 200.0
"""Bits of a link that a person decided."""


def judged(people: People, w: Weights, pairs: Pairs, judgements: pa.Table | None, back: Array) -> tuple[Pairs, Array]:
    """Return the pairs with what people decided put in, and the pairs of rows that must stay apart.

    `back` says which encoded row each row that the judgements name is.
    """
    if judgements is None or judgements.num_rows == 0:
        return pairs, np.zeros((0, 2), np.int32)
    ends = np.sort(np.stack([back[judgements[side].to_numpy()] for side in ("left", "right")], axis=1), axis=1)
    verdict = np.array(judgements["judgement"].to_pylist())
    decided = ends[(verdict == SAME) | (verdict == APART)]
    low, high = np.minimum(pairs.left, pairs.right), np.maximum(pairs.left, pairs.right)
    code, looked_at = low * np.int64(len(back)) + high, decided[:, 0] * np.int64(len(back)) + decided[:, 1]
    rest = kept(pairs, ~np.isin(code, looked_at))
    same = ends[verdict == SAME]
    _, pattern = weigh_rows(people, w, same[:, 0], same[:, 1])
    added = {
        "left": same[:, 0].astype(np.int32),
        "right": same[:, 1].astype(np.int32),
        "match": np.full(len(same), CERTAIN - w.prior[0]),
        "kin": np.full(len(same), -CERTAIN),
        "pattern": pattern,
        "rule": np.full(len(same), -1, np.int32),
    }
    merged = {name: np.concatenate([getattr(rest, name), values]) for name, values in added.items()}
    return rest._replace(**merged), ends[verdict == APART].astype(np.int32)


def unsure(judgements: pa.Table | None, rows: int) -> Array:
    """Return which rows somebody looked at and could not decide."""
    doubted = np.zeros(rows, bool)
    if judgements is not None and judgements.num_rows:
        open_pairs = judgements.filter(pc.equal(judgements["judgement"], UNSURE))
        doubted[open_pairs["left"].to_numpy()] = doubted[open_pairs["right"].to_numpy()] = True
    return doubted
