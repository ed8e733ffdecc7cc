"""Columns that hold whatever reaches a person: each cell's pieces go to the kinds that they are of."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.free_text import find
from recontact.schema import VALUES

_KINDS = ("phone", "email", "im")


def parted(values: pa.Table, mentions: pa.Table) -> pa.Table:
    """Return VALUES in which a cell that stands for several kinds of point is replaced by its pieces, each of its kind.

    A cell of which no piece is recognised stays what its column says that it may be.
    """
    mixed = _in_mixed_columns(values, mentions)
    if not mixed.any():
        return values
    rows = values.filter(pa.array(mixed)).to_pylist()
    pieces = {raw: find(raw) for raw in {row["raw"] for row in rows}}
    replaced = [
        {**row, "raw": piece}
        for row in rows
        for piece in ([said for kind, said in pieces[row["raw"]] if kind == row["kind"]] or _left(pieces, row["raw"]))
    ]
    return pa.concat_tables([values.filter(pa.array(~mixed)), pa.Table.from_pylist(replaced, VALUES)])


def _in_mixed_columns(values: pa.Table, mentions: pa.Table) -> np.ndarray:
    """Return which values are of a column of one source that is mapped to several kinds of point."""
    kind = np.asarray(pc.fill_null(pc.index_in(values["kind"], pa.array(_KINDS)), -1))
    source = mentions["source"].take(values["mention"])
    column = pc.binary_join_element_wise(source, values["field"], "\x1f").combine_chunks().dictionary_encode()
    code = np.asarray(column.indices)
    stands_for = np.zeros((len(column.dictionary), len(_KINDS)), bool)
    stands_for[code[kind >= 0], kind[kind >= 0]] = True
    mixed: np.ndarray = (kind >= 0) & (stands_for.sum(axis=1) > 1)[code]
    return mixed


def _left(pieces: dict[str, list[tuple[str, str]]], raw: str) -> list[str]:
    """Return the whole cell if nothing was recognised in it, nothing if its pieces are of other kinds."""
    return [] if pieces[raw] else [raw]
