"""Which identity each listed borrower is, and how surely each record belongs to that borrower."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.person import with_middle
from recontact.policy.verification import Records

NUMBER = "customer"
"""On what a borrower's own rows rest."""
_FACTS = {"phone": "phones", "email": "emails", "im": "handles", "address": "address"}
"""Comparison by kind of the point at which somebody was looked for."""


def identities_of(borrowers: pa.Table, mentions: pa.Table, identity: np.ndarray) -> pa.Array:
    """Return per borrower (column `borrower_id`) the identity of most of the records with that number, null if none.

    `identity` is per mention, -1 for other people in a row. A lender's number may stand on records of two identities (a
    mistyped row): the one with more of them is the borrower, the smaller number of the identity where they tie.
    """
    listed = borrowers["borrower_id"].combine_chunks()
    which = pc.index_in(mentions["customer"].combine_chunks(), value_set=listed)
    rows = np.flatnonzero(pc.is_valid(which).to_numpy(zero_copy_only=False) & (identity >= 0))
    return _most(np.asarray(which.take(pa.array(rows))), identity[rows], len(listed))


def identities_by_attempts(
    borrowers: pa.Table, persons: pa.Table, observations: pa.Table, events: pa.Table, identity: np.ndarray
) -> pa.Array:
    """Return per borrower (columns `borrower_id`, `name`) the identity of that name at a point where they were sought.

    For borrowers whose own records may not be used: the list says their name, the attempts say where they were looked
    for. Only a point that a usable record of the very same full name gives as its own counts; null if there is none.
    `persons` and `identity` are row by row with the mentions.
    """
    met = _met(borrowers, persons, observations, events, identity)
    return _most(met["borrower"].to_numpy(), identity[met["mention"].to_numpy()], borrowers.num_rows)


def anchor_rows(listed: pa.Table, borrowers: pa.Table, usable: Records, identity: np.ndarray) -> pa.Table:
    """Return borrower_id, mention and fact: the records by which the list knows a borrower, in the borrower's identity.

    Those with the borrower's number (fact NUMBER); for a borrower of whom there is none, those of
    `identities_by_attempts` (fact: the comparison, besides the name, that the attempt agrees in). `listed` is the list
    as read (`name`), `borrowers` the same rows with the identity found.
    """
    ids, expected = borrowers["borrower_id"].combine_chunks(), borrowers["identity"].combine_chunks()
    which = pc.index_in(usable.mentions["customer"].combine_chunks(), value_set=ids)
    numbered = np.flatnonzero(pc.is_valid(which).to_numpy(zero_copy_only=False))
    by_number = np.asarray(which.take(pa.array(numbered)))
    met = _met(listed, usable.persons, usable.observations, usable.events, identity)
    met = met.filter(pa.array(~np.isin(met["borrower"].to_numpy(), by_number)))
    borrower = np.append(by_number, met["borrower"].to_numpy())
    mention = np.append(numbered, met["mention"].to_numpy())
    fact = pa.concat_arrays([pa.repeat(NUMBER, len(numbered)), met["fact"].combine_chunks()])
    theirs = pa.array(pc.fill_null(expected, -2).to_numpy()[borrower] == identity[mention])
    found = pa.table({"borrower_id": ids.take(pa.array(borrower)), "mention": mention, "fact": fact})
    return found.filter(theirs)


def _met(
    borrowers: pa.Table, persons: pa.Table, observations: pa.Table, events: pa.Table, identity: np.ndarray
) -> pa.Table:
    """Return borrower (row), mention and fact of every record of the borrower's very name at a point of an attempt."""
    own = observations.select(["mention", "kind", "point"]).filter(pc.not_equal(observations["usage"], "work"))
    own = own.filter(pa.array(identity[own["mention"].to_numpy()] >= 0))
    met = _sought(borrowers, events).join(own, ["kind", "point"], join_type="inner", use_threads=False)
    asked, known = _names(borrowers["name"]), persons.select(["han", "surname", "given"])
    same = pa.array(_same_name(asked.take(met["borrower"]), known.take(met["mention"])))
    met = met.filter(same).sort_by([(name, "ascending") for name in ("borrower", "mention", "kind", "point")])
    fact = pa.array(list(_FACTS.values())).take(pc.index_in(met["kind"], value_set=pa.array(list(_FACTS))))
    return pa.table({"borrower": met["borrower"], "mention": met["mention"], "fact": fact})


def _most(borrower: np.ndarray, identity: np.ndarray, borrowers: int) -> pa.Array:
    """Return per borrower the identity met most often, the smallest of equals, null if none."""
    pair = pa.table({"b": pa.array(borrower, pa.int32()), "i": pa.array(identity, pa.int32())})
    counted = pair.group_by(["b", "i"], use_threads=False).aggregate([([], "count_all")])
    best = counted.sort_by([("b", "ascending"), ("count_all", "descending"), ("i", "ascending")])
    present, first = np.unique(best["b"].to_numpy(), return_index=True)
    found = np.full(borrowers, -1, np.int64)
    found[present] = best["i"].to_numpy()[first]
    return pa.array(found.astype(np.int32), mask=found < 0)


def _sought(borrowers: pa.Table, events: pa.Table) -> pa.Table:
    """Return the distinct points at which each borrower as such was looked for: `borrower` (row), `kind`, `point`."""
    for_themselves = pc.fill_null(pc.not_equal(events["party"], "third_party"), True)
    attempt = pc.and_(pc.equal(events["kind"], "outcome"), pc.is_in(events["point_kind"], pa.array(list(_FACTS))))
    rows = events.filter(pc.and_(attempt, for_themselves))
    row = pc.index_in(rows["customer"], value_set=borrowers["borrower_id"].combine_chunks())
    sought = pa.table({"borrower": row, "kind": rows["point_kind"], "point": rows["value"]})
    return sought.filter(pc.is_valid(row)).group_by(sought.column_names, use_threads=False).aggregate([])


def _names(raw: pa.ChunkedArray) -> pa.Table:
    """Return `han`, `surname`, `given` of each name as the list writes it; null where it cannot be read."""
    from recontact.points.person_name import clean_column

    coded = raw.combine_chunks().dictionary_encode()
    cleaned = clean_column(coded.dictionary)
    _, first = np.unique(cleaned["cell"].to_numpy(), return_index=True)  # the present name comes first
    parts = cleaned.select(["han", "surname", "given", "middle"]).take(pa.array(first)).combine_chunks()
    given = with_middle(parts["given"].combine_chunks(), parts["middle"].combine_chunks())
    return pa.table({"han": parts["han"], "surname": parts["surname"], "given": given}).take(coded.indices)


def _same_name(left: pa.Table, right: pa.Table) -> np.ndarray:
    """Return whether both names are fully known and the same; homophones of two Han names are not.

    A middle name may be missing on one side, or be an initial: registers keep it or not.
    """
    same = pc.and_(_whole(left["surname"], right["surname"]), pc.fill_null(pc.equal(left["han"], right["han"]), True))
    (first, more), (first_right, more_right) = _divided(left["given"]), _divided(right["given"])
    return np.asarray(pc.and_(pc.and_(same, _whole(first, first_right)), _compatible(more, more_right)))


def _whole(left: pa.Array, right: pa.Array) -> pa.Array:
    """Return whether two words are the same, and more than an initial or what a mask leaves."""
    known = pc.and_(pc.greater(pc.utf8_length(left), 1), pc.invert(pc.match_substring(left, "*")))
    return pc.fill_null(pc.and_(known, pc.equal(left, right)), False)


def _divided(given: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the first of the given names, and the others ("" if there are none)."""
    parts = pc.split_pattern(given, " ", max_splits=1)
    more = pc.greater(pc.list_value_length(parts), 1)
    rest = pc.replace_substring_regex(pc.if_else(more, given, ""), r"^\S+ ", "")
    return pc.list_element(parts, 0), rest


def _compatible(left: pa.Array, right: pa.Array) -> pa.Array:
    """Return whether two middle names may be the same one: equal, or on one side missing or an initial."""
    shorter = pc.min_element_wise(pc.utf8_length(left), pc.utf8_length(right))
    begins = pc.equal(pc.utf8_slice_codeunits(left, 0, 1), pc.utf8_slice_codeunits(right, 0, 1))
    initial = pc.and_(pc.equal(shorter, 1), begins)
    return pc.fill_null(pc.or_(pc.or_(pc.equal(left, right), pc.equal(shorter, 0)), initial), True)
