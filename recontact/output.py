"""How tables and documents are written: the same bytes for the same content, safe to open in a spreadsheet."""

import json
import os
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

FORMULA = r"^[=+\-@\t\r]"
"""A text cell that begins so is run as a formula by spreadsheets (OWASP: CSV injection)."""

E164 = r"^\+\d{7,15}$"
"""A telephone number: digits cannot call anything, and a leading apostrophe would spoil it for diallers."""

_BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for the local code page and garbles Chinese


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet: fixed settings, one chunk per column, no metadata of whoever made the table."""
    import pyarrow.parquet as pq

    plain = table.combine_chunks().replace_schema_metadata(None)
    with _new(path) as file:
        pq.write_table(plain, file, compression="zstd", compression_level=3, version="2.6", row_group_size=1 << 20)


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as UTF-8 CSV with byte order mark; texts that a spreadsheet would run get a leading apostrophe.

    Lists are joined by `;`; null is an empty cell.
    """
    from pyarrow import csv

    columns = [_cells(table[name]) for name in table.column_names]
    names = escaped(pa.array(table.column_names, pa.string())).to_pylist()
    with _new(path) as file:
        file.write(_BOM)
        csv.write_csv(pa.Table.from_arrays(columns, names=names), file)


def write_json(content: Any, path: Path) -> None:
    """Write JSON with sorted keys and one key a line; NaN is an error, as no other reader knows it."""
    write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n", path)


def write_text(text: str, path: Path) -> None:
    """Write UTF-8 text as it is."""
    with _new(path) as file:
        file.write(text.encode())


def escaped(cells: pa.Array) -> pa.Array:
    """Return text cells with an apostrophe before those that begin like a formula; numbers in E.164 stay."""
    risky = pc.and_not(pc.match_substring_regex(cells, FORMULA), pc.match_substring_regex(cells, E164))
    return pc.if_else(pc.fill_null(risky, False), pc.binary_join_element_wise("'", cells, ""), cells)


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, ";")
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    return escaped(column) if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) else column


def _new(path: Path) -> BinaryIO:
    """Open a file for its owner only, from the first byte."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
