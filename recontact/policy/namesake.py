"""Which records are surely one person: what rests on a name and little else may be a namesake's."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def cores(
    left: Array, right: Array, agreed: Mapping[str, Array], identity: Array, alone: Sequence[Sequence[str]]
) -> Array:
    """Return per record the number of its core: the records of its identity that are surely the same person's.

    `left`, `right`: records of each link; `agreed`: per fact whether the two agree in it; `alone`: sets of facts none
    of which suffices by itself. Two cores are one if what agrees between them, over all links together, is in none of
    the sets; a name that meets one of a person's records by birth date and another by dwelling has both.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    bit = {name: 1 << place for place, name in enumerate(sorted(agreed))}
    inside = (identity[left] == identity[right]) & (identity[left] >= 0)
    facts = sum((agreed[name][inside].astype(np.int64) * bit[name] for name in bit), np.zeros(inside.sum(), np.int64))
    wanting = [sum(bit[name] for name in names if name in bit) for names in alone]
    ends = np.stack([left[inside], right[inside]]).astype(np.int64)
    joined = np.zeros((2, 0), np.int64)
    while True:
        graph = csr_array((np.ones(joined.shape[1], np.int8), (joined[0], joined[1])), shape=(len(identity),) * 2)
        core = connected_components(graph, directed=False)[1]
        more = _sure(core[ends], facts, wanting)
        if not more.shape[1]:
            return np.asarray(core, np.int64)
        first = np.unique(core, return_index=True)[1]
        joined = np.concatenate([joined, first[more]], axis=1)


def _sure(ends: Array, facts: Array, wanting: Sequence[int]) -> Array:
    """Return the pairs of cores (2, n) between which enough agrees."""
    apart = ends[0] != ends[1]
    pairs = np.sort(ends[:, apart], axis=0)
    distinct, which = np.unique(pairs, axis=1, return_inverse=True)
    together = np.zeros(distinct.shape[1], np.int64)
    np.bitwise_or.at(together, which.reshape(-1), facts[apart])
    enough = np.ones(len(together), bool)
    for some in wanting:
        enough &= (together & ~np.int64(some)) != 0
    return np.asarray(distinct[:, enough])
