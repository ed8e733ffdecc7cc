"""Which identity each listed borrower is, and how surely each record belongs to that borrower."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def identities_of(borrowers: pa.Table, mentions: pa.Table, identity: np.ndarray) -> pa.Array:
    """Return per borrower (column `borrower_id`) the identity of most of the records with that number, null if none.

    `identity` is per mention, -1 for other people in a row. A lender's number may stand on records of two identities (a
    mistyped row): the one with more of them is the borrower, the smaller number of the identity where they tie.
    """
    listed = borrowers["borrower_id"].combine_chunks()
    which = pc.index_in(mentions["customer"].combine_chunks(), value_set=listed)
    rows = np.flatnonzero(pc.is_valid(which).to_numpy(zero_copy_only=False) & (identity >= 0))
    pair = pa.table({"b": pa.array(np.asarray(which.take(pa.array(rows))), pa.int32()), "i": identity[rows]})
    counted = pair.group_by(["b", "i"]).aggregate([([], "count_all")])
    best = counted.sort_by([("b", "ascending"), ("count_all", "descending"), ("i", "ascending")])
    borrower, first = np.unique(best["b"].to_numpy(), return_index=True)
    found = np.full(len(listed), -1, np.int64)
    found[borrower] = best["i"].to_numpy()[first]
    return pa.array(found.astype(np.int32), mask=found < 0)


def anchors_of(borrowers: pa.Table, mentions: pa.Table, identity: np.ndarray) -> np.ndarray:
    """Return which mentions carry the number of a listed borrower whose identity they are in (column `identity`)."""
    which = pc.index_in(mentions["customer"].combine_chunks(), value_set=borrowers["borrower_id"].combine_chunks())
    expected = borrowers["identity"].combine_chunks().take(which)
    return np.asarray(pc.fill_null(pc.equal(expected, pa.array(identity)), False).to_numpy(zero_copy_only=False))
