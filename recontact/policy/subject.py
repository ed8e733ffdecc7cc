"""Whose data a mention is: the key under which its basis is looked up, and the row's own subject beside it."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

SELF = "self"
SEPARATOR = "\x1f"
"""Joins the parts of a composite key; no source writes it in a key."""


def subject_key(mentions: pa.Table) -> pa.Array:
    """Return per mention the source's key for the row: a third party's `key#role` without its `#role`."""
    role, keys = flat(mentions["role"]), flat(mentions["record_id"])
    for third in sorted(set(pc.unique(role).to_pylist()) - {SELF, None}):
        stripped = pc.replace_substring_regex(keys, f"#{re.escape(third)}$", "")
        keys = pc.if_else(pc.equal(role, third), stripped, keys)
    return keys


def owner(mentions: pa.Table) -> npt.NDArray[np.int64]:
    """Return per mention the index of the mention that is its row's own subject (itself if it is one), -1 if none."""
    key = pc.binary_join_element_wise(flat(mentions["source"]), pc.cast(flat(mentions["row"]), pa.string()), SEPARATOR)
    own = np.flatnonzero(truth(pc.equal(flat(mentions["role"]), SELF)))
    if not len(own):
        return np.full(len(mentions), -1, np.int64)
    return np.append(own, -1)[positions(key, key.take(pa.array(own)))]


def positions(values: pa.Array, within: pa.Array) -> npt.NDArray[np.int64]:
    """Return where each value first stands in `within`, -1 where it does not."""
    return pc.fill_null(pc.index_in(values, value_set=within), -1).to_numpy(zero_copy_only=False).astype(np.int64)


def truth(values: pa.Array) -> npt.NDArray[np.bool_]:
    """Return a boolean column as an array, null as False."""
    return pc.fill_null(flat(values), False).to_numpy(zero_copy_only=False).astype(np.bool_)


def flat(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return a column in one piece."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
