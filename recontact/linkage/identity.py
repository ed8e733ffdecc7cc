"""Identities: names for them that last across runs, and how sure it is that a row is the same person as another."""

import hashlib
from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, Any]
CERTAIN = 1e-12
"""Stands for a distance of 0, which a sparse graph would take for "no link"."""


def identity_ids(persons: pa.Table, identity: Array) -> pa.Array:
    """Return a stable id per row: `I` and 12 hex digits of a hash of the identity's smallest (source, record_id).

    Independent of the order of the rows; it stays while the identity keeps that record.
    """
    keys = np.array(
        [
            f"{source}\x1f{record}"
            for source, record in zip(persons["source"].to_pylist(), persons["record_id"].to_pylist(), strict=True)
        ],
        dtype=object,
    )
    order = np.lexsort((keys.astype(str), identity))
    _, first = np.unique(identity[order], return_index=True)
    names = [_id(key) for key in keys[order][first].tolist()]
    _, dense = np.unique(identity, return_inverse=True)
    return pa.array(names, pa.string()).take(pa.array(dense))


def belief_of(links: pa.Table, identity: Array, anchors: Array) -> Array:
    """Return per row the probability that it is the person of its identity's anchors (float64).

    `anchors` marks rows (bool per row), those that carry the borrower's own customer number. The probability is that of
    the best chain of links inside the identity, the product of its links; 1 for an anchor, 0 without a chain to one.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    rows, sources = len(identity), np.flatnonzero(anchors)
    if not len(sources):
        return np.zeros(rows)
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    inside = identity[left] == identity[right]
    length = np.maximum(-np.log(np.maximum(links["probability"].to_numpy()[inside], 1e-300)), CERTAIN)
    graph = csr_array((length, (left[inside], right[inside])), shape=(rows, rows))
    distance = dijkstra(graph, directed=False, indices=sources, min_only=True)
    return np.where(np.isfinite(distance), np.exp(-distance), 0.0)


def _id(key: str) -> str:
    return "I" + hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]
