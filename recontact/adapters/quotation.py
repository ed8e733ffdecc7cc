"""A quotation mark that is never closed swallows the rest of a file without a word: found before it is read."""

import csv
import io
from pathlib import Path

from recontact.adapters.encoding import utf8_stream
from recontact.errors import SourceError

_CHUNK = 1 << 20


def check_quotation(path: Path, encoding: str, delimiter: str) -> None:
    """SourceError naming the row if a quoted cell is still open at the end of the file.

    Quotation marks come in pairs, so a file with an even number of them is well (in UTF-16 the byte has other uses
    too). One with an odd number may only have an inch mark somewhere: then its rows are gone through.
    """
    if not encoding.startswith("utf-16") and _count(path) % 2 == 0:
        return
    with io.TextIOWrapper(utf8_stream(path, encoding), "utf-8", newline="") as text:
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        done = -1  # the header is no row
        while True:
            try:
                next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                if str(error) in _NEVER_CLOSED:
                    where = f"{path}: a quotation mark in row {done + 1} is never closed"
                    raise SourceError(f"{where}; close or double it, and export again") from None
            done += 1


_NEVER_CLOSED = ("unexpected end of data", f"field larger than field limit ({csv.field_size_limit()})")


def _count(path: Path) -> int:
    count = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            count += chunk.count(b'"')
    return count
