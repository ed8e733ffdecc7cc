"""A reading's columns as the mapping names them: texts, words, keys and days; a cell is rejected alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.column import Column, fold
from recontact.adapters.reading import Reading
from recontact.adapters.rejects import rejected
from recontact.points.day import day_column
from recontact.schema import REJECTS

UNDECODABLE = "\ufffd"


@dataclass(slots=True)
class Fields:
    """Gives a reading's columns row by row with its table, and keeps account of the cells that cannot be used."""

    reading: Reading
    source: str
    as_of: date | None = None
    """Days after this one are rejected: nothing of the future may be known."""
    rejects: list[pa.Table] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return int(self.reading.table.num_rows)

    def only(self, rows: pa.Array) -> Self:
        """The same account, kept of some of the rows (a mask)."""
        kept = replace(self.reading, table=self.reading.table.filter(rows), rows=self.reading.rows.filter(rows))
        return replace(self, reading=kept)

    def text(self, column: Column | None, kind: str) -> pa.Array | None:
        """The column's cells with blank ones null; None if the file has no such column."""
        header = column.header(self.reading.headers) if column else None
        if header is None:
            return None
        cells = self.reading.table[header].combine_chunks()
        return self.drop(cells, pc.match_substring(cells, UNDECODABLE), kind, "undecodable", header)

    def drop(self, cells: pa.Array, unusable: pa.Array, kind: str, reason: str, header: str | None) -> pa.Array:
        """The cells with the unusable ones null and booked as rejects; `cells` and `unusable` are one per row."""
        marks = pc.fill_null(unusable, False)
        self.reject(marks, kind, reason, header)
        return pc.if_else(marks, pa.scalar(None, cells.type), cells)

    def reject(self, marks: pa.Array, kind: str, reason: str, header: str | None) -> None:
        """Book a reject for every marked row."""
        self.rejects.append(rejected(self.source, self.reading.rows.filter(marks), kind, reason, header))

    def day(self, column: Column | None, *, past: bool = True) -> pa.Array:
        """The column as days, null where none can be used; with `past`, days after `as_of` are rejected."""
        cells = self.text(column, "date")
        if cells is None or column is None:
            return pa.nulls(self.rows, pa.date32())
        header = column.header(self.reading.headers)
        days = day_column(cells)
        self.reject(pc.and_(pc.is_valid(cells), pc.is_null(days)), "date", "unreadable", header)
        if past and self.as_of is not None:
            days = self.drop(days, pc.greater(days, pa.scalar(self.as_of, pa.date32())), "date", "future", header)
        return days

    def words(self, column: Column | None, known: Mapping[str, str], kind: str) -> pa.Array:
        """The column's words by what they mean; a word that is not known is rejected and null."""
        cells = self.text(column, kind)
        if cells is None or column is None:
            return pa.nulls(self.rows, pa.string())
        meaning = {fold(word): meant for word, meant in known.items()}
        distinct = cells.dictionary_encode()
        meant = pa.array([meaning.get(fold(word)) for word in distinct.dictionary.to_pylist()], pa.string())
        found = meant.take(distinct.indices)
        unknown = pc.and_(pc.is_valid(cells), pc.is_null(found))
        self.reject(unknown, kind, "unknown_word", column.header(self.reading.headers))
        return found

    def keys(self, column: Column) -> pa.Array:
        """The source's keys, made unique: a missing one is `row:N`, the second of two equal ones `key~2`."""
        cells = self.text(column, "key")
        rows = pc.binary_join_element_wise("row", self.reading.rows.cast(pa.string()), ":")
        if cells is None:
            return rows
        header = column.header(self.reading.headers)
        self.reject(pc.is_null(cells), "key", "no_key", header)
        keys = pc.coalesce(pc.utf8_trim_whitespace(cells), rows)
        again = _occurrence(keys)
        self.reject(pa.array(again > 1), "key", "duplicate", header)
        numbered = pc.binary_join_element_wise(keys, pa.array(again.astype(str)), "~")
        return pc.if_else(pa.array(again > 1), numbered, keys)

    def rejected_rows(self) -> pa.Table:
        """All rejects so far, those of the adapter first, under the source's id."""
        named = self.reading.rejects.set_column(
            0, REJECTS.field("source"), pa.repeat(pa.scalar(self.source, pa.string()), self.reading.rejects.num_rows)
        )
        return pa.concat_tables([named, *self.rejects]).combine_chunks()


def _occurrence(keys: pa.Array) -> np.ndarray:
    """Per row, the how-manieth row with this key it is, from 1."""
    code = keys.dictionary_encode().indices.to_numpy()
    order = np.argsort(code, kind="stable")
    ordered = code[order]
    first = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, bool)
    starts = np.maximum.accumulate(np.where(first, np.arange(len(ordered)), 0)) if len(ordered) else ordered
    again = np.empty(len(code), np.int64)
    again[order] = np.arange(len(ordered)) - starts + 1
    return again
