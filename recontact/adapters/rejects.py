"""The list of what was not accepted: where it stood and why, never what it said."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from recontact.schema import REJECTS

NONE = REJECTS.empty_table()

Rows: TypeAlias = pa.Array | np.ndarray | Sequence[int]


def rejected(source: str, rows: Rows, kind: str, reason: str, field: str | None = None) -> pa.Table:
    """One reject per row number, all of one kind, reason and field."""
    numbers = rows if isinstance(rows, pa.Array) else pa.array(rows, pa.int64())
    if not len(numbers):
        return NONE
    constants = (pa.repeat(pa.scalar(text, pa.string()), len(numbers)) for text in (source, field, kind, reason))
    where, *rest = constants
    return pa.table([where, numbers, *rest], schema=REJECTS)
