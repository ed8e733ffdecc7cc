"""Columns of names in Latin letters, as the readers of whole columns make them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.points.cleaned import table_schema
from recontact.points.name import Name

Array = np.ndarray[Any, Any]


def name_rows(cells: Array, columns: dict[str, pa.Array], doubtful: Array | None = None) -> pa.Table:
    """Return CLEANED and the parts of `Name`, full unless `columns` says otherwise, for the texts at `cells`."""
    count = len(cells)
    flagged = np.zeros(count, np.int32) if doubtful is None else doubtful.astype(np.int32)
    ends = pa.array(np.concatenate([[0], np.cumsum(flagged)]), pa.int32())
    flags = pa.ListArray.from_arrays(ends, pa.array(["order_doubtful"] * int(flagged.sum()), pa.string()))
    same = {name: pa.repeat(pa.scalar(word), count) for name, word in (("type", "latin"), ("precision", "full"))}
    columns = {"cell": pa.array(cells, pa.int32()), "value": columns["known"], "flags": flags, **same, **columns}
    schema = table_schema(Name)
    return pa.table([columns.get(name, pa.nulls(count, pa.string())) for name in schema.names], schema=schema)


def of_each(words: pa.Array, claim: Callable[[str], float | None]) -> Array:
    """Return what is claimed of each word, asked once for each distinct one; NaN for None."""
    coded = words.dictionary_encode()
    said = np.array([claim(word) for word in coded.dictionary.to_pylist()], float)
    of_each: Array = said[coded.indices.to_numpy()]
    return of_each
