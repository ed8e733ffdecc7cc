"""Parquet: only the wanted columns are read, and turned into text."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters.reading import Adapter, Reading, Request, file_head, row_numbers
from recontact.adapters.text import as_text
from recontact.errors import SourceError


def read(path: Path, request: Request) -> Reading:
    """Read a Parquet file; see `Reading`."""
    import pyarrow.parquet as arrow_parquet

    if file_head(path, 4) != b"PAR1":
        raise SourceError(f"{path}: is not a Parquet file; set the `adapter` that fits, or leave it out")
    try:
        file = arrow_parquet.ParquetFile(path)
    except (pa.ArrowInvalid, OSError):
        raise SourceError(f"{path}: is a truncated or damaged Parquet file; copy or export it again") from None
    with file:
        headers = tuple(file.schema_arrow.names)
        wanted = list(dict.fromkeys(request.select(headers)))
        try:
            table = file.read(columns=wanted) if request.rows is None else _first(file, wanted, request.rows)
        except (pa.ArrowInvalid, OSError):
            raise SourceError(f"{path}: its data pages are damaged; copy or export it again") from None
    return Reading(
        source=path.stem,
        table=as_text(table.select(wanted)),
        rows=row_numbers(table.num_rows),
        headers=headers,
        kind="parquet",
    )


ADAPTER = Adapter("parquet", (".parquet", ".pq"), read)


def _first(file: Any, columns: list[str], rows: int) -> pa.Table:
    batches = next(file.iter_batches(batch_size=rows, columns=columns), None)
    return pa.Table.from_batches([batches]) if batches is not None else file.schema_arrow.empty_table()
