"""What an adapter is asked for, and what it gives back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.rejects import NONE
from recontact.errors import SourceError

Select = Callable[[tuple[str, ...]], Sequence[str]]
"""Given a file's headers, the ones to read, in any order; raises SourceError if a needed one is not there."""


def everything(headers: tuple[str, ...]) -> Sequence[str]:
    """Select every column."""
    return headers


@dataclass(frozen=True, slots=True)
class Request:
    """What to read of a file. `None` means: find out (encoding, delimiter, sheet) or all (rows)."""

    select: Select = everything
    rows: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: every cell text, as a person would see it, an empty cell null."""

    source: str
    """The file's stem."""
    table: pa.Table
    """The selected columns, all strings, one row per row accepted."""
    rows: pa.Array
    """The number (int64, from 1, headers not counted) of each of the table's rows in the file."""
    headers: tuple[str, ...]
    """All of the file's headers, whether read or not."""
    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    notes: tuple[str, ...] = ()
    rejects: pa.Table = field(default_factory=lambda: NONE)
    """Rows that could not be read (schema REJECTS, kind `row`): rows in the file = table's rows + these."""


Read = Callable[[Path, Request], Reading]
"""An adapter: reads one file; raises SourceError if it cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """A kind of file: its name in the job, the suffixes it is chosen for, and how it is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Read


def file_head(path: Path, size: int) -> bytes:
    """The first `size` bytes of a file; SourceError for a folder, a missing, unreadable or empty file."""
    if path.is_dir():
        raise SourceError(
            f"{path}: is a folder, not a file; name the file in it, or give a glob such as {path.name}/*.csv"
        )
    try:
        with path.open("rb") as file:
            head = file.read(size)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}") from None
    if not head:
        raise SourceError(f"{path}: is empty (0 bytes); export it again, or mark the source optional and remove it")
    return head


def name_headers(cells: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers made unique, with notes: a blank one is named by its place, a repeated one is numbered."""
    names: list[str] = []
    notes: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = (cell or "").strip() or f"column {place}"
        if name in names:
            count = 2
            while f"{name} ({count})" in names:
                count += 1
            notes.append(f"the header {name!r} stands more than once; number {count} is read as '{name} ({count})'")
            name = f"{name} ({count})"
        names.append(name)
    return tuple(names), tuple(notes)


def blank_to_null(column: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Cells of nothing but white space become null; all others stay as they are."""
    return pc.if_else(pc.match_substring_regex(column, r"^\s*$"), pa.scalar(None, column.type), column)


def row_numbers(count: int, without: Sequence[int] = ()) -> pa.Array:
    """The numbers of `count` accepted rows, counting from 1 and leaving out the rejected ones."""
    numbers = np.arange(1, count + len(without) + 1, dtype=np.int64)
    return pa.array(np.delete(numbers, np.asarray(without, dtype=np.int64) - 1) if len(without) else numbers)
