"""Tables in memory: pandas, Polars, Arrow, DuckDB … anything with the Arrow C interface."""

from typing import Any

import pyarrow as pa

from recontact.adapters.reading import Reading, Select, everything, name_headers, row_numbers
from recontact.adapters.text import as_text, text_array
from recontact.errors import SourceError


def read_frame(frame: Any, source: str, select: Select = everything) -> Reading:
    """Read a table in memory as if it were the file `source`; see `Reading`.

    SourceError if the object has no Arrow C interface (`__arrow_c_stream__`) or `select` misses a column.
    """
    if not hasattr(frame, "__arrow_c_stream__"):
        raise SourceError(
            f"{source}: a {type(frame).__name__} has no Arrow C interface; give a pandas, Polars or Arrow table"
        )
    table = _table(frame)
    keep = [name for name in table.column_names if not name.startswith("__index_level_")]  # pandas' own, not the user's
    table = table.select(keep)
    names, notes = name_headers(table.column_names)
    wanted = list(dict.fromkeys(select(names)))
    table = as_text(table.rename_columns(list(names)).select(wanted))
    return Reading(
        source=source, table=table, rows=row_numbers(table.num_rows), headers=names, kind="frame", notes=notes
    )


def _table(frame: Any) -> pa.Table:
    try:
        return pa.table(frame)
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # pandas columns of mixed types, which only pandas has
        columns = [frame.iloc[:, place] for place in range(frame.shape[1])]
        return pa.table([_mixed(column) for column in columns], names=[str(name) for name in frame.columns])


def _mixed(column: Any) -> pa.Array:
    missing = column.isna().tolist()
    return text_array([None if gone else cell for cell, gone in zip(column.tolist(), missing, strict=True)])
