"""What the graph is made of: mentions, the points they name, the events at these points, and who is who."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recontact.schema import Source


@dataclass(frozen=True, slots=True)
class ContactGraph:
    """Columns of the whole population. Only what may be used is in it: policy has been asked before."""

    mentions: pa.Table
    """schema.MENTIONS."""
    observations: pa.Table
    """schema.OBSERVATIONS; `mention` is a row number of `mentions`."""
    events: pa.Table
    """schema.EVENTS; `value` has the form of `observations.point`."""
    persons: pa.Table
    """`mention` (int32) and the columns of schema.PERSONS `han`, `surname`, `given`, `id`."""
    identity: NDArray[np.signedinteger[Any]]
    """Identity per mention, -1 for another person in the row."""
    belief: NDArray[np.float64]
    """Probability per mention that it is about its identity's person."""
    sources: Mapping[str, Source]


def names_of(persons: Any) -> pa.Table:
    """Return `ContactGraph.persons` from a table with the columns of PERSONS, row by row with the mentions."""
    mention = pa.array(np.arange(persons.num_rows), pa.int32())
    return persons.select(["han", "surname", "given", "id"]).add_column(0, "mention", mention)


def whole_days(column: Any, missing: int) -> NDArray[np.int32]:
    """Return a date column as days since 1970, `missing` where there is none."""
    return np.asarray(pc.fill_null(column.cast(pa.int32()), missing).to_numpy(zero_copy_only=False), dtype=np.int32)


def codes(column: Any, words: pa.Array) -> NDArray[np.int32]:
    """Return the position of every text in `words`, -1 where it is not among them."""
    found = pc.fill_null(pc.index_in(column, value_set=words), -1)
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int32)


def point_keys(kind: Any, point: Any) -> Any:
    """Return one text per point under which observations and events meet."""
    return pc.binary_join_element_wise(kind, point, ":")


def one_chunk(column: Any) -> pa.Array:
    """Return a column as one array."""
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
