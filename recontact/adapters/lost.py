"""The lost-contact list: which borrowers are looked for, as of which day, and what else the list says of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.column import OneColumn, Table
from recontact.adapters.fields import Fields
from recontact.adapters.reading import Reading, Select
from recontact.errors import SourceError, UsageError


@dataclass(frozen=True, slots=True)
class Lost:
    """The borrowers listed, each once, in the list's order.

    `borrowers`: `borrower_id`, `default_date` (date32) and `name` (as written), null
    if not said. `columns`: the list's other columns, row by
    row with `borrowers`, to be passed through. `days`: the distinct days that the list's `as_of` column names.
    """

    borrowers: pa.Table
    columns: pa.Table
    days: tuple[date, ...]
    notes: tuple[str, ...]
    rejects: pa.Table
    rows_read: int


class LostMapping(Table):
    """What the columns of the lost-contact list mean."""

    borrower: OneColumn
    """The lender's number of the borrower."""
    as_of: OneColumn | None = None
    """The day for which contacts are looked for."""
    default_date: OneColumn | None = None
    name: OneColumn | None = None
    """With a number called for them it tells who they are where their own records may not be used."""

    def select(self, path: Path) -> Select:
        """Every column, since the list's own are passed through, but those on the refusal list."""
        needed = super().select(path)

        def selected(headers: tuple[str, ...]) -> list[str]:
            needed(headers)
            refused, _ = self.unread(headers)
            return [header for header in headers if header not in refused]

        return selected


def lost_list(reading: Reading, mapping: LostMapping) -> Lost:
    """Return the borrowers in a reading of the list; SourceError if there is none. A row without one is rejected."""
    fields = Fields(reading, reading.source)
    header = mapping.borrower.header(reading.headers)
    number = fields.text(mapping.borrower, "key")
    if number is None:
        raise SourceError(f"{reading.source}: has no column {' or '.join(map(repr, mapping.borrower.column))}")
    fields.reject(pc.is_null(number), "key", "no_key", header)
    number = pc.utf8_trim_whitespace(number)
    listed = pc.is_valid(number)
    first = _first(number)
    again = pc.and_(listed, pc.invert(first))
    fields.reject(again, "row", "listed_again", None)
    kept = pc.and_(listed, first)
    if not pc.any(kept).as_py():
        raise SourceError(f"{reading.source}: the list names no borrower; check its `borrower` column")
    twice = pc.sum(again).as_py() or 0
    name = fields.text(mapping.name, "name")
    own = [column for column in reading.table.column_names if column != header]
    days = fields.day(mapping.as_of, past=False).unique().to_pylist()
    return Lost(
        borrowers=pa.table(
            {
                "borrower_id": number,
                "default_date": fields.day(mapping.default_date, past=False),
                "name": pa.nulls(fields.rows, pa.string()) if name is None else name,
            }
        ).filter(kept),
        columns=reading.table.select(own).filter(kept),
        days=tuple(sorted(day for day in days if day is not None)),
        notes=(f"{twice} rows name a borrower that is listed already; each is listed once",) if twice else (),
        rejects=fields.rejected_rows(),
        rows_read=fields.rows + reading.rejects.num_rows,
    )


def as_of_day(lost: Lost, given: date | None) -> date:
    """The day for which contacts are ranked: the one given, else the list's; UsageError if it has none or several."""
    if given is not None:
        return given
    if len(lost.days) == 1:
        return lost.days[0]
    named = "no day" if not lost.days else f"{len(lost.days)} different days ({lost.days[0]} to {lost.days[-1]})"
    raise UsageError(f"the lost list names {named} as of which to rank; give --as-of YYYY-MM-DD")


def _first(number: pa.Array) -> pa.Array:
    """Whether a row is the first with its number."""
    import numpy as np

    code = number.dictionary_encode(null_encoding="encode").indices.to_numpy()
    marks = np.zeros(len(code), bool)
    marks[np.unique(code, return_index=True)[1]] = True
    return pa.array(marks)
