"""What number checks and contact attempts share: dated events, built from columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pydantic import BeforeValidator

from recontact.schema import READ_EVENTS


@dataclass(frozen=True, slots=True)
class Events:
    """What one file says: READ_EVENTS (`value`, `name` and `id` still as read), REJECTS and the counts.

    rows_read = rows_accepted + rows_rejected, always. A row may give several events.
    """

    events: pa.Table
    rejects: pa.Table
    rows_read: int
    rows_accepted: int
    rows_rejected: int


def _texts(value: Any) -> Any:
    """YAML reads a bare 0 as a number; a code is text."""
    return {str(word): meant for word, meant in value.items()} if isinstance(value, dict) else value


Codes = BeforeValidator(_texts)
"""Annotation of a table of codes: the source's word to ours."""


def event_table(columns: Mapping[str, pa.Array | str | None], rows: int) -> pa.Table:
    """READ_EVENTS from whole columns and constants; a column that is not given is null."""
    made = []
    for name, kind in zip(READ_EVENTS.names, READ_EVENTS.types, strict=True):
        column = columns.get(name)
        made.append(column if isinstance(column, pa.Array) else pa.repeat(pa.scalar(column, kind), rows))
    return pa.table(made, schema=READ_EVENTS)
