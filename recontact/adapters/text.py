"""Typed cells as the text that a person would see: no `.0` after a whole number, no exponent, days as ISO."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.reading import blank_to_null


def as_text(table: pa.Table) -> pa.Table:
    """Every column as strings, blank cells null."""
    return pa.table([_column(column) for column in table.columns], names=table.column_names)


def cell_text(cell: Any) -> str | None:
    """One cell of a spreadsheet or of JSON as text; None if it is empty."""
    if cell is None or isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | Decimal):
        return _number(cell)
    if isinstance(cell, bytes):
        return cell_text(cell.decode("utf-8", "replace"))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, dict | list):
        return ";".join(filter(None, map(cell_text, cell.values() if isinstance(cell, dict) else cell))) or None
    return str(cell)


def text_array(cells: Sequence[Any]) -> pa.Array:
    """Cells of any type as one array of strings."""
    try:
        return blank_to_null(pa.array(cells, pa.string()))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([cell_text(cell) for cell in cells], pa.string())


def _column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _column(column.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return blank_to_null(column.cast(pa.string()))
    if pa.types.is_integer(kind) or pa.types.is_date(kind) or pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return column.cast(pa.string())
    if pa.types.is_timestamp(kind):
        return pc.replace_substring_regex(column.cast(pa.string()), r"( 00:00:00)?(\.0+)?Z?$", "")
    return pa.chunked_array([pa.array([cell_text(cell) for cell in column.to_pylist()], pa.string())])


def _number(cell: float | Decimal) -> str | None:
    # the shortest digits that mean this very number: an identity number in a float keeps the 15 that are true
    digits = Decimal(str(cell))
    if digits.is_nan():  # how a table of numbers says "empty"
        return None
    if digits.is_infinite():
        return str(cell)
    return format(digits.to_integral_value() if digits == digits.to_integral_value() else digits.normalize(), "f")
