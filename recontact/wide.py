"""The ranked list for a dialler: one line per borrower with the best three phones, the best e-mail and address."""

import pyarrow as pa
import pyarrow.compute as pc

PLACES = (
    ("phone", ("mobile", "landline"), "voice", 3),
    ("email", ("email",), "email", 1),
    ("address", ("address",), "mail", 1),
)
"""Heading, contact types, the channel by which a dialler or printer uses them, and how many of them."""

_SHOWN = {"": "contact_value_normalised", "_probability": "probability", "_advised": "advised"}


def wide(contacts: pa.Table, borrowers: pa.Array) -> pa.Table:
    """Return a row per borrower in the order given, also for those without a contact (CONTACTS as released)."""
    columns: dict[str, pa.Array] = {"borrower_id": borrowers}
    for heading, types, channel, many in PLACES:
        fits = pc.is_in(contacts["contact_type"], value_set=pa.array(types))
        # a number that may be written to only must not be dialled
        best = contacts.filter(pc.and_(fits, pc.fill_null(pc.match_substring(contacts["channels"], channel), False)))
        best = best.sort_by([("borrower_id", "ascending"), ("rank", "ascending")])
        for place in range(1, many + 1):
            name = f"{heading}_{place}" if many > 1 else heading
            first = _first_of_each(best)
            at = pc.index_in(borrowers, value_set=_flat(best.filter(first)["borrower_id"]))
            for suffix, column in _SHOWN.items():
                columns[name + suffix] = _flat(best.filter(first)[column]).take(at)
            best = best.filter(pc.invert(first))
    return pa.table(columns)


def _first_of_each(rows: pa.Table) -> pa.Array:
    """Mark the first row of every borrower in rows sorted by borrower."""
    borrower = _flat(rows["borrower_id"])
    if not len(borrower):
        return pa.array([], pa.bool_())
    changes = pc.not_equal(borrower.slice(1), borrower.slice(0, len(borrower) - 1))
    return pa.concat_arrays([pa.array([True]), changes])


def _flat(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()
