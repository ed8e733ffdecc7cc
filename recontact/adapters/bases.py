"""Legal bases: what the lender's consent files say, one row per basis."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.column import OneColumn, Table
from recontact.adapters.fields import Fields
from recontact.adapters.reading import Reading
from recontact.schema import BASES, ROLES, UNDATED

EVERY = "*"


class BasisMapping(Table):
    """A source of legal bases."""

    source: OneColumn
    record_id: OneColumn
    subject: OneColumn | None = None
    """Whose data: a role; without the column, the row's own subject."""
    purpose: OneColumn
    granted: OneColumn
    expires: OneColumn | None = None
    withdrawn: OneColumn | None = None
    channels: OneColumn | None = None
    """The only channels that the basis allows, several by `;`; blank: those declared for the source."""
    categories: OneColumn | None = None
    """Likewise the only kinds of value."""


@dataclass(frozen=True, slots=True)
class Bases:
    """What one file says: BASES, REJECTS and the counts; rows_read = rows_accepted + rows_rejected."""

    bases: pa.Table
    rejects: pa.Table
    rows_read: int
    rows_accepted: int
    rows_rejected: int


def bases(reading: Reading, mapping: BasisMapping, source: str) -> Bases:
    """Return the bases in a reading.

    In doubt a row permits nothing: one whose source, record, subject, purpose or any of whose days cannot be read is
    rejected. What forbids stays all the same: a do-not-contact row (source `*`), and a withdrawal, which is UNDATED if
    its day cannot be read and then permits nothing by the row's other days.
    """
    fields = Fields(reading, source)
    columns = {
        "source": fields.text(mapping.source, "source"),
        "record_id": fields.text(mapping.record_id, "key"),
        "subject": _subject(fields, mapping),
        "purpose": fields.text(mapping.purpose, "purpose"),
        "granted": fields.day(mapping.granted, past=False),
        "expires": fields.day(mapping.expires, past=False),
        "withdrawn": fields.day(mapping.withdrawn, past=False),
        "channels": _several(fields, mapping.channels),
        "categories": _several(fields, mapping.categories),
    }
    undated = pc.invert(_readable(fields, mapping, "withdrawn", columns["withdrawn"]))
    columns["withdrawn"] = pc.if_else(undated, pa.scalar(UNDATED, pa.date32()), columns["withdrawn"])
    clear = _all(pc.is_valid(columns[name]) for name in ("source", "record_id", "subject", "purpose", "granted"))
    permits = _all((clear, pc.invert(undated), _readable(fields, mapping, "expires", columns["expires"])))
    forbids = pc.or_(pc.fill_null(pc.equal(columns["source"], EVERY), False), pc.is_valid(columns["withdrawn"]))
    usable = pc.or_(permits, _all((forbids, pc.is_valid(columns["source"]), pc.is_valid(columns["record_id"]))))
    fields.reject(pc.invert(usable), "basis", "incomplete", None)
    columns["granted"] = pc.if_else(permits, columns["granted"], pa.scalar(None, pa.date32()))
    columns["subject"] = pc.fill_null(columns["subject"], "self")
    columns["purpose"] = pc.fill_null(columns["purpose"], "")
    table = pa.table([columns[name] for name in BASES.names], schema=BASES).filter(usable).combine_chunks()
    read = fields.rows + reading.rejects.num_rows
    return Bases(table, fields.rejected_rows(), read, table.num_rows, read - table.num_rows)


def _subject(fields: Fields, mapping: BasisMapping) -> pa.Array:
    if mapping.subject is None or mapping.subject.header(fields.reading.headers) is None:
        return pa.repeat("self", fields.rows)
    return fields.words(mapping.subject, dict(zip(ROLES, ROLES, strict=True)), "subject")


def _several(fields: Fields, column: OneColumn | None) -> pa.Array:
    """Return the words of each cell, in lower case; null where it is blank. What is not known allows nothing."""
    cells = fields.text(column, "basis")
    if cells is None:
        return pa.nulls(fields.rows, pa.list_(pa.string()))
    return pc.split_pattern_regex(pc.utf8_lower(pc.utf8_trim_whitespace(cells)), r"[;,|/，、；\s]+")


def _readable(fields: Fields, mapping: BasisMapping, name: str, days: pa.Array) -> pa.Array:
    """Where a day is given it was read: an end that cannot be read must not become no end."""
    column = getattr(mapping, name)
    header = column.header(fields.reading.headers) if column else None
    if header is None:
        return pa.repeat(True, fields.rows)
    return pc.or_(pc.is_null(fields.reading.table[header].combine_chunks()), pc.is_valid(days))


def _all(conditions: Iterable[pa.Array]) -> pa.Array:
    return reduce(pc.and_, conditions)
