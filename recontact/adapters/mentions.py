"""From rows to mentions: one per person whom a row speaks of, with every cell that says something of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.account import serves_several
from recontact.adapters.column import fold
from recontact.adapters.fields import Fields
from recontact.adapters.mapping import KINDS_MAPPED, Account, Cell, Closed, RecordMapping
from recontact.adapters.reading import Reading
from recontact.points.relation import relation
from recontact.schema import MENTIONS, ROLES, VALUES

_USUAL = {"address": "current", "employer": "work"}
"""Usage of a value where the mapping does not say; for all other kinds it is the person's own."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one file says: MENTIONS, their VALUES (`mention` is a row of `mentions`), REJECTS and the counts.

    rows_read = rows_accepted + rows_rejected, always.
    """

    mentions: pa.Table
    values: pa.Table
    rejects: pa.Table
    rows_read: int
    rows_accepted: int
    rows_rejected: int


@dataclass(frozen=True, slots=True)
class _Said:
    """One mapped column: of whom it speaks, and its cells."""

    role: str
    kind: str
    usage: str
    header: str
    cells: pa.Array

    def only(self, rows: pa.Array) -> "_Said":
        return replace(self, cells=self.cells.filter(rows))


def mentions(reading: Reading, mapping: RecordMapping, source: str, as_of: date | None = None) -> Mentions:
    """Return the mentions in a reading. Days after `as_of` are rejected; a row only if no mapped cell says anything."""
    fields = Fields(reading, source, as_of)
    said = _account_aside(list(_said(fields, mapping)), fields, mapping.account)
    usable = np.zeros(fields.rows, bool)
    for column in said:
        usable |= _valid(column.cells)
    fields.reject(pa.array(~usable), "row", "nothing_usable", None)
    fields, said = fields.only(pa.array(usable)), [column.only(pa.array(usable)) for column in said]
    roles = [role for role in ROLES if any(column.role == role for column in said) or role == "self"]
    present = np.stack([_present(said, role, fields.rows) for role in roles], axis=1)
    number = np.cumsum(present.ravel()).reshape(present.shape) - 1  # the mention of a row and role, where present
    read = reading.table.num_rows + reading.rejects.num_rows
    return Mentions(
        mentions=_mention_table(fields, mapping, roles, present),
        values=_value_table(said, roles, number),
        rejects=fields.rejected_rows(),
        rows_read=read,
        rows_accepted=fields.rows,
        rows_rejected=read - fields.rows,
    )


def _said(fields: Fields, mapping: RecordMapping) -> Sequence[_Said]:
    found = []
    for role in sorted(mapping.people, key=ROLES.index):
        for kind in KINDS_MAPPED:
            cells: Sequence[Cell] = getattr(mapping.people[role], kind)
            for cell in cells:
                texts = fields.text(cell, kind)
                if texts is not None:
                    usage = cell.usage or _USUAL.get(kind, "own")
                    found.append(_Said(role, kind, usage, str(cell.header(fields.reading.headers)), texts))
    return found


def _account_aside(said: list[_Said], fields: Fields, account: Account | None) -> list[_Said]:
    """Give to the buyer what is registered with an account that serves several people."""
    owner = fields.text(account, "key")
    served = fields.text(account.serves, "name") if account else None
    if owner is None or served is None:
        return said
    several = pa.array(serves_several(owner, served))
    nothing = pa.scalar(None, pa.string())
    kept = []
    for column in said:
        if column.role == "self" and column.usage == "account":
            theirs = pc.if_else(several, nothing, column.cells)
            buyers = pc.if_else(several, column.cells, nothing)
            kept.append(_Said("self", column.kind, column.usage, column.header, theirs))
            kept.append(_Said("buyer", column.kind, column.usage, column.header, buyers))
        else:
            kept.append(column)
    return kept


def _present(said: Sequence[_Said], role: str, rows: int) -> np.ndarray:
    """Which rows mention the role: every row its subject, and another person if anything is said of them."""
    found = np.full(rows, role == "self")
    for column in said:
        if column.role == role:
            found |= _valid(column.cells)
    return found


def _mention_table(fields: Fields, mapping: RecordMapping, roles: list[str], present: np.ndarray) -> pa.Table:
    row, role = np.nonzero(present)
    keys = fields.keys(mapping.key)
    customer = fields.text(mapping.customer, "key")
    subject = role == roles.index("self")
    by_row = {
        "row": fields.reading.rows,
        "customer": pc.utf8_trim_whitespace(customer) if customer is not None else pa.nulls(len(keys), pa.string()),
        "seen": fields.day(mapping.seen),
        "since": fields.day(mapping.since),
        "closed": _closed(fields, mapping.closed),
    }
    columns = {name: column.take(pa.array(row)) for name, column in by_row.items()}
    columns["source"] = pa.repeat(pa.scalar(fields.source, pa.string()), len(row))
    columns["role"] = pa.array(roles, pa.string()).take(pa.array(role))
    other = pc.binary_join_element_wise(keys.take(pa.array(row)), columns["role"], "#")
    columns["record_id"] = pc.if_else(pa.array(subject), keys.take(pa.array(row)), other)
    columns["relation"] = _relations(fields, mapping, roles).take(pa.array(row * len(roles) + role))
    # the customer number and the account are the subject's
    columns["customer"] = pc.if_else(pa.array(subject), columns["customer"], pa.scalar(None, pa.string()))
    return pa.table([columns[name] for name in MENTIONS.names], schema=MENTIONS)


def _relations(fields: Fields, mapping: RecordMapping, roles: list[str]) -> pa.Array:
    """Coded relations, row by row and within a row role by role."""
    coded = np.full((fields.rows, len(roles)), None, object)
    for place, role in enumerate(roles):
        column = mapping.people[role].relation if role in mapping.people else None
        if column is not None:
            cells = fields.text(column, "relation")
            if cells is not None:
                words = cells.dictionary_encode()
                meant = {word: code for word in words.dictionary.to_pylist() if (code := relation(word))}
                coded[:, place] = fields.words(column, meant, "relation").to_numpy(zero_copy_only=False)
    return pa.array(coded.ravel(), pa.string())


def _closed(fields: Fields, closed: Closed | None) -> pa.Array:
    """Null where the source does not tell: an empty day is no end, an empty word is no word."""
    cells = fields.text(closed, "closed")
    if closed is None or cells is None:
        return pa.nulls(fields.rows, pa.bool_())
    if closed.values:
        meaning = {fold(word) for word in closed.values}
        words = [word for word in cells.unique().to_pylist() if word is not None and fold(word) in meaning]
        return pc.if_else(pc.is_valid(cells), pc.is_in(cells, pa.array(words, pa.string())), None)
    days = fields.day(closed, past=False)
    to_come = pc.greater(days, pa.scalar(fields.as_of, pa.date32()))
    return pc.and_(pc.is_valid(cells), pc.invert(pc.fill_null(to_come, False)))


def _value_table(said: Sequence[_Said], roles: list[str], number: np.ndarray) -> pa.Table:
    tables = [VALUES.empty_table()]
    for column in said:
        rows = np.flatnonzero(_valid(column.cells))
        constants = (pa.repeat(pa.scalar(text), len(rows)) for text in (column.kind, column.usage, column.header))
        mention = pa.array(number[rows, roles.index(column.role)], pa.int32())
        tables.append(pa.table([mention, *constants, column.cells.take(pa.array(rows))], schema=VALUES))
    return pa.concat_tables(tables).combine_chunks()


def _valid(cells: pa.Array) -> np.ndarray:
    return pc.is_valid(cells).to_numpy(zero_copy_only=False)
