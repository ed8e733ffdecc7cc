"""One cleaned value, and how many of them become the columns that flow on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa

from recontact import schema

UNKNOWN = "*"
"""Stands for one character that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What is known of one value. Each kind adds its own parts as further fields, all text or None."""

    value: str | None = None
    """Canonical form if every character is known."""
    known: str | None = None
    """Canonical form with `*` for each unknown character; None if the value is rejected."""
    type: str | None = None
    precision: str | None = None
    """One of `schema.PRECISIONS`; None if the value is rejected."""
    flags: tuple[str, ...] = ()
    problem: str | None = None


def tabulate(cells: Iterable[Sequence[Cleaned]], kind: type[Cleaned]) -> pa.Table:
    """Return CLEANED columns and the parts of `kind`, one row per value; `cell` is the position in `cells`."""
    index: list[int] = []
    values: list[Cleaned] = []
    for position, found in enumerate(cells):
        index.extend([position] * len(found))
        values.extend(found)
    columns: dict[str, pa.Array] = {"cell": pa.array(index, pa.int32())}
    for part in table_schema(kind).names[1:]:
        column: list[Any] = [getattr(value, part) for value in values]
        columns[part] = pa.array(column, pa.list_(pa.string()) if part == "flags" else pa.string())
    return pa.table(columns, schema=table_schema(kind))


def tabulate_rows(rows: Sequence[tuple[Any, ...]], kind: type[Cleaned]) -> pa.Table:
    """Return CLEANED columns and the parts of `kind` for cells of one value each: its fields in order."""
    names = [field.name for field in fields(kind)]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    wanted = table_schema(kind)
    arrays = [pa.array(columns[field.name], field.type) for field in list(wanted)[1:]]
    return pa.table([pa.array(range(len(rows)), pa.int32()), *arrays], schema=wanted)


def interleave(tables: Sequence[tuple[pa.Table, Sequence[int] | np.ndarray[Any, Any]]]) -> pa.Table:
    """Return several tables as one in the order of their cells; beside each the cells that its own count stands for."""
    placed = []
    for table, cells in tables:
        if not table.num_rows:
            continue
        cell = pa.array(np.array(cells, np.int32)[table["cell"].to_numpy()])
        placed.append(table.set_column(0, table.schema.field(0), cell))
    together = pa.concat_tables(placed or [tables[0][0]]).combine_chunks()
    cells = together["cell"].to_numpy()
    if (np.diff(cells) >= 0).all():
        return together
    order = np.argsort(cells, kind="stable")
    return together.take(pa.array(order)).combine_chunks()


def table_schema(kind: type[Cleaned]) -> pa.Schema:
    """Return CLEANED followed by the parts that `kind` adds."""
    parts = [field.name for field in fields(kind) if field.name not in schema.CLEANED.names]
    return pa.schema([*schema.CLEANED, *(pa.field(part, pa.string()) for part in parts)])
