"""Which identity each listed borrower is, and how surely each record belongs to that borrower."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.policy.verification import Records


def identities_of(borrowers: pa.Table, mentions: pa.Table, identity: np.ndarray) -> pa.Array:
    """Return per borrower (column `borrower_id`) the identity of most of the records with that number, null if none.

    `identity` is per mention, -1 for other people in a row. A lender's number may stand on records of two identities (a
    mistyped row): the one with more of them is the borrower, the smaller number of the identity where they tie.
    """
    listed = borrowers["borrower_id"].combine_chunks()
    which = pc.index_in(mentions["customer"].combine_chunks(), value_set=listed)
    rows = np.flatnonzero(pc.is_valid(which).to_numpy(zero_copy_only=False) & (identity >= 0))
    return _most(np.asarray(which.take(pa.array(rows))), identity[rows], len(listed))


def identities_by_calls(
    borrowers: pa.Table, persons: pa.Table, observations: pa.Table, events: pa.Table, identity: np.ndarray
) -> pa.Array:
    """Return per borrower (columns `borrower_id`, `name`) the identity of that name at a number called for them.

    For borrowers whose own records may not be used: the list says their name, the attempts say where they were looked
    for. Only a telephone number that a usable record of the very same full name gives as its own counts; null if there
    is none. `persons` and `identity` are row by row with the mentions.
    """
    borrower, mention = _met_by_calls(borrowers, persons, observations, events, identity)
    return _most(borrower, identity[mention], borrowers.num_rows)


def anchor_rows(listed: pa.Table, borrowers: pa.Table, usable: Records, identity: np.ndarray) -> pa.Table:
    """Return borrower_id and mention: the records by which the list knows a borrower, in the borrower's identity.

    Those with the borrower's number; for a borrower of whom there is none, those of `identities_by_calls`. `listed` is
    the list as read (`name`), `borrowers` the same rows with the identity found.
    """
    ids, expected = borrowers["borrower_id"].combine_chunks(), borrowers["identity"].combine_chunks()
    which = pc.index_in(usable.mentions["customer"].combine_chunks(), value_set=ids)
    numbered = np.flatnonzero(pc.is_valid(which).to_numpy(zero_copy_only=False))
    by_number = np.asarray(which.take(pa.array(numbered)))
    borrower, mention = _met_by_calls(listed, usable.persons, usable.observations, usable.events, identity)
    rest = ~np.isin(borrower, by_number)
    borrower, mention = np.append(by_number, borrower[rest]), np.append(numbered, mention[rest])
    theirs = pc.fill_null(expected, -2).to_numpy()[borrower] == identity[mention]
    return pa.table({"borrower_id": ids.take(pa.array(borrower[theirs])), "mention": pa.array(mention[theirs])})


def anchors_of(borrowers: pa.Table, mentions: pa.Table, identity: np.ndarray) -> np.ndarray:
    """Return which mentions carry the number of a listed borrower whose identity they are in (column `identity`)."""
    which = pc.index_in(mentions["customer"].combine_chunks(), value_set=borrowers["borrower_id"].combine_chunks())
    expected = borrowers["identity"].combine_chunks().take(which)
    return np.asarray(pc.fill_null(pc.equal(expected, pa.array(identity)), False).to_numpy(zero_copy_only=False))


def _met_by_calls(
    borrowers: pa.Table, persons: pa.Table, observations: pa.Table, events: pa.Table, identity: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return borrower (row) and mention of every record of the borrower's very name at a number called for them."""
    called = _called(borrowers, events)
    own = pc.and_(pc.equal(observations["kind"], "phone"), pc.not_equal(observations["usage"], "work"))
    seen = observations.select(["mention", "point"]).filter(own)
    seen = seen.filter(pa.array(identity[seen["mention"].to_numpy()] >= 0))
    met = called.join(seen, "point", join_type="inner", use_threads=False)
    borrower, mention = met["borrower"].to_numpy(), met["mention"].to_numpy()
    asked, known = _names(borrowers["name"]), persons.select(["han", "surname", "given"])
    same = _same_name(asked.take(pa.array(borrower)), known.take(pa.array(mention)))
    return borrower[same], mention[same]


def _most(borrower: np.ndarray, identity: np.ndarray, borrowers: int) -> pa.Array:
    """Return per borrower the identity met most often, the smallest of equals, null if none."""
    pair = pa.table({"b": pa.array(borrower, pa.int32()), "i": pa.array(identity, pa.int32())})
    counted = pair.group_by(["b", "i"], use_threads=False).aggregate([([], "count_all")])
    best = counted.sort_by([("b", "ascending"), ("count_all", "descending"), ("i", "ascending")])
    present, first = np.unique(best["b"].to_numpy(), return_index=True)
    found = np.full(borrowers, -1, np.int64)
    found[present] = best["i"].to_numpy()[first]
    return pa.array(found.astype(np.int32), mask=found < 0)


def _called(borrowers: pa.Table, events: pa.Table) -> pa.Table:
    """Return the distinct numbers called for each borrower as such: `borrower` (row), `point`."""
    for_themselves = pc.fill_null(pc.not_equal(events["party"], "third_party"), True)
    attempt = pc.and_(pc.equal(events["kind"], "outcome"), pc.equal(events["point_kind"], "phone"))
    rows = events.filter(pc.and_(attempt, for_themselves))
    row = pc.index_in(rows["customer"], value_set=borrowers["borrower_id"].combine_chunks())
    called = pa.table({"borrower": row, "point": rows["value"]}).filter(pc.is_valid(row))
    return called.group_by(["borrower", "point"], use_threads=False).aggregate([])


def _names(raw: pa.ChunkedArray) -> pa.Table:
    """Return `han`, `surname`, `given` of each name as the list writes it; null where it cannot be read."""
    from recontact.points.person_name import clean_column

    coded = raw.combine_chunks().dictionary_encode()
    cleaned = clean_column(coded.dictionary)
    _, first = np.unique(cleaned["cell"].to_numpy(), return_index=True)  # the present name comes first
    parts = cleaned.select(["han", "surname", "given"]).take(pa.array(first))
    return parts.take(coded.indices)


def _same_name(left: pa.Table, right: pa.Table) -> np.ndarray:
    """Return whether both names are fully known and the same; homophones of two Han names are not."""
    same = pa.array(np.ones(left.num_rows, bool))
    for part in ("surname", "given"):
        whole = pc.and_(pc.greater(pc.utf8_length(left[part]), 1), pc.invert(pc.match_substring(left[part], "*")))
        same = pc.and_(same, pc.fill_null(pc.and_(whole, pc.equal(left[part], right[part])), False))
    return np.asarray(pc.and_(same, pc.fill_null(pc.equal(left["han"], right["han"]), True)))
